"""A sample of `tests.ledger.points`: at the calls that end a commit, what is said is what the ledger says."""

from pathlib import Path

import pytest

from tests.ledger.points import COMMANDS, Point, has_strace, list_calls, make_workspace, try_point

pytestmark = pytest.mark.skipif(not has_strace(), reason="strace is not here, or may not trace")
_ENDING = ("fsync", "fdatasync", "unlink", "rename")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_workspace(tmp_path_factory.mktemp("points") / "work")


@pytest.mark.parametrize("fault", ["Ctrl-C", "failed"])
def test_at_the_last_calls_of_a_commit(workspace: Path, fault: str) -> None:
    calls = [(call, number) for call, number in list_calls(workspace) if call in _ENDING]
    assert {call for call, _number in calls} >= {"unlink", "rename"}
    outcomes = {
        point: try_point(workspace, point)
        for point in (Point(call, number, fault) for call, number in calls[-5:])
    }
    assert [(point, one) for point, one in outcomes.items() if one.wrong is not None] == []
    assert any(one.code == 0 or "was recorded" in one.said for one in outcomes.values())


def test_a_first_record_that_is_killed_can_be_made_again(tmp_path: Path) -> None:
    first = COMMANDS["first"]
    place = make_workspace(tmp_path / "first" / "work", first)
    ends = [one for one in list_calls(place, first) if one[0] in {"rename", "unlink"}]
    assert len(ends) >= 4
    points = (Point(call, number, "killed") for call, number in ends[::2])
    outcomes = {point: try_point(place, point, first) for point in points}
    assert [(point, one) for point, one in outcomes.items() if one.wrong is not None] == []


def test_evidence_that_cannot_be_copied_says_what_was_recorded(tmp_path: Path) -> None:
    meeting = COMMANDS["add-meeting"]
    place = make_workspace(tmp_path / "meeting" / "work", meeting)
    copying = [one for one in list_calls(place, meeting) if one[0] in {"mkdir", "rename"}]
    points = [Point(call, number, "failed") for call, number in copying]
    outcomes = {point: try_point(place, point, meeting) for point in points}
    assert [(point, one) for point, one in outcomes.items() if one.wrong is not None] == []
    refused = [one.said for one in outcomes.values() if "cannot keep" in one.said]
    assert refused
    assert all("; nothing was recorded\n" in said for said in refused)
