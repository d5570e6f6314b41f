"""`coopctl import updates|meetings|outcomes`: tables that were kept elsewhere, row by row, all or none."""

import csv
import io
import re
from datetime import date
from pathlib import Path
from unicodedata import normalize

import openpyxl
import pytest
import xlsxwriter

from coopctl.domain.exchange.headers import about_field, read_header, usual_words
from coopctl.domain.record.kinds.catalogue import fields_of
from coopctl.language import in_all_languages
from tests.cli.commands.plans.test_verify import faults_in
from tests.cli.terminal.test_prompts import Typist, typing  # noqa: F401  (a fixture)
from tests.conftest import Runner
from tests.helpers.answered import through_libreoffice
from tests.helpers.machine import CALC, needs
from tests.helpers.recorded import Row, journal, untouched
from tests.helpers.story import tell
from tests.helpers.workbooks import take_library_away


def table(workspace: Path, text: str, name: str = "t.csv", code: str = "utf-8") -> str:
    """Write a table; return its name."""
    (workspace / name).write_bytes(text.encode(code))
    return name


def book(workspace: Path, rows: list[list[object]], sheet: str = "Theo dõi") -> str:
    """Write a workbook with one sheet; return its name."""
    made = xlsxwriter.Workbook(workspace / "t.xlsx")
    page = made.add_worksheet(sheet)
    days = made.add_format({"num_format": "dd/mm/yyyy"})
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, date):
                page.write_datetime(number, column, value, days)
            elif isinstance(value, str):
                page.write_string(number, column, value)
            else:
                page.write(number, column, value)
    made.close()
    return "t.xlsx"


def recorded(workspace: Path, coopctl: Runner, *words: str) -> list[Row]:
    """Bring a table in; return what the journal has then, which is all as it should be."""
    result = coopctl("import", *words)
    assert (result.code, result.out) == (0, ""), result.err
    assert faults_in(coopctl("verify").out) == []
    return journal(workspace)


UPDATES = (
    "Item,Date,Status,Progress %,Result\n"
    "1.1,19/9/2024,In progress,40,Đã có 12 đề xuất\n"
    "1.2,2025-03-01,tạm dừng,,\n"
)  # fmt: skip


@pytest.mark.parametrize(
    "header",
    [
        "item,happened_on,status,progress,result",
        "item,on,status,progress,result",
        'Item,Date,Status,"Progress, %",Result',
        'Nội dung,Ngày,Trạng thái,"Tiến độ, %",Kết quả thực hiện',
        'noi dung,NGAY,trang thai,"tien do, %",ket qua thuc hien',
    ],
)
def test_columns_by_code_field_or_label_in_either_language(
    header: str, workspace: Path, coopctl: Runner
) -> None:
    from coopctl.language import in_all_languages

    item = in_all_languages("Item")[1]
    header = header.replace("Nội dung", item).replace("noi dung", item.lower())
    name = table(workspace, header + "\n" + UPDATES.partition("\n")[2])
    first, second = recorded(workspace, coopctl, "updates", name)
    assert (first.kind, first.item, first.happened_on, first.author) == (
        "update", "1.1", "2024-09-19", "tester",
    )  # fmt: skip
    assert first.body == {"status": "in_progress", "progress": 40, "result": "Đã có 12 đề xuất"}
    assert (second.item, second.body) == ("1.2", {"status": "suspended"})


def test_a_table_gives_the_entries_that_the_command_gives(workspace: Path, coopctl: Runner) -> None:
    evidence = ("--evidence", "12/BC", "--evidence", "https://a.vn")
    words = ("--on", "1/3/2025", "--completed-on", "28/2/2025", "--result", "=1+1")
    assert coopctl("add-update", "1.2", "completed", *words, *evidence).code == 0
    name = table(
        workspace,
        "item;status;on;completed_on;result;evidence\n"
        '1.2;hoàn thành;1/3/2025;28/2/2025;=1+1;"12/BC\nhttps://a.vn"\n',
    )
    typed, row = recorded(workspace, coopctl, "updates", name, "--office", "hung-yen")
    assert row.body == typed.body
    assert row.happened_on == typed.happened_on


def test_what_was_recorded_is_said(workspace: Path, coopctl: Runner) -> None:
    result = coopctl(
        "import", "updates", table(workspace, UPDATES.replace("Progress %", "progress"))
    )
    first, last = (row.id for row in journal(workspace))
    assert f"recorded 2 rows: `{first}` to `{last}`\n" in result.err


