"""What the package says about itself is true: extras, entry points, pages, pins."""

from __future__ import annotations

import ast
import re
import tomllib
from importlib.metadata import distribution

import minsheng
from tests.package.sources import ROOT, nodes, rooms

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]


def test_every_extra_that_an_error_names_exists() -> None:
    named = {
        node.args[0].value: f"{path}:{node.lineno}"
        for path, node in nodes()
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "MissingExtra"
        if node.args and isinstance(node.args[0], ast.Constant)
    }
    assert named, "the parts that need an extra say which"
    assert {extra: place for extra, place in named.items() if extra not in EXTRAS} == {}


def test_all_is_every_extra_of_the_library() -> None:
    (everything,) = EXTRAS["all"]
    inside = set(everything.removeprefix("minsheng[").removesuffix("]").split(","))
    assert inside == set(EXTRAS) - {"all", "dev", "docs"}


def test_every_entry_point_of_ours_loads() -> None:
    ours = distribution("minsheng").entry_points
    assert {point.name for point in ours if point.group == "console_scripts"} == {"minsheng"}
    for point in ours:
        assert point.load() is not None, point.name


def test_the_version_is_told_once() -> None:
    assert minsheng.__version__ == PROJECT["version"]


def test_every_room_has_a_page_of_reference() -> None:
    pages = {p.stem for p in (ROOT / "docs" / "reference").glob("*.md")} - {"index"}
    assert pages == set(rooms())
    for room in rooms():
        assert f"::: minsheng.{room}\n" in (ROOT / "docs" / "reference" / f"{room}.md").read_text("utf-8")


def test_every_decision_stands_in_the_list_of_decisions() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = set(re.findall(r"\]\((\S+\.md)\)", (folder / "index.md").read_text("utf-8")))
    assert listed == {p.name for p in folder.glob("*.md")} - {"index.md"}


def test_the_pins_name_versions_and_no_places() -> None:
    for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines():
        assert line.startswith("#") or re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+", line), line
