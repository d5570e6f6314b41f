"""Codes to choose from, with their words in the reader's language."""

from collections.abc import Iterator, Mapping

from coopctl.cli.completing.kinds import Candidate, Kind, Typed
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
LABELS: dict[Kind, Mapping[str, str]] = {
    Kind.LANGUAGE: {code: _LANGUAGES[code] for code in LANGUAGES},
    Kind.SHELL: dict(zip(SHELLS, ("Bash", "Zsh", "Fish", "PowerShell"), strict=True)),
    Kind.STATUS: codes.STATUS_LABELS,
    Kind.TIMELINESS: codes.TIMELINESS_LABELS,
    Kind.STAGE: codes.STAGE_LABELS,
    Kind.GRADE: codes.GRADE_LABELS,
    Kind.MEETING_KIND: codes.MEETING_KIND_LABELS,
    Kind.OUTCOME_TYPE: codes.OUTCOME_TYPE_LABELS,
    Kind.ENTRY_KIND: codes.ENTRY_KIND_LABELS,
    Kind.SEARCHED_KIND: {"item": N_("Plan item"), **codes.ENTRY_KIND_LABELS},
    Kind.DOCUMENT: DOCUMENTS,
    Kind.TABLE: TABLES,
}
# Codes that are typed as codes only.
_CODES_ONLY = frozenset({Kind.LANGUAGE, Kind.SHELL, Kind.DOCUMENT, Kind.TABLE})


def list_choices(kind: Kind, typed: Typed) -> Iterator[Candidate]:
    """Yield the codes that begin so, and the words for them where only these do."""
    labels = {code: _(sentence) for code, sentence in LABELS[kind].items()}
    begun = [Candidate(*pair) for pair in labels.items() if pair[0].startswith(typed.word)]
    if begun or kind in _CODES_ONLY:
        yield from begun
        return
    for code, label in labels.items():
        if label.startswith(typed.word):
            yield Candidate(label, code)
