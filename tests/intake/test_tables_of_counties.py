"""Tables as counties really make them: a unit and its head in one cell, indicators by region, notes on what was done.

All documents here are made up; each class was first met in a real one.
"""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from minsheng.errors import Unreadable
from minsheng.intake import Reading, read


def _html(rows: list[list[str]], *above: str, below: str = "") -> bytes:
    body = "".join("<tr>" + "".join(c if c.startswith("<td") else f"<td>{c}</td>" for c in r) + "</tr>" for r in rows)
    head = "".join(f"<p>{line}</p>" for line in above)
    return f"<html><body>{head}<table>{body}</table>{below}</body></html>".encode()


def _codes(reading: Reading) -> list[str]:
    return [f.code for f in reading.findings]


def test_a_heading_of_the_unit_and_its_head_is_the_units_column_and_the_person_below_is_no_unit() -> None:
    rows = [
        ["序号", "工作任务", "分管领导", "牵头单位及主要负责人", "落实情况"],
        ["1", "新建公厕9座。", "林秋", "县住建局<br>何光", "已建成4座。"],
        ["2", "改造校舍3栋。", "林秋", "县教育局<br>欧阳海", "已完成2栋。"],
    ]
    plan = read(_html(rows, "松河县2025年民生实事落实情况表")).plan
    assert [p.leads for p in plan.projects] == [("县住建局",), ("县教育局",)]
    assert [p.leaders for p in plan.projects] == [("林秋",), ("林秋",)]


def test_a_rate_of_what_a_target_measures_is_that_targets_and_not_the_figures_before() -> None:
    rows = [
        ["序号", "工作任务", "责任单位", "落实情况"],
        [
            "1",
            "扩充学位至1500个，公办园在园人数占比达到55%。",
            "县教体局",
            "新增学位900个，公办园在园人数占比达41.5%。",
        ],
    ]
    reading = read(_html(rows, "松河县2025年重点工作落实情况表"))
    seats, share = (t.id for t in reading.plan.projects[0].targets)
    assert [(f.target, f.value, f.percent) for f in reading.progress["1"]] == [
        (seats, Decimal(900), None),
        (share, None, Decimal("41.5")),
    ]


def test_the_day_behind_the_source_of_a_page_tells_the_year_where_nothing_else_does() -> None:
    rows = [["序号", "考核指标", "单位", "工作目标", "已完成数"], ["1", "产前筛查", "人次", "2400", "1300"]]
    reading = read(_html(rows, "1-6月松河区重点民生实事项目进度表", "来源：区实事办 2025-07-11 10:20"))
    assert reading.plan.year == 2025
    assert [f.as_of for f in reading.progress["1"]] == [date(2025, 6, 30)]


@pytest.mark.parametrize("title", ["2025年民生实事项目实施计划（截至4月10日）", "2025年民生实事项目实施计划"])
def test_a_plan_whose_table_tells_how_far_each_project_is_reports(title: str) -> None:
    rows = [
        ["序号", "项目内容", "目前实施情况", "牵头单位"],
        ["1", "组织结对学校教师研修。", "已完成结对仪式，签订协议。", "县教育局"],
        ["2", "保障随迁子女入学。", "已完成春季转学工作。", "县教育局"],
    ]
    assert read(_html(rows, title)).kind == "progress"
    empty = [rows[0], *([*row[:2], "", row[3]] for row in rows[1:])]
    assert read(_html(empty, "2025年民生实事项目实施计划")).kind == "notice"


def test_a_label_for_the_person_in_charge_hides_no_label_below_it() -> None:
    lines = ["2025年市政府民生实事项目上半年进展情况"]
    for no, what in ((1, "新增安装200套路口信息采集设备。"), (2, "新辟公交线路7条。")):
        lines += [
            f"{no}.{what}",
            "牵头领导：石岩",
            "责任单位：市公安局",
            "项目责任人：陆山",
            "配合单位：市城管局、市财政局",
            "实际完成情况：整体进度已完成年度目标任务的55%，按计划推进。",
        ]
    reading = read("\n\n".join(lines).encode())
    assert [p.partners for p in reading.plan.projects] == [("市城管局", "市财政局")] * 2
    assert [p.leads for p in reading.plan.projects] == [("市公安局",)] * 2
    assert [[f.percent for f in figures] for figures in reading.progress.values()] == [[Decimal(55)]] * 2


