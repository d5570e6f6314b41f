"""`coopctl import answers`: what is understood of a sheet that came back, what is refused, and where."""

import sys
import unicodedata
from datetime import date, datetime
from pathlib import Path
from unittest.mock import Mock

import openpyxl
import pytest

from coopctl.cli import writing
from coopctl.domain.exchange import answers
from coopctl.domain.plan.data import plan_from_data
from coopctl.domain.record.kinds.shapes import is_body
from coopctl.ledger.plan import compiled
from tests.conftest import Result, Runner
from tests.helpers.answered import (
    ABOVE_ROW,
    SIGNED,
    Bare,
    Filled,
    above,
    column_of,
    fill,
    opened,
    put,
    request,
    row_of,
    save,
    through_libreoffice,
)
from tests.helpers.machine import CALC, needs
from tests.helpers.printed import read_json
from tests.helpers.recorded import journal, last
from tests.helpers.story import Story, tell
from tests.helpers.terminal import Terminal
from tests.helpers.workbooks import take_library_away

ON = date(2026, 6, 29)
ANSWERED: Filled = {
    "1.1": {
        "status": "Completed", "progress": 100, "completed_on": date(2026, 6, 20),
        "result": "- Đã có 39 nguồn gen\n=1+1", "difficulty": "Thiếu kinh phí", "cause": "Sáp nhập",
        "proposal": "Bổ sung", "next_step": "Công bố", "evidence": "12/BC-SKHCN\nhttps://x.vn/a",
    },
    "3.1": {"status": "in_progress", "progress": 40},
}  # fmt: skip
BODY = {
    "status": "completed", "progress": 100, "completed_on": "2026-06-20",
    "result": "- Đã có 39 nguồn gen\n=1+1", "difficulty": "Thiếu kinh phí", "cause": "Sáp nhập",
    "proposal": "Bổ sung", "next_step": "Công bố", "evidence": ["12/BC-SKHCN", "https://x.vn/a"],
    "source": "file", "imported_by": "An",
    "answered": {"name": "Trần Thị Bình", "position": "Phó Giám đốc", "on": "2026-06-30"},
}  # fmt: skip


def imported(coopctl: Runner, path: Path, *words: str, lang: str = "en") -> Result:
    return coopctl("import", "answers", str(path), *words, "--author", "An", lang=lang)


def answered(coopctl: Runner, filled: Filled, on: date | None = None) -> Path:
    """Record the story, and fill in the sheet that asks Hòa Bình."""
    return fill(request(coopctl, "hoa-binh"), filled, on)


def refused(coopctl: Runner, workspace: Path, path: Path, *words: str) -> str:
    """Import a sheet that must be refused; return what was said. Nothing is recorded."""
    before = journal(workspace)
    result = imported(coopctl, path, *words)
    assert (result.code, result.out) == (1, ""), result.err
    assert "hint: " in result.err
    assert journal(workspace) == before
    return result.err


@pytest.fixture
def story(workspace: Path, coopctl: Runner) -> Story:
    """The story, recorded."""
    return tell(coopctl)


def test_answers_are_shown_against_the_ledger_and_recorded(
    workspace: Path, coopctl: Runner, story: Story
) -> None:
    path = answered(coopctl, ANSWERED, ON)
    result = imported(coopctl, path)
    new = journal(workspace)[-2:]
    assert (result.code, result.out) == (0, "")
    assert result.err == (
        "note: B15: `3.1` was completed, and this opens it again; its progress is empty unless given\n"
        "Answered by: Trần Thị Bình, Phó Giám đốc · 30/6/2026\n"
        "B13 · 1.1 · Propose tasks · 29/6/2026\n"
        "  Status: In progress → Completed\n"
        "  Progress, %: 40 → 100\n"
        "  Completed on: not stated → 20/6/2026\n"
        "  Result: − Đã có 12 đề xuất\n"
        "  Result: + - Đã có 39 nguồn gen\n"
        "    =1+1\n"
        "  Cause: not stated → Sáp nhập\n"
        "  Proposal: not stated → Bổ sung\n"
        "  Next step: not stated → Công bố\n"
        "  Evidence: + 12/BC-SKHCN\n"
        "  Evidence: + https://x.vn/a\n"
        "B15 · 3.1 · Apply systems · 29/6/2026\n"
        "  Status: Completed → In progress\n"
        "  Progress, %: 100 → 40\n"
        f"recorded `{new[0].id}`: `1.1` is Completed, 100 %\n"
        f"recorded `{new[1].id}`: `3.1` is In progress, 40 %\n"
    )
    first, second = new
    assert (first.item, first.happened_on) == ("1.1", "2026-06-29")
    assert (first.author, first.office) == ("Trần Thị Bình", "hoa-binh")
    key = first.body.pop("answer")
    assert len(key) == 64
    assert first.body == BODY
    assert (second.item, second.body["status"]) == ("3.1", "in_progress")
    assert is_body("update", second.body)


