"""What a role may do with a ledger (角色权限): only read it, or add entries and read; never change or delete one.

The owner of the tables may do more, such as drop the triggers; so programs use a role that is not the owner.
"""

from __future__ import annotations

from typing import Literal, get_args

from psycopg import Connection

from minsheng.errors import InvalidValue
from minsheng.storage.postgres.address import SCHEMA
from minsheng.storage.postgres.quoting import quoted
from minsheng.storage.postgres.schema import VERSION_TABLE

May = Literal["read", "append"]
"""What a role is to be allowed; who may append may read as well."""


_OWNS = """
    SELECT pg_catalog.pg_has_role(c.relowner, 'USAGE') FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = %s AND c.relname = 'entries'
"""


def owns(connection: Connection, schema: str) -> bool:
    """Whether the role of the connection owns the ledger, as itself or by membership."""
    return connection.execute(_OWNS, (schema,)).fetchone() == (True,)


def grants_sql(role: str, *, may: May, schema: str = SCHEMA, database: str = "") -> str:
    """The SQL that lets `role` read the ledger in `schema`, or append to it, and nothing else (授权脚本).

    It takes away what the role had there before, so that the same call also turns a writer into a reader. With
    `database` it also closes that one to all roles that were not let in by name: at first every role of the server may
    connect to each database. The database's owner runs it.

    Raises:
        InvalidValue: `may` is neither “append” nor “read”.

    >>> print(grants_sql("liangshan_app", may="append"))
    REVOKE ALL ON ALL TABLES IN SCHEMA minsheng FROM liangshan_app;
    REVOKE ALL ON SCHEMA minsheng FROM liangshan_app;
    GRANT USAGE ON SCHEMA minsheng TO liangshan_app;
    GRANT SELECT ON minsheng.entries, minsheng.minsheng_version TO liangshan_app;
    GRANT INSERT ON minsheng.entries TO liangshan_app;
    >>> grants_sql("office", may="read", database="counties").splitlines()[:2]
    ['REVOKE CONNECT, TEMPORARY ON DATABASE counties FROM PUBLIC;', 'GRANT CONNECT ON DATABASE counties TO office;']
    """
    if may not in get_args(May):
        raise InvalidValue("errors.wrong-value", field="may", value=may, why=" | ".join(get_args(May)))
    place, who = quoted(schema), quoted(role)
    lines = [
        *_closed(database, who),
        f"REVOKE ALL ON ALL TABLES IN SCHEMA {place} FROM {who};",
        f"REVOKE ALL ON SCHEMA {place} FROM {who};",
        f"GRANT USAGE ON SCHEMA {place} TO {who};",
        f"GRANT SELECT ON {place}.entries, {place}.{VERSION_TABLE} TO {who};",
    ]
    if may == "append":
        lines.append(f"GRANT INSERT ON {place}.entries TO {who};")
    return "\n".join(lines)


def _closed(database: str, who: str) -> list[str]:
    if not database:
        return []
    name = quoted(database)
    return [
        f"REVOKE CONNECT, TEMPORARY ON DATABASE {name} FROM PUBLIC;",
        f"GRANT CONNECT ON DATABASE {name} TO {who};",
    ]
