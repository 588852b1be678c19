"""Sentences, clauses and brackets of a folded text (句读), told in one pass."""

from __future__ import annotations

import re
from bisect import bisect_right

from attrs import define, field

_MARK = re.compile('[。；！？\n，：,（）“”「」『』《》〈〉〔〕【】"]')
_SENTENCE = frozenset("。；！？\n")
_OPEN, _CLOSE = frozenset("“「『《〈〔【"), frozenset("”」』》〉〕】")


@define(eq=False)
class Clauses:
    """Where the sentences and clauses of `plain` begin, and what stands in brackets or quotation marks.

    Marks inside brackets do not end a clause; a bracket that is not closed ends with its sentence.

    >>> c = Clauses("改造小区36个（含5个村，共2处），惠及“百村”2656户。")
    >>> c.clause(4), c.bracketed(9), c.bracketed(5), c.quoted(21), c.quoted(24)
    ((0, 18), True, False, True, False)
    """

    plain: str = field(repr=False)
    _clauses: list[int] = field(init=False, repr=False)
    """Where clauses begin."""
    _sentences: list[int] = field(init=False, repr=False)
    """Where sentences begin."""
    _changes: list[int] = field(init=False, repr=False)
    """At which places another bracket state begins."""
    _states: list[str] = field(init=False, repr=False)
    """That state: b within brackets, q within quotation marks."""

    def __attrs_post_init__(self) -> None:
        plain = self.plain
        self._clauses = clauses = [0]
        self._sentences = sentences = [0]
        self._changes = changes = [0]
        self._states = states = [""]
        round_, quote, straight = 0, 0, False
        for mark in _MARK.finditer(plain):
            behind = mark.end()
            sign = plain[behind - 1]
            if sign == "，":
                if not (round_ or quote):
                    clauses.append(behind)
                continue
            if sign in _SENTENCE:
                sentences.append(behind)
                clauses.append(behind)
                round_, quote, straight = 0, 0, False
            elif sign == "（":
                round_ += 1
            elif sign == "）":
                round_ = max(0, round_ - 1)
            elif sign in _OPEN:
                quote += 1
            elif sign in _CLOSE:
                quote = max(0, quote - 1)
            elif sign == '"':
                straight = not straight
            elif not (round_ or quote or (sign == "," and _of_thousands(plain, behind))):
                clauses.append(behind)
            now = ("q" if quote or straight else "") + ("b" if round_ else "")
            if now != states[-1]:
                changes.append(behind)
                states.append(now)

    def clause(self, index: int) -> tuple[int, int]:
        """First character of the clause around `index`, and the one behind its closing mark."""
        return self._around(self._clauses, index)

    def sentence(self, index: int) -> tuple[int, int]:
        """The same for the sentence (。；！？ or a new line)."""
        return self._around(self._sentences, index)

    def _around(self, starts: list[int], index: int) -> tuple[int, int]:
        place = bisect_right(starts, index)
        return starts[place - 1], starts[place] if place < len(starts) else len(self.plain)

    def bracketed(self, index: int) -> bool:
        """Whether `index` stands in round brackets."""
        return "b" in self._states[bisect_right(self._changes, index) - 1]

    def quoted(self, index: int) -> bool:
        """Whether `index` stands in quotation marks, a title or another bracket of names."""
        return "q" in self._states[bisect_right(self._changes, index) - 1]


def _of_thousands(plain: str, behind: int) -> bool:
    """Whether the comma before `behind` is the one of 1,620."""
    three = plain[behind : behind + 3]
    return plain[behind - 2 : behind - 1].isdecimal() and len(three) == 3 and three.isdecimal()
