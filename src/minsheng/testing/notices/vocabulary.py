"""Names of places, units, persons and things that do not exist, put together from parts (虚构词汇)."""

from __future__ import annotations

from attrs import frozen

from minsheng.testing.notices.dice import Dice

_PLACE = tuple("清石云柳松白龙凤金永安长东西河溪山岭湖塘坪泉沙庄寨岗湾渡竹梅桃杨茶")
_SURNAMES = tuple("王李张刘陈杨赵黄周吴徐孙马朱胡郭何林罗高")
_GIVEN = tuple("伟芳敏静强磊洋艳勇军杰涛超霞平刚辉玲波宁")
_OFFICES = (
    "教育局", "教体局", "财政局", "民政局", "住建局", "交通运输局", "水利局", "水务局", "卫健局", "卫健委", "人社局", "农业农村局", "城管局",
    "残联", "妇联", "总工会", "团委", "文旅局", "公安局", "交警大队", "市场监管局", "发改局", "科技局", "医保局", "应急管理局", "林业局", "商务局",
    "自然资源和规划局", "退役军人事务局", "生态环境分局", "政务服务中心", "城投集团", "供电公司", "融媒体中心", "疾控中心", "公路事业发展中心",
)  # fmt: skip
_TOPICS = (
    "教育", "体育", "养老", "交通", "运输", "住房", "水利", "林草", "粮食", "畜牧", "商贸", "文化", "旅游", "卫生", "健康", "就业", "社会保险", "应急",
    "数据", "科技", "工业", "园林", "环卫", "气象", "供水", "燃气", "热力", "公交", "乡村振兴", "供销", "邮政", "电力", "通信", "城市更新", "农机",
)  # fmt: skip
_KINDS = (
    "局", "中心", "办公室", "服务中心", "管理局", "发展中心", "委员会", "集团", "公司", "集团公司", "联合会", "总站", "指挥部", "事务中心",
)  # fmt: skip
_GROUPS = {
    "县": ("各乡镇（街道）", "各乡镇人民政府", "各乡镇", "各镇街", "有关乡镇", "属地乡镇", "各乡镇政府"),
    "市": ("各县（市、区）人民政府", "各县（市、区）", "各区县政府", "各县区", "有关县（市、区）政府"),
    "区": ("各街道", "各镇（街道）", "各街道办事处", "有关街道"),
}  # fmt: skip
_CARES = ("教育", "卫生健康", "城建", "农业农村", "民政", "交通", "文旅")
_TOWNS = ("镇", "乡", "街道", "镇人民政府", "街道办事处", "乡政府")
_AREAS = (
    "城区",
    "农村",
    "中心城区",
    "县城",
    "乡镇",
    "城乡",
    "集镇",
    "公办",
    "社区",
    "村级",
    "镇区",
    "山区",
    "沿湖",
    "老城区",
)
_SORTS = ("", "", "", "标准化", "智慧", "普惠性", "便民", "示范", "老旧", "新型", "配套", "生态")


@frozen
class Thing:
    """What is built, bought or held: its word, its measure words, what is done to it, its largest usual number."""

    noun: str
    units: tuple[str, ...]
    verbs: tuple[str, ...]
    most: int = 500
    fine: bool = False
    """Numbers may have places, and 万 in front of the unit."""


