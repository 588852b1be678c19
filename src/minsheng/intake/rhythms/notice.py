"""Rhythm sentences of a notice (工作节奏) → rhythms and work methods, each with the words that command it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from attrs import evolve, frozen

from minsheng.calendars import Cadence
from minsheng.errors import Severity
from minsheng.intake.passages import Passage
from minsheng.intake.rhythms.cadences import cadences, perhaps_says_how_often
from minsheng.intake.rhythms.sentences import CLAUSES, LONGEST, Found, Sentence, names_a_thing
from minsheng.intake.rhythms.words import activities, subject_of
from minsheng.intake.trail import Trail
from minsheng.intake.words.numbering import arabic_number, chinese_number
from minsheng.projects import Bearer, Rhythm, UnknownMethod, WorkMethod
from minsheng.text import squeeze

_SENTENCES = "。！\n"


@frozen(kw_only=True)
class Rhythms:
    """The rhythms of a notice and the work methods that it names."""

    rhythms: tuple[Rhythm, ...] = ()
    methods: tuple[WorkMethod, ...] = ()


def rhythms_of(body: Sequence[Passage], trail: Trail, *, year: int | None = None) -> Rhythms:
    """All rhythm sentences of the running text; `year` is the document's.

    A rhythm belongs to who the sentence began with; under a named work method stand the rhythms that its preset has, or,
    if there is no preset, those that follow its name in the sentence.
    """
    found: list[Found] = []
    named: dict[str, Passage] = {}
    for paragraph in body:
        for sentence in paragraph.split(_SENTENCES):
            Sentence(trail, year, found, named).read(_unnumbered(sentence))
    return _sorted_out(_refined(found, trail), named, trail)


def _unnumbered(sentence: Passage) -> Passage:
    """Without white space and the number in front (1. 一、 （一）)."""
    match = arabic_number(sentence.text) or chinese_number(sentence.text)
    return (sentence[match.end() :] if match else sentence).squeezed()


def commands(text: Passage) -> bool:
    """Whether a sentence tells somebody how often to do what, so that it is no content of a project.

    An order to report needs no subject: it goes to those whom the notice is sent to.
    """
    plain = _unnumbered(text)
    if len(plain) > LONGEST:
        return False
    often = [o for o in cadences(plain.text) if not names_a_thing(plain.text, o)]
    done = activities(plain.text, recurring=True)
    if not often or not done:
        return False
    named = any(subject_of(clause) is not None for clause in plain.split(CLAUSES))
    return named or all(a.id in ("report", "summary") for group in done for a in group)


def rhythms_in_projects(contents: Sequence[tuple[str, Passage]], trail: Trail) -> None:
    """Says of rhythm sentences in the text of a project that they stay its content; by the project's number."""
    for no, content in contents:
        if not perhaps_says_how_often(squeeze(content.text)):
            continue
        for sentence in content.split(_SENTENCES):
            if sentence and commands(sentence):
                text = sentence.squeezed().text
                trail.find("intake.rhythm-in-project", Severity.INFO, sentence.stripped(), no=no, text=text)


def _refined(found: list[Found], trail: Trail) -> list[Found]:
    """Without those that another sentence says again, with the day: 按月报送…，每月25日前报县政府."""
    dated = {_duty(f.rhythm): len(f.rhythm.dues) for f in found if f.rhythm.due.known}
    steps = {f.before for f in found}
    kept: list[int] = []
    for n, one in enumerate(found):
        more = dated.get(_duty(one.rhythm), 0)
        if not one.rhythm.due.known and more >= len(one.rhythm.dues) and n not in steps:
            trail.use(one.words)
        else:
            kept.append(n)
    places = {old: new for new, old in enumerate(kept)}
    return [evolve(found[n], before=None if (b := found[n].before) is None else places[b]) for n in kept]


def _duty(rhythm: Rhythm) -> tuple[Bearer, str, Cadence, int, tuple[str, ...]]:
    """Who does what how often; the day apart."""
    return rhythm.bearer, rhythm.party, rhythm.cadence, rhythm.every, rhythm.met_by


def _sorted_out(found: Sequence[Found], named: dict[str, Passage], trail: Trail) -> Rhythms:
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
