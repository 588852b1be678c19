"""Blocks as files of each format (文件): plain text, web page, Word document, workbook, PDF."""

from __future__ import annotations

from collections.abc import Sequence

from minsheng.testing.notices.blocks import Block
from minsheng.testing.notices.dice import Dice
from minsheng.testing.notices.office import document, workbook
from minsheng.testing.notices.pages import page
from minsheng.testing.notices.plain_text import plain_text
from minsheng.testing.notices.printed import printed

FORMATS = ("txt", "html", "docx", "xlsx")
"""What is made unless others are asked for; pdf takes far longer to read."""


def file_of(form: str, dice: Dice, blocks: Sequence[Block], *, way: str = "") -> bytes:
    """The blocks as a file; `way` is how plain text has its tables: tabs, lines, behind."""
    if form == "txt":
        return plain_text(dice, blocks, way)
    if form == "html":
        return page(dice, blocks)
    if form == "docx":
        return document(dice, blocks)
    if form == "pdf":
        return printed(dice, blocks)
    return workbook(dice, blocks)
