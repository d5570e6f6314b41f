"""Fields that are owed beside one answer to another field: a dispute's reason, a day of completion."""

from collections.abc import Callable

from coopctl.domain.codes import STATUS_LABELS, Status
from coopctl.domain.record.confirmations import VERDICT_LABELS, Confirmation
from coopctl.domain.record.kinds.fields import FIELDS, is_owed
from coopctl.domain.record.matching import match_code
from coopctl.messages import CoopError
from coopctl.services.recording.prepare import ABOUT_ITEM, Request, Typed

Spoken = Callable[[str], tuple[str, ...]]

# By kind and field: the other one, its words, and the answer that makes this one owed.
OWED_WITH = {
    ("update", "completed_on"): ("status", STATUS_LABELS, Status.COMPLETED),
    ("confirmation", "reason"): ("verdict", VERDICT_LABELS, Confirmation.DISPUTED),
}


def is_owed_with(kind: str, name: str, typed: Typed, spoken: Spoken) -> bool:
    """Tell whether a field is owed because of what was typed, in whatever words, for another."""
    if (kind, name) not in OWED_WITH:
        return False
    other, labels, answer = OWED_WITH[kind, name]
    try:
        return match_code(typed[other][-1], labels, spoken) == answer
    except (KeyError, CoopError):
        return False


def lacks(request: Request, spoken: Spoken) -> bool:
    """Tell whether something that must be said was not."""
    needed = {field.name for field in FIELDS[request.kind] if is_owed(field, request.typed)}
    needed |= {"item"} if request.kind in ABOUT_ITEM else set()
    kind = request.kind
    needed |= {name for _kind, name in OWED_WITH if is_owed_with(kind, name, request.typed, spoken)}
    return not needed <= request.typed.keys()
