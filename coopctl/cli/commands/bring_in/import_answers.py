"""`coopctl import answers`: what the other side filled in, shown against the ledger, then recorded."""

import sqlite3
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coopctl.cli import options
from coopctl.cli.completing.kinds import ValueKind
from coopctl.cli.program import settings_of
from coopctl.cli.sentences import recorded
from coopctl.cli.writing import Outcome, Proposal, Ways, carry_out
from coopctl.domain.codes import STATUS_LABELS
from coopctl.domain.exchange.answers import list_changes
from coopctl.domain.record.entries import Body
from coopctl.domain.words.dates import show_day
from coopctl.domain.words.text import visible
from coopctl.files.standard_input import named_file
from coopctl.language import _
from coopctl.ledger.journal.answers import RecordedAnswer
from coopctl.ledger.plan import compiled
from coopctl.messages import N_, Message, msg
from coopctl.output.screen.talk import notice, say
from coopctl.services.recording.answer_signature import Signature
from coopctl.services.recording.answers import (
    Checked,
    check_answers,
    keep_new,
    list_signed_otherwise,
)
from coopctl.services.recording.prepare import record
from coopctl.services.workspace.extras import needing
from coopctl.services.workspace.session import reading
from coopctl.services.workspace.settings import Settings

if TYPE_CHECKING:
    from coopctl.sheets.answers import Returned

examples = (
    "coopctl import answers tra-loi.xlsx --dry-run",
    "coopctl import answers tra-loi.xlsx",
)
_NAMED = 8  # cells, or rows, that a notice lists


def command(
    ctx: typer.Context,
    file: Annotated[
        str | None,
        typer.Argument(
            metavar=N_("FILE"), help=N_("the sheet that came back: .xlsx or .ods; `-` is stdin")
        ),
        ValueKind.FILE,
    ] = None,
    dry_run: options.DryRun = False,
    yes: options.Yes = False,
    json: options.Json = False,
) -> None:
    """Record the answers in a sheet of `coopctl export request`, as updates of the party that was asked.

    Every cell is checked and shown against the ledger first. What was recorded from the sheet before is
    left out. The records bear who answered, as the sheet says; who imports it is kept beside that.
    """
    name, settings, ways = (
        options.needed(_("FILE"), file),
        settings_of(ctx),
        Ways(dry_run, yes, json),
    )
    with named_file(name) as path:
        _import(settings, path, ways)


def _import(settings: Settings, path: Path, ways: Ways) -> None:
    from coopctl.sheets.answers import read_answers
    from coopctl.sheets.book.file import read_file

    with needing("office"):
        returned = read_answers(path, read_file(path))
    with reading(settings) as connection:
        signature, answers = check_answers(
            connection, settings, path, returned, future_allowed=ways.yes
        )
        new = keep_new(connection, answers)
        otherwise = list_signed_otherwise(connection, answers)
        version = compiled.find_version(connection, returned.fingerprint.plan)
    _tell(returned, version)
    _tell_known(len(answers), len(new), otherwise)
    signed = settings._replace(stated_author=signature.name, office=returned.fingerprint.party)

    def record_new(connection: sqlite3.Connection) -> Outcome:
        """Record the answers as of who answered; without what somebody recorded meanwhile."""
        drafts = [checked.prepared.draft for checked in keep_new(connection, new)]
        entries = record(connection, signed, drafts)
        return Outcome(entries, [recorded(entry) for entry in entries])

    proposal = Proposal(
        [checked.prepared.draft for checked in new],
        record_new,
        partial(_show_all, signature, new),
        _("Record this?"),
        list(_list_remarks(signature, new)),
        always_shown=True,
        nothing=None if new else Outcome(),
    )
    carry_out(signed, proposal, ways)


