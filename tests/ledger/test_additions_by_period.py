"""What periods add: which of several counts, and that it is told, when it is recorded and by the view. Made-up county."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.errors import Finding, Severity, Undefined
from minsheng.ledger import Corrected, Ledger, Progress, Statement, View
from minsheng.projects import Plan, Project
from minsheng.storage import MemoryStore
from tests.ledger.made_up import Clock

PLAN = Plan(id="甲县-2024", year=2024, projects=[Project(no="1", name="改造", leads=["甲局"], targets=["900套"])])


def added(amount: str, period: str, on: str = "2024-12-30") -> Progress:
    return Progress("1.t1", added=amount, period=period, on=on, by="甲局")


def total(amount: str, on: str, reason: str = "") -> Progress:
    return Progress("1.t1", total=amount, on=on, by="甲局", reason=reason)


def told(*statements: Statement) -> tuple[str, list[Finding], list[Finding]]:
    """The figure that counts, what the view tells, what was told of the last statement when it was recorded."""
    ledger = Ledger.adopt(MemoryStore(), PLAN, by="县政府办公室", on="2024-02-06", clock=Clock())
    for statement in statements:
        entry = ledger.append(statement)
    view = ledger.as_of("2024-12-31")
    remarks = list(ledger.remarks([entry]).get(entry.id, ()))
    again = Ledger.open(ledger.store).journal()
    (step,) = again.after(entry.position - 1)
    assert list(step.remarks) == remarks, "the log tells the same"
    for finding in (*view.findings, *remarks):
        assert "{" not in finding.what("zh") + finding.what("en")
        assert entry.id not in view.message(finding) + view.message(finding, "en")
        assert entry.id not in finding.what("zh") + finding.what("en"), "nobody can type such an id"
    return str(view.done("1").total), list(view.findings), remarks


def test_a_second_report_of_one_period_takes_the_place_of_the_first_and_that_is_told() -> None:
    figure, findings, remarks = told(added("100套", "2024-W45"), added("30套", "2024-W45"))
    assert figure == "30套"
    for (finding,) in (findings, remarks):
        assert (finding.code, finding.severity) == ("ledger.addition-replaced", Severity.WARNING)
        assert "第2笔" in finding.what()
        assert "100套" in finding.what()
        assert "合计" in finding.mend(), "who meant both is told how to say so"
        assert "no. 2" in finding.what("en")


def test_sent_again_with_the_same_figure_it_is_told_without_alarm() -> None:
    figure, findings, remarks = told(added("30套", "2024-W45"), added("30套", "2024-W45"))
    assert figure == "30套"
    assert [f.severity for f in (*findings, *remarks)] == [Severity.INFO, Severity.INFO]


def test_what_a_total_has_already_is_no_news_for_the_view() -> None:
    first, second = added("100套", "2024-W45"), added("30套", "2024-W45")
    figure, findings, _ = told(first, second, total("400套", "2024-12-30"))
    assert (figure, findings) == ("400套", [])


def test_one_of_an_earlier_day_does_not_count_beside_a_later_one() -> None:
    figure, findings, remarks = told(added("100套", "2024-W45", "2024-11-20"), added("30套", "2024-W45", "2024-11-11"))
    assert figure == "100套"
    assert [f.code for f in findings] == ["ledger.addition-replaced"]
    assert [f.code for f in remarks] == ["ledger.addition-older"]
    assert "第2笔" in remarks[0].what()


def test_a_period_that_overlaps_another_is_told_when_it_is_recorded() -> None:
    figure, findings, remarks = told(added("100套", "2024-W45"), added("400套", "2024-11"))
    assert figure == "100套"
    assert [f.code for f in findings] == [f.code for f in remarks] == ["ledger.overlapping"]
    for said in ("未计入", "第2笔", "2024年第45周"):
        assert said in remarks[0].what()


def test_one_that_turns_another_out_says_so() -> None:
    figure, findings, remarks = told(added("400套", "2024-11", "2024-12-02"), added("100套", "2024-W45", "2024-11-11"))
    assert figure == "100套"
    assert [f.code for f in findings] == ["ledger.overlapping"]
    assert [f.code for f in remarks] == ["ledger.turns-out"]
    assert "第2笔" in remarks[0].what()


def test_one_that_a_total_has_already_says_so_when_it_is_recorded() -> None:
    figure, findings, remarks = told(total("500套", "2024-11-10"), added("30套", "2024-W45"))
    assert (figure, findings) == ("500套", [])
    assert [f.code for f in remarks] == ["ledger.added-before"]
    assert "第2笔" in remarks[0].what()


def test_one_that_reaches_over_the_day_of_a_total_says_so_whichever_came_first() -> None:
    figure, findings, remarks = told(total("500套", "2024-11-10"), added("400套", "2024-11"))
    assert figure == "500套"
    assert [f.code for f in findings] == [f.code for f in remarks] == ["ledger.overlapping"]
    figure, findings, remarks = told(added("400套", "2024-11", "2024-11-30"), total("500套", "2024-11-20"))
    assert figure == "500套"
    assert [f.code for f in findings] == ["ledger.overlapping"]
    assert [f.code for f in remarks] == ["ledger.turns-out"]


def test_a_total_below_what_was_added_up_is_told_as_a_fall() -> None:
    figure, findings, remarks = told(
        total("500套", "2024-11-10"), added("30套", "2024-W47", "2024-11-24"), total("510套", "2024-11-25")
    )
    assert figure == "510套"
    for (finding,) in (findings, remarks):
        assert (finding.code, finding.severity) == ("ledger.below-added", Severity.WARNING)
        assert "530套" in finding.what()
    _, findings, remarks = told(
        total("500套", "2024-11-10"), added("30套", "2024-W47", "2024-11-24"), total("510套", "2024-11-25", "验收核减")
    )
    assert [f.severity for f in (*findings, *remarks)] == [Severity.INFO, Severity.INFO]
    assert "验收核减" in remarks[0].what()


def test_also_where_no_total_came_before() -> None:
    _, findings, remarks = told(added("100套", "2024-W45"), added("50套", "2024-W46"), total("120套", "2024-12-30"))
    assert [f.code for f in findings] == [f.code for f in remarks] == ["ledger.below-added"]


@pytest.mark.parametrize("last", [total("530套", "2024-11-25"), total("510套", "2024-11-20"), added("5套", "2024-W48")])
def test_what_adds_up_is_not_told(last: Progress) -> None:
    """W47 is not over on 20 November: what it has added until then is not known."""
    _, _, remarks = told(total("500套", "2024-11-10"), added("30套", "2024-W47", "2024-11-24"), last)
    assert [f.code for f in remarks if f.code != "ledger.turns-out"] == []


def test_a_correction_of_an_addition_takes_no_ones_place() -> None:
    ledger = Ledger.adopt(MemoryStore(), PLAN, by="县政府办公室", on="2024-02-06", clock=Clock())
    wrong = ledger.append(added("100套", "2024-W45"))
    right = ledger.append(Corrected(wrong.id, replacement=added("30套", "2024-W45"), on="2024-12-30"))
    assert ledger.remarks([right]) == {right.id: ()} or not ledger.remarks([right]).get(right.id)
    assert ledger.as_of("2024-12-31").findings == ()
    later = ledger.append(added("40套", "2024-W45"))
    (remark,) = ledger.remarks([later])[later.id]
    assert remark.code == "ledger.addition-replaced"
    assert "30套" in remark.what(), "against what is right, not against what was wrong"


PERIODS = ("2024-W45", "2024-W46", "2024-W47", "2024-11", "2024-11-X1", "2024-Q4")
REPORTS = st.one_of(
    st.builds(
        added,
        st.integers(1, 50).map("{}套".format),
        st.sampled_from(PERIODS),
        st.sampled_from(["2024-11-30", "2024-12-30"]),
    ),
    st.builds(
        total, st.integers(1, 500).map("{}套".format), st.sampled_from(["2024-11-10", "2024-11-20"]), st.just("核减")
    ),
)


@given(st.lists(REPORTS, min_size=1, max_size=6))
def test_whoever_records_is_told_of_whatever_does_not_count_since(reports: list[Progress]) -> None:
    """What counted before and does not now, a total's own parts apart, is told of the report that did it."""
    _, _, remarks = told(*reports)
    before = View.of(PLAN, reports[:-1], day="2024-12-31").done("1")
    after = View.of(PLAN, reports, day="2024-12-31").done("1")
    lost = set(before.ids) - set(after.ids)
    mine = f"#{len(reports)}"
    quiet = reports[-1].total is not None  # a total takes in what was added before: told only if that was more
    if isinstance(after.total, Undefined) or (not lost and mine in after.ids) or quiet:
        return
    assert remarks
