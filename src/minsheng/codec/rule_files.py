"""Rules of places in TOML (规则文件): shipped ones by name, a county's own by path."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import resources
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from attrs import field, frozen

from minsheng.errors import Lang, NotFound, Unreadable
from minsheng.errors.data_files import parse_toml

T_co = TypeVar("T_co", covariant=True)

MAX_FILE_CHARACTERS = 1_000_000
"""Of a county's own file; such a file is a page of text."""


class Parse(Protocol[T_co]):
    """From the text of a file, and its name for messages, to what it says."""

    def __call__(self, text: str, *, name: str) -> T_co:
        """The rules that the text is."""
        ...


@frozen(kw_only=True)
class RuleFiles(Generic[T_co]):
    """The files of one kind of rules: a folder in the package, beside which a county may have its own."""

    package: str
    """The room that they belong to: minsheng.standing."""
    folder: str
    unknown: type[NotFound]
    """What is raised for a name that is neither shipped nor a file's."""
    kind: str
    """What such a file holds, for that error."""
    parse: Parse[T_co]
    _parsed: dict[str, T_co] = field(factory=dict, init=False, eq=False, repr=False)
    """Shipped ones, each read once."""

    def names(self) -> tuple[str, ...]:
        """Names of the shipped files."""
        files = resources.files(self.package).joinpath(self.folder).iterdir()
        return tuple(sorted(f.name.removesuffix(".toml") for f in files if f.name.endswith(".toml")))

    def load(self, source: str | Path) -> T_co:
        """What a shipped file says, by its name, or a file of one's own.

        Raises:
            NotFound: that of `unknown`: neither a shipped name nor a file; carries the shipped names.
            Unreadable: it is no text in UTF-8, or too large.
            MinshengError: what `parse` raises.
        """
        if str(source) in self.names():
            return self.shipped(str(source))
        path = Path(source)
        return self.parse(self._own(path), name=path.name)

    def shipped(self, name: str) -> T_co:
        """What a shipped file says.

        Raises:
            NotFound: that of `unknown`: none has this name; carries those that there are.
        """
        if name not in self._parsed:
            if name not in self.names():
                raise self.unknown(self.kind, name, self.names())
            text = resources.files(self.package).joinpath(self.folder, f"{name}.toml").read_text("utf-8")
            self._parsed[name] = self.parse(text, name=name)
        return self._parsed[name]

    def _own(self, path: Path) -> str:
        """The text of a county's own file."""
        try:
            found = path.is_file()
        except (OSError, ValueError):  # a name that is too long, or none at all
            found = False
        if not found:
            raise self.unknown(self.kind, str(path), self.names())
        try:
            with path.open(encoding="utf-8-sig") as file:
                text = file.read(MAX_FILE_CHARACTERS + 1)
        except (OSError, UnicodeDecodeError) as error:
            raise Unreadable("codec.not-toml", file=path.name, why=str(error)) from error
        if len(text) > MAX_FILE_CHARACTERS:
            raise Unreadable("codec.file-too-large", file=path.name, limit=MAX_FILE_CHARACTERS)
        return text


@frozen(kw_only=True)
class OpenPoint:
    """What the text of the rules does not say (文件未明确之处)."""

    zh: str
    en: str

    def text(self, lang: Lang = "zh") -> str:
        """In words."""
        return self.zh if lang == "zh" else self.en


def toml_table(text: str, *, file: str) -> dict[str, object]:
    """What a text in TOML says; `file` is named where it is none.

    Raises:
        Unreadable: it is no TOML.

    >>> toml_table("days = 31", file="pack.toml")
    {'days': 31}
    """
    try:
        return parse_toml(text)
    except ValueError as error:
        raise Unreadable("codec.not-toml", file=file, why=str(error)) from error


def open_points(value: Iterable[OpenPoint]) -> tuple[OpenPoint, ...]:
    """What callers give as the open points of rules, as they are kept: a converter of fields."""
    return tuple(value)


def cited(source: str, source_en: str, lang: Lang) -> str:
    """A source for readers: a document as it calls itself, the library's own in their language.

    >>> cited("甲政发〔2024〕1号", "", "en"), cited("本库默认", "this library's own", "en")
    ('甲政发〔2024〕1号', "this library's own")
    """
    return (source_en if lang == "en" else "") or source
