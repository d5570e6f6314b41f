"""`import json` holds entries to the rules of recording: what they name, their times, texts and sizes."""

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from coopctl.domain.record.bodies.sizes import MOST_CHARACTERS
from tests.cli.commands.bring_in.test_import_json import (
    Entry,
    altered,
    elsewhere,
    export,
    put,
    stored,
    taken,
    verified,
)
from tests.conftest import Runner
from tests.helpers.recorded import last
from tests.helpers.story import tell
from tests.laws.test_any_journal import _COMMANDS
from tests.test_vietnamese import _left_over

__all__ = ["elsewhere"]
Change = Callable[[list[Entry]], object]


def within(number: int, **values: Any) -> Change:
    """Change what an entry's body says."""
    return lambda found: found[number]["body"].update(values)


def added(number: int, **values: Any) -> Change:
    """Add an entry like another, under the next number."""

    def add(found: list[Entry]) -> None:
        seq = len(found) + 1
        replica = found[0]["replica"]
        entry = deepcopy(found[number]) | {"id": f"{replica}-{seq}", "seq": seq} | values
        entry["body"].pop("command", None)
        found.append({**entry, "recorded_at": found[-1]["recorded_at"]})

    return add


def spoken_of(number: int) -> Change:
    """Add a verdict of the other office about an entry."""

    def add(found: list[Entry]) -> None:
        of = found[number]["id"] if number < len(found) else "zz-9"
        body = {"entry": of, "verdict": "confirmed"}
        added(2, kind="confirmation", office="hung-yen", body=body)(found)

    return add


def without_first_item(found: list[Entry]) -> None:
    """Take the first item out of the plan, in a later version."""
    added(0)(found)
    found[-1]["body"]["plan"]["areas"][0]["items"].pop(0)


def in_a_circle(kind: str, count: int) -> Change:
    """Add entries of so many other replicas, each in the place of the next, the last in that of the first."""

    def add(found: list[Entry]) -> None:
        ids = [f"zz{at}-1" for at in range(count)]
        for at, replaces in enumerate((*ids[1:], ids[0])):
            body = {} if kind == "retraction" else deepcopy(found[2]["body"])
            body |= {
                "correction": {"first": ids[0], "placed_at": found[2]["recorded_at"], "reason": "x"}
            }
            body.pop("command", None)
            alone = {
                "id": ids[at],
                "replica": f"zz{at}",
                "seq": 1,
                "kind": kind,
                "replaces": replaces,
                "body": body,
            }
            found.append({**deepcopy(found[2]), **alone, "recorded_at": found[-1]["recorded_at"]})

    return add


