"""Reports that this library wrote itself (本库的报告): their figures stand in the ledger already, and they are no notice."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources

from minsheng.intake.source import Paragraph, SourceDocument
from minsheng.text import key

_LINES = 400
"""Lines that are looked at for headings between |."""


@cache
def _reports() -> tuple[tuple[str, frozenset[str]], ...]:
    text = resources.files("minsheng.intake.circulars").joinpath("own_reports.toml").read_text("utf-8")
    rows: list[dict[str, list[str]]] = tomllib.loads(text)["report"]
    return tuple((str(row["kind"]), frozenset(map(key, row["headings"]))) for row in rows)


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
