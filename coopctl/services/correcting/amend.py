"""From an entry and what was typed to the entry that stands in its place."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence

from coopctl.domain.codes import kind_name
from coopctl.domain.record.amending import (
    carried_over,
    list_changes,
    number_actions,
    texts_of,
    values_of,
)
from coopctl.domain.record.checks import FieldProblem, RecordRefused
from coopctl.domain.record.confirmations import Confirmation
from coopctl.domain.record.corrections import numbered, placed_at, root_of
from coopctl.domain.record.entries import Body, Draft, Entry, is_action_id
from coopctl.domain.record.kinds.catalogue import fields_of, is_about_item
from coopctl.domain.record.matching import read_id
from coopctl.ledger.journal.versions import count_records, find_later, highest_number, set_aside
from coopctl.ledger.plan.choice import plan_of
from coopctl.ledger.standing.confirmations import list_verdicts
from coopctl.messages import N_, CoopError, Message, UsageProblem, msg
from coopctl.services.correcting.take_back import (
    find_named,
    refuse_replaced,
    remark_on_office,
)
from coopctl.services.recording.evidence import EvidenceFiles
from coopctl.services.recording.prepare import Prepared, Request, prepare
from coopctl.services.workspace import clock
from coopctl.services.workspace.settings import Settings

Texts = Mapping[str, Sequence[str]]

AMENDED = ("update", "meeting", "outcome", "extension")  # the kinds of entries that are corrected


def flag(name: str) -> str:
    """Return how a field is typed: `--next-step`; `--reason` is why the entry is corrected."""
    fields = (field for kind in AMENDED for field in fields_of(kind) if field.name == name)
    typed_as = next((field.amended_as for field in fields if field.amended_as), name)
    return "--" + typed_as.replace("_", "-")


def find_amendable(connection: sqlite3.Connection, word: str) -> Entry:
    """Find the entry. Raises: CoopError for one of a kind that is not amended, and for what is not in force."""
    entry = find_named(connection, word)
    if entry.kind not in AMENDED:
        raise CoopError(
            msg(N_("an entry of the kind “{kind}” is not amended"), kind=kind_name(entry.kind)),
            msg(
                N_(
                    "a plan is changed in its file, a verdict by another one;"
                    " what was recorded last, `coopctl undo` takes back"
                )
            ),
        )
    refuse_replaced(connection, entry, "amend")
    return entry


def refuse_foreign(entry: Entry, typed: Texts) -> None:
    """Refuse flags of another kind of record. Raises: UsageProblem naming the kind."""
    ours = {field.name for field in fields_of(entry.kind)} | {"item"}
    foreign = tuple(flag(name) for name in typed if name not in ours)
    if foreign:
        raise UsageProblem(
            msg(
                N_("`{id}` is of the kind “{kind}”, which does not have {flags}"),
                id=entry.id, kind=kind_name(entry.kind), flags=foreign,
            ),
            msg(N_("`coopctl show {id}` shows what it has"), id=entry.id),
        )  # fmt: skip


def present_texts(entry: Entry) -> dict[str, list[str]]:
    """Return the texts of an entry as its form would hold them."""
    about = {"item": [entry.item]} if entry.item and is_about_item(entry.kind) else {}
    return about | texts_of(entry.kind, entry.happened_on, entry.body)


def overlaid(present: Texts, typed: Texts) -> dict[str, Sequence[str]]:
    """Return the present texts with those that were typed in their place; empty ones take out."""
    texts = {**present, **typed}
    return {name: lines for name, lines in texts.items() if any(line.strip() for line in lines)}


def prepare_amendment(
    connection: sqlite3.Connection,
    settings: Settings,
    entry: Entry,
    texts: Texts,
    files: EvidenceFiles,
    *,
    future_allowed: bool,
) -> Prepared:
    """Check the texts of a corrected entry as those of a new one; its reason is not in it yet.

    The entry itself, and what came after it, are left out of what the texts are held against.
    Raises: RecordRefused with every mistake; CoopError where nothing changed, or too much.
    """
    request = request_of(connection, entry, texts, files, future_allowed=future_allowed)
    with set_aside(connection, entry):
        prepared = prepare(connection, settings, request)
    draft = prepared.draft
    if draft.plan != entry.plan:
        raise CoopError(
            msg(N_("`{id}` belongs to the plan `{plan}`, and stays there"), id=entry.id,
                plan=entry.plan),
            msg(N_("`coopctl retract {id} --reason …` takes it back; record it anew"), id=entry.id),
        )  # fmt: skip
    body = {**carried_over(entry.kind, entry.body), **draft.body}
    if entry.kind == "meeting":
        body |= _actions(connection, entry, body)
    draft = draft._replace(body=body, replaces=entry.id)
    if not list_changes(entry, draft):
        raise CoopError(
            msg(N_("nothing would change: `{id}` says all of that already"), id=entry.id),
            msg(N_("say in flags what is otherwise, or `--edit` the form")),
        )
    later = find_later(connection, entry) if entry.kind == "extension" else None
    remarks = (
        *remark_on_office(settings, entry), *_remark_on_verdicts(connection, entry),
        *prepared.remarks, *_remark_on(later),
    )  # fmt: skip
    return prepared._replace(draft=draft, remarks=remarks)


def _remark_on_verdicts(connection: sqlite3.Connection, entry: Entry) -> Iterator[Message]:
    """Say so where the other side spoke about the text that is about to be replaced."""
    for verdict in list_verdicts(connection, [entry.id]).get(entry.id, ()):
        sentence = (
            N_("`{office}` confirmed `{id}` as it stands; once corrected it is unconfirmed again")
            if verdict.verdict == Confirmation.CONFIRMED
            else N_(
                "`{office}` disputed `{id}` as it stands; once corrected it is unconfirmed again"
            )
        )
        yield msg(sentence, office=verdict.office, id=entry.id)


def request_of(
    connection: sqlite3.Connection,
    entry: Entry,
    texts: Texts,
    files: EvidenceFiles,
    *,
    future_allowed: bool,
) -> Request:
    """Return what is asked for with these texts in the place of an entry's. Raises: RecordRefused."""
    kept = values_of(entry.kind, entry.happened_on, entry.body)
    typed = dict(texts)
    if not is_about_item(entry.kind):
        typed.setdefault("plan", [entry.plan])
    elif words := typed.get("item"):
        word = _read_about(words[-1])
        typed["item"] = [
            word if ":" in word or is_action_id(word.lower()) else f"{entry.plan}:{word}"
        ]
        if word != entry.item:
            kept.pop("indicator", None)
    plan = plan_of(connection, entry.plan)
    future = future_allowed or entry.happened_on > clock.today(plan.timezone)
    return Request(entry.kind, typed, files, future, kept=kept)


