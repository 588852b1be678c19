"""Figures that places have published come out of the library as they printed them; each test names its source."""

from decimal import Decimal
from fractions import Fraction

import pytest

from minsheng.errors import InvalidValue, Undefined
from minsheng.ledger import MilestoneReached, Progress, Surveyed, View
from minsheng.projects import Plan, Project
from minsheng.standing import (
    Contentment,
    Load,
    Poll,
    UnknownPart,
    UnknownScheme,
    UnknownWording,
    assess,
    load_scheme,
    percent,
    percentage,
    polls,
    ranking,
    shipped_rules,
    wording,
    wordings,
)
from tests.standing.plans import CALENDAR


def counted(projects: int, done: int) -> Fraction:
    """The share of projects on the level `done`, after as many completions; the plan is made up."""
    plan = Plan(year=2023, projects=[Project(no=str(n), name=f"第{n}件") for n in range(1, projects + 1)])
    reports = [MilestoneReached(str(n), on="2023-10-20") for n in range(1, done + 1)]
    found = assess(View.of(plan, reports, day="2023-10-31"), calendar=CALENDAR)
    return Fraction(found.counts()[found.rules.level("done")], len(found.projects))


def test_huichang_65_projects_26_done_are_40_percent() -> None:
    # http://www.huichang.gov.cn/hcxxxgk/hc1373/202403/ac532136c88e40c999782114a0b6a02f.shtml
    assert percentage(counted(65, 26), 0) == 40
    assert counted(65, 26) == Fraction(40, 100)


def test_ziyang_22_items_6_done_are_27_percent() -> None:
    # https://www.zyx.gov.cn/Content-2463854.html: 22件，已办结6件，占比27%；正在办理16件，占比73%
    done = counted(22, 6)
    assert [percentage(done, 0), percentage(1 - done, 0)] == [Decimal(27), Decimal(73)]


def test_meishan_961_7_percent_is_kept_and_counts_as_100_in_the_whole() -> None:
    # https://www.ms.gov.cn/info/5565/1083570.htm: 市本级 城镇失业人员再就业 目标60 进度577 完成比例961.7
    plan = Plan(
        year=2019,
        projects=[
            Project(no="1", name="失业人员再就业", targets=["60人"], deadlines=["2019-12-31"]),
            Project(no="2", name="虚构的另一项", targets=["100人"], deadlines=["2019-12-31"]),
        ],
    )
    reports = [Progress("1", total="577人", on="2019-12-20"), Progress("2", total="50人", on="2019-12-20")]
    found = assess(View.of(plan, reports, day="2019-12-20"), calendar=CALENDAR)
    assert found["1"].ratio == Fraction(577, 60)
    assert "961.7%" in found["1"].explain()
    assert found.plan.ratio == Fraction(3, 4)
    assert "1项超过100%，按100%计" in found.plan.explain()


def test_meishan_a_rate_to_stay_below_has_a_value_and_no_ratio() -> None:
    # the same table: 城镇登记失业率低于4.3%, 3.57, no 完成比例
    plan = Plan(
        year=2019,
        projects=[Project(no="1", name="登记失业率", targets=["城镇登记失业率低于4.3%"], deadlines=["2019-12-31"])],
    )
    view = View.of(plan, [Progress("1", total="3.57%", on="2019-12-20")], day="2019-12-20")
    found = assess(view, calendar=CALENDAR)["1"]
    assert isinstance(found.ratio, Undefined)
    assert not isinstance(found.done, Undefined)
    assert found.done.value == Decimal("3.57")
    assert found.level.name == "unknown"


def test_jiaojiang_ties_share_a_place_and_the_next_are_left_out() -> None:
    # 椒政办发〔2018〕27号: 如有两个并列第2时，下一名从第4名开始排; the scores are made up
    found = ranking({"甲": 9, "乙": 8, "丙": 8, "丁": 7})
    assert [(row.name, row.place) for row in found] == [("甲", 1), ("乙", 2), ("丙", 2), ("丁", 4)]


def test_jiaojiang_each_further_project_adds_a_fifth_to_the_factor() -> None:
    # 椒政办发〔2018〕27号: 1个项目得分系数为1，每增加1个，系数增加0.2，如2个项目，得分系数为1.2
    load = load_scheme("jiaojiang-2018").load
    assert load is not None
    assert [load.factor(n) for n in (1, 2, 3)] == [1, Fraction(6, 5), Fraction(7, 5)]
    found = ranking({"一个": 1, "三个": Decimal("0.8")}, projects={"三个": 3}, load=load)
    assert [(row.name, row.counted) for row in found] == [("三个", Fraction(28, 25)), ("一个", Fraction(1))]


