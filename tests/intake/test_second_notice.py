"""Two notices in one file do not become one plan in silence. Made-up notices."""

from __future__ import annotations

import pytest

from minsheng.intake import Reading, read

FIRST = """甲县人民政府办公室
关于印发2026年民生实事的通知
一、道路。改造提升农村公路约400公里。牵头单位：县交运局。完成时限：11月底。
二、学校。新建学校2所。牵头单位：县教育局。完成时限：11月底。
2026年2月6日
"""
MORE = """三、路灯。安装路灯300盏。牵头单位：县住建局。完成时限：11月底。
四、公园。新建公园1处。牵头单位：县城管局。完成时限：11月底。
2025年2月6日
"""
_ROWS = "<tr><td>{}</td><td>路灯</td><td>安装路灯30盏</td><td>县住建局</td><td>11月底</td></tr>"
_TABLE = "<table><tr><th>序号</th><th>项目名称</th><th>项目内容</th><th>牵头单位</th><th>完成时限</th></tr>{}</table>"


def _second(reading: Reading) -> list[tuple[str, str, int]]:
    found = [f for f in reading.findings if f.code == "intake.second-notice"]
    return [(str(dict(f.fields)["text"]), str(dict(f.fields)["nos"]), f.place.line) for f in found]


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("关于印发2025年民生实事的通知", "关于印发2025年民生实事的通知"),
        ("关于印发2026年民生实事的通知（二）", "关于印发2026年民生实事的通知（二）"),
        ("乙县人民政府办公室\n关于办好今年民生实事的通知", "乙县人民政府办公室关于办好今年民生实事的通知"),
        ("关于印发《乙县2025年\n民生实事项目实施方案》的通知", "关于印发《乙县2025年民生实事项目实施方案》的通知"),
        ("乙县人民政府办公室\n关于印发2026年民生实事的通知", "乙县人民政府办公室关于印发2026年民生实事的通知"),
        ("乙县2025年民生实事项目清单", "乙县2025年民生实事项目清单"),
    ],
)
def test_the_title_of_a_second_notice_is_named_with_the_projects_behind_it(title: str, said: str) -> None:
    assert [(text, nos) for text, nos, _ in _second(read(f"{FIRST}\n{title}\n{MORE}".encode()))] == [(said, "三、四")]


def test_a_project_that_carries_out_a_notice_is_no_second_title() -> None:
    text = FIRST.replace("二、学校。", "二、落实关于推进学校建设的意见\n").replace("2026年2月6日\n", "") + MORE
    assert _second(read(text.encode())) == []


def test_each_of_several_titles_is_named_with_its_own_projects_and_a_list_annexed_to_one_is_none() -> None:
    third = "五、桥。改造桥2座。牵头单位：县交运局。\n六、井。打井3眼。牵头单位：县水利局。\n"
    more = f"乙县2025年民生实事的通知\n乙县2025年民生实事项目清单\n{MORE}丙县2024年民生实事的通知\n{third}"
    assert [(text, nos) for text, nos, _ in _second(read((FIRST + more).encode()))] == [
        ("乙县2025年民生实事的通知", "三、四"),
        ("丙县2024年民生实事的通知", "五、六"),
    ]


def test_the_place_of_the_second_title_is_its_line() -> None:
    assert _second(read(f"{FIRST}关于印发2025年民生实事的通知\n{MORE}".encode()))[0][2] == 6


def test_a_second_title_between_two_tables_is_named() -> None:
    first, second = (_TABLE.format(_ROWS.format(a) + _ROWS.format(b)) for a, b in ((1, 2), (3, 4)))
    page = f"<h1>甲县2026年民生实事的通知</h1>{first}<h1>乙县2026年民生实事的通知</h1>{second}"
    assert [(text, nos) for text, nos, _ in _second(read(page.encode(), name="a.html"))] == [
        ("乙县2026年民生实事的通知", "3、4")
    ]


@pytest.mark.parametrize(
    "line",
    [
        "城乡建设",
        "甲县2026年民生实事项目清单",
        "关于印发2026年民生实事的通知",
        "落实县政府关于农村公路的通知，逐村核对。",
    ],
)
def test_headings_of_the_same_document_and_sentences_on_others_are_no_second_title(line: str) -> None:
    assert _second(read(f"{FIRST.replace('2026年2月6日', line)}{MORE}".encode())) == []


def test_a_notice_and_the_list_annexed_to_it_are_one_document() -> None:
    text = f"{FIRST.splitlines()[1]}\n现将2026年民生实事印发给你们。\n附件\n甲县2025年民生实事项目清单\n" + MORE
    assert _second(read(text.encode())) == []
