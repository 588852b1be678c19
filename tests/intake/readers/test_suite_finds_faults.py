"""The exported suite is worth its name: a reader with one fault fails the test that names it."""

from __future__ import annotations

import itertools
import socket
from collections.abc import Mapping
from pathlib import Path

import pytest
from attrs import evolve

from minsheng.errors import Unreadable
from minsheng.intake import Cell, Grid, Paragraph, SourceDocument
from minsheng.intake.readers.txt import TxtReader
from minsheng.testing.readers import ReaderConformance, Sample
from tests.intake.documents import HEAD, ROWS, tabbed

DATA = tabbed((HEAD, *ROWS))


class Sound(TxtReader):
    """A reader without a fault, of texts that begin with a title."""

    def accepts(self, data: bytes, *, file: str) -> bool:
        return super().accepts(data, file=file)

    def changed(self, document: SourceDocument) -> SourceDocument:
        return document

    def read(self, data: bytes, *, file: str) -> SourceDocument:
        return self.changed(super().read(data, file=file))


class LosesTheTable(Sound):
    def changed(self, document: SourceDocument) -> SourceDocument:
        return evolve(document, blocks=[b for b in document.blocks if isinstance(b, Paragraph)])


class KnowsNoName(Sound):
    def changed(self, document: SourceDocument) -> SourceDocument:
        return evolve(document, file="")


class IsOfAnotherFormat(Sound):
    def changed(self, document: SourceDocument) -> SourceDocument:
        return evolve(document, format="other")


class CoversTwice(Sound):
    def changed(self, document: SourceDocument) -> SourceDocument:
        grids = [
            Grid([evolve(b.cells[0], column_span=2), *b.cells[1:]]) for b in document.blocks if isinstance(b, Grid)
        ]
        return evolve(document, blocks=[document.blocks[0], *grids])


class ReachesOut(Sound):
    def changed(self, document: SourceDocument) -> SourceDocument:
        return evolve(
            document, blocks=[document.blocks[0], Grid([Cell(text="".join((*HEAD, *sum(ROWS, ()))), row=-1, column=0)])]
        )


class KeepsCarriageReturns(Sound):
    def changed(self, document: SourceDocument) -> SourceDocument:
        return evolve(document, blocks=[*document.blocks, Paragraph("甲\r\n乙")])


class AddsMarks(Sound):
    def changed(self, document: SourceDocument) -> SourceDocument:
        return evolve(document, blocks=[*document.blocks, Paragraph("甲\u202e乙")])


class GivesEmptyParagraphs(Sound):
    def changed(self, document: SourceDocument) -> SourceDocument:
        return evolve(document, blocks=[*document.blocks, Paragraph(" ")])


class HidesWhatIsAside(Sound):
    def changed(self, document: SourceDocument) -> SourceDocument:
        return evolve(document, aside=[Paragraph("页脚的字")])


class Counts(Sound):
    numbers = itertools.count()

    def changed(self, document: SourceDocument) -> SourceDocument:
        return evolve(document, blocks=[*document.blocks, Paragraph(f"第{next(self.numbers)}次")])


class ReadsTheName(Sound):
    def changed(self, document: SourceDocument) -> SourceDocument:
        return evolve(document, blocks=[Paragraph(document.file), *document.blocks])


class Fetches(Sound):
    def changed(self, document: SourceDocument) -> SourceDocument:
        with socket.socket() as there:
            there.settimeout(0.01)
            there.connect_ex(("127.0.0.1", 9))
        return document


class Writes(Sound):
    def changed(self, document: SourceDocument) -> SourceDocument:
        path = Path("left-behind.txt")
        path.write_text("a", "utf-8")
        path.unlink()
        return document


class ReadsNothingAsSomething(Sound):
    def read(self, data: bytes, *, file: str) -> SourceDocument:
        if not data.strip():
            return SourceDocument(blocks=[Paragraph("空")], file=file, format=self.format)
        return super().read(data, file=file)


class FailsOnDamage(Sound):
    def read(self, data: bytes, *, file: str) -> SourceDocument:
        data.decode()
        return super().read(data, file=file)


