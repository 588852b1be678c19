"""Progress circulars in running text (进展通报): what of a paragraph is the task, what was reported, what comes next."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from attrs import evolve, frozen

from minsheng.calendars import find_deadlines
from minsheng.errors import Severity, Undefined
from minsheng.intake.circulars.days import day_in_heading, day_reported
from minsheng.intake.drafts import Draft, Report
from minsheng.intake.passages import Passage
from minsheng.intake.trail import Trail
from minsheng.projects import Project
from minsheng.text import squeeze

_TITLE = re.compile(
    r"进展|完成情况|(?:超额|提前|圆满)完成|推进情况|落实情况|办理情况|实施情况|建设情况|进度|[（(]截[至止]|月报|旬报|快报|(?<![票表]决)(?<!征集)(?<!征求)(?<!选举)(?<!确定)情况(?:的)?(?:通报|公示|公告|汇报|报告)"
    r"|(?:办理|落实|推进|完成|实施|建设)工作情况"
)
_REPORTS = re.compile(
    r"截[至止]|目前|当前|累计|已(?!有|经政府|列入|纳入|同意)|正在|今年以来|年初以来|[1１一][-—–~～至到]\d{1,2}月|本月|完成率|均完成|超额|(?:工作|项目|目前)?进展(?:情况)?[:：]"
    r"|完成情况[:：]|现已|主体(?:已|均已|全部)?(?:封顶|完工|竣工)|实际[\u4e00-\u9fff]{2,4}(?:约|近|了)?(?=\d)"
    r"|^(?:今年)?(?:上半年|前三季度|第?[一二三]季度)(?=[，,]|$)"
)
_FIGURE_DONE = re.compile(r"\s*(?:完成|建成|竣工)(?:[\u4e00-\u9fff]{0,12}?)(?:约|近|了)?\d")
"""A clause behind the task of a circular that gives the figure at once: 目标12000个，完成6800个."""
_SHARE_OF_TASK = re.compile(
    r"\s*(?:分别|均|各)?(?:为|占|完成|达到?)了?(?:年度?|全年|年初|总|目标|计划)*(?:任务|计划|目标)[数量总]{0,2}的?(\d+(?:\.\d+)?)"
)
"""A clause with the share of the task behind what was done: 改造公路3290公里，为任务的164.5%."""
_BEYOND_TASK = re.compile(r"\s*超(?:过|出|额)?(?:年度?|全年|目标|计划)*(?:任务|计划|目标)[数量]?\d")
"""By how much a task was passed: 月人均补差185元，超任务17元."""
_WAS_DONE = re.compile(r"[^，。；\d]{0,8}?(?:完成|建成|实现|累计|竣工|新增)")
_WHOLE = 100
_AHEAD = re.compile(r"\s*(?:下一?步|接下来|预计|计划于|力争|下阶段|拟于|存在(?:的)?问题|主要问题|困难)")
_TASK = re.compile(r"\s*(?:年度|全年|今年|工作|建设)?(?:目标|任务|计划|内容)")
_LABELLED = re.compile(
    r"(?:数据|统计)?(?:截[至止])(?:日期|时间|日)?[:：]?((?:19|20)\d\d[年.-]\d{1,2}[月.-](?:\d{1,2}日?|底)?)"
)


_PLANNED = re.compile(r"(?:制度|办法|方案|报送.{0,12})(?:的通知)?$|(?:征集|征求).{0,60}(?:意见|建议)")
"""Titles of what sets reporting up or asks for opinions, and does not report: 进展情况报送制度."""
_FINISHED = r"(?:目前|现|均|全部)[^，。；]{0,4}(?:完工|完成|竣工|建成)"
_INTRODUCTION = r"现将[^。；]{0,50}(?:进展|进度|完成|落实|推进|办理|实施)(?:情况)?[^。；]{0,12}(?:通报|公示|公布|报告|通告|汇报)如下"
_LOOKED_AT = r"(?:进展|进度|完成|落实|推进)情况进行了[\u4e00-\u9fff]{2,8}[。，；]?现将[^。；]{0,16}通报如下"
_OF_THE_PLAN = r"今年[^。；]{0,80}?(?:占|完成)(?:全年|年度|年)(?:目标)?(?:计划|任务|目标)[^。；，\d]{0,4}\d+(?:\.\d+)?%"
_GOES_WELL = r"[1１一][-—–~～至到]\d{1,2}月[^。；]{0,40}进展(?:顺利|良好)|从[^。；]{0,40}(?:进度|进展)情况来?看"
_INTRODUCED = re.compile(
    rf"{_INTRODUCTION}|{_LOOKED_AT}|{_OF_THE_PLAN}|{_GOES_WELL}|{_FINISHED}(?=[。，；](?:其中|分别|累计完成投资))"
)
"""What introduces a report: 现将9月份进展情况通报如下, 目前均已完工。其中，…"""
_INTRODUCING = re.compile(rf"{_INTRODUCTION}|{_LOOKED_AT}|{_OF_THE_PLAN}|{_GOES_WELL}|{_FINISHED}")
"""The same, by itself."""
_TOLD = re.compile(
    r"[截累已完占为超](?:(?<=超)(?:过|出|额)?任务\d|(?<=截)[至止]|(?<=累)计|(?<=已)完成|(?<=完)成率|(?:(?<=完)成|(?<=[占为]))了?(?:年度?|全年)?(?:目标)?任务的\d)"
)
"""It begins with a set, which is sought fast."""
_KIND = re.compile(
    r"(?:通知|通告|公告|公示|方案|意见|清单|计划|安排|一览表|分解表|任务书|[项目任务]表|实事)(?=[^\w]|$)"
)
"""What ends the title of a document that makes commitments."""


@frozen(kw_only=True)
class ToldKind:
    """Whether a document makes commitments or reports on them, and why (文件性质)."""

    kind: str
    """notice or progress."""
    words: Passage
    """What says so; empty where nothing does but that no progress is reported."""
    rule: str
    confidence: float


def is_circular(title: str, drafts: Sequence[Draft]) -> bool:
    """Whether a document reports on commitments rather than making them: by its title, or by most of its paragraphs.

    >>> is_circular("甲县2023年民生实事进展情况（截至11月底）", []), is_circular("关于办好2024年民生实事的通知", [])
    (True, False)
    >>> is_circular("关于民生实事候选项目票决情况的公告", [])
    False
    """
    return _title_tells(title) is not None or _text_tells(drafts) is not None


def introduced(title: Passage, lines: Sequence[Passage]) -> Passage:
    """The words with which a document whose title does not tell says that it reports: 现将1至7月实施进度通报如下; else its title.

    >>> introduced(Passage(""), [Passage("现将9月份民生实事进展情况通报如下：")]).text
    '现将9月份民生实事进展情况通报如下'
    """
    for line in lines if _title_tells(title.text) is None and _PLANNED.search(title.text) is None else ():
        match = _INTRODUCED.search(line.text)
        if match is not None:
            return line[match.start() : match.end()]
    return title


def kind_told(title: Passage, drafts: Sequence[Draft], figure: Passage | None) -> ToldKind:
    """The kind of a document and the words that tell it; `figure` is the first figure that it reports.

    >>> from minsheng.intake.source import Spot
    >>> told = kind_told(Passage.whole("甲县2023年民生实事进展情况（截至11月底）", Spot(0)), [], None)
    >>> told.kind, told.words.text
    ('progress', '进展')
    """
    found = figure is not None
    if (match := _title_tells(title.text)) is not None:
        words = title[match.start() : match.end()]
        return ToldKind(kind="progress", words=words, rule="kind.title", confidence=0.99 if found else 0.9)
    if (told := _text_tells(drafts)) is not None:
        return ToldKind(kind="progress", words=told, rule="kind.text", confidence=0.95 if found else 0.85)
    if figure is not None:
        return ToldKind(kind="progress", words=figure, rule="kind.figures", confidence=0.9)
    reported = [r.words[0] for d in drafts for r in d.reports if r.words]
    if len(reported) * 2 > len(drafts):  # a column that tells in words alone how far each one is
        return ToldKind(kind="progress", words=reported[0], rule="kind.column", confidence=0.85)
    if not title:
        return ToldKind(kind="notice", words=title, rule="kind.nothing-reported", confidence=0.9)
    ends = tuple(_KIND.finditer(title.text))
    words = title[ends[-1].start() : ends[-1].end()] if ends else title
    return ToldKind(kind="notice", words=words, rule="kind.title", confidence=0.98)


def _title_tells(title: str) -> re.Match[str] | None:
    return _INTRODUCING.fullmatch(title) or (None if _PLANNED.search(title) else _TITLE.search(title))


def _text_tells(drafts: Sequence[Draft]) -> Passage | None:
    """The first words that report, where most of the paragraphs do."""
    first, silent = None, 0
    for draft in drafts:
        if (words := _first(draft)) is not None:
            first = first or words
            continue
        silent += 1
        if silent * 2 >= len(drafts):
            return None
    return first


def _first(draft: Draft) -> Passage | None:
    """The first report in the texts of a draft, if there is one."""
    for passage in draft.contents:
        if (match := _TOLD.search(passage.text)) is not None:
            return passage[match.start() : match.end()]
    return None


def day_of_circular(title: str, lines: Sequence[Passage], year: int) -> date | Undefined:
    """The day that a circular reports on: behind 截至 in its title, under it, in its text; else the month of its title.

    >>> day_of_circular("甲县2025年9月份民生实事进展情况表", [], 2025)
    datetime.date(2025, 9, 30)
    """
    if (day := day_reported(title, year)) is not None:
        return day
    for line in lines:
        plain = squeeze(line.text[:400])
        match = _LABELLED.search(plain)
        limits = find_deadlines(match[1], year=year, cell=True) if match else ()
        if limits and isinstance(limits[0].deadline.day, date):
            return limits[0].deadline.day
        if (day := day_reported(line.text, year)) is not None:
            return day
    return day_in_heading(title, year) or Undefined("截至日期未写明")


def tell_unreported(
    drafts: Sequence[Draft], projects: Sequence[Project], figures: Mapping[str, Sequence[object]], trail: Trail
) -> None:
    """A finding for each project of which a circular reports something else than in the words that are known to report."""
    for draft, project in zip(drafts, projects, strict=True):
        if not draft.reports and not figures[project.no] and any(map(_has_figure, draft.contents)):
            where, no = draft.anywhere, project.no
            trail.find(
                "intake.no-progress", Severity.WARNING, where, no=no, field="progress, targets", name=project.name
            )


def _has_figure(passage: Passage) -> bool:
    return any(map(str.isdigit, passage.text))


def tells_all_finished(about: str) -> bool:
    """Whether what introduces a report says that all of it is finished: 目前均已完工."""
    return re.fullmatch(_FINISHED, about) is not None


def divided(draft: Draft, *, finished: bool = False) -> Draft:
    """The draft with its texts divided: the task stays its content, what was reported becomes a report.

    Where all is `finished`, every figure was reached.
    """
    if draft.reports or not draft.contents:
        return draft
    task: list[Passage] = []
    told: list[Passage] = []
    ahead: list[Passage] = []
    for passage in draft.contents:
        for kind, part in _parts(passage, "told" if finished else "task"):
            {"task": task, "told": told, "ahead": ahead}[kind].append(part)
    if not told:
        return draft
    goal = tuple(task)
    return evolve(
        draft,
        # without a task of its own it is named by its beginning, and its figures are no promises
        contents=goal or (next(draft.contents[0].split("，。；：,;:\n")),),
        promises=bool(goal),
        reports=(Report(goal=goal, words=_joined(told)),),
        remarks=(*draft.remarks, *ahead),
    )


def _joined(parts: Sequence[Passage]) -> tuple[Passage, ...]:
    """One text a paragraph, so that a figure and its rate in the next clause stay together."""
    return (Passage.joined(parts, "。"),) if parts else ()


def _parts(passage: Passage, state: str) -> Iterator[tuple[str, Passage]]:
    """The sentences of a text, each with what it tells; one that begins with the task is cut where the report begins."""
    for sentence in passage.split("。；;\n"):
        words = sentence.stripped()
        if not words:
            continue
        if _AHEAD.match(words.text):
            state = "ahead"
        elif _TASK.match(words.text) and not _REPORTS.match(words.text):
            state = "task"
        elif _REPORTS.match(words.text):
            state = "told"
        if state != "task":
            yield state, words
            continue
        cut = _report_in(words)
        if cut:
            yield "task", words[:cut].stripped("，,")
        if cut < len(words):
            yield "told", words[cut:].stripped("，,")
            state = "told"


def _report_in(sentence: Passage) -> int:
    """Where in a sentence the first clause begins that reports; its length if none does."""
    start = 0
    for clause in sentence.split("，,：:"):
        if start and _BEYOND_TASK.match(clause.text):
            return 0
        share = _SHARE_OF_TASK.match(clause.text) if start else None
        if share is not None:
            front = sentence.text[:start]
            done = float(share[1]) > _WHOLE or _WAS_DONE.match(front) is not None
            return 0 if done and not re.search(r"目标|任务|计划|拟|将", front) else start
        reports = _REPORTS.search(clause.text) or (start and _FIGURE_DONE.match(clause.text))
        if reports and not re.search(r"目标|任务|计划", clause.text[:6]):
            return start
        start += len(clause) + 1
    return len(sentence)
