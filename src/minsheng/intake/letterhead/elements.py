"""What a document says of itself (公文要素): title, number, issuer, date, addressees, copies, annexes, publicity."""

from __future__ import annotations

import enum
import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from attrs import frozen

from minsheng.errors import Severity
from minsheng.intake.letterhead.congress import announcement
from minsheng.intake.letterhead.issuers import is_issuer, is_short_for, issuer_in
from minsheng.intake.letterhead.seals import without_seal
from minsheng.intake.letterhead.signatures import (
    DAY,
    PASSED,
    PRINTED_YEAR,
    day_in,
    is_body_name,
    is_office,
    letterhead_words,
    signer_behind,
)
from minsheng.intake.lines.levels import signs_before
from minsheng.intake.lines.structure import SECTION
from minsheng.intake.passages import Passage
from minsheng.intake.trail import Trail
from minsheng.intake.words.header import Column, column_of
from minsheng.intake.words.numbering import named_number
from minsheng.intake.words.telling import is_units
from minsheng.projects import DocumentInfo
from minsheng.text import number

_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,12}[〔\[［（(【]((?:19|20)\d\d)[〕\]］）)】]第?\d{1,5}号")
_LABEL = re.compile(r"^(?:(?:信息|文件)?(?:名称|标题)[:：]|附[件表]\d{0,2}[:：])?(?:【[^】]{0,20}】)?")
_TOPIC = re.compile(
    r"民生|民心|暖心|实事|惠民|利民|便民|为民|重点(?:工作|项目|任务|工程)|工作任务|目标任务|任务|工程|项目|办好|好事|微心愿|工作报告|会议纪要|一封信|公开信|件[大小好暖]事"
)
_SUBTITLE = re.compile(r"[（(](?:截[至止]|试行|征求意见稿|送审稿|草案)[^（）()]{0,30}[)）]")
_GOES_ON = re.compile(
    r"^[^。；：:，]{0,30}的(?:通知|意见|通报|公告|通告|报告|决定|函|公示|说明)(?:[（(][^（）()]{0,20}[)）])?$"
)
"""The next line of a title that might end before it: 关于印发甲县民生实事 / 实施方案的通知."""
_COUNTED = re.compile(
    r"[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[)）]?[、.．，]|第[一二三四五六七八九十]{1,3}[项条章]|[（(][一二三四五六七八九十\d]{1,3}[)）]"
)
_TAIL = re.compile(r"(?:[（(][^（）()]{0,40}[)）])?$")
_ADOPTED = re.compile(
    r"(?:经|由|^|[，。])((?:[\u4e00-\u9fff]|\d){2,40}?(?:会议|全会|大会|常委会))(?:审议|票决|表决|研究|讨论|决定)(?:通过|产生|确定|同意|决定)?"
)
_PUBLICITY = re.compile(r"[（(]?(此件(?:主动|依申请|不予)?公开(?:发布)?|信息公开选项[:：]\S{2,8})[)）]?")
_ANNEX = re.compile(r"附件(?:[:：](?=.)|\d{0,2}[:：]?$)")
_COPIES = re.compile(r"抄送[:：]")
_PRINTED = re.compile(r"印发$")
_CALL = re.compile(r"[！!？?]")  # what a page calls out above the list (定了！这些实事…) is no title
_WAY = re.compile(r"(?:[^>＞»]{0,12}[>＞»]){2,}[^>＞»]{0,20}")  # > 政务公开 > 工作报告: the way to the page
_OF_PAGE = re.compile(rf"(?:文号|发文字号)[:：]({_NUMBER.pattern})")
_LONGEST = 120
_TOP = 12  # lines above the text in which the page around it may tell of it
_LINES = 4  # lines over which a title may run


class _About(enum.Enum):
    """How a title is told."""

    TITLE = "about"
    """It says 关于."""
    KIND = "kind"
    """It ends with a kind of document or table."""
    HEADING = "heading"
    """It names the list and the year."""


@frozen(kw_only=True)
class Letterhead:
    """What was found, and which paragraphs are body."""

    document: DocumentInfo
    body: tuple[Passage, ...]
    """Paragraphs that are none of the elements."""
    letter: int
    """So many of them stand above the date below the text; all, where there is none."""