def test_the_importer_s_own_office_is_not_the_answering_one(
    workspace: Path, coopctl: Runner, story: Story
) -> None:
    path = answered(coopctl, ANSWERED)
    assert imported(coopctl, path, "--office", "hung-yen").code == 0
    new = last(workspace)
    assert (new.author, new.office) == ("Trần Thị Bình", "hoa-binh")
    assert (new.body["imported_by"], new.body["imported_for"]) == ("An", "hung-yen")


def test_into_a_workspace_without_a_ledger(workspace: Path, coopctl: Runner) -> None:
    path = fill(request(coopctl, "hoa-binh"), ANSWERED, ON)
    assert imported(coopctl, path).code == 0
    assert [row.item for row in journal(workspace)] == ["1.1", "3.1"]


def test_a_sheet_from_before_the_first_record(workspace: Path, coopctl: Runner) -> None:
    path = fill(request(coopctl, "hoa-binh"), ANSWERED, ON)
    assert coopctl("add-update", "1.2", "in_progress").code == 0
    result = imported(coopctl, path)
    assert result.code == 0
    assert "the plan was changed" not in result.err


def test_two_imports_at_once_record_each_answer_once(
    workspace: Path, coopctl: Runner, story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = answered(coopctl, ANSWERED, ON)

    asked: list[bool] = []

    def meanwhile(*_args: object) -> bool:
        asked.append(True)
        if len(asked) == 1:
            assert imported(coopctl, path).code == 0
        return False

    monkeypatch.setattr(writing, "may_ask", meanwhile)
    assert imported(coopctl, path).code == 0
    assert asked == [True, True]
    assert len(journal(workspace)) == 7


def test_the_plan_and_the_fingerprint_are_worked_through_once(
    workspace: Path, coopctl: Runner, story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled = {code: {"status": "In progress"} for code in ("1.1", "3.1", story.action)}
    path = answered(coopctl, filled)
    decoded, encoded = Mock(wraps=plan_from_data), Mock(wraps=answers.encode)
    monkeypatch.setattr("coopctl.ledger.plan.compiled.plan_from_data", decoded)
    monkeypatch.setattr(answers, "encode", encoded)
    compiled.decode.cache_clear()
    assert imported(coopctl, path, "--dry-run").code == 0
    assert (decoded.call_count, encoded.call_count) == (1, 1)


def test_show_says_where_it_comes_from(workspace: Path, coopctl: Runner, story: Story) -> None:
    imported(coopctl, answered(coopctl, ANSWERED, ON))
    shown = coopctl("show", last(workspace).id).out
    assert "a sheet that was filled in" in shown
    assert last(workspace).body["answer"] not in shown
    assert "phiếu đã điền" in coopctl("show", last(workspace).id, lang="vi").out


def test_an_action_is_answered(workspace: Path, coopctl: Runner, story: Story) -> None:
    path = answered(coopctl, {story.action: {"status": "Đang thực hiện", "progress": 10.0}})
    assert imported(coopctl, path).code == 0
    assert last(workspace)[1:4] == ("update", story.action, "2026-06-30")


def test_imported_twice_changes_nothing(workspace: Path, coopctl: Runner, story: Story) -> None:
    path = answered(coopctl, ANSWERED, ON)
    assert imported(coopctl, path).code == 0
    before = journal(workspace)
    for words in ((), ("--yes",), ("--dry-run",)):
        result = imported(coopctl, path, *words)
        assert result.code == 0
        assert "all answers of this sheet were recorded before; nothing changes" in result.err
        assert journal(workspace) == before
    assert read_json(imported(coopctl, path, "--json").out) == []


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize(
    ("field", "value", "before", "now"),
    [("name", "Lê Văn Minh", "Trần Thị Bình, Phó Giám đốc · 30/6/2026", "Lê Văn Minh, Phó Giám đốc · 30/6/2026"),
     ("position", "Giám đốc", "Trần Thị Bình, Phó Giám đốc · 30/6/2026", "Trần Thị Bình, Giám đốc · 30/6/2026"),
     ("answered_on", date(2026, 6, 29), "Trần Thị Bình, Phó Giám đốc · 30/6/2026", "Trần Thị Bình, Phó Giám đốc · 29/6/2026")],
)  # fmt: skip
def test_what_only_another_signed_is_told(
    workspace: Path,
    coopctl: Runner,
    story: Story,
    field: str,
    value: object,
    before: str,
    now: str,
    lang: str,
) -> None:
    path = answered(coopctl, ANSWERED, ON)
    assert imported(coopctl, path).code == 0
    entries = journal(workspace)
    sheet = opened(path)
    put(above(sheet, field), value)
    path = save(sheet)
    result = imported(coopctl, path, lang=lang)
    said = " ".join(result.err.split())
    assert result.code == 0
    assert before in said
    assert now in said
    assert all(one.id in said for one in entries[-2:])
    assert "all answers of this sheet were recorded before; nothing changes" not in said
    assert journal(workspace) == entries
    for entry in entries[-2:]:
        assert coopctl("retract", entry.id, "--reason", "ký nhầm", "--yes").code == 0
    assert imported(coopctl, path, "--yes").code == 0
    assert last(workspace).body["answered"] != entries[-1].body["answered"]


def test_a_corrected_sheet_brings_only_what_is_new(
    workspace: Path, coopctl: Runner, story: Story
) -> None:
    path = answered(coopctl, ANSWERED, ON)
    imported(coopctl, path)
    sheet = opened(path)
    sheet.cell(row_of(sheet, "3.1"), column_of("progress")).value = 60
    result = imported(coopctl, save(sheet))
    assert "recorded from this sheet before, and left out: 1" in result.err
    assert "Progress, %: 40 → 60" in result.err
    assert len(journal(workspace)) == 8
    assert imported(coopctl, save(sheet)).code == 0
    assert len(journal(workspace)) == 8


def test_the_same_words_in_a_later_sheet_are_news(
    workspace: Path, coopctl: Runner, story: Story
) -> None:
    same: Filled = {"1.1": {"status": "In progress", "progress": 40}}
    imported(coopctl, answered(coopctl, same, ON))
    result = imported(coopctl, answered(coopctl, same, ON))
    assert "  the same as in the ledger\n" in result.err
    assert len(journal(workspace)) == 7


def test_what_was_taken_back_can_be_imported_again(
    workspace: Path, coopctl: Runner, story: Story
) -> None:
    path = answered(coopctl, ANSWERED, ON)
    imported(coopctl, path)
    taken_back = last(workspace).id
    assert coopctl("retract", taken_back, "--reason", "nhầm", "--author", "An").code == 0
    result = imported(coopctl, path)
    assert "left out: 1" in result.err
    assert last(workspace).item == "3.1"


def test_a_corrected_entry_is_still_known(workspace: Path, coopctl: Runner, story: Story) -> None:
    path = answered(coopctl, ANSWERED, ON)
    imported(coopctl, path)
    amended = coopctl("amend", last(workspace).id, "--progress", "50", "--reason", "x")
    assert amended.code == 0, amended.err
    assert "nothing changes" in imported(coopctl, path).err


def test_changed_in_the_ledger_since_it_was_sent(
    workspace: Path, coopctl: Runner, story: Story
) -> None:
    path = answered(coopctl, ANSWERED)
    coopctl("add-update", "1.1", "suspended", "--on", "28/6/2026")
    newer = last(workspace).id
    coopctl("retract", story.done, "--reason", "nhầm")
    err = imported(coopctl, path, "--dry-run").err
    assert "  Status: Suspended → Completed\n" in err
    assert (
        f"note: B13: changed in the ledger since the sheet was made: `{newer}` of 28/6/2026, Suspended\n"
        in err
    )
    assert f"note: B15: taken back in the ledger since the sheet was made: `{story.done}`\n" in err


def test_a_dry_run_records_nothing(workspace: Path, coopctl: Runner, story: Story) -> None:
    path = answered(coopctl, ANSWERED, ON)
    before = journal(workspace)
    result = imported(coopctl, path, "--dry-run", "--json")
    drafts = read_json(result.out)
    assert [draft["item"] for draft in drafts] == ["1.1", "3.1"]
    assert "nothing was recorded: this was a dry run" in result.err.splitlines()[-1]
    assert journal(workspace) == before


def test_json_is_what_was_recorded(workspace: Path, coopctl: Runner, story: Story) -> None:
    found = read_json(imported(coopctl, answered(coopctl, ANSWERED), "--json", "--yes").out)
    assert [entry["id"] for entry in found] == [row.id for row in journal(workspace)[-2:]]
    assert {entry["body"]["source"] for entry in found} == {"file"}


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals here")
def test_a_no_records_nothing_and_a_yes_all(workspace: Path, coopctl: Runner, story: Story) -> None:
    answered(coopctl, ANSWERED)
    before = journal(workspace)
    for answer, code, count in (("n", 1, 0), ("y", 0, 2)):
        with Terminal("import", "answers", "answers.xlsx", cwd=workspace) as terminal:
            terminal.answer("Record this?", answer)
            assert terminal.finish() == code
        assert len(journal(workspace)) == len(before) + count


@pytest.mark.parametrize("lang", ["en", "vi"])
@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])
@needs(*CALC)
def test_after_a_trip_through_libreoffice(
    workspace: Path, coopctl: Runner, story: Story, ending: str, lang: str
) -> None:
    path = fill(request(coopctl, "hoa-binh", lang=lang), ANSWERED, ON)
    result = imported(coopctl, through_libreoffice(path, ending))
    assert result.code == 0, result.err
    assert "outside" not in result.err
    new = journal(workspace)[-2]
    assert {**new.body, "answer": None} == {**BODY, "answer": None}
    assert new.happened_on == "2026-06-29"
    assert "nothing changes" in imported(coopctl, path).err


