"""Sentences, clauses and brackets of a folded text (句读), told in one pass."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from attrs import define, field

_END = re.compile("[。；！？\n]")
_MARK = re.compile('[：:，,（）“”「」『』《》〈〉〔〕【】"]')
_OPEN, _CLOSE = frozenset("“「『《〈〔【"), frozenset("”」』》〉〕】")


class _Sentence(NamedTuple):
    """The marks of one sentence."""

    start: int
    end: int
    clauses: list[int]
    """Where its clauses begin, and where it ends."""
    changes: list[int]
    """At which places another bracket state begins."""
    states: list[str]
    """That state: b within brackets, q within quotation marks."""


@define(eq=False)
class Clauses:
    """Where the sentences and clauses of `plain` begin, and what stands in brackets or quotation marks.

    Marks inside brackets do not end a clause; a bracket that is not closed ends with its sentence. The marks of a sentence
    are told when it is asked for.

    >>> c = Clauses("改造小区36个（含5个村，共2处），惠及“百村”2656户。")
    >>> c.clause(4), c.bracketed(9), c.bracketed(5), c.quoted(21), c.quoted(24)
    ((0, 18), True, False, True, False)
    """

    plain: str = field(repr=False)
    colons: bool = field(init=False, repr=False)
    """Whether a colon stands anywhere in it; looked for once."""
    _starts: list[int] = field(init=False, repr=False)
    """Where sentences begin."""
    _told: dict[int, _Sentence] = field(init=False, repr=False, factory=dict)
    """Of each sentence that was asked for, by its beginning."""
    _last: _Sentence = field(init=False, repr=False, default=_Sentence(0, 0, [], [], []))
    """The one that was asked for last, and most often is again."""

    def __attrs_post_init__(self) -> None:
        self.colons = "：" in self.plain or ":" in self.plain
        self._starts = [0, *[mark.end() for mark in _END.finditer(self.plain)]]

    def clause(self, index: int) -> tuple[int, int]:
        """First character of the clause around `index`, and the one behind its closing mark."""
        borders = self._around(index).clauses
        place = min(bisect_right(borders, index), len(borders) - 1)
        return borders[place - 1], borders[place]

    def sentence(self, index: int) -> tuple[int, int]:
        """The same for the sentence (。；！？ or a new line)."""
        starts = self._starts
        place = bisect_right(starts, index)
        return starts[place - 1], starts[place] if place < len(starts) else len(self.plain)

    def bracketed(self, index: int) -> bool:
        """Whether `index` stands in round brackets."""
        return "b" in self._state(index)

    def quoted(self, index: int) -> bool:
        """Whether `index` stands in quotation marks, a title or another bracket of names."""
        return "q" in self._state(index)

    def _state(self, index: int) -> str:
        sentence = self._around(index)
        if len(sentence.states) == 1:
            return ""
        return sentence.states[bisect_right(sentence.changes, index) - 1]

    def _around(self, index: int) -> _Sentence:
        told = self._last
        if not told.start <= index < told.end:
            start, end = self.sentence(index)
            known = self._told.get(start)
            told = self._last = self._told[start] = _marks(self.plain, start, end) if known is None else known
        return told


def _marks(plain: str, start: int, end: int) -> _Sentence:
    clauses, changes, states = [start], [start], [""]
    round_, quote, straight = 0, 0, False
    for mark in _MARK.finditer(plain, start, end):
        sign, behind = mark[0], mark.end()
        if sign in "，：:,":
            if not (round_ or quote or (sign == "," and _of_thousands(plain, behind))):
                clauses.append(behind)
            continue
        if sign == "（":
            round_ += 1
        elif sign == "）":
            round_ = max(0, round_ - 1)
        elif sign in _OPEN:
            quote += 1
        elif sign in _CLOSE:
            quote = max(0, quote - 1)
        else:
            straight = not straight
        now = ("q" if quote or straight else "") + ("b" if round_ else "")
        if now != states[-1]:
            changes.append(behind)
            states.append(now)
    clauses.append(end)
    return _Sentence(start, end, clauses, changes, states)


def _of_thousands(plain: str, behind: int) -> bool:
    """Whether the comma before `behind` is the one of 1,620."""
    three = plain[behind : behind + 3]
    return plain[behind - 2 : behind - 1].isdecimal() and len(three) == 3 and three.isdecimal()
