"""Notices of every mess are read right, or say where they are not: made by chance, and five written by hand. All made up.

``MINSHENG_TORTURE=full`` reads 1,000 instead of 60; ``benchmarks/intake_messy.py`` says what goes wrong, and where.
"""

from __future__ import annotations

import copy
import json
import os
from collections.abc import Callable, Mapping
from functools import cache
from typing import cast

import pytest
from hypothesis import given, settings

from minsheng.intake import Reading, dump_reading, read
from minsheng.testing.notices import FIELDS, MessyNotice, Verdict, judge, messy_notice, messy_notices
from tests.intake.documents import DOCUMENTS
from tests.intake.test_laws import lost

COUNT = 1000 if os.environ.get("MINSHENG_TORTURE") == "full" else 60
ONE_A_FORMAT = DOCUMENTS / "one-a-format"
HAND_WRITTEN = ("prose.txt", "page.html", "annex.docx", "list.xlsx", "printed.pdf")

Json = dict[str, object]


def reading(notice: MessyNotice) -> Reading:
    return read(notice.data, name=f"made-up.{notice.format}")


@cache
def verdicts() -> list[tuple[str, Verdict]]:
    """All values of so many notices, each with where it is from."""
    notices = [(seed, messy_notice(seed)) for seed in range(COUNT)]
    return [
        (f"seed {seed} ({n.format}): {v}", v) for seed, n in notices for v in judge(n.gold(), dump_reading(reading(n)))
    ]


def test_of_all_values_of_messy_notices_99_in_100_are_read_right() -> None:
    off = [where for where, v in verdicts() if v.state != "right"]
    assert len(off) <= 0.01 * len(verdicts()), "\n".join(off[:40])


def test_what_is_read_wrong_or_not_at_all_is_named_by_a_finding_or_question() -> None:
    assert [where for where, v in verdicts() if v.silent] == []


@settings(max_examples=40, derandomize=True)
@given(messy_notices(most=3))
def test_no_word_of_a_messy_notice_is_lost(notice: MessyNotice) -> None:
    found = reading(notice)
    assert lost(found) == []
    assert found.confirm().projects == found.plan.projects


@settings(max_examples=10, derandomize=True)
@given(messy_notices(formats=["docx", "xlsx", "html", "txt"]))
def test_a_notice_made_by_chance_says_what_is_in_it(notice: MessyNotice) -> None:
    gold = notice.gold()
    assert {v.state for v in judge(gold, gold)} == {"right"}
    names = [w.name for w in notice.works]
    assert len(set(names)) == len(names), "no two projects of one name"
    assert all(w.leads for w in notice.works)


def test_a_seed_is_a_notice() -> None:
    for form in ("txt", "html", "docx", "xlsx"):
        assert messy_notice(5, formats=[form]) == messy_notice(5, formats=[form])
    assert len({messy_notice(seed).data for seed in range(20)}) == 20


@pytest.mark.parametrize("name", HAND_WRITTEN)
def test_a_notice_that_was_written_by_hand_is_read_whole(name: str) -> None:
    gold: Json = json.loads((ONE_A_FORMAT / name).with_suffix(".gold.json").read_text("utf-8"))
    got = dump_reading(read(ONE_A_FORMAT / name))
    assert [str(v) for v in judge(gold, got) if v.state != "right"] == []


# the judge


def hand_written() -> Json:
    gold: Json = json.loads((ONE_A_FORMAT / "annex.gold.json").read_text("utf-8"))
    return gold


def projects(values: Mapping[str, object]) -> list[Json]:
    return cast(list[Json], values["projects"])


def no_lead(got: Json) -> None:
    projects(got)[0]["leads"] = []


def another_partner(got: Json) -> None:
    cast(list[str], projects(got)[0]["partners"])[0] = "区水利局"


def another_day(got: Json) -> None:
    cast(list[Json], projects(got)[2]["deadlines"])[0]["date"] = "2024-12-01"


def another_hedge(got: Json) -> None:
    cast(list[Json], projects(got)[2]["targets"])[2]["qualifier"] = "exact"


def another_number(got: Json) -> None:
    cast(list[Json], projects(got)[2]["targets"])[0]["value"] = "30"


def one_item_less(got: Json) -> None:
    cast(list[Json], projects(got)[0]["items"]).pop()


def another_title(got: Json) -> None:
    cast(Json, got["document"])["title"] = "另一个通知"


def a_report(got: Json) -> None:
    got["kind"] = "progress"


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        (no_lead, {"leads"}),
        (another_partner, {"partners"}),
        (another_day, {"deadlines"}),
        (another_hedge, {"qualifiers"}),
        (another_number, {"targets", "qualifiers"}),
        (one_item_less, {"items", "targets", "qualifiers"}),
        (another_title, {"document"}),
        (a_report, {"kind"}),
    ],
)
def test_the_judge_finds_what_is_wrong_and_nothing_else(change: Callable[[Json], None], fields: set[str]) -> None:
    gold = hand_written()
    got = copy.deepcopy(gold)
    change(got)
    off = [v for v in judge(gold, got) if v.state != "right"]
    assert {v.field for v in off} == fields
    assert all(v.silent for v in off), "nothing in the reading doubts it"


def test_numbers_are_judged_by_their_value_and_names_without_white_space_and_width() -> None:
    gold = hand_written()
    got = copy.deepcopy(gold)
    cast(list[Json], projects(got)[2]["targets"])[0]["value"] = "31.0"
    projects(got)[2]["leads"] = ["区 住 建 局"]
    assert {v.state for v in judge(gold, got)} == {"right"}


def test_a_doubt_counts_for_the_field_of_the_project_that_it_names_alone() -> None:
    gold = hand_written()
    got = copy.deepcopy(gold)
    for at in (0, 1):
        projects(got)[at]["leads"] = []
        projects(got)[at]["deadlines"] = []
    got["findings"] = [
        {"code": "intake.no-lead", "fields": {"no": "1"}},
        {"code": "intake.any", "fields": {"field": "$.projects[1].deadlines"}},
    ]
    doubted = {(v.project, v.field) for v in judge(gold, got) if v.doubted and v.state != "right"}
    assert doubted == {("新建中小学校", "leads"), ("课后服务提质", "deadlines")}


def test_a_question_about_one_target_doubts_no_other() -> None:
    gold = hand_written()
    got = copy.deepcopy(gold)
    for k, target in enumerate(cast(list[Json], projects(got)[2]["targets"]), 1):
        target["id"] = f"3.t{k}"
    got["questions"] = [{"code": "intake.ask-denominator", "key": "3.t2.denominator", "fields": {"no": "3"}}]
    doubted = [v.value for v in judge(gold, got) if v.doubted and v.field == "targets"]
    assert doubted == [" 3120  户"]


def test_a_wrong_value_is_sure_unless_its_confidence_says_otherwise() -> None:
    gold = hand_written()
    got = copy.deepcopy(gold)
    got["evidence"] = [{"field": "$.projects[2].leads[0]", "confidence": 0.6}]
    projects(got)[2]["leads"] = ["区水利局"]
    projects(got)[3]["leads"] = ["区水利局"]
    wrong = {v.project: v.sure for v in judge(gold, got) if v.state == "wrong"}
    assert wrong == {"老旧小区改造": False, "筹集保障性租赁住房": True}


def test_nothing_read_is_everything_missing() -> None:
    assert {v.state for v in judge(hand_written(), {})} == {"missing"}
    assert {v.field for v in judge(hand_written(), {})} < set(FIELDS)
