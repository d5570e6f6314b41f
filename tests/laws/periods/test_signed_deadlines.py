"""Every output prints a deadline as it was signed, with the day that it means and every later one that was approved."""

import csv
import io
import re
from pathlib import Path

import pytest
from docx import Document

from tests.conftest import Runner
from tests.helpers.printed import read_json
from tests.helpers.recorded import journal
from tests.helpers.workbooks import read

PLAN = """\
plan:
  id: test
  title: Kế hoạch thử
  memorandum: {signed: 9/8/2024, from: 1/1/2026, to: 31/12/2027}
parties:
  hung-yen: {names: [{text: Sở KH&CN Hưng Yên, short: Hưng Yên}]}
  hoa-binh: {names: [{text: Sở KH&CN Hòa Bình, short: Hòa Bình}]}
areas:
  - id: 1
    title: Nguồn gen
    items:
      - {id: 1.1, title: Việc ngày, lead: hoa-binh, due: 30/11/2026}
      - {id: 1.2, title: Việc trước ngày, lead: hoa-binh, due: Trước 30/11/2026}
      - {id: 1.3, title: Việc quý, lead: hoa-binh, due: Quý IV/2026}
      - {id: 1.4, title: Việc tháng, lead: hoa-binh, due: tháng 12/2026}
      - {id: 1.5, title: Việc gia hạn, lead: hoa-binh, due: Quý II/2026}
      - {id: 1.6, title: Việc gia hạn hai lần, lead: hoa-binh, due: Trước 30/6/2026}
  - id: 2
    title: Trao đổi
    items:
      - {id: 2.1, title: Kỳ theo chữ, lead: hoa-binh, due: hằng quý}
      - {id: 2.2, title: Kỳ theo năm, lead: hoa-binh, due: hằng năm, every: quarter}
      - {id: 2.3, title: Kỳ không hạn, lead: hoa-binh, every: month, start: 1/3/2026}
      - {id: 2.4, title: Kỳ gia hạn, lead: hoa-binh, due: hằng quý, every: quarter}
      - {id: 2.5, title: Luôn luôn, lead: hoa-binh, due: thường xuyên}
      - {id: 2.6, title: Chưa nêu, lead: hoa-binh}
"""
# By id: what the deadline says in Vietnamese and in English; None where nothing states one.
SIGNED: dict[str, tuple[str, str] | None] = {
    "1.1": ("30/11/2026",) * 2,
    "1.2": ("Trước 30/11/2026 (29/11/2026)",) * 2,
    "1.3": ("Quý IV/2026 (31/12/2026)",) * 2,
    "1.4": ("tháng 12/2026 (31/12/2026)",) * 2,
    "1.5": (
        "Quý II/2026 (30/6/2026) (gia hạn đến Quý III/2026 (30/9/2026), văn bản 12/QĐ)",
        "Quý II/2026 (30/6/2026) (extended to Quý III/2026 (30/9/2026), document 12/QĐ)",
    ),
    "1.6": (
        "Trước 30/6/2026 (29/6/2026) (gia hạn đến 31/10/2026, văn bản 14/QĐ)",
        "Trước 30/6/2026 (29/6/2026) (extended to 31/10/2026, document 14/QĐ)",
    ),
    "2.1": ("hằng quý",) * 2,  # in which quarters the plan does not say
    "2.2": ("hằng năm (quý II/2026: 30/6/2026)", "hằng năm (Q2/2026: 30/6/2026)"),
    "2.3": ("hằng tháng (tháng 6/2026: 30/6/2026)", "every month (6/2026: 30/6/2026)"),
    "2.4": (
        "hằng quý (quý II/2026: 30/6/2026) (gia hạn đến 15/7/2026, văn bản 16/QĐ)",
        "hằng quý (Q2/2026: 30/6/2026) (extended to 15/7/2026, document 16/QĐ)",
    ),
    "2.5": ("thường xuyên",) * 2,
    "2.6": None,
    "gửi": ("Quý III/2026 (30/9/2026)",) * 2,
    "nhận": (
        "Trước 1/7/2026 (30/6/2026) (gia hạn đến 1/8/2026, văn bản 15/QĐ)",
        "Trước 1/7/2026 (30/6/2026) (extended to 1/8/2026, document 15/QĐ)",
    ),
}
UNDATED = {"2.1", "2.5", "2.6"}
ITEMS = [name for name in SIGNED if name[0].isdigit()]
HEADS = {"vi": ("Thời hạn đầy đủ", "Nội dung"), "en": ("Deadline in full", "Content")}
LANGS = pytest.mark.parametrize(("lang", "at"), [("vi", 0), ("en", 1)])


