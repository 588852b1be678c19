"""Whether a stored statement is the one that was given (一致): what makes sending twice harmless."""

from __future__ import annotations

import attrs

from minsheng.ledger.delta import with_ids
from minsheng.ledger.statements import (
    ChangeApproved,
    Corrected,
    FundingReported,
    Progress,
    ScheduleAdopted,
    Statement,
)


def same(given: Statement, stored: Statement) -> bool:
    """Whether `stored` is `given` as it was sealed: a number may have become an id, a new target has got one, the only
    source of a project's money is named."""
    if given == stored:
        return True
    match given, stored:
        case Progress(), Progress():
            return _within(given.target, stored.target) and attrs.evolve(given, target=stored.target) == stored
        case ScheduleAdopted(), ScheduleAdopted():
            return _within(given.target, stored.target) and attrs.evolve(given, target=stored.target) == stored
        case FundingReported(), FundingReported():
            return not given.source and attrs.evolve(given, source=stored.source) == stored
        case ChangeApproved(), ChangeApproved():
            return attrs.evolve(given, changes=with_ids(given.changes, stored.changes)) == stored
        case Corrected(replacement=Statement() as mine), Corrected(replacement=Statement() as theirs):
            return attrs.evolve(given, replacement=theirs) == stored and same(mine, theirs)
        case _:
            return False


def _within(number: str, id: str) -> bool:
    return id.startswith(f"{number}.")
