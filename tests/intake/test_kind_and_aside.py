"""Why a document is a notice or a circular, where a doubt stands, and the text that stands aside of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from attrs import evolve

import minsheng as ms
from minsheng.intake import Paragraph, interpret, read_source

TABLE = "序号\t项目名称\t目标任务\t责任单位\n1\t乡村道路\t改造400公里\t县交运局\n2\t公交站亭\t建设50处\t县住建局\n"
PAGE = Path(__file__).parents[1] / "documents" / "one-a-format" / "page.html"


@pytest.mark.parametrize(
    ("title", "kind", "words"),
    [
        ("关于办好甲县2024年民生实事的通知", "notice", "通知"),
        ("甲县2024年民生实事项目清单", "notice", "清单"),
        ("甲县2024年民生实事项目进展情况报送制度", "notice", "甲县2024年民生实事项目进展情况报送制度"),
        ("甲县2024年民生实事进展情况（截至9月底）", "progress", "进展"),
    ],
)
def test_the_kind_of_a_document_names_the_words_that_tell_it(title: str, kind: str, words: str) -> None:
    reading = ms.read(f"{title}\n{TABLE}".encode())
    (evidence,) = reading.of("$.kind")
    assert (reading.kind, evidence.text) == (kind, words)
    assert 0.9 <= evidence.confidence <= 1
    (span,) = evidence.spans
    assert reading.source.text(span.spot)[span.start : span.end] == words


def test_a_list_without_a_title_is_a_notice_with_less_confidence() -> None:
    reading = ms.read(TABLE.encode(), year=2024)
    (evidence,) = reading.of("$.kind")
    assert (reading.kind, evidence.text, evidence.confidence) == ("notice", "", 0.9)


def test_a_kind_told_by_the_text_alone_is_doubted() -> None:
    text = "关于甲县2024年民生实事的通知\n1.乡村道路。截至目前正在施工。责任单位：县交运局\n2.公交站亭。累计完成前期手续。责任单位：县住建局\n"
    reading = ms.read(text.encode())
    (evidence,) = reading.of("$.kind")
    assert reading.kind == "progress"
    assert evidence.text in ("截至", "累计")
    assert evidence.confidence >= 0.9 or "intake.kind-doubtful" in {f.code for f in reading.findings}


def test_what_stands_aside_of_the_document_is_listed_as_unused() -> None:
    source = evolve(
        read_source(f"甲县2024年民生实事清单\n{TABLE}".encode()),
        aside=[Paragraph("内部资料", part="页眉"), Paragraph("……", part="页脚"), Paragraph("第1页", part="页脚")],
    )
    reading = interpret(source)
    aside = [u for u in reading.unused if u.span.spot.block >= len(source.blocks)]
    assert [(u.text, u.place.part) for u in aside] == [
        ("内部资料", "页眉"),
        ("第1页", "页脚"),
    ]  # dots alone are no text
    for unused in aside:
        span = unused.span
        assert reading.source.text(span.spot)[span.start : span.end] == unused.text


def test_every_letter_of_a_page_is_used_or_listed_as_unused() -> None:
    reading = ms.read(PAGE)
    source = reading.source
    assert source.aside  # the made-up page has a navigation and a footer
    for spot in (*source.spots(), *source.aside_spots()):
        text = source.text(spot)
        rest = list(text)
        for span in (*reading.used, *(u.span for u in reading.unused)):
            if span.spot == spot:
                rest[span.start : span.end] = " " * (span.end - span.start)
        assert not re.search(r"[^\W_]", "".join(rest)), text


def test_a_doubt_knows_the_words_that_it_speaks_of() -> None:
    reading = ms.read(ms.load_example().docx)
    assert reading.questions
    for question in reading.questions:
        (span, *_) = reading.doubted[question]
        assert reading.source.place(span.spot).row == question.place.row
        assert (span.start, span.end) == (question.place.start, question.place.end)
