"""The server that a page speaks of: what it makes there is taken away behind it."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator

import psycopg
import pytest

from minsheng.testing.postgres import PostgresServer

_DATABASES = "SELECT datname FROM pg_database"
_ROLES = "SELECT rolname FROM pg_roles"


@contextlib.contextmanager
def as_on_this_machine(server: PostgresServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Addresses without a host mean `server`, and its programs are on the path."""
    settings = {"PGHOST": str(server.folder), "PGUSER": "postgres", "PGPASSWORD": "made-up"}
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("PATH", os.environ["PATH"] + os.pathsep + str(server.binaries))
    with psycopg.connect(server.url("postgres"), autocommit=True) as administrator:
        before = [{name for (name,) in administrator.execute(asked)} for asked in (_DATABASES, _ROLES)]
        try:
            yield
        finally:
            for kind, asked, known in zip(("DATABASE", "ROLE"), (_DATABASES, _ROLES), before, strict=True):
                for (name,) in administrator.execute(asked.encode()).fetchall():
                    if name not in known:
                        administrator.execute(f'DROP {kind} "{name}"'.encode())
