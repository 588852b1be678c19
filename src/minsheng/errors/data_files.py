"""Data files of the package (数据文件): TOML beside the code that reads it, held against the type that the code expects."""

from __future__ import annotations

import pkgutil
import tomllib
from datetime import datetime
from functools import cache
from types import UnionType
from typing import Any, NotRequired, TypeVar, Union, get_args, get_origin, get_type_hints, is_typeddict

T = TypeVar("T")


class BrokenDataFile(ValueError):
    """A data file of the package is not what the code expects: which file, which key, what is wrong there.

    No caller's mistake, and no `MinshengError`: the sentences of those stand in such files.
    """

    def __init__(self, file: str, key: str, why: str) -> None:
        self.file, self.key, self.why = file, key, why
        super().__init__(file, key, why)

    def __str__(self) -> str:
        return f"{self.file}, {self.key}: {self.why}" if self.key else f"{self.file}: {self.why}"


def read_data(package: str, file: str, kind: type[T]) -> T:
    """What a TOML file of `package` holds, as a `kind`: made of dict, list, TypedDict, unions and TOML's own types.

    Who needs it often keeps it (``@cache``): a file is read when it is first needed, and once.

    Raises:
        BrokenDataFile: it is no TOML, or a key is missing, unknown or of another type.

    >>> read_data("minsheng.errors", "words/errors.toml", dict[str, dict[str, str]])["comma"]
    {'zh': '、', 'en': ', '}
    >>> read_data("minsheng.errors", "words/errors.toml", dict[str, dict[str, int]])
    Traceback (most recent call last):
    ...
    minsheng.errors.data_files.BrokenDataFile: minsheng.errors/words/errors.toml, failed.zh: int wanted, not '操作没有完成'
    """
    name = f"{package}/{file}"
    held = pkgutil.get_data(package, file)
    assert held is not None, f"{package} comes from where no data files can be"
    try:
        data: Any = parse_toml(held.decode())
    except ValueError as error:
        raise BrokenDataFile(name, "", str(error)) from error
    if misfit := _misfit(data, kind):
        key, why = misfit
        raise BrokenDataFile(name, key.removeprefix("."), why)
    found: T = data
    return found


def parse_toml(text: str) -> dict[str, object]:
    """What a text in TOML says.

    Raises:
        ValueError: it is none, in whichever way: a number of 5,000 digits, or brackets nested thousands deep, too.
    """
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise ValueError(str(error)) from error


def _misfit(value: object, kind: object) -> tuple[str, str] | None:
    """The first key at which `value` is no `kind`, and why; None where it fits throughout."""
    if type(value) is kind:
        return None
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        fits = any(_misfit(value, one) is None for one in inner)
        return None if fits else ("", f"{kind} wanted, not {value!r:.60}")
    plain = dict if is_typeddict(kind) else origin or kind
    assert isinstance(plain, type), f"{kind}: nothing that a data file can hold"
    if not _is(value, plain):
        return "", f"{plain.__name__} wanted, not {value!r:.60}"
    if is_typeddict(kind):
        return _misfit_of_fields(value, kind)
    if origin is dict and isinstance(value, dict):
        for name, one in value.items():
            if type(one) is not inner[1] and (bad := _misfit(one, inner[1])):
                return _below(f".{name}", bad)
    if origin is list and isinstance(value, list):
        for n, one in enumerate(value):
            if type(one) is not inner[0] and (bad := _misfit(one, inner[0])):
                return _below(f"[{n}]", bad)
    return None


def _is(value: object, kind: type) -> bool:
    """Whether a value is of this type; for Python true is an int and a datetime a date, but not for TOML."""
    if isinstance(value, bool | datetime):
        return kind in (type(value), object)
    return isinstance(value, int | float if kind is float else kind)


def _misfit_of_fields(table: Any, kind: object) -> tuple[str, str] | None:
    """`_misfit` of a table whose keys are the fields of a TypedDict."""
    fields = _fields(kind)
    for name, (of, needed) in fields.items():
        if name not in table:
            if needed:
                return f".{name}", "missing"
        elif type(table[name]) is not of and (bad := _misfit(table[name], of)):
            return _below(f".{name}", bad)
    unknown = next((name for name in table if name not in fields), None)
    return None if unknown is None else (f".{unknown}", f"unknown; known are {', '.join(fields)}")


def _below(key: str, misfit: tuple[str, str]) -> tuple[str, str]:
    return key + misfit[0], misfit[1]


@cache
def _fields(kind: Any) -> dict[str, tuple[object, bool]]:
    """Field of a TypedDict → its type, and whether it must be there."""
    found: dict[str, tuple[object, bool]] = {}
    for name, hint in get_type_hints(kind, include_extras=True).items():
        # the class does not see a NotRequired in annotations that are kept as text
        optional = get_origin(hint) is NotRequired
        found[name] = (get_args(hint)[0] if optional else hint, not optional and name in kind.__required_keys__)
    return found
