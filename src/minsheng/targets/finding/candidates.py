"""A phrase in its sentence (候选): what the rules look at. Every look is at a bounded number of characters."""

from __future__ import annotations

from attrs import define, field

from minsheng.targets.finding.clauses import Clauses
from minsheng.targets.finding.labels import counted
from minsheng.targets.grammar.phrases import Phrase, numbers

_NEAR = 40
"""Characters that a rule sees on either side."""


@define(kw_only=True, eq=False)
class Candidate:
    """A quantity that may be a target; made for a few looks and dropped."""

    plain: str = field(repr=False)
    clauses: Clauses = field(repr=False)
    phrase: Phrase
    clause: int = field(init=False, repr=False)
    """Where its clause begins."""
    before: str = field(init=False, repr=False)
    """What stands in front of it in its clause, the last 40 characters."""
    after: str = field(init=False, repr=False)
    """What stands behind it in its clause, the first 40 characters."""

    def __attrs_post_init__(self) -> None:
        start, end = self.phrase.start, self.phrase.end
        first, last = self.clauses.clause(start)
        if end > last:
            last = self.clauses.clause(end - 1)[1]
        self.clause = first
        self.before = self.plain[max(first, start - _NEAR) : start]
        self.after = self.plain[end : min(last, end + _NEAR)].rstrip("，。；：！？,\n")

    @property
    def printed(self) -> str:
        """The phrase itself."""
        return self.plain[self.phrase.start : self.phrase.end]

    @property
    def noun(self) -> str:
        """What is counted, printed behind it."""
        return counted(self.after)

    @property
    def measured_again(self) -> bool:
        """Whether another number follows in the clause that is not listed beside it with 、."""
        found = next(numbers(self.after), None)
        return found is not None and "、" not in self.after[: found.start()]
