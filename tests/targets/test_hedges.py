"""Words around a number that may tell how it is meant, and that no list has: the number is not given as sure. All made up."""

from __future__ import annotations

import pytest

from minsheng.targets import find_targets


@pytest.mark.parametrize(
    "text",
    [
        "新增床位500张打底。",
        "新增床位500张封顶。",
        "改造道路不逊色40公里。",
        "改造小区堪堪够36个。",
        "至少在县城、乡镇建成养老院3所。",
        "不低于在每条街道上设置的果皮箱200个。",
        "新建公园仅有3座。",
    ],
)
def test_a_hedge_that_is_not_known_leaves_its_number_doubtful(text: str) -> None:
    found = find_targets(text)
    assert found
    assert all(f.confidence < 0.9 for f in found)


@pytest.mark.parametrize(
    "text",
    [
        "改造小区36个，惠及居民2656户。",
        "新建候车亭50处并投入使用。",
        "培训护理员300名，建设社区食堂5家，年内投用。",
        "对36个小区进行改造，新增学位1620个。",
        "规模以上企业新增20家，市级以上技术中心新增2家。",
        "补足短板30项，位于城区的5处、用于助餐的3处。",
        "改造不同类型厕所300座，不断完善站点20处。",
        "安装路灯1200盏左右，其中城区200盏。",
        "新建停车场3个、公厕5座，绿地2.9万平方米。",
        "19号线二期等9个项目。",
    ],
)
def test_plain_numbers_stay_sure(text: str) -> None:
    assert all(f.confidence >= 0.9 for f in find_targets(text))


def test_a_label_of_two_characters_stays_whole() -> None:
    found = find_targets("打通断头路5条，总长6.8公里，惠及5000余户，同比增长10%。")
    assert [f.target.label for f in found] == ["打通断头路", "总长", "惠及", "同比增长"]