def test_a_dry_run_shows_the_rows_and_records_nothing(workspace: Path, coopctl: Runner) -> None:
    name = table(workspace, UPDATES.replace("Progress %", "progress"))
    result = coopctl("import", "updates", name, "--dry-run")
    assert (result.code, result.out) == (0, "")
    assert result.err.splitlines() == [
        "  A2: 1.1 · 19/9/2024 · In progress, 40 % · Đã có 12 đề xuất",
        "  A3: 1.2 · 1/3/2025 · Suspended",
        "2 rows, all of them right",
        "note: nothing was recorded: this was a dry run",
    ]
    (workspace / name).unlink()
    assert untouched(workspace)


@pytest.mark.parametrize("words", [("--lang", "en"), ("--labels", "--lang", "vi")])
def test_an_export_of_updates_comes_in_elsewhere(
    workspace: Path, coopctl: Runner, words: tuple[str, ...]
) -> None:
    tell(coopctl)
    before = [row for row in journal(workspace) if row.kind == "update"]
    assert coopctl("export", "csv", "updates", *words, "-o", "u.csv").code == 0
    (workspace / "coopctl.db").unlink()
    assert coopctl("init", "--new-ledger").code == 0
    result = coopctl("import", "updates", "u.csv", "--plan", "test")
    assert result.code == 0, result.err
    if "--labels" not in words:
        left_out = "columns that are not taken: id, author, office, recorded_at, confirmation"
        assert left_out in result.err
    assert [(row.item, row.happened_on, row.body) for row in journal(workspace)] == [
        (row.item, row.happened_on, row.body) for row in before
    ]


TWICE = {
    "updates": UPDATES.replace("Progress %", "progress"),
    "outcomes": "item,title,on,indicator,value\n2.1,Lớp,1/2/2025,trained,3\n2.1,B,1/2/2025,,\n",
    "meetings": "on,title,actions\n1/2/2025,Họp,hoa-binh: Gửi: 1/3/2025\n2/2/2025,Họp,\n",
}


@pytest.mark.parametrize("kind", TWICE)
def test_brought_in_twice_a_table_changes_nothing(
    workspace: Path, coopctl: Runner, kind: str
) -> None:
    name = table(workspace, TWICE[kind])
    before = recorded(workspace, coopctl, kind, name)
    for words in ((), ("--yes",), ("--dry-run",)):
        result = coopctl("import", kind, name, *words)
        assert (result.code, result.out) == (0, "")
        said, *more = result.err.splitlines()
        assert said == "note: all rows of this table were recorded before; nothing changes"
        assert more == (
            ["note: nothing was recorded: this was a dry run"]
            if words[-1:] == ("--dry-run",)
            else []
        )
    assert journal(workspace) == before


def test_a_table_that_has_grown_brings_only_what_is_new(workspace: Path, coopctl: Runner) -> None:
    before = recorded(workspace, coopctl, "updates", table(workspace, TWICE["updates"]))
    longer = TWICE["updates"] + "1.2,1/4/2025,in progress,,Lại làm\n"
    result = coopctl("import", "updates", table(workspace, longer), "--dry-run")
    assert result.err.splitlines() == [
        "  A4: 1.2 · 1/4/2025 · In progress · Lại làm",
        "note: recorded before, word for word, and left out: 2",
        "1 rows, all of them right",
        "note: nothing was recorded: this was a dry run",
    ]
    result = coopctl("import", "updates", table(workspace, longer))
    assert "recorded before, word for word, and left out: 2" in result.err
    assert [row.body for row in journal(workspace)[len(before) :]] == [
        {"status": "in_progress", "result": "Lại làm"}
    ]


def test_the_same_twice_in_one_table_is_two_records(workspace: Path, coopctl: Runner) -> None:
    name = table(workspace, "item,title\n2.1,Lớp\n2.1,Lớp\n")
    assert len(recorded(workspace, coopctl, "outcomes", name)) == 2


def test_what_another_office_says_is_news(workspace: Path, coopctl: Runner) -> None:
    name = table(workspace, TWICE["updates"])
    recorded(workspace, coopctl, "updates", name, "--office", "hoa-binh")
    assert len(recorded(workspace, coopctl, "updates", name, "--office", "hung-yen")) == 4


