"""What one command recorded, one `undo` takes back: all of it, or nothing with what stands against it."""

from pathlib import Path

import pytest

from coopctl.domain.record.entries import Draft
from coopctl.ledger.file import database
from coopctl.ledger.file.bounds import Bound
from coopctl.ledger.journal.journal import Writer, append
from coopctl.services.workspace import clock
from tests.cli.commands.correct.test_undo import of_another, row
from tests.conftest import Runner
from tests.helpers.printed import read_json
from tests.helpers.recorded import Row, journal, last
from tests.helpers.terminal import Terminal

FORM = """
- record: meeting
  on: 1/6/2026
  title: Họp quý II
  actions:
    - "hoa-binh: Gửi danh mục: 1/12/2026"
- record: update
  item: meeting-1/1
  status: in_progress
  on: 2/6/2026
- record: outcome
  item: "2.1"
  on: 3/6/2026
  title: Lớp tập huấn
"""


def record_form(coopctl: Runner, workspace: Path) -> list[Row]:
    """Record a form of three records; return its entries."""
    form = workspace / "form.yaml"
    form.write_text(FORM, "utf-8")
    result = coopctl("add-meeting", "--from", str(form))
    assert result.code == 0, result.err
    return journal(workspace)


def in_force(coopctl: Runner) -> list[str]:
    """Return the ids of the entries in force, but plans and what takes something back."""
    found = read_json(coopctl("log", "--limit", "0", "--json").out)
    return [
        one["id"]
        for one in found
        if not one["replaced_by"] and one["kind"] not in {"plan", "retraction"}
    ]


def test_every_entry_of_a_command_bears_the_id_of_its_first(
    coopctl: Runner, workspace: Path
) -> None:
    coopctl("add-update", "1.1", "in_progress")
    alone = last(workspace)
    assert alone.command == alone.id
    entries = record_form(coopctl, workspace)[1:]
    assert {entry.command for entry in entries} == {entries[0].id}
    plans = [one for one in read_json(coopctl("log", "--json").out) if one["kind"] == "plan"]
    assert ["command" in one["body"] for one in plans] == [False]
    shown = coopctl("show", entries[2].id).out
    assert f"recorded by one command: {entries[0].id} to {entries[2].id}" in shown
    assert "recorded by one command" not in coopctl("show", alone.id).out
    assert (
        coopctl("search", alone.id).out == f"nothing has “{alone.id}”\n"
    )  # it is no word of a text


def test_a_form_of_three_records_goes_and_comes_back(coopctl: Runner, workspace: Path) -> None:
    meeting, update, outcome = record_form(coopctl, workspace)
    result = coopctl("undo")
    assert (result.code, result.out) == (0, "")
    lines = result.err.splitlines()
    assert lines[0] == (
        f"the newest command recorded 3 entries, `{meeting.id}` to `{outcome.id}`:"
        " tester, 30/6/2026 12:00"
    )
    assert lines[1] == f"  {meeting.id} · Meeting · test · 1/6/2026 · Họp quý II"
    replica = meeting.id.partition("-")[0]
    assert lines[-2:] == [
        f"recorded `{replica}-5` to `{replica}-7`: took back 3 entries, `{meeting.id}` to `{outcome.id}`",
        "hint: `coopctl undo` once more takes that back",
    ]
    taken = journal(workspace)[3:]
    assert {one.command for one in taken} == {f"{replica}-5"}
    assert in_force(coopctl) == []
    again = coopctl("undo")
    assert "so that 3 entries are in force again" in again.err
    assert sorted(in_force(coopctl)) == [meeting.id, update.id, outcome.id]
    assert "so that 3 entries are taken back again" in coopctl("undo").err
    assert in_force(coopctl) == []
    assert coopctl("verify").code == 0


def test_an_action_with_its_outcome_and_the_items_update(coopctl: Runner, workspace: Path) -> None:
    coopctl("add-meeting", "--on", "1/6/2026", "--title", "Họp", "--item", "1.1",
            "--action", "hoa-binh: Gửi danh mục: 1/12/2026")  # fmt: skip
    before = in_force(coopctl)
    result = coopctl("add-update", f"{before[0]}/1", "completed", "--on", "2/6/2026",
                     "--completed-on", "2/6/2026", "--evidence", "9/BC",
                     "--outcome", "-", "--item-update")  # fmt: skip
    assert result.code == 0, result.err
    assert len(in_force(coopctl)) == 4
    assert "took back 3 entries" in coopctl("undo").err
    assert in_force(coopctl) == before


