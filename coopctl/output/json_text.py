"""JSON for programs: the same rows as every other output, under the same column codes.

Dates are ISO texts, numbers numbers, what is not stated is null. Each document names its format.
Characters that steer a terminal stand in it as escapes, so that printing it is safe and lossless.
"""

import json
import re
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from coopctl.domain.entries import Draft, Entry
from coopctl.domain.standing import ActionRow, ItemRow, Tally, tally

# Beyond those that JSON escapes by itself: DEL, C1, line separators, bidi overrides, surrogates.
_STEERING = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def _encode(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(value)


_encoder = json.JSONEncoder(ensure_ascii=False, default=_encode)


def _text(value: Any) -> str:
    return _harmless(_encoder.encode(value))


def _harmless(text: str) -> str:
    return text if text.isprintable() else _STEERING.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def print_json(value: Any) -> None:
    """Print one document, indented."""
    text = json.dumps(value, ensure_ascii=False, default=_encode, indent=2)
    sys.stdout.write(_harmless(text) + "\n")


def write_status(
    items: Sequence[ItemRow], actions: Sequence[ActionRow], as_of: date, known_at: str | None
) -> None:
    """Print `status --json`: one row a line, so that it streams and compares well."""
    write = sys.stdout.write
    head = {"format": "coopctl-status/1", "as_of": as_of, "known_at": known_at}
    write(_text(head)[:-1] + f', "summary": {_text(_summary(tally(items)))},\n')
    _write_rows("items", items, ",\n")
    _write_rows("actions", actions, "}\n")


def _summary(counted: Tally) -> dict[str, Any]:
    return {
        "total": counted.total,
        "classes": counted.classes,
        "completed": counted.completed,
        "cancelled": counted.cancelled,
        "official_rate": counted.official_rate,
        "plain_rate": counted.plain_rate,
    }


def _write_rows(name: str, rows: Sequence[ItemRow] | Sequence[ActionRow], end: str) -> None:
    lines = ",\n".join(_text(row._asdict()) for row in rows)
    sys.stdout.write(f'"{name}": [\n{lines}\n]{end}' if lines else f'"{name}": []{end}')


def write_rows(
    document: str, name: str, rows: Iterable[Any], as_of: date | None, known_at: str | None
) -> None:
    """Print one kind of rows under its name, one a line as they come; `document` names the format."""
    head = _text({"format": document, "as_of": as_of, "known_at": known_at})
    sys.stdout.write(f'{head[:-1]}, "{name}": [')
    before = "\n"
    for row in rows:
        sys.stdout.write(before + _text(row._asdict()))
        before = ",\n"
    sys.stdout.write("]}\n" if before == "\n" else "\n]}\n")


def entry_data(entry: Entry) -> dict[str, Any]:
    """Return an entry as the journal keeps it, with its public id first."""
    return {"id": entry.id, **entry._asdict()}


def write_entries(entries: Iterable[Entry]) -> None:
    """Print entries just recorded, as a list."""
    print_json([entry_data(entry) for entry in entries])


def write_drafts(drafts: Iterable[Draft]) -> None:
    """Print records that were not recorded, as a list."""
    print_json([draft._asdict() for draft in drafts])


def write_journal(target: Any, entries: Iterable[Entry]) -> int:
    """Write the whole journal, an entry a line as it comes; return how many."""
    target.write('{"format": "coopctl-journal/1", "entries": [')
    count = 0
    for entry in entries:
        target.write(("\n" if count == 0 else ",\n") + _text(entry_data(entry)))
        count += 1
    target.write("\n]}\n" if count else "]}\n")
    return count
