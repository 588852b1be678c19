"""Statements about a supervision case (督查督办): from the notice to the closing. What follows from them, such as in which
state a case is and whether a step was allowed, is not said here.

立项交办 → 跟踪督查 → 临近提醒 → 办结报告 → 到期催办 → 情况通报 → 结果考评 (http://xtnz.com.cn/buy/show-10635.html);
督查核实 → 办结销号 (http://hugalliance.com/a/xinpin/lanmu3/20190514/1739.html).
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from attrs import field, frozen

from minsheng.calendars import Day, as_day
from minsheng.errors import InvalidValue, Lang, comma, of_type, say, whole_text
from minsheng.ledger.statements.base import Statement, as_day_or_none, as_texts, each_named, named, with_clauses


def _day(value: Day) -> date:
    return as_day(value)


@frozen(kw_only=True)
class CaseOpened(Statement):
    """A supervision notice goes out (督办单、立项交办); its entry's id is the case's.

    Fields of the form: 统一编号、督查内容、任务来源、收文时间、承办单位、办复要求、完成时限
    (http://www.qdx.gov.cn/xxgk/xxgkml/xzxxgkml/bdsz/fgwj/20200216/i1362254.html).

    >>> CaseOpened(
    ...     "1", number="督〔2024〕3号", matter="道路改造滞后", party="县交运局", reply_by="2024-07-12", on="2024-07-05"
    ... ).text()
    '督办单督〔2024〕3号交县交运局：道路改造滞后；涉及：1；反馈期限：2024年7月12日'
    """

    type: ClassVar[str] = "case_opened"

    project: str = field(kw_only=False, default="", validator=whole_text)
    """Number of the project or item, or a target's id; empty: the work as a whole."""
    matter: str = field(validator=named)
    """督查内容"""
    party: str = field(validator=named)
    """承办单位; of a joint matter the one that answers for it (主办)."""
    partners: tuple[str, ...] = field(default=(), converter=as_texts, validator=each_named)
    """协办单位"""
    number: str = field(default="", validator=whole_text)
    """统一编号: 督〔2024〕3号."""
    source: str = field(default="", validator=whole_text)
    """任务来源: a leader's instruction, a meeting, a petition."""
    about: str = field(default="", validator=whole_text)
    """Id of the entry that gave rise to it: a problem, a site visit; empty where there is none."""
    received_on: date | None = field(default=None, converter=as_day_or_none)
    """收文时间"""
    demand: str = field(default="", validator=whole_text)
    """办复要求"""
    grade: str = field(default="", validator=whole_text)
    """How urgent or hard (紧急、一般、疑难), as the county calls it."""
    reply_by: date | None = field(default=None, converter=as_day_or_none)
    """反馈期限: by when a reply is owed, finished or not."""
    due: date | None = field(default=None, converter=as_day_or_none)
    """完成时限: by when the matter is to be finished."""

    def text(self, lang: Lang = "zh") -> str:
        """To whom, what, by when."""
        said = say("ledger.said-case-opened", lang, number=self.number, party=self.party, matter=self.matter)
        return with_clauses(
            said,
            lang,
            concerns=self.project,
            partners=comma(lang).join(self.partners),
            source=self.source,
            grade=self.grade,
            demand=self.demand,
            reply_by=self.reply_by,
            due=self.due,
        )


@frozen(kw_only=True)
class CaseStep(Statement):
    """A step of a case (督办环节)."""

    case: str = field(kw_only=False, validator=named)
    """Id of the entry that opened the case."""


@frozen(kw_only=True)
class CaseReplied(CaseStep):
    """The unit replies (办复): finished, or how far it is and why not (未办结的说明进展和原因).

    One matter, one paper; the lead unit answers for a joint one
    (http://www.fymate.net/html/text/lar/170700/17070061_1.html).
    """

    type: ClassVar[str] = "case_replied"

    by: str = field(validator=named)
    """The unit that replies; whoever verifies is another one."""
    reply: str = field(validator=named)
    """办理情况"""
    finished: bool = field(default=False, validator=of_type(bool))
    """Whether the unit says that the matter is finished (办结)."""
    reason: str = field(default="", validator=whole_text)
    """Why it is not finished yet (未办结原因)."""
    document: str = field(default="", validator=whole_text)
    """Number of the reply (文号)."""

    def text(self, lang: Lang = "zh") -> str:
        """What the unit says, and whether it calls it finished."""
        code = "ledger.said-case-finished" if self.finished else "ledger.said-case-replied"
        said = say(code, lang, case=self.case, reply=self.reply)
        return with_clauses(said, lang, not_finished_because=self.reason, document=self.document)


@frozen(kw_only=True)
class CaseReminded(CaseStep):
    """The unit is reminded of a term that is near, or is called upon when it has passed (临近提醒、催办)."""

    type: ClassVar[str] = "case_reminded"

    party: str = field(default="", validator=whole_text)
    """Who is reminded; empty: the case's unit."""
    document: str = field(default="", validator=whole_text)
    """Number of the notice (督查催办通知)."""
    reply_by: date | None = field(default=None, converter=as_day_or_none)
    """A new 反馈期限; None: the old one stands."""

    def text(self, lang: Lang = "zh") -> str:
        """That somebody was reminded."""
        said = say("ledger.said-case-reminded", lang, case=self.case)
        return with_clauses(said, lang, to=self.party, document=self.document, reply_by=self.reply_by)


@frozen(kw_only=True)
class CaseReturned(CaseStep):
    """A reply, or what was asked for, is not accepted and goes back (退回)."""

    type: ClassVar[str] = "case_returned"

    reason: str = field(validator=named)
    returned: str = field(default="", validator=whole_text)
    """Id of the entry that is returned, a reply or a request for more time; empty: the latest."""
    reply_by: date | None = field(default=None, converter=as_day_or_none)
    """A new 反馈期限; None: the old one stands."""

    def text(self, lang: Lang = "zh") -> str:
        """What is returned, and why."""
        said = say("ledger.said-case-returned", lang, case=self.case, reason=self.reason)
        return with_clauses(said, lang, returned=self.returned, reply_by=self.reply_by)


@frozen(kw_only=True)
class ExtensionAsked(CaseStep):
    """The unit asks for more time (申请延期): before the term ends, with the reason, the new day and how far it is
    (http://www.creditsailing.com/GuiZhangZhiDu/295240-3.html).
    """

    type: ClassVar[str] = "extension_asked"

    by: str = field(validator=named)
    """The unit that asks."""
    reason: str = field(validator=named)
    new_due: date = field(converter=_day)
    """The day that is asked for."""
    progress: str = field(validator=named)
    """How far it is (目前进展)."""

    def text(self, lang: Lang = "zh") -> str:
        """Until when, and why."""
        said = say("ledger.said-extension-asked", lang, case=self.case, reason=self.reason)
        return with_clauses(said, lang, progress=self.progress, new_due=self.new_due)


@frozen(kw_only=True)
class CaseExtended(CaseStep):
    """A case has more time (同意延期)."""

    type: ClassVar[str] = "case_extended"

    new_due: date = field(converter=_day)
    """The new 完成时限."""
    body: str = field(default="", validator=whole_text)
    """Who agreed (批准人、批准机关); empty: `by`."""
    asked: str = field(default="", validator=whole_text)
    """Id of the request; empty: none was made."""
    document: str = field(default="", validator=whole_text)
    reason: str = field(default="", validator=whole_text)

    def text(self, lang: Lang = "zh") -> str:
        """Until when, and who agreed."""
        said = say("ledger.said-case-extended", lang, case=self.case)
        return with_clauses(
            said, lang, new_due=self.new_due, body=self.body, document=self.document, reason=self.reason
        )


@frozen(kw_only=True)
class CaseEscalated(CaseStep):
    """A case is taken further (升级): 通报批评, 约谈, 问责, a darker light; the words are the county's own."""

    type: ClassVar[str] = "case_escalated"

    step: str = field(validator=named)
    """What is done: 约谈, 橙色警告, 全县通报."""
    reason: str = field(validator=named)
    party: str = field(default="", validator=whole_text)
    """Whom it is done to; empty: the case's unit."""
    body: str = field(default="", validator=whole_text)
    """Who decided it; empty: `by`."""
    document: str = field(default="", validator=whole_text)

    def text(self, lang: Lang = "zh") -> str:
        """What is done to whom, and why."""
        said = say("ledger.said-case-escalated", lang, case=self.case, step=self.step, reason=self.reason)
        return with_clauses(said, lang, to=self.party, body=self.body, document=self.document)


@frozen(kw_only=True)
class CaseVerified(CaseStep):
    """Somebody other than the unit has looked whether it is so (督查核实)."""

    type: ClassVar[str] = "case_verified"

    by: str = field(validator=named)
    """Who looked."""
    passed: bool = field(validator=of_type(bool))
    """Whether it is as the unit says (属实、到位)."""
    findings: tuple[str, ...] = field(default=(), converter=as_texts, validator=each_named)
    """What was found (核实情况)."""
    visit: str = field(default="", validator=whole_text)
    """Id of the site visit on which it was seen; empty: from papers."""

    def text(self, lang: Lang = "zh") -> str:
        """Whether it is so, and what was found."""
        code = "ledger.said-case-passed" if self.passed else "ledger.said-case-failed"
        return with_clauses(
            say(code, lang, case=self.case), lang, findings=comma(lang).join(self.findings), visit=self.visit
        )


@frozen(kw_only=True)
class CaseClosed(CaseStep):
    """A case is closed (办结销号), or dropped without being finished (撤销督办)."""

    type: ClassVar[str] = "case_closed"

    result: str = field(default="", validator=whole_text)
    """办理结果; a case that is dropped says why."""
    dropped: bool = field(default=False, validator=of_type(bool))
    """Whether it is dropped: the matter has fallen away, was given to another unit, stands in another case."""
    document: str = field(default="", validator=whole_text)

    def __attrs_post_init__(self) -> None:
        if self.dropped and not self.result.strip():
            raise InvalidValue("ledger.empty", field="result")

    def text(self, lang: Lang = "zh") -> str:
        """That it is closed or dropped, and with what result."""
        code = "ledger.said-case-dropped" if self.dropped else "ledger.said-case-closed"
        return with_clauses(say(code, lang, case=self.case), lang, result=self.result, document=self.document)


@frozen(kw_only=True)
class CaseReopened(CaseStep):
    """A closed case is taken up again (重新督办): what was mended is broken again, or was never done."""

    type: ClassVar[str] = "case_reopened"

    reason: str = field(validator=named)
    reply_by: date | None = field(default=None, converter=as_day_or_none)
    due: date | None = field(default=None, converter=as_day_or_none)

    def text(self, lang: Lang = "zh") -> str:
        """That it is open again, and why."""
        said = say("ledger.said-case-reopened", lang, case=self.case, reason=self.reason)
        return with_clauses(said, lang, reply_by=self.reply_by, due=self.due)
