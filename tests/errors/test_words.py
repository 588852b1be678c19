"""An English sentence is English throughout, a Chinese one Chinese; names and quoted words stay as they are printed."""

from __future__ import annotations

import pickle
import re

import pytest

from minsheng.errors import NotFound, Place, Problems, say
from minsheng.intake import read
from minsheng.projects import UnknownNumber

_CHINESE = re.compile("[\u3001\u3002\u4e00-\u9fff\uff00-\uffef]")


def test_choices_are_listed_as_the_language_lists_them() -> None:
    error = UnknownNumber("project", "9", ("1", "2", "3"))
    assert error.mend("zh").endswith("1、2、3")
    assert str(error).endswith("1, 2, 3)")
    assert not _CHINESE.search(str(error))
    assert str(pickle.loads(pickle.dumps(error))) == str(error)
    assert "—" in NotFound("format", "x").mend("en")


def test_a_tuple_is_a_list_of_words() -> None:
    assert say("errors.not-found", "en", kind="unit", name=("a", "b")) == "no unit “a, b”"
    assert say("errors.not-found", "zh", kind="单位", name=("甲", "乙")) == "没有单位“甲、乙”"


@pytest.mark.parametrize(
    ("part", "zh", "en"), [("表格", "表格第2行", "table, row 2"), ("表3", "表3第2行", "table 3, row 2")]
)
def test_a_table_is_called_one_in_english(part: str, zh: str, en: str) -> None:
    place = Place(file="notice.docx", part=part, row=2)
    assert place.text("zh") == f"《notice.docx》{zh}"
    assert place.text("en") == f"notice.docx, {en}"


def test_wrong_answers_are_counted_in_the_readers_language() -> None:
    text = "关于办好2024年民生实事的通知\n序号\t项目名称\t项目内容\t主办单位\n1\t校园天眼\t建设监控。\t县教体局\n"
    with pytest.raises(Problems) as caught:
        read(text.encode()).confirm({"1.targets": "很多很多"})
    assert caught.value.message("zh").startswith("答复有1处问题")
    assert caught.value.message("en").startswith("answers: 1 problem(s)")
