"""What people said when they were asked (满意度测评): counts, rates and results by a place's rule."""

from __future__ import annotations

import enum
from fractions import Fraction

from attrs import field, frozen

from minsheng.errors import InvalidValue, Lang, Undefined, comma, of_type, say
from minsheng.ledger import Surveyed, View
from minsheng.standing.percents import percent

NO_VOTES = Undefined("没有票")


class Contentment(enum.Enum):
    """What a vote came to (测评等次)."""

    SATISFIED = "satisfied"
    """满意"""
    FAIRLY_SATISFIED = "fairly-satisfied"
    """基本满意"""
    DISSATISFIED = "dissatisfied"
    """不满意"""


def _not_negative(_: object, attribute: object, value: int) -> None:
    if value < 0:
        raise InvalidValue("standing.negative-votes", n=value)


@frozen(kw_only=True)
class Poll:
    """Votes on a project, or on the whole (测评票数); abstentions are counted and belong to neither side.

    >>> poll = Poll(satisfied=152, fairly_satisfied=30)
    >>> poll.votes, percent(poll.satisfied_share), percent(poll.content_share)
    (182, '83.5%', '100.0%')
    """

    satisfied: int = field(default=0, validator=[of_type(int), _not_negative])
    """满意"""
    fairly_satisfied: int = field(default=0, validator=[of_type(int), _not_negative])
    """基本满意"""
    dissatisfied: int = field(default=0, validator=[of_type(int), _not_negative])
    """不满意"""
    abstained: int = field(default=0, validator=[of_type(int), _not_negative])
    """弃权"""
    project: str = ""
    """Number of what was voted on; empty: the plan as a whole."""
    entry: str = ""

    @property
    def votes(self) -> int:
        """All votes, abstentions included."""
        return self.satisfied + self.fairly_satisfied + self.dissatisfied + self.abstained

    @property
    def satisfied_share(self) -> Fraction | Undefined:
        """满意 of all votes."""
        return Fraction(self.satisfied, self.votes) if self.votes else NO_VOTES

    @property
    def content_share(self) -> Fraction | Undefined:
        """满意 and 基本满意 of all votes."""
        return Fraction(self.satisfied + self.fairly_satisfied, self.votes) if self.votes else NO_VOTES

    def by_halves(self, members: int | None = None) -> Contentment:
        """By halves of all members, or of all votes where their number is not given.

        满意票达到半数以上的为满意；不足半数、加基本满意票达到半数以上的为基本满意；合计不足半数（含半数）的为不满意
        (镇海区人大常委会 2022-01-21, https://www.zh.gov.cn/art/2022/11/25/art_1229694683_59140937.html).

        >>> Poll(satisfied=17, fairly_satisfied=11, dissatisfied=1).by_halves().value
        'satisfied'
        """
        whole = self.votes if members is None else members
        if whole < max(1, self.votes):
            raise InvalidValue("standing.fewer-members", members=whole, votes=self.votes)
        if 2 * self.satisfied > whole:
            return Contentment.SATISFIED
        content = 2 * (self.satisfied + self.fairly_satisfied) > whole
        return Contentment.FAIRLY_SATISFIED if content else Contentment.DISSATISFIED

    def text(self, lang: Lang = "zh") -> str:
        """The counts, and the share of 满意.

        >>> Poll(satisfied=152, fairly_satisfied=30).text()
        '满意152票、基本满意30票、不满意0票、弃权0票（满意83.5%，满意和基本满意100.0%）'
        """
        kinds = ("satisfied", "fairly_satisfied", "dissatisfied", "abstained")
        votes = comma(lang).join(
            say(f"standing.votes-{kind.replace('_', '-')}", lang, n=getattr(self, kind)) for kind in kinds
        )
        satisfied, content = self.satisfied_share, self.content_share
        if isinstance(satisfied, Undefined) or isinstance(content, Undefined):
            return votes
        return say("standing.poll", lang, votes=votes, satisfied=percent(satisfied), content=percent(content))

    def __str__(self) -> str:
        return self.text()


def polls(view: View) -> tuple[Poll, ...]:
    """All votes that are recorded, by day and position."""
    return tuple(
        Poll(
            satisfied=said.satisfied,
            fairly_satisfied=said.fairly_satisfied,
            dissatisfied=said.dissatisfied,
            abstained=said.abstained,
            project=said.project,
            entry=entry.id,
        )
        for entry in view.entries
        if isinstance(said := entry.statement, Surveyed)
    )
