"""Data files of this room (数据文件): shipped ones by name, a county's own by path, read strictly."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TypeVar

from cattrs import Converter

from minsheng.calendars import TermLength
from minsheng.codec import converter, findings
from minsheng.errors import InvalidValue, Problems, Unreadable

T = TypeVar("T")
_CAP = 1_000_000  # characters; such a file is a page of text


def shipped(folder: str) -> tuple[str, ...]:
    """Names of the shipped files of a folder."""
    found = resources.files("minsheng.supervision").joinpath(folder).iterdir()
    return tuple(sorted(f.name.removesuffix(".toml") for f in found if f.name.endswith(".toml")))


def shipped_text(folder: str, name: str) -> str:
    """The text of a shipped file."""
    return resources.files("minsheng.supervision").joinpath(folder, f"{name}.toml").read_text("utf-8")


def own_text(path: Path) -> str | None:
    """The text of a file; None where there is no such file.

    Raises:
        Unreadable: it is no text in UTF-8, or too large.
    """
    try:
        if not path.is_file():
            return None
    except (OSError, ValueError):  # a name that is too long, or none at all
        return None
    try:
        with path.open(encoding="utf-8") as file:
            text = file.read(_CAP + 1)
    except (OSError, UnicodeDecodeError) as error:
        raise Unreadable("supervision.unreadable", file=path.name, why=str(error)) from error
    if len(text) > _CAP:
        raise Unreadable("supervision.too-large", file=path.name, limit=_CAP)
    return text


def parsed(text: str, kind: type[T], schema: str, *, name: str) -> T:
    """The value of class `kind` that the TOML says.

    Raises:
        Unreadable: it is no TOML.
        Problems: all that is wrong with it, each with its place.
    """
    try:
        data: dict[str, object] = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise Unreadable("supervision.unreadable", file=name, why=str(error)) from error
    given = data.pop("schema", None)
    if given != schema:
        raise Unreadable("supervision.other-schema", file=name, given=given or "—", wanted=schema)
    try:
        found = _converter().structure(data, kind)
    except Problems:
        raise
    except Exception as error:  # cattrs raises groups of many kinds: the findings tell them apart
        raise Problems(name, findings(error, file=name)) from error
    return found


@cache
def _converter() -> Converter:
    made = converter(explaining=True)
    made.register_structure_hook(TermLength, lambda value, _: _length(value))
    return made


def _length(value: object) -> TermLength:
    if not isinstance(value, str):
        raise InvalidValue("codec.no-text", value=f"{value!r:.60}")
    return TermLength.parse(value)
