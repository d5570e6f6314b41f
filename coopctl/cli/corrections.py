"""What `amend`, `retract` and `undo` ask and say: why, whether, and what was taken back."""

import sqlite3
from collections.abc import Sequence

import typer

from coopctl.cli.terminal import prompts
from coopctl.domain.record.corrections import RETRACTION
from coopctl.domain.record.entries import Draft, Entry
from coopctl.language import _, render
from coopctl.ledger.journal.commands import find_base
from coopctl.ledger.journal.versions import find_state
from coopctl.messages import N_, UsageProblem, msg
from coopctl.output.screen.talk import notice, say, say_problem
from coopctl.services.correcting.take_back import read_reason
from coopctl.services.workspace.settings import Settings


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


def confirm(settings: Settings, question: str, *, yes: bool) -> None:
    """Ask for a yes where somebody can answer. Raises: Exit on a no."""
    if yes or not prompts.may_ask(settings.no_input):
        return
    if not prompts.confirm(question):
        notice(msg(N_("nothing was recorded")))
        raise typer.Exit(1)


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
