"""One rhythm sentence (一句工作要求), clause by clause: who, how often, what, by which day."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import define, evolve, field, frozen

from minsheng.calendars import Cadence, DueRule, Period
from minsheng.calendars.due_words import told
from minsheng.errors import Severity
from minsheng.intake.passages import Passage
from minsheng.intake.rhythms.cadences import Count, Often, cadences, counts, says_how_often
from minsheng.intake.rhythms.words import Activity, Subject, activities, is_standard, once, own_words, subject_of
from minsheng.intake.trail import Trail
from minsheng.projects import Bearer, Rhythm

CLAUSES = "，,；;"
_METHOD = re.compile(r"[“\"「]([^”\"」]{1,20})[”\"」]工作法")
_OF = re.compile("(?:度)?的(?![0-9第最首末底上中下一二三四五六七八九十])")
_ON_REST_DAYS = re.compile("(?:如|若|凡)?[遇逢].{0,6}(?:假日|节日|休息日|休日|放假|工作日)")
_MONTHLY_DAY = re.compile(r"(?<![月0-9])[0-9]{1,2}[日号](?:之前|以前|前)")
_MONEY = re.compile(r"[0-9]+(?:\.[0-9]+)?(?:万|亿)?元|[0-9]%")
"""每月补助50元 is a standard, and no activity belongs to it."""
LONGEST = 400
"""Characters of a clause; no command is longer, and a hostile document must not keep the patterns busy."""
_TOLD = 0.9
_ASSUMED = 0.6
_ENUMERATED = re.compile("[一二三四五六七八九十]是")
_SHOWN = 60
"""Characters of a clause without end that a finding quotes."""
_NEAR = re.compile("[^、，,或和及与并；;]{0,4}")
"""Between an activity and its number of times (调研活动2次)."""
_CARRIED = 2
"""Clauses behind that of a cadence in which its activity may stand."""


@frozen
class Found:
    """A rhythm, its words, the method that it stands under, and how sure it is."""

    rhythm: Rhythm
    words: Passage
    method: str
    confidence: float = _TOLD
    before: int | None = None
    """Place in the list of the step before it."""


@frozen
class _Waiting:
    """A cadence whose activity stands in a later clause."""

    often: Often
    own: Passage
    """The words of the cadence's own clause."""
    words: Passage
    """With those of the clauses behind it."""
    clauses: int = 0


