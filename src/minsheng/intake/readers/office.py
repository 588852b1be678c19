"""Readers of old Word, WPS and RTF documents (.doc, .wps, .rtf): LibreOffice makes them .docx, and the result is checked."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from attrs import evolve

from minsheng.errors import Unreadable
from minsheng.intake.readers import limits
from minsheng.intake.readers.doc_text import is_locked, main_text
from minsheng.intake.readers.docx import DocxReader
from minsheng.intake.readers.kinds import kind_of
from minsheng.intake.readers.ole import MAGIC
from minsheng.intake.source import Grid, SourceDocument

_PROGRAMS = ("soffice", "libreoffice")
_PLACES = (
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
</oor:items>
"""
"""No macros, nothing fetched, no links followed."""
_ROW = re.compile(rb"\\row(?![a-z])")
_KEPT = 0.98
"""Share of a document's Chinese characters that a conversion keeps at least; codes of fields are in the old file alone."""


class DocReader:
    """Documents of Word 97 to 2003 and of WPS (.doc, .wps)."""

    format = "doc"

    def accepts(self, data: bytes, *, file: str) -> bool:
        return kind_of(data) == self.format

    def read(self, data: bytes, *, file: str) -> SourceDocument:
        """The document as LibreOffice reads it.

        Raises:
            Unreadable: no LibreOffice, it can not convert the file, loses some of it, or takes too long.
        """
        if not data.startswith(MAGIC):
            raise Unreadable("intake.broken-file", file=file, format=self.format)
        if is_locked(data):
            raise Unreadable("intake.locked", file=file)
        document = _converted(data, "doc", file)
        before, after = _chinese(main_text(data)), sum(map(_chinese, _texts(document)))
        if after < _KEPT * before and not any(f.code == "intake.revisions" for f in document.findings):
            raise Unreadable("intake.lost-in-conversion", file=file, what="汉字", before=before, after=after)
        return evolve(document, format=self.format)


class RtfReader:
    """Rich text (.rtf), also where the file is called .doc."""

    format = "rtf"

    def accepts(self, data: bytes, *, file: str) -> bool:
        return kind_of(data) == self.format

    def read(self, data: bytes, *, file: str) -> SourceDocument:
        """The document as LibreOffice reads it.

        Raises:
            Unreadable: no LibreOffice, it can not convert the file, loses some of it, or takes too long.
        """
        if not data.startswith(b"{\\rtf"):
            raise Unreadable("intake.broken-file", file=file, format=self.format)
        end = data.rstrip(b"\0\r\n \t").removesuffix(b"}")
        document = _converted(end + b"\\pard\\par}", "rtf", file)  # LibreOffice loses a table that ends the body
        before = len(_ROW.findall(data))
        after = sum(block.rows for block in document.blocks if isinstance(block, Grid))
        if after < before and not _has_single_cells(data):
            raise Unreadable("intake.lost-in-conversion", file=file, what="表格行", before=before, after=after)
        return evolve(document, format=self.format)


def _has_single_cells(data: bytes) -> bool:
    """Whether tables of one cell or tables within tables may stand in the text, which are no rows of grids."""
    return b"\\nestrow" in data or len(re.findall(rb"\\cell(?![a-z])", data)) < 2 * len(_ROW.findall(data))


def _chinese(text: str) -> int:
    return sum("\u4e00" <= c <= "\u9fff" for c in text)


def _texts(document: SourceDocument) -> list[str]:
    return [document.text(spot) for spot in document.spots()] + [a.text for a in document.aside]


def program() -> str:
    """Where LibreOffice is; empty where it is not installed."""
    found = next((path for name in _PROGRAMS if (path := shutil.which(name))), "")
    return found or next((place for place in _PLACES if Path(place).is_file()), "")


def _converted(data: bytes, suffix: str, file: str) -> SourceDocument:
    """What LibreOffice makes of the bytes, read."""
    office = program()
    if not office:
        raise Unreadable("intake.no-office", file=file, format=f".{suffix}")
    with tempfile.TemporaryDirectory(prefix="minsheng-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS, "utf-8")
        source = folder / f"document.{suffix}"
        source.write_bytes(data)
        profile = (folder / "profile").as_uri()
        command = [office, "--headless", "--norestore", "--nolockcheck", "--nologo", f"-env:UserInstallation={profile}"]
        command += ["--convert-to", "docx", "--outdir", str(folder / "out"), str(source)]
        _run(command, file)
        try:
            made = (folder / "out" / "document.docx").read_bytes()
        except OSError as error:
            raise Unreadable("intake.not-converted", file=file) from error
    try:
        return DocxReader().read(made, file=file)
    except Unreadable as error:
        if error.code == "intake.empty":
            raise
        raise Unreadable("intake.not-converted", file=file) from error


def _run(command: list[str], file: str) -> None:
    """Runs LibreOffice, and ends it with all its helpers when its time is over."""
    posix = sys.platform != "win32"
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=posix,
    ) as process:
        try:
            process.wait(timeout=limits.SECONDS)
        except subprocess.TimeoutExpired as error:
            _end(process)
            raise Unreadable("intake.too-slow", file=file, seconds=limits.SECONDS) from error
        except BaseException:
            _end(process)
            raise


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends a program and those that it started."""
    if sys.platform != "win32":
        import os
        import signal

        try:
            os.killpg(process.pid, signal.SIGKILL)
            return
        except OSError:
            pass
    process.kill()
