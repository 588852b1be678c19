"""Running text as counties and newspapers print it besides numbered paragraphs with their units.

All documents here are made up.
"""

from __future__ import annotations

from datetime import date

import pytest

from minsheng.errors import Unreadable
from minsheng.intake import Reading, read


def _read(*lines: str) -> Reading:
    return read("\n".join(lines).encode())


def _names(reading: Reading) -> list[str]:
    return [p.name for p in reading.plan.projects]


def _targets(reading: Reading) -> list[list[str]]:
    return [[str(t.quantity) for t in p.targets] for p in reading.plan.projects]


def _codes(reading: Reading) -> set[str]:
    return {f.code.removeprefix("intake.") for f in reading.findings}


def test_projects_that_one_sentence_lists_between_semicolons_are_each_one() -> None:
    reading = _read(
        "2月11日，记者从县人大会议上获悉，2025年，青溪县将集中力量办好三件民生实事。",
        "这三件民生实事分别是：改造东河路3.4公里；新建小学2所，增加学位900个；为4000名学生免费配镜。（记者 江禾）",
    )
    assert _names(reading) == ["改造东河路3.4公里", "新建小学2所", "为4000名学生免费配镜"]
    assert _targets(reading) == [["3.4公里"], ["2所", "900个"], ["4000名"]]
    assert reading.plan.document.year == 2025


def test_a_sentence_that_lists_other_than_so_many_is_read_with_doubt() -> None:
    reading = _read(
        "青溪县2025年民生实事项目敲定", "40项民生实事项目包括：新建充电桩100个；新增泊位300个；改扩建精神病院。"
    )
    assert _names(reading) == ["新建充电桩100个", "新增泊位300个", "改扩建精神病院"]
    assert {"doubtful", "count-differs"} <= _codes(reading)


def test_names_between_commas_are_projects_where_they_are_so_many_as_the_sentence_says() -> None:
    reading = _read(
        "青溪县人大代表票决确定2025年民生实事项目",
        "据介绍，这4项民生实事项目分别是城西幼儿园工程、菜市场改造工程、城区排水工程、老旧小区改造工程。",
    )
    assert _names(reading) == ["城西幼儿园工程", "菜市场改造工程", "城区排水工程", "老旧小区改造工程"]
    with pytest.raises(Unreadable):
        _read("青溪县2025年民生实事", "民生实事涉及的部门包括县教育局、县水利局、县民政局。")


def test_numbers_within_the_sentence_that_says_what_they_are_count_the_projects() -> None:
    reading = _read(
        "青溪县2025年民生实事",
        "县政府重点抓好3件大事和民生实事。分别是： （1）新建公厕120座。 （2）新建便民市场5处。 （3）完成北环路一期工程。",
    )
    assert _names(reading) == ["新建公厕120座", "新建便民市场5处", "完成北环路一期工程"]


def test_paragraphs_behind_words_that_announce_the_progress_are_each_a_project() -> None:
    reading = _read(
        "青溪县2025年重点民生实事上半年推进顺利，主要进度如下：",
        "260个撤并村通公路（2023—2027年）。上半年已建成402公里，累计完成258个，占总计划的99.2%。",
        "3000公里农村公路安全设施（2025—2027年）。上半年已完成610公里。",
        "200个行政村环境整治（2023—2027年）。累计完成65个，占总计划的32.5%。",
    )
    assert reading.kind == "progress"
    assert _names(reading) == [
        "260个撤并村通公路（2023—2027年）",
        "3000公里农村公路安全设施（2025—2027年）",
        "200个行政村环境整治（2023—2027年）",
    ]
    assert _targets(reading) == [["260个"], ["3000公里"], ["200个"]]
    assert [(str(f.value), str(f.percent)) for f in reading.progress["3"]] == [("65", "32.5")]