REGIONS = [
    ['<td rowspan="4">地区</td>', '<td colspan="6">就业促进工程</td>'],
    ['<td colspan="3">城镇新增就业（人）</td>', '<td colspan="3">劳务品牌培训（万人次）</td>'],
    ['<td colspan="3">市人社局</td>', '<td colspan="3">市总工会、市妇联</td>'],
    ["目标任务", "进度", "完成比例（%）"] * 2,
    ["全市", "26000", "31000", "119.2", "1.2", "0.9", "75"],
    ["东城区", "14000", "18000", "128.6", "0.7", "0.5", "71.4"],
    ["南屏县", "12000", "13000", "108.3", "0.5", "0.4", "80"],
]


def test_a_table_by_region_has_a_project_for_each_indicator_with_the_figures_of_the_whole() -> None:
    reading = read(_html(REGIONS, "2025年云屏市民生工程完成情况表"))
    projects = reading.plan.projects
    assert [p.name for p in projects] == ["城镇新增就业（人）", "劳务品牌培训（万人次）"]
    assert [p.leads for p in projects] == [("市人社局",), ("市总工会", "市妇联")]
    assert [[str(t.quantity) for t in p.targets] for p in projects] == [["26000人"], ["1.2万人次"]]
    told = [[(f.value, str(f.unit), f.percent) for f in figures] for figures in reading.progress.values()]
    assert told == [[(Decimal(31000), "人", Decimal("119.2"))], [(Decimal(9000), "人次", Decimal(75))]]
    assert "intake.table-by-region" in _codes(reading)


def test_a_table_by_region_may_name_the_units_in_a_row_of_their_own_and_give_goals_alone() -> None:
    rows = [
        ['<td rowspan="2">地区</td>', '<td colspan="3">组织技能培训</td>'],
        ["建成实训基地", "★劳务品牌培训（人）", "农村实用技术培训（人）"],
        ["责任单位", '<td colspan="2">市人社局</td>', "市残联"],
        ["全市", "完成年度目标任务", "2100", "1800"],
        ["东城区", "", "1100", "900"],
        ["南屏县", "", "1000", "900"],
    ]
    reading = read(_html(rows, "2025年云屏市民生实事责任分工表"))
    assert [p.name for p in reading.plan.projects] == ["建成实训基地", "劳务品牌培训（人）", "农村实用技术培训（人）"]
    assert [p.leads for p in reading.plan.projects] == [("市人社局",), ("市人社局",), ("市残联",)]
    assert [[str(t.quantity) for t in p.targets] for p in reading.plan.projects] == [[], ["2100人"], ["1800人"]]


def test_figures_of_regions_without_a_row_for_the_whole_are_no_projects() -> None:
    with pytest.raises(Unreadable):
        read(_html([*REGIONS[:4], *REGIONS[5:]], "2025年云屏市民生工程完成情况表"))


def test_cells_in_lines_may_have_an_unknown_heading_and_rows_of_classes() -> None:
    cells = ["领域大类", "序号", "工作任务", "推进节点说明", "目前实施情况", "牵头单位"]
    cells += ["一、提高底线保障", "1", "新建公厕9座。", "上半年开工", "已建成4座。", "县住建局"]
    cells += ["2", "改造校舍3栋。", "下半年开工", "已完成2栋。", "县教育局"]
    cells += ["二、改善出行", "3", "改造道路5公里。", "上半年开工", "已完成1公里。", "县交运局"]
    reading = read("\n\n".join(["松河县2025年民生实事落实情况表", *cells]).encode())
    assert [(p.no, p.name, p.leads) for p in reading.plan.projects] == [
        ("1", "新建公厕9座", ("县住建局",)),
        ("2", "改造校舍3栋", ("县教育局",)),
        ("3", "改造道路5公里", ("县交运局",)),
    ]
    assert [[f.value for f in figures] for figures in reading.progress.values()] == [
        [Decimal(4)],
        [Decimal(2)],
        [Decimal(1)],
    ]


