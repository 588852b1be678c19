"""Projects as tables of every shape (表格): column order, headings, merged cells, rows that are no project."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import evolve

from minsheng.testing.notices.blocks import Block, Cell, Line, Table
from minsheng.testing.notices.dice import Dice
from minsheng.testing.notices.figures import chinese
from minsheng.testing.notices.truth import Limit, Work
from minsheng.testing.notices.works import Style

_HEADINGS = {
    "number": ("序号", "序号", "编号", "项目序号", "序 号"),
    "category": ("类别", "项目类别", "分类"),
    "name": ("项目名称", "工作任务名称", "民生实事名称", "实事事项", "建设项目", "实事名称", "工程名称", "项目", "名称", "任务名称", "实事项目名称", "民生实事项目名称", "事项名称"),
    "text": ("民生实事", "工作任务", "实事内容", "重点任务", "民生实事内容", "实事项目", "任务"),
    "content": (
        "项目内容", "主要内容", "建设内容", "工作内容", "目标任务", "建设内容及规模", "工作目标", "年度工作目标", "项目内容及工作目标", "主要任务", "实施内容",
        "年度目标任务", "具体内容", "建设规模及内容", "主要建设内容", "建设任务", "目标要求", "工作任务及目标", "任务及要求",
    ),
    "leads": ("牵头单位", "主办单位", "牵头实施单位", "组织实施单位", "责任牵头单位", "牵头（责任）单位", "牵头部门", "牵头责任单位", "主责单位", "主要责任单位", "承办单位"),
    "partners": ("配合单位", "协作单位", "协同配合单位", "配合（协办）单位", "协办单位", "参与单位", "配合部门", "协同单位"),
    "responsible": ("责任单位", "责任部门", "落实单位", "责任主体", "责任单位（部门）"),
    "leaders": ("分管领导", "牵头县领导", "责任县领导", "联系县领导", "责任领导", "牵头领导", "包保领导", "分管县领导", "县领导", "挂联领导"),
    "limit": ("完成时限", "预计完成时间", "截止时间", "完成时间节点", "完成时限要求", "计划完成时限", "完成时间", "时限要求", "完成期限", "办结时限", "计划完成时间", "时间节点", "时限", "完成时限（2024年）"),
    "funding": ("投资（万元）", "总投资（万元）", "计划投资（万元）", "资金概算（万元）"),
    "done": ("累计完成", "已完成数", "完成数", "目前完成", "实际完成", "累计完成数"),
    "rate": ("完成率", "完成比例", "累计进度", "完成进度", "进度"),
    "status": ("进展情况", "目前进展", "完成情况", "工作进展", "推进情况"),
    "note": ("备注", "说明", "备注"),
}  # fmt: skip
_GROUPS = ("责任落实", "责任分工", "工作责任", "责任")
_CATEGORIES = (
    "教育惠民",
    "交通出行",
    "医疗卫生",
    "城乡建设",
    "就业创业",
    "养老托育",
    "文体服务",
    "生态环境",
    "社会保障",
)
_NOTES = ("", "", "", "续建", "新建", "市级下达", "跨年度项目", "以实际完成为准")
_UNITS = ("leads", "partners", "responsible", "leaders")
_BETWEEN = ("、", "、", "\n", "，", "；")


class TableLayout:
    """One notice's way of making a table."""

    def __init__(self, dice: Dice, style: Style, *, way: str = "", merges: bool = True) -> None:
        """`way` is how plain text has its tables: tabs and lines have no lines in a cell, or no empty cell."""
        self.dice, self.style, self.merges, self.way = dice, style, merges, way
        self.lines = way != "tabs"
        self.between = dice.pick([b for b in _BETWEEN if self.lines or b != "\n"])
        self.nothing = dice.pick(("无", "/", "—", "-")) if way == "lines" or dice.chance(8) else ""
        self.number = dice.pick(("{}", "{}", "{}", "{c}", "（{}）", "{}.", "{:0>2}")) if way != "lines" else "{}"
        self.roles = self._roles(empty_cells=way != "lines")
        self.headings = {r: self._heading(r) for r in self.roles}
        self.split_header = merges and len(self._group()) > 1 and dice.chance(3, "header-of-two-rows")
        self.wide_names = dice.chance(4, "names-printed-wide")

    def blocks(self, works: list[Work]) -> tuple[list[Block], list[Work]]:
        """The table, or two, and the projects as the table has them: merged cells give several what one had."""
        dice = self.dice
        groups = self._parted(works)
        blocks: list[Block] = []
        done: list[Work] = []
        for k, group in enumerate(groups):
            if len(groups) > 1:
                blocks.append(Line(f"{chinese(k + 1)}、{dice.pick(_CATEGORIES)}（{len(group)}项）"))
            table, own = self._table(group)
            blocks.append(table)
            done += own
        return blocks, done

    def _parted(self, works: list[Work]) -> list[list[Work]]:
        if self.merges and len(works) > 3 and self.dice.chance(6, "several-tables"):
            at = self.dice.number(1, len(works) - 1)
            return [works[:at], works[at:]]
        return [works]

    def _roles(self, *, empty_cells: bool) -> list[str]:
        dice, style = self.dice, self.style
        roles = [] if empty_cells and dice.chance(12, "no-number-column") else ["number"]
        rest = ["category"] if empty_cells and self.merges and dice.chance(6, "category-column") else []
        rest += ["text"] if style.one_text else ["name", "content"]
        units = {
            "split": ["leads", "partners"],
            "leads": ["leads"],
            "both": ["leads", "responsible"],
        }.get(style.units, ["responsible"])
        rest += (["leaders", *units] if dice.chance(2) else [*units, "leaders"]) if style.leaders else units
        rest += ["limit"] if style.limits == "stated" else []
        rest += {"figure": ["done"], "rate": ["rate"], "both": ["done", "rate"], "words": ["status"]}.get(
            style.report, []
        )
        rest += ["funding"] if dice.chance(7, "funding-column") else []
        rest += ["note"] if empty_cells and dice.chance(5, "note-column") else []
        if dice.chance(4, "columns-in-another-order"):
            rest = dice.shuffled(rest)
        return roles + rest

    def _heading(self, role: str) -> str:
        dice = self.dice
        text = dice.pick(_HEADINGS[role])
        if role == "leaders":
            text = text.replace("县", self.style.area.level)
        text = text.replace("2024", str(self.style.year))
        if len(text) == 4 and self.lines and dice.chance(10, "heading-over-two-lines"):
            return f"{text[:2]}\n{text[2:]}"
        if len(text) in (2, 4) and dice.chance(12, "heading-printed-wide"):
            return " ".join(text)
        return text

    def _group(self) -> list[int]:
        """Neighbouring columns of units, under one heading in a header of two rows."""
        run: list[int] = []
        for k, role in enumerate(self.roles):
            if role in _UNITS:
                run.append(k)
            elif len(run) > 1:
                break
            else:
                run = []
        return run if len(run) > 1 else []

    def _header(self) -> list[tuple[Cell, ...]]:
        cells = [Cell(text=self.headings[r], head=True) for r in self.roles]
        if not self.split_header:
            return [tuple(cells)]
        group = self._group()
        above: list[Cell] = []
        for k, cell in enumerate(cells):
            if k == group[0]:
                above.append(Cell(text=self.dice.pick(_GROUPS), columns=len(group), head=True))
            elif k not in group:
                above.append(evolve(cell, rows=2))
        return [tuple(above), tuple(cells[k] for k in group)]

    def _table(self, works: list[Work]) -> tuple[Table, list[Work]]:
        dice, n = self.dice, len(self.roles)
        header = self._header()
        rows: list[tuple[Cell, ...]] = []
        if self.merges and dice.chance(8, "title-in-the-table"):
            rows.append((Cell(text=f"{self.style.year}年民生实事项目表", columns=n),))
            if dice.chance(2, "unit-row"):
                rows.append(
                    (Cell(text=dice.pick(("单位：万元", f"填报单位：{self.style.area.level}民生办")), columns=n),)
                )
        rows += header
        again = (
            dice.number(1, len(works) - 1)
            if len(works) > 2 and self.way != "lines" and dice.chance(5, "header-again")
            else 0
        )
        done: list[Work] = []
        at = 0
        while at < len(works):
            if again and at >= again:
                rows += header
                again = 0
            size = 1
            if self.merges and dice.chance(6):
                size = min(dice.number(2, 3), len(works) - at)
            if self.merges and dice.chance(10, "heading-rows"):
                rows.append((Cell(text=f"{dice.pick(_CATEGORIES)}（{size}项）", columns=n),))
            group = self._like_the_first(works[at : at + size]) if size > 1 else (works[at : at + size], frozenset())
            rows += self._body(*group)
            done += group[0]
            at += size
        if "funding" in self.roles and "number" in self.roles and dice.chance(2, "row-of-totals"):
            total = {"number": "合计", "funding": "12345"}
            rows.append(tuple(Cell(text=total.get(role, self.nothing)) for role in self.roles))
        if self.merges and dice.chance(6, "note-row"):
            rows.append(
                (
                    Cell(
                        text=f"注：{dice.pick(('牵头单位负责汇总', '未尽事项按年度计划执行', '各单位按职责分工落实'))}。",
                        columns=n,
                    ),
                )
            )
        return Table(tuple(rows), n), done

    def _like_the_first(self, works: list[Work]) -> tuple[list[Work], frozenset[str]]:
        """Projects that share cells, and in which columns."""
        first = works[0]
        shared = self.dice.pick(("units", "limit", "units-and-limit", "category"))
        roles: set[str] = set()
        if "units" in shared:
            works = [evolve(w, leads=first.leads, partners=first.partners) for w in works]
            roles |= {r for r in self.roles if r in ("leads", "partners", "responsible")}
        if "limit" in shared and "limit" in self.roles:
            works = [evolve(w, limits=first.limits) for w in works]
            roles.add("limit")
        if "category" in self.roles:
            roles.add("category")
        if roles:
            self.dice.features.add("merged-cells")
        return works, frozenset(roles)

    def _body(self, works: Sequence[Work], shared: frozenset[str]) -> list[tuple[Cell, ...]]:
        """The rows of projects that share the cells of some columns."""
        heights = [self._height(w) for w in works]
        rows: list[tuple[Cell, ...]] = []
        for k, (work, height) in enumerate(zip(works, heights, strict=True)):
            cells = {role: self._filled(role, self._cell(role, work)) for role in self.roles}
            upper, lower = self._halves(work) if height == 2 else ("", "")
            row: list[Cell] = []
            for role in self.roles:
                cell = cells[role]
                if role in shared:
                    if k == 0:
                        row.append(evolve(cell, rows=sum(heights)))
                elif role == "content" and height == 2:
                    row.append(evolve(cell, text=upper))
                else:
                    row.append(evolve(cell, rows=height))
            rows.append(tuple(row))
            if height == 2:
                rows.append((Cell(text=lower),))
        return rows

    def _height(self, work: Work) -> int:
        if not self.merges or "number" not in self.roles or "content" not in self.roles or work.pieces:
            return 1
        return 2 if self._halves(work)[1] and self.dice.chance(8, "project-over-two-rows") else 1

    def _halves(self, work: Work) -> tuple[str, str]:
        upper, mark, lower = re.sub("([，；])", r"\1|", work.content, count=1).partition("|")
        return (upper, lower) if mark else (work.content, "")

    def _filled(self, role: str, cell: Cell) -> Cell:
        if cell.text or not self.nothing or role == "note":
            return cell
        self.dice.features.add("sign-for-nothing")
        return evolve(cell, text=self.nothing)

    def _cell(self, role: str, work: Work) -> Cell:
        dice = self.dice
        if role == "number":
            return Cell(text=self.number.format(work.no, c=chinese(int(work.no))))
        if role == "name":
            return Cell(text=work.name)
        if role in ("content", "text"):
            return Cell(text=work.content if self.lines else work.content.replace("\n", ""))
        if role == "leaders":
            return Cell(text=self.between.join(self._wide(n) for n in work.leaders))
        if role == "limit":
            return self._limit(work.limits)
        if role == "funding":
            return Cell(text=str(dice.number(20, 9000)))
        if role in ("done", "rate", "status"):
            return Cell(text=_reported(role, work))
        if role == "note":
            return Cell(text=dice.pick(_NOTES))
        if role == "category":
            return Cell(text=dice.pick(_CATEGORIES))
        return Cell(text=self._units(role, work))

    def _limit(self, limits: tuple[Limit, ...]) -> Cell:
        if self.style.common is not None and limits == (self.style.common,):
            return Cell()
        if not limits:
            return Cell(text=self.dice.pick(("秋季开学前", "汛期前", "入冬前", "春节前")))
        text = dice_join(self.dice, [limit.text for limit in limits], ("，", "\n" if self.lines else "；"))
        day = limits[0].day if len(limits) == 1 and re.fullmatch(r"\d{4}-\d\d-\d\d", limits[0].text) else None
        return Cell(text=text, day=day)

    def _units(self, role: str, work: Work) -> str:
        """The words of a column of units."""
        leads, partners = [self._wide(u) for u in work.leads], [self._wide(u) for u in work.partners]
        style, sep = self.style.units, self.between
        if style == "clauses":
            self.dice.features.add("lead-and-partners-in-clauses")
            by, of = self.dice.pick((("", ""), ("", ""), ("由", ""), ("", "负责")))
            help_ = f"，{'、'.join(partners)}{self.dice.pick(('配合', '配合', '协助', '参与'))}" if partners else ""
            return f"{by}{'、'.join(leads)}牵头{of}{help_}"
        if style == "labelled":
            self.dice.features.add("lead-and-partners-behind-labels")
            mark = "\n" if self.lines else "；"
            help_ = f"{mark}配合单位：{'、'.join(partners)}" if partners else ""
            return f"牵头单位：{'、'.join(leads)}{help_}"
        if style == "marked":
            self.dice.features.add("lead-in-brackets")
            return sep.join([*(f"{u}（牵头）" for u in leads), *partners])
        if role in ("leads", "responsible") and style in ("responsible", "leads"):
            return sep.join(leads)
        if style == "split" and role == "partners" and partners and self.dice.chance(15, "and-others"):
            return sep.join(partners) + "等"
        return sep.join(leads if role == "leads" else partners)

    def _wide(self, name: str) -> str:
        """A short name printed over the width of its column: 县 残 联."""
        if self.wide_names and len(name) <= 3:
            return self.dice.pick((" ", " ", "\u3000")).join(name)
        return name


def _reported(role: str, work: Work) -> str:
    """A cell of a column for what was done."""
    if role == "status":
        return work.status
    if not work.reports:
        return ""
    value = work.reports[0].value if role == "done" else work.reports[0].percent
    return f"{value:f}" + ("%" if role == "rate" else "")


def dice_join(dice: Dice, texts: Sequence[str], marks: Sequence[str]) -> str:
    """The texts, parted by one of the marks."""
    return dice.pick(marks).join(texts)
