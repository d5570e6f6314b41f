"""A story of three years: what each year's report, annex, page and tables tell is what was recorded in that year."""

import csv
import io
from pathlib import Path

import docx
import openpyxl
import pytest

from tests.conftest import Runner
from tests.helpers.pages import find_section
from tests.helpers.printed import read_json
from tests.helpers.recorded import journal

_PLAN = """\
plan:
  id: test
  number: 48/KH-SKHCN
  date: 17/9/2024
  title: {vi: Kế hoạch thử}
  memorandum: {signed: 9/8/2024, from: 2024, to: 2026}
parties:
  hung-yen: {names: [{text: Sở KH&CN tỉnh Hưng Yên, short: Hưng Yên}]}
  hoa-binh: {names: [{text: Sở KH&CN tỉnh Hòa Bình, short: Hòa Bình}]}
areas:
  - id: 1
    title: {vi: Nguồn gen}
    items:
      - {id: 1.1, title: Đề tài, lead: hung-yen, due: Q4/2026, pipeline: provincial-2013}
      - {id: 1.2, title: Danh mục, lead: hoa-binh, due: 30/6/2026}
      - {id: 1.3, title: Bản tin, lead: hoa-binh, every: quarter, start: 1/10/2024}
"""
# Each year's first day, last day and name.
_YEARS = {
    "2024": ("9/8/2024", "14/12/2024"),
    "2025": ("15/12/2024", "14/12/2025"),
    "2026": ("15/12/2025", "30/6/2026"),
}
_STORY = (
    ("2024", ("add-meeting", "--on", "1/11/2024", "--title", "Họp 2024")),
    ("2024", ("add-update", "1.3", "in_progress", "--on", "5/11/2024", "--result", "Bản tin số 1")),
    ("2025", ("add-update", "1.3", "in_progress", "--on", "10/2/2025", "--result", "Bản tin số 2")),
    ("2025", ("add-update", "1.1", "--stage", "proposed", "--on", "1/3/2025", "--result", "Gửi đề xuất")),
    ("2025", ("add-meeting", "--on", "5/5/2025", "--title", "Họp 2025")),
    ("2025", ("add-update", "1.1", "--stage", "identified", "--on", "1/6/2025", "--document", "12/QĐ-UBND")),
    ("2025", ("add-outcome", "1.2", "--on", "1/7/2025", "--title", "Danh mục 40 nguồn gen",
              "--type", "document", "--evidence", "15/BC-SKHCN")),
    ("2025", ("add-meeting", "--on", "1/10/2025", "--title", "Sơ kết")),
    ("2026", ("add-update", "1.1", "--stage", "accepted", "--grade", "excellent", "--on", "1/4/2026",
              "--document", "30/QĐ-UBND", "--reason", "Gộp các bước")),
    ("2026", ("add-update", "1.3", "in_progress", "--on", "9/2/2026", "--result", "Bản tin số 3",
              "--evidence", "BT 3")),
)  # fmt: skip
_TOLD = {
    "2024": {"1.1": [], "1.2": [], "1.3": [
        "5/11/2024: Bản tin số 1",
        "hằng quý: đã thực hiện 1/1 kỳ trong kỳ báo cáo, lũy kế từ đầu 1/1 kỳ",
    ]},
    "2025": {
        "1.1": [
            "1/3/2025: giai đoạn “Đề xuất đặt hàng”: Gửi đề xuất",
            "1/6/2025: giai đoạn “Xác định nhiệm vụ”, văn bản 12/QĐ-UBND",
        ],
        "1.2": [
            ("1/7/2025: kết quả “Danh mục 40 nguồn gen” "
            "(Tài liệu, quy trình, phần mềm (dạng II); minh chứng: 15/BC-SKHCN)"),
        ],
        "1.3": [
            "10/2/2025: Bản tin số 2",
            "hằng quý: đã thực hiện 1/4 kỳ trong kỳ báo cáo, lũy kế từ đầu 2/5 kỳ; kỳ chưa có kết quả nào được ghi nhận: quý II/2025, quý III/2025",
        ],
    },
    "2026": {
        "1.1": ["1/4/2026: giai đoạn “Nghiệm thu cấp tỉnh, đánh giá cuối kỳ”, xếp loại Xuất sắc, văn bản 30/QĐ-UBND"],
        "1.2": [],
        "1.3": [
            "9/2/2026: Bản tin số 3 (minh chứng: BT 3)",
            "hằng quý: đã thực hiện 1/3 kỳ trong kỳ báo cáo, lũy kế từ đầu 3/7 kỳ; kỳ chưa có kết quả nào được ghi nhận: quý IV/2025",
        ],
    },
}  # fmt: skip
# Meetings in the year, and from the beginning.
_MET = {"2024": (1, 1), "2025": (2, 3), "2026": (0, 3)}


