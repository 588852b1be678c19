"""Five made-up notices, one a format, written by hand and not by the strategies: nothing of them exists.

python make.py [FOLDER] writes them and their truth (NAME.gold.json, in the shape of the reading's JSON). The PDF is
printed by LibreOffice; without it the other four are written. They were read by no rule that was made for them.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

import docx
import openpyxl
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn

Gold = dict[str, object]


def target(text: str, value: float, unit: str, qualifier: str = "exact", most: float | None = None) -> Gold:
    return {"text": text, "value": value, "value_max": most, "unit": unit, "qualifier": qualifier}


def due(text: str, day: str | None, milestone: str = "complete") -> Gold:
    return {"text": text, "date": day, "milestone": milestone}


def project(
    no: str,
    name: str,
    leads: list[str],
    partners: list[str],
    deadlines: list[Gold],
    targets: list[Gold],
    *,
    leaders: tuple[str, ...] = (),
    items: tuple[list[Gold], ...] = (),
) -> Gold:
    return {
        "no": no,
        "name": name,
        "leads": leads,
        "partners": partners,
        "leaders": list(leaders),
        "deadlines": deadlines,
        "targets": targets,
        "items": [{"no": str(k), "targets": t} for k, t in enumerate(items, 1)],
        "progress": [],
    }


def notice(title: str, year: int, projects: list[Gold], number: str = "", issuer: str = "", issued: str = "") -> Gold:
    head = {"title": title, "number": number or None, "issuer": issuer or None, "issued": issued or None, "year": year}
    return {"kind": "notice", "document": head, "projects": projects}


# plain text: numbered paragraphs, units and limits in brackets

PROSE = """\
            云溪县人民政府办公室
  关于分解2025年十件民生实事（第一批）任务的通知

云政办发〔2025〕8号

各乡镇人民政府，县直有关部门：

    经县十八届人大五次会议票决，今年先行实施下列五件实事。请各牵头单位于3月20日前报送实施方案，每月28日前报送进展情况。

    一、幼有所育

    （一）托育服务扩容。新建公办托育园3所，新增普惠托位不少于240个。（牵头单位：县卫健局；配合单位：县教体局、各乡镇人民政府；
完成时限：2025年10月底前）

    （二）校园午餐提质。改造学校食堂二十六个，在校午餐学生覆盖率由71%提高到90%以上。（牵头单位：县教体局；完成时限：8月底前完成
改造，9月投入使用）

    二、老有所养

    （三）适老化改造。为800户左右困难老年人家庭实施适老化改造，总投资约240万元。（县民政局牵头，县残联、县住建局配合；完成时限：11月）

    三、行有所畅

    （四）打通断头路。打通城区断头路5—6条，新增公共停车泊位1200余个。（牵头单位：县住建局；配合单位：县交警大队，县城投公司；
完成时限：年底前）

    （五）城乡公交优化。更新新能源公交车18辆，开通预约线路7条。（牵头单位：县交通运输局；完成时限：二季度）

                                        云溪县人民政府办公室
                                          2025年2月18日

    （此件公开发布）
