from datetime import UTC, date, datetime

import pytest

from coopctl.services.workspace import clock
from coopctl.services.workspace.clock import now as real_now


def test_now_is_in_utc_and_moves() -> None:
    first = real_now()
    assert first.tzinfo is UTC
    assert real_now() >= first


@pytest.mark.parametrize(
    ("moment", "zone", "expected"),
    [
        (datetime(2026, 6, 30, 16, 59, tzinfo=UTC), None, date(2026, 6, 30)),
        (datetime(2026, 6, 30, 17, 0, tzinfo=UTC), None, date(2026, 7, 1)),
        (datetime(2026, 6, 30, 17, 0, tzinfo=UTC), "UTC", date(2026, 6, 30)),
        (datetime(2026, 6, 30, 3, 0, tzinfo=UTC), "America/New_York", date(2026, 6, 29)),
    ],
)
def test_today_is_a_day_of_the_zone(
    moment: datetime, zone: str | None, expected: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: moment)
    assert clock.today(zone) == expected


def test_the_zone_of_the_plans_is_the_default() -> None:
    assert str(clock.zone(None)) == "Asia/Ho_Chi_Minh"
