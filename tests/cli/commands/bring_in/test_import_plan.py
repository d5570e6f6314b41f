"""`coopctl import plan`: what is shown, what is written, and what stops it."""

import io
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
import xlsxwriter

from coopctl.definitions.load import load_plan
from tests.conftest import Runner
from tests.helpers.printed import read_json
from tests.helpers.terminal import Terminal
from tests.helpers.workbooks import take_library_away
from tests.sheets.annexes.make import HERE

HEADER = ("STT", "Nội dung", "Chủ trì", "Thời hạn", "Sản phẩm")
ROW = (1, "Tập huấn", "Hưng Yên", "Quý IV/2025", "Lớp học")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder without a workspace, and the process in it."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(folder: Path, *sheets: Sequence[Sequence[object]], name: str = "a.xlsx") -> str:
    """Write a workbook with these sheets, called Một, Hai, …; return its name."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False})
    for rows, title in zip(sheets, ("Một", "Hai", "Ba"), strict=False):
        sheet = book.add_worksheet(title)
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    book.close()
    (folder / name).write_bytes(content.getvalue())
    return name


def test_every_cell_is_shown_with_what_it_was_taken_for(folder: Path, coopctl: Runner) -> None:
    file = put(
        folder, [("KẾ HOẠCH HỢP TÁC",), HEADER, ROW, (2, "Hội thảo", "Hưng Yên", "31/02/2025")]
    )
    result = coopctl("import", "plan", file)
    assert result == (
        0,
        """\
Sheet “Một”, header in row 2

  A1      Title of the plan     KẾ HOẠCH HỢP TÁC

  A2      header                STT → Code
  B2      header                Nội dung → Content
  C2      header                Chủ trì → Lead
  D2      header                Thời hạn → Due
  E2      header                Sản phẩm → Deliverable

  A3      Code                  1
  B3      Content               Tập huấn
  C3      Lead                  Hưng Yên → hung-yen
  D3      Due                   Quý IV/2025 → 31/12/2025
  E3      Deliverable           Lớp học

  A4      Code                  2
  B4      Content               Hội thảo
  C4      Lead                  Hưng Yên → hung-yen
  D4      not understood        31/02/2025

Worth a look: 1
  C3: a new party, `hung-yen`: Hưng Yên

Not understood: 1
  D4: there is no day 31 in month 2 of 2025

2 items in 1 area, 1 party; understood 14 of 15 cells
""",
        "note: nothing was written\nhint: `-o plans/a.yaml` writes the plan file\n",
    )
    assert sorted(path.name for path in folder.iterdir()) == ["a.xlsx", "home"]


def test_the_plan_file_has_the_cell_behind_each_value(folder: Path, coopctl: Runner) -> None:
    file = put(
        folder, [("KẾ HOẠCH HỢP TÁC",), HEADER, ROW, (2, "Hội thảo", "Hưng Yên", "31/02/2025")]
    )
    result = coopctl("import", "plan", file, "-o", "hop-tac.yaml")
    assert result.code == 0
    assert result.err == (
        "note: wrote `hop-tac.yaml`\nhint: `coopctl check hop-tac.yaml` says what it still lacks\n"
        "note: not understood, and noted in the file: D4\n"
    )
    assert (
        (folder / "hop-tac.yaml").read_text("utf-8")
        == """\
# yaml-language-server: $schema=plan.schema.json
#
# From a.xlsx, sheet “Một”. Behind each value stands the cell that it comes from.

plan:
  id: hop-tac
  title: KẾ HOẠCH HỢP TÁC  # A1

parties:
  hung-yen:  # C3
    names:
      - text: Hưng Yên

areas:
  - id: 0  # the sheet names no area
    title: "…"
    items:
      - id: 1  # A3
        title: Tập huấn  # B3
        lead: hung-yen  # C3
        due: Quý IV/2025  # D3
        deliverable: Lớp học  # E3
      - id: 2  # A4
        title: Hội thảo  # B4
        lead: hung-yen  # C4
        # D4 was not understood: there is no day 31 in month 2 of 2025; it says “31/02/2025”
