"""Minutes of a meeting, and the notice of what it concluded, from what was recorded of it.

Source: Decree 30/2020/NĐ-CP, annex III, models 1.9 (minutes) and 1.4 (a notice is a named document).
"""

from collections.abc import Iterator, Sequence
from datetime import date

from coopctl.domain.exchange.letterhead import Letterhead
from coopctl.domain.plan.plan import Plan
from coopctl.domain.record.entries import Body, Entry
from coopctl.language import _
from coopctl.output.documents import frame
from coopctl.output.documents.blocks import (
    BODY,
    OPEN,
    SECTION,
    Block,
    DocumentPart,
    ended,
    labelled,
    lines,
    listed,
    text,
)
from coopctl.output.documents.letter import official_day, plan_basis
from coopctl.output.documents.letterhead import full_number
from coopctl.output.words import words
from coopctl.output.words.record_text import deadline, person


def minutes(plan: Plan, meeting: Entry, letterhead: Letterhead) -> tuple[DocumentPart, ...]:
    """Return the minutes of a meeting: no place and day above, secretary and chair below."""
    body = meeting.body
    number = full_number(letterhead, "BB", body.get("number") or letterhead.number)
    title = frame.Title(number, _("MINUTES"), body["title"])
    blocks = [
        *frame.head(letterhead, title, dated=False),
        *ended(_proceedings(plan, meeting)),
        *frame.signed_minutes(body.get("secretary"), body.get("chair")),
    ]
    return (DocumentPart(blocks),)


def notice(plan: Plan, meeting: Entry, letterhead: Letterhead) -> tuple[DocumentPart, ...]:
    """Return the notice of a meeting's conclusions."""
    subject = _("Conclusions of “{title}”").format(title=meeting.body["title"])
    title = frame.Title(full_number(letterhead, "TB", letterhead.number), _("NOTICE"), subject)
    blocks = [
        *frame.head(letterhead, title),
        *frame.based([*letterhead.bases, plan_basis(plan, meeting.happened_on)]),
        text(_opening(meeting)),
        *ended(_conclusions(plan, meeting)),
        frame.signed(letterhead, as_above=False),
    ]
    return (DocumentPart(blocks),)


def _opening(meeting: Entry) -> str:
    return _("On {date}, at {place}, “{title}” was held, chaired by {chair}. Its conclusions:").format(
        date=official_day(meeting.happened_on), place=meeting.body.get("place") or OPEN,
        title=meeting.body["title"], chair=meeting.body.get("chair") or OPEN,
    )  # fmt: skip


def _proceedings(plan: Plan, meeting: Entry) -> Iterator[Block]:
    body = meeting.body
    names = words.Names(plan.parties, meeting.happened_on)
    yield labelled(_("Beginning"), _at(official_day(meeting.happened_on)))
    yield labelled(_("Place"), body.get("place", ""))
    yield text(_("Present:"), SECTION)
    yield from _people(body.get("attendees", ()), names)
    if body.get("invited"):
        yield text(_("Invited:"), SECTION)
        yield from _people(body["invited"], names)
    yield labelled(_("Chair of the meeting"), body.get("chair", ""))
    yield labelled(_("Secretary (who takes the minutes)"), body.get("secretary", ""))
    yield text(_("Proceedings:"), SECTION)
    if body.get("items"):
        yield text(_("Items of the plan that were discussed:"))
        yield from listed(_items(plan, body["items"]))
    yield from lines(body.get("proceedings", ""))
    yield text(_("Conclusions:"), SECTION)
    yield from _conclusions(plan, meeting)
    ends = _day_of(body, meeting)
    yield text(_("The meeting ended at {moment}.").format(moment=_at(ends)))


def _at(day: str) -> str:
    """Return a moment of a day: hours are not recorded."""
    return _("{hour}:{minute} on {day}").format(hour=OPEN, minute=OPEN, day=day)


def _day_of(body: Body, meeting: Entry) -> str:
    last = body.get("until")
    return official_day(date.fromisoformat(last) if last else meeting.happened_on)


def _items(plan: Plan, ids: Sequence[str]) -> Iterator[str]:
    titles = {item.id: words.read(item.title) for item in plan.items()}
    for one in ids:
        yield f"{one}. {titles[one]}" if one in titles else one


def _people(people: Sequence[Body], names: words.Names) -> Iterator[Block]:
    """Yield who was there by party, in the order of the record."""
    if not people:
        yield text(OPEN)
    for party in dict.fromkeys(one["party"] for one in people):
        yield text(f"{names.full(party)}:", BODY._replace(keep=True))
        yield from listed(person(one) for one in people if one["party"] == party)


def _conclusions(plan: Plan, meeting: Entry) -> Iterator[Block]:
    """Yield the conclusions, then the duties among them, numbered through."""
    body = meeting.body
    names = words.Names(plan.parties, meeting.happened_on)
    said = [
        *body.get("conclusions", ()),
        *(_duty(action, names) for action in body.get("actions", ())),
    ]
    for number, one in enumerate(said, 1):
        yield from lines(f"{number}. {one}")
    if not said:
        yield text(OPEN)


def _duty(action: Body, names: words.Names) -> str:
    return _("{lead} is to {duty}; cooperating: {cooperating}; deadline: {due}.").format(
        duty=action["text"].rstrip(" .;"),
        lead=names.full(action["lead"]),
        cooperating=", ".join(map(names.full, action.get("cooperating", ()))) or OPEN,
        due=deadline(action) if action.get("due") else OPEN,
    )
