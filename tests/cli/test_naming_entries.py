"""What a clerk types and reads: entries by number, mends by options, files that are not there. All of it is made up."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from minsheng.codec import plan_json
from minsheng.projects import Funding, Plan, Project
from tests.cli.running import Done, environment, program, run

OFFICE = ("--on", "2024-07-20", "--by", "县政府督查室")
UUID = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-")


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A ledger of its own: no. 2 a total, no. 3 a problem."""
    plan = Plan(
        id="甲县-2024",
        year=2024,
        projects=[
            Project(
                no="1",
                name="乡村道路",
                leads=["县交运局"],
                targets=["约400公里"],
                funding=[Funding(source="县级", amount="500万元"), Funding(source="省级", amount="50万元")],
            ),
            Project(no="2", name="平台", leads=["县大数据局"]),
        ],
    )
    (tmp_path / "plan.json").write_text(plan_json(plan), "utf-8")
    found = f"sqlite:///{tmp_path / 'own.db'}"
    assert run("init", found, tmp_path / "plan.json", "--by", "县政府办公室").status == 0
    record(found, "1", "--total", "120公里", "--on", "2024-06-28")
    record(found, "1", "--problem", "汛期停工", "--on", "2024-07-02")
    return found


def record(url: str, *arguments: str) -> Done:
    done = run("record", url, *arguments, "--by", "县交运局")
    assert done.status == 0, done.err
    return done


def line(url: str, **statement: object) -> Done:
    return run("record", url, stdin=json.dumps({"on": "2024-07-20", **statement}, ensure_ascii=False))


def ids(url: str) -> list[str]:
    return [json.loads(text)["id"] for text in run("export", url).out.splitlines()]


# entries by number


@pytest.mark.parametrize("name", ["3", "第3笔", "id", "id[:14]"])
def test_a_problem_is_solved_by_its_number_or_how_its_id_begins(url: str, name: str) -> None:
    name = {"id": ids(url)[2], "id[:14]": ids(url)[2][:14]}.get(name, name)
    assert line(url, type="problem_resolved", problem=name, by="县交运局").status == 0
    statement = json.loads(run("export", url).out.splitlines()[-1])["data"]["statement"]
    assert statement["problem"] == ids(url)[2], "what is sealed is the id"
    log = run("log", url).out
    assert "问题销号：“汛期停工”" in log.replace("\n", "")
    assert line(url, type="problem_resolved", problem="7").status == 2


def test_a_correction_names_the_number_of_what_was_wrong(url: str) -> None:
    right = {"type": "progress", "target": "1", "total": "102公里", "on": "2024-06-28"}
    assert line(url, type="corrected", corrects="2", replacement=right).status == 0
    again = line(url, type="corrected", corrects="2")
    assert again.status == 2
    assert "条目“第2笔”已被“第4笔”更正" in again.err
    assert not UUID.search(again.err)
    assert "102公里" in run("status", url, "--on", "2024-07-01").out


def test_an_id_that_comes_with_the_same_lines_is_that_one(url: str) -> None:
    lines = [
        {"id": "2", "statement": {"type": "problem_raised", "project": "1", "problem": "取土", "on": "2024-07-20"}},
        {"id": "s", "statement": {"type": "problem_resolved", "problem": "2", "on": "2024-07-21"}},
    ]
    done = run("record", url, stdin="\n".join(json.dumps(one, ensure_ascii=False) for one in lines))
    assert done.status == 0, done.err
    assert "“取土”" in run("log", url, "--last", "1").out
    again = run("record", url, stdin="\n".join(json.dumps(one, ensure_ascii=False) for one in lines))
    assert again.status == 0
    assert len(ids(url)) == 5, "sent twice, stored once"


def test_what_is_no_entry_says_what_to_write(url: str) -> None:
    done = line(url, type="corrected", corrects="42")
    assert done.status == 2
    assert "笔号" in done.err
    assert "minsheng log" in done.err


def test_the_beginning_of_an_id_that_is_too_short_says_how_long_it_must_be(url: str) -> None:
    record(url, "1", "--problem", "取土", "--on", "2024-07-03", "--id", "ABC-2024-01")
    done = line(url, type="problem_resolved", problem="ABC")
    assert done.status == 2
    assert "至少6位" in done.err
    english = run("problems", "solve", url, "ABC", "--on", "2024-07-05", "--by", "甲局", "--lang", "en")
    assert "at least 6 characters" in english.err


