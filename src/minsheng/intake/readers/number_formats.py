"""Numbers of a workbook as its cells print them (数字格式): 53.3%, 1,063.00, 2025年9月30日."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation, localcontext
from functools import lru_cache

BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"', 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00",
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@", 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"',
    54: 'm"月"d"日"', 55: 'yyyy"年"m"月"', 56: 'm"月"d"日"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
"""Formats that a file names by number alone, as a Chinese office prints them (ECMA-376, 18.8.30, zh-cn)."""

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]|(?P<ampm>AM/PM|A/P|上午/下午)'
    r"|(?P<date>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+(?:\.0+)?|a{3,4})|(?P<number>[0#?][0#?,.]*(?:[eE][+-]0+)?|\.[0#?]+)|(?P<other>.)",
    re.DOTALL,
)
_GENERAL = re.compile(r"general|G/通用格式", re.IGNORECASE)
_LONGEST = 255
_DIGITS = 15
"""Digits of a number that a workbook keeps."""
_WEEKDAYS = "一二三四五六日"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@lru_cache(maxsize=4096)
def printed(value: str, code: str, *, since_1904: bool = False) -> str:
    """A number (as the file writes it) in a format.

    >>> printed("0.533", "0.0%"), printed("1063", "General"), printed("45930", 'yyyy"年"m"月"d"日"')
    ('53.3%', '1063', '2025年9月30日')
    >>> printed("1234.5", "#,##0.00_ "), printed("8", '0"个"'), printed("0.1000000000000000055", "General")
    ('1,234.50', '8个', '0.1')
    """
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    if not number.is_finite() or abs(number.adjusted()) > 300:
        return value
    with localcontext() as context:
        context.prec, context.rounding = 400, ROUND_HALF_UP
        number = _rounded(number, _DIGITS)
        if len(code) > _LONGEST:
            return plain(number)
        tokens, negative = _section(code, number)
        if not tokens:
            return ""
        if any(kind == "date" for kind, _ in tokens):
            return _date(number, tokens, since_1904) or plain(number)
        if not any(kind == "number" for kind, _ in tokens):
            return _words(tokens, plain(number))
        return _number(number, tokens, negative)


def plain(number: Decimal) -> str:
    """A number without a format, as many digits as it has."""
    text = format(number.normalize(), "f") if abs(number.adjusted()) < 20 else str(number)
    return "0" if text in ("-0", "0E+2") else text


def _rounded(number: Decimal, digits: int) -> Decimal:
    if number and len(number.as_tuple().digits) > digits:
        return number.quantize(Decimal(1).scaleb(number.adjusted() - digits + 1))
    return number


def _section(code: str, number: Decimal) -> tuple[list[tuple[str, str]], bool]:
    """The tokens of the part of a format that holds for the number, and whether a minus sign must be printed."""
    sections: list[list[tuple[str, str]]] = [[]]
    if "[$-F" in code:  # as the system prints a day or a time
        code = 'yyyy"年"m"月"d"日"' if "[$-F800]" in code else "h:mm:ss"
    for match in _TOKEN.finditer(_GENERAL.sub("@", code)):
        kind, text = match.lastgroup or "", match[match.lastgroup or 0]
        if kind == "other" and text == ";":
            sections.append([])
        elif kind in ("quoted", "escaped"):
            sections[-1].append(("text", text))
        elif kind == "bracket":
            if text.startswith("$"):
                sections[-1].append(("text", text[1:].partition("-")[0]))
            elif text.lower() in ("h", "hh", "m", "mm", "s", "ss"):
                sections[-1].append(("date", f"[{text.lower()}]"))
        elif kind == "ampm" or kind == "date" or kind == "number":
            sections[-1].append((kind, text))
        elif kind:
            sections[-1].append(("text", text))
    own = number < 0 and len(sections) > 1
    chosen = sections[1] if own else sections[2] if number == 0 and len(sections) > 2 else sections[0]
    return chosen, number < 0 and not own


def _words(tokens: list[tuple[str, str]], value: str) -> str:
    return "".join(value if text == "@" else text for _, text in tokens)


def _number(number: Decimal, tokens: list[tuple[str, str]], negative: bool) -> str:
    percent = sum(text.count("%") for kind, text in tokens if kind == "text")
    pattern = next(text for kind, text in tokens if kind == "number")
    if any(text == "/" for kind, text in tokens if kind == "text"):  # a fraction
        return plain(number)
    value = abs(number).scaleb(2 * percent)
    if "e" in pattern.lower():
        return f"{value:.{len(pattern.lower().partition('e')[0].partition('.')[2])}E}"
    while pattern.endswith(","):  # each comma at the end leaves out thousands
        pattern, value = pattern[:-1], value.scaleb(-3)
    whole, _, places = pattern.partition(".")
    places = places.replace(",", "")
    value = value.quantize(Decimal(1).scaleb(-len(places)))
    before, _, behind = format(value, "f").partition(".")
    while behind and places.endswith("#") and behind.endswith("0"):
        behind, places = behind[:-1], places[:-1]
    before = before.zfill(whole.count("0")) if whole.count("0") else before.lstrip("0")
    if "," in whole:
        before = f"{int(before or 0):,}".zfill(len(before))
    text = before + (f".{behind}" if behind else "")
    minus = "-" if negative and value else ""
    found, done = [minus], False
    for kind, part in tokens:
        if kind == "number":
            if not done:
                found.append(text)
            done = True
        else:
            found.append(part)
    return "".join(found).strip()


def _date(number: Decimal, tokens: list[tuple[str, str]], since_1904: bool) -> str:
    """A day and time; empty where the number is none."""
    seconds = int((number * 86_400).quantize(Decimal(1)))
    days, second = divmod(seconds, 86_400)
    whole = days
    if since_1904:
        days += 1_462
    elif days < 60:  # the workbook's calendar has a 29 February 1900
        days += 1
    if not 0 < days <= 2_958_465:
        return ""
    day = date(1899, 12, 30) + timedelta(days=days)
    half = any(kind == "ampm" for kind, _ in tokens)
    found: list[str] = []
    hours_before = False
    for i, (kind, text) in enumerate(tokens):
        if kind == "ampm":
            found.append("AM" if second < 43_200 else "PM")
        elif kind != "date":
            found.append(text)
        else:
            low = text.lower()
            after = next((t.lower() for k, t in tokens[i + 1 :] if k == "date"), "")
            is_minute = low[0] == "m" and len(low) < 3 and (hours_before or after.startswith("s"))
            found.append(_part(low, day, second, is_minute, half, whole))
            hours_before = low[0] in "h[" or (is_minute and low[0] == "m")
    return "".join(found).strip()


def _part(token: str, day: date, second: int, is_minute: bool, half: bool, days: int) -> str:
    two = len(token.partition(".")[0]) > 1
    match token[0]:
        case "y":
            return f"{day.year:04}" if len(token) > 2 else f"{day.year % 100:02}"
        case "m" if is_minute:
            return f"{second // 60 % 60:02}" if two else str(second // 60 % 60)
        case "m":
            return _MONTHS[day.month - 1] if len(token) > 2 else f"{day.month:02}" if two else str(day.month)
        case "d":
            return f"{day.day:02}" if two else str(day.day)
        case "a":
            return ("星期" if len(token) > 3 else "") + _WEEKDAYS[day.weekday()]
        case "h":
            hour = second // 3600 % 12 or 12 if half else second // 3600
            return f"{hour:02}" if two else str(hour)
        case "s":
            return f"{second % 60:02}" if two else str(second % 60)
        case "[":
            return str((days * 86_400 + second) // {"h": 3_600, "m": 60, "s": 1}[token[1]])
    return token
