"""The package as text: its rooms, its Python files, the words in them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import minsheng

ROOT = Path(__file__).parents[2]
PACKAGE = Path(minsheng.__file__).parent


def rooms() -> tuple[str, ...]:
    """Names directly below `minsheng`."""
    folders = {p.name for p in PACKAGE.iterdir() if (p / "__init__.py").is_file()}
    modules = {p.stem for p in PACKAGE.glob("*.py")} - {"__init__", "__main__"}
    return tuple(sorted(folders | modules))


def modules() -> tuple[str, ...]:
    """Every module of the package, dotted."""
    paths = sorted(p.relative_to(PACKAGE.parent).with_suffix("") for p in PACKAGE.rglob("*.py"))
    names = (".".join(p.parts).removesuffix(".__init__") for p in paths)
    return tuple(n for n in names if not n.endswith("__main__"))


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of one file."""
    return ast.parse(path.read_text("utf-8"))


def nodes() -> Iterator[tuple[Path, ast.AST]]:
    """Every syntax node of the package with its file."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(tree(path)):
            yield path.relative_to(PACKAGE), node