def test_unfilled_there_is_nothing_to_record(
    workspace: Path, coopctl: Runner, story: Story
) -> None:
    result = imported(coopctl, request(coopctl, "hoa-binh"))
    assert result == (0, "", "note: the yellow cells are empty; there is nothing to record\n")


WRONG: tuple[tuple[str, dict[str, object], str], ...] = (
    ("an unknown status", {"status": "xong rồi"}, "H13: error: `Status`: `xong rồi` is none of the words"),
    ("no status", {"progress": 5}, "H13: error: `Status`: is missing"),
    ("completed without a day", {"status": "Completed"}, "J13: error: `Completed on`: is missing"),
    ("a day that is a serial", {"status": "Completed", "completed_on": Bare(46193)},
     "J13: error: `Completed on`: a bare number, 46193, stands where a day belongs\nhint: if 20/6/2026"),
    ("a day that is none", {"status": "Completed", "completed_on": "cuối tháng"},
     "J13: error: `Completed on`: `cuối tháng` is not a date"),
    ("a day in the American order", {"status": "Completed", "completed_on": "6/20/2026"},
     "there is no month 20: the day comes first"),
    ("a day to come", {"status": "Completed", "completed_on": date(2026, 7, 1)},
     "J13: error: `Completed on`: 1/7/2026 has not come yet"),
    ("a day beside another status", {"status": "In progress", "completed_on": date(2026, 6, 1)},
     "J13: error: `Completed on`: a date of completion stands beside another status"),
    ("half a percent", {"status": "In progress", "progress": 0.5}, "I13: error: `Progress, %`: `0.5` may be a share of 1, or percent"),
    ("too many percent", {"status": "In progress", "progress": 101}, "I13: error: `Progress, %`: `101` is not"),
    ("a yes", {"status": "In progress", "progress": True}, "I13: error: `Progress, %`: `True` is not"),
    ("the error of a formula", {"status": "In progress", "result": "#REF!"},
     "K13: error: `Result`: the formula of the cell has no value: `#REF!`"),
    ("a file of this computer", {"status": "In progress", "evidence": "12/BC\n/etc/passwd"},
     "P13: error: `Evidence`: `/etc/passwd` names a file"),
    ("a bidi override", {"status": "In progress", "result": "a\u202eb"},
     "K13: error: `Result`: character 2 of the text is U+202E"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "said"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG]
)
def test_a_wrong_cell_is_named(
    workspace: Path, coopctl: Runner, story: Story, cells: dict[str, object], said: str
) -> None:
    path = answered(coopctl, {"1.1": cells, "3.1": {"status": "in_progress"}})
    err = refused(coopctl, workspace, path)
    assert said in err
    assert err.startswith("answers.xlsx:")


