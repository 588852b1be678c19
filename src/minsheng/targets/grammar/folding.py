"""Text in one spelling, each character with its place in the original (统一写法)."""

from __future__ import annotations

import re

from attrs import define, field

from minsheng.text import Squeezed

_WIDE = {0xFF01 + i: 0x21 + i for i in range(94)}
_KEPT = {
    **{ord(ascii): wide for ascii, wide in zip("();:!?", "（）；：！？", strict=True)},
    **{ord(wide): wide for wide in "（），；：！？"},
}
_SIGNS = {ord(c): "-" for c in "−﹣‐‑"} | {ord("﹪"): "%", ord("〜"): "~", ord("–"): "—", ord("─"): "—", ord("━"): "—"}
_LINE_ENDS = {ord(c): "\n" for c in "\r\v\f\u2028\u2029\x85"}
_TABLE: dict[int, int | str] = {**_WIDE, **_KEPT, **_SIGNS, **_LINE_ENDS}
_OTHER = re.compile("[" + "".join(re.escape(chr(c)) for c, folded in _TABLE.items() if folded != chr(c)) + "]")
"""A character that is spelt otherwise; most texts have none."""
_WIDE_COMMA = re.compile(r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
"""８，６００: between full-width digits the comma may be the one of thousands."""


@define(eq=False)
class Folded:
    """`raw` without white space, with one spelling of digits, letters and marks; line ends stay, as "\\n".

    >>> text = Folded("共 ７个\\n小区")
    >>> text.plain, text.raw[text.at(1) : text.at(3)]
    ('共7个\\n小区', '７个')
    """

    raw: str
    plain: str = field(init=False, repr=False)
    """The folded text."""
    _squeezed: Squeezed = field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        self._squeezed = Squeezed.of(self.raw, lines=True)
        self.plain = self._squeezed.text
        if _OTHER.search(self.plain) is not None:
            self.plain = _WIDE_COMMA.sub(",", self.plain).translate(_TABLE)

    def at(self, index: int) -> int:
        """Place in `raw` of a character of `plain`."""
        return self._squeezed.at(index)

    def end(self, index: int) -> int:
        """Place in `raw` behind the character of `plain` before `index`."""
        return self._squeezed.end(index)

    def printed(self, start: int, end: int) -> str:
        """What is printed there, without white space."""
        return self._squeezed.text[start:end]
