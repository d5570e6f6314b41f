"""From what was typed to an entry in the journal: one path for flags, prompts, forms and files."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from coopctl.domain.codes import Status
from coopctl.domain.plan.periods import Cycle
from coopctl.domain.plan.plan import Item, Plan
from coopctl.domain.record.checks import FieldProblem, RecordRefused, read_record
from coopctl.domain.record.confirmations import check_side
from coopctl.domain.record.entries import Draft, Entry
from coopctl.domain.record.kinds.catalogue import fields_of, is_about_item
from coopctl.domain.record.kinds.field import Facts
from coopctl.domain.record.matching import party_names, read_id
from coopctl.domain.record.stage_rules import Track, remark_on
from coopctl.domain.record.units import strange_values
from coopctl.domain.words.dates import is_recurring, show_day
from coopctl.ledger.journal.journal import FIRST, append
from coopctl.ledger.journal.targets import Target, find_target
from coopctl.ledger.periods.names import names_over
from coopctl.ledger.plan.choice import find_only_plan, plan_of
from coopctl.ledger.standing import standings
from coopctl.messages import N_, CoopError, Message, Reader, msg
from coopctl.services.recording.evidence import EvidenceFiles
from coopctl.services.workspace import clock
from coopctl.services.workspace.offices import speak, writer_for
from coopctl.services.workspace.settings import Settings

if TYPE_CHECKING:
    from coopctl.domain.standing.standing import ActionRow, ItemRow

Typed = Mapping[str, Sequence[str]]

_MOST_NAMES = 3  # of closed periods that a remark lists


class Request(NamedTuple):
    """One record as it was typed: its kind, and the texts of its fields.

    Beside the kind's own fields, `item` says what it is about, and `plan` where that is open.
    `notes` are lines that a form shows as comments.
    `kept` are values of a record that is corrected, by the texts that stand for them.
    `files` finds those that are named as evidence.
    """

    kind: str
    typed: Typed
    files: EvidenceFiles
    future_allowed: bool = False
    notes: tuple[str, ...] = ()
    kept: Mapping[str, Mapping[str, object]] = {}


class Prepared(NamedTuple):
    """A record that may be recorded: the draft, and what to mention before it is."""

    draft: Draft
    plan: Plan
    remarks: tuple[Message, ...]


class Subject(NamedTuple):
    """What a record is about, and what it is checked against; `item` is None for what is no item."""

    target: Target
    plan: Plan
    item: Item | None
    facts: Facts


def prepare(connection: sqlite3.Connection, settings: Settings, request: Request) -> Prepared:
    """Check one record against the plan and the ledger.

    Raises: RecordRefused with every mistake; NoSuchTarget where it is about nothing known.
    """
    about = look_up(connection, settings, request)
    if request.kind == "confirmation":
        return _prepare_verdict(connection, settings, request, about)
    draft = check_record(request, about)
    remarks = (
        *remarks_on(draft, about),
        *late_remarks(connection, draft.plan, draft.happened_on),
    )
    return Prepared(draft, about.plan, remarks)


def look_up(connection: sqlite3.Connection, settings: Settings, request: Request) -> Subject:
    """Find what a record is about. Raises: as `prepare`, where that or the office is not known."""
    target = find_about(connection, request)
    plan = plan_of(connection, target.plan)
    speak(settings, plan)
    item = next((item for item in plan.items() if item.id == target.id), None)
    facts = _make_facts(connection, settings, target, request, plan, item)
    return Subject(target, plan, item, facts)


def check_record(request: Request, about: Subject) -> Draft:
    """Read a record's texts and hold them against what it is about. Raises: RecordRefused."""
    happened_on, body = read_record(request.kind, _fields(request), about.facts, request.kept)
    item = about.target.id if is_about_item(request.kind) else None
    return Draft(request.kind, about.plan.id, item, happened_on, body)


def _prepare_verdict(
    connection: sqlite3.Connection, settings: Settings, request: Request, about: Subject
) -> Prepared:
    from coopctl.services.recording.verdicts import describe_judged, find_judged

    happened_on, body = read_record(request.kind, _fields(request), about.facts, request.kept)
    entry = find_judged(connection, about.target, happened_on)
    office = speak(settings, about.plan)
    check_side(entry, office, settings.author, about.facts.parties)
    _check_order(entry, happened_on)
    body = {"entry": entry.id, **body}
    draft = Draft(request.kind, about.plan.id, entry.item, happened_on, body)
    return Prepared(draft, about.plan, tuple(describe_judged(entry, about.target)))


