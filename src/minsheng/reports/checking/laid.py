"""A reading laid out for the page (排版): fields with their state and marks, doubts with their links, the text with its marks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from attrs import frozen
from markupsafe import Markup

from minsheng.calendars import WorkCalendar
from minsheng.errors import Lang, say
from minsheng.intake import Evidence, Reading
from minsheng.reports.checking.doubts import Doubt, by_path, doubts_of
from minsheng.reports.checking.fields import Group, Section, Value, id_of, sections_of
from minsheng.reports.checking.marks import Marks, MarkWords
from minsheng.reports.checking.sheet import LaidDoubt, LaidGroup, LaidSection, LaidValue, Sheet
from minsheng.reports.checking.source import SourceText
from minsheng.text import squeeze

SURE, UNSURE = 0.9, 0.7
"""From which confidence on a value is held to be read well, and below which to be read badly."""
_QUOTED = 120
"""Characters of the document's words that stand beside a value that is worded otherwise."""


@frozen(kw_only=True)
class SheetWords:
    """What a template may call."""

    say: Callable[..., str]
    trusted: Callable[[str], Markup]


def sheet_words(lang: Lang) -> SheetWords:
    """The sentences of the page, and the way of our own style sheet into it."""
    return SheetWords(say=lambda name, **fields: say(f"reports.check-{name}", lang, **fields), trusted=Markup)


def laid_out(reading: Reading, calendar: WorkCalendar, lang: Lang) -> Sheet:
    """Everything in its place."""
    return _Layout(reading, sections_of(reading, calendar, lang), lang).sheet()


class _Layout:
    def __init__(self, reading: Reading, sections: Sequence[Section], lang: Lang) -> None:
        self.reading, self.sections, self.lang = reading, sections, lang
        self.evidence: dict[str, list[Evidence]] = defaultdict(list)
        for evidence in reading.evidence:
            self.evidence[evidence.field].append(evidence)
        self.titles = dict(_titles(sections))
        self.doubts = doubts_of(reading, self.titles, lang)
        self.at = by_path(self.doubts)
        self.marks = Marks(reading.source)
        self.states: Counter[str] = Counter()
        self.absent: set[str] = set()
        """Names of which the document has no value."""

    def sheet(self) -> Sheet:
        reading = self.reading
        sections = tuple(map(self._section, self.sections))
        self._left_over()
        doubts = tuple(map(self._doubt, self.doubts))
        self.marks.numbered()
        words = MarkWords(
            unused=self._say("unused-tag"),
            more=_More(lambda n: self._say("more-fields", n=n)),
            doubted=self._say("check"),
        )
        source = SourceText(reading, self.marks, words, self.lang)
        return Sheet(
            title=reading.plan.document.title or reading.source.file or self._say("untitled"),
            file=reading.source.file,
            kind=say(f"intake.kind-{reading.kind}", self.lang),
            sections=sections,
            doubts=doubts,
            counts=self._counts(),
            blocks=tuple(source.blocks()),
            aside=tuple(source.aside()),
            unused=tuple(source.unused),
        )

    def _say(self, name: str, **fields: object) -> str:
        return say(f"reports.check-{name}", self.lang, **fields)

    def _counts(self) -> dict[str, int]:
        states = self.states
        return {
            "projects": len(self.reading.plan.projects),
            "sure": states["sure"],
            "check": states["check"] + states["unsure"] + states["asked"] + states["missing"],
            "unsourced": states["unsourced"],
            "unused": len(self.reading.unused),
            "questions": len(self.reading.questions),
            "findings": len(self.reading.findings),
        }

    def _section(self, section: Section) -> LaidSection:
        groups = tuple(
            self._group(section, g) for g in section.groups if g.values or g.needed or g.path in self.at
        )  # fmt: skip
        heads = [
            None
            if value is None
            else self._value(section, value, "head" if name == "no" else "name", self._say(f"col-{name}"))
            for name, value in (("no", section.number), ("name", section.title))
        ]
        own = self.at.get(section.path, ())
        shown = [*(h.state for h in heads if h is not None), *(g.state for g in groups), *(["check"] if own else [])]
        return LaidSection(
            id=id_of(section.path),
            label=section.label,
            number=heads[0],
            title=heads[1],
            groups=groups,
            doubts=own,
            state=_worst(shown),
        )

    def _group(self, section: Section, group: Group) -> LaidGroup:
        doubts = self.at.get(group.path, ()) if group.path not in {v.path for v in group.values} else ()
        values = tuple(self._value(section, v, group.kind, group.label, doubts) for v in group.values)
        state = _worst([v.state for v in values])
        if not values:
            state = "none" if not doubts else "asked" if any(d.kind == "question" for d in doubts) else "missing"
            self.states[state] += 1
            self.absent.add(group.path)
        return LaidGroup(
            id=id_of(group.path),
            label=group.label,
            kind=group.kind,
            lines=group.lines,
            values=values,
            state=state,
            doubts=doubts,
        )

    def _value(self, section: Section, value: Value, kind: str, label: str, doubts: Sequence[Doubt] = ()) -> LaidValue:
        found = self.evidence.pop(value.path, [])
        own = self.at.get(value.path, ())
        sure = max((e.confidence for e in found), default=None)
        state = _state(sure, [*own, *doubts])
        self.states[state] += 1
        id, title = id_of(value.path), f"{section.label} {label}"
        spans = [span for e in found for span in e.spans]
        best = max(found, key=lambda e: e.confidence) if found else None
        return LaidValue(
            id=id,
            text=value.text,
            notes=value.notes,
            folded=value.folded,
            state=state,
            tip=self._tip(best),
            quote=_quote(best, value),
            marks=self.marks.add(spans, kind, id, title, doubted=state not in ("sure", "unsourced")),
            doubts=own,
        )

    def _tip(self, evidence: Evidence | None) -> str:
        if evidence is None:
            return self._say("tip-unsourced")
        place = evidence.places[0].text(self.lang) if evidence.places else self._say("nowhere")
        return self._say("tip", confidence=f"{evidence.confidence:.3g}", rule=evidence.rule, place=place)

    def _left_over(self) -> None:
        """Words of fields that the plan has no more, since an answer took their place, lead to where they stood."""
        for path, found in self.evidence.items():
            at = path
            while at != "$" and at not in self.titles:
                at = at.rpartition(".")[0] if not at.endswith("]") else at.rpartition("[")[0]
            for evidence in found:
                self.marks.add(evidence.spans, "head", id_of(at), self.titles.get(at, ""))

    def _doubt(self, doubt: Doubt) -> LaidDoubt:
        path = doubt.paths[0]
        marks = self.marks.doubt(doubt.spans, doubt.id, doubt.what)
        absent = path in self.absent  # that a field is missing says nothing against the number of its project
        for mark in marks:
            mark.doubted |= doubt.kind != "info" and not (absent and mark.kind in ("head", "name"))
        key = (
            ""
            if doubt.key in doubt.mend
            else self._say("answer-key" if doubt.kind == "question" else "code", key=doubt.key)
        )
        about = tuple(filter(None, (doubt.place, doubt.mend, key)))
        return LaidDoubt(doubt=doubt, field=id_of(path), title=self.titles.get(path, ""), about=about, marks=marks)


