"""A store in a schema of a PostgreSQL database (PostgreSQL 存储); needs ``pip install "minsheng[postgres]"``."""

from minsheng.errors import MissingExtra

try:
    import alembic as _alembic
    import psycopg as _psycopg
    import sqlalchemy as _sqlalchemy
except ImportError:
    raise MissingExtra("postgres") from None

from minsheng.storage.postgres.grants import grants_sql
from minsheng.storage.postgres.schema import setup_sql
from minsheng.storage.postgres.store import PostgresStore

__all__ = ["PostgresStore", "grants_sql", "setup_sql"]

del _alembic, _psycopg, _sqlalchemy
