"""Fields that are owed beside one answer to another field: a dispute's reason, a day of completion."""

from collections.abc import Callable

from coopctl.domain.record.kinds.catalogue import fields_of, is_about_item
from coopctl.domain.record.matching import match_code
from coopctl.messages import CoopError
from coopctl.services.recording.prepare import Request, Typed

Spoken = Callable[[str], tuple[str, ...]]


def is_owed_with(kind: str, name: str, typed: Typed, spoken: Spoken) -> bool:
    """Tell whether a field is owed because of what was typed, in whatever words, for another."""
    fields = {field.name: field for field in fields_of(kind)}
    condition = fields[name].owed_with
    if condition is None:
        return False
    other, answer = condition
    try:
        return match_code(typed[other][-1], fields[other].type.labels, spoken) == answer
    except (KeyError, CoopError):
        return False


def lacks(request: Request, spoken: Spoken) -> bool:
    """Tell whether something that must be said was not."""
    needed = {
        field.name
        for field in fields_of(request.kind)
        if field.is_owed(request.typed)
        or is_owed_with(request.kind, field.name, request.typed, spoken)
    }
    needed |= {"item"} if is_about_item(request.kind) else set()
    return not needed <= request.typed.keys()
