"""Tables for a terminal and a notebook (表格): aligned where Chinese characters take two columns."""

from __future__ import annotations

from collections.abc import Sequence

from tabulate import tabulate

from minsheng.text import suspicious, width


def grid(headers: Sequence[str], rows: Sequence[Sequence[str]], *, form: str = "simple") -> str:
    """Rows under headings; `form` is a format of tabulate, whose "html" escapes what it prints.

    >>> print(grid(["序号", "名称"], [["1", "乡村道路"]]))
    序号    名称
    ------  --------
    1       乡村道路
    """
    return tabulate(rows, headers=headers, tablefmt=form, disable_numparse=True)


def shortened(text: str, columns: int) -> str:
    """`text` on one line, cut to so many columns; characters that nobody sees are left out.

    >>> shortened("乡村道路安全畅通工程", 9)
    '乡村道路…'
    """
    hidden = set(suspicious(text))
    plain = " ".join("".join(c for i, c in enumerate(text) if i not in hidden).split())
    if width(plain) <= columns:
        return plain
    while plain and width(plain) > columns - 1:
        plain = plain[: (columns - 1) if len(plain) >= columns else -1]
    return f"{plain}…"
