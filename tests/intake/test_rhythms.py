"""Rhythm sentences of any notice become rhythms of whoever the sentence names. The sentences are made up."""

from __future__ import annotations

from datetime import time

import pytest

from minsheng.calendars import Cadence, DueRule, Roll, RollAfter
from minsheng.intake import Reading, read
from minsheng.projects import Bearer, Rhythm
from tests.intake.documents import HEAD, ROWS, TITLE, tabbed


def _reading(sentence: str) -> Reading:
    return read(tabbed((HEAD, *ROWS), f"{TITLE}\n各乡镇：\n{sentence}"))


def _rhythms(sentence: str) -> tuple[Rhythm, ...]:
    return _reading(sentence).plan.all_rhythms


@pytest.mark.parametrize(
    ("sentence", "cadence", "day", "offset"),
    [
        ("各主办单位每月25日将项目进展书面报告县政府。", Cadence.MONTHLY, 25, 0),
        ("各责任单位每月5日前把上月进展报送县政府督查室。", Cadence.MONTHLY, 5, 1),
        ("各牵头单位每周二报送进展。", Cadence.WEEKLY, 2, 0),
        ("各牵头单位要每月底报送进展。", Cadence.MONTHLY, -1, 0),
        ("各责任单位在每季度末月20日前，把办理情况书面报送县政府督查室。", Cadence.QUARTERLY, 20, 0),
        ("各承办单位每半年上报一次情况。", Cadence.HALF_YEARLY, None, 0),
    ],
)
def test_the_day_of_a_report_is_read_where_it_is_stated(
    sentence: str, cadence: Cadence, day: int | None, offset: int
) -> None:
    (rhythm,) = _rhythms(sentence)
    assert (rhythm.bearer, rhythm.cadence, rhythm.met_by) == (Bearer.LEADS, cadence, ("report",))
    assert (rhythm.due.day, rhythm.due.offset_periods) == (day, offset)
    assert rhythm.text in sentence


def test_who_receives_a_report_does_not_owe_it() -> None:
    (rhythm,) = _rhythms("各牵头单位要每月向县政府督查室报送进展。")
    assert rhythm.bearer is Bearer.LEADS


def test_the_subject_holds_to_the_end_of_its_sentence_only() -> None:
    reading = _reading("分管负责同志要常抓不懈，每旬调度。每月通报情况。")
    assert [(r.bearer, r.party) for r in reading.plan.rhythms] == [(Bearer.LEADERS, "分管负责同志")]
    assert [f.code for f in reading.findings] == ["intake.rhythm-without-bearer"]


def test_a_sentence_that_stands_twice_is_one_rhythm() -> None:
    assert len(_rhythms("各牵头单位每周召开例会。各牵头单位每周召开例会。")) == 1


def test_a_method_without_preset_gets_the_rhythms_behind_its_name() -> None:
    plan = _reading("各牵头单位要执行“七步”工作法，每周召开例会，每月报送进展。").plan
    assert plan.rhythms == ()
    assert [(m.name, [r.id for r in m.rhythms]) for m in plan.methods] == [("七步", ["weekly_meeting", "report"])]


def test_ordinary_text_commands_nothing() -> None:
    assert _rhythms("民生实事每年都办。每人每月补助50元。") == ()


W, X, B, M, Q, H, Y = (
    Cadence.WEEKLY,
    Cadence.TEN_DAYS,
    Cadence.HALF_MONTHLY,
    Cadence.MONTHLY,
    Cadence.QUARTERLY,
    Cadence.HALF_YEARLY,
    Cadence.YEARLY,
)


