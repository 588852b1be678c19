"""The text of an old Word document as the file itself holds it, to check a conversion against ([MS-DOC] 2.4.1)."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from minsheng.intake.readers import limits
from minsheng.intake.readers.ole import stream

_OTHER_TABLE, _ENCRYPTED = 0x0200, 0x0100
_FLAGS, _CHARACTERS, _PIECES = 0x0A, 0x4C, 0x01A2
_ONE_BYTE = 0x40000000


def is_locked(data: bytes) -> bool:
    """Whether the document is protected by a password."""
    head = stream(data, "WordDocument", 64)
    return len(head) == 64 and bool(struct.unpack_from("<H", head, _FLAGS)[0] & _ENCRYPTED)


def main_text(data: bytes) -> str:
    """The characters of the main document, marks of cells (\\x07) and fields included; empty where they are not found."""
    words = stream(data, "WordDocument", limits.FILE)
    if len(words) < _PIECES + 8:
        return ""
    flags = struct.unpack_from("<H", words, _FLAGS)[0]
    left = struct.unpack_from("<I", words, _CHARACTERS)[0]
    at, size = struct.unpack_from("<2I", words, _PIECES)
    table = stream(data, "1Table" if flags & _OTHER_TABLE else "0Table", limits.FILE)
    found: list[str] = []
    try:
        for start, length in _pieces(table[at : at + size]):
            length = min(length, left)
            if start & _ONE_BYTE:
                place = (start & ~_ONE_BYTE) // 2
                found.append(words[place : place + length].decode("cp1252", "replace"))
            else:
                found.append(words[start : start + 2 * length].decode("utf-16-le", "replace"))
            left -= length
            if left <= 0:
                break
    except struct.error:
        return ""
    return "".join(found)


def _pieces(clx: bytes) -> Iterator[tuple[int, int]]:
    """Place in the stream and characters of each piece."""
    at = 0
    while clx[at : at + 1] == b"\x01":
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    if clx[at : at + 1] != b"\x02":
        return
    size = struct.unpack_from("<I", clx, at + 1)[0]
    number = (size - 4) // 12
    at += 5
    for i in range(min(number, len(clx) // 12)):
        first, last = struct.unpack_from("<2I", clx, at + 4 * i)
        yield struct.unpack_from("<I", clx, at + 4 * (number + 1) + 8 * i + 2)[0], max(last - first, 0)