"""
    )
    assert coopctl("check", "hop-tac.yaml").code == 0


def test_a_file_that_is_there_is_not_written_over(folder: Path, coopctl: Runner) -> None:
    file = put(folder, [HEADER, ROW])
    (folder / "x.yaml").write_text("mine", "utf-8")
    result = coopctl("import", "plan", file, "-o", "x.yaml")
    assert (result.code, result.out) == (2, "")
    assert "--overwrite" in result.err
    assert (folder / "x.yaml").read_text("utf-8") == "mine"


def test_a_folder_is_no_file_to_write_over(folder: Path, coopctl: Runner) -> None:
    (folder / "plans").mkdir()
    result = coopctl("import", "plan", put(folder, [HEADER, ROW]), "-o", "plans")
    assert (result.code, result.err) == (
        1,
        "error: `plans` is a folder\nhint: name a file in it with `-o`\n",
    )


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(("answer", "starts"), [("n", "mine"), ("y", "# yaml")])
def test_on_a_terminal_it_is_asked(folder: Path, answer: str, starts: str) -> None:
    file = put(folder, [HEADER, ROW])
    (folder / "x.yaml").write_text("mine", "utf-8")
    with Terminal("import", "plan", file, "-o", "x.yaml", cwd=folder) as terminal:
        terminal.answer("`x.yaml` is there; write over it", answer)
        assert terminal.finish() == (answer == "n")
    assert (folder / "x.yaml").read_text("utf-8").startswith(starts)


def test_parties_of_the_workspace_keep_their_ids_and_names(
    workspace: Path, coopctl: Runner
) -> None:
    file = put(workspace, [HEADER, (1, "Tập huấn", "Sở KH&CN Hòa Bình", "2025", "x")])
    assert coopctl("import", "plan", file, "-o", "plans/moi.yaml").code == 0
    (old, _), (new, _) = (
        load_plan(workspace / "plans" / name) for name in ("test.yaml", "moi.yaml")
    )
    assert old is not None
    assert new is not None
    assert new.parties == (old.party("hoa-binh"),)


def test_a_plan_id_that_is_taken_is_not_given_again(workspace: Path, coopctl: Runner) -> None:
    (workspace / "plans" / "test.yaml").rename(workspace / "plans" / "other.yaml")
    file = put(workspace, [HEADER, ROW])
    assert coopctl("import", "plan", file, "-o", "plans/test.yaml").code == 0
    assert "  id: test-2\n" in (workspace / "plans" / "test.yaml").read_text("utf-8")
    assert coopctl("check").code == 0


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_what_export_wrote_gives_the_same_items(
    workspace: Path, coopctl: Runner, lang: str
) -> None:
    plan, _ = load_plan(workspace / "plans" / "test.yaml")
    assert coopctl("export", "csv", "--labels", "-o", "annex.csv", lang=lang).code == 0
    (workspace / "back").mkdir()
    result = coopctl("import", "plan", "annex.csv", "-o", "back/test.yaml", lang=lang)
    assert (result.code, "Not understood" in result.out) == (0, False)
    back, problems = load_plan(workspace / "back" / "test.yaml")
    assert plan is not None
    assert back is not None, problems
    assert back.id == "test"
    for before, after in zip(plan.items(), back.items(), strict=True):
        assert after.title.read(lang) == before.title.read(lang)
        for name in ("id", "area", "kind", "every", "lead", "cooperating", "start", "due"):
            assert getattr(after, name) == getattr(before, name)


def test_what_stands_above_the_table_is_shown_with_what_it_was_taken_for(
    folder: Path, coopctl: Runner
) -> None:
    reference = "(Kèm theo Kế hoạch số 48/KH-SKHCN ngày 17/9/2024)"
    file = put(folder, [("PHỤ LỤC",), ("DANH MỤC",), (reference,), HEADER, ROW])
    assert (
        """\
  A1      above the table       PHỤ LỤC

  A2      Title of the plan     DANH MỤC

  A3      Number of the plan    (Kèm theo Kế hoạch số 48/KH-SKHCN ngày
                                17/9/2024) → 48/KH-SKHCN, 17/9/2024

