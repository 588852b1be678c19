"""Automatic numbers of Word paragraphs (自动编号) as Word prints them: 一、（二）3. ④ 第五条."""

from __future__ import annotations

from attrs import frozen

from minsheng.intake.readers.xml_tree import Node

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
"""Namespace of Word's elements, with the space that parts it from their names."""
_VAL = W + "val"
_LEVELS = 9
_LARGEST = 100_000
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_BEHIND = {"tab": " ", "space": " ", "nothing": ""}


def chinese(n: int) -> str:
    """A number as Word counts in Chinese: 十二, 二十, 一百零三.

    >>> chinese(12), chinese(20), chinese(103), chinese(110), chinese(2004)
    ('十二', '二十', '一百零三', '一百一十', '二千零四')
    """
    if not 0 < n < 10_000:
        return str(n)
    digits, found = "零一二三四五六七八九", ""
    for step, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = n // step % 10
        if digit:
            found += digits[digit] + name
        elif found and n % step and not found.endswith("零"):
            found += "零"
    return found.removeprefix("一") if 10 <= n < 20 else found


def _roman(n: int) -> str:
    found = ""
    for value, sign in _ROMAN:
        while n >= value and len(found) < 30:
            found += sign
            n -= value
    return found


def _letters(n: int) -> str:
    return chr(ord("a") + (n - 1) % 26) * ((n - 1) // 26 + 1) if n < 200 else str(n)


def printed(n: int, style: str) -> str:
    """A number in one of Word's styles; unknown ones as 1, 2, 3.

    >>> [
    ...     printed(3, s)
    ...     for s in (
    ...         "decimal",
    ...         "chineseCountingThousand",
    ...         "decimalEnclosedCircle",
    ...         "upperLetter",
    ...         "lowerRoman",
    ...         "none",
    ...     )
    ... ]
    ['3', '三', '③', 'C', 'iii', '']
    """
    if n < 1 or n > _LARGEST:
        return "" if style in ("none", "bullet") else str(n)
    match style:
        case "none" | "bullet":
            return ""
        case (
            "chineseCounting"
            | "chineseCountingThousand"
            | "japaneseCounting"
            | "taiwaneseCounting"
            | "taiwaneseCountingThousand"
            | "koreanCounting"
        ):
            return chinese(n)
        case "ideographDigital" | "taiwaneseDigital" | "japaneseDigitalTenThousand":
            return "".join("〇一二三四五六七八九"[int(d)] for d in str(n))
        case "chineseLegalSimplified" | "ideographLegalTraditional":
            return chinese(n).translate(str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟"))
        case "decimalEnclosedCircle" | "decimalEnclosedCircleChinese":
            return chr(0x2460 + n - 1) if n <= 20 else str(n)
        case "decimalEnclosedParen":
            return chr(0x2474 + n - 1) if n <= 20 else str(n)
        case "decimalEnclosedFullstop":
            return chr(0x2488 + n - 1) if n <= 20 else str(n)
        case "ideographEnclosedCircle":
            return chr(0x3280 + n - 1) if n <= 10 else str(n)
        case "ideographTraditional":
            return _STEMS[(n - 1) % 10]
        case "ideographZodiac":
            return _BRANCHES[(n - 1) % 12]
        case "decimalFullWidth" | "decimalFullWidth2":
            return str(n).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
        case "decimalZero":
            return f"{n:02}"
        case "upperLetter":
            return _letters(n).upper()
        case "lowerLetter":
            return _letters(n)
        case "upperRoman":
            return _roman(n).upper() if n < 5_000 else str(n)
        case "lowerRoman":
            return _roman(n) if n < 5_000 else str(n)
    return str(n)


@frozen
class _Level:
    start: int
    style: str
    text: str
    behind: str
    restart: int
    """The count begins anew behind a number of a level below this one; -1: never."""
    legal: bool
    """All numbers in it are printed as 1, 2, 3."""


def _number(node: Node | None, default: int) -> int:
    value = node.get(_VAL) if node is not None else ""
    return min(int(value), _LARGEST) if value.isascii() and value.isdigit() and len(value) < 9 else default


def _level(node: Node, index: int) -> _Level:
    style, text, behind = (node.find(W + name) for name in ("numFmt", "lvlText", "suff"))
    restart = _number(node.find(W + "lvlRestart"), index)
    return _Level(
        start=_number(node.find(W + "start"), 0 if node.find(W + "start") is None else 1),
        style=style.get(_VAL, "decimal") if style is not None else "decimal",
        text=(text.get(_VAL) if text is not None else "")[:60],
        behind=_BEHIND.get(behind.get(_VAL) if behind is not None else "tab", " "),
        restart=restart if restart <= index else index,
        legal=node.find(W + "isLgl") is not None,
    )


class Numbering:
    """Counts the numbered paragraphs of a document in their order."""

    def __init__(self, numbering: Node | None, styles: Node | None) -> None:
        self._levels: dict[str, tuple[str, dict[int, _Level]]] = {}
        """numId → its abstract list, and its levels."""
        self._counts: dict[str, list[int | None]] = {}
        """Abstract list → the count of each level; None where it has not begun."""
        self._started: set[tuple[str, int]] = set()
        self._overrides: dict[str, dict[int, int]] = {}
        self._styles: dict[str, tuple[str, int]] = {}
        if numbering is not None:
            self._read(numbering)
        if styles is not None:
            self._read_styles(styles)

    def _read(self, root: Node) -> None:
        abstract: dict[str, dict[int, _Level]] = {}
        links: dict[str, str] = {}
        for node in root:
            if node.tag == W + "abstractNum":
                levels = {}
                for child in node:
                    if child.tag == W + "lvl":
                        index = child.get(W + "ilvl")
                        if index in tuple("012345678"):
                            levels[int(index)] = _level(child, int(index))
                    elif child.tag in (W + "styleLink", W + "numStyleLink"):
                        links[child.tag + child.get(_VAL)] = node.get(W + "abstractNumId")
                abstract[node.get(W + "abstractNumId")] = levels
        for link, id_ in links.items():  # a list that only names the style which another one defines
            if link.startswith(W + "numStyleLink"):
                other = links.get(W + "styleLink" + link.removeprefix(W + "numStyleLink"))
                if other is not None and not abstract.get(id_):
                    abstract[id_] = abstract.get(other, {})
        for node in root:
            if node.tag == W + "num":
                of = node.find(W + "abstractNumId")
                id_ = of.get(_VAL) if of is not None else ""
                levels = dict(abstract.get(id_, {}))
                for child in node:
                    if child.tag == W + "lvlOverride" and child.get(W + "ilvl") in tuple("012345678"):
                        at = int(child.get(W + "ilvl"))
                        if (own := child.find(W + "lvl")) is not None:
                            levels[at] = _level(own, at)
                        if (start := child.find(W + "startOverride")) is not None:
                            self._overrides.setdefault(node.get(W + "numId"), {})[at] = _number(start, 1)
                self._levels[node.get(W + "numId")] = (id_, levels)

    def _read_styles(self, root: Node) -> None:
        based: dict[str, str] = {}
        for node in root:
            if node.tag != W + "style":
                continue
            name = node.get(W + "styleId")
            if (base := node.find(W + "basedOn")) is not None:
                based[name] = base.get(_VAL)
            if (numbers := node.find(W + "pPr", W + "numPr")) is not None:
                id_ = numbers.find(W + "numId")
                self._styles[name] = (id_.get(_VAL) if id_ is not None else "", _number(numbers.find(W + "ilvl"), 0))
        for name in based:
            above, steps = name, 0
            while above not in self._styles and above in based and steps < 20:
                above, steps = based[above], steps + 1
            if above in self._styles:
                self._styles.setdefault(name, self._styles[above])

    def of(self, properties: Node | None) -> str:
        """The number that Word prints before a paragraph with these properties, with the space behind it."""
        if properties is None or not self._levels:
            return ""
        style = properties.find(W + "pStyle")
        id_, index = self._styles.get(style.get(_VAL), ("", 0)) if style is not None else ("", 0)
        if (own := properties.find(W + "numPr")) is not None:
            number = own.find(W + "numId")
            id_ = number.get(_VAL) if number is not None else id_
            index = _number(own.find(W + "ilvl"), index)
        if id_ not in self._levels or not 0 <= index < _LEVELS:
            return ""
        return self._next(id_, index)

    def _next(self, id_: str, index: int) -> str:
        abstract, levels = self._levels[id_]
        level = levels.get(index)
        if level is None:
            return ""
        counts = self._counts.setdefault(abstract, [None] * _LEVELS)
        override = self._overrides.get(id_, {}).get(index)
        if override is not None and (id_, index) not in self._started:
            counts[index] = override
        else:
            now = counts[index]
            counts[index] = level.start if now is None else now + 1
        self._started.add((id_, index))
        for deeper in range(index + 1, _LEVELS):
            below = levels.get(deeper)
            if below is None or below.restart > index:
                counts[deeper] = None
        if level.style == "bullet":
            return ""
        text = level.text
        for k in range(_LEVELS):
            if f"%{k + 1}" in text:
                of = levels.get(k)
                value = counts[k] if counts[k] is not None else (of.start if of is not None else 1)
                style = of.style if of is not None and not (level.legal and k != index) else "decimal"
                text = text.replace(f"%{k + 1}", printed(value or 0, style))
        return text + level.behind if text else ""