def test_jiaojiang_score_and_points_for_places() -> None:
    # 椒政办发〔2018〕27号: 打分70、民调5、末位每次扣0.2; 第1名加3分，第2名1.5，第3名不加扣，其后每降1名扣0.5;
    # 5个及以下: 第1名加3，第2名不加扣，其后每降1名扣1
    scheme = load_scheme("jiaojiang-2018")
    score = scheme.score({"department": 70, "poll": Decimal("4.6")}, times={"last_of_month": 3})
    assert score.total == Fraction("74.0")
    assert [scheme.place_points(n, of=9) for n in range(1, 6)] == [3, Fraction("1.5"), 0, Fraction("-0.5"), -1]
    assert [scheme.place_points(n, of=5) for n in range(1, 6)] == [3, 0, -1, -2, -3]
    assert scheme.open


def test_zhenhai_marks_are_60_30_and_10() -> None:
    # http://zjrb.zjol.com.cn/html/2013-12/31/content_2483601.htm: 群众60、领导干部30、网络10
    scheme = load_scheme("zhenhai-2013")
    assert sum(part.most for part in scheme.parts) == 100
    assert scheme.score({"people": 55, "leaders": 28, "network": 9}).total == 92
    with pytest.raises(InvalidValue):
        scheme.score({"people": 61, "leaders": 28, "network": 9})
    with pytest.raises(InvalidValue):
        scheme.score({"people": 55, "leaders": 28})
    with pytest.raises(UnknownPart):
        scheme.score({"people": 55, "leaders": 28, "network": 9, "press": 1})


def test_longyou_votes() -> None:
    # http://49.213.0.198/doc/239_13430_104947391_1.html: 满意152 基本满意30 不满意0 弃权0
    plan = Plan(year=2024, projects=[Project(no="1", name="道路")])
    said = Surveyed("1", satisfied=152, fairly_satisfied=30, on="2024-12-20")
    (poll,) = polls(View.of(plan, [said], day="2024-12-31"))
    assert (poll.votes, poll.project, poll.entry) == (182, "1", "#1")
    assert poll.satisfied_share == Fraction(152, 182)
    assert poll.content_share == 1
    assert "83.5%" in poll.text()


@pytest.mark.parametrize(
    ("satisfied", "fairly", "not_"),
    [(28, 1, 0), (20, 8, 1), (26, 3, 0), (29, 0, 0), (17, 11, 1)],  # three of them twice
)
def test_zhenhai_2021_all_eight_projects_were_found_satisfying(satisfied: int, fairly: int, not_: int) -> None:
    # https://www.zh.gov.cn/art/2022/11/25/art_1229694683_59140937.html: 29 members present, 测评结果均为满意
    poll = Poll(satisfied=satisfied, fairly_satisfied=fairly, dissatisfied=not_)
    assert poll.votes == 29
    assert poll.by_halves() is Contentment.SATISFIED


def test_a_vote_by_halves_of_all_members() -> None:
    # the same page: 满意票加基本满意票不足半数的（含半数），为测评不满意; the votes are made up
    assert Poll(satisfied=10, fairly_satisfied=5).by_halves(28) is Contentment.FAIRLY_SATISFIED
    assert Poll(satisfied=10, fairly_satisfied=5).by_halves(30) is Contentment.DISSATISFIED
    with pytest.raises(InvalidValue):
        Poll(satisfied=10).by_halves(9)
    with pytest.raises(InvalidValue):
        Poll(satisfied=-1)


def test_words_of_circulars_are_labels_on_the_same_rules() -> None:
    # https://www.chengxiang.gov.cn/zwgk/wmbss/202101/t20210129_1571508.htm
    assert wording("chengxiang").classes == ("已完成", "按序时", "慢序时", "滞后", "未启动")
    for words in wordings():
        rules = words.on(shipped_rules())
        assert [level.rank for level in rules.levels] == [level.rank for level in shipped_rules().levels]
        assert words.source in rules.source
    assert wording("xiangtan").on(shipped_rules()).level("ahead").label() == "进展较快"
    with pytest.raises(UnknownWording):
        wording("nowhere")


def test_a_scheme_that_is_not_there_names_those_that_are() -> None:
    with pytest.raises(UnknownScheme, match="zhenhai"):
        load_scheme("nowhere")
    with pytest.raises(InvalidValue):
        Load(each=Fraction(1, 5)).factor(0)
    assert percent(Fraction(577, 60)) == "961.7%"
