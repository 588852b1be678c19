"""Reports that this library wrote itself (本库的报告): their figures stand in the ledger already, and they are no notice."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TypedDict

from minsheng.errors.data_files import read_data
from minsheng.intake.source import Paragraph, SourceDocument
from minsheng.text import key

_LINES = 400
"""Lines that are looked at for headings between |."""


class _Row(TypedDict):
    kind: str
    headings: list[str]


@cache
def _reports() -> tuple[tuple[str, frozenset[str]], ...]:
    rows = read_data("minsheng.intake.circulars", "own_reports.toml", dict[str, list[_Row]])["report"]
    return tuple((row["kind"], frozenset(map(key, row["headings"]))) for row in rows)


def own_report(source: SourceDocument) -> str:
    """Which of our own reports a document is (monthly, duties); empty for any other document."""
    for headings in _headings(source):
        if found := next((kind for kind, wanted in _reports() if wanted <= headings), ""):
            return found
    return ""


def _headings(source: SourceDocument) -> Iterator[set[str]]:
    """The first rows of all grids, and the first lines with |, each as a set of texts."""
    lines = 0
    for block in source.blocks:
        if not isinstance(block, Paragraph):
            yield {key(c.text) for c in block.row(0)}
        elif "|" in block.text[:400] and lines < _LINES:
            lines += 1
            yield {key(part) for part in block.text[:2000].split("|")}
