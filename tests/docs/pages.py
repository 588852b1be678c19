"""Pages as programs: what their blocks of code say is done, in a folder of its own, and what they claim is compared.

- ``python``: run; all blocks of a page share one namespace.
- ``sh``: each command of ours, of pytest or of PostgreSQL is run; what sets a machine up is not.
- ``text`` straight behind one of these is what it printed; ``…`` stands for anything that does not matter.
- Any block with ``title="name"`` is a file of that name, there for the blocks behind it.

A file ``notice.docx``, the shipped notice, is there from the start, as is ``src`` of a clone.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from attrs import frozen

from tests.package.sources import PACKAGE, ROOT

_FENCE = re.compile(
    r"^(?P<indent>[ ]*)```(?P<language>\w+)(?P<options>[^\n]*)\n(?P<text>.*?)^(?P=indent)```[ ]*$",
    re.MULTILINE | re.DOTALL,
)
_TITLE = re.compile(r'title="([^"]+)"')
_RUN = ("minsheng ", "python -m pytest", "createdb ", "pg_dump ", "psql ")


@frozen
class Block:
    """A fenced block of a page."""

    language: str
    title: str
    text: str
    line: int
    """Of its first line of text, counted from 1."""


def pages() -> tuple[Path, ...]:
    """README, tutorial, guides; in both languages."""
    return (*sorted(ROOT.glob("README*.md")), *sorted((ROOT / "docs").rglob("*.md")))


def blocks(page: str) -> Iterator[Block]:
    """All fenced blocks of a page with a language, in order."""
    for match in _FENCE.finditer(page):
        indent = len(match["indent"])
        title = _TITLE.search(match["options"])
        lines = match["text"].splitlines(keepends=True)
        text = "".join(line[indent:] if line.strip() else "\n" for line in lines)
        line = page.count("\n", 0, match.start("text")) + 1
        yield Block(match["language"], title[1] if title else "", text, line)


class WrongPage(AssertionError):
    """A page says something that is not so."""


def run(page: Path, folder: Path) -> None:
    """Do what the page says, in `folder`, which is the working folder."""
    shutil.copyfile(PACKAGE / "example/data/notice.docx", folder / "notice.docx")
    (folder / "src").symlink_to(ROOT / "src")
    with _as_a_script_in(folder):
        _run(page, folder)


def _run(page: Path, folder: Path) -> None:
    names: dict[str, object] = {"__name__": "__main__"}
    printed: str | None = None
    for block in blocks(page.read_text("utf-8")):
        where = f"{page.name}:{block.line}"
        if block.title:
            (folder / block.title).write_text(block.text, "utf-8")
            printed = None
        elif block.language == "python":
            printed = _python(block, where, names)
        elif block.language == "sh":
            printed = _shell(block, where, folder)
        elif block.language == "text" and printed is not None:
            _compare(block.text, printed, where)
            printed = None
        else:
            printed = None


@contextlib.contextmanager
def _as_a_script_in(folder: Path) -> Iterator[None]:
    """Modules in `folder` can be imported, and are forgotten behind it."""
    known = set(sys.modules)
    sys.path.insert(0, str(folder))
    try:
        yield
    finally:
        sys.path.remove(str(folder))
        for name in set(sys.modules) - known:
            if (getattr(sys.modules[name], "__file__", None) or "").startswith(str(folder) + os.sep):
                del sys.modules[name]


def _python(block: Block, where: str, names: dict[str, object]) -> str:
    out = io.StringIO()
    code = compile("\n" * (block.line - 1) + block.text, where, "exec", dont_inherit=True)
    with contextlib.redirect_stdout(out):
        exec(code, names)  # noqa: S102 - the pages of this repository are what is tested
    return out.getvalue()


def _shell(block: Block, where: str, folder: Path) -> str:
    """The commands of the block, one after the other, and what they printed."""
    bin_folder = str(Path(sys.executable).parent)
    environment = os.environ | {"PATH": bin_folder + os.pathsep + os.environ["PATH"], "PYTHONUTF8": "1"}
    printed = ""
    for line in block.text.replace("\\\n", " ").splitlines():
        if not line.startswith(_RUN):
            continue
        command = shlex.split(line, comments=True)
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise WrongPage(f"{where}: {line}: exit {done.returncode}\n{done.stdout}{done.stderr}")
        printed += done.stdout
    return printed


def _compare(claimed: str, printed: str, where: str) -> None:
    parts = [re.escape(part) for part in _bare(claimed).split("…")]
    if not re.fullmatch(".*?".join(parts), _bare(printed), re.DOTALL):
        raise WrongPage(f"{where}: the page says\n{claimed}\nand what is printed is\n{printed}")


def _bare(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip("\n").splitlines())
