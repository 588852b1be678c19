"""Where the entries of a plan stand in a SQLite file (存放位置): each plan has a number, and its rows lie side by side.

See ``schema.sql``. Numbers begin with 1 and leave none out; a plan keeps its number for ever, as entries keep their places.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import NamedTuple

from minsheng.storage.sqlite_asking import ask, key

BITS = 40
"""Of a place, that hold the position; those in front of them hold the number of the plan."""
MOST = (1 << BITS) - 1
"""The last position that a plan can have."""
FIRST = f"""
    first(number, plan) AS (
        SELECT ?, ''
        UNION ALL
        SELECT number + 1, (SELECT plan FROM entries WHERE place = (number + 1 << {BITS}) + 1) FROM first WHERE plan IS NOT NULL
    )
"""
"""A number that is asked for, and behind it the plans that follow, in their order; NULL is where they end."""
_FIRSTS = f"WITH RECURSIVE {FIRST} SELECT plan FROM first WHERE plan IS NOT NULL LIMIT -1 OFFSET 1"
PLANS_OF_IDS = "SELECT DISTINCT plan FROM entries INDEXED BY sqlite_autoindex_entries_1"
"""The names of all plans that the index of ids knows."""
_BY_ID = f"""
    SELECT place >> {BITS} FROM entries INDEXED BY sqlite_autoindex_entries_1 WHERE plan = CAST(? AS TEXT) AND place > {MOST} LIMIT 1
"""
"""Numbers begin with 1: what somebody puts in front of it by hand is nowhere."""


class OutOfPlace(sqlite3.DatabaseError):
    """A row stands where none can be."""

    def __init__(self, place: int, plan: str, position: int) -> None:
        super().__init__(f"place = {place}")
        self.place, self.plan, self.position = place, plan, position


class Span(NamedTuple):
    """Places that a plan may have: behind `before`, up to `end`."""

    before: int
    end: int


def span(number: int) -> Span:
    """The places of the plan with that number; position 0 is among them, which only somebody by hand gives.

    >>> span(1) == Span(2**40 - 1, 2**41 - 1)
    True
    """
    return Span((number << BITS) - 1, (number << BITS) + MOST)


class Numbers:
    """Numbers of the plans in a file, as far as they were asked for: they never change."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}
        self._count = 0
        self.again: tuple[int, str, int] | None = None
        """Place, plan and position of a first row whose plan has another one: somebody gave it this name by hand."""

    def all(self, connection: sqlite3.Connection) -> Mapping[str, int]:
        """Those of all plans now whose names are text."""
        for (plan,) in ask(connection, _FIRSTS, self._count):
            self._count += 1
            if type(plan) is str and self._known.setdefault(plan, self._count) != self._count:
                self.again = self.again or ((self._count << BITS) + 1, plan, 1)
        return self._known

    def of(self, connection: sqlite3.Connection, plan: str) -> int | None:
        """That of one plan; None if it has no entries."""
        known = self._known.get(plan)
        if known is not None:
            return known
        try:
            return self.all(connection).get(plan) or _by_id(connection, plan)  # where its first row says something else
        except sqlite3.DatabaseError:
            if (found := _by_id(connection, plan)) is None:
                raise
            return found

    def count(self, connection: sqlite3.Connection) -> int:
        """How many there are now: the last one."""
        self.all(connection)
        return self._count


def _by_id(connection: sqlite3.Connection, plan: str) -> int | None:
    found = connection.execute(_BY_ID, (key(plan),)).fetchone()
    return found[0] if found else None
