"""Damage that SQLite itself does not notice (暗损): a page that was overwritten can make a reading end early, in silence.

SQLite checks little of what it reads: garbage in a page is compared like any other row, and a range ends at it, or a
look-up goes astray. Whatever looks odd here makes the whole file be looked through, and only that decides; so rows that
somebody changed by hand in a sound file are left to the chain, which can name them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import suppress

from minsheng.ledger.rows import ROW_TYPES

MALFORMED = "database disk image is malformed"
"""As SQLite says it."""
_TYPES = """typeof(plan) = 'text' AND typeof(position) = 'integer'
    AND typeof(id) = 'text' AND typeof(digest) = 'blob' AND typeof(data) = 'blob'"""
FIRST = f"position = 1 AND {_TYPES}"
"""Whether a row may be the first one of its plan."""
_HEAD = f"SELECT position, {_TYPES} FROM entries WHERE plan = CAST(? AS TEXT) ORDER BY position DESC LIMIT 2"
_BEHIND = f"""
    SELECT iif(plan = ?1, position = ?2 + 1 AND {_TYPES}, {FIRST}) FROM entries WHERE (plan, position) > (?1, ?2)
    ORDER BY plan, position LIMIT 1
"""
"""The row that comes next in the whole table: the first one of another plan, or one that was added just now."""
_BEFORE = f"""
    SELECT position > 0 AND {_TYPES} FROM entries WHERE (plan, position) < (?1, ?2)
    ORDER BY plan DESC, position DESC LIMIT 1
"""
_LAST = "SELECT (plan, position) <= (?, ?) FROM entries ORDER BY plan DESC, position DESC LIMIT 1"
_FIRST = "SELECT (plan, position) >= (?, ?) FROM entries ORDER BY plan, position LIMIT 1"
"""Where nothing stands beside a place: whether what stands at that end of all is on its other side."""
_ASTRAY = """
    SELECT EXISTS (
        SELECT 1 FROM entries AS row INDEXED BY sqlite_autoindex_entries_1 WHERE plan = CAST(? AS TEXT) AND NOT EXISTS (
            SELECT 1 FROM entries AS known INDEXED BY sqlite_autoindex_entries_2
            WHERE known.plan = row.plan AND known.id = row.id AND known.position = row.position
        )
    )
"""

_PLANS_OF_IDS = "SELECT DISTINCT plan FROM entries INDEXED BY sqlite_autoindex_entries_2"
_LOST = """
    SELECT (SELECT count(DISTINCT id) FROM entries INDEXED BY sqlite_autoindex_entries_2 WHERE plan = :plan)
        - (SELECT count(*) FROM entries INDEXED BY sqlite_autoindex_entries_1 WHERE plan = :plan)
"""


def check_rows(connection: sqlite3.Connection, found: list[tuple[object, ...]], plan: str, after: int) -> None:
    """That rows read of `plan` stand right behind position `after`, each behind the other.

    Raises:
        sqlite3.DatabaseError: they do not, and the file is damaged; `sound_front` says which are right.
    """
    if sound_front(found, plan, after) < len(found):
        check_kinds(found)
        check_file(connection)


def sound_front(found: list[tuple[object, ...]], plan: str, after: int) -> int:
    """How many rows from the first on stand right behind position `after`, each behind the other, and are rows at all."""
    text, number, _, digest, blob = ROW_TYPES
    for place, (name, position, id, seal, data) in enumerate(found):  # of every row that is read
        if name != plan or position != after + 1 + place or type(name) is not text or type(position) is not number:
            return place
        if type(id) is not text or type(seal) is not digest or type(data) is not blob:
            return place
    return len(found)


def check_kinds(rows: Iterable[tuple[object, ...]]) -> None:
    """That rows hold what the table takes.

    Raises:
        sqlite3.DatabaseError: they do not, which only damage can bring about.
    """
    for row in rows:
        if tuple(map(type, row)) != ROW_TYPES:
            raise sqlite3.DatabaseError(MALFORMED)


def head(connection: sqlite3.Connection, plan: str | bytes) -> int | None:
    """The last position of `plan`, behind which there is nothing more of it, and right in front of which is the one before.

    Raises:
        sqlite3.DatabaseError: it can not be told, since the file is damaged.
    """
    rows = connection.execute(_HEAD, (plan,)).fetchall()
    last: int | None = rows[0][0] if rows else None
    if last is None:
        place = (plan, -1)  # so that no row of the plan itself is let pass
        sound = _beside(connection, (_BEHIND, _LAST), place) and _beside(connection, (_BEFORE, _FIRST), place)
    else:
        sound = all(right for _, right in rows) and [place for place, _ in rows] == [*range(last, max(last - 2, 0), -1)]
        sound = sound and _beside(connection, (_BEHIND, _LAST), (plan, last))
    if not sound:
        check_file(connection)
    return last


def _beside(connection: sqlite3.Connection, look: tuple[str, str], place: tuple[str | bytes, int]) -> bool:
    """Whether what stands beside a place is as it should be."""
    for question in look:
        found = connection.execute(question, place).fetchone()
        if found is not None:
            return bool(found[0] == 1)
    return True


def check_ids(connection: sqlite3.Connection, plan: str | bytes) -> None:
    """That the index of ids leads to each row of `plan`; it takes a small part of the time in which they are read.

    Raises:
        sqlite3.DatabaseError: it does not, and the file is damaged.
    """
    if connection.execute(_ASTRAY, (plan,)).fetchone()[0]:
        check_file(connection)


def lost(connection: sqlite3.Connection) -> dict[str, int]:
    """How many entries of a plan the index of ids knows more than the table, where there are any."""
    found: dict[str, int] = {}
    with suppress(sqlite3.Error, UnicodeError):
        for (plan,) in connection.execute(_PLANS_OF_IDS).fetchall():
            (count,) = connection.execute(_LOST, {"plan": plan}).fetchone()
            if count > 0:
                found[plan] = count
    return found


def check_file(connection: sqlite3.Connection) -> None:
    """Look through the whole file; SQLite's quick check would let rows pass that are not in order.

    Raises:
        sqlite3.DatabaseError: it is damaged; says where.
    """
    (said,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if said != "ok":
        raise sqlite3.DatabaseError(" ".join(said.split()))
