"""Plain text (文本), aligned for a terminal."""

from __future__ import annotations

from attrs import field, frozen

from minsheng.errors import InvalidValue
from minsheng.reports.blocks import Annex, Block, Bullets, DocumentHead, Heading, Note, Paragraph
from minsheng.reports.layout.lines import COLUMNS, Lines
from minsheng.reports.report import Report
from minsheng.reports.tables import Table


def _columns(value: int) -> int:
    if not 20 <= value <= 10_000:
        raise InvalidValue("reports.text-width", value=value)
    return value


@frozen(kw_only=True)
class TextRenderer:
    """Text of `columns` terminal columns at most; a table that can not be that narrow is set record by record."""

    columns: int = field(default=COLUMNS, converter=_columns)
    name: str = field(default="text", init=False)
    suffix: str = field(default=".txt", init=False)
    supports: frozenset[type[Block]] = field(
        default=frozenset({DocumentHead, Heading, Paragraph, Bullets, Table, Note, Annex}), init=False
    )

    def render(self, report: Report) -> bytes:
        return self.text(report).encode("utf-8")

    def text(self, report: Report) -> str:
        """The text itself; ends with a line feed."""
        return Lines(self.columns).text(report.blocks, report.lang)
