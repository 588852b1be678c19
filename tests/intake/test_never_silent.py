"""Law: words that say how often become a duty, a finding or a question; nobody has to read the notice again. Made up."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from minsheng.calendars import Cadence
from minsheng.intake import Passage, Reading, read
from minsheng.intake.rhythms.cadences import cadences
from tests.intake.documents import HEAD, ROWS, TITLE, tabbed
from tests.intake.test_laws import lost


def words(line: str) -> list[str]:
    return line.split()


SUBJECTS = words("各牵头单位 县发改局 分管负责同志 县政府常务会议 包村干部 由县政府督查室")
NOBODY = ["相关方面", "社区食堂", "要", ""]
PERIODS = words("周 旬 半月 月 季度 半年 年")
PLAIN = [*(f"每{p}" for p in PERIODS), *words("按周 按旬 按月 按季度 按半年 逐月 每个月 每一季度 每星期")]
EVERY = words("逢旬 逢周三 逢月末 逢5逢10 每逢季末 每两周 每2个月 隔周 每双周 逢单月 每隔一月 每三周 一周一 一季度一")
SPELLED = words("上半年、下半年各 年中和年底 每月10日、20日和月底前 每月15日、月底前 全年4次")
UNCLEAR = words("每日 每个工作日 每天 定期 不定期 适时 每10天 每隔三周 每学期 每逢佳节 每五年")
DAYS = ["", *words("5日前 底前 三、周五 10日、25日前 末月20日前 第一个周一 最后一个工作日 12:00前 的10日 的")]
COUNTS = ["", "", *words("一次 2次 至少三次 1-2次 多次 不超过3次 50元 1000人次 10%")]
DEEDS = words(
    "报送进展 调度 召开例会 召开一次推进会或现场会 组织评估 听取汇报 更新台账 通报情况 开展专题调研 排名 走访群众 会商研判"
)
OTHER_DEEDS = ["", *words("集中研学 更换菜单 开放 把关 办好 统筹安排 营业不少于5天 制定实施方案 督导检查")]
JOINS = ["", "，", "，由专人负责，", "，安排专人，按程序，", "；"]

sentences = st.builds(
    lambda subject, modal, often, day, count, join, deed, tail: (
        f"{subject}{modal}{often}{day}{count}{join}{deed}{tail}。"
    ),
    st.sampled_from(SUBJECTS + NOBODY),
    st.sampled_from(["", "", "要", "应当", "须"]),
    st.sampled_from(PLAIN + EVERY + SPELLED + UNCLEAR),
    st.sampled_from(DAYS),
    st.sampled_from(COUNTS),
    st.sampled_from(JOINS),
    st.sampled_from(DEEDS + OTHER_DEEDS),
    st.sampled_from(["", "", "，抓好落实", "，每月通报", "，遇节假日顺延", "、每季度评估", "（逢旬调度）"]),
)


def reading_of(paragraph: str) -> Reading:
    return read(tabbed((HEAD, *ROWS), f"{TITLE}\n各乡镇：\n{paragraph}"))


def passed_over(reading: Reading, paragraph: str) -> list[str]:
    """Words that say how often and that no rhythm took and no finding points at; a standard (每月50元) is none of them."""
    (spot,) = (s for s in reading.source.spots() if reading.source.text(s) == paragraph)
    seen = [(u.start, u.end) for u in reading.used if u.spot == spot]
    line = reading.source.place(spot).line
    places = [f.place for f in reading.findings if f.code.startswith("intake.rhythm")]
    seen += [(p.start, p.end) for p in places if p.line == line]
    found = []
    for sentence in Passage.whole(paragraph, spot).split("。"):
        for clause in sentence.split("，；"):
            for often in cadences(clause.text):
                (span,) = clause[often.start : often.end].spans
                if not any(start <= span.start and span.end <= end for start, end in seen):
                    found.append(f"{clause.text}: {clause.text[often.start : often.end]}")
    return found


@given(st.lists(sentences, min_size=1, max_size=4).map("".join))
@example("县发改局逢旬报送进展。")
@example("相关方面每月，。每季度的。")
def test_no_word_that_says_how_often_is_passed_over(paragraph: str) -> None:
    reading = reading_of(paragraph)
    assert passed_over(reading, paragraph) == []
    assert lost(reading) == []


@given(st.sampled_from(SUBJECTS), st.sampled_from(PLAIN + EVERY), st.sampled_from(DEEDS))
def test_whose_duty_how_often_and_what_is_done_make_a_duty(subject: str, often: str, deed: str) -> None:
    reading = reading_of(f"{subject}{often}{deed}。")
    (rhythm,) = reading.plan.all_rhythms
    assert rhythm.cadence is not Cadence.ONCE
    assert reading.of("$.rhythms[0]")[0].spans
    assert {f.code for f in reading.findings if "rhythm" in f.code} <= {"intake.rhythm-own-words"}


@given(st.sampled_from(SUBJECTS), st.sampled_from(UNCLEAR), st.sampled_from(DEEDS))
def test_what_no_days_follow_from_is_a_finding_and_no_duty(subject: str, often: str, deed: str) -> None:
    reading = reading_of(f"{subject}{often}{deed}。")
    assert reading.plan.all_rhythms == ()
    assert len([f for f in reading.findings if "rhythm" in f.code]) == 1


@given(
    st.sampled_from(SUBJECTS + NOBODY),
    st.sampled_from(PERIODS),
    st.text(alphabet="的一二三每周旬月季度半年日前后逢隔双单个次报送调度召开会议至少或、，0123456789()", max_size=20),
)
def test_whatever_stands_behind_it_a_cadence_is_not_lost(subject: str, period: str, noise: str) -> None:
    paragraph = f"{subject}每{period}{noise}。"
    reading = reading_of(paragraph)
    assert passed_over(reading, paragraph) == []
    assert lost(reading) == []
