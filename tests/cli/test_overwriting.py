"""``-o``: what an output never takes the place of. All progress here is made up."""

from __future__ import annotations

import os
import sys
from importlib import resources
from multiprocessing import get_context
from pathlib import Path

import pytest

from tests.cli.running import run
from tests.storage.unprivileged import passable_folder

VERBS = (
    ("export",),
    ("checkpoint",),
    ("status", "--to", "html"),
    ("status", "--to", "json"),
    ("log",),
    ("log", "--to", "md"),
    ("diff", "2024-02-06", "2024-12-31", "--hindsight"),
    ("report", "monthly", "--on", "2024-07-31", "--to", "html"),
)


def command(verb: tuple[str, ...], url: str, output: Path) -> tuple[str | Path, ...]:
    """The verb with its URL where it belongs."""
    at = 2 if verb[0] == "report" else 1
    return (*verb[:at], url, *verb[at:], "-o", output)


def file_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
def test_an_output_never_takes_the_place_of_the_ledger_that_is_read(verb: tuple[str, ...], url: str) -> None:
    path = file_of(url)
    before = path.read_bytes()
    done = run(*command(verb, url, path))
    assert (done.status, done.data) == (2, b"")
    assert path.name in done.err
    assert "账本" in done.err
    assert "另" in done.err, "how to mend it"
    assert path.read_bytes() == before


def test_nor_under_another_name_of_that_file(url: str, tmp_path: Path) -> None:
    path = file_of(url)
    before = path.read_bytes()
    (tmp_path / "link.jsonl").symlink_to(path)
    os.link(path, tmp_path / "hard.jsonl")
    for name in ("link.jsonl", "hard.jsonl"):
        assert run("export", url, "-o", tmp_path / name).status == 2
    assert path.read_bytes() == before


def test_nor_of_another_ledger_or_of_its_log(url: str, desk: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    assert run("init", f"sqlite:///{other}", desk / "plan.json", "--by", "县政府办公室").status == 0
    (tmp_path / "other.db-wal").touch()
    for name in ("other.db", "other.db-wal", "other.db-shm"):
        before = other.read_bytes()
        for verb in (("export", url), ("duties", desk / "plan.json"), ("read", desk / "notice.txt", "--to", "json")):
            done = run(*verb, "-o", tmp_path / name, "--lang", "en")
            assert (done.status, done.data) == (2, b""), verb
            assert name in done.err
            assert "ledger" in done.err
        assert other.read_bytes() == before
    assert not (tmp_path / "other.db-shm").exists()


def test_nor_of_the_document_that_is_read(desk: Path, tmp_path: Path) -> None:
    for name, verb in (("notice.txt", "read"), ("plan.json", "duties")):
        path = tmp_path / name
        path.write_bytes((desk / name).read_bytes())
        done = run(verb, path, "--to", "json", "-o", path)
        assert (done.status, done.data) == (2, b"")
        assert name in done.err
        assert path.read_bytes() == (desk / name).read_bytes()


def test_any_other_file_is_replaced_as_ever(url: str, tmp_path: Path) -> None:
    target = tmp_path / "entries.jsonl"
    target.write_text("what stood there", "utf-8")
    assert run("export", url, "-o", target).status == 0
    assert target.read_bytes().startswith(b'{"plan":')


def _as_nobody(url: str, target: Path, found: object) -> None:
    os.setuid(65534)
    done = run("export", url, "-o", target)
    found.put((done.status, done.err))  # type: ignore[attr-defined]  # a queue, of which typeshed has no plain name


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root can be somebody else")
def test_a_file_that_may_not_be_written_stays(desk: Path) -> None:
    with passable_folder() as place:
        os.chmod(place, 0o777)
        target, url = place / "final.jsonl", f"sqlite:///{place / 'county.db'}"
        assert run("init", url, desk / "plan.json", "--by", "县政府办公室").status == 0
        os.chmod(place / "county.db", 0o666)
        target.write_text("closed", "utf-8")
        os.chmod(target, 0o444)
        context = get_context("fork")
        found = context.Queue()
        child = context.Process(target=_as_nobody, args=(url, target, found))
        child.start()
        status, err = found.get(timeout=30)
        child.join()
        assert status == 2
        assert "final.jsonl" in err
        assert "只读" in err
        assert target.read_text("utf-8") == "closed"


def _rules(place: Path) -> Path:
    shipped = resources.files("minsheng.standing") / "packs" / "minsheng-default.toml"
    (place / "my.toml").write_bytes(shipped.read_bytes())
    return place / "my.toml"


def test_nor_of_a_file_that_an_option_gives_to_be_read(desk: Path, url: str, tmp_path: Path) -> None:
    answers, rules, day_off = tmp_path / "q.toml", _rules(tmp_path), tmp_path / "2024.toml"
    plan, old, proof = tmp_path / "plan.json", tmp_path / "old.ics", tmp_path / "proof.json"
    assert run("read", desk / "notice.txt", "--questions", answers, "-o", tmp_path / "plan.txt").status == 0
    assert run("calendar", "info", "2024", "--toml", day_off).status == 0
    assert run("duties", desk / "plan.json", "--to", "ics", "-o", old).status == 0
    plan.write_bytes((desk / "plan.json").read_bytes())
    proof.write_text("{}", "utf-8")
    for given, verb in (
        (answers, ("read", desk / "notice.txt", "--answers", answers, "--to", "json")),
        (rules, ("report", "monthly", url, "--rules", rules, "--to", "md")),
        (rules, ("status", url, "--rules", rules, "--to", "json")),
        (day_off, ("duties", desk / "plan.json", "--calendar", day_off, "--to", "json")),
        (day_off, ("calendar", "decree", desk / "notice.txt", "--calendar", day_off)),
        (old, ("duties", desk / "plan.json", "--to", "ics", "--previous", old)),
    ):
        before = given.read_bytes()
        done = run(*verb, "-o", given)
        if "decree" not in verb:  # the notice is none of the State Council's
            assert (done.status, done.data) == (2, b""), verb
            assert given.name in done.err
        assert given.read_bytes() == before, verb


def test_two_outputs_are_two_files(desk: Path, tmp_path: Path) -> None:
    both = tmp_path / "q.toml"
    done = run("read", desk / "notice.txt", "--to", "json", "--questions", both, "-o", tmp_path / "." / "q.toml")
    assert (done.status, done.data) == (2, b"")
    assert "q.toml" in done.err
    assert not both.exists(), "nothing was written"
    apart = run("read", desk / "notice.txt", "--to", "json", "--questions", both, "-o", tmp_path / "plan.json")
    assert apart.status == 0


def test_an_option_that_names_no_file_stands_in_no_way(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "2024").write_text("what stood there", "utf-8")
    assert run("log", url, "--lang", "zh", "--to", "md", "-o", "2024").status == 0
    assert run("status", url, "--rules", "minsheng-default", "--to", "json", "-o", "2024").status == 0
