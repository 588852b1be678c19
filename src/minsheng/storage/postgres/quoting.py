"""Names in SQL (标识符): of schemas and roles, whatever characters they have."""

from __future__ import annotations

from sqlalchemy.dialects import postgresql

_PREPARER = postgresql.dialect(paramstyle="named").identifier_preparer  # type: ignore[no-untyped-call]  # SQLAlchemy gives no types here


def quoted(name: str) -> str:
    """The name as it stands in SQL.

    >>> print(quoted("liangshan"), quoted("梁山"), quoted('a"b'))
    liangshan "梁山" "a""b"
    """
    return str(_PREPARER.quote(name))
