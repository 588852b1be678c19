"""Documents for the tests of this folder: the real notice, and small made-up ones."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from minsheng.intake import Reading, dump_reading, read
from minsheng.testing.notices import Verdict, judge

DOCUMENTS = Path(__file__).parents[1] / "documents"
NOTICE_TXT = DOCUMENTS / "liangshan-2024.txt"
NOTICE_DOCX = DOCUMENTS / "liangshan-2024.docx"
TITLE = "甲县人民政府关于办好2024年民生实事的通知"
HEAD = ("序号", "项目名称", "项目内容", "完成时限", "主办单位", "协办单位")
# made up
ROWS = (
    ("1", "乡村道路", "改造道路约40公里。", "2024年11月底", "县交运局", "县财政局"),
    ("2", "候车亭", "建设候车亭50处。", "2024年8月底", "县住建局", "县财政局\n\n县交运局"),
)
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_CT = "http://schemas.openxmlformats.org/package/2006/content-types"
_REL = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFF = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_RELS = "application/vnd.openxmlformats-package.relationships+xml"


def gold() -> dict[str, object]:
    """What a careful clerk reads out of the real notice."""
    values: dict[str, object] = json.loads(
        (DOCUMENTS / "liangshan-2024.gold.json").read_text("utf-8"), parse_float=Decimal, parse_int=Decimal
    )
    return values


def folders(name: str) -> list[Path]:
    """The documents of one lot whose gold says what a careful clerk reads out of them."""
    return sorted(path.parent for path in (DOCUMENTS / name).glob("*/gold.json"))


def reading_of(folder: Path) -> Reading:
    """The document of this folder, read."""
    return read(next(folder.glob("input.*")))


def verdicts(folder: Path) -> list[Verdict]:
    """What is right, wrong and missing in the reading of this folder's document."""
    truth: dict[str, object] = json.loads((folder / "gold.json").read_text("utf-8"))
    return judge(truth, dump_reading(reading_of(folder)))


def tabbed(rows: Sequence[Sequence[str]], title: str = TITLE) -> bytes:
    """A table as it is copied from a web page: each cell behind a tab, an empty line between rows."""
    return (title + "\n" + "\n".join("".join(f"\t{cell}\n" for cell in row) for row in rows)).encode()


def cell(text: str, *, span: int = 1, merge: str = "") -> str:
    """A cell of a Word table; `merge` is restart or continue."""
    properties = (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "") + (
        f'<w:vMerge w:val="{merge}"/>' if merge else ""
    )
    paragraphs = "".join(f"<w:p><w:r><w:t>{part}</w:t></w:r></w:p>" for part in text.split("\n\n"))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraphs}</w:tc>"


def table(rows: Sequence[Sequence[str]]) -> str:
    """A Word table of ready cells."""
    return "<w:tbl><w:tblPr/><w:tblGrid/>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows) + "</w:tbl>"


def docx_of(body: str, *, prolog: str = "", parts: dict[str, bytes] | None = None) -> bytes:
    """The smallest Word file with this body."""
    heading = f"<w:p><w:r><w:t>{TITLE}</w:t></w:r></w:p>"
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{_CT}"><Default Extension="rels" ContentType="{_RELS}"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_REL}"><Relationship Id="r1" Type="{_OFF}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"{prolog}<w:document {_W}><w:body>{heading}{body}<w:p/><w:sectPr/></w:body></w:document>",
        **(parts or {}),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()
