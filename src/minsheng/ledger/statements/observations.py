"""Statements of those who look and ask (现场督导、满意度测评)."""

from __future__ import annotations

from typing import ClassVar

import attrs
from attrs import field, frozen

from minsheng.errors import InvalidValue, Lang, comma, of_type, say, whole_text
from minsheng.ledger.statements.base import Statement, as_texts, each_named, named, with_clauses


@frozen(kw_only=True)
class SiteVisited(Statement):
    """Somebody went and looked (一线督导、现场核查).

    >>> SiteVisited(
    ...     "1", place="拳铺镇", findings=["路基已完成", "一处未设标志"], by="县政府督查室", on="2024-07-10"
    ... ).text()
    '1现场督导；地点：拳铺镇；发现：路基已完成、一处未设标志'
    """

    type: ClassVar[str] = "site_visited"

    project: str = field(kw_only=False, validator=named)
    """Number of the project or item, or a target's id."""
    place: str = field(default="", validator=whole_text)
    """Where (地点)."""
    visitors: tuple[str, ...] = field(default=(), converter=as_texts, validator=each_named)
    """Who went (督导人员)."""
    findings: tuple[str, ...] = field(default=(), converter=as_texts, validator=each_named)
    """What was seen (现场情况), one a line; what has to be mended is a `ProblemRaised`, or a case."""

    def text(self, lang: Lang = "zh") -> str:
        """Where, by whom, what was seen."""
        listed = comma(lang).join
        return with_clauses(
            say("ledger.said-visit", lang, number=self.project),
            lang,
            place=self.place,
            visitors=listed(self.visitors),
            findings=listed(self.findings),
        )


def _count(_: object, attribute: attrs.Attribute[int], value: int) -> None:
    if value < 0:
        raise InvalidValue("ledger.negative", field=attribute.name, value=value)


_counted = attrs.validators.and_(of_type(int), _count)


@frozen(kw_only=True)
class Surveyed(Statement):
    """People were asked how content they are (满意度测评、票决): counts, as circulars print them
    (满意152 基本满意30 不满意0 弃权0: http://49.213.0.198/doc/239_13430_104947391_1.html). What makes a rate of them is
    a rule of the place and not said here.

    >>> Surveyed("1", satisfied=152, fairly_satisfied=30, on="2024-12-20").votes
    182
    """

    type: ClassVar[str] = "surveyed"

    project: str = field(kw_only=False, default="", validator=whole_text)
    """Number of the project or item, or a target's id; empty: the plan as a whole."""
    satisfied: int = field(default=0, validator=_counted)
    """满意"""
    fairly_satisfied: int = field(default=0, validator=_counted)
    """基本满意"""
    dissatisfied: int = field(default=0, validator=_counted)
    """不满意"""
    abstained: int = field(default=0, validator=_counted)
    """弃权"""
    method: str = field(default="", validator=whole_text)
    """How they were asked (测评方式): 入户问卷, 电话, 代表票决."""

    def __attrs_post_init__(self) -> None:
        if not self.votes:
            raise InvalidValue("ledger.no-votes")

    @property
    def votes(self) -> int:
        """All that were counted, abstentions included."""
        return self.satisfied + self.fairly_satisfied + self.dissatisfied + self.abstained

    def text(self, lang: Lang = "zh") -> str:
        """The four counts."""
        code = "ledger.said-survey-of" if self.project else "ledger.said-survey"
        said = say(
            code,
            lang,
            number=self.project,
            satisfied=self.satisfied,
            fairly=self.fairly_satisfied,
            dissatisfied=self.dissatisfied,
            abstained=self.abstained,
        )
        return with_clauses(said, lang, method=self.method)
