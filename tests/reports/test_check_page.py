"""The check sheet: read back by lxml. Every field leads to its words, every doubt is there, no character of the document is lost."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from copy import deepcopy
from functools import cache
from pathlib import Path

import lxml.html
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.etree import _Element as Element

import minsheng as ms
from minsheng.errors import Finding, Lang, Place, Question, Severity
from minsheng.intake import Evidence, Paragraph, Reading, SourceDocument, Span, Spot, interpret, read_source
from minsheng.reports import check_page
from minsheng.reports.checking.fields import id_of
from tests.reports.printing import pages_of, print_page

DOCUMENTS = Path(__file__).parents[1] / "documents"
FILES = [
    DOCUMENTS / "liangshan-2024.docx",
    *(DOCUMENTS / "one-a-format" / name for name in ("annex.docx", "list.xlsx", "page.html", "printed.pdf", "prose.txt")),
    *(next((DOCUMENTS / "made-up" / name).glob("input.*")) for name in (
        "circular-in-prose", "circular-several-figures", "merged-numbers", "forms", "pieces-in-prose", "bullets",
        "two-header-rows-again", "plan-with-sections", "circular-month-and-total", "joint-issuers-and-milestones")),
]  # fmt: skip
HOSTILE = "<script>alert(1)</script><img src=http://x.example/ onerror=alert(1)>\"'&amp;{{7*7}}</style>--><!--"
QUOTING = re.compile(r"\s")


class Page:
    """What a reader finds on the page."""

    def __init__(self, data: bytes) -> None:
        self.text = data.decode()
        self.tree = lxml.html.document_fromstring(data, parser=lxml.html.HTMLParser(encoding="utf-8", huge_tree=True))
        self.ids = {e.get("id"): e for e in self.tree.iter() if e.get("id")}
        self.article = self.ids["source"]
        pieces: dict[str, list[Element]] = {}
        for mark in self.article.iter("mark"):
            if (id := mark.get("id") or mark.get("data-of")) is not None:
                pieces.setdefault(id, []).append(mark)
        self.marks = {id: "".join(map(words_of, found)) for id, found in pieces.items()}

    def links(self, id: str) -> list[str]:
        """Where the numbers beside a field lead."""
        return [a.get("href").removeprefix("#") for a in self.ids[id].iter("a") if a.get("class") == "n"]

    def words(self, id: str) -> str:
        return " ".join(self.ids[id].text_content().split())


def words_of(element: Element) -> str:
    """The document's own words in an element: without numbers, tags and line numbers of the page."""
    copy = deepcopy(element)
    copy.tail = None
    for added in copy.xpath('.//*[@class="n" or @class="tag" or @class="ln"]'):
        before, parent = added.getprevious(), added.getparent()
        if before is not None:
            before.tail = (before.tail or "") + (added.tail or "")
        else:
            parent.text = (parent.text or "") + (added.tail or "")
        parent.remove(added)
    return str(copy.text_content())


def bare(text: str) -> str:
    return QUOTING.sub("", text)


@cache
def reading_of(file: Path) -> Reading:
    if file.suffix == ".pdf":
        pytest.importorskip("pdfplumber")
    return ms.read(file)


@cache
def page_of(file: Path, lang: Lang = "zh") -> Page:
    return Page(check_page(reading_of(file), lang=lang))


@pytest.fixture(params=FILES, ids=lambda f: f.parent.name + "-" + f.name)
def file(request: pytest.FixtureRequest) -> Path:
    found: Path = request.param
    return found


def test_every_link_leads_to_something_on_the_page_and_no_id_stands_twice(file: Path) -> None:
    for lang in ("zh", "en"):
        page = page_of(file, lang)
        ids = [e.get("id") for e in page.tree.iter() if e.get("id")]
        assert len(ids) == len(set(ids))
        links = [a.get("href") for a in page.tree.iter("a")]
        assert links
        assert {href for href in links if not (href.startswith("#") and href[1:] in page.ids)} == set()


