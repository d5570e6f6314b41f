"""The three axes of an item, never mixed: what was reported, how that stands to the deadline.

Source: status and timeliness as Vietnamese offices count assigned tasks (Decision 42/2014/QĐ-TTg,
report 1270/BC-TCTTTg of 27/12/2017).
"""

from enum import StrEnum

from coopctl.domain.messages import N_


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

ENTRY_KIND_LABELS: dict[str, str] = {
    "plan": N_("Plan"),
    "update": N_("Update"),
    "meeting": N_("Meeting"),
    "outcome": N_("Outcome"),
    "extension": N_("Extension"),
}

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

# What a record rests on (`coopctl.domain.evidence`).
EVIDENCE_KIND_LABELS: dict[str, str] = {
    "file": N_("File"),
    "document": N_("Document"),
    "address": N_("Address"),
}

# Which rules a research task follows: those before or from 1/10/2025 (Law 93/2025/QH15, article 73).
PIPELINE_LABELS: dict[str, str] = {
    "provincial-2013": N_("S&T task of the province, rules of 2013"),
    "grassroots-2013": N_("S&T task at grassroots level, rules of 2013"),
    "provincial-2025": N_("S&T task of the province, rules from 1/10/2025"),
    "grassroots-2025": N_("S&T task at grassroots level, rules from 1/10/2025"),
}