def letterhead(paragraphs: Sequence[Passage], trail: Trail, *, year: int | None = None) -> Letterhead:
    """The elements of an official document among its paragraphs, each noted with its evidence.

    Args:
        paragraphs: all running text, in order.
        year: the caller's word where the document prints no year.
    """
    return _Finder([p.stripped() for p in paragraphs], trail).found(year)


def _unlabelled(line: Passage) -> Passage:
    """Without what a page puts in front of a title: 【民生实事】, 名称：, a picture."""
    line = line[signs_before(line.text) :]
    label = _LABEL.match(line.text)
    line = line[label.end() :] if label is not None else line
    number = _NUMBERED_TITLE.match(line.text)
    return line[number.end() :] if number is not None else line


_NUMBERED_TITLE = re.compile(rf"{_NUMBER.pattern}(?=《.*》$)")
"""The number of the document in front of its title in title marks: 青办发〔2025〕5号《…的通知》."""


def _out_of_marks(title: Passage) -> Passage:
    """A title that stands as a whole in title marks, without them."""
    text = title.text
    whole = text.startswith("《") and text.endswith("》") and "《" not in text[1:] and "》" not in text[:-1]
    return title[1 : len(title) - 1] if whole else title


def _numbered(line: str) -> bool:
    """Whether a line begins with the number of a paragraph."""
    return _COUNTED.match(line) is not None