def test_every_field_with_evidence_leads_to_its_words_and_they_lead_back(file: Path) -> None:
    reading, page = reading_of(file), page_of(file)
    for evidence in reading.evidence:
        if not evidence.spans:
            continue
        id = id_of(evidence.field)
        found = [page.marks[mark] for mark in page.links(id)]
        assert bare(evidence.text) in bare("".join(found)), evidence
        for mark in page.links(id):
            (first, *_) = (m for m in page.article.iter("mark") if m.get("id") == mark)
            back = {a.get("href") for a in page.article.iter("a") if (a.text or "").rstrip("bcdefghij") == mark[1:]}
            assert f"#{id}" in back or len(back) >= 6, first


def test_the_mark_of_a_field_is_its_words_and_no_more(file: Path) -> None:
    reading, page = reading_of(file), page_of(file)
    by_field: dict[str, list[Evidence]] = {}
    for evidence in reading.evidence:
        by_field.setdefault(evidence.field, []).append(evidence)
    for path, found in by_field.items():
        if len(found) > 1 or not found[0].spans or ".progress[" in path:
            continue
        marked = bare("".join(page.marks[mark] for mark in page.links(id_of(path))))
        assert marked == bare(found[0].text), path


def test_every_value_of_the_plan_stands_on_the_page(file: Path) -> None:
    reading, page = reading_of(file), page_of(file)
    for i, project in enumerate(reading.plan.projects):
        assert bare(project.name) in bare(page.words(f"projects-{i}-name"))
        assert bare(project.content) in bare(page.words(f"projects-{i}"))
        for name in ("leads", "partners", "leaders"):
            for k, party in enumerate(getattr(project, name)):
                assert bare(party) in bare(page.words(f"projects-{i}-{name}-{k}"))
        for k, target in enumerate(project.targets):
            assert bare(str(target)) in bare(page.words(f"projects-{i}-targets-{k}"))
        for k, limit in enumerate(project.deadlines):
            assert bare(str(limit)) in bare(page.words(f"projects-{i}-deadlines-{k}"))
        for k, figure in enumerate(reading.progress.get(project.no, ())):
            assert bare(figure.text) in bare(page.words(f"projects-{i}-progress-{k}"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_finding_and_question_is_listed_with_its_field_and_its_words(file: Path, lang: Lang) -> None:
    reading, page = reading_of(file), page_of(file, lang)
    listed = [li for li in page.tree.iter("li") if re.fullmatch(r"d\d+", li.get("id") or "")]
    assert len(listed) == len(reading.findings) + len(reading.questions)
    told = [bare(li.text_content()) for li in listed]
    for finding in reading.findings:
        assert any(bare(finding.what(lang)) in t for t in told), finding
    for question in reading.questions:
        assert any(bare(evolve(question, place=Place()).message(lang)) in t and question.key in t for t in told), (
            question
        )
    doubts: list[Finding | Question] = [*reading.findings, *reading.questions]
    for doubt in doubts:
        if reading.doubted.get(doubt):
            what = doubt.what(lang) if isinstance(doubt, Finding) else evolve(doubt, place=Place()).message(lang)
            li = next(li for li in listed if bare(what) in bare(li.text_content()))
            assert any(a.get("href").startswith("#m") for a in li.iter("a")), what


def test_what_a_reader_finds_in_a_cell_leads_to_the_field_that_was_taken_from_it() -> None:
    reading = ms.read(DOCUMENTS / "readers" / "book.ods")
    page = Page(check_page(reading))
    (error,) = (li for li in page.ids["doubts"].iter("li") if "#DIV/0!" in li.text_content())
    field, words = (a.get("href")[1:] for a in error.iter("a"))
    assert "#DIV/0!" in page.words(field)
    assert page.marks[words] == "#DIV/0!"


def test_every_character_of_the_document_stands_in_its_place(file: Path) -> None:
    source, page = reading_of(file).source, page_of(file)
    (shown,) = page.article.find_class("document")
    texts = [words_of(e) for e in shown.iter() if e.tag == "td" or e.get("class") == "text"]
    wanted = [source.text(spot) for spot in source.spots()]
    assert [t for t in texts if t] == [t for t in wanted if t]
    beside = [words_of(e) for found in page.article.find_class("aside") for e in found.find_class("text")]
    assert beside == [a.text for a in source.aside]


def test_text_that_no_field_took_is_marked_and_listed(file: Path) -> None:
    reading, page = reading_of(file), page_of(file)
    shown = [words_of(e) for e in page.article.find_class("u") if e.get("id")]
    listed = [" ".join(li.text_content().split()) for li in page.ids["unused"].iter("li")]
    for n, unused in enumerate(reading.unused, 1):
        assert unused.text == words_of(page.ids[f"u{n}"])
        assert "未用" in page.ids[f"u{n}"].text_content()
        assert bare(unused.text) in bare(listed[n - 1])
    assert len(shown) == len(listed) == len(reading.unused)


def test_the_spans_of_tables_are_kept() -> None:
    file = DOCUMENTS / "one-a-format" / "annex.docx"
    page = page_of(file)
    for table, grid in zip(
        page.article.iter("table"),
        (b for b in reading_of(file).source.blocks if not isinstance(b, Paragraph)),
        strict=True,
    ):
        spans = [
            (int(td.get("rowspan", 1)), int(td.get("colspan", 1)), words_of(td))
            for td in table.iter("td")
            if words_of(td)
        ]
        assert spans == [(c.row_span, c.column_span, c.text) for c in grid.cells if c.text]
        assert any(rows > 1 or columns > 1 for rows, columns, _ in spans)


def test_nothing_is_fetched_and_no_script_runs(file: Path) -> None:
    page = page_of(file)
    assert {e.tag for e in page.tree.iter()} & {"script", "img", "link", "iframe", "object", "form", "base"} == set()
    assert "default-src 'none'" in page.text
    markup = re.sub(r">[^<]*<", "><", page.text)  # what is printed may name an address
    assert "://" not in markup.partition("</style>")[2]
    assert "url(" not in page.text.partition("</style>")[0]
    assert not [a for e in page.tree.iter() for a in e.attrib if a.startswith("on")]


def test_the_sums_count_what_stands_on_the_page() -> None:
    file = DOCUMENTS / "liangshan-2024.docx"
    reading, page = reading_of(file), page_of(file)
    (sums,) = page.tree.find_class("sums")
    said = " ".join(sums.text_content().split())
    assert "10个项目" in said
    assert "待答复8个，发现0处" in said
    assert f"未采用的文字{len(reading.unused)}处" in said
    sure, check = (int(re.search(rf"{words}(\d+)处", said)[1]) for words in ("读得准", "要核对"))  # type: ignore[index]  # a missing number fails the test
    values = {e.field for e in reading.evidence}
    assert check == len(reading.questions)  # each question of this notice asks about another field
    assert sure + check == len(values) + 1  # and one field, the targets of project 8, has no words


def test_a_doubtful_field_says_so_by_word_and_sign() -> None:
    text = "关于办好2024年民生实事的通知\n序号\t项目名称\t项目内容\t主办单位\t完成时限\n1\t道路\t改造400公里\t县交运局\t尽快\n"
    page = Page(check_page(ms.read(text.encode())))
    limit = page.words("projects-0-deadlines")
    assert "▲" in limit
    assert "请核对" in limit
    assert "未读到" in limit
    (mark,) = (m for m in page.article.iter("mark") if words_of(m) == "尽快")
    assert "doubt" in mark.get("class")
    assert "?" in mark.getnext().text_content()
    assert "读得准" in page.words("projects-0-leads")


@pytest.mark.parametrize(("confidence", "word"), [(0.95, "读得准"), (0.9, "读得准"), (0.85, "请核对"), (0.6, "读不准")])
def test_confidence_is_said_in_words_with_the_number_behind_them(confidence: float, word: str) -> None:
    reading = reading_of(DOCUMENTS / "one-a-format" / "prose.txt")
    path = "$.projects[0].leads[0]"
    evidence = [evolve(e, confidence=confidence) if e.field == path else e for e in reading.evidence]
    page = Page(check_page(evolve(reading, evidence=tuple(evidence), findings=(), questions=())))
    assert word in page.words("projects-0-leads")
    assert str(confidence) in page.ids["projects-0-leads-0"].get("title")


def test_a_time_limit_tells_its_weekday_and_how_the_day_follows_from_the_words() -> None:
    page = page_of(DOCUMENTS / "liangshan-2024.docx")
    limit = page.words("projects-0-deadlines-0")
    assert "2024年11月底" in limit
    assert "2024年11月30日（星期六" in limit
    assert "没写到日，取最后一天" in limit
    assert "没写年份" not in limit
    text = "关于办好2024年民生实事的通知\n序号\t项目名称\t项目内容\t主办单位\t完成时限\n1\t道路\t改造400公里\t县交运局\t2024-10-31\n2\t站亭\t改造4处\t县交运局\t5月底前\n"
    exact, open_ = (Page(check_page(ms.read(text.encode()))).words(f"projects-{i}-deadlines-0") for i in (0, 1))
    assert "没写" not in exact
    assert "星期四" in exact
    assert "没写年份，取2024年" in open_


def test_an_answer_stands_on_the_page_and_is_told_from_what_was_read() -> None:
    reading = reading_of(DOCUMENTS / "liangshan-2024.docx")
    plan = reading.confirm({"8.targets": "120个点位"})
    answered = evolve(reading, plan=evolve(plan, unknowns=()), questions=plan.unknowns)
    page = Page(check_page(answered))
    assert "120个点位" in page.words("projects-7-targets-0")
    assert "不是原文" in page.words("projects-7-targets-0")
    assert "8.targets" not in page.words("doubts")


def test_a_reading_without_a_doubt_says_that_nothing_is_open() -> None:
    reading = evolve(reading_of(DOCUMENTS / "one-a-format" / "prose.txt"), findings=(), questions=())
    assert "没有待答复的问题" in Page(check_page(reading)).words("doubts")


def test_hostile_words_are_text_and_nothing_else() -> None:
    rows = f"1\t{HOSTILE}\t{HOSTILE}改造400公里\t{HOSTILE}县交运局\t{HOSTILE}\n2\t道路\t改造3公里\t县交运局\t9月底\n"
    source = read_source(
        f"关于办好2024年民生实事{HOSTILE}的通知\n{HOSTILE}\n序号\t项目名称\t项目内容\t主办单位\t完成时限\n{rows}".encode()
    )
    reading = interpret(evolve(source, file=f"{HOSTILE}.txt", aside=[Paragraph(HOSTILE, part=HOSTILE)]), year=2024)
    finding = Finding.of(
        "intake.doubtful", Severity.ERROR, Place(part=HOSTILE), no="1", text=HOSTILE, field=f"leads[0], {HOSTILE}"
    )
    question = Question.of("intake.ask-members", HOSTILE, Place(), group=HOSTILE)
    reading = evolve(reading, findings=(*reading.findings, finding), questions=(*reading.questions, question))
    for lang in ("zh", "en"):
        page = Page(check_page(reading, lang=lang))
        tags = {e.tag for e in page.tree.iter() if isinstance(e.tag, str)}
        assert tags & {"script", "img"} == set()
        assert not page.tree.xpath("//comment()")
        assert page.tree.text_content().count("<script>alert(1)</script>") >= 6
        assert "{{7*7}}" in page.text
        assert set(page.tree.xpath("//@onerror | //@src")) == set()
        assert all(a.get("href")[1:] in page.ids for a in page.tree.iter("a"))


def test_english_labels_stand_beside_the_words_of_the_document() -> None:
    page = page_of(DOCUMENTS / "liangshan-2024.docx", "en")
    assert page.tree.get("lang") == "en"
    assert "questions: 8" in page.words("doubts")
    assert "Saturday" in page.words("projects-0-deadlines-0")
    assert "县交运局" in page.words("projects-0-leads-0")
    labels = {dt.text_content() for dt in page.tree.iter("dt")} | {
        " ".join(s.text_content().split()) for s in page.tree.find_class("state")
    }
    assert not [label for label in labels if re.search(r"[\u4e00-\u9fff]", label)]


def test_the_same_reading_is_the_same_bytes(file: Path) -> None:
    assert check_page(reading_of(file)) == check_page(reading_of(file))


def test_a_page_of_many_projects_grows_with_them_and_no_faster() -> None:
    def size(n: int) -> int:
        rows = [f"{k}\t第{k}项\t改造{k + 9}公里\t县交运局\t未定\n" for k in range(1001, 1001 + n)]
        text = (
            "关于办好2024年民生实事的通知，均须于11月底前完成。\n序号\t项目名称\t项目内容\t主办单位\t完成时限\n"
            + "".join(rows)
        )
        return len(check_page(ms.read(text.encode())))

    small, large = size(50), size(200)
    assert large < 4.2 * small


def test_on_paper_stands_all_that_is_folded_up_on_the_screen(
    needs_program: Callable[[str], str], tmp_path: Path
) -> None:
    file = DOCUMENTS / "liangshan-2024.docx"
    reading = reading_of(file)
    unused = tuple(reading.unused) * 2  # long enough to be folded up
    page, pdf = tmp_path / "check.html", tmp_path / "check.pdf"
    page.write_bytes(check_page(evolve(reading, unused=unused)))
    print_page(needs_program("chromium"), page, pdf)
    pages = pages_of(needs_program("pdftotext"), pdf)
    assert 3 <= len(pages) <= 12  # a notice of ten projects
    text = bare("".join(pages))
    for question in reading.questions:
        assert bare(evolve(question, place=Place()).message())[:12] in text, question
    for passage in reading.unused:
        assert text.count(bare(passage.text)[:12]) >= 2, passage  # in the document and in the list
    for project in reading.plan.projects:
        assert text.count(bare(project.name)[:6]) >= 2
    info = subprocess.run(
        [needs_program("pdfinfo"), str(pdf)], capture_output=True, check=True, timeout=60
    ).stdout.decode()
    assert "A4" in info


def test_a_reported_rate_is_marked_beside_its_figure() -> None:
    # made up
    rows = "1\t乡村道路\t改造400公里\t310\t77.5%\n2\t候车亭\t建设50处\t已建成40处，完成率80%\t\n"
    title = "甲县2024年民生实事进展情况（截至9月底）\n序号\t项目名称\t目标任务\t累计完成\t完成率\n"
    page = Page(check_page(interpret(read_source((title + rows).encode()))))
    for k, marked in enumerate((["310", "77.5%"], ["40处", "80%"])):
        assert [page.marks[m] for m in page.links(f"projects-{k}-progress-0")] == marked


# marks that lie over each other

TEXT = "县教育局、县财政局负责新建幼儿园3所，改造校舍2.9万平方米，9月底前完成。"
spans = st.lists(
    st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, len(TEXT))).map(
        lambda p: Span(Spot(0), p[0], min(p[0] + p[1], len(TEXT)))
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(spans)
def test_marks_that_overlap_or_cross_keep_their_words_and_their_links(taken: list[Span]) -> None:
    base = reading_of(DOCUMENTS / "one-a-format" / "prose.txt")
    evidence = [
        Evidence(field=f"$.document.copies[{k}]", text=TEXT[s.start : s.end], spans=(s,), places=(Place(),), rule="made.up", confidence=1.0)
        for k, s in enumerate(taken)
    ]  # fmt: skip
    plan = evolve(
        base.plan, document=evolve(base.plan.document, copies=[f"单位{k}" for k in range(len(taken))]), projects=()
    )
    reading = evolve(
        base, plan=plan, source=SourceDocument(blocks=[Paragraph(TEXT)]), evidence=tuple(evidence), findings=(), questions=(),
        unused=(), doubted={}, progress={},
    )  # fmt: skip
    page = Page(check_page(reading))
    for k, span in enumerate(taken):
        assert [page.marks[m] for m in page.links(f"document-copies-{k}")] == [TEXT[span.start : span.end]]
    (shown,) = page.article.find_class("document")
    assert [words_of(e) for e in shown.find_class("text")] == [TEXT]
