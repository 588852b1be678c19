"""``calendar``: working days on the command line. The days were looked up in 国办发明电〔2023〕7号 and 〔2025〕7号."""

from __future__ import annotations

import pytest

from tests.cli.running import run


@pytest.mark.parametrize(
    ("day", "status", "words"),
    [
        ("2024-02-18", 0, "春节调休上班，国办发明电〔2023〕7号"),  # a Sunday that is worked
        ("2024-02-19", 0, "星期一"),
        ("2024-02-17", 1, "春节放假，国办发明电〔2023〕7号"),
        ("2024-03-02", 1, "双休日"),
        ("2027-03-01", 1, "放假安排尚未公布"),
    ],
)
def test_the_status_answers_whether_a_day_is_worked(day: str, status: int, words: str) -> None:
    done = run("calendar", "workday", day)
    assert (done.status, done.err) == (status, "")
    assert words in done.out


def test_a_guess_is_told_as_one() -> None:
    done = run("calendar", "workday", "2027-03-01", "--provisional")
    assert done.status == 0
    assert "暂按" in done.out


def test_a_year_lists_its_holidays_and_make_up_days() -> None:
    done = run("calendar", "info", "2024")
    assert done.status == 0
    lines = done.out.splitlines()
    assert lines[0] == "2024年共251个工作日"  # 366 days, 104 at weekends, 11 holidays with 8 make-up days … 251
    assert "  春节  02-10 星期六 至 02-17 星期六，共8天  [国办发明电〔2023〕7号]" in lines
    assert "    调休上班：02-04 星期日、02-18 星期日" in lines
    english = run("calendar", "info", "2024", "--lang", "en").out.splitlines()
    assert english[0] == "2024 has 251 working days"
    assert "    make-up working days: 02-04 Sunday, 02-18 Sunday" in english


def test_a_year_that_nobody_has_announced_is_answered_no() -> None:
    done = run("calendar", "info", "2027")
    assert done.status == 1
    assert "2027-01-01" in done.out
    assert "--provisional" in done.out
    assert run("calendar", "info", "2027", "--provisional").status == 0


def test_a_year_before_all_decrees_is_not_called_unannounced() -> None:
    done = run("calendar", "info", "1999")
    assert done.status == 1
    assert "尚未公布" not in done.out
    assert "2004" in done.out
    assert run("calendar", "info", "1900").status == 2


def test_working_days_are_counted_with_both_ends() -> None:
    # 6 to 9 February 2024, Tuesday to Friday before 春节
    assert run("calendar", "count", "2024-02-06", "2024-02-09").out == "4\n"
    assert run("calendar", "count", "2024-02-10", "2024-02-17").out == "0\n"
    assert run("calendar", "count", "2024-02-06", "2024-08-31").out == "142\n"


def test_a_span_that_runs_backwards_or_into_the_unknown_is_refused() -> None:
    backwards = run("calendar", "count", "2024-02-09", "2024-02-06")
    assert (backwards.status, backwards.data) == (2, b"")
    assert "颠倒" in backwards.err
    unknown = run("calendar", "count", "2026-12-01", "2027-01-31")
    assert (unknown.status, unknown.data) == (2, b"")
    assert "2027-01-01" in unknown.err, "the first such day"
    assert "--provisional" in unknown.err
    assert "provisional=True" not in unknown.err, "a clerk writes no Python"


@pytest.mark.parametrize(
    ("n", "found"),
    [
        ("5", "2024-02-19 星期一"),  # 7, 8, 9 February, then the make-up Sunday of the 18th and Monday the 19th
        ("0", "2024-02-06 星期二"),
        ("-3", "2024-02-02 星期五"),  # Monday the 5th, the make-up Sunday of the 4th, Friday the 2nd
    ],
)
def test_working_days_are_added_and_taken_off(n: str, found: str) -> None:
    assert run("calendar", "add", "2024-02-06", n).out == f"{found}\n"


def test_days_in_english() -> None:
    assert run("calendar", "add", "2024-02-06", "5", "--lang", "en").out == "2024-02-19 Monday\n"


@pytest.mark.parametrize("day", ["2024-02-30", "2024-2-3", "20240206", "yesterday", ""])
def test_what_is_no_day_is_refused_in_the_language_asked_for(day: str) -> None:
    assert run("calendar", "workday", day).status == 2
    english = run("calendar", "workday", day, "--lang", "en")
    assert english.status == 2
    assert not any("\u4e00" <= character <= "\u9fff" for character in english.err)


@pytest.mark.parametrize(
    ("verb", "arguments"),
    [
        ("count", ["2026-12-30", "2027-01-05"]),
        ("add", ["2026-12-31", "1"]),
        ("add", ["2027-02-01", "-1"]),
        ("info", ["2027"]),
    ],
)
def test_every_answer_that_rests_on_a_guess_says_so(verb: str, arguments: list[str]) -> None:
    done = run("calendar", verb, *arguments, "--provisional")
    assert done.status == 0
    assert "尚未公布，暂按双休日和法定节假日推算" in done.out
    english = run("calendar", verb, *arguments, "--provisional", "--lang", "en").out
    assert "provisional" in english
    assert not set("，。；：（）") & set(english)


@pytest.mark.parametrize(
    ("verb", "arguments"),
    [
        ("count", ["2026-12-01", "2026-12-31"]),
        ("count", ["2027-01-05", "2027-01-04"]),
        ("add", ["2026-12-01", "5"]),
        ("add", ["2027-02-01", "0"]),
        ("info", ["2026"]),
    ],
)
def test_an_answer_that_rests_on_decrees_alone_is_the_same_with_the_option(verb: str, arguments: list[str]) -> None:
    without = run("calendar", verb, *arguments)
    if without.status == 0:
        assert run("calendar", verb, *arguments, "--provisional").out == without.out