@define
class Sentence:
    """One sentence on its way: who it speaks of, under which method, what waits for its activity.

    No word that says how often is passed over in silence: it becomes a rhythm or a finding.
    """

    trail: Trail
    year: int | None
    found: list[Found]
    named: dict[str, Passage]
    subject: Subject | None = None
    method: str = ""
    waiting: list[_Waiting] = field(factory=list)
    last: int | None = None
    """Place in `found` of the rhythm read last."""

    def read(self, sentence: Passage) -> None:
        """All its clauses."""
        for whole in sentence.split(CLAUSES):
            clause = whole[2:] if _ENUMERATED.match(whole.text) else whole
            if len(clause) > LONGEST:
                if says_how_often(clause.text):
                    self._say("intake.rhythm-too-long", Severity.WARNING, clause[:_SHOWN])
                continue
            if (subject := subject_of(clause)) is not None:
                self.subject = subject[0]
                self.trail.use(subject[1])
            if method := _METHOD.search(clause.text):
                self.method = method[1]
                self.named.setdefault(method[1], clause[method.start(1) : method.end(1)])
            self._clause(clause)
        self._give_up()

    def _clause(self, clause: Passage) -> None:
        if often := cadences(clause.text):
            self._give_up()
            starts = [0, *(o.start for o in often[1:]), len(clause.text)]
            for n, one in enumerate(often):
                moved = one._replace(start=one.start - starts[n], end=one.end - starts[n])
                self._piece(moved, clause if len(often) == 1 else clause[starts[n] : starts[n + 1]])
        elif self.waiting:
            self._carry_on(clause)
        elif not (self._rest_days(clause) or self._next_step(clause) or self._on_a_date(clause)):
            self._once(clause)

    def _carry_on(self, clause: Passage) -> None:
        """Looks for the activities of the cadences that wait in the next clause."""
        waiting, self.waiting = self.waiting, []
        for one in waiting:
            words = Passage.joined((one.words, clause), "，")
            if done := activities(words.text, recurring=True):
                self._rhythms(one.often, words, done)
            elif one.clauses < _CARRIED:
                self.waiting.append(evolve(one, words=words, clauses=one.clauses + 1))
            else:
                self._by_its_own_words(one)

    def _piece(self, often: Often, words: Passage) -> None:
        """The rhythm of one cadence; those before it in the clause that say only a day have its activities."""
        done = activities(words.text, recurring=True)
        if often.cadence is None:
            self._say(often.code, Severity.WARNING if done else Severity.INFO, words, often)
        elif names_a_thing(words.text, often):
            self._say("intake.rhythm-no-duty", Severity.INFO, words, often)
        elif not done:
            if _MONEY.search(words.text):
                self._say("intake.rhythm-no-duty", Severity.INFO, words, often)
            else:
                self.waiting.append(_Waiting(often, words, words))
        else:
            waiting, self.waiting = self.waiting, []
            for one in waiting:
                if one.often.cadence is not None and told(one.own.text, one.often.cadence, self.year).day:
                    self._rhythms(one.often, one.own, done)
                else:
                    self._by_its_own_words(one)
            self._rhythms(often, words, done)

    def _give_up(self) -> None:
        """Nothing behind the cadences that wait says what is done."""
        waiting, self.waiting = self.waiting, []
        for one in waiting:
            self._by_its_own_words(one)

    def _by_its_own_words(self, one: _Waiting) -> None:
        """An activity of no table is named as the notice words it, where the sentence says whose duty it is."""
        behind = one.own.text[one.often.end :]
        done = None if is_standard(behind) else own_words(behind)
        if done is None or self.subject is None:
            self._say("intake.rhythm-no-duty", Severity.INFO, one.own, one.often)
        else:
            n = one.often.end
            self._say("intake.rhythm-own-words", Severity.INFO, one.own, one.often, name=done.name)
            self._rhythms(one.often, one.own, [[done._replace(start=done.start + n, end=done.end + n)]], _ASSUMED)

    def _say(
        self, code: str, severity: Severity, words: Passage, often: Often | None = None, /, **fields: object
    ) -> None:
        word = "" if often is None else words.text[often.start : often.end]
        self.trail.find(code, severity, words, text=words.text, word=word, **fields)

    def _rhythms(
        self, often: Often, words: Passage, done: Sequence[Sequence[Activity]], confidence: float = _TOLD
    ) -> None:
        """The rhythms of one cadence and what is done, each with the days and the times that are said of it."""
        subject = self.subject
        standard = is_standard(words.text[often.end :])
        known = [group for group in done if not (standard and all(a.counted for a in group))]
        if often.cadence is None or not known:
            self._say("intake.rhythm-no-duty", Severity.INFO, words, often)
            return
        if subject is None and all(a.id in ("report", "summary") for group in known for a in group):
            # an order to those whom the notice is sent to: who does the work reports on it
            subject, confidence = Subject(Bearer.LEADS, ""), _ASSUMED
            self._say("intake.rhythm-bearer-assumed", Severity.INFO, words)
        if subject is None:
            self._say("intake.rhythm-without-bearer", Severity.WARNING, words)
            return
        anchor = _anchor(often, self.year)
        dues = _dues(often, words.text, self.year)
        for group, times in zip(known, _times(words.text, known), strict=True):
            if times is not None and times.limit:
                self._say("intake.rhythm-at-most", Severity.INFO, words, often, times=times.text)
                continue
            n = self._checked(times, dues, words)
            rhythm = _rhythm(often.cadence, words, group, subject, dues[0])
            rhythm = evolve(rhythm, also=dues[1:], times=n, every=often.every, anchor=anchor)
            name = rhythm.often() + "或".join(a.name for a in group)
            self._add(evolve(rhythm, name=name), words, confidence)

    def _checked(self, times: Count | None, dues: Sequence[DueRule], words: Passage) -> int:
        """How many times a period, where the instances have no days of their own; what does not fit is said."""
        if times is None:
            return 1
        if len(dues) > 1:
            if times.n not in (1, len(dues)):
                self._say("intake.rhythm-days-and-times", Severity.WARNING, words, times=times.text, n=len(dues))
            return 1
        if not times.exact:
            self._say("intake.rhythm-several-times", Severity.WARNING, words, times=times.text, n=times.n)
        return times.n

    def _add(self, rhythm: Rhythm, words: Passage, confidence: float = _TOLD, before: int | None = None) -> None:
        self.found.append(Found(rhythm, words, self.method, confidence, before))
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
        due, *also = (evolve(rule, roll=policy) for rule in (known.rhythm.due, *known.rhythm.also))
        rhythm = evolve(known.rhythm, due=due, also=also, text=words.text)
        self.found[self.last] = evolve(known, rhythm=rhythm, words=words)
        return True

    def _next_step(self, clause: Passage) -> bool:
        """县发改局24日前汇总, behind 每月22日前报送: a step of the same month, as often as the one before."""
        if self.last is None or self.subject is None or not _MONTHLY_DAY.search(clause.text):
            return False
        step, done = self.found[self.last].rhythm, activities(clause.text)
        due = DueRule.found_in(clause.text, Cadence.MONTHLY)
        monthly = step.cadence is Cadence.MONTHLY and step.every == 1 and not step.also
        if not done or not due.known or not step.due.known or not monthly:
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
        dues, done = DueRule.all_found_in(clause.text, Cadence.YEARLY, year=self.year), activities(clause.text)
        if not dues[-1].known or not done or once(clause.text, self.subject.bearer):
            return False
        for group in done:
            rhythm = _rhythm(Cadence.YEARLY, clause, group, self.subject, dues[0])
            self._add(evolve(rhythm, name="或".join(a.name for a in group), also=dues[1:]), clause)
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
            self.found.append(Found(rhythm, clause, ""))


