"""When which step is proposed (督办升级规则): a county's rules in a file, and what they look at."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from datetime import date
from functools import partial
from pathlib import Path

from attrs import field, frozen

from minsheng.calendars import PeriodKind, as_day
from minsheng.codec import OpenPoint, RuleFiles
from minsheng.codec.rule_files import cited, open_points
from minsheng.errors import InvalidValue, Lang, NotFound, as_texts
from minsheng.supervision.files import parsed

SCHEMA = "minsheng.proposals/1"
NOTICE = "notice"
"""`ProposalRule.after`: the notice itself."""


class UnknownProposals(NotFound):
    """No shipped rules have this name, and there is no such file."""

    code = "supervision.unknown-proposals"


@frozen(kw_only=True)
class Sighting:
    """How a project stood on a day (研判结果), as far as a rule needs to know; `minsheng.standing.sightings` makes them."""

    day: date = field(converter=as_day)
    number: str
    """Of the project or item."""
    name: str = ""
    parties: tuple[str, ...] = field(default=(), converter=as_texts)
    """Who answers for it, the lead first."""
    level: str
    """Name of the level: behind."""
    word: str = ""
    """The pack's word for it: 滞后."""
    short: bool | None = None
    """Whether it is below its trajectory (未达序时进度); None: nobody can say."""
    reason: str = ""
    """Its sentence with the figures, in Chinese."""
    sources: tuple[str, ...] = field(default=(), converter=as_texts)
    """entry:#1, plan:projects[0].targets[0]"""


class When(enum.Enum):
    """What a rule looks at (触发条件)."""

    IN_A_ROW = "in-a-row"
    """So many periods one behind the other, the last of them the latest."""
    AT_END = "at-end"
    """At the end of a named part of the year: Q3, year."""
    CASE_NEAR = "case-near"
    """The term of an open case is near."""
    CASE_OVERDUE = "case-overdue"
    """The unit is late in an open case."""


_PARTS = ("", "Q1", "Q2", "Q3", "Q4", "H1", "H2", "year")


def _part(_: object, __: object, value: str) -> None:
    if value not in _PARTS:
        raise InvalidValue("supervision.no-part", value=value, choices=_PARTS[1:])


@frozen(kw_only=True)
class ProposalRule:
    """One rule (连续两个月滞后 → 约谈)."""

    zh: str
    """The rule in the words of its text."""
    en: str
    step: str
    """What is proposed: 约谈, 橙色督查单."""
    when: When
    of: PeriodKind = PeriodKind.MONTH
    times: int = 1
    """How many periods in a row."""
    part: str = field(default="", validator=_part)
    """Of `at-end`: Q3, year."""
    short: bool = False
    """Whether a project below its trajectory counts (未达序时进度)."""
    levels: tuple[str, ...] = field(default=(), converter=as_texts)
    """Levels that count, by their names in the rule pack: behind."""
    after: str = ""
    """Of `case-overdue`: the step that the case was taken to before, and whose new term has passed; `notice`: the notice
    itself, no step was taken yet; empty: whatever was done before."""

    def __attrs_post_init__(self) -> None:
        of_projects = self.when in (When.IN_A_ROW, When.AT_END)
        if of_projects != (self.short or bool(self.levels)) or self.times < 1:
            raise InvalidValue("supervision.rule-counts-nothing", when=self.when.value)
        if (self.when is When.AT_END) != bool(self.part):
            raise InvalidValue("supervision.rule-without-part", when=self.when.value)

    def text(self, lang: Lang = "zh") -> str:
        """The rule in words."""
        return self.zh if lang == "zh" else self.en

    def meets(self, seen: Sighting) -> bool:
        """Whether a project counts for this rule as it stood."""
        return seen.level in self.levels or (self.short and seen.short is True)


def _rules(value: Iterable[ProposalRule]) -> tuple[ProposalRule, ...]:
    return tuple(value)


@frozen(kw_only=True)
class ProposalRules:
    """When which step is proposed (督办升级规则), with the source.

    >>> [rule.step for rule in load_proposals("nanjing-2016").rules]
    ['约谈', '全市通报批评', '问责']
    """

    name: str
    zh: str
    en: str
    place: str = ""
    year: int = 0
    source: str
    source_en: str = ""
    """`source` in English; empty for a document, which is cited as it calls itself."""
    pack: str = ""
    """The rule pack whose levels the rules name; empty where they name none."""
    rules: tuple[ProposalRule, ...] = field(converter=_rules)
    open: tuple[OpenPoint, ...] = field(default=(), converter=open_points)
    """What the text leaves open."""

    def title(self, lang: Lang = "zh") -> str:
        """Its name in words."""
        return (self.zh if lang == "zh" else self.en) or self.name

    def cited(self, lang: Lang = "zh") -> str:
        """Its source for readers: a document as it calls itself, the library's own in their language."""
        return cited(self.source, self.source_en, lang)


def proposal_rules() -> tuple[str, ...]:
    """Names of the shipped rules.

    >>> proposal_rules()
    ('minsheng-default', 'nanjing-2016', 'sanming-2017', 'suqian-2025')
    """
    return _FILES.names()


def load_proposals(source: str | Path) -> ProposalRules:
    """Rules: shipped ones by name, or a county's own file.

    Raises:
        UnknownProposals: neither a shipped name nor a file.
        Unreadable: the file is no TOML in UTF-8, or of another kind.
        Problems: all that is wrong with it.
    """
    return _FILES.load(source)


_FILES = RuleFiles(
    package="minsheng.supervision",
    folder="proposals",
    unknown=UnknownProposals,
    kind="proposals",
    parse=partial(parsed, kind=ProposalRules, schema=SCHEMA),
)
