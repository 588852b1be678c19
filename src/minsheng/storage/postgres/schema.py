"""The schema of a ledger (模式): what it must be, how it is set up and brought up to date by alembic."""

from __future__ import annotations

import io
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from threading import Lock

import psycopg
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext, MigrationStep
from alembic.script import ScriptDirectory
from psycopg.sql import SQL, Identifier
from sqlalchemy import Connection, text
from sqlalchemy.schema import CreateSchema

from minsheng.storage.failures import Damaged, ForeignSchema, NewerSchema, WrongEncoding
from minsheng.storage.postgres.address import SCHEMA, Address
from minsheng.storage.postgres.quoting import quoted

VERSION = 1
"""Of the newest migration."""
VERSION_TABLE = "minsheng_version"
_MIGRATIONS = Path(__file__).parent / "migrations"
_TABLES = """
    SELECT pg_catalog.current_setting('server_encoding'), ARRAY(
        SELECT c.relname::text FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = %s AND c.relkind IN ('r', 'p', 'v', 'm', 'f') ORDER BY c.relname COLLATE "C"
    )
"""
_EXISTS = "SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = :name"
_LOCK = "SELECT pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended('minsheng:' || :name, 0))"
_ONE_AT_A_TIME = Lock()
"""Scripts speak to alembic through names that the whole process shares."""
_SHOWN = 5
"""Tables of another program that an error names."""


class State(Enum):
    """How far a schema is."""

    EMPTY = "empty"
    OLDER = "older"
    READY = "ready"


def state(connection: psycopg.Connection, address: Address) -> State:
    """What stands in the schema, by what any role may read that may read the ledger.

    Raises:
        WrongEncoding: the database can not keep Chinese.
        ForeignSchema: the schema has tables of another program.
        NewerSchema: a newer version of this library has set it up.
        Damaged: half of a ledger is missing.
    """
    found = connection.execute(_TABLES, (address.schema,)).fetchone()
    assert found is not None, "a SELECT without FROM has one row"
    encoding, tables = found
    if encoding != "UTF8":
        raise WrongEncoding(address.shown, encoding)
    if not tables:
        return State.EMPTY
    if VERSION_TABLE not in tables:
        raise ForeignSchema(address.shown, address.schema, tuple(tables[:_SHOWN]))
    version = _version(connection, address)
    if version > VERSION:
        raise NewerSchema(address.shown, version, VERSION)
    if "entries" not in tables:
        raise Damaged(address.shown, f"{address.schema}.entries")
    return State.READY if version == VERSION else State.OLDER


def _version(connection: psycopg.Connection, address: Address) -> int:
    question = SQL("SELECT version_num FROM {}").format(Identifier(address.schema, VERSION_TABLE))
    found = connection.execute(question).fetchall()
    if len(found) != 1 or not str(found[0][0]).isdecimal():
        raise Damaged(address.shown, f"{address.schema}.{VERSION_TABLE}")
    return int(found[0][0])


def migrate(connection: Connection, schema: str, *, folder: Path = _MIGRATIONS) -> None:
    """Bring the schema to the newest version, in the transaction of `connection`; of several at once one does it."""
    connection.execute(text(_LOCK), {"name": schema})
    if connection.execute(text(_EXISTS), {"name": schema}).first() is None:
        connection.execute(CreateSchema(schema))
    _run(MigrationContext.configure(connection, opts=_options(schema, folder)), schema)


def setup_sql(schema: str = SCHEMA) -> str:
    """The SQL that sets up an empty ledger, for an administrator who reads before he runs (建库脚本).

    >>> print(setup_sql("liangshan").splitlines()[0])
    CREATE SCHEMA IF NOT EXISTS liangshan;
    """
    out = io.StringIO()
    options = {**_options(schema, _MIGRATIONS), "as_sql": True, "output_buffer": out}
    _run(MigrationContext.configure(dialect_name="postgresql", opts=options), schema)
    return f"CREATE SCHEMA IF NOT EXISTS {quoted(schema)};\n\n{out.getvalue().strip()}\n"


def _options(schema: str, folder: Path) -> dict[str, object]:
    scripts = ScriptDirectory(str(folder))

    def steps(heads: tuple[str, ...], context: MigrationContext) -> Iterator[MigrationStep]:
        newest_first = list(scripts.walk_revisions("base", "head"))
        done = {script.revision for head in heads for script in scripts.walk_revisions("base", head)}
        for script in reversed(newest_first):
            if script.revision not in done:
                yield MigrationStep.upgrade_from_script(scripts.revision_map, script)

    return {"fn": steps, "version_table": VERSION_TABLE, "version_table_schema": schema}


def _run(context: MigrationContext, schema: str) -> None:
    with _ONE_AT_A_TIME, Operations.context(context), context.begin_transaction():
        context.run_migrations(schema=quoted(schema))
