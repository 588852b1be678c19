"""Opens the zip archives that .docx, .xlsx and their kind are, with limits (压缩包). Nothing is ever unpacked to the disk."""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Mapping

from minsheng.errors import Unreadable
from minsheng.intake.readers import limits
from minsheng.intake.readers.xml_tree import Node, relations, tree

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    struct.error,
    RuntimeError,
    OSError,
    ValueError,
)
_END = b"PK\x05\x06"


class Archive:
    """The parts of an archive, once their number and what they unpack to are within the limits.

    Raises:
        Unreadable: broken, locked or too large.
    """

    def __init__(self, data: bytes, *, file: str, broken: str = "intake.broken-document", format: str = "") -> None:
        self._file, self._wrong, self._format = file, broken, format
        end = data.rfind(_END)
        if end < 0 or end + 12 > len(data):
            raise self._broken()
        count = int.from_bytes(data[end + 10 : end + 12], "little")
        limits.check("intake.too-many-parts", count, limits.MEMBERS, file=file)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise self._broken() from error
        members = self._zip.infolist()
        limits.check("intake.too-many-parts", len(members), limits.MEMBERS, file=file)
        limits.check("intake.too-large-unpacked", sum(m.file_size for m in members), limits.INFLATED, file=file)
        for member in members:
            if member.flag_bits & 1:
                raise Unreadable("intake.locked", file=file)
            if member.filename.endswith((".xml", ".rels")):
                limits.check("intake.too-large-unpacked", member.file_size, limits.PART, file=file)
        self.names = frozenset(m.filename for m in members)

    def _broken(self) -> Unreadable:
        return Unreadable("intake.broken-archive", file=self._file)

    def part(self, name: str) -> bytes | None:
        """The bytes of a part; None where there is none.

        Raises:
            Unreadable: it is broken. (Where the directory lies about its size, the checksum is wrong.)
        """
        if name not in self.names:
            return None
        try:
            member = self._zip.getinfo(name)
            limits.check("intake.too-large-unpacked", member.file_size, limits.PART, file=self._file)
            return self._zip.read(member)
        except _BROKEN as error:
            raise self._broken() from error

    def tree(self, name: str, leave: frozenset[str] = frozenset()) -> Node | None:
        """The root element of an XML part; None where there is no such part."""
        data = self.part(name)
        if data is None:
            return None
        return tree(data, file=self._file, leave=leave, broken=self._wrong, format=self._format)

    def related(self, name: str) -> Mapping[str, tuple[str, str]]:
        """What a part (or, for an empty name, the archive) refers to: id → kind and the name of the other part."""
        folder, _, last = name.rpartition("/")
        root = self.tree(f"{folder}/_rels/{last}.rels" if folder else f"_rels/{last}.rels")
        if root is None:
            return {}
        return {
            id_: (kind, posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/"))
            for id_, (kind, target) in relations(root).items()
        }

    def main(self, default: str) -> str:
        """The name of the part that holds the document."""
        return next((target for kind, target in self.related("").values() if kind == "officeDocument"), default)
