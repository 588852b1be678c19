"""Markdown (GitHub's tables). Every mark that Markdown could read as its own is escaped: text stays text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from attrs import field, frozen

from minsheng.errors import Lang, say
from minsheng.reports.blocks import Annex, Block, Bullets, DocumentHead, Heading, Note, Paragraph, Run
from minsheng.reports.report import Report
from minsheng.reports.tables import Align, Cell, Table

_SPECIAL = re.compile(r"[\\`*_{\[\]<|~$@]|&(?=[#a-zA-Z])|(?<=[a-zA-Z]):(?=//)|(?<=www)\.")
_LINE_START = re.compile(r"^(\s*)([-+=#>:]|\d+(?=[.)]))", re.MULTILINE)
_RULES = {Align.LEFT: "---", Align.CENTER: ":---:", Align.RIGHT: "---:"}


def escaped(text: str) -> str:
    """`text` such that Markdown prints it as it is, inside a line.

    >>> escaped("a|b <script> 1*2*3")
    'a\\\\|b \\\\<script> 1\\\\*2\\\\*3'
    """
    return _SPECIAL.sub(lambda match: "\\" + match.group(), text)


def _no_mark(text: str) -> str:
    """`text`, escaped before, such that none of its lines begins a list, a heading or a quotation."""
    return _LINE_START.sub(_harmless, text)


def _harmless(match: re.Match[str]) -> str:
    space, mark = match.groups()
    return f"{space}{mark}\\" if mark.isdigit() else f"{space}\\{mark}"


@frozen(kw_only=True)
class MarkdownRenderer:
    """UTF-8, one line feed at the end."""

    name: str = field(default="markdown", init=False)
    suffix: str = field(default=".md", init=False)
    supports: frozenset[type[Block]] = field(
        default=frozenset({DocumentHead, Heading, Paragraph, Bullets, Table, Note, Annex}), init=False
    )

    def render(self, report: Report) -> bytes:
        return ("\n\n".join("\n".join(_block(block, report.lang)) for block in report.blocks) + "\n").encode("utf-8")


def _inline(content: Iterable[Run], line_feed: str, *, begins_line: bool = False) -> str:
    parts = []
    for run in content:
        text = escaped(run.text).strip("\n") if run.strong else escaped(run.text)
        parts.append(f"**{text}**" if run.strong and text.strip() == text and text else text)
    text = "".join(parts)
    return (_no_mark(text) if begins_line else text).replace("\n", line_feed)


def _block(block: Block, lang: Lang) -> Iterator[str]:
    match block:
        case DocumentHead():
            if block.issuer:
                yield "**" + _line(block.issuer) + "**"
                yield ""
            if block.number:
                yield _line(block.number)
                yield ""
            yield "# " + _line(block.title)
            for line in block.lines:
                yield ""
                yield _line(line)
        case Heading():
            yield "#" * (block.level + 1) + " " + _inline(block.content, " ")
        case Paragraph():
            yield _inline(block.content, "\\\n", begins_line=True)
        case Bullets():
            for i, item in enumerate(block.items, 1):
                yield (f"{i}. " if block.numbered else "- ") + _inline(item, "<br>", begins_line=True)
        case Note():
            yield "> " + escaped(say(f"reports.note-{block.kind.value}", lang)) + _inline(block.content, "\\\n> ")
        case Annex():
            yield "---"
            yield ""
            if block.label:
                yield _line(block.label)
                yield ""
            yield "## " + _line(block.title)
        case Table():
            if block.caption:
                yield "**" + _line(block.caption) + "**"
                yield ""
            yield _row(escaped(column.title).replace("\n", "<br>") for column in block.columns)
            yield _row(_RULES[column.align] for column in block.columns)
            for row in block.rows:
                yield table_row(row)


def table_row(row: Iterable[Cell]) -> str:
    """One row of a table."""
    return _row(_inline(cell.content, "<br>") for cell in row)


def _line(text: str) -> str:
    return _no_mark(escaped(text.replace("\n", " ")))


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"
