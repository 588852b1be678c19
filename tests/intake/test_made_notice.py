"""The Word file of the example is what its script makes of the published text."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from importlib import resources
from pathlib import Path

from tests.intake.documents import NOTICE_DOCX, NOTICE_TXT

ROOT = Path(__file__).parents[2]
DATA = resources.files("minsheng.example").joinpath("data")


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_copies_for_the_tests_are_the_shipped_ones() -> None:
    assert NOTICE_TXT.read_bytes() == DATA.joinpath("notice.txt").read_bytes()
    assert NOTICE_DOCX.read_bytes() == DATA.joinpath("notice.docx").read_bytes()


def test_the_script_makes_the_shipped_word_file(tmp_path: Path) -> None:
    script = ROOT / "examples" / "liangshan-2024" / "make_notice.py"
    made = [tmp_path / "one.docx", tmp_path / "two.docx"]
    for path in made:
        subprocess.run([sys.executable, str(script), str(path)], check=True, capture_output=True)
    assert made[0].read_bytes() == made[1].read_bytes()
    parts, shipped = _parts(made[0].read_bytes()), _parts(NOTICE_DOCX.read_bytes())
    assert parts["word/document.xml"] == shipped["word/document.xml"]


def test_chinese_fonts_are_given_where_word_looks_for_them() -> None:
    body = _parts(NOTICE_DOCX.read_bytes())["word/document.xml"].decode()
    assert body.count("w:eastAsia=") == body.count("<w:rFonts")
    assert "eastAsiaTheme" not in body


def test_another_program_opens_it(needs_program: Callable[[str], str], tmp_path: Path) -> None:
    soffice = needs_program("soffice")
    command = [
        soffice,
        "--headless",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--convert-to",
        "txt:Text (encoded):UTF8",
    ]
    subprocess.run(
        [*command, "--outdir", str(tmp_path), str(NOTICE_DOCX)], check=True, capture_output=True, timeout=120
    )
    text = (tmp_path / f"{NOTICE_DOCX.stem}.txt").read_text("utf-8")
    for words in ("梁政发〔2024〕1号", "县 残 联", "2024年2月6日印发"):
        assert words in text
