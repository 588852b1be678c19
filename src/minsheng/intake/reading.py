"""A document, read (读取结果): the draft plan, where each field stands, and what is doubtful, open or unused."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from html import escape
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from minsheng.calendars import Day, find_deadlines
from minsheng.errors import Finding, Lang, Place, Problems, Question, Severity, Undefined, Unreadable, say
from minsheng.intake.answers import answered
from minsheng.intake.building import DOUBTED, Common, build, numbers_of
from minsheng.intake.checks.leading import tell_all_lead
from minsheng.intake.checks.misread import tell_misread, tell_outside
from minsheng.intake.checks.overlooked import tell_overlooked
from minsheng.intake.checks.second_notice import tell_second_notice
from minsheng.intake.circulars.circular import (
    day_of_circular,
    divided,
    introduced,
    is_circular,
    kind_told,
    tell_unreported,
    tells_all_finished,
)
from minsheng.intake.circulars.matching import Matched, matched
from minsheng.intake.circulars.own_reports import own_report
from minsheng.intake.circulars.progress import ProgressFigure, progress_of
from minsheng.intake.doubts import said_finding, said_question
from minsheng.intake.drafts import Draft
from minsheng.intake.lazy import Later
from minsheng.intake.letterhead.elements import Letterhead, letterhead
from minsheng.intake.passages import Passage, Span
from minsheng.intake.prose import drafts_in_annex, drafts_in_prose
from minsheng.intake.questions import ask_all
from minsheng.intake.readers import Reader, read_source
from minsheng.intake.rhythms.notice import Rhythms, rhythms_in_projects, rhythms_of
from minsheng.intake.source import SourceDocument
from minsheng.intake.tables.lists import drafts_of, headings_of, project_tables, running_text, tables_without_header
from minsheng.intake.tables.plain_lines import with_tables_of_lines
from minsheng.intake.tables.unread import tell_unread_tables
from minsheng.intake.trail import Evidence, Trail, Unused
from minsheng.intake.words.fitting import Look, look
from minsheng.intake.words.header import Column
from minsheng.intake.words.roles import any_of, names_of_leads
from minsheng.intake.words.telling import says_who
from minsheng.projects import DocumentInfo, Plan, Project
from minsheng.responsibility import Directory, Organisation, OrganisationKind

if TYPE_CHECKING:
    from minsheng.ledger import Progress

_INTRODUCING = 6
"""Paragraphs among which a document without a title says what it is."""
_YEAR = re.compile(r"(?<!\d)((?:[1１][9９]|[2２][0０])\d\d)年")
_YEAR_OF_LIMIT = re.compile(r"(?<!\d)((?:[1１][9９]|[2２][0０])\d\d)(?:年|[-./]\d)")
_YEAR_OF_PAGE = re.compile(
    r"(?:(?:日期|时间)[:：]?\s*|^\s*|来源[:：][^。，；\d]{1,30})((?:19|20)\d\d)(?:年|[-./])\d{1,2}(?:月|[-./])\d"
)
"""The day on which a page was put up: where nothing else tells the year, the one in which the work was to be done."""
_AS_OF_YEAR = re.compile(r"截[至止][^。，；]{0,8}?((?:19|20)\d\d)(?:年|[-./]\d)")
_FIGURE = re.compile(r"\$\.projects\[(\d+)\]\.progress\[(\d+)\]")
_FOR_ALL = re.compile(
    r"均|全部|一律|都|前(?:办好|完成|办结|建成)(?:以下|下列|如下)|(?:以上|上述|所有|各)(?:\d+|[一二三四五六七八九十]+)?(?:各?[项件个])?(?:民生)?(?:任务|项目|实事|事项|工作|工程)[^，。；]{0,10}(?:于|须|应|要|在)"
    r"|^(?:以上|上述|所有)[^，。；]{0,8}(?:任务|项目|实事|事项|工程)(?=.{0,80}(?:完成|办结|建成|竣工))"
)
_ALL = re.compile(
    r"(?:以上|以下|下列|如下|上述|所有|各|本表|未列|没有写明|未注明|除|所列|列入).{0,30}(?:项目|实事|事项|时限|任务|工程)"
    r"|(?:项目|实事|事项|任务|工程).{0,12}(?:均|全部|一律|都)"
)


@frozen(kw_only=True)
class Reading:
    """What a document says, nothing guessed in silence (读取结果)."""

    kind: str
    """notice (任务文件) or progress (进展通报)."""
    plan: Plan
    """The draft; its `unknowns` are empty until `confirm`."""
    source: SourceDocument = field(repr=False)
    evidence: Sequence[Evidence] = field(repr=False)
    """Of each field: the words, where they stand, the rule, how sure it is."""
    findings: tuple[Finding, ...] = field(repr=False)
    questions: tuple[Question, ...] = field(repr=False)
    used: Sequence[Span] = field(repr=False)
    """All text that was taken: by fields, as labels, as headings. The same words may stand here more than once."""
    unused: Sequence[Unused] = field(repr=False)
    """All other text, what stands aside of the document included, mere punctuation left out."""
    doubted: Mapping[Finding | Question, tuple[Span, ...]] = field(repr=False)
    """The words that a finding or question speaks of; what concerns no words in particular is not in it."""
    progress: Mapping[str, tuple[ProgressFigure, ...]] = field(repr=False)
    """Project number → the figures that the document reports."""

    def head(self, lang: Lang = "zh") -> str:
        """What was read, and how much is doubtful, open or unused, in one line."""
        return say(
            "intake.reading-head",
            lang,
            kind=say(f"intake.kind-{self.kind}", lang),
            file=self.source.file or self.plan.document.title,
            findings=len(self.findings),
            questions=len(self.questions),
            unused=sum(u.span.spot.block < len(self.source.blocks) for u in self.unused),
        )

    def doubts(self, lang: Lang = "zh") -> list[str]:
        """Findings and questions, one a line, each with its code or key."""
        return [
            *(said_finding(f, lang) for f in self.findings),
            *(said_question(q, lang) for q in self.questions),
        ]

    @property
    def _draft(self) -> Plan:
        """The plan as `confirm` would give it without an answer."""
        return evolve(self.plan, unknowns=self.questions)

    def __str__(self) -> str:
        return "\n".join([self.head(), str(self._draft), *self.doubts()])

    def _repr_html_(self) -> str:
        doubts = "".join(f"<li>{escape(line)}</li>" for line in self.doubts())
        return f"<p>{escape(self.head())}</p>{self._draft._repr_html_()}<ul>{doubts}</ul>"

    def confirm(self, answers: Mapping[str, str] | None = None) -> Plan:
        """The plan, with the answers given; unanswered questions stay in it as named unknowns.

        Raises:
            Problems: a finding of level error stands in the way, or an answer can not be understood.
            NotFound: an answer to something that was not asked.
        """
        errors = tuple(f for f in self.findings if f.severity is Severity.ERROR)
        if errors:
            raise Problems(self.source.file or self.plan.document.title, errors)
        return answered(self.plan, self.questions, answers or {})

    def matched(self, plan: Plan) -> Matched:
        """What a circular reports of the projects of `plan`, with the statements that follow, and what has no place there."""
        return matched(self.plan, self.progress, self._places, plan)

    def statements(self, plan: Plan | None = None, *, on: Day | None = None) -> tuple[Progress, ...]:
        """The reported figures as statements for a ledger: on the targets of `plan`, by default of the circular itself.

        Args:
            plan: the plan that they are said of.
            on: the day that the figures speak of, where the circular prints none.

        Raises:
            InvalidValue: neither the circular nor `on` gives the day.

        >>> text = "甲县2024年民生实事进展情况（截至9月底）\\n序号\\t项目名称\\t目标任务\\t累计完成\\n1\\t乡村道路\\t改造400公里\\t310\\n"
        >>> [(s.target, str(s.total), str(s.on)) for s in read(text.encode()).statements()]
        [('1.t1', '310公里', '2024-09-30')]
        """
        return self.matched(self.plan if plan is None else plan).statements(on=on)

    @property
    def _places(self) -> dict[tuple[str, int], Place]:
        """Number of a project, index of a reported figure → its place."""
        found: dict[tuple[str, int], Place] = {}
        for evidence in self.evidence:
            match = _FIGURE.fullmatch(evidence.field)
            if match is not None and evidence.places:
                found.setdefault((self.plan.projects[int(match[1])].no, int(match[2])), evidence.places[0])
        return found

    def of(self, path: str) -> tuple[Evidence, ...]:
        """The evidence of one field: $.projects[0].leads[1]."""
        return tuple(e for e in self.evidence if e.field == path)


def read(
    source: str | Path | bytes, *, year: int | None = None, name: str = "", readers: Iterable[Reader] = ()
) -> Reading:
    """Read a notice or circular (读文件): a path, or the bytes of a file.

    Args:
        source: path of a file (.txt, .html, .docx, .xlsx, .xls, .ods, .pdf, .doc, .wps, .rtf), or what stands in it.
        year: the year of the list, where the document prints none.
        name: name of the file in messages, where bytes are given.
        readers: readers of your own, asked before those of the package.

    Raises:
        Unreadable: no file, no document that can be read, nothing in it that lists projects, or no year.
        MissingExtra: the format needs a package that is not installed.

    >>> text = "关于办好2024年民生实事的通知\\n序号\\t项目名称\\t项目内容\\t主办单位\\n1\\t乡村道路\\t改造约400公里。\\t县交运局\\n"
    >>> plan = read(text.encode()).confirm()
    >>> str(plan.target("1")), plan.project("1").leads
    ('约400公里', ('县交运局',))
    """
    return interpret(read_source(source, name=name, readers=readers), year=year)


def interpret(source: SourceDocument, *, year: int | None = None) -> Reading:
    """What a document of paragraphs and grids says, whatever reader it came from.

    Raises:
        Unreadable: nothing in it lists projects, no year, or a report that this library wrote.
    """
    source, hidden = source.cleaned()
    if report := own_report(source):
        raise Unreadable("intake.own-report", file=source.file, report=say(f"intake.own-{report}"))
    tables = project_tables(source)
    if not tables and source.format != "txt":
        source = with_tables_of_lines(source)
        tables = project_tables(source)
    trail = Trail(source)
    trail.findings.extend(hidden)
    paragraphs = running_text(source, tables)
    if not tables:
        tables = tables_without_header(source)
        paragraphs = running_text(source, tables, grids=not tables)
    head = letterhead(paragraphs, trail, year=year)
    title = trail.words_of("$.document.title") or Passage("")
    if year is not None:
        _doubt_given(year, head.document.title, paragraphs, trail)
    body = list(head.body)
    if tables:
        drafts = drafts_of(tables, trail)
        if not drafts:
            trail.find("intake.no-rows", Severity.WARNING)
    else:
        drafts, body = drafts_in_annex(body, head.letter) or drafts_in_prose(body)
        if not drafts:
            raise Unreadable("intake.no-projects", file=source.file)
    drafts = _with_units_of_all(drafts, body)
    as_printed = drafts
    about = introduced(title, paragraphs[:_INTRODUCING])
    circular = is_circular(about.text, drafts)
    if circular:
        drafts = [divided(d, finished=tells_all_finished(about.text)) for d in drafts]
    reporting = paragraphs if circular or tables else ()
    the_year, document = _year(head, drafts, paragraphs, reporting, body, headings_of(tables), trail, given=year)
    first_leads = _first_leads(paragraphs, trail)
    drafts = [_without_note(d) for d in drafts] if first_leads else drafts
    common = Common(year=the_year, deadline=_common_deadline(body, the_year), first_leads=first_leads)
    numbers = numbers_of(drafts, trail)
    projects = build(drafts, numbers, common, trail)
    tell_all_lead(drafts, projects, trail)
    tell_overlooked(drafts, numbers, trail)
    tell_misread(document.title, paragraphs, drafts, projects, trail)
    tell_second_notice(document.title, the_year, paragraphs, drafts, numbers, trail)
    if not tables:
        tell_outside(body, drafts, numbers, trail)
    else:
        tell_unread_tables(source, {t.block for t in tables}, trail)
    rhythms = rhythms_of(body, trail, year=the_year)
    rhythms_in_projects([(no, p) for d, no in zip(drafts, numbers, strict=True) for p in d.contents], trail)
    plan = Plan(
        year=the_year,
        document=document,
        projects=projects,
        directory=_directory(document.issuer, projects, rhythms),
        rhythms=rhythms.rhythms,
        methods=rhythms.methods,
    )
    as_of = day_of_circular(about.text, paragraphs, the_year)
    places = trail.by_path() if any(d.reports for d in drafts) else {}
    progress = {
        p.no: progress_of(d, p, i, as_of, the_year, places, trail) if d.reports else ()
        for i, (d, p) in enumerate(zip(drafts, plan.projects, strict=True))
    }
    if circular:
        tell_unreported(drafts, plan.projects, progress, trail)
    ask_all(plan, drafts, trail)
    reported = any(progress.values())
    if reported and any(isinstance(f.as_of, Undefined) for fs in progress.values() for f in fs):
        trail.find("intake.no-as-of", Severity.WARNING, field="progress")
    figure = next((f.where for fs in progress.values() for f in fs), None)
    told = kind_told(about, as_printed, figure)
    trail.note("$.kind", told.words, told.rule, told.confidence)
    if told.confidence < DOUBTED:
        trail.find("intake.kind-doubtful", Severity.WARNING, told.words, field="kind")
    return Reading(
        kind=told.kind,
        plan=plan,
        source=source,
        evidence=Later(trail.evidence),
        findings=tuple(trail.findings),
        questions=tuple(trail.questions),
        used=Later(trail.used),
        unused=Later(trail.unused),
        doubted=MappingProxyType(trail.doubted),
        progress=MappingProxyType(progress),
    )


def _year(
    head: Letterhead,
    drafts: Sequence[Draft],
    paragraphs: Sequence[Passage],
    reporting: Sequence[Passage],
    body: Sequence[Passage],
    headings: Sequence[Passage],
    trail: Trail,
    *,
    given: int | None,
) -> tuple[int, DocumentInfo]:
    """The document's; else that of the day that it speaks of or that the headings of its tables name, which it has from then
    on; else, as a finding says, the one that most time limits name, or the first in the running text."""
    document = head.document
    if not isinstance(document.year, Undefined):
        listed = None if given else _listed_for_next_year(document, body)
        if listed is None:
            return document.year, document
        trail.note("$.document.year", listed, "year.list", 0.9)
        return int(listed.text), evolve(document, year=int(listed.text))
    for line in reporting:
        match = _AS_OF_YEAR.search(line.text[:200])
        if match is not None:
            trail.note("$.document.year", line[match.start(1) : match.end(1)], "year.as-of", 0.95)
            return int(match[1]), evolve(document, year=int(match[1]))
    named = [p[m.start(1) : m.end(1)] for p in headings for m in _YEAR.finditer(p.text)]
    if len({p.text for p in named}) == 1:
        trail.note("$.document.year", named[0], "year.heading", 0.95)
        return int(named[0].text), evolve(document, year=int(named[0].text))
    limits = [
        p[m.start(1) : m.end(1)] for d in drafts for p in d.deadlines for m in [_YEAR_OF_LIMIT.search(p.text)] if m
    ]
    printed = limits or [p[m.start(1) : m.end(1)] for p in body for m in [_YEAR.search(p.text)] if m]
    printed = printed or [
        p[m.start(1) : m.end(1)]
        for p in (*paragraphs, *_aside(trail.source))
        if (m := _YEAR_OF_PAGE.search(p.text[:200]))
    ]
    if not printed:
        raise Unreadable("intake.no-year", file=trail.source.file)
    year = Counter(p.text for p in limits).most_common(1)[0][0] if limits else printed[0].text
    where = next(p for p in printed if p.text == year)
    trail.find("intake.year-from-text", Severity.WARNING, where, field="document.year", year=int(year))
    if not limits and (of_list := _year_of_list(body)) is not None and of_list.text == year:
        trail.note("$.document.year", of_list, "year.text", 0.85)
        document = evolve(document, year=int(year))
    return int(year), document


def _aside(source: SourceDocument) -> list[Passage]:
    """What the page prints around the document."""
    return [Passage.whole(a.text, spot) for a, spot in zip(source.aside, source.aside_spots(), strict=True)]


_LIST_OF = re.compile(
    r"(?<!\d)((?:19|20)\d\d)年(?:(?!\d{1,2}月)[^。；\n]{0,60}?(?:民生|实事|惠民|工程|项目|重点工作|件(?:好|大|小)?事)"
    r"|\d{1,2}月[^。；\n]{0,40}今年的?[^，。；\n]{0,8}(?:民生|实事))"
)
_OF_THE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年(?:度)?[^，。；：\d\n]{0,8}(?:民生实事|实事项目|民生项目)")
_AUTUMN = 9
"""The month from which a list may be that of the next year."""


def _listed_for_next_year(document: DocumentInfo, body: Sequence[Passage]) -> Passage | None:
    """The year after the date, where no title says another and all that the text lists is for that one: voted in December."""
    if isinstance(document.issued, Undefined) or document.issued.month < _AUTUMN or _YEAR.search(document.title):
        return None
    found = [p[m.start(1) : m.end(1)] for p in body for m in _OF_THE_YEAR.finditer(p.text[:600])]
    alike = {p.text for p in found} == {str(document.issued.year + 1)}
    return found[0] if alike and document.year == document.issued.year else None


def _year_of_list(body: Sequence[Passage]) -> Passage | None:
    """The year that the running text gives to what it lists: 2025年，全县集中力量办好十件民生实事."""
    found = ((p, m) for p in body if (m := _LIST_OF.search(p.text[:600])) is not None)
    return next((p[m.start(1) : m.end(1)] for p, m in found), None)


def _doubt_given(year: int, title: str, paragraphs: Sequence[Passage], trail: Trail) -> None:
    """The caller's year holds; that the title, or without one the running text, prints only others is said."""
    printed = [m[1] for m in _YEAR.finditer(title)] or [m[1] for p in paragraphs for m in _YEAR.finditer(p.text)]
    if printed and str(year) not in printed:
        trail.find("intake.given-year-differs", Severity.WARNING, year=year, printed=tuple(dict.fromkeys(printed)))


