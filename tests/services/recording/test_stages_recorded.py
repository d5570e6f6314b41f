"""`add-update --stage`: what is stated of an S&T task's stages, and what is refused."""

from pathlib import Path
from unicodedata import normalize

import pytest

from coopctl.definitions.pipelines import shipped
from tests.cli.terminal.test_prompts import Typist, typing  # noqa: F401  (the fixture)
from tests.conftest import Result, Runner
from tests.helpers.printed import read_json
from tests.helpers.recorded import journal, last, untouched
from tests.helpers.tasks import WITH_TASKS, write_tasks

WHY = ("--reason", "Đã xong trước khi có kế hoạch")


@pytest.fixture(autouse=True)
def _tasks(workspace: Path) -> None:
    write_tasks(workspace)


def state(coopctl: Runner, stage: str, *more: str, item: str = "4.1") -> Result:
    return coopctl("add-update", item, "--stage", stage, *more)


def begun(coopctl: Runner) -> None:
    """Bring the provincial task to `implementing`."""
    assert state(coopctl, "contracted", "--on", "15/1/2025", *WHY).code == 0
    assert state(coopctl, "implementing", "--on", "1/2/2025").code == 0


def test_everything_lands_in_the_body(coopctl: Runner, workspace: Path) -> None:
    begun(coopctl)
    result = coopctl(
        "add-update", "4.1", "in_progress", "--stage", "accepted", "--grade", "Đạt", "--document",
        "12/QĐ-UBND, 1/6/2026", "--reason", "Tỉnh cho phép", "--on", "1/6/2026", "--progress", "90",
    )  # fmt: skip
    entry = last(workspace)
    assert (result.code, result.out) == (0, "")
    assert result.err == (
        "note: `accepted` skips checked (Checked, mid-term evaluation), base_accepted (Grassroots "
        "acceptance), dossier_submitted (Acceptance dossier submitted)\n"
        f"recorded `{entry.id}`: `4.1` is In progress, 90 %, stage “Provincial acceptance, final "
        "evaluation”\n"
    )
    assert entry.body == {
        "status": "in_progress", "stage": "accepted", "grade": "passed", "progress": 90,
        "document": "12/QĐ-UBND, 1/6/2026", "reason": "Tỉnh cho phép",
    }  # fmt: skip


@pytest.mark.parametrize(
    "typed",
    ["contracted", "CONTRACTED", "Phê duyệt, ký hợp đồng", "phe duyet, ky hop dong", "ký hợp đồng",
     normalize("NFD", "Ký hợp đồng"), "Approved, contract signed", "contract signed", "contracted "],
)  # fmt: skip
def test_a_stage_by_its_id_or_name_in_either_language(
    coopctl: Runner, workspace: Path, typed: str
) -> None:
    assert state(coopctl, typed, *WHY).code == 0
    assert last(workspace).body["stage"] == "contracted"


@pytest.mark.parametrize("lang", ["en", "vi"])
@pytest.mark.parametrize("typed", ["acceptedd", "announced", "", "1"])
def test_a_stage_that_the_pipeline_does_not_know(
    coopctl: Runner, workspace: Path, typed: str, lang: str
) -> None:
    result = coopctl("add-update", "4.1", "in_progress", "--stage", typed or "?", lang=lang)
    assert (result.code, result.out) == (2, "")
    error, hint = result.err.splitlines()
    assert "`--stage`" in error
    assert "`provincial-2013`" in error
    pipeline = shipped("provincial-2013")
    ids = [stage.id for stage in (*pipeline.stages, *pipeline.exits)]
    places = [hint.index(f" {one} (") for one in ids]
    assert places == sorted(places)
    assert untouched(workspace)


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_a_stage_that_may_be_several(coopctl: Runner, workspace: Path, lang: str) -> None:
    result = coopctl("add-update", "4.1", "--stage", "phê duyệt", lang=lang)
    assert (result.code, result.out) == (2, "")
    names = {
        "vi": "listed (Phê duyệt, công bố danh mục đặt hàng), contracted (Phê duyệt, ký hợp đồng), "
        "not_approved (Không được phê duyệt)",
        "en": "listed (On the approved list of commissions), contracted (Approved, contract signed), "
        "not_approved (Not approved)",
    }[lang]
    assert result.err.splitlines()[1].endswith(f": {names}")
    assert untouched(workspace)


