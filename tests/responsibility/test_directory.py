"""One body, many printed names: what a county office relies on when it adds up who answers for what."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.errors import InvalidValue
from minsheng.responsibility import Directory, Organisation, OrganisationKind

COUNTY = Directory(
    organisations=[
        "县交运局",
        "县民政局",
        Organisation("县城建投", aliases=["县城市建设投资有限公司"], kind=OrganisationKind.ENTERPRISE),
        Organisation("各乡镇（街道）", kind=OrganisationKind.GROUP, members=["甲街道", "乙镇"]),
        "县政府分管负责同志",
    ],
    area="梁山县",
)
PREFIXES = st.sampled_from(["县", "市", "区", "梁山县", "宜春市", "甲乙", ""])
WORDS = (
    "交运局 交通运输局 住建局 住房城乡建设局 财政局 残联 残疾人联合会 卫健委 城管执法局 执法局 "
    "法院 中院 政府 人民政府办公室 街道 镇 镇政府 公安局交警大队 热力 甲"
)
BODIES = st.sampled_from(WORDS.split())
BRACKETS = st.sampled_from(["{}", "{} ", "（{}）", "　{}", "{}\n"])
NAMES = st.builds(lambda p, b, s: s.format(p + b), PREFIXES, BODIES, BRACKETS) | st.text(max_size=12)
DIRECTORIES = st.builds(
    lambda names, area: Directory(area=area).with_names(names),
    st.lists(NAMES, max_size=6),
    st.sampled_from(["", "梁山县", "宜春市"]),
)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("县交运局", "县交通运输局"),
        ("市住建局", "市住房和城乡建设局"),
        ("住房城乡建设局", "住房和城乡建设局"),
        ("县 残 联", "县残疾人联合会"),
        ("县卫健委", "县卫生健康委员会"),
        ("区卫健局", "区卫生健康局"),
        ("县执法局", "县综合行政执法局"),
        ("县教体局", "县教育和体育局"),
        ("县人社局", "县人力资源社会保障局"),
        ("县发改局", "县发展和改革局"),
        ("县医保局", "县医疗保障局"),
        ("市公安局交警支队", "市公安局交通警察支队"),
        ("资源规划局", "自然资源和规划局"),
        ("县政府办公室", "县人民政府办公室"),
        ("水泊街道", "水泊街道办事处"),
        ("莲塘镇", "莲塘镇人民政府"),
        ("各乡镇（街道）", "各乡镇(街道)"),
        ("各县（市、区）人民政府", "各县（市区）政府"),
        ("宜春经开区管委会", "宜春经开区管理委员会"),
    ],
)
def test_an_abbreviation_is_the_same_body_as_its_full_name(short: str, full: str) -> None:
    assert Directory().same(short, full)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("县财政局", "市财政局"),
        ("县卫健局", "县卫健委"),
        ("县城管执法局", "县综合行政执法局"),
        ("县自然资源局", "县自然资源和规划局"),
        ("市中级人民法院", "市人民法院"),
        ("县公安局", "县公安局交警大队"),
        ("梁山街道", "梁山县"),
        ("县政府", "县政府办公室"),
        ("县民政局", "民政局"),
    ],
)
def test_two_bodies_are_not_taken_for_one(one: str, other: str) -> None:
    assert not Directory().same(one, other)


def test_the_printed_name_stays_the_name() -> None:
    assert COUNTY.canonical("县交通运输局") == "县交运局"
    assert COUNTY.resolve("县交通运输局").name == "县交运局"
    assert COUNTY.canonical("县城市建设投资有限公司") == "县城建投"


def test_an_unknown_name_is_no_error_and_keeps_its_text() -> None:
    found = COUNTY.resolve("县 水务局")
    assert (found.name, found.kind) == ("县水务局", OrganisationKind.DEPARTMENT)
    assert not COUNTY.knows("县水务局")
    assert COUNTY.canonical("县 水务局") == "县水务局"


def test_the_county_itself_may_be_spelled_out() -> None:
    assert COUNTY.canonical("梁山县交通运输局") == "县交运局"
    assert not Directory(organisations=["县交运局"]).knows("梁山县交通运输局")


def test_a_group_opens_into_its_members_and_groups_within_it() -> None:
    county = COUNTY.with_organisations(
        Organisation("各级各有关单位", members=["各乡镇(街道)", "县交通运输局", "县水务局"])
    )
    assert county.members("各级各有关单位") == ("甲街道", "乙镇", "县交运局", "县水务局")
    assert county.members("县民政局") == ()
    assert county.members("谁也不认识") == ()


def test_a_post_is_a_party_until_its_holders_are_named() -> None:
    assert COUNTY.members("县政府分管负责同志") == ()
    named = COUNTY.naming("县政府分管负责同志", ["甲同志", "乙同志"])
    assert named.members("县政府 分管负责同志") == ("甲同志", "乙同志")
    assert named.resolve("县政府分管负责同志").kind is OrganisationKind.ROLE
    assert COUNTY.members("县政府分管负责同志") == (), "a directory never changes"


def test_a_later_entry_for_a_body_takes_the_place_of_the_earlier_one() -> None:
    county = COUNTY.with_organisations(Organisation("县交通运输局", kind=OrganisationKind.DEPARTMENT), "县水务局")
    assert [o.name for o in county][:2] == ["县交通运输局", "县民政局"]
    assert len(county) == len(COUNTY) + 1
    assert county.canonical("县交运局") == "县交通运输局"


def test_two_entries_for_one_body_are_refused_with_both_names() -> None:
    with pytest.raises(InvalidValue) as error:
        Directory(organisations=["县交运局", "县交通运输局"])
    assert error.value.code == "responsibility.name-twice"
    assert "县交运局" in error.value.message()
    assert "县交通运输局" in error.value.message()
    assert "alias" in error.value.mend("en")
    with pytest.raises(InvalidValue, match="share"):
        Directory(
            organisations=[Organisation("甲公司", aliases=["总公司"]), Organisation("乙公司", aliases=["总 公司"])]
        )


def test_a_group_within_itself_is_refused_and_not_followed_for_ever() -> None:
    with pytest.raises(InvalidValue) as error:
        Directory(organisations=[Organisation("甲组", members=["乙组"]), Organisation("乙组", members=["甲组"])])
    assert error.value.code == "responsibility.group-in-itself"
    with pytest.raises(InvalidValue):
        Directory(organisations=[Organisation("甲组", members=["甲组"])])


def test_a_bare_string_is_not_taken_for_its_characters() -> None:
    with pytest.raises(InvalidValue, match="list"):
        Organisation("各乡镇", members="甲镇")
    with pytest.raises(InvalidValue, match="list"):
        Directory(organisations="县财政局")


def test_an_organisation_without_a_name_does_not_get_into_a_directory() -> None:
    with pytest.raises(InvalidValue) as error:
        Directory(organisations=[" "])
    assert error.value.code == "responsibility.no-name"
    assert Directory().resolve("").kind is OrganisationKind.UNKNOWN


@given(DIRECTORIES, NAMES)
def test_resolving_never_fails_and_is_idempotent(directory: Directory, name: str) -> None:
    found = directory.resolve(name)
    assert directory.resolve(found.name) == found
    assert directory.canonical(name) == found.name
    assert directory.canonical(directory.canonical(name)) == directory.canonical(name)
    assert directory.same(name, directory.canonical(name))


@given(DIRECTORIES, NAMES, NAMES, NAMES)
def test_being_the_same_is_an_equivalence(directory: Directory, a: str, b: str, c: str) -> None:
    assert directory.same(a, a)
    assert directory.same(a, b) == directory.same(b, a)
    if directory.same(a, b) and directory.same(b, c):
        assert directory.same(a, c)


@given(DIRECTORIES, NAMES, NAMES)
def test_a_body_that_the_directory_has_gets_one_name_whichever_is_printed(directory: Directory, a: str, b: str) -> None:
    if directory.same(a, b):
        assert directory.knows(a) == directory.knows(b)
        if directory.knows(a):
            assert directory.canonical(a) == directory.canonical(b)


@given(DIRECTORIES, st.lists(NAMES, max_size=5))
def test_adding_names_keeps_the_names_that_were_there(directory: Directory, names: list[str]) -> None:
    more = directory.with_names(names)
    for organisation in directory:
        assert more.canonical(organisation.name) == organisation.name
    for name in names:
        assert more.knows(name) or not name.strip()
    assert more.with_names(names) is more


@given(DIRECTORIES, NAMES, st.sampled_from(["{} ", "（{}）", "【{}】", "　{}\u200b", "“{}”"]))
def test_white_space_and_brackets_do_not_matter(directory: Directory, name: str, around: str) -> None:
    assert directory.same(name, around.format(name))