def test_the_answer_says_which_entry_was_meant(url: str) -> None:
    record(url, "1", "--problem", "取土", "--on", "2024-07-03", "--id", "2")
    solved = run("problems", "solve", url, "2", "--on", "2024-07-05", "--by", "甲局")
    assert "第4笔（编号 2）" in solved.out, "the id 2, not entry 2"
    corrected = line(url, type="corrected", corrects="第2笔")
    assert "第2笔" in corrected.out.splitlines()[-1]
    assert not UUID.search(corrected.out.splitlines()[-1])
    answered = run(
        "case", "open", url, "1", "--matter", "停工", "--party", "甲局", "--about", "3", *OFFICE, "--lang", "en"
    )
    assert "no. 3" in answered.out or "entry 3" in answered.out
    assert len(record(url, "1", "--total", "130公里", "--on", "2024-07-20").out.splitlines()) == 1, "speaks of none"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_an_entry_that_could_not_be_shown_is_told_to_be_recorded(url: str) -> None:
    with open("/dev/full", "wb") as full:
        for arguments in (
            ("record", url, "1", "--total", "130公里"),
            ("problems", "raise", url, "1", "取土"),
        ):
            done = subprocess.run(
                [*program(), *arguments, *OFFICE],
                stdout=full,
                stderr=subprocess.PIPE,
                timeout=60,
                check=False,
                env=environment(),
            )
            told = done.stderr.decode()
            assert done.returncode == 2
            assert f"第{len(ids(url))}笔" in told
            assert "不要重记" in told
    lines = "\n".join(
        json.dumps({"type": "problem_raised", "project": "1", "problem": what, "on": "2024-07-20"}) for what in "ab"
    )
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [*program(), "record", url, "--lang", "en"],
            input=lines.encode(),
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
            env=environment(),
        )
    assert "6" in done.stderr.decode()
    assert "7" in done.stderr.decode()
    assert "do not record" in done.stderr.decode()


def test_problems_are_given_and_solved_by_number(url: str) -> None:
    office = ("--on", "2024-07-20", "--by", "县政府督查室")
    given = run("problems", "assign", url, "3", "--party", "县水利局", *office)
    assert given.status == 0, given.err
    solved = run("problems", "solve", url, "第3笔", *office)
    assert solved.status == 0, solved.err
    assert "汛期停工" in solved.out
    again = run("problems", "solve", url, "3", *office)
    assert again.status == 2
    assert not UUID.search(again.err)


def test_a_list_of_problems_names_them_as_they_are_typed(url: str) -> None:
    listed = run("problems", "list", url).out
    assert "第3笔" in listed
    assert not UUID.search(listed)
    run("problems", "raise", url, "1", "取土", "--on", "2024-07-05", "--by", "甲局", "--id", "取土-1")
    assert "取土-1" in run("problems", "list", url).out


def test_a_case_is_opened_about_and_answered_by_number(url: str) -> None:
    office = ("--on", "2024-07-20", "--by", "县政府督查室")
    done = run("case", "open", url, "1", "--matter", "停工", "--party", "县交运局", "--about", "3", *office)
    assert done.status == 0, done.err
    assert run("case", "remind", url, "4", "--on", "2024-07-22", "--by", "县政府督查室").status == 0
    shown = run("case", "show", url, "4")
    assert shown.status == 0, shown.err


def test_a_different_kind_is_told_in_words_with_a_mend(url: str) -> None:
    done = line(
        url,
        type="corrected",
        corrects="2",
        replacement={"type": "milestone_reached", "project": "2", "on": "2024-07-01"},
    )
    assert "“第2笔”是“进展（progress）”" in done.err
    assert "节点完成（milestone_reached）" in done.err
    assert "replacement" in done.err
    assert "None" not in done.err
    done = line(url, type="problem_resolved", problem="2")
    assert "“第2笔”是“进展（progress）”" in done.err
    assert "问题（problem_raised）" in done.err
    assert "minsheng log" in done.err, "how to find the right one"


# mends by options


def test_a_fall_is_mended_with_an_option(url: str) -> None:
    done = run("record", url, "1", "--total", "100公里", "--on", "2024-07-05")
    assert done.status == 2
    assert "--reason" in done.err
    assert "corrected" in done.err
    english = run("record", url, "1", "--total", "100公里", "--on", "2024-07-05", "--lang", "en").err
    assert "--reason" in english
    assert "reason=" not in english
    assert "Corrected" not in english