def test_headings_some_of_which_have_pieces_and_some_a_text_are_the_projects() -> None:
    reading = _read(
        "青溪市2025年为民办实事工作计划",
        "一、实施公交便民工程",
        "（一）新购公交车200辆",
        "（二）新建站台100个",
        "（三）新增线路20条",
        "二、实施棚户区改造",
        "完成2万户棚户区改造",
        "三、改善农村生产生活条件",
        "（一）建成农村公路85公里",
        "（二）危桥改造4座",
        "（三）治理水土流失3万亩",
        "四、缓解停车难问题",
        "新增公共停车泊位7000个",
    )
    assert _names(reading) == ["实施公交便民工程", "实施棚户区改造", "改善农村生产生活条件", "缓解停车难问题"]
    assert [[(i.no, [str(t.quantity) for t in i.targets]) for i in p.items] for p in reading.plan.projects] == [
        [("一", ["200辆"]), ("二", ["100个"]), ("三", ["20条"])],
        [],
        [("一", ["85公里"]), ("二", ["4座"]), ("三", ["3万亩"])],
        [],
    ]
    assert _targets(reading)[1::2] == [["2万户"], ["7000个"]]


LETTER = (
    "各乡镇人民政府，县直各有关单位：",
    "经县政府同意，现将《2025年民盼实事任务分解》印发给你们。",
    "一、责任到人，闭环管理。各单位要对照33项具体任务，明确责任人。",
    "二、节点管控，动态调度。各单位要加强调度运行，强化分析研判。",
)
SIGNED = ("青溪县人民政府办公室", "2025年5月18日", "（此件公开发布）", "附件")


def test_demands_above_the_signature_are_no_projects_where_the_annex_lists_them() -> None:
    reading = _read(
        *LETTER,
        *SIGNED,
        "2025年民盼实事任务分解",
        "一、县示范区管委会牵头工作（2项）",
        "1.建设南美白对虾养殖基地4处。",
        "2.打造食用菌产业园3个。",
        "二、县住建局牵头工作（1项）",
        "3.改造老旧小区12个。",
    )
    assert _names(reading) == ["建设南美白对虾养殖基地4处", "打造食用菌产业园3个", "改造老旧小区12个"]
    assert [p.leads for p in reading.plan.projects] == [("县示范区管委会",), ("县示范区管委会",), ("县住建局",)]


def test_questions_above_the_signature_are_no_projects_where_the_annex_names_units() -> None:
    reading = _read(
        "关于征集对2025年青溪市民生实事项目实施情况询问意见建议的通告",
        "现向社会各界征集意见和建议。",
        "一、征集意见和建议的主要内容",
        "1. 您比较关注哪些方面的民生问题？",
        "2. 您对民生实事推进工作有哪些意见或建议？",
        "市人大社会建设委员会",
        "2025年7月24日",
        "附件：",
        "2025年青溪市民生实事项目",
        "一、教育惠民领域",
        "1. 新建中小学15所、改扩建8所。（牵头单位：市教育局；共同责任单位：市发改委、市财政局，各县区）",
        "2. 组织教师交流，交流比例占符合条件教师的15%以上。（牵头单位：市教育局；共同责任单位：各县区）",
    )
    assert reading.kind == "notice"
    assert _names(reading) == ["新建中小学15所、改扩建8所", "组织教师交流"]
    assert [p.leads for p in reading.plan.projects] == [("市教育局",), ("市教育局",)]
    assert [p.partners for p in reading.plan.projects] == [("市发改委", "市财政局", "各县区"), ("各县区",)]
    assert _targets(reading) == [["15所", "8所"], ["15%以上"]]


def test_the_head_of_government_above_a_chapter_leads_each_project_in_it() -> None:
    reading = _read(
        "青溪市2025年民生实事责任分解",
        "一、方舟市长主抓重点工作",
        "1.改造老旧小区30个。",
        "责任单位：市住建局、市财政局、市城管局（列第一位者为工作牵头单位或汇总单位，下同）",
        "2.新建公园2个。",
        "责任单位：市城管局、市林业局",
        "二、段静副市长重点工作",
        "3.新建学校4所。",
        "责任单位：市教育局、市住建局",
    )
    projects = reading.plan.projects
    assert [p.leaders for p in projects] == [("方舟市长",), ("方舟市长",), ("段静副市长",)]
    assert [p.leads for p in projects] == [("市住建局",), ("市城管局",), ("市教育局",)]
    assert projects[0].partners == ("市财政局", "市城管局")


