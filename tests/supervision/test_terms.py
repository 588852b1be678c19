"""How long a unit has: over holidays, by grade, by a county's own file; never a guess."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from minsheng.calendars import ChinaCalendar, Decree, Holiday
from minsheng.errors import Problems, Undefined, Unreadable
from minsheng.ledger import CaseOpened, Ledger, View
from minsheng.storage import MemoryStore
from minsheng.supervision import (
    CaseState,
    Supervision,
    TaskKind,
    UnknownTerms,
    cases,
    due_on,
    load_terms,
    term_profiles,
)
from minsheng.testing import Clock
from tests.supervision.made_up import OFFICE, PLAN, UNIT

CALENDAR = ChinaCalendar()


@pytest.mark.parametrize(
    ("grade", "start", "last"),
    [
        # http://www.fymate.net/html/text/lar/168342/16834225_2.html: 急件1—5日, 非急件15日, 难度较大的30日
        ("急件", "2024-09-27", date(2024, 10, 8)),  # 2 October is in the holiday, 8 October the first working day
        ("非急件", "2024-07-05", date(2024, 7, 22)),  # the 20th is a Saturday
        ("", "2024-07-05", date(2024, 7, 22)),  # no grade: the usual one
        (
            "难度较大",
            "2024-01-12",
            date(2024, 2, 18),
        ),  # 11 February is in the Spring Festival; Sunday the 18th is worked
    ],
)
def test_terms_are_counted_over_holidays(grade: str, start: str, last: date) -> None:
    assert load_terms().last(grade, start, CALENDAR) == last


def test_working_days_leave_out_the_holiday_and_count_the_make_up_sunday() -> None:
    # 27 September 2024 is not counted; 29 September (Sunday, worked), 30, then 8, 9, 10 October
    assert load_terms("five-working-days").last("", "2024-09-27", CALENDAR) == date(2024, 10, 10)


def test_the_first_day_is_not_counted() -> None:
    # 民法典 201: five days from a Monday end on Saturday, which moves to the next Monday
    assert load_terms().last("紧急", "2024-07-01", CALENDAR) == date(2024, 7, 8)


def test_days_that_nobody_has_announced_give_no_term_until_they_are() -> None:
    ledger = Ledger.adopt(MemoryStore(), PLAN, by="县", on="2024-01-10", clock=Clock("2026-12-31"))
    office = Supervision(ledger, calendar=CALENDAR, by=OFFICE)
    case = office.open("1", matter="滞后", party=UNIT, on="2026-12-28").id
    entry = next(e for e in ledger.entries() if e.id == case)
    assert isinstance(entry.statement, CaseOpened)
    assert entry.statement.reply_by is None
    found = office.case(case, "2026-12-31")
    assert found.term == Undefined("2027年放假安排尚未公布")
    assert (found.overdue, [task.kind for task in office.due("2026-12-31")]) == (False, [TaskKind.UNDATED])
    decree = Decree(year=2027, source="made up", holidays=[Holiday(name="元旦", first="2027-01-01", last="2027-01-01")])
    later = Supervision(ledger, calendar=CALENDAR.with_decree(decree), by=OFFICE)
    assert later.case(case, "2026-12-31").term == date(2027, 1, 12)


def test_a_term_that_rests_on_a_guess_says_so_and_stands_in_no_notice() -> None:
    ledger = Ledger.adopt(MemoryStore(), PLAN, by="县", on="2024-01-10", clock=Clock("2026-12-31"))
    office = Supervision(ledger, calendar=ChinaCalendar(provisional=True), by=OFFICE)
    case = office.open("1", matter="滞后", party=UNIT, on="2026-12-28").id
    found = office.case(case, "2026-12-31")
    assert (found.notice.reply_by, found.term, found.guessed) == (None, date(2027, 1, 12), date(2027, 1, 1))
    assert "2027年1月1日" in found.standing()
    assert Supervision(ledger, calendar=CALENDAR).case(case, "2026-12-31").term == Undefined("2027年放假安排尚未公布")


def test_whether_a_term_is_near_is_not_guessed_either() -> None:
    terms = load_terms()
    assert terms.near("2024-09-29", "2024-10-08", CALENDAR) is True  # two working days on: the 30th and 8 October
    assert terms.near("2024-09-27", "2024-10-08", CALENDAR) is False
    assert terms.near("2026-12-30", "2027-01-20", CALENDAR) == Undefined("2027年放假安排尚未公布")
    assert terms.near("2026-12-30", "2027-01-01", CALENDAR) is True  # two days are at most two working days


def test_terms_that_a_notice_names_need_no_calendar() -> None:
    said = [
        CaseOpened("1", matter="滞后", party=UNIT, reply_by="2024-07-12", on="2024-07-05"),
        CaseOpened("1", matter="滞后", party=UNIT, on="2024-07-05"),
        CaseOpened("1", matter="滞后", party=UNIT, grade="马上", on="2024-07-05"),
    ]
    view = View.of(PLAN, said, day="2024-07-15")
    assert [case.term for case in cases(view)] == [
        date(2024, 7, 12),
        Undefined("督办单未写期限"),
        Undefined("督办单未写期限"),
    ]
    book = cases(view, calendar=CALENDAR)
    assert book.cases[2].term == Undefined("期限规定中没有缓急程度“马上”")
    assert str(Undefined("期限规定中没有缓急程度“马上”").text("en")) == "the terms have no grade “马上”"
    assert [finding.code for finding in book.findings] == ["supervision.grade-unknown"]


def test_the_term_runs_from_the_day_of_receipt() -> None:
    said = CaseOpened("1", matter="滞后", party=UNIT, received_on="2024-07-08", on="2024-07-05")
    assert cases(View.of(PLAN, [said], day="2024-07-10"), calendar=CALENDAR).cases[0].term == date(2024, 7, 23)


def test_every_shipped_profile_names_its_source_and_what_is_open() -> None:
    for name in term_profiles():
        terms = load_terms(name)
        assert "http" in terms.source
        assert terms.name == name
        assert all(point.zh and point.en for point in terms.open)


OWN = """
schema = "minsheng.terms/1"
name = "demo"
zh = "某县"
en = "made up"
source = "made up"
usual = "普通"
ask_before_expiry = false
lead = "3日内"
[[grades]]
name = "普通"
term = "7个工作日内"
"""


def test_a_county_has_its_own_file(tmp_path: Path, ledger: Ledger) -> None:
    file = tmp_path / "county.toml"
    file.write_text(OWN, "utf-8")
    office = Supervision(ledger, calendar=CALENDAR, terms=file, by=OFFICE)
    case = office.open("1", matter="滞后", party=UNIT, on="2024-07-05").id
    assert office.case(case, "2024-07-05").term == date(2024, 7, 16)
    office.ask_extension(case, reason="汛期", new_due="2024-08-30", progress="一半", by=UNIT, on="2024-07-20")
    assert office.case(case, "2024-07-20").state is CaseState.ASKED
    assert due_on(ledger.as_of("2024-07-20"), calendar=CALENDAR, terms=file).kind(TaskKind.ANSWER)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (('term = "7个工作日内"', 'term = "很久"'), "calendars.no-term"),
        (('term = "7个工作日内"', "term = 7"), "codec.no-text"),
        (('usual = "普通"', 'usual = "一般"'), "supervision.unknown-grade"),
        (("lead =", "laed ="), "codec.unknown-key-near"),
        (("ask_before_expiry = false", 'ask_before_expiry = "no"'), "codec.no-boolean"),
    ],
)
def test_what_is_wrong_with_a_file_is_told_with_its_place(tmp_path: Path, change: tuple[str, str], code: str) -> None:
    file = tmp_path / "county.toml"
    file.write_text(OWN.replace(*change), "utf-8")
    with pytest.raises(Problems) as caught:
        load_terms(file)
    assert code in [finding.code for finding in caught.value.findings]
    assert all(finding.message("en") for finding in caught.value.findings)


def test_files_that_are_none_are_named(tmp_path: Path) -> None:
    with pytest.raises(UnknownTerms) as caught:
        load_terms(tmp_path / "none.toml")
    assert caught.value.choices == term_profiles()
    for text in ("schema = ", 'schema = "minsheng.rules/1"'):
        (tmp_path / "bad.toml").write_text(text, "utf-8")
        with pytest.raises(Unreadable):
            load_terms(tmp_path / "bad.toml")
