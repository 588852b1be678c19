"""Which readers there are (读取器): those of the package and those of others, found by entry point.

An outsider names a reader (or a function or class that makes one) in its own ``pyproject.toml``::

    [project.entry-points."minsheng.readers"]
    ofd = "their_package:OfdReader"
"""

from __future__ import annotations

from functools import cache
from importlib import import_module

from attrs import frozen

from minsheng.errors import Finding, MinshengError, Severity
from minsheng.errors.plugins import lacking, load_plugin, origin_of, plugins_of
from minsheng.intake.readers.protocol import Reader

GROUP = "minsheng.readers"
SHIPPED = {
    "docx": ("docx", "DocxReader"),
    "html": ("html", "HtmlReader"),
    "xlsx": ("xlsx", "XlsxReader"),
    "ods": ("ods", "OdsReader"),
    "xls": ("xls", "XlsReader"),
    "pdf": ("pdf", "PdfReader"),
    "doc": ("office", "DocReader"),
    "rtf": ("office", "RtfReader"),
    "txt": ("txt", "TxtReader"),
}
"""Kind of file → module of this folder and class."""


class BrokenReader(MinshengError):
    """A reader of somebody else can not be loaded, or fails: its name, where it comes from, and why."""

    code = "intake.broken-reader"

    def __init__(self, reader: str, origin: str, why: str) -> None:
        self.reader, self.origin, self.why = reader, origin, why
        super().__init__(reader=reader, origin=origin, why=why)


@cache
def shipped(kind: str) -> Reader:
    """Our own reader of this kind of file."""
    module, name = SHIPPED[kind]
    made: Reader = getattr(import_module(f"minsheng.intake.readers.{module}"), name)()
    return made


@frozen(kw_only=True)
class InstalledReaders:
    """What is there (已安装的读取器), and what is there but broken."""

    shipped: tuple[str, ...]
    outside: tuple[Reader, ...]
    findings: tuple[Finding, ...]
    """One for each plug-in that can not be used, with its name and the reason."""

    @property
    def formats(self) -> tuple[str, ...]:
        return (*self.shipped, *(reader.format for reader in self.outside))


def installed_readers() -> InstalledReaders:
    """All readers; a broken plug-in is a finding and does not hide the others."""
    outside: list[Reader] = []
    findings: list[Finding] = []
    for point in plugins_of(GROUP):
        try:
            outside.append(checked(load_plugin(point, BrokenReader, makes=True), point.name, point.value))
        except BrokenReader as broken:
            findings.append(Finding.of(broken.code, Severity.WARNING, **broken.fields))
    return InstalledReaders(shipped=tuple(SHIPPED), outside=tuple(outside), findings=tuple(findings))


def checked(candidate: object, name: str = "", origin: str = "") -> Reader:
    """`candidate`, if it keeps the letter of the contract.

    Raises:
        BrokenReader: something is missing; says what.
    """
    wrong = lacking(candidate, ("format", "accepts", "read"), texts=("format",))
    if wrong or not isinstance(candidate, Reader):
        own_name, own_origin = origin_of(candidate)
        raise BrokenReader(name or own_name, origin or own_origin, wrong or "not a reader")
    return candidate
