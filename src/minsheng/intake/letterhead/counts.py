"""How many projects a document says it lists (项目数), in its title and its running text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from minsheng.intake.letterhead.signatures import letterhead_words
from minsheng.intake.passages import Passage
from minsheng.text import NUMERALS, number

LEAST = 2
"""A list has so many projects at least."""


@cache
def counts_projects() -> re.Pattern[str]:
    """Where a document says how many projects it lists, in front of what they are or behind it: 十件重点民生实事, 民生实事项目共10项.

    The number is the only group that took part, `m[m.lastindex]`.
    """
    names = ("by", "rank", "for", "what", "in_all", "things", "kinds")
    by, rank, whom, what, in_all, things, kinds = ("|".join(letterhead_words()[f"counted_{name}"]) for name in names)
    figure = rf"(\d{{1,3}}|[{NUMERALS}]{{1,4}})"
    front = rf"(?<![\d{NUMERALS}第前]){figure}(?:{by})(?:{rank})?(?:{whom})?(?:{what})"
    classes = rf"(?:(?:\d{{1,2}}|[{NUMERALS}]{{1,3}})(?:{kinds})[、，,]?)?"  # 共7类15项
    behind = rf"(?:{what})(?:{things})?(?:{in_all})?[ \t\u3000]*{classes}{figure}(?:{by})(?:{things})?(?=[\s。；;，,！：:）)]|\Z)"
    return re.compile(f"{front}|{behind}")


_FIGURE = re.compile(rf"[\d{NUMERALS}]")
"""A text without any says no number, and is not looked at any closer."""


def counts_told(text: str) -> list[tuple[int, int]]:
    """Where the numbers of projects stand that a text tells.

    >>> counts_told("今年办好十件民生实事。"), counts_told("民生实事项目清单")
    ([(4, 5)], [])
    """
    if _FIGURE.search(text) is None:
        return []
    return [m.span(m.lastindex or 0) for m in counts_projects().finditer(text)]


def counts_in(body: Sequence[Passage]) -> Iterator[tuple[str, Passage]]:
    """How many projects the running text says there are, as printed."""
    for p in body:
        for start, end in counts_told(p.text[:400]):
            yield p.text[start:end], p[start:end]


def printed_counts(body: Sequence[Passage]) -> set[int]:
    """How many projects the running text says there are.

    >>> printed_counts([Passage("今年办好十件民生实事。")])
    {10}
    """
    values = [number(printed) for printed, _ in counts_in(body)]
    return {int(value) for value in values if value is not None and value >= LEAST}