class _More(dict[int, str]):
    """Says how many more there are, when it is asked."""

    def __init__(self, said: Callable[[int], str]) -> None:
        super().__init__()
        self._said = said

    def __missing__(self, n: int) -> str:
        return self._said(n)


def _titles(sections: Sequence[Section]) -> list[tuple[str, str]]:
    """Path → how it is called, of all that the page shows."""
    found = [("$", "")]
    for section in sections:
        found.append((section.path, section.label))
        found += [(v.path, section.label) for v in (section.number, section.title) if v is not None]
        for group in section.groups:
            title = f"{section.label} {group.label}"
            found.append((group.path, title))
            found += [(value.path, title) for value in group.values]
    return found


_ORDER = ("error", "asked", "missing", "unsure", "check", "unsourced", "sure", "none")


def _worst(states: Sequence[str]) -> str:
    return min(states, key=_ORDER.index, default="none")


def _state(sure: float | None, doubts: Sequence[Doubt]) -> str:
    if any(d.kind == "question" for d in doubts):
        return "asked"
    if sure is not None and sure < UNSURE:
        return "unsure"
    if any(d.kind != "info" for d in doubts) or (sure is not None and sure < SURE):
        return "check"
    return "unsourced" if sure is None else "sure"


def _quote(evidence: Evidence | None, value: Value) -> str:
    """The document's words, where the value is worded otherwise."""
    if evidence is None or squeeze(evidence.text) in squeeze(value.text):
        return ""
    return evidence.text if len(evidence.text) <= _QUOTED else evidence.text[:_QUOTED] + "…"
