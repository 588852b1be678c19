"""``--lang``: a clerk reads Chinese, a developer English; names stay as the county writes them."""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from pathlib import Path

import pytest

from tests.cli.running import run

_CHINESE = re.compile(r"[\u3400-\u9fff]")
_NAMES = re.compile(r"“[^”]*”|《[^》]*》")


def frames() -> set[str]:
    """The Chinese words between the fields of our sentences, where they are long enough to be known again."""
    found: set[str] = set()
    for name in ("cli", "reports", "standing", "ledger", "duties", "calendars", "storage", "intake", "errors", "codec"):
        words = tomllib.loads(resources.files("minsheng.errors").joinpath("words", f"{name}.toml").read_text("utf-8"))
        for sentence in words.values():
            found.update(part for part in re.split(r"\{[^}]*\}|[，；：。、]", sentence["zh"]) if len(part) >= 5)
    return found


@pytest.mark.parametrize(
    "arguments",
    [
        ("read", "{desk}/notice.txt"),
        ("duties", "{desk}/plan.json", "--from", "2024-03-01", "--until", "2024-03-31"),
        ("calendar", "workday", "2024-02-18"),
        ("calendar", "info", "2024"),
        ("calendar", "info", "2027"),
        ("calendar", "info", "1999"),
        ("log", "{url}", "--last", "400"),
        ("status", "{url}", "--on", "2024-08-31"),
        ("report", "monthly", "{url}", "--on", "2024-08-31"),
        ("report", "ledger", "{url}", "--on", "2024-08-31"),
        ("report", "matrix", "{url}"),
        ("verify", "{url}"),
        ("demo", "--into", "{new}"),
    ],
    ids=lambda arguments: "-".join(a for a in arguments if a.isalnum()),
)
def test_english_has_none_of_our_chinese_sentences(
    arguments: tuple[str, ...], desk: Path, example_url: str, tmp_path: Path
) -> None:
    given = (a.format(desk=desk, url=example_url, new=tmp_path / "new") for a in arguments)
    done = run(*given, "--lang", "en")
    assert done.status in (0, 1)
    seen = done.out + done.err
    notice = (desk / "notice.txt").read_text("utf-8")
    assert [frame for frame in sorted(frames()) if frame in seen and frame not in notice] == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("status", "sqlite:///none.db"),
        ("log", "memory:"),
        ("log", "nonsense"),
        ("status", "{url}", "--on", "2024-01-01"),
        ("status", "{url}", "--plan", "none"),
        ("status", "{url}", "--rules", "none"),
        ("calendar", "count", "2026-12-01", "2027-01-31"),
        ("calendar", "count", "2024-12-01", "2024-01-31"),
        ("calendar", "workday", "2024-02-30"),
        ("read", "{desk}/plan.json"),
        ("report", "monthly", "{url}", "-o", "{desk}/none/a.docx"),
        ("report", "monthly", "{url}", "-o", "{desk}/a.xyz"),
    ],
    ids=lambda arguments: "-".join(a for a in arguments if not a.startswith(("{", "-"))),
)
def test_an_english_message_has_no_chinese_but_names(arguments: tuple[str, ...], desk: Path, example_url: str) -> None:
    done = run(*(a.format(desk=desk, url=example_url) for a in arguments), "--lang", "en")
    assert (done.status, done.data) == (2, b"")
    without_names = _NAMES.sub("", done.err).replace("梁山县-2024", "")
    assert _CHINESE.findall(without_names) == [], done.err
    assert without_names.strip()


def test_those_sentences_would_be_known_again(example_url: str) -> None:
    chinese = run("report", "monthly", example_url, "--on", "2024-08-31").out
    assert len([frame for frame in frames() if frame in chinese]) > 30


def test_both_languages_say_the_same_numbers(example_url: str) -> None:
    numbers = [
        sorted(re.findall(r"\d+\.\d%", run("status", example_url, "--on", "2024-08-31", "--lang", lang).out))
        for lang in ("zh", "en")
    ]
    assert numbers[0] == numbers[1]
    assert len(numbers[0]) > 50


def test_an_unknown_language_is_refused() -> None:
    assert run("calendar", "info", "2024", "--lang", "fr").status == 2
