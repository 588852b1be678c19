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
from minsheng.storage.sqlite_asking import MALFORMED, ask, key, names
from minsheng.storage.sqlite_places import BITS, FIRST, MOST, PLANS_OF_IDS, Numbers, OutOfPlace, Span, span

_TYPES = "typeof(plan) = 'text' AND typeof(id) = 'text' AND typeof(digest) = 'blob' AND typeof(data) = 'blob'"
_HEAD = f"SELECT place, {_TYPES} FROM entries WHERE place > ? AND place <= ? ORDER BY place DESC LIMIT 2"
_BEHIND = f"""
    SELECT place IN (?1 + 1, ((?1 >> {BITS}) + 1 << {BITS}) + 1) AND {_TYPES} FROM entries WHERE place > ?1 ORDER BY place LIMIT 1
"""
"""The row that comes next in the whole table: the first one of the next plan, or one that was added just now."""
_LAST = "SELECT max(place) = ? FROM entries"
"""Where nothing stands behind a place: whether it is the last one that there is."""
_HEADS = f"""
    WITH RECURSIVE {FIRST}, last AS MATERIALIZED (
        SELECT number, plan, (
            SELECT max(place) FROM entries WHERE place >= number << {BITS} AND place <= (number << {BITS}) + {MOST}
        ) AS place FROM first WHERE plan IS NOT NULL LIMIT -1 OFFSET 1
    )
    SELECT plan, place & {MOST}, coalesce(
        (SELECT min(place) FROM entries WHERE place > last.place) = (number + 1 << {BITS}) + 1,
        (SELECT max(place) FROM entries) = last.place
    ) FROM last
"""
"""With whether behind the last row of a plan comes the first one of the next, or nothing."""
_ENDS = "SELECT (SELECT min(place) FROM entries), (SELECT max(place) FROM entries)"
_FROM = "SELECT place, plan, position FROM entries WHERE place >= ? ORDER BY place LIMIT 1"
_ASTRAY = """
    SELECT EXISTS (
        SELECT 1 FROM entries AS row NOT INDEXED WHERE place > ? AND place <= ? AND NOT EXISTS (
            SELECT 1 FROM entries AS known INDEXED BY sqlite_autoindex_entries_1
            WHERE known.plan = row.plan AND known.id = row.id AND known.place = row.place
        )
    )
"""
_BEYOND = """
    SELECT EXISTS (
        SELECT 1 FROM entries INDEXED BY sqlite_autoindex_entries_1 WHERE plan = CAST(? AS TEXT) AND place <= ?3
        AND place > (SELECT max(place) FROM entries NOT INDEXED WHERE place > ?2 AND place <= ?3)
    )
"""
_LOST = """
    SELECT (SELECT count(DISTINCT id) FROM entries INDEXED BY sqlite_autoindex_entries_1 WHERE plan = CAST(? AS TEXT))
        - (SELECT count(*) FROM entries NOT INDEXED WHERE place > ? AND place <= ?)
"""


def check_rows(
    connection: sqlite3.Connection, numbers: Numbers, found: list[tuple[object, ...]], plan: str, after: int
) -> None:
    """That rows read of `plan` stand right behind position `after`, each behind the other.

    Raises:
        sqlite3.DatabaseError: they do not, and the file is damaged; `sound_front` says which are right.
    """
    if sound_front(found, plan, after) < len(found):
        check_kinds(found)
        check_file(connection)
        try:
            check_numbers(connection, numbers)
        except OutOfPlace as error:
            if (
                numbers.of(connection, plan) != error.place >> BITS
            ):  # else it is among those found, and the chain names it
                raise


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


def head(connection: sqlite3.Connection, numbers: Numbers, number: int | None) -> int | None:
    """The last place of a plan, behind which there is nothing more of it, and right in front of which is the one before.

    Raises:
        sqlite3.DatabaseError: it can not be told, since the file is damaged.
    """
    places = span(number) if number is not None else None
    rows = connection.execute(_HEAD, places).fetchall() if places else []
    if not rows:
        check_numbers(connection, numbers)
        if number is not None:  # there was a first row
            check_file(connection)
        return None
    last: int = rows[0][0]
    before = [last - 1] if last & MOST > 1 else []
    if not all(right for _, right in rows) or [place for place, _ in rows[1:]] != before or not _ends(connection, last):
        check_file(connection)
    return last


def _ends(connection: sqlite3.Connection, last: int) -> bool:
    """Whether behind a place comes what may come there."""
    for question in (_BEHIND, _LAST):
        found = connection.execute(question, (last,)).fetchone()
        if found is not None:
            return bool(found[0])
    return True


def heads(connection: sqlite3.Connection, numbers: Numbers) -> dict[str, int]:
    """The last position of each plan, all at one moment.

    Raises:
        sqlite3.DatabaseError: they can not be told, since the file is damaged.
    """
    rows = ask(connection, _HEADS, 0)
    if not all(right and type(plan) is str for plan, _, right in rows):
        check_file(connection)
    found: dict[str, int] = {}
    for plan, position, _ in rows:
        found.setdefault(plan, position)
    check_numbers(connection, numbers)
    return found


def check_numbers(connection: sqlite3.Connection, numbers: Numbers) -> None:
    """That each row is among those of a plan, whose first row there is, once.

    Raises:
        sqlite3.DatabaseError: it is not: `OutOfPlace` where the file is sound, and somebody has moved a row.
    """
    fewest = numbers.count(connection)  # others may add one meanwhile
    first, last = connection.execute(_ENDS).fetchone()
    low, high = (1, 0) if first is None else (first >> BITS, last >> BITS)
    if low >= 1 and fewest <= high <= numbers.count(connection) and numbers.again is None:
        return
    check_file(connection)
    if low < 1:
        raise OutOfPlace(*ask(connection, _FROM, first)[0])
    if numbers.again is not None:
        raise OutOfPlace(*numbers.again)
    if high < fewest:  # other rows than those that were here, or some are gone
        raise sqlite3.DatabaseError(f"{high} < {fewest} plans")
    place, plan, position = ask(connection, _FROM, span(fewest + 1).before)[0]
    # its first row is missing, or it is one too many
    raise OutOfPlace(place, plan, 1 if place <= span(fewest + 1).end else position)


def check_ids(connection: sqlite3.Connection, plan: str, places: Span) -> None:
    """That the index of ids leads to each row of `plan`, and to none behind; it takes a small part of the time of reading them.

    Raises:
        sqlite3.DatabaseError: it does not, and the file is damaged.
    """
    astray = connection.execute(_ASTRAY, places).fetchone()[0]
    if astray or connection.execute(_BEYOND, (key(plan), *places)).fetchone()[0]:
        check_file(connection)


def lost(connection: sqlite3.Connection, numbers: Numbers) -> dict[str, int]:
    """How many entries of a plan the index of ids knows more than the table, where there are any."""
    found: dict[str, int] = {}
    with suppress(sqlite3.Error, UnicodeError):
        known = numbers.all(connection)
        for plan in names(connection, PLANS_OF_IDS):
            (count,) = connection.execute(_LOST, (key(plan), *span(known.get(plan, 0)))).fetchone()
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
