"""Who does what, from the words of a cell or phrase (责任单位): names, and who of them leads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from minsheng.intake.passages import Passage
from minsheng.intake.source import Spot
from minsheng.intake.words import roles
from minsheng.intake.words.header import Column
from minsheng.responsibility.kinds import kind_of

_BETWEEN = "、，,；;/\\|"
_CLAUSES = "，,；;。\n"
_LONGEST = 60
"""Characters of a name over several lines."""
_BARE = re.compile(
    r"(?:有限责任|有限|集团|股份)?(?:公司|集团)|(?:人民)?政府|(?:管理|监督|服务|发展|保障|事务)*(?:局|委|委员会|中心|办公室|办事处|分局|支队|大队|总队|指挥部|联合会)"
)
"""The end of a name without its beginning: no unit is called so."""
_AT_END = re.compile(r"[（(][^（）()]{1,8}[)）]$")
_NOTHING = re.compile(r"[-—–/\\无×*.。·\s]*")
_AND = re.compile(r"(?<=..)(?:以及|及|和|与)(?=[县市区省镇乡各有相属驻国])")
"""县卫健委及各镇卫生院 are two; 县发展和改革局 is one."""
_COUNT = re.compile(r"\d{1,2}(?:[.．](?!\d)|、)|[①-⑩]|[-·•●◆■▪]")
_ET_AL = re.compile(r"等(?:\d+个|有关|相关|多个|市直|县直|区直)?(?:单位|部门|成员单位)?$")
_LEVEL = re.compile(r"[县市区旗省镇乡各有相属驻国]|街道")
_BY = re.compile(r"(?:(?:这|该|此|本|上述|以上)[^由、，,；;]{0,8})?由(?=.{2})")
"""What stands in front of the first name of a sentence: 由甲局牵头; 这项工作由甲局牵头."""
_PERSON = re.compile(r"[\u4e00-\u9fff·]{2,4}|[（(][\u4e00-\u9fff·]{2,4}[)）]|1\d{10}|\d{3,4}-\d{7,8}|\d{7,8}")
_SECOND = "(?:责任|实施|落实|推进)?"
"""What may follow the name of a part in its label: 配合实施单位."""


@cache
def _label() -> re.Pattern[str]:
    """A label in front of names: 牵头单位：, 实施部门为."""
    return re.compile(
        rf"({roles.any_of(roles.names_in_labels())}){_SECOND}(?:{roles.any_of(roles.bodies())}(?:[:：]|为|是)|[:：])"
    )


@cache
def _inner() -> re.Pattern[str]:
    """The same in the midst of a line, behind another name."""
    return re.compile(
        rf"(?<=[\u4e00-\u9fff）)\s]){roles.any_of(roles.names())}{_SECOND}{roles.any_of(roles.bodies())}[:：]"
    )


@cache
def _with() -> re.Pattern[str]:
    """What joins who helps to who leads: 会同, 联合."""
    return re.compile(rf"(?<=.)(?:{roles.joining()}(?=..)|{roles.joining_units()}(?=[县市区省镇乡各]))")


@cache
def _for_it() -> re.Pattern[str]:
    """县交通局（县公交公司具体落实）: who does it for the one in front."""
    return re.compile(rf"[（(]由?([^（）()]{{2,20}}?)({roles.any_of(roles.all_behind())})[)）]$")


_NO_NAME = re.compile(
    r"[:：%％。！？—]|\d(?:[\d.]*[\d万亿])?[个座所处家条户人名套张台米公里亩件项场次栋部辆盏]|(?:年度|全年|工作)(?:目标|任务)|(?:已|正在|目前|占|完成|存在|预计|其中)"
)


@lru_cache(maxsize=4096)
def may_be_name(text: str) -> bool:
    """Whether words may be the name of a unit or person; a clause that was cut wrongly is none.

    >>> [may_be_name(t) for t in ("县卫健局", "12345热线办", "已建成7个", "年度目标建设16个", "——区住建局")]
    [True, True, False, False, False]
    """
    return len(text) <= _LONGEST and _NO_NAME.match(text) is None and _in_no_name().search(text) is None


@cache
def _in_no_name() -> re.Pattern[str]:
    return re.compile(
        rf"[:：%％。！？]|.{roles.never_within()}(?=.)"
        r"|(?<![\d第])\d(?:[\d.]*[\d万亿])?(?:个|座|所|处|家|条|户|套|张|台|公里|亩|栋|部|辆|盏)(?![会局院])"
    )


class Parties(NamedTuple):
    """Names as printed less white space, each once."""

    leads: tuple[Passage, ...] = ()
    partners: tuple[Passage, ...] = ()
    leaders: tuple[Passage, ...] = ()


def parties_of(texts: Iterable[tuple[Column, Passage]], *, first_leads: bool = False) -> Parties:
    """Leads, partners and leaders of one project from all its texts about units.

    With 牵头 and 责任 units side by side the 牵头 ones lead and the others are partners; without a 牵头 one all lead, or the
    first alone if `first_leads`.

    >>> from minsheng.intake.source import Spot
    >>> cell = Passage.whole("县城管局牵头，县住建局、县交警大队配合", Spot(0))
    >>> found = parties_of([(Column.RESPONSIBLE, cell)])
    >>> [p.text for p in found.leads], [p.text for p in found.partners]
    (['县城管局'], ['县住建局', '县交警大队'])
    """
    leads: list[Passage] = []
    leaders: list[Passage] = []
    others: list[tuple[Column, Passage]] = []
    for column, passage in texts:
        plain = _plain_names(passage.text) if column is not Column.LEADERS else None
        if plain is not None:
            names = [passage[start:end] for start, end in plain]
            if column is Column.LEADS:
                leads += names
            else:
                others += [(column, name) for name in names]
            continue
        for role, name in _marked(column, passage):
            if role is Column.LEADS:
                leads.append(name)
            elif role is Column.LEADERS:
                leaders.append(name)
            else:
                others.append((role, name))
    if not leads:
        own = [name for role, name in others if role is Column.RESPONSIBLE]
        leads = own[:1] if first_leads else own
        if first_leads:
            others = [pair for pair in others if pair[1] is not own[0]] if own else others
        else:
            others = [pair for pair in others if pair[0] is not Column.RESPONSIBLE]
    led = _once(leads)
    leading = {p.text for p in led}
    partners = [name for _, name in others if name.text not in leading]
    return Parties(led, _once(partners), _once(leaders))


def names_in(passage: Passage) -> Iterator[Passage]:
    """The names in an enumeration: parted by lines and marks, by spaces where each part is a unit of its own.

    A name that goes on in the next line of a narrow cell is one.

    >>> from minsheng.intake.source import Spot
    >>> [p.text for p in names_in(Passage.whole("县 残 联\\n\\n各县（市、区）人民政府、县财政局 县住建局", Spot(0)))]
    ['县残联', '各县（市、区）人民政府', '县财政局', '县住建局']
    >>> [p.text for p in names_in(Passage.whole("县自然资源\\n和规划局\\n县财政局", Spot(0)))]
    ['县自然资源和规划局', '县财政局']
    """
    for part in _joined_bodies(list(passage.split(_BETWEEN)), passage):
        for line in _whole_names(part):
            words = line.trimmed("：: —–－-·•", "。.；;：: ")
            if (by := _BY.match(words.text)) is not None:
                words = words[by.end() :].stripped()
            if (count := _COUNT.match(words.text)) is not None:
                words = words[count.end() :].stripped()
            if (rest := _ET_AL.search(words.text)) is not None and rest.start() >= 2:
                words = words[: rest.start()].stripped()
            if not words or _NOTHING.fullmatch(words.text):
                continue
            pieces = _spaced(words)
            yield from pieces or (words.squeezed(),)


_COMMITTEE = re.compile(r"(?:党委|党工委|党组|[县市区旗镇乡]委)$")


def _joined_bodies(parts: list[Passage], whole: Passage) -> Iterator[Passage]:
    """The parts of an enumeration; 各乡镇党委、政府 is one: 政府 alone is nobody's name."""
    start = place = 0
    for k, part in enumerate(parts):
        end = place + len(part)
        following = "".join(parts[k + 1].text.split()) if k + 1 < len(parts) else ""
        if not (_COMMITTEE.search(part.text.rstrip()) and re.fullmatch(r"(?:人民)?政府(?:[（(].*)?", following)):
            yield whole[start:end]
            start = end + 1
        place = end + 1