_BUILD = ("新建", "建设", "改造", "完成", "建成", "新改扩建")
_BUY = ("购置", "新增", "配备", "更新")
THINGS = (
    Thing("公路", ("公里",), ("新建", "改造", "硬化", "提升"), 900, fine=True),
    Thing("污水管网", ("公里",), ("铺设", "改造", "新建"), 300, fine=True),
    Thing("供水管道", ("公里", "米"), ("铺设", "更新"), 900, fine=True),
    Thing("绿道", ("公里",), _BUILD, 100, fine=True),
    Thing("沟渠", ("公里",), ("清淤", "整治", "修复"), 300, fine=True),
    Thing("小区", ("个",), ("改造", "整治"), 90),
    Thing("候车亭", ("处", "座", "个"), _BUILD, 120),
    Thing("桥梁", ("座",), ("加固", "改造", "新建"), 40),
    Thing("公厕", ("座", "所"), _BUILD, 90),
    Thing("停车泊位", ("个",), ("新增", "施划", "建设"), 6000),
    Thing("充电桩", ("个", "台"), ("安装", "新建", "建设"), 900),
    Thing("路灯", ("盏",), ("安装", "更换", "新装"), 4000),
    Thing("校车", ("辆",), _BUY, 80),
    Thing("救护车", ("辆", "台"), _BUY, 20),
    Thing("学校", ("所",), _BUILD, 30),
    Thing("幼儿园", ("所",), _BUILD, 30),
    Thing("卫生室", ("个", "所", "家"), ("改造", "建设", "提升"), 300),
    Thing("护理型床位", ("张",), ("新增", "改造"), 900),
    Thing("学位", ("个",), ("新增", "增加"), 6000),
    Thing("农田", ("亩", "万亩"), ("建设", "改造", "提升"), 90, fine=True),
    Thing("绿地", ("平方米", "亩", "万平方米"), ("新增", "建设", "提升"), 900, fine=True),
    Thing("校舍", ("平方米", "万平方米"), ("新建", "改造"), 90, fine=True),
    Thing("危房", ("户",), ("改造", "加固"), 600),
    Thing("养老服务中心", ("个", "家"), _BUILD, 40),
    Thing("口袋公园", ("个", "处"), _BUILD, 30),
    Thing("电梯", ("部", "台"), ("加装", "更新"), 300),
    Thing("高清摄像头", ("个", "台"), ("安装", "新增"), 5000),
    Thing("文艺演出", ("场",), ("举办", "组织", "开展"), 600),
    Thing("图书", ("册", "万册"), ("购置", "更新", "配送"), 90),
    Thing("服务驿站", ("个", "处"), _BUILD, 60),
    Thing("机井", ("眼",), ("维修", "新打"), 300),
    Thing("公益性岗位", ("个",), ("开发", "提供"), 2000),
    Thing("安置房", ("套",), ("建成", "交付", "分配"), 5000),
    Thing("健身场地", ("处", "片"), _BUILD, 90),
    Thing("垃圾分类亭", ("个", "座"), _BUILD, 400),
    Thing("排水口", ("个", "处"), ("整治", "改造"), 90),
    Thing("便民服务点", ("个", "家"), _BUILD, 90),
)
PERSONS = (
    Thing("家政服务人员", ("人", "名", "人次"), ("培训",), 6000),
    Thing("养老护理员", ("人", "名", "人次"), ("培训",), 900),
    Thing("残疾人", ("人", "名"), ("培训", "救助", "帮扶"), 900),
    Thing("退役军人", ("人", "名", "人次"), ("培训", "帮扶"), 900),
    Thing("电商人才", ("人", "名"), ("培训", "引进"), 900),
    Thing("适龄妇女", ("人", "名"), ("免费筛查",), 60_000),
    Thing("困难学生", ("人", "名", "人次"), ("资助", "救助"), 9000),
    Thing("困难职工", ("人次", "户", "名"), ("帮扶", "救助"), 3000),
    Thing("高龄老人", ("人", "名"), ("服务", "探访"), 9000),
)
RATES = (
    "农村自来水普及率",
    "义务教育巩固率",
    "污水处理率",
    "监控联网率",
    "入园率",
    "参保率",
    "抽检合格率",
    "垃圾无害化处理率",
    "群众满意率",
)
COVERED = (
    "行政村5G网络",
    "乡镇养老服务设施",
    "困难群众基本医疗保险",
    "村级寄递物流",
    "中小学校午餐",
    "社区助餐点",
    "农村客运",
)
AIMS = ("应保尽保", "应改尽改", "应助尽助", "应检尽检", "应享尽享")
HELD = (
    ("服务半径", "公里", 15),
    ("平均候车时间", "分钟", 20),
    ("救护车到达时间", "分钟", 15),
    ("平均办理时间", "天", 10),
)
"""What stays below a value, its unit, its largest usual value."""
BESIDE = (
    ("改造2000年以前建成的小区{}", Thing("小区", ("个",), (), 90)),
    ("为60岁以上老年人免费体检{}", Thing("老年人", ("人次",), (), 9000)),
    ("面向3—6岁儿童新增普惠学位{}", Thing("学位", ("个",), (), 3000)),
    ("设置24小时自助服务点{}", Thing("服务点", ("个", "处"), (), 60)),
    ("改造10千伏线路{}", Thing("线路", ("公里",), (), 300, fine=True)),
    ("为0—3岁婴幼儿新增托位{}", Thing("托位", ("个",), (), 2000)),
    ("打造“15分钟生活圈”示范点{}", Thing("示范点", ("个", "处"), (), 60)),
    ("为2型糖尿病患者建立健康档案{}", Thing("档案", ("份",), (), 9000)),
    ("沿G105国道安装路灯{}", Thing("路灯", ("盏",), (), 900)),
    ("组织第九届社区运动会{}", Thing("运动会", ("场",), (), 90)),
    ("为8个月以上婴儿开展筛查{}", Thing("婴儿", ("人", "人次"), (), 9000)),
    ("建设“一刻钟”便民市场{}", Thing("市场", ("个", "处"), (), 30)),
)
"""Words with a figure that is no target, and what is counted behind them."""
SUFFIXES = ("工程", "项目", "建设项目", "改造提升工程", "行动", "提升行动", "建设工程", "提质工程", "民生项目")