def test_the_limit_of_all_tasks_holds_though_its_sentence_goes_on_with_another_day() -> None:
    reading = _read(
        "青溪县2025年民生工程实施方案",
        "一、主要目标",
        "通过实施民生工程，提升保障水平。全年任务力争2025年10月底前全部完成，12月底前查漏补缺，同时谋划下年工程。",
        "二、主要任务",
        "（一）老旧小区改造工程。改造老旧小区11个。（责任单位：县住建局）",
        "（二）口袋公园建设工程。新建口袋公园1个。（责任单位：县城管局）",
    )
    assert [[d.day for d in p.deadlines] for p in reading.plan.projects] == [[date(2025, 10, 31)]] * 2


def test_how_many_names_in_quotation_marks_there_are_is_no_target() -> None:
    reading = _read(
        "青溪县2025年民生实事",
        "一、实施“乡村厨师”“青溪技工”“田园家政”三项工程。",
        "开展培训4万人次以上。",
        "二、优化生育支持政策。",
        "为50万名妇女免费筛查。",
    )
    assert _targets(reading)[0] == ["4万人次以上"]


def test_a_sentence_that_reports_how_far_work_is_makes_a_circular_without_a_title() -> None:
    reading = _read(
        "为推进我市2025年民生工程，现将1至7月民生工程实施进度通报如下：",
        "1、农村道路畅通工程，牵头部门：市交通局。进度较慢的县区为石桥县。",
        "2、农村饮水安全工程，牵头部门：市水利局。未完成任务的县区为石桥县。",
    )
    assert reading.kind == "progress"
    assert [p.leads for p in reading.plan.projects] == [("市交通局",), ("市水利局",)]


def test_the_title_is_what_stands_in_the_marks_behind_the_number_of_the_document() -> None:
    reading = _read(
        "青办发〔2025〕5号《青溪市人民政府办公厅关于印发2025年〈政府工作报告〉任务责任分解方案的通知》",
        "青办发〔2025〕5号",
        "1.改造老旧小区30个。（牵头单位：市住建局）",
        "2.新建公园2个。（牵头单位：市城管局）",
    )
    document = reading.plan.document
    assert document.title == "青溪市人民政府办公厅关于印发2025年〈政府工作报告〉任务责任分解方案的通知"
    assert (document.number, document.issuer) == ("青办发〔2025〕5号", "青溪市人民政府办公厅")


def test_the_way_to_a_page_is_no_title_and_its_number_of_the_document_holds() -> None:
    reading = _read(
        "当前位置：首页",
        "> 政务公开 > 工作报告",
        "索引号：002546445/2025-448528 发文文号：青政办发〔2025〕7号 发布机关：市政府办公室",
        "市政府2025年重点民生实事责任分解",
        "1.改造老旧小区30个。（牵头单位：市住建局）",
        "2.新建公园2个。（牵头单位：市城管局）",
    )
    assert reading.plan.document.title == "市政府2025年重点民生实事责任分解"
    assert reading.plan.document.number == "青政办发〔2025〕7号"


def test_who_signs_with_the_whole_name_is_the_issuer_that_the_title_names_in_short() -> None:
    reading = _read(
        "市政府办公室关于做好2025年市政府为民办实事的通知",
        "1.改造老旧小区30个。（牵头单位：市住建局）",
        "2.新建公园2个。（牵头单位：市城管局）",
        "青溪市人民政府办公室",
        "2025年1月23日",
    )
    assert reading.plan.document.issuer == "青溪市人民政府办公室"


def test_pieces_with_the_share_of_the_task_behind_the_figure_report_what_was_done() -> None:
    reading = _read(
        "中共青溪省委办公厅关于2025年为民办实事情况的通报",
        "（青办发[2025]3号 2025年11月25日）",
        "现将为民办实事有关情况通报如下：",
        "26个为民办实事指标超额完成任务，分别是：改造公路3290公里，为任务的164.5%；扩建敬老院174所，为任务的116%；建设书屋198个，为任务的247.7%。",
    )
    assert _names(reading) == ["改造公路3290公里", "扩建敬老院174所", "建设书屋198个"]
    assert [(str(f.value), str(f.percent)) for p in "123" for f in reading.progress[p]] == [
        ("3290", "164.5"),
        ("174", "116"),
        ("198", "247.7"),
    ]
    assert _targets(reading) == [[], [], []]
    assert reading.plan.document.number == "青办发[2025]3号"
    assert reading.plan.document.issued == date(2025, 11, 25)


