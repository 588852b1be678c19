"""Code as another program would write it, with the lazy forms; passes `mypy --strict` and runs in an empty folder.

The plan, its parties and its figures are made up.
"""

from datetime import date
from fractions import Fraction

import minsheng as ms
from minsheng.ledger import Entry
from minsheng.reports import Annex, Block, Bullets, DocumentHead, Heading, Note, Paragraph, Renderer, Table


def plan_of_my_own() -> ms.Plan:
    return ms.Plan(
        id="demo-2024",
        year=2024,
        projects=[
            ms.Project(no="1", name="乡村道路", leads=["县交运局"], targets=["约400公里"], deadlines=["2024年11月底"]),
            ms.Project(
                no="2",
                name="老旧小区改造",
                leads=("县住建局",),
                items=[
                    ms.Item(no="1", targets=[ms.Target("36个小区")], deadlines=[ms.Deadline.on(date(2024, 12, 31))])
                ],
            ),
        ],
    )


class LengthRenderer:
    """A renderer with plain attributes; it says only how long a report is."""

    name = "length"
    suffix = ".length"
    supports: frozenset[type[Block]] = frozenset({Annex, Bullets, DocumentHead, Heading, Note, Paragraph, Table})

    def render(self, report: ms.Report) -> bytes:
        return f"{len(report.blocks)} blocks\n".encode()


def whole_way(plan: ms.Plan) -> ms.Standing:
    calendar = ms.ChinaCalendar()
    due: date | ms.Undefined = plan.project("1").due.effective_on(calendar).day
    assert due == date(2024, 11, 30)
    owed = ms.expand_duties(plan, calendar, "2024-03-01", date(2024, 3, 31))
    assert all(duty.party for duty in owed)
    with ms.open_store("sqlite:///county.db") as store:
        ledger = ms.Ledger.adopt(store, plan, by="县政府办公室", on="2024-02-06")
        entry: Entry = ledger.report("1", total="120公里", on=date(2024, 6, 28), by="县交运局")
        assert entry.id
        return ms.assess(ledger.as_of("2024-06-30"), calendar=calendar)


def what_if(plan: ms.Plan) -> tuple[str, str]:
    calendar = ms.ChinaCalendar()
    later = plan.changed("1", deadlines=["2024-12-31"], leads=["县交运局", "县财政局"])
    view = ms.View.of(plan, [ms.Progress("1", total="120公里", on="2024-06-28")], day="2024-06-30")
    now = ms.assess(view, calendar=calendar)["1"]
    then = ms.assess(view.under(later), calendar=calendar)["1"]
    ratio: Fraction | ms.Undefined = now.ratio
    assert ratio == Fraction(30, 100)
    return now.explain(), then.explain("en")


def main() -> None:
    plan = plan_of_my_own()
    again: ms.Plan = ms.load_plan(ms.plan_json(plan))
    assert again == plan
    standing = whole_way(plan)
    before, after = what_if(plan)
    assert before != after
    report = ms.monthly_report(standing)
    renderer: Renderer = LengthRenderer()
    data: bytes = ms.render(report, renderer)
    assert data == ms.render(report, LengthRenderer())
    ms.write(report, "monthly.md")
    ms.write(ms.summary(plan), "summary.txt")


if __name__ == "__main__":
    main()
