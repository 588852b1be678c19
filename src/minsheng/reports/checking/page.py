"""The check sheet of a reading as a web page (核对单): the source text beside the fields, linked to and fro, doubts marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minsheng.calendars import ChinaCalendar, WorkCalendar
from minsheng.errors import Lang
from minsheng.reports.language import TAGS
from minsheng.reports.web import web_template

if TYPE_CHECKING:
    from minsheng.intake import Reading


def check_page(reading: Reading, *, calendar: WorkCalendar | None = None, lang: Lang = "zh") -> bytes:
    """A reading as a web page to check it by (核对单), whole in itself: no script, nothing fetched, fit for phone and print.

    On one side the document as it was read, with tables and spans; on the other what was understood, field by field. Each
    field links to its words and each marked word back to its field; what was read with less confidence than 0.9, or has a
    finding or question, is marked by sign and word; what no field took is marked and listed. The same input is the same bytes.

    In a notebook write it to a file and show that (``IPython.display.IFrame("check.html", "100%", 700)``).

    Args:
        reading: what `read` gave.
        calendar: tells of each time limit which day of the week it is, and whether it is a day off; by default China's.
        lang: of labels and sentences; the document's own words stay as they are.

    Raises:
        MissingExtra: jinja2 is not installed.

    >>> from minsheng.intake import read
    >>> text = "关于办好2024年民生实事的通知\\n序号\\t项目名称\\t项目内容\\t主办单位\\n1\\t乡村道路\\t改造约400公里。\\t县交运局\\n"
    >>> page = check_page(read(text.encode())).decode()
    >>> '<a class="n" href="#projects-0-leads-0" title="项目1 牵头单位">' in page
    True
    """
    template, css = web_template("checking/check", trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=False)
    from minsheng.reports.checking.laid import laid_out, sheet_words

    words = sheet_words(lang)
    sheet = laid_out(reading, calendar if calendar is not None else ChinaCalendar(), lang)
    page = template.render(sheet=sheet, css=words.trusted(css), lang=TAGS[lang], say=words.say)
    return page.encode("utf-8")
