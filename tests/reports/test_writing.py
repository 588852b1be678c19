"""Formats by name, suffix or object; whole files or none; plug-ins from outside."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from minsheng.reports import (
    Block,
    BrokenRenderer,
    Paragraph,
    Report,
    UnknownFormat,
    UnsupportedBlock,
    find_renderer,
    installed_renderers,
    render,
    write,
)

REPORT = Report(kind="note", title="说明", day="2024-08-31", blocks=[Paragraph("没有数据。")])


class Shout:
    """A renderer of an outsider, without any base class."""

    name = "shout"
    suffix = ".shout"
    supports: frozenset[type[Block]] = frozenset({Paragraph})

    def render(self, report: Report) -> bytes:
        return "".join(run.text for run in report.runs()).replace("。", "！").encode()


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("docx", "docx"),
        (".docx", "docx"),
        ("md", "markdown"),
        ("markdown", "markdown"),
        ("TXT", "text"),
        ("htm", "html"),
        ("json", "json"),
    ],
)
def test_a_format_goes_by_name_or_suffix(name: str, found: str) -> None:
    assert find_renderer(name).name == found


def test_an_unknown_format_lists_the_known_ones() -> None:
    with pytest.raises(UnknownFormat) as caught:
        render(REPORT, "wps")
    assert {"text", "markdown", "html", "docx", "json"} <= set(caught.value.choices)


def test_a_renderer_is_taken_as_an_object() -> None:
    assert render(REPORT, Shout()).decode() == "没有数据！"


def test_a_class_instead_of_a_renderer_is_refused_by_name() -> None:
    with pytest.raises(BrokenRenderer):
        render(REPORT, Shout().__class__)  # type: ignore[arg-type]  # what a careless caller does


def test_the_suffix_tells_the_format(tmp_path: Path) -> None:
    path = tmp_path / "说明.md"
    write(REPORT, path)
    assert path.read_text("utf-8") == "没有数据。\n"
    write(REPORT, str(tmp_path / "a.json"))
    assert (tmp_path / "a.json").read_bytes().startswith(b"{")


def test_an_open_file_is_written_to() -> None:
    file = io.BytesIO()
    write(REPORT, file, "text")
    assert file.getvalue().decode() == "　　没有数据。\n"


def test_an_open_file_without_a_name_needs_the_format() -> None:
    with pytest.raises(UnknownFormat):
        write(REPORT, io.BytesIO())


def test_a_failing_renderer_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    class Fails(Shout):
        def render(self, report: Report) -> bytes:
            raise ZeroDivisionError("oh")

    path = tmp_path / "a.txt"
    path.write_text("old", "utf-8")
    with pytest.raises(BrokenRenderer, match="shout"):
        write(REPORT, path, Fails())
    assert path.read_text("utf-8") == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_a_folder_in_the_way_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    with pytest.raises(OSError, match=r"a\.txt"):
        write(REPORT, tmp_path / "a.txt")
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_a_link_stays_a_link_and_its_file_is_exchanged(tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    kept = tmp_path / "archive" / "2024-08.md"
    kept.write_text("old", "utf-8")
    (tmp_path / "latest.md").symlink_to(kept)
    write(REPORT, tmp_path / "latest.md")
    assert (tmp_path / "latest.md").is_symlink()
    assert kept.read_bytes() == render(REPORT, "md")
    assert [path.name for path in (tmp_path / "archive").iterdir()] == ["2024-08.md"]


def test_a_file_that_others_may_not_read_stays_so(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("old", "utf-8")
    path.chmod(0o600)
    write(REPORT, path)
    assert path.read_bytes() == render(REPORT, "md")
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_with_a_name_is_written_to_and_stays_one(tmp_path: Path) -> None:
    path = tmp_path / "pipe.md"
    os.mkfifo(path)
    reader = subprocess.Popen(["cat", path], stdout=subprocess.PIPE)
    write(REPORT, path)
    assert reader.communicate()[0] == render(REPORT, "md")
    assert path.is_fifo()


@pytest.mark.skipif(not os.path.exists("/dev/stdout"), reason="the system has no such name")
def test_stdout_by_its_name_goes_behind_what_stands_there(tmp_path: Path) -> None:
    program = (
        "from minsheng.reports import Paragraph, Report, write\n"
        "print('first', flush=True)\n"
        "write(Report(kind='note', title='x', blocks=[Paragraph('second')]), '/dev/stdout', to='md')\n"
    )
    with open(tmp_path / "out.txt", "wb") as out:
        subprocess.run([sys.executable, "-c", program], stdout=out, check=True)
        out.seek(0, os.SEEK_END)
        out.write(b"third")
    assert (tmp_path / "out.txt").read_bytes() == b"first\nsecond\nthird"
    assert [path.name for path in tmp_path.iterdir()] == ["out.txt"]


def test_what_is_no_bytes_is_refused() -> None:
    class Wrong(Shout):
        def render(self, report: Report) -> bytes:
            return "text"  # type: ignore[return-value]  # what a careless outsider does

    with pytest.raises(BrokenRenderer, match="not bytes"):
        render(REPORT, Wrong())


def test_a_block_of_an_outsider_is_named_where_it_is_not_known() -> None:
    class Chart(Block):
        __slots__ = ()

    report = Report(kind="x", title="x", blocks=[Chart()])
    for name in ("text", "markdown", "html", "docx", "json"):
        with pytest.raises(UnsupportedBlock, match="Chart"):
            render(report, name)


def _distribution(folder: Path, name: str, points: str, module: str = "") -> None:
    info = folder / f"{name}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", "utf-8")
    (info / "entry_points.txt").write_text(f"[minsheng.renderers]\n{points}\n", "utf-8")
    if module:
        (folder / f"{name}.py").write_text(module, "utf-8")


GOOD = """
from minsheng.reports import Paragraph