def test_a_paragraph_may_list_several_groups_each_as_many_as_it_says() -> None:
    reading = _read(
        "青溪市2025年民生实事项目推进情况",
        "从进度看：一是已完成的民生实事项目3个，占比60%。分别为：棚户区改造、农村危房改造、残疾儿童康复。"
        "二是有进度的民生实事项目2个。分别为：电商扶贫、易地扶贫搬迁。三是正在开展前期工作的没有。",
    )
    assert _names(reading) == ["棚户区改造", "农村危房改造", "残疾儿童康复", "电商扶贫", "易地扶贫搬迁"]


def test_sentences_that_each_name_a_project_and_report_its_share_are_projects() -> None:
    reading = _read(
        "青溪省2025年民生工程推进落实情况",
        "居住环境已改善。统计显示，棚户区改造工程，新开工11万套、基本建成13.21万套，分别完成年度任务的100%、100.1%。"
        "老旧小区改造工程，改造3057个老旧小区，完成年度任务的103.2%。",
        "市政设施也在完善。市政管网改造工程，完成改造288公里，占年度任务的96%。",
    )
    assert _names(reading) == ["棚户区改造工程", "老旧小区改造工程", "市政管网改造工程"]
    assert [(str(f.value), str(f.percent)) for f in reading.progress["2"]] == [("3057", "103.2")]
    assert [(str(f.value), str(f.percent)) for f in reading.progress["3"]] == [("288", "96")]


def test_names_in_quotation_marks_that_each_begin_a_piece_are_projects() -> None:
    reading = _read(
        "青溪市2025年重点民生工程进展",
        "截至6月底，全市重点民生工程顺利推进。",
        "2项提前完成任务。“心理健康进校园”原计划全年开展讲座50场，截至6月底已开展60场；“婚姻登记跨区通办”5月份完成全年任务。",
        "“主城区置换天然气项目”计划累计改造管网7公里，实际完成22.12公里；“文化惠民活动项目”计划演出20场，实际完成27场。",
    )
    assert _names(reading) == ["心理健康进校园", "婚姻登记跨区通办", "主城区置换天然气项目", "文化惠民活动项目"]
    assert _targets(reading) == [["50场"], [], ["7公里"], ["20场"]]
    assert [str(f.value) for p in "134" for f in reading.progress[p]] == ["60", "22.12", "27"]


def test_places_in_the_order_of_their_rank_are_no_projects() -> None:
    reading = _read(
        "青溪市2025年1至9月份民生工程实施进度通报",
        "一、各县区民生工程实施进度综合排名",
        "1、金石县；2、裕山区；3、霍岭县；4、禾丰县。",
        "二、部分项目进展情况",
        "1、技能培训提升，牵头单位：市退役军人局。其中，进度较慢的为禾丰县。",
        "2、棚户区改造，牵头单位：市住建局。其中，新开工进度较慢的为金石县。",
    )
    assert _names(reading) == ["技能培训提升", "棚户区改造"]


def test_the_day_of_the_page_tells_the_year_where_nothing_else_does_and_it_is_said() -> None:
    reading = _read(
        "青溪市1-11月重点民生实事落实情况",
        "发布时间：2025-12-17 来源：市政府办公室",
        "1.改造老旧小区30个，已完成28个。（牵头单位：市住建局）",
        "2.新建公园2个，已建成2个。（牵头单位：市城管局）",
    )
    assert reading.plan.year == 2025
    assert "year-from-text" in _codes(reading)


def test_whose_work_a_heading_tells_of_is_not_who_issues_it() -> None:
    lines = "1.改造老旧小区30个。（牵头单位：市住建局）", "2.新建公园2个。（牵头单位：市城管局）"
    assert _read("市政府2025年民生实事责任分解", *lines).plan.document.issuer == ""
    assert _read("青溪市人民政府2025年民生实事清单", *lines).plan.document.issuer == "青溪市人民政府"


