"""Which county a document is of: titles of reports and the plan's id begin with it."""

import pytest

from minsheng.projects import DocumentInfo, Plan, Project


@pytest.mark.parametrize(
    ("issuer", "title", "place"),
    [
        ("示例县人民政府", "", "示例县"),
        ("示例县人民政府办公室", "", "示例县"),
        ("示例市示例区人民政府办公厅", "", "示例市示例区"),
        ("示例市民生实事工作领导小组办公室", "", "示例市"),
        ("示例县人大常委会办公室", "", "示例县"),
        ("中共示例县委办公室", "", "示例县"),
        ("示例镇人民政府", "", "示例镇"),
        ("", "示例县2025年民生实事任务分解表", "示例县"),
        ("", "关于2025年示例县民生实事项目的公告", "示例县"),
        ("", "2025年示例自治州十件民生实事", "示例自治州"),
        ("", "示例县为民办实事项目推进计划表", "示例县"),
        ("县政府办公室", "示例县2025年民生实事清单", "示例县"),
    ],
)
def test_the_place_is_that_of_the_issuer_else_that_of_the_title(issuer: str, title: str, place: str) -> None:
    assert DocumentInfo(issuer=issuer, title=title).place == place


@pytest.mark.parametrize(
    "title",
    [
        "",
        "全县2025年民生实事清单",
        "我市2025年民生实事",
        "2025年民生实事",
        "市级民生实事项目清单",
        "各县（区）2025年民生实事",
    ],
)
def test_a_title_that_names_no_county_gives_none(title: str) -> None:
    assert DocumentInfo(title=title).place == ""


def test_an_issuer_without_a_county_in_its_name_stands_as_it_is() -> None:
    assert DocumentInfo(issuer="示例经济技术开发区管理委员会").place == "示例经济技术开发区"
    assert DocumentInfo(issuer="示例集团有限公司").place == "示例集团有限公司"
    assert DocumentInfo(issuer="县政府办公室").place == "县政府办公室"


def test_the_id_of_a_plan_names_the_county_and_not_the_office() -> None:
    project = Project(no="1", name="道路", targets=["10公里"])
    plan = Plan(year=2025, document=DocumentInfo(issuer="示例县人民政府办公室"), projects=[project])
    assert plan.id == "示例县-2025"
