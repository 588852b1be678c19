"""What the house promises as a whole: rooms that import, names that stay visible, files that stay readable."""

from __future__ import annotations

import ast
import importlib
import subprocess
import sys

import pytest

import minsheng
from tests.package.sources import PACKAGE, modules, rooms, tree


@pytest.mark.parametrize("name", modules())
def test_every_module_imports(name: str) -> None:
    importlib.import_module(name)


def test_no_exported_name_is_hidden_by_a_room() -> None:
    # once `minsheng.duties` is imported, an exported function `duties` would be gone
    assert not set(minsheng.__all__) & set(rooms())


def test_every_exported_name_is_there_after_all_rooms_are_imported() -> None:
    for room in rooms():
        importlib.import_module(f"minsheng.{room}")
    for name in minsheng.__all__:
        value = getattr(minsheng, name)
        assert not isinstance(value, type(minsheng)), f"{name} is a module"


def test_what_type_checkers_see_is_what_is_exported() -> None:
    seen = {
        alias.asname or alias.name: node.module
        for node in ast.walk(tree(PACKAGE / "__init__.py"))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("minsheng.")
        for alias in node.names
    }
    assert set(seen) == set(minsheng.__all__)
    for name, room in seen.items():
        assert getattr(importlib.import_module(str(room)), name) is getattr(minsheng, name), name


def test_every_name_that_a_room_exports_is_there() -> None:
    for room in rooms():
        module = importlib.import_module(f"minsheng.{room}")
        missing = [n for n in getattr(module, "__all__", ()) if not hasattr(module, n)]
        assert not missing, f"minsheng.{room}: {missing}"


def test_importing_minsheng_loads_nothing_heavy() -> None:
    heavy = ("click", "docx", "hypothesis", "jinja2", "lxml", "numpy", "pytest", "rich", "sqlite3", "sqlalchemy")
    code = f"import minsheng, sys; print(*[m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_working_with_a_plan_loads_only_what_a_bare_install_has() -> None:
    heavy = ("click", "docx", "hypothesis", "jinja2", "lxml", "pytest", "rich")
    code = f"""
import sys, minsheng as ms
plan = ms.Plan(id="demo-2024", year=2024, projects=[ms.Project(no="1", name="道路", leads=["县交运局"], targets=["约400公里"])])
view = ms.View.of(plan, [ms.Progress("1", total="120公里", on="2024-06-28")], day="2024-06-30")
str(ms.summary(plan)); str(ms.assess(view, calendar=ms.ChinaCalendar())); ms.plan_json(plan)
print(*[m for m in {heavy!r} if m in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []


def test_no_python_file_is_longer_than_500_lines() -> None:
    lengths = {p.relative_to(PACKAGE): len(p.read_text("utf-8").splitlines()) for p in PACKAGE.rglob("*.py")}
    assert not {str(p): n for p, n in lengths.items() if n > 500}


def test_the_package_is_marked_as_typed() -> None:
    assert (PACKAGE / "py.typed").is_file()


def test_data_files_are_read_in_one_place() -> None:
    reading = [
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Import) and any(alias.name == "tomllib" for alias in node.names)
    ]
    assert reading == ["errors/data_files.py"]
