"""Every shipped renderer keeps the laws of renderers, its files read back by something else than what wrote them."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt

from minsheng.reports import Block, Paragraph, Renderer, Report, Table, find_renderer
from minsheng.reports.renderers.text import TextRenderer
from minsheng.testing import RendererConformance
from tests.reports.reading_back import docx_text, html_text, json_text


class TestText(RendererConformance):
    def new_renderer(self) -> Renderer:
        return TextRenderer(columns=10_000)  # so wide that no cell is broken over lines


class TestMarkdown(RendererConformance):
    def new_renderer(self) -> Renderer:
        return find_renderer("markdown")

    def text_of(self, data: bytes) -> str:
        # raw HTML is allowed: whatever is not escaped would become markup and not be found
        return html_text(MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(data.decode("utf-8")))


class TestHtml(RendererConformance):
    def new_renderer(self) -> Renderer:
        return find_renderer("html")

    def text_of(self, data: bytes) -> str:
        return html_text(data)


class TestDocx(RendererConformance):
    def new_renderer(self) -> Renderer:
        return find_renderer("docx")

    def text_of(self, data: bytes) -> str:
        return docx_text(data)


class TestJson(RendererConformance):
    def new_renderer(self) -> Renderer:
        return find_renderer("json")

    def text_of(self, data: bytes) -> str:
        return json_text(data)


class _Csv:
    """A renderer as an outsider writes one: tables alone, plain attributes."""

    name = "csv"
    suffix = ".csv"
    supports: frozenset[type[Block]] = frozenset({Table, Paragraph})

    def render(self, report: Report) -> bytes:
        import csv
        import io

        file = io.StringIO()
        lines = csv.writer(file)
        for block in report.blocks:
            if isinstance(block, Table):
                lines.writerow([block.caption])
                lines.writerow([_quoted(column.title) for column in block.columns])
                lines.writerows([_quoted(cell.text) for cell in row] for row in block.rows)
            else:
                lines.writerow([_quoted("".join(run.text for run in block.runs()))])
        return file.getvalue().encode("utf-8")


def _quoted(text: str) -> str:
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t") else text


class TestOutsider(RendererConformance):
    def new_renderer(self) -> Renderer:
        return _Csv()

    def text_of(self, data: bytes) -> str:
        import csv
        import io

        return "\n".join(cell for row in csv.reader(io.StringIO(data.decode("utf-8"), newline="")) for cell in row)


class _Forgetful(_Csv):
    def render(self, report: Report) -> bytes:
        return super().render(Report(kind=report.kind, title=report.title, blocks=report.blocks[:0]))


class _Careless(_Csv):
    def render(self, report: Report) -> bytes:
        return "".join(f"<td>{run.text}</td>" for run in report.runs()).encode("utf-8")


class _Counting(_Csv):
    def __init__(self) -> None:
        self.n = 0

    def render(self, report: Report) -> bytes:
        self.n += 1
        return super().render(report) + str(self.n).encode()


@pytest.mark.parametrize(
    ("faulty", "law"),
    [
        (_Forgetful, "test_every_text_of_every_supported_block_is_in_the_output"),
        (_Careless, "test_hostile_text_stays_text"),
        (_Counting, "test_it_keeps_nothing_between_two_reports"),
    ],
)
def test_the_suite_finds_a_renderer_that_breaks_a_law(faulty: type[_Csv], law: str) -> None:
    class Suite(RendererConformance):
        def new_renderer(self) -> Renderer:
            return faulty()

        def text_of(self, data: bytes) -> str:
            return html_text(data)

    with pytest.raises(AssertionError):
        getattr(Suite(), law)()
