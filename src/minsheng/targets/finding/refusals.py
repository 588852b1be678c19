"""What looks like a target and is none (排除规则): each rule a function with its examples, which are its tests.

In an example the words in 【】 are what the rule refuses; the other quantities of it are not its business.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from functools import cache, lru_cache

from attrs import frozen

from minsheng.targets.finding.candidates import Candidate
from minsheng.targets.finding.places import address_of_house, group_of_village, place_of_work, share_of_place
from minsheng.targets.grammar.patterns import pattern
from minsheng.targets.grammar.words import anywhere, beginning, either, ending, words
from minsheng.targets.qualifiers import Qualifier
from minsheng.targets.units import TIMES

Test = Callable[[Candidate], bool]


@frozen
class Refusal:
    """A named rule: `test` says whether the candidate is none."""

    name: str
    test: Test
    examples: tuple[str, ...]
    numerals: bool
    """Asked only of what is printed in Chinese numerals."""
    dimensions: Collection[str]
    """Asked only of units of these; empty: of all."""
    units: Collection[str]
    """Asked only of these measure words; empty: of all."""


_RULES: list[Refusal] = []


def _refuses(
    *examples: str, numerals: bool = False, dimensions: Collection[str] = (), units: Collection[str] = ()
) -> Callable[[Test], Test]:
    def keep(test: Test) -> Test:
        _RULES.append(Refusal(test.__name__.strip("_"), test, examples, numerals, dimensions, units))
        return test

    return keep


def unrefused(candidates: Iterable[Candidate]) -> set[Candidate]:
    """Those that no rule refuses; a rule is asked of all of them before the next, which takes less time."""
    alike: dict[tuple[Test, ...], list[Candidate]] = {}
    for candidate in candidates:
        unit = candidate.phrase.unit
        alike.setdefault(_tests_for(candidate.phrase.numeral, unit.dimension, unit.name), []).append(candidate)
    found: set[Candidate] = set()
    for tests, left in alike.items():
        for test in tests:
            left = [candidate for candidate in left if not test(candidate)]
            if not left:
                break
        found.update(left)
    return found


@lru_cache(maxsize=512)
def _tests_for(numeral: bool, dimension: str, unit: str) -> tuple[Test, ...]:
    """Those of the rules that are asked of such a candidate."""
    return tuple(
        r.test
        for r in _RULES
        if numeral >= r.numerals
        and (not r.dimensions or dimension in r.dimensions)
        and (not r.units or unit in r.units)
    )


@_refuses("【2024年】底前建成", "培训【3天】", "【15分钟】生活圈", "连续【三年】", dimensions=TIMES)
def _time(c: Candidate) -> bool:
    """A date or a duration is a time limit or a name, no result; unless how long something takes is the promise."""
    if c.phrase.unit.name == "天" and _DAYS_COUNTED.search(c.before):
        return False
    short = c.phrase.unit.dimension in ("hours", "days")
    takes = (short and c.phrase.qualifier is Qualifier.AT_MOST) or c.phrase.below
    return not (takes and _DURATION.search(c.before))


_DAYS_COUNTED = re.compile(r"天数[^，。；、\d]{0,8}\Z")
"""优良天数稳定在300天以上: how many days are such."""
_DURATION = re.compile(
    r"(?:时间|时长|时限|周期|间隔|耗时)(?:由[^，。；]{0,8})?(?:平均)?(?:控制|压缩|缩短|降|不超过|不多于|少于|低于)?[在到至为]?\Z"
)
"""平均候车时间控制在6分钟以内 promises a duration."""


@_refuses("“【三公里】”充分就业社区", "《【十条】措施》的通知", "建成“【五个】一”工程")
def _named(c: Candidate) -> bool:
    """A number within quotation marks or a title is part of a name."""
    return c.clauses.quoted(c.phrase.digits)


@_refuses("实施“乡村厨师”“田园家政”【两项】工程", "《甲》《乙》【两部】规划", numerals=True)
def _so_many_named(c: Candidate) -> bool:
    """How many names in quotation marks stand right before it."""
    return c.before.endswith(("”", "》", "」", "’")) and c.phrase.value <= _FEW


_FEW = 20


@_refuses("改造小区36个（含【5个】村）", "敷设管网（东至二路【3公里】）")
def _explained(c: Candidate) -> bool:
    """What stands in brackets explains the amount outside."""
    return c.clauses.bracketed(c.phrase.digits)


@_refuses("第【三批】", "排名全省前【10名】", "前【3个】批次")
def _ordinal(c: Candidate) -> bool:
    """第三批, 前10名: a rank."""
    return _RANK.search(c.before) is not None


_RANK = re.compile(r"第\Z|前(?<![底年月日目之午学产婚课餐饭会赛岗]前)\Z|排名[^，。]{0,6}\Z")


@_refuses("数【十个】村", "新建几【十处】站点", numerals=True)
def _several(c: Candidate) -> bool:
    """数十, 几十, 上千: no number is said; 完成二十个, 总数二十个 say one."""
    return _MANY.search(c.before + c.plain[c.phrase.digits]) is not None


_MANY = re.compile(r"(?:(?<![总人户个件次处])数|几)[十百千万亿]\Z|(?:上|(?<![完建达组形改促落])成)[百千万]\Z")


@_refuses("按同【一个】标准", "召开【一次】会议", "【一件】事一次办", "打造一批精品、建立【一套】机制", numerals=True)
def _article(c: Candidate) -> bool:
    """一 before a measure word is an article, unless something is built: 新建一座公园, 新建小学一所."""
    if c.phrase.value != 1:
        return False
    behind = pattern("built-named").search(c.before) is not None and c.after[:1] in ("", "，", "。", "；", "、", "\n")
    return not (c.phrase.unit.name in _THINGS and (_built(c.before) or behind))


_THINGS = frozenset("座所处家栋幢条个")


def _built(before: str) -> bool:
    return pattern("built").search(before) is not None


@_refuses("双桥村【六组】桥梁", "柳河村三组、【四组】断头路", "双桥村【3组】道路", units=("组", "队"))
def _of_village(c: Candidate) -> bool:
    """The group of a village: a place."""
    return group_of_village(c)


@_refuses("【零次】差错", "办事跑腿【0次】")
def _zero(c: Candidate) -> bool:
    """零跑腿, 零投诉: a slogan, no amount."""
    return not c.phrase.value


@_refuses("坚持【四个】统一", "从【3个】方面", "增强【四个】意识")
def _slogan(c: Candidate) -> bool:
    """四个统一, 两个确保: a slogan counts its own parts."""
    if c.phrase.value > 20:
        return False
    word = beginning(c.after, "abstract", "words")
    return bool(word) and (c.phrase.numeral or word == c.after)


@_refuses("办好【十件】民生实事", "全县【10项】重点工作")
def _own_number(c: Candidate) -> bool:
    """The number of the notice's own projects."""
    return bool(beginning(c.after, "notice", "words"))


