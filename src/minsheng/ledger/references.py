"""Entries that statements speak of (引用的条目): their ids, and what a person may write or read in place of an id."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TypeVar

import attrs

from minsheng.errors import Lang, NotFound, say
from minsheng.ledger.entries import Recorded
from minsheng.ledger.ids import is_generated
from minsheng.ledger.rows import Store
from minsheng.ledger.statements import (
    KINDS,
    Annotated,
    CaseExtended,
    CaseOpened,
    CaseReturned,
    CaseStep,
    CaseVerified,
    Corrected,
    EvidenceAttached,
    ProblemAssigned,
    ProblemRaised,
    ProblemResolved,
    Statement,
)
from minsheng.text import key

_NUMBER = re.compile(r"(?:第|no\.? ?|#)?([0-9]{1,15})(?:笔)?")
_SHORTEST = 6
"""Characters of an id that are enough to look for it."""
_FIELDS: tuple[tuple[type[Statement], tuple[str, ...]], ...] = (
    (Corrected, ("corrects",)),
    (EvidenceAttached, ("entry",)),
    (Annotated, ("entry",)),
    (ProblemAssigned, ("problem",)),
    (ProblemResolved, ("problem",)),
    (CaseOpened, ("about",)),
    (CaseReturned, ("case", "returned")),
    (CaseExtended, ("case", "asked")),
    (CaseVerified, ("case", "visit")),
    (CaseStep, ("case",)),
)


T = TypeVar("T")


class AmbiguousEntry(NotFound):
    """Several entries have an id that begins so; `choices` are some of them."""

    code = "ledger.ambiguous-entry"


def fields_of(said: Statement) -> tuple[str, ...]:
    """Names of the fields of a statement that hold an entry's id."""
    return _BY_KIND.get(said.type, ())


_BY_KIND: dict[str, tuple[str, ...]] = {
    tag: next(names for one, names in _FIELDS if issubclass(kind, one))
    for tag, kind in KINDS.items()
    if issubclass(kind, tuple(one for one, _ in _FIELDS))
}


def referred_to(said: Statement) -> tuple[str, ...]:
    """Ids of the entries that a statement speaks of, the main one first."""
    return tuple(id for name in fields_of(said) if (id := getattr(said, name)))


def found_id(name: str, store: Store, plan: str, pending: Collection[str] = ()) -> str:
    """The id that a person means: an id as it is, the number of an entry (2, 第2笔), or how one id alone begins. What is none of
    these is given back: it may be the id of an entry that is still to come.

    Raises:
        AmbiguousEntry: several ids begin so.
    """
    if not name.strip() or name in pending or store.get(plan, [name]):
        return name
    if number := _NUMBER.fullmatch(key(name)):
        position = int(number[1])
        for row in store.read(plan, after=position - 1) if position else ():
            return row.id if row.position == position else name
        return name
    begin = key(name)
    if len(begin) < _SHORTEST:
        return name
    found = [(row.position, row.id) for row in store.read(plan) if key(row.id).startswith(begin)]
    if len(found) > 1:
        raise AmbiguousEntry("entry", name, tuple(f"{position}（{id}）" for position, id in found[:5]))
    return found[0][1] if found else name


def resolved(said: Statement, find: Callable[[str], str]) -> Statement:
    """The statement with the ids of the entries that it speaks of, as `find` gives them."""
    changes: dict[str, object] = {name: find(getattr(said, name)) for name in fields_of(said)}
    if isinstance(said, Corrected) and said.replacement is not None:
        changes["replacement"] = resolved(said.replacement, find)
    return _changed(said, changes)


def readable(said: Statement, known: Mapping[str, Recorded], lang: Lang = "zh") -> Statement:
    """The statement for readers: an entry that it speaks of by its place where its id is a generated one, a case by the number
    of its notice, a problem also by its words and what it stands in the way of."""
    changes: dict[str, object] = {}
    for name in fields_of(said):
        entry = known.get(getattr(said, name))
        if entry is not None:
            changes[name] = _called(entry, lang)
    if isinstance(said, Corrected) and said.replacement is not None:
        changes["replacement"] = readable(said.replacement, known, lang)
    return _changed(said, changes)


def by_id(entries: Iterable[Recorded]) -> dict[str, Recorded]:
    """Entries by every id under which a statement may speak of them."""
    return {id: entry for entry in entries for id in (entry.id, *entry.replaces)}


def _changed(said: Statement, changes: Mapping[str, object]) -> Statement:
    return attrs.evolve(said, **changes) if changes else said  # type: ignore[arg-type]  # fields of its own, texts as before


def _called(entry: Recorded, lang: Lang) -> str:
    said = entry.statement.replacement if isinstance(entry.statement, Corrected) else entry.statement
    name = say("ledger.position", lang, n=entry.position) if is_generated(entry.id) else entry.id
    if isinstance(said, CaseOpened) and said.number:
        return said.number
    if isinstance(said, ProblemRaised):
        return say("ledger.problem-called", lang, problem=said.problem, number=said.project, entry=name)
    return name


def mentioned(statements: Iterable[Statement]) -> tuple[str, ...]:
    """Ids of all entries that statements speak of, each once."""
    return tuple(dict.fromkeys(id for said in statements if said.type in _BY_KIND for id in _all(said)))


def those_mentioned(statements: Iterable[Statement], known: Mapping[str, T]) -> tuple[T, ...]:
    """What is known of the entries that statements speak of, by id."""
    return tuple(known[id] for id in mentioned(statements) if id in known)


def _all(said: Statement) -> tuple[str, ...]:
    inner = _all(said.replacement) if isinstance(said, Corrected) and said.replacement is not None else ()
    return (*referred_to(said), *inner)
