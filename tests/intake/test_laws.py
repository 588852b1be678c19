"""Laws: no text is lost, no text breaks the reading, the same text gives the same reading."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st

from minsheng.errors import MinshengError
from minsheng.intake import Passage, Reading, Spot, read, reading_json
from tests.intake.documents import HEAD, NOTICE_DOCX, NOTICE_TXT, ROWS, TITLE, tabbed

_INK = re.compile(r"[^\W_]")
_LINES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                *HEAD,
                *(c for row in ROWS for c in row),
                *(f"\t{c}" for c in HEAD),
                "",
                TITLE,
                "一、交通",
                "1.修路40公里。（责任单位：县交运局；完成时限：年底）",
                "责任单位：县交运局",
                "（",
                "1\t2\t3",
                "抄送：县委办公室，",
                "附件：表",
                "2024年2月6日",
                "注：无",
                "各牵头单位每月报送进展。",
            ]
        ),
        st.text(alphabet="县局年月日一二1234567890、，。；：（）()\t\u3000.-约公里个%每旬周牵头配合“”", max_size=30),
    ),
    max_size=25,
)


def lost(reading: Reading) -> list[str]:
    """Characters of the document that are neither used nor listed as unused."""
    covered: dict[Spot, set[int]] = {}
    for span in [*reading.used, *(u.span for u in reading.unused)]:
        covered.setdefault(span.spot, set()).update(range(span.start, span.end))
    return [
        reading.source.text(spot)[i]
        for spot in reading.source.spots()
        for i in range(len(reading.source.text(spot)))
        if _INK.match(reading.source.text(spot)[i]) and i not in covered.get(spot, set())
    ]


def test_every_character_of_the_real_notice_is_used_or_listed_as_unused() -> None:
    for path in (NOTICE_TXT, NOTICE_DOCX):
        assert lost(read(path)) == []


@given(_LINES)
@example(["（" * 50, "1.甲", "）"])
def test_any_lines_give_a_reading_without_loss_or_our_own_error(lines: list[str]) -> None:
    try:
        reading = read("\n".join(lines).encode(), year=2024)
    except MinshengError:
        return
    assert lost(reading) == []
    assert reading_json(read("\n".join(lines).encode(), year=2024)) == reading_json(reading)


@given(_LINES)
def test_a_table_is_read_whatever_stands_around_it(lines: list[str]) -> None:
    quiet = [line for line in lines if "\t" not in line and line not in HEAD]
    data = "\n".join(quiet).encode() + b"\n\n\n" + tabbed((HEAD, *ROWS))
    projects = read(data, year=2024).plan.projects
    assert [p.no for p in projects][-2:] == ["1", "2"]


@given(st.text(alphabet=" \n\t\u3000县残联", max_size=30), st.integers(0, 30), st.integers(0, 30))
def test_a_passage_knows_where_each_of_its_characters_stands(text: str, a: int, b: int) -> None:
    spot = Spot(0)
    part = Passage.whole(text, spot)[min(a, b) : max(a, b)].squeezed()
    found = "".join(text[s.start : s.end] for s in part.spans)
    assert "".join(found.split()) == part.text
