"""The laws of every reader (读取规约), as a suite that a reader's author subclasses.

A reader passes if it keeps the contract of `minsheng.intake.Reader`::

    class TestMyReader(ReaderConformance):
        def new_reader(self) -> Reader:
            return MyReader()

        def samples(self) -> Mapping[str, Sample]:
            return {"a table": Sample(data, words=["乡村道路", "县交运局"])}

Needs pytest and hypothesis (``pip install "minsheng[testing]"``).
"""

from __future__ import annotations

import pickle
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar

import pytest
from attrs import evolve, field, frozen
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minsheng.errors import MissingExtra, Unreadable
from minsheng.intake import Grid, Paragraph, Reader, SourceDocument, read_source
from minsheng.text import squeeze, suspicious

FOREIGN = (
    b"\x89PNG\r\n\x1a\n" + bytes(200),
    b"\x7fELF" + bytes(range(256)) * 8,
    bytes.fromhex("d0cf11e0a1b11ae1") + bytes(1000),
)
"""Files that no reader of documents takes for its own."""

_BLANKS = re.compile(r"\n{3,}|\r")


def _words(value: Iterator[str] | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return tuple(value)


@frozen
class Sample:
    """A sound file of the format, without control characters, and words that a person sees in it."""

    data: bytes = field(repr=False)
    words: tuple[str, ...] = field(converter=_words, kw_only=True)


class ReaderConformance:
    """Subclass it, give `new_reader` and `samples`, and let pytest collect the subclass: every test is one promise of the
    contract."""

    examples: ClassVar[int] = 30
    """Damaged files that are tried; fewer for a reader that starts another program."""
    cuts: ClassVar[int] = 12
    """Places at which each sample is cut."""
    _known: ClassVar[dict[bytes, SourceDocument]]
    """What was read before; that it is always the same is a law of its own."""

    def new_reader(self) -> Reader:
        """A reader; called many times."""
        raise NotImplementedError

    def samples(self) -> Mapping[str, Sample]:
        """Sound files of the format by name, such as a notice in paragraphs and one with a table of merged cells."""
        raise NotImplementedError

    def __init_subclass__(cls, **kwargs: object) -> None:
        """Each subclass gets `@given` functions of its own, since hypothesis lets no two classes share one."""
        super().__init_subclass__(**kwargs)
        cls._known = {}
        for name, law in _LAWS.items():
            if name not in cls.__dict__:
                setattr(cls, name, law(cls.examples))

    # what it says of itself

    def test_it_keeps_the_letter_of_the_contract(self) -> None:
        reader = self.new_reader()
        assert isinstance(reader, Reader), "format, accepts and read"
        assert isinstance(reader.format, str), "format is a text"
        assert reader.format.strip() == reader.format != "", "format is not empty"
        assert self.new_reader().format == reader.format, "the same from every reader"

    def test_it_accepts_its_own_files_whatever_they_are_called(self) -> None:
        for name, sample in self.samples().items():
            for file in ("", "通知", "a.bin"):
                assert self.new_reader().accepts(sample.data, file=file) is True, f"{name}: as {file!r}"

    def test_it_accepts_no_file_of_another_kind(self) -> None:
        for data in FOREIGN:
            assert self.new_reader().accepts(data, file="a.docx") is False, data[:8]

    # what it gives

    def test_what_a_person_sees_is_in_the_document(self) -> None:
        for name, sample in self.samples().items():
            assert sample.words, f"{name}: name some words that the file shows"
            document = self._read(sample.data)
            found = squeeze("\n".join([*_texts(document), *(a.text for a in document.aside)]))
            for word in sample.words:
                assert squeeze(word) in found, f"{name}: {word!r} is lost"

    def test_a_document_says_its_file_and_its_format(self) -> None:
        for name, sample in self.samples().items():
            document = self._read(sample.data)
            assert document.file == "a file", f"{name}: the file's name"
            assert document.format == self.new_reader().format, f"{name}: the reader's format"
            assert document.blocks, f"{name}: something in it"

    def test_every_spot_has_a_place_and_every_paragraph_a_text(self) -> None:
        for name, sample in self.samples().items():
            document = self._read(sample.data)
            for spot in document.spots():
                text, place = document.text(spot), document.place(spot)
                assert place.file == "a file", f"{name}: {spot}"
                where = evolve(place, file="").text("zh")
                assert where, f"{name}: {spot} has no place"
                assert spot.row >= 0 or text.strip(), f"{name}: {where} is an empty paragraph"
            for paragraph in document.aside:
                assert paragraph.part, f"{name}: {paragraph.text!r} stands aside, but as what?"
                assert paragraph.text.strip(), f"{name}: an empty text stands aside"

    def test_no_cell_covers_the_place_of_another(self) -> None:
        for name, sample in self.samples().items():
            for block in self._read(sample.data).blocks:
                if isinstance(block, Grid):
                    _check_grid(name, block)

    def test_texts_keep_the_convention_of_line_breaks(self) -> None:
        for name, sample in self.samples().items():
            document = self._read(sample.data)
            for block in document.blocks:
                if isinstance(block, Paragraph):
                    assert "\n" not in block.text, f"{name}: a line break within {block.text!r}"
            for text in _texts(document):
                assert not _BLANKS.search(text), f"{name}: line breaks of {text!r}"
                assert text == text.strip("\n"), f"{name}: a line break at the end of {text!r}"

    def test_no_control_character_comes_from_the_reader(self) -> None:
        for name, sample in self.samples().items():
            document = self._read(sample.data)
            for text in (*_texts(document), *(a.text for a in document.aside)):
                assert not suspicious(text), f"{name}: {text!r}"

    def test_every_finding_can_be_said(self) -> None:
        for sample in self.samples().values():
            for finding in self._read(sample.data).findings:
                assert finding.message("zh"), finding.code
                assert finding.message("en"), finding.code

    # nothing hidden

    def test_the_same_bytes_give_the_same_document(self) -> None:
        reader = self.new_reader()
        samples = self.samples()
        alone = {name: reader.read(sample.data, file="a file") for name, sample in samples.items()}
        for name, sample in reversed(list(samples.items())):
            assert reader.read(sample.data, file="a file") == alone[name], f"{name}: after another file"
            assert self.new_reader().read(sample.data, file="a file") == alone[name], f"{name}: from a new reader"
            assert pickle.loads(pickle.dumps(alone[name])) == alone[name], f"{name}: pickled"

    def test_the_name_of_the_file_changes_nothing_else(self) -> None:
        for name, sample in self.samples().items():
            other = self.new_reader().read(sample.data, file="b.txt")
            assert evolve(other, file="a file", findings=()) == evolve(self._read(sample.data), findings=()), name

    def test_it_fetches_nothing_and_writes_nothing_but_in_the_temporary_folder(self) -> None:
        with _watched() as seen:
            for sample in self.samples().values():
                self.new_reader().read(sample.data, file="a file")
        assert not seen, seen

    def test_two_threads_do_not_disturb_each_other(self) -> None:
        reader = self.new_reader()
        samples = [sample.data for sample in self.samples().values()]
        wanted = [reader.read(data, file="a file") for data in samples]
        with ThreadPoolExecutor(2) as pool:
            assert list(pool.map(lambda data: reader.read(data, file="a file"), samples * 2)) == wanted * 2

    # what is wrong with a file

    def test_an_empty_file_is_refused(self) -> None:
        for data in (b"", b" \r\n\t\n"):
            assert _is_refused(self.new_reader(), data), f"{data!r} is no document"

    def test_a_file_that_is_too_large_is_refused(self) -> None:
        data = next(iter(self.samples().values())).data
        with pytest.raises(Unreadable):
            read_source(data + bytes(50_000_000), readers=[self.new_reader()])

    def test_a_file_that_was_cut_is_refused_or_read(self) -> None:
        for sample in self.samples().values():
            step = max(len(sample.data) // (self.cuts + 1), 1)
            for end in range(step, len(sample.data), step):
                _is_refused(self.new_reader(), sample.data[:end])

    def test_bytes_behind_the_end_are_refused_or_read_past(self) -> None:
        for sample in self.samples().values():
            _is_refused(self.new_reader(), sample.data + b"\0" * 1_000)

    def _read(self, data: bytes) -> SourceDocument:
        if data not in self._known:
            self._known[data] = self.new_reader().read(data, file="a file")
        return self._known[data]


def _is_refused(reader: Reader, data: bytes) -> bool:
    """Whether a file is refused; then in one sentence, with its name. Any other failure is the reader's fault."""
    refusal: Unreadable | None = None
    document: object = None
    try:
        document = reader.read(data, file="a file")
    except MissingExtra:
        return True
    except Unreadable as refused:
        refusal = refused
    if refusal is not None:
        assert "a file" in refusal.message("zh"), f"it does not name the file: {refusal.message('zh')}"
        return True
    assert isinstance(document, SourceDocument), f"read gave {type(document).__name__}"
    return False


def _texts(document: SourceDocument) -> list[str]:
    return [document.text(spot) for spot in document.spots()]


def _check_grid(name: str, grid: Grid) -> None:
    taken: dict[tuple[int, int], str] = {}
    assert grid.cells, f"{name}: a table without cells"
    for cell in grid.cells:
        assert min(cell.row, cell.column) >= 0, f"{name}: {cell}"
        assert min(cell.row_span, cell.column_span) >= 1, f"{name}: {cell}"
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                other = taken.setdefault((row, column), cell.text)
                assert other is cell.text, f"{name}: {cell.text!r} and {other!r} at {row}, {column}"
        assert grid.at(cell.row, cell.column) is cell, f"{name}: {cell.text!r}"


_seen: list[str] | None = None
_hooked = False


def _hook(event: str, details: tuple[object, ...]) -> None:
    if _seen is None:
        return
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "urllib.Request"):
        _seen.append(event)
    elif event == "open" and isinstance(mode := details[1], str) and set(mode) & set("wax+"):
        path = str(details[0])
        if not path.startswith((tempfile.gettempdir(), "/dev/", "/proc/")) and not path.isdigit():
            _seen.append(f"open {Path(path).name} ({mode})")


@contextmanager
def _watched() -> Iterator[list[str]]:
    """What is fetched and written meanwhile."""
    global _seen, _hooked
    if not _hooked:
        sys.addaudithook(_hook)  # can not be taken away again; it sleeps
        _hooked = True
    found: list[str] = []
    _seen = found
    try:
        yield found
    finally:
        _seen = None


def _damaged(examples: int) -> Callable[[ReaderConformance, st.DataObject], None]:
    @settings(
        deadline=None,
        max_examples=examples,
        report_multiple_bugs=False,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(data=st.data())
    def test_a_damaged_file_is_refused_or_read(self: ReaderConformance, data: st.DataObject) -> None:
        sample = bytearray(data.draw(st.sampled_from([sample.data for sample in self.samples().values()])))
        for _ in range(data.draw(st.integers(1, 6))):
            at = data.draw(st.integers(0, len(sample) - 1))
            length = data.draw(st.integers(0, 8))
            sample[at : at + length] = data.draw(st.binary(max_size=8))
        _is_refused(self.new_reader(), bytes(sample))

    return test_a_damaged_file_is_refused_or_read


def _any_bytes(examples: int) -> Callable[[ReaderConformance, bytes], None]:
    @settings(deadline=None, max_examples=examples, report_multiple_bugs=False)
    @given(data=st.binary(max_size=300))
    def test_of_any_bytes_it_can_say_whether_they_are_its_own(self: ReaderConformance, data: bytes) -> None:
        accepted: object = self.new_reader().accepts(data, file="")
        assert isinstance(accepted, bool), "accepts says yes or no"

    return test_of_any_bytes_it_can_say_whether_they_are_its_own


_LAWS: dict[str, Callable[[int], Callable[..., None]]] = {
    "test_a_damaged_file_is_refused_or_read": _damaged,
    "test_of_any_bytes_it_can_say_whether_they_are_its_own": _any_bytes,
}
