"""What belongs to a web page and not to its document (网页附属文字): told by structure, and by the words of a data file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Protocol

from minsheng.errors.data_files import read_data
from minsheng.text import key

_LONGEST = 300
"""Characters of a line of the page; what is longer is text."""
_VALUE = 40
"""Characters of a label's value."""
_PARTS = re.compile(r"[\s|｜/\[\]【】()（）{}<>＜＞《》›»→·•,，]+")
_COLON = re.compile(r"\s*[:：]")
_SENTENCE = re.compile(r"[。；！？]")
_MARK = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_TRAIL = re.compile(r"(?:网站)?首页\s*[>＞›»→]")


@cache
def _data() -> dict[str, dict[str, str]]:
    """Section → key of a word → kind of furniture."""
    tables = read_data("minsheng.intake.words", "furniture.toml", dict[str, dict[str, list[str]]])
    data = {
        section: {key(word): kind for kind, words in kinds.items() for word in words}
        for section, kinds in tables.items()
    }
    data["words"] |= data["beside_words"]
    return data


@cache
def of_mark(name: str) -> str:
    """The kind of furniture that an element with this class or id holds; empty where it tells nothing.

    >>> of_mark("top-nav clearfix"), of_mark("articleContent")
    ('导航', '')
    """
    if len(name) > _LONGEST:
        return ""
    marks = _data()["marks"]
    found = (marks[w.lower()] for w in _MARK.findall(name) if w.lower() in marks)
    return next(found, marks.get(name.strip().lower(), ""))


def of_line(line: str) -> str:
    """The kind of furniture that a line of the page is; empty where it is text.

    >>> (
    ...     of_line("发布时间：2024-03-14 14:53 来源：某市人民政府 浏览次数：12 字体：[大 小]"),
    ...     of_line("上一篇：关于放假的通知"),
    ... )
    ('页面信息', '导航')
    >>> of_line("资金来源：省级补助"), of_line("来源清楚、去向明白。")
    ('', '')
    """
    if len(line) > _LONGEST:
        return ""
    data = _data()
    plain = key(line)
    if kind := next((kind for word, kind in data["holds"].items() if word in plain), ""):
        return kind
    if _TRAIL.match(line):
        return "导航"
    label = _label(line)
    if label in data["links"]:
        return data["links"][label]
    if data["labels"].get(label) == "导航":
        return "导航"
    return _of_parts(line) if not _SENTENCE.search(line) else ""


def is_of_page(line: str) -> bool:
    """Whether a line can be nothing but furniture, wherever it stands: 中 or 人次 alone may be a cell of a table.

    >>> [is_of_page(t) for t in ("打印 关闭", "关闭窗口", "责任编辑：张静", "关闭小煤矿5座", "人次")]
    [True, True, True, False, False]
    """
    return len(line) <= _LONGEST and of_line(line) != "" and key(line) not in _data()["beside_words"]


def _of_parts(line: str) -> str:
    """A line of labels with their values, and of words that stand alone."""
    data = _data()
    kind, value = "", -1
    for part in _PARTS.split(line):
        if not part:
            continue
        label = _label(part)
        if label in data["labels"]:
            kind, value = kind or data["labels"][label], len(part) - len(label)
        elif (word := key(part).rstrip(":")) in data["words"] and (value < 0 or len(word) <= 4):
            kind = kind or data["words"][word]
        elif word in data["labels"]:
            kind, value = kind or data["labels"][word], 0
        elif value < 0 or value + len(part) > _VALUE:
            return ""
        else:
            value += len(part)
    return kind


def _label(text: str) -> str:
    """What stands in front of the first colon, as a key."""
    found = _COLON.search(text, 0, _VALUE)
    return key(text[: found.start()]) if found else ""


def beside(line: str) -> str:
    """The kind of furniture that a line is where it stands beside a line of the page's foot."""
    return _data()["beside"].get(_label(line), "") if len(line) <= _LONGEST else ""


def of_card(cells: Iterable[str]) -> str:
    """The kind of furniture that a table or list with these texts is: the card above an open-government document.

    >>> of_card(["索引号：", "113", "发布机构：", "某市人民政府"]), of_card(["序号", "名称", "1", "道路"])
    ('页面信息', '')
    """
    filled = [text for text in cells if text.strip()]
    if len(filled) > 80:
        return ""
    names = _data()["card"]
    labels = 0
    pairs = 0
    for text in filled:
        plain = key(text) if len(text) <= _LONGEST else ""
        if (plain.rstrip(":") in names and plain.endswith(":")) or plain.rstrip(":") in names:
            labels += 1
        elif _label(text) in names:
            pairs += 1
    enough = labels + pairs >= 3 or (labels + pairs >= 2 and len(filled) <= 4)
    return "页面信息" if enough and 2 * labels + pairs >= 0.8 * len(filled) else ""


def of_links(lines: Sequence[tuple[str, int, int]]) -> list[bool]:
    """Which lines are lists of links: each is given with the number of its links and of the characters in them.

    >>> of_links([("首页 新闻 公开", 3, 6), ("附件：通知.docx", 1, 7), ("县政府关于民生实事的通知", 0, 0)])
    [True, False, False]
    """
    whole = [n > 0 and 10 * chars >= 8 * len(key(text)) and not _is_annex(text) for text, n, chars in lines]
    found = [is_list and lines[i][1] > 1 for i, is_list in enumerate(whole)]
    start = 0
    for i in range(len(whole) + 1):
        if i == len(whole) or not whole[i]:
            if i - start >= 3:
                found[start:i] = [True] * (i - start)
            start = i + 1
    return found


def _is_annex(text: str) -> bool:
    return text.lstrip().startswith("附件") or text.rstrip().lower().endswith(
        (".doc", ".docx", ".xls", ".xlsx", ".pdf", ".wps", ".et", ".rar", ".zip")
    )


class Line(Protocol):
    """A line of a page that is being told apart."""

    text: str
    kind: str


def tell_foot(lines: Sequence[Line]) -> None:
    """Lines that look like the page's foot (主办：, 地址：) belong to it where they stand beside one that surely does."""
    for order in (range(len(lines)), range(len(lines) - 1, -1, -1)):
        near = False
        for i in order:
            line = lines[i]
            if not line.kind and near and line.text:
                line.kind = beside(line.text)
            near = line.kind == "页脚"


def tell_card(lines: Sequence[Line]) -> None:
    """Lines that stand below each other as a card (索引号：…, 发布机构：…) belong to the page."""
    start = 0
    for i in range(len(lines) + 1):
        if (
            i < len(lines)
            and lines[i].text
            and (lines[i].kind == "页面信息" or _label(lines[i].text) in _data()["card"])
        ):
            continue
        if any(not line.kind for line in lines[start:i]) and of_card([line.text for line in lines[start:i]]):
            for line in lines[start:i]:
                line.kind = line.kind or "页面信息"
        start = i + 1
