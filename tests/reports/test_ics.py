"""Calendar files: read back by a strict reader of our own and by vobject, which had no part in writing them."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import minsheng as ms
from minsheng.calendars import Cadence, Decree, DueRule, Holiday, WorkCalendar
from minsheng.duties import Command, Duties, Duty
from minsheng.errors import InvalidValue, Lang, MissingExtra, Unreadable
from minsheng.projects import Bearer, UnknownParty
from minsheng.projects.project import ProjectState
from minsheng.reports import duties_ics
from tests.reports import county, rfc5545

CALENDAR = ms.ChinaCalendar()
DUTIES = ms.expand_duties(county.PLAN, CALENDAR)
LIANGSHAN = ms.load_example().plan
HOSTILE = "局\r\nEND:VCALENDAR\nBEGIN:VEVENT\u2028\u202e;,\\n:\"'<b>\x00\x07"


def _plan(rule: DueRule, met_by: str = "report", cadence: Cadence = Cadence.MONTHLY, **more: object) -> ms.Plan:
    rhythm = ms.Rhythm(
        id="r", name="报送", bearer=Bearer.PARTY, party="县交运局", cadence=cadence, due=rule, met_by=[met_by]
    )
    return ms.Plan(
        id="made-up-2024", year=2024, document=ms.DocumentInfo(issued="2024-02-06"), rhythms=[rhythm], **more
    )


def _file(plan: ms.Plan, calendar: WorkCalendar = CALENDAR, **options: object) -> rfc5545.Part:
    return rfc5545.read(duties_ics(ms.expand_duties(plan, calendar), plan=plan, **options))


def _by_uid(file: rfc5545.Part) -> dict[str, rfc5545.Part]:
    return {part.get("UID") or "": part for part in file.parts}


def test_the_strict_reader_refuses_what_the_standard_refuses() -> None:
    good = duties_ics(DUTIES, plan=county.PLAN)
    rfc5545.read(good)
    for wrong in (
        good.replace(b"\r\n", b"\n"),
        good.replace(b"\r\n ", b""),
        good.replace(b"DUE;VALUE=DATE:", b"DUE;VALUE=DATE;TZID=Asia/Shanghai:"),
        good.replace(b"DTSTAMP:20240205T160000Z", b"DTSTAMP:20240205T160000"),
        good.replace(b"BEGIN:VTODO\r\n", b"BEGIN:VTODO\r\nSUMMARY:a,b\r\n", 1),
        good[:-20],
    ):
        with pytest.raises(rfc5545.NotStrict):
            rfc5545.read(wrong)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_duty_stands_in_the_file_on_its_day(lang: Lang) -> None:
    file = rfc5545.read(duties_ics(DUTIES, plan=county.PLAN, lang=lang))
    found = _by_uid(file)
    for duty in DUTIES.all:
        part = found[duty.id]
        day = part.day("DTSTART") if part.name == "VEVENT" else part.day("DUE")
        assert day == (duty.due if isinstance(duty.due, date) else None)
        assert duty.name in part.text("SUMMARY")
        assert duty.party in part.text("SUMMARY")
        assert duty.why(lang) in part.text("DESCRIPTION")


def test_another_library_reads_the_same_days_and_texts() -> None:
    data = duties_ics(ms.expand_duties(LIANGSHAN, CALENDAR), plan=LIANGSHAN)
    strict = _by_uid(rfc5545.read(data))
    read = vobject.readOne(data.decode())
    components = [*read.vtodo_list, *read.vevent_list]
    assert len(components) == len(strict)
    for component in components:
        part = strict[component.uid.value]
        assert component.name == part.name
        for name in ("due", "dtstart"):
            when = getattr(component, name).value if hasattr(component, name) else None
            assert when == part.day(name.upper())
        assert component.summary.value == part.text("SUMMARY")
        assert component.description.value == part.text("DESCRIPTION")
        assert set(component.categories.value) == {
            rfc5545.unescaped(c) for c in (part.get("CATEGORIES") or "").replace("\\,", "\0").split(",")
        }


def test_the_counts_of_the_real_notice_come_out() -> None:
    # the notice: 10 leads with 48 weeks of two weekly duties, 11 months, 33 旬, 4 quarters; 12 without a day
    file = rfc5545.read(duties_ics(ms.expand_duties(LIANGSHAN, CALENDAR), plan=LIANGSHAN))
    todos = [p for p in file.parts if p.name == "VTODO"]
    events = [p for p in file.parts if p.name == "VEVENT"]
    assert sum(p.day("DUE") is not None for p in todos) == 480 + 110 + 4
    assert sum(p.day("DUE") is None for p in todos) == 12
    limits = [p for p in events if "时限" in p.text("CATEGORIES").split(",")]
    assert len(events) == 480 + 33 + len(limits)
    assert sorted(p.day("DTSTART") for p in limits) == [
        *[date(2024, 8, 31)] * 2,
        date(2024, 9, 30),
        date(2024, 10, 31),
        *[date(2024, 11, 30)] * 6,
    ]


def test_the_same_duties_are_the_same_bytes() -> None:
    assert duties_ics(DUTIES, plan=county.PLAN) == duties_ics(ms.expand_duties(county.PLAN, CALENDAR), plan=county.PLAN)


def test_the_time_stamp_is_the_documents_date_and_never_the_clock() -> None:
    stamps = {part.day("DTSTAMP") for part in rfc5545.read(duties_ics(DUTIES, plan=county.PLAN)).parts}
    assert stamps == {datetime(2024, 2, 5, 16, tzinfo=UTC)}  # 2024-02-06 00:00 in Shanghai
    stamps = {part.day("DTSTAMP") for part in rfc5545.read(duties_ics(DUTIES)).parts}
    assert stamps == {datetime(2023, 12, 31, 16, tzinfo=UTC)}


def test_a_meeting_is_an_event_and_what_may_be_met_otherwise_a_task() -> None:
    assert _file(_plan(DueRule(day=5), "weekly_meeting")).parts[0].name == "VEVENT"
    either = _plan(DueRule(day=5))
    either = evolve(either, rhythms=[evolve(either.rhythms[0], met_by=["special_meeting", "special_study"])])
    part = _file(either).parts[0]
    assert part.name == "VTODO"
    assert "召开专题会议、开展专题调研" in part.text("DESCRIPTION")


def test_a_time_of_day_is_an_instant_in_utc() -> None:
    part = _file(_plan(DueRule(day=5, at=time(12)))).parts[0]
    assert part.day("DUE") == datetime(2024, 2, 5, 4, tzinfo=UTC)


def test_a_first_day_is_the_begin_of_the_task() -> None:
    for rule in (DueRule(day=5, since=1, offset_periods=1), DueRule(day=5, since=1, offset_periods=1, at=time(12))):
        part = _file(_plan(rule)).parts[0]
        begin = part.day("DTSTART")
        assert begin is not None
        local = begin.astimezone(ZoneInfo("Asia/Shanghai")).date() if isinstance(begin, datetime) else begin
        assert local == date(2024, 3, 1)


def test_reminders_ring_at_nine_on_the_working_day_before() -> None:
    for rule in (DueRule(day=18), DueRule(day=18, at=time(12))):
        part = _file(_plan(rule)).parts[0]  # Sunday 02-18 is worked; the working day before is Friday 02-09
        due = part.day("DUE")
        assert due is not None
        instant = due if isinstance(due, datetime) else datetime.combine(due, time(), ZoneInfo("Asia/Shanghai"))
        assert instant + _trigger(part.parts[0]) == datetime(2024, 2, 9, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
        assert part.parts[0].text("DESCRIPTION") == f"提前1个工作日提醒：{part.text('SUMMARY')}"


def _trigger(alarm: rfc5545.Part) -> timedelta:
    value: timedelta = vobject.icalendar.stringToDurations(alarm.get("TRIGGER"))[0]
    return value


def test_a_reminder_counts_days_where_working_days_are_not_known() -> None:
    plan = ms.Plan(id="made-up-2027", year=2027, projects=[ms.Project(no="1", name="路", deadlines=["2027年8月底"])])
    command = Command(plan=plan.id, rhythm=county.PLAN.rhythms[0], calendar=CALENDAR)
    data = duties_ics(Duties([Duty(command=command, party="县交运局", due="2027-03-31")]), plan=plan)
    alarms = [alarm.text("DESCRIPTION") for part in rfc5545.read(data).parts for alarm in part.parts]
    assert alarms
    assert all("工作日尚不能确定" in text for text in alarms)


def test_reminders_can_be_left_out() -> None:
    assert not any(part.parts for part in rfc5545.read(duties_ics(DUTIES, plan=county.PLAN, alarms=False)).parts)


def test_tasks_can_be_events_for_programs_that_show_no_tasks() -> None:
    parts = rfc5545.read(duties_ics(DUTIES, plan=county.PLAN, as_events=True)).parts
    assert {p.name for p in parts if p.day("DTSTART") is not None} == {"VEVENT"}
    assert len(parts) == len(rfc5545.read(duties_ics(DUTIES, plan=county.PLAN)).parts)


def test_a_party_gets_its_duties_and_the_limits_in_which_it_has_a_part() -> None:
    file = rfc5545.read(duties_ics(DUTIES, plan=county.PLAN, party="县住建局"))
    assert {p.get("UID") for p in file.parts} >= {d.id for d in DUTIES.of("县住建局").all}
    limits = [p.text("SUMMARY") for p in file.parts if "时限" in p.text("SUMMARY")]
    assert limits == ["完成时限：第2项 候车亭", "完成时限：第4项 老旧小区"]  # helps with the first, leads the second
    assert file.text("NAME") == "某县2024年民生实事（县住建局）"
    with pytest.raises(UnknownParty):
        duties_ics(DUTIES, plan=county.PLAN, party="某某局")


def test_a_window_holds_for_time_limits_too() -> None:
    duties = ms.expand_duties(county.PLAN, CALENDAR, "2024-08-01", "2024-08-31")
    file = rfc5545.read(duties_ics(duties, plan=county.PLAN, first="2024-08-01", last="2024-08-31"))
    days = [p.day("DTSTART") or p.day("DUE") for p in file.parts]
    assert len(days) == len(duties) + 1
    assert all(d is not None and date(2024, 8, 1) <= d <= date(2024, 8, 31) for d in days)


def test_a_provisional_day_is_tentative_and_says_so() -> None:
    plan = _plan(DueRule(day=5), "weekly_meeting")
    plan = evolve(plan, id="made-up-2027", year=2027, document=ms.DocumentInfo(issued="2027-02-06"))
    file = _file(plan, ms.ChinaCalendar(provisional=True))
    assert {p.get("STATUS") for p in file.parts} == {"TENTATIVE"}
    assert "推算" in file.parts[0].text("DESCRIPTION")
    assert "推算" in file.text("X-WR-CALDESC")


def test_a_day_that_goes_back_over_guessed_days_is_tentative_too() -> None:
    # due on Sunday 3 January 2027, so on Thursday 31 December if the days between are not worked
    plan = _plan(DueRule(day=3, offset_periods=1), "weekly_meeting")
    plan = evolve(plan, id="made-up-2026", year=2026, document=ms.DocumentInfo(issued="2026-12-01"))
    (part,) = _file(plan, ms.ChinaCalendar(provisional=True)).parts
    assert (part.day("DTSTART"), part.get("STATUS")) == (date(2026, 12, 31), "TENTATIVE")
    assert part.text("DESCRIPTION").endswith("以正式通知为准。")


def test_days_that_nobody_has_announced_have_no_due_day_and_say_why() -> None:
    plan = _plan(DueRule(day=5))
    plan = evolve(plan, id="made-up-2027", year=2027, document=ms.DocumentInfo(issued="2027-02-06"))
    file = _file(plan)
    assert all(p.name == "VTODO" and p.day("DUE") is None for p in file.parts)
    assert "2027年" in file.text("X-WR-CALDESC")


# what was given out before


def test_nothing_changed_keeps_every_revision() -> None:
    data = duties_ics(DUTIES, plan=county.PLAN)
    assert duties_ics(DUTIES, plan=county.PLAN, previous=data) == data


def test_a_moved_day_is_the_next_revision_of_the_same_entry() -> None:
    old = duties_ics(DUTIES, plan=county.PLAN)
    later = county.PLAN.changed("3", deadlines=["2024年9月底"])
    new = duties_ics(ms.expand_duties(later, CALENDAR), plan=later, previous=old)
    before, after = _by_uid(rfc5545.read(old)), _by_uid(rfc5545.read(new))
    assert before.keys() == after.keys()
    moved = {uid for uid in after if after[uid].get("SEQUENCE") != before[uid].get("SEQUENCE")}
    assert [after[uid].text("SUMMARY") for uid in moved] == ["完成时限：第3项 共享单车"]
    uid = moved.pop()
    assert (after[uid].get("SEQUENCE"), after[uid].day("DTSTART")) == ("1", date(2024, 9, 30))
    back = duties_ics(DUTIES, plan=county.PLAN, previous=new)
    assert _by_uid(rfc5545.read(back))[uid].get("SEQUENCE") == "2"


def test_what_is_no_longer_owed_is_called_off_and_stays_so() -> None:
    old = duties_ics(DUTIES, plan=county.PLAN)
    fewer = evolve(county.PLAN, rhythms=county.PLAN.rhythms[1:])
    new = duties_ics(ms.expand_duties(fewer, CALENDAR), plan=fewer, previous=old)
    gone = {d.id for d in DUTIES.by_rhythm()["report"]}
    found = _by_uid(rfc5545.read(new))
    assert {uid for uid, p in found.items() if p.get("STATUS") == "CANCELLED"} == gone
    assert {found[uid].get("SEQUENCE") for uid in gone} == {"1"}
    assert not any(found[uid].parts for uid in gone)  # nobody is reminded
    assert duties_ics(ms.expand_duties(fewer, CALENDAR), plan=fewer, previous=new) == new


def test_a_stopped_project_is_called_off() -> None:
    stopped = county.PLAN.changed("3", state=ProjectState.STOPPED)
    found = [p for p in _file(stopped).parts if "共享单车" in p.text("SUMMARY")]
    assert [p.get("STATUS") for p in found] == ["CANCELLED"]


def test_the_file_of_another_plan_or_party_or_a_window_is_refused() -> None:
    one = duties_ics(DUTIES, plan=county.PLAN, party="县住建局")
    with pytest.raises(InvalidValue, match="县住建局"):
        duties_ics(DUTIES, plan=county.PLAN, previous=one)
    with pytest.raises(InvalidValue, match="window"):
        duties_ics(DUTIES, plan=county.PLAN, first="2024-03-01", previous=duties_ics(DUTIES, plan=county.PLAN))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe\x00",
        b"hello",
        b"BEGIN:VCALENDAR",
        b"BEGIN:VTODO\r\nEND:VTODO\r\n",
        b"END:VCALENDAR\r\n",
        b":" * 9,
    ],
)
def test_what_is_no_calendar_file_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable):
        duties_ics(DUTIES, plan=county.PLAN, previous=data)


@given(st.data())
def test_a_damaged_earlier_file_is_read_or_refused(data: st.DataObject) -> None:
    old = bytearray(duties_ics(DUTIES.of("县教体局"), plan=county.PLAN, party="县教体局"))
    for _ in range(data.draw(st.integers(1, 8))):
        old[data.draw(st.integers(0, len(old) - 1))] = data.draw(st.integers(0, 255))
    try:
        new = duties_ics(DUTIES, plan=county.PLAN, party="县教体局", previous=bytes(old))
    except (Unreadable, InvalidValue):
        return
    rfc5545.read(new)


# hostile names


def test_hostile_names_stay_text() -> None:
    rhythm = ms.Rhythm(
        id="r", name=HOSTILE, bearer=Bearer.PARTY, party=HOSTILE, cadence=Cadence.MONTHLY, met_by=[HOSTILE, "b"],
        text=HOSTILE,
    )  # fmt: skip
    plan = ms.Plan(
        id="made-up-2024",
        year=2024,
        document=ms.DocumentInfo(issuer=HOSTILE, issued="2024-02-06"),
        projects=[ms.Project(no="1", name=HOSTILE, leads=[HOSTILE], deadlines=["2024年8月底"])],
        rhythms=[rhythm],
    )
    duties = ms.expand_duties(plan, CALENDAR)
    data = duties_ics(duties, plan=plan)
    file = rfc5545.read(data)
    assert len(file.parts) == len(duties.all) + 1
    assert not any(p.text("SUMMARY").count("\u202e") for p in file.parts)
    party = duties[0].party
    mine = duties_ics(duties, plan=plan, party=party)
    rfc5545.read(mine)
    assert duties_ics(duties, plan=plan, party=party, previous=mine) == mine


@given(name=st.text(min_size=1, max_size=200))
def test_any_name_is_written_and_read_back(name: str) -> None:
    duty = Duty(
        command=Command(plan="p", rhythm=evolve(county.PLAN.rhythms[0], name=name)), party="县交运局", due="2024-03-05"
    )
    part = rfc5545.read(duties_ics(Duties([duty]))).parts[0]
    shown = part.text("SUMMARY").removeprefix("县交运局：")
    printable = [c for c in name if c.isprintable() and c not in "\r\n"]
    assert [c for c in shown if c.isprintable() and c != " "] == [c for c in printable if c != " "]


def test_the_shipped_customs_name_activities_that_there_are_words_for() -> None:
    from minsheng.projects import activities
    from minsheng.reports.calendars.occasions import customs

    assert set(customs()["meetings"]["activities"]) <= set(activities())
    assert time.fromisoformat(customs()["reminders"]["at"]) == time(9)


def test_a_bare_duty_list_needs_no_plan() -> None:
    assert len(rfc5545.read(duties_ics(DUTIES)).parts) == len(DUTIES.all)
    assert rfc5545.read(duties_ics(DUTIES)).get("X-MINSHENG-PLAN") == county.PLAN.id


def test_a_file_in_which_nothing_is_due_is_valid_and_still_says_whose_it_is() -> None:
    # RFC 5545 §3.6 wants at least one component: the zone is one
    nothing = ms.expand_duties(county.PLAN, CALENDAR, "2023-01-01", "2023-01-31")
    for data in (duties_ics(Duties(())), duties_ics(nothing, plan=county.PLAN, first="2023-01-01", last="2023-01-31")):
        file = rfc5545.read(data)
        assert [part.name for part in file.parts] == ["VTIMEZONE"]
        assert vobject.readOne(data.decode()).vtimezone.tzid.value == "Asia/Shanghai"
    assert file.get("X-MINSHENG-PLAN") == county.PLAN.id
    assert duties_ics(Duties(()), previous=duties_ics(Duties(()))) == duties_ics(Duties(()))


def test_a_due_day_that_a_new_decree_moves_is_the_next_revision_and_the_others_keep_theirs() -> None:
    # made up for 2027: an office works on Sunday 31 January and rests on Monday 1 February
    plan = evolve(_plan(DueRule(day=-1)), id="made-up-2027", year=2027, document=ms.DocumentInfo(issued="2027-01-04"))
    decree = Decree(year=2027, source="made up", holidays=[])
    moved = Holiday(name="春节", first="2027-02-01", last="2027-02-01", work=["2027-01-31"])
    before = CALENDAR.with_decree(decree)
    after = before.with_decree(evolve(decree, holidays=[moved]))
    old = duties_ics(ms.expand_duties(plan, before), plan=plan)
    new = duties_ics(ms.expand_duties(plan, after), plan=plan, previous=old)
    first, second = _by_uid(rfc5545.read(old)), _by_uid(rfc5545.read(new))
    assert first.keys() == second.keys()
    raised = [(first[u].day("DUE"), second[u].day("DUE")) for u in first if second[u].get("SEQUENCE") == "1"]
    assert raised == [(date(2027, 1, 29), date(2027, 1, 31))]
    assert {p.get("SEQUENCE") for p in second.values()} == {"0", "1"}
    # announced at last: from no day to a day is a revision too
    unknown = duties_ics(ms.expand_duties(plan, CALENDAR), plan=plan)
    known = duties_ics(ms.expand_duties(plan, before), plan=plan, previous=unknown)
    assert {p.get("SEQUENCE") for p in rfc5545.read(known).parts} == {"1"}


def test_without_the_library_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(MissingExtra, match=r"minsheng\[ics\]"):
        duties_ics(DUTIES, plan=county.PLAN)


def test_the_entry_of_a_time_limit_outlives_unrelated_edits() -> None:
    before = {p.text("SUMMARY"): p.get("UID") for p in _file(county.PLAN).parts}
    fewer = evolve(county.PLAN, projects=county.PLAN.projects[1:], rhythms=county.PLAN.rhythms[::-1])
    after = {p.text("SUMMARY"): p.get("UID") for p in _file(fewer).parts}
    assert after.items() <= before.items()
    assert len(before) - len(after) == 1 + 11 + 1  # the limit of the first project, and what a lead of it alone owed
