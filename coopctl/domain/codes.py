"""The three axes of an item, never mixed: what was reported, how that stands to the deadline.

Source: status and timeliness as Vietnamese offices count assigned tasks (Decision 42/2014/QĐ-TTg,
report 1270/BC-TCTTTg of 27/12/2017).
"""

from enum import StrEnum

from coopctl.messages import N_, Message, msg


class Status(StrEnum):
    """Where the work stands, as reported. Stored."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    AWAITING_CONFIRMATION = "awaiting_confirmation"
    COMPLETED = "completed"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"


class Timeliness(StrEnum):
    """How that stands to the deadline on a date. Computed, never typed."""

    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    IN_TIME = "in_time"
    NO_DEADLINE = "no_deadline"
    DONE_ON_TIME = "done_on_time"
    DONE_LATE = "done_late"
    DONE_NO_DEADLINE = "done_no_deadline"
    NOT_COUNTED = "not_counted"


STATUS_LABELS: dict[str, str] = {
    Status.NOT_STARTED: N_("Not started"),
    Status.IN_PROGRESS: N_("In progress"),
    Status.AWAITING_CONFIRMATION: N_("Awaiting confirmation"),
    Status.COMPLETED: N_("Completed"),
    Status.SUSPENDED: N_("Suspended"),
    Status.CANCELLED: N_("Cancelled"),
}

TIMELINESS_LABELS: dict[str, str] = {
    Timeliness.OVERDUE: N_("Overdue"),
    Timeliness.DUE_SOON: N_("Due soon"),
    Timeliness.IN_TIME: N_("In time"),
    Timeliness.NO_DEADLINE: N_("No deadline"),
    Timeliness.DONE_ON_TIME: N_("Done on time"),
    Timeliness.DONE_LATE: N_("Done late"),
    Timeliness.DONE_NO_DEADLINE: N_("Done (no deadline)"),
    Timeliness.NOT_COUNTED: N_("Not counted"),
}

ITEM_KIND_LABELS: dict[str, str] = {
    "dated": N_("With a deadline"),
    "ongoing": N_("Ongoing"),
    "periodic": N_("Periodic"),
}

# How often something is owed.
EVERY_LABELS: dict[str, str] = {
    "month": N_("every month"),
    "quarter": N_("every quarter"),
    "half-year": N_("every half-year"),
    "year": N_("every year"),
}

REPORT_LABELS: dict[str, str] = {
    "month": N_("monthly report"),
    "quarter": N_("quarterly report"),
    "half-year": N_("half-year report"),
    "nine-months": N_("nine-month report"),
    "year": N_("annual report"),
}

ENTRY_KIND_LABELS: dict[str, str] = {
    "plan": N_("Plan"),
    "update": N_("Update"),
    "meeting": N_("Meeting"),
    "outcome": N_("Outcome"),
    "extension": N_("Extension"),
    "retraction": N_("Retraction"),
    "confirmation": N_("Confirmation"),
    "period": N_("Closing"),
    "signing": N_("Signed text"),
}


def kind_name(code: str) -> Message:
    """Return a kind of entry to be named in a message; one that is not known, as it is."""
    return msg(ENTRY_KIND_LABELS.get(code, code))


MEETING_KIND_LABELS: dict[str, str] = {
    "meeting": N_("Meeting"),
    "working_visit": N_("Working visit"),
    "conference": N_("Conference"),
    "online": N_("Online meeting"),
    "preliminary_review": N_("Preliminary review"),
    "final_review": N_("Final review"),
    "signing": N_("Signing"),
}

OUTCOME_TYPE_LABELS: dict[str, str] = {
    "publication": N_("Publication (form I)"),
    "document": N_("Document, process, software (form II)"),
    "specimen": N_("Specimen, variety, equipment (form III)"),
    "ip_registration": N_("Industrial property registration (form IV)"),
    "other": N_("Other"),
}

INDICATOR_TYPE_LABELS: dict[str, str] = {
    "output": N_("Output"),
    "outcome": N_("Outcome (result)"),
    "impact": N_("Impact"),
    "other": N_("Other"),
}

# The stages of a research task, and the ways out, by code: what every pipeline draws from. In which
# order, with what words and under which rules, the pipeline says (Law 93/2025/QH15, article 73, parts them).
STAGE_LABELS: dict[str, str] = {
    "proposed": N_("Proposed"),
    "announced": N_("Commission announced"),
    "applied": N_("Application submitted"),
    "identified": N_("Identified"),
    "listed": N_("On the approved list"),
    "selecting": N_("Selection"),
    "appraised": N_("Budget appraised"),
    "contracted": N_("Contract signed"),
    "implementing": N_("Being carried out"),
    "checked": N_("Checked, mid-term evaluation"),
    "base_accepted": N_("Grassroots acceptance"),
    "dossier_submitted": N_("Acceptance dossier submitted"),
    "accepted": N_("Provincial acceptance, final evaluation"),
    "finalised": N_("Dossier completed"),
    "registered": N_("Results registered"),
    "recognised": N_("Results recognised"),
    "liquidated": N_("Contract closed"),
    "transferred": N_("Transferred, put to use"),
    "not_approved": N_("Not approved"),
    "adjusted": N_("Adjusted"),
    "terminated": N_("Terminated"),
}

GRADE_LABELS: dict[str, str] = {
    "excellent": N_("Excellent"),
    "passed": N_("Passed"),
    "failed": N_("Failed"),
}

# Which rules a research task follows: each is a file in `coopctl/pipelines`.
PIPELINES = ("provincial-2013", "grassroots-2013", "provincial-2025", "grassroots-2025")

LEVEL_LABELS: dict[str, str] = {
    "provincial": N_("Province"),
    "grassroots": N_("Grassroots"),
}

# What may be due.
DUE_KIND_LABELS: dict[str, str] = {
    "item": N_("Plan item"),
    "action": N_("Action"),
    "report": N_("Report"),
    "clock": N_("S&T stage"),
    "confirmation": N_("Confirmation"),
}

# How near it is; the days are those of `coopctl.domain.standing.due`.
DUE_GROUP_LABELS: dict[str, str] = {
    "overdue": N_("Overdue"),
    "today": N_("Due today"),
    "within_7": N_("Due within 7 days"),
    "within_30": N_("Due within 30 days"),
    "later": N_("Due later"),
    "undated": N_("No deadline stated"),
}

# What the values of an indicator's outcomes mean.
COUNTS_LABELS: dict[str, str] = {
    "sum": N_("Values add up"),
    "last": N_("The last value counts"),
    "percent": N_("The last percentage counts"),
}

# What a record rests on (`coopctl.domain.record.evidence`).
EVIDENCE_KIND_LABELS: dict[str, str] = {
    "file": N_("File"),
    "document": N_("Document"),
    "address": N_("Address"),
}