def test_what_was_taken_back_comes_in_again_and_what_was_corrected_does_not(
    workspace: Path, coopctl: Runner
) -> None:
    name = table(workspace, TWICE["updates"])
    first, second = recorded(workspace, coopctl, "updates", name)
    assert coopctl("amend", first.id, "--progress", "50", "--reason", "x", "--yes").code == 0
    assert coopctl("retract", second.id, "--reason", "x", "--yes").code == 0
    assert coopctl("import", "updates", name).code == 0
    *_others, again = journal(workspace)
    assert len(journal(workspace)) == 5
    assert (again.item, again.body) == (second.item, second.body)


def test_meetings(workspace: Path, coopctl: Runner) -> None:
    name = table(
        workspace,
        "Date,Title,Kind,Host,Attendees,Items discussed,Conclusions,Actions\n"
        '19/9/2024,Gặp nhau,working visit,Hòa Bình,"hoa-binh: Đỗ Hải Hồ; hung-yen: A, Giám đốc",'
        '"1.1, 2.1","Lập danh mục chung\nGặp lại","hoa-binh: Gửi danh mục: 1/12/2024"\n',
    )
    (meeting,) = recorded(workspace, coopctl, "meetings", name)
    assert meeting.body == {
        "title": "Gặp nhau", "kind": "working_visit", "host": "hoa-binh",
        "attendees": [
            {"party": "hoa-binh", "name": "Đỗ Hải Hồ"},
            {"party": "hung-yen", "name": "A", "role": "Giám đốc"},
        ],
        "items": ["1.1", "2.1"], "conclusions": ["Lập danh mục chung", "Gặp lại"],
        "actions": [
            {"text": "Gửi danh mục", "lead": "hoa-binh", "due": "2024-12-01", "due_text": "1/12/2024"}
        ],
    }  # fmt: skip


def test_outcomes(workspace: Path, coopctl: Runner) -> None:
    name = table(workspace, "item\ttitle\tindicator\tvalue\n2.1\tLớp đầu\ttrained\t30\n")
    (outcome,) = recorded(workspace, coopctl, "outcomes", name)
    assert (outcome.item, outcome.body) == (
        "2.1", {"title": "Lớp đầu", "indicator": "trained", "value": "30"},
    )  # fmt: skip


def test_a_workbook(workspace: Path, coopctl: Runner) -> None:
    rows: list[list[object]] = [
        [], ["item", "Ngày", "status", "progress", "result"],
        ["1.1", date(2024, 9, 19), "in_progress", 40, "=1+1"],
        [1.2, "1/3/2025", "suspended", "", 7],
    ]  # fmt: skip
    first, second = recorded(workspace, coopctl, "updates", book(workspace, rows))
    assert (first.happened_on, first.body) == (
        "2024-09-19", {"status": "in_progress", "progress": 40, "result": "=1+1"},
    )  # fmt: skip
    assert (second.item, second.body["result"]) == ("1.2", "7")


def test_hidden_rows_are_read_and_told_of(workspace: Path, coopctl: Runner) -> None:
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    for row in (["item", "status"], ["1.1", "in_progress"], ["1.2", "in_progress"]):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    made.save(workspace / "t.xlsx")
    result = coopctl("import", "updates", "t.xlsx")
    assert result.code == 0
    assert "note: rows that are hidden in the sheet were read as well: 3\n" in result.err
    assert len(journal(workspace)) == 2


def test_a_number_that_may_be_two_items_is_refused(workspace: Path, coopctl: Runner) -> None:
    name = book(workspace, [["item", "status"], [3.1, "in_progress"]])
    result = coopctl("import", "updates", name)
    assert result.code == 1
    assert "t.xlsx:A2: error: `item`: the number `3.1` may mean `3.1` or `3.10`" in result.err
    assert journal(workspace) == []


def test_a_sheet_by_its_name(workspace: Path, coopctl: Runner) -> None:
    name = book(workspace, [["item", "status"], ["1.1", "in_progress"]])
    result = coopctl("import", "updates", name, "--sheet", "Sai")
    assert (result.code, "its sheets are: Theo dõi" in result.err) == (1, True)
    assert len(recorded(workspace, coopctl, "updates", name, "--sheet", "Theo dõi")) == 1


