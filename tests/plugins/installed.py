"""Installing a package without pip: its code and its metadata in a folder that is on the path, as pip leaves them."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

from tests.package.sources import ROOT

OUTSIDERS = ROOT / "examples/plugins"
SOURCE = OUTSIDERS / "src"


def install_outsiders(folder: Path) -> None:
    """The package of `examples/plugins` with the entry points that its own pyproject.toml declares."""
    shutil.copytree(SOURCE, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    project = tomllib.loads((OUTSIDERS / "pyproject.toml").read_text("utf-8"))["project"]
    install(folder, project["name"], project["entry-points"])


def install(folder: Path, name: str, entry_points: dict[str, dict[str, str]]) -> None:
    """Metadata of a distribution with these entry points: group → name → object."""
    info = folder / f"{name.replace('-', '_')}-0.1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 0.1.0\n", "utf-8")
    lines = [
        f"[{group}]\n" + "".join(f"{k} = {v}\n" for k, v in points.items()) for group, points in entry_points.items()
    ]
    (info / "entry_points.txt").write_text("\n".join(lines), "utf-8")
