"""``demo``: what a clerk sees first."""

from __future__ import annotations

from pathlib import Path

from tests.cli.running import run


def parts(out: str) -> list[str]:
    return [line.strip() for line in out.splitlines() if line[:2] in ("1.", "2.", "3.", "4.", "5.", "6.")]


def test_the_whole_way_in_its_order(elsewhere: Path) -> None:
    done = run("demo")
    assert (done.status, done.err) == (0, "")
    headings = [line for line in parts(done.out) if not line.startswith("1. 36个")]
    assert [heading[:2] for heading in headings[:6]] == ["1.", "2.", "3.", "4.", "5.", "6."]
    out = done.out
    assert "（10个项目，13件事项）" in out
    assert out.count("待确认：") == 8
    for number in (33, 4, 480, 110, 10):
        assert f"| {number} " in out
    assert "2024年3月到期的，共114项" in out
    assert "2024-08-31的进展状态" in out
    assert "全部是虚构的示例" in out
    assert "●已完成2件、●按序时2件、▲慢序时2件、■滞后2件、◆数据过期1件、◆无法判定1件" in out
    assert "- 1 ■滞后 完成206公里/约400公里（51.5%）" in out


def test_the_duties_of_the_year_are_counted_for_the_role_and_for_three_named_heads(elsewhere: Path) -> None:
    out = run("demo").out
    year = out[out.index("3. 全年工作任务") : out.index("4. 其中")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in year.splitlines() if line[:2] == "| "]
    numbers = [int(row[2]) for row in cells if row[2].isdigit()]
    assert numbers == [33, 480, 480, 110, 4, 10, 1, 1]
    assert f"共{sum(numbers)}项" in year
    assert "每旬调度 99、每季度专题会议或专题调研 12" in year


def test_it_says_what_it_wrote_and_where(elsewhere: Path) -> None:
    out = run("demo").out
    told = {line.strip() for line in out.splitlines() if line.strip().startswith("minsheng-demo")}
    written = {str(path.relative_to(elsewhere)) for path in elsewhere.rglob("*") if path.is_file()}
    assert written == told
    assert {Path(name).suffix for name in written} == {".docx", ".html", ".md", ".ics", ".db"}
    assert "1401" in out, "the ledger verifies"


def test_a_second_run_leaves_the_first_alone(elsewhere: Path) -> None:
    assert run("demo", "--into", "here").status == 0
    before = {path: path.read_bytes() for path in (elsewhere / "here" / "run-1").iterdir()}
    again = run("demo", "--into", "here")
    assert again.status == 0
    assert str(Path("here") / "run-2") in again.out
    assert sorted(path.name for path in (elsewhere / "here").iterdir()) == ["run-1", "run-2"]
    assert {path: path.read_bytes() for path in (elsewhere / "here" / "run-1").iterdir()} == before


def test_what_it_wrote_can_be_asked_further(elsewhere: Path) -> None:
    assert run("demo", "--into", "here").status == 0
    url = "sqlite:///here/run-1/county.db"
    assert run("verify", url).status == 0
    assert "81处" in run("log", url).out


def test_where_nothing_can_be_written_it_says_so(elsewhere: Path) -> None:
    (elsewhere / "file").write_text("", "utf-8")
    for into in ("file", "file/below"):
        done = run("demo", "--into", into)
        assert done.status == 2
        assert "file" in done.err
