"""What is wrong with a document (问题清单): each error of a converter as a finding at its JSON path."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

import attrs
from cattrs.errors import (
    AttributeValidationNote,
    BaseValidationError,
    ClassValidationError,
    ForbiddenExtraKeysError,
    IterableValidationNote,
)

from minsheng.codec.shapes import shape
from minsheng.codec.undefined import keys_of
from minsheng.errors import Finding, MinshengError, Place, Problems, Severity

_PLAIN_KEY = re.compile(r"\w+")


def step(path: str, key: str | int) -> str:
    """The path of a key or an index below `path`.

    >>> step("$.projects", 0), step("$", "完成 时限")
    ('$.projects[0]', '$["完成 时限"]')
    """
    if isinstance(key, int):
        return f"{path}[{key}]"
    if _PLAIN_KEY.fullmatch(key):
        return f"{path}.{key}"
    quoted = key[:60].replace("\\", "\\\\").replace('"', '\\"')
    return f'{path}["{quoted}"]'


def findings(error: Exception, path: str = "$", *, file: str = "") -> tuple[Finding, ...]:
    """All that an explaining converter found wrong, each with its place."""
    return tuple(dict.fromkeys(_walk(error, path, file)))


def _walk(error: Exception, path: str, file: str) -> Iterator[Finding]:
    if isinstance(error, BaseValidationError):
        for sub in error.exceptions:
            yield from _walk(sub, _below(path, sub, error), file)
    elif isinstance(error, ForbiddenExtraKeysError):
        known = keys_of(error.cl)
        for key in sorted(error.extra_fields, key=str):
            near = difflib.get_close_matches(str(key), known, n=1)
            yield _finding(
                "codec.unknown-key-near" if near else "codec.unknown-key",
                Place(file=file, path=step(path, str(key))),
                key=str(key)[:60],
                near="".join(near),
                choices=", ".join(known),
            )
    elif isinstance(error, Problems):
        for finding in error.findings:
            place = finding.place
            yield attrs.evolve(finding, place=attrs.evolve(place, file=file, path=path + place.path.removeprefix("$")))
    elif isinstance(error, MinshengError):
        yield _finding(error.code, Place(file=file, path=path + error.place.path), **error.fields)
    elif isinstance(error, KeyError):
        yield _finding("codec.missing-key", Place(file=file, path=path), key=error.args[0])
    else:
        yield _finding("codec.refused", Place(file=file, path=path), why=str(error)[:200])


def _finding(code: str, place: Place, /, **fields: object) -> Finding:
    return Finding.of(code, Severity.ERROR, place, **fields)


def _below(path: str, sub: Exception, error: BaseValidationError) -> str:
    """The path of the part in which `sub` came up."""
    for note in getattr(sub, "__notes__", ()):
        if isinstance(note, IterableValidationNote):
            return step(path, note.index)
        if isinstance(note, AttributeValidationNote) and isinstance(error, ClassValidationError):
            return step(path, shape(error.cl).keys.get(note.name, note.name))
    return path
