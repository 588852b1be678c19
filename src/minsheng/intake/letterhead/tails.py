"""What stands behind the list of projects and is none of it (文末): notes, annexes, copies, and the foot of a web page."""

from __future__ import annotations

import re
from functools import cache

from minsheng.intake.letterhead.signatures import letterhead_words
from minsheng.intake.words.furniture import is_of_page


@cache
def _begins() -> re.Pattern[str]:
    wide = {"：": "[:：]", "（": "[（(]"}
    words = ("".join(wide.get(c, re.escape(c)) for c in word) for word in letterhead_words()["behind"])
    return re.compile(rf"\s*(?:{'|'.join(words)})")


def stands_behind(line: str) -> bool:
    """Whether a line stands behind the list, wherever its last project ends.

    >>> [stands_behind(t) for t in ("附件：分工表", "抄送：县委办", "打印 关闭", "关闭小煤矿5座", "县教育局")]
    [True, True, True, False, False]
    """
    return _begins().match(line) is not None or is_of_page(line)
