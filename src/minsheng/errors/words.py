"""Sentences (用语) by code and language, read once from the data files of ``words/``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal

from minsheng.errors.data_files import read_data

Lang = Literal["zh", "en"]
"""Language of a sentence: Chinese for clerks, English for developers."""


_LONGEST = 1000
"""Characters of a value that an error repeats."""


@cache
def _room(name: str) -> dict[str, dict[str, str]]:
    """All sentences of one room: code behind the first dot → {zh, en, mend_zh, mend_en}."""
    return read_data("minsheng.errors", f"words/{name}.toml", dict[str, dict[str, str]])


def codes(room: str) -> tuple[str, ...]:
    """All codes of one room's file."""
    return tuple(f"{room}.{name}" for name in _room(room))


class _Fields(dict[str, object]):
    """A field that the caller did not give stays visible instead of hiding the sentence."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


def _sentence(code: str, key: str, lang: Lang, fields: dict[str, object]) -> str:
    room, _, name = code.partition(".")
    told = {name: _listed(value, lang) if isinstance(value, tuple) else value for name, value in fields.items()}
    return _room(room)[name].get(key, "").format_map(_Fields(told))


def _listed(values: tuple[object, ...], lang: Lang) -> str:
    return comma(lang).join(map(str, values)) or "—"


def brief(fields: Mapping[str, object]) -> dict[str, object]:
    """The same fields for the sentence of an error or a finding: what a caller handed over may be huge."""
    return {name: _brief(value) for name, value in fields.items()}


def _brief(value: object) -> object:
    if isinstance(value, int) and value.bit_length() > _LONGEST:
        return "…"
    text = str(value)
    return value if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def say(code: str, lang: Lang = "zh", /, **fields: object) -> str:
    """The sentence of `code` in `lang` with its fields filled in; a tuple is a list of words.

    A code is ``room.name``: the sentence stands in ``words/room.toml`` under ``["name"]``.

    >>> say("errors.missing-extra", "en", extra="docx", install='pip install "minsheng[docx]"')
    'this part needs the extra “docx”'
    """
    return _sentence(code, lang, lang, fields)


def mend(code: str, lang: Lang = "zh", /, **fields: object) -> str:
    """How to mend what `code` reports; empty where nothing can be advised.

    >>> mend("errors.missing-extra", "en", extra="docx", install='pip install "minsheng[docx]"')
    'run: pip install "minsheng[docx]"'
    """
    return _sentence(code, f"mend_{lang}", lang, fields)


def comma(lang: Lang = "zh") -> str:
    """Between the members of a list (顿号)."""
    return say("errors.comma", lang)


def semicolon(lang: Lang = "zh") -> str:
    """Between clauses (分号)."""
    return say("errors.semicolon", lang)


def brackets(text: str, lang: Lang = "zh") -> str:
    """A remark behind what it explains, in brackets (括号); nothing for an empty one.

    >>> brackets("30.0%"), brackets("30.0%", "en"), brackets("")
    ('（30.0%）', ' (30.0%)', '')
    """
    return say("errors.brackets", lang, text=text) if text else ""
