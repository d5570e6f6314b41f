"""A task's way through its pipeline, and the time limits that run on a day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopctl.definitions.pipelines import shipped
from coopctl.domain.plan.stages import StageEvent, Way, place_in, run_clocks, skipped_before, walk
from tests.helpers.tasks import add_weekdays

RULES = shipped("provincial-2013")
NEW_RULES = shipped("provincial-2025")
DAY = date(2025, 1, 15)
STAGES = [stage.id for stage in (*RULES.stages, *RULES.exits)]


def event(stage: str, days: int = 0, **more: str) -> StageEvent:
    return StageEvent(stage, DAY + timedelta(days), f"xx-{days}", **more)


def way(*events: StageEvent) -> Way:
    return walk(RULES, events)


def running(
    found: Way, as_of: date, due: date | None = None, reported: date | None = None
) -> dict[str, tuple[date, date, int]]:
    clocks = run_clocks(found, due, reported, as_of, add_weekdays)
    return {one.clock.id: (one.started, one.due, one.days) for one in clocks}


def test_in_order() -> None:
    found = way(event("proposed"), event("identified", 1), event("listed", 2))
    assert [one.stage for one in found.path] == ["proposed", "identified", "listed"]
    assert found.current == event("listed", 2)
    assert skipped_before(found) == ()


def test_skipped_stages_count_as_reached_with_the_next() -> None:
    found = way(event("contracted"), event("accepted", 9))
    assert [one.id for one in skipped_before(found)][-1] == "dossier_submitted"
    assert found.event_of("checked") is None
    assert found.reached("checked") == DAY + timedelta(9)
    assert found.reached("proposed") == DAY
    assert found.reached("registered") is None


def test_going_back_forgets_what_lay_beyond() -> None:
    found = way(event("contracted"), event("accepted", 9), event("implementing", 12))
    assert [one.stage for one in found.path] == ["contracted", "implementing"]
    assert found.reached("accepted") is None


def test_a_stage_again_keeps_its_day_and_takes_the_newest_words() -> None:
    found = way(
        event("accepted", grade="failed", document="a"), event("accepted", 5, grade="passed")
    )
    (only,) = found.path
    assert (only.on, only.grade, only.document, only.entry) == (DAY, "passed", "a", "xx-5")


def test_an_adjustment_moves_nothing_and_an_end_ends() -> None:
    found = way(event("implementing"), event("adjusted", 3))
    assert found.current == event("implementing")
    assert [one.stage for one in found.asides] == ["adjusted"]
    ended = way(event("implementing"), event("terminated", 3))
    assert ended.current == event("terminated", 3)
    assert running(ended, DAY) == {}
    again = way(event("implementing"), event("terminated", 3), event("checked", 9))
    assert again.current == event("checked", 9)
    assert again.end is None


def test_what_the_pipeline_does_not_know_is_passed_over() -> None:
    assert way(event("announced"), event("nonsense")) == Way(RULES, (), (), None)


@given(st.lists(st.sampled_from(STAGES), max_size=12))
def test_a_way_is_always_in_order(stages: list[str]) -> None:
    found = way(*(event(stage, day) for day, stage in enumerate(stages)))
    places = [place_in(RULES, one.stage) for one in found.path]
    assert places == sorted(set(places))
    assert [one.on for one in found.path] == sorted(one.on for one in found.path)
    assert found.current is None or found.current.stage in stages


def test_a_report_every_six_months_from_the_contract() -> None:
    found = way(event("contracted"), event("implementing", 20))
    assert running(found, date(2025, 7, 1)) == {"progress_report": (DAY, date(2025, 7, 15), 14)}
    assert running(found, date(2025, 7, 16))["progress_report"][2] == -1
    again = running(found, date(2025, 8, 1), reported=date(2025, 7, 30))
    assert again == {"progress_report": (date(2025, 7, 30), date(2026, 1, 30), 182)}


def test_a_result_before_the_contract_is_no_report() -> None:
    found = way(event("contracted"))
    early = DAY - timedelta(30)
    assert running(found, DAY, reported=early)["progress_report"][0] == DAY


def test_the_dossier_counts_from_the_items_deadline() -> None:
    found = way(event("base_accepted"))
    assert running(found, date(2025, 6, 1)) == {}
    limits = running(found, date(2025, 6, 1), due=date(2025, 5, 15))
    assert limits == {"acceptance_dossier": (date(2025, 5, 15), date(2025, 6, 14), 13)}
    submitted = way(event("base_accepted"), event("dossier_submitted", 3))
    assert running(submitted, date(2025, 6, 1), due=date(2025, 5, 15)) == {}


def test_after_acceptance_two_limits_run_and_registration_starts_a_third() -> None:
    found = way(event("accepted"))
    assert running(found, DAY) == {
        "finalisation": (DAY, date(2025, 2, 26), 42),
        "registration": (DAY, date(2025, 2, 14), 30),
    }
    registered = way(event("accepted"), event("finalised", 5), event("registered", 10))
    started = DAY + timedelta(10)  # a Saturday
    assert running(registered, started) == {"recognition": (started, date(2025, 2, 7), 13)}


def test_a_task_without_a_stage_has_no_limits() -> None:
    assert running(way(), DAY, due=DAY) == {}
    assert running(way(event("adjusted")), DAY, due=DAY) == {}


def test_the_monthly_update_of_the_new_rules() -> None:
    found = walk(NEW_RULES, [event("contracted")])
    assert running(found, DAY) == {"platform_update": (DAY, date(2025, 2, 15), 31)}


@pytest.mark.parametrize("pipeline", ["grassroots-2013", "grassroots-2025"])
def test_limits_that_nobody_set_do_not_run(pipeline: str) -> None:
    found = walk(shipped(pipeline), [event("contracted")])
    assert running(found, DAY, due=DAY) == {}