def _common_deadline(body: Sequence[Passage], year: int) -> Passage | None:
    """The sentence that sets one time limit for all projects (均须于…前完成)."""
    for paragraph in body:
        for sentence in paragraph.split("。\n"):
            text = sentence.text
            if len(text) > 200 or not _FOR_ALL.search(text) or not _ALL.search(text):
                continue
            limits = find_deadlines(text, year=year)
            if len(limits) == 1:
                return sentence
            if len(limits) > 1 and (first := _first_clause(sentence, year)) is not None:
                return first
    return None


def _first_clause(sentence: Passage, year: int) -> Passage | None:
    """The first clause, if it sets the limit of all: 全年任务10月底前全部完成，12月底前查漏补缺."""
    clause = next(sentence.split("，,；;"))
    alone = len(find_deadlines(clause.text, year=year)) == 1
    return clause if alone and _DONE_BY_ALL.search(clause.text) else None


_DONE_BY_ALL = re.compile(r"(?:任务|项目|实事|事项|工程).{0,16}(?:全部|全面|均|一律)(?:完成|办结|建成|竣工)$")


_UNITS_OF_ALL = re.compile(
    r"(?:以上|上述|所有|各项)[^，。；由]{0,10}(?:任务|项目|实事|事项|工作|工程)[^，。；由]{0,4}由"
)


