"""`coopctl amend`: correct an entry; the old one is kept, and so is why."""

import sqlite3
from functools import partial
from typing import Annotated, NamedTuple

import typer

from coopctl.cli import options
from coopctl.cli.completing.kinds import ValueKind
from coopctl.cli.flags import Typed, by_flag, takes_corrections
from coopctl.cli.program import settings_of
from coopctl.cli.writing import Outcome, Proposal, Ways, carry_out
from coopctl.domain.record.checks import RecordRefused
from coopctl.domain.record.entries import Entry
from coopctl.language import _
from coopctl.messages import N_, SeveralProblems, UsageProblem, msg
from coopctl.output.screen.talk import say
from coopctl.services.correcting.amend import (
    AMENDED,
    Texts,
    corrected,
    find_amendable,
    flag,
    overlaid,
    prepare_amendment,
    present_texts,
    refuse_foreign,
)
from coopctl.services.correcting.take_back import read_reason, refuse_replaced
from coopctl.services.recording.evidence import EvidenceFiles, files_named_in
from coopctl.services.recording.prepare import Prepared, record
from coopctl.services.workspace.session import reading
from coopctl.services.workspace.settings import Settings

examples = (
    'coopctl amend hb7kq-3 --progress 30 --reason "Số liệu nhập nhầm"',
    'coopctl amend hb7kq-3 --difficulty "" --reason "Đã được giải quyết trước ngày báo cáo"',
    "coopctl amend hb7kq-2 --edit",
)


class CorrectionSources(NamedTuple):
    """Where the correction comes from beside the flags of the fields."""

    reason: str | None
    edit: bool
    form: str | None
    files: EvidenceFiles
    future_allowed: bool


class Amendment(NamedTuple):
    """An entry, the texts that it is to have, and the checked entry that they make."""

    entry: Entry
    texts: Texts
    prepared: Prepared


@takes_corrections(AMENDED)
def command(
    ctx: typer.Context,
    entry: Annotated[
        str | None,
        typer.Argument(metavar=N_("ID"), help=N_("an entry, by its id: `hb7kq-3`")),
        ValueKind.ENTRY,
    ] = None,
    reason: options.Reason = None,
    *,
    typed: Typed,
    no_copy: options.NoCopy = False,
    files: options.Files = None,
    edit: options.Edit = False,
    source: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar=N_("FILE"),
            help=N_("take the corrected form from a file; `-` is stdin"),
        ),
        ValueKind.FILE,
    ] = None,
    dry_run: options.DryRun = False,
    yes: options.Yes = False,
    json: options.Json = False,
) -> None:
    """Correct an entry: what is given takes the place of what it says. The old entry is kept.

    An empty text takes a field out; a field that takes several texts is replaced as a whole.
    """
    given: Texts = {name: texts for name, texts in typed.items() if texts is not None}
    word = options.needed(_("ID"), entry)
    settings = settings_of(ctx)
    named = files_named_in(source, files, settings.watch, keep=not no_copy)
    sources = CorrectionSources(read_reason(reason), edit, source, named, future_allowed=yes)
    _amend(settings, word, given, sources, Ways(dry_run, yes, json))


def _amend(
    settings: Settings, word: str, typed: Texts, sources: CorrectionSources, ways: Ways
) -> None:
    """Correct an entry by what was given."""
    if sources.form is not None and (typed or sources.edit):
        raise UsageProblem(
            msg(N_("`--from` says it all: flags of fields and `--edit` do not go with it")),
            msg(N_("put the change into the form")),
        )
    with reading(settings) as connection:
        amendment = _take(connection, settings, word, typed, sources)

    def propose(reason: str) -> Proposal:
        drafts = [corrected(amendment.entry, amendment.prepared.draft, reason)]
        return Proposal(
            drafts,
            lambda connection: _record(connection, settings, amendment, sources, reason),
            partial(_show_changes, amendment),
            _("Record this?"),
            amendment.prepared.remarks,
            always_shown=True,
            files=sources.files,
        )

    proposal = propose(sources.reason or "")
    if sources.reason is None:
        proposal = proposal._replace(with_reason=propose)
    carry_out(settings, proposal, ways)


def _record(
    connection: sqlite3.Connection,
    settings: Settings,
    amendment: Amendment,
    sources: CorrectionSources,
    reason: str,
) -> Outcome:
    """Record the correction, checked once more as things stand now."""
    entry = amendment.entry
    refuse_replaced(connection, entry, "amend")
    prepared = _prepare(connection, settings, entry, amendment.texts, sources)
    entries = record(connection, settings, [corrected(entry, prepared.draft, reason)])
    sentence = N_("recorded `{id}` in the place of `{old}`")
    return Outcome(entries, [msg(sentence, id=entries[0].id, old=entry.id)])


def _take(
    connection: sqlite3.Connection,
    settings: Settings,
    word: str,
    typed: Texts,
    sources: CorrectionSources,
) -> Amendment:
    """Find the entry, and check what it is to say: by flags, in an editor, or from a file."""
    entry = find_amendable(connection, word)
    refuse_foreign(entry, typed)
    texts = overlaid(present_texts(entry), typed)
    if sources.edit or sources.form is not None:
        from coopctl.cli.terminal import amend_form

        taken = amend_form.take(
            settings, entry, texts, sources.form,
            lambda filled: _attempt(connection, settings, entry, filled, sources),
            amend_form.inapplicable_to(connection, entry, texts),
        )  # fmt: skip
        return Amendment(entry, *taken)
    return Amendment(entry, texts, _prepare(connection, settings, entry, texts, sources))


def _attempt(
    connection: sqlite3.Connection,
    settings: Settings,
    entry: Entry,
    texts: Texts,
    sources: CorrectionSources,
) -> Prepared:
    return prepare_amendment(
        connection, settings, entry, texts, sources.files, future_allowed=sources.future_allowed
    )


def _prepare(
    connection: sqlite3.Connection,
    settings: Settings,
    entry: Entry,
    texts: Texts,
    sources: CorrectionSources,
) -> Prepared:
    """Check the texts. Raises: SeveralProblems naming every flag that is missing or wrong."""
    try:
        return _attempt(connection, settings, entry, texts, sources)
    except RecordRefused as error:
        raise SeveralProblems(by_flag(error.problems, flag, "coopctl amend")) from error


def _show_changes(amendment: Amendment) -> None:
    from coopctl.output.words.changes_text import change_lines

    for line in change_lines(amendment.entry, amendment.prepared.draft):
        say(line, indent=2)