class Shout:
    name = "shout"
    suffix = ".loud"
    supports = frozenset({Paragraph})

    def render(self, report):
        return b"LOUD"
"""


def test_a_plug_in_is_found_by_entry_point(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _distribution(tmp_path, "good_renderer", "shout = good_renderer:Shout", GOOD)
    monkeypatch.syspath_prepend(tmp_path)
    assert render(REPORT, "shout") == b"LOUD"
    assert render(REPORT, ".loud") == b"LOUD"
    assert "shout" in installed_renderers().names


def test_a_broken_plug_in_names_itself_and_does_not_break_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _distribution(
        tmp_path,
        "bad_renderer",
        "bad = bad_renderer:Nothing\nhalf = bad_renderer:Half",
        "class Half:\n    name = 'half'\n",
    )
    _distribution(tmp_path, "better_renderer", "shout = better_renderer:Shout\ndocx = better_renderer:Shout", GOOD)
    monkeypatch.syspath_prepend(tmp_path)
    found = installed_renderers()
    assert [r.name for r in found.outside] == ["shout"]
    told = [finding.message("en") for finding in found.findings]
    assert len(told) == 3
    assert any("“bad” (bad_renderer:Nothing)" in text for text in told)
    assert any("“half” (bad_renderer:Half)" in text and "render" in text for text in told)
    assert any("“docx”" in text and "not used" in text for text in told)
    with pytest.raises(BrokenRenderer, match="bad_renderer:Nothing"):
        find_renderer("bad")
    assert find_renderer("docx").suffix == ".docx"
    assert render(REPORT, "shout") == b"LOUD"


@pytest.mark.parametrize(("name", "package"), [("html", "jinja2"), ("docx", "docx")])
def test_a_missing_extra_is_named_with_its_remedy(name: str, package: str) -> None:
    code = f"""
import sys
sys.modules[{package!r}] = None
from minsheng.errors import MissingExtra
from minsheng.reports import Paragraph, Report, render
report = Report(kind="x", title="x", blocks=[Paragraph("x")])
assert str(report) and report._repr_html_()
try:
    render(report, {name!r})
except MissingExtra as error:
    assert 'pip install "minsheng[{name}]"' in str(error), error
else:
    raise SystemExit("no MissingExtra")
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_importing_reports_loads_nothing_heavy() -> None:
    code = "import sys, minsheng.reports; print(sorted({'docx', 'jinja2', 'lxml', 'click', 'sqlite3', 'hypothesis'} & set(sys.modules)))"
    shown = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert shown.strip() == "[]"
