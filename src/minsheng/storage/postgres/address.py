"""Where a ledger is kept on a PostgreSQL server (数据库地址): the URL of libpq, and the schema of ours in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import unquote

import psycopg
from attrs import field, frozen
from psycopg.conninfo import conninfo_to_dict
from psycopg.pq import Conninfo

from minsheng.storage.failures import WrongUrl
from minsheng.storage.shown import PLACES

SCHEMA = "minsheng"
"""Where no other is named, so that our tables never stand among those of another program."""
_SCHEME = re.compile(r"postgres(ql)?(\+psycopg)?://", re.IGNORECASE)
_PLACE = re.compile(rf"(?:[^@/]*@)?{PLACES.pattern}(?:/[^@]*)?")
"""User and password, hosts, database; with more signs of these kinds it can not be told where a password ends."""
_WRONG = "storage.wrong-postgres-url"
_LONGEST = 63
"""Bytes of a name in PostgreSQL; what is longer it cuts off."""


@frozen(kw_only=True)
class Address:
    """A database, the schema in it, and how to get there."""

    settings: Mapping[str, str] = field(repr=False)
    """As libpq takes them; the password may be among them."""
    schema: str
    shown: str
    """Without the password and the options of the connection."""

    @classmethod
    def parse(cls, url: str) -> Address:
        """Read ``postgresql://user@host:port/database?schema=name&option=value``.

        Everything but ``schema`` is what libpq takes: a password file, several hosts, ``sslmode``, a socket's folder.

        Raises:
            WrongUrl: it is no such URL; the password is not repeated.

        >>> Address.parse("postgresql://clerk:secret@db.example/counties?schema=liangshan&sslmode=require").shown
        'postgresql://clerk@db.example/counties?schema=liangshan'
        """
        start = _SCHEME.match(url)
        if start is None:
            raise WrongUrl(url, code=_WRONG)
        place, _, query = url[start.end() :].partition("?")
        if not _PLACE.fullmatch(place) or ("@" in query and not set("@/") & set(place)):
            raise WrongUrl(url, code="storage.unescaped-url")
        options = [option.partition("=") for option in query.split("&") if option]
        schema = _schema(url, [unquote(value) for name, _, value in options if name == "schema"])
        if any(name == "options" and "search_path" in value for name, _, value in options):
            raise WrongUrl(url, code="storage.schema-in-options")
        if "@" not in query:  # else a name may be a part of a password
            known = ("schema", *sorted(option.keyword.decode() for option in Conninfo.get_defaults()))
            for name, _, _ in options:
                if "pass" in name:
                    break  # so may what stands behind it
                if unquote(name) not in (*known, "ssl"):
                    raise WrongUrl(url, code="storage.unknown-option", option=name, known=known)
        try:
            rest = "&".join("".join(option) for option in options if option[0] != "schema")
            found = conninfo_to_dict(f"postgresql://{place}?{rest}")
        except (psycopg.Error, UnicodeError):
            raise WrongUrl(url, code=_WRONG) from None  # what it says may repeat the password
        settings = {name: str(value) for name, value in found.items() if value is not None}
        return cls(settings=settings, schema=schema, shown=_shown(settings, schema))


def _schema(url: str, named: list[str]) -> str:
    if not named:
        return SCHEMA
    name = named[0]
    if (
        len(named) > 1
        or not name
        or "\0" in name
        or len(name.encode("utf-8", "replace")) > _LONGEST
        or name.startswith("pg_")
    ):
        raise WrongUrl(url, code="storage.wrong-schema", schema=name)
    return name


def _shown(settings: Mapping[str, str], schema: str) -> str:
    who = f"{settings['user']}@" if "user" in settings else ""
    host, port = settings.get("host", settings.get("hostaddr", "")), settings.get("port", "")
    in_folder = host.startswith("/")
    place = ("" if in_folder else host) + (f":{port}" if port else "")
    options = {"host": host, "schema": schema} if in_folder else {"schema": schema}
    return f"postgresql://{who}{place}/{settings.get('dbname', '')}?" + "&".join(f"{k}={v}" for k, v in options.items())
