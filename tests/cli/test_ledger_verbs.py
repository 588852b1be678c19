"""``init``, ``record``, ``log``, ``verify``: a ledger from its beginning. All progress here is made up."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from minsheng.codec import load_plan, plan_json
from minsheng.example import load_example
from minsheng.ledger import Ledger
from minsheng.storage import open_store
from tests.cli.running import run

REPORT = ("1", "--total", "120公里", "--on", "2024-06-28", "--by", "县交运局")


def entries(url: str) -> int:
    with open_store(url, read_only=True) as store:
        return sum(1 for plan in store.plans() for _ in store.read(plan))


# init


def test_adopting_the_same_plan_twice_changes_nothing(tmp_path: Path, desk: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.db'}"
    first = run("init", url, desk / "notice.txt", "--by", "县政府办公室")
    assert (first.status, first.err) == (0, "")
    assert "已建账" in first.out
    again = run("init", url, desk / "plan.json", "--by", "县政府办公室")
    assert again.status == 0, "the notice and its JSON are the same plan"
    assert "没有改动" in again.out
    assert entries(url) == 1


def test_another_plan_of_the_same_name_is_refused_with_the_difference(url: str, desk: Path, tmp_path: Path) -> None:
    plan = load_plan((desk / "plan.json").read_bytes())
    other = tmp_path / "other.json"
    other.write_text(plan_json(plan.changed("1", targets=["约500公里"])), "utf-8")
    done = run("init", url, other, "--by", "县政府办公室")
    assert (done.status, done.data) == (2, b"")
    assert "第1项的目标：账本为“约400公里（以实际改造公里数为准）”，现为“约500公里”" in done.err
    assert "change_approved" in done.err, "how to mend it"
    assert all(len(line) < 150 for line in done.err.splitlines()), "no whole document in a message"
    assert entries(url) == 1


def test_the_plan_is_adopted_on_the_day_of_the_document(url: str) -> None:
    with open_store(url, read_only=True) as store:
        assert str(next(Ledger.open(store).entries()).statement.on) == "2024-02-06"


def test_a_slip_of_the_year_is_refused(tmp_path: Path, desk: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.db'}"
    done = run("init", url, desk / "plan.json", "--by", "县政府办公室", "--on", "2023-01-01")
    assert (done.status, done.data) == (2, b"")
    assert "--early" in done.err
    assert "2023-01-01" in done.err
    for day in ("2023-12-20", "2024-01-15"):
        other = f"sqlite:///{tmp_path / day}.db"
        assert run("init", other, desk / "plan.json", "--by", "县政府办公室", "--on", day).status == 0
    assert run("init", url, desk / "plan.json", "--by", "县政府办公室", "--on", "2023-01-01", "--early").status == 0


def test_who_adopts_must_be_said(tmp_path: Path, desk: Path) -> None:
    done = run("init", f"sqlite:///{tmp_path / 'a.db'}", desk / "plan.json")
    assert done.status == 2
    assert list(tmp_path.iterdir()) == []


# addresses


@pytest.mark.parametrize(
    "verb",
    [
        ("log",),
        ("status",),
        ("verify",),
        ("report", "monthly"),
        ("record",),
    ],
    ids=lambda verb: verb[0],
)
def test_only_init_makes_a_new_file(verb: tuple[str, ...], tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'mistyped.db'}"
    more = REPORT if verb == ("record",) else ()
    done = run(*verb, url, *more)
    assert (done.status, done.data) == (2, b"")
    assert "mistyped.db" in done.err
    assert "minsheng init" in done.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("url", ["county.db", "foo:bar", "sqlite://", "sqlite:///", "http://localhost/x", ""])
def test_what_is_no_address_is_refused_and_shows_one(url: str, elsewhere: Path) -> None:
    for verb in ("log", "verify"):
        done = run(verb, url)
        assert (done.status, done.data) == (2, b"")
        assert "sqlite" in done.err
    assert list(elsewhere.iterdir()) == []


def test_a_file_that_is_no_ledger_is_refused_and_left_alone(desk: Path) -> None:
    before = (desk / "plan.json").read_bytes()
    for verb in ("log", "verify", "status"):
        assert run(verb, f"sqlite:///{desk / 'plan.json'}").status == 2
    assert run("record", f"sqlite:///{desk / 'plan.json'}", *REPORT).status == 2
    assert (desk / "plan.json").read_bytes() == before


def test_an_empty_store_says_how_to_begin() -> None:
    done = run("log", "memory:")
    assert done.status == 2
    assert "minsheng init" in done.err


def test_of_several_plans_one_must_be_named(url: str, desk: Path, tmp_path: Path) -> None:
    second = tmp_path / "second.json"
    second.write_text(
        (desk / "plan.json").read_text("utf-8").replace('"id": "梁山县-2024"', '"id": "某县-2024"'), "utf-8"
    )
    assert run("init", url, second, "--by", "县政府办公室").status == 0
    unnamed = run("log", url)
    assert unnamed.status == 2
    assert "某县-2024" in unnamed.err
    assert "--plan" in unnamed.err
    assert run("record", url, *REPORT, "--plan", "某县-2024").status == 0
    assert run("log", url, "--plan", "某县-2024").out.count("120公里") == 1
    assert "120公里" not in run("log", url, "--plan", "梁山县-2024").out
    for verb in (("status",), ("report", "summary")):
        assert run(*verb, url).status == 2
        assert run(*verb, url, "--plan", "某县-2024").status == 0
    unknown = run("log", url, "--plan", "别县-2024")
    assert unknown.status == 2
    assert "某县-2024" in unknown.err


# record


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (REPORT, "累计完成120公里"),
        (("5.2", "--added", "1个", "--period", "2024-06", "--on", "2024-06-28"), "2024年6月完成1个"),
        (("8", "--milestone", "complete", "--on", "2024-06-28", "--by", "县教体局"), "已完成"),
        (("7", "--problem", "供电接入手续未办结", "--on", "2024-06-28"), "供电接入手续未办结"),
        (
            ("--done", "report", "--period", "2024-06", "--on", "2024-06-28", "--by", "县交运局"),
            "报送工作进展（2024年6月）",
        ),
    ],
    ids=["total", "added", "milestone", "problem", "activity"],
)
def test_each_kind_of_statement_is_recorded(url: str, arguments: tuple[str, ...], told: str) -> None:
    done = run("record", url, *arguments, "--note", "虚构", "--recorder", "张三")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("已记第2笔，编号 ")
    log = run("log", url, "--to", "md").out
    assert told in log
    assert "张三" in log


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("1", "--total", "120户", "--on", "2024-06-28"), "公里"),
        (("1", "--total", "很多", "--on", "2024-06-28"), "很多"),
        (("11", "--total", "1个", "--on", "2024-06-28"), "10.3"),
        (("5", "--total", "1个", "--on", "2024-06-28"), "5.1.t1"),
        (("1", "--total", "1公里", "--on", "2094-06-28"), "2094-06-28"),
        (("1", "--total", "1公里"), "--on"),
        (("--total", "1公里", "--on", "2024-06-28"), "项目或目标的编号"),
        (("1", "--total", "1公里", "--problem", "雨", "--on", "2024-06-28"), "--problem"),
        (("1", "--total", "1公里", "--added", "1公里", "--on", "2024-06-28"), "--added"),
        (("1", "--added", "1公里", "--on", "2024-06-28"), "--period"),
        (("1", "--total", "1公里", "--period", "2024-06", "--on", "2024-06-28"), "--period"),
        (("1", "--added", "1公里", "--period", "六月", "--on", "2024-06-28"), "六月"),
        (("--done", "dance", "--on", "2024-06-28", "--by", "县交运局"), "weekly_meeting（每周例会）"),
        (("--done", "report", "--on", "2024-06-28"), "--by"),
        (("1", "--total", "1公里", "--on", "2024-06-28", "--id", "a b"), "a b"),
        (("1",), "--total"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_what_can_not_be_recorded_is_refused_and_says_why(url: str, arguments: tuple[str, ...], told: str) -> None:
    done = run("record", url, *arguments)
    assert (done.status, done.data) == (2, b"")
    assert told in done.err
    assert entries(url) == 1


def test_an_activity_that_the_party_does_not_owe_is_recorded_with_a_hint(url: str) -> None:
    meant = ("--done", "dispatch", "--on", "2024-06-20", "--by", "县政府办公室")
    hinted = run("record", url, *meant)
    assert hinted.status == 0
    assert "--party" in hinted.err
    right = run("record", url, *meant, "--party", "县政府分管负责同志")
    assert (right.status, right.err) == (0, "")
    own = run("record", url, "--done", "weekly_meeting", "--on", "2024-06-20", "--by", "县交通运输局")
    assert (own.status, own.err) == (0, ""), "a unit by another of its names"


def test_an_id_sent_twice_is_stored_once_and_never_for_another(url: str) -> None:
    first = run("record", url, *REPORT, "--id", "week-26")
    assert run("record", url, *REPORT, "--id", "week-26").out == first.out
    other = run("record", url, "1", "--total", "121公里", "--on", "2024-06-28", "--by", "县交运局", "--id", "week-26")
    assert (other.status, other.data) == (2, b"")
    assert "week-26" in other.err
    assert entries(url) == 2


def lines(*totals: int | str) -> str:
    """Made-up progress of no. 1, one line each; a text stands as it is."""
    return "".join(
        (
            total
            if isinstance(total, str)
            else json.dumps({"type": "progress", "target": "1", "total": f"{total}公里", "on": "2024-06-28"})
        )
        + "\n"
        for total in totals
    )


def test_ten_lines_are_recorded_in_their_order(url: str) -> None:
    done = run("record", url, "--recorder", "张三", stdin="\ufeff" + lines(*range(1, 6), "", *range(6, 11)))
    assert (done.status, done.err) == (0, "")
    assert [line.split("，")[0] for line in done.out.splitlines()] == [f"已记第{n}笔" for n in range(2, 12)]
    assert "10公里" in run("log", url, "--last", "1").out


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        ('{"type": "progress", "target": "1", "total": "1户", "on": "2024-06-28"}', "公里"),
        ('{"type": "progress", "target": "99", "total": "1公里", "on": "2024-06-28"}', "99"),
        ('{"type": "progress", "target": "1", "total": "1公里", "on": "2024-06-31"}', "2024-06-31"),
        ('{"type": "progress", "target": "1", "totl": "1公里", "on": "2024-06-28"}', "totl"),
        ('{"type": "gossip"}', "gossip"),
        ('{"type": "progress", "target": ', "JSON"),
        ('{"type": "progress"} {"type": "progress"}', "JSON"),
        ("[]", "list"),
        (
            '{"type": "progress", "target": "1", "total": "1公里", "total": "9公里", "on": "2024-06-28"}',
            "“total”写了两次",
        ),
        ('{"id": "a", "id": "b", "statement": {}}', "“id”写了两次"),
        ("进度", "JSON"),
        ("[" * 5000, "JSON"),
        ('{"id": "a", "statement": {"type": "progress", "target": "1", "total": "1公里", "on": "2024-06-28"}}', "编号"),
        ('{"id": 7, "statement": {"type": "progress", "target": "1", "total": "1公里", "on": "2024-06-28"}}', "7"),
        (
            '{"id": null, "statement": {"type": "progress", "target": "1", "total": "1公里", "on": "2024-06-28"}}',
            "null",
        ),
    ],
)
def test_one_bad_line_among_them_is_named_and_nothing_is_recorded(url: str, bad: str, why: str) -> None:
    done = run("record", url, stdin=lines(1, 2, "", bad, 3))
    assert (done.status, done.data) == (2, b"")
    assert done.err.startswith("第4行有误，没有记任何一笔")
    assert why in done.err
    assert len(done.err) < 500
    assert entries(url) == 1


def test_all_bad_lines_are_named_at_once(url: str) -> None:
    bad = ['{"type": "progress"}', "进度", '{"type": "progress", "target": "1", "total": "很多", "on": "2024-06-28"}']
    done = run("record", url, stdin=lines(1, bad[0], 2, bad[1], bad[2]))
    assert done.status == 2
    assert done.err.startswith("3行有误，没有记任何一笔")
    assert [line.strip(" -").split("：")[0] for line in done.err.splitlines()[1:]] == ["第2行", "第4行", "第5行"]
    assert "total" in done.err.splitlines()[3], "with the field"
    assert entries(url) == 1


def test_all_lines_that_can_not_stand_in_the_ledger_are_named_at_once(url: str) -> None:
    def report(target: str, total: str) -> str:
        return json.dumps({"type": "progress", "target": target, "total": total, "on": "2024-06-28"})

    sent = [report("1", "1公里"), report("99", "1公里"), report("1", "2户"), report("1", "3公里"), report("1", "2公里")]
    done = run("record", url, stdin=lines(*sent))
    assert done.status == 2
    assert [line.strip(" -").split("：")[0] for line in done.err.splitlines()[1:]] == ["第2行", "第3行", "第5行"]
    assert "降为" in done.err, "also one that another line forbids"
    assert entries(url) == 1


@pytest.mark.parametrize("id", ["", "a b", "\n"])
def test_an_id_that_is_none_is_named_with_its_line(url: str, id: str) -> None:
    report = {"type": "progress", "target": "1", "total": "1公里", "on": "2024-06-28"}
    sent = [{"id": "a", "statement": report}, {"id": id, "statement": report}]
    done = run("record", url, stdin="\n".join(map(json.dumps, sent)))
    assert done.status == 2
    assert done.err.startswith("第2行有误")
    assert entries(url) == 1


def test_a_change_is_written_as_a_person_writes_it(url: str) -> None:
    change = {"type": "change_approved", "project": "7", "changes": {"deadlines": "2024年9月20日"}, "on": "2024-08-28"}
    more = {"body": "县人大常委会", "document": "某人常发〔2024〕9号", "reason": "汛期停工"}
    assert run("record", url, stdin=json.dumps(change | more)).status == 0
    with open_store(url, read_only=True) as store:
        assert str(Ledger.open(store).plan.due("7").day) == "2024-09-20"
    done = run("record", url, stdin=json.dumps(change | more | {"changes": {"deadlines": ["下周"]}}))
    assert done.status == 2
    assert "第1行" in done.err
    assert "changes.deadlines[0]" in done.err


def test_a_line_that_is_no_text_is_named(url: str) -> None:
    done = run("record", url, stdin=lines(1).encode() + "进度\n".encode("gbk"))
    assert done.status == 2
    assert done.err.startswith("第2行有误")
    assert "UTF-8" in done.err
    assert entries(url) == 1


def test_a_statement_in_its_wrapping_needs_no_id(url: str) -> None:
    bare = {"type": "progress", "target": "1", "total": "3公里", "on": "2024-06-28"}
    done = run("record", url, stdin="\n".join(json.dumps(line) for line in ({"statement": bare}, bare)))
    assert done.status == 0, done.err
    assert entries(url) == 3


def test_lines_with_ids_can_be_sent_again(url: str) -> None:
    sent = "".join(
        json.dumps(
            {
                "id": f"week-{n}",
                "statement": {"type": "progress", "target": "1", "total": f"{n}公里", "on": "2024-06-28"},
            },
            ensure_ascii=False,
        )
        + "\n"
        for n in (1, 2, 3)
    )
    first = run("record", url, stdin=sent)
    assert first.status == 0
    assert run("record", url, stdin=sent).out == first.out
    assert entries(url) == 4
    taken = run("record", url, stdin=sent.replace("2公里", "5公里"))
    assert taken.status == 2
    assert taken.err.startswith("第2行有误")


def test_a_later_line_may_speak_of_an_earlier_one(url: str) -> None:
    raised = {"type": "problem_raised", "project": "1", "problem": "雨", "on": "2024-06-28"}
    resolved = {"type": "problem_resolved", "problem": "rain", "on": "2024-06-29"}
    sent = [{"id": "rain", "statement": raised}, {"id": "dry", "statement": resolved}]
    assert run("record", url, stdin="".join(json.dumps(line) + "\n" for line in sent)).status == 0
    wrong = [{"id": "dew", "statement": resolved | {"problem": "snow"}}]
    done = run("record", url, stdin="".join(json.dumps(line) + "\n" for line in wrong))
    assert done.status == 2
    assert "snow" in done.err


def test_nothing_on_stdin_records_nothing_and_says_so(url: str) -> None:
    done = run("record", url)
    assert (done.status, done.data) == (0, b"")
    assert "没有记任何一笔" in done.err


# log


def test_the_log_tells_every_entry_once(url: str) -> None:
    run("record", url, *REPORT, "--id", "week-26")
    run(
        "record",
        url,
        stdin=json.dumps({"type": "corrected", "corrects": "week-26", "on": "2024-06-29", "reason": "误填"}),
    )
    whole = json.loads(run("log", url, "--to", "json").out)
    (table,) = [block for block in whole["blocks"] if block["block"] == "table"]
    assert [row[0] for row in table["rows"]] == [["1"], ["2"], ["3"]]
    last = run("log", url, "--last", "1")
    assert "误填" in last.out
    assert "共1条记录" in last.out
    assert run("log", url, "--last", "0").status == 2


# verify


def test_a_sound_ledger_verifies(example_url: str) -> None:
    done = run("verify", example_url)
    assert (done.status, done.err) == (0, "")
    assert "1401" in done.out
    assert "梁山县-2024" in done.out


def tampered(url: str, change: str) -> None:
    """Whoever may write the file may drop its triggers: the chain shows it."""
    path = url.removeprefix("sqlite:///")
    with sqlite3.connect(path) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        (table,) = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if {"position", "data"} <= {row[1] for row in connection.execute(f'PRAGMA table_xinfo("{name}")')}
        ]
        connection.execute(change.format(table=f'"{table}"'))
    connection.close()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            "UPDATE {table} SET data = CAST(replace(CAST(data AS TEXT), '120', '320') AS BLOB) WHERE position = 2",
            "第2笔“week-26”",
        ),
        ("DELETE FROM {table} WHERE position = 2", "缺第2笔"),
        ("DELETE FROM {table}", ""),
    ],
    ids=["changed", "deleted", "emptied"],
)
def test_a_ledger_that_was_written_into_is_answered_no(url: str, change: str, told: str) -> None:
    run("record", url, *REPORT, "--id", "week-26")
    run("record", url, "1", "--total", "130公里", "--on", "2024-07-05", "--id", "week-27")
    assert run("verify", url).status == 0
    tampered(url, change)
    done = run("verify", url)
    if told:
        assert (done.status, done.err) == (1, "")
        assert told in done.out
        assert run("status", url).status == 2, "no state is shown of what was tampered with"
    else:
        assert done.status == 2, "there is no ledger any more"


def test_the_entries_of_the_saved_example_can_be_recorded_from_the_shell(tmp_path: Path) -> None:
    example = load_example()
    folder = example.save(tmp_path)
    url, plan = f"sqlite:///{tmp_path / 'ledger.db'}", tmp_path / "plan.json"
    assert run("read", folder / "notice.docx", "--to", "json", "-o", plan).status == 0
    assert run("init", url, plan, "--by", "县政府办公室", "--on", "2024-02-06").status == 0
    lines = (folder / "entries.jsonl").read_text("utf-8")
    done = run("record", url, stdin=lines)
    assert done.status == 0, done.err
    with open_store(url) as store:
        recorded = list(Ledger.open(store).entries())[1:]
    assert [entry.statement for entry in recorded] == list(example.statements)