def names_a_thing(text: str, often: Often) -> bool:
    """每季度的水质结果 names a thing, not how often something is done."""
    return _OF.match(text, often.end) is not None


def _dues(often: Often, text: str, year: int | None) -> tuple[DueRule, ...]:
    """A rule for each day that the words list; the cadence itself may name the days (逢旬)."""
    cadence = often.cadence
    assert cadence is not None
    dues = DueRule.all_found_in(text, cadence, year=year)
    if not often.days:
        return dues
    said = told(text, cadence, year)
    bare = DueRule(at=said.at) if said.roll is None else DueRule(at=said.at, roll=said.roll)
    return tuple(evolve(bare, day=day) for day in often.days)


def _anchor(often: Often, year: int | None) -> Period | None:
    """A period that has an instance, where the words say which do (逢双周); None where they do not (每两周)."""
    if not often.parity or year is None:
        return None
    n = 2 if often.parity == "even" else 1
    return Period.parse(f"{year:04}-W{n:02}" if often.cadence is Cadence.WEEKLY else f"{year:04}-{n:02}")


def _times(text: str, groups: Sequence[Sequence[Activity]]) -> list[Count | None]:
    """Of each activity how many times it is demanded: the number right behind it, else the nearest before it."""
    found: list[Count | None] = [None] * len(groups)
    for count in counts(text):
        behind = [g for g, group in enumerate(groups) if _NEAR.fullmatch(text, group[-1].end, count.start)]
        ahead = [g for g, group in enumerate(groups) if count.start < group[-1].end]
        n = behind[-1] if behind else ahead[0] if ahead else len(groups) - 1
        if found[n] is None:
            found[n] = count
    return found


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
