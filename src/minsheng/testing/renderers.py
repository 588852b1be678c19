"""The laws of every renderer (输出规约), as a suite that a renderer's author subclasses.

A renderer passes if it keeps the contract of `minsheng.reports.Renderer`::

    class TestMyRenderer(RendererConformance):
        def new_renderer(self) -> Renderer:
            return MyRenderer()

        def text_of(self, data: bytes) -> str | None:
            return my_reader(data)  # all text of the file, read by something else than what wrote it

Needs pytest and hypothesis (``pip install "minsheng[testing]"``).
"""

from __future__ import annotations

import csv
import io
import pickle
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minsheng.reports import (
    Align,
    Annex,
    Block,
    Bullets,
    Cell,
    CellLike,
    Column,
    DocumentHead,
    Figure,
    Heading,
    Note,
    NoteKind,
    Paragraph,
    Renderer,
    Report,
    Run,
    Table,
    Tone,
    UnsupportedBlock,
    render,
)
from minsheng.text import squeeze

HOSTILE = (
    "=cmd|' /C calc'!A0",
    "+1+1",
    "@SUM(A1)",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</td></tr></table>",
    "]]></w:t>",
    "&lt;b&gt; &amp; &#60;",
    "a|b\\|c",
    "*a* _b_ `c` ~~d~~ **e**",
    "[here](http://example.invalid/x)",
    "![](http://example.invalid/x.png)",
    "{{ 7*7 }} {% raw %}",
    "# not a heading",
    "1. not a list",
    "- not a list",
    "> not a quotation",
    "县住建局\u202e（副本）",
    "钟\x07声\x1b[31m",
    "\ud800",
    "\ufffe\x00",
)
"""Texts that become markup, formulas or invisible signs where a renderer is careless."""

_settings = settings(
    deadline=None, max_examples=40, report_multiple_bugs=False, suppress_health_check=[HealthCheck.too_slow]
)
_words = st.one_of(
    st.sampled_from(HOSTILE),
    st.sampled_from(
        ["乡村道路安全畅通工程", "县交运局\n各乡镇（街道）", "约400公里（以实际改造公里数为准）", "2024年11月底"]
    ),
    st.text(max_size=30),
)
_values = st.one_of(st.integers(-(10**6), 10**6), st.fractions(max_denominator=1000))
_runs = st.one_of(
    st.builds(Run, _words, strong=st.booleans(), tone=st.sampled_from(Tone), sources=st.lists(_words, max_size=2)),
    st.builds(Figure, _words, value=_values, measure=st.sampled_from(["count", "ratio"])),
)
_content = st.lists(_runs, max_size=3)


@st.composite
def _tables(draw: st.DrawFn) -> Table:
    n = draw(st.integers(1, 4))
    columns = [
        Column(
            draw(_words),
            align=draw(st.sampled_from(Align)),
            width=draw(st.integers(0, 9)),
            names_row=draw(st.booleans()),
        )
        for _ in range(n)
    ]
    rows: list[list[Cell]] = []
    for _ in range(draw(st.integers(0, 4))):
        row = []
        for c in range(n):
            above = bool(rows) and draw(st.booleans())
            row.append(Cell(rows[-1][c].content, repeats=True) if above else Cell(draw(_content)))
        rows.append(row)
    return Table(columns=columns, rows=rows, caption=draw(_words))


_BLOCKS: dict[type[Block], st.SearchStrategy[Block]] = {
    DocumentHead: st.builds(DocumentHead, _words, lines=st.lists(_words, max_size=2), issuer=_words, number=_words),
    Heading: st.builds(Heading, _content, level=st.integers(1, 4)),
    Paragraph: st.builds(Paragraph, _content),
    Bullets: st.builds(Bullets, st.lists(_content, max_size=3), numbered=st.booleans()),
    Note: st.builds(Note, _content, kind=st.sampled_from(NoteKind)),
    Annex: st.builds(Annex, _words, label=_words, landscape=st.booleans()),
    Table: _tables(),
}