def test_aspects_that_every_project_counts_again_say_what_by_when_and_with_what_money() -> None:
    reading = _read(
        "2025年青溪市为民办实事实施方案",
        "第1件 改造农村危房3000户",
        "一、项目背景。2023年以来全市已改造危房900户。",
        "二、目标任务。年内改造农村危房3000户。",
        "三、资金筹措。中央补助1800万元。",
        "四、工作进度。2025年10月底前全部完成。",
        "牵头单位：市建设局 协办单位：市财政局",
        "第2件 建成62所寄宿制学校",
        "一、项目背景。2024年已竣工学校40所。",
        "二、目标任务。年内建成62所寄宿制学校并交付使用。",
        "三、资金筹措。中央投资1892万元。",
        "四、实施范围。62所项目学校分别在7个县区实施，其中城关区1所。",
        "五、工作进度。2025年5月30日前，完成招投标；7月31日前，完成基础施工；11月20日前，62所学校全部建成。",
        "牵头单位：市教育局 协办单位：市财政局",
    )
    assert _names(reading) == ["改造农村危房3000户", "建成62所寄宿制学校"]
    assert _targets(reading) == [["3000户"], ["62所"]]
    assert [[d.day for d in p.deadlines] for p in reading.plan.projects] == [[date(2025, 10, 31)], [date(2025, 11, 20)]]
    assert [p.leads for p in reading.plan.projects] == [("市建设局",), ("市教育局",)]


def test_a_line_with_a_sign_in_front_is_no_part_of_a_title() -> None:
    reading = _read(
        "2025年街道民生实事进展良好",
        "已完工项目",
        "☑老旧路灯改造出新项目",
        "对承塘路的478盏路灯进行出新，该项目已于3月完成。",
        "☑小月龄托班项目",
        "新增托位20个，已于3月完成。",
    )
    assert _names(reading) == ["老旧路灯改造出新项目", "小月龄托班项目"]


def test_since_when_work_was_under_way_does_not_give_a_list_of_commitments_its_year() -> None:
    reading = _read(
        "青溪市为民办实事实施方案",
        "1.建成62所寄宿制学校，截至2024年底已竣工40所。完成时限：2025年11月20日前。责任单位：市教育局",
        "2.改造农村危房3000户。完成时限：2025年10月底前。责任单位：市住建局",
    )
    assert reading.plan.year == 2025


def test_a_list_of_what_is_finished_by_now_is_a_report_whatever_its_title_is() -> None:
    reading = _read(
        "青溪镇2025年重点民生实事项目交卷",
        "年初票决确定重点民生实事项目3个，目前均已完工。其中，完成排水系统建设1229米；新建巷道2500米；建成篮球场1个。",
    )
    assert reading.kind == "progress"
    assert len(reading.plan.projects) == 3


@pytest.mark.parametrize(
    ("leading", "helping"),
    [("牵头责任单位", "配合实施单位"), ("牵头落实单位", "协同落实单位"), ("主办责任部门", "协办责任部门")],
)
def test_labels_of_two_words_say_who_leads_and_who_helps(leading: str, helping: str) -> None:
    for between in "\n", "；":
        reading = _read(
            "青溪县2025年民生实事项目",
            f"1.新建小学2所。\n{leading}：县教育局、县住建局{between}{helping}：县财政局，各乡镇人民政府",
            f"2.改造农村公路60公里。\n{leading}：县交通局{between}{helping}：县财政局",
        )
        told = [(p.leads, p.partners) for p in reading.plan.projects]
        assert told[0] == (("县教育局", "县住建局"), ("县财政局", "各乡镇人民政府"))
        assert told[1] == (("县交通局",), ("县财政局",))


def test_a_line_with_units_between_projects_that_is_given_to_none_is_said() -> None:
    reading = _read(
        "青溪县2025年民生实事项目",
        "1.新建小学2所。\n责任单位：县教育局\n落地帮办单位：县财政局、县住建局",
        "2.改造农村公路60公里。\n责任单位：县交通局\n落地帮办单位：县财政局",
    )
    said = [dict(f.fields) for f in reading.findings if f.code == "intake.column-unread"]
    assert [(f["title"], f["nos"]) for f in said] == [("落地帮办单位", "1"), ("落地帮办单位", "2")]


