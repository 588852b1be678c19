"""Rhythm sentences of a notice (工作节奏) → rhythms and work methods, each with the words that command it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from typing import NotRequired, TypedDict

from attrs import evolve, frozen

from minsheng.calendars import Cadence, DueRule
from minsheng.errors import Severity
from minsheng.intake.passages import Passage
from minsheng.intake.trail import Trail
from minsheng.projects import Bearer, Rhythm, UnknownMethod, WorkMethod

_SENTENCES = "。！\n"
_CLAUSES = "，,；;"
_METHOD = re.compile(r"[“\"「]([^”\"」]{1,20})[”\"」]工作法")
_DAY = re.compile(r"(?:(上)(?:个)?月)?(末月|底|[一二三四五六日天]|\d{1,2}[日号])")
_WEEKDAYS = "一二三四五六日"
_FORE = 24
"""Characters that may stand before the bearer's name in a clause (全县各级各…)."""


class _Words(TypedDict):
    value: str
    words: list[str]


class _Activity(TypedDict):
    id: str
    name: str
    words: list[str]
    beside: NotRequired[list[str]]
    bearer: NotRequired[str]


class _Rules(TypedDict):
    cadence: list[_Words]
    bearer: list[_Words]
    activity: list[_Activity]
    once: list[_Activity]


@cache
def _rules() -> _Rules:
    text = resources.files("minsheng.intake").joinpath("rhythms.toml").read_text("utf-8")
    rules: _Rules = tomllib.loads(text)  # type: ignore[assignment]  # shipped with the package; tests go over every row
    return rules


@cache
def _subject() -> re.Pattern[str]:
    names = sorted(((w, row["value"]) for row in _rules()["bearer"] for w in row["words"]), key=lambda p: -len(p[0]))
    groups = "|".join(re.escape(w) for w, _ in names)
    return re.compile(
        rf"([^，。；报送向给把将]{{0,{_FORE}}}?)({groups})(?=要|应|须|需|负责|每|将|把|按|在|于|对|发挥|全年|等|$)"
    )


@cache
def _bearers() -> dict[str, Bearer]:
    return {w: Bearer(row["value"]) for row in _rules()["bearer"] for w in row["words"]}