# The story: 1 the plan, 2 a meeting, 3 an update of 1.1, 4 an outcome of 2.1, 5 an extension, 6 an update of 3.1.
REFUSED: dict[str, tuple[Change, str]] = {
    "item": (put(2, item="9.9"), "`item`: no version of the plan `test` has `9.9`"),
    "no item": (put(2, item=None), "`item`: `None` cannot stand there"),
    "item of a meeting": (put(1, item="1.1"), "`item`: `1.1` cannot stand there"),
    "action": (put(2, item="zz-1/1"), "`item`: no meeting of the plan `test` gave the action `zz-1/1`"),
    "plan": (put(2, plan="khac"), "the journal has no version of the plan `khac`"),
    "office": (put(2, office="nobody"), "`office`: no version of the plan `test` has `nobody`"),
    "host": (within(1, host="nobody"), "`host`: no version of the plan `test` has `nobody`"),
    "attendee": (within(1, attendees=[{"party": "x", "name": "An"}]), "`attendees`: no version"),
    "invited": (within(1, invited=[{"party": "x", "name": "An"}]), "`invited`: no version"),
    "discussed": (within(1, items=["1.1", "9.9"]), "`items`: no version of the plan `test` has `9.9`"),
    "lead": (within(1, actions=[{"text": "x", "lead": "nobody"}]), "`actions`: no version"),
    "cooperating": (within(1, actions=[{"text": "x", "lead": "hoa-binh", "cooperating": ["y"]}]), "`actions`: no"),
    "stage": (within(2, stage="accepted"), "`stage`: no version of the plan `test` has `accepted`"),
    "indicator": (within(3, indicator="none"), "`indicator`: no version of the plan `test` has `2.1/none`"),
    "from": (within(2, **{"from": "zz-2/1"}), "`from`: no meeting of the plan `test` gave the action `zz-2/1`"),
    "imported for": (within(2, imported_for="nobody"), "`imported_for`: no version"),
    "verdict of none": (spoken_of(99), "it is about `zz-9`, which is not in the ledger"),
    "verdict of a plan": (spoken_of(0), "which is of the kind “Plan”"),
    "verdict of another item": (spoken_of(5), "which is about `3.1`"),
    "takes back nothing": (added(2, kind="retraction", body={}), "it takes something back, and does not say what"),
    "takes back another's": (
        lambda found: added(2, kind="retraction", body={}, replaces=found[5]["id"])(found), "which is about `3.1`",
    ),
    "takes back itself": (
        lambda found: added(2, kind="retraction", body={}, replaces=f"{found[0]['replica']}-7")(found),
        "which came after it",
    ),
    "two in the place of each other": (in_a_circle("update", 2), "zz0-1: it replaces `zz1-1`, and what that replaces goes back to it"),
    "a circle of five": (in_a_circle("update", 5), "zz0-1: it replaces `zz1-1`, and what that replaces"),
    "take each other back": (in_a_circle("retraction", 2), "zz0-1: it replaces `zz1-1`, and what that replaces"),
    "signs an update": (
        lambda found: added(0, kind="signing", body={"version": found[2]["id"], "document": "1"})(found),
        "which is of the kind “Update”",
    ),
    "command of another": (within(2, command="zz-3"), "`command`: `zz-3` cannot stand there"),
    "command to come": (
        lambda found: found[2]["body"].update(command=found[3]["id"]), "`command`: ",
    ),
    "says nothing of the clock": (
        put(3, recorded_at="2020-01-01T00:00:00.000000Z"), "its time does not follow that of the entry before it",
    ),
    "clock that did not go back": (
        within(3, came_after="2026-06-30T00:00:00.000000Z"), "its time does not follow",
    ),
    "long text": (within(2, result="x" * 100_001), "`result`: the text has 100001 characters, more than 100000"),
    "text with orders": (within(2, result="\x1b[31mđỏ"), "`result`: character 1 of the text is U+001B"),
    "text as decomposed": (within(2, result="ti\u0302nh"), "`result`: “ti\u0302nh” is not as recording cleans a text"),
    "line break in a title": (within(1, title="a\nb"), "`title`: “a b” is not as recording cleans a text"),
    "text in a list": (within(1, conclusions=["x" * 100_001]), "`conclusions`: the text has 100001"),
    "author": (put(2, author="An\u202e"), "`author`: character 3 of the text is U+202E"),
    "long office": (put(2, office="x" * 100_001), "`office`: the text has 100001 characters"),
    "status": (within(2, status="done"), "`status`: `done` cannot stand there"),
    "progress": (within(2, progress=101), "`progress`: `101` cannot stand there"),
    "meeting kind": (within(1, kind="party"), "`kind`: `party` cannot stand there"),
    "outcome type": (within(3, type="x"), "`type`: `x` cannot stand there"),
    "value": (within(3, value="1e999"), "`value`: `1e999` cannot stand there"),
    "digits": (within(3, value="1" * 29), "`value`: `"),
    "period": (within(4, **{"for": "2025-Q9"}), "`for`: `2025-Q9` cannot stand there"),
    "number": (within(2, other=10**30), "`other`: `1000000"),
    "depth": (within(2, other=__import__("json").loads("[" * 60 + "]" * 60)), "`other`: this is nested too deeply"),
    "actions of one number": (
        within(1, actions=[{"text": "x", "lead": "hoa-binh", "number": 1}] * 2), "`actions`: `",
    ),
    "completed without a day": (within(2, status="completed"), "`completed_on`: is missing"),
    "ends before it begins": (within(1, until="2024-09-18"), "`until`: ends on 18/9/2024, before it begins"),
    "date of the plan": (
        lambda found: found[0]["body"]["plan"].update(date="9999-12-31"), "the plan in it cannot be understood",
    ),
    "party's id": (
        lambda found: found[0]["body"]["plan"]["parties"][0].update(id="a b"), "the plan in it cannot be understood",
    ),
    "time zone": (
        lambda found: found[0]["body"]["plan"].update(timezone="Mars/Olympus"), "the plan in it cannot be understood",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_could_not_be_recorded_is_refused_with_its_line(
    name: str, workspace: Path, elsewhere: Path, coopctl: Runner
) -> None:
    change, said = REFUSED[name]
    tell(coopctl)
    file = altered(export(coopctl, workspace), change, sealed=True)
    for words in ((), ("--dry-run",)):
        result = taken(coopctl, elsewhere, file, *words)
        assert (result.code, result.out) == (1, "")
        assert said in result.err
        assert f"{file}:" in result.err
        assert "hint: nothing was recorded" in result.err
    assert not (elsewhere / "coopctl.db").exists()
    assert _left_over(coopctl("import", "json", str(file), cwd=elsewhere, lang="vi").err) <= {
        "altered", "json", "coopctl", "export", "test", "error",
    }  # fmt: skip


def test_an_entry_larger_than_any_is_refused_before_it_is_read(
    workspace: Path, elsewhere: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    from coopctl.domain.record.bodies import sizes
    from coopctl.sync import journal_file

    tell(coopctl)
    file = export(coopctl, workspace)
    monkeypatch.setattr(sizes, "MOST_CHARACTERS", 100)
    assert "characters, more than 100" in taken(coopctl, elsewhere, file).err
    result = coopctl("add-update", "1.1", "in_progress", "--result", "x" * 200)
    assert (result.code, "characters, more than 100" in result.err) == (1, True)
    monkeypatch.setattr(journal_file, "_LARGEST", 1000)
    (workspace / "long.json").write_text('{"entries": [{"id": "' + "x" * 300_000, "utf-8")
    assert (
        "larger than any entry that is recorded" in taken(coopctl, workspace, Path("long.json")).err
    )
    assert MOST_CHARACTERS > 10_000_000  # of a plan file


def test_a_clock_of_no_year_records_nothing(
    workspace: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    from coopctl.services.workspace import clock

    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now.replace(year=2201))
    result = coopctl("add-update", "1.1", "in_progress", "--on", "1/6/2026")
    assert (result.code, "no time from 1900 to 2200" in result.err) == (1, True)
    assert stored(workspace) == []


def test_a_clock_far_ahead_is_history_all_the_same(
    workspace: Path, elsewhere: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    from coopctl.services.workspace import clock

    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now.replace(year=2190))
    tell(coopctl)
    monkeypatch.setattr(clock, "now", lambda: now)
    assert coopctl("add-update", "1.1", "in_progress").code == 0
    assert last(workspace).body["came_after"].startswith("2190")
    assert taken(coopctl, elsewhere, export(coopctl, workspace)).code == 0
    assert stored(elsewhere) == stored(workspace)


@pytest.mark.parametrize("known", [False, True], ids=["at once", "after its records"])
def test_what_a_later_version_took_out_is_history(
    known: bool, workspace: Path, elsewhere: Path, coopctl: Runner
) -> None:
    tell(coopctl)
    whole = export(coopctl, workspace)
    if known:
        assert taken(coopctl, elsewhere, whole).code == 0
        ours = ("add-update", "1.1", "in_progress", "--result", "x", "--office", "hung-yen")
        assert coopctl(*ours, cwd=elsewhere).code == 0
    file = altered(whole, without_first_item, sealed=True)
    result = taken(coopctl, elsewhere, file)
    assert result.code == 0, result.err
    (elsewhere / "plans" / "test.yaml").unlink()
    verified(coopctl, elsewhere)
    for words in _COMMANDS:
        result = coopctl(*words, cwd=elsewhere)
        for bad in ("mistake in coopctl", "damaged", "Traceback"):
            assert bad not in result.err, (words, result.err)


def test_what_only_a_later_version_has_could_not_be_named_yet(
    workspace: Path, elsewhere: Path, coopctl: Runner
) -> None:
    def change(found: list[Entry]) -> None:
        added(0)(found)
        items = found[-1]["body"]["plan"]["areas"][0]["items"]
        items.append(items[0] | {"id": "1.99"})
        found[2]["item"] = "1.99"

    tell(coopctl)
    file = altered(export(coopctl, workspace), change, sealed=True)
    assert "no version of the plan `test` has `1.99`" in taken(coopctl, elsewhere, file).err


def test_a_part_of_a_journal_speaks_of_what_the_ledger_has(
    workspace: Path, elsewhere: Path, coopctl: Runner
) -> None:
    story = tell(coopctl)
    assert taken(coopctl, elsewhere, export(coopctl, workspace)).code == 0
    assert (
        coopctl(
            "add-update",
            story.action,
            "completed",
            "--on",
            "1/6/2026",
            "--completed-on",
            "1/6/2026",
        ).code
        == 0
    )
    assert coopctl("confirm", story.update, "--office", "hung-yen").code == 0
    file = altered(export(coopctl, workspace), lambda found: found.__delitem__(slice(0, 6)))
    assert taken(coopctl, elsewhere, file).code == 0
    assert stored(elsewhere) == stored(workspace)
