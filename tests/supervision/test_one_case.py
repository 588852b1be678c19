"""A case from its notice to its reopening, as an office would follow it; and what it refuses on the way."""

from __future__ import annotations

import pickle
import re
from collections.abc import Callable
from datetime import date

import pytest

from minsheng.calendars import Day
from minsheng.errors import InvalidValue, Undefined
from minsheng.ledger import CaseClosed, CaseOpened, CaseReplied, CaseVerified, Corrected, Entry, Ledger
from minsheng.supervision import CaseState, IllegalStep, Step, Supervision, TaskKind, UnknownCase, UnknownGrade
from tests.supervision.made_up import OFFICE, UNIT

_CHINESE = re.compile("[\u3001\u3002\u4e00-\u9fff\uff00-\uffef]")


def test_a_case_answered_late_returned_extended_verified_closed_and_reopened(office: Supervision) -> None:
    case = office.open("1", matter="道路改造滞后", party=UNIT, number="督〔2024〕3号", on="2024-07-05").id

    def now(day: Day) -> tuple[CaseState, date | Undefined, int]:
        found = office.case(case, day)
        return found.state, found.term, found.days_over

    # an ordinary matter has 15 days, the first not counted; 20 July is a Saturday
    assert now("2024-07-19") == (CaseState.OPEN, date(2024, 7, 22), 0)
    assert [task.kind for task in office.due("2024-07-19")] == [TaskKind.NEAR]
    office.remind(case, on="2024-07-19")
    assert now("2024-07-23") == (CaseState.OPEN, date(2024, 7, 22), 1)
    office.remind(case, on="2024-07-23", document="督催〔2024〕1号")
    assert [step.label() for step in office.case(case, "2024-07-23").steps] == ["提醒", "催办"]

    office.reply(case, "完成150公里", by="甲县交运局", on="2024-07-25", reason="汛期停工")
    assert office.case(case, "2024-07-25").steps[-1].days_late == 3
    assert now("2024-07-25")[0] is CaseState.WORKING
    office.return_(case, reason="没有补救措施", on="2024-07-26", reply_by="2024-08-02")
    assert now("2024-07-26") == (CaseState.RETURNED, date(2024, 8, 2), 0)

    office.ask_extension(
        case, reason="汛期停工", new_due="2024-08-30", progress="完成160公里", by=UNIT, on="2024-07-30"
    )
    assert [task.kind for task in office.due("2024-08-05")] == [TaskKind.ANSWER]
    assert now("2024-08-05")[2] == 0, "nobody is late while a request that came in time waits"
    office.extend(case, new_due="2024-08-30", body="县政府分管负责同志", on="2024-08-06")
    assert now("2024-08-06") == (CaseState.RETURNED, date(2024, 8, 30), 0)

    office.reply(case, "完成230公里，已达序时", by=UNIT, on="2024-08-29", finished=True)
    visit = office.visit("1", on="2024-09-02", place="拳铺镇", findings=["路基已完成"])
    office.verify(case, passed=True, on="2024-09-02", visit=visit.id)
    assert [task.kind for task in office.due("2024-09-02")] == [TaskKind.CLOSE]
    office.close(case, on="2024-09-03", result="已达序时")
    assert now("2024-09-03")[0] is CaseState.CLOSED
    assert len(office.due("2024-09-03")) == 0
    assert office.case(case, "2024-10-01").closed_on == date(2024, 9, 3)
    assert office.case(case, "2024-10-01").age == 60

    office.reopen("督〔2024〕3号", reason="又停工", on="2024-10-08")
    assert now("2024-10-24") == (CaseState.REOPENED, date(2024, 10, 23), 1)
    assert office.cases("2024-10-24").findings == ()
    assert [(v.on, [c.id for c in v.verified]) for v in office.visits("2024-10-24").of(case)] == [
        (date(2024, 9, 2), [case])
    ]


def test_every_step_stands_in_the_log_of_the_project(office: Supervision, ledger: Ledger) -> None:
    case = office.open("1", matter="滞后", party=UNIT, on="2024-07-05").id
    office.reply(case, "已办", by=UNIT, on="2024-07-10", finished=True)
    office.verify(case, passed=True, on="2024-07-11")
    office.close(case, on="2024-07-12")
    kinds = [step.entry.statement.type for step in ledger.history("1")]
    assert kinds == ["case_opened", "case_replied", "case_verified", "case_closed"]


Refused = Callable[[Supervision, str], Entry]


