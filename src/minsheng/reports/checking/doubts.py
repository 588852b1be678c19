"""What a reading doubts or asks, tied to the fields of the page (疑点): each finding and question finds its field and its words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from attrs import evolve, frozen

from minsheng.errors import Finding, Lang, Place, Question, Severity
from minsheng.intake import Reading, Span, Spot
from minsheng.projects import Plan, Rhythm

_VALUE = re.compile(r"\[\d+\]$")


@frozen(kw_only=True)
class Doubt:
    """A finding or question as the page tells it."""

    id: str
    kind: str
    """error, question, warning or info."""
    what: str
    """In one sentence, without its place."""
    mend: str
    place: str
    key: str
    """What an answer is given to; of a finding its code."""
    paths: tuple[str, ...]
    """The fields that it speaks of: a value, all values of a name, a project; $ is the document."""
    spans: tuple[Span, ...]


def doubts_of(reading: Reading, paths: Collection[str], lang: Lang) -> tuple[Doubt, ...]:
    """All findings and questions, those that stop the document first, then what is asked, then the rest.

    Args:
        reading: what was read.
        paths: the fields that the page shows; what is said of another one is told at the project, or at the document.
        lang: of the sentences.
    """
    finder = _Finder(reading, paths, lang)
    errors = [f for f in reading.findings if f.severity is Severity.ERROR]
    warnings = [f for f in reading.findings if f.severity is Severity.WARNING]
    infos = [f for f in reading.findings if f.severity is Severity.INFO]
    found = [
        *map(finder.finding, errors),
        *map(finder.question, reading.questions),
        *map(finder.finding, (*warnings, *infos)),
    ]
    return tuple(evolve(doubt, id=f"d{n}") for n, doubt in enumerate(found, 1))


def by_path(doubts: Iterable[Doubt]) -> Mapping[str, tuple[Doubt, ...]]:
    """Field → what is said of it."""
    found: dict[str, list[Doubt]] = {}
    for doubt in doubts:
        for path in doubt.paths:
            found.setdefault(path, []).append(doubt)
    return {path: tuple(own) for path, own in found.items()}


class _Finder:
    def __init__(self, reading: Reading, paths: Collection[str], lang: Lang) -> None:
        self.reading, self.paths, self.lang = reading, paths, lang
        self.numbers = {p.no: f"$.projects[{i}]" for i, p in enumerate(reading.plan.projects)}
        self.asked = dict(_asked(reading.plan))
        self.words: dict[Span | Spot, str] = {}
        """Words, or the paragraph or cell that they stand in → the first field that was taken from there."""
        for evidence in reading.evidence:
            for span in evidence.spans:
                self.words.setdefault(span, evidence.field)
                self.words.setdefault(span.spot, evidence.field)
        self.spots = {} if all(f in reading.doubted for f in reading.findings) else _spots(reading)

    def finding(self, finding: Finding) -> Doubt:
        fields = dict(finding.fields)
        base = self.numbers.get(fields.get("no", ""), "$")
        names = fields.get("field") or fields.get("path") or finding.place.path
        spans = self._spans(finding)
        if not names and spans:  # it names no field: the one that was taken from the same words, if any
            names = self.words.get(spans[0]) or self.words.get(spans[0].spot, "")
        paths = dict.fromkeys(self._known(base, name.strip()) for name in names.split(",")) if names else {base: None}
        return Doubt(
            id="",
            kind=finding.severity.value,
            what=finding.what(self.lang),
            mend=finding.mend(self.lang),
            place=evolve(finding.place, file="").text(self.lang),
            key=finding.code,
            paths=tuple(paths),
            spans=spans,
        )

    def question(self, question: Question) -> Doubt:
        return Doubt(
            id="",
            kind="question",
            what=evolve(question, place=Place()).message(self.lang),
            mend=question.mend(self.lang),
            place=evolve(question.place, file="").text(self.lang),
            key=question.key,
            paths=(self._of_key(question.key),),
            spans=self._spans(question),
        )

    def _known(self, base: str, name: str) -> str:
        """The path of a value, if the page shows it; else of its name, else of its project, else of the document."""
        path = name if name.startswith("$") else f"{base}.{name}"
        while path != "$":
            if path in self.paths:
                return path
            path = (
                _VALUE.sub("", path)
                if _VALUE.search(path) and path not in self.numbers.values()
                else path.rpartition(".")[0]
            )
        return "$"

    def _of_key(self, key: str) -> str:
        if (path := self.asked.get(key)) is not None:
            return self._known("$", path)
        if key.startswith("rhythms."):  # rhythms.report.day, rhythms.report.anchor
            return self._known("$", self.asked.get(key.rpartition(".")[0], "$"))
        return "$"

    def _spans(self, doubt: Finding | Question) -> tuple[Span, ...]:
        known = self.reading.doubted.get(doubt)
        if known is not None:
            return known
        span = self.spots.get(evolve(doubt.place, column="", start=-1, end=-1))
        return (span,) if span is not None else ()


def _spots(reading: Reading) -> dict[Place, Span]:
    """Place of each paragraph and cell → all of its text: what readers find names a place and no words."""
    source = reading.source
    found: dict[Place, Span] = {}
    for spot in source.spots():
        if text := source.text(spot):
            place, whole = source.place(spot), Span(spot, 0, len(text))
            found.setdefault(place, whole)
            if place.cell:  # readers of workbooks name no row beside the cell
                found.setdefault(Place(file=place.file, sheet=place.sheet, cell=place.cell), whole)
    return found


def _asked(plan: Plan) -> Iterator[tuple[str, str]]:
    """Key of a question, or what it begins with → path of the field that is asked about."""
    for i, project in enumerate(plan.projects):
        base = f"$.projects[{i}]"
        yield f"{project.no}.targets", f"{base}.targets"
        yield from ((f"{t.id}.denominator", f"{base}.targets[{k}]") for k, t in enumerate(project.targets))
        for j, item in enumerate(project.items):
            at = f"{base}.items[{j}].targets"
            yield f"{project.no}.{item.no}.targets", at
            yield from ((f"{t.id}.denominator", f"{at}[{k}]") for k, t in enumerate(item.targets))
    leads: dict[str, str] = {}
    for i, project in enumerate(plan.projects):
        for k, lead in enumerate(project.leads):
            leads.setdefault(f"groups.{plan.party(lead)}.members", f"$.projects[{i}].leads[{k}]")
    yield from leads.items()
    roles: dict[str, str] = {}
    for path, rhythm in rhythm_paths(plan):
        yield f"rhythms.{rhythm.id}", path
        if rhythm.party:
            roles.setdefault(f"roles.{rhythm.party}.persons", path)
    yield from roles.items()
    yield from ((f"methods.{method.name}.definition", f"$.methods[{m}].name") for m, method in enumerate(plan.methods))


def rhythm_paths(plan: Plan) -> Iterator[tuple[str, Rhythm]]:
    """Each rhythm of a plan with its path."""
    yield from ((f"$.rhythms[{k}]", rhythm) for k, rhythm in enumerate(plan.rhythms))
    for m, method in enumerate(plan.methods):
        yield from ((f"$.methods[{m}].rhythms[{k}]", rhythm) for k, rhythm in enumerate(method.rhythms))