def reports(supports: frozenset[type[Block]] | None = None) -> st.SearchStrategy[Report]:
    """Made-up reports of these block types, by default of all, with hostile texts among them."""
    kinds = [kind for kind in _BLOCKS if supports is None or kind in supports]
    blocks = st.lists(st.one_of([_BLOCKS[kind] for kind in kinds]), max_size=5) if kinds else st.just([])
    return st.builds(
        Report,
        kind=st.just("test"),
        title=_words,
        day=st.dates().filter(lambda day: day.year >= 1980),
        lang=st.sampled_from(["zh", "en"]),
        blocks=blocks,
    )


def sample(kind: type[Block]) -> Block:
    """A block of this type with everything in it."""
    made: dict[type[Block], Block] = {
        DocumentHead: DocumentHead(
            "月报", lines=["（截至2024年8月31日）"], issuer="某县人民政府", number="某政发〔2024〕1号"
        ),
        Heading: Heading("一、总体情况"),
        Paragraph: Paragraph(["已完成", Figure("2件", value=2, measure="count", sources=["a", "b"]), "。"]),
        Bullets: Bullets(["甲", "乙"], numbered=True),
        Note: Note("数据为虚构。", kind=NoteKind.CAUTION),
        Annex: Annex("工作台账", label="附件", landscape=True),
        Table: Table(
            columns=[Column("序号", align=Align.CENTER), "名称", Column("比例", align=Align.RIGHT)],
            rows=[
                ["1", Run("道路", tone=Tone.ALERT), Figure("30.0%", value=Fraction(3, 10), measure="ratio")],
                [Cell("1", repeats=True), "学校\n医院", ""],
            ],
            caption="表1",
        ),
    }
    return made[kind]


class _Stranger(Block):
    """A block type that no renderer can know."""

    __slots__ = ()

    def runs(self) -> Iterator[Run]:
        return iter((Run("?"),))


def _report(*blocks: Block) -> Report:
    return Report(kind="test", title="测试", day="2024-08-31", plan="某县-2024", blocks=blocks)


