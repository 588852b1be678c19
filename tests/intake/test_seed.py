"""The real notice, from txt and from docx, says what a careful clerk reads out of it."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from minsheng.calendars import Cadence
from minsheng.codec import load_plan
from minsheng.errors import Undefined
from minsheng.intake import Reading, read, reading_json
from minsheng.projects import Bearer
from minsheng.targets import Quantity
from tests.intake.documents import NOTICE_DOCX, NOTICE_TXT, gold

BOTH = pytest.mark.parametrize("path", [NOTICE_TXT, NOTICE_DOCX], ids=["txt", "docx"])


@cache
def _read(path: Path) -> Reading:
    return read(path)


def _differences(wanted: object, found: object, path: str = "$") -> list[str]:
    """Every key of `wanted` that `found` does not have by value; a target's text is not compared."""
    if isinstance(wanted, dict):
        if not isinstance(found, dict):
            return [f"{path}: no object"]
        return [
            line
            for key, value in wanted.items()
            if not (key == "text" and ".targets[" in path)
            for line in (
                [f"{path}.{key}: missing"] if key not in found else _differences(value, found[key], f"{path}.{key}")
            )
        ]
    if isinstance(wanted, list):
        if not isinstance(found, list) or len(wanted) != len(found):
            return [f"{path}: {wanted} is not {found}"]
        return [
            line
            for i, (a, b) in enumerate(zip(wanted, found, strict=True))
            for line in _differences(a, b, f"{path}[{i}]")
        ]
    if isinstance(wanted, Decimal) and isinstance(found, str):
        found = Decimal(found)
    return [] if wanted == found else [f"{path}: {wanted!r} is not {found!r}"]


@BOTH
def test_the_json_of_the_reading_is_what_a_clerk_reads(path: Path) -> None:
    wanted = gold()
    found = json.loads(reading_json(_read(path)), parse_float=Decimal, parse_int=Decimal)
    for key in ("kind", "document", "projects"):
        assert _differences(wanted[key], found[key], f"$.{key}") == []


@BOTH
def test_the_words_of_every_target_stand_in_the_notice(path: Path) -> None:
    notice = "".join(NOTICE_TXT.read_text("utf-8").split())
    for project in _read(path).plan.projects:
        for target in project.all_targets:
            assert target.text
            assert target.text in notice


def test_word_and_text_file_give_the_same_plan() -> None:
    assert _read(NOTICE_TXT).plan == _read(NOTICE_DOCX).plan


@BOTH
def test_the_plan_in_the_json_is_the_plan(path: Path) -> None:
    assert load_plan(reading_json(_read(path))) == _read(path).confirm()


@BOTH
def test_head_and_tail_of_the_document_are_read(path: Path) -> None:
    document = _read(path).plan.document
    assert document.adopted_by == "县十九届人大三次会议"
    assert document.publicity == "此件公开发布"
    assert document.annexes == ("2024年县政府十件民生实事项目汇总表",)
    assert document.addressees == ("各乡镇人民政府、街道办事处", "开发区管委会", "县直各部门", "驻梁各单位")
    assert document.copies[0] == "县委办公室"
    assert document.copies[-1] == "县人武部"
    assert len(document.copies) == 7


@BOTH
def test_money_without_an_amount_and_ways_of_working_are_kept(path: Path) -> None:
    project = _read(path).plan.project("1")
    assert [f.source for f in project.funding] == ["县级资金奖补"]
    assert isinstance(project.funding[0].amount, Undefined)
    assert project.delivery == ("以工代赈", "乡镇组织")
    assert isinstance(project.targets[0].quantity, Quantity)
    assert project.targets[0].quantity.caveat == "以实际改造公里数为准"


