"""``diff``: what changed between two days. All progress here is made up."""

from __future__ import annotations

from tests.cli.running import run


def test_what_is_new_between_two_days_is_listed(url: str) -> None:
    for total, day in (("120公里", "2024-06-28"), ("150公里", "2024-07-26")):
        assert run("record", url, "1", "--total", total, "--on", day, "--by", "县交运局").status == 0
    done = run("diff", url, "2024-06-30", "2024-07-31", "--hindsight")
    assert (done.status, done.err) == (0, "")
    assert "150公里" in done.out
    assert "120公里" not in done.out


def test_a_day_on_which_nothing_was_known_yet_says_so(url: str) -> None:
    done = run("diff", url, "2024-06-30", "2024-07-31")
    assert (done.status, done.data) == (2, b""), "this ledger was begun today"
    assert "--hindsight" in done.err


def test_the_days_in_the_wrong_order_show_what_was_taken_back(url: str) -> None:
    assert run("record", url, "1", "--total", "120公里", "--on", "2024-06-28", "--by", "县交运局").status == 0
    forth = run("diff", url, "2024-06-01", "2024-06-30", "--hindsight").out
    back = run("diff", url, "2024-06-30", "2024-06-01", "--hindsight").out
    assert "+ " in forth
    assert "- " in back