class _Finder:
    """Goes over the paragraphs once for each element; what one takes is no body."""

    def __init__(self, paragraphs: Sequence[Passage], trail: Trail) -> None:
        self.lines = paragraphs
        self.plain = [without_seal(p.squeezed()) for p in paragraphs]
        self.trail = trail
        signs = Counter(p.text[0] for p in paragraphs if p and signs_before(p.text[:4]))
        self.bullets = frozenset(sign for sign, n in signs.items() if n > 1)  # signs of a list, not of a title
        self.taken: set[int] = set()
        self.beside = -1  # the line of the document's number, where its day stands there too
        self.page: set[int] = set()  # lines of the page around the document, among `taken`

    def found(self, year: int | None) -> Letterhead:
        for i, line in enumerate(self.plain):
            if len(line) <= 60 and (line.text.startswith(letterhead_words()["page"]) or _WAY.fullmatch(line.text)):
                self.taken.add(i)  # stays unused text: it is not the document's
                self.page.add(i)
        sign, sign_number = self._number()
        first, title = self._title()
        addressees = self._addressees(first)
        day_at, issued = self._issued(first)
        issuer = self._issuer(title, day_at, first)
        copies, annexes = self._copies(), self._annexes()
        publicity = self._publicity()
        adopted = self._adopted()
        document = DocumentInfo(
            title=title.text if title else "",
            number=sign_number,
            issuer=issuer,
            addressees=addressees,
            copies=copies,
            annexes=annexes,
            publicity=publicity,
            adopted_by=adopted,
            issued=issued if issued is not None else DocumentInfo().issued,
            year=self._year(title, issued, sign, year) or DocumentInfo().year,
        )
        body = [i for i in range(len(self.lines)) if i not in self.taken]
        return Letterhead(
            document=document,
            body=tuple(self.lines[i] for i in body),
            letter=sum(i < day_at for i in body) if day_at > first else len(body),
        )

    def _note(self, field: str, passage: Passage, rule: str, confidence: float = 1.0) -> None:
        self.trail.note(f"$.document.{field}", passage, f"letterhead.{rule}", confidence)

    def _take(self, i: int) -> Passage:
        self.taken.add(i)
        self.trail.use(self.lines[i])
        return self.lines[i]

    def _number(self) -> tuple[str, str]:
        """Year within the document's number, and the number."""
        found = ("", "")
        for i, line in enumerate(self.plain):
            match = _NUMBER.search(line.text) if len(line) <= 60 else None
            beside = DAY.search(line.text) if match else None  # （甲政发〔2025〕3号 2025年1月25日）
            alone = len(line) - (beside.end() - beside.start() if beside else 0)
            if match and (match.end() - match.start()) * 2 >= alone and not found[1]:
                self.beside = i if beside else -1
                self._note("number", line[match.start() : match.end()], "number")
                found = (match[1], match[0])
                self._take(i)
            elif match and match[0] == found[1] and match[0] == line.text:
                self._note("number", line, "number-again")
                self._take(i)
        return found if found[1] else self._number_of_page()

    def _number_of_page(self) -> tuple[str, str]:
        """The same as the page around the document gives it: 发文文号：甲政发〔2025〕7号."""
        for line in self.plain[:_TOP]:
            match = _OF_PAGE.search(line.text) if "号" in line.text else None
            if match is not None:
                self._note("number", line[match.start(1) : match.end(1)], "number-of-page", 0.9)
                return match[2], match[1]
        return ("", "")

    def _title(self) -> tuple[int, Passage | None]:
        """Index of its last line (-1 if there is none), and the title joined over its lines.

        A heading with 关于 comes first, then one that ends with a kind of document or table, then one that only names
        the list and its year.
        """
        if (heading := announcement([line.text for line in self.plain])) is not None:
            return heading[1], self._joined_title(*heading, _About.KIND)
        for how, annex in [*((how, False) for how in _About), (_About.KIND, True)]:
            for i, line in enumerate(self.plain):
                if i in self.taken or not line or len(line) > _LONGEST or (_ANNEX.match(line.text) and not annex):
                    continue
                end = self._title_end(i, how)
                if end is not None:
                    return end, self._joined_title(i, end, how)
        self.trail.find("intake.no-title", Severity.WARNING, field="document.title")
        return -1, None

    def _title_end(self, i: int, how: _About) -> int | None:
        """The line at which a title that begins at `i` ends; None if it is none of this sort."""
        line = _unlabelled(self.plain[i]).text
        if ("关于" in line) is not (how is _About.TITLE) or self._numbered(i) or _CALL.search(line):
            return None
        if self.plain[i].text[:1] in self.bullets:
            return None
        if how is _About.HEADING:
            return i if self._is_heading(i) else None
        text = ""
        for j in range(i, min(i + _LINES, len(self.plain))):
            line = self.plain[j].text
            if j in self.page:
                continue
            if j > i and signs_before(self.lines[j].text):
                return None
            if j in self.taken or re.search(r"[。；：:，、]$", line) or (j > i and self._numbered(j)):
                return None
            text += line
            if len(text) > _LONGEST:
                return None
            if self._ends_title(text, how):
                following = self.plain[j + 1].text if j + 1 < len(self.plain) and j + 1 not in self.taken else ""
                if how is _About.TITLE and not text.endswith(("通知", "通报")) and _GOES_ON.search(following):
                    continue
                if (
                    how is _About.KIND
                    and 0 < len(following) <= 8
                    and column_of(following) not in (Column.NUMBER, Column.NAME, Column.TEXT)
                    and not self._numbered(j + 1)
                    and not (
                        text.endswith(("方案", "通知", "意见", "公告", "计划", "办法")) and SECTION.fullmatch(following)
                    )
                    and self._ends_title(text + following, how)
                ):
                    return j + 1
                return j + 1 if _SUBTITLE.fullmatch(following) else j
            if how is _About.KIND and (j > i or not _TOPIC.search(text)):
                return None
        return None

    def _numbered(self, i: int) -> bool:
        """Whether a line begins with the number of a paragraph, or of a project (项目一　…)."""
        return _numbered(self.plain[i].text) or named_number(self.lines[i].text) is not None

    def _ends_title(self, text: str, how: _About) -> bool:
        """Whether a title may end here: with its kind (文种), and a bracket behind it."""
        plain = _TAIL.sub("", text).rstrip("”」》")
        if how is _About.TITLE:
            return plain.endswith(letterhead_words()["kinds"])
        topic = _TOPIC.search(re.sub("(?:工程|项目|事项|任务)$", "", plain))  # 绿荫工程 names a project, no list
        return plain.endswith((*letterhead_words()["kinds"], *letterhead_words()["tables"])) and topic is not None

    def _is_heading(self, i: int) -> bool:
        """A line near the top that only names the list: 甲县2024年十件实事."""
        line = _TAIL.sub("", self.plain[i].text)
        before = [k for k in range(i) if k not in self.taken]
        return (
            len(before) < 6
            and 6 <= len(line) <= 40
            and PRINTED_YEAR.search(line) is not None
            and _TOPIC.search(line) is not None
            and not re.search(r"[。；：:，,！？]|(?:印发|于).*日$", line)
        )

    def _joined_title(self, first: int, last: int, how: _About) -> Passage:
        begin = first
        start = self.plain[first].text
        if start.startswith("关于") or PRINTED_YEAR.match(start):
            begin = self._with_issuer(first)
        lines = [i for i in range(begin, last + 1) if i not in self.page]
        parts = [self.plain[i] for i in lines]
        parts[0] = _unlabelled(parts[0])
        title = _out_of_marks(Passage.joined(parts))
        self._note("title", title, f"title.{how.value}", {"about": 1.0, "kind": 0.95, "heading": 0.85}[how.value])
        for i in lines:
            self._take(i)
        return title

    def _with_issuer(self, first: int) -> int:
        """The first of the lines with the issuer's name right above a title; what a page prints between is passed over."""
        begin = i = first
        while i > 0:
            i -= 1
            if i in self.page:
                continue
            if i in self.taken or not is_body_name(self.plain[i].text):
                break
            begin = i
        return begin

    def _addressees(self, title: int) -> tuple[str, ...]:
        for i in range(title + 1, min(title + 4, len(self.lines))):
            line = self.plain[i]
            if (
                i not in self.taken
                and line.text.endswith(("：", ":"))
                and not _ANNEX.match(line.text)
                and not re.search(r"[。\d]|如下|以下|下列|现将", line.text)
                and not (is_units(line) and sum(p.text.endswith("：") and is_units(p) for p in self.plain) > 1)
                and len(line) > 3
            ):
                names = [n.squeezed() for n in line[: len(line) - 1].split("，,；;")]
                for k, name in enumerate(names):
                    self._note(f"addressees[{k}]", name, "addressees")
                self._take(i)
                return tuple(n.text for n in names if n)
        return ()

    def _issued(self, title: int) -> tuple[int, date | None]:
        """Index of the line with the date, and the day: under the text, else under the title, else where it is printed."""
        alone = [i for i in range(len(self.plain)) if i not in self.taken and self._is_day(i, title)]
        alone.sort(key=lambda i: not (i > title and self._is_signed(i)))
        for i in alone:
            day = day_in(self.plain[i].text)
            if i > title or day is not None:
                if day is not None:
                    self._note("issued", self.plain[i], "date")
                self._take(i)
                self._printed(day)
                return i, day
        day = self._printed(None)
        if day is None and self.beside >= 0 and (day := day_in(self.plain[self.beside].text)) is not None:
            self._note("issued", self.plain[self.beside], "date-beside-number", 0.95)
        return -1, day

    def _is_day(self, i: int, title: int) -> bool:
        """Whether a line is a date: alone, behind who issues a bulletin, or with who passed the list, under its title."""
        text = self.plain[i].text
        if DAY.fullmatch(text.strip("（）()")):
            return True
        day = DAY.search(text) if len(text) <= 80 else None
        if day is None:
            return False
        masthead = day.end() == len(text) and i < max(title, 0) + _LINES and is_office(text[: day.start()])
        return masthead or (i == title + 1 and PASSED.fullmatch(text) is not None)

    def _is_signed(self, i: int) -> bool:
        """Whether who issues the document stands right above its date (落款)."""
        return i > 0 and i - 1 not in self.taken and is_body_name(self.plain[i - 1].text)

    def _printed(self, known: date | None) -> date | None:
        """The line of the office that printed it (…印发); its date is the document's where no other stands."""
        for i, line in enumerate(self.plain):
            match = DAY.search(line.text) if _PRINTED.search(line.text) and len(line) <= 60 else None
            if match is not None:
                day = day_in(line.text)
                if day is not None and known in (None, day):
                    self._note("issued", line[match.start() : match.end()], "printed", 0.9)
                self._take(i)
                return known or day
        return known

    def _issuer(self, title: Passage | None, day_at: int, title_at: int) -> str:
        """As the title names it, else above the date, else in the masthead."""
        found: Passage | None = None
        signed: list[Passage] = []
        i = day_at - 1
        while i >= 0 and i not in self.taken and is_body_name(self.plain[i].text):
            signed.insert(0, self.plain[i])
            self._take(i)
            i -= 1
        if title is not None and (prefix := issuer_in(title.text)):
            found = title[:prefix]
            if len(signed) == 1 and is_short_for(found.text, signed[0].text):
                found = signed.pop()
        elif signed:
            found = Passage.joined(signed)
        elif day_at >= 0 and is_office(before := DAY.split(self.plain[day_at].text)[0]):
            found = self.plain[day_at][: len(before)]
        heads = [
            p for i, p in enumerate(self.plain[:8]) if p.text.endswith(letterhead_words()["masthead"]) and len(p) <= 40
        ]
        for i, line in enumerate(self.plain[:8]):
            if line in heads:
                self._take(i)
        below = title_at + 1
        if (
            found is None
            and 0 < below < len(self.plain)
            and below not in self.taken
            and self._block(below) - self._block(title_at) <= 1
            and is_issuer(self.plain[below].text)
        ):
            found = self._take(below).squeezed()
        if found is None and heads:
            name = heads[0].text
            found = heads[0][: len(name) - next(len(m) for m in letterhead_words()["masthead"] if name.endswith(m))]
        found = found or signer_behind(self.lines)
        if not found:
            return ""
        self._note("issuer", found, "issuer")
        for line in signed:
            self._note("issuer", line, "signature")
        return found.text

    def _block(self, i: int) -> int:
        return self.lines[i].parts[0][0].block if self.lines[i].parts else -1

    def _copies(self) -> tuple[str, ...]:
        for i, line in enumerate(self.plain):
            if _COPIES.match(line.text):
                parts = [line[line.text.index("送") + 2 :]]
                self._take(i)
                while not parts[-1].text.endswith("。") and i + 1 < len(self.plain) and len(parts) < 20:
                    i += 1
                    if i in self.taken:
                        break
                    parts.append(self.plain[i])
                    self._take(i)
                names = [n.stripped("。") for n in Passage.joined(parts).split("，,；;")]
                names = [n for n in names if n]
                for k, name in enumerate(names):
                    self._note(f"copies[{k}]", name, "copies")
                return tuple(n.text for n in names)
        return ()

    def _annexes(self) -> tuple[str, ...]:
        """Titles listed behind 附件：, and the heads of the annexes themselves."""
        found: list[Passage] = []
        for i, line in enumerate(self.plain):
            match = _ANNEX.match(line.text) if len(line) <= _LONGEST else None
            if match is None or i in self.taken:
                continue
            self._take(i)
            rest = line[match.end() :]
            if rest and not found:
                found.append(_unnumbered(rest))
                while i + 1 < len(self.plain) and re.match(r"\d{1,2}[.．、]", self.plain[i + 1].text):
                    i += 1
                    found.append(_unnumbered(self._take(i).squeezed()))
            elif (
                i + 1 < len(self.plain)
                and self.plain[i + 1].text.endswith(letterhead_words()["kinds"])
                and i + 1 not in self.taken
            ):
                self._take(i + 1)
        for k, name in enumerate(found):
            self._note(f"annexes[{k}]", name, "annexes")
        return tuple(n.text for n in found)

    def _publicity(self) -> str:
        for i, line in enumerate(self.plain):
            match = _PUBLICITY.fullmatch(line.text) if len(line) <= 30 else None
            if match is not None:
                self._note("publicity", line[match.start(1) : match.end(1)], "publicity")
                self._take(i)
                return match[1]
        return ""

    def _adopted(self) -> str:
        for i, line in enumerate(self.plain):
            match = _ADOPTED.search(line.text[:2000]) if i not in self.taken else None
            if match is not None:
                start = match.start(1) + (len(match[1]) - len(name) if (name := _adopter(match[1])) else 0)
                found = line[start : match.end(1)]
                self._note("adopted_by", found, "adopted", 0.9)
                return found.text
        return ""

    def _year(self, title: Passage | None, issued: date | None, sign: str, given: int | None) -> int | None:
        """The caller's, else the title's, else that of the date, else that of the number."""
        if given is not None:
            return given
        if title is not None and (match := PRINTED_YEAR.search(title.text)):
            year = number(match[1])
            if year is not None:
                self._note("year", title[match.start() : match.end()], "year")
                return int(year)
        return issued.year if issued is not None else int(sign) if sign else None


def _adopter(words: str) -> str:
    """The body alone: what stands behind the last 经 or 由."""
    return re.split(r"[经由]", words)[-1]


def _unnumbered(name: Passage) -> Passage:
    match = re.match(r"\d{1,2}[.．、]", name.text)
    return name[match.end() :] if match else name