@pytest.mark.parametrize(
    ("what", "code"),
    [
        (lambda office, case: office.close(case, on="2024-07-11"), "not-allowed"),
        (lambda office, case: office.reopen(case, reason="又坏了", on="2024-07-11"), "not-allowed"),
        (lambda office, case: office.remind(case, on="2024-07-11"), "not-allowed"),
        (lambda office, case: office.verify(case, passed=True, by=UNIT, on="2024-07-11"), "verified-by-unit"),
        (lambda office, case: office.verify(case, passed=True, by="甲县交运局", on="2024-07-11"), "verified-by-unit"),
        (lambda office, case: office.verify(case, passed=False, by="乙镇", on="2024-07-11"), "verified-by-unit"),
        (
            lambda office, case: office.return_(case, reason="不详", on="2024-07-11", returned="r-1"),
            "not-to-be-returned",
        ),
        (lambda office, case: office.verify(case, passed=True, on="2024-07-04"), "before-opening"),
        (lambda office, case: office.verify(case, passed=True, on="2024-07-09"), "not-allowed"),
        (lambda office, case: office.close(case, on="2024-07-08", result="并入他案", dropped=True), "breaks-later"),
    ],
)
def test_a_case_that_waits_for_verification_refuses(office: Supervision, what: Refused, code: str) -> None:
    case = office.open("1", matter="滞后", party=UNIT, partners=["乙镇"], on="2024-07-05", id="case-1").id
    office.reply(case, "正在办", by=UNIT, on="2024-07-06", id="r-1")
    office.reply(case, "已办", by=UNIT, on="2024-07-10", finished=True, id="r-2")
    before = list(office.ledger.entries())
    with pytest.raises(IllegalStep) as caught:
        what(office, case)
    error = caught.value
    assert error.code == f"supervision.{code}"
    assert not _CHINESE.search(str(error).replace(UNIT, "").replace("甲县交运局", "").replace("乙镇", ""))
    assert pickle.loads(pickle.dumps(error)).message() == error.message()
    assert list(office.ledger.entries()) == before


def test_an_illegal_step_is_refused_with_the_allowed_ones_named(office: Supervision) -> None:
    case = office.open("1", matter="滞后", party=UNIT, on="2024-07-05", id="case-1").id
    with pytest.raises(IllegalStep) as caught:
        office.verify(case, passed=True, on="2024-07-08")
    assert caught.value.state is CaseState.OPEN
    assert caught.value.choices == (
        Step.REPLY,
        Step.FINISH,
        Step.REMIND,
        Step.ASK,
        Step.EXTEND,
        Step.ESCALATE,
        Step.DROP,
    )
    assert caught.value.message("zh") == "督办case-1现为“待反馈”，不能“核实属实”"
    assert caught.value.mend("zh") == "现在可以：反馈进展、报告办结、提醒、申请延期、同意延期、升级、撤销督办"


def test_more_time_is_asked_for_before_the_term_has_expired(office: Supervision) -> None:
    # “必须在事项到期前”: http://www.creditsailing.com/GuiZhangZhiDu/295240-3.html
    case = office.open("1", matter="滞后", party=UNIT, reply_by="2024-07-12", due="2024-08-30", on="2024-07-05").id

    def ask(on: Day, new_due: Day) -> Entry:
        return office.ask_extension(case, reason="汛期", new_due=new_due, progress="一半", by=UNIT, on=on)

    for on, new_due, code in (
        ("2024-09-01", "2024-09-30", "asked-too-late"),
        ("2024-08-30", "2024-08-30", "not-longer"),
    ):
        with pytest.raises(IllegalStep) as caught:
            ask(on, new_due)
        assert caught.value.code == f"supervision.{code}"
    ask("2024-08-30", "2024-09-30")
    with pytest.raises(IllegalStep, match="the request that waits"):
        office.extend(case, new_due="2024-09-30", asked="another", on="2024-09-02")


def test_a_refused_request_leaves_the_old_term(office: Supervision) -> None:
    case = office.open("1", matter="滞后", party=UNIT, due="2024-08-30", on="2024-07-05").id
    asked = office.ask_extension(case, reason="汛期", new_due="2024-09-30", progress="一半", by=UNIT, on="2024-08-28")
    office.return_(case, reason="理由不充分", returned=asked.id, on="2024-09-02")
    found = office.case(case, "2024-09-02")
    assert (found.state, found.term, found.days_over) == (CaseState.OPEN, date(2024, 8, 30), 3)


