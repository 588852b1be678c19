"""What the example must show: the days and levels were worked out by hand from the notice and the curves of make_entries.py."""

from __future__ import annotations

from collections import Counter
from importlib import resources
from pathlib import Path

import pytest

from minsheng.calendars import ChinaCalendar
from minsheng.duties import expand_duties
from minsheng.errors import Undefined
from minsheng.example import Example
from minsheng.intake import read
from minsheng.ledger import Ledger
from minsheng.projects import Plan
from minsheng.standing import DutyStatus, Standing, assess
from minsheng.storage import MemoryStore, SqliteStore

CALENDAR = ChinaCalendar()


@pytest.fixture(scope="module")
def ledger(minsheng_example: Example) -> Ledger:
    """Read only, so one for all tests of this module."""
    return minsheng_example.ledger(MemoryStore())


def on(ledger: Ledger, day: str) -> Standing:
    return assess(ledger.as_of(day), calendar=CALENDAR)


def levels(standing: Standing) -> dict[str, str]:
    return {node.id: node.level.name for node in standing.projects}


# duties


def by_rhythm(plan: Plan, *window: str) -> dict[str, int]:
    return dict(Counter(duty.rhythm.name for duty in expand_duties(plan, CALENDAR, *window).all))


def test_the_year_has_so_many_duties_of_each_kind(minsheng_plan: Plan) -> None:
    # from 2024-02-06: 11 months of three 旬; 4 quarters; 48 weeks and 11 months for each of 10 leads; a schedule each
    assert by_rhythm(minsheng_plan) == {
        "每旬调度": 33,
        "每季度专题会议或专题调研": 4,
        "每周更新台账": 480,
        "每周例会": 480,
        "每月报送进展": 110,
        "制定实施方案": 10,
        "建立工作台账": 1,
        "一线督导": 1,
    }


def test_march_has_five_weeks_and_its_ends_fall_on_friday_the_29th(minsheng_plan: Plan) -> None:
    # the weeks end on the Sundays 3, 10, 17, 24 and 31 March, so they are due on the Fridays before;
    # 旬, month and quarter end on Sunday the 10th, Wednesday the 20th and Sunday the 31st
    assert by_rhythm(minsheng_plan, "2024-03-01", "2024-03-31") == {
        "每旬调度": 3,
        "每季度专题会议或专题调研": 1,
        "每周更新台账": 50,
        "每周例会": 50,
        "每月报送进展": 10,
    }
    days = Counter(str(duty.due)[-5:] for duty in expand_duties(minsheng_plan, CALENDAR, "2024-03-01", "2024-03-31"))
    assert days == {"03-01": 20, "03-08": 21, "03-15": 20, "03-20": 1, "03-22": 20, "03-29": 32}


@pytest.mark.parametrize("day", ["2024-02-06", "2024-08-31", "2024-12-31"])
def test_nothing_before_the_notice_is_due_or_missed(ledger: Ledger, day: str) -> None:
    rows = on(ledger, day).duties.rows
    dated = [row.duty.due for row in rows if not isinstance(row.duty.due, Undefined)]
    assert len(dated) == 33 + 4 + 480 + 480 + 110
    assert min(dated).isoformat() == "2024-02-09"  # Friday; the first 旬 and week end on the 10th and 11th, in 春节
    if day == "2024-02-06":
        assert {row.status for row in rows} == {DutyStatus.UPCOMING, DutyStatus.DUE, DutyStatus.UNKNOWABLE}


# how it stands


def test_standing_on_30_june(ledger: Ledger) -> None:
    # 30 June is day 182: of 335 to the end of November 54.3 %, of 244 to that of August 74.6 %, of 305 to that of October 59.7 %
    standing = on(ledger, "2024-06-30")
    assert levels(standing) == {
        "1": "behind",  # 120 of 400: 30.0 %, 24.3 points behind
        "2": "slipping",  # 24 of 50: 48.0 %
        "3": "on_track",  # 50 %
        "4": "slipping",  # about 2490 of 4000: 62 % of 74.6 %
        "5": "behind",  # 11 or 12 of 36; 5.2: 3 of 10
        "6": "ahead",  # 78 % of the townships; 279 of 400
        "7": "behind",  # 16 of 36 classes
        "8": "unknown",
        "9": "slipping",  # about 10740 of 20000: 53.7 %
        "10": "slipping",  # 74 of 200, reported 16 days ago; 4 of 10
    }
    assert standing["1"].explain().startswith("完成120公里/约400公里（30.0%）；序时进度54.3%")
    assert standing["10.1"].level.name == "slipping"
    assert standing["7.t1"].level.name == "done"


