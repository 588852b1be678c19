"""A report inside a notebook (HTML片段), made with the standard library alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from minsheng.errors import Lang, say
from minsheng.reports.blocks import Annex, Block, Bullets, DocumentHead, Heading, Note, Paragraph, Run
from minsheng.reports.language import TAGS
from minsheng.reports.tables import Table


def fragment(blocks: Iterable[Block], lang: Lang) -> str:
    """HTML without head, style sheet or script; what it can not show it names."""
    body = "".join(part for block in blocks for part in _block(block, lang))
    return f'<div lang="{TAGS[lang]}">{body}</div>'


def _inline(content: Iterable[Run]) -> str:
    return "".join(f"<b>{_text(run.text)}</b>" if run.strong else _text(run.text) for run in content)


def _text(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _block(block: Block, lang: Lang) -> Iterator[str]:
    match block:
        case DocumentHead():
            yield f"<h3>{_text(block.title)}</h3>"
            yield "".join(f"<p>{_text(line)}</p>" for line in (block.issuer, block.number, *block.lines) if line)
        case Heading():
            yield f"<h{block.level + 3 if block.level < 3 else 6}>{_inline(block.content)}</h{block.level + 3 if block.level < 3 else 6}>"
        case Paragraph():
            yield f"<p>{_inline(block.content)}</p>"
        case Bullets():
            tag = "ol" if block.numbered else "ul"
            yield f"<{tag}>" + "".join(f"<li>{_inline(item)}</li>" for item in block.items) + f"</{tag}>"
        case Note():
            yield f"<p><b>{escape(say(f'reports.note-{block.kind.value}', lang))}</b>{_inline(block.content)}</p>"
        case Annex():
            yield f"<hr><p>{_text(block.label)}</p><h3>{_text(block.title)}</h3>"
        case Table():
            yield from _table(block)
        case _:
            yield f"<p><i>{escape(say('reports.unsupported-block', lang, renderer='notebook', block=type(block).__name__))}</i></p>"


def _table(table: Table) -> Iterator[str]:
    yield f"<table>{f'<caption>{_text(table.caption)}</caption>' if table.caption else ''}<thead><tr>"
    for column in table.columns:
        yield f'<th style="text-align:{column.align.value}">{_text(column.title)}</th>'
    yield "</tr></thead><tbody>"
    for row, spans in zip(table.rows, table.spans(), strict=True):
        yield "<tr>"
        for cell, span, column in zip(row, spans, table.columns, strict=True):
            if span:
                rows = f' rowspan="{span}"' if span > 1 else ""
                yield f'<td{rows} style="text-align:{column.align.value}">{_inline(cell.content)}</td>'
        yield "</tr>"
    yield "</tbody></table>"
