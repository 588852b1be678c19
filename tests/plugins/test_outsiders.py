"""A store, a reader and a renderer that somebody else wrote: with public names only, they do all that the shipped ones do.

Plan and figures are made up.
"""

from __future__ import annotations

import csv
import io
import re
import subprocess
import sys
from pathlib import Path

import pytest

import minsheng as ms
from minsheng.cli import main
from minsheng.reports import installed_renderers
from minsheng.storage import BrokenPlugin, StoreFull, UnknownScheme, store_schemes
from tests.plugins.installed import OUTSIDERS, SOURCE, install, install_outsiders

ON = "2024-06-30"


@pytest.fixture
def outsiders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The outsiders' package, installed."""
    folder = tmp_path / "site-packages"
    folder.mkdir()
    install_outsiders(folder)
    monkeypatch.syspath_prepend(folder)
    return folder


@pytest.fixture
def plan() -> ms.Plan:
    road = ms.Project(no="1", name="乡村道路", leads=["县交运局"], targets=["约400公里"], deadlines=["2024年11月底"])
    return ms.Plan(id="demo-2024", year=2024, projects=[road])


def cells(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_their_own_tests_pass(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(OUTSIDERS)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    found = re.search(r"^(\d+) passed in ", done.stdout, re.MULTILINE)
    assert found, done.stdout
    assert int(found[1]) > 30, "both suites were run, and nothing was skipped"


def test_their_code_passes_mypy_strict(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file", "", "--cache-dir", str(tmp_path)]
    files = [str(SOURCE / "example_plugins"), *map(str, (OUTSIDERS / "tests").glob("*.py"))]
    done = subprocess.run([*command, *files], capture_output=True, text=True, cwd=SOURCE, check=False)
    assert done.returncode == 0, done.stdout


def test_they_know_public_names_only() -> None:
    for file in OUTSIDERS.rglob("*.py"):
        for module, names in re.findall(r"^from (minsheng[\w.]*) import (.+)$", file.read_text("utf-8"), re.MULTILINE):
            public = (
                sys.modules[module].__all__ if module in sys.modules else __import__(module, fromlist=["_"]).__all__
            )
            assert {name.strip() for name in names.split(",")} <= set(public), f"{file.name}: {module}"


def test_they_work_as_objects(outsiders: Path, plan: ms.Plan) -> None:
    from example_plugins import CsvRenderer, DictStore

    with DictStore() as store:
        ledger = ms.Ledger.adopt(store, plan, by="县政府办公室", on="2024-02-06")
        ledger.report("1", total="120公里", on="2024-06-28", by="县交运局")
        assert ledger.verify()
        standing = ms.assess(ledger.as_of(ON), calendar=ms.ChinaCalendar())
    assert "30.0%" in standing["1"].explain()
    rows = cells(ms.render(ms.summary(plan), CsvRenderer()))
    assert any("乡村道路" in row and "县交运局" in row for row in rows)


def test_their_reader_reads_what_no_reader_of_ours_does(outsiders: Path, tmp_path: Path) -> None:
    from example_plugins import CsvReader

    path = tmp_path / "list.csv"
    path.write_text("甲县2024年民生实事,,\n序号,项目名称,主办单位\n1,乡村道路,县交运局\n", "gb18030")
    by_entry_point = ms.read(path)
    assert by_entry_point.source.format == "csv"
    assert by_entry_point.plan.project("1").leads == ("县交运局",)
    assert ms.read(path, readers=[CsvReader()]).plan == by_entry_point.plan


def test_they_work_by_entry_point(outsiders: Path, plan: ms.Plan, tmp_path: Path) -> None:
    with ms.open_store("dict:by-entry-point") as store:
        ms.Ledger.adopt(store, plan, by="县政府办公室", on="2024-02-06")
    assert ms.Ledger.open(ms.open_store("dict:by-entry-point")).baseline == plan
    assert "dict" in store_schemes()
    report = ms.summary(plan)
    assert ms.render(report, "csv") == ms.render(report, ".csv")
    ms.write(report, tmp_path / "summary.csv")
    assert (tmp_path / "summary.csv").read_bytes() == ms.render(report, "csv")
    assert "csv" in installed_renderers().names


def test_they_work_from_the_shell(
    outsiders: Path, plan: ms.Plan, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "plan.json").write_text(ms.plan_json(plan), "utf-8")
    url, monthly = "dict:from-the-shell", tmp_path / "月报.csv"
    assert main(["init", url, str(tmp_path / "plan.json"), "--by", "县政府办公室"]) == 0
    assert main(["record", url, "1", "--total", "120公里", "--on", "2024-06-28", "--by", "县交运局"]) == 0
    assert main(["verify", url]) == 0
    assert main(["report", "monthly", url, "--on", ON, "-o", str(monthly)]) == 0
    capsys.readouterr()
    assert any("30.0%" in cell for row in cells(monthly.read_bytes()) for cell in row)


def test_the_shell_takes_the_name_of_their_renderer(
    outsiders: Path, plan: ms.Plan, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    file, url = tmp_path / "plan.json", "dict:by-name-from-the-shell"
    file.write_text(ms.plan_json(plan), "utf-8")
    assert main(["init", url, str(file), "--by", "县政府办公室"]) == 0
    for verb in (["report", "summary", url], ["status", url], ["log", url], ["duties", str(file)]):
        capfdbinary.readouterr()
        assert main([*verb, "--to", "csv"]) == 0
        assert cells(capfdbinary.readouterr().out), verb
        assert main([*verb, "--to", "csv", "-o", str(tmp_path / "data.txt")]) == 0
        assert cells((tmp_path / "data.txt").read_bytes()), verb
        assert main([*verb, "--to", "xyz"]) == 2
        told = capfdbinary.readouterr().err.decode()
        assert "xyz" in told, verb
        assert "csv" in told, verb


def test_every_report_can_become_a_csv_file(outsiders: Path) -> None:
    example = ms.load_example()
    from example_plugins import CsvRenderer, DictStore

    calendar = ms.ChinaCalendar()
    standing = ms.assess(example.ledger(DictStore()).as_of("2024-08-31"), calendar=calendar)
    duties = ms.expand_duties(example.plan, calendar, "2024-03-01", "2024-03-31")
    for report in (
        ms.summary(example.plan),
        ms.matrix(example.plan),
        ms.duty_list(duties),
        ms.monthly_report(standing),
    ):
        assert len(cells(ms.render(report, CsvRenderer()))) >= 10


@pytest.fixture
def broken(outsiders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second package, whose plug-ins are all broken, beside the outsiders'."""
    (outsiders / "broken_plugins.py").write_text(
        "def opener(url, *, read_only):\n    raise RuntimeError('no such drawer')\n\n\ndef nothing(url, *, read_only):\n    return {}\n\n\nclass Nameless:\n    pass\n",
        "utf-8",
    )
    install(
        outsiders,
        "broken-plugins",
        {
            "minsheng.stores": {
                "gone": "no_such_module:open",
                "raising": "broken_plugins:opener",
                "text": "os:sep",
                "no": "broken_plugins:nothing",
            },
            "minsheng.renderers": {"gone": "no_such_module:Renderer", "nameless": "broken_plugins:Nameless"},
        },
    )


@pytest.mark.parametrize(("scheme", "value"), [("gone", "no_such_module:open"), ("text", "os:sep")])
@pytest.mark.usefixtures("broken")
def test_a_broken_store_names_itself(scheme: str, value: str) -> None:
    with pytest.raises(BrokenPlugin) as caught:
        ms.open_store(f"{scheme}:x")
    assert scheme in str(caught.value)
    assert value in str(caught.value)


@pytest.mark.usefixtures("broken")
def test_a_store_that_fails_while_it_is_opened_names_itself() -> None:
    with pytest.raises(BrokenPlugin, match=r"raising.*broken_plugins:opener.*no such drawer"):
        ms.open_store("raising:x")


@pytest.mark.usefixtures("broken")
def test_a_store_that_is_none_names_itself_with_what_it_lacks() -> None:
    with pytest.raises(BrokenPlugin, match=r"broken_plugins:nothing.*append, last, read, plans, close"):
        ms.open_store("no:x")


_FAULTY = """
from example_plugins import DictStore

WHERE = []


class FaultyStore(DictStore):
    def _fail(self, method):
        if WHERE[:1] == [method]:
            raise WHERE[1]


for _name in ("append", "get", "last", "plans", "close"):
    def _method(self, *args, _name=_name, **kwargs):
        self._fail(_name)
        return getattr(DictStore, _name)(self, *args, **kwargs)
    setattr(FaultyStore, _name, _method)


def _read(self, plan, *, after=0):
    yield from DictStore.read(self, plan, after=after)
    self._fail("read")


FaultyStore.read = _read
_OPEN = {}


def open_faulty(url, *, read_only):
    if WHERE[:1] == ["tuples"]:
        FaultyStore.last = lambda self, plan: tuple(DictStore.last(self, plan))
    return FaultyStore(_OPEN.setdefault(url, DictStore()), read_only=read_only)
"""


@pytest.fixture
def faulty(outsiders: Path, plan: ms.Plan, tmp_path: Path) -> list[object]:
    """A store with a ledger, faulty:x; what is put into the list says which of its methods raises what."""
    (outsiders / "faulty_plugins.py").write_text(_FAULTY, "utf-8")
    install(outsiders, "faulty-plugins", {"minsheng.stores": {"faulty": "faulty_plugins:open_faulty"}})
    import faulty_plugins

    faulty_plugins._OPEN.clear()
    where: list[object] = faulty_plugins.WHERE
    where.clear()
    (tmp_path / "plan.json").write_text(ms.plan_json(plan), "utf-8")
    assert main(["init", "faulty:user:secret@x", str(tmp_path / "plan.json"), "--by", "县政府办公室"]) == 0
    return where


@pytest.mark.parametrize("error", [ValueError("bad row"), OSError(5, "input/output error"), KeyError("a")], ids=repr)
@pytest.mark.parametrize("method", ["append", "get", "last", "read", "plans", "close"])
def test_whatever_a_store_raises_is_one_message_that_names_it(
    faulty: list[object], method: str, error: Exception, capsys: pytest.CaptureFixture[str]
) -> None:
    faulty[:] = [method, error]
    capsys.readouterr()
    report = [
        "record",
        "faulty:user:secret@x",
        "1",
        "--total",
        "1公里",
        "--on",
        "2024-06-28",
        "--id",
        "a",
        "--lang",
        "en",
    ]
    assert main(report) == 2
    said = capsys.readouterr()
    assert said.err.count("\n") == 1
    for part in (
        "“faulty”",
        "faulty_plugins:open_faulty",
        f" in {'__exit__' if method == 'close' else method}:",
        type(error).__name__,
    ):
        assert part in said.err
    assert "internal" not in said.err
    for verb in ("log", "status", "export"):
        if method in ("last", "read", "plans", "close"):
            assert main([verb, "faulty:user:secret@x"]) == 2
            assert "faulty" in capsys.readouterr().err


def test_what_a_store_says_itself_passes(faulty: list[object], capsys: pytest.CaptureFixture[str]) -> None:
    faulty[:] = ["last", StoreFull("faulty:x")]
    assert main(["log", "faulty:user:secret@x"]) == 2
    assert "faulty_plugins" not in capsys.readouterr().err


def test_a_store_that_gives_no_rows_names_itself(faulty: list[object], capsys: pytest.CaptureFixture[str]) -> None:
    faulty[:] = ["tuples"]
    assert main(["checkpoint", "faulty:user:secret@x", "--lang", "en"]) == 2
    assert "tuple, not Row" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["gone", "nameless"])
@pytest.mark.usefixtures("broken")
def test_a_broken_renderer_names_itself(name: str, plan: ms.Plan) -> None:
    from minsheng.reports import BrokenRenderer

    with pytest.raises(BrokenRenderer, match=name):
        ms.render(ms.summary(plan), name)


@pytest.mark.usefixtures("broken")
def test_a_broken_plug_in_does_not_break_the_others(plan: ms.Plan) -> None:
    with ms.open_store("dict:beside-broken-ones") as store:
        assert ms.Ledger.adopt(store, plan, by="县政府办公室", on="2024-02-06").baseline == plan
    assert ms.render(ms.summary(plan), "csv")
    assert ms.render(ms.summary(plan), "md")
    found = installed_renderers()
    assert "csv" in found.names
    assert {dict(f.fields)["renderer"] for f in found.findings} == {"gone", "nameless"}


@pytest.mark.usefixtures("broken")
def test_a_broken_plug_in_is_a_message_in_the_shell(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["status", "gone:x", "--lang", "en"]) == 2
    said = capsys.readouterr().err
    assert "gone" in said
    assert "no_such_module" in said
    assert "Traceback" not in said


def test_a_store_that_nobody_brings_is_named_with_those_that_are_there(outsiders: Path) -> None:
    with pytest.raises(UnknownScheme) as caught:
        ms.open_store("nobody:x")
    assert {"dict", "memory", "sqlite"} <= set(caught.value.choices)
