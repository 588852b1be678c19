"""Lines of a PDF's cells: one that fills its cell goes on in the next, one that ends early ends there; doubts are said."""

from __future__ import annotations

import pytest

from minsheng.intake.readers.pdf_joints import CellLine, cell_text
from minsheng.intake.readers.pdf_names import between_persons, between_units
from minsheng.intake.words.header import Column

SIZE = 10.0


def cell(*lines: str, wide: float, left: float = 100.0, centred: bool = False, blanks: int = 0) -> list[CellLine]:
    """Lines of a cell with room for so many characters, each as wide as high, as some producers print them."""
    found = []
    for line in lines:
        gap = (wide - len(line)) * SIZE / 2 if centred else 0.0
        x0 = left + gap
        x1 = x0 + SIZE * len(line)
        digits = len(line) - len(line.lstrip("0123456789.,")) or 1
        found.append(
            CellLine(
                line, x0, x1, SIZE, SIZE * digits, SIZE * digits, SIZE, x1 + SIZE * blanks, left + wide * SIZE, left
            )
        )
    return found


def text(*lines: str, wide: float, column: Column = Column.CONTENT, centred: bool = False, blanks: int = 0) -> str:
    return cell_text(cell(*lines, wide=wide, centred=centred, blanks=blanks), column)[0]


def unsure(*lines: str, wide: float, column: Column = Column.CONTENT) -> tuple[int, ...]:
    return cell_text(cell(*lines, wide=wide), column)[1]


def test_a_line_that_ends_at_the_edge_goes_on_and_one_that_ends_early_is_a_line_of_its_own() -> None:
    assert text("改造道路四百", "公里。", wide=6.4) == "改造道路四百公里。"
    assert text("改造道路。", "新建站亭。", wide=8) == "改造道路。\n新建站亭。"


def test_a_centred_line_goes_on_where_both_its_gaps_together_have_no_room() -> None:
    assert text("县社会保险", "局", wide=5.9, centred=True) == "县社会保险局"
    assert text("交通局", "县水务", wide=5.0, centred=True, column=Column.LEADS) == "交通局\n县水务"


def test_blanks_at_the_end_of_a_line_take_room() -> None:
    assert text("何　霞", "敏", wide=4.5, column=Column.LEADERS, blanks=1) == "何　霞敏"


def test_a_figure_that_is_broken_at_the_edge_is_one_figure() -> None:
    assert text("建设垃圾分类亭1", "20个", wide=8.9) == "建设垃圾分类亭120个"
    assert text("新增泊位5,", "556个", wide=6.98) == "新增泊位5,556个"
    assert text("达到150.", "0%", wide=6.5) == "达到150.0%"


def test_a_figure_that_had_room_for_its_next_digit_is_whole() -> None:
    assert text("37", "489", wide=3.5, column=Column.DONE) == "37\n489"


def test_two_figures_that_might_be_one_are_joined_and_doubted() -> None:
    assert text("105", "5", wide=3.9, column=Column.DONE) == "1055"
    assert unsure("105", "5", wide=3.9, column=Column.DONE) == (3,)
    assert unsure("建设垃圾分类亭1", "20个", wide=8.9) == ()


def test_a_line_that_leaves_just_as_much_room_as_the_next_word_needs_is_doubted() -> None:
    assert unsure("新建道路二百七十六公里", "左右社区管网", wide=12.1) == (11,)


def test_a_numbered_piece_begins_a_line_though_the_one_above_is_full() -> None:
    assert text("改造道路四公里；", "2.新建站亭五处。", wide=8.3) == "改造道路四公里；\n2.新建站亭五处。"
    assert text("牵头：县交通局", "配合单位：县财政局", wide=7.2, column=Column.RESPONSIBLE).count("\n") == 1


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (["县电力工业委", "员会"], ["县电力工业委员会"]),
        (["沙清街道办", "事处"], ["沙清街道办事处"]),
        (["市人社局", "山河市发改", "局", "市住建局"], ["市人社局", "山河市发改局", "市住建局"]),
        (["区农机集团", "寨金街道办事", "处"], ["区农机集团", "寨金街道办事处"]),
        (["县林草中心，有关", "乡镇"], ["县林草中心，有关乡镇"]),
        (["各镇", "（街道）"], ["各镇（街道）"]),
        (["市乡村振兴办公室", "国网湾杨市供电公司"], ["市乡村振兴办公室", "国网湾杨市供电公司"]),
        (["梁山", "县供电公司"], ["梁山县供电公司"]),
        (["县水务集团有限", "公司、各乡镇", "政府"], ["县水务集团有限公司、各乡镇政府"]),
        (["县乡", "村振兴办公室"], ["县乡村振兴办公室"]),
        (["各乡镇人", "民政府"], ["各乡镇人民政府"]),
        (["县社会", "保险局"], ["县社会保险局"]),
        (["县财政局、各区", "县政府"], ["县财政局、各区县政府"]),
        (["各镇", "县住建局"], ["各镇", "县住建局"]),
    ],
)
def test_names_of_units_end_where_units_end(lines: list[str], names: list[str]) -> None:
    found = [lines[0]]
    joints = between_units(lines)
    for joint, line in zip(joints, lines[1:], strict=True):
        if joint.joined:
            found[-1] += line
        else:
            found.append(line)
    assert found == names
    assert all(joint.sure for joint in joints)


@pytest.mark.parametrize("lines", [["县公安局", "交警大队"], ["市住建局", "市场监管局"]])
def test_where_one_name_and_two_are_as_likely_it_is_said(lines: list[str]) -> None:
    assert [joint.sure for joint in between_units(lines)] == [False]


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["何霞", "敏"], True),
        (["何霞敏", "李洋"], False),
        (["分管民政的", "副县长"], True),
        (["分管卫生健康的副", "县长"], True),
        (["副县长", "马超"], True),
        (["副县长马超", "副县长李明"], False),
        (["县委常委、常务", "副县长马超"], True),
    ],
)
def test_persons_are_whole_with_their_posts(lines: list[str], joined: bool) -> None:
    assert [(joint.joined, joint.sure) for joint in between_persons(lines)] == [(joined, True)]


def test_a_name_of_four_characters_may_be_two_names_and_it_is_said() -> None:
    assert not between_persons(["欧阳", "娜娜"])[0].sure
