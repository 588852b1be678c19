"""The library's own suite of readers, run on ours."""

from collections.abc import Mapping

from example_plugins import CsvReader
from minsheng.testing import ReaderConformance, Sample

TABLE = '甲县2024年民生实事,,,\n序号,项目名称,项目内容,主办单位\n1,乡村道路,改造约40公里。,县交运局\n2,站亭,新建50处。,"县住建局\n县财政局"\n'


class TestCsvReader(ReaderConformance):
    def new_reader(self) -> CsvReader:
        return CsvReader()

    def samples(self) -> Mapping[str, Sample]:
        words = ["甲县2024年民生实事", "改造约40公里。", "县财政局"]
        return {
            "utf-8": Sample(TABLE.encode("utf-8-sig"), words=words),
            "of Excel": Sample(TABLE.replace("\n", "\r\n").encode("gb18030"), words=words),
        }
