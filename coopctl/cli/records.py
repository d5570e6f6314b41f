"""What the `add-…` commands share: the texts are taken from flags, prompts, an editor or a file."""

import sqlite3
from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from coopctl.cli.flags import by_flag, flag
from coopctl.cli.sentences import recorded
from coopctl.cli.terminal import prompts
from coopctl.cli.writing import Outcome, Proposal, Ways, carry_out, show_lines
from coopctl.domain.record.checks import RecordRefused
from coopctl.domain.record.entries import Entry
from coopctl.language import _, in_all_languages
from coopctl.messages import N_, SeveralProblems, UsageProblem, msg
from coopctl.services.recording.evidence import EvidenceFiles, files_named_in
from coopctl.services.recording.owed import is_owed_with, lacks
from coopctl.services.recording.prepare import Prepared, Request, Typed, prepare, record
from coopctl.services.workspace.session import reading
from coopctl.services.workspace.settings import Settings


class Sources(NamedTuple):
    """Where a record comes from beside its own flags: an editor, a form file, files as evidence.

    `prefill` puts into the form what is known before anybody types; `follow` makes further records of
    the one that was typed. `beside` are the flags that asked for either.
    """

    edit: bool = False
    form: str | None = None
    no_copy: bool = False
    files: str | None = None
    prefill: Callable[[sqlite3.Connection, Settings, Request], Request] | None = None
    follow: Callable[[sqlite3.Connection, Settings, Prepared], list[Prepared]] | None = None
    beside: tuple[str, ...] = ()


def add(
    settings: Settings,
    kind: str,
    typed: dict[str, list[str] | None],
    sources: Sources,
    ways: Ways,
) -> None:
    """Record what was typed, in flags, at prompts, in an editor or in a file.

    Raises: SeveralProblems naming every flag that is missing or wrong.
    """
    given: Typed = {name: texts for name, texts in typed.items() if texts}
    if sources.form is not None:
        _refuse_beside_file(kind, given, sources)
    files = files_named_in(sources.form, sources.files, settings.watch, keep=not sources.no_copy)
    request = Request(kind, given, files, future_allowed=ways.yes)
    with reading(settings) as connection:
        if sources.form is not None or sources.edit:
            proposal = _propose_form(connection, settings, request, sources)
        else:
            prepared, question = _take_typed(connection, settings, request, ways)
            if sources.follow is not None:
                prepared += sources.follow(connection, settings, prepared[0])
            append = partial(record, settings=settings, drafts=[one.draft for one in prepared])
            proposal = _propose(prepared, files, append)._replace(question=question)
    carry_out(settings, proposal, ways)


def _refuse_beside_file(kind: str, typed: Typed, sources: Sources) -> None:
    """Refuse flags that say something beside a file that says it all: they would be lost."""
    words = [flag(kind, name) for name in typed] + (["--edit"] if sources.edit else [])
    words += sources.beside
    if words:
        raise UsageProblem(
            msg(
                N_("`{command}` does not take `{words}`"),
                command=f"coopctl add-{kind} --from", words=tuple(words),
            ),
            msg(N_("`{command} --help` says what each is"), command=f"coopctl add-{kind}"),
        )  # fmt: skip


def _propose_form(
    connection: sqlite3.Connection, settings: Settings, request: Request, sources: Sources
) -> Proposal:
    """Take the records of a form, from a file or the user's editor."""
    from coopctl.cli.terminal import forms

    if sources.prefill is not None:
        request = sources.prefill(connection, settings, request)
    form, prepared = forms.take(connection, settings, request, sources.form)
    append = partial(forms.record_form, settings=settings, source=form, request=request)
    return _propose(prepared, request.files, append)


def _propose(
    prepared: Sequence[Prepared],
    files: EvidenceFiles,
    append: Callable[[sqlite3.Connection], list[Entry]],
) -> Proposal:
    def record_all(connection: sqlite3.Connection) -> Outcome:
        entries = append(connection)
        return Outcome(entries, [recorded(entry) for entry in entries])

    drafts = [one.draft for one in prepared]
    remarks = [remark for one in prepared for remark in one.remarks]
    return Proposal(drafts, record_all, partial(show_lines, *drafts), remarks=remarks, files=files)


def _take_typed(
    connection: sqlite3.Connection, settings: Settings, request: Request, ways: Ways
) -> tuple[list[Prepared], str]:
    """Return what the flags and answers say, with the question that is owed to who answered."""
    may_ask = prompts.may_ask(settings.no_input or ways.yes)
    try:
        if not (lacks(request, in_all_languages) and may_ask):
            return [prepare(connection, settings, request)], ""
    except RecordRefused as error:
        if not may_ask or any(problem.field in request.typed for problem in error.problems):
            problems = by_flag(error.problems, partial(flag, request.kind), _command_of(request))
            raise SeveralProblems(problems) from error
    from coopctl.cli.terminal.interview import ask_record  # only where somebody answers

    return [ask_record(connection, settings, request)], _("Record this?")


def _command_of(request: Request) -> str:
    """Return the command that takes such a record."""
    if request.kind != "confirmation":
        return f"coopctl add-{request.kind}"
    return (
        "coopctl dispute"
        if is_owed_with(request.kind, "reason", request.typed, in_all_languages)
        else "coopctl confirm"
    )