@_refuses(
    "总投资【200万元】",
    "县财政安排资金【3000万元】",
    "投入【1.2亿元】建设",
    "【每年安排专项资金500万元】",
    dimensions=("money", "money/months", "money/days", "foreign_money"),
)
def _money_put_in(c: Candidate) -> bool:
    """Money that is spent is no result; money that people receive is one: 发放贷款5亿元."""
    said = c.before + c.printed
    if anywhere("money", "received").search(c.before) or _RAISED.search(c.before):
        return False
    if anywhere("money", "invested").search(said + c.after[:6]):
        return True
    return not anywhere("money", "paid").search(said)


@_refuses("每公里平均造价【75万元】", "每公里造价约【75万元】", "生均成本约【5元/天】", "【每户平均投资3万元】")
def _cost_of_one(c: Candidate) -> bool:
    """What one costs explains the money; 每所5万元以内 promises."""
    return c.phrase.unit.name.startswith("元") and pattern("cost-of-one").search(c.before + c.printed) is not None


_RAISED = re.compile(r"提高[了到至约]?\Z")


@_refuses(
    "信号灯联网率从【50%】提高到65%",
    "床位由目前的【200张】增至300张",
    "学位从【10个】到20个",
    "床位从80张、【120张】分别增至100张、150张",
)
def _old_value(c: Candidate) -> bool:
    """从…提高到…: what was."""
    return _was().search(c.before) is not None and _becomes().match(c.after) is not None


_LISTED = r"\d[\d.]*[^，。；、\d]{1,8}"  # one of several values that are raised at once


