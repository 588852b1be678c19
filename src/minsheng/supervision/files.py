"""Terms and proposals in TOML (数据文件), read strictly into their classes."""

from __future__ import annotations

from functools import cache
from typing import TypeVar

from cattrs import Converter

from minsheng.calendars import TermLength
from minsheng.codec import converter, findings, toml_table
from minsheng.errors import InvalidValue, Problems, Unreadable

T = TypeVar("T")


def parsed(text: str, kind: type[T], schema: str, *, name: str) -> T:
    """The value of class `kind` that the TOML says.

    Raises:
        Unreadable: it is no TOML.
        Problems: all that is wrong with it, each with its place.
    """
    data = toml_table(text, file=name)
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
