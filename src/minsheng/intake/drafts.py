"""What one project says, still in the words of the document (项目草稿)."""

from __future__ import annotations

import re

from attrs import define, field, frozen

from minsheng.intake.passages import Passage
from minsheng.intake.words.header import Column


@frozen(kw_only=True)
class Report:
    """The words of one line of a progress table on one project, or its paragraph (进展)."""

    goal: tuple[Passage, ...] = ()
    """What the line says is to be done: names, contents, figures."""
    unit: str = ""
    """The measure word that the table gives for bare figures."""
    done: tuple[Passage, ...] = ()
    """Cells of columns for the total so far (累计完成)."""
    rate: tuple[Passage, ...] = ()
    """Cells of columns for the share that is done (完成率)."""
    added: tuple[Passage, ...] = ()
    """Cells of columns for what the period added (本月完成)."""
    words: tuple[Passage, ...] = ()
    """Running text on the progress."""
    heading: str = ""
    """Heading of its columns, where it names the day or period that the line speaks of: 1-10月推进情况."""


@define(kw_only=True, eq=False)
class Draft:
    """The words that belong to one project, by what they are about; nothing is interpreted yet.

    Made fast, since a long table has very many, and never changed.
    """

    number: str
    """As printed (1, 一), or counted where the document prints none."""
    number_at: Passage
    name: Passage
    """The printed name; empty where the project has one text, whose beginning names it."""
    contents: tuple[Passage, ...] = ()
    units: tuple[tuple[Column, Passage], ...] = ()
    """Texts that name units or persons, each with what its column or label says of them."""
    units_doubtful: bool = False
    """The layout does not tell which units stand in which column."""
    deadlines: tuple[Passage, ...] = ()
    """Texts of the column or phrase for the time limit."""
    starts: tuple[Passage, ...] = ()
    """Texts of the column for the day on which work begins (开工时间)."""
    further_names: int = 0
    """So many of its texts, the first ones, are names too: indicators below a matter."""
    promises: bool = True
    """Its texts say what is to be done; else the figures in them are those that were reported."""
    limit_stated: bool = False
    """The document has a column or phrase for this project's time limit: no other text sets one."""
    figures: tuple[tuple[Passage, str], ...] = ()
    """Texts of columns for the figure to be reached, each with the measure word that the table gives for it."""
    funding: tuple[Passage, ...] = ()
    reports: tuple[Report, ...] = ()
    """What is said of its progress, line by line."""
    remarks: tuple[Passage, ...] = ()
    """Notes, problems, measures: no field of its own, but a day by which it is finished may stand there."""
    guessed: tuple[Column, ...] = ()
    """Columns without a known heading, told by what their cells hold."""
    labels: tuple[Passage, ...] = ()
    """Phrases about units and limits with their labels: accounted for as a whole."""
    rule: str = "table"
    """How it was found: table, prose."""
    confidence: float = field(default=1.0)
    """How sure it is that these words are one project."""
    outer: Passage | None = None
    """A heading around it that could be the project as well: both name units."""

    @property
    def own(self) -> tuple[Passage, ...]:
        """The words that are its alone: number, name, contents."""
        return (self.number_at, self.name, *self.contents)

    @property
    def anywhere(self) -> Passage:
        """A place in the document that belongs to it."""
        return self.number_at or self.name or (self.contents[0] if self.contents else Passage(""))


_NAME_ENDS = "，。；：,;:"


def name_from(content: Passage) -> Passage:
    """The text up to its first mark outside brackets; the comma of 1,620 is none."""
    end = 0
    for piece in content.split(_NAME_ENDS + "\n"):
        end += len(piece)
        mark = content.text[end : end + 1]
        if mark != "," or not re.match(r"\d,\d{3}(?!\d)", content.text[max(end - 1, 0) : end + 5]):
            return content[:end]
        end += 1
    return content
