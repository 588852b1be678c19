"""``record`` with evidence, members, money and falling totals. All figures here are made up."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from minsheng.ledger import FundingReported, Ledger, Progress, Statement
from minsheng.storage import open_store
from tests.cli.running import run

ROAD = ("--on", "2024-06-28", "--by", "县交运局")


def last(url: str) -> Statement:
    with open_store(url, read_only=True) as store:
        return list(Ledger.open(store).entries())[-1].statement


def test_a_file_as_evidence_is_kept_by_its_digest(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "验收单.pdf").write_bytes(b"%PDF made up")
    done = run(
        "record", url, "1", "--total", "120公里", *ROAD, "--evidence", "验收单.pdf", "--evidence", "梁交〔2024〕7号"
    )
    assert (done.status, done.err) == (0, "")
    paper, letter = last(url).evidence
    assert (paper.ref, paper.sha256) == ("验收单.pdf", sha256(b"%PDF made up").hexdigest())
    assert (letter.ref, letter.sha256) == ("梁交〔2024〕7号", "")
    assert "验收单.pdf" in run("log", url).out


def test_money_received_and_spent_is_recorded(url: str) -> None:
    done = run("record", url, "1", "--received", "300万元", "--spent", "120万元", *ROAD)
    assert done.status == 0, done.err
    said = last(url)
    assert isinstance(said, FundingReported)
    assert (str(said.received), str(said.spent)) == ("300万元", "120万元")


def test_a_member_of_a_group_reports_its_part(url: str) -> None:
    done = run("record", url, "1", "--total", "9公里", "--member", "小路口镇", *ROAD)
    assert done.status == 0, done.err
    said = last(url)
    assert isinstance(said, Progress)
    assert said.member == "小路口镇"


def test_what_is_typed_in_can_not_write_over_the_screen(url: str) -> None:
    name = "\x1b[2J局\u202e"
    done = run("record", url, "1", "--total", "9公里", "--on", "2024-06-28", "--by", name)
    assert "[U+001B][2J局[U+202E]" in done.err
    refused = run("record", url, name, "--total", "9公里", *ROAD)
    assert refused.status == 2
    assert "[U+001B]" in refused.err
    opened = run(
        "case", "open", url, "1", "--matter", f"滞后{name}", "--party", name, *ROAD[:2], "--by", "县政府督查室"
    )
    assert opened.status == 0, opened.err
    shown = [
        done.err,
        refused.err,
        opened.out,
        opened.err,
        *(run(*verb).out for verb in (("log", url), ("case", "list", url))),
    ]
    assert not any("\x1b" in text or "\u202e" in text for text in shown)


def test_a_total_that_falls_needs_its_reason(url: str) -> None:
    assert run("record", url, "1", "--total", "120公里", *ROAD).status == 0
    fallen = ("record", url, "1", "--total", "100公里", "--on", "2024-07-05", "--by", "县交运局")
    refused = run(*fallen)
    assert refused.status == 2
    assert "--reason" in refused.err or "原因" in refused.err
    assert run(*fallen, "--reason", "重复统计").status == 0


def test_what_is_odd_about_a_report_is_said_when_it_is_taken(url: str) -> None:
    done = run("record", url, "1", "--total", "500公里", "--on", "2024-06-28", "--by", "县气象局")
    assert done.status == 0
    more, not_answerable = done.err.splitlines()
    assert "500公里" in more
    assert "县气象局" in not_answerable
    assert more.count("：") == 1, "which entry, and what"
    log = run("log", url).out
    assert "超过目标数" in "".join(part.strip(" |") for line in log.splitlines() for part in line.split("|")[5:6])
    lines = b'{"type": "progress", "target": "1", "total": "600\xe5\x85\xac\xe9\x87\x8c", "on": "2024-07-28"}'
    assert "600公里" in run("record", url, stdin=lines).err


def test_the_log_of_one_target_shows_only_its_entries(url: str) -> None:
    assert run("record", url, "1", "--total", "120公里", *ROAD).status == 0
    assert run("record", url, "7.t1", "--total", "3亩", "--on", "2024-06-28", "--by", "县教体局").status == 0
    assert "120公里" in run("log", url, "1").out
    assert "7.t1" not in run("log", url, "1").out
    unknown = run("log", url, "77")
    assert (unknown.status, unknown.data) == (2, b"")


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (("--milestone", "complete", "--reason", "x"), "--reason"),
        (("--total", "1公里", "--source", "x"), "--source"),
        (("--problem", "x", "--member", "y"), "--member"),
        (("--total", "1公里", "--party", "y"), "--party"),
        (("--total", "1公里", "--received", "1万元"), "--received"),
        (("--received", "1公里"), "1公里"),
    ],
)
def test_options_that_do_not_go_together_are_named(options: tuple[str, ...], word: str, url: str) -> None:
    done = run("record", url, "1", *options, *ROAD)
    assert (done.status, done.data) == (2, b"")
    assert word in done.err
