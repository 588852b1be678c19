"""What is said of entries that were recorded (回执): where each stands, and which others it speaks of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from minsheng.cli.entries import numbers_of
from minsheng.cli.errors_told import plain
from minsheng.errors import Lang, MinshengError, comma, say

if TYPE_CHECKING:
    from minsheng.ledger import Entry, Ledger


class NotShown(MinshengError):
    """Entries are recorded, but stdout took no word of it; who records them again has them twice."""

    code = "cli.not-shown"


def tell(ledger: Ledger, entries: Sequence[Entry], lang: Lang, said: str = "") -> None:
    """Where each stands and what it speaks of, on stdout; `said`: what the only one of them says.

    Raises:
        NotShown: stdout can not be written to, as where a disk is full.
    """
    lines = []
    others = _others(ledger, entries, lang)
    for entry in entries:
        lines.append(say("cli.recorded", lang, position=entry.position, id=entry.id))
        if said:
            lines.append(plain(said))
        if entry.id in others:
            lines.append(plain(say("cli.speaks-of", lang, entries=others[entry.id])))
    try:
        for line in lines:
            click.echo(line)
    except BrokenPipeError:
        raise  # who reads no further wants no further
    except OSError as error:
        numbers = comma(lang).join(say("ledger.position", lang, n=n) for n in _ends(entries))
        raise NotShown(numbers=numbers, n=len(entries), why=error.strerror or str(error)) from error


def _ends(entries: Sequence[Entry]) -> list[int]:
    """The numbers of the first and of the last."""
    return sorted({entries[0].position, entries[-1].position})


def _others(ledger: Ledger, entries: Sequence[Entry], lang: Lang) -> dict[str, str]:
    """Id of an entry → the entries that it speaks of, by number and, where somebody gave them one, by id."""
    from minsheng.ledger.ids import is_generated
    from minsheng.ledger.references import mentioned

    spoken = {entry.id: ids for entry in entries if (ids := mentioned([entry.statement]))}
    numbers = numbers_of(ledger, {id for ids in spoken.values() for id in ids})
    found = {}
    for id, ids in spoken.items():
        named = [
            say("cli.entry-called" if not is_generated(other) else "ledger.position", lang, n=numbers[other], id=other)
            for other in ids
            if other in numbers
        ]
        if named:
            found[id] = comma(lang).join(named)
    return found
