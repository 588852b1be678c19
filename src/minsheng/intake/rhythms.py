"""Rhythm sentences of a notice (工作节奏) → rhythms and work methods, each with the words that command it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from attrs import define, evolve, field, frozen

from minsheng.calendars import Cadence, DueRule
from minsheng.calendars.due_words import Told, told
from minsheng.errors import Severity
from minsheng.intake.passages import Passage
from minsheng.intake.rhythm_words import Activity, Often, Subject, activities, cadences, once, subject_of, unclear
from minsheng.intake.trail import Trail
from minsheng.projects import Bearer, Rhythm, UnknownMethod, WorkMethod

_SENTENCES = "。！\n"
_CLAUSES = "，,；;"
_METHOD = re.compile(r"[“\"「]([^”\"」]{1,20})[”\"」]工作法")
_TIMES = re.compile(r"([2-9]|[1-9][0-9]|[两二三四五六七八九十])次")
_ON_REST_DAYS = re.compile("(?:如|若|凡)?[遇逢].{0,6}(?:假日|节日|休息日|休日|放假|工作日)")
_MONTHLY_DAY = re.compile(r"(?<![月0-9])[0-9]{1,2}[日号](?:之前|以前|前)")
_MONEY = re.compile(r"[0-9]+(?:\.[0-9]+)?(?:万|亿)?元|[0-9]%")
"""每月补助50元 is a standard, and no activity belongs to it."""
_LONGEST = 400
"""Characters of a clause; no command is longer, and a hostile document must not keep the patterns busy."""
_TOLD = 0.9
_ASSUMED = 0.6


@frozen(kw_only=True)
class Rhythms:
    """The rhythms of a notice and the work methods that it names."""

    rhythms: tuple[Rhythm, ...] = ()
    methods: tuple[WorkMethod, ...] = ()


@frozen
class _Found:
    """A rhythm, its words, the method that it stands under, and how sure it is."""

    rhythm: Rhythm
    words: Passage
    method: str
    confidence: float = _TOLD
    before: int | None = None
    """Place in the list of the step before it."""


def rhythms_of(body: Sequence[Passage], trail: Trail, *, year: int | None = None) -> Rhythms:
    """All rhythm sentences of the running text; `year` is the document's.

    A rhythm belongs to who the sentence began with; under a named work method stand the rhythms that its preset has, or,
    if there is no preset, those that follow its name in the sentence.
    """
    found: list[_Found] = []
    named: dict[str, Passage] = {}
    for paragraph in body:
        for sentence in paragraph.split(_SENTENCES):
            _Sentence(trail, year, found, named).read(sentence.squeezed())
    return _sorted_out(_refined(found, trail), named, trail)


@define
class _Sentence:
    """One sentence on its way: who it speaks of, under which method, what waits for its activity."""

    trail: Trail
    year: int | None
    found: list[_Found]
    named: dict[str, Passage]
    subject: Subject | None = None
    method: str = ""
    waiting: list[tuple[Often, Passage]] = field(factory=list)
    """Cadences whose activity stands in a later clause."""
    last: int | None = None
    """Place in `found` of the rhythm read last."""

    def read(self, sentence: Passage) -> None:
        """All its clauses."""
        for clause in sentence.split(_CLAUSES):
            if len(clause) > _LONGEST:
                continue
            if (subject := subject_of(clause)) is not None:
                self.subject = subject[0]
                self.trail.use(subject[1])
            if method := _METHOD.search(clause.text):
                self.method = method[1]
                self.named.setdefault(method[1], clause[method.start(1) : method.end(1)])
            self._clause(clause)

    def _clause(self, clause: Passage) -> None:
        if (word := unclear(clause.text)) and activities(clause.text):
            self.trail.find("intake.rhythm-unclear", Severity.WARNING, clause, text=clause.text, word=word)
            self.waiting = []
        elif often := cadences(clause.text):
            starts = [0, *(o.start for o in often[1:]), len(clause.text)]
            self.waiting = []
            for n, one in enumerate(often):
                self._piece(one, clause if len(often) == 1 else clause[starts[n] : starts[n + 1]])
        elif self.waiting:
            waiting, self.waiting = self.waiting, []
            for one, words in waiting:
                self._piece(one, Passage.joined((words, clause), "，"))
            self.waiting = []
        elif not (self._rest_days(clause) or self._next_step(clause) or self._on_a_date(clause)):
            self._once(clause)

    def _piece(self, often: Often, words: Passage) -> None:
        """The rhythm of one cadence; those before it in the clause that say only a day have its activities."""
        done = activities(words.text)
        if not done:
            if not _MONEY.search(words.text):
                self.waiting.append((often, words))
            return
        stated = [w for w in self.waiting if told(w[1].text, w[0].cadence, self.year).day]
        self.waiting = []
        for one, own in [*stated, (often, words)]:
            self._rhythms(one.cadence, own, done, one.day)

    def _rhythms(self, cadence: Cadence, words: Passage, done: list[list[Activity]], day: int | None = None) -> None:
        subject, confidence = self.subject, _TOLD
        if subject is None and all(a.id in ("report", "summary") for group in done for a in group):
            # an order to those whom the notice is sent to: who does the work reports on it
            subject, confidence = Subject(Bearer.LEADS, ""), _ASSUMED
            self.trail.find("intake.rhythm-bearer-assumed", Severity.INFO, words, text=words.text)
        if subject is None:
            self.trail.find("intake.rhythm-without-bearer", Severity.WARNING, words, text=words.text)
            return
        what = told(words.text, cadence, self.year)
        self._doubts(what, words)
        due = DueRule(**what.fields()) if day is None else DueRule(day=day)
        for group in done:
            self._add(_rhythm(cadence, words, group, subject, due), words, confidence)

    def _doubts(self, what: Told, words: Passage) -> None:
        """More days or times than one rhythm holds."""
        if what.several > 1:
            self.trail.find("intake.rhythm-several-days", Severity.WARNING, words, text=words.text, n=what.several)
        if times := _TIMES.search(words.text):
            self.trail.find("intake.rhythm-several-times", Severity.WARNING, words, text=words.text, times=times[1])

    def _add(self, rhythm: Rhythm, words: Passage, confidence: float = _TOLD, before: int | None = None) -> None:
        self.found.append(_Found(rhythm, words, self.method, confidence, before))
        self.last = len(self.found) - 1

    def _rest_days(self, clause: Passage) -> bool:
        """遇节假日顺延, in a clause of its own, is said of the rhythm before it."""
        if self.last is None or not _ON_REST_DAYS.match(clause.text):
            return False
        policy = told(clause.text, Cadence.MONTHLY).roll
        if policy is None:
            return False
        known = self.found[self.last]
        words = Passage.joined((known.words, clause), "，")
        due = evolve(known.rhythm.due, roll=policy)
        self.found[self.last] = evolve(known, rhythm=evolve(known.rhythm, due=due, text=words.text), words=words)
        return True

    def _next_step(self, clause: Passage) -> bool:
        """县发改局24日前汇总, behind 每月22日前报送: a step of the same month, as often as the one before."""
        if self.last is None or self.subject is None or not _MONTHLY_DAY.search(clause.text):
            return False
        step, done = self.found[self.last].rhythm, activities(clause.text)
        due = DueRule.found_in(clause.text, Cadence.MONTHLY)
        if not done or not due.known or not step.due.known or step.cadence is not Cadence.MONTHLY:
            return False
        due = evolve(due, offset_periods=step.due.offset_periods)
        last = self.last
        for group in done:
            self._add(_rhythm(step.cadence, clause, group, self.subject, due), clause, before=last)
        return True

    def _on_a_date(self, clause: Passage) -> bool:
        """12月20日前报送总结: owed once, by a day of the year."""
        if self.subject is None:
            return False
        what, done = told(clause.text, Cadence.YEARLY, self.year), activities(clause.text)
        if what.day is None or not done or once(clause.text, self.subject.bearer):
            return False
        self._doubts(what, clause)
        due = DueRule(**what.fields())
        for group in done:
            rhythm = _rhythm(Cadence.YEARLY, clause, group, self.subject, due)
            self._add(evolve(rhythm, name="或".join(a.name for a in group)), clause)
        return True

    def _once(self, clause: Passage) -> None:
        """What is owed once: 制定实施方案, 建立工作台账; by a day of the year where one is stated."""
        if self.subject is None:
            return
        due = DueRule.found_in(clause.text, Cadence.YEARLY, year=self.year)
        for id, name in once(clause.text, self.subject.bearer):
            rhythm = Rhythm(
                id=id,
                name=name,
                bearer=self.subject.bearer,
                party=self.subject.party,
                cadence=Cadence.YEARLY if due.known else Cadence.ONCE,
                due=due if due.known else DueRule(),
                met_by=[id],
                text=clause.text,
            )
            self.found.append(_Found(rhythm, clause, ""))


def _rhythm(cadence: Cadence, words: Passage, done: Sequence[Activity], subject: Subject, due: DueRule) -> Rhythm:
    return Rhythm(
        id="-or-".join(a.id for a in done),
        name=cadence.text() + "或".join(a.name for a in done),
        bearer=subject.bearer,
        party=subject.party,
        cadence=cadence,
        due=due,
        met_by=[a.id for a in done],
        text=words.text,
    )


def _refined(found: list[_Found], trail: Trail) -> list[_Found]:
    """Without those that another sentence says again, with the day: 按月报送…，每月25日前报县政府."""
    dated = {_duty(f.rhythm) for f in found if f.rhythm.due.known}
    steps = {f.before for f in found}
    kept: list[int] = []
    for n, one in enumerate(found):
        if not one.rhythm.due.known and _duty(one.rhythm) in dated and n not in steps:
            trail.use(one.words)
        else:
            kept.append(n)
    places = {old: new for new, old in enumerate(kept)}
    return [evolve(found[n], before=None if (b := found[n].before) is None else places[b]) for n in kept]


def _duty(rhythm: Rhythm) -> tuple[Bearer, str, Cadence, tuple[str, ...]]:
    """Who does what how often; the day apart."""
    return rhythm.bearer, rhythm.party, rhythm.cadence, rhythm.met_by


def _sorted_out(found: Sequence[_Found], named: dict[str, Passage], trail: Trail) -> Rhythms:
    """Each rhythm once, with an id of its own, under its method or by itself; the evidence noted."""
    under: dict[str, list[Rhythm]] = {name: [] for name in ("", *named)}
    places: dict[str, list[tuple[Passage, str, float]]] = {name: [] for name in ("", *named)}
    ids: list[str] = []
    seen: dict[Rhythm, str] = {}
    taken: Counter[str] = Counter()
    for one in found:
        rhythm = evolve(one.rhythm, after="" if one.before is None else ids[one.before])
        bare = evolve(rhythm, id="", text="")
        if bare in seen:
            trail.use(one.words)
            ids.append(seen[bare])
            continue
        taken[rhythm.id] += 1
        if taken[rhythm.id] > 1:
            rhythm = evolve(rhythm, id=f"{rhythm.id}-{taken[rhythm.id]}")
        ids.append(rhythm.id)
        seen[bare] = rhythm.id
        preset = _preset(one.method) if one.method else None
        belongs = bool(one.method) and (preset is None or rhythm.id in {r.id for r in preset.rhythms})
        under[one.method if belongs else ""].append(rhythm)
        places[one.method if belongs else ""].append((one.words, f"rhythms.{rhythm.id}", one.confidence))
    for k, (words, rule, confidence) in enumerate(places[""]):
        trail.note(f"$.rhythms[{k}]", words, rule, confidence)
    methods = []
    for m, (name, at) in enumerate(named.items()):
        trail.note(f"$.methods[{m}].name", at, "rhythms.method")
        for k, (words, rule, confidence) in enumerate(places[name]):
            trail.note(f"$.methods[{m}].rhythms[{k}]", words, rule, confidence)
        methods.append(WorkMethod(name=name, rhythms=_in_chains(under[name])))
    return Rhythms(rhythms=tuple(under[""]), methods=tuple(methods))


def _in_chains(rhythms: list[Rhythm]) -> Iterator[Rhythm]:
    """Of a step whose predecessor stands elsewhere the link is dropped: a method holds whole chains only."""
    known = {r.id for r in rhythms}
    return (r if r.after in known else evolve(r, after="") for r in rhythms)


def _preset(name: str) -> WorkMethod | None:
    try:
        return WorkMethod.preset(name)
    except UnknownMethod:
        return None
