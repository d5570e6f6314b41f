"""A sample of `tests.ledger.points`: at the calls that end a commit, what is said is what the ledger says."""

from pathlib import Path

import pytest

from tests.ledger.points import Point, has_strace, list_calls, make_workspace, try_point

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
