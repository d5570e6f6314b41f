"""`coopctl export ics`: what a calendar makes of it, the first time and every later one."""

import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest

from tests.conftest import Runner
from tests.helpers.story import entries, replace, tell


class Read(dict[str, Any]):
    """The events of a calendar by the beginning of their names, `item-1.1`."""


def read(coopctl: Runner, *words: str, lang: str = "en") -> Read:
    result = coopctl("export", "ics", *words, lang=lang)
    assert (result.code, result.err) == (0, "")
    calendar = icalendar.Calendar.from_ical(result.out)
    found = Read((str(one["uid"]).partition("@")[0], one) for one in calendar.walk("VEVENT"))
    assert len(found) == result.out.count("\r\nBEGIN:VEVENT")
    return found


def alarms(event: Any) -> list[timedelta]:
    return [alarm.decoded("trigger") for alarm in event.walk("VALARM")]


def days(event: Any) -> tuple[date, date]:
    first, end = event.decoded("dtstart"), event.decoded("dtend")
    assert isinstance(first, date)
    assert isinstance(end, date)
    return first, end


AT_EIGHT = [timedelta(hours=8) - timedelta(days=days) for days in (7, 3, 1)]


def test_deadlines_and_meetings_are_whole_days(workspace: Path, coopctl: Runner) -> None:
    story = tell(coopctl)
    meeting = story.meeting
    found = read(coopctl)
    assert set(found) == {
        "item-1.1", "item-1.2", "item-3.1", "item-3.10", f"meeting-{meeting}", f"action-{meeting}-1",
    }  # fmt: skip
    item = found["item-1.1"]
    assert item["uid"] == "item-1.1@test.coopctl"
    assert days(item) == (date(2026, 3, 31), date(2026, 4, 1))
    assert item["summary"] == "Due: 1.1 Propose tasks"
    assert item["description"].split("\n") == [
        "Lead: Phú Thọ", "Cooperating: Hưng Yên", "Deadline: Q4/2025 (31/12/2025) (extended to 31/3/2026, document 12/QĐ)",
        "Deliverable: List", "Status: In progress, 40 %", "Last word: Đã có 12 đề xuất",
    ]  # fmt: skip
    assert (item["status"], item["transp"]) == ("CONFIRMED", "TRANSPARENT")
    assert alarms(item) == AT_EIGHT
    visit = found[f"meeting-{meeting}"]
    assert days(visit) == (date(2024, 9, 19), date(2024, 9, 20))
    assert (visit["summary"], visit["location"]) == ("Gặp nhau tại Hòa Bình", "Hòa Bình")
    assert "Conclusions: Lập danh mục chung" in visit["description"]
    assert alarms(visit) == []
    assert found[f"action-{meeting}-1"]["summary"] == "Due: Gửi danh mục"


def test_a_meeting_of_several_days(workspace: Path, coopctl: Runner) -> None:
    words = ("--on", "19/9/2024", "--until", "21/9/2024", "--title", "Hội nghị")
    assert coopctl("add-meeting", *words).code == 0
    (visit,) = (one for name, one in read(coopctl).items() if name.startswith("meeting"))
    assert days(visit) == (date(2024, 9, 19), date(2024, 9, 22))


