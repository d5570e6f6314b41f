"""The columns of every table that goes out: one list for CSV, JSON, and the documents to come.

The codes and their order are stable; `coopctl help columns` shows them.
"""

from typing import NamedTuple

from coopctl.domain.record.kinds.catalogue import find_kind
from coopctl.domain.record.kinds.field import Field
from coopctl.messages import N_


class Column(NamedTuple):
    """A column: its stable code, its label, and what kind of value it holds.

    `kind` says how a value is shown to people: text, day, moment, number, area, party, parties, or the name of
    a list of codes (status, stage, grade, timeliness, item_kind, every, period, periods, meeting_kind,
    outcome_type, confirmation, counts, evidence_kind, entry_kind).
    """

    code: str
    label: str
    kind: str = "text"


_SIGNED = (
    Column("author", N_("Recorded by")),
    Column("office", N_("Office"), "party"),
    Column("recorded_at", N_("Recorded at"), "moment"),
)
_PLAN = Column("plan", N_("Plan"))
_AREA = Column("area", N_("Area"), "area")
_EVIDENCE = Column("evidence", N_("Evidence"))
_CONFIRMATION = Column("confirmation", N_("Confirmation"), "confirmation")
_MOVE = Column("move", N_("Whose move"), "parties")
_ENTRY = Column("id", N_("Entry"))
_ON = Column("happened_on", N_("Date"), "day")
# What items and actions have in common.
_DUE = (
    Column("due_text", N_("Deadline as written")),
    Column("due", N_("Due"), "day"),
    Column("original_due", N_("Original due"), "day"),
    Column("deadline", N_("Deadline in full")),
)
_STANDING = (
    Column("status", N_("Status"), "status"),
    Column("progress", N_("Progress, %"), "number"),
    Column("timeliness", N_("Timeliness"), "timeliness"),
    Column("days", N_("Days over or left"), "number"),
)
_LAST = (
    Column("completed_on", N_("Completed on"), "day"),
    Column("last_on", N_("Last update on"), "day"),
    Column("last_word", N_("Last word")),
)

_ITEM = Column("item", N_("Item"))


def _columns_of(field: Field) -> tuple[Column, ...]:
    """Return what a table shows of a field of a record."""
    kind = field.type
    return (
        *(Column(one.name, one.label) for one in kind.beside),
        Column(field.column or field.kept, field.label, kind.column or kind.name),
    )


def _recorded(code: str) -> tuple[Column, ...]:
    """Return the columns of a kind of record: what the entry has, the kind's fields, who recorded it."""
    kind = find_kind(code)
    fields = kind.in_table() if kind else []
    about = (_ITEM,) if kind and kind.about else ()
    own = (column for field in fields for column in _columns_of(field))
    return (_ENTRY, _PLAN, *about, _ON, *own, *_SIGNED, _CONFIRMATION)


TABLES: dict[str, tuple[Column, ...]] = {
    "items": (
        _PLAN,
        _AREA,
        Column("item", N_("Item")),
        Column("title", N_("Content")),
        Column("kind", N_("Kind"), "item_kind"),
        Column("every", N_("Every"), "every"),
        Column("lead", N_("Lead"), "party"),
        Column("cooperating", N_("Cooperating"), "parties"),
        Column("start", N_("Start"), "day"),
        *_DUE,
        Column("period", N_("Period due"), "period"),
        Column("deliverable", N_("Deliverable")),
        Column("stage", N_("S&T stage"), "stage"),
        *_STANDING,
        Column("periods", N_("Last periods"), "periods"),
        *_LAST,
        Column("result", N_("Result")),
        Column("difficulty", N_("Difficulty")),
        _EVIDENCE,
        Column("entry", N_("Entry")),
        _CONFIRMATION,
        _MOVE,
        Column("withdrawn", N_("Withdrawn")),
    ),
    "updates": _recorded("update"),
    "achievements": (
        _ENTRY,
        _PLAN,
        Column("item", N_("Item")),
        _ON,
        Column("kind", N_("Kind"), "entry_kind"),
        Column("status", N_("Status"), "status"),
        Column("text", N_("Result, or title of the outcome")),
        Column("stage", N_("S&T stage"), "stage"),
        Column("grade", N_("Grade"), "grade"),
        Column("document", N_("Document of the stage")),
        Column("type", N_("Type"), "outcome_type"),
        Column("indicator", N_("Indicator")),
        Column("measure", N_("Title of the indicator")),
        Column("value", N_("Value"), "number"),
        Column("unit", N_("Unit")),
        _EVIDENCE,
    ),
    "meetings": _recorded("meeting"),
    "actions": (
        _PLAN,
        Column("id", N_("Action")),
        Column("meeting", N_("Meeting")),
        Column("agreed_on", N_("Agreed on"), "day"),
        Column("title", N_("Content")),
        Column("lead", N_("Lead"), "party"),
        Column("cooperating", N_("Cooperating"), "parties"),
        *_DUE,
        *_STANDING,
        *_LAST,
        _EVIDENCE,
        Column("entry", N_("Entry")),
        _CONFIRMATION,
        _MOVE,
    ),
    "outcomes": _recorded("outcome"),
    "indicators": (
        _PLAN,
        _AREA,
        Column("item", N_("Item")),
        Column("indicator", N_("Indicator")),
        Column("title", N_("Title")),
        Column("unit", N_("Unit")),
        Column("counts", N_("How values count"), "counts"),
        Column("period", N_("Period as written")),
        Column("first", N_("First day"), "day"),
        Column("last", N_("Last day"), "day"),
        Column("baseline", N_("Baseline"), "number"),
        Column("target", N_("Target"), "number"),
        Column("actual", N_("Actual"), "number"),
        Column("share", N_("Reached, %"), "number"),
        Column("outcomes", N_("Outcomes with a value"), "number"),
        Column("evidenced", N_("of them with evidence"), "number"),
        _EVIDENCE,
        Column("last_on", N_("Last value on"), "day"),
    ),
    "extensions": _recorded("extension"),
    "evidence": (
        _PLAN,
        Column("target", N_("Item, action or meeting")),
        Column("title", N_("Content")),
        Column("kind", N_("Kind"), "evidence_kind"),
        _EVIDENCE,
        Column("size", N_("Size, bytes"), "number"),
        Column("sha256", N_("Fingerprint (SHA-256)")),
        Column("copy", N_("Kept as")),
        _ENTRY,
        _ON,
        *_SIGNED,
    ),
}
