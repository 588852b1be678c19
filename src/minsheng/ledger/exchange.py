"""Statements as JSON for other programs (交换): one object a line."""

from __future__ import annotations

import json
from datetime import date

from minsheng.errors import InvalidValue, MinshengError
from minsheng.ledger.canonical import each_once
from minsheng.ledger.encoding import read, written
from minsheng.ledger.handwritten import plain
from minsheng.ledger.statements import Statement


def statement_json(statement: Statement) -> str:
    """A statement as one line of JSON, fields at their default left out.

    >>> from minsheng.ledger import Progress
    >>> statement_json(Progress("1", total="120公里", on="2024-06-28", by="县交运局"))
    '{"type": "progress", "on": "2024-06-28", "by": "县交运局", "target": "1", "total": "120公里"}'
    """
    return json.dumps(written(statement), ensure_ascii=False, allow_nan=False)


def load_statement(text: str) -> Statement:
    """The statement that a line of JSON is, as `statement_json` or a person writes it: an amount as printed (“300万元”), a
    deadline as a day or as printed, a target as printed. Unlike a stored row, it must be of a kind that this version knows.

    Raises:
        InvalidValue: it is not JSON, of an unknown kind, has an unknown field, or a field is missing, wrong or given twice;
            its place names the field: “changes.deadlines[0]”.

    >>> load_statement('{"type": "progress", "target": "1", "total": "120公里", "on": "2024-06-28"}').target
    '1'
    """
    try:
        body = json.loads(text, object_pairs_hook=each_once)
    except MinshengError:
        raise
    except (ValueError, RecursionError) as error:
        raise InvalidValue("ledger.unreadable", why=error) from None
    return read(plain(body), date.min)  # the day stands in for that of an unknown kind, which was refused
