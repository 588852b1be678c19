"""Make a year of MADE-UP ledger entries for the example (虚构的台账数据) from a seed.

The notice is real and public; nothing below is: no unit reported any of these figures, and no meeting is known to have
taken place. Run it to write the entries anew; the same seed gives the same bytes.

    python examples/liangshan-2024/make_entries.py src/minsheng/example/data/entries.jsonl
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import minsheng as ms
from minsheng.calendars import PeriodKind
from minsheng.example import Line, write_lines
from minsheng.ledger import Statement

SEED = 20240206
FIRST, LAST = date(2024, 2, 6), date(2024, 12, 31)
RECORDER = "示例数据（虚构）"

Curve = list[tuple[str, str]]
# Day and total so far; weeks between are filled in on a straight line with a little noise. All of it is made up.
CURVES: dict[str, tuple[str, str, Curve]] = {
    "1.t1": (
        "县交运局",
        "公里",
        [("02-06", "0"), ("03-31", "35"), ("06-28", "120"), ("08-02", "138"), ("08-30", "206"), ("11-27", "403")],
    ),
    "2.t1": ("县交运局", "处", [("02-06", "0"), ("04-30", "12"), ("08-30", "37"), ("10-25", "50")]),
    "3.t2": ("县人社局", "%", [("02-06", "0"), ("04-30", "28"), ("08-30", "74"), ("10-18", "100")]),
    "4.t1": ("城发集团", "辆", [("02-06", "0"), ("05-10", "1000"), ("08-16", "4000")]),
    "5.1.t1": ("县住建局", "个", [("02-06", "0"), ("05-31", "8"), ("08-30", "21"), ("11-22", "36")]),
    "5.1.t2": ("县住建局", "户", [("02-06", "0"), ("05-31", "610"), ("08-30", "1540"), ("11-22", "2656")]),
    "5.1.t3": ("县住建局", "平方米", [("02-06", "0"), ("05-31", "66000"), ("08-30", "170000"), ("11-22", "291000")]),
    "5.2.t1": ("县住建局", "个", [("02-06", "0"), ("06-28", "3"), ("08-30", "8"), ("10-25", "10")]),
    "6.t1": ("县卫健局", "%", [("02-06", "0"), ("05-31", "64"), ("08-09", "100")]),
    "6.t2": ("县卫健局", "家", [("02-06", "0"), ("05-31", "215"), ("08-23", "412")]),
    "7.t1": ("县城建投", "亩", [("02-06", "62.65")]),
    "7.t2": ("县城建投", "平方米", [("02-06", "9800"), ("08-30", "27600"), ("09-13", "29000")]),
    "7.t3": ("县城建投", "个", [("02-06", "0"), ("08-30", "24"), ("09-13", "36")]),
    "7.t4": ("县城建投", "个", [("02-06", "0"), ("08-30", "1080"), ("09-13", "1620")]),
    "9.t1": ("县残联", "名", [("02-06", "0"), ("03-29", "6200"), ("08-30", "13900"), ("10-25", "20135")]),
    "10.1.t1": ("县民政局", "名", [("02-06", "0"), ("06-14", "74"), ("09-06", "118"), ("11-22", "200")]),
    "10.2.t1": ("县民政局", "处", [("02-06", "0"), ("06-28", "4"), ("08-30", "7"), ("11-08", "10")]),
    "10.3.t1": ("县民政局", "名", [("02-06", "0"), ("05-31", "1400"), ("08-23", "3011")]),
}
SILENT = {"10.1.t1": (date(2024, 6, 15), date(2024, 9, 1))}
"""A unit that stops reporting for a while, so that the example shows stale data."""


def day(text: str) -> date:
    return date.fromisoformat(f"2024-{text}")


def fridays() -> Iterator[date]:
    friday = FIRST + timedelta((4 - FIRST.weekday()) % 7)
    while friday <= LAST:
        yield friday
        friday += timedelta(7)


def total(curve: Curve, on: date, chance: random.Random) -> str:
    """The made-up total on a day: a straight line between two points, never falling, whole where the points are."""
    before = [(day(d), float(v)) for d, v in curve if day(d) <= on]
    after = [(day(d), float(v)) for d, v in curve if day(d) > on]
    if not after:
        return curve[-1][1]
    (start, low), (end, high) = before[-1], after[0]
    share = (on - start).days / (end - start).days
    share = max(0.0, share - chance.uniform(0, 0.4 / max(1, (end - start).days)))
    value = low + (high - low) * share
    return f"{value:.1f}" if "公里" in str(curve) else str(int(value))


def progress(chance: random.Random) -> Iterator[tuple[date, ms.Progress]]:
    for target, (by, unit, curve) in CURVES.items():
        last, finished = "", False
        for friday in fridays():
            quiet = SILENT.get(target)
            if (quiet and quiet[0] <= friday <= quiet[1]) or finished:
                continue
            value = total(curve, friday, chance)
            if last and float(value) < float(last):
                value = last
            finished = friday >= day(curve[-1][0]) and target != "7.t1"
            if target == "7.t1" and last:
                continue
            last = value
            if target == "2.t1" and friday == date(2024, 6, 7):
                value = "81"  # a slip of the pen, corrected below
            yield friday, ms.Progress(target, total=f"{value}{unit}", on=friday, by=by)


def meetings(plan: ms.Plan, chance: random.Random, reported: set[tuple[str, date]]) -> Iterator[tuple[date, Statement]]:
    calendar = ms.ChinaCalendar()
    for lead in plan.leads:
        for week in ms.Period.between(PeriodKind.WEEK, FIRST, LAST):
            on = calendar.previous(min(week.last, LAST))
            if on < max(week.first, FIRST) or chance.random() < 0.03:
                continue  # no meeting that week
            yield on, ms.DutyFulfilled("weekly_meeting", party=lead, period=week, on=on, by=lead)
        for month in ms.Period.between(PeriodKind.MONTH, FIRST, LAST):
            on = calendar.previous(month.last)
            if chance.random() < 0.06:
                on = calendar.add(on, 2)  # sent late
            if on <= LAST:
                yield on, ms.DutyFulfilled("report", party=lead, period=month, on=on, by=lead)
        for friday in fridays():  # a ledger is kept up to date, also where there is no figure to report
            if (lead, friday) not in reported and chance.random() > 0.03:
                yield friday, ms.DutyFulfilled("ledger_update", party=lead, on=friday, by=lead)
        adopted = calendar.add(FIRST, chance.randrange(5, 25))
        yield adopted, ms.ScheduleAdopted(on=adopted, by=lead)
    head = "县政府分管负责同志"
    for slot in ms.Period.between(PeriodKind.TEN_DAYS, FIRST, LAST):
        on = calendar.previous(slot.last)
        if on >= max(slot.first, FIRST) and chance.random() > 0.06:
            yield on, ms.DutyFulfilled("dispatch", party=head, period=slot, on=on, by="县政府办公室")
    for text, activity in (
        ("03-22", "special_meeting"),
        ("06-20", "special_study"),
        ("09-25", "special_meeting"),
        ("12-12", "special_study"),
    ):
        yield day(text), ms.DutyFulfilled(activity, party=head, on=day(text), by="县政府办公室")


def events() -> list[tuple[str, date, Statement]]:
    """What else happened in this made-up year, with ids of its own since later entries name them."""

    def at(text: str) -> date:
        return day(text)

    return [
        (
            "problem-1",
            at("07-12"),
            ms.ProblemRaised("1", problem="连续降雨，路肩施工停工", on="2024-07-12", by="县交运局"),
        ),
        ("problem-2", at("08-09"), ms.ProblemRaised("7", problem="供电接入手续未办结", on="2024-08-09", by="县城建投")),
        (
            "problem-3",
            at("08-20"),
            ms.ProblemRaised("10.1", problem="改造对象名单核定滞后", on="2024-08-20", by="县政府督查室"),
        ),
        (
            "solved-1",
            at("08-05"),
            ms.ProblemResolved("problem-1", on="2024-08-05", by="县交运局", note="调整工序，分段施工"),
        ),
        ("solved-2", at("09-06"), ms.ProblemResolved("problem-2", on="2024-09-06", by="县城建投", note="供电接入完成")),
        (
            "correction-1",
            at("06-11"),
            ms.Corrected(
                "progress-2.t1-2024-06-07",
                replacement=ms.Progress("2.t1", total="18处", on="2024-06-07", by="县交运局"),
                reason="数字误录为81处",
                on="2024-06-11",
                by="县交运局",
            ),
        ),
        (
            "change-1",
            at("08-28"),
            ms.ChangeApproved(
                "7",
                changes={"deadlines": ["2024年9月20日"]},
                body="县人大常委会（示例）",
                document="示例〔2024〕1号",
                reason="供电接入手续影响室外工程",
                on="2024-08-28",
            ),
        ),
        ("complete-7", at("09-18"), ms.MilestoneReached("7", on="2024-09-18", by="县城建投", note="竣工验收")),
        (
            "complete-8",
            at("09-26"),
            ms.MilestoneReached("8", on="2024-09-26", by="县教体局", note="省市县学校视频监控逐级接入"),
        ),
    ]


def lines(plan: ms.Plan) -> list[Line]:
    chance = random.Random(SEED)
    figures = list(progress(chance))
    found = [Line(id=f"progress-{s.target}-{on}", day=on, recorder=RECORDER, statement=s) for on, s in figures]
    reported = {(s.by, on) for on, s in figures}
    counts: dict[str, int] = {}
    for on, statement in meetings(plan, chance, reported):
        kind = statement.activity if isinstance(statement, ms.DutyFulfilled) else "schedule"
        counts[kind] = counts.get(kind, 0) + 1
        found.append(Line(id=f"{kind}-{counts[kind]}", day=on, recorder=RECORDER, statement=statement))
    found += [Line(id=name, day=on, recorder=RECORDER, statement=s) for name, on, s in events()]
    return sorted(found, key=lambda line: line.day)


def main() -> None:
    plan = ms.read(Path(__file__).parents[2] / "src/minsheng/example/data/notice.txt").confirm()
    made = lines(plan)
    write_lines(made, Path(sys.argv[1]))
    print(f"{len(made)} made-up entries written to {sys.argv[1]}")


if __name__ == "__main__":
    main()