def test_a_reply_while_a_request_waits_meets_the_term_for_the_reply(office: Supervision) -> None:
    case = office.open("1", matter="滞后", party=UNIT, reply_by="2024-07-12", due="2024-08-30", on="2024-07-05").id
    office.ask_extension(case, reason="汛期", new_due="2024-09-30", progress="一半", by=UNIT, on="2024-07-10")
    office.reply(case, "一半", by=UNIT, on="2024-07-11", reason="汛期")
    office.extend(case, new_due="2024-09-30", on="2024-07-15")
    found = office.case(case, "2024-07-15")
    assert (found.state, found.term) == (CaseState.WORKING, date(2024, 9, 30))


def test_what_was_found_not_to_be_so_is_owed_again(office: Supervision) -> None:
    case = office.open("1", matter="滞后", party=UNIT, reply_by="2024-07-12", on="2024-07-05").id
    office.reply(case, "已办", by=UNIT, on="2024-07-10", finished=True)
    office.verify(case, passed=False, on="2024-07-15", findings=["未设标志"])
    found = office.case(case, "2024-07-15")
    assert (found.state, found.term, found.days_over) == (CaseState.FAILED, date(2024, 7, 12), 3)
    office.return_(case, reason="未设标志", on="2024-07-15", reply_by="2024-07-19")
    assert office.case(case, "2024-07-15").days_over == 0


def test_a_reply_in_the_midst_leaves_the_day_of_completion(office: Supervision) -> None:
    case = office.open("1", matter="滞后", party=UNIT, reply_by="2024-07-12", due="2024-08-30", on="2024-07-05").id
    office.reply(case, "一半", by=UNIT, on="2024-07-11", reason="汛期")
    assert office.case(case, "2024-07-15").term == date(2024, 8, 30)
    other = office.open("2", matter="滞后", party="甲县住建局", reply_by="2024-07-12", on="2024-07-05").id
    office.reply(other, "一半", by="甲县住建局", on="2024-07-11", reason="汛期")
    assert office.case(other, "2024-07-15").term == Undefined("督办单未写完成时限")
    assert {task.kind for task in office.due("2024-07-15")} == {TaskKind.OWED, TaskKind.UNDATED}


def test_a_case_can_be_dropped_with_a_reason_but_not_closed_unseen(office: Supervision) -> None:
    case = office.open("1", matter="滞后", party=UNIT, on="2024-07-05").id
    with pytest.raises(IllegalStep):
        office.close(case, on="2024-07-08", result="已办")
    with pytest.raises(InvalidValue):
        office.close(case, on="2024-07-08", dropped=True)
    office.close(case, on="2024-07-08", dropped=True, result="并入督〔2024〕4号")
    found = office.case(case, "2024-07-08")
    assert (found.is_open, found.dropped, found.standing()) == (False, True, "已撤销")


def test_escalation_leaves_the_case_where_it_is(office: Supervision) -> None:
    case = office.open("1", matter="滞后", party=UNIT, on="2024-07-05").id
    office.escalate(case, "约谈", reason="逾期未反馈", on="2024-07-23")
    found = office.case(case, "2024-07-23")
    assert found.state is CaseState.OPEN
    assert [said.step for said in found.escalations] == ["约谈"]


def test_sent_twice_is_recorded_once(office: Supervision, ledger: Ledger) -> None:
    for _ in range(2):
        case = office.open("1", matter="滞后", party=UNIT, on="2024-07-05", id="case-1").id
        office.reply(case, "已办", by=UNIT, on="2024-07-10", finished=True, id="r-1")
        office.verify(case, passed=True, on="2024-07-11", id="v-1")
        office.close(case, on="2024-07-12", id="c-1")
    assert [entry.id for entry in ledger.entries()][1:] == ["case-1", "r-1", "v-1", "c-1"]


def test_a_step_recorded_raw_is_kept_and_shown_and_moves_nothing(office: Supervision, ledger: Ledger) -> None:
    case = office.open("1", matter="滞后", party=UNIT, on="2024-07-05", id="case-1").id
    raw = ledger.append(CaseClosed(case, on="2024-07-08"))
    found = office.case(case, "2024-07-08")
    assert (found.state, len(found.steps), found.counted) == (CaseState.OPEN, 1, ())
    (finding,) = office.cases("2024-07-08").findings
    assert (finding.code, finding.place.path) == ("supervision.not-allowed", raw.id)
    assert "督办case-1现为“待反馈”，不能“办结销号”" in str(found.table()[-1])
    office.reply(case, "已办", by=UNIT, on="2024-07-10", finished=True)  # the rest goes on


