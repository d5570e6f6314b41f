"""From what was typed to an entry in the journal: one path for flags, prompts, forms and files."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from coopctl.cli import clock
from coopctl.cli.evidence_files import EvidenceFiles
from coopctl.cli.settings import Settings
from coopctl.domain.dates import show_day
from coopctl.domain.entries import Draft, Entry
from coopctl.domain.fields import FIELDS, Facts
from coopctl.domain.matching import find_party, read_id
from coopctl.domain.messages import N_, CoopError, Message, msg
from coopctl.domain.plan import Plan
from coopctl.domain.records import FieldProblem, RecordRefused, read_record
from coopctl.language import in_all_languages
from coopctl.ledger import compiled, standings
from coopctl.ledger.journal import Writer, append
from coopctl.ledger.targets import Target, find_target

Typed = Mapping[str, Sequence[str]]

# The kinds of record that are about one item or action, typed first.
ABOUT_ITEM = ("update", "outcome", "extension")


class Request(NamedTuple):
    """One record as it was typed: its kind, and the texts of its fields.

    Beside the kind's own fields, `item` says what it is about, and `plan` where that is open.
    `files` finds those that are named as evidence.
    """

    kind: str
    typed: Typed
    files: EvidenceFiles
    future_allowed: bool = False


class Prepared(NamedTuple):
    """A record that may be recorded: the draft, and what to mention before it is."""

    draft: Draft
    plan: Plan
    remarks: tuple[Message, ...]


def prepare(connection: sqlite3.Connection, settings: Settings, request: Request) -> Prepared:
    """Check one record against the plan and the ledger.

    Raises: RecordRefused with every mistake; NoSuchTarget where it is about nothing known.
    """
    target = find_about(connection, request)
    plan = plan_of(connection, target)
    _check_office(settings, plan)
    facts = make_facts(connection, target, request)
    typed = {
        name: texts for name, texts in request.typed.items() if name not in _not_fields(request)
    }
    happened_on, body = read_record(request.kind, typed, facts)
    item = target.id if request.kind in ABOUT_ITEM else None
    draft = Draft(request.kind, plan.id, item, happened_on, body)
    return Prepared(draft, plan, tuple(_remarks(draft, plan)))


def _not_fields(request: Request) -> tuple[str, ...]:
    return ("plan", "item") if request.kind in ABOUT_ITEM else ("plan",)


def plan_of(connection: sqlite3.Connection, target: Target) -> Plan:
    """Return the plan that a target belongs to. Raises: CoopError where it is not here."""
    plan = compiled.find_plan(connection, target.plan)
    if plan is None:
        raise CoopError(msg(N_("the plan `{plan}` is not in this workspace"), plan=target.plan))
    return plan


def find_about(connection: sqlite3.Connection, request: Request) -> Target:
    """Find what the record is about: the item or action, or a meeting's plan."""
    if request.kind in ABOUT_ITEM:
        words = request.typed.get("item", ())
        if not words:
            raise RecordRefused([_missing("item"), *_missing_fields(request)])
        return find_target(connection, _word("item", words[0]), ("item", "action"))
    for name, kind in (("plan", "plan"), ("item", "item")):
        if words := request.typed.get(name, ()):
            found = find_target(connection, _word(name, words[0]), (kind,))
            return Target("plan", found.plan, "")
    plans = [plan for (plan,) in connection.execute("select id from plans order by id limit 9")]
    if len(plans) != 1:
        raise CoopError(
            msg(N_("there are several plans, and the meeting may belong to any")),
            msg(N_("say which with `--plan`: {plans}"), plans=tuple(plans)),
        )
    return Target("plan", plans[0], plans[0])


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
        for field in FIELDS[request.kind]
        if field.required and not request.typed.get(field.name)
    )


def _check_office(settings: Settings, plan: Plan) -> None:
    if settings.office is not None:
        find_party(settings.office, [party.id for party in plan.parties])


def make_facts(connection: sqlite3.Connection, target: Target, request: Request) -> Facts:
    """Gather what a record about `target` is checked against."""
    plan = plan_of(connection, target)
    today = clock.today(plan.timezone)
    item = next((item for item in plan.items() if item.id == target.id), None)
    moment = standings.Moment(today)
    scope = standings.Scope(plan=plan.id, item=target.id)
    if target.kind == "action":
        actions = standings.list_action_rows(connection, standings.Scope(plan=plan.id), moment)
        due = next((row.due for row in actions if row.id == target.id), None)
    else:
        due = next(
            (row.due for row in standings.list_item_rows(connection, scope, moment, "vi")), None
        )

    def find_item(word: str) -> str:
        qualified = word if ":" in word else f"{plan.id}:{word}"
        found = find_target(connection, qualified, ("item",))
        if found.plan != plan.id:
            raise CoopError(
                msg(N_("there is no `{word}`"), word=f"{plan.id}:{found.id}"),
                msg(N_("`coopctl status` lists what there is")),
            )
        return found.id

    return Facts(
        today=today,
        parties=tuple(party.id for party in plan.parties),
        spoken=in_all_languages,
        find_item=find_item,
        start=item.start if item else None,
        due=due,
        indicators=tuple(one.id for one in item.indicators) if item else (),
        future_allowed=request.future_allowed,
        find_evidence=request.files.find,
    )


def _remarks(draft: Draft, plan: Plan) -> Iterable[Message]:
    """Say what is allowed but worth a second look."""
    if draft.body.get("status") == "completed" and not draft.body.get("evidence"):
        yield msg(
            N_("completed without evidence; `--evidence` names a document, an address or a file")
        )
    for action in draft.body.get("actions", ()):
        if action.get("due", "9") < draft.happened_on.isoformat():
            yield msg(N_("the action “{text}” is due before the meeting"), text=action["text"])
    item = next((item for item in plan.items() if item.id == draft.item), None)
    if item is not None and item.withdrawn is not None:
        yield msg(N_("the item `{item}` was withdrawn from the plan"), item=item.id)
    start = plan.memorandum.start if plan.memorandum else None
    if start and start.day and draft.happened_on < start.day:
        yield msg(N_("{day} is before the memorandum's period"), day=show_day(draft.happened_on))


def record(
    connection: sqlite3.Connection, settings: Settings, drafts: Sequence[Draft]
) -> list[Entry]:
    """Append the drafts to the journal, inside the caller's transaction."""
    writer = Writer(settings.author, settings.office)
    return [append(connection, draft, writer, clock.now()) for draft in drafts]
