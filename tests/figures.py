"""What every output must say of a plan on a day, worked out from `status --json` alone.

The words are put together here once more, so that a test of an output does not ask the output's own code.
"""

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any, NamedTuple

from coopctl.output import words
from coopctl.output.marks import MARKS
from tests.conftest import PLAN, Runner
from tests.story import entries, tell

Row = dict[str, Any]

HOSTILE = '=1+1 </script> ]]> <r>&amp; "x"</r> [red] {0} 😀'
_INDICATOR = (
    "indicators: [{id: trained, title: {vi: Người học, en: People}, target: 120, baseline: 20}]"
)
_INDICATORS = """indicators:
          - id: trained
            title: {vi: Người học, en: People trained}
            unit: {vi: người, en: people}
            baseline: 20
            target: 1200
            targets: {2025: 40, 2026: 60, 2027: 0}
          - {id: rate, title: {vi: Tỷ lệ, en: Rate}, target: 80, counts: percent, targets: {2026: 50}}
          - {id: days, title: {vi: Số ngày, en: Days}, unit: ngày, baseline: 30, target: 10, counts: last}"""
_MORE = """\
  - id: 4
    title: {vi: Khác, en: "=cmd & <b>"}
    items:
      - id: 4.1
        title: '=SUM(A1) </script><b>'
        lead: hoa-binh
        due: 31/1/2026
        deliverable: '-x'
      - {id: 4.2, title: Không có hạn, lead: hung-yen, cooperating: [hoa-binh]}
      - {id: 4.3, title: Đã rút, withdrawn: Gộp vào 4.2}
      - {id: 4.4, title: Thôi, lead: hung-yen, due: 2025}
      - {id: 4.5, title: Tạm dừng, lead: hung-yen, due: 31/5/2026}
      - {id: 4.6, title: Chờ, lead: hoa-binh, due: 7/7/2026, cooperating: [hung-yen]}
      - {id: 4.7, title: Vừa xong, lead: hoa-binh, due: 31/5/2026}
"""
RICH = (
    PLAN.replace("kind: periodic\n", "every: quarter\n        start: 1/1/2025\n").replace(
        _INDICATOR, _INDICATORS
    )
    + _MORE
)
SHORT = {"hung-yen": "Hưng Yên", "hoa-binh": "Phú Thọ"}
DONE = {"done_on_time", "done_late", "done_no_deadline"}
_THERE = timezone(timedelta(hours=7))
_THEIRS = ("--office", "hung-yen", "--author", "Bình")


