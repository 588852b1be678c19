"""Calendar files and the year on a page from the command line."""

from __future__ import annotations

import json
from pathlib import Path

from attrs import evolve

from minsheng.codec import load_plan, plan_json
from minsheng.projects import Project
from tests.cli.running import run
from tests.reports import rfc5545


def test_the_format_or_the_suffix_asks_for_a_calendar_file(desk: Path, tmp_path: Path) -> None:
    printed = run("duties", desk / "plan.json", "--to", "ics")
    assert printed.status == 0
    rfc5545.read(printed.data)
    assert run("duties", desk / "plan.json", "-o", tmp_path / "all.ics").status == 0
    assert (tmp_path / "all.ics").read_bytes() == printed.data


def test_each_party_gets_a_file_of_its_own(desk: Path, tmp_path: Path) -> None:
    done = run("duties", desk / "plan.json", "--split", tmp_path / "units")
    names = done.out.split()
    assert done.status == 0
    assert {Path(name).name for name in names} == {f.name for f in (tmp_path / "units").iterdir()}
    mine = tmp_path / "units" / "县教体局.ics"
    assert mine.read_bytes() == run("duties", desk / "plan.json", "--to", "ics", "--party", "县教体局").data
    assert (tmp_path / "units" / "县政府督查室.ics").is_file()  # owes duties without leading a project


def test_the_earlier_files_raise_the_revision_of_what_moved(desk: Path, tmp_path: Path) -> None:
    units = tmp_path / "units"
    run("duties", desk / "plan.json", "--split", units)
    before = {f.name: f.read_bytes() for f in units.iterdir()}
    assert run("duties", desk / "plan.json", "--split", units, "--previous", units).status == 0
    assert {f.name: f.read_bytes() for f in units.iterdir()} == before  # nothing moved
    later = load_plan((desk / "plan.json").read_bytes()).changed("8", deadlines=["2024年10月底"])
    (tmp_path / "later.json").write_text(plan_json(later), "utf-8")
    run("duties", tmp_path / "later.json", "--split", units, "--previous", units)
    changed = rfc5545.read((units / "县教体局.ics").read_bytes())
    assert [p.text("SUMMARY") for p in changed.parts if p.get("SEQUENCE") == "1"] == [
        "完成时限：第8项 中小学“校园天眼”工程"
    ]


def test_a_party_with_a_hostile_name_stays_in_the_folder(desk: Path, tmp_path: Path) -> None:
    plan = load_plan((desk / "plan.json").read_bytes())
    names = ["../../etc/cron", "..", "CON:|?", "a/b", "a:b", "长" * 300, "😀" * 100, "CON", "nul.txt"]
    projects = [
        Project(no=str(n), name="路", leads=[name], deadlines=["2024年8月底"]) for n, name in enumerate(names, 1)
    ]
    hostile = evolve(plan, projects=projects, rhythms=[], methods=[], allocations=[], unknowns=[])
    (tmp_path / "plan.json").write_text(plan_json(hostile), "utf-8")
    done = run("duties", tmp_path / "plan.json", "--split", tmp_path / "units")
    assert done.status == 0, done.err
    written = [Path(line) for line in done.out.splitlines()]
    assert len(set(written)) == len(hostile.parties)
    assert all(path.parent == tmp_path / "units" and path.is_file() for path in written)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plan.json", "units"]
    assert not {path.name.split(".")[0].lower() for path in written} & {"con", "nul"}  # devices of Windows


def test_a_damaged_earlier_file_is_named_and_no_file_is_written(desk: Path, tmp_path: Path) -> None:
    units = tmp_path / "units"
    names = run("duties", desk / "plan.json", "--split", units).out.splitlines()
    Path(names[-1]).write_bytes(b"BEGIN:VCALENDAR\r\nVERS")
    again = run("duties", desk / "plan.json", "--split", tmp_path / "new", "--previous", units)
    assert again.status == 2
    assert again.err.startswith(f"《{Path(names[-1]).name}》：不是有效的日历文件")
    assert not (tmp_path / "new").exists()


def test_the_file_of_another_party_is_named_with_whose_it_is(desk: Path, tmp_path: Path) -> None:
    run("duties", desk / "plan.json", "-o", tmp_path / "mine.ics", "--party", "县教体局")
    done = run("duties", desk / "plan.json", "--to", "ics", "--previous", tmp_path / "mine.ics")
    assert done.status == 2
    assert "《mine.ics》" in done.err
    assert " ”" not in done.err  # the file for all has no party behind the plan


def test_options_that_do_not_go_together_are_refused(desk: Path, tmp_path: Path) -> None:
    plan, folder, file = desk / "plan.json", tmp_path / "units", tmp_path / "old.ics"
    file.write_bytes(run("duties", plan, "--to", "ics").data)
    for wrong in (
        ["--to", "json", "--split", folder],
        ["--no-alarms"],
        ["--previous", file],
        ["--split", folder, "--party", "县教体局"],
        ["--to", "ics", "--previous", file, "--party", "县教体局"],
        ["--to", "ics", "--previous", file, "--from", "2024-03-01"],
        ["--to", "ics", "--previous", tmp_path],
        ["--to", "ics", "--previous", plan],
        ["--to", "ics", "--party", "某某局"],
    ):
        done = run("duties", plan, *wrong)
        assert (done.status, done.data) == (2, b""), wrong
        assert done.err
    assert not folder.exists()


def test_the_year_of_a_plan_or_of_everybody(desk: Path, tmp_path: Path) -> None:
    for what in (desk / "plan.json", desk / "notice.docx"):
        assert "梁山县2024年民生实事日历" in run("calendar", "year", what).out
    assert "2026年工作日历" in run("calendar", "year", "2026").out
    assert run("calendar", "year", "2026", "-o", tmp_path / "2026.html").status == 0
    assert (tmp_path / "2026.html").read_bytes() == run("calendar", "year", "2026").data
    assert "暂估" in run("calendar", "year", "2027", "--provisional").out
    assert "县教体局" in run("calendar", "year", desk / "plan.json", "--party", "县教体局", "--lang", "en").out


def test_a_year_that_is_none_or_a_party_without_a_plan_is_refused(desk: Path) -> None:
    for wrong in (["1000"], ["nothing.json"], ["2024", "--party", "县教体局"], [desk / "plan.json", "--party", "某局"]):
        done = run("calendar", "year", *wrong)
        assert (done.status, done.data) == (2, b""), wrong


def test_a_window_in_which_nothing_is_due_is_answered_in_every_format(desk: Path) -> None:
    plan, window = desk / "plan.json", ("--from", "2023-01-01", "--until", "2023-01-31")
    known = load_plan(plan.read_bytes())
    for more in ((), ("--party", "县教体局")):
        written = json.loads(run("duties", plan, *window, *more, "--to", "json").out)
        assert (written["plan"], written["duties"]) == (known.id, [])
        assert "共0项任务" in run("duties", plan, *window, *more).out
        file = rfc5545.read(run("duties", plan, *window, *more, "--to", "ics").data)
        assert file.get("X-MINSHENG-PLAN") == known.id
        assert not [part for part in file.parts if part.name in ("VTODO", "VEVENT")]
