"""How every command writes: show what it would record, rehearse or ask, record, say what was recorded."""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import NamedTuple

import typer

from coopctl.cli.terminal import prompts
from coopctl.domain.record.entries import Draft, Entry
from coopctl.language import _, render
from coopctl.ledger.file import database
from coopctl.ledger.file.kept_files import folder_of
from coopctl.messages import N_, Message, UsageProblem, msg
from coopctl.output.screen.talk import notice, say, say_hint, say_problem
from coopctl.services.correcting.take_back import read_reason
from coopctl.services.recording.evidence import EvidenceFiles
from coopctl.services.workspace.session import writing
from coopctl.services.workspace.settings import Settings

_NO_FILES = EvidenceFiles(Path())


class Ways(NamedTuple):
    """How a command writes: the flags that all of them have."""

    dry_run: bool
    yes: bool
    json: bool = False


class Outcome(NamedTuple):
    """What a command recorded, and what it says of that; notes with what to do, and a last hint."""

    entries: Sequence[Entry] = ()
    sentences: Sequence[Message] = ()
    notes: Sequence[tuple[Message, Message | None]] = ()
    hint: Message | None = None


class Proposal(NamedTuple):
    """What a command would record: `show` prints it, `record` records it inside one transaction.

    What may have changed since it was shown, `record` checks again. `question` is what is asked for a yes,
    nothing where it is empty. Who is not asked sees it on a dry run only, or where it is `always_shown`.
    `with_reason`: a reason is owed, and what it becomes with one. `nothing`: there is nothing to record,
    and this is said instead.
    """

    drafts: Sequence[Draft]
    record: Callable[[sqlite3.Connection], Outcome]
    show: Callable[[], None] = lambda: None
    question: str = ""
    remarks: Sequence[Message] = ()
    always_shown: bool = False
    files: EvidenceFiles = _NO_FILES
    opened: Callable[[Settings], AbstractContextManager[sqlite3.Connection]] = writing
    with_reason: "Callable[[str], Proposal] | None" = None
    nothing: Outcome | None = None


def carry_out(settings: Settings, proposal: Proposal, ways: Ways) -> None:
    """Show, rehearse or ask, record, say: the one way in which a command writes. Raises: Exit on a no."""
    asks = bool(proposal.question) and proposal.nothing is None and may_ask(settings, ways)
    for remark in proposal.remarks:
        notice(remark)
    if asks or (not ways.json and (ways.dry_run or proposal.always_shown)):
        proposal.show()
    if ways.dry_run:
        _rehearse(proposal, ways)
        return
    if proposal.nothing is not None:
        _tell(proposal.nothing, ways)
        return
    if proposal.with_reason is not None:
        proposal = proposal.with_reason(_ask_reason(settings))
    if asks and not prompts.confirm(proposal.question):
        notice(msg(N_("nothing was recorded")))
        raise typer.Exit(1)
    _tell(_record(settings, proposal), ways)


def may_ask(settings: Settings, ways: Ways) -> bool:
    """Tell whether somebody is asked for a yes."""
    return not ways.dry_run and prompts.may_ask(settings.no_input or ways.yes)


def show_lines(*records: Draft | Entry) -> None:
    """Print what records say, as talk."""
    from coopctl.output.words.record_text import lines_of

    for record in records:
        for line in lines_of(record):
            say(line, indent=2)


def _rehearse(proposal: Proposal, ways: Ways) -> None:
    if ways.json:
        from coopctl.output.files.json_text import write_drafts

        write_drafts(proposal.drafts)
    for note in proposal.nothing.notes if proposal.nothing else ():
        notice(*note)
    notice(msg(N_("nothing was recorded: this was a dry run")))


def _record(settings: Settings, proposal: Proposal) -> Outcome:
    """Record all of it or nothing; the files that it names are kept only with it."""
    files, folder = proposal.files, folder_of(settings.ledger)
    with (
        proposal.opened(settings) as connection,
        files.kept(folder, proposal.drafts),
        database.transaction(connection),
    ):
        return proposal.record(connection)


def _tell(outcome: Outcome, ways: Ways) -> None:
    if ways.json:
        from coopctl.output.files.json_text import write_entries

        write_entries(outcome.entries)
    else:
        for sentence in outcome.sentences:
            say(render(sentence))
    for note in outcome.notes:
        notice(*note)
    if not ways.json:
        say_hint(outcome.hint)


def _ask_reason(settings: Settings) -> str:
    """Ask for the reason that is owed. Raises: UsageProblem where nobody can answer."""
    if not prompts.may_ask(settings.no_input):
        raise UsageProblem(
            msg(N_("missing: {flags}"), flags=("--reason",)),
            msg(N_("say in a few words why; it is kept for ever")),
        )
    while True:
        try:
            return read_reason(prompts.ask(_("Reason"))) or ""
        except UsageProblem as error:
            say_problem(error.message, error.hint)