@pytest.mark.parametrize(
    ("sentence", "party", "cadence", "activity", "due"),
    [
        ("每月25日前，各责任单位将进展情况报送县政府督查室。", "", M, "report", DueRule(day=25)),
        ("各责任单位按月报送进展，每月25日前报县政府督查室。", "", M, "report", DueRule(day=25)),
        ("各牵头单位要于次月5日前按月报送工作进展。", "", M, "report", DueRule(day=5, offset_periods=1)),
        ("县民政局每月1日至5日上报办理情况。", "县民政局", M, "report", DueRule(day=5, since=1)),
        ("各责任单位每月最后一个工作日报送进展。", "", M, "report", DueRule(day=-1, workdays=True)),
        ("各乡镇（街道）每月二十五日前上报进展。", "各乡镇（街道）", M, "report", DueRule(day=25)),
        ("督查室每月第一个周一召开例会。", "督查室", M, "weekly_meeting", DueRule(day=1, weekday=1)),
        (
            "各责任单位每月28日前，由专人将当月进展报至县政府督查室，遇节假日顺延。",
            "",
            M,
            "report",
            DueRule(day=28, roll=RollAfter(1)),
        ),
        (
            "各牵头单位每周二12:00前报送进展，遇节假日顺延至节后第二个工作日。",
            "",
            W,
            "report",
            DueRule(day=2, at=time(12), roll=RollAfter(2)),
        ),
        (
            "各牵头单位每周五下午5点前报送进展（遇节假日提前）。",
            "",
            W,
            "report",
            DueRule(day=5, at=time(17), roll=Roll.PREVIOUS),
        ),
        ("各责任单位每周一次报送进展。", "", W, "report", DueRule()),
        ("各责任单位每旬末报送一次进展情况。", "", X, "report", DueRule(day=-1)),
        ("各责任单位每月10日、20日和月底前报送进展。", "", X, "report", DueRule(day=-1)),
        ("各责任单位每半月报送一次进展。", "", B, "report", DueRule()),
        ("各责任单位每月15日、月底前报送进展。", "", B, "report", DueRule(day=-1)),
        ("各责任单位每季度结束后10日内报送进展。", "", Q, "report", DueRule(day=10, offset_periods=1)),
        ("各责任单位于每季度末月20日前报送进展。", "", Q, "report", DueRule(day=20, month=-1)),
        ("各责任单位每季度25日前报送进展。", "", Q, "report", DueRule()),
        ("由县政府督查室每季度通报一次。", "县政府督查室", Q, "circular", DueRule()),
        ("工作专班每季度召开一次专题会议，遇重大问题随时协调。", "工作专班", Q, "special_meeting", DueRule()),
        ("各责任单位每半年（6月底、12月底前）报送工作总结。", "", H, "summary", DueRule(day=-1, month=-1)),
        ("各责任单位要于12月20日前报送年度工作总结。", "", Y, "summary", DueRule(day=20, month=12)),
        ("各责任单位年底前报送总结。", "", Y, "summary", DueRule(day=-1)),
        ("各责任单位于2025年1月10日前报送年度工作总结。", "", Y, "summary", DueRule(day=10, month=1, offset_periods=1)),
        ("各责任单位要于3月15日前制定实施方案。", "", Y, "schedule", DueRule(day=15, month=3)),
    ],
)
def test_a_sentence_of_a_notice_is_a_rhythm_with_its_day(
    sentence: str, party: str, cadence: Cadence, activity: str, due: DueRule
) -> None:
    reading = _reading(sentence)
    (rhythm,) = reading.plan.all_rhythms
    assert (rhythm.party, rhythm.cadence, rhythm.met_by, rhythm.due) == (party, cadence, (activity,), due)
    assert any(e.field == "$.rhythms[0]" and e.spans for e in reading.evidence)
    asked = {q.key for q in reading.questions}
    assert ("rhythms.report.day" in asked) == (activity == "report" and not due.known)


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("县政府督查室实行周调度、月通报。", [("dispatch", W), ("circular", M)]),
        ("建立“周调度、月通报”制度，抓好落实。", []),
        ("县政府督查室每周调度、每月通报、每季度督导。", [("dispatch", W), ("circular", M), ("site_visit", Q)]),
        ("县政府分管负责同志每周一调度、每月一通报。", [("dispatch", W), ("circular", M)]),
        ("各牵头单位每周更新台账并报送进展。", [("ledger_update", W), ("report", W)]),
        ("各牵头单位每周更新台账，每月报送进展。", [("ledger_update", W), ("report", M)]),
        ("分管负责同志每月开展一次专题调研或召开一次专题会议。", [("special_study-or-special_meeting", M)]),
    ],
)
def test_several_rhythms_in_a_sentence_are_told_apart(sentence: str, found: list[tuple[str, Cadence]]) -> None:
    assert [(r.id, r.cadence) for r in _rhythms(sentence)] == found


