"""Full coverage in words (全覆盖): 全覆盖, 覆盖所有乡镇, 应保尽保, 全部接入."""

from __future__ import annotations

import re
from functools import cache

from minsheng.targets.grammar.words import HAN, either, words

_NOUN = rf"[{HAN}]{{1,10}}"


@cache
def coverage() -> re.Pattern[str]:
    """One pattern with a named group for each way of saying it.

    >>> [m.lastgroup for m in coverage().finditer("覆盖所有乡镇，应保尽保，车辆全部接入平台，年底前全部完成")]
    ['all', 'due', 'verb']
    """
    done = either(words("coverage", "completion"))
    return re.compile(
        rf"(?P<all>覆盖(?:所有|全部){_NOUN}?(?=的|[^{HAN}]|\Z)|覆盖(?:所有|全部){_NOUN})"
        rf"|(?P<due>(?:应|能|愿)(?P<what>[{HAN}]{{1,2}})尽(?P=what))"
        rf"|(?P<due2>应[{HAN}]尽[{HAN}])"
        rf"|(?P<full>全面?覆盖|100%覆盖)"
        rf"|(?P<verb>(?<!所)全部(?!{done})(?:实现|予以|进行|得到)?[{HAN}]{{2}})"
    )


def covering(plain: str) -> tuple[re.Match[str], ...]:
    """Where a folded text says it; a text without its words is not looked at any closer."""
    if "覆盖" in plain or "全部" in plain or "尽" in plain:
        return tuple(coverage().finditer(plain))
    return ()


def whole(text: str) -> bool:
    """Whether the whole of a short text says full coverage.

    >>> whole("全覆盖"), whole("全部"), whole("覆盖所有乡镇"), whole("全县")
    (True, True, True, False)
    """
    return text in ("全部", "全体", "所有") or coverage().fullmatch(text) is not None
