"""Addresses as they may be shown (地址的显示): errors and logs are read by people who should not learn a password."""

from __future__ import annotations

import re

_PASSWORD = re.compile(r"\A([^:/]*:(?://(?!/))?[^:/?@]*):.*@", re.DOTALL)
_OPTION = re.compile(r"([?&](?:ssl)?password=)[^&]*", re.IGNORECASE)


def without_password(url: str) -> str:
    """The URL with ``***`` in place of any password, also where it is written wrongly.

    >>> without_password("postgresql://clerk:se/c@ret@db.example/counties?sslpassword=x")
    'postgresql://clerk:***@db.example/counties?sslpassword=***'
    >>> without_password("sqlite:///C:/a@b.db")
    'sqlite:///C:/a@b.db'
    """
    return _OPTION.sub(r"\1***", _PASSWORD.sub(r"\1:***@", url))
