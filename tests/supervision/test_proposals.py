"""Rules propose drafts of cases; a person confirms them; nothing opens itself."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from minsheng.calendars import ChinaCalendar, Day
from minsheng.errors import Problems
from minsheng.ledger import CaseEscalated, CaseOpened, Conflict
from minsheng.standing import assess, sightings
from minsheng.supervision import (
    DraftList,
    IllegalStep,
    Sighting,
    Supervision,
    UnknownProposals,
    dump_drafts,
    load_proposals,
    proposal_rules,
    propose,
)
from tests.supervision.made_up import UNIT

CALENDAR = ChinaCalendar()


def seen(day: Day, level: str = "behind", *, number: str = "1", short: bool | None = True) -> Sighting:
    words = {"behind": "滞后", "on_track": "按序时", "stale": "数据过期"}
    return Sighting(
        day=day,
        number=number,
        name="道路",
        parties=[UNIT, "乙镇"],
        level=level,
        word=words[level],
        short=short,
        reason="完成120公里/约400公里（30.0%）",
        sources=[f"entry:#{number}"],
    )


def steps(drafts: DraftList) -> list[str]:
    return [draft.rule.step for draft in drafts]


def test_two_months_behind_propose_a_talk() -> None:
    drafts = propose("minsheng-default", [seen("2024-05-31"), seen("2024-06-30")], day="2024-07-02")
    (draft,) = drafts
    said = draft.statement
    assert isinstance(said, CaseOpened)
    assert (draft.rule.step, draft.number, said.project, said.party, said.partners) == (
        "约谈",
        "1",
        "1",
        UNIT,
        ("乙镇",),
    )
    assert "完成120公里/约400公里（30.0%）" in said.matter
    assert draft.reason().startswith("2024年5月31日滞后；2024年6月30日滞后；规则：连续两个月滞后的")
    assert draft.sources == ("entry:#1",)
    assert "2024" in draft.text("en")
    dumped = dump_drafts(drafts)
    assert json.dumps(dumped, allow_nan=False)
    assert str(drafts).startswith("2024年7月2日督办建议1条，确认后才登记")


@pytest.mark.parametrize(
    ("months", "day"),
    [
        ([seen("2024-06-30")], "2024-07-02"),
        ([seen("2024-05-31"), seen("2024-06-30", "on_track")], "2024-07-02"),
        ([seen("2024-05-31", "stale"), seen("2024-06-30")], "2024-07-02"),
        ([seen("2024-05-31", number="1"), seen("2024-06-30", number="2")], "2024-07-02"),
        ([seen("2024-04-30"), seen("2024-06-30")], "2024-07-02"),  # nothing is known of May
        ([seen("2024-04-30"), seen("2024-05-31")], "2024-07-02"),  # nobody has judged June, and it is over
        ([seen("2024-05-31"), seen("2024-06-30")], "2024-06-01"),  # June lies ahead
    ],
)
def test_anything_else_proposes_nothing(months: list[Sighting], day: str) -> None:
    assert len(propose("minsheng-default", months, day=day)) == 0


def test_of_several_sightings_of_a_month_the_latest_counts() -> None:
    months = [seen("2024-05-31"), seen("2024-06-20"), seen("2024-06-30", "on_track")]
    assert len(propose("minsheng-default", months, day="2024-07-02")) == 0


def test_nanjing_talks_after_two_months_and_criticises_a_short_third_quarter() -> None:
    # http://m.mhsmt.com/temp/zt2016/zsn/zglz/2016/0712/56948.shtml
    months = [seen("2024-08-31"), seen("2024-09-30")]
    assert steps(propose("nanjing-2016", months, day="2024-10-08")) == ["约谈", "全市通报批评"]
    assert steps(propose("nanjing-2016", months[1:], day="2024-09-30")) == ["全市通报批评"]
    assert steps(propose("nanjing-2016", months[1:], day="2024-09-29")) == []
    assert steps(propose("nanjing-2016", [seen("2024-12-31")], day="2024-12-31")) == ["问责"]
    nobody_knows = [seen("2024-09-30", "stale", short=None)]
    assert steps(propose("nanjing-2016", nobody_knows, day="2024-10-08")) == []


def test_a_project_with_an_open_case_is_taken_further_once(office: Supervision) -> None:
    months = [seen("2024-05-31"), seen("2024-06-30")]
    case = office.open("1", matter="滞后", party=UNIT, on="2024-06-05").id
    (draft,) = propose("minsheng-default", months, day="2024-07-02", book=office.cases("2024-07-02"))
    assert isinstance(draft.statement, CaseEscalated)
    assert draft.case == case
    office.confirm(draft, on="2024-07-02")
    assert [said.step for said in office.case(case, "2024-07-02").escalations] == ["约谈"]
    assert len(propose("minsheng-default", months, day="2024-07-02", book=office.cases("2024-07-02"))) == 0


def test_a_draft_is_confirmed_by_a_person_and_once(office: Supervision) -> None:
    months = [seen("2024-05-31"), seen("2024-06-30")]
    (draft,) = propose("minsheng-default", months, day="2024-07-02", book=office.cases("2024-07-02"))
    assert len(office.cases("2024-07-02")) == 0, "nothing opens itself"
    entry = office.confirm(draft, on="2024-07-03")
    assert office.confirm(draft, on="2024-07-03") == entry
    with pytest.raises(Conflict):
        office.confirm(draft, on="2024-07-04")
    (case,) = office.cases("2024-07-03")
    assert (case.notice.on, case.notice.by, case.term) == (date(2024, 7, 3), office.by, date(2024, 7, 18))
    assert len(propose("minsheng-default", months, day="2024-07-03", book=office.cases("2024-07-03"))) == 0


def test_a_draft_that_came_too_late_is_refused(office: Supervision) -> None:
    case = office.open("1", matter="滞后", party=UNIT, on="2024-06-05").id
    months = [seen("2024-05-31"), seen("2024-06-30")]
    (draft,) = propose("minsheng-default", months, day="2024-07-02", book=office.cases("2024-07-02"))
    office.close(case, dropped=True, result="并案", on="2024-07-02")
    with pytest.raises(IllegalStep):
        office.confirm(draft, on="2024-07-02")


def test_sanming_goes_from_blue_to_orange_to_red(office: Supervision) -> None:
    # http://www.413629.com/news/sm/1855869.html: each slip after the one before was not obeyed in its term
    (blue,) = propose("sanming-2017", [seen("2024-06-30")], day="2024-07-01", book=office.cases("2024-07-01"))
    assert blue.rule.step == "蓝色督查单"
    case = office.confirm(blue, on="2024-07-01").id

    def now(day: Day) -> list[str]:
        return steps(propose("sanming-2017", day=day, book=office.cases(day)))

    assert now("2024-07-16") == []  # 15 days, up to the 16th
    assert now("2024-07-17") == ["橙色督查单"]
    (orange,) = propose("sanming-2017", day="2024-07-17", book=office.cases("2024-07-17"))
    office.confirm(orange, on="2024-07-17")
    assert now("2024-07-18") == []  # no new term was set yet
    office.remind(case, on="2024-07-17", reply_by="2024-07-24")
    assert now("2024-07-24") == []
    assert now("2024-07-25") == ["红色督查单"]


def test_suqian_marks_what_is_near_and_what_is_overdue(office: Supervision) -> None:
    # http://sqgzw.suqian.gov.cn/gzw/gqfc/202506/c520c452698d42cebc27aed37067306c.shtml
    case = office.open("1", matter="滞后", party=UNIT, reply_by="2024-07-12", on="2024-07-01").id

    def now(day: Day) -> list[str]:
        return steps(propose("suqian-2025", day=day, book=office.cases(day), calendar=CALENDAR))

    assert now("2024-07-09") == []
    assert now("2024-07-10") == ["蓝色督办单"]
    (blue,) = propose("suqian-2025", day="2024-07-10", book=office.cases("2024-07-10"), calendar=CALENDAR)
    office.confirm(blue, on="2024-07-10")
    assert now("2024-07-11") == []
    assert now("2024-07-13") == ["红色督办单"]
    office.reply(case, "已办", by=UNIT, finished=True, on="2024-07-15")
    assert now("2024-07-16") == []


def test_standings_of_two_months_feed_the_rule(office: Supervision) -> None:
    office.ledger.report("1", total="20公里", on="2024-05-28", by=UNIT)
    office.ledger.report("1", total="40公里", on="2024-06-28", by=UNIT)
    office.ledger.report("2", total="30个", on="2024-06-28", by="甲县住建局")
    months = [assess(office.ledger.as_of(day), calendar=CALENDAR) for day in ("2024-05-31", "2024-06-30")]
    found = sightings(months)
    assert [(s.day.month, s.number, s.short) for s in found if s.number == "1"] == [(5, "1", True), (6, "1", True)]
    (draft,) = propose("minsheng-default", found, day="2024-07-01", book=office.cases("2024-07-01"))
    assert (draft.number, draft.party) == ("1", UNIT)
    assert any(source.startswith("entry:") for source in draft.sources)


def test_every_shipped_set_names_its_source_and_what_is_open() -> None:
    for name in proposal_rules():
        rules = load_proposals(name)
        assert rules.name == name
        assert rules.source
        assert all(rule.text("en") and rule.text("zh") for rule in rules.rules)


OWN = """
schema = "minsheng.proposals/1"
name = "demo"
zh = "某县"
en = "made up"
source = "made up"
[[rules]]
when = "in-a-row"
times = 3
levels = ["behind"]
step = "通报"
zh = "连续三个月滞后的通报"
en = "three months behind"
"""


def test_a_county_has_its_own_file(tmp_path: Path) -> None:
    file = tmp_path / "county.toml"
    file.write_text(OWN, "utf-8")
    months = [seen(f"2024-0{n}-28") for n in (4, 5, 6)]
    assert steps(propose(file, months, day="2024-07-01")) == ["通报"]
    assert steps(propose(file, months[1:], day="2024-07-01")) == []
    for wrong in (
        ('levels = ["behind"]', ""),
        ("times = 3", "times = 0"),
        ('"in-a-row"', '"at-end"'),
        ("step", "stap"),
    ):
        file.write_text(OWN.replace(*wrong), "utf-8")
        with pytest.raises(Problems):
            load_proposals(file)
    with pytest.raises(UnknownProposals):
        load_proposals("nowhere")
