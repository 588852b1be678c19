"""Announcements of a people's congress (人民代表大会公告): their heading over its lines, the number below it."""

from __future__ import annotations

import re
from collections.abc import Sequence

_HEADING = re.compile(
    r"[\u4e00-\u9fff]{2,24}人民代表大会(?:常务委员会)?(?:第[\d一二三四五六七八九十]{1,4}次会议)?(?:公告|通告)"
)
_NUMBER = re.compile(r"[（(]?(?:[\u4e00-\u9fff]{2,12})?第[\d〇零一二三四五六七八九十百]{1,4}号[)）]?")
_LINES = 3
"""Lines over which the heading runs at most."""


def announcement(lines: Sequence[str]) -> tuple[int, int] | None:
    """First and last line of the heading of such an announcement, told by its number; None if there is none.

    >>> announcement(["人大代表票决民生实事", "甲县第三届人民代表大会", "第二次会议公告", "（第1号）"])
    (1, 2)
    >>> announcement(["甲县人民代表大会公告", "现公告如下："]) is None
    True
    """
    for k, line in enumerate(lines):
        if k and _NUMBER.fullmatch(line) is not None:
            above = next(
                (n for n in range(1, _LINES + 1) if n <= k and _HEADING.fullmatch("".join(lines[k - n : k]))), 0
            )
            if above:
                return k - above, k - 1
    return None
