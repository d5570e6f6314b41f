"""What `amend`, `retract` and `undo` share: which entry, whether it is in force, why, and how it is taken back."""

import sqlite3
from collections.abc import Iterable, Sequence

from coopctl.domain.record.corrections import RETRACTION
from coopctl.domain.record.entries import Draft, Entry, is_action_id, is_entry_id
from coopctl.domain.words.text import clean, excerpt
from coopctl.ledger.journal.commands import find_base
from coopctl.ledger.journal.journal import find_entry
from coopctl.ledger.journal.targets import NoSuchTarget, find_target
from coopctl.ledger.journal.versions import find_state
from coopctl.ledger.plan import compiled
from coopctl.messages import N_, CoopError, Message, UsageProblem, msg, naming
from coopctl.services.recording.prepare import record
from coopctl.services.workspace.settings import Settings


def find_named(connection: sqlite3.Connection, word: str) -> Entry:
    """Return the entry that was named. Raises: CoopError where it is none, with what to do."""
    typed = word.strip().lower()
    if is_action_id(typed):
        meeting = typed.partition("/")[0]
        raise CoopError(
            msg(N_("`{word}` is an action, a part of the meeting `{meeting}`"), word=excerpt(word),
                meeting=meeting),
            msg(N_("`coopctl amend {meeting} --edit` corrects the meeting; "
                   "`coopctl add-update {word} cancelled` calls the action off"),
                meeting=meeting, word=typed),
        )  # fmt: skip
    entry = None
    if is_entry_id(typed):
        entry = find_entry(connection, find_target(connection, typed, ("entry",)).id)
    if entry is None:
        raise NoSuchTarget(
            msg(N_("`{word}` is not the id of an entry"), word=excerpt(word)),
            msg(N_("`coopctl log` lists the entries and their ids")),
        )
    return entry


def refuse_replaced(connection: sqlite3.Connection, entry: Entry, command: str) -> None:
    """Refuse an entry that is not in force. Raises: CoopError naming what is, or what took it back."""
    state = find_state(connection, entry)
    if state.in_force:
        return
    if state.live is not None:
        raise CoopError(
            msg(
                N_("`{id}` was corrected already: `{live}` is in force"),
                id=entry.id, live=state.live.id,
            ),
            msg(
                N_("`coopctl {command} {live}` is about that one"),
                command=command, live=state.live.id,
            ),
        )  # fmt: skip
    by = state.taken_back_by.id if state.taken_back_by else "?"
    raise CoopError(
        msg(N_("`{id}` was taken back already, by `{by}`"), id=entry.id, by=by),
        msg(N_("`coopctl retract {by} --reason …` brings it back"), by=by),
    )


def read_reason(text: str | None) -> str | None:
    """Read `--reason`; None where it was not given. Raises: UsageProblem for an empty one."""
    if text is None:
        return None
    with naming("--reason"):
        reason = clean(text)
    if not reason:
        raise UsageProblem(
            msg(N_("the reason is empty")), msg(N_("say in a few words why; it is kept for ever"))
        )
    return reason


def remark_on_office(settings: Settings, entry: Entry) -> Iterable[Message]:
    """Say so where an entry of another office is about to be corrected."""
    if entry.office is None or entry.office == settings.office:
        return
    sentence = (
        N_("`{id}` was recorded by {author} of another office, `{office}`")
        if settings.office is not None
        else N_("`{id}` was recorded by {author} of `{office}`; you state no office")
    )
    yield msg(sentence, id=entry.id, author=entry.author, office=entry.office)


def take_back_all(
    connection: sqlite3.Connection,
    settings: Settings,
    entries: Sequence[Entry],
    drafts: Sequence[Draft],
) -> list[Entry]:
    """Record what takes entries back, inside the caller's transaction; a plan follows at once."""
    retractions = record(connection, settings, drafts)
    bases = (find_base(connection, entry) for entry in entries)
    for plan in dict.fromkeys(base.plan for base in bases if base.kind == "plan"):
        compiled.refill(connection, plan)
    return retractions


def describe_taken_back(connection: sqlite3.Connection, entry: Entry, retraction: Entry) -> Message:
    """Return what was taken back, and how the thing stands now."""
    base = find_base(connection, entry)
    sentence, about = N_("recorded `{id}`: took back `{old}`"), base.id
    if entry.kind == RETRACTION:
        sentence = N_("recorded `{id}`: took back `{old}`, so that `{about}` is in force again")
        if not find_state(connection, base).in_force:
            sentence = N_(
                "recorded `{id}`: took back `{old}`, so that `{about}` is taken back again"
            )
    elif entry.replaces is not None and "whole" not in retraction.body:
        sentence = N_("recorded `{id}`: took back `{old}`, so that `{about}` is in force again")
        about = entry.replaces
    return msg(sentence, id=retraction.id, old=entry.id, about=about)