def test_what_is_done_or_called_off_rings_no_more(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    assert coopctl("add-update", "1.2", "cancelled").code == 0
    assert coopctl("add-update", "3.10", "suspended").code == 0
    found = read(coopctl)
    done, off, paused = found["item-3.1"], found["item-1.2"], found["item-3.10"]
    assert (done["status"], done["summary"]) == ("CONFIRMED", "✓ 3.1 Apply systems")
    assert (off["status"], off["summary"]) == ("CANCELLED", "✗ 1.2 Variety trial")
    assert paused["status"] == "TENTATIVE"
    assert alarms(done) == alarms(off) == alarms(paused) == []


def test_the_sequence_grows_with_every_entry_and_the_name_stays(
    workspace: Path, coopctl: Runner
) -> None:
    story = tell(coopctl)
    before = read(coopctl)
    assert (
        coopctl("add-extension", "1.1", "30/6/2027", "--reason", "x", "--document", "y").code == 0
    )
    extended = read(coopctl)
    assert coopctl("undo").code == 0
    undone = read(coopctl)
    name = "item-1.1"
    assert [one[name]["sequence"] for one in (before, extended, undone)] == [2, 3, 4]
    assert [days(one[name])[0] for one in (before, extended, undone)] == [
        date(2026, 3, 31), date(2027, 6, 30), date(2026, 3, 31),
    ]  # fmt: skip
    others = set(before) - {name}
    assert all(before[one].to_ical() == undone[one].to_ical() for one in others)
    replace(workspace, entries(coopctl)[1], title="Thăm và làm việc")
    visit = read(coopctl)[f"meeting-{story.meeting}"]
    assert (visit["summary"], visit["sequence"]) == ("Thăm và làm việc", 1)


def test_a_record_that_moved_touches_both_items(workspace: Path, coopctl: Runner) -> None:
    story = tell(coopctl)
    before = read(coopctl)
    moved = coopctl(
        "amend", story.extension, "--item", "1.2", "--due", "31/3/2027", "--reason", "x"
    )
    assert moved.code == 0, moved.err
    after = read(coopctl)
    assert days(after["item-1.1"])[0] == date(2025, 12, 31)
    assert days(after["item-1.2"])[0] == date(2027, 3, 31)
    for name in ("item-1.1", "item-1.2"):
        assert after[name]["sequence"] > before[name]["sequence"]


def test_a_changed_plan_is_a_new_edition(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    before = read(coopctl)["item-1.2"]
    plan = workspace / "plans" / "test.yaml"
    plan.write_text(plan.read_text("utf-8").replace("31/12/2026", "30/11/2026"), "utf-8")
    assert coopctl("add-update", "2.2", "in_progress").code == 0
    after = read(coopctl)["item-1.2"]
    assert (before["sequence"], after["sequence"]) == (0, 1)
    assert days(after)[0] == date(2026, 11, 30)


def test_what_was_taken_back_is_cancelled_with_its_actions(
    workspace: Path, coopctl: Runner
) -> None:
    story = tell(coopctl)
    before = read(coopctl)
    assert coopctl("retract", story.meeting, "--reason", "Ghi nhầm").code == 0
    after = read(coopctl)
    for name in (f"meeting-{story.meeting}", f"action-{story.meeting}-1"):
        assert after[name]["status"] == "CANCELLED"
        assert after[name]["uid"] == before[name]["uid"]
        assert after[name]["sequence"] > before[name]["sequence"]
        assert alarms(after[name]) == []


def test_an_action_that_a_correction_left_out_is_cancelled(
    workspace: Path, coopctl: Runner
) -> None:
    story = tell(coopctl)
    replace(workspace, entries(coopctl)[1], actions=[])
    assert read(coopctl)[f"action-{story.meeting}-1"]["status"] == "CANCELLED"


def test_a_withdrawn_item_is_cancelled(workspace: Path, coopctl: Runner) -> None:
    plan = workspace / "plans" / "test.yaml"
    text = plan.read_text("utf-8").replace(
        "due: 31/12/2026", "due: 31/12/2026\n        withdrawn: thôi"
    )
    plan.write_text(text, "utf-8")
    item = read(coopctl)["item-1.2"]
    assert (item["status"], alarms(item)) == ("CANCELLED", [])
    assert "Withdrawn: thôi" in item["description"]


def test_each_period_of_a_periodic_item_has_its_own_name(workspace: Path, coopctl: Runner) -> None:
    plan = workspace / "plans" / "test.yaml"
    text = plan.read_text("utf-8").replace(
        "kind: periodic", "kind: periodic\n        every: quarter"
    )
    plan.write_text(text, "utf-8")
    first = read(coopctl, "--as-of", "1/2/2024")
    later = read(coopctl)
    assert {name for name in first if name.startswith("item-2.1")} == {"item-2.1-2024-09-30"}
    assert {name for name in later if name.startswith("item-2.1")} == {
        "item-2.1-2025-03-31", "item-2.1-2025-06-30", "item-2.1-2025-09-30", "item-2.1-2025-12-31",
        "item-2.1-2026-03-31", "item-2.1-2026-06-30", "item-2.1-2026-09-30",
    }  # fmt: skip


def change(workspace: Path, coopctl: Runner, old: str, new: str) -> None:
    """Change the plan and have the change recorded."""
    plan = workspace / "plans" / "test.yaml"
    text = plan.read_text("utf-8")
    assert text.count(old) == 1
    plan.write_text(text.replace(old, new), "utf-8")
    result = coopctl("plan", "update", "--author", "An")
    assert result.code == 0, result.err


def check_called_off(before: Any, after: Any) -> None:
    """Check that a calendar takes the later event in the place of the earlier, as cancelled."""
    assert after["uid"] == before["uid"]
    assert after["sequence"] > before["sequence"]
    assert after["status"] == "CANCELLED"
    assert after["summary"].startswith("✗ ")
    assert (after["transp"], alarms(after)) == ("TRANSPARENT", [])


_TRACEABILITY = """\
      - id: 3.10
        title: {vi: Truy xuất nguồn gốc, en: Traceability}
        due: 30/6/2026
"""


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("item-1.2", "        due: 31/12/2026\n", ""),
        ("item-1.2", "due: 31/12/2026", "due: thường xuyên"),
        ("item-3.10", _TRACEABILITY, ""),
    ],
    ids=["no deadline", "always", "no item"],
)
def test_a_deadline_that_left_the_plan_is_cancelled(
    workspace: Path, coopctl: Runner, name: str, old: str, new: str
) -> None:
    tell(coopctl)
    before = read(coopctl)
    change(workspace, coopctl, old, new)
    after = read(coopctl)
    assert set(after) == set(before)
    check_called_off(before[name], after[name])
    assert all(after[one]["status"] == "CONFIRMED" for one in set(after) - {name})