def test_every_wrong_cell_is_named_at_once(workspace: Path, coopctl: Runner, story: Story) -> None:
    wrong: Filled = {"1.1": {"status": "x", "progress": 900}, "3.1": {"result": "y"}}
    err = refused(coopctl, workspace, answered(coopctl, wrong))
    assert [line.split(":")[1] for line in err.splitlines() if "error" in line] == [
        "H13", "I13", "H15",
    ]  # fmt: skip


def test_a_day_to_come_can_be_meant(workspace: Path, coopctl: Runner, story: Story) -> None:
    path = answered(coopctl, {"1.1": {"status": "Completed", "completed_on": date(2026, 7, 1)}},
                    date(2026, 7, 1))  # fmt: skip
    refused(coopctl, workspace, path)
    assert imported(coopctl, path, "--yes").code == 0


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 7, 1), f"D{ABOVE_ROW}: error: 1/7/2026 has not come yet"),
        (Bare(46193), f"D{ABOVE_ROW}: error: `Day for which the answers hold`: a bare number"),
        (
            "hết tháng",
            f"D{ABOVE_ROW}: error: `Day for which the answers hold`: `hết tháng` is not a date",
        ),
    ],
)
def test_a_wrong_day_of_the_answers(
    workspace: Path, coopctl: Runner, story: Story, day: object, said: str
) -> None:
    sheet = opened(answered(coopctl, {"1.1": {"status": "in_progress"}}))
    put(above(sheet, "on"), day)
    assert said in refused(coopctl, workspace, save(sheet))


