"""Asking a SQLite file (查询): what its rows hold, even where text is no text any more."""

from __future__ import annotations

import re
import sqlite3
from itertools import islice
from typing import Any

MALFORMED = "database disk image is malformed"
"""As SQLite says it."""
PAGE = 512
"""Rows read at once."""
_HALF = re.compile("[\ud800-\udfff]")
Values = tuple[Any, ...]
"""What sqlite3 gives, by the columns that were asked for."""


def key(name: str) -> str | bytes:
    """A name as it is asked for, by CAST(? AS TEXT): its bytes where they are no UTF-8.

    >>> key("甲县-2024"), key("甲\\udcff")
    ('甲县-2024', b'\\xe7\\x94\\xb2\\xff')
    """
    if name.isascii() or not _HALF.search(name):
        return name
    try:
        return name.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # half a character that stands for no byte: no row has it
        return name.encode("utf-8", "surrogatepass")


def fetch(found: list[Values], connection: sqlite3.Connection, question: str, *values: object, most: int = 0) -> bool:
    """Add the answer to `found`, row by row: those in front of a damaged one are there when the error is raised.

    It may end early, behind `most` bytes of data; says whether it came to its end. Text that is no UTF-8 comes with half characters in the place of its
    bytes: the row is damaged, and can be named.
    """
    try:
        return _take(found, connection.execute(question, values), most)
    except sqlite3.OperationalError as error:
        if "UTF-8" not in str(error):
            raise
        found.clear()
        connection.text_factory = _decoded
        try:
            return _take(found, connection.execute(question, values), most)
        finally:
            connection.text_factory = str


def _take(found: list[Values], cursor: sqlite3.Cursor, most: int) -> bool:
    if not most:
        found.extend(cursor)
        return True
    size = 0
    while size < most:
        before = len(found)
        found.extend(islice(cursor, 32))
        try:
            size += sum([len(values[-1]) for values in found[before:]])
        except TypeError:  # no data at all: the row is damaged, and nothing behind it is asked for
            break
        if len(found) < before + 32:
            return len(found) < PAGE
    cursor.close()
    return False


def ask(connection: sqlite3.Connection, question: str, *values: object) -> list[Values]:
    """The whole answer."""
    found: list[Values] = []
    fetch(found, connection, question, *values)
    return found


def names(connection: sqlite3.Connection, question: str) -> list[str]:
    """An answer of one column, which must be text.

    Raises:
        sqlite3.DatabaseError: it is not, and the file is damaged.
    """
    found = [name for (name,) in ask(connection, question)]
    if not all(type(name) is str for name in found):
        raise sqlite3.DatabaseError(MALFORMED)
    return found


def _decoded(text: bytes) -> str:
    return text.decode("utf-8", "surrogateescape")