@cache
def _was() -> re.Pattern[str]:
    return re.compile(rf"{either(words('old', 'from'))}[^，。；、\d]{{0,10}}(?:{_LISTED}、){{0,4}}\Z")


@cache
def _becomes() -> re.Pattern[str]:
    return re.compile(
        rf"(?:、{_LISTED}?(?=[、分均各都提增降调到至])){{0,4}}[^，。；、\d]{{0,8}}?(?:{either(words('old', 'to'))}|[到至])"
    )


@_refuses("在现有【20个】站点的基础上", "目前已建成【12处】", "去年完成的【300公里】", "在2023年建成【20处】的基础上")
def _already_there(c: Candidate) -> bool:
    """现有, 已建成: a fact, no promise."""
    return _HAD.search(c.before) is not None or ("基础上" in c.after and _ON_TOP.match(c.after) is not None)


_HAD = re.compile(
    r"(?:现有|原有|已有|已经?[建完开投发实改安]|目前有|去(?<![较比]去)年|上(?<![较比]上)年)[^，。；、]{0,12}\Z"
)
_ON_TOP = re.compile(r"[^，。；、]{0,8}的?基础上")


@_refuses(
    "完成300户，其中五云村【105户】、万坂村【50户】",
    "完成300户1000人。其中五云村【105户】，万坂村【50户】",
    "建设安置房420套，其中青山镇【200套】",
)
def _of_places(c: Candidate) -> bool:
    """其中 and a place: how the amount in front is divided, no further one."""
    return share_of_place(c)


@_refuses("改造小区158个，比去年多【16个】", "新增学位8000个，较上年增加【600个】", "（较2024年增加【3所】）")
def _than_before(c: Candidate) -> bool:
    """A clause of its own that compares with another year: no promise. 近视率较上年下降0.5个百分点 is one."""
    return (
        ("比" in c.before or "较" in c.before)
        and not c.phrase.unit.is_share
        and "百分点" not in c.printed
        and _COMPARES.search(c.before) is not None
    )


_COMPARES = re.compile(
    r"(?:^|[，、；。（(])(?:比|较|相比)(?:去年|上年|上一年|前年|往年|(?:19|20)\d\d年)(?:同期|底|末)?(?:净|又)?(?:多|少|增加|增长|新增|减少|增)[了出约]?\Z"
)


@_refuses(
    "双桥路5栋【1单元】",
    "双桥路【5栋】1单元",
    "花园小区【12幢】2单元501室",
    units=("栋", "幢", "座", "单元", "层", "室"),
)
def _address(c: Candidate) -> bool:
    """The houses, stairs and floors of an address."""
    return address_of_house(c)


@_refuses("选址建设路与迎宾大道交叉口西北【200米】", "位于县政府东侧【1.5公里】处", dimensions=("length",))
def _from_there(c: Candidate) -> bool:
    """交叉口西北200米: where something is."""
    return pattern("away").search(c.before) is not None


@_refuses("确保【2026】—2027采暖季居民室温达标", "确保2026—【2027】采暖季居民室温达标")
def _seasons(c: Candidate) -> bool:
    """From one year to the next: a season, a school year."""
    if not c.phrase.bare or not _YEARS < c.phrase.value < _YEARS + 250:
        return False
    return c.phrase.upper == c.phrase.value + 1 or _YEAR_BEFORE.search(c.before) is not None


_YEAR_BEFORE = re.compile(r"(?:19|20)\d\d[—–~～-]{1,2}\Z")


@_refuses("更新小区【二次】供水设施26处", "餐厨垃圾【二次】分拣站", numerals=True, units=("次",))
def _second(c: Candidate) -> bool:
    """二次供水: the name of a thing, not how often."""
    return bool(beginning(c.after, "parts", "second"))


