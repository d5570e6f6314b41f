"""A record in words: one line a field, as people check it before and read it after."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, NamedTuple

from coopctl.domain.exchange.answers import SOURCE
from coopctl.domain.plan.deadlines import shown
from coopctl.domain.record.corrections import RETRACTION
from coopctl.domain.record.entries import Body, Draft, Entry
from coopctl.domain.record.evidence import fingerprint
from coopctl.domain.record.kinds.fields import FIELDS, form_name
from coopctl.domain.words.dates import Due
from coopctl.language import _, render
from coopctl.output.words import words
from coopctl.output.words.period_text import period_lines, signing_lines
from coopctl.output.words.relations import relation

_CODES = {
    "status": "status",
    "stage": "stage",
    "grade": "grade",
    "kind": "meeting_kind",
    "type": "outcome_type",
    "verdict": "confirmation",
}
_OTHERS = {"period": period_lines, "signing": signing_lines}


def lines_of(record: Draft | Entry) -> Iterator[str]:
    """Yield the lines of a record: its kind, what it is about, when, and every stated field."""
    kind = words.label("entry_kind", record.kind)
    yield f"{kind} · {record.item}" if record.item else f"{kind} · {record.plan}"
    yield f"{_('Date')}: {words.day(record.happened_on)}"
    if record.kind == RETRACTION:
        yield relation(record)
    yield from body_lines(record.kind, record.body)


def body_lines(kind: str, body: Body) -> Iterator[str]:
    """Yield `label: value` for every field of a body that says something, in the form's order."""
    if kind in _OTHERS:
        yield from _OTHERS[kind](body)
    for one in fields_of(kind, body):
        yield f"{one.label}: {one.text}"


class Said(NamedTuple):
    """One value of a body: the field's name, and its label and the value in the reader's words."""

    name: str
    label: str
    text: str


def fields_of(kind: str, body: Body) -> Iterator[Said]:
    """Yield every value that a body states, in the form's order."""
    if kind == "confirmation" and "entry" in body:
        yield Said("entry", _("Entry"), body["entry"])
    for field in FIELDS.get(kind, ()):
        name, label = form_name(field.name), _(field.label)
        if name == "due" and "due" in body:
            yield Said(name, label, deadline(body))
        elif name in body:
            for value in body[name] if field.many else [body[name]]:
                yield Said(name, label, in_words(name, value))
    if "from" in body:  # what followed from an action's update
        yield Said("from", _("From the action"), body["from"])
    if body.get("source") == SOURCE:
        yield from _of_sheet(body)


def _of_sheet(body: Body) -> Iterator[Said]:
    """Yield where an answer comes from: who answered in which position and when, who imported it."""
    yield Said("source", _("Source"), _("a sheet that was filled in"))
    if "answered" in body:
        yield Said("answered", _("Answered by"), signature(body["answered"]))
    if "imported_by" in body:
        office = f" ({body['imported_for']})" if "imported_for" in body else ""
        yield Said("imported_by", _("Imported by"), f"{body['imported_by']}{office}")


def in_words(name: str, value: Any) -> str:
    """Return one value of a record's field in the reader's words."""
    if name in _CODES:
        return words.label(_CODES[name], value)
    return _SAYINGS.get(name, str)(value)


def _present(attendee: Body) -> str:
    return f"{attendee['party']}: {person(attendee)}"


def person(attendee: Body) -> str:
    """Return `name, role`."""
    return ", ".join(filter(None, (attendee["name"], attendee.get("role"))))


def signature(answered: Body) -> str:
    """Return `name, position · day`."""
    who = ", ".join(filter(None, (answered["name"], answered.get("position"))))
    return f"{who} · {words.iso_day(answered['on'])}" if "on" in answered else who


def evidence(one: Any) -> str:
    """Return a document or address as it was typed; of a file its name, size, and how its hash begins."""
    if not isinstance(one, dict):
        return str(one)
    said = f"{one['file']} ({words.size(one['size'])}, SHA-256 {fingerprint(one['sha256'])}"
    return f"{said})" if one["kept"] else f"{said}, {_('not kept')})"


def action(body: Body) -> str:
    """Return `lead, cooperating: duty (due …)`."""
    parties = ", ".join([body["lead"], *body.get("cooperating", ())])
    due = f" ({_('due {day}').format(day=deadline(body))})" if body.get("due") else ""
    return f"{parties}: {body['text']}{due}"


def deadline(body: Body) -> str:
    """Return a deadline as written, with the day that follows from it where that is not the same."""
    day = body["due"]
    try:
        return render(shown(Due(str(body.get("due_text", "")), date.fromisoformat(day))))
    except ValueError:  # an altered one
        return f"{body.get('due_text', '')} ({day})".lstrip()


# How a value is said, by field, where its text alone does not say it.
_SAYINGS: dict[str, Callable[[Any], str]] = {
    "until": words.iso_day, "completed_on": words.iso_day, "for": words.period, "value": words.number,
    "attendees": _present, "invited": _present, "actions": action, "evidence": evidence,
}  # fmt: skip