def test_standing_on_31_august(ledger: Ledger) -> None:
    # day 244: 72.8 % of the way to the end of November; no. 7 was given until 20 September: 92.4 %
    standing = on(ledger, "2024-08-31")
    assert levels(standing) == {
        "1": "behind",  # 206 of 400: 51.5 %
        "2": "on_track",  # 37 of 50: 74 %
        "3": "on_track",  # 74 %
        "4": "done",  # 4000 of 4000 since 16 August
        "5": "slipping",  # 21 of 36; 8 of 10 in 5.2
        "6": "done",  # 100 % and 412 of 400
        "7": "behind",  # 24 of 36 classes: 66.7 %
        "8": "unknown",
        "9": "slipping",  # 13900 of 20000: 69.5 % of 80.0 %
        "10": "stale",  # 10.1 was last reported on 14 June
    }
    assert [standing[n].level.name for n in ("10.1", "10.2", "10.3")] == ["stale", "on_track", "done"]


def test_standing_on_31_december(ledger: Ledger) -> None:
    standing = on(ledger, "2024-12-31")
    assert set(levels(standing).values()) == {"done"}
    assert standing.plan.level.name == "done"
    assert "403公里" in standing["1"].explain()  # 约 has no tolerance; 403 is more than 400


def test_without_a_number_no_8_is_done_by_its_milestone_and_not_before(ledger: Ledger) -> None:
    before, after = on(ledger, "2024-09-25")["8"], on(ledger, "2024-09-26")["8"]
    assert (before.level.name, after.level.name) == ("unknown", "done")
    assert isinstance(after.ratio, Undefined), "done is said by an entry, no ratio is invented"
    assert any("complete-8" in source for source in after.sources)


def test_no_3_is_judged_by_its_full_coverage_and_its_standard_is_listed_not_counted(ledger: Ledger) -> None:
    august, december = on(ledger, "2024-08-31"), on(ledger, "2024-12-31")
    standard = august["3.t1"]
    assert (standard.level.name, standard.counted) == ("standard", False)
    assert "3.t1" in [node.id for node in august["3"].children], "left out of the sum, not of the list"
    assert august["3"].ratio == august["3.t2"].ratio
    assert december["3"].level.name == "done"


# two dates


def total(ledger: Ledger, target: str, day: str, known: str | None = None) -> str:
    return str(ledger.as_of(day, known=known).done(target).total)


def test_the_slip_of_the_pen_is_known_until_it_is_corrected(ledger: Ledger) -> None:
    assert total(ledger, "2.t1", "2024-06-07", known="2024-06-07") == "81处"
    assert total(ledger, "2.t1", "2024-06-07", known="2024-06-10") == "81处"
    assert total(ledger, "2.t1", "2024-06-07", known="2024-06-11") == "18处"
    assert total(ledger, "2.t1", "2024-06-07") == "18处"


def test_the_deadline_of_no_7_is_the_approved_one_from_the_approval_on(ledger: Ledger) -> None:
    def due(day: str, known: str | None = None) -> str:
        return str(ledger.as_of(day, known=known).plan.project("7").due.day)

    assert due("2024-08-27") == "2024-08-31"
    assert due("2024-08-28") == "2024-09-20"
    assert due("2024-08-31", known="2024-08-27") == "2024-08-31"
    view = ledger.as_of("2024-08-31")
    assert str(view.baseline.project("7").due.day) == "2024-08-31"
    assert str(view.plan.project("7").due.effective_on(CALENDAR).day) == "2024-09-20"


def test_putting_the_example_into_a_store_twice_changes_nothing(
    minsheng_example: Example, minsheng_sqlite: SqliteStore
) -> None:
    first = minsheng_example.ledger(minsheng_sqlite).checkpoint()
    assert minsheng_example.ledger(minsheng_sqlite).checkpoint() == first
    assert first.position == len(minsheng_example.lines) + 1


# the files


def test_the_files_of_the_example_can_be_saved_and_are_those_that_are_shipped(
    minsheng_example: Example, tmp_path: Path
) -> None:
    folder = minsheng_example.save(tmp_path / "county" / "2024")
    assert folder == tmp_path / "county" / "2024"
    data = resources.files("minsheng.example").joinpath("data")
    for name in ("notice.txt", "notice.docx"):
        assert (folder / name).read_bytes() == data.joinpath(name).read_bytes(), name
    assert read(folder / "notice.docx").plan.projects == minsheng_example.plan.projects
    assert minsheng_example.save(folder) == folder, "a second time changes nothing"


def test_saving_the_example_overwrites_nobody_s_file(minsheng_example: Example, tmp_path: Path) -> None:
    (tmp_path / "notice.docx").write_bytes(b"mine")
    with pytest.raises(FileExistsError):
        minsheng_example.save(tmp_path)
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("notice.docx", b"mine")]