def write_table(workspace: Path, count: int) -> str:
    """Write a table of so many updates; return its name."""
    rows = "".join(f"1.1,in_progress,{day % 28 + 1}/5/2026,Việc {day}\n" for day in range(count))
    table = workspace / f"{count}.csv"
    table.write_text("item,status,on,result\n" + rows, "utf-8")
    return table.name


def test_an_import_of_50_rows(coopctl: Runner, workspace: Path) -> None:
    table = write_table(workspace, 50)
    assert coopctl("import", "updates", table).code == 0
    assert len({entry.command for entry in journal(workspace)}) == 1
    result = coopctl("undo")
    assert result.code == 0, result.err
    assert "took back 50 entries" in result.err
    assert "… and 30 more" in result.err
    assert row(coopctl, "1.1")["status"] == "not_started"
    again = coopctl("import", "updates", table)
    assert "recorded 50 rows" in again.err
    assert "all rows of this table were recorded before" in coopctl("import", "updates", table).err


def test_no_entry_is_more_work_for_those_that_go_with_it(
    coopctl: Runner, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = []
    for count in (50, 200):
        assert coopctl("import", "updates", write_table(workspace, count)).code == 0
        looks: list[Bound] = []
        with monkeypatch.context() as patch:
            patch.setattr(database, "OFTEN", 100)  # steps of SQLite between two looks
            patch.setattr(Bound, "__call__", lambda bound, looks=looks: looks.append(bound))
            assert coopctl("undo").code == 0
        work.append(len(looks) / count)
    assert work[1] < 1.2 * work[0]


def test_a_retraction_and_a_correction_are_commands(coopctl: Runner, workspace: Path) -> None:
    meeting, *_others = record_form(coopctl, workspace)
    before = in_force(coopctl)
    coopctl("retract", meeting.id, "--reason", "nhầm")
    assert coopctl("undo").code == 0
    assert in_force(coopctl) == before
    coopctl("undo")
    coopctl("undo")
    assert in_force(coopctl) == before


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_what_rests_on_it_is_listed_and_nothing_done(
    coopctl: Runner, workspace: Path, lang: str
) -> None:
    meeting, update, outcome = record_form(coopctl, workspace)
    today = clock.today(None)
    with of_another(workspace) as connection:
        writer = Writer("Chi", "hung-yen")
        said = {"entry": outcome.id, "verdict": "disputed", "reason": "chưa có"}
        append(connection, Draft("confirmation", "test", "2.1", today, said), writer, clock.now())
        fixed = {
            "status": "completed",
            "completed_on": "2026-06-02",
            "correction": {
                "first": update.id,
                "placed_at": "2026-06-30T05:00:00.000000Z",
                "reason": "x",
            },
        }
        draft = Draft("update", "test", update.item, today, fixed, update.id)
        append(connection, draft, writer, clock.now())
        more = Draft("update", "test", update.item, today, {"status": "in_progress"})
        append(connection, more, writer, clock.now())
    count = len(journal(workspace))
    result = coopctl("undo", lang=lang)
    assert (result.code, result.out) == (1, "")
    assert f"`{outcome.id}`" in result.err
    assert "`other-1`, Chi" in result.err
    assert "`other-2`, Chi" in result.err
    assert f"  `{meeting.id}/1`: " in result.err
    assert "`other-3`, Chi" in result.err
    assert len(journal(workspace)) == count
    if lang == "en":
        assert f"  `{update.id}`: corrected by `other-2`, Chi, 30/6/2026 12:00" in result.err


def test_what_came_back_and_was_confirmed_does_not_go_again(
    coopctl: Runner, workspace: Path
) -> None:
    _meeting, _update, outcome = record_form(coopctl, workspace)
    coopctl("undo")
    coopctl("undo")
    with of_another(workspace) as connection:
        said = {"entry": outcome.id, "verdict": "confirmed"}
        draft = Draft("confirmation", "test", "2.1", clock.today(None), said)
        append(connection, draft, Writer("Chi", "hung-yen"), clock.now())
    result = coopctl("undo")
    assert result.code == 1
    assert f"`{outcome.id}`" in result.err
    assert len(in_force(coopctl)) == 4


def test_it_asks(workspace: Path, coopctl: Runner) -> None:
    record_form(coopctl, workspace)
    with Terminal("undo", cwd=workspace) as terminal:
        terminal.answer("Take them back?", "n")
        assert terminal.finish() == 1
        assert "nothing was recorded" in terminal.seen
    assert len(in_force(coopctl)) == 3
    with Terminal("undo", cwd=workspace) as terminal:
        terminal.answer("Take them back?", "y")
        assert terminal.finish() == 0
    assert in_force(coopctl) == []
