"""JSON text into plain values (读取), with what Python's own reader lets pass: double keys, NaN, endless depth."""

from __future__ import annotations

import json
from collections.abc import Iterator

from minsheng.codec.explaining import step
from minsheng.codec.scalars import Figure
from minsheng.errors import Finding, Place, Problems, Severity, Unreadable

MAX_CHARACTERS = 200_000_000
"""More than a plan of 100,000 projects takes."""
_BOM = "\ufeff"


class _Twice(dict[str, object]):
    """An object in which a key stood more than once."""

    keys_twice: tuple[str, ...]


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    marked = _Twice(found)
    names = [name for name, _ in pairs]
    marked.keys_twice = tuple(dict.fromkeys(n for i, n in enumerate(names) if n in names[:i]))
    return marked


def _integer(text: str) -> int | Figure:
    return int(text) if len(text) <= 18 else Figure(text)


def parse(text: str | bytes, *, file: str = "") -> dict[str, object]:
    """The JSON object that `text` is; UTF-8, a byte order mark is skipped.

    Raises:
        Unreadable: it is no UTF-8, no JSON, nested too deeply, too large, or no object at its top.
        Problems: a key stands twice in one object, or a text holds half a character (lone surrogate); all of them.
    """
    if len(text) > MAX_CHARACTERS:
        raise Unreadable("codec.too-large", file=file, n=len(text), limit=MAX_CHARACTERS)
    decoded = _decoded(text, file)
    place = Place(file=file)
    try:
        document = json.loads(
            decoded,
            object_pairs_hook=_object,
            parse_int=_integer,
            parse_float=Figure,
            parse_constant=Figure,
        )
    except json.JSONDecodeError as error:
        raise Unreadable(
            "codec.not-json", file=file, place=place, line=error.lineno, column=error.colno, why=error.msg
        ) from None
    except RecursionError:
        raise Unreadable("codec.too-deep", file=file, place=place) from None
    if not isinstance(document, dict):
        raise Unreadable("codec.no-plan", file=file, place=place)
    try:
        wrong = tuple(_wrong(document, "$", file, surrogates="\\ud" in decoded.lower()))
    except RecursionError:
        raise Unreadable("codec.too-deep", file=file, place=place) from None
    if wrong:
        raise Problems(file or "JSON", wrong)
    return document


def _decoded(text: str | bytes, file: str) -> str:
    try:
        if isinstance(text, bytes):
            return text.decode("utf-8-sig")
        text.encode("utf-8")
    except UnicodeError:
        raise Unreadable("codec.not-utf8", file=file, place=Place(file=file)) from None
    return text.removeprefix(_BOM)


def _wrong(value: object, path: str, file: str, *, surrogates: bool) -> Iterator[Finding]:
    if isinstance(value, dict):
        if isinstance(value, _Twice):
            for key in value.keys_twice:
                place = Place(file=file, path=step(path, _whole(key)))
                yield Finding.of("codec.key-twice", Severity.ERROR, place, key=_whole(key)[:60])
        for key, part in value.items():
            yield from _wrong(part, step(path, _whole(key)), file, surrogates=surrogates)
            if surrogates and _whole(key) != key:
                yield Finding.of("codec.half-character", Severity.ERROR, Place(file=file, path=step(path, _whole(key))))
    elif isinstance(value, list):
        for i, part in enumerate(value):
            yield from _wrong(part, step(path, i), file, surrogates=surrogates)
    elif surrogates and isinstance(value, str) and _whole(value) != value:
        yield Finding.of("codec.half-character", Severity.ERROR, Place(file=file, path=path))


def _whole(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")
