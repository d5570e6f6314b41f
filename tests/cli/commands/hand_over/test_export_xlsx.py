"""`coopctl export xlsx`: the annex and every table, read back cell by cell with another library."""

import csv
import io
import json
import os
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from coopctl.cli.commands.hand_over import export_xlsx
from coopctl.domain.codes import TIMELINESS_LABELS
from coopctl.domain.exchange.columns import TABLES
from coopctl.domain.words.text import visible
from coopctl.output.words import words
from coopctl.output.workbook import cells, tables
from tests.conftest import PLAN, Runner
from tests.helpers import workbooks
from tests.helpers.printed import read_json
from tests.helpers.story import tell
from tests.helpers.workbooks import Cell
from tests.hostile.test_texts import HOSTILE, STEERING, plant

SHEETS = ["Annex", "Summary", "Items", "Actions", "Meetings", "Outcomes", "Indicators", "Updates"]
SHEETS_VI = [
    "Phụ lục", "Tổng hợp", "Nội dung", "Việc được giao", "Các cuộc họp", "Kết quả, sản phẩm", "Chỉ tiêu",
    "Các lần cập nhật",
]  # fmt: skip
ANNEX_VI = [
    "STT", "Nội dung", "Chủ trì", "Phối hợp", "Thời hạn", "Sản phẩm", "Kết quả đến ngày 30/6/2026",
    "Tình trạng", "Ghi chú",
]  # fmt: skip
HEADER = 5  # the line of the annex's header


def export(coopctl: Runner, *words_: str, lang: str = "en") -> dict[str, list[list[Cell]]]:
    result = coopctl("export", "xlsx", "-o", "a.xlsx", *words_, lang=lang)
    assert (result.code, result.out) == (0, ""), result.err
    return workbooks.read(Path("a.xlsx"))