@pytest.mark.parametrize("about", ["1.1", "action"])
def test_what_follows_no_pipeline_has_no_stages(
    coopctl: Runner, workspace: Path, about: str
) -> None:
    if about == "action":
        words = ("--on", "1/1/2026", "--title", "x", "--action", "hung-yen: y: 1/2/2026")
        assert coopctl("add-meeting", *words).code == 0
        about = f"{last(workspace).id}/1"
    before = len(journal(workspace))
    result = state(coopctl, "accepted", item=about)
    assert result.code == 2
    assert result.err == (
        "error: `--stage`: it follows no pipeline of S&T stages\n"
        "hint: leave it out, or give the item a `pipeline` in the plan\n"
    )
    assert len(journal(workspace)) == before


def test_skipping_without_a_reason_names_what_is_skipped(coopctl: Runner, workspace: Path) -> None:
    begun(coopctl)
    result = state(coopctl, "base_accepted")
    assert (result.code, result.out) == (2, "")
    assert result.err == (
        "error: `--reason`: is owed: `base_accepted` skips checked (Checked, mid-term evaluation)\n"
        "hint: say why with `--reason`, or record first what lies between\n"
    )
    assert len(journal(workspace)) == 2


@pytest.mark.parametrize("reason", ["", "  ", "\n"])
def test_an_empty_reason_is_none(coopctl: Runner, workspace: Path, reason: str) -> None:
    assert state(coopctl, "contracted", "--reason", reason).code == 2
    assert untouched(workspace)


def test_the_first_stage_needs_no_reason_and_a_later_first_one_does(
    coopctl: Runner, workspace: Path
) -> None:
    assert "proposed (Proposed)" in state(coopctl, "listed").err
    assert state(coopctl, "proposed").code == 0
    assert last(workspace).body == {"status": "in_progress", "stage": "proposed"}


def test_going_back_takes_a_reason_and_is_remarked(coopctl: Runner, workspace: Path) -> None:
    begun(coopctl)
    assert state(coopctl, "contracted").code == 2
    result = state(coopctl, "contracted", "--reason", "Ký lại")
    assert result.code == 0
    assert "note: `contracted` goes back from `implementing` of 1/2/2025\n" in result.err
    assert last(workspace).body["reason"] == "Ký lại"


def test_a_stage_before_later_ones_that_were_stated(coopctl: Runner, workspace: Path) -> None:
    begun(coopctl)
    result = state(coopctl, "checked", "--on", "20/1/2025")
    assert result.code == 2
    assert "`checked` skips implementing" in result.err
    assert "`checked` lies beyond `implementing`, which was stated for 1/2/2025" in result.err
    # Filling in what came before, in its order, needs no reason.
    for stage, day in (("proposed", "1/3/2024"), ("identified", "1/4/2024")):
        assert state(coopctl, stage, "--on", day).code == 0


def test_the_ways_out_are_open_from_anywhere(coopctl: Runner, workspace: Path) -> None:
    assert state(coopctl, "not_approved", item="4.2").code == 0
    begun(coopctl)
    for stage in ("adjusted", "terminated"):
        result = state(coopctl, stage)
        assert result.code == 0
        assert "note" not in result.err
    back = state(coopctl, "checked")
    assert "the task ended with `terminated` on 30/6/2026" in back.err
    assert state(coopctl, "checked", "--reason", "Khôi phục").code == 0


@pytest.mark.parametrize(
    ("stage", "grade", "said"),
    [
        ("contracted", "Đạt", "`contracted` is not graded"),
        ("base_accepted", "excellent", "`base_accepted` has no grade `Excellent`"),
        ("accepted", "giỏi", "`giỏi` is none of the words that go here"),
        ("accepted", "", None),
        ("accepted", "xuat sac", None),
        ("accepted", "KHÔNG ĐẠT", None),
    ],
)
def test_a_grade_goes_with_its_stage(
    coopctl: Runner, workspace: Path, stage: str, grade: str, said: str | None
) -> None:
    result = state(coopctl, stage, "--grade", grade, *WHY)
    assert result.code == (2 if said else 0)
    if said:
        assert f"error: `--grade`: {said}\n" in result.err
        assert untouched(workspace)


@pytest.mark.parametrize("flag", ["--grade", "--document", "--reason"])
def test_what_belongs_to_a_stage_needs_one(coopctl: Runner, workspace: Path, flag: str) -> None:
    result = coopctl("add-update", "4.1", "in_progress", flag, "Đạt")
    assert result.code == 2
    assert f"error: `{flag}`: belongs to a stage, and none is stated\n" in result.err
    assert untouched(workspace)


def test_the_status_stays_what_it_was_on_that_day(coopctl: Runner, workspace: Path) -> None:
    begun(coopctl)
    assert [row.body["status"] for row in journal(workspace)] == ["in_progress"] * 2
    assert coopctl("add-update", "4.1", "suspended", "--on", "1/3/2026").code == 0
    assert state(coopctl, "checked", "--on", "1/4/2026").code == 0
    assert last(workspace).body["status"] == "suspended"
    assert state(coopctl, "adjusted", "--on", "1/2/2026").code == 0
    assert last(workspace).body["status"] == "in_progress"
    done = ("completed", "--completed-on", "1/5/2026", "--on", "2/5/2026")
    assert coopctl("add-update", "4.1", *done).code == 0
    assert state(coopctl, "base_accepted").code == 0
    assert last(workspace).body["completed_on"] == "2026-05-01"
    assert last(workspace).body["status"] == "completed"