@_refuses(
    "路面宽【6米】",
    "管径【不小于0.3米】",
    "距县城【5公里】",
    "服务半径【3公里】",
    "建设【400米】跑道",
    "【5公里】范围内",
    dimensions=("length",),
)
def _shape(c: Candidate) -> bool:
    """How wide, deep or far: the shape or the place of a thing. 长 is its amount."""
    if (
        c.phrase.qualifier is Qualifier.AT_MOST
        and (c.before + c.printed[:3]).endswith(("控制", "控制在"))
        and "管径" not in c.before
    ):
        return False  # 服务半径控制在3公里以内 promises it
    if c.after == "长":
        return False  # 新建人行桥160米长
    if beginning(c.after, "dimensions", "behind") or _FROM_THERE.search(c.before):
        return True
    before = _AS_MUCH_AS.sub("", c.before) if c.before[-1:] in _AS_MUCH_AS_ENDS else c.before
    if c.before.endswith(_AMOUNTS) or (before.endswith(_AMOUNTS) and _FROM_OLD.search(before)):
        return False  # 拓宽3公里; 由4.5米拓宽至6.5米
    return bool(ending(before, "dimensions", "words"))


_FROM_THERE = re.compile(r"距(?<![运里]距)(?:离)?[^，。；、]{1,8}\Z")
_AS_MUCH_AS = re.compile(r"(?:为|至|到|达|达到|度)\Z")
_AS_MUCH_AS_ENDS = frozenset("为至到达度")
_FROM_OLD = re.compile(r"[由从]\d")
_AMOUNTS = ("运距", "拓宽", "加宽", "展宽")


@_refuses(
    "为建筑面积【500平方米以上】的门店安装报警器",
    "年收入【低于1万元】的家庭",
    "坡度【25%以上】的耕地",
    "劳动能力丧失【60%以上】的职工",
    "对【20户以上】的自然村通硬化路30公里",
    "开展【1000人以上】集中供水工程3处",
    "【不足20户】的自然村",
    "建设日处理能力【5万吨】的污水处理厂1座",
)
def _which(c: Candidate) -> bool:
    """A measure that says which things are meant, not how many."""
    if c.printed.endswith(("以上", "以下")) and c.phrase.unit.name in _HOLDS and c.measured_again:
        held, acts = _attributes()
        if held.match(c.after) and acts.search(c.before):
            return True  # 对30户以上自然村通硬化路30公里
    if not c.after.startswith(words("sizes", "of")):
        return False
    if c.printed.startswith(_COMPARED):
        return not c.phrase.unit.is_share or _SHARE_OF_ITSELF.search(c.before) is not None
    if c.phrase.unit.dimension not in words("sizes", "dimensions"):
        return False
    if c.phrase.unit.is_share and not _SHARE_OF_ITSELF.search(c.before):
        return False  # 85%以上的行政村: how many of them
    if c.printed.endswith(("以上", "以下", "以内")):
        return True
    return c.measured_again or bool(ending(c.before, "sizes", "capacity"))


_SHARE_OF_ITSELF = re.compile("(?:[度率比量值力失损]|程度|等级)(?:达到?|超过?|为|在)?\\Z")
_COMPARED = ("低于", "高于", "超过", "大于", "小于", "少于", "不足", "不到", "未满")
_HOLDS = frozenset(("人", "户", "床"))
"""What villages, waterworks and homes are measured by."""


