"""The schema of a SQLite file (模式): setting it up, and bringing a file of an older version up to date."""

from __future__ import annotations

import sqlite3
from importlib import resources

from minsheng.storage.sqlite_damage import check_file
from minsheng.storage.sqlite_places import BITS

VERSION = 2
"""Of ``schema.sql`` (user_version)."""
_FROM_1 = (
    "DROP TRIGGER entries_are_added_behind",
    "DROP TRIGGER entries_are_not_changed",
    "DROP TRIGGER entries_are_not_deleted",
    "ALTER TABLE entries RENAME TO entries_1",
)
"""Version 1 had a table in the order of plan and position, without places."""
_TO_2 = (
    f"""
    WITH numbers(plan, number) AS (SELECT plan, row_number() OVER (ORDER BY plan) FROM (SELECT DISTINCT plan FROM entries_1))
    INSERT INTO entries (place, plan, id, digest, data)
    SELECT (number << {BITS}) + position, plan, id, digest, data
    FROM numbers CROSS JOIN entries_1 USING (plan) ORDER BY plan, position
    """,
    "DROP TABLE entries_1",
)


def create(connection: sqlite3.Connection) -> None:
    """Within a transaction."""
    script = resources.files("minsheng.storage").joinpath("schema.sql").read_text("utf-8")
    for statement in _statements(script):
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {VERSION}")


def _statements(script: str) -> list[str]:
    """The statements of a script, one by one: `executescript` would end the transaction."""
    found, text = [], ""
    for line in script.splitlines(keepends=True):
        text += line
        if sqlite3.complete_statement(text):
            found.append(text)
            text = ""
    return found


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a file of version 1 up to date, all or nothing; of several who try at once one does it.

    Raises:
        sqlite3.Error: it can not be, since entries are missing or damaged; nothing has changed then.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        if connection.execute("PRAGMA user_version").fetchone()[0] < VERSION:
            # of a damaged one not all rows would be found, and the others would be gone for good
            check_file(connection)
            for statement in _FROM_1:
                connection.execute(statement)
            create(connection)
            for statement in _TO_2:
                connection.execute(statement)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # SQLite has taken it back itself where the disk is full
            connection.execute("ROLLBACK")
        raise
