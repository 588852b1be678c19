"""Open questions as a file to fill in, and the answers back (待确认问题的填写文件): TOML, one key a question."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from attrs import evolve

from minsheng.errors import Lang, Question, Unreadable, say
from minsheng.errors.data_files import parse_toml
from minsheng.intake import Reading

_LARGEST = 1024 * 1024
"""Bytes; answers are names, days and numbers."""


def question_file(questions: Iterable[Question], lang: Lang) -> bytes:
    """Each question as a comment with how to answer it, and its key with an empty answer; that there is none, if so."""
    asked = tuple(questions)
    head = say("cli.question-file" if asked else "cli.question-file-empty", lang)
    lines = [f"# {line}" for line in head.splitlines()]
    for question in asked:
        told = (question.message(lang), question.mend(lang))
        lines += ["", *(f"# {' '.join(text.split())}" for text in told if text)]
        lines.append(f'{json.dumps(question.key, ensure_ascii=False)} = ""')
    return ("\n".join(lines) + "\n").encode()


def answers_in(path: Path) -> dict[str, str]:
    """Key → answer of all that was filled in.

    Raises:
        Unreadable: no TOML in UTF-8, or an answer that is no text.
    """
    if path.stat().st_size > _LARGEST:
        raise Unreadable("cli.bad-answers", file=path.name, why=f"> {_LARGEST:,} bytes")
    try:
        table = parse_toml(path.read_bytes().decode("utf-8-sig"))
    except ValueError as error:
        raise Unreadable("cli.bad-answers", file=path.name, why=error) from None
    found: dict[str, str] = {}
    for key, value in _flat(table):
        if not isinstance(value, str):
            raise Unreadable("cli.answer-not-text", file=path.name, key=key)
        if value.strip():
            found[key] = value
    return found


def with_answers(reading: Reading, answers: Mapping[str, str]) -> Reading:
    """The reading with the answers in its plan, and only the questions that are still open.

    Raises:
        MinshengError: nobody asked that, or an answer can not be understood.
    """
    plan = reading.confirm(answers)
    return evolve(reading, plan=evolve(plan, unknowns=()), questions=plan.unknowns)


def _flat(table: Mapping[str, object], before: str = "") -> Iterator[tuple[str, object]]:
    """Keys without quotation marks are tables in tables: 3.t2.denominator."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{key}.")
        else:
            yield before + key, value