def shown(value: Cell) -> str:
    """Return a cell as `export csv --labels` writes it in English."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{words.day(value.date())} {value:%H:%M}"
    if isinstance(value, date):
        return words.day(value)
    if isinstance(value, float):
        return words.number(f"{value:.10f}".rstrip("0").rstrip("."))
    return str(value)


def find(rows: Sequence[Sequence[Cell]], text: str) -> int:
    """Return the line on which the first cell is that text."""
    return next(line for line, row in enumerate(rows) if row and row[0] == text)


def test_sheets_and_titles_in_both_languages(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    book = export(coopctl)
    assert list(book) == SHEETS
    assert book["Annex"][0][0] == "ANNEX"
    assert book["Annex"][1][0] == "PROGRESS OF: TEST PLAN"
    assert book["Annex"][2][0] == "Plan 48/KH-SKHCN  17/9/2024 · as of 30/6/2026"
    book = export(coopctl, lang="vi")
    assert list(book) == SHEETS_VI
    assert book["Phụ lục"][HEADER] == ANNEX_VI
    assert book["Phụ lục"][1][0] == "TÌNH HÌNH THỰC HIỆN: KẾ HOẠCH THỬ"


def test_vietnamese_leaves_no_english_header(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    book = export(coopctl, lang="vi")
    english = {column.label for columns in TABLES.values() for column in columns}
    for name in SHEETS_VI[2:]:
        assert not english & set(map(str, book[name][0]))


def test_annex_has_the_items_under_their_areas(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    annex = export(coopctl)["Annex"]
    rest: list[Cell] = [None] * 7
    assert annex[HEADER + 1] == ["1", "Genetic resources", *rest]
    assert annex[HEADER + 2] == [
        "1.1", "Propose tasks", "Phú Thọ", "Hưng Yên",
        "Q4/2025 (31/12/2025) (extended to 31/3/2026, document 12/QĐ)", "List",
        "1/3/2025: Đã có 12 đề xuất",
        "▲ Overdue 91 days\nIn progress 40 %",
        "Difficulty: Thiếu kinh phí",
    ]  # fmt: skip
    assert annex[HEADER + 3][:6] == [
        "1.2", "Variety trial", "Hưng Yên", None, "31/12/2026", "Report",
    ]  # fmt: skip
    assert [row[0] for row in annex[HEADER + 1 :]] == [
        "1", "1.1", "1.2", "2", "2.1", "2.2", "3", "3.1", "3.10",
    ]  # fmt: skip
    assert annex[HEADER + 8][7] == "█ Done on time\n30/5/2026"


def test_a_legend_names_every_mark(workspace: Path, coopctl: Runner) -> None:
    annex = export(coopctl)["Annex"]
    assert annex[3][1:] == [
        "▲ Overdue", "◆ Due soon", "▒ In time", "░ No deadline", "█ Done on time", "▓ Done late",
        "■ Done (no deadline)", "× Not counted",
    ]  # fmt: skip
    assert annex[HEADER + 3][7] == "▒ In time\nNot started"


@pytest.mark.parametrize("layout", tables.LAYOUTS, ids=lambda layout: layout.table)
def test_every_table_is_that_of_csv(
    workspace: Path, coopctl: Runner, layout: tables.Layout
) -> None:
    tell(coopctl)
    coopctl("add-outcome", "2.1", "--title", "x", "--indicator", "trained", "--value", "7.25")
    out = coopctl("export", "csv", layout.table, "--labels").out
    header, *rows = csv.reader(io.StringIO(out, newline=""))
    found, *lines = export(coopctl)[layout.name]
    assert sorted(map(str, found)) == sorted(header)
    places = [header.index(str(label)) for label in found]
    timeliness = header.index("Timeliness") if "Timeliness" in header else None
    for line, row in zip(lines, rows, strict=True):
        texts = [
            shown(value)[2:] if place == timeliness else shown(value)
            for value, place in zip(line, places, strict=True)
        ]
        assert texts == [row[place] for place in places]
    assert rows


def test_days_are_days_and_numbers_numbers(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    book = export(coopctl)
    kinds = {column.label: column.kind for columns in TABLES.values() for column in columns}
    seen = set()
    for layout in tables.LAYOUTS:
        header, *rows = book[layout.name]
        for row in rows:
            for label, value in zip(header, row, strict=True):
                kind = kinds[str(label)]
                if value is None or kind not in {"day", "moment", "number"}:
                    continue
                seen.add(kind)
                if kind == "number":
                    assert isinstance(value, float), (label, value)
                else:
                    assert isinstance(value, datetime) == (kind == "moment")
                    assert isinstance(value, date)
    assert seen == {"day", "moment", "number"}
    updates = book["Updates"]
    at = updates[0].index("Recorded at")
    assert updates[1][at] == datetime(2026, 6, 30, 12, 0)  # noqa: DTZ001  (as the clock showed it)


def test_summary_has_the_figures_of_status(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    summary = export(coopctl)["Summary"]
    counted = read_json(coopctl("status", "--json").out)["summary"]
    begin = find(summary, "Timeliness")
    assert summary[begin][:3] == ["Timeliness", "Items", "Actions"]
    for line, (code, label) in enumerate(TIMELINESS_LABELS.items(), begin + 1):
        assert str(summary[line][0])[2:] == label
        assert summary[line][1] == counted["classes"].get(code, 0)
        assert summary[line][2] == (code == "overdue")
    assert summary[begin + 9][:3] == ["Total", counted["total"], 1]
    status = coopctl("status").out
    sentences = [str(row[0]) for row in summary if "rate" in str(row[0])]
    assert len(sentences) == 2
    assert all(sentence in status for sentence in sentences)
    areas = find(summary, "Area")
    assert summary[areas + 1][:2] == ["1  Genetic resources", 2]
    assert summary[areas + 4][:2] == ["Total", counted["total"]]
    assert summary[areas + 4][-1] == round(100 * counted["official_rate"], 1)
    months = find(summary, "Month")
    assert summary[months + 1][:4] == ["09/2024", 0.0, 1.0, 0.0]
    indicators = find(summary, "Indicator")
    assert summary[indicators + 1][:5] == ["2.1  People", 120.0, 50.0, None, 41.7]
    parts = [f"xl/charts/chart{number}.xml" for number in (1, 2, 3, 4)]
    drawn = [workbooks.part(workspace / "a.xlsx", name) for name in parts]
    assert ["doughnutChart" in xml for xml in drawn] == [True, False, False, False]
    assert all("Summary!$B$" in xml for xml in drawn[:1])


def test_months_are_those_of_chart(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    summary = export(coopctl)["Summary"]
    months = summary[find(summary, "Month") + 1 :]
    lines = coopctl("chart", "--json").out
    chart = {one["month"]: one for one in json.loads(lines)["months"]}
    for row in months:
        if row[0] is None:
            break
        month, year = str(row[0]).split("/")
        one = chart[f"{year}-{month}"]
        assert row[1:4] == [one["updates"], one["meetings"], one["outcomes"]]


def test_as_of_and_a_closed_period(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    before = export(coopctl, "--as-of", "1/3/2025")
    assert before["Annex"][HEADER][6] == "Results up to 1/3/2025"
    assert before["Annex"][HEADER + 2][2] == "Hòa Bình"
    assert len(before["Updates"]) == 2
    assert (
        coopctl("close-period", "P", "--as-of", "1/3/2025", "--from", "1/1/2025", "--yes").code == 0
    )
    coopctl("add-update", "1.2", "in_progress", "--on", "1/2/2025", "--result", "Muộn")
    closed = export(coopctl, "--period", "P")
    assert closed["Annex"][2][0] == f"{before['Annex'][2][0]} · as reported for “P”"
    assert closed["Annex"][HEADER][6] == "Results in the period (from 1/1/2025 to 1/3/2025)"
    assert closed["Annex"][HEADER + 1 :] == before["Annex"][HEADER + 1 :]
    assert export(coopctl, "--as-of", "1/3/2025")["Annex"] != before["Annex"]
    assert (
        coopctl("export", "xlsx", "-o", "a.xlsx", "--period", "P", "--as-of", "1/3/2025").code == 2
    )


def test_rows_are_as_high_as_their_words_need(workspace: Path, coopctl: Runner) -> None:
    for piece in ("33/BC-SKHCN, 20/3/2026", "131/BC-SKHCN, 12/10/2025"):
        words_ = ("--indicator", "trained", "--value", "1", "--evidence", piece, "--on", "1/2/2026")
        assert coopctl("add-outcome", "2.1", "--title", "x", *words_).code == 0
    export(coopctl)
    sheet = openpyxl.load_workbook("a.xlsx")["Indicators"]
    # In a column of 24 digits: 131/BC-SKHCN, | 12/10/2025; 33/BC-SKHCN, | 20/3/2026
    assert sheet.row_dimensions[2].height >= 3 * 14


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("một hai ba", 1), ("một hai ba bốn", 2), ("một\nhai\n\nba", 4), ("12345 6789", 1),
        ("12345 67890", 2), ("ABCDE FGHIJ", 2), ("abcde fghij", 1), ("abcdef abcdef abcdef", 3),
        ("x" * 11, 1), ("x" * 12, 2), ("x" * 22, 2), ("x" * 23, 3), ("ab " + "x" * 11, 2),
    ],
)  # fmt: skip
def test_lines_are_broken_between_words(text: str, lines: int) -> None:
    assert cells._count_lines(text, 10) == lines


def test_the_same_ledger_and_day_give_the_same_bytes(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    export(coopctl)
    first = (workspace / "a.xlsx").read_bytes()
    export(coopctl)
    assert (workspace / "a.xlsx").read_bytes() == first
    assert "2026-06-30T00:00:00Z" in workbooks.part(workspace / "a.xlsx", "docProps/core.xml")


def test_a_large_ledger_gives_the_same_cells(
    workspace: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(coopctl)
    small = export(coopctl)
    monkeypatch.setattr(export_xlsx, "_MANY", 0)
    assert export(coopctl) == small


def test_without_a_ledger_none_is_made(workspace: Path, coopctl: Runner) -> None:
    book = export(coopctl)
    assert len(book["Items"]) == 7
    assert len(book["Updates"]) == 1
    assert not (workspace / "coopctl.db").exists()


def add_plan(workspace: Path) -> None:
    other = PLAN.replace("id: test", "id: other").replace("Test plan", "Other plan")
    (workspace / "plans" / "other.yaml").write_text(other, "utf-8")


def test_several_plans_stand_below_one_another(workspace: Path, coopctl: Runner) -> None:
    add_plan(workspace)
    book = export(coopctl)
    assert book["Annex"][1][0] == "PROGRESS OF: 2 PLANS"
    heads = [row[1] for row in book["Annex"][HEADER + 1 :] if row[0] is None]
    assert heads == ["other  Other plan", "test  Test plan"]
    assert [row[0] for row in book["Items"][1:]] == ["other"] * 6 + ["test"] * 6
    plans = find(book["Summary"], "Plan")
    assert book["Summary"][plans + 1][:2] == ["other  Other plan", 6.0]


def test_one_plan_of_several(workspace: Path, coopctl: Runner) -> None:
    add_plan(workspace)
    one = export(coopctl, "--plan", "other")
    assert one["Annex"][1][0] == "PROGRESS OF: OTHER PLAN"
    assert {row[one["Items"][0].index("Plan")] for row in one["Items"][1:]} == {"other"}


LONG = "dài lắm " * 5_000
TEXTS = (
    "=1+1", "+84", "-cmd", "@SUM(A1)", "＝1+1", "=HYPERLINK(1)", "{=1}", "</script>", "]]>", "<r>x</r>",
    "<r><t>x</t></r>", "a & b < c", "_x0041_", "emoji 😀👩‍🌾", "hai\ndòng\n\nhết", '"x"', "'x", "0123",
    "http://x.vn/", "#REF!", "TRUE", "1e5",
)  # fmt: skip


@pytest.mark.parametrize("lean", [False, True])
@pytest.mark.parametrize("text", TEXTS)
def test_text_lands_as_it_is(
    workspace: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch, text: str, lean: bool
) -> None:
    if lean:
        monkeypatch.setattr(export_xlsx, "_MANY", 0)
    assert coopctl("add-update", "1.1", "in_progress", f"--result={text}").code == 0
    book = export(coopctl)
    assert book["Annex"][HEADER + 2][6] == f"30/6/2026: {text}"
    assert text in book["Updates"][1]
    for number in range(1, 9):
        assert "<f>" not in workbooks.part(workspace / "a.xlsx", f"xl/worksheets/sheet{number}.xml")


@pytest.mark.parametrize("lean", [False, True])
def test_steering_characters_are_shown(
    workspace: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch, lean: bool
) -> None:
    tell(coopctl)
    plant(workspace, json.dumps({"status": "in_progress", "result": HOSTILE}))
    monkeypatch.setattr(export_xlsx, "_MANY", 0 if lean else 100)
    book = export(coopctl)
    texts = [value for rows in book.values() for row in rows for value in row if type(value) is str]
    assert not [one for one in STEERING if one != "\n" and any(one in text for text in texts)]
    assert visible(HOSTILE) in texts


def test_altered_values_stop_nothing(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    plant(workspace, '{"status": "on_the_moon", "progress": "viele", "completed_on": "x"}')
    updates = export(coopctl)["Updates"]
    (row,) = (row for row in updates if "on_the_moon" in row)
    assert "viele" in row
    assert "x" in row


@pytest.mark.parametrize("text", [LONG, "😀" * 20_000])
def test_what_is_too_long_is_cut_with_a_mark(workspace: Path, coopctl: Runner, text: str) -> None:
    assert coopctl("add-update", "1.1", "in_progress", "--result", text).code == 0
    cell = str(export(coopctl)["Annex"][HEADER + 2][6])
    kept, mark, more = cell.rpartition("… [cut here, ")
    assert mark
    whole = f"30/6/2026: {text.strip()}"
    assert whole.startswith(kept)
    left = int(more.split()[0].replace(",", ""))
    assert len(kept) + left == len(whole)
    assert len(cell.encode("utf-16-le")) // 2 <= 32_767


def test_hostile_plan_text_is_data(workspace: Path, coopctl: Runner) -> None:
    plan = workspace / "plans" / "test.yaml"
    hostile = PLAN.replace("en: Test plan", 'en: "<r>=1+1</r>"').replace(
        "en: Genetic resources", 'en: "=cmd & <b>"'
    )
    plan.write_text(hostile, "utf-8")
    book = export(coopctl)
    assert book["Annex"][HEADER + 1][1] == "=cmd & <b>"
    assert book["Summary"][1][0] == "<r>=1+1</r>"


def test_days_and_numbers_that_excel_cannot_hold_stay_texts(
    workspace: Path, coopctl: Runner
) -> None:
    digits = "12345678901234567.5"
    coopctl("add-outcome", "2.1", "--title", "x", "--indicator", "trained", "--value", digits)
    outcomes = export(coopctl)["Outcomes"]
    assert outcomes[1][outcomes[0].index("Value")] == "12,345,678,901,234,567.5"


def test_more_rows_than_lines_are_told(
    workspace: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(coopctl)
    monkeypatch.setattr(tables, "LAST_LINE", 3)
    result = coopctl("export", "xlsx", "-o", "a.xlsx")
    assert result.code == 0
    assert "4 rows of `items` found no line in their sheet" in result.err
    assert "`coopctl export csv items`" in result.err
    items = workbooks.read(workspace / "a.xlsx")["Items"]
    assert [row[0] for row in items[1:3]] == ["1.1", "1.2"]
    assert str(items[3][0]).startswith("4 more rows do not fit")


def test_more_items_than_lines_are_refused(
    workspace: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    from coopctl.output.workbook import annex

    monkeypatch.setattr(annex, "LAST_LINE", 8)
    result = coopctl("export", "xlsx", "-o", "a.xlsx")
    assert result.code == 1
    assert "more items than a sheet has lines" in result.err
    assert not (workspace / "a.xlsx").exists()


def test_a_file_must_be_named(workspace: Path, coopctl: Runner) -> None:
    result = coopctl("export", "xlsx")
    assert (result.code, result.out) == (2, "")
    assert result.err == "error: missing: -o\nhint: name the file to write with `-o`\n"


def test_a_missing_library_is_answered_with_how_to_install_it(
    workspace: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    result = coopctl("export", "xlsx", "-o", "a.xlsx")
    assert (result.code, result.out) == (1, "")
    assert "` brings it" in result.err
    assert [file.name for file in workspace.iterdir()] == ["plans"]


def test_output_that_is_a_folder(workspace: Path, coopctl: Runner) -> None:
    result = coopctl("export", "xlsx", "-o", "plans")
    assert (result.code, result.out) == (1, "")
    assert "`plans` is a folder" in result.err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_output_in_a_folder_without_write_permission(workspace: Path, coopctl: Runner) -> None:
    (workspace / "closed").mkdir(mode=0o500)
    result = coopctl("export", "xlsx", "-o", "closed/a.xlsx")
    assert result.code == 1
    assert "hint:" in result.err


def test_output_in_a_folder_that_is_not_there(workspace: Path, coopctl: Runner) -> None:
    result = coopctl("export", "xlsx", "-o", "none/a.xlsx")
    assert (result.code, result.out) == (1, "")
    assert "hint:" in result.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_output_on_a_full_disk(workspace: Path, coopctl: Runner) -> None:
    result = coopctl("export", "xlsx", "-o", "/dev/full")
    assert (result.code, result.out) == (1, "")
    assert "No space left on device" in result.err
    assert "hint:" in result.err


@pytest.mark.parametrize("lean", [False, True])
def test_no_room_for_temporary_files(
    workspace: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch, lean: bool
) -> None:
    (workspace / "a.xlsx").write_text("old")

    def full(*_args: object, **_more: object) -> tuple[int, str]:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(export_xlsx, "_MANY", 0 if lean else 10)
    monkeypatch.setattr("tempfile.mkstemp", full)
    result = coopctl("export", "xlsx", "-o", "a.xlsx", "--overwrite")
    assert result.code == 1
    assert "No space left on device" in result.err
    assert (workspace / "a.xlsx").read_text() == "old"


def test_output_that_is_open_elsewhere(
    workspace: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    (workspace / "a.xlsx").write_text("old")

    def locked(self: Path, _target: Path) -> Path:
        raise PermissionError(13, "Permission denied", str(self))  # as Windows answers

    monkeypatch.setattr(Path, "replace", locked)
    result = coopctl("export", "xlsx", "-o", "a.xlsx", "--overwrite")
    assert result.code == 1
    assert "cannot write `a.xlsx`: Permission denied" in result.err
    assert "hint:" in result.err
    assert (workspace / "a.xlsx").read_text() == "old"
    assert list(workspace.glob(".*")) == []