def _whole_names(part: Passage) -> Iterator[Passage]:
    """Its lines, those put together of which a narrow cell made two."""
    paragraphs: list[Passage] = []
    start = 0
    for border in re.finditer(r"\n\s*\n", part.text):
        paragraphs.append(part[start : border.start()])
        start = border.end()
    for paragraph in (*paragraphs, part[start:]):
        held: Passage | None = None
        for line in paragraph.split("\n"):
            if not line.text.strip():
                continue
            if held is not None and _goes_on(held.text, line.text):
                held = Passage.joined((held.stripped(), line.stripped()))
                continue
            if held is not None:
                yield held
            held = line
        if held is not None:
            yield held


def _goes_on(above: str, below: str) -> bool:
    """Whether the name of a line ends in the next: 市交通 / 运输局; each that is a unit of its own stays one."""
    if len(above) + len(below) > _LONGEST:
        return False
    above, below = "".join(above.split()), "".join(below.split())
    if above.count("（") + above.count("(") > above.count("）") + above.count(")"):
        return True
    if roles.in_brackets().fullmatch(below) or _BARE.fullmatch(below):
        return True
    if _is_unit(_AT_END.sub("", above)) or (len(below) > 2 and _LEVEL.match(below)) or len(above) < 2:
        return False
    return _LEVEL.match(above) is not None and _is_unit(above + below)


