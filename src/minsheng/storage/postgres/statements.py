"""What is asked of the server (查询语句), built with SQLAlchemy Core and compiled once for each store.

They run on the driver's own connection: running one through Core costs about as much as the server's whole answer.
"""

from __future__ import annotations

from attrs import frozen
from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    LargeBinary,
    MetaData,
    Table,
    Text,
    bindparam,
    case,
    cast,
    insert,
    literal_column,
    null,
    select,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.sql import ClauseElement, func, true

from minsheng.storage.postgres.quoting import quoted

PAGE = 500
"""Rows read at once."""
COLUMNS = ("plan", "position", "id", "digest", "data")
TYPES = ("text", "int8", "text", "bytea", "bytea")
"""Of the columns, by their names in the server."""
_PAGE: ColumnElement[int] = literal_column(str(PAGE))
_ONE: ColumnElement[int] = literal_column("1")
_PREPARED = """
    PREPARE minsheng_ask (bigint, bigint) AS
        SELECT CASE
            WHEN pg_try_advisory_lock($1) THEN true
            WHEN set_config('lock_timeout', '{wait}', true) <> '' THEN pg_advisory_lock($2)::text IS NULL
        END;
    PREPARE minsheng_take (bigint, bigint) AS
        SELECT set_config('lock_timeout', '{wait}', true), pg_advisory_lock($1), pg_advisory_unlock($2);
    PREPARE minsheng_page (text, bigint) AS
        SELECT {columns} FROM {schema}.entries WHERE plan = $1 AND position > $2 ORDER BY position LIMIT {page}
"""
_TAKEN_OVER = func.pg_advisory_xact_lock(bindparam("key", type_=BigInteger))
_LEFT: ColumnElement[bool] = case(
    (cast(_TAKEN_OVER, Text).is_not(null()), func.pg_advisory_unlock(bindparam("same", type_=BigInteger)))
)
"""The transaction takes the lock over from the session, in this order: others get it when they see what was written."""


def entries(schema: str) -> Table:
    """The table of a ledger's rows, as the migrations leave it."""
    return Table(
        "entries",
        MetaData(schema=schema),
        Column("plan", Text(collation="C"), primary_key=True),
        Column("position", BigInteger, primary_key=True),
        Column("id", Text(collation="C"), nullable=False),
        Column("digest", LargeBinary, nullable=False),
        Column("data", LargeBinary, nullable=False),
    )


@frozen(kw_only=True)
class Statements:
    """With named parameters, for psycopg; those without any take an empty mapping, for the sake of %."""

    insert: str
    """The columns, by their places."""
    insert_and_leave: str
    """The columns, then twice the key that the session has locked: it is free once the row is committed."""
    insert_if_free: str
    """The columns, then a key: no row where another session has it locked, or waits for it."""
    copy: str
    last: str
    """plan"""
    page: str
    """plan, after, until: the next `PAGE` rows"""
    prepare: str
    """Makes the connection ready for `ask` and `take`."""
    ask: str
    """Two keys, plan, after, by their places, put in by the client: locks the first key where it is free, else waits for the
    second; true or false, then a page"""
    take: str
    """The same: waits for the first key, gives the second one back; then a page"""
    unlock: str
    """key"""
    with_ids: str
    """plan, ids"""
    heads: str
    """Every plan with its last position; one look-up a plan instead of one step a row."""

    @classmethod
    def of(cls, schema: str, wait: str) -> Statements:
        """Those for the ledger in `schema`; `wait`: milliseconds that `ask` and `take` wait for a lock."""
        table = entries(schema)
        of_plan = table.c.plan == bindparam("plan", type_=Text)
        named = table.c.id == func.any(bindparam("ids", type_=ARRAY(Text)))
        behind = (table.c.position > bindparam("after", type_=BigInteger)) & (
            table.c.position <= bindparam("until", type_=BigInteger)
        )
        key = bindparam("key", type_=BigInteger)
        last_first = table.c.position.desc()
        values = {name: bindparam(name, type_=table.c[name].type) for name in COLUMNS}
        free = func.pg_try_advisory_xact_lock(key)
        added = insert(table).values(values)
        return cls(
            insert=str(added.compile(dialect=_BY_PLACE)),
            insert_and_leave=str(added.returning(_LEFT).compile(dialect=_BY_PLACE)),
            insert_if_free=str(
                insert(table).from_select(COLUMNS, select(*values.values()).where(free)).compile(dialect=_BY_PLACE)
            ),
            copy=f"COPY {quoted(schema)}.entries ({', '.join(COLUMNS)}) FROM STDIN (FORMAT BINARY)",
            last=_compiled(select(table).where(of_plan).order_by(last_first).limit(_ONE)),
            page=_compiled(select(table).where(of_plan & behind).order_by(table.c.position).limit(_PAGE)),
            prepare=_PREPARED.format(columns=", ".join(COLUMNS), schema=quoted(schema), page=PAGE, wait=wait),
            ask="EXECUTE minsheng_ask (%s, %s); EXECUTE minsheng_page (%s, %s)",
            take="EXECUTE minsheng_take (%s, %s); EXECUTE minsheng_page (%s, %s)",
            unlock=_compiled(select(func.pg_advisory_unlock(key))),
            with_ids=_compiled(select(table).where(of_plan & named)),
            heads=_compiled(_heads(table)),
        )


def _heads(table: Table) -> ClauseElement:
    """From the last plan backwards: the index gives the next one and its last position in one step."""
    both = (table.c.plan, table.c.position)
    order = (table.c.plan.desc(), table.c.position.desc())
    found = select(*both).order_by(*order).limit(_ONE).cte("found", recursive=True)
    before = select(*both).where(table.c.plan < found.c.plan).order_by(*order).limit(_ONE).lateral("before")
    step = select(before.c.plan, before.c.position).select_from(found.join(before, true()))
    return select(found.union_all(step))


def _compiled(statement: ClauseElement) -> str:
    return str(statement.compile(dialect=_DIALECT))


_BY_PLACE = postgresql.dialect(paramstyle="format")  # type: ignore[no-untyped-call]  # SQLAlchemy gives no types here
_DIALECT = postgresql.dialect(paramstyle="pyformat")  # type: ignore[no-untyped-call]  # SQLAlchemy gives no types here
