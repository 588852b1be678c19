"""A web page (网页): one file, no script, nothing fetched; readable on a phone, a desk and on paper."""

from __future__ import annotations

from attrs import field, frozen

from minsheng.errors import say
from minsheng.reports.blocks import (
    Annex,
    Block,
    Bullets,
    DocumentHead,
    Heading,
    Note,
    NoteKind,
    Paragraph,
)
from minsheng.reports.language import TAGS
from minsheng.reports.report import Report
from minsheng.reports.tables import Cell, Column, Table
from minsheng.reports.web import web_template
from minsheng.text import width

_KINDS: dict[type[Block], str] = {
    DocumentHead: "head",
    Heading: "heading",
    Paragraph: "paragraph",
    Bullets: "bullets",
    Note: "note",
    Annex: "annex",
    Table: "table",
}


@frozen(kw_only=True)
class HtmlRenderer:
    """UTF-8 HTML. Words of the report are escaped by the template engine, all of them."""

    name: str = field(default="html", init=False)
    suffix: str = field(default=".html", init=False)
    supports: frozenset[type[Block]] = field(default=frozenset(_KINDS), init=False)

    def render(self, report: Report) -> bytes:
        from_template, css = web_template("renderers/templates/report")
        from minsheng.reports.renderers.markup import inline, trusted, words

        page = from_template.render(
            report=report,
            lang=TAGS[report.lang],
            css=trusted(css),
            blocks=_laid_out(report),
            in_annex=any(isinstance(block, Annex) for block in report.blocks),
            inline=inline,
            words=words,
            notes={kind: say(f"reports.note-{kind.value}", report.lang) for kind in NoteKind},
        )
        return page.encode("utf-8")


@frozen(kw_only=True)
class _Laid:
    """A block as the template wants it."""

    kind: str
    it: Block
    closes: bool = False
    """An annex that ends another one."""
    manner: str = ""
    """cards: on a phone each row becomes a card; wide: the table scrolls sideways."""
    least: int = 0
    shares: tuple[int, ...] = ()
    body: str = ""
    """Rows of a table, escaped."""


def _laid_out(report: Report) -> list[_Laid]:
    laid: list[_Laid] = []
    annexes = 0
    for block in report.blocks:
        kind = next(name for type_, name in _KINDS.items() if isinstance(block, type_))
        if isinstance(block, Table):
            laid.append(_laid_table(block))
            continue
        laid.append(_Laid(kind=kind, it=block, closes=isinstance(block, Annex) and annexes > 0))
        annexes += isinstance(block, Annex)
    return laid


def _laid_table(table: Table) -> _Laid:
    from minsheng.reports.renderers.markup import rows

    needs = [_need(column, [row[i] for row in table.rows]) for i, column in enumerate(table.columns)]
    cells = len(table.rows) * len(table.columns)
    empty = sum(not cell.text for row in table.rows for cell in row)
    merged = any(cell.repeats for row in table.rows for cell in row)
    fits = sum(needs) <= 20
    manner = "" if fits else "wide" if merged or empty * 3 > cells else "cards"
    hints = [column.width for column in table.columns]
    return _Laid(
        kind="table",
        it=table,
        manner=manner,
        least=0 if fits else sum(needs),
        shares=tuple(round(100 * hint / sum(hints)) for hint in hints) if all(hints) else (),
        body=rows(table),
    )


def _need(column: Column, cells: list[Cell]) -> int:
    """Characters of width that a column should not go below."""
    longest = max(
        (width(line) for text in (column.title, *(c.text for c in cells)) for line in text.split("\n")), default=0
    )
    return max(min((longest + 1) // 2, column.width or 8), 1) + 1