@pytest.fixture
def story(workspace: Path, coopctl: Runner) -> None:
    """Three years, each closed in its turn; then a meeting that nobody had recorded."""
    (workspace / "plans" / "test.yaml").write_text(_PLAN, "utf-8")
    for year, (first, last) in _YEARS.items():
        for words in (words for when, words in _STORY if when == year):
            result = coopctl(*words)
            assert result.code == 0, (words, result.err)
        closing = ("close-period", f"Năm {year}", "--from", first, "--as-of", last, "--yes")
        assert coopctl(*closing).code == 0
    assert coopctl("add-meeting", "--on", "2/9/2025", "--title", "Họp bị quên").code == 0


@pytest.mark.parametrize("year", _YEARS)
@pytest.mark.usefixtures("story")
def test_each_year_tells_its_own(coopctl: Runner, year: str) -> None:
    asked = ("--period", f"Năm {year}")
    told = _TOLD[year]
    assert coopctl("export", "docx", "-o", "a.docx", *asked, lang="vi").code == 0
    document = docx.Document("a.docx")
    cells = [[cell.text for cell in row.cells] for row in document.tables[-1].rows]
    annex = {row[0]: row[6] for row in cells if row[0] in told}
    assert annex == {item: "\n".join(lines) or "…" for item, lines in told.items()}
    paragraphs = [one.text for one in document.paragraphs]
    for other, items in _TOLD.items():
        for line in (line for lines in items.values() for line in lines):
            assert any(line in one for one in paragraphs) == (other == year), line
    assert coopctl("export", "xlsx", "-o", "a.xlsx", *asked, lang="vi").code == 0
    rows = openpyxl.load_workbook("a.xlsx")["Phụ lục"].iter_rows(values_only=True)
    assert {row[0]: row[6] for row in rows if row[0] in told} == {
        item: "\n".join(lines) or None for item, lines in told.items()
    }
    page = coopctl("export", "html", *asked, lang="vi").out
    found = {
        thing.all("th")[0].said(): [line.said() for line in row.all("li")]
        for thing in find_section(page, "items").all("tbody", "thing")
        for row in thing.all("tr", "achieved")
    }
    assert found == {item: lines for item, lines in told.items() if lines}


@pytest.mark.parametrize("year", _YEARS)
@pytest.mark.usefixtures("story")
def test_each_year_counts_its_own(coopctl: Runner, year: str) -> None:
    asked = ("--period", f"Năm {year}")
    data = read_json(coopctl("status", "--json", *asked).out)
    figures = {row["figure"]: (row["period"], row["beginning"]) for row in data["figures"]}
    assert figures["meetings"] == _MET[year]
    ours = [words for when, words in _STORY if when == year]
    assert figures["updates"][0] == sum(words[0] == "add-update" for words in ours)
    assert figures["stages"][0] == sum("--stage" in words for words in ours)
    assert figures["outcomes"][0] == sum(words[0] == "add-outcome" for words in ours)
    late = [entry["body"]["title"] for entry in data["late"]]
    assert late == (["Họp bị quên"] if year == "2025" else [])
    listed = coopctl("export", "csv", "achievements", *asked).out
    rows = list(csv.DictReader(io.StringIO(listed, newline="")))
    assert len(rows) == sum(words[0] != "add-meeting" for words in ours)


@pytest.mark.usefixtures("story")
def test_a_report_of_no_period_tells_all_that_was_achieved(coopctl: Runner) -> None:
    assert coopctl("export", "docx", "-o", "a.docx", lang="vi").code == 0
    paragraphs = [one.text for one in docx.Document("a.docx").paragraphs]
    for items in _TOLD.values():
        for line in (line for lines in items.values() for line in lines if "hằng quý" not in line):
            assert any(line in one for one in paragraphs), line
    assert any("hằng quý: đã thực hiện 3/7 kỳ" in one for one in paragraphs)


