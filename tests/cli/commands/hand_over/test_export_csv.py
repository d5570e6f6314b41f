"""`coopctl export csv`: every table, to a pipe and to files, for programs and for people."""

import csv
import io
import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from coopctl.domain.exchange.columns import TABLES
from coopctl.domain.standing.standing import ActionRow, ItemRow
from coopctl.services.workspace import clock
from tests.conftest import Result, Runner
from tests.helpers.machine import PATIENCE
from tests.helpers.printed import read_json
from tests.helpers.story import entries, replace, tell


def rows(result: Result) -> list[dict[str, str]]:
    assert result.code == 0, result.err
    return list(csv.DictReader(io.StringIO(result.out, newline="")))


def run(*words: str, stdout: int) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "coopctl", "--lang", "en", *words],
        stdout=stdout, stderr=subprocess.PIPE, check=False,
    )  # fmt: skip
    return done.returncode, done.stderr.decode()


def column(text: str, name: str) -> Sequence[str]:
    return [row[name] for row in csv.DictReader(io.StringIO(text, newline=""))]


def test_columns_of_items_and_actions_are_the_rows_own_fields() -> None:
    assert tuple(one.code for one in TABLES["items"]) == ItemRow._fields
    assert tuple(one.code for one in TABLES["actions"]) == ActionRow._fields