@frozen
class Area:
    """A county, city or district that does not exist."""

    name: str
    level: str
    """县, 市 or 区."""

    def unit(self, dice: Dice) -> str:
        """A unit of it."""
        kind = dice.number(0, 11)
        if kind == 0:
            return "".join(dice.some(_PLACE, 2, 2)) + dice.pick(_TOWNS)
        if kind == 1:
            return dice.pick(_GROUPS[self.level])
        if kind <= 4:
            topics = dice.some(_TOPICS, 1, 2)
            return f"{self.level}{''.join(topics)}{dice.pick(_KINDS)}"
        if kind == 5:
            return f"{self.name}{dice.pick(_OFFICES)}"
        if kind == 6:
            return (
                dice.pick(("国网", ""))
                + self.name
                + dice.pick(("供电公司", "水务集团有限公司", "公交公司", "供水公司"))
            )
        return self.level + dice.pick(_OFFICES)

    def units(self, dice: Dice, low: int, high: int) -> list[str]:
        """So many of them, each once."""
        return list(dict.fromkeys(self.unit(dice) for _ in range(dice.number(low, high))))

    def leader(self, dice: Dice) -> str:
        """A head of government in charge: a name or a post."""
        if dice.chance(3):
            return f"分管{dice.pick(_CARES)}的副{self.level}长"
        return dice.pick(_SURNAMES) + "".join(dice.some(_GIVEN, 1, 2))


def area(dice: Dice) -> Area:
    """Any county, city or district."""
    level = dice.pick(("县", "县", "市", "区"))
    return Area("".join(dice.some(_PLACE, 2, 2)) + level, level)


def thing(dice: Dice) -> tuple[str, Thing]:
    """Something with its place and kind in front of it: 城区标准化公厕."""
    found = dice.pick(THINGS)
    return f"{dice.pick(_AREAS)}{dice.pick(_SORTS)}{found.noun}", found


def village(dice: Dice) -> str:
    """A town of it, for names: 清河镇."""
    return "".join(dice.some(_PLACE, 2, 2)) + dice.pick(("镇", "乡", "街道", "片区"))