def _tell(returned: "Returned", version: str | None) -> None:
    """Say what is to be known of the sheet as a whole, and what of it is not taken."""
    made_from = returned.fingerprint
    if made_from.version not in {None, version}:
        notice(msg(N_("the plan was changed since the sheet was made, on {day}"),
                   day=show_day(made_from.as_of)))  # fmt: skip
    if returned.strays:
        places = _few([cell.place for cell in returned.strays])
        notice(
            msg(N_("changed outside the yellow cells, and left out: {places}"), places=places),
            msg(N_("only the yellow cells are answers; ask what is meant by the others")),
        )
    if returned.lost:
        notice(msg(N_("the sheet has no rows any more for {ids}"), ids=_few(returned.lost)))
    if not returned.answers:
        notice(msg(N_("the yellow cells are empty; there is nothing to record")))


def _tell_known(answers: int, new: int, otherwise: Sequence[tuple[RecordedAnswer, Body]]) -> None:
    """Say that answers are in the ledger already, so that importing them again changes nothing; as whose, if not this one's."""
    if otherwise:
        _tell_otherwise(otherwise)
    if answers and not new and otherwise:
        notice(msg(N_("nothing else of this sheet is new; nothing changes")))
    elif answers and not new:
        notice(msg(N_("all answers of this sheet were recorded before; nothing changes")))
    elif new < answers:
        notice(
            msg(N_("recorded from this sheet before, and left out: {count}"), count=answers - new)
        )


def _tell_otherwise(otherwise: Sequence[tuple[RecordedAnswer, Body]]) -> None:
    """Say as whose answers they were recorded, as whose they come now, and how to have it so."""
    from coopctl.output.words import record_text

    (first, now) = otherwise[0]
    before = record_text.signature(first.answered) if first.answered else "…"
    notice(
        msg(
            N_("these answers were recorded before as those of {before}, and the sheet says {now}: {ids}"),
            before=visible(before), now=visible(record_text.signature(now)),
            ids=_few([recorded.entry for recorded, _now in otherwise]),
        ),
        msg(N_("if that is right, take them back with `coopctl retract ID --reason …`, and import the sheet again")),
    )  # fmt: skip


def _show_all(signature: Signature, new: Sequence[Checked]) -> None:
    """Print who answered, and every answer against the ledger."""
    from coopctl.output.words import record_text

    if new:
        say(f"{_('Answered by')}: {visible(record_text.signature(signature.stated()))}")
    for checked in new:
        _show(checked)


def _list_remarks(signature: Signature, new: Sequence[Checked]) -> Iterator[Message]:
    """Say what the sheet does not say of who answered, and what is worth a second look."""
    if new:
        yield from signature.remarks
    for checked in new:
        meanwhile = _meanwhile(checked)
        for remark in (*([meanwhile] if meanwhile else []), *checked.prepared.remarks):
            yield msg(N_("{place}: {problem}"), place=checked.answer.place, problem=remark)


def _few(texts: Sequence[str]) -> tuple[str, ...]:
    return (*texts[:_NAMED], "…") if len(texts) > _NAMED else tuple(texts)


def _show(checked: Checked) -> None:
    """Print an answer against the ledger: what it changes."""
    from coopctl.output.words.changes_text import lines_of

    draft, row = checked.prepared.draft, checked.row
    say(f"{checked.answer.place} · {draft.item} · {row.title} · {show_day(draft.happened_on)}")
    last = {
        **(checked.last.body if checked.last else {}),
        "status": row.status,
        "progress": row.progress,
    }
    lines = list(lines_of("update", list_changes(draft.body, last)))
    for line in lines or [_("the same as in the ledger")]:
        say(line, indent=2)


def _meanwhile(checked: Checked) -> Message | None:
    """Say what became of the row in the ledger since the sheet was made, if anything."""
    sent, last = checked.answer.sent.entry, checked.last
    if sent == (last.id if last else None):
        return None
    if last is None:
        return msg(N_("taken back in the ledger since the sheet was made: `{entry}`"), entry=sent)
    status = str(last.body["status"])
    return msg(
        N_("changed in the ledger since the sheet was made: `{entry}` of {day}, {status}"),
        entry=last.id, day=show_day(last.happened_on),
        status=msg(STATUS_LABELS.get(status, status)),
    )  # fmt: skip