@pytest.mark.parametrize(
    "sentence",
    [
        "公交线路每天运行不少于12班。",
        "便民服务中心每周营业不少于5天。",
        "为困难群众代缴养老保险，每人每年100元。",
        "每月补助50元，由各责任单位上报名单。",
        "每年培训1000人次以上，组织汇报演出。",
        "各责任单位要认真总结经验。",
        "社区食堂每周开放6天，每月更换菜单。",
        "各责任单位要办好每月10日的集中办理日。",
        "通报11月调度情况。",
        "每户每年补助300元，各责任单位汇总发放。",
        "上月通报的问题要整改到位。",
        "对每季度的水质检测结果予以公示。",
    ],
)
def test_what_happens_often_but_is_no_duty_is_no_rhythm(sentence: str) -> None:
    assert _rhythms(sentence) == ()


def test_the_steps_of_a_chain_know_the_step_before() -> None:
    plan = _reading("各单位每月22日前报县发改局，县发改局24日前汇总，26日前报市发改委。").plan
    assert [(r.id, r.party, r.due.day, r.after) for r in plan.rhythms] == [
        ("report", "", 22, ""),
        ("collate", "县发改局", 24, "report"),
        ("report-2", "县发改局", 26, "collate"),
    ]


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("各牵头单位每隔三周召开一次例会。", "intake.rhythm-unclear"),
        ("各牵头单位每10天报送一次进展。", "intake.rhythm-unclear"),
        ("县政府督查室每逢重大节日前开展检查。", "intake.rhythm-unclear"),
        ("县教体局按学期组织评估。", "intake.rhythm-unclear"),
        ("各牵头单位定期报送进展。", "intake.rhythm-unfixed"),
        ("县政府督查室不定期开展暗访。", "intake.rhythm-unfixed"),
        ("分管负责同志适时召开会议。", "intake.rhythm-unfixed"),
        ("各牵头单位每日报送进展。", "intake.rhythm-daily"),
        ("县政府督查室每月督查不超过3次。", "intake.rhythm-at-most"),
        ("联席会议每季度召开一次。", "intake.rhythm-without-bearer"),
        ("民生实事每年都办。", "intake.rhythm-no-duty"),
        ("县人社局每年培训1000人次以上。", "intake.rhythm-no-duty"),
        ("各牵头单位" + "认真负责" * 120 + "每月报送进展。", "intake.rhythm-too-long"),
        ("每月28日前将进展报县政府督查室。", "intake.rhythm-bearer-assumed"),
        ("每周召开例会。", "intake.rhythm-without-bearer"),
    ],
)
def test_what_a_rhythm_can_not_hold_or_had_to_assume_is_said(sentence: str, code: str) -> None:
    reading = _reading(sentence)
    findings = [f for f in reading.findings if f.code.startswith("intake.rhythm")]
    assert [f.code for f in findings] == [code]
    assert reading.plan.all_rhythms == () or code == "intake.rhythm-bearer-assumed"
    assert findings[0].message("zh")
    assert findings[0].message("en")


def test_an_order_without_a_subject_is_each_leads_and_less_sure() -> None:
    reading = _reading("每月28日前将进展报县政府督查室。")
    assert [(r.bearer, r.due.day) for r in reading.plan.rhythms] == [(Bearer.LEADS, 28)]
    assert [e.confidence for e in reading.evidence if e.field == "$.rhythms[0]"] == [0.6]


