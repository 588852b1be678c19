"""Reader of plain text (.txt): utf-8 with or without mark, utf-16, gb18030, told by the bytes."""

from __future__ import annotations

import codecs

from minsheng.errors import Unreadable
from minsheng.intake.layout import blocks_of_lines
from minsheng.intake.readers import limits
from minsheng.intake.source import SourceDocument

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_LINE_ENDS = str.maketrans({"\u2028": "\n", "\u2029": "\n", "\x0b": "\n", "\x0c": "\n", "\x85": "\n"})
_STRANGE = 0.02
"""Share of control characters above which it is no text."""


def read_txt(data: bytes, *, file: str = "") -> SourceDocument:
    """Plain text as a document; tables whose cells stand one to a line, or are parted by tabs, become grids.

    Raises:
        Unreadable: too large, no text, or in an encoding that is not known.

    >>> read_txt("附件".encode("gb18030")).blocks[0].text
    '附件'
    """
    limits.check("intake.too-large", len(data), limits.TEXT, file=file)
    text = decoded(data, file=file).replace("\r\n", "\n").replace("\r", "\n").translate(_LINE_ENDS)
    lines = text.split("\n")
    limits.check("intake.line-too-long", max(map(len, lines)), limits.LINE, file=file)
    return SourceDocument(blocks=blocks_of_lines(lines), file=file, format="txt")


def decoded(data: bytes, *, file: str = "") -> str:
    """The text that the bytes are.

    Raises:
        Unreadable: they are none in a known encoding.

    >>> decoded("县".encode("utf-16")), decoded("县".encode("utf-8-sig"))
    ('县', '县')
    """
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        strange = sum(text.count(chr(i)) for i in range(32) if i not in (9, 10, 11, 12, 13))
        if strange <= _STRANGE * len(text):
            return text
    raise Unreadable("intake.not-text", file=file)


def _encodings(data: bytes) -> list[str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return [encoding]
    # in utf-16 without a mark every line feed and digit has a zero byte beside it
    even, odd = data[0:4000:2].count(0), data[1:4000:2].count(0)
    if even + odd > len(data[:4000]) // 20:
        return ["utf-8", "utf-16-be" if even > odd else "utf-16-le"]
    return ["utf-8", "gb18030"]
