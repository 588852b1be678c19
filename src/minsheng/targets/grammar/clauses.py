"""Sentences, clauses and brackets of a folded text (句读), told in one pass."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

from attrs import field, frozen

_MARK = re.compile(r"[。；！？\n]|[，：]|(?<!\d),|,(?!\d{3})|[（(]|[）)]|[“”「」『』《》〈〉〔〕【】]|\"")
_SENTENCE = frozenset("。；！？\n")
_OPEN, _CLOSE = frozenset("“「『《〈〔【"), frozenset("”」』》〉〕】")


@frozen
class Clauses:
    """Where the sentences and clauses of `plain` begin, and what stands in brackets or quotation marks.

    Marks inside brackets do not end a clause; a bracket that is not closed ends with its sentence.

    >>> c = Clauses("改造小区36个（含5个村，共2处），惠及“百村”2656户。")
    >>> c.clause(4), c.bracketed(9), c.bracketed(5), c.quoted(21), c.quoted(24)
    ((0, 18), True, False, True, False)
    """

    plain: str = field(repr=False)

    @cached_property
    def _passed(self) -> tuple[list[int], list[int], list[tuple[int, str]]]:
        """Starts of clauses, starts of sentences, and at which place which bracket state begins."""
        clauses, sentences, states = [0], [0], [(0, "")]
        round_, quote, straight = 0, 0, False
        for mark in _MARK.finditer(self.plain):
            sign, behind = mark[0], mark.end()
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
            elif not round_ and not quote:
                clauses.append(behind)
            state = ("q" if quote or straight else "") + ("b" if round_ else "")
            if state != states[-1][1]:
                states.append((behind, state))
        return clauses, sentences, states

    def clause(self, index: int) -> tuple[int, int]:
        """First character of the clause around `index`, and the one behind its closing mark."""
        return self._around(self._passed[0], index)

    def sentence(self, index: int) -> tuple[int, int]:
        """The same for the sentence (。；！？ or a new line)."""
        return self._around(self._passed[1], index)

    def _around(self, starts: list[int], index: int) -> tuple[int, int]:
        place = bisect_right(starts, index)
        return starts[place - 1], starts[place] if place < len(starts) else len(self.plain)

    def bracketed(self, index: int) -> bool:
        """Whether `index` stands in round brackets."""
        return "b" in self._state(index)

    def quoted(self, index: int) -> bool:
        """Whether `index` stands in quotation marks, a title or another bracket of names."""
        return "q" in self._state(index)

    def _state(self, index: int) -> str:
        states = self._passed[2]
        return states[bisect_right(states, index, key=lambda s: s[0]) - 1][1]
