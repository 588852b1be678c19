"""Looks of a Word document (公文版式): styles, fonts, sheets. The measures stand in ``word_styles.toml``.

Everything here makes strings of WordprocessingML; the order of elements is that of the schema (ECMA-376 part 1).
"""

from __future__ import annotations

from functools import cache
from typing import TypedDict
from xml.sax.saxutils import quoteattr

from minsheng.errors.data_files import read_data

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


class FontData(TypedDict):
    """A face by name, and the one to take where it is not installed."""

    name: str
    also: str


class SheetData(TypedDict):
    """Margins, in millimetres."""

    top: float
    left: float
    right: float
    bottom: float
    footer: float


class PageData(SheetData):
    """Sheet and margins, in millimetres."""

    width: float
    height: float
    source: str


class StyleData(TypedDict, total=False):
    """One paragraph style; units in the data file."""

    based: str
    name_zh: str
    font: str
    size: float
    line: float
    spacing: int
    align: str
    indent: int
    before: float
    after: float
    bold: bool
    color: str
    keep: bool


class Looks(TypedDict):
    """The whole data file."""

    page: PageData
    landscape: SheetData
    latin: str
    fonts: dict[str, FontData]
    styles: dict[str, StyleData]


@cache
def looks() -> Looks:
    """All measures, read once."""
    return read_data("minsheng.reports.renderers", "word_styles.toml", Looks)


def twips(millimetres: float) -> int:
    """Twentieths of a point."""
    return round(millimetres * 1440 / 25.4)


def text_width(landscape: bool) -> int:
    """Width of the text block, in twips."""
    page, turned = looks()["page"], looks()["landscape"]
    if landscape:
        return twips(page["height"] - turned["left"] - turned["right"])
    return twips(page["width"] - page["left"] - page["right"])


def section(references: str, *, landscape: bool) -> str:
    """The properties of a section: sheet, margins, page number, grid of lines."""
    page = looks()["page"]
    sheet: SheetData = looks()["landscape"] if landscape else page
    width, height = twips(page["width"]), twips(page["height"])
    size = (
        f'<w:pgSz w:w="{height}" w:h="{width}" w:orient="landscape"/>'
        if landscape
        else f'<w:pgSz w:w="{width}" w:h="{height}"/>'
    )
    margins = " ".join(f'w:{side}="{twips(sheet[side])}"' for side in ("top", "right", "bottom", "left"))
    return (
        f'<w:sectPr>{references}<w:type w:val="nextPage"/>{size}'
        f'<w:pgMar {margins} w:header="851" w:footer="{twips(sheet["footer"])}" w:gutter="0"/>'
        f'<w:cols w:space="425"/><w:docGrid w:type="lines" w:linePitch="579"/></w:sectPr>'
    )


def fonts_of(font: str) -> str:
    """rFonts with the East Asian font by name: a theme font would win over it and print another face."""
    latin = quoteattr(looks()["latin"])
    east = quoteattr(looks()["fonts"][font]["name"])
    return f"<w:rFonts w:ascii={latin} w:hAnsi={latin} w:eastAsia={east} w:cs={latin}/>"


def font_table() -> str:
    """The font table, with the face to take where the first is not installed."""
    rows = [
        f"<w:font w:name={quoteattr(font['name'])}><w:altName w:val={quoteattr(font['also'])}/>"
        '<w:charset w:val="86"/><w:family w:val="auto"/></w:font>'
        for font in looks()["fonts"].values()
    ]
    rows.append(f'<w:font w:name={quoteattr(looks()["latin"])}><w:family w:val="roman"/></w:font>')
    return f"<w:fonts {NAMESPACES}>{''.join(rows)}</w:fonts>"


def style_id(name: str) -> str:
    """How a paragraph names its style."""
    return name.replace(" ", "")


def styles() -> str:
    """The whole style sheet."""
    normal = looks()["styles"]["Normal"]
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts_of(normal['font'])}"
        '<w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )
    fixed = (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
    )
    made = "".join(_style(name, data) for name, data in looks()["styles"].items())
    return f"<w:styles {NAMESPACES}>{defaults}{made}{fixed}</w:styles>"


def _style(name: str, data: StyleData) -> str:
    base = looks()["styles"][data["based"]] if "based" in data else StyleData()
    data = base | data
    heading = name.startswith("Heading ")
    shown = name.lower() if heading else data.get("name_zh", name)
    default = ' w:default="1"' if name == "Normal" else ""
    follows = style_id("Body") if heading else style_id(name)
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{style_id(name)}"><w:name w:val={quoteattr(shown)}/>'
        + ("" if name == "Normal" else '<w:basedOn w:val="Normal"/>')
        + f'<w:next w:val="{follows}"/><w:qFormat/>'
        + f"<w:pPr>{_paragraph(name, data)}</w:pPr><w:rPr>{_letters(data)}</w:rPr></w:style>"
    )


def _paragraph(name: str, data: StyleData) -> str:
    indent = data.get("indent", 0)
    before, after = round(data.get("before", 0) * 20), round(data.get("after", 0) * 20)
    parts = [
        "<w:keepNext/><w:keepLines/>" if data.get("keep") else '<w:keepNext w:val="0"/>',
        '<w:snapToGrid w:val="0"/>',
        f'<w:spacing w:before="{before}" w:after="{after}" w:line="{round(data["line"] * 20)}" w:lineRule="exact"/>',
        f'<w:ind w:firstLineChars="{indent * 100}" w:firstLine="{round(indent * data["size"] * 20)}"/>',
        f'<w:jc w:val="{data.get("align", "left")}"/>',
    ]
    if name.startswith("Heading "):
        parts.append(f'<w:outlineLvl w:val="{int(name[-1]) - 1}"/>')
    return "".join(parts)


def _letters(data: StyleData) -> str:
    size = round(data["size"] * 2)
    bold = "<w:b/>" if data.get("bold") else '<w:b w:val="0"/>'
    color = f'<w:color w:val="{data["color"]}"/>' if "color" in data else ""
    return f'{fonts_of(data["font"])}{bold}{color}<w:spacing w:val="{data.get("spacing", 0)}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
