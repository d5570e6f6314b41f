"""The pipelines of the package are sound, and a spoilt one is refused with the place."""

import sys
from datetime import date
from pathlib import Path

import pytest

from coopctl.definitions.pipelines import FOLDER, load_pipeline, resolve, shipped
from coopctl.domain.codes import GRADE_LABELS, PIPELINES, STAGE_LABELS
from coopctl.domain.plan.plan import Clock, Pipeline, Stage
from coopctl.domain.words.durations import Duration
from tests.definitions.plans import load, place_of, with_item

ALL = [shipped(one) for one in PIPELINES]
GOOD = """\
id: provincial-2013
level: provincial
vi: Nhiệm vụ
en: Task
sources: [Luật 29/2013]
stages:
  - {id: contracted, vi: Ký hợp đồng, en: Contract}
  - {id: accepted, vi: Nghiệm thu, en: Accepted, grades: [passed]}
clocks:
  - {id: report, vi: Báo cáo, en: Report, starts: contracted, stops: accepted, duration: 6 months}
"""


def problems_of(folder: Path, text: str) -> list[tuple[str, str, str]]:
    """Load a pipeline file with this text; return (place, code, message) of every problem."""
    file = folder / "x.yaml"
    file.write_text(text, "utf-8")
    pipeline, problems = load_pipeline(file)
    assert (pipeline is None) == bool(problems)
    return [(f"{one.line}:{one.column}", one.code, str(one.message)) for one in problems]


def test_every_file_of_the_package_is_a_pipeline_that_items_may_name() -> None:
    assert {file.stem for file in FOLDER.iterdir()} == set(PIPELINES)
    for file in FOLDER.iterdir():
        pipeline, problems = load_pipeline(file)
        assert problems == []
        assert pipeline is not None
        assert pipeline.id == file.stem
        assert pipeline.level == file.stem.partition("-")[0]


@pytest.mark.parametrize("pipeline", ALL, ids=lambda one: one.id)
def test_stages_stand_in_the_order_of_their_codes(pipeline: Pipeline) -> None:
    order = list(STAGE_LABELS)
    places = [order.index(stage.id) for stage in pipeline.stages]
    assert len(set(places)) == len(places)
    # `dossier_submitted` and the words of 2025 included: one list orders the table of all tasks.
    later = [one for one in places if one > order.index("selecting")]
    assert later == sorted(later)


@pytest.mark.parametrize("pipeline", ALL, ids=lambda one: one.id)
def test_what_no_primary_source_states_is_marked(pipeline: Pipeline) -> None:
    """A time limit has a source or is marked; a mark without a source says in a note what is doubtful."""
    assert pipeline.note is not None
    for clock in pipeline.clocks:
        assert clock.source or clock.unconfirmed or clock.duration is None, clock.id
        assert not clock.unconfirmed or clock.note, clock.id
    # What only a secondary source says: the 30 days of registration, the monthly update (BM-13).
    doubtful = {one.id for one in pipeline.clocks if one.unconfirmed}
    known = {one.id for one in pipeline.clocks}
    assert {"registration", "platform_update"} & known <= doubtful


def test_clocks_of_2013_are_those_of_the_circulars() -> None:
    limits = {clock.id: clock.duration for clock in shipped("provincial-2013").clocks}
    assert limits == {
        "progress_report": Duration(6, "months"),
        "acceptance_dossier": Duration(30, "days"),
        "finalisation": Duration(30, "working_days"),
        "registration": Duration(30, "days"),
        "recognition": Duration(10, "working_days"),
    }


def test_the_two_regimes_part_on_1_10_2025() -> None:
    for level in ("provincial", "grassroots"):
        old, new = shipped(f"{level}-2013"), shipped(f"{level}-2025")
        assert (old.valid_from, old.valid_to) == (None, date(2025, 9, 30))
        assert (new.valid_from, new.valid_to) == (date(2025, 10, 1), None)


def test_acceptance_of_a_provincial_task_is_graded_as_the_law_has_it() -> None:
    accepted = shipped("provincial-2013").stage("accepted")
    assert isinstance(accepted, Stage)
    assert accepted.grades == tuple(GRADE_LABELS) == ("excellent", "passed", "failed")


def test_a_good_file(tmp_path: Path) -> None:
    assert problems_of(tmp_path, GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "at", "code"),
    [
        ("id: provincial-2013", "id: provincial", "provincial", "choice"),
        ("level: provincial", "level: ministry", "ministry", "choice"),
        ("en: Task\n", "", "id:", "missing-key"),
        ("sources: [Luật 29/2013]", "sources: []", "[]", "too-few"),
        ("id: accepted", "id: agreed", "agreed", "choice"),
        ("grades: [passed]", "grades: [good]", "good", "choice"),
        ("{id: accepted", "{id:  contracted", " contracted, vi: N", "duplicate-id"),
        ("starts: contracted", "starts: registered", "registered", "unknown-stage"),
        ("stops: accepted", "stops:  contracted", " contracted, d", "stage-order"),
        ("duration: 6 months", "duration: half a year", "half", "duration"),
        ("starts:", "begins:", "begins", "unknown-key"),
    ],
)  # fmt: skip
def test_a_spoilt_file_is_refused_at_the_place(
    tmp_path: Path, old: str, new: str, at: str, code: str
) -> None:
    text = GOOD.replace(old, new, 1)
    line, column = place_of(text, at).split(":")
    place = f"{line}:{int(column) + at.startswith(' ')}"
    assert (place, code) in [one[:2] for one in problems_of(tmp_path, text)]


def test_an_unreadable_file_is_a_problem(tmp_path: Path) -> None:
    pipeline, problems = load_pipeline(tmp_path / "nowhere.yaml")
    assert pipeline is None
    assert [one.code for one in problems] == ["unreadable"]


def clock(pipeline: Pipeline, clock_id: str) -> Clock:
    return next(one for one in pipeline.clocks if one.id == clock_id)


def test_a_plan_sets_clocks_anew_and_embeds_what_its_items_use() -> None:
    plan = load(
        with_item("title: x", "pipeline: provincial-2013")
        + "pipelines:\n  provincial-2013: {clocks: {progress_report: 3 tháng, registration: không}}\n"
        + "  grassroots-2013: {clocks: {acceptance: 10 ngày làm việc}}\n"
    )
    (pipeline,) = plan.pipelines  # no item goes by the other
    changed = clock(pipeline, "progress_report")
    assert (changed.duration, changed.overridden) == (Duration(3, "months"), True)
    assert clock(pipeline, "registration").duration is None
    assert not clock(pipeline, "recognition").overridden
    assert plan.pipeline("grassroots-2013") is None
    assert clock(shipped("provincial-2013"), "progress_report").duration == Duration(6, "months")


def test_a_plan_without_tasks_reads_no_pipeline() -> None:
    assert load(with_item("title: x")).pipelines == ()
    assert resolve([None], {}) == ()


def test_the_reader_costs_a_plan_nothing_on_top() -> None:
    assert "pydantic" not in vars(sys.modules["coopctl.definitions.pipelines"])
