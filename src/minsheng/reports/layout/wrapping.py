"""Breaking lines of Chinese and Latin text at a width counted in terminal columns (折行)."""

from __future__ import annotations

import re
from functools import lru_cache

from minsheng.text import width

NOT_FIRST = "，。、；：？！）》」』】〕”’…—·％%,.;:?!)]}"
"""Marks that may not begin a line (避头)."""
NOT_LAST = "（《「『【〔“‘([{〈●▲■◆○"
"""Marks that may not end a line (避尾); a light stays with its word."""

_SHORT = 400
_PIECE = re.compile(r"[ \u3000]+|[!-~]+|.", re.DOTALL)


def wrap(text: str, columns: int) -> list[str]:
    """`text` in lines of at most `columns` terminal columns; its own line feeds stay.

    Words and numbers of Latin letters stay whole if they fit on a line; closing marks stay with what they close.

    >>> wrap("初步测算改造里程约400公里（以实际改造公里数为准）。", 20)
    ['初步测算改造里程约', '400公里（以实际改造', '公里数为准）。']
    """
    columns = max(columns, 2)
    lines: list[str] = []
    for line in text.split("\n"):
        if len(line) * 2 <= columns or width(line) <= columns:
            lines.append(line)
        else:
            lines += _known(line, columns) if len(line) <= _SHORT else _broken(line, columns)
    return lines


@lru_cache(maxsize=512)
def _known(line: str, columns: int) -> tuple[str, ...]:
    """The same for names and notes, which long tables say again and again."""
    return tuple(_broken(line, columns))


def _broken(line: str, columns: int) -> list[str]:
    lines: list[str] = []
    current, used = "", 0
    for piece in _pieces(line, columns):
        size = width(piece)
        if used + size <= columns:
            current, used = current + piece, used + size
            continue
        if current:
            lines.append(current.rstrip(" "))
        current = piece.lstrip(" ")
        used = width(current)
    if current:
        lines.append(current.rstrip(" "))
    return lines or [""]


def _pieces(line: str, columns: int) -> list[str]:
    """What may not be torn apart: words, and characters with the marks that cling to them."""
    pieces: list[str] = []
    clings = False
    for match in _PIECE.finditer(line):
        piece = match.group()
        joins = pieces and (clings or piece[0] in NOT_FIRST) and width(pieces[-1] + piece) <= columns
        if joins:
            pieces[-1] += piece
        elif width(piece) <= columns:
            pieces.append(piece)
        else:
            pieces += [piece[i : i + columns] for i in range(0, len(piece), columns)]
        clings = piece[-1] in NOT_LAST
    return pieces


def fitted(natural: list[int], least: list[int], weights: list[int], room: int) -> list[int] | None:
    """Widths of columns that share `room`: small ones get what they need, the others by weight; None if none fits.

    >>> fitted([4, 60, 280, 8], [4, 8, 8, 4], [1, 2, 6, 1], 92)
    [4, 20, 60, 8]
    """
    if sum(natural) <= room:
        return natural
    if sum(least) > room:
        return None

    def widths(level: int) -> list[int]:
        """Each column as wide as `level` hundredths of its weight allow, never below its least."""
        return [min(n, max(m, level * w // 100)) for n, m, w in zip(natural, least, weights, strict=True)]

    low, high = 0, 100 * max(natural)
    while low < high:
        level = (low + high + 1) // 2
        low, high = (level, high) if sum(widths(level)) <= room else (low, level - 1)
    shared = widths(low)
    spare = room - sum(shared)
    for i in sorted(range(len(shared)), key=lambda i: shared[i] - natural[i]):
        added = min(spare, natural[i] - shared[i])
        shared[i], spare = shared[i] + added, spare - added
    return shared
