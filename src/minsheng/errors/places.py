"""Where something stands in a document (出处)."""

from __future__ import annotations

import re

from attrs import frozen

from minsheng.errors.words import Lang, say

_TABLE = re.compile(r"表(?:格|(\d{1,6}))")


@frozen(kw_only=True)
class Place:
    """A place in a document or in JSON, as exact as is known; what is unknown is empty or 0.

    >>> str(Place(part="附件表", row=5, column="项目内容"))
    '附件表第5行“项目内容”'
    >>> str(Place(file="a.xlsx", sheet="9月", cell="C5", column="项目内容"))
    '《a.xlsx》工作表“9月”C5单元格“项目内容”'
    >>> Place(path="$.projects[0].targets").text("en")
    '$.projects[0].targets'
    """

    file: str = ""
    """Name of the file, without folders."""
    part: str = ""
    """Named part of it: 正文, 附件表, 落款 …; 表格 for its only table, 表2 for one of several."""
    line: int = 0
    """Line or paragraph, counted from 1; 0 where lines mean nothing."""
    page: int = 0
    """Page of the file, counted from 1; 0 where pages mean nothing."""
    sheet: str = ""
    """Name of a workbook's sheet."""
    cell: str = ""
    """Reference of a workbook's cell: C5."""
    row: int = 0
    """Row of a table, the header being row 1; 0 outside tables."""
    column: str = ""
    """Heading of the column, as printed."""
    path: str = ""
    """Path in JSON: $.projects[0].targets[1].unit"""
    start: int = -1
    """First character within the paragraph or cell, counted from 0; -1 for the whole of it."""
    end: int = -1
    """Character behind the last one; -1 for the whole of it."""

    def text(self, lang: Lang = "zh") -> str:
        """The place in words."""
        parts = (
            self.file and say("errors.place-file", lang, file=self.file),
            self.sheet and say("errors.place-sheet", lang, name=self.sheet),
            self.page and say("errors.place-page", lang, n=self.page),
            self._part(lang),
            self.line and say("errors.place-line", lang, n=self.line),
            self.cell and say("errors.place-cell", lang, cell=self.cell),
            self.row and not self.cell and say("errors.place-row", lang, n=self.row),
            self.column and f"“{self.column}”",
            self.path,
        )
        return ("" if lang == "zh" else ", ").join(part for part in parts if part)

    def _part(self, lang: Lang) -> str:
        """Tables are numbered, not named: 表格, 表2; other parts keep the name that the document gives them."""
        table = _TABLE.fullmatch(self.part)
        if table is None or lang == "zh":
            return self.part
        return say("errors.place-table-number", lang, n=table[1]) if table[1] else say("errors.place-table", lang)

    def before(self, what: str, lang: Lang = "zh") -> str:
        """`what`, with the place in front where it is known."""
        where = self.text(lang)
        return say("errors.in-place", lang, where=where, what=what) if where else what

    def __str__(self) -> str:
        return self.text("zh")