def _with_units_of_all(drafts: Sequence[Draft], body: Sequence[Passage]) -> list[Draft]:
    """The drafts, those that name no unit with those that the document names for all: 以上项目均由县水利局牵头，各乡镇配合."""
    sentences = (s.stripped("。") for p in body if "由" in p.text for s in p.split("。\n"))
    told = next((s for s in sentences if _UNITS_OF_ALL.match(s.text) and says_who(s)), None)
    if told is None:
        return list(drafts)
    clauses = list(told.split("，,；;"))
    while len(clauses) > 1 and look(clauses[-1].text) is Look.TIME:
        told = told[: len(told) - len(clauses.pop()) - 1]
    return [d if d.units else evolve(d, units=((Column.RESPONSIBLE, told),)) for d in drafts]


@cache
def _first_is_lead() -> re.Pattern[str]:
    return re.compile(rf"(?:第一(?:位|名|个)?|首位)[^，。；]{{0,8}}为(?:工作)?{any_of(names_of_leads())}")


def _first_leads(paragraphs: Sequence[Passage], trail: Trail) -> bool:
    """Whether the document says that the first of several units leads: 责任单位排在第一位的为牵头单位."""
    for paragraph in paragraphs:
        match = _first_is_lead().search(paragraph.text)
        if match is not None:
            trail.use(paragraph[match.start() : match.end()])
            return True
    return False


