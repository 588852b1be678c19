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
        ("各牵头单位每两周召开一次例会。", "intake.rhythm-unclear"),
        ("县政府分管负责同志每月至少开展2次专题调研。", "intake.rhythm-several-times"),
        ("各牵头部门每周三、周五报送进展。", "intake.rhythm-several-days"),
        ("每月28日前将进展报县政府督查室。", "intake.rhythm-bearer-assumed"),
        ("每周召开例会。", "intake.rhythm-without-bearer"),
    ],
)
def test_what_a_rhythm_can_not_hold_or_had_to_assume_is_said(sentence: str, code: str) -> None:
    findings = [f for f in _reading(sentence).findings if f.code.startswith("intake.rhythm")]
    assert [f.code for f in findings] == [code]
    assert findings[0].message("zh")
    assert findings[0].message("en")


def test_an_order_without_a_subject_is_each_leads_and_less_sure() -> None:
    reading = _reading("每月28日前将进展报县政府督查室。")
    assert [(r.bearer, r.due.day) for r in reading.plan.rhythms] == [(Bearer.LEADS, 28)]
    assert [e.confidence for e in reading.evidence if e.field == "$.rhythms[0]"] == [0.6]
