"""``rules``, and what ``status`` is asked for. The progress of the example is made up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from minsheng.standing import rule_packs
from tests.cli.running import run

DAY = ("--on", "2024-08-31")


def test_every_pack_is_listed_with_its_source() -> None:
    done = run("rules", "list")
    assert done.status == 0
    for name in rule_packs():
        assert name in done.out


def test_the_gap_of_yinchuan_is_found_and_the_default_has_none() -> None:
    gap = run("rules", "check", "yinchuan-2025")
    assert gap.status == 1
    assert "(0, 10)" in gap.out
    whole = run("rules", "check", "minsheng-default")
    assert (whole.status, whole.err) == (0, "")
    assert "(0, 10)" in run("rules", "check", "yinchuan-2025", "--lang", "en").out


def test_a_file_with_an_overlap_is_named_and_refused(elsewhere: Path) -> None:
    from importlib import resources

    shipped = resources.files("minsheng.standing").joinpath("packs", "minsheng-default.toml").read_text("utf-8")
    assert 'above = "5"' in shipped
    Path("own.toml").write_text(shipped.replace('above = "5"', 'above = "4"'), "utf-8")
    done = run("rules", "check", "own.toml")
    assert done.status == 1
    assert "(4, 5]" in done.out
    assert run("rules", "check", "missing.toml").status == 2


def test_a_word_that_nobody_knows_is_told_with_those_that_may_stand_there(elsewhere: Path) -> None:
    from importlib import resources

    shipped = resources.files("minsheng.standing").joinpath("packs", "wuhan.toml").read_text("utf-8")
    assert 'basis = "ratio"' in shipped
    Path("own.toml").write_text(shipped.replace('basis = "ratio"', 'basis = "ration"', 1), "utf-8")
    for lang in ("zh", "en"):
        done = run("rules", "check", "own.toml", "--lang", lang)
        assert done.status == 1
        assert "“ration”" in done.out
        assert "missed-in-a-row" in done.out


def test_one_county_under_several_packs(example_url: str) -> None:
    done = run("rules", "compare", example_url, *DAY, "--rules", "minsheng-default", "--rules", "wuhan")
    assert done.status == 0
    road = next(line for line in done.out.splitlines() if "乡村道路" in line)
    assert "51.5%" in road
    assert "滞后" in road, "21.3 points behind"
    assert "黄牌" in road, "51.5 of 72.8 is 71 %, below 80 and not below 60"
    assert "武汉" in done.out


def numbers(*arguments: str) -> list[str]:
    done = run("status", *arguments, "--to", "json")
    assert done.status == 0, done.err
    return [part["id"] for part in json.loads(done.data)["plan"]["parts"]]


def test_the_watch_list_holds_what_does_not_stand_well(example_url: str) -> None:
    everything = json.loads(run("status", example_url, *DAY, "--to", "json").data)["plan"]["parts"]
    expected = [p["id"] for p in everything if p["level"] not in ("done", "ahead", "on_track")]
    assert numbers(example_url, *DAY, "--watch-list") == expected
    assert 0 < len(expected) < 10


def test_projects_of_a_unit_a_leader_and_a_level(example_url: str) -> None:
    assert numbers(example_url, *DAY, "--party", "县交通运输局") == ["1", "2"], "县交运局 by its whole name"
    assert numbers(example_url, *DAY, "--level", "滞后") == numbers(example_url, *DAY, "--level", "behind")
    both = numbers(example_url, *DAY, "--level", "behind", "--level", "done")
    assert set(numbers(example_url, *DAY, "--level", "done")) < set(both)


@pytest.mark.parametrize("option", [("--party", "县外星局"), ("--leader", "无此人"), ("--level", "紫色")])
def test_what_is_not_there_is_named_and_not_taken_for_nothing(option: tuple[str, str], example_url: str) -> None:
    done = run("status", example_url, *DAY, *option)
    assert (done.status, done.data) == (2, b"")
    assert option[1] in done.err


def test_what_changed_since_a_day_is_said(example_url: str) -> None:
    done = run("status", example_url, *DAY, "--since", "2024-07-31")
    assert "2024年7月31日至2024年8月31日" in done.out
    data = json.loads(run("status", example_url, *DAY, "--since", "2024-07-31", "--to", "json").data)
    assert data["since"]["date"] == "2024-07-31"
    later = run("status", example_url, *DAY, "--since", "2024-09-30")
    assert later.status == 2
