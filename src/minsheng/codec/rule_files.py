"""Rules of places in TOML (规则文件): shipped ones by name, a county's own by path."""

from __future__ import annotations

import tomllib
from importlib import resources
from pathlib import Path

from attrs import frozen

from minsheng.errors import Lang, NotFound, Unreadable

MAX_FILE_CHARACTERS = 1_000_000
"""Of a county's own file; such a file is a page of text."""


@frozen(kw_only=True)
class RuleFiles:
    """The files of one kind of rules: a folder in the package, beside which a county may have its own."""

    package: str
    """The room that they belong to: minsheng.standing."""
    folder: str
    unknown: type[NotFound]
    """What is raised for a name that is neither shipped nor a file's."""
    kind: str
    """What such a file holds, for that error."""

    def names(self) -> tuple[str, ...]:
        """Names of the shipped files."""
        files = resources.files(self.package).joinpath(self.folder).iterdir()
        return tuple(sorted(f.name.removesuffix(".toml") for f in files if f.name.endswith(".toml")))

    def shipped(self, name: str) -> str:
        """The text of a shipped file.

        Raises:
            NotFound: that of `unknown`: none has this name; carries those that there are.
        """
        if name not in self.names():
            raise self.unknown(self.kind, name, self.names())
        return resources.files(self.package).joinpath(self.folder, f"{name}.toml").read_text("utf-8")

    def own(self, path: Path) -> str:
        """The text of a county's own file.

        Raises:
            NotFound: that of `unknown`: there is no such file; carries the shipped names.
            Unreadable: it is no text in UTF-8, or too large.
        """
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
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits is none of TOML's errors
        raise Unreadable("codec.not-toml", file=file, why=str(error)) from error
