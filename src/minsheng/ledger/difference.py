"""What is new between two views (台账变化)."""

from __future__ import annotations

from attrs import frozen

from minsheng.ledger.entries import Recorded
from minsheng.ledger.view import View
from minsheng.projects import Difference


@frozen(kw_only=True)
class Diff:
    """What one view has and another has not (变化).

    The entries of the first, less `gone`, with `new`, are those of the second.
    """

    new: tuple[Recorded, ...]
    """In force in the second view only; one that `replaces` others is a correction."""
    gone: tuple[Recorded, ...]
    """In force in the first view only: corrected or withdrawn since, or of a later day."""
    plan: tuple[Difference, ...]
    """Where the two plans differ: approved changes."""

    def __bool__(self) -> bool:
        return bool(self.new or self.gone or self.plan)


def between(first: View, second: View) -> Diff:
    """What `second` has and `first` has not, and the other way round."""
    mine, theirs = ({e.id for e in view.entries} for view in (first, second))
    return Diff(
        new=tuple(e for e in second.entries if e.id not in mine),
        gone=tuple(e for e in first.entries if e.id not in theirs),
        plan=first.plan.differences(second.plan),
    )