def test_cells_in_lines_whose_empty_ones_are_left_out_are_told_by_what_they_are() -> None:
    cells = ["序号", "民生实事项目名称", "责任单位", "目标任务", "1-8月实际完成情况", "1-8月实际完成率%", "备注"]
    cells += ["1", "饮用水巩固提升", "县水利局", "1200人", "600", "50%", "已解决600人饮水问题"]
    cells += ["2", "棚户区改造", "县住建局", "800套", "480", "60%"]
    cells += ["3", "建设公办幼儿园", "县教育局", "2所", "70%", "两所主体建设已完成。"]
    cells += ["4", "新增视频监控摄像头", "县公安局", "90个", "设备购进中"]
    cells += ["5", "新增养老床位", "县民政局", "60个", "45", "75%"]
    reading = read("\n\n".join(["松河县2025年1-8月重点民生实事完成情况表", *cells]).encode())
    assert [(p.no, p.leads) for p in reading.plan.projects] == [
        ("1", ("县水利局",)),
        ("2", ("县住建局",)),
        ("3", ("县教育局",)),
        ("4", ("县公安局",)),
        ("5", ("县民政局",)),
    ]
    assert [[str(t.quantity) for t in p.targets] for p in reading.plan.projects] == [
        ["1200人"],
        ["800套"],
        ["2所"],
        ["90个"],
        ["60个"],
    ]
    told = [[(f.value, f.percent) for f in figures] for figures in reading.progress.values()]
    assert told == [
        [(Decimal(600), Decimal(50))],
        [(Decimal(480), Decimal(60))],
        [(None, Decimal(70))],
        [],
        [(Decimal(45), Decimal(75))],
    ]


def test_cells_in_lines_of_one_number_may_go_over_several_rows_of_figures() -> None:
    cells = ["序号", "实事项目名称", "完成情况", "占全年计划"]
    cells += ["1", "新增3000张养老床位", "3300", "110%", "改建500张照护床位", "510", "102%"]
    cells += ["2", "新增20个社区食堂", "26", "130%", "3", "开办40个暑托班", "44", "110%"]
    reading = read("\n\n".join(["2025年云屏市为民办实事项目完成情况", *cells]).encode())
    assert [p.name for p in reading.plan.projects] == ["新增3000张养老床位", "新增20个社区食堂", "开办40个暑托班"]
    told = [[(str(f.quantity), f.percent) for f in figures] for figures in reading.progress.values()]
    assert told == [
        [("3300张", Decimal(110)), ("510张", Decimal(102))],
        [("26个", Decimal(130))],
        [("44个", Decimal(110))],
    ]


def test_a_table_by_region_in_a_sheet_has_its_title_in_rows_above() -> None:
    title = ['<td colspan="7">首页 > 民生工程 > 正文</td>'], ['<td colspan="7">2025年云屏市民生工程完成情况表</td>']
    day = ['<td colspan="7">2026-01-20 16:06 市民生办</td>']
    reading = read(_html([*title, day, *REGIONS]))
    assert (reading.plan.document.title, reading.plan.year) == ("2025年云屏市民生工程完成情况表", 2025)
    assert len(reading.plan.projects) == 2


def test_in_a_workbook_a_header_of_many_rows_is_one_with_the_cell_that_reaches_down_over_them() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["2025年云屏市民生工程完成情况表"])
    sheet.merge_cells("A1:G1")
    for row in (
        ["地区", "就业促进工程"],
        [None, "城镇新增就业（人）", None, None, "劳务品牌培训（人）"],
        [None, "市人社局", None, None, "市总工会"],
        [None, *["目标任务", "进度", "完成比例（%）"] * 2],
        ["全市", 26000, 31000, 119.2, 1200, 900, 75],
        ["东城区", 14000, 18000, 128.6, 700, 500, 71.4],
    ):
        sheet.append(row)
    for area in ("A2:A5", "B2:G2", "B3:D3", "E3:G3", "B4:D4", "E4:G4"):
        sheet.merge_cells(area)
    saved = io.BytesIO()
    book.save(saved)
    reading = read(saved.getvalue())
    assert reading.plan.document.title == "2025年云屏市民生工程完成情况表"
    assert [(p.name, p.leads) for p in reading.plan.projects] == [
        ("城镇新增就业（人）", ("市人社局",)),
        ("劳务品牌培训（人）", ("市总工会",)),
    ]