def tell_more(coopctl: Runner) -> None:
    """Record the shared story, then something of every kind that a picture may show."""
    story = tell(coopctl)
    for said in (
        ("add-update", "4.1", "completed", "--on", "3/3/2026", "--completed-on", "12/2/2026",
         "--result", HOSTILE, "--evidence", "=9/BC", "--office", "hoa-binh"),
        ("add-update", "4.2", "completed", "--on", "4/3/2026", "--completed-on", "4/3/2026",
         "--result", "+84 hai\ndòng"),
        ("add-update", "4.4", "cancelled", "--on", "5/3/2026", "--cause", "Hết tiền"),
        ("add-update", "4.5", "suspended", "--on", "5/3/2026", "--cause", "Chờ kinh phí"),
        ("add-update", "4.6", "awaiting_confirmation", "--on", "6/6/2026", "--progress", "100",
         "--result", "Đã gửi", "--difficulty", f"Khó: {HOSTILE}", "--proposal", "Xác nhận sớm",
         "--next-step", "Chờ trả lời", "--office", "hoa-binh"),
        ("add-update", "2.1", "in_progress", "--on", "20/3/2025", "--progress", "0",
         "--result", "Quý đầu"),
        ("add-update", "4.7", "in_progress", "--on", "2/2/2026", "--progress", "55"),
        ("add-update", story.action, "in_progress", "--on", "1/6/2026", "--progress", "50",
         "--result", "Đã gửi một nửa", "--office", "hoa-binh"),
        ("add-meeting", "--on", "5/5/2026", "--title", f"Họp {HOSTILE}", "--item", "4.1",
         "--action", "hung-yen: Trả lời: 15/5/2026", "--action", "hoa-binh: Không hạn",
         "--action", "hoa-binh, hung-yen: Cùng làm: 4/7/2026"),
        ("add-outcome", "2.1", "--on", "2/1/2026", "--title", "Lớp hai", "--indicator", "trained",
         "--value", "1234.5", "--evidence", "1/BC"),
        ("add-outcome", "2.1", "--on", "3/2/2026", "--title", "Tỷ lệ", "--indicator", "rate",
         "--value", "25,5 %", "--evidence", "3/BC"),
        ("add-outcome", "2.1", "--on", "4/2/2026", "--title", "Nhầm", "--indicator", "days",
         "--value", "12"),
        ("retract", "{last}", "--reason", "nhầm", "--yes"),
        ("add-outcome", "2.1", "--on", "4/2/2026", "--title", "Số ngày", "--indicator", "days",
         "--value", "20"),
        ("add-extension", "4.5", "31/12/2026", "--on", "1/6/2026", "--reason", "Dời",
         "--document", "3/QĐ"),
        ("amend", story.update, "--progress", "45", "--reason", "Ghi nhầm", "--yes"),
        ("dispute", "4.6", "--reason", "Chưa nhận được", *_THEIRS),
        ("confirm", "4.1", "--note", "Đã nhận", *_THEIRS),
    ):  # fmt: skip
        last = entries(coopctl)[-1]["id"]
        result = coopctl(*(word.replace("{last}", last) for word in said))
        assert result.code == 0, (said, result.err)


def tell_afterwards(coopctl: Runner) -> None:
    """Record what changes everything, though it happened on days before."""
    for said in (
        ("add-update", "1.2", "completed", "--on", "1/6/2026", "--completed-on", "1/6/2026"),
        ("add-update", "4.6", "in_progress", "--on", "8/6/2026", "--progress", "5"),
        ("add-outcome", "2.1", "--on", "5/6/2026", "--title", "Muộn", "--indicator", "trained",
         "--value", "1000"),
        ("add-meeting", "--on", "6/6/2026", "--title", "Họp thêm", "--action", "hung-yen: Thêm"),
        ("add-extension", "3.10", "31/12/2026", "--on", "1/6/2026", "--reason", "Dời",
         "--document", "4/QĐ"),
        ("confirm", "4.6", *_THEIRS),
    ):  # fmt: skip
        result = coopctl(*said)
        assert result.code == 0, (said, result.err)


class Truth(NamedTuple):
    """What `status --json` and its indicators say, and the months of `chart --json`."""

    summary: dict[str, Any]
    items: list[Row]
    actions: list[Row]
    indicators: list[Row]
    months: list[Row]

    def area(self, area: str) -> "Counts":
        """Count the items of an area."""
        return count([row for row in self.items if row["area"] == area])


def ask(coopctl: Runner, *asked: str) -> Truth:
    """Ask `status`, `status --indicators` and `chart` for what they know."""
    status, indicators, chart = (
        json.loads(coopctl(*command, "--json", *asked).out)
        for command in (("status",), ("status", "--indicators"), ("chart",))
    )
    return Truth(
        status["summary"], status["items"], status["actions"], indicators["indicators"],
        chart["months"],
    )  # fmt: skip


class Counts(NamedTuple):
    """How many items there are and in which class, with both rates (shares of 1, None without any)."""

    total: int
    classes: dict[str, int]
    completed: int
    official: float | None
    plain: float | None


