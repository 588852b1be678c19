"""Every sentence that the code asks for stands in its word file, in Chinese and in English."""

from __future__ import annotations

import ast
import re
import string
import tomllib

import pytest

from minsheng.errors import mend, say
from tests.package.sources import PACKAGE, nodes

WORDS = PACKAGE / "errors" / "words"
FILES = sorted(WORDS.glob("*.toml"))
CODE = re.compile(rf"({'|'.join(f.stem for f in FILES)})\.[a-z0-9]+(-[a-z0-9]+)*")
NOT_CODES = re.compile(r".*\.(toml|json|txt|docx|html|md|py|css|j2)")


def _sentences(room: str) -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = tomllib.loads((WORDS / f"{room}.toml").read_text("utf-8"))
    return table


def _fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def _codes_in_use() -> dict[str, str]:
    """Code → a place where it is written; docstrings, whose examples run by themselves, are left out."""
    found = {}
    for path, node in nodes():
        text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
        if CODE.fullmatch(text) and not NOT_CODES.fullmatch(text):
            found[text] = f"{path}:{node.lineno}"
    return found


def test_every_code_in_the_source_has_its_sentence() -> None:
    silent = []
    for code, place in sorted(_codes_in_use().items()):
        room, _, name = code.partition(".")
        if name not in _sentences(room):
            silent.append(f"{place}: {code}")
    assert not silent, "\n".join(silent)


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_every_sentence_is_there_in_both_languages(file) -> None:
    for name, row in _sentences(file.stem).items():
        assert set(row) in ({"zh", "en"}, {"zh", "en", "mend_zh", "mend_en"}), f"{file.stem}.{name}: {sorted(row)}"
        assert all(row.values()), f"{file.stem}.{name} has an empty sentence"
        assert re.search("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]", row["zh"]) or _fields(row["zh"]), (
            f"no Chinese: {name}"
        )
        assert not re.search("[，。；：]", row["en"]), f"Chinese punctuation in the English of {file.stem}.{name}"


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_both_languages_tell_the_same_facts(file) -> None:
    for name, row in _sentences(file.stem).items():
        zh, en = ({field.removesuffix(f"_{lang}") for field in _fields(row[lang])} for lang in ("zh", "en"))
        assert zh == en, f"{file.stem}.{name}"  # a field ..._zh and ..._en is one fact in the words of each language


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_every_sentence_can_be_said(file) -> None:
    for name, row in _sentences(file.stem).items():
        given = {field: "…" for text in row.values() for field in _fields(text)}
        for lang in ("zh", "en"):
            assert say(f"{file.stem}.{name}", lang, **given)
            assert not re.search(r"\{[a-z_]+\}", mend(f"{file.stem}.{name}", lang, **given))


TELLING = {"BadParameter", "ClickException", "UsageError", "echo", "fail", "print"}


def test_what_a_verb_answers_stands_in_the_word_files() -> None:
    answers = (
        (path, node)
        for path, node in nodes()
        if path.match("cli/*.py") and path.name != "__init__.py"  # which speaks when the word files may be what failed
        if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in TELLING
    )
    in_code = {
        f"{path}:{inner.lineno}"
        for path, call in answers
        for inner in ast.walk(call)
        if isinstance(inner, ast.Constant)
        and isinstance(inner.value, str)
        and re.search("[\u4e00-\u9fff]", inner.value)
    }
    assert not in_code, sorted(in_code)