def test_money_without_a_source_asks_which(url: str) -> None:
    done = run("record", url, "1", "--received", "5万元", "--on", "2024-07-05")
    assert done.status == 2
    assert "--source" in done.err
    assert "县级、省级" in done.err
    assert "“”" not in done.err
    other = run("record", url, "2", "--received", "5万元", "--on", "2024-07-05")
    assert other.status == 0
    assert "—" not in other.err
    assert "没有资金" in other.err


def test_what_has_no_number_is_finished_by_an_option(url: str) -> None:
    done = run("record", url, "2", "--total", "5公里", "--on", "2024-07-05")
    assert "--milestone complete" in done.err
    assert "MilestoneReached" not in done.err


def test_a_day_in_another_form_is_told_how_to_be_written(url: str) -> None:
    done = run("record", url, "1", "--total", "5公里", "--on", "25.11.2026")
    assert done.status == 2
    assert "2024-11-30" in done.err
    english = run("status", url, "--on", "25.11.2026", "--lang", "en")
    assert "2024-11-30" in english.err


def test_an_activity_that_no_plan_demands(url: str) -> None:
    done = run("record", url, "--done", "打麻将", "--on", "2024-07-05", "--by", "县交运局")
    assert done.status == 2
    assert "—" not in done.err
    assert "rhythms" in done.err


def test_a_second_figure_of_a_period_is_told_with_its_mend(url: str) -> None:
    added = ("1", "--added", "10公里", "--period", "2024-W28", "--on", "2024-07-14")
    record(url, *added)
    done = record(url, *added[:2], "30公里", *added[3:])
    assert "取代第4笔的10公里" in done.err
    assert "合计数" in done.err


# files


def test_evidence_that_is_no_file_here_is_told(url: str, tmp_path: Path) -> None:
    (tmp_path / "there.pdf").write_bytes(b"%PDF")
    proof = ("--evidence", "nofile.pdf", "--evidence", "某政办〔2024〕3号", "--evidence", str(tmp_path / "there.pdf"))
    done = record(url, "1", "--total", "130公里", "--on", "2024-07-05", *proof)
    assert done.err.count("没有摘要") == 1
    assert "nofile.pdf" in done.err
    problem = run("problems", "raise", url, "1", "取土", "--on", "2024-07-05", "--by", "甲局", "--evidence", "no/such")
    assert problem.status == 0
    assert "no/such" in problem.err


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes with a name")
def test_evidence_that_is_there_and_no_file_is_told(url: str, tmp_path: Path) -> None:
    (tmp_path / "照片").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "gone").symlink_to(tmp_path / "nothing")
    proof = [text for name in ("照片", "pipe", "gone") for text in ("--evidence", str(tmp_path / name))]
    done = record(url, "1", "--total", "130公里", "--on", "2024-07-05", *proof)
    told = done.err.splitlines()
    assert [sum(name in text and "没有摘要" in text for text in told) for name in ("照片", "pipe", "gone")] == [1, 1, 1]
    assert "不是文件" in done.err
    assert done.err.count("没有文件") == 1, "only the link leads to nothing"


def test_a_folder_without_a_path_is_told_too(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "照片").mkdir()
    done = record(url, "1", "--total", "130公里", "--on", "2024-07-05", "--evidence", "照片")
    assert "“照片”不是文件" in done.err


def test_a_file_that_holds_no_checkpoints_is_named(url: str, tmp_path: Path) -> None:
    (tmp_path / "wrong.json").write_text('{"id": 1}', "utf-8")
    done = run("verify", url, "--against", tmp_path / "wrong.json")
    assert done.status == 2
    assert "wrong.json" in done.err


@pytest.mark.parametrize(("verb", "told"), [("checkpoint", "1本账"), ("export", "3笔")])
def test_what_is_written_to_a_file_says_so(url: str, tmp_path: Path, verb: str, told: str) -> None:
    done = run(verb, url, "-o", tmp_path / "kept")
    assert (done.status, done.data) == (0, b"")
    assert "kept" in done.err
    assert told in done.err
    assert run(verb, url).err == "", "to a pipe nothing but the data"
