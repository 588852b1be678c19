"""The deliverables of a running text, as a careful clerk reads them."""

import json
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from minsheng.targets import FoundQuantity, Quantity, Unit, default_units, find_targets
from minsheng.targets.finding.candidates import Candidate
from minsheng.targets.finding.clauses import Clauses
from minsheng.targets.finding.refusals import RULES, Refusal
from minsheng.targets.grammar.folding import Folded
from minsheng.targets.grammar.parts import parts_in
from minsheng.targets.grammar.patterns import pattern, rows
from minsheng.targets.grammar.phrases import NUMBER, grammar

HERE = Path(__file__).parent
NOTICE = json.loads((HERE / "liangshan-2024.json").read_text("utf-8"))["contents"]
SENTENCES = tomllib.loads((HERE / "sentences.toml").read_text("utf-8"))["sentence"]
SIGNS = {"approx": "~", "at_least": ">=", "at_most": "<=", "over": ">", "exact": "", "range": "", "full_coverage": "F"}


def quantity(found: FoundQuantity) -> Quantity:
    assert isinstance(found.target.quantity, Quantity)
    return found.target.quantity


@pytest.mark.parametrize("row", NOTICE, ids=lambda row: str(row["no"]))
def test_every_target_of_the_real_notice_is_read_in_order_and_nothing_else(row: dict[str, Any]) -> None:
    found = find_targets(row["content"])
    read = [(q.value, q.upper, q.unit.name, q.qualifier.value) for q in map(quantity, found)]
    assert read == [(Decimal(str(t["value"])), t["value_max"], t["unit"], t["qualifier"]) for t in row["targets"]]
    for f in found:
        assert row["content"][f.start : f.end] == f.target.text
        assert f.confidence >= 0.9


@pytest.mark.parametrize("case", SENTENCES, ids=lambda case: case["text"][:16])
def test_made_up_sentences_are_read_like_a_clerk_would(case: dict[str, Any]) -> None:
    read = []
    for q in map(quantity, find_targets(case["text"])):
        upper = f"-{q.upper:f}" if q.upper is not None else ""
        sign = SIGNS[q.qualifier.value]
        read.append("F" if sign == "F" else f"{sign}{q.value:f}{upper} {q.unit}")
    assert read == case["reads"]


def candidates(text: str) -> list[Candidate]:
    plain = Folded(text).plain
    patterns = grammar(default_units())
    read = (*parts_in(plain, patterns), *(patterns.read(plain, m) for m in NUMBER.finditer(plain)))
    return [Candidate(plain=plain, clauses=Clauses(plain), phrase=p) for p in read if p]


@pytest.mark.parametrize("name", rows())
def test_each_pattern_takes_its_examples_and_leaves_the_others(name: str) -> None:
    row = rows()[name]
    assert [text for text in row["takes"] if pattern(name).search(text) is None] == []
    assert [text for text in row["leaves"] if pattern(name).search(text) is not None] == []


@pytest.mark.parametrize(
    ("rule", "example"), [(r, e) for r in RULES for e in r.examples], ids=lambda v: getattr(v, "name", v)
)
def test_each_rule_refuses_what_its_examples_mark(rule: Refusal, example: str) -> None:
    text = example.replace("【", "").replace("】", "")
    start, end = example.index("【"), example.index("】") - 1
    (marked,) = [c for c in candidates(text) if start <= c.phrase.digits < end]
    assert rule.test(marked)
    assert not [f for f in find_targets(text) if f.start < end and f.end > start]


def test_labels_tell_the_targets_of_one_text_apart() -> None:
    text = "规划用地面积62.65亩，总建筑面积2.9万平方米。建设完成后可增加36个教学班，新增小学学位1620个。"
    assert [(f.target.label, f.target.counted) for f in find_targets(text)] == [
        ("用地面积", ""),
        ("总建筑面积", ""),
        ("增加", "教学班"),
        ("新增小学学位", ""),
    ]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("初步测算改造里程约400公里", "改造里程"),
        ("对新城站点建设候车亭及配套便民座椅，约50处。", "建设候车亭及配套便民座椅"),
        ("信号灯联网控制率从50%提高到65%", "信号灯联网控制率"),
        ("实现困难群众基本养老保险全覆盖", "困难群众基本养老保险"),
        ("在园人数占比达到50%", "在园人数占比"),
        ("全年不少于5300人次", ""),
    ],
)
def test_the_label_is_the_noun_without_its_helpers(text: str, label: str) -> None:
    assert [f.target.label for f in find_targets(text)] == [label]


def test_a_caveat_behind_the_number_belongs_to_it() -> None:
    (found,) = find_targets("改造里程约400公里（以实际改造公里数为准）。")
    assert quantity(found).caveat == "以实际改造公里数为准"
    assert found.target.text == "约400公里"


def test_places_are_those_of_the_text_as_it_was_given() -> None:
    text = "改造　小区 ３６ 个，\n惠及 2656 户"
    assert [text[f.start : f.end] for f in find_targets(text)] == ["３６ 个", "2656 户"]


def test_units_of_the_caller_are_read_in_running_text_too() -> None:
    local = default_units().with_units([Unit(name="垧", dimension="垧")])
    assert find_targets("整治土地50垧。") == ()
    assert [f.target.text for f in find_targets("整治土地50垧。", units=local)] == ["50垧"]


@pytest.mark.parametrize(
    "piece",
    [
        "9",
        "1,234,",
        "一",
        "万",
        "（",
        "）",
        "“",
        "1.",
        "1—",
        "5个",
        "每人",
        "每5",
        "覆盖所有",
        "全部",
        " ",
        "\n",
        "从5提高到",
        "百分之",
        "约",
        "1,000,000",
        "5万",
        "5元/人·",
        "5个（以",
    ],
)
def test_a_hundred_thousand_characters_of_noise_are_read_to_the_end(piece: str) -> None:
    noise = piece * (100_000 // len(piece))
    found = find_targets(noise + "。新建公园36个。")
    assert found[-1].target.text.endswith("36个")


def test_a_number_beyond_all_bounds_is_no_target_and_no_failure() -> None:
    assert [
        f.target.text for f in find_targets("新建公园9999999999999999999个、绿道0.1234567890123456789公里、驿站5个。")
    ] == ["5个"]


def test_a_character_that_is_only_a_figure_on_cheques_is_a_word() -> None:
    assert find_targets("加强队伍人员配备，改善陆路条件。") == ()
    assert [quantity(f).value for f in find_targets("新建公园伍拾个、站点叁佰贰拾壹处。")] == [50, 321]


def test_a_text_without_numbers_has_no_targets() -> None:
    assert find_targets("") == ()
    assert find_targets("实现分级管理、四级统一指挥，为学校安全保驾护航。") == ()


def test_so_many_places_that_are_covered_may_be_all_of_them_and_are_doubted() -> None:
    for text in ("推动12条街道养老服务中心全覆盖", "15个镇（街道）应急广播全覆盖"):
        assert find_targets(text)[0].confidence < 0.9
    for text in ("新建12条道路，服务点全覆盖", "建成社区食堂12家，实现全覆盖"):
        assert find_targets(text)[0].confidence > 0.9
