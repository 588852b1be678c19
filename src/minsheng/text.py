"""Plain text as Chinese documents write it: white space, width, full-width signs, Chinese numerals, tables (文字)."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from html import escape

from attrs import define, field
from wcwidth import wcswidth

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2, "俩": 2}
_DIGITS |= {c: i for i, c in enumerate("壹贰叁肆伍陆柒捌玖", 1)}
_STEPS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_BIG = {"万": 10_000, "亿": 100_000_000}
NUMERALS = "".join(_DIGITS) + "".join(_STEPS) + "".join(_BIG)
"""Every character of a Chinese numeral (中文数字), for patterns of other rooms."""

_ARABIC = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?([百千]?[万亿]?|万亿)", re.ASCII)
_LONGEST = 40
"""Characters of the longest figure; what is longer is no number but noise."""
_SECTION = re.compile(r"(?:(.)千)?(?:零?(.)百)?(?:零?(.?)十)?(?:零?(.))?")
_PLAIN = {"佰": "百", "仟": "千", "拾": "十"} | {c: "零一二三四五六七八九"[n] for c, n in _DIGITS.items()}

_INVISIBLE = "\u200b\ufeff\u2060"
_LINE_ENDS = "\n\r\v\f\u2028\u2029\x85"
_IN_LINES = f"\t\x1c-\x1f \xa0\u1680\u2000-\u200a\u202f\u205f\u3000{_INVISIBLE}"
_WHITE = re.compile(f"[{_IN_LINES}{_LINE_ENDS}]+")
_WHITE_IN_LINES = re.compile(f"[{_IN_LINES}]+")
"""The same without line ends. Named one by one: `\\s` is asked of each character, a set is looked up."""


def is_one_word(text: str, longest: int) -> bool:
    """Whether `text` shows all its characters, has no white space, and at most `longest` of them; it may be empty.

    >>> is_one_word("7.t4", 120), is_one_word("7 t4", 120)
    (True, False)
    """
    return text.isprintable() and " " not in text and len(text) <= longest  # no other white space is printable


def squeeze(text: str) -> str:
    """`text` without any white space, full-width and invisible ones included.

    >>> squeeze("县 残　联")
    '县残联'
    """
    if " " not in text and text.isprintable():
        return text
    plain = "".join(text.split())
    if plain.isascii() or not ("\u200b" in plain or "\ufeff" in plain or "\u2060" in plain):
        return plain
    return _WHITE.sub("", plain)


@define(unsafe_hash=True)
class Squeezed:
    """A text without white space, and where each of its characters stood (去空白); made fast, and never changed.

    >>> name = Squeezed.of("县 残　联")
    >>> name.text, name.at(1), name.end(2)
    ('县残联', 2, 3)
    """

    text: str
    _starts: tuple[int, ...] = field(default=(), repr=False)
    """Places in `text` before which white space was taken out, from the first one on."""
    _taken: tuple[int, ...] = field(default=(0,), repr=False)
    """How many characters were taken out before the first of these places, the second, …, and all of them."""

    @classmethod
    def of(cls, text: str, *, lines: bool = False) -> Squeezed:
        """`text` squeezed; with `lines` its line ends stay."""
        if " " not in text and text.isprintable():
            return cls(text)
        pattern = _WHITE_IN_LINES if lines else _WHITE
        found = pattern.search(text)
        if found is None:
            return cls(text)
        pieces, starts, taken = [], [], [0]
        passed = 0
        for white in pattern.finditer(text, found.start()):
            start, end = white.span()
            pieces.append(text[passed:start])
            starts.append(start - taken[-1])
            taken.append(taken[-1] + end - start)
            passed = end
        pieces.append(text[passed:])
        return cls("".join(pieces), tuple(starts), tuple(taken))

    def at(self, index: int) -> int:
        """Place in the text as given of a character of `text`."""
        return index + self._taken[bisect_right(self._starts, index)] if self._starts else index

    def end(self, index: int) -> int:
        """Place in the text as given behind the character of `text` before `index`."""
        return self.at(index - 1) + 1 if index else 0


@lru_cache(maxsize=8192)
def key(text: str) -> str:
    """The form in which two names are compared: NFKC, no white space, one letter case.

    >>> key("各乡镇（街道）") == key("各乡镇(街道)")
    True
    """
    return squeeze(unicodedata.normalize("NFKC", text)).casefold()


def number(text: str) -> Decimal | None:
    """The number that `text` is, in Arabic or Chinese figures; 万 and 亿 multiplied out; None if it is none.

    Digit for digit, whatever the thread's decimal context says. What is ambiguous (三四十) or out of order (十百) is no number.

    >>> number("1,620"), number("2.9万"), number("三百二十"), number("十二"), number("两"), number("公里")
    (Decimal('1620'), Decimal('29000'), Decimal('320'), Decimal('12'), Decimal('2'), None)
    """
    if text.isdecimal() and text.isascii():
        return Decimal(text) if len(text) <= _LONGEST else None
    return _figure(text) if len(text) <= 4 * _LONGEST else None


@lru_cache(maxsize=2048)
def _figure(text: str) -> Decimal | None:
    """The same of any text; a notice has 一, 百 and 两 over and over."""
    plain = squeeze(unicodedata.normalize("NFKC", text))
    if len(plain) > _LONGEST:
        return None
    if match := _ARABIC.fullmatch(plain):
        whole, fraction, steps = match.groups(default="")
        places = sum({"百": 2, "千": 3, "万": 4, "亿": 8}[step] for step in steps)
        digits = fraction.ljust(places, "0")
        rest = digits[places:].rstrip("0")
        figure = whole.replace(",", "") + digits[:places]
        return Decimal(f"{figure}.{rest}" if rest else figure)
    value = _numeral("".join(_PLAIN.get(c, c) for c in plain))
    return None if value is None else Decimal(value)


def _numeral(text: str) -> int | None:
    """Chinese numeral → int: 三百二十 → 320, 一万二千 → 12000, 二〇二四 → 2024, 一百五 → 150; None if it is none."""
    if not text or not all(c in _DIGITS or c in "十百千万亿" for c in text):
        return None
    if all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    for name, step in (("亿", 100_000_000), ("万", 10_000)):
        if name in text:
            before, _, after = text.rpartition(name) if name == "亿" else text.partition(name)
            places = len(before) == 1 or not all(c in _DIGITS for c in before)
            whole, rest = _numeral(before) if places else None, _rest(after, step)
            return None if whole is None or rest is None or rest >= step else whole * step + rest
    return _section(text)


def _rest(text: str, step: int) -> int | None:
    """What follows 万 or 亿: nothing, one digit of the next lower place (一万二 = 12000), or a number below."""
    if len(text) == 1 and text in _DIGITS and text != "零":
        return _DIGITS[text] * step // 10
    if not text:
        return 0
    plain = text.removeprefix("零")
    return None if len(plain) > 1 and all(c in _DIGITS for c in plain) else _numeral(plain)


def _section(text: str) -> int | None:
    """A number below 10 000 with its places named."""
    match = _SECTION.fullmatch(text)
    if not match or text.startswith("零"):
        return None
    thousands, hundreds, tens, ones = match.groups()
    digits = [thousands or "零", hundreds or "零", (tens or "一") if tens is not None else "零", ones or "零"]
    if not all(d in _DIGITS for d in digits) or any(d == "零" for d in (thousands, hundreds, tens, ones)):
        return None
    values = [_DIGITS[d] for d in digits]
    if ones and len(text) > 1 and text[-2] in "百千":  # 一百五 is 150, 一百零五 is 105
        return values[0] * 1000 + values[1] * 100 + values[3] * (10 if text[-2] == "百" else 100)
    return values[0] * 1000 + values[1] * 100 + values[2] * 10 + values[3]


def width(text: str) -> int:
    """Columns that `text` takes in a terminal; a Chinese character takes two.

    >>> width("完成30%")
    7
    """
    return max(wcswidth(text), 0)


def grid(headers: Sequence[str], rows: Sequence[Sequence[str]], *, widest: Sequence[int | None] = ()) -> str:
    """A table (表格) for a terminal, aligned where Chinese characters take two columns; cells wider than `widest` wrap.

    >>> print(grid(["序号", "名称"], [["1", "乡村道路"]]))
    序号    名称
    ------  --------
    1       乡村道路
    """
    from tabulate import tabulate  # only printing needs it

    return str(tabulate(rows, headers, disable_numparse=True, maxcolwidths=list(widest) or None))


def html_grid(headers: Sequence[str], rows: Sequence[Sequence[str]], *, title: str = "") -> str:
    """The same for a notebook (网页表格), escaped; with its `title` above it.

    >>> html_grid(["名称"], [["<道路>"]])
    '<table><thead><tr><th>名称</th></tr></thead><tbody><tr><td>&lt;道路&gt;</td></tr></tbody></table>'
    """
    above = f"<p>{escape(title)}</p>" if title else ""
    head = "".join(f"<th>{escape(cell)}</th>" for cell in headers)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"{above}<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def suspicious(text: str) -> tuple[int, ...]:
    """Where control and direction-changing characters stand that a reader can not see.

    >>> suspicious("县住建局\\u202e")
    (4,)
    """
    return tuple(
        i
        for i, c in enumerate(text)
        if unicodedata.category(c) in ("Cc", "Cf", "Co", "Cs") and c not in "\n\r\t\u200b\ufeff"
    )


def shortened(text: str, columns: int) -> str:
    """`text` on one line, cut to so many columns; characters that nobody sees are left out.

    >>> shortened("乡村道路安全畅通工程", 9)
    '乡村道路…'
    """
    hidden = set(suspicious(text))
    plain = " ".join("".join(c for i, c in enumerate(text) if i not in hidden).split())
    if width(plain) <= columns:
        return plain
    while plain and width(plain) > columns - 1:
        plain = plain[: (columns - 1) if len(plain) >= columns else -1]
    return f"{plain}…"
