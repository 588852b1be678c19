"""Opens the zip archives that .docx and its kind are, with limits and without entities (压缩包)."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib

from minsheng.errors import Unreadable
from minsheng.intake.readers import limits

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
_DOCTYPE = re.compile(rb"<\s*!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_END = b"PK\x05\x06"


def checked(data: bytes, *, file: str) -> zipfile.ZipFile:
    """The archive, once its size, the number of its parts and what they unpack to are within the limits and its XML
    declares no document type.

    Raises:
        Unreadable: broken, locked, too large, or with forbidden XML.
    """
    end = data.rfind(_END)
    if end < 0 or end + 12 > len(data):
        raise Unreadable("intake.broken-archive", file=file)
    limits.check(
        "intake.too-many-parts", int.from_bytes(data[end + 10 : end + 12], "little"), limits.MEMBERS, file=file
    )
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = archive.infolist()
        limits.check("intake.too-many-parts", len(members), limits.MEMBERS, file=file)
        limits.check("intake.too-large-unpacked", sum(m.file_size for m in members), limits.INFLATED, file=file)
        if any(m.flag_bits & 1 for m in members):
            raise Unreadable("intake.locked", file=file)
        for member in members:
            if member.filename.endswith((".xml", ".rels")):
                _check_xml(archive, member, file=file)
    except _BROKEN as error:
        raise Unreadable("intake.broken-archive", file=file) from error
    return archive


def _check_xml(archive: zipfile.ZipFile, member: zipfile.ZipInfo, *, file: str) -> None:
    limits.check("intake.too-large-unpacked", member.file_size, limits.PART, file=file)
    with archive.open(member) as part:
        # the directory may lie about the size; zipfile then stops there and finds a wrong checksum
        head = part.read(limits.PART + 1)
    plain = head.replace(b"\0", b"") if head[:2] in (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<") else head
    # a document type can only stand in front of the first element
    start = plain.find(b"<", max(plain.find(b"?>"), 0))
    if _DOCTYPE.search(plain, 0, max(start, 0) + 4096) or plain.find(b"<!DOCTYPE") >= 0:
        raise Unreadable("intake.forbidden-xml", file=file)
