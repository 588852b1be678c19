"""The State Council's notice on days off (放假通知), read into a decree: whole, or with every contradiction named."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date

from attrs import frozen

from minsheng.calendars.decree_file import FIRST_YEAR, LAST_YEAR
from minsheng.calendars.decrees import NOT_RECORDED, Decree, Holiday, shipped_decrees
from minsheng.calendars.notice_amendments import ReadChange, read_change
from minsheng.calendars.notice_clauses import ReadHoliday, read_item, told
from minsheng.calendars.notice_text import LONGEST, Change, NoticeText, parts, statutory
from minsheng.errors import Finding, InvalidValue, Lang, Place, Problems, Severity, Undefined, say


@frozen(kw_only=True)
class DecreeReading:
    """What was understood of a notice's text (放假通知识读), and what is wrong with it."""

    year: int | Undefined
    number: str | Undefined
    issued: date | Undefined
    source: str
    holidays: tuple[ReadHoliday, ...]
    findings: tuple[Finding, ...]
    """Errors: each contradiction. Infos: what is only encouraged, a number or a day of issue that is not there."""
    changes: Decree | None = None
    """For a notice that changes one holiday (调整、延长): the year's decree before it; None for a year's own notice."""
    changed: Decree | None = None
    """That decree with the change in it; None if there is none, or a contradiction."""

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The contradictions; with one of them there is no decree."""
        return tuple(f for f in self.findings if f.severity is Severity.ERROR)

    def confirm(self) -> Decree:
        """The decree; of a notice that changes one, the whole year's with the change in it.

        Raises:
            Problems: the notice contradicts itself or the calendar, or was not understood as a whole.
        """
        if self.errors or isinstance(self.year, Undefined):
            raise Problems(say("calendars.decree-title", year=self.year), self.errors)
        return self.changed or _decree(self.year, self.number, self.issued, self.source, self.holidays)

    def text(self, lang: Lang = "zh") -> str:
        """What was understood, a line for each holiday."""
        unknown = say("calendars.decree-not-found", lang)
        number = self.number if isinstance(self.number, str) else unknown
        issued = self.issued.isoformat() if isinstance(self.issued, date) else unknown
        year = self.year if isinstance(self.year, int) else "?"
        head = say("calendars.decree-head", lang, year=year, number=number, issued=issued)
        if self.changes is not None:
            head = say("calendars.decree-head-amends", lang, head=head, decree=self.changes)
        return "\n".join([head, *(f"  {told(holiday, lang)}" for holiday in self.holidays)])

    def __str__(self) -> str:
        return self.text()


def read_decree(text: str, *, source: str = "", decrees: Iterable[Decree] | None = None) -> DecreeReading:
    """Read the text of a notice as 国务院办公厅 publishes it, in the wordings of 2006 to 2026.

    Every clause that names a day must be understood; weekdays and numbers of days are checked against the calendar.
    Nothing is raised: contradictions are findings, and `DecreeReading.confirm` refuses them.

    A notice that changes one holiday of a year (关于调整2019年劳动节假期安排的通知, 关于延长2020年春节假期的通知) is read onto
    that year's decree, the last one of `decrees`; by default of the shipped ones.

    >>> reading = read_decree('''
    ... 国务院办公厅关于2030年部分节假日安排的通知
    ... 一、元旦：1月1日（周二）放假1天，不调休。''')
    >>> print(reading.holidays[0].rest[0], "；".join(f.code for f in reading.errors))
    2030-01-01 calendars.decree-incomplete
    """
    if len(text) > LONGEST:
        return _nothing(source, "too-long-text", n=len(text), limit=LONGEST)
    notice = parts(text)
    if notice.change is not None:
        return _changed(notice, notice.change, source, shipped_decrees() if decrees is None else tuple(decrees))
    if notice.amends:
        return _nothing(source, "amends", text=notice.amends, year=_year_of(notice.amends))
    if not notice.years:
        if notice.adds:
            return _nothing(source, "adds", text=notice.adds, year=_year_of(text))
        return _nothing(source, "no-year")
    year = notice.years[0]
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return _nothing(source, "no-year")
    found: list[Finding] = []
    holidays: list[ReadHoliday] = []
    for item in notice.items:
        holiday, wrong = read_item(item, year)
        holidays.append(holiday)
        found += wrong
    issued = _issued(notice, found)
    _check_head(notice, year, issued, found)
    _check_list(notice, year, found)
    _check_together(holidays, year, found)
    number = notice.numbers[0] if notice.numbers else NOT_RECORDED
    source = source or say("calendars.decree-title", year=year)
    found += [
        Finding.of("calendars.decree-advice", Severity.INFO, Place(part=h.label), text=advice)
        for h in holidays
        for advice in h.advice
    ]
    if not any(f.severity is Severity.ERROR for f in found):
        try:  # the class has the last word
            _decree(year, number, issued, source, holidays)
        except InvalidValue as error:
            found.append(Finding.of(error.code, Severity.ERROR, error.place, **error.fields))
    return DecreeReading(
        year=year,
        number=number,
        issued=issued,
        source=source,
        holidays=tuple(holidays),
        findings=tuple(found),
    )


def _changed(notice: NoticeText, change: Change, source: str, decrees: tuple[Decree, ...]) -> DecreeReading:
    """The reading of a notice that changes one holiday of a year."""
    found: list[Finding] = []
    issued = _issued(notice, found)
    _check_head(notice, change.year, issued, found)
    reference = notice.numbers[0] if notice.numbers else change.words
    try:
        read = read_change(change, decrees, reference, issued, source)
    except InvalidValue as error:  # the changed decree contradicts itself
        read = ReadChange(None, None, (Finding.of(error.code, Severity.ERROR, error.place, **error.fields),))
    found += read.findings
    holidays = [] if read.holiday is None else [read.holiday]
    _check_together(holidays, change.year, found)
    return DecreeReading(
        year=change.year,
        number=notice.numbers[0] if notice.numbers else NOT_RECORDED,
        issued=issued,
        source=source,
        holidays=tuple(holidays),
        findings=tuple(found),
        changes=next((decree for decree in reversed(decrees) if decree.year == change.year), None),
        changed=read.decree,
    )


def _year_of(text: str) -> str:
    """The year that a text prints first, for an example of what to type."""
    printed = re.search("(?:19|20|21)[0-9]{2}", text)
    return printed[0] if printed else "2026"


def _decree(
    year: int,
    number: str | Undefined,
    issued: date | Undefined,
    source: str,
    holidays: tuple[ReadHoliday, ...] | list[ReadHoliday],
) -> Decree:
    return Decree(
        year=year,
        number=number,
        issued=issued,
        source=source,
        holidays=[Holiday(name=h.name, first=h.rest[0], last=h.rest[-1], work=h.work) for h in holidays],
    )


def _nothing(source: str, name: str, /, **fields: object) -> DecreeReading:
    """A reading of which there is nothing to say but why."""
    return DecreeReading(
        year=NOT_RECORDED,
        number=NOT_RECORDED,
        issued=NOT_RECORDED,
        source=source,
        holidays=(),
        findings=(_wrong(name, None, **fields),),
    )


def _wrong(name: str, place: Place | None = None, /, **fields: object) -> Finding:
    return Finding.of(f"calendars.decree-{name}", Severity.ERROR, place or Place(), **fields)


def _issued(notice: NoticeText, found: list[Finding]) -> date | Undefined:
    if notice.issued is None:
        return NOT_RECORDED
    try:
        return date(*notice.issued)
    except ValueError:
        year, month, day = notice.issued
        found.append(_wrong("no-such-day", text=f"{year}年{month}月{day}日"))
        return NOT_RECORDED


def _check_head(notice: NoticeText, year: int, issued: date | Undefined, found: list[Finding]) -> None:
    """Year, number and day of issue: one of each, and in agreement."""
    if len(notice.years) > 1:
        found.append(_wrong("several-years", years="、".join(map(str, notice.years))))
    if len(notice.numbers) > 1:
        found.append(_wrong("several-numbers", numbers="、".join(notice.numbers)))
    if isinstance(issued, date):
        if issued.year not in (year - 1, year):
            found.append(_wrong("issued-year", issued=issued, year=year))
        if notice.numbers and f"〔{issued.year}〕" not in notice.numbers[0]:
            found.append(_wrong("number-year", number=notice.numbers[0], issued=issued))
    else:
        found.append(Finding.of("calendars.decree-no-issue", Severity.INFO))
    if not notice.numbers:
        found.append(Finding.of("calendars.decree-no-number", Severity.INFO))


def _check_list(notice: NoticeText, year: int, found: list[Finding]) -> None:
    """The list of holidays: numbered without a gap, whole, and nothing ordered outside it."""
    if not notice.items:
        found.append(_wrong("no-items"))
        return
    numbers = [item.number for item in notice.items]
    if numbers != list(range(1, len(numbers) + 1)):
        found.append(_wrong("numbering", numbers="、".join(map(str, numbers))))
    names = Counter(name for item in notice.items for name in item.name.split("、"))
    if missing := [name for name in statutory(year) if name not in names]:
        found.append(_wrong("incomplete", names="、".join(missing)))
    found += [_wrong("repeated", holiday=name) for name, n in names.items() if n > 1]
    found += [_wrong("loose", text=text) for text in notice.loose]


def _check_together(holidays: list[ReadHoliday], year: int, found: list[Finding]) -> None:
    """No day rests twice, works twice, or rests and works; all lie in the year or the December before."""
    owner: dict[date, ReadHoliday] = {}
    worked: dict[date, ReadHoliday] = {}
    for holiday in holidays:
        place = Place(part=holiday.label)
        if clash := [day for day in holiday.rest if day in owner]:
            other = owner[clash[0]].label
            found.append(_wrong("overlap", place, day=clash[0], other=other))
        owner.update(dict.fromkeys(holiday.rest, holiday))
        found += [_wrong("work-twice", place, day=d, other=worked[d].label) for d in holiday.work if d in worked]
        worked.update(dict.fromkeys(holiday.work, holiday))
        found += [
            _wrong("other-year", place, day=day, year=year)
            for day in (*holiday.rest, *holiday.work)
            if not date(year - 1, 12, 1) <= day <= date(year, 12, 31)
        ]
    for day, holiday in worked.items():
        if day in owner and owner[day] is not holiday:
            found.append(_wrong("work-in-other", Place(part=holiday.label), day=day, other=owner[day].label))
