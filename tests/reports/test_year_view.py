"""The year on a page: read back by lxml, printed by Chromium; what stands in it is counted anew."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import lxml.html
import pytest
from attrs import evolve

import minsheng as ms
from minsheng.calendars import Day, DayStatus, as_day
from minsheng.errors import Lang
from minsheng.projects import UnknownParty
from minsheng.reports import year_view
from tests.reports import county
from tests.reports.printing import pages_of, print_page

CALENDAR = ms.ChinaCalendar()
HOSTILE = "<script>alert(1)</script><img src=http://x.example/ onerror=alert(1)>\"'&{{7*7}}"


class Page:
    """What a reader finds on the page."""

    def __init__(self, data: bytes) -> None:
        self.text = data.decode()
        self.tree = lxml.html.document_fromstring(data)
        self.squares = {date.fromisoformat(time.get("datetime")): time.getparent() for time in self.tree.iter("time")}

    def sign(self, day: date) -> str:
        return "".join(i.text for i in self.squares[day].iter("i"))

    def number(self, day: date, mark: str) -> int:
        found = re.search(f"{mark}([0-9]+)", self.squares[day].text_content())
        return int(found[1]) if found else 0

    def words(self, path: str) -> list[str]:
        return [" ".join(element.text_content().split()) for element in self.tree.xpath(path)]


def _days(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(n) for n in range((date(year + 1, 1, 1) - first).days)]


@pytest.mark.parametrize("year", [2023, 2024, 2025, 2026])
def test_every_day_of_the_year_stands_under_its_weekday(year: int) -> None:
    page = Page(year_view(year, CALENDAR))
    assert sorted(page.squares) == _days(year)
    for day, square in page.squares.items():
        assert square.getparent().index(square) == day.weekday()


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_days_off_and_make_up_days_carry_a_sign_and_not_colour_alone(year: int) -> None:
    page = Page(year_view(year, CALENDAR))
    for day in page.squares:
        works = CALENDAR.is_workday(day)
        if works == (day.weekday() >= 5):
            assert page.sign(day) == ("班" if works else "休")  # a weekend at work, a weekday at rest
        else:
            assert page.sign(day) in ("", "休")
    assert f"{year}年共{CALENDAR.count(f'{year}-01-01', f'{year}-12-31')}个工作日" in page.text


def test_days_without_a_decree_carry_a_question_mark_and_nothing_is_guessed() -> None:
    page = Page(year_view(2027, CALENDAR))
    assert all(page.sign(day) == "？" for day in page.squares)
    assert "365天的放假调休安排尚未公布" in page.text
    assert not page.words("//*[contains(@class, 'holiday') or contains(@class, 'make-up')]/i")[
        2:
    ]  # the two of the legend


def test_the_legend_explains_what_stands_on_the_page_and_nothing_else() -> None:
    assert "尚未公布（网点）" not in Page(year_view(2026, CALENDAR)).text
    assert "尚未公布（网点）" in Page(year_view(2027, CALENDAR)).text
    guessing = ms.ChinaCalendar(provisional=True)
    assert "尚未公布（网点）" not in Page(year_view(2027, guessing)).text
    assert "暂估（虚线框）" in Page(year_view(2027, guessing)).text
    assert "暂估（虚线框）" not in Page(year_view(2026, guessing)).text


def test_a_guessed_year_says_so() -> None:
    page = Page(year_view(2027, ms.ChinaCalendar(provisional=True)))
    assert "2027年暂估" in page.text
    assert "以正式通知为准" in " ".join(page.words("//p[@role='note']"))
    assert all("guessed" in square.get("class") for square in page.squares.values())
    assert "guessed" not in {c for s in Page(year_view(2026, CALENDAR)).squares.values() for c in s.classes}


@pytest.mark.parametrize("plan", [county.PLAN, ms.load_example().plan], ids=["made up", "real"])
def test_each_day_shows_how_many_duties_and_limits_fall_on_it(plan: ms.Plan) -> None:
    page = Page(year_view(plan, CALENDAR))
    duties = Counter(duty.due for duty in ms.expand_duties(plan, CALENDAR))
    limits = Counter(project.due.day for project in plan.projects)
    for day in page.squares:
        assert page.number(day, "●") == duties[day], day
        assert page.number(day, "▲") == limits[day], day
        if limits[day]:
            (link,) = page.squares[day].iter("a")
            assert page.tree.get_element_by_id(link.get("href").removeprefix("#")) is not None


def test_what_falls_due_outside_of_the_year_is_told() -> None:
    page = Page(year_view(ms.load_example().plan, CALENDAR))
    assert "另有20项在2024年以外到期，见各单位清单。" in page.words("//p[@class='holidays']")
    assert "2025年1月3日" in page.text


def test_each_party_has_a_list_of_all_its_days() -> None:
    plan = ms.load_example().plan
    page = Page(year_view(plan, CALENDAR))
    duties = ms.expand_duties(plan, CALENDAR)
    articles = {a.find("h3").text: a for a in page.tree.iter("article")}
    assert set(articles) == {*plan.parties, *duties.by_party()}
    for party, owed in duties.by_party().items():
        listed: Counter[tuple[str, date]] = Counter()
        for row in articles[party].iter("dt"):
            names = row.text.strip().split("、")
            days = " ".join(row.getnext().text_content().split())
            for month in re.findall(r"(?:(\d{4})年)?(\d+)月([\d、*]+)日", days):
                for n in month[2].replace("*", "").split("、"):
                    listed.update((name, date(int(month[0] or 2024), int(month[1]), int(n))) for name in names)
        assert listed == Counter((d.name, d.due) for d in owed if isinstance(d.due, date)), party


def test_one_party_gets_its_own_year() -> None:
    page = Page(year_view(county.PLAN, CALENDAR, party="县住建局"))
    assert [a.find("h3").text for a in page.tree.iter("article")] == ["县住建局"]
    assert page.number(date(2024, 11, 30), "▲") == 2  # helps with one, leads one
    assert page.words("//h1") == ["某县2024年民生实事日历（县住建局）"]
    with pytest.raises(UnknownParty):
        year_view(county.PLAN, CALENDAR, party="某某局")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_same_plan_is_the_same_bytes(lang: Lang) -> None:
    assert year_view(county.PLAN, CALENDAR, lang=lang) == year_view(county.PLAN, ms.ChinaCalendar(), lang=lang)


def test_english_has_english_signs_and_words() -> None:
    page = Page(year_view(county.PLAN, CALENDAR, lang="en"))
    assert (page.sign(date(2024, 2, 18)), page.sign(date(2024, 2, 12))) == ("W", "H")
    assert page.words("//caption/b")[0] == "January"
    assert not re.search("[\u4e00-\u9fff]", " ".join(page.words("//ul[@class='legend']")))
    assert "2024 has 251 working days" in page.text


def test_hostile_names_are_text_and_nothing_is_fetched() -> None:
    plan = evolve(
        county.PLAN,
        document=evolve(county.PLAN.document, issuer=HOSTILE, number=HOSTILE),
        projects=[ms.Project(no="1", name=HOSTILE, leads=[HOSTILE], deadlines=["2024年8月底"])],
        rhythms=[evolve(r, name=HOSTILE, party=r.party and HOSTILE) for r in county.PLAN.rhythms],
    )
    page = Page(year_view(plan, CALENDAR))
    assert not list(page.tree.iter("script", "img", "link", "iframe", "object", "base", "form"))
    assert all(not name.startswith("on") for e in page.tree.iter() for name in e.attrib)
    assert all(e.get(name, "#").startswith("#") for e in page.tree.iter() for name in ("href", "src"))
    assert "49" not in page.words("//h1")[0]
    assert "alert(1)" in page.words("//h1")[0]
    assert "@import" not in page.text
    assert "url(" not in page.text


def test_a_calendar_of_somebody_else_is_enough() -> None:
    class Bare:
        """Works every day, and does not say why."""

        provisional = False

        def status(self, day: Day) -> DayStatus:
            return DayStatus.WORK

        def is_workday(self, day: Day) -> bool:
            return True

        def add(self, day: Day, n: int) -> date:
            return as_day(day) + timedelta(n)

        def count(self, first: Day, last: Day) -> int:
            return (as_day(last) - as_day(first)).days + 1

        def next(self, day: Day) -> date:
            return as_day(day)

        previous = next

    page = Page(year_view(county.PLAN, Bare()))
    assert not any(page.sign(day) for day in page.squares)
    assert "2024年共366个工作日" in page.text


@pytest.mark.parametrize(
    ("plan", "provisional"),
    [(2026, False), (2040, False), (2027, True), (ms.load_example().plan, False), (county.PLAN, True)],
    ids=["bare", "unannounced, with the most weeks", "guessed", "real", "made up"],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_twelve_months_print_on_one_a4_page(
    plan: ms.Plan | int, provisional: bool, lang: Lang, needs_program: Callable[[str], str], tmp_path: Path
) -> None:
    page, pdf = tmp_path / "year.html", tmp_path / "year.pdf"
    page.write_bytes(year_view(plan, ms.ChinaCalendar(provisional=provisional), lang=lang))
    print_page(needs_program("chromium"), page, pdf)
    first, *others = pages_of(needs_program("pdftotext"), pdf)
    months = Page(page.read_bytes()).words("//caption/b")
    assert all(month in first for month in months)
    assert all(line.split()[-1] in first for line in Page(page.read_bytes()).words("//p[@class='holidays']"))
    assert bool(others) == (not isinstance(plan, int))
    weekdays = "Mo" if lang == "en" else "六"
    assert not any(re.search(rf"^\s*{weekdays}\b", other, re.MULTILINE) for other in others)
