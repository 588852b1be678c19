"""Plain text as Chinese documents write it: white space, width, full-width signs, Chinese numerals (文字)."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

from wcwidth import wcswidth

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2, "俩": 2}
_DIGITS |= {c: i for i, c in enumerate("壹贰叁肆伍陆柒捌玖", 1)}
_STEPS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_BIG = {"万": 10_000, "亿": 100_000_000}
NUMERALS = "".join(_DIGITS) + "".join(_STEPS) + "".join(_BIG)
"""Every character of a Chinese numeral (中文数字), for patterns of other rooms."""

_ARABIC = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?([万亿千百]{0,2})")
_NUMERAL = re.compile(rf"[{NUMERALS}]+")


def squeeze(text: str) -> str:
    """`text` without any white space, full-width and invisible ones included.

    >>> squeeze("县 残　联")
    '县残联'
    """
    return "".join(c for c in text if not c.isspace() and c not in "\u200b\ufeff\u2060")


@lru_cache(maxsize=8192)
def key(text: str) -> str:
    """The form in which two names are compared: NFKC, no white space, one letter case.

    >>> key("各乡镇（街道）") == key("各乡镇(街道)")
    True
    """
    return squeeze(unicodedata.normalize("NFKC", text)).casefold()


def number(text: str) -> Decimal | None:
    """The number that `text` is, in Arabic or Chinese figures; 万 and 亿 multiplied out; None if it is none.

    >>> number("1,620"), number("2.9万"), number("三百二十"), number("十二"), number("两"), number("公里")
    (Decimal('1620'), Decimal('29000'), Decimal('320'), Decimal('12'), Decimal('2'), None)
    """
    plain = squeeze(unicodedata.normalize("NFKC", text))
    if match := _ARABIC.fullmatch(plain):
        whole, fraction, steps = match.groups()
        value = Decimal(whole.replace(",", "") + (fraction or ""))
        for step in steps:
            value *= _BIG.get(step) or _STEPS[step]
        return value
    return Decimal(_numeral(plain)) if plain and _NUMERAL.fullmatch(plain) else None


def _numeral(text: str) -> int:
    """Chinese numeral → int: 三百二十 → 320, 一万二千 → 12000, 二〇二四 → 2024, 一百五 → 150."""
    if len(text) > 1 and all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total = section = digit = 0
    last_step = 1
    for c in text:
        if c in _DIGITS:
            digit = _DIGITS[c]
            if digit == 0:
                last_step = 1
        elif c in _STEPS:
            last_step = _STEPS[c]
            section += (digit or 1) * last_step
            digit = 0
        else:
            last_step = _BIG[c]
            # 一万二千亿: what stands before 亿 is multiplied as a whole
            whole = total + section + digit if last_step > 10_000 else section + digit
            rest = 0 if last_step > 10_000 else total
            total, section, digit = rest + (whole or 1) * last_step, 0, 0
    if digit and last_step > 10:  # 一百五 is 150, 一百零五 is 105
        digit *= last_step // 10
    return total + section + digit


def width(text: str) -> int:
    """Columns that `text` takes in a terminal; a Chinese character takes two.

    >>> width("完成30%")
    7
    """
    return max(wcswidth(text), 0)


def suspicious(text: str) -> tuple[int, ...]:
    """Where control and direction-changing characters stand that a reader can not see.

    >>> suspicious("县住建局\\u202e")
    (4,)
    """
    return tuple(
        i for i, c in enumerate(text) if unicodedata.category(c) in ("Cc", "Cf", "Co", "Cs") and c not in "\n\r\t\u200b\ufeff"
    )