def test_days_as_text_and_with_a_time(workspace: Path, coopctl: Runner, story: Story) -> None:
    cells = {"status": "Đã hoàn thành", "completed_on": "20/6/2026"}
    sheet = opened(answered(coopctl, {"1.1": cells}))
    above(sheet, "on").value = datetime(2026, 6, 29, 0, 0)  # noqa: DTZ001  (a cell knows no zone)
    assert imported(coopctl, save(sheet)).code == 0
    assert last(workspace).happened_on == "2026-06-29"
    assert last(workspace).body["completed_on"] == "2026-06-20"


def test_text_comes_in_as_it_was_written(workspace: Path, coopctl: Runner, story: Story) -> None:
    text = "Đã gửi – ‘tốt’ 😀 <b>]]></script>"
    cells = {
        "status": unicodedata.normalize("NFD", "đang thực hiện"),
        "result": unicodedata.normalize("NFD", text), "cause": "=SUM(A1)".replace("=", "'="),
        "proposal": "dài lắm " * 4_000 + "hết", "difficulty": 2026.0,
    }  # fmt: skip
    assert imported(coopctl, answered(coopctl, {"1.1": cells})).code == 0
    body = last(workspace).body
    assert body["status"] == "in_progress"
    assert body["result"] == text
    assert body["difficulty"] == "2026"
    assert body["proposal"] == cells["proposal"]