@pytest.fixture
def signed(workspace: Path, coopctl: Runner) -> dict[str, str]:
    """All kinds of deadlines, some moved back; the titles by the names of `SIGNED`."""
    (workspace / "plans" / "test.yaml").write_text(PLAN, "utf-8")
    done = ("--on", "20/3/2026", "--result", "Quý I")
    for item in ("2.1", "2.2", "2.3", "2.4"):  # else a quarter that was missed is what counts
        assert coopctl("add-update", item, "in_progress", *done).code == 0
    for month in (4, 5):
        words = ("add-update", "2.3", "in_progress", "--on", f"20/{month}/2026")
        assert coopctl(*words).code == 0
    meeting = (
        "add-meeting", "--on", "1/2/2026", "--title", "Họp", "--number", "5/BB",
        "--action", "hoa-binh: Phải gửi: Quý III/2026",
        "--action", "hoa-binh: Phải nhận: Trước 1/7/2026",
    )  # fmt: skip
    assert coopctl(*meeting).code == 0
    action = journal(workspace)[-1].id
    moved: tuple[tuple[str, ...], ...] = (
        ("1.5", "Quý III/2026", "--document", "12/QĐ"), ("1.6", "30/9/2026", "--document", "13/QĐ"),
        ("1.6", "31/10/2026", "--document", "14/QĐ"), (f"{action}/2", "1/8/2026", "--document", "15/QĐ"),
        ("2.4", "15/7/2026", "--for", "quý II/2026", "--document", "16/QĐ"),
    )  # fmt: skip
    for asked in moved:
        result = coopctl("add-extension", *asked, "--reason", "chờ")
        assert result.code == 0, result.err
    titles = dict(re.findall(r"id: (\d\.\d), title: ([^,}]+)", PLAN))
    return {**titles, "gửi": "Phải gửi", "nhận": "Phải nhận"}


def said(at: int, *names: str) -> dict[str, str | None]:
    """Return what the deadlines of these say, in Vietnamese or English; of all."""
    return {name: pair[at] if (pair := SIGNED[name]) else None for name in names or SIGNED}


def name_of(titles: dict[str, str], title: str) -> str:
    return next(name for name, text in titles.items() if text == title)


def check_text(text: str, titles: dict[str, str], expected: dict[str, str | None]) -> None:
    """Behind each title, and before the next, the deadline is said in full."""
    text = " ".join(text.split())
    longest = sorted(titles.values(), key=len, reverse=True)
    pieces = re.split(f"({'|'.join(map(re.escape, longest))})", text)
    for name, deadline in expected.items():
        behind = [pieces[at + 1] for at in range(1, len(pieces), 2) if pieces[at] == titles[name]]
        assert behind, name
        if deadline is not None:
            assert any(deadline in one for one in behind), (name, deadline, behind)


@LANGS
@pytest.mark.parametrize("width", ["80", "100"])
def test_lists_on_a_terminal(
    coopctl: Runner, signed: dict[str, str], lang: str, at: int, width: str
) -> None:
    env = {"COLUMNS": width}
    check_text(coopctl("status", lang=lang, env=env).out, signed, said(at))
    dated = [name for name in SIGNED if name not in UNDATED]
    due = coopctl("due", "--within", "12m", lang=lang, env=env).out
    check_text(due, signed, said(at, *dated))
    agenda = read_json(coopctl("agenda", "--json", lang=lang).out)
    shown = [name for name in SIGNED if signed[name] in str(agenda)]
    assert {"1.1", "1.2", "2.2", "nhận"} <= set(shown)
    check_text(coopctl("agenda", lang=lang, env=env).out, signed, said(at, *shown))


@LANGS
def test_columns_on_a_wide_terminal(
    coopctl: Runner, signed: dict[str, str], lang: str, at: int
) -> None:
    """In columns lines of one cell stand under one another: they are read from the place of the word."""
    for width in ("120", "140", "200"):
        lines = coopctl("status", lang=lang, env={"COLUMNS": width}).out.splitlines()
        word = {"vi": "hạn ", "en": "due "}[lang]
        for name, deadline in said(at, *ITEMS).items():
            start = next(i for i, line in enumerate(lines) if f"  {signed[name]}  " in line)
            if deadline is None:
                continue
            begins = lines[start].index(f"  {word}") + 2
            cell = " ".join(line[begins : begins + 26].strip() for line in lines[start : start + 6])
            assert " ".join(f"{word}{deadline}".split()) in " ".join(cell.split()), width


