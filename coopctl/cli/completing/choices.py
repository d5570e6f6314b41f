"""Codes to choose from, with their words in the reader's language."""

from collections.abc import Iterator, Mapping

from coopctl.cli.completing.kinds import Candidate, Typed, ValueKind
from coopctl.cli.completing.shells import SHELLS
from coopctl.domain import codes
from coopctl.language import _
from coopctl.messages import LANGUAGES, N_

_LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}
DOCUMENTS = {
    "report": N_("Report"),
    "annex": N_("Annex"),
    "minutes": N_("Minutes"),
    "conclusions": N_("Notice of conclusions"),
    "letter": N_("Letter to who owes something"),
}
TABLES = {
    "items": N_("Items with where they stand"),
    "updates": N_("Updates"),
    "achievements": N_("What was achieved"),
    "meetings": N_("Meetings"),
    "actions": N_("Actions"),
    "outcomes": N_("Outcomes"),
    "indicators": N_("Indicators"),
    "extensions": N_("Extensions"),
    "evidence": N_("Evidence"),
}
LABELS: dict[ValueKind, Mapping[str, str]] = {
    ValueKind.LANGUAGE: {code: _LANGUAGES[code] for code in LANGUAGES},
    ValueKind.SHELL: dict(zip(SHELLS, ("Bash", "Zsh", "Fish", "PowerShell"), strict=True)),
    ValueKind.STATUS: codes.STATUS_LABELS,
    ValueKind.TIMELINESS: codes.TIMELINESS_LABELS,
    ValueKind.STAGE: codes.STAGE_LABELS,
    ValueKind.GRADE: codes.GRADE_LABELS,
    ValueKind.MEETING_KIND: codes.MEETING_KIND_LABELS,
    ValueKind.OUTCOME_TYPE: codes.OUTCOME_TYPE_LABELS,
    ValueKind.ENTRY_KIND: codes.ENTRY_KIND_LABELS,
    ValueKind.SEARCHED_KIND: {"item": N_("Plan item"), **codes.ENTRY_KIND_LABELS},
    ValueKind.DOCUMENT: DOCUMENTS,
    ValueKind.TABLE: TABLES,
}
# Codes that are typed as codes only.
_CODES_ONLY = frozenset({ValueKind.LANGUAGE, ValueKind.SHELL, ValueKind.DOCUMENT, ValueKind.TABLE})


def list_choices(kind: ValueKind, typed: Typed) -> Iterator[Candidate]:
    """Yield the codes that begin so, and the words for them where only these do."""
    labels = {code: _(sentence) for code, sentence in LABELS[kind].items()}
    begun = [Candidate(*pair) for pair in labels.items() if pair[0].startswith(typed.word)]
    if begun or kind in _CODES_ONLY:
        yield from begun
        return
    for code, label in labels.items():
        if label.startswith(typed.word):
            yield Candidate(label, code)
