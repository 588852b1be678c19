"""Entries as a person names them (笔号): found by number or the beginning of an id, told by number."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from minsheng.errors import Lang, MinshengError, say

if TYPE_CHECKING:
    from minsheng.ledger import Entry, Ledger, Statement


def entry_id(ledger: Ledger, name: str, pending: Collection[str] = ()) -> str:
    """The id of the entry that `name` is the number, the id or the beginning of an id of; `pending` are ids still to come.

    Raises:
        AmbiguousEntry: several begin so.
    """
    from minsheng.ledger.references import found_id

    return found_id(name, ledger.store, ledger.plan_id, pending)


def with_ids(ledger: Ledger, said: Statement, pending: Collection[str] = ()) -> Statement:
    """The statement with ids in place of what a person wrote for the entries that it speaks of."""
    from minsheng.ledger.references import fields_of, resolved

    if not fields_of(said):
        return said
    return resolved(said, lambda name: entry_id(ledger, name, pending))


def with_numbers(ledger: Ledger, error: MinshengError, lang: Lang) -> None:
    """Have an error name entries by their number where it names ids that nobody can type."""
    from minsheng.ledger.ids import is_generated

    numbers = numbers_of(
        ledger, [value for value in error.fields.values() if isinstance(value, str) and is_generated(value)]
    )
    error.fields = {
        name: say("ledger.position", lang, n=numbers[value]) if isinstance(value, str) and value in numbers else value
        for name, value in error.fields.items()
    }


def numbers_of(ledger: Ledger, ids: Collection[str]) -> dict[str, int]:
    """The numbers of the entries that are stored under these ids."""
    return {row.id: row.position for row in ledger.store.get(ledger.plan_id, sorted(ids))} if ids else {}


def case_named(ledger: Ledger, name: str) -> str:
    """A case as it is looked up: by the number of its notice, else by its entry."""
    from minsheng.ledger import CaseOpened

    if any(said.number == name for _, said in ledger.as_of(date.max).all(CaseOpened)):
        return name
    return entry_id(ledger, name)


def said_in(ledger: Ledger, entry: Entry, lang: Lang) -> str:
    """What an entry says, other entries as a person names them."""
    from minsheng.ledger.references import mentioned, readable
    from minsheng.ledger.sealing import entries_with

    known = entries_with(ledger.store, ledger.plan_id, mentioned([entry.statement]))
    return readable(entry.statement, known, lang).text(lang)
