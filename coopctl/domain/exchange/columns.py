"""The columns of every table that goes out: one list for CSV, JSON, and the documents to come.

The codes and their order are stable; the README documents them from this file.
"""

from typing import NamedTuple

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
    "updates": (
        _ENTRY,
        _PLAN,
        Column("item", N_("Item")),
        _ON,
        Column("status", N_("Status"), "status"),
        Column("progress", N_("Progress, %"), "number"),
        Column("result", N_("Result")),
        Column("difficulty", N_("Difficulty")),
        Column("cause", N_("Cause")),
        Column("proposal", N_("Proposal")),
        Column("next_step", N_("Next step")),
        Column("completed_on", N_("Completed on"), "day"),
        Column("stage", N_("S&T stage"), "stage"),
        Column("grade", N_("Grade"), "grade"),
        Column("document", N_("Document of the stage")),
        Column("reason", N_("Reason for skipping stages or going back")),
        _EVIDENCE,
        *_SIGNED,
        _CONFIRMATION,
    ),
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
    "meetings": (
        _ENTRY,
        _PLAN,
        _ON,
        Column("until", N_("Until"), "day"),
        Column("title", N_("Title")),
        Column("kind", N_("Kind"), "meeting_kind"),
        Column("place", N_("Place")),
        Column("host", N_("Host"), "party"),
        Column("chair", N_("Chair")),
        Column("secretary", N_("Secretary")),
        Column("number", N_("Number of the minutes")),
        Column("attendees", N_("Attendees")),
        Column("invited", N_("Invited")),
        Column("items", N_("Items discussed")),
        Column("proceedings", N_("Proceedings")),
        Column("conclusions", N_("Conclusions")),
        Column("actions", N_("Actions"), "number"),
        _EVIDENCE,
        *_SIGNED,
        _CONFIRMATION,
    ),
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
    "outcomes": (
        _ENTRY,
        _PLAN,
        Column("item", N_("Item")),
        _ON,
        Column("title", N_("Title")),
        Column("type", N_("Type"), "outcome_type"),
        Column("indicator", N_("Indicator")),
        Column("value", N_("Value"), "number"),
        _EVIDENCE,
        *_SIGNED,
        _CONFIRMATION,
    ),
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
    "extensions": (
        _ENTRY,
        _PLAN,
        Column("item", N_("Item")),
        _ON,
        Column("period", N_("For the period"), "period"),
        Column("due_text", N_("Deadline as written")),
        Column("due", N_("New due"), "day"),
        Column("reason", N_("Reason")),
        Column("document", N_("Approving document")),
        *_SIGNED,
        _CONFIRMATION,
    ),
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
