"""What is new between two views (台账变化)."""

from __future__ import annotations

from attrs import frozen

from minsheng.errors import Lang, say
from minsheng.ledger.entries import Recorded
from minsheng.ledger.view import View
from minsheng.projects import Difference

_SHOWN = 10
"""Lines of a kind that are printed."""


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

    def text(self, lang: Lang = "zh") -> str:
        """How much changed, then what: new entries with +, gone ones with -, fields of the plan."""
        lines = [say("ledger.diff", lang, new=len(self.new), gone=len(self.gone), plan=len(self.plan))]
        for mark, found in (
            ("+", [entry.text(lang) for entry in self.new]),
            ("-", [entry.text(lang) for entry in self.gone]),
            ("*", [str(difference) for difference in self.plan]),
        ):
            lines += [f"{mark} {line}" for line in found[:_SHOWN]]
            lines += [f"{mark} …"] * (len(found) > _SHOWN)
        return "\n".join(lines)

    def __str__(self) -> str:
        return self.text()

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
