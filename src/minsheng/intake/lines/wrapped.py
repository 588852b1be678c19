"""Text that was broken into lines of one width (硬换行): its paragraphs are put together again."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from minsheng.intake.lines.levels import level_of
from minsheng.intake.passages import Passage
from minsheng.intake.words.header import labels
from minsheng.intake.words.telling import starts_with_label

_NARROW, _WIDE = 24, 140
"""Columns that the lines of such a text have; a Chinese character takes two."""
_RAGGED = 4
"""Columns by which a full line may be shorter than the longest."""
_LEAST = 3
_ENDS = "。！？!?）)】]"


def unwrapped(lines: Sequence[Passage]) -> list[Passage]:
    """The lines, those put together of which a text of one width has made several; any other text as it is.

    >>> from minsheng.intake.source import Spot
    >>> text = "1.城乡供水。新建水厂两座，铺设供水管网，解决饮水安全问题。牵头单位：县水利局；配合单位：县住建局；完成时限：11月底。"
    >>> lines = [Passage.whole(text[i : i + 14], Spot(i)) for i in range(0, len(text), 14)]
    >>> len(lines), [p.text == text for p in unwrapped(lines)]
    (5, [True])
    """
    widths = [_columns(p.text) for p in lines]
    top = max(widths, default=0)
    if not _NARROW <= top <= _WIDE:
        return list(lines)
    goes_on = [
        widths[k] >= top - _RAGGED
        and not lines[k].text.rstrip().endswith(tuple(_ENDS))
        and k + 1 < len(lines)
        and level_of(lines[k + 1]) is None
        and (not starts_with_label(lines[k + 1]) or _in_a_label(lines[k].text, lines[k + 1].text))
        for k in range(len(lines))
    ]
    long = sum(w * 2 > top for w in widths)
    if sum(goes_on) < _LEAST or sum(goes_on) * 3 < long:
        return list(lines)
    found: list[Passage] = []
    held: list[Passage] = []
    for k, line in enumerate(lines):
        held.append(line.stripped() if held else line)
        if not goes_on[k]:
            found.append(Passage.joined(held))
            held = []
    return found


def _in_a_label(above: str, below: str) -> bool:
    """Whether a line ends within a label: …；完成 / 时限：11月底."""
    return any((above[-n:] + below).startswith(name) for n in range(1, 5) for name in labels() if len(name) > n)


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text.rstrip())
