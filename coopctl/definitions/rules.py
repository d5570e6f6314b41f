"""What a schema cannot say of a whole plan.

That its dates run forward, and that somebody could tell whether each item was done.
"""

from collections.abc import Iterator
from datetime import date

from coopctl.definitions.nodes import Node
from coopctl.definitions.places import Place
from coopctl.definitions.problems import Problem
from coopctl.definitions.source import Source
from coopctl.domain.dates import is_recurring, show_day
from coopctl.domain.messages import N_, msg
from coopctl.domain.plan import Item, Party, Plan


def check(plan: Plan, source: Source, root: Node) -> Iterator[Problem]:
    """Yield every problem of a plan that fits the schema."""
    place = Place(source, root)
    yield from _check_head(plan, place)
    for party in plan.parties:
        yield from _check_names(party, place.at("parties", party.id, "names"))
    for area_at, area in enumerate(plan.areas):
        for item_at, item in enumerate(area.items):
            yield from _check_item(plan, item, place.at("areas", area_at, "items", item_at))


def _check_head(plan: Plan, place: Place) -> Iterator[Problem]:
    memorandum = plan.memorandum
    if memorandum is None:
        return
    here = place.at("plan", "memorandum")
    for key, due in (("from", memorandum.start), ("to", memorandum.end)):
        if due is not None and due.day is None:
            yield here.at(key).error(
                "no-day", msg(N_("`{text}` names no day"), text=due.text),
                msg(N_("write a year or a date: `2024`, `9/8/2024`")),
            )  # fmt: skip
    start, end = _period(plan)
    if start and end and start > end:
        yield here.at("to").error(
            "period", msg(N_("the period ends before it begins")), msg(N_("check `from` and `to`"))
        )


def _period(plan: Plan) -> tuple[date | None, date | None]:
    memorandum = plan.memorandum
    start = memorandum.start if memorandum else None
    end = memorandum.end if memorandum else None
    return start.day if start else None, end.day if end else None


def _check_names(party: Party, place: Place) -> Iterator[Problem]:
    last: date | None = None
    for index, name in enumerate(party.names):
        here = place.at(index)
        begins, ends = name.valid_from, name.valid_to
        if begins and ends and begins > ends:
            yield here.at("to").error(
                "name-dates",
                msg(N_("the name ends before it begins")),
                msg(N_("check `from` and `to`")),
            )
        if index and (begins is None or last is None or begins <= last):
            yield here.error(
                "name-order", msg(N_("the names of `{party}` overlap or are out of order"), party=party.id),
                msg(N_("oldest first; each `from` comes after the `to` of the one before")),
            )  # fmt: skip
        last = ends


def _check_item(plan: Plan, item: Item, place: Place) -> Iterator[Problem]:
    for index, party in enumerate(item.cooperating):
        if party == item.lead:
            yield place.at("cooperating", index).error(
                "lead-cooperates", msg(N_("`{party}` leads, and cannot cooperate with itself"), party=party),
                msg(N_("take it out of `cooperating`")),
            )  # fmt: skip
    yield from _check_due(plan, item, place)
    yield from _check_verifiable(item, place)


def _check_due(plan: Plan, item: Item, place: Place) -> Iterator[Problem]:
    due = item.due
    if due is None:
        return
    here = place.at("due")
    if due.day is None:
        if item.kind == "dated" or not is_recurring(due.text):
            yield here.warning(
                "no-last-day", msg(N_("no last day follows from `{text}`"), text=due.text),
                msg(N_("say the day as well, or a span: `31/12/2025`, `Q4/2025`; else it is never overdue")),
            )  # fmt: skip
        return
    if item.start and item.start > due.day:
        yield place.at("start").error(
            "start-after-due",
            msg(N_("the item starts after it is due")),
            msg(N_("check `start` and `due`")),
        )
    start, end = _period(plan)
    if (start and due.day < start) or (end and due.day > end):
        yield here.warning(
            "outside-period", msg(N_("{day} is outside the memorandum's period"), day=show_day(due.day)),
            msg(N_("check the date, or the period")),
        )  # fmt: skip


def _check_verifiable(item: Item, place: Place) -> Iterator[Problem]:
    if item.withdrawn is not None:
        return
    endless = item.kind in {"ongoing", "periodic"}
    missing = tuple(
        name
        for name, lacks in (
            (msg(N_("no lead")), item.lead is None),
            (msg(N_("no deadline")), item.due is None and not endless),
            (msg(N_("no deliverable")), item.deliverable is None and not item.indicators),
        )
        if lacks
    )
    if missing:
        yield place.at("id").warning(
            "not-verifiable",
            msg(N_("nobody could tell whether `{item}` was done: {missing}"), item=item.id, missing=missing),
            msg(N_("add what the signed documents say; leave out what they do not")),
        )  # fmt: skip
