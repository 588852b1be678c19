"""Reports (报告): data first, then a file of any format.

`summary`, `matrix`, `duty_list`, `duty_counts`, `ledger_table`, `entry_list`, `changes_table`, `standing_table` and `monthly_report` make a `Report`;
`render` and `write` turn it into text, Markdown, HTML, Word or JSON, or into what a renderer from outside makes of it.
`duties_ics` and `year_view` give the bytes of a calendar: one to subscribe to, one to hang on the wall; `check_page` those of a page by which
a reading is checked against its document.
"""

from minsheng.reports.blocks import (
    Annex,
    Block,
    Bullets,
    Content,
    DocumentHead,
    Figure,
    Heading,
    Note,
    NoteKind,
    Paragraph,
    Run,
    Tone,
    plain,
)
from minsheng.reports.builders.changes_table import changes_table
from minsheng.reports.builders.duty_list import duty_counts, duty_list
from minsheng.reports.builders.entry_list import entry_list
from minsheng.reports.builders.ledger_table import ledger_table
from minsheng.reports.builders.matrix import matrix
from minsheng.reports.builders.monthly import monthly_report
from minsheng.reports.builders.standing_table import standing_table
from minsheng.reports.builders.summary import summary
from minsheng.reports.calendars.ics import duties_ics
from minsheng.reports.calendars.year import year_view
from minsheng.reports.checking.page import check_page
from minsheng.reports.failures import BrokenRenderer, UnknownFormat, UnsupportedBlock
from minsheng.reports.plugins import InstalledRenderers, find_renderer, installed_renderers
from minsheng.reports.protocol import CONTRACT_VERSION, Renderer
from minsheng.reports.renderers.json_reading import load_report
from minsheng.reports.report import Report
from minsheng.reports.tables import Align, Cell, CellLike, Column, Table
from minsheng.reports.writing import Format, render, write

__all__ = [
    "CONTRACT_VERSION",
    "Align",
    "Annex",
    "Block",
    "BrokenRenderer",
    "Bullets",
    "Cell",
    "CellLike",
    "Column",
    "Content",
    "DocumentHead",
    "Figure",
    "Format",
    "Heading",
    "InstalledRenderers",
    "Note",
    "NoteKind",
    "Paragraph",
    "Renderer",
    "Report",
    "Run",
    "Table",
    "Tone",
    "UnknownFormat",
    "UnsupportedBlock",
    "changes_table",
    "check_page",
    "duties_ics",
    "duty_counts",
    "duty_list",
    "entry_list",
    "find_renderer",
    "installed_renderers",
    "ledger_table",
    "load_report",
    "matrix",
    "monthly_report",
    "plain",
    "render",
    "standing_table",
    "summary",
    "write",
    "year_view",
]
