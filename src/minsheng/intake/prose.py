"""Numbered paragraphs → drafts of projects (条文式), with units and time limits in labelled lines or brackets."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise, takewhile

from attrs import evolve

from minsheng.calendars import find_deadlines
from minsheng.intake.drafts import Draft, Report, name_from
from minsheng.intake.letterhead.counts import printed_counts
from minsheng.intake.letterhead.tails import stands_behind
from minsheng.intake.lines.enumerated import Enumerated, enumerated
from minsheng.intake.lines.grouping import Units, said_above, said_below
from minsheng.intake.lines.levels import (
    Level,
    aspects_labelled,
    levels,
    lists_apart,
    with_numbers_alone,
    without_label_headings,
    without_signs,
)
from minsheng.intake.lines.regular import HEADING, announced, relabelled, topic_before, wholes
from minsheng.intake.lines.structure import (
    DEMANDS,
    Block,
    headed_runs,
    in_sections,
    largest_kind,
    other_level,
    owning_kind,
    with_pieces,
)
from minsheng.intake.lines.told_pieces import about_each, told_pieces
from minsheng.intake.lines.wrapped import unwrapped
from minsheng.intake.passages import Passage
from minsheng.intake.rhythms.notice import commands
from minsheng.intake.source import Spot
from minsheng.intake.words.fitting import Look, look
from minsheng.intake.words.header import UNITS, Column, column_of, labels
from minsheng.intake.words.numbering import counted
from minsheng.intake.words.parties import parties_of
from minsheng.intake.words.roles import announcing
from minsheng.intake.words.telling import (
    ToldApart,
    is_duty,
    is_units,
    label_of,
    labelled,
    labelled_as,
    names_leaders_alone,
    open_brackets,
    says_who,
    starts_with_label,
    told_apart,
)

_ANY_YEAR = 2000
_SURE, _COUNTED, _UNSURE = 0.985, 0.93, 0.6
"""How sure it is that a paragraph is a project: it names units; all are counted from 1 without a gap; neither."""
_FORE_BRACKET = re.compile(r"\s*[（(][^（()）]*[）)]\s*")


def drafts_in_prose(paragraphs: Sequence[Passage]) -> tuple[list[Draft], list[Passage]]:
    """One draft a numbered paragraph of the level at which units are named, and all text that belongs to none of them.

    Where no paragraph names a unit, the level with most numbers is taken, with less confidence. What stands behind the
    last project and tells somebody how often to do what belongs to none, even in the same paragraph.
    """
    paragraphs = unwrapped(paragraphs)
    parted = [lists_apart(p) for p in paragraphs]
    lines = without_label_headings([piece for parts in parted for part in parts for piece in without_signs(part)])
    lines = relabelled(with_numbers_alone(aspects_labelled(lines)))
    told = levels(lines)
    blocks = _blocks(lines, told)
    listing: dict[int, Enumerated] = {}
    told_alone = False
    owning = any(b.owns for b in blocks)
    found = owning_kind(blocks) if owning else largest_kind(blocks)
    said = sum(b.level.kind == found and b.owns for b in blocks)
    numbered = [level is not None for level in told]
    (whole, alike), listed = wholes(lines, numbered), False
    if not owning and not whole:
        whole, listed = announced(lines, numbered)
        whole = whole if listed or found is None else []
    elif len(whole) < 2 * said:
        whole, alike = headed_runs(lines, blocks, found), True
    if whole:
        blocks, found, owning = (
            [Block(Level("plain", g[0][0:0], g[0], g[0]), g[1:]) for g in whole],
            "plain",
            alike or listed,
        )
    elif found is None:
        blocks, found = _blocks_without_numbers(paragraphs), "plain"
        listing = enumerated(paragraphs) if not blocks else {}
        told_alone = not blocks and not listing
        listing = (about_each(paragraphs) or told_pieces(paragraphs)) if told_alone else listing
        blocks += [
            Block(Level("plain", p[0][0:0], p[0], p[0]), [*p[1:]]) for said in listing.values() for p in said.pieces
        ]
        owning = bool(listing) and all(e.counted for e in listing.values())
        if not blocks:
            return [], list(paragraphs)
    kind, sure = found, _SURE if owning else _UNSURE
    if kind == "plain" and (said_to_be := printed_counts(paragraphs)) and len(blocks) not in said_to_be:
        sure = _UNSURE  # told by regularity alone, and the document counts another number
    outer = other_level(blocks, kind) if sure == _SURE else {}
    blocks = with_pieces([evolve(b, outer=outer.get(k, b.outer)) for k, b in enumerate(blocks)], kind)
    chosen = in_sections(blocks, kind)
    while len(chosen) > 1 and _demands(chosen[-1]):
        chosen.pop()
    chosen[-1], behind = _without_commands(chosen[-1])
    if len(chosen) > 2 and not chosen[-1].owns and not any(b.rest for b in chosen[:-1]):
        behind = [*chosen[-1].rest, *behind]  # each is one paragraph: what follows the last is none of its own
        chosen[-1] = evolve(chosen[-1], rest=[])
    if (
        sure == _UNSURE
        and len(chosen) > 2
        and [counted(b.level.number.text) for b in chosen] == [*range(1, len(chosen) + 1)]
    ):
        sure = _COUNTED
    drafts = [_draft(b, _UNSURE if b.outer else sure) for b in chosen]
    drafts = _named_behind_topics(drafts) if not told_alone else [_as_reported(d) for d in drafts]
    drafts = [d if d.number else evolve(d, number=str(n)) for n, d in enumerate(drafts, 1)]
    taken = {spot for b in chosen for p in (b.level.whole, *b.rest, *(p for _, p in b.under)) for spot in _spots(p)}
    left = {spot: p for p in behind for spot in _spots(p)}
    rest: list[Passage] = []
    for i, (paragraph, parts) in enumerate(zip(paragraphs, parted, strict=True)):
        spots = _spots(paragraph)
        if i in listing:
            rest += listing[i].others
        elif not spots & taken:
            rest.append(paragraph)
        else:
            rest += parts[:1] if len(parts) > 1 else []
            rest += dict.fromkeys(left[spot] for spot in spots if spot in left and left[spot] is not paragraph)
    return drafts, rest


def drafts_in_annex(paragraphs: Sequence[Passage], letter: int) -> tuple[list[Draft], list[Passage]] | None:
    """The same of what stands behind the signature, where that lists projects with their units and the letter, so many
    paragraphs in front, only numbers what it demands or asks; None where the letter may list projects."""
    above, annex = paragraphs[:letter], paragraphs[letter:]
    if len(annex) < _ANNEX or not any(levels(above)):
        return None
    drafts, rest = drafts_in_prose(annex)
    if len(drafts) < 2 or sum(bool(d.units) for d in drafts) * 2 <= len(drafts):
        return None
    asked, _ = drafts_in_prose(above)
    return None if any(d.units for d in asked) else (drafts, [*above, *rest])


_ANNEX = 3
"""Paragraphs of an annex that lists projects, at least."""


def _named_behind_topics(drafts: list[Draft]) -> list[Draft]:
    """The drafts; where most begin with the field of their work, the name stands behind it: 在教育方面，新建学校2所."""
    topics = [0 if d.name or not d.contents else topic_before(d.contents[0].text) for d in drafts]
    if len(drafts) < 2 or sum(map(bool, topics)) * 2 <= len(drafts):
        return drafts
    return [
        evolve(d, name=name_from(d.contents[0][topic:]).squeezed()) if topic else d
        for d, topic in zip(drafts, topics, strict=True)
    ]


def _as_reported(draft: Draft) -> Draft:
    """The draft of a clause that only reports: its name is the task, unless that tells what was done."""
    name, told = draft.contents[:1], draft.contents[1:]
    if not told:
        return draft
    done = told[0].text.startswith(name[0].text)
    return evolve(draft, contents=name, promises=not done, reports=(Report(goal=() if done else name, words=told),))


def _spots(passage: Passage) -> set[Spot]:
    return {span.spot for span in passage.spans}


def _demands(block: Block) -> bool:
    """Whether a block is no project but what is demanded of all (三、工作要求), or a command by itself."""
    text = block.level.text
    heading = DEMANDS.fullmatch(text.stripped("。").text) is not None
    return not block.owns and (heading or commands(next(text.split("。！"))))


def _without_commands(block: Block) -> tuple[Block, list[Passage]]:
    """The last block without the rhythm sentences behind it, and these with all that follows them."""
    parts = [block.level.text, *block.rest]
    own = max((k for k, part in enumerate(parts) if is_duty(part)), default=0)
    for k, part in enumerate(parts[own:], own):
        place = _place_of_commands(part) if k == own else 0 if _commanding(part) else len(part)
        if place < len(part):
            kept, behind = [*parts[:k], *([part[:place]] if place else [])], [part[place:], *parts[k + 1 :]]
            level = block.level if k else evolve(block.level, text=kept[0], whole=kept[0])
            return evolve(block, level=level, rest=kept[1:]), behind
    return block, []


def _commanding(paragraph: Passage) -> bool:
    return any(commands(sentence) for sentence in paragraph.split("。！"))


def _place_of_commands(paragraph: Passage) -> int:
    """Where in a paragraph, behind its first sentence and the units, somebody is told how often to do what; else its length."""
    place = 0
    for sentence in paragraph.split("。！"):
        bracket = _FORE_BRACKET.match(sentence.text)
        start = place + (bracket.end() if bracket else 0)
        place += len(sentence) + 1
        if start and commands(paragraph[start : place - 1]) and not is_duty(paragraph[start:]):
            return start
    return len(paragraph)


def _blocks(paragraphs: Sequence[Passage], numbered: Sequence[Level | None]) -> list[Block]:
    """Each numbered paragraph with those that belong to it."""
    found: list[Block] = []
    closed = True
    tails: dict[int, list[Passage]] = {}
    heading = _label_above_first(paragraphs, numbered)
    under: tuple[str, Units] | None = None
    for i, (paragraph, level) in enumerate(zip(paragraphs, numbered, strict=True)):
        text = level.text if level is not None else paragraph.stripped()
        following = numbered[i + 1] if i + 1 < len(numbered) else None
        inside = not closed and found and open_brackets([found[-1].level.text, *found[-1].rest])
        above = said_above(text, numbered=level is not None) if following is not None and not inside else ()
        if heading and level is None and following is not None and labelled_as(paragraph) == heading:
            under, closed = (following.kind + "+", tuple(labelled(text))), True
            continue
        if above and following is not None and not said_above(following.text, numbered=True):
            under, closed = (level.kind if level is not None else "", above), True
        elif level is None and found and not inside and (below := said_below(paragraph)) is not None:
            _tell_above(found, *below)
            closed = True
        elif level is not None:
            under = None if under is not None and level.kind == under[0] else under
            found.append(Block(level, [], under[1] if under is not None else ()))
            closed = False
        elif not closed and found:
            block = found[-1]
            opened = open_brackets([block.level.text, *block.rest])
            duty = starts_with_label(paragraph.stripped("（(【[〔")) or says_who(paragraph.stripped("。"))
            told = block.owns and (block.rest or not names_leaders_alone(block.level.text))
            if opened or duty or not (told or stands_behind(paragraph.text)):
                block.rest.append(paragraph.stripped())
            elif not _is_aside(paragraph):
                closed = True
                if not stands_behind(paragraph.text):
                    tails[len(found) - 1] = [paragraph.stripped()]
        elif found and len(found) - 1 in tails and not stands_behind(paragraph.text):
            tails[len(found) - 1].append(paragraph.stripped())
    return _with_tails(found, tails)


_ASIDE = re.compile(r"\s*([\u4e00-\u9fff]{2,8})[:：].{1,40}$")


def _is_aside(paragraph: Passage) -> bool:
    """Whether a line among labelled ones is of no use for a plan: 项目责任人：陆山."""
    label = _ASIDE.match(paragraph.text)
    return label is not None and column_of(label[1]) is Column.NOTE


def _label_above_first(paragraphs: Sequence[Passage], numbered: Sequence[Level | None]) -> str:
    """The label of the line right above the first number, where such a line heads more than one group: 包抓领导：…"""
    first = next((i for i, level in enumerate(numbered) if level is not None), 0)
    label = labelled_as(paragraphs[first - 1]) if first else ""
    above = [i for i in range(len(paragraphs) - 1) if numbered[i] is None and numbered[i + 1] is not None]
    groups = sum(labelled_as(paragraphs[i]) == label for i in above) if label else 0
    inside = sum(labelled_as(p) == label for p in paragraphs) if label else 0
    return label if 1 < groups == inside < len(above) + 1 else ""


def _with_tails(blocks: list[Block], tails: Mapping[int, Sequence[Passage]]) -> list[Block]:
    """The blocks, with the texts behind the units where most have such: 项目1（牵头单位：县交运局） over what is to be done.

    Of the last one belongs so much to it as the others have at most, up to a command or those who sign.
    """
    for kind in dict.fromkeys(blocks[k].level.kind for k in tails):
        own = [k for k, b in enumerate(blocks) if b.level.kind == kind and b.owns]
        inner, told = own[:-1], [k for k in own[:-1] if k in tails and _TEXT.search(tails[k][0].text)]
        if not told or len(told) * 2 < len(inner):
            continue
        for k in told:
            blocks[k] = evolve(blocks[k], rest=[*blocks[k].rest, *tails[k]])
        last = own[-1]
        most = max(len(tails[k]) for k in told)
        rest = [*takewhile(lambda p: _TEXT.search(p.text) and not _commanding(p), tails.get(last, ())[:most])]
        blocks[last] = evolve(blocks[last], rest=[*blocks[last].rest, *rest])
    return blocks


_TEXT = re.compile(r"[^。；]{4}(?:[。；]|\d)")
"""A sentence or an amount: no heading of a section, and nobody who signs."""


def _tell_above(blocks: list[Block], n: int, parts: Units) -> None:
    """Gives to the last `n` blocks of the kind of the last one, or to all behind the last of another kind, what is said of all."""
    for k in range(len(blocks) - 1, max(len(blocks) - n, 0) - 1 if n else -1, -1):
        if blocks[k].level.kind != blocks[-1].level.kind:
            break
        blocks[k] = evolve(blocks[k], under=(*blocks[k].under, *parts))


def _below_headings(paragraphs: Sequence[Passage]) -> list[Block]:
    """Projects without any number: what stands between the lines that say who does one by when and those of the next.

    The first begins at the last short line above its units that may be a heading, or at the label of its name.
    """
    duty = [not _labels_what(p) and (starts_with_label(p) or says_who(p.stripped("。"))) for p in paragraphs]
    starts = [0, *(k for k in range(1, len(duty)) if duty[k - 1] and not duty[k]), len(duty)]
    groups = [[p.stripped() for p in paragraphs[a:b]] for a, b in pairwise(starts) if any(duty[a:b])]
    if len(groups) < 2:
        return []
    days = [next((k for k, p in enumerate(g) if _is_day(p)), len(g)) for g in groups]
    if not any(days[1:]) and all(day + 1 < len(g) for day, g in zip(days, groups, strict=True)):
        return [  # 6月底前 / 建成社区食堂3家 / 责任科室：…
            Block(Level("plain", g[0][0:0], g[day + 1], g[day + 1]), g[day + 2 :], ((Column.DEADLINE, g[day]),))
            for day, g in zip(days, groups, strict=True)
        ]
    texts = [k for k, p in enumerate(groups[0]) if not starts_with_label(p) or _labels_what(p)]
    begins = [k for k in texts if _labels_what(groups[0][k]) or HEADING.fullmatch(groups[0][k].text)]
    named = [k for k in begins if _labels_what(groups[0][k])]
    if not begins:
        return []
    groups[0] = groups[0][named[0] if named else begins[-1] :]
    return [Block(Level("plain", g[0][0:0], g[0], g[0]), g[1:]) for g in groups]


def _is_day(paragraph: Passage) -> bool:
    plain = paragraph.stripped("：:")
    return not starts_with_label(paragraph) and not plain.text.isdecimal() and look(plain.text) is Look.TIME


def _blocks_without_numbers(paragraphs: Sequence[Passage]) -> list[Block]:
    return _below_headings(paragraphs) or _named_by_colons(paragraphs) or _announced_headings(paragraphs)


_AS_FOLLOWS = re.compile(r"(?:具体|主要|有关)?(?:情况)?如下[：:]$")


def _announced_headings(paragraphs: Sequence[Passage]) -> list[Block]:
    """Behind 具体如下： headings, each with a paragraph of sentences below it; none if they are too few."""
    lines = [p.stripped() for p in paragraphs]
    first = next((i + 1 for i, p in enumerate(lines) if _AS_FOLLOWS.search(p.text[-12:])), len(lines))
    last = first
    while last + 1 < len(lines) and HEADING.fullmatch(lines[last].text) and lines[last + 1].text.endswith("。"):
        last += 2
    pairs = [(lines[k], lines[k + 1]) for k in range(first, last, 2)]
    return [Block(Level("plain", n[0:0], n, n), [text]) for n, text in pairs] if len(pairs) >= _LEAST else []


_NAMED = re.compile(r"[^。；：:，,！？!?\d（(]{2,16}[：:][^：:]{4,}")
_LEAST = 3


def _named_by_colons(paragraphs: Sequence[Passage]) -> list[Block]:
    """Projects without any number, a line each: 石桥村：新建便民桥1座。 Most of the lines from the first to the last are such."""
    lines = [p.stripped() for p in paragraphs]
    told = [_NAMED.fullmatch(p.text) is not None and label_of(p) is None for p in lines]
    places = [k for k, is_one in enumerate(told) if is_one and re.search(r"\d", lines[k].text)]
    if len(places) < _LEAST or places[-1] - places[0] + 1 > len(places):
        return []
    return [Block(Level("plain", lines[k][0:0], lines[k], lines[k]), []) for k in places]


def _labels_what(paragraph: Passage) -> bool:
    """Whether a labelled line tells the name or the content."""
    return label_of(paragraph) in (Column.NAME, Column.CONTENT)


_UNIT_FIRST = re.compile(r"[^，。；：:]{3,30}[：:]")


def _reports(told: ToldApart) -> tuple[Report, ...]:
    """What labelled lines say of the progress; a rate (完成比例：87.5%) belongs to the words before it."""
    words, rates = told.of(Column.PROGRESS), told.of(Column.RATE)
    if len(words) > 1 and not rates:
        return tuple(Report(words=(p,)) for p in words)
    return (Report(words=words, rate=rates),) if words or rates else ()


def _draft(block: Block, confidence: float) -> Draft:
    level, text = block.level, block.level.text
    speaker = _UNIT_FIRST.match(text.text)
    if speaker is not None and speaker.end() < len(text) and is_units(unit := _said_by(text[: speaker.end() - 1])):
        block = evolve(block, under=((Column.RESPONSIBLE, unit),))  # 市教育局：心理辅导室建设，…
        text = text[speaker.end() :].stripped()
    headings = tuple(p for p in block.rest if p.text in labels())
    told = told_apart([text, *(p for p in block.rest if p.text not in labels())])
    units = tuple((c, p) for c, p in told.parts if c in UNITS)
    contents = told.of(Column.CONTENT, Column.TEXT)
    if not units and contents and (head := _units_at_head(contents[0])):
        units = ((Column.RESPONSIBLE, contents[0][:head]),)
        contents = (contents[0][head:].trimmed("，, ", ""), *contents[1:])
    named = told.of(Column.NAME)
    limits = told.of(Column.DEADLINE) or _limits_above(block)
    name = named[0] if named else told.texts[0] if contents and told.texts else Passage("")
    texts = told.texts if named or not contents else told.texts[1:]
    return Draft(
        number=level.number.text,
        number_at=level.number,
        name=name.squeezed().stripped("。；;：:"),
        contents=(*texts, *contents),
        units=_with_units_above(block, units),
        deadlines=limits,
        starts=told.of(Column.START),
        limit_stated=bool(limits),
        funding=told.of(Column.FUNDING),
        reports=_reports(told),
        labels=(*told.labels, *headings),
        rule="prose",
        confidence=confidence,
        outer=block.outer,
    )


_BY_WHOM = re.compile(r"由[^，。；]{2,24}?(?:牵头|负责|主办|承办)(?:[，,][^，。；]{2,40}?(?:配合|协办|参与))?(?=[，,])")


def _units_at_head(content: Passage) -> int:
    """How long the words are that say who leads, at the head of what is to be done: 由县民政局牵头，提高标准; 0 without such."""
    match = _BY_WHOM.match(content.text)
    return match.end() if match is not None and says_who(content[: match.end()]) else 0


def _said_by(unit: Passage) -> Passage:
    """区教育局承诺 → 区教育局."""
    words = next((words for words in announcing() if unit.text.endswith(words)), "")
    return unit[: len(unit) - len(words)]


def _with_units_above(block: Block, own: Units) -> Units:
    """The units that a project names, and those of its group where none of its own leads."""
    shared = tuple((c, p) for c, p in block.under if c in UNITS)
    if own and shared and parties_of(own).leads:
        return (*own, *((c, p) for c, p in shared if c is Column.LEADERS))
    return (*own, *shared)


def _limits_above(block: Block) -> tuple[Passage, ...]:
    """The limit of its group, where its own words set none."""
    shared = tuple(p for c, p in block.under if c is Column.DEADLINE)
    own = shared and any(find_deadlines(p.text, year=_ANY_YEAR) for p in (block.level.text, *block.rest))
    return () if own else shared