def test_a_deadline_by_an_extension_that_was_taken_back_is_cancelled(
    workspace: Path, coopctl: Runner
) -> None:
    tell(coopctl)
    words = ("2.2", "30/6/2027", "--reason", "x", "--document", "y")
    assert coopctl("add-extension", *words).code == 0
    before = read(coopctl)
    assert coopctl("undo").code == 0
    check_called_off(before["item-2.2"], read(coopctl)["item-2.2"])


def test_an_action_whose_deadline_a_correction_took_is_cancelled(
    workspace: Path, coopctl: Runner
) -> None:
    story = tell(coopctl)
    before = read(coopctl)
    action = {"text": "Gửi danh mục", "lead": "hoa-binh", "number": 1}
    replace(workspace, entries(coopctl)[1], actions=[action])
    name = f"action-{story.meeting}-1"
    check_called_off(before[name], read(coopctl)[name])


def test_what_is_another_partys_now_is_cancelled_in_the_calendar_of_the_first(
    workspace: Path, coopctl: Runner
) -> None:
    tell(coopctl)
    before = read(coopctl, "--party", "hung-yen")
    change(
        workspace, coopctl, "lead: hung-yen\n        due: 31/12/2026",
        "lead: hoa-binh\n        due: 31/12/2026",
    )  # fmt: skip
    check_called_off(before["item-1.2"], read(coopctl, "--party", "hung-yen")["item-1.2"])
    assert read(coopctl, "--party", "hoa-binh")["item-1.2"]["status"] == "CONFIRMED"