class RendererConformance:
    """Subclass it, give `new_renderer`, and let pytest collect the subclass: every test is one promise of the contract."""

    def new_renderer(self) -> Renderer:
        """A renderer; called many times."""
        raise NotImplementedError

    def text_of(self, data: bytes) -> str | None:
        """All that a reader of the file sees, by a reader of the format; None where that can not be had.

        By default the bytes as UTF-8. A format with escapes overrides it: what is markup instead of text is not found.
        """
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            return None

    def __init_subclass__(cls, **kwargs: object) -> None:
        """Each subclass gets `@given` functions of its own, since hypothesis lets no two classes share one."""
        super().__init_subclass__(**kwargs)
        for name, law in _LAWS.items():
            if name not in cls.__dict__:
                setattr(cls, name, law())

    # what it says of itself

    def test_it_keeps_the_letter_of_the_contract(self) -> None:
        renderer = self.new_renderer()
        assert isinstance(renderer, Renderer), "name, suffix, supports and render"
        assert isinstance(renderer.name, str), "name is a text"
        assert renderer.name.strip() == renderer.name != "", "name is not empty"
        assert renderer.suffix.startswith("."), "suffix begins with a dot"
        assert isinstance(renderer.supports, frozenset), "supports is a frozenset"
        kinds: frozenset[object] = frozenset(renderer.supports)
        assert all(isinstance(kind, type) and issubclass(kind, Block) for kind in kinds), "of block types"

    def test_two_renderers_say_the_same_of_themselves(self) -> None:
        one, other = self.new_renderer(), self.new_renderer()
        assert (one.name, one.suffix, one.supports) == (other.name, other.suffix, other.supports)

    # what it makes

    def test_an_empty_report_can_be_rendered(self) -> None:
        assert isinstance(render(_report(), self.new_renderer()), bytes)

    def test_every_block_type_that_it_supports_can_be_rendered_alone(self) -> None:
        renderer = self.new_renderer()
        for kind in _BLOCKS:
            if kind in renderer.supports:
                data = render(_report(sample(kind)), renderer)
                assert isinstance(data, bytes), f"{kind.__name__}: bytes, not {type(data).__name__}"
                assert data, f"{kind.__name__}: something"

    def test_every_text_of_every_supported_block_is_in_the_output(self) -> None:
        renderer = self.new_renderer()
        for kind in _BLOCKS:
            if kind in renderer.supports:
                self._all_is_there(_report(sample(kind)))

    def test_a_block_type_that_it_does_not_support_is_refused(self) -> None:
        renderer = self.new_renderer()
        kinds: list[Block] = [sample(kind) for kind in _BLOCKS if not issubclass(kind, tuple(renderer.supports))]
        for block in (*kinds, _Stranger()):
            if not isinstance(block, tuple(renderer.supports)):
                with pytest.raises(UnsupportedBlock) as caught:
                    render(_report(block), renderer)
                assert caught.value.renderer == renderer.name
                assert caught.value.block == type(block).__name__

    def test_hostile_text_stays_text(self) -> None:
        if Table in self.new_renderer().supports:
            rows: list[list[CellLike]] = [[text, Run(text, strong=True), ""] for text in HOSTILE]
            self._all_is_there(_report(Table(columns=["甲", "乙", "=丙"], rows=rows)))
        if Paragraph in self.new_renderer().supports:
            for text in HOSTILE:
                self._all_is_there(_report(Paragraph(text)))

    def test_no_cell_of_a_spreadsheet_text_is_a_formula(self) -> None:
        renderer = self.new_renderer()
        if renderer.suffix not in (".csv", ".tsv") or Table not in renderer.supports:
            pytest.skip(f"{renderer.suffix} is no text for spreadsheets")
        data = render(_report(Table(columns=["甲"], rows=[[text] for text in HOSTILE])), renderer)
        text = data.decode("utf-8-sig")
        for row in csv.reader(io.StringIO(text), delimiter="\t" if renderer.suffix == ".tsv" else ","):
            for cell in row:
                assert cell[:1] not in ("=", "+", "@", "\t"), f"a spreadsheet would run {cell!r}"

    # nothing hidden

    def test_it_keeps_nothing_between_two_reports(self) -> None:
        renderer = self.new_renderer()
        blocks = [sample(kind) for kind in _BLOCKS if kind in renderer.supports]
        alone = renderer.render(_report(*blocks))
        renderer.render(_report(*reversed(blocks)))
        assert renderer.render(_report(*blocks)) == alone, "the same after another report"
        assert self.new_renderer().render(_report(*blocks)) == alone, "the same from a new renderer"

    def test_it_leaves_the_report_as_it_was(self) -> None:
        renderer = self.new_renderer()
        report = _report(*(sample(kind) for kind in _BLOCKS if kind in renderer.supports))
        before = pickle.dumps(report)
        renderer.render(report)
        assert pickle.dumps(report) == before

    def test_two_threads_do_not_disturb_each_other(self) -> None:
        renderer = self.new_renderer()
        made = [_report(sample(kind)) for kind in _BLOCKS if kind in renderer.supports]
        wanted = [renderer.render(report) for report in made]
        with ThreadPoolExecutor(2) as pool:
            assert list(pool.map(renderer.render, made * 3)) == wanted * 3

    def _all_is_there(self, report: Report) -> None:
        text = self.text_of(render(report, self.new_renderer()))
        if text is None:
            return
        found = squeeze(text)
        for run in report.runs():
            for line in run.text.split("\n"):  # a cell's lines may stand beside those of its neighbour
                assert squeeze(line) in found, f"{line!r} is not in the output as text"


def _same_bytes() -> Callable[[RendererConformance, st.DataObject], None]:
    @_settings
    @given(data=st.data())
    def test_the_same_report_makes_the_same_bytes(self: RendererConformance, data: st.DataObject) -> None:
        report = data.draw(reports(self.new_renderer().supports))
        first = render(report, self.new_renderer())
        assert render(pickle.loads(pickle.dumps(report)), self.new_renderer()) == first

    return test_the_same_report_makes_the_same_bytes


def _all_texts() -> Callable[[RendererConformance, st.DataObject], None]:
    @_settings
    @given(data=st.data())
    def test_all_that_a_report_says_is_in_the_output_as_text(self: RendererConformance, data: st.DataObject) -> None:
        self._all_is_there(data.draw(reports(self.new_renderer().supports)))

    return test_all_that_a_report_says_is_in_the_output_as_text


_LAWS: dict[str, Callable[[], Callable[[RendererConformance, st.DataObject], None]]] = {
    "test_the_same_report_makes_the_same_bytes": _same_bytes,
    "test_all_that_a_report_says_is_in_the_output_as_text": _all_texts,
}
