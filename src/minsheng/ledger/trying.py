"""What a ledger would refuse of a batch (试记), all of it at once and without writing anything."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from minsheng.errors import MinshengError
from minsheng.ledger.encoding import encoded
from minsheng.ledger.entries import Entry
from minsheng.ledger.failures import Conflict
from minsheng.ledger.prefix import Prefix
from minsheng.ledger.sameness import same
from minsheng.ledger.statements import Statement
from minsheng.ledger.validation import settled

Refused = tuple[int, MinshengError]
"""Place in the batch, counted from 0, and why."""


def tried(
    draft: Prefix,
    stored: Callable[[str], Statement | None],
    statements: Sequence[Statement],
    ids: Sequence[str],
    *,
    stamp: datetime,
    recorder: str,
) -> list[Refused]:
    """Those that could not stand behind `draft` and the others that can; `draft` is gone on from."""
    pending: dict[str, Statement] = {}
    found: list[Refused] = []

    def look(id: str) -> Statement | None:
        return pending[id] if id in pending else stored(id)

    for place, (id, given) in enumerate(zip(ids, statements, strict=True)):
        known = look(id)
        if known is not None:
            if not same(given, known):
                found.append((place, Conflict(draft.plan, id)))
            continue
        try:
            statement = settled(given, draft, look, stamp.date())
            encoded(stamp, recorder, statement)
        except MinshengError as error:
            found.append((place, error))
            continue
        pending[id] = statement
        draft.add(
            Entry(
                plan=draft.plan,
                position=draft.position + 1,
                id=id,
                digest=b"",
                recorded_at=stamp,
                recorder=recorder,
                statement=statement,
            )
        )
    return found
