"""How right a reading is, field by field, beside what a careful clerk reads (对照): right, wrong, missing, and whether in silence.

Both sides are JSON values: `truth` with the keys kind, document, projects (as the `gold()` of a made-up notice has them), and a
reading as `dump_reading` gives it. Names are equal without white space and width, numbers by their value.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation

from attrs import field, frozen

Json = Mapping[str, object]

FIELDS = (
    "kind", "document", "projects", "leads", "partners", "leaders", "deadlines", "targets", "qualifiers", "items", "progress",
)  # fmt: skip
"""The fields that are judged; `projects` are their names, `qualifiers` targets with their hedge."""
SURE = 0.9
"""A value given with this confidence is given as certain."""
_DOCUMENT = ("title", "number", "issuer", "issued", "year")
_PATH = re.compile(r"\$\.(?:projects\[(\d+)\]\.)?(?:document\.)?([a-z]+)")
_INNER = re.compile(r"[a-z]+(?:\[\d+\](?:\.[a-z]+(?:\[\d+\])?)?)?")
"""Fields as a finding on one project names them: deadlines[0]; leads, partners."""
_TARGET_KEY = re.compile(r"[^.]+(?:\.[^.]+)?\.t\d+")
_DOUBTS: dict[str, tuple[str, ...]] = {
    "no-title": ("document.title",),
    "no-name": ("projects",),
    "number-missing": ("projects",),
    "number-twice": ("projects",),
    "no-lead": ("leads",),
    "all-lead": ("leads", "partners"),
    "units-doubtful": ("leads", "partners", "leaders"),
    "no-day": ("deadlines",),
    "no-such-day": ("deadlines",),
    "no-deadline": ("deadlines",),
    "far-year": ("deadlines",),
    "unknown-unit": ("targets", "qualifiers"),
    "odd-number": ("targets", "qualifiers"),
    "given-year-differs": ("document.year",),
}
"""Codes of findings without a path → the fields that their sentence names."""


@frozen(kw_only=True)
class Verdict:
    """One value of one field: what it is held to be, and what was read."""

    field: str
    project: str
    """Name of the project, as the truth has it; empty for the document."""
    state: str
    """right, wrong (read, and not there) or missing (there, and not read)."""
    value: str
    confidence: float | None = None
    """Of what was read; None where the reading names none."""
    doubted: bool = False
    """A finding or question names this field of this project."""

    @property
    def silent(self) -> bool:
        """Wrong or missing, and nothing says so."""
        return self.state != "right" and not self.doubted

    @property
    def sure(self) -> bool:
        """Read, and not said to be doubtful by its confidence; what names no confidence counts as sure."""
        return self.state != "missing" and (self.confidence is None or self.confidence >= SURE)

    @property
    def plain(self) -> bool:
        """Right, sure by its own word, and nothing asks about it."""
        return self.state == "right" and self.confidence is not None and self.sure and not self.doubted

    def __str__(self) -> str:
        sign = {"right": "=", "wrong": "+", "missing": "-"}[self.state]
        sure = "" if self.confidence is None else f" {self.confidence:.2f}"
        return f"{sign} {self.field}{sure} {self.project}: {self.value}{' (named)' if self.doubted else ''}"


@frozen
class _Value:
    """A value to be compared, and where it stands in its plan."""

    text: str
    path: str = ""


def judge(truth: Json, reading: Json) -> list[Verdict]:
    """Every value of the truth and every value that was read beside them."""
    return [*_Judge(truth, reading).verdicts()]


def plain(value: object) -> str:
    """A text without white space and width, None is empty."""
    return "" if value is None else "".join(unicodedata.normalize("NFKC", str(value)).split())


def figure(value: object) -> str:
    """A number in one spelling: 400, 400.0 and "400" are equal."""
    if value is None or value == "":
        return ""
    try:
        return format(Decimal(str(value)).normalize(), "f")
    except InvalidOperation:
        return f"no number: {value!r}"


def _rows(value: object) -> list[Json]:
    return [v for v in value if isinstance(v, Mapping)] if isinstance(value, list | tuple) else []


def _texts(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else []


def _mapping(value: object) -> Json:
    return value if isinstance(value, Mapping) else {}


def _targets(project: Json, path: str, *, qualified: bool) -> Iterator[_Value]:
    places = [("", path, project)]
    places += [(plain(i.get("no")), f"{path}.items[{k}]", i) for k, i in enumerate(_rows(project.get("items")))]
    for no, where, place in places:
        for t, target in enumerate(_rows(place.get("targets"))):
            words = [no, figure(target.get("value")), figure(target.get("value_max")), plain(target.get("unit"))]
            if qualified:
                words.append(plain(target.get("qualifier")))
            yield _Value(" ".join(words), f"{where}.targets[{t}]")


def _facts(project: Json, path: str) -> dict[str, list[_Value]]:
    """What one project says, by field, each value with its path."""
    found: dict[str, list[_Value]] = {
        name: [_Value(plain(v), f"{path}.{name}[{k}]") for k, v in enumerate(_texts(project.get(name)))]
        for name in ("leads", "partners", "leaders")
    }
    found["deadlines"] = [
        _Value(f"{plain(d.get('date'))} {plain(d.get('milestone'))}", f"{path}.deadlines[{k}]")
        for k, d in enumerate(_rows(project.get("deadlines")))
    ]
    found["targets"] = list(_targets(project, path, qualified=False))
    found["qualifiers"] = list(_targets(project, path, qualified=True))
    found["items"] = [
        _Value(plain(i.get("no")), f"{path}.items[{k}].no") for k, i in enumerate(_rows(project.get("items")))
    ]
    found["progress"] = [
        _Value(
            f"{figure(p.get('value'))} {plain(p.get('unit'))} {figure(p.get('percent'))} {plain(p.get('as_of'))}",
            f"{path}.progress[{k}]",
        )
        for k, p in enumerate(_rows(project.get("progress")))
    ]
    return found


class _Judge:
    def __init__(self, truth: Json, reading: Json) -> None:
        self.truth, self.reading = truth, reading
        self.projects = _rows(reading.get("projects"))
        self.sure: dict[str, float] = {}
        for e in _rows(reading.get("evidence")):
            path, value = str(e.get("field")), e.get("confidence")
            if isinstance(value, int | float):
                self.sure[path] = max(self.sure.get(path, 0.0), float(value))
        self.doubts = _Doubts(reading, self.projects)

    def verdicts(self) -> Iterator[Verdict]:
        kinds = [[_Value(plain(d.get("kind")), "$.kind")] if d.get("kind") else [] for d in (self.truth, self.reading)]
        yield from self._compared("kind", "", None, *kinds)
        want, have = _mapping(self.truth.get("document")), _mapping(self.reading.get("document"))
        for key in _DOCUMENT:
            pair = [
                [_Value(f"{key}={plain(d.get(key))}", f"$.document.{key}")] if d.get(key) else [] for d in (want, have)
            ]
            yield from self._compared("document", "", None, *pair, key=f"document.{key}")
        left = dict(enumerate(self.projects))
        for project in _rows(self.truth.get("projects")):
            name = plain(project.get("name"))
            at = next((i for i, p in left.items() if plain(p.get("name")) == name), None)
            found = left.pop(at) if at is not None else {}
            # what was not found by its name is looked for by its number, to see whether it is doubted there
            beside = at if at is not None else self._by_number(project, left)
            path = f"$.projects[{at}]"
            read = [_Value(name, f"{path}.name")] if at is not None else []
            yield from self._compared("projects", name, beside, [_Value(name)], read)
            facts = _facts(found, path)
            for key, values in _facts(project, "").items():
                yield from self._compared(key, name, beside, values, facts[key])
        for at, project in left.items():
            name = plain(project.get("name"))
            yield from self._compared("projects", name, at, [], [_Value(name, f"$.projects[{at}].name")])
            for key, values in _facts(project, f"$.projects[{at}]").items():
                yield from self._compared(key, name, at, [], values)

    def _by_number(self, project: Json, left: Mapping[int, Json]) -> int | None:
        number = plain(project.get("no"))
        return next((i for i, p in left.items() if number and plain(p.get("no")) == number), None)

    def _compared(
        self, name: str, project: str, at: int | None, want: Sequence[_Value], have: Sequence[_Value], *, key: str = ""
    ) -> Iterator[Verdict]:
        waiting: dict[str, list[str]] = defaultdict(list)
        for value in have:
            waiting[value.text].append(value.path)

        def verdict(state: str, text: str, path: str) -> Verdict:
            doubted = self.doubts.name(at, key or name, path)
            return Verdict(
                field=name, project=project, state=state, value=text, confidence=self._sure(path), doubted=doubted
            )

        for value in want:
            paths = waiting[value.text]
            yield verdict("right", value.text, paths.pop(0)) if paths else verdict("missing", value.text, "")
        for text, paths in waiting.items():
            for path in paths:
                yield verdict("wrong", text, path)

    def _sure(self, path: str) -> float | None:
        return self.sure.get(path)


@frozen
class _Doubts:
    """Which field of which project a finding or question names."""

    reading: Json = field(repr=False)
    projects: Sequence[Json] = field(repr=False)
    _fields: set[tuple[int | None, str]] = field(init=False, factory=set)
    _paths: set[str] = field(init=False, factory=set)

    def __attrs_post_init__(self) -> None:
        numbers = {plain(p.get("no")): i for i, p in enumerate(self.projects)}
        ids = {
            plain(t.get("id")): value.path
            for i, project in enumerate(self.projects)
            for place in (project, *_rows(project.get("items")))
            for t, value in zip(_rows(place.get("targets")), _paths_of(project, place, i), strict=True)
        }
        for doubt in (*_rows(self.reading.get("findings")), *_rows(self.reading.get("questions"))):
            fields = _mapping(doubt.get("fields"))
            for no in plain(fields.get("nos")).split("、"):  # one finding on a column names all its projects
                self._fields.update((numbers.get(no), name) for name in plain(fields.get("field")).split(","))
            at = numbers.get(plain(fields.get("no")))
            key = plain(doubt.get("key"))
            path = plain(fields.get("field") or fields.get("path") or _mapping(doubt.get("place")).get("path"))
            code = plain(doubt.get("code")).partition(".")[2]
            inner = [f"$.projects[{at}].{piece}" for piece in _INNER.findall(path)] if at is not None else []
            if match := _PATH.match(path):
                self._named(path, match)
            elif inner:
                for piece in inner:
                    if match := _PATH.match(piece):
                        self._named(piece, match)
            elif target := _TARGET_KEY.match(key):
                self._paths.add(ids.get(target[0], ""))
            elif code == "ask-targets":
                self._fields.update((at, name) for name in ("targets", "qualifiers"))
            for name in _DOUBTS.get(code, ()):
                self._fields.add((at, name))

    def _named(self, path: str, match: re.Match[str]) -> None:
        at = int(match[1]) if match[1] else None
        name = {"name": "projects", "no": "projects"}.get(match[2], match[2])
        self._paths.add(path)
        if not path.endswith("]"):  # the whole field, not one value of it
            self._fields.add((at, name if match[1] else f"document.{name}" if "document" in path else name))
            if name == "targets":
                self._fields.add((at, "qualifiers"))

    def name(self, at: int | None, name: str, path: str) -> bool:
        """Whether the field `name` of project number `at`, or the value at `path`, is named."""
        if (at, name) in self._fields or path in self._paths - {""}:
            return True
        # what is missing has no path: a doubt of any value of the field speaks of it
        wanted = "targets" if name == "qualifiers" else name
        return not path and any(p.startswith(f"$.projects[{at}].") and f".{wanted}" in p for p in self._paths)


def _paths_of(project: Json, place: Json, i: int) -> Iterator[_Value]:
    where = f"$.projects[{i}]"
    if place is not project:
        where += f".items[{[id(x) for x in _rows(project.get('items'))].index(id(place))}]"
    for t, _ in enumerate(_rows(place.get("targets"))):
        yield _Value("", f"{where}.targets[{t}]")
