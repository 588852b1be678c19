"""From a file to the reader that reads it (打开文件)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from attrs import evolve

from minsheng.errors import Finding, MinshengError, Severity, Unreadable
from minsheng.errors.plugins import origin_of, why
from minsheng.intake.readers import limits
from minsheng.intake.readers.kinds import kind_of
from minsheng.intake.readers.plugins import SHIPPED, BrokenReader, checked, installed_readers, shipped
from minsheng.intake.readers.protocol import Reader
from minsheng.intake.source import SourceDocument


def read_source(source: str | Path | bytes, *, name: str = "", readers: Iterable[Reader] = ()) -> SourceDocument:
    """A file, or its bytes, as a document of paragraphs and grids.

    Args:
        source: path of the file, or what stands in it.
        name: name for places and messages where bytes are given; for a path its own.
        readers: readers of your own, asked before all others.

    Raises:
        Unreadable: not there, not to be opened, empty, too large, broken, locked, or of a format that has no reader.
        MissingExtra: the format needs a package that is not installed.
        BrokenReader: a reader of somebody else fails; says which.
    """
    data, file = _bytes(source, name)
    limits.check("intake.too-large", len(data), limits.FILE, file=file)
    if not data.strip():
        raise Unreadable("intake.empty", file=file)
    for reader in readers:
        if _accepts(checked(reader), data, file):
            return _read(reader, data, file)
    kind = kind_of(data)
    if kind in SHIPPED and kind != "txt":
        return shipped(kind).read(data, file=file)
    installed = installed_readers()
    findings = list(installed.findings)
    for reader in installed.outside:
        try:
            if not _accepts(reader, data, file):
                continue
        except BrokenReader as broken:  # one that can not even tell does not hide the others
            findings.append(Finding.of(broken.code, Severity.WARNING, **broken.fields))
            continue
        return _read(reader, data, file)
    if kind != "txt":
        raise _refused(kind, file)
    document = shipped("txt").read(data, file=file)
    return evolve(document, findings=[*document.findings, *findings]) if findings else document


def _bytes(source: str | Path | bytes, name: str) -> tuple[bytes, str]:
    if isinstance(source, bytes):
        return source, _writable(name)
    path = Path(source)
    try:
        with path.open("rb") as opened:
            return opened.read(limits.FILE + 1), _writable(name or path.name)
    except (OSError, ValueError) as error:  # a name with a NUL is a ValueError
        raise Unreadable.opening(path, error) from error


def _writable(name: str) -> str:
    """A file's name that can be written in UTF-8: bytes that are no character of it stand as escapes."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def _refused(kind: str, file: str) -> Unreadable:
    if kind == "locked":
        return Unreadable("intake.locked", file=file)
    if kind == "ole":
        return Unreadable("intake.old-or-locked", file=file)
    return Unreadable("intake.no-reader", file=file, format=kind)


def _accepts(reader: Reader, data: bytes, file: str) -> bool:
    try:
        return reader.accepts(data, file=file)
    except MinshengError:
        raise
    except Exception as error:  # a reader of somebody else may raise anything: it is named, whatever it was
        raise BrokenReader(reader.format, origin_of(reader)[1], why(error)) from error


def _read(reader: Reader, data: bytes, file: str) -> SourceDocument:
    try:
        document: object = reader.read(data, file=file)
    except MinshengError:
        raise
    except Exception as error:  # the same
        raise BrokenReader(reader.format, origin_of(reader)[1], why(error)) from error
    if not isinstance(document, SourceDocument):
        raise BrokenReader(reader.format, origin_of(reader)[1], f"read gave {type(document).__name__}")
    return document
