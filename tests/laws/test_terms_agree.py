"""Whatever the day: `status`, `due`, `timeline` and `agenda` name the same period, last day and lead of what comes back."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from coopctl.domain.plan.periods import period_name, period_of
from coopctl.domain.words.dates import show_day
from tests.conftest import Runner
from tests.helpers.printed import read_json

PLAN = """\
plan:
  id: test
  title: Kế hoạch thử
  memorandum: {signed: 9/8/2024, from: 1/10/2024, to: 31/3/2027}
parties:
  hung-yen: {names: [{text: Sở KH&CN Hưng Yên, short: Hưng Yên}]}
  hoa-binh: {names: [{text: Sở KH&CN Hòa Bình, short: Hòa Bình}]}
areas:
  - id: 1
    title: Có ghi nhận
    items:
      - {id: m1, title: Tháng, lead: hoa-binh, every: month}
      - {id: q1, title: Quý, lead: hung-yen, cooperating: [hoa-binh], every: quarter, due: hằng quý}
      - {id: h1, title: Nửa năm, lead: hoa-binh, every: half-year, start: 15/2/2025}
      - {id: y1, title: Năm, lead: hung-yen, every: year, due: hằng năm}
  - id: 2
    title: Có ngày đầu, ngày cuối, không ghi nhận
    items:
      - {id: m2, title: Tháng khác, lead: hung-yen, every: month, start: 10/5/2025, due: 20/11/2026}
      - {id: q2, title: Quý khác, lead: hoa-binh, every: quarter, start: 1/1/2026}
      - {id: h2, title: Nửa năm khác, lead: hung-yen, every: half-year, due: 30/9/2026}
      - {id: y2, title: Năm khác, lead: hoa-binh, every: year, start: 1/6/2025}
"""
EVERY = {"m": "month", "q": "quarter", "h": "half-year", "y": "year"}
LEAD = {
    "m1": "hoa-binh", "q1": "hung-yen", "h1": "hoa-binh", "y1": "hung-yen",
    "m2": "hung-yen", "q2": "hoa-binh", "h2": "hung-yen", "y2": "hoa-binh",
}  # fmt: skip
LAST = {"m2": date(2026, 11, 20), "h2": date(2026, 9, 30)}
END = date(2027, 3, 31)
RECORDED = (
    ("m1", "5/10/2024 5/11/2024 5/12/2024 20/1/2025 3/3/2025 30/4/2026 31/5/2026 1/6/2026"),
    ("q1", "1/10/2024 31/12/2024 1/4/2025 30/9/2025 1/10/2025 20/3/2026 15/5/2026"),
    ("h1", "30/6/2025 1/7/2025 5/6/2026"), ("y1", "31/12/2024 1/2/2025 2/1/2026"),
)  # fmt: skip
EXTENDED = {
    ("m1", "2026-02"): date(2026, 3, 20), ("q1", "2025-Q3"): date(2025, 10, 20),
    ("h1", "2026-H1"): date(2026, 7, 31), ("q2", "2026-Q1"): date(2026, 5, 2),
    ("y2", "2025"): date(2026, 2, 1),
}  # fmt: skip
# A day in every 23, and what lies around the ends of periods.
DAYS = (
    *(date(2024, 9, 20) + timedelta(days=23 * number) for number in range(28)),
    date(2024, 12, 31), date(2025, 1, 1), date(2025, 3, 31), date(2025, 4, 1), date(2025, 6, 30),
    date(2025, 7, 1), date(2025, 12, 31), date(2026, 1, 1), date(2026, 2, 28), date(2026, 3, 1),
    date(2026, 3, 31), date(2026, 4, 1), date(2026, 6, 29), date(2026, 6, 30),
)  # fmt: skip


@pytest.fixture
def told(workspace: Path, coopctl: Runner) -> Runner:
    """Items of every recurrence: fulfilled in some periods, missed in others, some extended."""
    (workspace / "plans" / "test.yaml").write_text(PLAN, "utf-8")
    for item, days in RECORDED:
        for day in days.split():
            words = ("add-update", item, "in_progress", "--on", day, "--result", "xong", "--yes")
            assert coopctl(*words).code == 0
    for (item, period), due in EXTENDED.items():
        words = ("--for", period, "--on", "1/9/2024", "--reason", "chờ", "--document", "12/QĐ")
        result = coopctl("add-extension", item, due.isoformat(), *words)
        assert result.code == 0, result.err
    return coopctl


def rows_of(coopctl: Runner, name: str, words: tuple[str, ...], key: str) -> dict[str, Any]:
    result = coopctl(name, "--json", *words)
    assert result.code == 0, result.err
    id_ = "item" if name == "status" else "id"
    return {row[id_]: row for row in read_json(result.out)[key] if row[id_] in LEAD}


def last_day(item: str, code: str, begun: date) -> date:
    """Return the last day of a period, or that to which it was moved back, told without the program's own cycles."""
    day = begun
    while (period := period_of(EVERY[item[0]], day)).code != code:
        day = period.last + timedelta(days=1)
        assert day.year < END.year + 1, (item, code)
    return EXTENDED.get((item, code)) or min(period.last, LAST.get(item, END))


def test_on_every_day_all_say_the_same(told: Runner) -> None:
    seen: dict[str, int] = dict.fromkeys(("status", "due", "timeline", "agenda"), 0)
    for day in DAYS:
        on = ("--as-of", day.isoformat())
        status = rows_of(told, "status", on, "items")
        assert set(status) == set(LEAD)
        for row in status.values():
            check_row(row, day)
        others = {
            "due": rows_of(told, "due", (*on, "--within", "36m"), "rows"),
            "timeline": rows_of(told, "timeline", on, "items"),
            "agenda": rows_of(told, "agenda", ("--on", day.isoformat()), "rows"),
        }
        assert set(others["timeline"]) == set(status)
        owing = {item for item, row in status.items() if not is_over(row)}
        assert set(others["due"]) == owing, day
        for name, rows in {"status": status, **others}.items():
            seen[name] += len(rows)
            for item, row in rows.items():
                ours = status[item]
                keys = ("due", "deadline", *(("timeliness",) if name != "due" else ()))
                assert [row[key] for key in keys] == [ours[key] for key in keys], (name, item, day)
        for item, row in others["due"].items():
            assert row["parties"].split()[0] == LEAD[item], (item, day)
        for item, row in others["agenda"].items():
            assert row["lead"] == LEAD[item]
    assert min(seen.values()) > len(DAYS)


def is_over(row: dict[str, Any]) -> bool:
    return row["days"] is None


def check_row(row: dict[str, Any], day: date) -> None:
    item, code = row["item"], row["period"]
    assert row["lead"] == LEAD[item]
    due = last_day(item, code, date(2024, 10, 1))
    assert row["due"] == due.isoformat(), (item, day)
    assert (row["timeliness"] == "overdue") == (due < day and not is_over(row)), (item, day)
    shown = show_day(EXTENDED.get((item, code)) or due)
    assert str(period_name(code)) in row["deadline"]
    assert shown in row["deadline"], (item, day)
    state = dict(one.split(":") for one in (row["periods"] or "").split()).get(code)
    assert state != "done" or is_over(row), (item, day, state)