def _is_unit(name: str) -> bool:
    return kind_of(name) != "unknown" and not ("由" in name and "自由" not in name)  # 资金由街道负责


def _spaced(words: Passage) -> list[Passage]:
    """The parts between spaces if each is a unit; none for a name that is only printed wide (县 残 联).

    A person or a telephone behind a unit (县教育局 张三) is left out: it is the unit's own.
    """
    if not re.search(r"\s", words.text):
        return []
    parts = [words[m.start() : m.end()] for m in re.finditer(r"\S+", words.text)]
    told = [len(p) >= 3 and _is_unit(roles.in_brackets().sub("", p.text)) for p in parts]
    if all(told):
        return parts
    behind = all(t or _PERSON.fullmatch(p.text) for t, p in zip(told, parts, strict=True))
    return [p for t, p in zip(told, parts, strict=True) if t] if told[0] and behind else []


def without_persons(cell: Passage) -> Passage:
    """A cell without the lines that name the persons below a unit: 县住建局 over 何光.

    >>> from minsheng.intake.source import Spot
    >>> without_persons(Passage.whole("县住建局\\n何光\\n县教育局", Spot(0))).text
    '县住建局\\n县教育局'
    """
    lines = list(cell.split("\n"))
    kept = [
        line
        for k, line in enumerate(lines)
        if not k or _PERSON.fullmatch(plain := "".join(line.text.split())) is None or _is_unit(plain)
    ]
    return cell if len(kept) == len(lines) else Passage.joined(kept, "\n")


_SHORT = 200
"""Characters of a cell whose names are kept in mind."""
_PIECE = re.compile(r"[^、，,；;。/\\|\n]+")
_CHINESE = re.compile(r"[\u4e00-\u9fff]{2,}(?:[（(][\u4e00-\u9fff]+[）)][\u4e00-\u9fff]*)*")
_NO_SPOT = Spot(0)


def _marked(column: Column, passage: Passage) -> Iterable[tuple[Column, Passage]]:
    """Every name with the column that its words say it belongs to, else `column`."""
    text = passage.text
    if passage.block >= 0 and isinstance(passage.at, int) and len(text) <= _SHORT:
        spot, at = Spot(passage.block, passage.row, passage.column), passage.at
        return [(role, _placed(name, spot, at)) for role, name in _marked_in(column, text)]
    return _read(column, passage)


@lru_cache(maxsize=1024)
def _plain_names(text: str) -> tuple[tuple[int, int], ...] | None:
    """Where the names stand in an enumeration of plain names; None for any other text."""
    pieces = list(_PIECE.finditer(text))
    for piece in pieces:
        if not _is_plain(piece[0]):
            return None
    return tuple([piece.span() for piece in pieces])