def _told(reading: Reading) -> list[tuple[str, list[str], list[tuple[str, str]]]]:
    return [
        (p.name, [str(t.quantity) for t in p.targets], [(str(f.value), str(f.percent)) for f in reading.progress[p.no]])
        for p in reading.plan.projects
    ]


def test_clauses_that_tell_what_was_done_of_each_with_its_share_in_brackets_are_projects() -> None:
    reading = _read(
        "青溪县9月份民生工程进展情况",
        "2025年全县30项民生实事中，截至9月底已完成19项。剩余项目中，3个养老机构建设已完成1个（33%）、16个幸福院建设"
        "已完成8个（50%），260场送戏进村已送130场（50%），农村供水保障提升工程正在施工中（75%）。",
    )
    assert reading.kind == "progress"
    assert _told(reading) == [
        ("3个养老机构建设", ["3个"], [("1", "33")]),
        ("16个幸福院建设", ["16个"], [("8", "50")]),
        ("260场送戏进村", ["260场"], [("130", "50")]),
        ("农村供水保障提升工程", [], [("None", "75")]),
    ]
    assert {str(f.as_of) for fs in reading.progress.values() for f in fs} == {"2025-09-30"}


def test_clauses_that_tell_what_was_planned_and_what_was_done_are_projects() -> None:
    reading = _read(
        "青溪市2025年为民办实事项目进展",
        "截至10月底，今年20件为民办实事项目中，已有部分提前完成年度目标。",
        "我市今年计划建成210公里农村公路，现已完成路面铺设216公里；320公里农村公路安保工程，现已完成344公里；"
        "600个村庄规划编制工作已完成。",
        "另外，计划新建或改造80个社区便利店，现已超额完成93个。",
    )
    assert _told(reading) == [
        ("建成210公里农村公路", ["210公里"], [("216", "None")]),
        ("320公里农村公路安保工程", ["320公里"], [("344", "None")]),
        ("600个村庄规划编制工作", ["600个"], []),
        ("新建或改造80个社区便利店", ["80个"], [("93", "None")]),
    ]


def test_rates_behind_the_names_of_projects_are_told_of_each() -> None:
    reading = _read(
        "1-4月青溪区民生实事有序推进",
        "来源：区发改委 发布时间：2025-05-11 10:30",
        "工程类民生实事陆续开工，安心托幼行动完成率35%、“15分钟阅读圈”建设完成率50%、工会驿站建设完成率100%。",
        "重点群体就业、健康口腔行动、妇女“两癌”免费筛查完成率分别为12.6%、14%、23%。",
    )
    assert [(n, p) for n, _, p in _told(reading)] == [
        ("安心托幼行动", [("None", "35")]),
        ("“15分钟阅读圈”建设", [("None", "50")]),
        ("工会驿站建设", [("None", "100")]),
        ("重点群体就业", [("None", "12.6")]),
        ("健康口腔行动", [("None", "14")]),
        ("妇女“两癌”免费筛查", [("None", "23")]),
    ]


def test_paragraphs_that_say_what_they_are_about_are_projects() -> None:
    reading = _read(
        "12月20日，省政府办公厅通报了2025年民生实事前11个月进展情况。",
        "关于推进人才公寓建设。截至11月底，已开工建设25600套，完成年度目标任务。",
        "关于新增城镇就业100万人以上。截至11月底，全省新增城镇就业125.9万人，已完成年度目标。",
        "关于深入推进大气污染防治。截至11月底，空气优良天数比例达到57.4%。",
    )
    assert reading.kind == "progress"
    assert _names(reading) == ["推进人才公寓建设", "新增城镇就业100万人以上", "深入推进大气污染防治"]
    assert _targets(reading)[1] == ["100万人以上"]
    assert [str(f.value) for f in reading.progress["2"]] == ["1259000"]


