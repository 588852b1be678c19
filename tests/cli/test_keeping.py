"""``verify --against``, ``checkpoint``, ``copy``, ``export``, ``import``: keeping a ledger, and proving it. Progress is made up."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from minsheng.codec import plan_json
from minsheng.projects import Plan, Project
from tests.cli.running import run
from tests.cli.test_ledger_verbs import REPORT, entries


@pytest.fixture
def filled(url: str) -> str:
    """A ledger with the plan and two reports."""
    for total, day in (("120公里", "2024-06-28"), ("150公里", "2024-07-26")):
        assert run("record", url, "1", "--total", total, "--on", day, "--by", "县交运局").status == 0
    return url


def file_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def tamper(url: str, *statements: str) -> None:
    """Change the file as somebody who may do everything can."""
    connection = sqlite3.connect(file_of(url))
    for name in ("added_behind", "not_changed", "not_deleted"):
        connection.execute(f"DROP TRIGGER entries_are_{name}")
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def test_an_entry_that_was_changed_is_named(filled: str) -> None:
    tamper(filled, "UPDATE entries SET data = CAST(replace(data, '120', '320') AS BLOB) WHERE position = 2")
    done = run("verify", filled)
    assert done.status == 1
    assert "第2笔" in done.out
    assert run("verify", filled, "--lang", "en").out.isascii() is False
    assert "entry 2" in run("verify", filled, "--lang", "en").out


def test_entries_cut_off_at_the_end_are_missed_only_against_a_checkpoint(filled: str, tmp_path: Path) -> None:
    kept = tmp_path / "checkpoint.json"
    assert run("checkpoint", filled, "-o", kept).status == 0
    assert [point["position"] for point in json.loads(kept.read_text("utf-8"))] == [3]
    assert run("verify", filled, "--against", kept).status == 0
    tamper(filled, "DELETE FROM entries WHERE position = 3")
    assert run("verify", filled).status == 0, "a shorter chain is a chain"
    against = run("verify", filled, "--against", kept)
    assert against.status == 1
    assert "第3笔" in against.out


@pytest.mark.parametrize(
    ("text", "plan"),
    [("[]", ()), ('[{"plan": "某县-2024", "position": 1, "digest": "%s"}]' % ("0" * 64), ("--plan", "梁山县-2024"))],
)
def test_a_file_without_a_checkpoint_of_the_plan_proves_nothing(
    filled: str, tmp_path: Path, text: str, plan: tuple[str, ...]
) -> None:
    (tmp_path / "kept.json").write_text(text, "utf-8")
    done = run("verify", filled, "--against", tmp_path / "kept.json", *plan)
    assert (done.status, done.out) == (2, "")
    assert "kept.json" in done.err


def test_a_ledger_that_is_gone_is_missed_against_its_checkpoint(
    filled: str, desk: Path, tmp_path: Path, example_url: str
) -> None:
    kept, other = tmp_path / "checkpoint.json", f"sqlite:///{tmp_path / 'other.db'}"
    assert run("checkpoint", filled, "-o", kept).status == 0
    plan = (desk / "plan.json").read_text("utf-8").replace('"id": "梁山县-2024"', '"id": "某县-2024"')
    (tmp_path / "other.json").write_text(plan, "utf-8")
    assert run("init", other, tmp_path / "other.json", "--by", "县政府办公室").status == 0
    done = run("verify", other, "--against", kept)
    assert done.status == 1
    assert "梁山县-2024" in done.out
    assert "某县-2024" in done.out, "every ledger gets its verdict"


def test_checkpoints_stay_true_while_the_ledger_grows(filled: str, tmp_path: Path) -> None:
    kept, later = tmp_path / "1.json", tmp_path / "2.json"
    run("checkpoint", filled, "-o", kept)
    assert (
        run("record", filled, *REPORT[:1], "--total", "170公里", "--on", "2024-08-30", "--by", "县交运局").status == 0
    )
    run("checkpoint", filled, "-o", later)
    assert run("verify", filled, "--against", kept, "--against", later).status == 0


def test_what_is_no_checkpoint_is_refused(filled: str, tmp_path: Path) -> None:
    for content in (b"", b"{}", b"[1]", b"nonsense", b"\xff\xfe\x00"):
        (tmp_path / "x").write_bytes(content)
        done = run("verify", filled, "--against", tmp_path / "x")
        assert (done.status, done.out) == (2, ""), content
        assert done.err.strip()


def test_a_copy_is_the_same_ledger_and_is_continued(filled: str, tmp_path: Path) -> None:
    copied = f"sqlite:///{tmp_path / 'copy.db'}"
    first = run("copy", filled, copied)
    assert first.status == 0
    assert "写入3笔" in first.out
    assert run("export", copied).data == run("export", filled).data
    assert run("record", filled, "1", "--total", "170公里", "--on", "2024-08-30", "--by", "县交运局").status == 0
    again = run("copy", filled, copied)
    assert "写入1笔，原有3笔" in again.out
    assert run("export", copied).data == run("export", filled).data
    assert "0 entries written, 4 there before" in run("copy", filled, copied, "--lang", "en").out


def test_a_copy_into_another_ledger_of_that_plan_is_refused(filled: str, url: str, tmp_path: Path) -> None:
    copied = f"sqlite:///{tmp_path / 'copy.db'}"
    assert run("copy", filled, copied).status == 0
    assert run("record", copied, "2", "--total", "7座", "--on", "2024-07-01", "--by", "x").status in (0, 2)
    assert run("record", copied, "1", "--total", "160公里", "--on", "2024-07-31", "--by", "x").status == 0
    assert run("record", filled, "1", "--total", "161公里", "--on", "2024-07-31", "--by", "x").status == 0
    before = run("export", copied).data
    done = run("copy", filled, copied)
    assert (done.status, done.out) == (2, "")
    assert "第4笔" in done.err
    assert run("export", copied).data == before


def test_from_nothing_nothing_is_copied_and_no_file_is_made(tmp_path: Path) -> None:
    source, target = tmp_path / "a.db", tmp_path / "b.db"
    done = run("copy", f"sqlite:///{source}", f"sqlite:///{target}")
    assert done.status == 2
    assert list(tmp_path.iterdir()) == []


def test_an_export_is_taken_in_as_it_is(filled: str, tmp_path: Path) -> None:
    file, restored = tmp_path / "ledger.jsonl", f"sqlite:///{tmp_path / 'restored.db'}"
    assert run("export", filled, "-o", file).status == 0
    lines = file.read_text("utf-8").splitlines()
    assert [json.loads(line)["position"] for line in lines] == [1, 2, 3]
    assert run("import", restored, file).status == 0
    assert run("import", restored, stdin=file.read_bytes()).status == 0, "the same again changes nothing"
    assert run("export", restored).data == file.read_bytes()
    assert run("verify", restored).status == 0


def test_a_line_that_was_changed_is_named_and_not_taken_in(filled: str, tmp_path: Path) -> None:
    restored = f"sqlite:///{tmp_path / 'restored.db'}"
    changed = run("export", filled).data.replace("150公里".encode(), "350公里".encode())
    done = run("import", restored, stdin=changed)
    assert (done.status, done.out) == (2, "")
    assert "第3行" in done.err
    assert "line 3" in run("import", restored, "--lang", "en", stdin=changed).err


def test_all_wrong_lines_are_named_and_nothing_is_half_written(filled: str, tmp_path: Path) -> None:
    for n in range(3, 13):
        assert run("record", filled, "1", "--total", f"{150 + n}公里", "--on", "2024-08-01").status == 0
    lines = run("export", filled).data.splitlines()
    lines[2] = lines[2].replace("150公里".encode(), "350公里".encode())
    lines[5] = lines[5][:40]
    lines[8] = "进度".encode("gbk")
    lines[11] = b'{"plan": "x"}'
    target = tmp_path / "restored.db"
    for arguments, stdin in (((), b"\n".join(lines)), ((_file(tmp_path, b"\n".join(lines)),), b"")):
        done = run("import", f"sqlite:///{target}", *arguments, stdin=stdin)
        assert (done.status, done.out) == (2, "")
        told = [line.split("：")[0] for line in done.err.splitlines() if line.startswith("第")]
        assert told == ["第3行", "第6行", "第9行", "第12行"], "each once, not the lines behind them"
        assert not target.exists()


def _file(folder: Path, data: bytes) -> Path:
    path = folder / "ledger.jsonl"
    path.write_bytes(data)
    return path


def test_the_rest_of_a_ledger_without_its_beginning_is_refused_and_makes_no_store(filled: str, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    folder.mkdir()
    rest = run("export", filled).data.splitlines(keepends=True)[1:]
    done = run("import", f"sqlite:///{folder / 'a.db'}", stdin=b"".join(rest))
    assert (done.status, done.out) == (2, "")
    assert "第1行" in done.err
    assert list(folder.iterdir()) == []
    assert run("import", filled, stdin=b"".join(rest)).status == 0, "where the beginning stands it is welcome"


def test_a_whole_file_of_nonsense_is_refused_in_few_lines(tmp_path: Path) -> None:
    done = run("import", f"sqlite:///{tmp_path / 'a.db'}", stdin=b"\xff\xfe\x00{\n" * 5000)
    assert done.status == 2
    assert 20 <= len(done.err.splitlines()) <= 25
    assert list(tmp_path.iterdir()) == []


def test_exporting_over_a_file_keeps_it_if_the_ledger_is_broken(filled: str, tmp_path: Path) -> None:
    file = tmp_path / "ledger.jsonl"
    file.write_text("kept", "utf-8")
    tamper(filled, "UPDATE entries SET data = CAST(replace(data, '150', '350') AS BLOB) WHERE position = 3")
    done = run("export", filled, "-o", file)
    assert done.status == 2
    assert file.read_text("utf-8") == "kept"
    assert sorted(p.name for p in tmp_path.iterdir() if p.suffix == ".tmp") == []


def test_a_closed_pipe_and_many_lines_need_no_memory(filled: str) -> None:
    assert run("export", filled).data.count(b"\n") == entries(filled)


def test_a_ledger_is_not_begun_on_a_day_to_come_by_a_slip(desk: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'slip.db'}"
    plan = desk / "plan.json"
    slip = run("init", url, plan, "--by", "县政府办公室", "--on", "2242-02-06")
    assert slip.status == 2
    assert "2242" in slip.err
    assert "--ahead" in slip.err
    assert run("init", url, plan, "--by", "县政府办公室", "--on", "2242-02-06", "--ahead").status == 0


def test_next_years_plan_is_adopted_today_unless_a_day_is_given(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'next.db'}"
    plan = tmp_path / "plan.json"
    plan.write_text(plan_json(Plan(id="甲县-2199", year=2199, projects=[Project(no="1", name="道路")])), "utf-8")
    assert run("init", url, plan, "--by", "县政府办公室").status == 0
    assert run("status", url).status == 0