@BOTH
def test_every_rhythm_of_the_notice_is_found_with_who_and_how_often(path: Path) -> None:
    plan = _read(path).plan
    found = {(r.bearer, r.party, r.cadence, r.met_by) for r in plan.all_rhythms}
    leaders, supervision = "县政府分管负责同志", "县政府督查室"
    assert found == {
        (Bearer.LEADERS, leaders, Cadence.TEN_DAYS, ("dispatch",)),
        (Bearer.LEADERS, leaders, Cadence.QUARTERLY, ("special_meeting", "special_study")),
        (Bearer.LEADS, "", Cadence.WEEKLY, ("ledger_update",)),
        (Bearer.LEADS, "", Cadence.WEEKLY, ("weekly_meeting",)),
        (Bearer.LEADS, "", Cadence.MONTHLY, ("report",)),
        (Bearer.LEADS, "", Cadence.ONCE, ("schedule",)),
        (Bearer.PARTY, supervision, Cadence.ONCE, ("ledger",)),
        (Bearer.PARTY, supervision, Cadence.ONCE, ("site_visit",)),
    }


@BOTH
def test_the_named_method_gets_no_meaning(path: Path) -> None:
    (method,) = _read(path).plan.methods
    assert method.name == "212"
    assert isinstance(method.definition, Undefined)


@BOTH
def test_what_the_notice_leaves_open_is_asked(path: Path) -> None:
    keys = {q.key for q in _read(path).questions}
    assert keys == {
        "8.targets",
        "3.t2.denominator",
        "6.t1.denominator",
        "rhythms.report.day",
        "rhythms.schedule.day",
        "methods.212.definition",
        "roles.县政府分管负责同志.persons",
        "groups.各乡镇（街道）.members",
    }


@BOTH
def test_a_sound_notice_has_no_findings(path: Path) -> None:
    assert _read(path).findings == ()


@BOTH
def test_unanswered_questions_stay_in_the_plan(path: Path) -> None:
    reading = _read(path)
    assert reading.confirm().unknowns == reading.questions


@BOTH
def test_every_field_has_evidence_whose_words_stand_where_it_says(path: Path) -> None:
    reading = _read(path)
    fields = {e.field for e in reading.evidence}
    for i, project in enumerate(reading.plan.projects):
        own = f"$.projects[{i}]"
        wanted = [f"{own}.no", f"{own}.name", f"{own}.content"]
        for name in ("leads", "partners", "deadlines", "targets", "funding", "delivery"):
            wanted += [f"{own}.{name}[{k}]" for k in range(len(getattr(project, name)))]
        for j, item in enumerate(project.items):
            wanted += [
                f"{own}.items[{j}].content",
                *(f"{own}.items[{j}].targets[{k}]" for k in range(len(item.targets))),
            ]
        assert set(wanted) <= fields
    for e in reading.evidence:
        words = "".join(reading.source.text(s.spot)[s.start : s.end] for s in e.spans)
        assert "".join(words.split()) == "".join(e.text.split())
        assert 0 < e.confidence <= 1


def test_places_are_told_as_a_clerk_would() -> None:
    (evidence,) = _read(NOTICE_TXT).of("$.projects[2].partners[3]")
    assert str(evidence.places[0]) == "《liangshan-2024.txt》表格第4行“协办单位”"
    assert evidence.text == "县残联"


def test_no_name_of_this_document_stands_in_the_rules() -> None:
    room = Path(__import__("minsheng.intake").intake.__file__).parent
    names = ("梁山", "水泊", "郝山", "212", "杰森", "恒源", "中维", "心电", "校园天眼", "路肩")
    for path in [*room.rglob("*.toml"), *room.rglob("*.py")]:
        rules = "\n".join(
            line
            for line in path.read_text("utf-8").splitlines()
            if not line.lstrip().startswith(("#", ">>>", "...")) and '"""' not in line
        )
        assert [n for n in names if n in rules and path.name != "answers.py"] == [], path.name


def test_a_reading_is_printed_as_its_projects_and_what_is_doubtful() -> None:
    reading = _read(NOTICE_TXT)
    lines = str(reading).splitlines()
    assert lines[0] == "任务文件“liangshan-2024.txt”：发现0处，问题8个，未采用的文字12处"
    assert "项目10件，待确认的问题8个" in lines[1]
    assert sum(line.startswith("待确认：") for line in lines) == len(reading.questions) == 8
    assert lines[-1].endswith("[methods.212.definition]")
    assert "<table>" in (page := reading._repr_html_())
    assert page.count("<li>") == 8
    assert reading.head("en") == "notice “liangshan-2024.txt”: 0 finding(s), 8 question(s), 12 text(s) not used"
    assert len(repr(reading)) < 1000