_NOTE_ON_FIRST = re.compile(r"[（(][^（()）]*(?:第一|首位)[^（()）]*[)）]")


def _without_note(draft: Draft) -> Draft:
    """The draft, its units without the note on who of them leads: 县住建局、县财政局（第一位为牵头单位，下同）."""
    notes = [_NOTE_ON_FIRST.search(p.text) for _, p in draft.units]
    if not any(notes):
        return draft
    cut = tuple(
        (c, p if m is None else Passage.joined((p[: m.start()], p[m.end() :])))
        for (c, p), m in zip(draft.units, notes, strict=True)
    )
    return evolve(draft, units=cut)


def _directory(issuer: str, projects: Sequence[Project], rhythms: Rhythms) -> Directory:
    """All units of the projects, and the unnamed roles of the rhythms as parties."""
    place = re.match(r"[\u4e00-\u9fff]{1,12}?[县市区旗](?=人民政府|政府|委)", issuer) if issuer else None
    names = dict.fromkeys(n for p in projects for n in (*p.leads, *p.partners, *p.leaders))
    directory = Directory(area=place[0] if place else "").with_names(names)
    roles: dict[str, Organisation] = {}
    for rhythm in (*rhythms.rhythms, *(r for m in rhythms.methods for r in m.rhythms)):
        role = rhythm.party
        if role and not directory.knows(role) and directory.key(role) not in roles:
            guess = Organisation.guess(role)
            kind = OrganisationKind.ROLE if guess.kind is OrganisationKind.UNKNOWN else guess.kind
            roles[directory.key(role)] = evolve(guess, kind=kind)
    return directory.with_organisations(*roles.values()) if roles else directory
