"""What a name tells about its bearer. The names are those printed in published notices."""

from __future__ import annotations

import pytest

from minsheng.responsibility import Organisation, OrganisationKind, Role

PRINTED = {
    "department": "县财政局 县卫健委 市城管委 县公安局交警大队 县生态环境分局 县金融办 湾里管理局",
    "office": "县政府办公室 县政府督查室 县护城河指挥部 县委办公室",
    "township": "敖江镇 莲塘镇 马营乡 江南镇人民政府",
    "street": "梁山街道 水泊街道办事处",
    "government": "梁山县人民政府 袁州区政府 宜阳新区管委会 开发区管委会",
    "enterprise": "城发集团 县城建投 杰森热力 县城投公司 江西洪城水业环保公司 南昌水业集团 榕发公司",
    "institution": "县残联 市总工会 县代建中心 县人民医院 市公路事业发展中心 郝山峰小学 县政务服务中心",
    "court": "县法院 县检察院 市中级人民法院",
    "group": (
        "各乡镇（街道） 各县（市、区）人民政府 各相关乡镇政府 有关乡镇 相关区（市）县政府 属地乡镇 "
        "中心城区各区政府 县直各部门 相关乡镇（街道） 各涉农县（区）人民政府"
    ),
    "role": "县政府分管负责同志 分管交通的副市长 主要负责人",
    "unknown": "周明远 县人大常委会 县委 张三",
}


@pytest.mark.parametrize(("kind", "name"), [(k, n) for k, names in PRINTED.items() for n in names.split()])
def test_the_kind_is_told_from_the_printed_name(kind: str, name: str) -> None:
    assert Organisation.guess(name).kind is OrganisationKind(kind)


def test_a_township_called_after_各庄_is_no_group() -> None:
    assert Organisation.guess("张各庄镇").kind is OrganisationKind.TOWNSHIP


@pytest.mark.parametrize("kind", OrganisationKind)
def test_every_kind_has_a_name_in_both_languages(kind: OrganisationKind) -> None:
    assert kind.text("zh")
    assert kind.text("en").isascii()


def test_the_roles_are_named_as_in_the_tables_of_notices() -> None:
    assert [r.text() for r in Role] == ["主办", "协办", "分管领导", "督查"]
    assert all(r.text("en").isascii() for r in Role)


def test_what_is_given_for_an_organisation_is_cleaned_and_checked() -> None:
    body = Organisation(
        "县 残　联", aliases=["县残疾人 联合会", "", "县残疾人联合会"], credit_code="1137 0828593615886a"
    )
    assert body.name == "县残联"
    assert body.aliases == ("县残疾人联合会",)
    assert body.credit_code == "11370828593615886A"
    assert str(body) == "县残联"