def test_items_is_the_table_where_none_is_named(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    result = coopctl("export", "csv")
    assert result == coopctl("export", "csv", "items")
    assert result.err == ""
    assert result.out.splitlines()[:2] == [
        (
            "plan,area,item,title,kind,every,lead,cooperating,start,due_text,due,original_due,deadline,period,"
            "deliverable,stage,status,progress,timeliness,days,periods,completed_on,last_on,last_word,result,"
            "difficulty,evidence,entry,confirmation,move,withdrawn"
        ),
        (
            "test,1,1.1,Propose tasks,dated,,hoa-binh,hung-yen,2024-10-01,Q4/2025,2026-03-31,"
            '2025-12-31,"Q4/2025 (31/12/2025) (extended to 31/3/2026, document 12/QĐ)",,'
            "List,,in_progress,40,overdue,91,,,2025-03-01,Đã có 12 đề xuất,"
            f"Đã có 12 đề xuất,Thiếu kinh phí,,{rows(result)[0]['entry']},"
            "unconfirmed,hoa-binh,"
        ),
    ]


def test_lines_end_as_the_standard_says(workspace: Path, coopctl: Runner) -> None:
    out = coopctl("export", "csv").out
    assert out.count("\r\n") == out.count("\n") == 7
    assert not out.startswith("\ufeff")


def test_export_without_a_ledger_makes_none(workspace: Path, coopctl: Runner) -> None:
    for table in TABLES:
        found = rows(coopctl("export", "csv", table))
        assert len(found) == {"items": 6, "indicators": 1}.get(table, 0)
    assert not (workspace / "coopctl.db").exists()


def test_every_table_has_what_was_recorded(workspace: Path, coopctl: Runner) -> None:
    story = tell(coopctl)
    signed = {
        "author": "An", "office": "", "recorded_at": "2026-06-30T05:00:00.000000Z",
        "confirmation": "unconfirmed",
    }  # fmt: skip
    updates = rows(coopctl("export", "csv", "updates"))
    assert [row["id"] for row in updates] == [story.update, story.done]
    assert updates[1] == signed | {
        "id": story.done, "plan": "test", "item": "3.1", "happened_on": "2026-06-01",
        "status": "completed", "progress": "", "result": "Đã áp dụng", "difficulty": "",
        "cause": "", "proposal": "", "next_step": "", "completed_on": "2026-05-30",
        "stage": "", "grade": "", "document": "", "reason": "",
        "evidence": "Báo cáo 9/BC",
    }  # fmt: skip
    assert rows(coopctl("export", "csv", "meetings")) == [signed | {
        "id": story.meeting, "plan": "test", "happened_on": "2024-09-19", "until": "",
        "title": "Gặp nhau tại Hòa Bình", "kind": "working_visit", "place": "Hòa Bình",
        "host": "hoa-binh", "chair": "Đỗ Hải Hồ", "secretary": "Thư ký A", "number": "05/BB",
        "attendees": "hung-yen: Trần Tùng Chuẩn, Giám đốc; hoa-binh: Đỗ Hải Hồ",
        "invited": "hung-yen: Báo chí", "items": "1.1 2.1", "proceedings": "Hai bên trao đổi.",
        "conclusions": "Lập danh mục chung", "actions": "1", "evidence": "Biên bản 05/BB",
    }]  # fmt: skip
    assert rows(coopctl("export", "csv", "actions")) == [{
        "plan": "test", "id": story.action, "meeting": story.meeting, "agreed_on": "2024-09-19",
        "title": "Gửi danh mục", "lead": "hoa-binh", "cooperating": "", "due_text": "1/12/2024",
        "due": "2024-12-01", "original_due": "", "deadline": "1/12/2024", "status": "not_started", "progress": "",
        "timeliness": "overdue", "days": "576", "completed_on": "", "last_on": "",
        "last_word": "", "evidence": "", "entry": "", "confirmation": "", "move": "hoa-binh",
    }]  # fmt: skip
    assert rows(coopctl("export", "csv", "outcomes")) == [signed | {
        "id": story.outcome, "plan": "test", "item": "2.1", "happened_on": "2025-02-01",
        "title": "Lớp đầu", "type": "", "indicator": "trained", "value": "30", "evidence": "",
    }]  # fmt: skip
    assert rows(coopctl("export", "csv", "extensions")) == [signed | {
        "id": story.extension, "plan": "test", "item": "1.1", "happened_on": "2025-06-01",
        "period": "", "due_text": "31/3/2026", "due": "2026-03-31", "reason": "Sáp nhập tỉnh",
        "document": "12/QĐ",
    }]  # fmt: skip


def test_labels_in_english(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    first = rows(coopctl("export", "csv", "--labels"))[0]
    assert first["Lead"] == "Phú Thọ"
    assert first["Cooperating"] == "Hưng Yên"
    assert first["Start"] == "1/10/2024"
    assert first["Status"] == "In progress"
    assert first["Timeliness"] == "Overdue"
    assert first["Kind"] == "With a deadline"
    assert first["Area"] == "1  Genetic resources"


def test_labels_in_vietnamese_leave_no_english(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    coopctl("add-outcome", "2.1", "--title", "Lớp", "--indicator", "trained", "--value", "1234.5")
    out = coopctl("export", "csv", "--labels", lang="vi").out
    header = out.splitlines()[0].split(",")
    assert "Tình trạng" in out or "Trạng thái" in out
    assert not {one.label for one in TABLES["items"]} & set(header)
    assert "Đề xuất nhiệm vụ" in out
    assert "in_progress" not in out
    assert '"1.234,5"' in coopctl("export", "csv", "outcomes", "--labels", lang="vi").out


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_labels_have_a_column_for_each_code(
    workspace: Path, coopctl: Runner, table: str, lang: str
) -> None:
    tell(coopctl)
    coded = list(csv.reader(io.StringIO(coopctl("export", "csv", table, lang=lang).out)))
    words = list(
        csv.reader(io.StringIO(coopctl("export", "csv", table, "--labels", lang=lang).out))
    )
    assert len(words) == len(coded)
    assert {len(row) for row in words} == {len(TABLES[table])}


def test_labels_use_the_names_of_the_day(workspace: Path, coopctl: Runner) -> None:
    out = coopctl("export", "csv", "--labels", "--as-of", "30/6/2025").out
    assert "Hòa Bình" in out
    assert "Phú Thọ" not in out


def test_as_of_leaves_out_what_happened_later(workspace: Path, coopctl: Runner) -> None:
    story = tell(coopctl)
    found = rows(coopctl("export", "csv", "updates", "--as-of", "1/3/2025"))
    assert [row["id"] for row in found] == [story.update]
    items = rows(coopctl("export", "csv", "items", "--as-of", "1/3/2025"))
    assert items[0]["due"] == "2025-12-31"
    assert rows(coopctl("export", "csv", "updates", "--known-at", "29/6/2026")) == []


def test_known_at_shows_what_was_replaced_only_later(
    workspace: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = tell(coopctl)
    (old,) = [entry for entry in entries(coopctl) if entry["id"] == story.update]
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 8, 1, tzinfo=UTC))
    new = replace(workspace, old, progress=60)
    now = rows(coopctl("export", "csv", "updates"))
    then = rows(coopctl("export", "csv", "updates", "--known-at", "31/7/2026"))
    assert [row["id"] for row in now] == [new, story.done]
    assert [row["id"] for row in then] == [story.update, story.done]


def test_output_file_has_the_mark_for_excel_and_a_notice(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    result = coopctl("export", "csv", "-o", "annex.csv")
    assert (result.code, result.out) == (0, "")
    assert "`annex.csv`" in result.err
    assert "6 rows" in result.err
    data = (workspace / "annex.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfplan,area")
    assert data.decode("utf-8-sig") == coopctl("export", "csv").out


def test_all_writes_every_table_into_a_folder(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    result = coopctl("export", "csv", "--all", "-o", "out/tables")
    assert (result.code, result.out) == (0, "")
    folder = workspace / "out" / "tables"
    assert sorted(path.name for path in folder.iterdir()) == sorted(f"{one}.csv" for one in TABLES)
    assert len(result.err.splitlines()) == len(TABLES)
    for table in TABLES:
        written = (folder / f"{table}.csv").read_bytes().decode("utf-8-sig")
        assert written == coopctl("export", "csv", table).out


def test_all_needs_a_folder(workspace: Path, coopctl: Runner) -> None:
    result = coopctl("export", "csv", "--all")
    assert (result.code, result.out) == (2, "")
    assert "`--all`" in result.err
    assert "`-o`" in result.err


def test_all_into_a_file_is_refused(workspace: Path, coopctl: Runner) -> None:
    (workspace / "tables").write_text("mine", "utf-8")
    result = coopctl("export", "csv", "--all", "-o", "tables")
    assert result.code == 1
    assert "`tables`" in result.err
    assert (workspace / "tables").read_text("utf-8") == "mine"


def test_all_and_a_table_contradict_each_other(workspace: Path, coopctl: Runner) -> None:
    result = coopctl("export", "csv", "updates", "--all", "-o", "tables")
    assert result.code == 2
    assert "--all" in result.err
    assert "`updates`" in result.err
    assert not (workspace / "tables").exists()


def test_mistyped_table_names_the_valid_ones_nearest_first(
    workspace: Path, coopctl: Runner
) -> None:
    result = coopctl("export", "csv", "updats")
    assert (result.code, result.out) == (2, "")
    assert "`updats`" in result.err
    hint = result.err.splitlines()[1]
    assert hint.index("updates") < hint.index("items")
    assert all(table in hint for table in TABLES)


FORMULAS = (
    "=1+1",
    "+cmd",
    "-cmd",
    "@SUM(A1)",
    "＝1+1",
    "＋x",
    "－x",
    "＠x",
    "-1+1",
    "=HYPERLINK(1)",
)


@pytest.mark.parametrize("text", FORMULAS)
def test_formula_is_defused(workspace: Path, coopctl: Runner, text: str) -> None:
    assert coopctl("add-update", "1.1", "in_progress", f"--result={text}").code == 0
    (row,) = rows(coopctl("export", "csv", "updates"))
    assert row["result"] == "'" + text
    items = rows(coopctl("export", "csv", "items"))
    assert items[0]["last_word"] == "'" + text
    stored = read_json(coopctl("log", "--kind", "update", "--json").out)
    assert stored[0]["body"]["result"] == text


@pytest.mark.parametrize("text", ["-5", "+84", "-1.234,5", "x=1", "a-b"])
def test_number_and_plain_text_stay_as_they_are(
    workspace: Path, coopctl: Runner, text: str
) -> None:
    assert coopctl("add-update", "1.1", "in_progress", f"--result={text}").code == 0
    (row,) = rows(coopctl("export", "csv", "updates"))
    assert row["result"] == text


def test_quotes_commas_and_line_breaks_survive(workspace: Path, coopctl: Runner) -> None:
    text = 'Ông "A", bà B;\nxuống dòng\n\nhết'
    coopctl("add-update", "1.1", "in_progress", "--result", text)
    (row,) = rows(coopctl("export", "csv", "updates"))
    assert row["result"] == text


def test_output_that_is_a_folder(workspace: Path, coopctl: Runner) -> None:
    result = coopctl("export", "csv", "-o", "plans")
    assert (result.code, result.out) == (1, "")
    assert "`plans` is a folder" in result.err


def test_output_in_a_folder_that_is_not_there(workspace: Path, coopctl: Runner) -> None:
    result = coopctl("export", "csv", "-o", "none/annex.csv")
    assert (result.code, result.out) == (1, "")
    assert f"`{Path('none/annex.csv')}`" in result.err
    assert "hint:" in result.err
    assert not (workspace / "none").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_output_in_a_folder_without_write_permission(workspace: Path, coopctl: Runner) -> None:
    folder = workspace / "closed"
    folder.mkdir(mode=0o500)
    result = coopctl("export", "csv", "-o", "closed/annex.csv")
    assert result.code == 1
    assert "hint:" in result.err


def test_output_below_a_file(workspace: Path, coopctl: Runner) -> None:
    result = coopctl("export", "csv", "-o", "plans/test.yaml/annex.csv")
    assert (result.code, result.out) == (1, "")
    assert "cannot write" in result.err
    assert "hint:" in result.err


def test_output_through_a_link_keeps_the_link(workspace: Path, coopctl: Runner) -> None:
    (workspace / "real.csv").write_text("old", "utf-8")
    (workspace / "real.csv").chmod(0o600)
    (workspace / "annex.csv").symlink_to("real.csv")
    assert coopctl("export", "csv", "-o", "annex.csv", "--overwrite").code == 0
    assert (workspace / "annex.csv").is_symlink()
    assert (workspace / "real.csv").read_text("utf-8-sig").startswith("plan,area")
    assert (workspace / "real.csv").stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_output_may_be_a_named_pipe_and_stays_one(workspace: Path) -> None:
    pipe = workspace / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reader:
        code, err = run("export", "csv", "-o", "pipe", stdout=subprocess.DEVNULL)
        out, _ = reader.communicate(timeout=PATIENCE)
    assert code == 0, err
    assert out.decode("utf-8-sig").startswith("plan,area")
    assert pipe.is_fifo()


def test_failure_half_way_keeps_the_old_file(
    workspace: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(coopctl)
    (workspace / "annex.csv").write_text("old", "utf-8")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    result = coopctl("export", "csv", "-o", "annex.csv", "--overwrite")
    assert result.code == 1
    assert "No space left on device" in result.err
    assert (workspace / "annex.csv").read_text("utf-8") == "old"
    assert list(workspace.glob(".*")) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize(
    "words", [("export", "csv"), ("export", "json"), ("status",), ("status", "--json"), ("log",)]
)
def test_full_standard_output_is_an_error(workspace: Path, words: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        code, err = run(*words, stdout=full.fileno())
    assert code == 1
    assert "No space left on device" in err
    assert "Traceback" not in err
    assert len(err.splitlines()) <= 2
