"""Tables as counties print them besides the plain list: days in headings, columns of two matters, steps, forms without units.

All documents here are made up.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from minsheng.intake import Reading, read


def _html(rows: list[list[str]], *above: str) -> bytes:
    body = "".join("<tr>" + "".join(c if c.startswith("<td") else f"<td>{c}</td>" for c in r) + "</tr>" for r in rows)
    return f"<html><body>{''.join(f'<p>{line}</p>' for line in above)}<table>{body}</table></body></html>".encode()


def _figures(reading: Reading, no: str) -> list[tuple[str, date | object]]:
    return [(f"{f.value}" if f.value is not None else f"{f.percent}%", f.as_of) for f in reading.progress[no]]


def test_each_column_of_progress_speaks_of_the_day_that_its_own_heading_names() -> None:
    rows = [
        ["序号", "主要任务", "牵头单位", "1-10月推进情况", "1-11月推进情况", "是否达序"],
        ["1", "整治背街小巷40条。", "区城管局", "已整治12条。", "已整治31条。", "是"],
        ["2", "新建充电站6座。", "区发改局", "进场施工，完成30%。", "进场施工，完成60%。", "否"],
    ]
    reading = read(_html(rows, "青溪区2025年民生实事推进情况（1-11月）"))
    october, november = date(2025, 10, 31), date(2025, 11, 30)
    assert _figures(reading, "1") == [("12", october), ("31", november)]
    assert _figures(reading, "2") == [("30%", october), ("60%", november)]


def test_the_day_in_the_heading_of_a_column_holds_where_the_title_names_none() -> None:
    rows = [
        ["序号", "项目名称", "目标任务", "责任单位", "至8月10日进展"],
        ["1", "公厕建设", "新建公厕8座", "县住建局", "已建成5座"],
    ]
    reading = read(_html(rows, "禾丰县2025年民生实事进展情况一览表"))
    assert _figures(reading, "1") == [("5", date(2025, 8, 10))]
    assert "no-as-of" not in str([f.code for f in reading.findings])


def test_quarters_below_a_heading_for_the_progress_hold_the_progress_of_each() -> None:
    rows = [
        [
            '<td rowspan="2">序号</td>',
            '<td rowspan="2">项目名称</td>',
            '<td rowspan="2">工作任务</td>',
            '<td rowspan="2">责任单位</td>',
            '<td colspan="2">进展情况</td>',
        ],
        ["一季度", "二季度"],
        ["1", "校园空调", "安装空调300台", "县教育局", "已安装80台", "已安装260台"],
    ]
    reading = read(_html(rows, "禾丰县2025年民生实事进展情况表"))
    assert _figures(reading, "1") == [("80", date(2025, 3, 31)), ("260", date(2025, 6, 30))]


def test_a_heading_of_several_matters_is_a_column_of_the_one_that_a_project_has() -> None:
    rows = [
        ["序号", "工作任务", "责任单位", "进展情况、存在问题及下一步打算", "目标完成情况"],
        ["1", "改扩建学校2所", "教体局", "进展情况：已建成1所。", "顺利推进"],
        ["2", "新建口袋公园9个", "住建局", "进展情况：已建成4个。", "顺利推进"],
    ]
    reading = read(_html(rows, "青溪区2025年民生实事一季度进展情况"))
    assert _figures(reading, "1") == [("1", date(2025, 3, 31))]
    assert not [f for f in reading.findings if f.code == "intake.column-unread"]


def test_steps_by_quarters_in_the_column_for_the_limit_set_the_last_one_alone() -> None:
    steps = "一季度完成立项和招标；二季度全面开工；三季度完成60%任务；四季度全部投入使用。"
    rows = [
        ["序号", "项目名称", "主要内容", "进度要求", "责任单位"],
        ["1", "城市公厕", "新建公厕26座", steps, "市城管局"],
        ["2", "农贸市场", "改造农贸市场3家", "6月底前开工，12月底前完工", "市商务局"],
    ]
    plan = read(_html(rows, "云屏市2025年为民办实事项目表")).plan
    assert [(d.day, d.milestone.value) for d in plan.project("1").deadlines] == [(date(2025, 12, 31), "in_service")]
    assert [d.day for d in plan.project("2").deadlines] == [date(2025, 6, 30), date(2025, 12, 31)]


def test_of_a_name_over_several_columns_the_narrowest_names_the_project() -> None:
    rows = [
        ['<td colspan="3">项目</td>', "目标", "责任领导", "责任单位"],
        [
            '<td rowspan="2">就业促进工程</td>',
            '<td rowspan="2">促进创业就业</td>',
            "城镇新增就业人数（人）",
            "1300",
            '<td rowspan="2">方 舟</td>',
            '<td rowspan="2">区人社局</td>',
        ],
        ["失业人员再就业（人）", "250"],
    ]
    plan = read(_html(rows, "青溪区2025年度民生工程目标任务分解表")).plan
    assert [p.name for p in plan.projects] == ["城镇新增就业人数（人）", "失业人员再就业（人）"]
    assert [str(p.targets[0].quantity) for p in plan.projects] == ["1300人", "250人"]
    assert {p.leaders for p in plan.projects} == {("方舟",)}


def test_the_year_that_only_the_headings_of_the_table_print_is_the_documents() -> None:
    rows = [
        ["序号", "民生事项名称", "2025年度任务目标", "责任单位", "1-9月份工作完成情况"],
        ["1", "运动场地", "建成运动场13处。", "教育体育局", "已建成9处。"],
        ["2", "课后服务", "新增托管点6个。", "教育体育局", "已新增5个。"],
    ]
    reading = read(_html(rows))
    assert reading.plan.year == 2025
    assert _figures(reading, "1") == [("9", date(2025, 9, 30))]


def test_key_work_names_the_project_and_what_is_arranged_tells_it() -> None:
    rows = [
        ["序号", "重点工作", "责任领导", "责任科室", "攻坚目标任务", "工作任务安排", "第二季度完成情况"],
        ["1", "水库移民安置", "段静", "水库办", "完成移民安置30户。", "推进签约。", "已安置18户。"],
    ]
    reading = read(_html(rows, "石桥镇2025年度重点工作二季度执行情况"))
    project = reading.plan.project("1")
    assert (project.name, project.leads, project.leaders) == ("水库移民安置", ("水库办",), ("段静",))
    assert [str(t.quantity) for t in project.targets] == ["30户"]
    assert _figures(reading, "1") == [("18", date(2025, 6, 30))]


def test_a_form_that_reports_needs_no_units() -> None:
    form = [
        ["项 目<br>名 称", "新建绿道500公里"],
        ["我市<br>任务", "新建绿道130公里"],
        ["进 展<br>情 况", "项目已完成年度目标任务，累计建成绿道140.01公里。"],
        ["存在困难和问题", "无"],
        ["进 度是 否滞 后", "否"],
    ]
    other = [["项目名称", "增种林荫50处"], ["进展情况", "已增种林荫51处。"], ["存在困难和问题", "无"]]
    head, tail = _html(form, "云屏市2025年为民办实事项目进展情况月报表（11月份）").split(b"</body>")
    reading = read(head + _html(other) + tail)
    assert [(p.name, [str(t.quantity) for t in p.targets]) for p in reading.plan.projects] == [
        ("新建绿道500公里", ["130公里"]),
        ("增种林荫50处", ["50处"]),
    ]
    assert _figures(reading, "1") == [("140.01", date(2025, 11, 30))]
    assert _figures(reading, "2") == [("51", date(2025, 11, 30))]


def test_a_column_of_progress_without_a_day_does_not_take_that_of_another() -> None:
    rows = [
        ["序号", "项目名称", "目标任务", "责任单位", "至8月10日进展", "最新进展"],
        ["1", "公厕建设", "新建公厕8座", "县住建局", "已建成3座", "已建成5座"],
    ]
    reading = read(_html(rows, "禾丰县2025年民生实事进展情况一览表（截至9月10日）"))
    assert _figures(reading, "1") == [("3", date(2025, 8, 10)), ("5", date(2025, 9, 10))]


def test_a_number_in_front_of_each_name_numbers_the_projects_of_a_table_without_a_column_for_it() -> None:
    rows = [
        ["类别", "民生事项名称", "年度任务目标", "责任单位"],
        ['<td rowspan="2">四、教育文化</td>', "14.改扩建学校", "新建教学楼2座。", "教育体育局"],
        ["15.运动场地", "建成运动场13处。", "教育体育局"],
    ]
    plan = read(_html(rows, "青溪市2025年民生实事清单")).plan
    assert [(p.no, p.name) for p in plan.projects] == [("14", "改扩建学校"), ("15", "运动场地")]


def test_rows_below_one_name_are_one_project_where_no_column_numbers_them() -> None:
    rows = [
        ["县区", "项目名称", "年度目标任务", "完成进度"],
        [
            '<td rowspan="4">禾丰县</td>',
            '<td rowspan="2">一、就业促进行动（2项指标）</td>',
            "*1.募集见习岗位325个",
            "完成330个，完成率101.5%",
        ],
        ["*2.新增技能人才4000人", "完成736人，完成率18.4%"],
        ['<td rowspan="2">二、老年助餐行动（2项指标）</td>', "1.新增老年食堂6个", "完成1个，完成率16.7%"],
        ["2.新增助餐点27个", "完成0个，完成率0%"],
    ]
    reading = read(_html(rows, "【进展情况】2025年3月份暖民心行动进展情况表"))
    assert [(p.no, p.name) for p in reading.plan.projects] == [
        ("一", "就业促进行动（2项指标）"),
        ("二", "老年助餐行动（2项指标）"),
    ]
    assert [[str(i.targets[0].quantity) for i in p.items] for p in reading.plan.projects] == [
        ["325个", "4000人"],
        ["6个", "27个"],
    ]
    assert [(str(f.value), str(f.percent), f.as_of) for f in reading.progress["一"]] == [
        ("330", "101.5", date(2025, 3, 31)),
        ("736", "18.4", date(2025, 3, 31)),
    ]


def test_a_column_for_notes_that_names_units_throughout_tells_who_does_it_where_no_other_does() -> None:
    rows = [
        ["序号", "考核指标", "单 位", "工作目标", "已完成数", "占年任务之比", "备 注"],
        ["1", "城镇新增就业", "万人", "5.2", "7.23", "139.1%", "人力资源社会保障局"],
        [
            '<td rowspan="2">2</td>',
            "自然村通水泥路",
            "公里",
            "1360",
            "1361.92",
            "100.1%",
            '<td rowspan="2">交通局</td>',
        ],
        ["提质改造农村公路", "公里", "168", "171.7", "102.2%"],
        ["3", "残疾人生活补贴", "元/月/人", "不低于60元", "60", "100%", "民政局"],
    ]
    reading = read(_html(rows, "青溪市2025年1-11月重点民生实事落实情况"))
    projects = reading.plan.projects
    assert [(p.name, p.leads) for p in projects] == [
        ("城镇新增就业", ("人力资源社会保障局",)),
        ("自然村通水泥路", ("交通局",)),
        ("残疾人生活补贴", ("民政局",)),
    ]
    assert [[(t.quantity.value, str(t.unit)) for t in p.targets] for p in projects] == [
        [(52000, "人")],
        [(1360, "公里"), (168, "公里")],
        [(60, "元/人·月")],
    ]
    assert [(f.value, f.percent) for f in reading.progress["2"]] == [
        (Decimal("1361.92"), Decimal("100.1")),
        (Decimal("171.7"), Decimal("102.2")),
    ]
    assert "column-by-cells" in {f.code.removeprefix("intake.") for f in reading.findings}


def test_a_name_over_two_columns_whose_first_counts_is_number_and_name() -> None:
    rows = [
        ['<td colspan="2">项目名称</td>', "项目内容", "责任单位", "进展情况"],
        [
            '<td rowspan="2">（一）</td>',
            '<td rowspan="2">支持企业发展</td>',
            "新增小微企业3000家",
            "区市场监管局",
            "已新增2380家",
        ],
        ["办理贷款贴息60笔", "区财政局", "已办理45笔"],
        ["（二）", "改善居住条件", "改造老旧小区12个", "区住建局", "已改造9个"],
    ]
    reading = read(_html(rows, "2025第三季度重点任务目标执行情况"))
    assert [(p.name, p.leads) for p in reading.plan.projects] == [
        ("支持企业发展", ("区市场监管局", "区财政局")),
        ("改善居住条件", ("区住建局",)),
    ]
    assert reading.plan.document.year == 2025
