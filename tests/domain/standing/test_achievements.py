"""Periods of what is owed again and again: nothing is said to be missing for which something was recorded."""

from datetime import date

import pytest

from coopctl.domain.plan.periods import DONE, MISSED, Duty
from coopctl.domain.standing.achievements import AchievedRow, achievement_of
from coopctl.domain.words.mentions import mentioned_periods


def _row(day: date, text: str | None) -> AchievedRow:
    rest = dict.fromkeys(AchievedRow._fields)
    return AchievedRow(**{  # type: ignore[arg-type]
        **rest, "id": "a-1", "plan": "p", "item": "1.1", "happened_on": day, "kind": "update", "text": text,
    })  # fmt: skip


def _duty(period: str, first: date, last: date, state: str) -> Duty:
    return Duty(period, first, last, state, None, None, last, None, None)


Q2 = _duty("2025-Q2", date(2025, 4, 1), date(2025, 6, 30), MISSED)
Q3 = _duty("2025-Q3", date(2025, 7, 1), date(2025, 9, 30), MISSED)
Q4 = _duty("2025-Q4", date(2025, 10, 1), date(2025, 12, 31), DONE)


@pytest.mark.parametrize(
    ("text", "later"),
    [("Đã trao đổi bản tin quý III năm 2025", ["2025-Q3"]), ("Bản tin quý II, III/2025", ["2025-Q2", "2025-Q3"]),
     ("Bulletin of Q3/2025", ["2025-Q3"]), ("Bản tin số 03", []), ("Bản tin quý III năm 2024", []), (None, [])],
)  # fmt: skip
def test_a_period_that_a_later_result_names_is_not_called_empty(
    text: str | None, later: list[str]
) -> None:
    found = achievement_of([_row(date(2025, 10, 14), text)], "quarter", [Q2, Q3, Q4], None).whole
    assert found is not None
    assert list(found.later) == later
    assert sorted(found.later + found.missed) == ["2025-Q2", "2025-Q3"]
    assert (found.done, found.owed) == (1, 3)


def test_what_was_said_before_its_end_is_no_result_of_it() -> None:
    found = achievement_of(
        [_row(date(2025, 5, 1), "Chuẩn bị bản tin quý III/2025")], "quarter", [Q3], None
    )
    assert found.whole is not None
    assert found.whole.missed == ("2025-Q3",)


@pytest.mark.parametrize(
    ("text", "periods"),
    [("quý III năm 2025, gộp cả quý II", {"2025-Q3", "2025"}), ("quý I–III/2025", {"2025-Q1", "2025-Q2", "2025-Q3"}),
     ("tháng 5, 6 năm 2026", {"2026-05", "2026-06", "2026"}), ("tháng 5/2026", {"2026-05"}),
     ("6 tháng đầu năm 2025", {"2025-H1", "2025"}), ("Q1 and Q2 of 2026", {"2026-Q1", "2026-Q2", "2026"}),
     ("Hội nghị năm 2025", {"2025"}), ("12/10/2025", set()), ("Bản tin số 3", set()), ("quý III", set())],
)  # fmt: skip
def test_the_periods_that_a_text_speaks_of(text: str, periods: set[str]) -> None:
    assert mentioned_periods(text) == periods
