"""Which encoding the bytes of a text or web page are in (编码): by mark, by what fits, by what they declare."""

from __future__ import annotations

import codecs
import re

from minsheng.errors import Unreadable

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DECLARED = re.compile(rb"""(?:charset|encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([A-Za-z0-9_.:-]{1,40})""", re.IGNORECASE)
_CHINESE = {"gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk", "csgb2312", "hz-gb-2312"}
_HEAD = 4_096
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
_STRANGE = 0.02
"""Share of control characters above which it is no text."""


def decoded(data: bytes, *, file: str = "", declares: bool = False) -> str:
    """The text that the bytes are; of one that `declares` its encoding, as web pages do, that one is tried as well.

    UTF-8 comes before what is declared: other encodings hardly ever look like it, and declarations are often wrong.

    Raises:
        Unreadable: they are none in a known encoding.

    >>> decoded("县".encode("utf-16")), decoded("县".encode("utf-8-sig"))
    ('县', '县')
    >>> decoded('<meta charset="utf-8">县交运局'.encode("gb18030"), declares=True)[-4:]
    '县交运局'
    """
    for encoding in _encodings(data, declares):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _CONTROL.search(text) is None or len(_CONTROL.findall(text)) <= _STRANGE * len(text):
            return text
    raise Unreadable("intake.not-text", file=file)


def _encodings(data: bytes, declares: bool) -> list[str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return [encoding]
    # in utf-16 without a mark every line feed and digit has a zero byte beside it
    head = data[:_HEAD]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if even + odd > len(head) // 20:
        return ["utf-8", "utf-16-be" if even > odd else "utf-16-le"]
    found = ["utf-8"]
    if declares and (name := _declared(head)):
        found.append(name)
    return [*found, "gb18030"]


def _declared(head: bytes) -> str:
    """What a web page says it is in, if Python knows it as an encoding of text."""
    match = _DECLARED.search(head)
    if match is None:
        return ""
    name = match[1].decode("ascii").lower()
    if name in _CHINESE:
        return "gb18030"
    try:
        known = codecs.lookup(name).name
        "县".encode(known, "replace")
    except (LookupError, TypeError, ValueError):
        return ""
    # one-byte encodings fit everything, also what is none of theirs
    return known if known.startswith(("big5", "cp950", "utf", "euc", "shift", "iso2022")) and known != "utf-7" else ""
