"""What a ledger refuses, and what can be wrong with one (台账错误)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from minsheng.errors import MinshengError, NotFound
from minsheng.projects import Difference


class NotAdopted(MinshengError):
    """On that day the plan was not yet in force, or by what was known then it was not yet recorded (`recorded_on`)."""

    code = "ledger.not-adopted"

    def __init__(self, plan: str, day: date, adopted_on: date | None, *, recorded_on: date | None = None) -> None:
        self.day = day
        self.adopted_on = adopted_on
        self.recorded_on = recorded_on
        if recorded_on is not None:
            self.code = "ledger.not-recorded"
        super().__init__(plan=plan, day=day, adopted_on=adopted_on or "—", recorded_on=recorded_on or "—")


class UnknownLedger(NotFound):
    """The store has no ledger of this plan; `choices` are those that it has."""

    code = "ledger.unknown-ledger"


class UnknownEntry(NotFound):
    """The ledger has no entry with this id."""

    code = "ledger.unknown-entry"


class PlanDiffers(MinshengError):
    """The ledger was begun with another plan of the same id; `differences` says in what."""

    code = "ledger.plan-differs"

    def __init__(self, plan: str, differences: Sequence[Difference]) -> None:
        self.differences = tuple(differences)
        shown = "; ".join(str(d) for d in self.differences[:5]) + ("; …" if len(self.differences) > 5 else "")
        super().__init__(plan=plan, n=len(self.differences), shown=shown or "…")


class Conflict(MinshengError):
    """The id is taken by another statement: nothing was written."""

    code = "ledger.conflict"

    def __init__(self, plan: str, id: str) -> None:
        self.id = id
        super().__init__(plan=plan, id=id)


class Contended(MinshengError):
    """Other writers came first too many times; nothing was written, trying again is safe."""

    code = "ledger.contended"

    def __init__(self, plan: str, attempts: int) -> None:
        super().__init__(plan=plan, attempts=attempts)


def shown(text: str) -> str:
    """Text of a damaged row as it can be printed: bytes that are no UTF-8 come as half characters."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode()


class BrokenChain(MinshengError):
    """A stored row is not what was sealed: `position` and `id` name the first, the code says why."""

    def __init__(self, code: str, plan: str, position: int, id: str, *, found: object = "", why: object = "") -> None:
        self.code = code
        self.plan, self.position, self.id = shown(plan), position, shown(id)
        super().__init__(plan=self.plan, position=position, id=self.id, found=shown(str(found)), why=why)


class SameStore(MinshengError):
    """Source and target of a copy are the same store."""

    code = "ledger.same-store"


class CopiesDiffer(MinshengError):
    """Two copies of one ledger are not the same: at `position` the target holds something else, or it has more rows."""

    code = "ledger.copies-differ"

    def __init__(self, plan: str, position: int, id: str, *, end: int = 0) -> None:
        self.code = "ledger.copy-ahead" if end else "ledger.copies-differ"
        self.plan, self.position, self.id = plan, position, id
        super().__init__(plan=plan, position=position, id=id, end=end)


class CursorAhead(MinshengError):
    """The store has fewer rows of a plan than a follower has seen: it is another one, or an older copy."""

    code = "ledger.cursor-ahead"

    def __init__(self, plan: str, seen: int, last: int) -> None:
        super().__init__(plan=plan, seen=seen, last=last)