def test_other_units_beside_the_lead_are_partners_and_incomes_are_promised() -> None:
    rows = [
        ["序号", "目标任务", "责任领导", "牵头单位", "责任人", "相关单位", "完成情况"],
        ["1", "财政收入达到20亿元，增长8%", "石  岩", "区财政局", "何光", "区税务局，<br>区统计局", "占预算的55%。"],
        ["2", "居民人均可支配收入3.2万元", "石  岩", "区发改局", "林秋", "区统计局", "已完成前期摸底。"],
    ]
    reading = read(_html(rows, "2025年重点工作半年度完成情况一览表"))
    first, second = reading.plan.projects
    assert (first.leads, first.partners, first.leaders) == (("区财政局",), ("区税务局", "区统计局"), ("石岩",))
    assert [str(t.quantity) for t in (*first.targets, *second.targets)] == ["20亿元", "8%", "3.2万元"]
    assert [f.as_of for f in reading.progress["1"]] == [date(2025, 6, 30)]


def test_a_column_of_amounts_is_the_figure_of_the_names_beside_it() -> None:
    rows = [
        ["序号", "项目名称", "责任单位", "目标任务", "任务完成率"],
        ["1", "推行“一村一辅警”全覆盖", "县公安局", "18个", "100%"],
        ["2", "改造农村厕所", "县农业农村局", "3900个", "32%"],
        ["3", "标准化改造农贸市场", "县商务局", "2家", "50%"],
    ]
    plan = read(_html(rows, "松河县2025年1-8月重点民生实事完成情况")).plan
    assert [[str(t.quantity) for t in p.targets] for p in plan.projects] == [["18个"], ["3900个"], ["2家"]]


def test_a_hedged_figure_takes_the_measure_of_the_column_beside_it() -> None:
    rows = [
        ["序号", "指标名称", "单位", "目标任务", "累计完成", "责任单位"],
        ["1", "提高低保标准", "元/年", "不低于5000", "5400", "县民政局"],
        ["2", "新增学位", "个", "2200", "1900", "县教育局"],
        ["3", "改造小区", "个", "6", "4", "县住建局"],
    ]
    plan = read(_html(rows, "松河县2025年1-7月重点民生实事完成情况")).plan
    assert [[str(t.quantity) for t in p.targets] for p in plan.projects] == [["不低于5000元/年"], ["2200个"], ["6个"]]


def test_cells_in_lines_with_a_column_of_measures_and_empty_ones_left_out() -> None:
    cells = ["序号", "指标名称", "单位", "目标任务", "1-7月累计完成情况", "完成进度", "备注", "责任单位"]
    cells += ["1", "增加公办幼儿园学位", "个", "2200", "1100", "50%", "县教育局"]
    cells += ["2", "老旧小区改造", "个", "6", "3", "50%", "已完成3个小区管网改造", "县住建局"]
    cells += ["3", "提高农村低保标准", "元/年", "不低于4000", "4200", "105%", "县民政局"]
    reading = read("\n\n".join(["松河县2025年1-7月重点民生实事完成情况", *cells]).encode())
    assert [p.leads for p in reading.plan.projects] == [("县教育局",), ("县住建局",), ("县民政局",)]
    assert [[str(t.quantity) for t in p.targets] for p in reading.plan.projects] == [
        ["2200个"],
        ["6个"],
        ["不低于4000元/年"],
    ]
    assert [[f.value for f in figures] for figures in reading.progress.values()] == [[1100], [3], [4200]]


