"""What is said of a row in English, put together once more: an output is not asked by its own code."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

from coopctl.output.screen.marks import MARKS
from coopctl.output.words import words
from tests.same.truth import Counts

SHORT = {"hung-yen": "Hưng Yên", "hoa-binh": "Phú Thọ"}
AREAS = {"1": "Genetic resources", "2": "Exchange", "3": "Quality", "4": "=cmd & <b>"}
DONE = {"done_on_time", "done_late", "done_no_deadline"}
_THERE = timezone(timedelta(hours=7))


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
    if kind == "area":
        return f"{value}  {AREAS[value]}"
    told: dict[str, Callable[[Any], str]] = {
        "day": day, "number": number, "period": _period, "periods": _periods, "text": str,
    }  # fmt: skip
    return told[kind](value) if kind in told else words.LABELS[kind].get(value, value)


def _period(code: str) -> str:
    return f"Q{code[-1]}/{code[:4]}"


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


def rates(counts: Counts) -> tuple[str, str]:
    """Return the sentences of both rates."""
    overdue, done = counts.classes["overdue"], counts.completed
    return (
        (
            f"Official rate {percent(counts.official)} = {done} completed / "
            f"({done} completed + {overdue} overdue)"
        ),
        (
            f"Plain rate {percent(counts.plain)} = {done} completed / "
            f"{counts.total - counts.cancelled} not cancelled"
        ),
    )


def listed(counts: Counts) -> str:
    """Return how many items there are in each class, in a line."""
    label = words.LABELS["timeliness"]
    classes = [f"{counts.classes[code]} {label[code]}" for code in MARKS if counts.classes[code]]
    return f"{counts.total} items: {', '.join(classes)}{beside(counts, '; ')}"


def beside(counts: Counts, before: str, after: str = "") -> str:
    """Return what is said of withdrawn items, which are listed and not counted; nothing without any."""
    return f"{before}besides {counts.withdrawn} withdrawn{after}" if counts.withdrawn else ""


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
