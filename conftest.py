"""The examples in README and docs are tests: each Python block of one page runs in one namespace."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser, SkipParser


@pytest.fixture(scope="module")
def page_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A working folder for one page, with the sources of a clone: what its examples write is not left in the repository."""
    before = Path.cwd()
    folder = tmp_path_factory.mktemp("page")
    (folder / "src").symlink_to(Path(__file__).parent / "src")
    os.chdir(folder)
    yield folder
    os.chdir(before)


def _as_a_program(namespace: dict[str, object]) -> None:
    namespace["__name__"] = "__main__"


pytest_collect_file = Sybil(
    parsers=[PythonCodeBlockParser(), SkipParser()],
    patterns=["README*.md", "docs/*.md", "docs/**/*.md"],
    setup=_as_a_program,
    fixtures=["page_folder"],
).pytest()
