"""The page around a document that was copied or printed from a browser (网页附属文字): told where no elements tell it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import define

from minsheng.intake.words import furniture
from minsheng.text import squeeze

_DAY = r"(?:\d{4}|\d{1,2})[/.-]\d{1,2}[/.-](?:\d{4}|\d{1,2})"
_TIME = r"(?:上午|下午|[AP]M)?\s*\d{1,2}:\d{2}(?::\d{2})?(?:\s*[AP]M)?"
_PRINTED_AT = re.compile(rf"{_DAY}[,，]?\s*{_TIME}")
_ADDRESS = re.compile(r"(?:https?|file)://[!-~]+")
_PAGES = re.compile(r"第?\d{1,4}页?\s*(?:/|of|，?共)\s*第?\d{1,4}页?")
_LONGEST = 160
"""Characters of such a line."""
_FAR = 40
"""Lines at either end of a text among which the page around it stands."""
_EDGE = 3
"""Lines at either end of a text among which a browser's own stand."""
_TOLD = frozenset(("页脚", "页面工具", "导航"))
"""What is no part of any document; 来源 and 发布日期 may be all that tells of its year."""
_SHORT = 2
"""Characters of a line that may as well be a cell: 大, 打印."""


def of_browser(line: str) -> str:
    """What a browser prints above and below a page: day and hour with the title, the address, the number of the page.

    >>> of_browser("2025/3/5 10:33 甲县2025年民生实事"), of_browser("https://www.example.gov.cn/t1.html 1/2")
    ('页眉', '页脚')
    >>> of_browser("3月5日10:30召开会议"), of_browser("详见https://www.example.gov.cn/t1.html。")
    ('', '')
    """
    plain = line.strip()
    if len(plain) > _LONGEST or not plain or plain[-1] in "。；！":
        return ""
    if _PRINTED_AT.match(plain) is not None:
        return "页眉"
    address = _ADDRESS.search(plain)
    if address is None:
        printed = _PRINTED_AT.search(plain)
        rest = plain[: printed.start()].strip() if printed is not None and printed.end() == len(plain) else ""
        return "页脚" if rest and _PAGES.fullmatch(rest) else ""
    behind = plain[address.end() :].strip()
    if not address.start():
        return "页脚" if not behind or _PAGES.fullmatch(behind) or _PRINTED_AT.fullmatch(behind) else ""
    return "页眉" if not behind and plain[address.start() - 1].isspace() else ""


@define
class _Line:
    text: str
    kind: str


def around(texts: Sequence[str]) -> list[str]:
    """Of each line of a text what part of the page around it it is; empty for lines of the document.

    >>> around(["首页 > 政务公开", "一、改造道路40公里。", "主办：甲县政府办", "版权所有：甲县政府 甲ICP备1号"])
    ['导航', '', '页脚', '页脚']
    """
    lines = [_Line(text, "") for text in texts]
    for line in (*lines[:_FAR], *lines[max(_FAR, len(lines) - _FAR) :]):
        kind = furniture.of_line(line.text) if line.text else ""
        line.kind = kind if kind in _TOLD and len(squeeze(line.text)) > _SHORT else ""
    for line in (*lines[:_EDGE], *lines[-_EDGE:]):
        line.kind = line.kind or of_browser(line.text)
    furniture.tell_foot(lines)
    return [line.kind for line in lines]