@cache
def _attributes() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What is measured so, behind it; and what stands in front of it and of no amount: 开展1000人以上集中供水工程."""
    verbs = either(words("labels", "verbs"))
    held = re.compile(rf"的?(?!{verbs})[\u4e00-\u9fff]*?[村屯组寨庄厂园程院所校场构业社区镇]")
    return held, re.compile(rf"(?:^|[对为给将把在]|全[县市区]|{verbs})\Z")


@_refuses("每【5个】村设置", "每隔【3公里】", "每【100户】配备1名网格员")
def _each(c: Candidate) -> bool:
    """每5个村: the measure of a rate."""
    return c.before.endswith(("每", "每隔", "每满", "每增加"))


@_refuses(
    "按【30%】给予补贴",
    "按工程总价的【70%】拨付",
    "占全县总数的【30%】",
    "由县财政承担【三分之二】",
    "【一半】的费用由村集体承担",
    dimensions=("share",),
)
def _share_of_cost(c: Candidate) -> bool:
    """按…的30%: how money is reckoned; 占总数的30%: what it is a part of."""
    if _SHARE_PROMISED.search(c.before) is not None:
        return False  # 交流比例占符合条件教师的15%以上
    return _RECKONED.search(c.before) is not None or _COST.match(c.after) is not None


_SHARE_PROMISED = re.compile(r"(?:比例|占比|比重|率)(?:应|要|需)?占[^，。；、]{0,12}的\Z")
_COST = re.compile("(?:的|左右)*(?:费用|资金|经费|投资|补助|补贴|租金|保费)")
_RECKONED = re.compile(
    r"按照?[^，。；、]{0,10}\Z|(?:承担|负担|自筹|补助|补贴|出资|奖补)(?:剩余|其余|其中)?的?\Z|占[^，。；、]{0,8}的\Z"
)


@_refuses("6月底前完成【50%】", "9月底前完成工程量的【80%】", "上半年完成【60%】", dimensions=("share",))
def _milestone(c: Candidate) -> bool:
    """A share of the work by a day is a step on the way."""
    return _BY_THEN.search(c.before) is not None


_BY_THEN = re.compile(r"(?:月[^，。；]{0,4}|(?:半年|季度|旬|节)[底末]?前?)完成[^，。；]{0,8}\Z")


@_refuses("清明节前建成【1处】、国庆节前全部建成", "6月底前完成【8座】，年底前全部完成")
def _first_part(c: Candidate) -> bool:
    """So many by a day, and all of them by a later one: a step on the way."""
    return _BY_A_DAY.search(c.before) is not None and _ALL_LATER.match(c.plain, c.phrase.end) is not None


_BY_A_DAY = re.compile(
    r"(?:月(?:底|末|\d{1,2}日)?|节|半年|季度末?|旬)前?(?:先行|先期|率先)?(?:建成|完成|改造|投用|开工|竣工)[^，。；、]{0,6}\Z"
)
_ALL_LATER = re.compile(r"[^。；\n]{0,16}[，、；][^。\n]{0,14}前?全部(?:建成|完成|完工|投用|竣工|投入|改造)")


@_refuses("依托【3家】县级医院", "整合【5个】站点资源")
def _means(c: Candidate) -> bool:
    """依托, 整合: what the work is done with."""
    return _WITH.search(c.before) is not None


_WITH = re.compile(r"(?:依托|借助|利用|整合)(?:原有|现有)?\Z")


@_refuses("4月：完成筛查【1480人】", "第二季度：新建【2所】", "5月份：开工【10公里】")
def _step(c: Candidate) -> bool:
    """A step of a month's plan is neither target nor deadline."""
    if not c.clauses.colons:
        return False
    start = c.clauses.sentence(c.phrase.start)[0]
    return _STEP.match(c.plain, start) is not None


_STEP = re.compile(
    r"(?:\d{4}年)?(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})月(?:份|底|底前|[上中下]旬)?|第?[一二三四1-4]季度)[：:]"
)


@_refuses("两岸【三】居民", "建设【一期】工程", "分【两批】实施", "实施【二期】项目", numerals=True)
def _phase(c: Candidate) -> bool:
    """一期, 两批, 三居民: small Chinese numerals that name a part."""
    return c.phrase.value < 10 and (c.phrase.bare or c.phrase.unit.name in ("期", "批", "段", "面"))


@_refuses(
    "县医院二期工程【1期】",
    "污水处理厂【1期】、2期工程",
    "新建【1期】标准厂房5栋",
    "分【2批】实施",
    "更换【10路】公交车12辆",
    "补贴【2024届】高校毕业生300人",
    units=("期", "批", "路", "届"),
)
def _part(c: Candidate) -> bool:
    """1期, 2批, 10路, 2024届: the name of a part of the work, of a line, of a year. 培训3期 and 新建道路2条 count."""
    unit, value = c.phrase.unit.name, c.phrase.value
    if unit == "期":
        return not anywhere("parts", "held").search(c.before[-12:] + c.after[:12])
    if unit == "批":
        return c.before.endswith("分") or bool(beginning(c.after, "parts", "work"))
    if unit == "路":
        return c.after.startswith(("公交", "车", "线"))
    return value > _YEARS


_YEARS = 1900  # no school has so many graduations


@_refuses(
    "在【五个】涉农县区挑20个村",
    "【12个】区县按同一个标准",
    "【7个】乡镇铺设管网1000公里",
    "在【20个】村安装路灯500盏",
    "从【3个】社区选派队员20名",
    "在全县【15个】乡镇设立养老服务中心15所",
)
def _where(c: Candidate) -> bool:
    """A count of places is the place of the work, unless it is the clause's only amount."""
    return place_of_work(c)


RULES = tuple(_RULES)
"""All of them, in the order in which they are asked."""