def test_without_stage_and_status_the_status_is_missing(coopctl: Runner, workspace: Path) -> None:
    result = coopctl("add-update", "4.1", "--document", "x")
    assert (result.code, "missing: STATUS" in result.err) == (2, True)


def test_approval_under_rules_that_are_not_for_new_tasks_is_remarked(coopctl: Runner) -> None:
    early = state(coopctl, "contracted", "--on", "1/9/2025", *WHY, item="4.2")
    assert "when the rules of `grassroots-2025` were not those for new tasks" in early.err
    late = state(coopctl, "contracted", "--on", "1/10/2025", *WHY)
    assert "approved on 1/10/2025, when the rules of `provincial-2013`" in late.err
    assert "approved on" not in state(coopctl, "contracted", "--on", "30/9/2025", *WHY).err


def test_prompts_ask_for_stages_only_where_there_are_any(typing: Typist, workspace: Path) -> None:  # noqa: F811
    lines = ("8", "in_progress", "", "contracted", "15/QĐ", "Bỏ qua", *[""] * 7, "y")
    result = typing("add-update", lines=lines)
    assert result.code == 0, result.err
    assert last(workspace).body == {
        "status": "in_progress", "stage": "contracted", "document": "15/QĐ", "reason": "Bỏ qua",
    }  # fmt: skip
    assert "S&T stage" in result.err
    assert "Grade" not in result.err
    other = typing("add-update", lines=("1", "in_progress", *[""] * 8, "y"))
    assert other.code == 0, other.err
    assert "S&T stage" not in other.err


def test_prompts_ask_for_a_grade_by_number(typing: Typist, workspace: Path) -> None:  # noqa: F811
    lines = ("7", "2", "", "11", "2", "", "Nhập số liệu cũ", *[""] * 7, "y")
    result = typing("add-update", lines=lines)
    assert result.code == 0, result.err
    assert (last(workspace).item, last(workspace).body["grade"]) == ("4.1", "passed")
    assert last(workspace).body["reason"] == "Nhập số liệu cũ"


def test_a_form_takes_stages_and_places_mistakes(
    coopctl: Runner, workspace: Path, tmp_path: Path
) -> None:
    file = tmp_path / "form.yaml"
    file.write_text(
        "- {item: 4.1, stage: contracted, reason: cũ, on: 15/1/2025}\n"
        "- {item: 4.1, stage: implementing, on: 1/2/2025}\n"
        "- {item: 4.1, stage: accepted}\n- {item: 1.1, stage: accepted}\n"
        "- {item: 4.1, stage: acepted}\n",
        "utf-8",
    )
    result = coopctl("add-update", "--from", str(file))
    assert result.code == 1
    errors = [line for line in result.err.splitlines() if ": error: " in line]
    assert [line.split("form.yaml:")[1].split(": error")[0] for line in errors] == [
        "3:3", "4:22", "5:22",
    ]  # fmt: skip
    assert not (workspace / "coopctl.db").exists()
    file.write_text("\n".join(file.read_text("utf-8").splitlines()[:2]), "utf-8")
    assert coopctl("add-update", "--from", str(file)).code == 0
    assert [row.body["stage"] for row in journal(workspace)] == ["contracted", "implementing"]


def test_the_form_has_stages_only_where_they_apply(
    coopctl: Runner, workspace: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.yaml"
    script = tmp_path / "editor.sh"
    script.write_text(f'#!/bin/sh\ncp "$1" {copy}\n', "utf-8")
    script.chmod(0o755)
    editor = {"EDITOR": str(script)}
    coopctl("add-update", "--edit", "4.1", env=editor)
    assert "\nstage:" in copy.read_text("utf-8")
    coopctl("add-update", "--edit", "1.1", env=editor)
    assert "\nstage:" not in copy.read_text("utf-8")
    write_tasks(workspace, WITH_TASKS.split("  - id: 4\n")[0])
    coopctl("add-update", "--edit", env=editor)
    assert "\nstage:" not in copy.read_text("utf-8")


def test_dry_run_records_nothing(coopctl: Runner, workspace: Path) -> None:
    result = state(coopctl, "contracted", *WHY, "--dry-run", "--json")
    assert read_json(result.out)[0]["body"]["stage"] == "contracted"
    assert untouched(workspace)
