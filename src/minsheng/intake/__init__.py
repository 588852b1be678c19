"""From a document as it comes to a typed draft plan, with evidence, findings and questions (读取).

Readers turn any format into a `SourceDocument`; `interpret` reads that; `Reading.confirm` makes the plan. Inside, from left to right:
``readers`` → ``source`` → ``words`` (what a line or cell says) → ``lines`` and ``tables`` (running text and grids told apart) → drafts
(``prose``, ``tables``) → projects (``building``), with ``letterhead``, ``rhythms`` and ``circulars`` beside them → ``checks`` → ``reading``.
"""

from minsheng.intake.answers import UnknownQuestion
from minsheng.intake.circulars.matching import Match, Matched, PlacedFigure
from minsheng.intake.circulars.progress import ProgressFigure
from minsheng.intake.json import dump_reading, reading_json
from minsheng.intake.passages import Passage, Span
from minsheng.intake.readers import BrokenReader, InstalledReaders, Reader, installed_readers, read_source
from minsheng.intake.reading import Reading, interpret, read
from minsheng.intake.source import Cell, Grid, Paragraph, SourceDocument, Spot
from minsheng.intake.trail import Evidence, Unused

__all__ = [
    "BrokenReader",
    "Cell",
    "Evidence",
    "Grid",
    "InstalledReaders",
    "Match",
    "Matched",
    "Paragraph",
    "Passage",
    "PlacedFigure",
    "ProgressFigure",
    "Reader",
    "Reading",
    "SourceDocument",
    "Span",
    "Spot",
    "UnknownQuestion",
    "Unused",
    "dump_reading",
    "installed_readers",
    "interpret",
    "read",
    "read_source",
    "reading_json",
]