@lru_cache(maxsize=4096)
def _is_plain(name: str) -> bool:
    """Whether a piece of an enumeration is the name of a unit and nothing else: no mark, no label, no half of a name."""
    return (
        _CHINESE.fullmatch(name) is not None
        and _is_unit(name)
        and _is_unit(_AT_END.sub("", name))
        and _BY.match(name) is None
        and not name.endswith(roles.all_behind())
        and not any(p.search(name) for p in (_ET_AL, _with(), _AND))
        and not (name[:-1].endswith(roles.ends_in_brackets()) and roles.in_brackets().search(name))
        and not (name[:-1].endswith(roles.all_behind()) and _for_it().search(name))
        and not _BARE.fullmatch(name)
        and not (name.startswith(tuple(roles.names_in_labels())) and _label().match(name))
    )


@lru_cache(maxsize=1024)
def _marked_in(column: Column, text: str) -> tuple[tuple[Column, Passage], ...]:
    """The names of a text wherever it stands: the same few cells fill the column of a long table."""
    return tuple(_read(column, Passage.whole(text, _NO_SPOT)))


def _placed(name: Passage, spot: Spot, start: int) -> Passage:
    """A name of `_marked_in`, in a text that begins at `start` of a spot of the document."""
    if name.block >= 0:
        at = name.at + start if isinstance(name.at, int) else tuple([i + start for i in name.at])
        return Passage(name.text, spot.block, spot.row, spot.column, at)
    return Passage(name.text, several=tuple([(spot, tuple([i + start for i in at])) for _, at in name.several]))


def _read(column: Column, passage: Passage) -> Iterator[tuple[Column, Passage]]:
    if column is Column.LEADERS:
        for person in _persons(passage):
            yield column, person
        return
    role: Column = column
    for clause in _clauses(passage):
        clause = clause.stripped("。")
        label = _label().match(clause.text)
        if label is not None:
            role = roles.names_in_labels()[label[1]]
            clause = clause[label.end() :]
        own, clause = _told(clause, role)
        for name in names_in(clause):
            yield from _parts(name, own)


_NAME = re.compile(r"[\u4e00-\u9fff·]{2,4}")
_POST_ALONE = re.compile(r"[\u4e00-\u9fff]{0,8}(?:委员|常委|书记|主任|部长|主席|政委|成员|党组|[县市区镇乡旗州]长)")
_POST_AND_NAME = re.compile(
    r"[\u4e00-\u9fff]{0,10}(?:长|主任|书记|常委|委员|主席|调研员)\s*[\u4e00-\u9fff]{1,2}\s*[\u4e00-\u9fff]{1,2}"
)
_POST = re.compile(r"(?:长|主任|书记|常委|委员|同志|主席|调研员|领导)[:：]?$")


def _persons(passage: Passage) -> Iterator[Passage]:
    """Names or posts, parted by marks and lines; by spaces where each part is a whole name: 副县长 马超 is one, 毛 晓 too."""
    for part in _with_all_posts(list(passage.split(_BETWEEN + "\n")), passage):
        words = part.trimmed(": ：", "。.；;：: ")
        if not words or _NOTHING.fullmatch(words.text):
            continue
        pieces = [words[m.start() : m.end()] for m in re.finditer(r"\S+", words.text)]
        whole = all(re.fullmatch(r"[\u4e00-\u9fff·]{2,4}", p.text) and not _POST.search(p.text) for p in pieces)
        yield from pieces if len(pieces) > 1 and whole else (words.squeezed(),)