_LATE = "Danh mục nộp chậm"
_TITLES = {
    "vi": "Ghi nhận sau khi đã chốt báo cáo kỳ trước, nêu tại đây",
    "en": "Recorded after the report of an earlier period was closed, and told here",
}


def _close(coopctl: Runner, year: str) -> None:
    first, last = _YEARS[year]
    closing = ("close-period", f"Năm {year}", "--from", first, "--as-of", last, "--yes")
    assert coopctl(*closing).code == 0


@pytest.fixture
def late(workspace: Path, coopctl: Runner) -> None:
    """What happened in 2024 was recorded when its report was out: an outcome, a correction, what was taken back."""
    (workspace / "plans" / "test.yaml").write_text(_PLAN, "utf-8")
    before: tuple[tuple[str, ...], ...] = (
        ("add-update", "1.3", "in_progress", "--on", "5/11/2024", "--result", "Bản tin số 1"),
        ("add-update", "1.1", "in_progress", "--on", "6/11/2024", "--result", "Ghi nhầm"),
    )
    for words in before:
        assert coopctl(*words).code == 0
    _close(coopctl, "2024")
    wrong = last(workspace, -2)
    after: tuple[tuple[str, ...], ...] = (
        ("add-outcome", "1.2", "--on", "1/12/2024", "--title", _LATE, "--type", "document"),
        ("retract", wrong, "--reason", "nhầm", "--yes"),
        ("add-update", "1.3", "in_progress", "--on", "10/2/2025", "--result", "Bản tin số 2"),
    )
    for words in after:
        assert coopctl(*words).code == 0, words
    _close(coopctl, "2025")
    _close(coopctl, "2026")


def last(workspace: Path, at: int = -1) -> str:
    """Return the id of the newest entry, or of one before it."""
    return journal(workspace)[at].id


def _tellings(coopctl: Runner, year: str, lang: str) -> dict[str, str]:
    """Return what each output of a period says, by its name."""
    asked = ("--period", f"Năm {year}")
    assert coopctl("export", "docx", "-o", "l.docx", "--overwrite", *asked, lang=lang).code == 0
    assert coopctl("export", "xlsx", "-o", "l.xlsx", "--overwrite", *asked, lang=lang).code == 0
    book = openpyxl.load_workbook("l.xlsx")
    cells = book.worksheets[1].iter_rows(values_only=True)
    section = find_section(coopctl("export", "html", *asked, lang=lang).out, "figures")
    return {
        "docx": "\n".join(one.text for one in docx.Document("l.docx").paragraphs),
        "xlsx": "\n".join(str(row[0]) for row in cells),
        "html": section.said(),
        "status": " ".join(coopctl("status", *asked, lang=lang).out.split()),
    }


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.usefixtures("late")
def test_what_came_too_late_is_told_in_the_next_report_and_only_there(
    coopctl: Runner, lang: str
) -> None:
    for year, told in (("2024", False), ("2025", True), ("2026", False)):
        for name, text in _tellings(coopctl, year, lang).items():
            assert (_TITLES[lang] in text) == told, (year, name)
            if told:
                listed = text.partition(_TITLES[lang])[2]
                assert listed.count(_LATE) == 1, name
                assert "nhầm" in listed, name
                assert "Bản tin số 1" not in listed, name


@pytest.mark.usefixtures("late")
def test_what_is_told_so_stays_whatever_comes_later(workspace: Path, coopctl: Runner) -> None:
    def made_up(year: str) -> list[str]:
        data = read_json(coopctl("status", "--json", "--period", f"Năm {year}").out)
        return [one["id"] for one in data["made_up"]]

    before = {year: made_up(year) for year in _YEARS}
    assert [len(found) for found in before.values()] == [0, 2, 0]
    (outcome,) = (one.id for one in journal(workspace) if one.kind == "outcome")
    assert coopctl("amend", outcome, "--title", "Khác", "--reason", "sửa", "--yes").code == 0
    assert coopctl("add-meeting", "--on", "1/11/2024", "--title", "Họp bị quên").code == 0
    assert {year: made_up(year) for year in _YEARS} == before
