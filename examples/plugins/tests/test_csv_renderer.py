"""The library's own suite of renderers, run on ours."""

import csv
import io

from example_plugins import CsvRenderer
from minsheng.testing import RendererConformance


class TestCsvRenderer(RendererConformance):
    def new_renderer(self) -> CsvRenderer:
        return CsvRenderer()

    def text_of(self, data: bytes) -> str:
        rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
        return "\n".join(cell for row in rows for cell in row)