def _check_order(entry: Entry, judged_on: date) -> None:
    """Refuse a verdict of a day before what it is about."""
    if judged_on < entry.happened_on:
        message = msg(
            N_("{day} is before the entry itself, {on}"),
            day=show_day(judged_on), on=show_day(entry.happened_on),
        )  # fmt: skip
        raise RecordRefused([FieldProblem("on", 0, message, msg(N_("check the date")))])


def _fields(request: Request) -> Typed:
    """Return what was typed but for what the record is about."""
    about = ("plan", "item") if is_about_item(request.kind) else ("plan",)
    return {name: texts for name, texts in request.typed.items() if name not in about}


def find_about(connection: sqlite3.Connection, request: Request) -> Target:
    """Find what the record is about: the item or action, or a meeting's plan."""
    if is_about_item(request.kind):
        words = request.typed.get("item", ())
        if not words:
            raise RecordRefused([_missing("item"), *_missing_fields(request)])
        kinds = ("item", "action", *(("entry",) if request.kind == "confirmation" else ()))
        return find_target(connection, _word("item", words[0]), kinds)
    for name, kind in (("plan", "plan"), ("item", "item")):
        if words := request.typed.get(name, ()):
            found = find_target(connection, _word(name, words[0]), (kind,))
            return Target("plan", found.plan, "")
    return Target("plan", find_only_plan(connection), "")


def _word(name: str, text: str) -> str:
    """Return an id as it was typed, cleaned. Raises: RecordRefused for what can be none."""
    try:
        return read_id(text)
    except CoopError as error:
        raise RecordRefused([FieldProblem(name, 0, error.message, error.hint)]) from error


def _missing(name: str) -> FieldProblem:
    return FieldProblem(name, 0, msg(N_("is missing")), None, missing=True)


def _missing_fields(request: Request) -> Iterable[FieldProblem]:
    return (
        _missing(field.name)
        for field in fields_of(request.kind)
        if field.is_owed(request.typed) and not request.typed.get(field.name)
    )


def _find_track(connection: sqlite3.Connection, plan: Plan, item: Item) -> Track | None:
    from coopctl.services.recording.stages import find_track  # few items follow stages

    return find_track(connection, plan, item)


def find_cycle(connection: sqlite3.Connection, target: Target) -> Cycle | None:
    """Return what a thing is owed by, again and again; None where it is not."""
    plan = plan_of(connection, target.plan)
    item = next((item for item in plan.items() if item.id == target.id), None)
    return _find_cycle(connection, plan, item)


def _find_cycle(connection: sqlite3.Connection, plan: Plan, item: Item | None) -> Cycle | None:
    if item is None or not item.every:
        return None
    moment = standings.Moment(clock.today(plan.timezone))
    return standings.find_cycle(connection, standings.Scope(plan=plan.id, item=item.id), moment)


def make_facts(
    connection: sqlite3.Connection, settings: Settings, target: Target, request: Request
) -> Facts:
    """Gather what a record about `target` is checked against."""
    plan = plan_of(connection, target.plan)
    item = next((item for item in plan.items() if item.id == target.id), None)
    return _make_facts(connection, settings, target, request, plan, item)


def _make_facts(
    connection: sqlite3.Connection,
    settings: Settings,
    target: Target,
    request: Request,
    plan: Plan,
    item: Item | None,
) -> Facts:
    today = clock.today(plan.timezone)
    moment = standings.Moment(today)
    scope = standings.Scope(plan=plan.id, item=target.id)
    if target.kind == "action":
        actions = standings.list_action_rows(
            connection, standings.Scope(plan=plan.id), moment, Reader()
        )
        row: ActionRow | ItemRow | None = next(
            (action for action in actions if action.id == target.id), None
        )
    else:
        row = next(standings.list_item_rows(connection, scope, moment, Reader()), None)
    return Facts(
        today=today,
        parties=tuple(party.id for party in plan.parties),
        spoken=settings.reader.spoken,
        find_item=lambda word: find_item_of(connection, plan.id, word),
        start=item.start if item else None,
        due=row.due if row else None,
        status=row.status if row else None,
        cycle=_find_cycle(connection, plan, item),
        comes_back=item is not None and _comes_back(item),
        party_names=party_names(plan.parties),
        indicators=item.indicators if item else (),
        future_allowed=request.future_allowed,
        track=_find_track(connection, plan, item) if item and item.pipeline else None,
        find_evidence=request.files.find,
    )


