"""What `amend`, `retract` and `undo` share: which entry, whether it is in force, why, and what to say."""

import sqlite3
from collections.abc import Iterable, Sequence

import typer

from coopctl.cli.terminal import prompts
from coopctl.domain.record.corrections import RETRACTION
from coopctl.domain.record.entries import Draft, Entry, is_action_id, is_entry_id
from coopctl.domain.words.text import clean, excerpt
from coopctl.language import _, render
from coopctl.ledger.journal.commands import find_base
from coopctl.ledger.journal.journal import find_entry
from coopctl.ledger.journal.targets import NoSuchTarget, find_target
from coopctl.ledger.journal.versions import find_state
from coopctl.ledger.plan import compiled
from coopctl.messages import N_, CoopError, Message, UsageProblem, msg
from coopctl.output.screen.talk import notice, say, say_problem
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
    try:
        reason = clean(text)
    except CoopError as error:
        named = msg(N_("`{flag}`: {problem}"), flag="--reason", problem=error.message)
        raise UsageProblem(named, error.hint) from error
    if not reason:
        raise UsageProblem(
            msg(N_("the reason is empty")), msg(N_("say in a few words why; it is kept for ever"))
        )
    return reason


def take_reason(settings: Settings, reason: str | None) -> str:
    """Return the reason that is owed; ask for it where somebody can answer."""
    if reason is not None:
        return reason
    if not prompts.may_ask(settings.no_input):
        raise UsageProblem(
            msg(N_("missing: {flags}"), flags=("--reason",)),
            msg(N_("say in a few words why; it is kept for ever")),
        )
    while True:
        try:
            answer = read_reason(prompts.ask(_("Reason")))
        except UsageProblem as error:
            say_problem(error.message, error.hint)
        else:
            return answer or ""


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


def confirm(settings: Settings, question: str, *, yes: bool) -> None:
    """Ask for a yes where somebody can answer. Raises: Exit on a no."""
    if yes or not prompts.may_ask(settings.no_input):
        return
    if not prompts.confirm(question):
        notice(msg(N_("nothing was recorded")))
        raise typer.Exit(1)


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


def say_taken_back(connection: sqlite3.Connection, entry: Entry, retraction: Entry) -> None:
    """Say what was taken back, and how the thing stands now."""
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
    say(render(msg(sentence, id=retraction.id, old=entry.id, about=about)))


def show_entry(entry: Entry) -> None:
    """Print what an entry says, as talk."""
    from coopctl.output.words.record_text import lines_of

    for line in lines_of(entry):
        say(line, indent=2)


def rehearse(drafts: Sequence[Draft], *, json: bool) -> None:
    """Say that nothing was recorded, with `--json` after what would have been."""
    if json:
        from coopctl.output.files.json_text import write_drafts

        write_drafts(drafts)
    notice(msg(N_("nothing was recorded: this was a dry run")))


def print_entries(entries: Sequence[Entry], *, json: bool) -> None:
    """Print what was recorded, where JSON is asked for."""
    if json:
        from coopctl.output.files.json_text import write_entries

        write_entries(entries)