@pytest.fixture
def quarterly(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    change(workspace, coopctl, "kind: periodic", "kind: periodic\n        every: quarter")


RUNNING, NEXT = "item-2.1-2026-06-30", "item-2.1-2026-09-30"


@pytest.mark.usefixtures("quarterly")
def test_a_period_that_was_done_early_rings_no_more(coopctl: Runner) -> None:
    before = read(coopctl)
    assert alarms(before[RUNNING]) == alarms(before[NEXT]) == AT_EIGHT
    assert "Period covered: Q2/2026" in before[RUNNING]["description"].split("\n")
    assert coopctl("add-update", "2.1", "in_progress", "--on", "1/6/2026").code == 0
    after = read(coopctl)
    assert set(after) == set(before)
    assert after[RUNNING]["sequence"] > before[RUNNING]["sequence"]
    assert (after[RUNNING]["summary"], alarms(after[RUNNING])) == ("✓ 2.1 Training", [])
    assert (after[NEXT]["status"], alarms(after[NEXT])) == ("CONFIRMED", AT_EIGHT)


@pytest.mark.usefixtures("quarterly")
def test_a_period_is_named_in_vietnamese(coopctl: Runner) -> None:
    said = read(coopctl, lang="vi")[RUNNING]["description"].split("\n")
    assert said == [
        "Chủ trì: Hưng Yên",
        "Kỳ: quý II/2026",
        "Thời hạn: hằng năm (quý II/2026: 30/6/2026)",
    ]


@pytest.mark.usefixtures("quarterly")
def test_periods_after_the_end_are_cancelled(coopctl: Runner) -> None:
    before = read(coopctl)
    words = ("--on", "30/6/2026", "--completed-on", "30/6/2026")
    assert coopctl("add-update", "2.1", "completed", *words).code == 0
    after = read(coopctl)
    assert set(after) == set(before)
    assert after[RUNNING]["summary"] == "✓ 2.1 Training"
    check_called_off(before[NEXT], after[NEXT])


@pytest.mark.usefixtures("quarterly")
@pytest.mark.parametrize("new", ["kind: ongoing", "kind: periodic\n        withdrawn: thôi"])
def test_periods_that_the_plan_asks_for_no_more_are_cancelled(
    workspace: Path, coopctl: Runner, new: str
) -> None:
    before = read(coopctl)
    change(workspace, coopctl, "kind: periodic\n        every: quarter", new)
    after = read(coopctl)
    for name in (RUNNING, NEXT):
        check_called_off(before[name], after[name])
    assert "item-2.1-2026-03-31" not in after


def test_the_same_ledger_and_day_give_the_same_bytes(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    assert coopctl("export", "ics", "-o", "a.ics").err == "note: wrote `a.ics`: 6 events\n"
    assert coopctl("export", "ics", "-o", "b.ics").code == 0
    content = (workspace / "a.ics").read_bytes()
    assert content == (workspace / "b.ics").read_bytes() == coopctl("export", "ics").out.encode()
    assert content.count(b"\n") == content.count(b"\r\n")
    assert max(map(len, content.split(b"\r\n"))) <= 75


def test_the_stamp_is_that_of_the_last_entry(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    item = read(coopctl)["item-1.1"]
    assert item.decoded("dtstamp").isoformat() == "2026-06-30T05:00:00+00:00"
    assert item.decoded("last-modified") == item.decoded("dtstamp")


def test_without_a_ledger_the_day_is_the_stamp_and_none_is_made(
    workspace: Path, coopctl: Runner
) -> None:
    found = read(coopctl)
    assert set(found) == {"item-1.1", "item-1.2", "item-3.1", "item-3.10"}
    assert found["item-1.1"].decoded("dtstamp").isoformat() == "2026-06-29T17:00:00+00:00"
    assert not (workspace / "coopctl.db").exists()


def test_a_party_sees_what_it_leads_or_shares_in(workspace: Path, coopctl: Runner) -> None:
    story = tell(coopctl)
    theirs = read(coopctl, "--party", "Hưng Yên")
    assert set(theirs) == {"item-1.1", "item-1.2", f"meeting-{story.meeting}"}
    assert set(read(coopctl, "test", "--party", "hoa-binh")) == {
        "item-1.1", "item-3.1", f"meeting-{story.meeting}", f"action-{story.meeting}-1",
    }  # fmt: skip
    refused = coopctl("export", "ics", "--party", "nobody")
    assert (refused.code, refused.out) == (1, "")
    assert "the plan has no party `nobody`" in refused.err


def test_as_things_stood_and_as_known(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    early = read(coopctl, "--as-of", "1/5/2025")
    assert days(early["item-1.1"])[0] == date(2025, 12, 31)
    assert read(coopctl, "--known-at", "29/6/2026") == {}


def test_in_vietnamese(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    item = read(coopctl, lang="vi")["item-1.1"]
    assert item["summary"] == "Hạn: 1.1 Đề xuất nhiệm vụ"
    assert str(item["description"]).startswith("Chủ trì: Phú Thọ\n")
    assert "X-WR-TIMEZONE:Asia/Ho_Chi_Minh" in coopctl("export", "ics", lang="vi").out


HOSTILE = "a;b,c\\d\nBEGIN:VEVENT =1+1 😀 ]]> </script>"


def test_text_stays_text(workspace: Path, coopctl: Runner) -> None:
    long = "dài " * 10_000 + "hết"
    words = ("--on", "1/1/2025", "--title", HOSTILE.replace("\n", " "), "--proceedings", HOSTILE)
    assert coopctl("add-meeting", *words, "--place", long).code == 0
    (visit,) = (one for name, one in read(coopctl).items() if name.startswith("meeting"))
    assert visit["summary"] == HOSTILE.replace("\n", " ")
    assert HOSTILE in visit["description"]
    assert visit["location"] == long


def test_steering_characters_are_made_visible(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    replace(workspace, entries(coopctl)[1], title="a\x1b[31m\u202eb\x00\r\nc")
    result = coopctl("export", "ics")
    assert "SUMMARY:a␛[31m\\\\u202eb␀" in result.out
    assert not {"\x1b", "\x00", "\u202e"} & set(result.out)


def test_a_library_that_is_missing_is_named_with_its_remedy(
    workspace: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    result = coopctl("export", "ics", "-o", "a.ics")
    assert (result.code, result.out) == (1, "")
    assert "` brings it" in result.err
    assert not (workspace / "a.ics").exists()


@pytest.mark.parametrize("target", [".", "none/a.ics"])
def test_a_place_that_cannot_be_written(workspace: Path, coopctl: Runner, target: str) -> None:
    result = coopctl("export", "ics", "-o", target)
    assert result.code == 1
    assert f"`{target}`" in result.err


KHAL = """\
[calendars]
[[plan]]
path = {folder}/calendar
[locale]
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
timeformat = %H:%M
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = {folder}/khal.db
"""


class Khal:
    """A calendar program that keeps what it imports."""

    def __init__(self, folder: Path) -> None:
        self._config = folder / "khal.conf"
        self._config.write_text(KHAL.format(folder=folder), "utf-8")
        (folder / "calendar").mkdir()

    def run(self, *words: str) -> list[str]:
        done = subprocess.run(
            [sys.executable, "-m", "khal", "-c", str(self._config), *words], text=True,
            capture_output=True, check=False, env={**os.environ, "LC_ALL": "C.UTF-8"},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout.splitlines()

    def listed(self) -> set[str]:
        form = "{uid} {start-date} {title} {status}{alarm-symbol}"
        lines = self.run("list", "--day-format", "", "--format", form, "2024-01-01", "1400d")
        return {" ".join(line.split()) for line in lines if line.strip()}


def test_khal_takes_later_editions_in_the_place_of_earlier_ones(
    workspace: Path, coopctl: Runner, tmp_path: Path
) -> None:
    story = tell(coopctl)
    khal = Khal(tmp_path)
    assert coopctl("export", "ics", "-o", "plan.ics").code == 0
    khal.run("import", "--batch", "plan.ics")
    first = khal.listed()
    assert len(first) == 6
    assert "item-1.1@test.coopctl 2026-03-31 Due: 1.1 Propose tasks CONFIRMED ⏰" in first
    assert (
        coopctl("add-extension", "1.1", "30/6/2027", "--reason", "x", "--document", "y").code == 0
    )
    assert coopctl("retract", story.meeting, "--reason", "x").code == 0
    change(workspace, coopctl, "        due: 31/12/2026\n", "")
    assert coopctl("export", "ics", "-o", "plan.ics").code == 0
    for _time in range(2):
        khal.run("import", "--batch", "plan.ics")
        listed = khal.listed()
        assert len(listed) == 6
        assert "item-1.1@test.coopctl 2027-06-30 Due: 1.1 Propose tasks CONFIRMED ⏰" in listed
        gone = f"meeting-{story.meeting}@test.coopctl 2024-09-19 ✗ Gặp nhau tại Hòa Bình CANCELLED"
        assert gone in listed
        assert "item-1.2@test.coopctl 2026-12-31 ✗ 1.2 Variety trial CANCELLED" in listed
