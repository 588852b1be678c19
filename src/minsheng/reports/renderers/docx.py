"""A Word document (公文) after GB/T 9704-2012: A4, 仿宋 16 pt, 22 lines of 28 characters, page numbers outside."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from attrs import field, frozen

from minsheng.errors import MissingExtra
from minsheng.reports.blocks import Annex, Block, Bullets, DocumentHead, Heading, Note, Paragraph
from minsheng.reports.language import TAGS
from minsheng.reports.renderers.word_body import body, ends_in_landscape
from minsheng.reports.renderers.word_styles import NAMESPACES, font_table, fonts_of, section, styles
from minsheng.reports.report import Report
from minsheng.reports.tables import Table

if TYPE_CHECKING:
    from docx.document import Document

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""Date of every member of the package: the earliest that a zip file can say."""


@frozen(kw_only=True)
class DocxRenderer:
    """The same report makes the same bytes."""

    name: str = field(default="docx", init=False)
    suffix: str = field(default=".docx", init=False)
    supports: frozenset[type[Block]] = field(
        default=frozenset({DocumentHead, Heading, Paragraph, Bullets, Table, Note, Annex}), init=False
    )

    def render(self, report: Report) -> bytes:
        try:
            import docx
        except ImportError:
            raise MissingExtra("docx") from None
        document = docx.Document()
        _strip(document)
        _describe(document, report)
        references = _page_numbers(document)
        saved = io.BytesIO()
        document.save(saved)
        ours = {
            "word/document.xml": _document(report, references),
            "word/styles.xml": _XML + styles(),
            "word/fontTable.xml": _XML + font_table(),
        }
        return _same_bytes(saved, ours)


_CLUTTER = ("thumbnail", "stylesWithEffects", "customXml", "numbering")
"""Kinds of parts of the library's template that say nothing here, or name styles that are not ours."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _strip(document: Document) -> None:
    for relations in (document.part.rels, document.part.package.rels):
        for key in [key for key, relation in relations.items() if relation.reltype.rsplit("/", 1)[1] in _CLUTTER]:
            relations.pop(key)
    for element in document.settings.element.iter(f"{_W}themeFontLang", f"{_W}compatSetting"):
        if element.tag == f"{_W}themeFontLang":
            element.set(f"{_W}eastAsia", "zh-CN")
        elif element.get(f"{_W}name") == "compatibilityMode":
            element.set(f"{_W}val", "15")


def _describe(document: Document, report: Report) -> None:
    """What the file says of itself: no clock is asked, no name of a machine or a person is left in."""
    about = document.core_properties
    about.title, about.subject, about.keywords = report.title, report.plan, report.kind
    about.author = about.last_modified_by = about.comments = ""
    about.language = TAGS[report.lang]
    day = report.day if isinstance(report.day, date) else date(2000, 1, 1)
    about.created = about.modified = datetime(day.year, day.month, day.day, tzinfo=UTC)
    about.revision = 1


def _page_numbers(document: Document) -> str:
    """— 1 — at the outer edge; gives the references that each section carries."""
    document.settings.odd_and_even_pages_header_footer = True
    first = document.sections[0]
    for footer, side in ((first.footer, "right"), (first.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        _replace_children(footer._element, _number(side))
    kinds = (("default", first.footer), ("even", first.even_page_footer))
    return "".join(
        f'<w:footerReference w:type="{kind}" r:id="{_id(document, footer.part)}"/>' for kind, footer in kinds
    )


def _number(side: str) -> str:
    letters = f'<w:rPr>{fonts_of("song")}<w:sz w:val="28"/><w:szCs w:val="28"/></w:rPr>'
    edge = f'<w:ind w:{side}Chars="100" w:{side}="280" w:firstLineChars="0" w:firstLine="0"/>'
    field_code = "".join(
        f"<w:r>{letters}{part}</w:r>"
        for part in (
            '<w:t xml:space="preserve">— </w:t>',
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
            '<w:t xml:space="preserve"> —</w:t>',
        )
    )
    return f'<w:p><w:pPr>{edge}<w:jc w:val="{side}"/></w:pPr>{field_code}</w:p>'


def _id(document: Document, part: object) -> str:
    return next(str(key) for key, relation in document.part.rels.items() if relation._target is part)


def _replace_children(element: object, xml: str) -> None:
    from docx.oxml import parse_xml

    for child in list(element):  # type: ignore[call-overload]  # lxml elements are untyped
        element.remove(child)  # type: ignore[attr-defined]  # lxml elements are untyped
    for child in list(parse_xml(f"<w:body {NAMESPACES}>{xml}</w:body>")):
        element.append(child)  # type: ignore[attr-defined]  # lxml elements are untyped


def _document(report: Report, references: str) -> str:
    """The main part as one string: handing its elements to the library one by one takes fifty times as long."""
    last = section(references, landscape=ends_in_landscape(report))
    blocks = "".join(body(report, references))
    return f"{_XML}<w:document {NAMESPACES}><w:body>{blocks}{last}</w:body></w:document>"


def _same_bytes(saved: io.BytesIO, ours: dict[str, str]) -> bytes:
    """The package with `ours` in place of the template's parts, every member dated alike."""
    result = io.BytesIO()
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, _LONG_AGO)
            member.compress_type, member.create_system, member.external_attr = zipfile.ZIP_DEFLATED, 0, 0
            new.writestr(member, ours[name].encode("utf-8") if name in ours else old.read(name))
    return result.getvalue()
