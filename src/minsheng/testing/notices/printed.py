"""PDF pages (印刷版): lines of text and tables with borders, in a font that every reader of PDF knows by name.

The font is not embedded (STSong-Light, coded as UniGB-UCS2-H), so that the files are small and need no font of the machine.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence

from attrs import field, frozen

from minsheng.testing.notices.blocks import Block, Cell, Table
from minsheng.testing.notices.dice import Dice
from minsheng.testing.notices.office import placed

_WIDTH, _HEIGHT, _MARGIN, _SIZE, _LINE, _TITLE = 842.0, 595.0, 50.0, 10.5, 15.0, 16.0
"""A4 on its side, in points; size of a character, height of a line, size of a title."""


@frozen
class _Pages:
    """Pages being filled from the top."""

    done: list[list[str]] = field(factory=lambda: [[]])
    at: list[float] = field(factory=lambda: [_HEIGHT - _MARGIN])

    def room(self, height: float) -> None:
        """A new page where so much does not fit any more."""
        if self.at[0] - height < _MARGIN and self.done[-1]:
            self.done.append([])
            self.at[0] = _HEIGHT - _MARGIN

    def text(self, x: float, y: float, words: str, size: float = _SIZE) -> None:
        code = words.encode("utf-16-be").hex()
        self.done[-1].append(f"BT /F {size} Tf {x:.2f} {y:.2f} Td <{code}> Tj ET")

    def box(self, x: float, y: float, width: float, height: float) -> None:
        self.done[-1].append(f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re S")


def _wrapped(text: str, width: float, size: float = _SIZE) -> Iterator[str]:
    """Lines of whole characters, each counted as a wide one."""
    most = max(int(width / size), 1)
    for line in text.replace("m²", "㎡").split("\n"):  # the font has no ²
        yield from (line[k : k + most] for k in range(0, max(len(line), 1), most))


def printed(dice: Dice, blocks: Sequence[Block]) -> bytes:
    """A PDF of these blocks."""
    pages = _Pages()
    numbered = dice.chance(2, "page-numbers")
    for block in blocks:
        if isinstance(block, Table):
            _table(pages, block)
        else:
            _line(pages, block.text, block.kind)
    if numbered:
        for n, page in enumerate(pages.done, 1):
            code = f"— {n} —".encode("utf-16-be").hex()
            page.append(f"BT /F {_SIZE} Tf {_WIDTH / 2 - 25:.2f} 25 Td <{code}> Tj ET")
    return _file(["\n".join(page).encode() for page in pages.done])


def _line(pages: _Pages, text: str, kind: str) -> None:
    text, size, whole = text.strip(), _SIZE, _WIDTH - 2 * _MARGIN
    if kind == "text":
        text = "\u3000\u3000" + text
    elif kind == "title":
        size = _TITLE
    for words in _wrapped(text, whole, size):
        pages.room(_LINE * size / _SIZE)
        pages.at[0] -= _LINE * size / _SIZE
        rest = whole - len(words) * size
        start = {"title": rest / 2, "center": rest / 2, "right": rest - 3 * size}.get(kind, 0)
        pages.text(_MARGIN + start, pages.at[0], words, size)
    pages.at[0] -= 3 if size == _SIZE else 12


def _widths(table: Table) -> list[float]:
    """By the longest text of each column, narrow ones kept wide enough for a heading."""
    longest = [2.0] * table.columns
    for _, column, cell in placed(table):
        if cell.columns == 1:
            lengths = [len(part) for part in cell.text.replace("m²", "㎡").split("\n")]
            longest[column] = max(longest[column], min(max(lengths), 28), 4 if cell.head else 0)
    scale = (_WIDTH - 2 * _MARGIN) / sum(longest)
    return [n * scale for n in longest]


def _table(pages: _Pages, table: Table) -> None:
    widths = _widths(table)
    cells = list(placed(table))
    heights = [_LINE + 6.0] * len(table.rows)
    lines = {(r, c): list(_wrapped(cell.text, sum(widths[c : c + cell.columns]) - 8)) for r, c, cell in cells}
    for r, c, cell in sorted(cells, key=lambda found: found[2].rows):
        need = len(lines[r, c]) * _LINE + 6 - sum(heights[r : r + cell.rows])
        if need > 0:
            heights[r + cell.rows - 1] += need
    at = 0
    for size in _together(cells, len(table.rows)):
        pages.room(sum(heights[at : at + size]))
        top = pages.at[0]
        for r, c, cell in cells:
            if at <= r < at + size:
                x, y = _MARGIN + sum(widths[:c]), top - sum(heights[at:r])
                height = sum(heights[r : r + cell.rows])
                pages.box(x, y - height, sum(widths[c : c + cell.columns]), height)
                for k, words in enumerate(lines[r, c]):
                    pages.text(x + 4, y - 3 - (k + 0.8) * _LINE, words)
        pages.at[0] = top - sum(heights[at : at + size])
        at += size


def _together(cells: Sequence[tuple[int, int, Cell]], rows: int) -> Iterator[int]:
    """Numbers of rows that merged cells hold together, so that no page break goes through one."""
    at = 0
    while at < rows:
        end = at + 1
        while (reach := max(r + cell.rows for r, _, cell in cells if at <= r < end)) > end:
            end = reach
        yield end - at
        at = end


def _file(streams: Sequence[bytes]) -> bytes:
    kids = " ".join(f"{5 + 2 * k} 0 R" for k in range(len(streams)))
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(streams)}>>".encode(),
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>"
        b"/DW 1000>>",
    ]
    for k, stream in enumerate(streams):
        packed = zlib.compress(stream)
        parts.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {_WIDTH:.0f} {_HEIGHT:.0f}]/Contents {6 + 2 * k} 0 R"
            "/Resources<</Font<</F 3 0 R>>>>>>".encode()
        )
        parts.append(f"<</Length {len(packed)}/Filter/FlateDecode>>stream\n".encode() + packed + b"\nendstream")
    body, places = b"%PDF-1.5\n", []
    for n, part in enumerate(parts, 1):
        places.append(len(body))
        body += f"{n} 0 obj\n".encode() + part + b"\nendobj\n"
    table = b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    size = len(parts) + 1
    end = f"trailer<</Root 1 0 R/Size {size}>>\nstartxref\n{len(body)}\n%%EOF\n".encode()
    return body + f"xref\n0 {size}\n0000000000 65535 f \n".encode() + table + end