def test_what_is_finished_by_now_is_reported_with_all_its_figures() -> None:
    reading = _read(
        "青溪镇2025年重点民生实事项目交卷",
        "票决确定青溪镇2025年重点民生实事项目3个，目前均已完工。其中，完成东街排水管建设1229米，路面改造600米；"
        "完成双桥村道路硬化52米，建成篮球场1个；完成柳河村活动场所硬化1500平方米。",
    )
    assert reading.kind == "progress"
    assert _names(reading) == ["完成东街排水管建设1229米", "完成双桥村道路硬化52米", "完成柳河村活动场所硬化1500平方米"]
    assert _targets(reading) == [[], [], []]
    assert [[str(f.value) for f in fs] for fs in reading.progress.values()] == [["1229", "600"], ["52", "1"], ["1500"]]


def test_a_half_year_in_front_of_a_sentence_of_a_circular_tells_what_was_done() -> None:
    reading = _read(
        "市政府督查室近期对2025年重点工作上半年完成情况进行了督办。现将有关情况通报如下：",
        "1.引进投资项目不少于3个；新开工项目100个。上半年，引进投资项目2个；新开工项目80个。",
        "2.改造农村公路60公里。上半年，改造农村公路25公里。",
    )
    assert reading.kind == "progress"
    assert _targets(reading) == [["不少于3个", "100个"], ["60公里"]]
    assert [[str(f.value) for f in fs] for fs in reading.progress.values()] == [["2", "80"], ["25"]]
    assert {str(f.as_of) for fs in reading.progress.values() for f in fs} == {"2025-06-30"}


def test_by_how_much_a_task_was_passed_is_no_figure_of_its_own() -> None:
    reading = _read(
        "2025年青溪省为民办实事考核指标中，有3个超额完成任务，分别是：改造公路3290公里，为任务的164.5%；"
        "低保对象月人均补差185元，超任务17元；生活垃圾无害化处理率达65.4%，超任务9.4个百分点。",
    )
    assert reading.kind == "progress"
    assert _targets(reading) == [[], [], []]
    assert not any("17元" in f.text or "9.4" in f.text for fs in reading.progress.values() for f in fs)


def test_lines_that_are_but_names_are_projects_where_they_are_so_many_as_the_text_says() -> None:
    lines = [
        "重磅！全市2025年度4大重点民生实事项目出炉！",
        "会上，代表对候选项目进行票决。学校建设工程等被列为2025年度全市4大重点民生实事项目。",
        "2025年全市重点民生实事项目",
        "（按得票多少排序）",
        "中小学校舍建设工程项目",
        "城市人居环境提升项目",
        "文博广场项目",
        "城市供暖项目",
        "民生无小事，枝叶总关情。",
        "来源：青溪市人大",
    ]
    assert _names(_read(*lines)) == lines[4:8]
    with pytest.raises(Unreadable):
        _read(*lines[:5], *lines[6:])


def test_pieces_that_words_count_in_a_paragraph_are_projects() -> None:
    reading = _read(
        "青溪市改善民生100件实事办理工作情况",
        "2025年，我市100件实事已全部落实。",
        "一、当年完成的97件实事",
        "（一）促进就业方面15件",
        "一是完善就业服务体系，对失业人员进行帮扶，完成创建充分就业社区43个；二是强化就业技能培训，完成各类职业培训11.6万人次；"
        "三是改善老年活动场所条件，新建老年活动中心153个。",
    )
    assert reading.kind == "progress"
    assert _names(reading) == ["完善就业服务体系", "强化就业技能培训", "改善老年活动场所条件"]
    assert [[str(f.value) for f in fs] for fs in reading.progress.values()][:2] == [["43"], ["116000"]]


def test_who_gives_the_money_leads_nothing() -> None:
    reading = _read(
        "青溪街道2025年民生实事项目完成情况报告",
        "第一项：社区卫生站扩容工程。\n包括建立医联体，实现需求全覆盖。该项目总投资约200万元，资金由街道负责。该项目已于10月底完成。",
        "第二项：社区食堂建设工程。\n包括开设一家社区食堂。该项目总投资约50万元，资金由街道负责，民政局补助部分。该项目已于9月底完工。",
    )
    assert [p.leads for p in reading.plan.projects] == [(), ()]
    assert _targets(reading)[1] == ["一家"]


