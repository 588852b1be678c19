"""``status`` and ``report`` on the ledger of the example, whose progress is made up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import run
from tests.cli.test_read_and_duties import FORMATS, looks_like

KINDS = {
    "summary": "项目汇总表",
    "matrix": "责任",
    "duties": "任务清单",
    "ledger": "工作台账",
    "monthly": "月报",
}
DAY = ("--on", "2024-08-31")


@pytest.mark.parametrize("form", FORMATS)
def test_the_state_comes_in_every_format(example_url: str, form: str) -> None:
    done = run("status", example_url, *DAY, "--to", form)
    assert (done.status, done.err) == (0, "")
    assert looks_like(form, done.data)


def test_each_state_has_its_reason(example_url: str) -> None:
    out = run("status", example_url, *DAY, "--to", "txt").out
    assert "- 1 ■滞后 完成206公里/约400公里（51.5%）；序时进度72.8%" in out
    assert "- 10.1 ◆数据过期 " in out
    assert "标明为虚构" in out


def test_without_a_day_it_is_that_of_the_last_entry(example_url: str, url: str) -> None:
    assert "截至2024年12月31日" in run("status", example_url).out
    assert "截至2024年2月6日" in run("status", url).out, "nothing but the adoption is recorded"


def test_what_was_known_then_can_be_asked(example_url: str) -> None:
    # 81处 was a slip of the pen of 7 June, corrected on the 11th to 18处
    then = run("status", example_url, "--on", "2024-06-10", "--known", "2024-06-10").out
    now = run("status", example_url, "--on", "2024-06-10").out
    assert "完成81处/约50处" in then
    assert "完成18处/约50处" in now


@pytest.mark.parametrize(
    ("days", "advice"),
    [(("--on", "2024-01-01"), "--on"), (("--on", "2024-08-31", "--known", "2024-02-05"), "--known")],
)
def test_before_the_adoption_there_is_no_state(example_url: str, days: tuple[str, ...], advice: str) -> None:
    done = run("status", example_url, *days)
    assert (done.status, done.data) == (2, b"")
    assert "2024-02-06" in done.err
    assert advice in done.err
    assert "hindsight" not in done.err, "a clerk writes no Python"


def test_a_ledger_filled_in_afterwards_says_that_nothing_was_recorded_then(url: str) -> None:
    """It was begun today, and adopted on 6 February 2024."""
    done = run("status", url, "--on", "2024-06-30", "--known", "2024-06-30", "--lang", "en")
    assert (done.status, done.data) == (2, b"")
    assert "not yet recorded (recorded on " in done.err
    assert "leave out --known" in done.err
    assert "choose that day or a later one" not in done.err


def test_the_notes_of_an_english_status_are_english(example_url: str) -> None:
    note = run("status", example_url, *DAY, "--lang", "en").out.split("Note:")[-1]
    assert "taken from no document" in note.replace("\n      ", " ")
    assert "自定" not in note


def test_rules_are_a_name_or_a_file(example_url: str, tmp_path: Path) -> None:
    assert run("status", example_url, *DAY, "--rules", "minsheng-default").data == run("status", example_url, *DAY).data
    (tmp_path / "not-toml.toml").write_text("x = [", "utf-8")
    (tmp_path / "no-rules.toml").write_text("x = 1", "utf-8")
    packs: list[str | Path] = ["nothing-of-that-name", tmp_path / "none.toml", tmp_path, *tmp_path.iterdir()]
    for pack in packs:
        done = run("status", example_url, *DAY, "--rules", pack)
        assert (done.status, done.data) == (2, b""), pack
        assert Path(pack).name in done.err
    assert "minsheng-default" in run("status", example_url, "--rules", "nothing-of-that-name").err


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", FORMATS)
def test_every_report_comes_in_every_format(example_url: str, kind: str, form: str) -> None:
    done = run("report", kind, example_url, *DAY, "--to", form)
    assert (done.status, done.err) == (0, "")
    assert looks_like(form, done.data)
    if form in ("txt", "json", "md", "html"):
        assert KINDS[kind] in done.out


def test_the_suffix_tells_the_format_and_the_path_is_told(example_url: str, tmp_path: Path) -> None:
    for form in ("docx", "html", "md", "txt", "json"):
        target = tmp_path / f"月报.{form}"
        done = run("report", "monthly", example_url, *DAY, "-o", target)
        assert (done.status, done.data, done.err.strip()) == (0, b"", str(target))
        assert looks_like(form, target.read_bytes())


def test_a_format_that_there_is_not_is_refused(example_url: str, tmp_path: Path) -> None:
    assert run("report", "monthly", example_url, "--to", "pdf").status == 2
    assert run("report", "monthly", example_url, "-o", tmp_path / "a").status == 2
    assert run("report", "yearly", example_url).status == 2
    assert list(tmp_path.iterdir()) == []


def test_a_report_of_an_approved_change_shows_the_new_deadline(example_url: str) -> None:
    def due(day: str) -> str:
        report = json.loads(run("report", "summary", example_url, "--on", day, "--to", "json").out)
        (table,) = [block for block in report["blocks"] if block["block"] == "table"]
        return json.dumps(table["rows"][6], ensure_ascii=False)

    assert "2024年8月底" in due("2024-08-27")
    assert "2024年9月20日" in due("2024-08-28")


def test_the_same_question_gives_the_same_bytes(example_url: str) -> None:
    for form in ("docx", "html", "json"):
        ask = ("report", "monthly", example_url, *DAY, "--to", form)
        assert run(*ask).data == run(*ask).data


@pytest.mark.parametrize("verb", ["status", "report", "read", "log", "duties"])
def test_a_format_that_nobody_has_is_refused_with_those_that_there_are(example_url: str, desk: Path, verb: str) -> None:
    what = {"report": ["summary", example_url], "read": [desk / "notice.txt"], "duties": [desk / "plan.json"]}
    done = run(verb, *what.get(verb, [example_url]), "--to", "nonsense")
    assert (done.status, done.data) == (2, b"")
    assert "nonsense" in done.err
    assert "docx" in done.err
    assert "docx|" in run(verb, "--help").out or "|docx" in run(verb, "--help").out
