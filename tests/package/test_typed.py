"""A caller who writes the lazy forms passes `mypy --strict`, and a caller who errs is told so."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def _mypy(file: Path, cache: Path) -> subprocess.CompletedProcess[str]:
    # outside the repository's own configuration, as a caller's project would be
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file", "", "--cache-dir", str(cache), str(file)]
    return subprocess.run(command, capture_output=True, text=True, cwd=cache, check=False)


def test_the_callers_code_passes_mypy_strict(tmp_path: Path) -> None:
    done = _mypy(HERE / "caller.py", tmp_path)
    assert done.returncode == 0, done.stdout


def test_each_wrong_call_is_an_error_for_mypy(tmp_path: Path) -> None:
    file = HERE / "wrong_caller.py"
    wrong = {n for n, line in enumerate(file.read_text("utf-8").splitlines(), 1) if line.endswith("# wrong")}
    done = _mypy(file, tmp_path)
    seen = {int(n) for n in re.findall(r"wrong_caller\.py:(\d+): error", done.stdout)}
    assert wrong
    assert seen == wrong, done.stdout


def test_the_callers_code_runs(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, HERE / "caller.py"], capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "monthly.md").is_file()