def _read_about(text: str) -> str:
    try:
        return read_id(text)
    except CoopError as error:
        raise RecordRefused([FieldProblem("item", 0, error.message, error.hint)]) from error


def _actions(connection: sqlite3.Connection, entry: Entry, body: Body) -> Body:
    """Return a meeting's corrected actions with their numbers, where it has or had any.

    Raises: CoopError where one is left out that has records of its own.
    """
    root = root_of(entry) or entry.id
    old = entry.body.get("actions", ())
    highest = highest_number(connection, root)
    actions = number_actions(body.get("actions", ()), old, highest)
    numbers = {action["number"] for action in actions}
    lost = tuple(
        f"{root}/{action['number']}"
        for action in numbered(old)
        if action["number"] not in numbers
        and count_records(connection, entry.plan, f"{root}/{action['number']}")
    )
    if lost:
        raise CoopError(
            msg(N_("the corrected meeting leaves out actions that have records: {actions}"),
                actions=lost),
            msg(N_("put them back, and call them off: `coopctl add-update {action} cancelled`"),
                action=lost[0]),
        )  # fmt: skip
    return {"actions": actions} if actions else {}


def _remark_on(later: Entry | None) -> Iterable[Message]:
    if later is not None:
        yield msg(
            N_("a later extension stays in force: `{id}`, due {due}"),
            id=later.id, due=later.body["due_text"],
        )  # fmt: skip


def corrected(entry: Entry, draft: Draft, reason: str) -> Draft:
    """Return the draft as the correction of an entry: which thing it is, its place, and why."""
    correction = {
        "first": root_of(entry) or entry.id, "placed_at": placed_at(entry), "reason": reason,
    }  # fmt: skip
    return draft._replace(body={**draft.body, "correction": correction})
