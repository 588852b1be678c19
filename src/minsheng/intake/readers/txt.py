"""Reader of plain text (.txt): utf-8 with or without mark, utf-16, gb18030, told by the bytes."""

from __future__ import annotations

from attrs import evolve

from minsheng.errors import Unreadable
from minsheng.intake.readers import limits
from minsheng.intake.readers.encodings import decoded
from minsheng.intake.readers.kinds import kind_of
from minsheng.intake.readers.page_around import around
from minsheng.intake.source import Paragraph, SourceDocument
from minsheng.intake.tables.plain_lines import blocks_of_lines

_LINE_ENDS = str.maketrans({"\u2028": "\n", "\u2029": "\n", "\x0b": "\n", "\x0c": "\n", "\x85": "\n"})


class TxtReader:
    """Plain text; tables whose cells stand one to a line, or are parted by tabs, become grids.

    >>> TxtReader().read("附件".encode("gb18030"), file="").blocks[0].text
    '附件'
    """

    format = "txt"

    def accepts(self, data: bytes, *, file: str) -> bool:
        return kind_of(data) == self.format

    def read(self, data: bytes, *, file: str) -> SourceDocument:
        """The lines and tables of a text.

        Raises:
            Unreadable: too large, no text, or in an encoding that is not known.
        """
        limits.check("intake.too-large", len(data), limits.TEXT, file=file)
        text = decoded(data, file=file).replace("\r\n", "\n").replace("\r", "\n").translate(_LINE_ENDS)
        lines = text.split("\n")
        limits.check("intake.line-too-long", max(map(len, lines)), limits.LINE, file=file)
        blocks = blocks_of_lines(lines)
        if not blocks:
            raise Unreadable("intake.empty", file=file)
        lines_of_text = [b for b in blocks if isinstance(b, Paragraph)]
        kinds = around([line.text for line in lines_of_text])
        told = {id(b): evolve(b, part=kind) for b, kind in zip(lines_of_text, kinds, strict=True) if kind}
        own = [b for b in blocks if id(b) not in told] or blocks
        aside = tuple(told.values()) if own is not blocks else ()
        return SourceDocument(blocks=own, aside=aside, file=file, format=self.format)
