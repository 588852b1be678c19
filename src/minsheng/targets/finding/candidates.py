"""A phrase in its sentence (候选): what the rules look at. Every look is at a bounded number of characters."""

from __future__ import annotations

from functools import cached_property

from attrs import field, frozen

from minsheng.targets.finding.clauses import Clauses
from minsheng.targets.finding.labels import counted
from minsheng.targets.grammar.phrases import NUMBER, Phrase

_NEAR = 40
"""Characters that a rule sees on either side."""


@frozen(kw_only=True)
class Candidate:
    """A quantity that may be a target."""

    plain: str = field(repr=False)
    clauses: Clauses = field(repr=False)
    phrase: Phrase

    @cached_property
    def before(self) -> str:
        """What stands in front of it in its clause, the last 40 characters."""
        start = self.clauses.clause(self.phrase.start)[0]
        return self.plain[max(start, self.phrase.start - _NEAR) : self.phrase.start]

    @cached_property
    def after(self) -> str:
        """What stands behind it in its clause, the first 40 characters."""
        end = self.clauses.clause(max(self.phrase.end - 1, 0))[1]
        return self.plain[self.phrase.end : min(end, self.phrase.end + _NEAR)].rstrip("，。；：！？,\n")

    @cached_property
    def printed(self) -> str:
        """The phrase itself."""
        return self.plain[self.phrase.start : self.phrase.end]

    @cached_property
    def noun(self) -> str:
        """What is counted, printed behind it."""
        return counted(self.after)

    @property
    def measured_again(self) -> bool:
        """Whether another number follows in the clause that is not listed beside it with 、."""
        found = NUMBER.search(self.after)
        return found is not None and "、" not in self.after[: found.start()]
