"""What the `add-…` commands share: take the texts, check, show, ask for a yes, record, say so."""

import sqlite3
from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

import typer

from coopctl.cli.flags import by_flag
from coopctl.cli.sentences import recorded
from coopctl.cli.terminal import prompts
from coopctl.domain.record.checks import RecordRefused
from coopctl.domain.record.entries import Draft, Entry
from coopctl.language import _, in_all_languages, render
from coopctl.ledger.file import database
from coopctl.ledger.file.kept_files import folder_of
from coopctl.messages import N_, SeveralProblems, UsageProblem, msg
from coopctl.output.screen.talk import notice, say
from coopctl.services.recording.evidence import files_named_in
from coopctl.services.recording.owed import is_owed_with, lacks
from coopctl.services.recording.prepare import Prepared, Request, Typed, prepare, record
from coopctl.services.workspace.session import reading, writing
from coopctl.services.workspace.settings import Settings

_ITEM = {"item": N_("ITEM")}
# What is typed without a flag, as the help page names it.
_ARGUMENTS = {
    "update": {**_ITEM, "status": N_("STATUS")},
    "outcome": _ITEM,
    "extension": {**_ITEM, "due": N_("DUE")},
    "meeting": {},
    "confirmation": {"item": N_("ID")},
}


class Ways(NamedTuple):
    """How a record is taken: the flags that every `add-…` command has.

    `prefill` puts into the form what is known before anybody types; `follow` makes further records of
    the one that was typed. `beside` are the flags that asked for either.
    """

    edit: bool
    source: str | None
    dry_run: bool
    yes: bool
    json: bool
    no_copy: bool = False
    files: str | None = None
    prefill: Callable[[sqlite3.Connection, Settings, Request], Request] | None = None
    follow: Callable[[sqlite3.Connection, Settings, Prepared], list[Prepared]] | None = None
    beside: tuple[str, ...] = ()


def add(settings: Settings, kind: str, typed: dict[str, list[str] | None], ways: Ways) -> None:
    """Record what was typed, in flags, at prompts, in an editor or in a file.

    Raises: SeveralProblems naming every flag that is missing or wrong.
    """
    given: Typed = {name: texts for name, texts in typed.items() if texts}
    if ways.source is not None:
        _refuse_beside_file(kind, given, ways)
    files = files_named_in(ways.source, ways.files, settings.watch, keep=not ways.no_copy)
    request = Request(kind, given, files, future_allowed=ways.yes)
    form = None
    with reading(settings) as connection:
        if ways.source is not None or ways.edit:
            from coopctl.cli.terminal import forms

            if ways.prefill is not None:
                request = ways.prefill(connection, settings, request)
            form, prepared = forms.take(connection, settings, request, ways.source)
        else:
            prepared = _take_typed(connection, settings, request, ways)
    _remark(prepared)
    if ways.dry_run:
        _rehearse([one.draft for one in prepared], ways)
        return
    drafts = [one.draft for one in prepared]
    with writing(settings) as connection, files.kept(folder_of(settings.ledger), drafts):
        if form is not None:
            entries = forms.record_form(connection, settings, form, request)
        else:
            with database.transaction(connection):
                entries = record(connection, settings, drafts)
    _report(entries, ways)


def _refuse_beside_file(kind: str, typed: Typed, ways: Ways) -> None:
    """Refuse flags that say something beside a file that says it all: they would be lost."""
    words = [flag(kind, name) for name in typed] + (["--edit"] if ways.edit else [])
    words += ways.beside
    if words:
        raise UsageProblem(
            msg(
                N_("`{command}` does not take `{words}`"),
                command=f"coopctl add-{kind} --from", words=tuple(words),
            ),
            msg(N_("`{command} --help` says what each is"), command=f"coopctl add-{kind}"),
        )  # fmt: skip


def _take_typed(
    connection: sqlite3.Connection, settings: Settings, request: Request, ways: Ways
) -> list[Prepared]:
    """Take what the flags say, and ask for what is missing where somebody can answer."""
    may_ask = prompts.may_ask(settings.no_input or ways.yes)
    try:
        if lacks(request, in_all_languages) and may_ask:
            return _ask(connection, settings, request, ways)
        return _followed(connection, settings, prepare(connection, settings, request), ways)
    except RecordRefused as error:
        if may_ask and all(one.field not in request.typed for one in error.problems):
            return _ask(connection, settings, request, ways)
        problems = by_flag(error.problems, partial(flag, request.kind), _command_of(request))
        raise SeveralProblems(problems) from error


def _followed(
    connection: sqlite3.Connection, settings: Settings, first: Prepared, ways: Ways
) -> list[Prepared]:
    """Return the record with those that follow from it."""
    return [first, *(ways.follow(connection, settings, first) if ways.follow else ())]


def _command_of(request: Request) -> str:
    """Return the command that takes such a record."""
    if request.kind != "confirmation":
        return f"coopctl add-{request.kind}"
    return (
        "coopctl dispute"
        if is_owed_with(request.kind, "reason", request.typed, in_all_languages)
        else "coopctl confirm"
    )


def flag(kind: str, field: str) -> str:
    """Return how a field is typed on the command line: `ITEM`, `--next-step`."""
    if field in _ARGUMENTS[kind]:
        return _(_ARGUMENTS[kind][field])
    return "--" + field.replace("_", "-")


def _ask(
    connection: sqlite3.Connection, settings: Settings, request: Request, ways: Ways
) -> list[Prepared]:
    """Ask for what is missing, then for a yes to it and to what follows from it."""
    from coopctl.cli.terminal.interview import ask_record  # only where somebody answers

    prepared = _followed(connection, settings, ask_record(connection, settings, request), ways)
    for one in prepared:
        _show(one.draft)
    _remark(prepared)
    if not prompts.confirm(_("Record this?")):
        notice(msg(N_("nothing was recorded")))
        raise typer.Exit(1)
    return [one._replace(remarks=()) for one in prepared]  # they are said


def _remark(prepared: Sequence[Prepared]) -> None:
    for one in prepared:
        for remark in one.remarks:
            notice(remark)


def _show(draft: Draft) -> None:
    from coopctl.output.words.record_text import lines_of

    for line in lines_of(draft):
        say(line, indent=2)


def _rehearse(drafts: Sequence[Draft], ways: Ways) -> None:
    if ways.json:
        from coopctl.output.files.json_text import write_drafts

        write_drafts(drafts)
    for draft in drafts:
        if not ways.json:
            _show(draft)
    notice(msg(N_("nothing was recorded: this was a dry run")))


def _report(entries: Sequence[Entry], ways: Ways) -> None:
    if ways.json:
        from coopctl.output.files.json_text import write_entries

        write_entries(entries)
    for entry in entries:
        say(render(recorded(entry)))