def test_a_reply_of_another_body_counts_and_is_told(office: Supervision) -> None:
    case = office.open("1", matter="滞后", party=UNIT, on="2024-07-05").id
    office.reply(case, "已办", by="丙公司", on="2024-07-10", finished=True)
    found = office.case(case, "2024-07-10")
    assert (found.state, [f.code for f in found.findings]) == (CaseState.REPLIED, ["supervision.reply-of-another"])
    with pytest.raises(IllegalStep):
        office.verify(case, passed=True, by="丙公司", on="2024-07-11")


def test_steps_are_taken_by_day_and_then_by_place(office: Supervision, ledger: Ledger) -> None:
    case = office.open("1", matter="滞后", party=UNIT, on="2024-07-05").id
    # recorded the wrong way round, as when papers are entered later
    ledger.append(CaseVerified(case, by=OFFICE, passed=True, on="2024-07-11"))
    ledger.append(CaseReplied(case, reply="已办", by=UNIT, finished=True, on="2024-07-10"))
    assert office.case(case, "2024-07-11").state is CaseState.VERIFIED
    assert office.case(case, "2024-07-10").state is CaseState.REPLIED
    assert office.cases("2024-07-11").findings == ()


def test_a_corrected_step_counts_as_it_was_corrected(office: Supervision, ledger: Ledger) -> None:
    case = office.open("1", matter="滞后", party=UNIT, on="2024-07-05").id
    wrong = office.reply(case, "已办", by=UNIT, on="2024-07-10", finished=True)
    right = CaseReplied(case, reply="还差一半", by=UNIT, on="2024-07-10", reason="汛期")
    office.record(Corrected(wrong.id, replacement=right, on="2024-07-11"))
    assert office.case(case, "2024-07-11").state is CaseState.WORKING


def test_what_later_steps_rest_on_is_not_withdrawn(office: Supervision) -> None:
    case = office.open("1", matter="滞后", party=UNIT, on="2024-07-05", id="case-1").id
    reply = office.reply(case, "已办", by=UNIT, on="2024-07-10", finished=True)
    office.verify(case, passed=True, on="2024-07-11")
    with pytest.raises(IllegalStep) as caught:
        office.record(Corrected(reply.id, on="2024-07-12", reason="误报"))
    assert caught.value.code == "supervision.correction-breaks"
    assert caught.value.message("zh").startswith("督办case-1中已登记的“核实属实”")


def test_a_case_keeps_its_id_when_its_notice_is_corrected(office: Supervision, ledger: Ledger) -> None:
    entry = office.open("1", matter="滞后", party=UNIT, on="2024-07-05", id="case-1")
    office.reply("case-1", "一半", by=UNIT, on="2024-07-08", reason="汛期")
    assert isinstance(entry.statement, CaseOpened)
    right = CaseOpened("1", matter="严重滞后", party=UNIT, reply_by="2024-07-31", on="2024-07-05")
    office.record(Corrected("case-1", replacement=right, on="2024-07-09"), id="correction")
    office.remind("correction", on="2024-07-10")
    found = office.case("case-1", "2024-07-10")
    assert (found.id, found.matter, len(found.steps)) == ("case-1", "严重滞后", 2)
    assert office.cases("2024-07-10")["correction"] == found


def test_steps_of_a_withdrawn_notice_are_shown_as_loose(office: Supervision) -> None:
    office.open("1", matter="滞后", party=UNIT, on="2024-07-05", id="case-1")
    office.remind("case-1", on="2024-07-08")
    office.record(Corrected("case-1", on="2024-07-09", reason="重复"))
    book = office.cases("2024-07-09")
    assert (len(book), [finding.code for finding in book.findings]) == (0, ["supervision.loose-step"])


def test_unknown_cases_and_grades_are_named(office: Supervision) -> None:
    office.open("1", matter="滞后", party=UNIT, number="督〔2024〕3号", on="2024-07-05")
    with pytest.raises(UnknownCase) as unknown:
        office.remind("督〔2024〕4号", on="2024-07-08")
    assert unknown.value.choices == ("督〔2024〕3号",)
    with pytest.raises(UnknownGrade) as grade:
        office.open("1", matter="滞后", party=UNIT, grade="马上", on="2024-07-05")
    assert grade.value.choices == ("紧急", "一般", "疑难")
    with pytest.raises(InvalidValue):
        office.open("1", matter="滞后", party=UNIT, reply_by="2024-07-01", on="2024-07-05")