def test_a_choice_from_a_longer_list_keeps_its_numbers_in_cells_by_lines() -> None:
    cells = ["序号", "主要任务", "牵头单位", "落实情况"]
    cells += ["145", "严格执行公共空间治理导则。", "市自规局、市城管局\n市商务局", "扎实开展基础设施建设。"]
    cells += ["249", "支持志愿服务、广播电视等事业发展。", "市委社会工作部\n市地震局", "监测台站运行正常。"]
    plan = read("\n\n".join(["市机关事务管理局2025年上半年重点任务落实情况", *cells]).encode()).plan
    assert [(p.no, p.leads) for p in plan.projects] == [
        ("145", ("市自规局", "市城管局", "市商务局")),
        ("249", ("市委社会工作部", "市地震局")),
    ]


def test_where_hardly_any_cell_says_who_leads_it_is_asked_once() -> None:
    rows = [["序号", "项目名称", "责任单位"], ["1", "公厕改造", "县城管局（牵头）、县住建局"]]
    rows += [[str(n), f"新建学校{n}所", "县教体局、各相关乡镇政府"] for n in range(2, 6)]
    codes = _codes(read(_html(rows, "松河县2025年民生实事任务分解表")))
    assert codes.count("intake.all-lead") == 0
    assert codes.count("intake.all-lead-everywhere") == 1


def test_cells_in_lines_below_a_heading_over_two_columns_of_names() -> None:
    cells = ["序号", "考核指标", "单位", "工作目标", "已完成数", "占比", "备注"]
    cells += ["1", "增加公办学位", "提高公办学位占比至95%以上", "个", "500", "500", "100%"]
    cells += ["2", "特殊群体健康保障", "孕产妇免费产前筛查", "人次", "2400", "1800", "75%"]
    cells += ["困难残疾人家庭无障碍改造", "户", "70", "70", "100%"]
    cells += ["3", "残疾人补贴提标", "重度残疾人护理补贴标准", "元/月/人", "75", "100%"]
    cells += ["4", "老年人服务保障", "困难老年人居家适老化改造", "户", "160", "120", "75%", "正在验收当中"]
    reading = read("\n\n".join(["2025年1-10月松河区重点民生实事项目进度表", *cells]).encode())
    projects = reading.plan.projects
    assert [p.name for p in projects] == ["增加公办学位", "特殊群体健康保障", "残疾人补贴提标", "老年人服务保障"]
    assert [[str(t.quantity) for t in p.targets] for p in projects] == [
        ["500个"],
        ["2400人次", "70户"],
        ["75元/月/人"],
        ["160户"],
    ]
    assert [[f.percent for f in figures] for figures in reading.progress.values()] == [[100], [75, 100], [100], [75]]


def test_a_name_that_gives_a_rate_promises_none_where_a_column_has_the_figure() -> None:
    head = ["序号", '<td colspan="2">考核指标</td>', "单位", "工作目标", "已完成数", "占比"]
    rows = [
        head,
        ["1", "增加公办学位", "提高公办学位占比至95%以上", "个", "500", "500", "100%"],
        ["2", "老年人服务", "适老化改造", "户", "160", "120", "75%"],
    ]
    reading = read(_html(rows, "2025年1-10月松河区重点民生实事项目进度表"))
    assert [[str(t.quantity) for t in p.targets] for p in reading.plan.projects] == [["500个"], ["160户"]]
    assert [[str(f.quantity) for f in figures] for figures in reading.progress.values()] == [["500个"], ["120户"]]


def test_a_label_right_behind_a_bracket_is_one() -> None:
    lines = [
        "2025年资金分配计划的公告",
        "1.村饲料加工基地扩建项目",
        "投资：160万元（发展资金）实施单位：王家乡人民政府",
    ]
    lines += ["2.人畜饮水安全工程", "投资：230万元 实施单位：松河县水利局"]
    plan = read("\n\n".join(lines).encode()).plan
    assert [p.leads for p in plan.projects] == [("王家乡人民政府",), ("松河县水利局",)]
