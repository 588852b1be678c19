"""``log``: every entry with what became of it, in little memory however long the ledger is. All progress here is made up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from minsheng.ledger import CaseOpened, CaseReplied, Corrected, Ledger, Progress
from minsheng.projects import Plan, Project
from minsheng.reports import load_report
from minsheng.storage import open_store
from tests.cli.running import run

PLAN = Plan(id="甲县-2024", year=2024, projects=[Project(no="1", name="道路", leads=["甲局"], targets=["9999公里"])])
LONG = 1100


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A correction and a case."""
    found = f"sqlite:///{tmp_path / 'own.db'}"
    right = Progress("1", total="12公里", on="2024-06-28", by="甲局")
    with open_store(found) as store:
        ledger = Ledger.adopt(store, PLAN, by="甲县", on="2024-02-06")
        ledger.append(Progress("1", total="120公里", on="2024-06-28", by="甲局", note="虚构"), id="week-26")
        ledger.append(
            Corrected("week-26", replacement=right, on="2024-07-01", by="县督查室", reason="笔误"), recorder="张三"
        )
        ledger.append(CaseOpened("1", number="督〔2024〕3号", matter="滞后", party="甲局", on="2024-07-05"), id="c1")
        ledger.append(CaseReplied("c1", reply="已整改", by="甲局", on="2024-07-10"))
    return found


@pytest.fixture(scope="module")
def long_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """So many reports that they are not held."""
    found = f"sqlite:///{tmp_path_factory.mktemp('long') / 'long.db'}"
    with open_store(found) as store:
        ledger = Ledger.adopt(store, PLAN, by="甲县", on="2024-02-06")
        note = "路肩改造"
        said = [Progress("1", total=f"{n}公里", on="2024-06-28", by="甲局", note=f"{n}{note}") for n in range(1, LONG)]
        ledger.append_all(said, ids=[f"r{n}" for n in range(1, LONG)])
        ledger.append(Corrected("r1050", on="2024-07-01", by="县督查室", reason="重复"))
    return found


def rows(text: str) -> list[list[str]]:
    (table,) = [block for block in json.loads(text)["blocks"] if block["block"] == "table"]
    return [["".join(r if isinstance(r, str) else r["text"] for r in cell) for cell in row] for row in table["rows"]]


@pytest.mark.parametrize("to", ["table", "json", "md", "html"])
def test_what_was_corrected_says_when_and_by_whom(url: str, to: str) -> None:
    said = "".join(run("log", url, "--to", to).out.replace("|", " ").split())
    assert "已更正：2024年7月1日，县督查室，见第3笔" in said or to == "table"
    if to == "table":
        cells = [line.split("|")[5].strip() for line in run("log", url).out.splitlines() if line.startswith("|")]
        assert "已更正：2024年7月1日，县督查室，见第3笔" in "".join(cells)
    assert run("log", url, "1", "--to", "json").out.count("已更正") == 1, "of one project too"


def test_in_json_the_entry_that_corrected_is_a_source(url: str) -> None:
    text = run("log", url, "--to", "json").out
    (ours,) = [line for line in rows(text) if line[5] == "week-26"]
    assert ours[4] == "已更正：2024年7月1日，县督查室，见第3笔\n虚构"
    with open_store(url, read_only=True) as store:
        correction = list(store.read(PLAN.id))[2].id
    sources = [run.sources for run in load_report(text).runs() if run.text.startswith("已更正")]
    assert sources == [(f"entry:{correction}",)]


def test_a_step_of_a_case_bears_its_number(url: str) -> None:
    for arguments in ((), ("1",), ("--last", "1")):
        found = rows(run("log", url, *arguments, "--to", "json").out)
        assert found[-1][2] == "督办督〔2024〕3号办理情况：已整改"


@pytest.mark.parametrize("to", ["table", "json", "md", "html"])
def test_a_long_ledger_is_listed_whole(long_url: str, to: str) -> None:
    done = run("log", long_url, "--to", to)
    assert (done.status, done.err) == (0, "")
    if to in ("table", "md"):
        assert f"共{LONG + 1}条记录" in done.out
    if to == "json":
        found = rows(done.out)
        assert [line[0] for line in found] == [str(n) for n in range(1, LONG + 2)]
        assert found[1050][4].startswith("已撤回：2024年7月1日，县督查室，见第1101笔")
        assert load_report(done.out).day == load_report(run("log", long_url, "--last", "1", "--to", "json").out).day
    elif to == "table":
        drawn = [line.split("|") for line in done.out.splitlines() if line.startswith("|")]
        assert [cells[1].strip() for cells in drawn if cells[1].strip()][1:] == [str(n) for n in range(1, LONG + 2)]
    else:
        assert done.out.count(">r1099<" if to == "html" else "| r1099 |") == 1


def test_a_long_list_goes_into_a_file_as_it_goes_to_the_screen(long_url: str, tmp_path: Path) -> None:
    for to, suffix in (("json", ".json"), ("txt", ".txt")):
        assert run("log", long_url, "-o", tmp_path / f"a{suffix}").status == 0
        assert (tmp_path / f"a{suffix}").read_bytes() == run("log", long_url, "--to", to).data
    assert run("log", long_url, "-o", tmp_path / "a.nonsense").status == 2
    assert not (tmp_path / "a.nonsense").exists()


def test_a_total_recorded_late_that_is_more_than_a_later_one_is_told_at_once(url: str) -> None:
    done = run("record", url, "1", "--total", "15公里", "--on", "2024-06-20", "--by", "甲局")
    assert done.status == 0
    assert "多于其后（2024-06-28）已填报的12公里" in done.err