def _comes_back(item: Item) -> bool:
    """Tell whether an item is owed again and again, or all the time, and not once by a day."""
    if item.withdrawn is not None:
        return False
    if item.every is not None or item.due is None:
        return item.every is not None or item.kind == "periodic"
    return item.due.day is None and (item.kind == "periodic" or is_recurring(item.due.text))


def find_item_of(connection: sqlite3.Connection, plan: str, word: str) -> str:
    """Return the id of a plan's item. Raises: NoSuchTarget, CoopError for an item of another plan."""
    found = find_target(connection, word if ":" in word else f"{plan}:{word}", ("item",))
    if found.plan != plan:
        raise CoopError(
            msg(N_("there is no `{word}`"), word=f"{plan}:{found.id}"),
            msg(N_("`coopctl status` lists what there is")),
        )
    return found.id


def remarks_on(draft: Draft, about: Subject) -> Iterable[Message]:
    """Say what is allowed but worth a second look."""
    item, plan = about.item, about.plan
    if draft.body.get("status") == "completed" and not draft.body.get("evidence"):
        yield msg(
            N_("completed without evidence; `--evidence` names a document, an address or a file")
        )
    yield from _reopening(draft, about.facts)
    for action in draft.body.get("actions", ()):
        if action.get("due", "9") < draft.happened_on.isoformat():
            yield msg(N_("the action “{text}” is due before the meeting"), text=action["text"])
    if item is not None and item.withdrawn is not None:
        yield msg(N_("the item `{item}` was withdrawn from the plan"), item=item.id)
    if draft.kind == "outcome" and about.facts.status == Status.NOT_STARTED:
        yield msg(
            N_(
                "nobody has said yet that `{item}` has begun: reports call it not started until "
                "`coopctl add-update {item} in_progress …`"
            ),
            item=about.target.id,
        )
    yield from strange_values(item, draft.body)
    start = plan.memorandum.start if plan.memorandum else None
    if start and start.day and draft.happened_on < start.day:
        yield msg(N_("{day} is before the memorandum's period"), day=show_day(draft.happened_on))
    yield from remark_on(draft.body, draft.happened_on, about.facts.track)


def _reopening(draft: Draft, facts: Facts) -> Iterable[Message]:
    """Say so where an update opens again what was completed."""
    if draft.kind != "update" or facts.status != "completed" or facts.cycle is not None:
        return
    if draft.body["status"] not in {"completed", "awaiting_confirmation"}:
        yield msg(
            N_("`{item}` was completed, and this opens it again; its progress is empty unless given"),
            item=draft.item,
        )  # fmt: skip


def late_remarks(connection: sqlite3.Connection, plan: str, day: date) -> Iterable[Message]:
    """Say that what happened on a day comes after the periods that it belongs to were closed."""
    names = names_over(connection, plan, day, _MOST_NAMES + 1)
    if names:
        more = ("…",) if len(names) > _MOST_NAMES else ()
        shown = tuple(f"“{name}”" for name in names[:_MOST_NAMES]) + more
        one = N_("the period {names} is closed; this will be shown as late")
        many = N_("the periods {names} are closed; this will be shown as late")
        yield msg(one if len(shown) == 1 else many, names=shown)


def record(
    connection: sqlite3.Connection, settings: Settings, drafts: Sequence[Draft], first: str = FIRST
) -> list[Entry]:
    """Append the drafts to the journal as what one command records, inside the caller's transaction.

    `first` is the id of what the same command recorded first, if it recorded something already.
    """
    entries: list[Entry] = []
    for draft in drafts:
        writer = writer_for(connection, settings, draft.plan)
        entries.append(append(connection, draft, writer, clock.now(), first))
        first = first or entries[0].id
    return entries
