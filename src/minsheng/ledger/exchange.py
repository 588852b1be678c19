"""Statements as JSON for other programs (交换): one object a line."""

from __future__ import annotations

import json
from datetime import date

import attrs

from minsheng.errors import InvalidValue, MinshengError
from minsheng.ledger.canonical import each_once
from minsheng.ledger.encoding import read, written
from minsheng.ledger.migrations import upgraded
from minsheng.ledger.statements import KINDS, Statement


def statement_json(statement: Statement) -> str:
    """A statement as one line of JSON, fields at their default left out.

    >>> from minsheng.ledger import Progress
    >>> statement_json(Progress("1", total="120公里", on="2024-06-28", by="县交运局"))
    '{"type": "progress", "on": "2024-06-28", "by": "县交运局", "target": "1", "total": "120公里"}'
    """
    return json.dumps(written(statement), ensure_ascii=False, allow_nan=False)


def load_statement(text: str) -> Statement:
    """The statement that a line of JSON is. Unlike a stored row, it must be of a kind that this version knows.

    Raises:
        InvalidValue: it is not JSON, of an unknown kind, has an unknown field, or a field is missing, wrong or given twice.

    >>> load_statement('{"type": "progress", "target": "1", "total": "120公里", "on": "2024-06-28"}').target
    '1'
    """
    try:
        body = json.loads(text, object_pairs_hook=each_once)
    except MinshengError:
        raise
    except (ValueError, RecursionError) as error:
        raise InvalidValue("ledger.unreadable", why=error) from None
    tag = body.get("type") if isinstance(body, dict) else type(body).__name__
    if not isinstance(body, dict) or not isinstance(tag, str) or tag not in KINDS:
        raise InvalidValue("ledger.no-such-kind", value=f"{tag}"[:80], choices=", ".join(KINDS))
    kind = KINDS[tag]
    version = body.get("version", 1)
    if version != kind.version:
        older = upgraded(tag, version, kind.version, body)
        if older is None:
            raise InvalidValue("ledger.unknown-version", kind=tag, value=version, known=kind.version)
        body = {**older, "version": kind.version}
    known = {"type", "version", *(a.name for a in attrs.fields(kind))}
    if extra := sorted(set(body) - known):
        raise InvalidValue("ledger.unknown-fields", value=tuple(extra), choices=tuple(sorted(known)))
    return read(body, date.min)  # the day stands in for that of an unknown kind, which was refused above
