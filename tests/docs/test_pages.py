"""What README, tutorial and guides show is run as it stands, and both languages show the same."""

from __future__ import annotations

import contextlib
import io
import re
import tokenize
from pathlib import Path

import pytest

from tests.docs.pages import Block, blocks, pages, run
from tests.docs.servers import as_on_this_machine
from tests.package.sources import ROOT

RUNNING = [p for p in pages() if any(b.language in ("python", "sh") for b in blocks(p.read_text("utf-8")))]
IN_TWO_LANGUAGES = [p for p in pages() if p.with_suffix(".zh.md").is_file()]


def named(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("page", RUNNING, ids=named)
def test_the_page_does_what_it_says(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.chdir(tmp_path)
    with contextlib.ExitStack() as stack:
        if "postgresql://" in "".join(b.text for b in blocks(page.read_text("utf-8"))):
            server = request.getfixturevalue("minsheng_postgres_server")
            stack.enter_context(as_on_this_machine(server, monkeypatch))
        run(page, tmp_path)


def code(block: Block) -> list[str]:
    """Its tokens without comments and line ends; commands of a shell without their comments. Each prints its own language."""
    if block.language == "python":
        tokens = tokenize.generate_tokens(io.StringIO(block.text).readline)
        told = [t.string for t in tokens if t.type not in (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE)]
        return [token.replace('zh"', 'en"').replace("'zh'", "'en'") for token in told]
    lines = (line.split("#")[0].rstrip().replace("--lang zh", "--lang en") for line in block.text.splitlines())
    return [line for line in lines if line]


@pytest.mark.parametrize("page", IN_TWO_LANGUAGES, ids=named)
def test_both_languages_show_the_same_code(page: Path) -> None:
    english, chinese = (list(blocks(p.read_text("utf-8"))) for p in (page, page.with_suffix(".zh.md")))
    assert [(b.language, b.title) for b in english] == [(b.language, b.title) for b in chinese]
    for one, other in zip(english, chinese, strict=True):
        if one.language != "text":
            assert code(one) == code(other), f"{page.name}:{one.line}"


def test_every_guide_is_there_in_both_languages() -> None:
    guides = {*(ROOT / "docs").glob("tutorial*.md"), *(ROOT / "docs/howto").glob("*.md")}
    english = {p for p in guides if not p.name.endswith(".zh.md")}
    assert english
    assert guides - english == {p.with_suffix(".zh.md") for p in english}


@pytest.mark.parametrize("name", ["dict_store", "csv_renderer"])
def test_the_plug_ins_on_the_pages_are_those_of_the_example(name: str) -> None:
    file = ROOT / f"examples/plugins/src/example_plugins/{name}.py"
    page = ROOT / f"docs/howto/{name.split('_')[1]}.md"
    shown = [b.text for b in blocks(page.read_text("utf-8")) if b.title == file.name]
    assert shown == [file.read_text("utf-8")]


@pytest.mark.parametrize("page", [p for p in pages() if p.name.endswith(".zh.md")], ids=named)
def test_no_chinese_sentence_is_broken_over_two_lines(page: Path) -> None:
    # a page on the web shows a space in its place
    prose = re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    assert re.findall(r"^(?![|#>]).*[^\s|]\n(?![-*#|>]|\d+\.)\S.*", prose, re.MULTILINE) == []


# that the runner would notice


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("```python\nassert 1 + 1 == 3\n```\n", "AssertionError"),
        ("```python\nprint(1 + 1)\n```\n\n```text\n3\n```\n", "page.md:6"),
        ("```sh\nminsheng read nowhere.docx\n```\n", "exit 2"),
    ],
)
def test_a_page_that_is_wrong_fails(text: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "page.md").write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(AssertionError) as caught:
        run(tmp_path / "page.md", tmp_path)
    assert said in f"{type(caught.value).__name__}: {caught.value}"


def test_an_ellipsis_stands_for_anything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "page.md").write_text("```python\nprint('a', 17, 'b')\n```\n\n```text\na … b\n```\n", "utf-8")
    run(tmp_path / "page.md", tmp_path)
