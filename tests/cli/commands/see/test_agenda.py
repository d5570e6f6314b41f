"""`coopctl agenda`: what is on it and why, what answers a difficulty, and what day counts."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from coopctl.domain.standing.agenda import AgendaRow
from coopctl.services.workspace import clock
from tests.conftest import PLAN, Result, Runner
from tests.helpers.printed import read_json
from tests.helpers.recorded import last, untouched
from tests.helpers.story import entries, replace, tell

MEETING = ("add-meeting", "--on", "19/9/2024", "--title", "Gặp nhau", "--number", "05/BB")


def read(result: Result) -> dict[str, Any]:
    assert (result.code, result.err) == (0, "")
    document: dict[str, Any] = read_json(result.out)
    return document


def reasons(coopctl: Runner, *words: str) -> dict[str, str]:
    """Return the reasons by id."""
    rows = read(coopctl("agenda", "--json", *words))["rows"]
    return {row["id"]: row["reasons"] for row in rows}


def record(coopctl: Runner, *words: str) -> None:
    result = coopctl(*words)
    assert result.code == 0, result.err


def test_without_a_ledger_there_are_deadlines_and_silence(workspace: Path, coopctl: Runner) -> None:
    assert reasons(coopctl) == {
        "1.1": "overdue silent", "3.10": "due_soon silent", "3.1": "due_soon silent",
        "1.2": "silent", "2.1": "silent", "2.2": "silent",
    }  # fmt: skip
    assert untouched(workspace)


def test_the_picture(workspace: Path, coopctl: Runner) -> None:
    record(coopctl, *MEETING, "--item", "1.1", "--action", "hoa-binh: Gửi danh mục: 1/12/2024")
    meeting = last(workspace).id
    for item in ("1.2", "2.1", "2.2", "3.1", "3.10"):
        record(coopctl, "add-update", item, "in_progress", "--on", "1/6/2026")
    record(coopctl, "add-update", "1.1", "in_progress", "--on", "1/4/2026",
           "--difficulty", "Thiếu\nkinh phí", "--proposal", "Cấp thêm")  # fmt: skip
    difficult = last(workspace).id
    record(coopctl, "add-outcome", "2.1", "--on", "1/5/2026", "--title", "Lớp đầu")
    bare = last(workspace).id
    record(
        coopctl, "add-update", "3.1", "completed", "--on", "2/6/2026", "--completed-on", "1/6/2026"
    )
    width = len(meeting) + 2
    indent = " " * (width + 7)
    assert coopctl("agenda").out == (
        "Agenda  for a meeting on 30/6/2026\n"
        "\n"
        "Actions of earlier meetings (1)\n"
        f"  ▲  {meeting}/1  Gửi danh mục\n"
        f"{indent}Overdue 576 days · Not started · due 1/12/2024 · Phú Thọ\n"
        f"{indent}agreed on 19/9/2024: “Gặp nhau”, 05/BB, {meeting}\n"
        "\n"
        "Items overdue or due soon (2)\n"
        "  ▲  1.1   Propose tasks\n"
        "           Overdue 181 days · In progress · due Q4/2025 (31/12/2025) · Phú Thọ\n"
        f"           Difficulty without an answer (1/4/2026, {difficult}): Thiếu kinh phí\n"
        f"           Proposal without an answer (1/4/2026, {difficult}): Cấp thêm\n"
        "           No news since 1/4/2026, 90 days ago\n"
        "  ◆  3.10  Traceability\n"
        "           Due today · In progress · due 30/6/2026 · lead not stated\n"
        "\n"
        "Results without evidence (2)\n"
        f"  █  {'3.1':<{len(bare)}}  Apply systems\n"
        f"{' ' * (len(bare) + 7)}Completed · due 5/7/2026 · Phú Thọ\n"
        f"{' ' * (len(bare) + 7)}Completed without evidence\n"
        f"  ·  {bare}  Lớp đầu\n"
        f"{' ' * (len(bare) + 7)}1/5/2026 · outcome of 2.1 · Hưng Yên\n"
    )


def test_json_has_every_column(workspace: Path, coopctl: Runner) -> None:
    story = tell(coopctl)
    document = read(coopctl("agenda", "--json", "--on", "1/7/2026", "--stale-days", "400"))
    assert [document[key] for key in ("format", "on", "party", "stale_days")] == [
        "coopctl-agenda/1", "2026-07-01", None, 400,
    ]  # fmt: skip
    assert [tuple(row) for row in document["rows"]] == [AgendaRow._fields] * len(document["rows"])
    assert document["rows"][0] == {
        "plan": "test", "kind": "action", "id": story.action, "item": None, "title": "Gửi danh mục",
        "lead": "hoa-binh", "cooperating": "", "reasons": "open overdue", "status": "not_started",
        "timeliness": "overdue", "due": "2024-12-01", "deadline": "1/12/2024", "days": 577, "last_on": None,
        "difficulty": None, "proposal": None, "entry": None, "meeting": story.meeting,
        "meeting_on": "2024-09-19", "meeting_title": "Gặp nhau tại Hòa Bình",
        "meeting_number": "05/BB", "disputed_by": None, "dispute": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    "answer",
    [
        ("add-update", "1.2", "in_progress", "--on", "2/6/2026"),
        ("add-outcome", "1.2", "--on", "2/6/2026", "--title", "x", "--evidence", "y"),
        (
            "add-extension",
            "1.2",
            "31/3/2027",
            "--on",
            "2/6/2026",
            "--reason",
            "x",
            "--document",
            "y",
        ),
        ("add-meeting", "--on", "2/6/2026", "--title", "x", "--item", "1.2"),
        ("add-update", "1.2", "in_progress", "--on", "1/6/2026"),
    ],
    ids=["update", "outcome", "extension", "meeting", "the same day, later"],
)
def test_what_comes_after_answers_a_difficulty(
    workspace: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch, answer: tuple[str, ...]
) -> None:
    record(coopctl, "add-update", "1.2", "in_progress", "--on", "1/6/2026", "--difficulty", "x")
    assert reasons(coopctl)["1.2"] == "difficulty"
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 6, 30, 6, 0, tzinfo=UTC))
    record(coopctl, *answer)
    assert "1.2" not in reasons(coopctl)


@pytest.mark.parametrize(
    "other",
    [
        ("add-update", "1.2", "in_progress", "--on", "31/5/2026"),
        ("add-update", "1.1", "in_progress", "--on", "2/6/2026"),
        ("add-meeting", "--on", "2/6/2026", "--title", "x", "--item", "1.1"),
        ("add-meeting", "--on", "31/5/2026", "--title", "x", "--item", "1.2"),
    ],
    ids=["an earlier update", "another item", "a meeting on another", "an earlier meeting"],
)
def test_what_comes_before_or_is_of_another_does_not(
    workspace: Path, coopctl: Runner, other: tuple[str, ...]
) -> None:
    record(coopctl, "add-update", "1.2", "in_progress", "--on", "1/6/2026", "--proposal", "x")
    record(coopctl, *other)
    assert reasons(coopctl)["1.2"] == "proposal"


def test_a_corrected_difficulty_is_gone(workspace: Path, coopctl: Runner) -> None:
    record(coopctl, "add-update", "1.2", "in_progress", "--on", "1/6/2026", "--difficulty", "x")
    replace(workspace, entries(coopctl)[-1], difficulty="")
    assert "1.2" not in reasons(coopctl)


def test_a_corrected_meeting_keeps_its_actions_under_their_ids(
    workspace: Path, coopctl: Runner
) -> None:
    record(coopctl, *MEETING, "--action", "hung-yen: xem")
    old = entries(coopctl)[-1]
    correction = {"first": old["id"], "placed_at": old["recorded_at"], "reason": "x"}
    replace(workspace, old, title="Gặp lại", correction=correction)
    actions = [row for row in read(coopctl("agenda", "--json"))["rows"] if row["kind"] == "action"]
    assert [(row["id"], row["meeting"], row["meeting_title"]) for row in actions] == [
        (f"{old['id']}/1", old["id"], "Gặp lại")
    ]


def test_a_difficulty_of_an_action_until_it_is_done(workspace: Path, coopctl: Runner) -> None:
    record(coopctl, *MEETING, "--action", "hung-yen: xem")
    action = f"{last(workspace).id}/1"
    record(coopctl, "add-update", action, "in_progress", "--difficulty", "Chưa có người")
    assert reasons(coopctl)[action] == "open difficulty"
    assert "Chưa có người" in coopctl("agenda").out
    record(coopctl, "add-update", action, "completed", "--completed-on", "30/6/2026")
    assert action not in reasons(coopctl)


HUNG_YEN, HOA_BINH = ("--office", "hung-yen"), ("--office", "hoa-binh")


def dispute(coopctl: Runner, entry: str, reason: str) -> None:
    record(coopctl, "dispute", entry, "--reason", reason, *HOA_BINH)


def test_disputed_entries_are_on_it_with_the_reason(workspace: Path, coopctl: Runner) -> None:
    record(coopctl, "add-update", "1.2", "in_progress", *HUNG_YEN)
    update = last(workspace).id
    dispute(coopctl, "1.2", "Chưa bắt đầu")
    record(coopctl, *MEETING, "--host", "hung-yen", *HUNG_YEN)
    meeting = last(workspace).id
    dispute(coopctl, meeting, "Thiếu\nkết luận")
    record(coopctl, "add-outcome", "2.1", "--title", "Lớp", *HUNG_YEN)
    outcome = last(workspace).id
    dispute(coopctl, outcome, "Chưa mở")
    moved = ("add-extension", "1.1", "1/9/2026", "--reason", "x", "--document", "y")
    record(coopctl, *moved, *HUNG_YEN)
    extension = last(workspace).id
    dispute(coopctl, extension, "Chưa duyệt")
    rows = read(coopctl("agenda", "--json", "--on", "1/7/2026"))["rows"]
    disputed = {
        row["id"]: (row["kind"], row["reasons"], row["dispute"])
        for row in rows
        if row["disputed_by"] == "hoa-binh"
    }
    assert disputed == {
        "1.2": ("item", "disputed", "Chưa bắt đầu"),
        meeting: ("meeting", "disputed", "Thiếu\nkết luận"),
        outcome: ("outcome", "disputed no_evidence", "Chưa mở"),
        extension: ("extension", "disputed", "Chưa duyệt"),
    }
    assert update not in [row["id"] for row in rows]
    assert meeting in reasons(coopctl, "--party", "hung-yen")
    text = coopctl("agenda").out
    assert "Disputed by Phú Thọ: Thiếu kết luận\n" in text
    assert "Without evidence\n" in text


def test_a_dispute_that_was_settled_is_not_on_it(workspace: Path, coopctl: Runner) -> None:
    record(coopctl, *MEETING, *HUNG_YEN)
    meeting = last(workspace).id
    dispute(coopctl, meeting, "Thiếu kết luận")
    assert meeting in reasons(coopctl)
    record(coopctl, "amend", meeting, "--conclusion", "Nhất trí", "--reason", "Bổ sung", *HUNG_YEN)
    assert {meeting, last(workspace).id}.isdisjoint(reasons(coopctl))


def test_a_retracted_meeting_takes_the_disputes_of_its_actions_along(
    workspace: Path, coopctl: Runner
) -> None:
    record(coopctl, *MEETING, "--action", "hung-yen: x", *HUNG_YEN)
    meeting = last(workspace).id
    record(coopctl, "add-outcome", f"{meeting}/1", "--title", "Lớp", *HUNG_YEN)
    outcome = last(workspace).id
    dispute(coopctl, outcome, "Chưa mở")
    assert outcome in reasons(coopctl)
    assert outcome in coopctl("status", "--disputed").out
    record(coopctl, "retract", meeting, "--reason", "Không họp", *HUNG_YEN)
    assert outcome not in reasons(coopctl)
    assert outcome not in coopctl("status", "--disputed").out


@pytest.mark.parametrize(
    "words",
    [("completed", "--completed-on", "1/6/2026", "--evidence", "x"), ("cancelled",)],
    ids=["completed", "cancelled"],
)
def test_what_ended_is_not_on_it(workspace: Path, coopctl: Runner, words: tuple[str, ...]) -> None:
    record(coopctl, "add-update", "1.1", *words, "--difficulty", "x", "--proposal", "y")
    assert "1.1" not in reasons(coopctl)


def test_what_was_withdrawn_is_not_on_it_nor_its_outcomes(workspace: Path, coopctl: Runner) -> None:
    record(coopctl, "add-outcome", "1.1", "--title", "x")
    bare = last(workspace).id
    assert reasons(coopctl)[bare] == "no_evidence"
    plan = workspace / "plans" / "test.yaml"
    plan.write_text(PLAN.replace("start: 1/10/2024", "withdrawn: x"), "utf-8")
    coopctl("status")
    assert not {"1.1", bare} & reasons(coopctl).keys()


def test_evidence_of_an_outcome_proves_a_completed_item(workspace: Path, coopctl: Runner) -> None:
    record(coopctl, "add-update", "1.1", "completed", "--completed-on", "1/6/2026")
    assert reasons(coopctl)["1.1"] == "no_evidence"
    record(coopctl, "add-outcome", "1.1", "--title", "x", "--evidence", "12/BC")
    assert "1.1" not in reasons(coopctl)


def test_silence_is_counted_from_the_last_news(workspace: Path, coopctl: Runner) -> None:
    record(coopctl, "add-update", "1.2", "in_progress", "--on", "1/5/2026")  # 60 days ago
    record(coopctl, "add-update", "2.1", "in_progress", "--on", "2/5/2026")
    record(coopctl, "add-meeting", "--on", "2/5/2026", "--title", "x", "--item", "2.2")
    found = reasons(coopctl)
    assert found["1.2"] == "silent"
    assert not {"2.1", "2.2"} & found.keys()
    assert reasons(coopctl, "--stale-days", "59")["2.1"] == "silent"
    (workspace / "coopctl.toml").write_text("stale_days = 59\n")
    assert reasons(coopctl)["2.2"] == "silent"
    assert "2.2" not in reasons(coopctl, "--stale-days", "60")
    for text in ("soon", "", "-1", "1.5"):
        said = f"error: `--stale-days`: `{text}` is not a whole number from 0 up\n"
        hint = "hint: write how many days, such as `60`\n"
        assert coopctl("agenda", "--stale-days", text) == (2, "", said + hint)


def test_an_item_that_has_not_begun_is_not_silent(workspace: Path, coopctl: Runner) -> None:
    assert reasons(coopctl, "--on", "30/11/2024").get("1.1") == "silent"  # began on 1/10/2024
    assert "1.1" not in reasons(coopctl, "--on", "29/11/2024")
    assert "2.2" in reasons(coopctl, "--on", "16/11/2024")  # the plan is of 17/9/2024
    assert "2.2" not in reasons(coopctl, "--on", "15/11/2024")


def test_only_what_happened_by_that_day_counts(workspace: Path, coopctl: Runner) -> None:
    record(coopctl, *MEETING, "--item", "1.2", "--action", "hung-yen: xem")
    action = f"{last(workspace).id}/1"
    record(coopctl, "add-update", "1.2", "in_progress", "--on", "1/6/2025", "--difficulty", "x")
    assert action not in reasons(coopctl, "--on", "19/9/2024")  # the meeting itself
    assert reasons(coopctl, "--on", "20/9/2024")[action] == "open"
    assert reasons(coopctl, "--on", "31/5/2025")["1.2"] == "silent"
    assert "difficulty" in reasons(coopctl, "--on", "1/6/2025")["1.2"]
    record(coopctl, "add-meeting", "--on", "1/7/2025", "--title", "y", "--item", "1.2")
    assert "difficulty" in reasons(coopctl, "--on", "1/7/2025")["1.2"]
    assert "1.2" not in reasons(coopctl, "--on", "2/7/2025")


def test_known_at_before_a_correction_shows_the_old(
    workspace: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(coopctl, "add-update", "1.2", "in_progress", "--difficulty", "Thiếu kinh phí")
    update = last(workspace).id
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 7, 5, 5, tzinfo=UTC))
    record(coopctl, "amend", update, "--difficulty", "", "--reason", "Nhầm")
    assert "1.2" not in reasons(coopctl)
    assert reasons(coopctl, "--known-at", "1/7/2026")["1.2"] == "difficulty"
    assert read(coopctl("agenda", "--json"))["known_at"] is None


def test_a_day_to_come_is_judged_as_that_day(workspace: Path, coopctl: Runner) -> None:
    assert reasons(coopctl, "--on", "1/1/2027")["1.2"].startswith("overdue")
    assert coopctl("agenda", "--on", "31/2/2026").code == 2


def test_party_keeps_what_it_leads_or_shares_in(workspace: Path, coopctl: Runner) -> None:
    record(
        coopctl, *MEETING, "--action", "hoa-binh, hung-yen: cùng xem", "--action", "hoa-binh: gửi"
    )
    meeting = last(workspace).id
    ours = reasons(coopctl, "--party", "hung-yen")
    assert set(ours) == {f"{meeting}/1", "1.1", "1.2", "2.1"}
    assert coopctl("agenda", "--party", "hung-yen").out.splitlines()[0].endswith("only Hưng Yên")
    assert coopctl("agenda", "--party", "hanoi").code == 1


def test_nothing_left_open_is_said(workspace: Path, coopctl: Runner) -> None:
    result = coopctl("agenda", "--on", "1/10/2024", "--party", "hoa-binh")
    assert result == (
        0,
        (
            "Agenda  for a meeting on 1/10/2024 · only Hòa Bình\n"
            "nothing is left open, and nothing is due soon\n"
        ),
        "",
    )
    assert (
        read(coopctl("agenda", "--json", "--on", "1/10/2024", "--party", "hoa-binh"))["rows"] == []
    )


def test_several_plans_each_under_its_heading(workspace: Path, coopctl: Runner) -> None:
    text = PLAN.replace("id: test", "id: west").replace("Test plan", "West plan")
    (workspace / "plans" / "west.yaml").write_text(text, "utf-8")
    lines = coopctl("agenda").out.splitlines()
    assert "test  Test plan" in lines
    assert lines.index("test  Test plan") < lines.index("west  West plan")
    assert "West plan" not in coopctl("agenda", "test").out
    assert coopctl("agenda", "nope").code == 1
    short = coopctl("agenda", "--limit", "1").out.splitlines()
    assert short[-1] == "and 11 more; name a plan, or `--limit 0` for all"


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_no_line_is_wider_than_the_terminal(
    workspace: Path, coopctl: Runner, width: int, lang: str
) -> None:
    tell(coopctl)
    long = "Một khó khăn rất dài " * 20 + "x" * 300
    record(coopctl, "add-update", "1.2", "in_progress", "--difficulty", long)
    result = coopctl("agenda", lang=lang, env={"COLUMNS": str(width)})
    assert max(map(cell_len, result.out.splitlines())) <= width


def test_text_that_people_wrote_is_not_markup(workspace: Path, coopctl: Runner) -> None:
    record(coopctl, "add-update", "1.2", "in_progress", "--difficulty", "[red]đỏ[/x] {count} %s")
    assert "[red]đỏ[/x] {count} %s" in coopctl("agenda", env={"COLUMNS": "160"}).out