def test_40000_characters_are_kept(workspace: Path, coopctl: Runner, story: Story) -> None:
    path = answered(coopctl, {"1.1": {"status": "in_progress", "result": "MARK"}})
    import zipfile

    long = "a" * 40_000
    with zipfile.ZipFile(path) as old, zipfile.ZipFile("long.xlsx", "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"MARK", long.encode()))
    assert imported(coopctl, Path("long.xlsx")).code == 0
    assert last(workspace).body["result"] == long


def test_an_item_that_left_the_plan(workspace: Path, coopctl: Runner) -> None:
    path = fill(request(coopctl, "hoa-binh"), {"1.1": {"status": "in_progress"}})
    plan = workspace / "plans" / "test.yaml"
    plan.write_text(plan.read_text("utf-8").replace("id: 1.1", "id: 1.10"), "utf-8")
    result = imported(coopctl, path)
    assert result.code == 1
    assert (
        "answers.xlsx:B13: error: `1.1` is not in the plan any more, or was taken back"
        in result.err
    )
    assert journal(workspace) == []


def test_an_action_whose_meeting_was_taken_back(
    workspace: Path, coopctl: Runner, story: Story
) -> None:
    path = answered(coopctl, {story.action: {"status": "in_progress"}})
    assert coopctl("retract", story.meeting, "--reason", "nhầm", "--yes").code == 0
    err = refused(coopctl, workspace, path)
    assert f"B17: error: `{story.action}` is not in the plan any more" in err


def test_a_changed_plan_is_said(workspace: Path, coopctl: Runner, story: Story) -> None:
    path = answered(coopctl, {"1.1": {"status": "in_progress"}})
    plan = workspace / "plans" / "test.yaml"
    plan.write_text(plan.read_text("utf-8").replace("Test plan", "Other plan"), "utf-8")
    result = imported(coopctl, path)
    assert result.code == 0
    assert "the plan was changed since the sheet was made, on 30/6/2026" in result.err


def test_cells_outside_the_fields_are_named_and_left_out(
    workspace: Path, coopctl: Runner, story: Story
) -> None:
    sheet = opened(answered(coopctl, ANSWERED, ON))
    at = row_of(sheet, "1.1")
    for place in (f"C{at}", f"R{at}", "A2", "A12", "B33"):
        sheet[place] = "khác"
    result = imported(coopctl, save(sheet))
    assert result.code == 0, result.err
    assert "changed outside the yellow cells, and left out: A2, A12, C13, R13, B33\n" in result.err
    assert last(workspace).item == "3.1"


def test_answers_whose_row_nobody_knows_are_refused(
    workspace: Path, coopctl: Runner, story: Story
) -> None:
    sheet = opened(answered(coopctl, ANSWERED, ON))
    sheet.cell(row_of(sheet, "1.1"), 2).value = "9.9"
    sheet.cell(23, column_of("result")).value = "viết thêm"
    err = refused(coopctl, workspace, save(sheet))
    assert "H13: error: an answer in a row whose code, `9.9`, was not sent" in err
    assert "K23: error: an answer in a row that is about nothing" in err


def test_a_formula_that_was_never_computed(workspace: Path, coopctl: Runner, story: Story) -> None:
    path = answered(coopctl, {"1.1": {"status": "in_progress", "progress": "=20+20"}})
    err = refused(coopctl, workspace, path)
    assert "I13: error: `Progress, %`: the formula of the cell has no value" in err


def test_a_row_that_is_there_twice(workspace: Path, coopctl: Runner, story: Story) -> None:
    sheet = opened(answered(coopctl, ANSWERED, ON))
    sheet.cell(23, 2).value = "1.1"
    sheet.cell(23, column_of("status")).value = "Suspended"
    err = refused(coopctl, workspace, save(sheet))
    assert "B23: error: `1.1` is answered twice, first in B13" in err


def test_rows_and_columns_may_have_moved(workspace: Path, coopctl: Runner, story: Story) -> None:
    sheet = opened(answered(coopctl, ANSWERED, ON))
    sheet.title = "Trả lời của Hòa Bình"
    sheet.insert_rows(2)
    sheet.insert_cols(2)
    sheet.delete_rows(sheet.max_row)
    result = imported(coopctl, save(sheet))
    assert result.code == 0, result.err
    assert f"the sheet has no rows any more for {story.action}" in result.err
    assert [row.item for row in journal(workspace)[-2:]] == ["1.1", "3.1"]


def test_a_header_that_was_overwritten(workspace: Path, coopctl: Runner, story: Story) -> None:
    sheet = opened(answered(coopctl, ANSWERED, ON))
    sheet.cell(11, column_of("status")).value = "Kết quả"
    assert "the row with the headers was not found" in refused(coopctl, workspace, save(sheet))


def _without(path: Path) -> Path:
    book = openpyxl.load_workbook(path)
    del book["coopctl"]
    book.save("none.xlsx")
    return Path("none.xlsx")


def test_a_sheet_without_a_fingerprint(workspace: Path, coopctl: Runner, story: Story) -> None:
    path = _without(answered(coopctl, ANSWERED))
    err = refused(coopctl, workspace, path)
    assert "`none.xlsx` is no sheet that `coopctl export request` made" in err


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"rows":[1]}', '{"rows":[{"id":1}]}'])
def test_a_fingerprint_that_was_spoilt(
    workspace: Path, coopctl: Runner, story: Story, text: str
) -> None:
    book = openpyxl.load_workbook(answered(coopctl, ANSWERED))
    book["coopctl"]["A2"] = text
    book.save("spoilt.xlsx")
    err = refused(coopctl, workspace, Path("spoilt.xlsx"))
    assert "`spoilt.xlsx`: what the sheet was made from cannot be read any more" in err


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            '"plan":"test"',
            '"plan":"\\ud800"',
            "what the sheet was made from cannot be read any more",
        ),
        ('"plan":"test"', '"plan":"other"', "was made from the plan `other`, which is not here"),
        ('"party":"hoa-binh"', '"party":"ha-noi"', "was made for `ha-noi`, which is no party of"),
    ],
)
def test_a_fingerprint_of_another_plan(
    workspace: Path, coopctl: Runner, story: Story, old: str, new: str, said: str
) -> None:
    book = openpyxl.load_workbook(answered(coopctl, ANSWERED))
    cell = book["coopctl"]["A2"]
    cell.value = str(cell.value).replace(old, new)
    book.save("foreign.xlsx")
    assert said in refused(coopctl, workspace, Path("foreign.xlsx"))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7\n\x00", "is no workbook"),
        (b"PK\x03\x04 and no more", "is damaged or not whole"),
        (b"a,b\n1,2\n", "is no sheet that `coopctl export request` made"),
    ],
)
def test_a_file_of_another_type(
    workspace: Path, coopctl: Runner, story: Story, content: bytes, said: str
) -> None:
    Path("answers.xlsx").write_bytes(content)
    assert said in refused(coopctl, workspace, Path("answers.xlsx"))


