"""The sheet for the other side: what it shows, what it asks, and the fingerprint of what it was made from.

`export request` writes it and `import answers` reads it; both keep to what stands here. Only cells
under `ASKED` are answers: everything else in the sheet is there to be read.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from typing import Any, NamedTuple, TypeVar

from coopctl.domain.codes import Status
from coopctl.domain.exchange.marks import refuse_ditto
from coopctl.domain.record.amending import AmendedField
from coopctl.domain.record.entries import Body, canonical
from coopctl.domain.record.kinds.catalogue import fields_of
from coopctl.domain.standing.standing import ActionRow, ItemRow
from coopctl.domain.words.dates import show_day
from coopctl.messages import N_, CoopError, msg

FORMAT = "coopctl-request/2"
SOURCE = "file"  # where an update comes from that was read from a sheet

SHOWN = (
    N_("No."), N_("Code"), N_("Content"), N_("Role"), N_("Due"), N_("Recorded so far"),
    N_("Last word"),
)  # fmt: skip
CODE = 1  # which of them says what a row is about
ABOVE_COLUMN = 3  # above which of them stands what is asked of the answers as a whole
ASKED = (
    "status", "progress", "completed_on", "result", "difficulty", "cause", "proposal", "next_step",
    "evidence",
)  # fmt: skip
# What is asked of the answers as a whole, a line each above the table: who answers, and for which day.
ABOVE = {
    "on": N_("Day for which the answers hold"), "name": N_("Answered by (full name)"),
    "position": N_("Position"), "answered_on": N_("Day of the answer"),
}  # fmt: skip

_FIELDS = {field.name: field for field in fields_of("update")}
_DAYS = ("on", "answered_on", "completed_on")
_CHUNK = 30_000  # letters of the fingerprint in one cell, which holds 32,767
_CLOSED = {Status.COMPLETED, Status.CANCELLED}
_FIRST_SERIAL, _LAST_SERIAL = 1, 109_939  # days since 30/12/1899, up to the end of 2200
_EPOCH = date(1899, 12, 30).toordinal()

_Row = TypeVar("_Row", ItemRow, ActionRow)


class Sent(NamedTuple):
    """A row of the sheet: the item or action, the entry that was its last, what the locked cells show."""

    id: str
    entry: str | None
    shown: tuple[str, ...]


class Fingerprint(NamedTuple):
    """What a sheet was made from: the plan and its version, whom it asks, as of which day, known when.

    `labels` head the columns as written, those of `SHOWN` and then of `ASKED`; `above` are the labels of what
    is asked of the answers as a whole; `fixed` is all other text. `version` is None where the plan was not recorded.
    """

    plan: str
    version: str | None
    party: str
    as_of: date
    known_at: str | None
    period: str | None
    above: tuple[str, ...]
    labels: tuple[str, ...]
    fixed: tuple[str, ...]
    rows: tuple[Sent, ...]


class Cell(NamedTuple):
    """A cell: its place (`H12`) and what it holds, None for nothing and for blanks.

    A `fault` is a cell whose formula has no value: it holds the error (`#REF!`), or the formula. An `untold`
    one shows something else than its value, nobody can say what.
    """

    place: str
    value: object
    fault: bool = False
    untold: bool = False


class AnsweredRow(NamedTuple):
    """A row that came back: what was sent, the place of its code, the cells to fill in by field."""

    sent: Sent
    place: str
    cells: Mapping[str, Cell]

    @property
    def filled(self) -> dict[str, Cell]:
        """The cells that say something."""
        return {field: cell for field, cell in self.cells.items() if cell.value is not None}


def asked_label(field: str) -> str:
    """Return the label of a field that the sheet asks for."""
    return _FIELDS[field].label


def items_of(rows: Iterable[ItemRow], party: str) -> list[ItemRow]:
    """Return the items that a party leads or shares in, without those that left the plan."""
    return [row for row in _shared(rows, party) if row.withdrawn is None]


def actions_of(rows: Iterable[ActionRow], party: str) -> list[ActionRow]:
    """Return the open actions that a party leads or shares in."""
    return [row for row in _shared(rows, party) if row.status not in _CLOSED]


def _shared(rows: Iterable[_Row], party: str) -> Iterator[_Row]:
    return (row for row in rows if party == row.lead or party in row.cooperating.split())


def encode(fingerprint: Fingerprint) -> list[str]:
    """Return a fingerprint as ASCII texts that fit into cells."""
    rows = [row._asdict() for row in fingerprint.rows]
    known = fingerprint._asdict() | {"as_of": fingerprint.as_of.isoformat(), "rows": rows}
    text = json.dumps(known, sort_keys=True, separators=(",", ":"))
    return [text[at : at + _CHUNK] for at in range(0, len(text), _CHUNK)]


def decode(texts: Iterable[str]) -> Fingerprint | None:
    """Return the fingerprint that `encode` wrote; None for anything else."""
    try:
        known = json.loads("".join(texts))
        rows = tuple(Sent(**row) for row in known.pop("rows"))
        found = Fingerprint(
            **known, rows=tuple(row._replace(shown=tuple(row.shown)) for row in rows)
        )
        found = found._replace(
            as_of=date.fromisoformat(known["as_of"]),
            above=tuple(found.above),
            labels=tuple(found.labels),
            fixed=tuple(found.fixed),
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    return found if _is_whole(found) else None


def _is_whole(found: Fingerprint) -> bool:
    owed = (found.plan, found.party, *found.above, *found.labels, *found.fixed)
    texts = (*owed, *(text for row in found.rows for text in (row.id, *row.shown)))
    optional = (found.version, found.known_at, found.period, *(row.entry for row in found.rows))
    return (
        all(isinstance(text, str) for text in texts)
        and all(text is None or isinstance(text, str) for text in optional)
        and (found.plan + found.party).isascii()  # as ids are; SQLite takes no half characters
        and len(found.above) == len(ABOVE)
        and len(found.labels) == len(SHOWN) + len(ASKED)
        and all(len(row.shown) == len(SHOWN) for row in found.rows)
    )


def origin_of(fingerprint: Fingerprint) -> str:
    """Return what tells a sheet from every other: SHA-256 over all that it was made from."""
    return _hash(encode(fingerprint))


def answer_key(origin: str, item: str, on: date | None, body: Body) -> str:
    """Return what tells an answer from every other: SHA-256 over the sheet's origin and what it says.

    `on` is the day that the sheet states, None where it states none. The same sheet with the same answer,
    re-saved by any program, has the same key.
    """
    return _hash([origin, item, on.isoformat() if on else "", canonical(body)])


def _hash(parts: Iterable[str]) -> str:
    import hashlib

    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def text_of(field: str, cell: Cell) -> str:
    """Return a cell's content as the text that its field is read from.

    Raises: CoopError for a formula without a value, and for a bare number where a day belongs.
    """
    if cell.fault:
        raise CoopError(
            msg(N_("the formula of the cell has no value: `{text}`"), text=cell.value),
            msg(N_("write into the cell what it should say")),
        )
    if cell.untold:
        raise CoopError(
            msg(N_("the cell may show something else than its value, {value}: its format cannot be told"),
                value=shown_text(cell.value)),
            msg(N_("write into the cell what it should say")),
        )  # fmt: skip
    if isinstance(cell.value, str):
        refuse_ditto(cell.value)
    if field in _DAYS and isinstance(cell.value, int | float):
        raise _bare_number(cell.value)
    return shown_text(cell.value)


def shown_text(value: object) -> str:
    """Return a cell's content as a spreadsheet shows it: whole numbers without a point, days as `19/9/2024`."""
    if isinstance(value, datetime) and value.time() == time():
        return show_day(value.date())
    if isinstance(value, date) and not isinstance(value, datetime):
        return show_day(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _bare_number(value: float) -> CoopError:
    number = shown_text(value)
    if isinstance(value, bool) or not _FIRST_SERIAL <= value <= _LAST_SERIAL:
        return CoopError(
            msg(N_("`{text}` is not a date"), text=number),
            msg(N_("write `19/9/2024`, `2024-09-19` or `hôm nay`")),
        )
    day = show_day(date.fromordinal(_EPOCH + int(value)))
    return CoopError(
        msg(N_("a bare number, {number}, stands where a day belongs"), number=number),
        msg(N_("if {day} is meant, write that; or give the cell the format of a date"), day=day),
    )


def texts_of(field: str, cell: Cell) -> list[str]:
    """Return the texts of a field: of evidence, one a line. Raises: CoopError as `text_of`."""
    text = text_of(field, cell)
    if not _FIELDS[field].many:
        return [text]
    return [line for line in map(str.strip, text.splitlines()) if line]


def list_changes(body: Body, last: Mapping[str, Any]) -> list[AmendedField]:
    """Return what an answer says otherwise than the ledger, in the order of the sheet.

    `last` is the body of the last update, empty for none. Evidence is added to what is there already.
    """
    found: list[AmendedField] = []
    for name in ASKED:
        if name not in body or body[name] == last.get(name):
            continue
        if _FIELDS[name].many:
            came = tuple(one for one in body[name] if one not in last.get(name, ()))
            found += [AmendedField(name, _FIELDS[name].label, (), came)] if came else []
        else:
            found.append(AmendedField(name, _FIELDS[name].label, _one(last, name), (body[name],)))
    return found


def _one(body: Mapping[str, Any], name: str) -> tuple[Any, ...]:
    return (body[name],) if body.get(name) is not None else ()
