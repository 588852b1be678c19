"""What only a process of its own shows: exit status, the two streams, consoles, pipes, no traceback."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from tests.cli.running import environment, process, program, run

VERBS = ("demo", "read", "duties", "calendar", "init", "record", "log", "status", "report", "verify")


def test_without_a_verb_the_help_is_shown() -> None:
    # as click does: the help, and status 2 since nothing was asked for
    bare, asked = process(), process("--help")
    assert (bare.status, asked.status) == (2, 0)
    assert bare.err.strip() == asked.out.strip()
    assert bare.data == b""
    for verb in VERBS:
        assert f"\n  {verb} " in asked.out


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself_in_both_languages(verb: str) -> None:
    done = run(verb, "--help")
    assert done.status == 0
    assert "Usage: minsheng " + verb in done.out
    assert any("\u4e00" <= character <= "\u9fff" for character in done.out)
    assert done.err == ""


def test_the_version_is_told() -> None:
    assert run("--version").out.startswith("minsheng ")


def test_the_package_can_be_run_where_the_command_is_not_on_the_path() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "minsheng", "--version"], capture_output=True, text=True, check=True, env=environment()
    )
    assert done.stdout == run("--version").out


def test_data_go_to_stdout_and_messages_to_stderr(desk: Path) -> None:
    done = process("read", desk / "notice.txt", "--to", "md")
    assert done.status == 0
    assert "乡村道路安全畅通工程" in done.out
    assert "待确认" not in done.out
    lines = done.err.splitlines()
    assert len(lines) == 8
    assert all(line.startswith("待确认：") and line.endswith("]") for line in lines)


def test_the_status_is_0_for_yes_1_for_no_2_for_wrong_use(desk: Path) -> None:
    assert process("calendar", "workday", "2024-02-18").status == 0
    assert process("calendar", "workday", "2024-02-17").status == 1
    wrong = process("duties", desk / "none.txt")
    assert (wrong.status, wrong.data) == (2, b"")
    assert "none.txt" in wrong.err
    assert process("no-such-verb").status == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("status", "{url}", "--on", "2024-08-31"),
        ("report", "monthly", "{url}", "--on", "2024-08-31", "--to", "txt"),
        ("log", "{url}", "--last", "5"),
        ("read", "{desk}/notice.txt"),
        ("calendar", "info", "2024"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_gbk_console_prints_every_mark(arguments: tuple[str, ...], example_url: str, desk: Path) -> None:
    done = process(*(a.format(url=example_url, desk=desk) for a in arguments), encoding="gbk")
    assert done.status == 0
    text = done.data.decode("gbk") + done.err
    assert "?" not in text, "a question mark stands for what the console can not print"
    if arguments[0] == "status":
        assert "●已完成" in text
        assert "■滞后" in text


def test_a_console_without_chinese_gets_what_it_can_print(example_url: str) -> None:
    done = process("status", example_url, "--on", "2024-08-31", "--lang", "en", encoding="ascii")
    assert done.status == 0
    assert "51.5%" in done.data.decode("utf-8", "replace")
    wrong = process("status", "sqlite:///none.db", encoding="ascii")
    assert wrong.status == 2
    assert "Traceback" not in wrong.err


@pytest.mark.parametrize("arguments", [("log", "{url}"), ("calendar", "info", "2024")], ids=["long", "short"])
def test_a_reader_that_goes_away_is_no_fault(arguments: tuple[str, ...], example_url: str) -> None:
    command = [*program(), *(a.format(url=example_url) for a in arguments)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        if arguments[0] == "log":
            running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(timeout=60) == 0


def test_a_dash_means_stdout_and_the_same_bytes_as_a_file(example_url: str, tmp_path: Path) -> None:
    ask = ("report", "monthly", example_url, "--on", "2024-08-31", "--to", "docx", "-o")
    out = process(*ask, "-")
    assert (out.status, out.err) == (0, "")
    assert zipfile.ZipFile(BytesIO(out.data)).testzip() is None
    file = process(*ask, tmp_path / "月报.docx")
    assert (file.status, file.data) == (0, b"")
    assert file.err.strip() == str(tmp_path / "月报.docx")
    assert (tmp_path / "月报.docx").read_bytes() == out.data


BROKEN = """
import sys, types, click
from minsheng.cli import app, main
verb = types.ModuleType("minsheng.cli.broken")
@click.command()
def command():
    raise ZeroDivisionError("made up")
verb.command = command
sys.modules["minsheng.cli.broken"] = verb
app.VERBS["broken"] = "a verb with a fault"
sys.exit(main(["broken"]))
"""


def test_a_fault_of_ours_shows_no_traceback_unless_asked_for() -> None:
    def broken(**more: str) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-c", BROKEN]
        return subprocess.run(command, capture_output=True, timeout=60, check=False, env=environment(**more))

    quiet = broken()
    assert quiet.returncode == 2
    assert b"ZeroDivisionError: made up" in quiet.stderr
    assert b"MINSHENG_TRACEBACK" in quiet.stderr
    assert b"Traceback" not in quiet.stderr
    assert b"Traceback" in broken(MINSHENG_TRACEBACK="1").stderr


def test_a_word_file_is_not_poured_into_a_terminal(example_url: str) -> None:
    pty = pytest.importorskip("pty", reason="a terminal of its own is not to be had here")
    ours, theirs = pty.openpty()
    command = [*program(), "report", "monthly", example_url, "--to", "docx"]
    done = subprocess.run(command, stdout=theirs, stderr=subprocess.PIPE, timeout=60, check=False, env=environment())
    os.close(theirs)
    os.close(ours)
    assert done.returncode == 2
    assert b"-o" in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="closes streams as a POSIX shell does")
@pytest.mark.parametrize("closed", [">&-", "<&- >&-", "<&- >&- 2>&-"])
def test_streams_that_the_shell_closed_are_no_fault(closed: str, desk: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'county.db'}"
    started = run("init", url, desk / "plan.json", "--by", "县政府办公室")
    assert started.status == 0, started.err
    for arguments in (
        ("calendar", "year", "2024"),
        ("record", url, "1", "--total", "3公里", "--on", "2024-06-28", "--by", "县交运局"),
        ("status", url),
    ):
        command = shlex.join([*program(), *arguments])
        done = subprocess.run(
            ["sh", "-c", f"{command} {closed}"], capture_output=True, timeout=60, check=False, env=environment()
        )
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert run("verify", url).status == 0
    assert "3公里" in run("log", url).out
