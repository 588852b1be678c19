"""The check sheet as its template takes it (核对单的数据): sections, doubts, blocks, each with ids to link to."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from minsheng.reports.checking.doubts import Doubt
from minsheng.reports.checking.marks import Mark
from minsheng.reports.checking.source import PrintedBlock, PrintedUnused


@frozen(kw_only=True)
class LaidValue:
    """A value as the page shows it."""

    id: str
    text: str
    notes: tuple[str, ...]
    folded: bool
    state: str
    """sure, check, unsure, asked, missing or unsourced."""
    tip: str
    quote: str
    marks: tuple[Mark, ...]
    doubts: tuple[Doubt, ...]


@frozen(kw_only=True)
class LaidGroup:
    """All values of one name, and what is said of them together."""

    id: str
    label: str
    kind: str
    lines: bool
    values: tuple[LaidValue, ...]
    state: str
    """The worst of its values; none where the document has nothing of it and nothing is said of that."""
    doubts: tuple[Doubt, ...]


@frozen(kw_only=True)
class LaidSection:
    """The document, a project, or the duties."""

    id: str
    label: str
    number: LaidValue | None
    title: LaidValue | None
    groups: tuple[LaidGroup, ...]
    doubts: tuple[Doubt, ...]
    state: str


@frozen(kw_only=True)
class LaidDoubt:
    """A doubt in the list at the top."""

    doubt: Doubt
    field: str
    """Id of the field, and what it is called."""
    title: str
    about: tuple[str, ...]
    """Where it is, how to mend it, under which key or code."""
    marks: tuple[Mark, ...]


@frozen(kw_only=True)
class Sheet:
    """All that the page shows."""

    title: str
    file: str
    kind: str
    sections: tuple[LaidSection, ...]
    doubts: tuple[LaidDoubt, ...]
    counts: Mapping[str, int]
    """projects, sure, check, unsourced, unused, questions, findings."""
    blocks: tuple[PrintedBlock, ...]
    aside: tuple[PrintedBlock, ...]
    unused: tuple[PrintedUnused, ...]