def test_a_file_that_is_not_there(workspace: Path, coopctl: Runner, story: Story) -> None:
    assert "none.xlsx" in refused(coopctl, workspace, Path("none.xlsx"))
    assert coopctl("import", "answers").code == 2


def test_a_missing_library_is_named_with_what_brings_it(
    workspace: Path, coopctl: Runner, story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = answered(coopctl, ANSWERED)
    take_library_away(monkeypatch)
    err = refused(coopctl, workspace, path)
    assert "`python_calamine`" in err
    assert "` brings it" in err


def test_errors_are_vietnamese(workspace: Path, coopctl: Runner, story: Story) -> None:
    path = answered(coopctl, {"1.1": {"result": "x", "completed_on": Bare(46193)}})
    err = imported(coopctl, path, lang="vi").err
    assert "answers.xlsx:J13: lỗi: `Ngày hoàn thành`: ô ngày tháng lại ghi số 46193" in err
    assert "gợi ý: nếu là ngày 20/6/2026 thì" in err


def test_who_answered_is_shown_and_kept(workspace: Path, coopctl: Runner, story: Story) -> None:
    assert imported(coopctl, answered(coopctl, ANSWERED, ON), "--office", "hung-yen").code == 0
    new = last(workspace).id
    shown = coopctl("show", new).out
    assert "Answered by: Trần Thị Bình, Phó Giám đốc · 30/6/2026" in shown
    assert "Imported by: An (hung-yen)" in shown
    shown = coopctl("show", new, lang="vi").out
    assert "Người trả lời: Trần Thị Bình, Phó Giám đốc · 30/6/2026" in shown
    assert "Người nhập: An (hung-yen)" in shown
    assert "Trần Thị Bình" in coopctl("log").out
    assert coopctl("verify").code == 0


def test_who_answered_stays_where_somebody_corrects_the_record(
    workspace: Path, coopctl: Runner, story: Story
) -> None:
    assert imported(coopctl, answered(coopctl, ANSWERED, ON)).code == 0
    words = ("--reason", "Gõ nhầm", "--progress", "45", "--author", "Cường", "--yes")
    assert coopctl("amend", last(workspace).id, *words).code == 0
    new = last(workspace)
    assert (new.author, new.body["answered"]["name"]) == ("Cường", "Trần Thị Bình")


@pytest.mark.parametrize("name", [None, "   ", "\n"])
def test_a_sheet_that_nobody_signed(
    workspace: Path, coopctl: Runner, story: Story, name: str | None
) -> None:
    path = fill(request(coopctl, "hoa-binh"), ANSWERED, ON, {**SIGNED, "name": name})
    err = refused(coopctl, workspace, path)
    assert "answers.xlsx:D7: error: `Answered by (full name)`: is missing\n" in err
    assert err.count("error:") == 1
    assert (
        "answers.xlsx:D7: lỗi: `Người trả lời (họ và tên)`: còn thiếu"
        in imported(
            coopctl,
            fill(
                request(coopctl, "hoa-binh", "--overwrite", lang="vi"), ANSWERED, ON, {"name": name}
            ),
            lang="vi",
        ).err
    )


def test_a_signature_without_position_and_day_is_doubted(
    workspace: Path, coopctl: Runner, story: Story
) -> None:
    path = fill(request(coopctl, "hoa-binh"), ANSWERED, ON, {"name": "Bình"})
    result = imported(coopctl, path)
    assert result.code == 0
    assert "Answered by: Bình\n" in result.err
    assert "note: the sheet does not say “Position”\n" in result.err
    assert "note: the sheet does not say “Day of the answer”\n" in result.err
    assert last(workspace).body["answered"] == {"name": "Bình"}


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("answered_on", date(2026, 7, 1), "D9: error: `Day of the answer`: 1/7/2026 has not come yet"),
        ("answered_on", Bare(46193), "D9: error: `Day of the answer`: a bare number, 46193,"),
        ("answered_on", "hôm kia", "D9: error: `Day of the answer`: `hôm kia` is not a date"),
        ("answered_on", "31/2/2026", "D9: error: `Day of the answer`: "),
        ("name", "=1/0", "D7: error: `Answered by (full name)`: the formula of the cell has no value"),
        ("name", "Bình\u202e", "D7: error: `Answered by (full name)`: character 5 of the text is U+202E"),
        ("position", "#\u202e", "D8: error: `Position`: character 2 of the text is U+202E"),
        ("on", "31/2/2026", "D6: error: `Day for which the answers hold`: "),
    ],
)  # fmt: skip
def test_a_wrong_signature(
    workspace: Path, coopctl: Runner, story: Story, field: str, value: object, said: str
) -> None:
    path = fill(request(coopctl, "hoa-binh"), ANSWERED, None, {**SIGNED, field: value})
    err = refused(coopctl, workspace, path)
    assert said in err
    assert err.count("error:") == 1