def _with_all_posts(parts: list[Passage], whole: Passage) -> Iterator[Passage]:
    """The parts of an enumeration, the posts of one person together, and with the name below them.

    县委常委、常务副县长 高山 is one, 县长、副县长 are two; 副区长 over 罗兰 is one.
    """
    texts = ["".join(part.text.split()) for part in parts]
    ends, place = [], 0
    for part in parts:
        place += len(part)
        ends.append(place)
        place += 1
    first = start = 0
    while first < len(parts):
        last = first
        while last + 1 < len(parts) and _POST_ALONE.fullmatch(texts[last]) and whole.text[ends[last]] in "、，,":
            last += 1
        below = texts[last + 1] if last + 1 < len(parts) and whole.text[ends[last]] == "\n" else ""
        if _POST_ALONE.fullmatch(texts[last]):
            last = last + 1 if _NAME.fullmatch(below) and not _POST.search(below) else first
        elif not _POST_AND_NAME.fullmatch(parts[last].text.strip()):
            last = first
        yield whole[start : ends[last]]
        start, first = ends[last] + 1, last + 1


def _clauses(passage: Passage) -> Iterator[Passage]:
    """The clauses of a text, each line of its own one; lines that go on in the next are one, a label begins one."""
    for clause in passage.split(_CLAUSES.replace("\n", "")):
        for line in _whole_names(clause):
            start = 0
            own = _label().match(line.text, len(line) - len(line.text.lstrip()))
            for label in _inner().finditer(line.text, own.end() if own is not None else 0):
                yield line[start : label.start()]
                start = label.start()
            yield line[start:]


def _told(clause: Passage, role: Column) -> tuple[Column, Passage]:
    """The part that the words at the end of a clause give to its names, and the clause without them."""
    if not clause.text.endswith(roles.all_behind()):
        return role, clause
    for told in (Column.RESPONSIBLE, Column.LEADS, Column.PARTNERS):
        mark = next((m for m in roles.behind()[told] if clause.text.endswith(m) and len(clause) > len(m)), None)
        if mark is not None and len(clause) - len(mark) >= 2:
            return told, clause[: len(clause) - len(mark)].stripped()
    return role, clause


def assigns(text: Passage) -> bool:
    """Whether a sentence does nothing but say which units lead and help: 县交运局牵头，县财政局配合.

    >>> from minsheng.intake.source import Spot
    >>> [assigns(Passage.whole(t, Spot(0))) for t in ("县交运局牵头，县财政局配合", "县交运局牵头改造道路40公里")]
    [True, False]
    """
    if "。" in text.text:
        sentences = [s.stripped() for s in text.split("。") if s.text.strip()]
        return len(sentences) > 1 and all(map(assigns, sentences))
    clauses = [c.stripped() for c in text.split("，,；;") if c.text.strip()]
    if not clauses or len(text) > 300:
        return False
    for clause in clauses:
        told, names = _told(clause, Column.UNKNOWN)
        first = _told(next(iter(names.split("、")), names).stripped(), told)[1].text  # 甲局牵头、乙局配合
        by = _BY.match(first)
        if told is Column.UNKNOWN or not _is_unit("".join(first[by.end() if by else 0 :].split())):
            return False
    return True


def _parts(name: Passage, own: Column) -> Iterator[tuple[Column, Passage]]:
    """A name with what is said behind it: 县教育局（牵头）, 县教育局牵头, 县教育局会同县财政局."""
    bracket = roles.in_brackets().search(name.text)
    if bracket is not None and bracket.start() > 0:
        yield roles.names()[bracket[1]], name[: bracket.start()]
        return
    if (behind := _for_it().search(name.text)) is not None and behind.start() > 1 and _is_unit(behind[1]):
        yield own, name[: behind.start()]
        role = Column.LEADS if behind[2] in roles.leads_in_brackets() else Column.PARTNERS
        yield role, name[behind.start(1) : behind.end(1)]
        return
    told, bare = _told(name, own)
    for border in _AND.finditer(bare.text):
        if _is_unit(bare.text[: border.start()]) and _is_unit(bare.text[border.end() :]):
            yield told, bare[: border.start()]
            yield from _parts(bare[border.end() :], told)
            return
    joint = _with().search(bare.text)
    if joint is not None and _is_unit(bare.text[: joint.start()]):
        yield Column.LEADS, bare[: joint.start()]
        yield Column.PARTNERS, bare[joint.end() :]
        return
    yield told, bare


def _once(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    if len(passages) < 2:
        return tuple(passages)
    found: dict[str, Passage] = {}
    for passage in passages:
        found.setdefault(passage.text, passage)
    return tuple(found.values())