class FailsWhereItIsCut(Sound):
    def read(self, data: bytes, *, file: str) -> SourceDocument:
        if data.strip() and not data.endswith((b"\n", b"\0")):
            raise IndexError(data[-1:])
        return super().read(data, file=file)


class HidesTheFile(Sound):
    def read(self, data: bytes, *, file: str) -> SourceDocument:
        if not data.strip():
            raise Unreadable("intake.empty", file="?")
        return super().read(data, file=file)


class TakesEverything(Sound):
    def accepts(self, data: bytes, *, file: str) -> bool:
        return True


class GoesByTheName(Sound):
    def accepts(self, data: bytes, *, file: str) -> bool:
        return super().accepts(data, file=file) and file.endswith(".bin")


class StumblesOverBytes(Sound):
    def accepts(self, data: bytes, *, file: str) -> bool:
        return data[:40].decode("utf-8").isprintable() or super().accepts(data, file=file)


class HasNoFormat(Sound):
    format = ""


FAULTS = {
    LosesTheTable: "test_what_a_person_sees_is_in_the_document",
    KnowsNoName: "test_a_document_says_its_file_and_its_format",
    IsOfAnotherFormat: "test_a_document_says_its_file_and_its_format",
    CoversTwice: "test_no_cell_covers_the_place_of_another",
    ReachesOut: "test_no_cell_covers_the_place_of_another",
    KeepsCarriageReturns: "test_texts_keep_the_convention_of_line_breaks",
    AddsMarks: "test_no_control_character_comes_from_the_reader",
    GivesEmptyParagraphs: "test_every_spot_has_a_place_and_every_paragraph_a_text",
    HidesWhatIsAside: "test_every_spot_has_a_place_and_every_paragraph_a_text",
    Counts: "test_the_same_bytes_give_the_same_document",
    ReadsTheName: "test_the_name_of_the_file_changes_nothing_else",
    Fetches: "test_it_fetches_nothing_and_writes_nothing_but_in_the_temporary_folder",
    Writes: "test_it_fetches_nothing_and_writes_nothing_but_in_the_temporary_folder",
    ReadsNothingAsSomething: "test_an_empty_file_is_refused",
    HidesTheFile: "test_an_empty_file_is_refused",
    FailsOnDamage: "test_a_damaged_file_is_refused_or_read",
    FailsWhereItIsCut: "test_a_file_that_was_cut_is_refused_or_read",
    TakesEverything: "test_it_accepts_no_file_of_another_kind",
    GoesByTheName: "test_it_accepts_its_own_files_whatever_they_are_called",
    StumblesOverBytes: "test_of_any_bytes_it_can_say_whether_they_are_its_own",
    HasNoFormat: "test_it_keeps_the_letter_of_the_contract",
}


def suite_of(reader: type[Sound]) -> ReaderConformance:
    class Suite(ReaderConformance):
        def new_reader(self) -> Sound:
            return reader()

        def samples(self) -> Mapping[str, Sample]:
            return {"a table": Sample(DATA, words=["改造道路约40公里。", "县住建局"])}

    return Suite()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_each_fault_fails_the_test_that_names_it(fault: type[Sound]) -> None:
    with pytest.raises((AssertionError, UnicodeDecodeError, IndexError)):
        getattr(suite_of(fault), FAULTS[fault])()


@pytest.mark.parametrize(
    "law", sorted({name for name in dir(ReaderConformance) if name.startswith("test_")} | set(FAULTS.values()))
)
def test_a_sound_reader_passes_every_law(law: str) -> None:
    getattr(suite_of(Sound), law)()


def test_a_suite_without_words_to_look_for_says_so() -> None:
    class Suite(ReaderConformance):
        def new_reader(self) -> Sound:
            return Sound()

        def samples(self) -> Mapping[str, Sample]:
            return {"nothing": Sample(DATA, words=[])}

    with pytest.raises(AssertionError, match="name some words"):
        Suite().test_what_a_person_sees_is_in_the_document()
