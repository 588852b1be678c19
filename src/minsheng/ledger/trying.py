"""What a ledger would refuse of a batch (试记), all of it at once and without writing anything."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from minsheng.errors import MinshengError
from minsheng.ledger.encoding import encoded
from minsheng.ledger.entries import made_entry
from minsheng.ledger.failures import Conflict
from minsheng.ledger.prefix import Draft, Prefix
from minsheng.ledger.sameness import same
from minsheng.ledger.statements import Statement
from minsheng.ledger.validation import settled

Refused = tuple[int, MinshengError]
"""Place in the batch, counted from 0, and why."""


def tried(
    prefix: Prefix,
    stored: Callable[[str], Statement | None],
    statements: Sequence[Statement],
    ids: Sequence[str],
    *,
    stamp: datetime,
    recorder: str,
) -> list[Refused]:
    """Those that could not stand behind `prefix` and the others that can."""
    draft = Draft(prefix, stored)
    found: list[Refused] = []
    for place, (id, given) in enumerate(zip(ids, statements, strict=True)):
        known = draft.look(id)
        if known is not None:
            if not same(given, known):
                found.append((place, Conflict(draft.plan, id)))
            continue
        try:
            statement = settled(given, draft, draft.look, stamp.date())
            encoded(stamp, recorder, statement)
        except MinshengError as error:
            found.append((place, error))
            continue
        draft.add(made_entry(draft.plan, draft.position + 1, id, b"", stamp, recorder, statement))
    return found
