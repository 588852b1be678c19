"""Blocks as lines of a terminal (文本行), in which a Chinese character takes two columns.

Frames are made of ``+ - |`` only: box characters take one column in some consoles and two in others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from attrs import evolve, frozen

from minsheng.errors import Lang, say
from minsheng.reports.blocks import Annex, Block, Bullets, DocumentHead, Heading, Note, Paragraph, plain
from minsheng.reports.layout.grids import fitting, grid, rolling
from minsheng.reports.layout.wrapping import wrap
from minsheng.reports.tables import Cell, Column, Table
from minsheng.text import width

COLUMNS = 100
_INDENT = "\u3000\u3000"


@frozen
class Lines:
    """Sets blocks in lines of `columns` terminal columns at most."""

    columns: int = COLUMNS

    def text(self, blocks: Iterable[Block], lang: Lang) -> str:
        """The blocks one below the other; ends with a line feed."""
        lines: list[str] = []
        for block in blocks:
            if lines and isinstance(block, (Heading, Table, Annex, Note)) and lines[-1]:
                lines.append("")
            lines += self._block(block, lang)
            if isinstance(block, (DocumentHead, Table, Note)):
                lines.append("")
        return "\n".join(line.rstrip(" ") for line in lines).rstrip("\n") + "\n"

    def _block(self, block: Block, lang: Lang) -> Iterator[str]:
        match block:
            case DocumentHead():
                yield from self._head(block)
            case Heading():
                yield from wrap(plain(block.content), self.columns)
            case Paragraph():
                yield from wrap((_INDENT if lang == "zh" else "") + plain(block.content), self.columns)
            case Bullets():
                yield from self._bullets(block)
            case Note():
                yield from self._hanging(say(f"reports.note-{block.kind.value}", lang), plain(block.content))
            case Annex():
                yield "=" * self.columns
                if block.label:
                    yield from wrap(block.label, self.columns)
                yield from self._centred(block.title)
                yield ""
            case Table():
                if block.caption:
                    yield from self._centred(block.caption)
                yield from self._table(block, lang)

    def _centred(self, text: str) -> Iterator[str]:
        for line in wrap(text, self.columns):
            yield " " * ((self.columns - width(line)) // 2) + line

    def _head(self, head: DocumentHead) -> Iterator[str]:
        for text in (head.issuer, head.number):
            if text:
                yield from self._centred(text)
        if head.issuer:
            yield "=" * self.columns
        for text in (head.title, *head.lines):
            yield from self._centred(text)

    def _hanging(self, mark: str, text: str) -> Iterator[str]:
        indent = width(mark)
        if indent * 2 > self.columns:  # too long a mark to stand beside the text
            yield from wrap(mark, self.columns)
            mark, indent = "  ", 2
        for i, line in enumerate(wrap(text, self.columns - indent)):
            yield (mark if i == 0 else " " * indent) + line

    def _bullets(self, bullets: Bullets) -> Iterator[str]:
        for i, item in enumerate(bullets.items, 1):
            yield from self._hanging(f"{i}. " if bullets.numbered else "- ", plain(item))

    def _table(self, table: Table, lang: Lang) -> Iterator[str]:
        drawn = grid(table, self.columns)
        yield from self._records(table, lang) if drawn is None else drawn
        if not table.rows:
            yield say("reports.no-rows", lang)

    def _records(self, table: Table, lang: Lang) -> Iterator[str]:
        """Row by row, one line a cell: for tables that are wider than the screen."""
        return self._record_by_record(table.columns, table.rows, lang)

    def _record_by_record(self, columns: Sequence[Column], rows: Iterable[Sequence[Cell]], lang: Lang) -> Iterator[str]:
        for row in rows:
            yield "-" * self.columns
            for column, cell in zip(columns, row, strict=True):
                if cell.text and not cell.repeats:
                    mark = column.title.replace("\n", "") + ("：" if lang == "zh" else ": ")
                    yield from self._hanging(mark, cell.text)
        yield "-" * self.columns

    def rolling(
        self, table: Table, more: Iterable[Sequence[Cell]], lang: Lang, *, like: Iterable[Sequence[Cell]] = ()
    ) -> Iterator[str]:
        """The lines of a table and of `more` rows behind its own; those and rows `like` what comes say how wide each
        column is."""
        rows = chain(table.rows, more)
        widths = fitting(evolve(table, rows=(*table.rows, *like)), self.columns)
        if widths is None:
            return self._record_by_record(table.columns, rows, lang)
        return rolling(table.columns, rows, widths)