@LANGS
def test_show(coopctl: Runner, signed: dict[str, str], lang: str, at: int) -> None:
    for name, deadline in said(at, *ITEMS).items():
        out = " ".join(coopctl("show", name, lang=lang).out.split())
        assert (deadline or {"vi": "chưa nêu thời hạn", "en": "deadline not stated"}[lang]) in out
    assert signed


@LANGS
def test_json(coopctl: Runner, signed: dict[str, str], lang: str, at: int) -> None:
    status = read_json(coopctl("status", "--json", lang=lang).out)
    rows = {row["item"]: row["deadline"] for row in status["items"]}
    rows |= {name_of(signed, row["title"]): row["deadline"] for row in status["actions"]}
    assert rows == said(at)
    due = read_json(coopctl("due", "--within", "12m", "--json", lang=lang).out)["rows"]
    timeline = read_json(coopctl("timeline", "--json", lang=lang).out)
    agenda = read_json(coopctl("agenda", "--json", lang=lang).out)["rows"]
    for lists in (
        [row for row in due if row["kind"] in {"item", "action"}],
        [*timeline["items"], *timeline["actions"]], [row for row in agenda if row["kind"] in {"item", "action"}],
    ):  # fmt: skip
        assert len(lists) >= 3
        for row in lists:
            assert row["deadline"] == rows[name_of(signed, row["title"])], row


@LANGS
@pytest.mark.parametrize("table", ["items", "actions"])
@pytest.mark.parametrize("words", [(), ("--labels",)])
def test_csv(
    coopctl: Runner, signed: dict[str, str], lang: str, at: int, table: str, words: tuple[str, ...]
) -> None:
    result = coopctl("export", "csv", table, *words, lang=lang)
    assert result.code == 0, result.err
    rows = list(csv.reader(io.StringIO(result.out.lstrip("\ufeff"))))
    heads = HEADS[lang] if words else ("deadline", "title")
    deadline, title = map(rows[0].index, heads)
    found = {
        name_of(signed, row[title]): row[deadline].removeprefix("'") or None for row in rows[1:]
    }
    assert found == said(at, *(ITEMS if table == "items" else ("gửi", "nhận")))


@LANGS
def test_sheets(coopctl: Runner, signed: dict[str, str], lang: str, at: int) -> None:
    assert coopctl("export", "xlsx", "-o", "x.xlsx", lang=lang).code == 0
    book = read(Path("x.xlsx"))
    rows = book[{"vi": "Phụ lục", "en": "Annex"}[lang]]
    annex = {str(row[0]): row[4] for row in rows if str(row[0]) in SIGNED}
    assert annex == said(at, *ITEMS)
    assert coopctl("export", "request", "hoa-binh", "-o", "r.xlsx", lang=lang).code == 0
    (sheet, *_rest) = read(Path("r.xlsx")).values()
    found = {name_of(signed, str(row[2])): row[4] for row in sheet if row[2] in signed.values()}
    assert found == said(at)


@LANGS
def test_documents(coopctl: Runner, signed: dict[str, str], lang: str, at: int) -> None:
    assert coopctl("export", "docx", "-o", "x.docx", lang=lang).code == 0
    document = Document("x.docx")
    tables = [[cell.text for cell in row.cells] for one in document.tables for row in one.rows]
    annex = {row[0]: row[4] for row in tables if row[0] in ITEMS and len(row) > 5}
    assert annex == {name: text or "…" for name, text in said(at, *ITEMS).items()}
    check_text("\n".join(one.text for one in document.paragraphs), signed, said(at, *ITEMS))


@LANGS
def test_letter(coopctl: Runner, signed: dict[str, str], lang: str, at: int) -> None:
    result = coopctl("remind", "hoa-binh", "--within", "12m", lang=lang)
    assert result.code == 0, result.err
    listed = [name for name in SIGNED if name not in UNDATED]
    check_text(result.out, signed, said(at, *listed))


@LANGS
def test_page_and_calendar(coopctl: Runner, signed: dict[str, str], lang: str, at: int) -> None:
    assert coopctl("export", "html", "-o", "x.html", lang=lang).code == 0
    page = re.sub(r"<[^>]*>", " ", Path("x.html").read_text("utf-8"))
    check_text(page, signed, said(at))
    assert coopctl("export", "ics", "-o", "x.ics", lang=lang).code == 0
    calendar = Path("x.ics").read_bytes().replace(b"\r\n ", b"").decode().replace("\\,", ",")
    for name, deadline in said(at).items():
        if name not in UNDATED:
            assert deadline is not None
            assert f": {deadline}" in calendar, name