def test_columns_are_named_by_hand(workspace: Path, coopctl: Runner) -> None:
    name = table(workspace, "Mã việc,Tình hình,Ghi chú\n1.1,in_progress,x\n")
    words = ("--map", "mã việc=item", "--map", "Tinh hinh=Trạng thái", "--map", "Ghi chú=-")
    (row,) = recorded(workspace, coopctl, "updates", name, *words)
    assert (row.item, row.body) == ("1.1", {"status": "in_progress"})


def test_a_column_that_was_left_out_by_hand_is_not_told_of(
    workspace: Path, coopctl: Runner
) -> None:
    name = table(workspace, "item,status,Ghi chú,author\n1.1,in_progress,x,An\n")
    said = coopctl("import", "updates", name, "--map", "Ghi chú=-", "--dry-run").err
    assert "columns that are not taken: author\n" in said
    assert (
        "not taken"
        not in coopctl(
            "import", "updates", name, "--map", "Ghi chú=-", "--map", "author=-", "--dry-run"
        ).err
    )


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("item", "`--map`: `item` does not say which column is which field"),
        ("None=item", "`--map`: the table has no column none"),
        ("Ghi chú=nonsense", "`--map`: there is no field `nonsense`"),
    ],
)
def test_a_map_that_says_nothing(word: str, said: str, workspace: Path, coopctl: Runner) -> None:
    name = table(workspace, "item,status,Ghi chú\n1.1,in_progress,x\n")
    result = coopctl("import", "updates", name, "--map", word)
    assert (result.code, said in result.err) == (2, True), result.err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("item,status,Ghi chú\n1.1,in_progress,x\n", "t.csv:C1: error: the column `Ghi chú` is not known"),
        ("item,result\n1.1,x\n", "`t.csv:A1`: the table has no column for status"),
        ("1.1,in_progress\n1.2,suspended\n", "this is no header; the first rows are: “1.1 | in_progress”, “1.2 | suspended”"),
        ("item,status,Status\n1.1,in_progress,x\n", "t.csv:C1: error: two columns are the same field: `status` and `Status`"),
        ("item,status\n9.9,in_progress\n", "t.csv:A2: error: `item`: there is no `9.9`"),
        ("item,status\n,in_progress\n", "t.csv:A2: error: `item`: is missing"),
        ("item,status\n1.1,\n", "t.csv:B2: error: `status`: is missing"),
        ("item,status\n1.1,flying\n", "t.csv:B2: error: `status`: `flying` is none of the words that go here"),
        ("item,status,Date\n1.1,in_progress,31/2/2025\n", "t.csv:C2: error: `Date`: there is no day 31 in month 2 of 2025"),
        ("item,status,on\n1.1,in_progress,1/1/2027\n", "t.csv:C2: error: `on`: 1/1/2027 has not come yet"),
        ("item,status\n1.1,completed\n", "t.csv:A2: error: `completed_on`: is missing"),
        ("item,status,result\n1.1,in_progress,a\x1bb\n", "t.csv:C2: error: `result`: character 2 of the text is U+001B"),
        ("item,status\n1.1,in_progress,stray\n", "t.csv:C2: error: `stray` stands in a column without a name"),
        ("item,status,\n1.1,in_progress,stray\n", "t.csv:C2: error: `stray` stands in a column without a name"),
        ("item,status,stage\n1.1,in_progress,accepted\n", "t.csv:C2: error: `stage`: it follows no pipeline of S&T stages"),
        ("item,status,result\n1.1,in_progress," + "x" * 140_000 + "\n", "is damaged or not whole"),
        ("", "`t.csv` is empty"),
        ("\ufeff\r\n", "`t.csv` is empty"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_cell_and_nothing_is_recorded(
    content: str, said: str, workspace: Path, coopctl: Runner
) -> None:
    name = table(workspace, content)
    result = coopctl("import", "updates", name)
    assert (result.code, result.out) == (1, ""), result.err
    assert said in result.err
    assert said.endswith("is missing") or "hint: " in result.err
    (workspace / name).unlink()
    assert untouched(workspace)


@pytest.mark.parametrize(
    ("name", "said"),
    [("plans", "`plans` is a folder"), ("none.csv", "cannot read `none.csv`: No such file")],
)
def test_a_file_that_cannot_be_read(workspace: Path, coopctl: Runner, name: str, said: str) -> None:
    result = coopctl("import", "updates", name)
    assert (result.code, result.out) == (1, "")
    assert said in result.err
    assert "hint: " in result.err
    assert untouched(workspace)


def test_every_mistake_is_told_and_one_spoils_all(workspace: Path, coopctl: Runner) -> None:
    rows = ["1.1,in_progress,10"] * 30 + ["1.1,in_progress,101", "9.9,in_progress,1"] * 15
    name = table(workspace, "item,status,progress\n" + "\n".join(rows) + "\n")
    assert coopctl("add-update", "1.1", "in_progress").code == 0
    result = coopctl("import", "updates", name)
    assert result.code == 1
    lines = result.err.splitlines()
    assert lines[0] == "t.csv:C32: error: `progress`: `101` is not a percentage from 0 to 100"
    assert sum("error: " in line for line in lines) == 20
    assert lines[-2:] == [
        "… and 10 more", "nothing was recorded: of 60 rows all are recorded, or none",
    ]  # fmt: skip
    assert len(journal(workspace)) == 1


def test_what_is_no_text(workspace: Path, coopctl: Runner) -> None:
    (workspace / "t.csv").write_bytes(b"item,status\n1.1,\xff\xfe\n")
    result = coopctl("import", "updates", "t.csv")
    assert (result.code, "neither a workbook nor text in UTF-8" in result.err) == (1, True)
    for name in ("plans", "none.csv"):
        result = coopctl("import", "updates", name)
        assert (result.code, f"`{name}`" in result.err) == (1, True)
    (workspace / "t.xlsx").write_bytes(b"PK\x03\x04 and no more")
    assert "is damaged or not whole" in coopctl("import", "updates", "t.xlsx").err


def test_letters_composed_otherwise_are_the_same(workspace: Path, coopctl: Runner) -> None:
    text = normalize("NFD", "item,Trạng thái,Kết quả thực hiện\n1.1,Đang thực hiện,Đã đề xuất\n")
    (row,) = recorded(workspace, coopctl, "updates", table(workspace, text))
    assert row.body == {"status": "in_progress", "result": "Đã đề xuất"}


@pytest.mark.parametrize("text", ["=1+1", "+84 912", "@a", "-x", '"; drop', "'=x", "😀 </script>"])
def test_text_stays_text(text: str, workspace: Path, coopctl: Runner) -> None:
    written = io.StringIO()
    csv.writer(written).writerows([["item", "status", "result"], ["1.1", "in_progress", text]])
    (row,) = recorded(workspace, coopctl, "updates", table(workspace, written.getvalue()))
    assert row.body["result"] == text.removeprefix("'")


def test_evidence_that_is_a_file_is_kept(workspace: Path, coopctl: Runner) -> None:
    (workspace / "so").mkdir()
    (workspace / "so" / "bien-ban.txt").write_text("Biên bản", "utf-8")
    name = table(workspace, "item,status,evidence\n1.1,in_progress,./bien-ban.txt\n", "so/t.csv")
    (row,) = recorded(workspace, coopctl, "updates", name)
    (kept,) = row.body["evidence"]
    assert (kept["file"], kept["kept"]) == ("bien-ban.txt", True)
    assert [file.name for file in (workspace / "evidence").iterdir()] == [f"{kept['sha256']}.txt"]
    bad = table(workspace, "item,status,evidence\n1.1,in_progress,./none.pdf\n")
    assert "t.csv:C2: error: `evidence`: there is no file" in coopctl("import", "updates", bad).err


def test_remarks_are_told_with_their_rows(workspace: Path, coopctl: Runner) -> None:
    rows = "1.1,completed,1/1/2026\n" * 25
    name = table(workspace, "item,status,completed_on\n" + rows)
    result = coopctl("import", "updates", name)
    assert result.code == 0
    assert "note: `A2`: completed without evidence" in result.err
    assert "note: … and 5 more\n" in result.err


def test_a_table_of_nothing(workspace: Path, coopctl: Runner) -> None:
    result = coopctl("import", "updates", table(workspace, "item,status\n,\n"))
    assert (result.code, result.err) == (0, "the table has no rows, and nothing was recorded\n")


def test_a_library_that_is_missing(
    workspace: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = book(workspace, [["item", "status"], ["1.1", "in_progress"]])
    take_library_away(monkeypatch)
    result = coopctl("import", "updates", name)
    assert (result.code, "` brings it" in result.err) == (1, True)
    assert (
        coopctl("import", "updates", table(workspace, "item,status\n1.1,in_progress\n")).code == 0
    )


def test_a_terminal_is_asked_for_a_yes(typing: Typist, workspace: Path) -> None:  # noqa: F811
    name = table(workspace, "item,status\n1.1,in_progress\n")
    result = typing("import", "updates", name, lines=("n",))
    assert result.code == 1
    assert result.err.startswith("  A2: 1.1 · 30/6/2026 · In progress\n1 rows, all of them right\n")
    assert result.err.endswith("Record these? (y/n): note: nothing was recorded\n")
    assert not (workspace / "coopctl.db").exists()
    assert typing("import", "updates", name, lines=("y",)).code == 0
    assert len(journal(workspace)) == 1


def test_stages_are_held_against_the_rows_before(workspace: Path, coopctl: Runner) -> None:
    from tests.helpers.tasks import write_tasks

    write_tasks(workspace)
    text = (
        "item,stage,on,reason\n4.1,proposed,1/2/2025,\n4.1,identified,1/3/2025,\n"
        "4.1,accepted,1/4/2025,\n"
    )
    result = coopctl("import", "updates", table(workspace, text))
    assert result.code == 1
    assert "t.csv:D4: error: `reason`: is owed: `accepted` skips" in result.err
    good = text.replace("1/4/2025,", "1/4/2025,đã bàn")
    rows = recorded(workspace, coopctl, "updates", table(workspace, good))
    assert [row.body["stage"] for row in rows] == ["proposed", "identified", "accepted"]


def formatted(workspace: Path, cells: list[tuple[float, str]]) -> str:
    """Write a workbook of updates whose progress is a number in a format; return its name."""
    made = xlsxwriter.Workbook(workspace / "t.xlsx")
    page = made.add_worksheet("Theo dõi")
    page.write_row(0, 0, ["Item", "Date", "Status", "Progress"])
    for row, (value, code) in enumerate(cells, 1):
        page.write_row(row, 0, ["1.1", f"{row}/3/2025", "in_progress"])
        page.write_number(row, 3, value, made.add_format({"num_format": code}))
    made.close()
    return "t.xlsx"


def test_a_percentage_is_what_the_cell_shows(workspace: Path, coopctl: Runner) -> None:
    cells = [(1.0, "0%"), (0.45, "0%"), (0.295, "0%"), (45.0, "General"), (1.0, "0"), (7, '0" %"')]
    rows = recorded(workspace, coopctl, "updates", formatted(workspace, cells))
    assert [row.body["progress"] for row in rows[-6:]] == [100, 45, 30, 45, 1, 7]


_PERCENTAGES = ["35%", "35 %", "35,0%", "35.0 %", "35"]


@pytest.mark.parametrize("ending", ["csv", "txt"])
def test_a_percentage_in_text_is_that_percentage(
    workspace: Path, coopctl: Runner, ending: str
) -> None:
    """As a csv file has it, and as a table of Word or a page is pasted: with tabs."""
    mark = {"csv": ";", "txt": "\t"}[ending]
    lines = [["item", "on", "status", "progress"]]
    lines += [
        ["1.1", f"{day}/3/2025", "in_progress", text] for day, text in enumerate(_PERCENTAGES, 1)
    ]
    name = table(workspace, "\n".join(map(mark.join, lines)), f"t.{ending}")
    rows = recorded(workspace, coopctl, "updates", name)
    assert [row.body["progress"] for row in rows] == [35] * len(_PERCENTAGES)


@needs(*CALC)
@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_a_percentage_in_a_workbook_is_what_it_shows(
    workspace: Path, coopctl: Runner, ending: str
) -> None:
    cells = [(0.35, "0%"), (0.35, "0.0%"), (0.3549, "0%"), (35, "General"), (1, "0%"), (0, "0.00%")]
    file = formatted(workspace, cells)
    if ending == "ods":
        file = str(through_libreoffice(workspace / file, "ods"))
    rows = recorded(workspace, coopctl, "updates", file)
    assert [row.body["progress"] for row in rows] == [35, 35, 35, 35, 100, 0]


@pytest.mark.parametrize(
    ("text", "said"), [("35,5%", "`35` or `36`"), ("0,35", "a share of 1, or percent")]
)
def test_a_percentage_that_is_not_whole_is_named_as_that(
    workspace: Path, coopctl: Runner, text: str, said: str
) -> None:
    name = table(workspace, f"item;status;progress\n1.1;in_progress;{text}\n")
    result = coopctl("import", "updates", name)
    assert said in result.err
    (workspace / name).unlink()
    assert untouched(workspace)


@pytest.mark.parametrize("code", ['[=1]"xong";0', "[>0.5]0%;0.0", '"x"', "0,"])
def test_what_a_cell_shows_and_nobody_can_tell_is_refused(
    workspace: Path, coopctl: Runner, code: str
) -> None:
    result = coopctl("import", "updates", formatted(workspace, [(1, code)]))
    assert result.code == 1
    assert result.err.splitlines()[0].startswith(
        "t.xlsx:D2: error: `Progress`: the cell may show something else than its value, 1"
    )
    (workspace / "t.xlsx").unlink()
    assert untouched(workspace)


def test_a_formula_without_a_value_is_refused(workspace: Path, coopctl: Runner) -> None:
    made = openpyxl.Workbook()
    page = made.active
    assert page is not None
    page.append(["Item", "Date", "Status", "Result"])
    page.append(["1.1", "1/3/2025", "in_progress", "=A1&B1"])
    made.save(workspace / "t.xlsx")
    result = coopctl("import", "updates", "t.xlsx")
    assert result.code == 1
    assert "t.xlsx:D2: error: `Result`: the formula of the cell has no value" in result.err
    (workspace / "t.xlsx").unlink()
    assert untouched(workspace)


DOUBTED = "Item,Date,Status,Result\n1.1,19/9/2024,In progress,{text}\n"


@pytest.mark.parametrize("mark", ["nt", '"""",', "như trên", "-nt-"])
def test_a_mark_for_what_is_above_is_refused(mark: str, workspace: Path, coopctl: Runner) -> None:
    text = DOUBTED.format(text=mark.rstrip(","))
    result = coopctl("import", "updates", table(workspace, text))
    assert result.code == 1
    assert "t.csv:D2: error: `Result`: “" in result.err
    assert "stands for what is above it" in result.err
    (workspace / "t.csv").unlink()
    assert untouched(workspace)


def test_letters_of_an_old_font_are_remarked_on(workspace: Path, coopctl: Runner) -> None:
    text = DOUBTED.format(text="§· cã 12 ®Ò xuÊt")
    result = coopctl("import", "updates", table(workspace, text))
    assert result.code == 0
    assert "`A2`: `Result`: the letters are those of an old font" in result.err


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize(
    ("command", "header"),
    [("updates", "item,status,Ghi chú,RAG,Owner & Co"), ("outcomes", "item,title,Ghi chú,RAG,Owner & Co"),
     ("meetings", "title,place,Ghi chú,RAG,Owner & Co")],
)  # fmt: skip
def test_all_unknown_columns_are_named_at_once_each_with_its_cell(
    command: str, header: str, lang: str, workspace: Path, coopctl: Runner
) -> None:
    name = table(workspace, f"{header}\n1.1,in_progress,x,y,z\n")
    err = coopctl("import", command, name, lang=lang).err
    assert re.findall(r"^t\.csv:(\w+): .*`(.*)`", err, re.MULTILINE) == [
        ("C1", "Ghi chú"), ("D1", "RAG"), ("E1", "Owner & Co"),
    ]  # fmt: skip
    assert '--map "Owner & Co=FIELD"' in err
    maps = [word for name in ("Ghi chú", "RAG", "Owner & Co") for word in ("--map", f"{name}=-")]
    assert "t.csv:C1" not in coopctl("import", command, name, *maps, lang=lang).err


def test_the_words_of_offices_are_fields_and_mean_one_thing() -> None:
    for kind in ("update", "outcome", "meeting"):
        usual = usual_words(kind)
        assert usual.keys() <= {"plan", about_field(kind), *(one.name for one in fields_of(kind))}
        words = [word for ours in usual.values() for word in ours]
        assert len(words) == len(set(words))
        for field, ours in usual.items():
            for word in ours:
                header = read_header(kind, [word], {}, in_all_languages)
                assert header.fields == (field,), word


def test_a_sheet_in_the_words_of_offices_is_taken(workspace: Path, coopctl: Runner) -> None:
    name = table(
        workspace,
        "Mã;Tình trạng;Tiến độ (%);Kết quả;Giai đoạn;Ngày cập nhật\n1.1;Đang thực hiện;60;Đã cử 2 người;;1/6/2026\n",
    )
    (entry,) = recorded(workspace, coopctl, "updates", name)
    body = entry.body
    assert (body["status"], body["progress"], body["result"]) == (
        "in_progress",
        60,
        "Đã cử 2 người",
    )
