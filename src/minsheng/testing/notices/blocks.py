"""A document before it becomes a file: lines and tables."""

from __future__ import annotations

from datetime import date

from attrs import frozen


@frozen
class Line:
    """A paragraph."""

    text: str
    kind: str = "text"
    """title, text, right (signature, date), page (what belongs to a web page, not to the document)."""


@frozen(kw_only=True)
class Cell:
    """A cell; what it covers beyond its own place is left out of the rows below."""

    text: str = ""
    rows: int = 1
    columns: int = 1
    head: bool = False
    day: date | None = None
    """A day that a workbook may hold as a date."""


@frozen
class Table:
    """Rows of cells, as HTML has them: a place that a cell above covers is left out."""

    rows: tuple[tuple[Cell, ...], ...]
    columns: int

    @property
    def merged(self) -> bool:
        """Whether a cell covers more than its own place."""
        return any(c.rows > 1 or c.columns > 1 for row in self.rows for c in row)


Block = Line | Table
