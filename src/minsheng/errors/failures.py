"""Exceptions (错误). A room's own errors are children of these and stand in that room."""

from __future__ import annotations

from pathlib import Path

from minsheng.errors.findings import Finding
from minsheng.errors.places import Place
from minsheng.errors.words import Lang, brackets, brief, mend, say

_NOWHERE = Place()


class MinshengError(Exception):
    """Everything that this library raises on purpose.

    ``str(error)`` is English; ``error.message("zh")`` is what a clerk reads; ``error.mend(lang)`` says what to do.
    """

    code: str = "errors.failed"
    """Stable: the room, a dot, the name. A class has one of its own, or takes it as its first argument."""

    def __init__(self, *, place: Place = _NOWHERE, **fields: object) -> None:
        self.place = place
        self.fields = fields
        super().__init__(fields)

    def message(self, lang: Lang = "zh") -> str:
        """Where and what, in one sentence."""
        return self.place.before(say(self.code, lang, **brief(self.fields)), lang)

    def mend(self, lang: Lang = "zh") -> str:
        """How to mend it; may be empty."""
        return mend(self.code, lang, **brief(self.fields))

    def __str__(self) -> str:
        return self.message("en") + brackets(self.mend("en"), "en")

    def __reduce__(self) -> tuple[object, ...]:
        """Errors survive pickling (pytest-xdist, multiprocessing): classes are rebuilt without their own __init__."""
        return (_rebuilt, (type(self), self.__dict__))


def _rebuilt(kind: type[MinshengError], state: dict[str, object]) -> MinshengError:
    error = kind.__new__(kind)
    error.__dict__.update(state)
    error.args = (state.get("fields"),)
    return error


class InvalidValue(MinshengError, ValueError):
    """A value that can not be what it is given as; each kind of wrong value has a code of its own.

    >>> raise InvalidValue("errors.wrong-value", field="day", value="2024-02-31", why="no such day")
    Traceback (most recent call last):
    ...
    minsheng.errors.failures.InvalidValue: day: “2024-02-31” is not valid: no such day
    """

    def __init__(self, code: str, /, *, place: Place = _NOWHERE, **fields: object) -> None:
        super().__init__(place=place, **fields)
        self.code = code


class NotFound(MinshengError, LookupError):
    """A name or number that is not there: `kind`, `name`, and the `choices` that are."""

    code = "errors.not-found"

    def __init__(self, kind: str, name: str, choices: tuple[str, ...] = ()) -> None:
        self.choices = choices
        super().__init__(kind=kind, name=name, choices=choices)


class MissingExtra(MinshengError, ImportError):
    """A part of the library needs an optional package that is not installed."""

    code = "errors.missing-extra"

    def __init__(self, extra: str) -> None:
        super().__init__(extra=extra, install=f'pip install "minsheng[{extra}]"')


class Unreadable(MinshengError):
    """A file or document that can not be read at all; the code says why, `file` which."""

    def __init__(self, code: str, /, *, file: str, place: Place = _NOWHERE, **fields: object) -> None:
        super().__init__(place=place, file=file, **fields)
        self.code = code

    @classmethod
    def opening(cls, path: Path, error: OSError | ValueError) -> Unreadable:
        """What went wrong when the file at `path` was opened: it is not there, a folder, or may not be read.

        >>> str(Unreadable.opening(Path("a.txt"), FileNotFoundError(2, "No such file or directory")))
        'the file “a.txt” does not exist (check the path; to read a text itself give its bytes)'
        """
        if isinstance(error, FileNotFoundError):
            return cls("errors.no-such-file", file=str(path))
        if isinstance(error, IsADirectoryError) or (isinstance(error, PermissionError) and path.is_dir()):
            return cls("errors.is-folder", file=str(path))  # Windows forbids to open a folder
        why = error.strerror if isinstance(error, OSError) else str(error)
        return cls("errors.not-opened", file=str(path), why=why)


class Problems(MinshengError, ValueError):
    """All that is wrong with one document, at once; `findings` holds each with its place."""

    code = "errors.problems"

    def __init__(self, what: str, findings: tuple[Finding, ...], *, code: str = "errors.problems") -> None:
        self.findings = findings
        super().__init__(what=what, n=len(findings))
        self.code = code

    def message(self, lang: Lang = "zh") -> str:
        lines = [super().message(lang)]
        for finding in self.findings:
            lines.append(f"  - {finding.message(lang)}{brackets(finding.mend(lang), lang)}")
        return "\n".join(lines)
