"""A period's own figures beside those from the beginning, counted by hand from the journal."""

from tests.conftest import Runner
from tests.same.truth import Row, Truth, in_force

_SINCE = "2026-01-01"


def count_figures(truth: Truth, coopctl: Runner, asked: tuple[str, ...]) -> list[list[object]]:
    """Return each figure with its label; none where no period is asked about."""
    if asked[0] != "--period":
        return []
    entries = in_force(coopctl, asked)

    def days(kind: str, field: str = "") -> list[str]:
        ours = [one for one in entries if one["kind"] == kind]
        return [one["happened_on"] for one in ours if not field or one["body"].get(field)]

    live = [row for row in truth.items if row["withdrawn"] is None]
    found = {
        "Meetings and working visits": days("meeting"),
        "Updates": days("update"),
        "Outcomes": days("outcome"),
        "Outcomes with evidence": days("outcome", "evidence"),
        "Stages stated": days("update", "stage"),
        "Extensions": days("extension"),
        "Items completed": _completed(live),
        "Items whose deadline passed unfulfilled": [
            row["due"] for row in live if row["timeliness"] == "overdue"
        ],
        "Actions agreed": [row["agreed_on"] for row in truth.actions],
        "Actions completed": _completed(truth.actions),
    }
    return [[label, sum(day >= _SINCE for day in ours), len(ours)] for label, ours in found.items()]


def _completed(rows: list[Row]) -> list[str]:
    return [row["completed_on"] for row in rows if row["status"] == "completed"]
