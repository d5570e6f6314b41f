"""Which entry a verdict is about, found by what was typed: its id, or the thing it reports of."""

import sqlite3
from collections.abc import Iterator
from datetime import date

from coopctl.domain.codes import ENTRY_KIND_LABELS, STATUS_LABELS
from coopctl.domain.record.confirmations import CONFIRMABLE
from coopctl.domain.record.entries import Entry, is_action_id
from coopctl.domain.words.dates import show_day
from coopctl.ledger.journal import history
from coopctl.ledger.journal.journal import find_entry, find_in_force
from coopctl.ledger.journal.targets import Target, find_target
from coopctl.ledger.standing import standings
from coopctl.messages import N_, CoopError, Message, Reader, msg


def find_judged(connection: sqlite3.Connection, target: Target, on: date) -> Entry:
    """Return the entry in force that is meant: the one with that id, or a thing's last update by a day.

    Raises: CoopError where it is of a kind that nobody confirms, or no longer in force, or about the
    action of a meeting that was taken back.
    """
    entry_id = target.id if target.kind == "entry" else _last_update(connection, target, on)
    entry = find_entry(connection, entry_id)
    if entry is None or entry.kind not in CONFIRMABLE:
        raise _not_confirmable(entry_id, entry)
    if history.replaced_among(connection, [entry]):
        raise _gone(connection, entry)
    if is_action_id(entry.item or ""):
        find_target(connection, entry.item or "", ("action",))  # refuses where its meeting is gone
    return entry


def describe_judged(entry: Entry, target: Target) -> Iterator[Message]:
    """Say which entry is meant, where the thing was named that it reports of."""
    if target.kind != "entry":
        code: str = entry.body["status"]
        yield msg(
            N_("the last update of `{item}` is `{id}` of {day}: {status}"),
            item=target.id, id=entry.id, day=show_day(entry.happened_on),
            status=msg(STATUS_LABELS.get(code, code)),
        )  # fmt: skip


def _last_update(connection: sqlite3.Connection, target: Target, on: date) -> str:
    moment = standings.Moment(on)
    scope = standings.Scope(plan=target.plan, item=target.id if target.kind == "item" else None)
    if target.kind == "item":
        items = standings.list_item_rows(connection, scope, moment, Reader())
        found = next((row.entry for row in items), None)
    else:
        actions = standings.list_action_rows(connection, scope, moment, Reader())
        found = next((row.entry for row in actions if row.id == target.id), None)
    if found is None:
        raise CoopError(
            msg(N_("there is no update of `{item}` by {day}"), item=target.id, day=show_day(on)),
            msg(N_("`coopctl show {item}` lists what there is, each with its id"), item=target.id),
        )
    return found


def _not_confirmable(entry_id: str, entry: Entry | None) -> CoopError:
    label = ENTRY_KIND_LABELS.get(entry.kind, entry.kind) if entry else ""
    return CoopError(
        msg(N_("`{id}` is nothing to be confirmed: {kind}"), id=entry_id, kind=msg(label)),
        msg(N_("updates, meetings, outcomes and extensions are")),
    )


def _gone(connection: sqlite3.Connection, entry: Entry) -> CoopError:
    correction = entry.body.get("correction")
    root = correction.get("first") if isinstance(correction, dict) else None
    live = find_in_force(connection, str(root or entry.id))
    if live is None:
        return CoopError(
            msg(N_("`{id}` was taken back"), id=entry.id),
            msg(N_("`coopctl show {id}` says by whom and why"), id=entry.id),
        )
    return CoopError(
        msg(N_("`{id}` was corrected; `{live}` stands in its place"), id=entry.id, live=live.id),
        msg(N_("read that one with `coopctl show {live}`, then name it"), live=live.id),
    )