def test_the_unit_at_the_head_of_the_content_leads() -> None:
    reading = _read(
        "关于青溪县2025年十大民生实事项目督办情况的通报",
        "（一）深入推进危桥改造",
        "主要内容：由县交通运输局牵头，计划完成危桥改造2座；开工重建桥梁1座。",
        "完成情况：1.老周桥等2个改造项目已于3月21日完工。2.横山桥项目正在施工。",
        "（二）提高残疾人两项补贴水平",
        "主要内容：由县民政局牵头，县财政局配合，提高补贴标准。",
        "完成情况：补贴均已发放到位。",
    )
    assert [(p.leads, p.partners) for p in reading.plan.projects] == [
        (("县交通运输局",), ()),
        (("县民政局",), ("县财政局",)),
    ]
    assert _targets(reading) == [["2座", "1座"], []]
    left = [dict(f.fields) for f in reading.findings if f.code == "intake.progress-left-out"]
    assert ("一", "2个") in [(str(f["no"]), str(f["text"])[:2]) for f in left]


def test_lines_that_semicolons_part_are_projects_and_the_share_of_the_plan_above_tells_that_they_report() -> None:
    reading = _read(
        "2025年上半年，青溪20件重点民生实事",
        "今年上半年，青溪推进20件重点民生实事，截至6月底，累计完成投资11.05亿元，占全年计划的60.4%。",
        "9件市级民生实事有序推进。",
        "新增残疾人就业57人，实施残疾儿童康复救助270人；",
        "开办公益托管点位4个，服务留守儿童450人次；",
        "新实施老旧小区改造67个；",
        "实施农村公路安全防护工程201公里。",
    )
    assert _names(reading) == [
        "新增残疾人就业57人",
        "开办公益托管点位4个",
        "新实施老旧小区改造67个",
        "实施农村公路安全防护工程201公里",
    ]
    assert reading.kind == "progress"
    assert "no-progress" in _codes(reading)


def test_months_in_which_all_goes_well_make_a_circular() -> None:
    reading = _read(
        "青溪市1-11月30件民生实事项目全力推进",
        "根据各单位上报情况统计，1-11月，青溪市30件民生实事项目总体进展顺利。",
        "2025年，青溪市共办理30件民生实事项目。一是已完成的项目3个。分别为：棚户区改造、农村危房改造、残疾儿童康复。"
        "二是有一定进度的项目3个。分别为：电商扶贫、易地扶贫搬迁、提质改造农村公路。",
    )
    assert reading.kind == "progress"
    assert len(reading.plan.projects) == 6


def test_headings_over_sentences_that_are_announced_are_projects() -> None:
    reading = _read(
        "记者从区人大会议上获悉：",
        "2025年青溪区首次开展民生实事票决制，票决通过的3件民生实事项目全部完成，累计完成投资14.4亿元。",
        "具体如下：",
        "生活污水处理能力提升",
        "完成投资5.6亿元。污水处理厂主体完工，新建城乡污水管网95公里。",
        "实施农村公路防护工程",
        "完成投资0.23亿元。安装防护栏150公里。",
        "城市交通缓堵保畅",
        "完成投资1.24亿元。北滨大道竣工投用。",
    )
    assert reading.kind == "progress"
    assert _names(reading) == ["生活污水处理能力提升", "实施农村公路防护工程", "城市交通缓堵保畅"]
    assert _targets(reading) == [[], [], []]
    assert [[str(f.value) for f in fs] for fs in reading.progress.values()] == [["95"], ["150"], []]


def test_names_between_commas_are_projects_where_so_many_are_said_to_be_among_them() -> None:
    reading = _read(
        "2025年青溪县为民办实事项目确定",
        "最终票决出3个项目入选2025年县人民政府为民办实事项目。",
        "3个项目包括第四幼儿园建设项目，农村公路提升工程，柳河、双河治理工程（两河公园），估算总投资4.6亿元。项目体现民生需求。",
    )
    assert _names(reading) == ["第四幼儿园建设项目", "农村公路提升工程", "柳河、双河治理工程（两河公园）"]