@pytest.mark.parametrize(
    ("sentence", "party", "cadence", "activities", "due"),
    [
        ("县发改局逢旬报送进展。", "县发改局", X, ["report"], DueRule(day=-1)),
        ("分管领导每旬召开一次推进会或现场会。", "分管领导", X, ["progress_meeting", "site_meeting"], DueRule()),
        ("县政府办公室每半年组织一次评估。", "县政府办公室", H, ["evaluation"], DueRule()),
        ("常务会议每季度听取一次汇报。", "常务会议", Q, ["hearing"], DueRule()),
        ("县政府常务会议每月听取工作进展情况汇报。", "县政府常务会议", M, ["hearing"], DueRule()),
        ("包村干部每月走访一次困难群众。", "包村干部", M, ["visit"], DueRule()),
        ("县发改局逢周三报送进展。", "县发改局", W, ["report"], DueRule(day=3)),
        ("县卫健局于每月28日前将本月进展和下月计划报送县政府。", "县卫健局", M, ["report"], DueRule(day=28)),
        (
            "县卫健局每季度结束后次月5日前报送进展。",
            "县卫健局",
            Q,
            ["report"],
            DueRule(day=5, month=1, offset_periods=1),
        ),
        ("县卫健局于12月20日前报送年终总结。", "县卫健局", Y, ["summary"], DueRule(day=20, month=12)),
        ("县卫健局一季一评。", "县卫健局", Q, ["evaluation"], DueRule()),
        ("县卫健局每周一查。", "县卫健局", W, ["inspection"], DueRule()),
        ("县发改局逢月末通报。", "县发改局", M, ["circular"], DueRule(day=-1)),
        ("各单位上半年、下半年各开展一次自查。", "各单位", H, ["self_check"], DueRule()),
        ("县政府督查室每月最后一个工作日前公布排名。", "县政府督查室", M, ["ranking"], DueRule(day=-1, workdays=True)),
        ("县委目标办年中、年底前各组织一次考核。", "县委目标办", H, ["appraisal"], DueRule(day=-1)),
    ],
)
def test_what_other_notices_say_is_a_rhythm_too(
    sentence: str, party: str, cadence: Cadence, activities: list[str], due: DueRule
) -> None:
    reading = _reading(sentence)
    (rhythm,) = reading.plan.all_rhythms
    owed_by = "各单位" if rhythm.bearer is Bearer.LEADS else rhythm.party
    assert (owed_by, rhythm.cadence, rhythm.due) == (party, cadence, due)
    assert sorted(rhythm.met_by) == sorted(activities)
    assert rhythm.times == rhythm.every == 1
    assert any(e.field == "$.rhythms[0]" and e.spans for e in reading.evidence)


def test_a_row_of_cadences_with_their_activities_is_read_to_its_end() -> None:
    found = _rhythms("领导小组办公室每月调度、每季通报、半年小结、年终考核。")
    assert [(r.id, r.cadence, r.due.day) for r in found] == [
        ("dispatch", M, None),
        ("circular", Q, None),
        ("summing_up", H, None),
        ("appraisal", Y, -1),
    ]


@pytest.mark.parametrize(
    "sentence", ["各单位进展纳入年终考核。", "县卫健局按年龄、按周期开展检查。", "各单位按季节组织检查。"]
)
def test_words_that_only_begin_like_a_cadence_are_none(sentence: str) -> None:
    reading = _reading(sentence)
    assert reading.plan.rhythms == ()
    assert [f for f in reading.findings if "rhythm" in f.code] == []


def test_an_activity_that_no_table_knows_has_the_words_of_the_notice_and_is_doubted() -> None:
    reading = _reading("县文旅局每季度组织一次集中研学。")
    (rhythm,) = reading.plan.rhythms
    assert (rhythm.name, rhythm.met_by) == ("每季度组织集中研学", ("组织集中研学",))
    assert "intake.rhythm-own-words" in {f.code for f in reading.findings}
    assert [e.confidence for e in reading.evidence if e.field == "$.rhythms[0]"] == [0.6]


@pytest.mark.parametrize(
    ("sentence", "cadence", "days"),
    [
        ("各牵头部门每周三、周五报送进展。", W, [3, 5]),
        ("各牵头部门每周一、三、五报送进展。", W, [1, 3, 5]),
        ("各牵头部门每周二和每周四报送进展。", W, [2, 4]),
        ("各牵头部门每月10日、25日前报送进展。", M, [10, 25]),
        ("各牵头部门每月10日、每月25日前报送进展。", M, [10, 25]),
        ("各牵头部门每月5、15、25日前报送进展。", M, [5, 15, 25]),
        ("各牵头部门每月10日和月底前报送进展。", M, [10, -1]),
        ("各牵头部门逢5逢10报送进展。", X, [5, -1]),
    ],
)
def test_each_of_several_days_is_an_instance(sentence: str, cadence: Cadence, days: list[int]) -> None:
    reading = _reading(sentence)
    (rhythm,) = reading.plan.rhythms
    assert (rhythm.cadence, [rule.day for rule in rhythm.dues]) == (cadence, days)
    assert [f for f in reading.findings if f.code.startswith("intake.rhythm")] == []


def test_days_of_several_months_are_told_apart() -> None:
    (rhythm,) = _rhythms("县发改局每年6月底、12月底前报送总结。")
    assert [(rule.month, rule.day) for rule in rhythm.dues] == [(6, -1), (12, -1)]


def test_what_holds_on_rest_days_holds_for_each_of_the_days() -> None:
    (rhythm,) = _rhythms("各牵头部门每周三、周五12:00前报送进展，遇节假日顺延。")
    assert [(rule.roll, rule.at) for rule in rhythm.dues] == [(RollAfter(1), time(12))] * 2