def count(rows: list[Row]) -> Counts:
    """Count items anew; what was withdrawn is none."""
    live = [row for row in rows if row["withdrawn"] is None]
    classes = [row["timeliness"] for row in live]
    done = sum(row["status"] == "completed" for row in live)
    rest = len(live) - sum(row["status"] == "cancelled" for row in live)
    due = done + classes.count("overdue")
    return Counts(
        len(live), {code: classes.count(code) for code in MARKS}, done,
        done / due if due else None, done / rest if rest else None,
    )  # fmt: skip


def number(value: object) -> str:
    """Return a number as English readers write it."""
    return f"{Decimal(str(value)):,}"


def day(text: str | None) -> str:
    """Return an ISO day as people write it."""
    if text is None:
        return ""
    found = date.fromisoformat(text)
    return f"{found.day}/{found.month}/{found.year}"


def parties(ids: str | None) -> str:
    """Return the short names of parties."""
    return ", ".join(SHORT[one] for one in (ids or "").split())


def said(kind: str, value: Any) -> str:
    """Return a value of a column of that kind in English words."""
    if value is None:
        return ""
    if kind in {"party", "parties"}:
        return parties(value)
    told: dict[str, Callable[[Any], str]] = {
        "day": day, "number": number, "periods": _periods, "text": str,
    }  # fmt: skip
    return told[kind](value) if kind in told else words.LABELS[kind].get(value, value)


def _periods(text: str) -> str:
    pairs = (one.partition(":") for one in text.split())
    return "; ".join(
        f"Q{code[-1]}/{code[:4]}: {words.LABELS['duty'][state]}" for code, _colon, state in pairs
    )


def typed(kind: str, value: Any) -> Any:
    """Return a value of a column of that kind as a cell of a workbook holds it."""
    if value is None or value == "":
        return None
    if kind == "day":
        return datetime.combine(date.fromisoformat(value), datetime.min.time())
    if kind == "moment":
        there = datetime.fromisoformat(value).astimezone(_THERE)
        return there.replace(tzinfo=None, microsecond=0)
    if kind == "number":
        return float(value)
    told = said(kind, value)
    return f"{MARKS[value].text} {told}" if kind == "timeliness" else told


def percent(share: float | None) -> str:
    """Return a share of 1 in percent."""
    return "–" if share is None else f"{100 * share:.1f} %"


def rates(counts: Counts, cancelled: int) -> tuple[str, str]:
    """Return the sentences of both rates."""
    overdue, done = counts.classes["overdue"], counts.completed
    return (
        (
            f"Official rate {percent(counts.official)} = {done} completed / "
            f"({done} completed + {overdue} overdue)"
        ),
        (
            f"Plain rate {percent(counts.plain)} = {done} completed / "
            f"{counts.total - cancelled} not cancelled"
        ),
    )


def listed(counts: Counts) -> str:
    """Return how many items there are in each class, in a line."""
    label = words.LABELS["timeliness"]
    classes = [f"{counts.classes[code]} {label[code]}" for code in MARKS if counts.classes[code]]
    return f"{counts.total} items: {', '.join(classes)}"


def timeliness(row: Mapping[str, Any]) -> str:
    """Return a class with its days."""
    code, days = row["timeliness"], row["days"]
    if code == "due_soon" and days == 0:
        return "Due today"
    label = words.LABELS["timeliness"][code]
    if code not in {"overdue", "due_soon", "done_late"} or not days:
        return label
    return f"{label} {number(days)} {'day' if days == 1 else 'days'}"


def standing(row: Mapping[str, Any]) -> list[str]:
    """Return how an item or action stands, in the parts that every picture has."""
    if row.get("withdrawn"):
        return [f"Withdrawn: {row['withdrawn']}"]
    if row["timeliness"] in DONE:
        return [timeliness(row), day(row["completed_on"])]
    stated = words.LABELS["status"][row["status"]]
    if row["progress"] is not None:
        stated += f" {row['progress']} %"
    if row["timeliness"] in {"no_deadline", "not_counted"}:
        return [stated]
    return [timeliness(row), stated]
