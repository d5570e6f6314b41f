"""A record in words: one line a field, as people check it before and read it after."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, NamedTuple

from coopctl.domain.exchange.answers import SOURCE
from coopctl.domain.plan.deadlines import shown
from coopctl.domain.record.corrections import RETRACTION
from coopctl.domain.record.entries import Body, Draft, Entry
from coopctl.domain.record.evidence import fingerprint
from coopctl.domain.record.kinds.catalogue import field_of
from coopctl.domain.record.kinds.catalogue import fields_of as fields_of_kind
from coopctl.domain.record.kinds.field import Field
from coopctl.domain.words.dates import Due
from coopctl.language import _, render
from coopctl.output.words import words
from coopctl.output.words.period_text import period_lines, signing_lines
from coopctl.output.words.relations import relation

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


class StatedField(NamedTuple):
    """One value of a body: the field's name, and its label and the value in the reader's words."""

    name: str
    label: str
    text: str


def fields_of(kind: str, body: Body) -> Iterator[StatedField]:
    """Yield every value that a body states, in the form's order."""
    if kind == "confirmation" and "entry" in body:
        yield StatedField("entry", _("Entry"), body["entry"])
    for field in fields_of_kind(kind):
        if field.in_body and field.kept in body:
            value = body if field.type.beside else body[field.kept]
            for one in value if field.many else [value]:
                yield StatedField(field.kept, _(field.label), _in_words(field, one))
    if "from" in body:  # what followed from an action's update
        yield StatedField("from", _("From the action"), body["from"])
    if body.get("source") == SOURCE:
        yield from _of_sheet(body)


def _of_sheet(body: Body) -> Iterator[StatedField]:
    """Yield where an answer comes from: who answered in which position and when, who imported it."""
    yield StatedField("source", _("Source"), _("a sheet that was filled in"))
    if "answered" in body:
        yield StatedField("answered", _("Answered by"), signature(body["answered"]))
    if "imported_by" in body:
        office = f" ({body['imported_for']})" if "imported_for" in body else ""
        yield StatedField("imported_by", _("Imported by"), f"{body['imported_by']}{office}")


def in_words(kind: str, name: str, value: Any) -> str:
    """Return one value of a field of that kind of record, by its name in the journal, in the reader's words."""
    field = field_of(kind, name)
    return _in_words(field, value) if field else str(value)


def _in_words(field: Field, value: Any) -> str:
    shown = field.type.name
    return words.label(shown, value) if shown in words.LABELS else _SAYINGS.get(shown, str)(value)


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


# How a value is said, by the name of its type, where its text alone does not say it.
_SAYINGS: dict[str, Callable[[Any], str]] = {
    "day": words.iso_day, "period": words.period, "number": words.number, "due": deadline,
    "person": _present, "action": action, "evidence": evidence,
}  # fmt: skip
