"""Runs as HTML (行内文字): the only place of the page's renderer, beside its autoescaping template, where text meets markup."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from minsheng.reports.blocks import Run, Tone
from minsheng.reports.tables import Align, Table

_CLASSES = {
    Tone.PLAIN: "",
    Tone.GOOD: ' class="good"',
    Tone.CAUTION: ' class="caution-text"',
    Tone.ALERT: ' class="alert"',
    Tone.QUIET: ' class="quiet"',
}
_SHOWN = 12
"""Sources that a page names of one figure; the JSON of a report has them all."""


def trusted(text: str) -> Markup:
    """Our own style sheet, which is no text of a report."""
    return Markup(text)


def words(text: str) -> Markup:
    """Escaped text with its line breaks."""
    return Markup(_safe(text))


def inline(content: Iterable[Run]) -> Markup:
    """Runs in a row; what has sources carries them as data."""
    return Markup("".join(map(_run, content)))


def rows(table: Table) -> Markup:
    """The rows of a table; each cell knows its column's title, for screens on which a row becomes a card."""
    columns = [
        (
            "th" if column.names_row else "td",
            ' scope="row"' if column.names_row else "",
            "" if column.align is Align.LEFT else f' class="{column.align.value}"',
            f' data-label="{escape(column.title.replace(chr(10), ""))}"',
        )
        for column in table.columns
    ]
    lines = []
    for row, spans in zip(table.rows, table.spans(), strict=True):
        cells = [
            f"<{tag}{scope}{_rowspan(span)}{align}{label}><div>{''.join(map(_run, cell.content))}</div></{tag}>"
            for cell, span, (tag, scope, align, label) in zip(row, spans, columns, strict=True)
            if span
        ]
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return Markup("\n".join(lines))


def _rowspan(span: int) -> str:
    return f' rowspan="{span}"' if span > 1 else ""


def _safe(text: str) -> str:
    safe = str(escape(text))
    return safe.replace("\n", "<br>") if "\n" in safe else safe


def _run(run: Run) -> str:
    safe = _safe(run.text)
    if not (run.sources or run.strong or run.tone is not Tone.PLAIN):
        return safe
    more = len(run.sources) - _SHOWN
    sources = " ".join(run.sources[:_SHOWN]) + (f" +{more}" if more > 0 else "")
    data = f' data-sources="{escape(sources)}"' if sources else ""
    tag = "b" if run.strong else "span"
    return f"<{tag}{_CLASSES[run.tone]}{data}>{safe}</{tag}>"
