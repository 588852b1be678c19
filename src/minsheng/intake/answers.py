"""Answers to the questions of a reading → a plan that holds them (答复)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

from attrs import evolve

from minsheng.calendars import Cadence, DueRule, Period, PeriodKind, as_day
from minsheng.errors import Finding, InvalidValue, MinshengError, NotFound, Place, Problems, Question, Severity
from minsheng.projects import Plan, Rhythm
from minsheng.responsibility import Organisation, OrganisationKind
from minsheng.targets import Quantity, Target

_PLAIN_DAY = re.compile(r"(次|次月|下月)?(?:每[月旬周季])?(\d{1,3}|底|末)[日号]?前?")
_LONG = (Cadence.QUARTERLY, Cadence.HALF_YEARLY, Cadence.YEARLY)
_DAYS = {PeriodKind.WEEK: 7, PeriodKind.TEN_DAYS: 11, PeriodKind.HALF_MONTH: 16, PeriodKind.MONTH: 31}
"""Days of the longest period; the long ones are answered with a month."""
_LIST = re.compile(r"[、，,；;\n]+")


class UnknownQuestion(NotFound):
    """An answer was given to something that nobody asked; `choices` are the keys of the questions."""

    code = "intake.unknown-question"


def answered(plan: Plan, questions: tuple[Question, ...], answers: Mapping[str, str]) -> Plan:
    """The plan with the answers in it; what stays unanswered stays as `plan.unknowns`.

    Raises:
        UnknownQuestion: a key that no question has.
        Problems: answers that can not be understood, all at once.
    """
    keys = tuple(q.key for q in questions)
    for key in answers:
        if key not in keys:
            raise UnknownQuestion("question", key, keys)
    findings: list[Finding] = []
    for key, answer in answers.items():
        room, _, rest = key.partition(".")
        try:
            plan = _ANSWERS.get(room, _target)(plan, key if room not in _ANSWERS else rest, answer.strip())
        except MinshengError as error:
            place = Place(path=key)
            why = error.message("zh")
            findings.append(Finding.of("intake.bad-answer", Severity.ERROR, place, answer=answer[:80], why=why))
    if findings:
        raise Problems("answers", tuple(findings), code="intake.wrong-answers")
    return evolve(plan, unknowns=[q for q in questions if q.key not in answers])


def _listed(answer: str) -> list[str]:
    names = [name.strip() for name in _LIST.split(answer) if name.strip()]
    if not names:
        raise InvalidValue("intake.empty-answer")
    return names


def _target(plan: Plan, key: str, answer: str) -> Plan:
    """8.targets = 建成120个点位；接入36所学校; 3.t2.denominator = 12000人."""
    reference, _, what = key.rpartition(".")
    if what == "targets":
        return plan.changed(reference, targets=[Target.parse(text) for text in _listed(answer)])
    target = plan.target(reference)
    project, item = plan.owner(reference)
    whole = evolve(Quantity.parse(answer), caveat=target.text)
    known = evolve(target, quantity=whole)
    targets = item.targets if item is not None else project.targets
    number = project.no if item is None else f"{project.no}.{item.no}"
    return plan.changed(number, targets=[known if t.id == target.id else t for t in targets])


def _members(plan: Plan, key: str, answer: str) -> Plan:
    """groups.各乡镇（街道）.members = 甲镇、乙镇."""
    name = key.rpartition(".")[0]
    group = plan.directory.resolve(name)
    directory = plan.directory.with_organisations(evolve(group, members=_listed(answer)))
    return evolve(plan, directory=directory)


def _persons(plan: Plan, key: str, answer: str) -> Plan:
    """roles.县政府分管负责同志.persons = 甲、乙、丙."""
    name = key.rpartition(".")[0]
    directory = plan.directory
    if not directory.knows(name):
        directory = directory.with_organisations(Organisation(name, kind=OrganisationKind.ROLE))
    return evolve(plan, directory=directory.naming(name, _listed(answer)))


def _rhythm(plan: Plan, key: str, answer: str) -> Plan:
    """rhythms.report.day = 5; rhythms.weekly_meeting.anchor = 2024-W10."""
    return (_anchor if key.endswith(".anchor") else _day)(plan, key, answer)


def _anchor(plan: Plan, key: str, answer: str) -> Plan:
    """A period that has an instance, by its code, its label (with or without the year) or a day in it."""
    wanted = key.rpartition(".")[0]
    kind = next(r.cadence.period_kind for r in plan.all_rhythms if r.id == wanted)
    assert kind is not None
    for text in (answer, f"{plan.year}年{answer}"):
        with suppress(InvalidValue):
            if (period := Period.parse(text)).kind is kind:
                return _changed(plan, wanted, lambda r: evolve(r, anchor=period))
    try:
        period = Period.of(kind, as_day(answer))
    except InvalidValue:
        raise InvalidValue("intake.no-anchor", value=answer) from None
    return _changed(plan, wanted, lambda r: evolve(r, anchor=period))


def _day(plan: Plan, key: str, answer: str) -> Plan:
    """rhythms.report.day = 5 (of the period), 次月5 (of the next one), 底 (its last day), or in words: 末月20日, 周二12:00.

    What is owed once gets a date: 2024-03-15. It is then owed once for the plan's year, which has a last day to count to.
    """
    wanted = key.rpartition(".")[0]
    if any(r.id == wanted and r.cadence is Cadence.ONCE for r in plan.all_rhythms):
        day = as_day(answer)
        if day.year != plan.year:
            raise InvalidValue("intake.other-year", value=answer, year=plan.year)
        return _with_days(plan, wanted, [DueRule(day=day.timetuple().tm_yday)], cadence=Cadence.YEARLY)
    rhythm = next((r for r in plan.all_rhythms if r.id == wanted), None)
    cadence = Cadence.MONTHLY if rhythm is None else rhythm.cadence
    match = _PLAIN_DAY.fullmatch("".join(answer.split()))
    dues: tuple[DueRule, ...]
    # the 25th day of a quarter is nobody's answer: there the month must be told (末月25日)
    if match and (cadence not in _LONG or match[2] in "底末"):
        dues = (DueRule(day=-1 if match[2] in "底末" else int(match[2]), offset_periods=1 if match[1] else 0),)
    elif not (dues := DueRule.all_found_in(answer, cadence))[-1].known:
        raise InvalidValue("intake.no-due-rule", value=answer)
    for due in dues:
        kind = PeriodKind.MONTH if due.month is not None else cadence.period_kind
        if due.day is not None and kind is not None and due.day > _DAYS.get(kind, due.day):
            raise InvalidValue("intake.no-due-rule", value=answer)  # 99 is a slip of the pen, not the month's end
    return _with_days(plan, wanted, dues)


def _with_days(plan: Plan, wanted: str, dues: Sequence[DueRule], *, cadence: Cadence | None = None) -> Plan:
    """The plan with one rhythm due otherwise; on rest days it moves as before. Several days take the place of its times."""

    def changed(rhythm: Rhythm) -> Rhythm:
        due, *also = (evolve(rule, roll=rhythm.due.roll) for rule in dues)
        times = 1 if also else rhythm.times
        return evolve(rhythm, due=due, also=also, times=times, cadence=cadence or rhythm.cadence)

    return _changed(plan, wanted, changed)


def _changed(plan: Plan, wanted: str, change: Callable[[Rhythm], Rhythm]) -> Plan:
    def changed(rhythm: Rhythm) -> Rhythm:
        return change(rhythm) if rhythm.id == wanted else rhythm

    methods = [evolve(m, rhythms=[changed(r) for r in m.rhythms]) for m in plan.methods]
    return evolve(plan, rhythms=[changed(r) for r in plan.rhythms], methods=methods)


def _definition(plan: Plan, key: str, answer: str) -> Plan:
    """methods.212.definition = its meaning."""
    name = key.rpartition(".")[0]
    if not answer:
        raise InvalidValue("intake.empty-answer")
    return evolve(plan, methods=[evolve(m, definition=answer) if m.name == name else m for m in plan.methods])


_ANSWERS: dict[str, Callable[[Plan, str, str], Plan]] = {
    "groups": _members,
    "roles": _persons,
    "rhythms": _rhythm,
    "methods": _definition,
}
