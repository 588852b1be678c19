"""Text in one spelling, each character with its place in the original (统一写法)."""

from __future__ import annotations

import re
from array import array
from functools import cached_property

from attrs import field, frozen

_WIDE = {0xFF01 + i: 0x21 + i for i in range(94)}
_KEPT = {
    **{ord(ascii): wide for ascii, wide in zip("();:!?", "（）；：！？", strict=True)},
    **{ord(wide): wide for wide in "（），；：！？"},
}
_SIGNS = {ord(c): "-" for c in "−﹣‐‑"} | {ord("﹪"): "%", ord("〜"): "~", ord("–"): "—", ord("─"): "—", ord("━"): "—"}
_TABLE: dict[int, int | str] = {**_WIDE, **_KEPT, **_SIGNS}
_WIDE_COMMA = re.compile(r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
"""８，６００: between full-width digits the comma may be the one of thousands."""
_INVISIBLE = frozenset("\u200b\ufeff\u2060")


@frozen
class Folded:
    """`raw` without white space, with one spelling of digits, letters and marks; line ends stay, as "\\n".

    >>> text = Folded("共 ７个\\n小区")
    >>> text.plain, text.raw[text.at(1) : text.at(3)]
    ('共7个\\n小区', '７个')
    """

    raw: str = field()

    @cached_property
    def _kept(self) -> array[int]:
        lines = "\n\r\v\f\u2028\u2029\x85"
        return array("l", (i for i, c in enumerate(self.raw) if c in lines or not (c.isspace() or c in _INVISIBLE)))

    @cached_property
    def plain(self) -> str:
        """The folded text."""
        printed = "".join([self.raw[i] for i in self._kept])
        kept = _WIDE_COMMA.sub(",", printed).translate(_TABLE)
        return kept.translate({ord(c): "\n" for c in "\r\v\f\u2028\u2029\x85"})

    def at(self, index: int) -> int:
        """Place in `raw` of a character of `plain`."""
        return self._kept[index] if index < len(self._kept) else len(self.raw)

    def end(self, index: int) -> int:
        """Place in `raw` behind the character of `plain` before `index`."""
        return self._kept[index - 1] + 1 if index else 0

    def printed(self, start: int, end: int) -> str:
        """What is printed there, without white space."""
        return "".join([self.raw[i] for i in self._kept[start:end]])
