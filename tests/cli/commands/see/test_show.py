"""`coopctl show`: an item, an action, a meeting, any entry."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.cells import cell_len

from coopctl.domain.standing.standing import ActionRow, ItemRow
from coopctl.services.workspace import clock
from tests.conftest import Runner
from tests.helpers.printed import read_json
from tests.helpers.story import entries, replace, tell


def test_item_that_nothing_was_recorded_of(workspace: Path, coopctl: Runner) -> None:
    result = coopctl("show", "2.2")
    assert (result.code, result.err) == (0, "")
    assert result.out == (
        "2.2  Exchange of information\n"
        "░ Not started · deadline not stated\n"
        "  Kind: not stated\n"
        "  Lead: not stated\n"
        "  Cooperating: not stated\n"
        "  Start: not stated\n"
        "  Deadline as written: not stated\n"
        "  Deliverable: not stated\n"
        "  Budget: not stated\n"
    )
    assert not (workspace / "coopctl.db").exists()


def test_item_with_all_that_belongs_to_it(workspace: Path, coopctl: Runner) -> None:
    story = tell(coopctl)
    assert coopctl("show", "1.1").out == (
        "1.1  Propose tasks\n"
        "▲ Overdue 91 days · In progress 40 % · due Q4/2025 (31/12/2025) (extended to\n"
        "31/3/2026, document 12/QĐ)\n"
        "  Kind: With a deadline\n"
        "  Lead: Phu Tho DOST\n"
        "  Cooperating: Hung Yen DOST\n"
        "  Start: 1/10/2024\n"
        "  Deadline as written: Q4/2025\n"
        "  Deliverable: List\n"
        "  Budget: not stated\n"
        "\n"
        "Updates\n"
        f"  1/3/2025  {story.update}  An\n"
        "      Status: In progress\n"
        "      Progress, %: 40\n"
        "      Result: Đã có 12 đề xuất\n"
        "      Difficulty: Thiếu kinh phí\n"
        "\n"
        "Extensions\n"
        f"  1/6/2025  {story.extension}  An\n"
        "      New due: 31/3/2026\n"
        "      Reason: Sáp nhập tỉnh\n"
        "      Approving document: 12/QĐ\n"
        "\n"
        "Meetings\n"
        f"  19/9/2024  {story.meeting}  Gặp nhau tại Hòa Bình\n"
        "\n"
        "Actions of these meetings\n"
        f"  ▲ {story.action}  Gửi danh mục\n"
        "      Overdue 576 days · Not started · due 1/12/2024 · Phú Thọ\n"
        "\n"
        "Evidence\n"
        f"  Biên bản 05/BB  {story.meeting}, 19/9/2024\n"
    )


def test_indicator_counts_the_baseline_and_every_outcome(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    lines = coopctl("show", "2.1").out.splitlines()
    at = lines.index("  People · baseline 20")
    assert lines[at + 1].split() == ["Overall", "50", "/", "120", "█████░░░░░░░", "41.7", "%"]
    assert lines[at + 2].strip() == "1 outcome · last on 1/2/2025 · 1 without evidence"
    coopctl(
        "add-outcome", "2.1", "--title", "Lớp hai", "--indicator", "trained", "--value", "1000.5"
    )
    vietnamese = coopctl("show", "2.1", lang="vi").out
    assert "1.050,5 / 120  " in vietnamese
    assert "████████████    875,4 %\n" in vietnamese


def test_indicator_without_target_or_baseline(workspace: Path, coopctl: Runner) -> None:
    plan = workspace / "plans" / "test.yaml"
    plan.write_text(plan.read_text("utf-8").replace(", target: 120, baseline: 20", ""), "utf-8")
    assert "  People\n    Overall     0\n" in coopctl("show", "2.1").out


def test_item_as_it_was(workspace: Path, coopctl: Runner) -> None:
    story = tell(coopctl)
    out = coopctl("show", "1.1", "--as-of", "28/2/2025").out
    assert "Hoa Binh DOST" in out
    assert story.meeting in out
    assert story.update not in out
    assert "due Q4/2025 (31/12/2025)\n" in out


def test_item_as_json(workspace: Path, coopctl: Runner) -> None:
    story = tell(coopctl)
    document = read_json(coopctl("show", "1.1", "--json").out)
    assert list(document) == [
        "format", "item", "definition", "periods", "indicators", "actions", "entries",
    ]  # fmt: skip
    assert tuple(document["item"]) == ItemRow._fields
    assert document["item"]["due"] == "2026-03-31"
    assert document["definition"]["title"] == {"vi": "Đề xuất nhiệm vụ", "en": "Propose tasks"}
    assert [tuple(row) for row in document["actions"]] == [ActionRow._fields]
    assert [entry["id"] for entry in document["entries"]] == [
        story.extension, story.update, story.meeting,
    ]  # fmt: skip


def test_action_and_its_updates(workspace: Path, coopctl: Runner) -> None:
    story = tell(coopctl)
    words = ("completed", "--on", "5/12/2024", "--completed-on", "4/12/2024", "--evidence", "CV 7")
    assert coopctl("add-update", story.action, *words, "--office", "hoa-binh").code == 0
    lines = coopctl("show", story.action).out.splitlines()
    assert lines[:6] == [
        f"{story.action}  Gửi danh mục",
        "▓ Done late 3 days · 4/12/2024 · due 1/12/2024",
        "  Lead: Hoa Binh DOST",
        "  Cooperating: not stated",
        f"  Agreed on: 19/9/2024, {story.meeting}",
        "",
    ]
    assert lines[6] == "Updates"
    assert lines[7].endswith("tester (hoa-binh)")
    assert "      Evidence: CV 7" in lines
    document = read_json(coopctl("show", story.action, "--json").out)
    assert list(document) == ["format", "action", "actions", "entries"]
    assert document["action"]["timeliness"] == "done_late"
    assert len(document["entries"]) == 1


def test_meeting_shows_its_minutes_and_what_became_of_its_actions(
    workspace: Path, coopctl: Runner
) -> None:
    story = tell(coopctl)
    assert coopctl("show", story.meeting).out == (
        "Gặp nhau tại Hòa Bình\n"
        f"{story.meeting} · recorded by An (office not stated) at 30/6/2026 12:00\n"
        "  Date: 19/9/2024\n"
        "  Kind: Working visit\n"
        "  Place: Hòa Bình\n"
        "  Host: Hoa Binh DOST\n"
        "  Chair: Đỗ Hải Hồ\n"
        "  Secretary: Thư ký A\n"
        "  Number of the minutes: 05/BB\n"
        "\n"
        "Attendees\n"
        "  Hung Yen DOST\n"
        "    Trần Tùng Chuẩn, Giám đốc\n"
        "  Hoa Binh DOST\n"
        "    Đỗ Hải Hồ\n"
        "\n"
        "Invited\n"
        "  Hung Yen DOST\n"
        "    Báo chí\n"
        "\n"
        "Items discussed\n"
        "  1.1  Propose tasks\n"
        "  2.1  Training\n"
        "\n"
        "Proceedings\n"
        "  Hai bên trao đổi.\n"
        "\n"
        "Conclusions\n"
        "  Lập danh mục chung\n"
        "\n"
        "Actions\n"
        f"  ▲ {story.action}  Gửi danh mục\n"
        "      Overdue 576 days · Not started · due 1/12/2024 · Hòa Bình\n"
        "\n"
        "Evidence\n"
        f"  Biên bản 05/BB  {story.meeting}, 19/9/2024\n"
    )


def test_meeting_of_two_days(workspace: Path, coopctl: Runner) -> None:
    coopctl("add-meeting", "--on", "19/9/2024", "--until", "20/9/2024", "--title", "Hội nghị")
    (meeting,) = [entry["id"] for entry in entries(coopctl) if entry["kind"] == "meeting"]
    assert "  Date: 19/9/2024 – 20/9/2024" in coopctl("show", meeting).out.splitlines()


def test_entry_with_every_field_and_its_hash(workspace: Path, coopctl: Runner) -> None:
    story = tell(coopctl)
    (stored,) = [entry for entry in entries(coopctl) if entry["id"] == story.update]
    assert coopctl("show", story.update).out == (
        "Update · 1.1\n"
        "Date: 1/3/2025\n"
        "Status: In progress\n"
        "Progress, %: 40\n"
        "Result: Đã có 12 đề xuất\n"
        "Difficulty: Thiếu kinh phí\n"
        f"{story.update} · recorded by An (office not stated) at 30/6/2026 12:00\n"
        f"SHA-256 {stored['hash']}\n"
    )


def test_entry_of_a_plan_says_from_which_file(workspace: Path, coopctl: Runner) -> None:
    story = tell(coopctl)
    lines = coopctl("show", story.plan).out.splitlines()
    assert lines[:3] == ["Plan · test", "Date: 30/6/2026", "from the file plans/test.yaml"]


def test_entry_as_json_is_as_the_journal_keeps_it(workspace: Path, coopctl: Runner) -> None:
    story = tell(coopctl)
    (stored,) = [entry for entry in entries(coopctl) if entry["id"] == story.outcome]
    shown = read_json(coopctl("show", story.outcome, "--json").out)
    assert shown == {
        "format": "coopctl-entry/1",
        **stored,
        "replaced_by": [],
        "confirmations": [],
    }


def test_replaced_entry_names_what_replaced_it_and_stays_to_be_seen(
    workspace: Path, coopctl: Runner
) -> None:
    story = tell(coopctl)
    (old,) = [entry for entry in entries(coopctl) if entry["id"] == story.update]
    new = replace(workspace, old, progress=60)
    assert f"corrected by {new}: Ghi nhầm (Bình (hung-yen), 30/6/2026 12:00)" in (
        coopctl("show", story.update).out.splitlines()
    )
    shown = coopctl("show", new).out.splitlines()
    assert f"corrects {story.update}: Ghi nhầm" in shown
    assert f"{new} · recorded by Bình (hung-yen) at 30/6/2026 12:00" in shown
    assert shown[-3:] == [
        "What it said before",
        f"  {story.update} → {new}  Bình (hung-yen), 30/6/2026 12:00",
        "    Progress, %: 40 → 60",
    ]
    assert read_json(coopctl("show", story.update, "--json").out)["replaced_by"] == [new]
    item = coopctl("show", "1.1").out.splitlines()
    assert item[1].startswith("▲ Overdue 91 days · In progress 60 %")
    at = item.index(f"  1/3/2025  {story.update}  An")
    assert item[at + 1] == f"      corrected by {new}, Bình, 30/6/2026: Ghi nhầm"


def test_replaced_outcome_and_meeting_no_longer_count(workspace: Path, coopctl: Runner) -> None:
    story = tell(coopctl)
    stored = {entry["id"]: entry for entry in entries(coopctl)}
    replace(workspace, stored[story.outcome], value="10")
    assert "    Overall     30 / 120 " in coopctl("show", "2.1").out
    new = replace(workspace, stored[story.meeting], title="Gặp lại", actions=[])
    for name in (story.meeting, new):  # the meeting as corrected, by either id
        meeting = coopctl("show", name).out.splitlines()
        assert meeting[0] == "Gặp lại"
        assert f"corrects {story.meeting}: Ghi nhầm" in meeting
        assert "    Title: Gặp nhau tại Hòa Bình → Gặp lại" in meeting
    item = coopctl("show", "1.1").out
    assert f"  19/9/2024  {new}  Gặp lại" in item.splitlines()
    assert "Gặp nhau" not in item
    assert "Gửi danh mục" not in item


@pytest.mark.parametrize("width", [40, 80, 120, 160])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_nothing_shown_is_wider_than_the_terminal(
    workspace: Path, coopctl: Runner, width: int, lang: str
) -> None:
    story = tell(coopctl)
    long = "Một kết quả dài " * 20 + "y" * 300
    coopctl("add-update", "1.1", "in_progress", "--result", long, "--evidence", long)
    for target in ("1.1", "2.1", story.action, story.meeting, story.update):
        result = coopctl("show", target, lang=lang, env={"COLUMNS": str(width)})
        assert result.code == 0
        assert max(map(cell_len, result.out.splitlines())) <= width


def test_show_needs_an_id(workspace: Path, coopctl: Runner) -> None:
    result = coopctl("show")
    assert (result.code, result.out) == (2, "")
    assert "ID" in result.err


@pytest.mark.parametrize("word", ["9.9", "zzzz-1", "zzzz-1/1", "tset"])
def test_what_is_not_there(workspace: Path, coopctl: Runner, word: str) -> None:
    result = coopctl("show", word)
    assert (result.code, result.out) == (1, "")
    assert f"`{word}`" in result.err.splitlines()[0]
    assert result.err.splitlines()[1].startswith("hint:")
    assert not (workspace / "coopctl.db").exists()


@pytest.mark.parametrize("tail", ["/2", "/0", "/99999999999999999999"])
def test_action_number_that_the_meeting_does_not_have(
    workspace: Path, coopctl: Runner, tail: str
) -> None:
    story = tell(coopctl)
    result = coopctl("show", story.meeting + tail)
    assert (result.code, result.out) == (1, "")
    assert story.meeting + tail in result.err


def test_entry_number_beyond_what_a_number_can_be(workspace: Path, coopctl: Runner) -> None:
    result = coopctl("show", "zzzz-99999999999999999999")
    assert result.code == 1
    assert "zzzz-99999999999999999999" in result.err
    assert "mistake in coopctl" not in result.err


def test_action_before_it_was_agreed_or_after_its_meeting_was_replaced(
    workspace: Path, coopctl: Runner
) -> None:
    story = tell(coopctl)
    before = coopctl("show", story.action, "--as-of", "18/9/2024")
    (meeting,) = [entry for entry in entries(coopctl) if entry["id"] == story.meeting]
    new = replace(workspace, meeting, title="Gặp lại", actions=[])
    after = coopctl("show", story.action)
    for result in (before, after):
        assert (result.code, result.out) == (1, "")
        assert f"`{story.action}`" in result.err
        assert "mistake in coopctl" not in result.err
    assert after.err.splitlines()[0] == f"error: the meeting `{new}` has no action `{story.action}`"


def test_replacement_that_was_not_known_then_is_not_told(
    workspace: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = tell(coopctl)
    (old,) = [entry for entry in entries(coopctl) if entry["id"] == story.update]
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 8, 1, tzinfo=UTC))
    new = replace(workspace, old, progress=60)
    assert new not in coopctl("show", story.update, "--known-at", "31/7/2026").out
    assert new in coopctl("show", story.update, "--known-at", "1/8/2026").out


def test_plan_with_its_version(workspace: Path, coopctl: Runner) -> None:
    fresh = read_json(coopctl("show", "test", "--json").out)
    assert fresh["entry"] is None
    assert fresh["plan"]["number"] == "48/KH-SKHCN"
    story = tell(coopctl)
    assert read_json(coopctl("show", "test", "--json").out)["entry"] == story.plan
    out = coopctl("show", "test").out
    assert out.startswith("Test plan\n")
    assert story.plan in out
    assert "    3.10  Traceability" in out


def test_show_known_at_leaves_out_what_was_recorded_later(workspace: Path, coopctl: Runner) -> None:
    story = tell(coopctl)
    result = coopctl("show", story.update, "--known-at", "29/6/2026")
    assert result.code == 1
    assert story.update in result.err