@cache
def _cadences() -> re.Pattern[str]:
    words = sorted((w for row in _rules()["cadence"] for w in row["words"]), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


@cache
def _cadence_of(word: str) -> Cadence:
    return next(Cadence(row["value"]) for row in _rules()["cadence"] if word in row["words"])


@frozen
class _Subject:
    bearer: Bearer
    party: str


@frozen(kw_only=True)
class Rhythms:
    """The rhythms of a notice and the work methods that it names."""

    rhythms: tuple[Rhythm, ...] = ()
    methods: tuple[WorkMethod, ...] = ()


def rhythms_of(body: Sequence[Passage], trail: Trail) -> Rhythms:
    """All rhythm sentences of the running text.

    A rhythm belongs to who the sentence began with; under a named work method stand the rhythms that its preset has, or,
    if there is no preset, those that follow its name in the sentence.
    """
    found: list[tuple[Rhythm, Passage, str]] = []
    named: dict[str, Passage] = {}
    for paragraph in body:
        for sentence in paragraph.split(_SENTENCES):
            method = ""
            for rhythm, words, under in _in_sentence(sentence.squeezed(), trail):
                if under:
                    method = under.text
                    named.setdefault(method, under)
                if rhythm is not None:
                    found.append((rhythm, words, method))
    return _sorted_out(found, named, trail)


def _in_sentence(sentence: Passage, trail: Trail) -> Iterator[tuple[Rhythm | None, Passage, Passage | None]]:
    """Rhythms in the order of a sentence; a work method's name comes by itself."""
    subject: _Subject | None = None
    waiting: tuple[str, Passage] | None = None  # a cadence whose activity stands in the next clause
    for clause in sentence.split(_CLAUSES):
        if waiting is None and (told := _subject_of(clause)) is not None:
            subject, at = told
            trail.use(at)
        method = _METHOD.search(clause.text)
        if method is not None:
            yield None, clause, clause[method.start(1) : method.end(1)]
        cadence = _cadences().search(clause.text)
        if cadence is not None:
            word, words = cadence[0], clause
            waiting = None
        elif waiting is not None:
            word, words = waiting[0], Passage.joined((waiting[1], clause), "，")
            waiting = None
        else:
            yield from ((r, clause, None) for r in _once(clause, subject))
            continue
        met_by = _activities(clause.text)
        if not met_by:
            waiting = (word, words) if cadence is not None else None
            continue
        if subject is None:
            trail.find("intake.rhythm-without-bearer", Severity.WARNING, words, text=words.text)
            continue
        yield _rhythm(word, words, met_by, subject), words, None


def _subject_of(clause: Passage) -> tuple[_Subject, Passage] | None:
    """Whose duty the clause begins to tell, and the words that name them."""
    match = _subject().match(clause.text)
    if match is None:
        return None
    bearer = _bearers()[match[2]]
    if bearer is Bearer.LEADS:
        return _Subject(bearer, ""), clause[match.start(2) : match.end()]
    fore = re.sub(r"^(?:由|请|并|但|同时)|各位|各$|各(?=分管)", "", match[1])
    return _Subject(bearer, fore + match[2]), clause[match.start() : match.end()]


def _activities(text: str) -> list[tuple[str, str]]:
    """Id and name of every activity in a clause, in the order of the text."""
    found = []
    for row in _rules()["activity"]:
        places = [text.find(w) for w in row["words"] if w in text]
        if places and any(w in text for w in row.get("beside", [""])):
            found.append((min(places), row["id"], row["name"]))
    # “向督查室报送” names who receives, not a visit
    if any(i == "report" for _, i, _ in found):
        found = [f for f in found if f[1] not in ("site_visit", "circular")]
    return [(i, name) for _, i, name in sorted(found)]


def _rhythm(word: str, words: Passage, met_by: list[tuple[str, str]], subject: _Subject) -> Rhythm:
    cadence = _cadence_of(word)
    return Rhythm(
        id="-or-".join(i for i, _ in met_by),
        name=cadence.text() + "或".join(name for _, name in met_by),
        bearer=subject.bearer,
        party=subject.party,
        cadence=cadence,
        due=_due(cadence, words.text.partition(word)[2]),
        met_by=[i for i, _ in met_by],
        text=words.text,
    )


def _due(cadence: Cadence, behind: str) -> DueRule:
    """The day that stands right behind the cadence: 每月25日, 每周二, 每月底. 每季度末月20日 is no fixed day of a quarter."""
    match = _DAY.match(behind)
    if match is None:
        return DueRule()
    day, offset = match[2], 1 if match[1] or "上月" in behind or "上个月" in behind else 0
    if day == "底":
        return DueRule(day=-1)
    if cadence is Cadence.WEEKLY and day in _WEEKDAYS + "天":
        return DueRule(day="一二三四五六日天".index(day) % 7 + 1 if day != "天" else 7)
    if day[0].isdigit() and cadence is Cadence.MONTHLY and 1 <= int(day[:-1]) <= 31:
        return DueRule(day=int(day[:-1]), offset_periods=offset)
    return DueRule()


def _once(clause: Passage, subject: _Subject | None) -> Iterator[Rhythm]:
    """What is owed once: 制定实施方案, 建立工作台账."""
    for row in _rules()["once"]:
        if (
            subject is not None
            and subject.bearer is Bearer(row.get("bearer"))
            and any(w in clause.text for w in row["words"])
        ):
            yield Rhythm(
                id=row["id"],
                name=row["name"],
                bearer=subject.bearer,
                party=subject.party,
                cadence=Cadence.ONCE,
                met_by=[row["id"]],
                text=clause.text,
            )


def _sorted_out(found: Sequence[tuple[Rhythm, Passage, str]], named: dict[str, Passage], trail: Trail) -> Rhythms:
    """Each rhythm once, with an id of its own, under its method or by itself; the evidence noted."""
    own: list[Rhythm] = []
    under: dict[str, list[Rhythm]] = {name: [] for name in named}
    places: dict[str, list[tuple[Passage, str]]] = {name: [] for name in ("", *named)}
    seen: set[str] = set()
    for rhythm, words, method in found:
        if any(r == evolve(rhythm, id=r.id, text=r.text) for r in (*own, *(r for rs in under.values() for r in rs))):
            trail.use(words)
            continue
        if rhythm.id in seen:
            count = 2 + sum(s.startswith(f"{rhythm.id}-") and s[len(rhythm.id) + 1 :].isdigit() for s in seen)
            rhythm = evolve(rhythm, id=f"{rhythm.id}-{count}")
        seen.add(rhythm.id)
        preset = _preset(method) if method else None
        belongs = bool(method) and (preset is None or rhythm.id in {r.id for r in preset.rhythms})
        (under[method] if belongs else own).append(rhythm)
        places[method if belongs else ""].append((words, f"rhythms.{rhythm.id}"))
    for k, (words, rule) in enumerate(places[""]):
        trail.note(f"$.rhythms[{k}]", words, rule, 0.9)
    methods = []
    for m, (name, at) in enumerate(named.items()):
        trail.note(f"$.methods[{m}].name", at, "rhythms.method")
        for k, (words, rule) in enumerate(places[name]):
            trail.note(f"$.methods[{m}].rhythms[{k}]", words, rule, 0.9)
        methods.append(WorkMethod(name=name, rhythms=under[name]))
    return Rhythms(rhythms=tuple(own), methods=tuple(methods))


def _preset(name: str) -> WorkMethod | None:
    try:
        return WorkMethod.preset(name)
    except UnknownMethod:
        return None
