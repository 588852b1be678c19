"""Statements as JSON lines on stdin (JSON 行): all are recorded or none, and the first wrong line is named."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from minsheng.cli.telling import told
from minsheng.errors import InvalidValue, Lang, MinshengError, say
from minsheng.ledger import Entry, Ledger, Statement, load_statement
from minsheng.ledger.canonical import each_once
from minsheng.storage import MemoryStore


class BadLine(MinshengError):
    """A line on stdin is no statement, or one that can not stand in the ledger; nothing was recorded."""

    code = "cli.bad-line"

    def __init__(self, line: int, why: str) -> None:
        self.line = line
        super().__init__(line=line, why=why)


def record_lines(ledger: Ledger, lines: Iterable[bytes], *, recorder: str, lang: Lang) -> list[Entry]:
    """Record what the lines say, in their order; blank lines are passed over.

    A line is a statement, or ``{"id": …, "statement": …}``: with an id it is stored once however often it is sent.

    Raises:
        BadLine: names the first line that can not be recorded, and why.
    """
    read: list[tuple[int, str | None, Statement]] = []
    for number, text in enumerate(text_lines(lines, lang), start=1):
        if text.strip():
            try:
                read.append((number, *_statement(text)))
            except MinshengError as error:
                raise BadLine(number, told(error, lang)) from error
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
        refused = _first_refused(ledger, read, recorder)
        if refused is None:
            raise  # no single line is at fault: the store itself failed
        raise BadLine(refused, told(error, lang)) from error


def text_lines(lines: Iterable[bytes], lang: Lang) -> Iterator[str]:
    """The lines as text, one by one.

    Raises:
        BadLine: one is not UTF-8.
    """
    for number, line in enumerate(lines, start=1):
        try:
            yield line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError:
            raise BadLine(number, say("cli.line-not-text", lang)) from None


def _first_refused(ledger: Ledger, read: Sequence[tuple[int, str | None, Statement]], recorder: str) -> int | None:
    """The line that the ledger refuses, found by recording one after the other in a copy that is thrown away."""
    with MemoryStore() as store:
        store.append(ledger.plan_id, list(ledger.store.read(ledger.plan_id)), after=0)
        copy = Ledger.open(store, ledger.plan_id)
        for number, id, statement in read:
            try:
                copy.append(statement, id=id, recorder=recorder)
            except MinshengError:
                return number
    return None


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
    return id, load_statement(json.dumps(body["statement"], ensure_ascii=False))