"""
        in coopctl("import", "plan", file).out
    )


def test_what_is_planned_is_no_plan(folder: Path, coopctl: Runner) -> None:
    file = put(folder, [(*HEADER, "Kế hoạch"), (*ROW, "5 lớp"), (*ROW, "6 lớp")])
    result = coopctl("import", "plan", file)
    assert "  F2      Note                  5 lớp → Kế hoạch: 5 lớp\n" in result.out
    assert "F3: " not in result.out


def test_a_title_may_begin_like_a_total(folder: Path, coopctl: Runner) -> None:
    row = (1, "Tổng số hóa tài liệu", "Hưng Yên", "2025", "x")
    result = coopctl("import", "plan", put(folder, [HEADER, row, ("Tổng số", 1)]))
    assert "  B2      Content               Tổng số hóa tài liệu\n" in result.out
    assert "  A3      below the table       Tổng số\n" in result.out


def test_short_words_are_no_numbers_of_columns(folder: Path, coopctl: Runner) -> None:
    file = put(folder, [HEADER[:3], (1, "a", "b"), (2, "c", "b")])
    assert "2 items in 1 area, 1 party" in coopctl("import", "plan", file).out


def test_hidden_columns_are_read_and_told(folder: Path, coopctl: Runner) -> None:
    with xlsxwriter.Workbook(folder / "a.xlsx") as book:
        sheet = book.add_worksheet("Một")
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, ROW)
        sheet.set_column("C:D", None, None, {"hidden": True})
        sheet.set_column("G:XFD", None, None, {"hidden": True})
    result = coopctl("import", "plan", "a.xlsx")
    assert result.out.startswith(
        "Sheet “Một”, header in row 1\n"
        "columns that are hidden in the sheet were read as well: C, D\n"
    )
    assert "  D2      Due                   Quý IV/2025 → 31/12/2025\n" in result.out
    data = read_json(coopctl("import", "plan", "a.xlsx", "--json").out)
    assert data["hidden_columns"] == ["C", "D"]


def test_json(folder: Path, coopctl: Runner) -> None:
    result = coopctl("import", "plan", put(folder, [HEADER, ROW]), "--json")
    data = read_json(result.out)
    assert (data["sheet"], data["header"]) == ("Một", [1])
    assert (data["hidden"], data["hidden_columns"]) == ([], [])
    assert data["cells"][8] == {
        "cell": "D2", "text": "Quý IV/2025", "meaning": "due", "value": "Quý IV/2025 → 31/12/2025",
        "remark": None, "problem": None,
    }  # fmt: skip


# What stops it, and what is said


def refused(coopctl: Runner, *words: str) -> str:
    result = coopctl("import", "plan", *words)
    assert result.code in {1, 2}
    assert result.out == ""
    assert "mistake in coopctl" not in result.err
    assert "hint:" in result.err
    return result.err


def test_a_missing_library_is_named_with_the_command_that_brings_it(
    folder: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_library_away(monkeypatch)
    assert "` brings it" in refused(coopctl, put(folder, [HEADER, ROW]))


def test_csv_needs_no_library(
    folder: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_library_away(monkeypatch)
    shutil.copy(HERE / "xa-100-ngay.csv", folder)
    assert coopctl("import", "plan", "xa-100-ngay.csv").code == 0


def test_no_file_is_named(folder: Path, coopctl: Runner) -> None:
    assert coopctl("import", "plan").code == 2


def test_a_header_that_cannot_be_found(folder: Path, coopctl: Runner) -> None:
    file = put(folder, [("Xin chào",), ("Cột 1", "Cột 2"), (1, "x")])
    assert refused(coopctl, file) == (
        "error: the sheet “Một” has no row that names its columns: looked for one with Nội dung, Nhiệm vụ, Tên"
        " nhiệm vụ, Công việc, Hoạt động, and one of STT, Đơn vị chủ trì, Đơn vị thực hiện, Phối hợp, Thời hạn,"
        " Tiến độ, Sản phẩm\nhint: write such words above the columns, or name another sheet with `--sheet`; its"
        " first rows:\n  1: Xin chào\n  2: Cột 1 | Cột 2\n  3: 1 | x\n"
    )


TWO = [HEADER, ROW, (), ("STT", "Nội dung", "Kinh phí"), (1, "Thử", "2 triệu")]


def test_two_headers(folder: Path, coopctl: Runner) -> None:
    file = put(folder, TWO)
    said = refused(coopctl, file)
    assert "several rows may be the header: 1 (STT | Nội dung | Chủ trì" in said
    assert ", 4 (STT | Nội dung | Kinh phí)" in said
    assert "`--header 1`" in said
    first = coopctl("import", "plan", file, "--header", "1")
    assert "A5: another table begins in row 4: `--header 4` reads it" in first.out
    second = coopctl("import", "plan", file, "--header", "4")
    assert "  C5      Budget                2 triệu\n" in second.out
    assert "Not understood" not in second.out


@pytest.mark.parametrize("row", ["2", "99"])
def test_a_row_that_is_no_header(folder: Path, coopctl: Runner, row: str) -> None:
    said = refused(coopctl, put(folder, [HEADER, ROW]), "--header", row)
    assert f"row {row} is no header" in said


@pytest.mark.parametrize("row", ["0", "x", "-1", "9" * 30])
def test_a_row_that_is_no_number(folder: Path, coopctl: Runner, row: str) -> None:
    assert "is not the number of a row" in refused(coopctl, "a.xlsx", f"--header={row}")


def test_sheets(folder: Path, coopctl: Runner) -> None:
    file = put(folder, [HEADER, ROW], [HEADER, ROW], [("x",)])
    assert "`a.xlsx` has several sheets: Một, Hai" in refused(coopctl, file)
    said = refused(coopctl, file, "--sheet", "Bốn")
    assert "`a.xlsx` has no sheet “Bốn”" in said
    assert "one of: Một, Hai, Ba" in said
    assert "Sheet “Hai”" in coopctl("import", "plan", file, "--sheet", "hai").out


def test_the_only_sheet_with_a_header_is_taken(folder: Path, coopctl: Runner) -> None:
    assert "Sheet “Hai”" in coopctl("import", "plan", put(folder, [("x",)], [HEADER, ROW])).out


def test_empty_workbook(folder: Path, coopctl: Runner) -> None:
    assert "has no cell with anything in it" in refused(coopctl, put(folder, []))


def test_no_item(folder: Path, coopctl: Runner) -> None:
    result = coopctl("import", "plan", put(folder, [HEADER]), "-o", "x.yaml")
    assert result.code == 1
    assert "there is no item below the header" in result.err
    assert not (folder / "x.yaml").exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7\n\x00", "is no workbook"),
        (b"<table><tr><td>STT</td></tr></table>", "is no workbook"),
        (b"PK\x03\x04", "is damaged or not whole"),
    ],
)
def test_a_file_of_another_kind(folder: Path, coopctl: Runner, content: bytes, said: str) -> None:
    (folder / "a.xlsx").write_bytes(content)
    assert said in refused(coopctl, "a.xlsx")


def test_text_is_data(folder: Path, coopctl: Runner) -> None:
    texts = (
        "=1+1",
        "a: b # c",
        "- x",
        "[red]z[/red]",
        '"q"',
        "x\u202ey",
        "a_x000D_\nb",
        "'a",
        "{a}",
        "no",
        "😀",
        "x" * 32_000,
    )
    rows = [(at, text, "Hưng Yên", "2025", text) for at, text in enumerate(texts, 1)]
    file = put(folder, [HEADER, *rows])
    result = coopctl("import", "plan", file, "-o", "x.yaml")
    assert result.code == 0, result.err
    assert "\u202e" not in result.out
    plan, problems = load_plan(folder / "x.yaml")
    assert plan is not None, problems
    kept = [item.deliverable.read("vi") for item in plan.items() if item.deliverable]
    assert kept == [*texts[:5], "x\\u202ey", "a\nb", *texts[7:]]


def test_an_error_is_no_title(folder: Path, coopctl: Runner) -> None:
    (folder / "a.csv").write_text(
        "STT,Nội dung,Chủ trì\n1,#REF!,Hưng Yên\n2,Thử,Hưng Yên\n", "utf-8"
    )
    result = coopctl("import", "plan", "a.csv", "-o", "x.yaml")
    assert "  B2: the error #REF! stands there\n" in result.out
    plan, _ = load_plan(folder / "x.yaml")
    assert plan is not None
    assert [item.title.vi for item in plan.items()] == ["…", "Thử"]


def test_the_page_in_vietnamese(folder: Path, coopctl: Runner) -> None:
    result = coopctl("import", "plan", put(folder, [HEADER, ROW]), lang="vi")
    assert "  D2      Hạn                   Quý IV/2025 → 31/12/2025\n" in result.out
    assert "1 nội dung thuộc 1 lĩnh vực, 1 bên; hiểu được 10 trên 10 ô\n" in result.out
