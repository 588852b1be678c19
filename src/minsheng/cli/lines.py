"""Statements as JSON lines on stdin (JSON 行): all are recorded or none, and every wrong line is named at once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from minsheng.cli.entries import with_ids, with_numbers
from minsheng.cli.errors_told import told
from minsheng.errors import InvalidValue, Lang, MinshengError, say
from minsheng.ledger import Entry, Ledger, Statement, StoreFailed, load_statement
from minsheng.ledger.canonical import each_once
from minsheng.ledger.sealing import checked_id

SHOWN = 20
"""Wrong lines that are told; who has more has another file."""


class BadLine(MinshengError):
    """A line on stdin is no statement, or one that can not stand in the ledger; nothing was recorded."""

    code = "cli.bad-line"

    def __init__(self, line: int, why: str) -> None:
        self.line = line
        super().__init__(line=line, why=why)


class BadLines(MinshengError):
    """Several are; the first of them are told."""

    code = "cli.bad-lines"

    def __init__(self, lines: Sequence[tuple[int, str]], lang: Lang) -> None:
        self.lines = tuple(lines)
        told = [say("cli.bad-line-of", lang, line=line, why=why) for line, why in self.lines[:SHOWN]]
        more = "\n  - …" if len(self.lines) > SHOWN else ""
        super().__init__(n=len(self.lines), told="".join(f"\n  - {line}" for line in told) + more)

    def message(self, lang: Lang = "zh") -> str:
        return say(self.code, lang, **self.fields)  # fields are not cut short: each line is told whole


def bad(lines: Sequence[tuple[int, str]], lang: Lang) -> MinshengError:
    """That these lines, each with the reason why, can not be recorded."""
    return BadLine(*lines[0]) if len(lines) == 1 else BadLines(lines, lang)


def record_lines(ledger: Ledger, lines: Iterable[bytes], *, recorder: str, lang: Lang) -> list[Entry]:
    """Record what the lines say, in their order; blank lines are passed over.

    A line is a statement, or ``{"id": …, "statement": …}``: with an id it is stored once however often it is sent. An entry that
    a statement speaks of is named by its id, its number, or how its id alone begins.

    Raises:
        BadLine, BadLines: name the lines that can not be recorded, and why.
    """
    read: list[tuple[int, str | None, Statement]] = []
    wrong: list[tuple[int, str]] = []

    def why(error: MinshengError) -> str:
        with_numbers(ledger, error, lang)
        return told(error, lang)

    for number, line in enumerate(lines, start=1):
        try:
            text = text_of(line, number)
            if text.strip():
                read.append((number, *_statement(text)))
        except MinshengError as error:
            wrong.append((number, told(error, lang)))
    pending = {id for _, id, _ in read if id is not None}
    for place, (number, id, statement) in enumerate(read):
        try:
            read[place] = number, id, with_ids(ledger, statement, pending)
        except MinshengError as error:
            wrong.append((number, why(error)))
    if wrong:
        raise bad(sorted(wrong), lang)
    with_id = [found for found in read if found[1] is not None]
    without = [found for found in read if found[1] is None]
    if with_id and without:
        number = (without if read[0][1] is not None else with_id)[0][0]
        raise BadLine(number, told(InvalidValue("cli.ids-for-some"), lang))
    ids = [id for _, id, _ in with_id if id is not None]
    statements = [statement for _, _, statement in read]
    try:
        return ledger.append_all(statements, ids=ids or None, recorder=recorder) if read else []
    except MinshengError as error:
        if isinstance(error, StoreFailed):
            raise  # no line is at fault
        refused = ledger.refused(statements, ids=ids or None, recorder=recorder)
        if not refused:
            raise
        raise bad([(read[place][0], why(one)) for place, one in refused], lang) from error


def text_of(line: bytes, number: int) -> str:
    """The text of line `number`; a byte order mark in front of the first is none of it.

    Raises:
        InvalidValue: it is not UTF-8.
    """
    try:
        return line.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError:
        raise InvalidValue("cli.line-not-text") from None


def _statement(text: str) -> tuple[str | None, Statement]:
    try:
        body = json.loads(text, object_pairs_hook=each_once)
    except json.JSONDecodeError as error:
        raise InvalidValue("cli.line-not-json", column=error.colno) from None
    except MinshengError:
        raise
    except (ValueError, RecursionError):
        body = None  # too deep, or a number beyond all bounds: load_statement refuses it
    if not isinstance(body, dict) or "statement" not in body:
        return None, load_statement(text)
    if extra := sorted(set(body) - {"id", "statement"}):
        raise InvalidValue("ledger.unknown-fields", value=tuple(extra), choices=("id", "statement"))
    id = body.get("id")
    if "id" in body and not isinstance(id, str):
        raise InvalidValue("ledger.bad-id", value=json.dumps(id, ensure_ascii=False)[:80])
    return id if id is None else checked_id(id), load_statement(json.dumps(body["statement"], ensure_ascii=False))
