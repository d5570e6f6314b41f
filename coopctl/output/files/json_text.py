"""JSON for programs: the same rows as every other output, under the same column codes.

Dates are ISO texts, numbers numbers, what is not stated is null. Each document names its format.
Characters that steer a terminal stand in it as escapes, so that printing it is safe and lossless.
"""

import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from coopctl.domain.record.confirmations import DisputedRow
from coopctl.domain.record.entries import Draft, Entry
from coopctl.domain.standing.standing import ActionRow, ItemRow, Tally, count_confirmations, tally
from coopctl.output.files import formats
from coopctl.output.files.formats import Format

if TYPE_CHECKING:
    from coopctl.domain.standing.period_figures import PeriodFigures

# Beyond those that JSON escapes by itself: DEL, C1, line separators, bidi overrides, surrogates.
_STEERING = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def _encode(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    from decimal import Decimal

    if isinstance(value, Decimal):  # as text, so that no digit is lost
        return f"{value:f}"
    raise TypeError(value)


class Row(Protocol):
    """A named tuple."""

    def _asdict(self) -> dict[str, Any]: ...


_encoder = json.JSONEncoder(ensure_ascii=False, default=_encode)


def _text(value: Any) -> str:
    return _harmless(_encoder.encode(value))


def _harmless(text: str) -> str:
    return text if text.isprintable() else _STEERING.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def record_data(value: Any) -> Any:
    """Return a record, and those in it, as mappings by the names of their fields."""
    if hasattr(value, "_asdict"):
        return {name: record_data(one) for name, one in value._asdict().items()}
    return [record_data(one) for one in value] if isinstance(value, tuple) else value


def print_schema(value: Any) -> None:
    """Print a JSON Schema, indented: a document of its own kind."""
    text = json.dumps(value, ensure_ascii=False, default=_encode, indent=2)
    sys.stdout.write(_harmless(text) + "\n")


def print_document(format_: Format, data: Mapping[str, Any]) -> None:
    """Print one document, indented. Raises: ValueError where its keys are not those of its format."""
    print_schema({"format": format_.named(data), **data})


def line_of(format_: Format, data: Mapping[str, Any]) -> str:
    """Return one document as a line. Raises: ValueError where its keys are not those of its format."""
    return _text({"format": format_.named(data), **data})


class DocumentTimes(NamedTuple):
    """What a document answers: for which day, as known when, for which closed period."""

    as_of: date
    known_at: str | None
    period: str | None = None


class PlanRows(Protocol):
    """The rows of one plan."""

    @property
    def items(self) -> Sequence[ItemRow]:
        """The items in the plan's order."""

    @property
    def actions(self) -> Sequence[ActionRow]:
        """The actions, oldest first."""


def write_status(
    plans: Iterable[PlanRows],
    asked: DocumentTimes,
    disputed: Sequence[DisputedRow] | None = None,
    period: "PeriodFigures | None" = None,
) -> None:
    """Print `status --json`: one row a line, so that it compares well.

    The figures stand before the rows that they follow from: of a plan that was counted only its lines
    are kept, as bytes. `disputed`: what is disputed and why; left out where it was not asked.
    `period`: a closed period's own figures, and what came too late for it; left out where none is asked about.
    """
    counted = tally(())
    confirmations = count_confirmations((), ())
    items, actions = _Lines(), _Lines()
    for plan in plans:
        counted = counted.plus(tally(plan.items))
        for code, count in count_confirmations(plan.items, plan.actions).items():
            confirmations[code] += count
        items.add(plan.items)
        actions.add(plan.actions)
    asked_for = {
        "disputed": disputed,
        "figures": period,
        "first": period,
        "late": period,
        "made_up": period,
    }
    given = [key for key, value in asked_for.items() if value is not None]
    name = formats.STATUS.named([*asked._fields, "summary", "items", "actions", *given])
    head = {"format": name, **asked._asdict()}
    figures = summary(counted) | {"confirmations": confirmations}
    sys.stdout.write(_text(head)[:-1] + f', "summary": {_text(figures)},\n')
    if period is not None:
        sys.stdout.write(f'"first": {_text(period.first)},\n')
        _write_rows("figures", period.rows, ",\n")
        _write_entries("late", period.late)
        _write_entries("made_up", period.made_up)
    items.write("items", ",\n")
    actions.write("actions", "}\n" if disputed is None else ",\n")
    if disputed is not None:
        _write_rows("disputed", disputed, "}\n")


def _write_entries(name: str, entries: Iterable[Entry]) -> None:
    lines = ",\n".join(_text(entry_data(entry)) for entry in entries)
    sys.stdout.write(f'"{name}": [\n{lines}\n],\n' if lines else f'"{name}": [],\n')


class _Lines:
    """Rows as lines of JSON, kept until what stands before them is known."""

    def __init__(self) -> None:
        self._chunks: list[bytes] = []

    def add(self, rows: Iterable[Row]) -> None:
        lines = ",\n".join(_text(row._asdict()) for row in rows)
        if lines:
            self._chunks.append(lines.encode("utf-8", "surrogatepass"))

    def write(self, name: str, end: str) -> None:
        write = sys.stdout.write
        if not self._chunks:
            write(f'"{name}": []{end}')
            return
        for before, chunk in zip(
            chain([f'"{name}": [\n'], repeat(",\n")), self._chunks, strict=False
        ):
            write(before + chunk.decode("utf-8", "surrogatepass"))
        write(f"\n]{end}")


def write_rows(
    format_: Format, head: Mapping[str, Any], lists: Mapping[str, Iterable[Row]]
) -> None:
    """Print a document of `head` and then lists of rows, one row a line.

    Raises: ValueError where its keys are not those of its format.
    """
    name = format_.named([*head, *lists])
    sys.stdout.write(_text({"format": name, **head})[:-1] + ",\n")
    for left, (name, rows) in zip(range(len(lists))[::-1], lists.items(), strict=True):
        _write_rows(name, rows, ",\n" if left else "}\n")


def summary(counted: Tally) -> dict[str, Any]:
    """Return the counts and rates under their stable names."""
    return {
        "total": counted.total,
        "classes": counted.classes,
        "completed": counted.completed,
        "cancelled": counted.cancelled,
        "withdrawn": counted.withdrawn,
        "official_rate": counted.official_rate,
        "plain_rate": counted.plain_rate,
    }


def _write_rows(name: str, rows: Iterable[Row], end: str) -> None:
    """Print a list of rows, one a line, as they come."""
    write = sys.stdout.write
    before = f'"{name}": [\n'
    for row in rows:
        write(before + _text(row._asdict()))
        before = ",\n"
    write(f"\n]{end}" if before == ",\n" else f'"{name}": []{end}')


def entry_data(entry: Entry) -> dict[str, Any]:
    """Return an entry as the journal keeps it, with its public id first."""
    return {"id": entry.id, **entry._asdict()}


def write_entries(entries: Iterable[Entry]) -> None:
    """Print entries just recorded."""
    print_document(formats.ENTRIES, {"entries": [entry_data(entry) for entry in entries]})


def log_data(entries: Iterable[Entry], replaced: Mapping[str, Entry]) -> dict[str, Any]:
    """Return entries, each with the id of what corrects it or took it back, if any."""
    rows = [
        {**entry_data(entry), "replaced_by": [replaced[entry.id].id] if entry.id in replaced else []}
        for entry in entries
    ]  # fmt: skip
    return {"entries": rows}


def write_drafts(drafts: Iterable[Draft]) -> None:
    """Print records that were not recorded."""
    print_document(formats.DRAFTS, {"drafts": [draft._asdict() for draft in drafts]})


def write_journal(target: Any, entries: Iterable[Entry]) -> int:
    """Write the whole journal, an entry a line as it comes; return how many."""
    target.write(f'{{"format": "{formats.JOURNAL.named(("entries",))}", "entries": [')
    count = 0
    for entry in entries:
        target.write(("\n" if count == 0 else ",\n") + _text(entry_data(entry)))
        count += 1
    target.write("\n]}\n" if count else "]}\n")
    return count