"""
TXT = notice(
    "云溪县人民政府办公室关于分解2025年十件民生实事（第一批）任务的通知",
    2025,
    [
        project(
            "一", "托育服务扩容", ["县卫健局"], ["县教体局", "各乡镇人民政府"], [due("2025年10月底前", "2025-10-31")],
            [target("3所", 3, "所"), target("不少于240个", 240, "个", "at_least")],
        ),
        project(
            "二", "校园午餐提质", ["县教体局"], [],
            [due("8月底前", "2025-08-31"), due("9月投入使用", "2025-09-30", "in_service")],
            [target("二十六个", 26, "个"), target("90%以上", 90, "%", "at_least")],
        ),
        project(
            "三", "适老化改造", ["县民政局"], ["县残联", "县住建局"], [due("11月", "2025-11-30")],
            [target("800户左右", 800, "户", "approx")],
        ),
        project(
            "四", "打通断头路", ["县住建局"], ["县交警大队", "县城投公司"], [due("年底前", "2025-12-31")],
            [target("5—6条", 5, "条", "range", 6), target("1200余个", 1200, "个", "over")],
        ),
        project(
            "五", "城乡公交优化", ["县交通运输局"], [], [due("二季度", "2025-06-30")],
            [target("18辆", 18, "辆"), target("7条", 7, "条")],
        ),
    ],
    "云政办发〔2025〕8号", "云溪县人民政府办公室", "2025-02-18",
)  # fmt: skip

# a web page: a table among what counties put around it

PAGE = """\
<!DOCTYPE html>
<html lang="zh"><head><meta charset="utf-8"><title>青石市2023年民生实事项目安排表 - 青石市人民政府门户网站</title>
<link rel="stylesheet" href="/css/main.css"><script>document.write('<i>')</script></head>
<body>
<div id="top"><a href="/login">登录</a> | <a href="/wza">无障碍</a> | 今天是2023年3月9日</div>
<ul class="menu"><li><a href="/">首页</a></li><li><a href="/zwgk">政务公开</a></li><li><a href="/hdjl">互动交流</a></li></ul>
<div class="path">您的位置：<a href="/">首页</a> &gt; <a href="/zwgk">政务公开</a> &gt; <a href="/ms">民生实事</a></div>
<div class="article">
<h1>青石市2023年民生实事项目安排表</h1>
<div class="info">发布时间：2023-03-06 16:20　来源：市政府办公室　浏览次数：<script>count(8)</script>　字号：<a>大</a><a>中</a><a>小</a></div>
<table border="1" style="border-collapse:collapse">
<thead><tr><th>序号</th><th>牵头市领导</th><th>项目名称</th><th>建设内容</th><th>责任单位</th><th>完成时间</th></tr></thead>
<tbody>
<tr><td>1</td><td rowspan="2"><p>何志远</p></td><td>城市内涝治理</td>
<td>改造易涝点１６处，新建雨水管网<b>约23.5</b>公里</td><td>牵头：市住建局<br>配合：各区人民政府</td><td>6月15日前</td></tr>
<tr><td>2</td><td>农村供水保障</td><td>维修养护农村供水工程120处以上；水质合格率保持在95%以上</td>
<td>牵头：市水利局<br/>配合：各县（市、区）人民政府</td><td>2023年11月底</td></tr>
<tr><td>3</td><td>分管卫健的副市长</td><td>基层医疗提升</td><td>为乡镇卫生院配备DR设备九台，招录大学生乡村医生80名</td>
<td>牵头：市卫健委</td><td>10月份前</td></tr>
<tr><td>4</td><td>林&nbsp;晓</td><td>“一老一小”幸福食堂</td><td>新建幸福食堂45个，实现城区街道全覆盖</td>
<td>牵头：市民政局<br>配合：市商务局、市市场监管局</td><td>长期</td></tr>
</tbody></table>
</div>
<div class="share">分享到：<a>微信</a> <a>微博</a> <a>QQ空间</a></div>
<div class="near"><p>上一篇：关于开展春季义务植树活动的通知</p><p>下一篇：没有了</p></div>
<div class="foot">主办：青石市人民政府办公室　承办：市大数据中心　网站标识码：0000000000　ICP备00000000号</div>
</body></html>
"""
HTML = notice(
    "青石市2023年民生实事项目安排表",
    2023,
    [
        project(
            "1", "城市内涝治理", ["市住建局"], ["各区人民政府"], [due("6月15日前", "2023-06-15")],
            [target("１６处", 16, "处"), target("约23.5公里", 23.5, "公里", "approx")], leaders=("何志远",),
        ),
        project(
            "2", "农村供水保障", ["市水利局"], ["各县（市、区）人民政府"], [due("2023年11月底", "2023-11-30")],
            [target("120处以上", 120, "处", "at_least"), target("95%以上", 95, "%", "at_least")], leaders=("何志远",),
        ),
        project(
            "3", "基层医疗提升", ["市卫健委"], [], [due("10月份前", "2023-09-30")],
            [target("九台", 9, "台"), target("80名", 80, "名")], leaders=("分管卫健的副市长",),
        ),
        project(
            "4", "“一老一小”幸福食堂", ["市民政局"], ["市商务局", "市市场监管局"], [due("长期", None, "ongoing")],
            [target("45个", 45, "个"), target("全覆盖", 100, "%", "full_coverage")], leaders=("林晓",),
        ),
    ],
)  # fmt: skip

# a Word document: a header of two rows, headings over the whole width, merged cells, one limit for all others

DOCX = notice(
    "沙渡区人民政府关于印发2024年民生实事项目清单的通知",
    2024,
    [
        project(
            "1", "新建中小学校", ["区教育局"], ["区财政局", "区住建局"],
            [due("8月底前竣工", "2024-08-31"), due("9月开学", "2024-09-30", "in_service")], [],
            items=(
                [target("2所", 2, "所"), target("3600个", 3600, "个")],
                [target("1.8万㎡", 18000, "平方米")],
            ),
        ),
        project(
            "2", "课后服务提质", ["区教育局"], ["区财政局", "区住建局"], [due("12月15日前", "2024-12-15")],
            [target("全覆盖", 100, "%", "full_coverage")],
        ),
        project(
            "3", "老旧小区改造", ["区住建局"], ["各街道办事处"], [due("11月底前", "2024-11-30")],
            [target("31个", 31, "个"), target("3120户", 3120, "户"), target("不少于40部", 40, "部", "at_least")],
        ),
        project(
            "4", "筹集保障性租赁住房", ["区住建局", "区城投集团"], [], [due("四季度", "2024-12-31")],
            [target("1,500套", 1500, "套")],
        ),
    ],
    "沙政发〔2024〕3号", "沙渡区人民政府", "2024-01-29",
)  # fmt: skip


def make_docx(path: Path) -> None:
    document = docx.Document()
    document.core_properties.author = "made up"
    for text, align in (
        ("沙政发〔2024〕3号", WD_ALIGN_PARAGRAPH.CENTER),
        ("沙渡区人民政府", WD_ALIGN_PARAGRAPH.CENTER),
        ("关于印发2024年民生实事项目清单的通知", WD_ALIGN_PARAGRAPH.CENTER),
        ("各街道办事处，区直各部门：", None),
        ("现将2024年民生实事项目清单印发给你们，请抓好落实。除单列时限的以外，各项目均须于12月15日前完成。", None),
        ("沙渡区人民政府", WD_ALIGN_PARAGRAPH.RIGHT),
        ("2024年1月29日", WD_ALIGN_PARAGRAPH.RIGHT),
        ("附件", None),
        ("2024年民生实事项目清单", WD_ALIGN_PARAGRAPH.CENTER),
    ):
        document.add_paragraph(text).alignment = align
    rows = [
        ["序号", "项目名称", "工作内容", "责任落实", "", "完成时限"],
        ["", "", "", "牵头单位", "配合单位", ""],
        ["一、学有所教（2项）", "", "", "", "", ""],
        ["1", "新建中小学校", "1.新建九年一贯制学校2所，新增学位3600个；\n2.改扩建校舍1.8万㎡。", "区教育局", "区财政局\n区住建局", "8月底前竣工\n9月开学"],
        ["2", "课后服务提质", "实现义务教育学校课后服务全覆盖。", "", "", ""],
        ["二、住有所居（2项）", "", "", "", "", ""],
        ["3", "老旧小区改造", "改造2000年底前建成的老旧小区31个、3120户，加装电梯不少于40部。", "区住建局", "各街道办事处", "11月底前"],
        ["4", "筹集保障性租赁住房", "筹集保障性租赁住房1,500套。", "区住建局\n区城投集团", "—", "四季度"],
    ]  # fmt: skip
    table = document.add_table(len(rows), 6)
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            table.cell(r, c).text = text
    for first, last in (
        ((0, 0), (1, 0)), ((0, 1), (1, 1)), ((0, 2), (1, 2)), ((0, 3), (0, 4)), ((0, 5), (1, 5)),
        ((2, 0), (2, 5)), ((5, 0), (5, 5)), ((3, 3), (4, 3)), ((3, 4), (4, 4)),
    ):  # fmt: skip
        text = table.cell(*first).text
        table.cell(*first).merge(table.cell(*last)).text = text
    document.add_paragraph("抄送：区委办公室，区人大常委会办公室。")
    document.save(str(path))


# a workbook: merged categories, dates, a row of totals, a second sheet that is no list

XLSX = notice(
    "竹岭县2026年民生实事项目责任分解表",
    2026,
    [
        project(
            "1", "县城供水管网更新", ["县水利局"], ["县财政局"], [due("2026-10-31", "2026-10-31")],
            [target("36.4公里", 36.4, "公里")], leaders=("周建国",),
        ),
        project(
            "2", "农村公路安防工程", ["县交通运输局"], ["县公安局", "各乡镇人民政府"], [due("2026年上半年", "2026-06-30")],
            [target("不低于85公里", 85, "公里", "at_least"), target("7座", 7, "座")], leaders=("周建国",),
        ),
        project(
            "3", "残疾人康复中心建设", ["县残联"], [], [due("6月底前开工", "2026-06-30", "start")],
            [target("1.2万平方米", 12000, "平方米"), target("150张", 150, "张")], leaders=("分管民政的副县长",),
        ),
        project(
            "4", "困难家庭学生资助", ["县教育局", "团县委"], [], [due("2026-12-31", "2026-12-31")],
            [target("约3200人次", 3200, "人次", "approx")], leaders=("分管民政的副县长",),
        ),
    ],
)  # fmt: skip


def make_xlsx(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "任务表"
    rows: list[list[object]] = [
        ["竹岭县2026年民生实事项目责任分解表"],
        ["单位：万元"],
        ["序号", "类别", "项目名称", "年度目标", "计划投资", "责任领导", "责任单位", "完成时限", "备注"],
        [1, "城乡建设", "县城供水管网更新", "更新供水管网36.4公里", 4200, "周建国", "县水利局（牵头）、县财政局", date(2026, 10, 31), "续建"],
        [2, None, "农村公路安防工程", "建设安防设施不低于85公里，改造危桥7座", 1860.5, None, "县交通运输局（牵头）、县公安局、各乡镇人民政府", "2026年上半年", None],
        [3, "社会保障", "残疾人康复中心建设", "新建康复用房1.2万平方米，设置床位150张", 5000, "分管民政的副县长", "县 残 联", "6月底前开工", None],
        [4, None, "困难家庭学生资助", "资助困难学生约3200人次", 640, None, "县教育局\n团县委", date(2026, 12, 31), None],
        ["合计", None, None, None, 11700.5, None, None, None, None],
        ["注：计划投资以财政评审为准。"],
    ]  # fmt: skip
    for row in rows:
        sheet.append(row)
    for cells in ("A1:I1", "A2:I2", "B4:B5", "F4:F5", "B6:B7", "F6:F7", "A8:D8", "A9:I9"):
        sheet.merge_cells(cells)
    for cell in ("H4", "H7"):
        sheet[cell].number_format = "yyyy-mm-dd"
    notes = book.create_sheet("填表说明")
    notes["A1"] = "本表由县民生办汇总。"
    book.save(path)


# a PDF: a table that goes over a page

PDF = notice(
    "石柳市人民政府办公室关于下达2022年为民办实事任务的通知",
    2022,
    [
        project(
            "1", "城区公厕提升", ["市城管局"], ["市住建局"], [due("2022年9月底", "2022-09-30")],
            [target("24座", 24, "座"), target("60座", 60, "座")],
        ),
        project(
            "2", "高标准农田建设", ["市农业农村局"], ["市水利局", "市自然资源和规划局"], [due("12月底前", "2022-12-31")],
            [target("8.6万亩", 86000, "亩")],
        ),
        project(
            "3", "职业技能培训", ["市人社局"], ["市总工会"], [due("全年", "2022-12-31", "ongoing")],
            [target("超过1.5万人次", 15000, "人次", "over")],
        ),
        project(
            "4", "社区卫生服务中心标准化", ["市卫健委"], ["市财政局"], [due("11月下旬", "2022-11-30")],
            [target("至少9家", 9, "家", "at_least")],
        ),
        project(
            "5", "智慧安防小区", ["市公安局"], ["市住建局", "各街道办事处"], [due("三季度", "2022-09-30")],
            [target("130个", 130, "个"), target("2400个", 2400, "个")],
        ),
    ],
    "石政办字〔2022〕15号", "石柳市人民政府办公室", "2022-03-10",
)  # fmt: skip
_LONG = "坚持先急后缓、建管并重，选址前征求群众意见，完工后组织群众代表验收，建立台账并落实管护责任，确保建一处成一处；"


def make_pdf(path: Path) -> None:
    document = docx.Document()
    document.styles["Normal"].font.name = "Noto Serif CJK SC"
    document.styles["Normal"].element.rPr.rFonts.set(qn("w:eastAsia"), "Noto Serif CJK SC")
    for text, align in (
        ("石柳市人民政府办公室", WD_ALIGN_PARAGRAPH.CENTER),
        ("关于下达2022年为民办实事任务的通知", WD_ALIGN_PARAGRAPH.CENTER),
        ("石政办字〔2022〕15号", WD_ALIGN_PARAGRAPH.CENTER),
        ("各区县人民政府，市直各部门：", None),
        (
            "2022年为民办实事任务已经市政府常务会议研究通过，现下达给你们，请认真组织实施。各主办单位每季度末向市政府督查室报送进展。",
            None,
        ),
        ("石柳市人民政府办公室", WD_ALIGN_PARAGRAPH.RIGHT),
        ("2022年3月10日", WD_ALIGN_PARAGRAPH.RIGHT),
    ):
        document.add_paragraph(text).alignment = align
    rows = [
        ["序号", "实事名称", "目标任务", "主办单位", "协办单位", "完成时限"],
        ["1", "城区公厕提升", f"{_LONG}新建公厕24座，改造公厕60座。", "市城管局", "市住建局", "2022年9月底"],
        ["2", "高标准农田建设", f"{_LONG}建设高标准农田8.6万亩。", "市农业农村局", "市水利局\n市自然资源和规划局", "12月底前"],
        ["3", "职业技能培训", f"{_LONG}开展补贴性职业技能培训超过1.5万人次。", "市人社局", "市总工会", "全年"],
        ["4", "社区卫生服务中心标准化", f"{_LONG}建成标准化社区卫生服务中心至少9家。", "市卫健委", "市财政局", "11月下旬"],
        ["5", "智慧安防小区", f"{_LONG}建设智慧安防小区130个，安装智能门禁2400个。", "市公安局", "市住建局\n各街道办事处", "三季度"],
    ]  # fmt: skip
    table = document.add_table(len(rows), 6, style="Table Grid")
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            table.cell(r, c).text = text
    repeated = table.rows[0]._tr.get_or_add_trPr()
    repeated.append(repeated.makeelement(qn("w:tblHeader"), {}))
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"{path.stem}.docx"
        document.save(str(source))
        command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "pdf"]
        subprocess.run([*command, "--outdir", str(path.parent), str(source)], check=True, capture_output=True)


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    (folder / "prose.txt").write_bytes(PROSE.encode("gb18030"))
    (folder / "page.html").write_text(PAGE, "utf-8")
    make_docx(folder / "annex.docx")
    make_xlsx(folder / "list.xlsx")
    if shutil.which("soffice"):
        make_pdf(folder / "printed.pdf")
    for name, gold in (("prose", TXT), ("page", HTML), ("annex", DOCX), ("list", XLSX), ("printed", PDF)):
        text = json.dumps(gold, ensure_ascii=False, indent=1)
        (folder / f"{name}.gold.json").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
