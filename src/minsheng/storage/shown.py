"""Addresses as they may be shown (地址的显示): errors and logs are read by people who should not learn a password."""

from __future__ import annotations

import re

PLACES = re.compile(r"(?:\[[^\]@/]*\]|[^:@/\[\],]*)(?::\d{0,5})?(?:,(?:\[[^\]@/]*\]|[^:@/\[\],]*)(?::\d{0,5})?)*")
"""Hosts with their ports; what has a colon and is none of these may be a user and a password."""
_FILE = re.compile(r"sqlite:///", re.IGNORECASE)
_SCHEME = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*:?//?)?")
_OPTION = re.compile(r"((?:pass(?!file)\w*|pwd|secret|token)\s*=).*", re.IGNORECASE | re.DOTALL)


def without_password(url: str) -> str:
    """The URL with ``***`` in place of all that may be a password or a part of one, also where it is written wrongly.

    >>> without_password("postgresql://clerk:se/c@ret@db.example/counties?sslpassword=x")
    'postgresql://clerk:***@db.example/counties?sslpassword=***'
    >>> without_password("postgresql://clerk:secret/counties")
    'postgresql://clerk:***'
    >>> without_password("sqlite:///C:/a@b.db")
    'sqlite:///C:/a@b.db'
    """
    if _FILE.match(url):
        return url
    before, at, behind = url.rpartition("@")
    if at:
        return _OPTION.sub(r"\1***", _without_last(before) + at + behind)
    start = _SCHEME.match(url)
    scheme = start[0] if start else ""
    place = re.split("[/?]", url[len(scheme) :], maxsplit=1)[0]
    if scheme.endswith("//") and not PLACES.fullmatch(place):
        return _OPTION.sub(r"\1***", _without_last(url))
    return _OPTION.sub(r"\1***", url)


def _without_last(text: str) -> str:
    """Scheme and user, and nothing of what stands behind the user's colon."""
    start = _SCHEME.match(text)
    scheme = start[0] if start else ""
    user, colon, _ = text[len(scheme) :].partition(":")
    return f"{scheme}{user}:***" if colon else text