@pytest.mark.parametrize(
    ("sentence", "name", "times"),
    [
        ("县政府分管负责同志每月至少开展2次专题调研。", "每月2次专题调研", 2),
        ("县政府督查室每月两次督查。", "每月2次现场督导", 2),
        ("县政府督查室每周二次督查。", "每周2次现场督导", 2),
        ("县政府督查室全年不少于4次督查。", "每年4次现场督导", 4),
        ("县政府督查室每季度督查3次。", "每季度3次现场督导", 3),
        ("县政府督查室每季度督查一次。", "每季度现场督导", 1),
    ],
)
def test_so_many_times_a_period_are_so_many_instances(sentence: str, name: str, times: int) -> None:
    reading = _reading(sentence)
    (rhythm,) = reading.plan.rhythms
    assert (rhythm.name, rhythm.times, len(rhythm.dues)) == (name, times, times)
    assert [f for f in reading.findings if f.code.startswith("intake.rhythm")] == []


def test_each_activity_has_its_own_number_of_times() -> None:
    found = _rhythms("分管负责同志每季度召开2次专题会议、开展3次专题调研。")
    assert {r.id: r.times for r in found} == {"special_meeting": 2, "special_study": 3}
    found = _rhythms("分管负责同志每季度召开专题会议2次、专题调研3次。")
    assert {r.id: r.times for r in found} == {"special_meeting": 2, "special_study": 3}


@pytest.mark.parametrize(("times", "least"), [("1-2次", 1), ("两至三次", 2), ("一两次", 1), ("多次", 1)])
def test_a_number_of_times_that_is_not_fixed_is_doubted_and_its_least_owed(times: str, least: int) -> None:
    reading = _reading(f"县政府督查室每月开展{times}督查。")
    (rhythm,) = reading.plan.rhythms
    assert rhythm.times == least
    assert [f.code for f in reading.findings if f.code.startswith("intake.rhythm")] == ["intake.rhythm-several-times"]


def test_more_times_than_days_are_said() -> None:
    reading = _reading("各牵头部门每月5日、15日、25日前报送2次进展。")
    assert [len(r.dues) for r in reading.plan.rhythms] == [3]
    assert [f.code for f in reading.findings if f.code.startswith("intake.rhythm")] == ["intake.rhythm-days-and-times"]


@pytest.mark.parametrize(
    ("words", "cadence", "every", "anchor", "day"),
    [
        ("每两周", W, 2, None, None),
        ("每2周周五", W, 2, None, 5),
        ("每双周", W, 2, None, None),
        ("每隔一周", W, 2, None, None),
        ("隔周周三", W, 2, None, 3),
        ("每三周", W, 3, None, None),
        ("逢双周", W, 2, "2024-W02", None),
        ("逢单周周二", W, 2, "2024-W01", 2),
        ("每两个月", M, 2, None, None),
        ("隔月", M, 2, None, None),
        ("逢双月5日前", M, 2, "2024-02", 5),
        ("每两个季度", Q, 2, None, None),
    ],
)
def test_every_second_period_is_a_rhythm_and_from_when_on_is_asked(
    words: str, cadence: Cadence, every: int, anchor: str | None, day: int | None
) -> None:
    reading = _reading(f"县发改局{words}调度一次。")
    (rhythm,) = reading.plan.rhythms
    code = None if rhythm.anchor is None else rhythm.anchor.code
    assert (rhythm.cadence, rhythm.every, code, rhythm.due.day) == (cadence, every, anchor, day)
    assert ("rhythms.dispatch.anchor" in {q.key for q in reading.questions}) == (anchor is None)


def test_a_daily_or_unfixed_rhythm_beside_a_fixed_one_hides_nothing() -> None:
    reading = _reading("县政府督查室不定期开展暗访、每月通报。")
    assert [(r.id, r.cadence) for r in reading.plan.rhythms] == [("circular", M)]
    assert [f.code for f in reading.findings if f.code.startswith("intake.rhythm")] == ["intake.rhythm-unfixed"]


def test_an_activity_may_stand_two_clauses_behind_its_cadence() -> None:
    (rhythm,) = _rhythms("每周五前，各责任单位安排专人，将进展情况报送县政府督查室。")
    assert (rhythm.bearer, rhythm.due.day, rhythm.met_by) == (Bearer.LEADS, 5, ("report",))
