"""An entry's form, filled with what it says now: corrected in an editor, or taken from a file."""

import sqlite3
from collections.abc import Callable, Collection
from pathlib import Path

from coopctl.cli.terminal.editor import RECORD, write_form
from coopctl.cli.terminal.forms import (
    Filled,
    FormRefused,
    edit_until_good,
    inapplicable,
    list_records,
    placed,
    read_form,
)
from coopctl.definitions.yaml.nodes import read_nodes
from coopctl.definitions.yaml.places import Place
from coopctl.definitions.yaml.problems import PlanProblem
from coopctl.definitions.yaml.source import Source
from coopctl.domain.codes import kind_name
from coopctl.domain.record.checks import RecordRefused
from coopctl.domain.record.entries import Entry
from coopctl.ledger.file.database import LedgerError
from coopctl.messages import N_, CoopError, msg
from coopctl.services.correcting.amend import Texts, request_of
from coopctl.services.recording.evidence import EvidenceFiles
from coopctl.services.recording.prepare import Prepared, Request
from coopctl.services.workspace.settings import Settings

_NO_FILES = EvidenceFiles(Path())  # a form is written, or read for its texts only
Attempt = Callable[[Texts], Prepared]


def take(
    settings: Settings,
    entry: Entry,
    texts: Texts,
    source: str | None,
    attempt: Attempt,
    left_out: Collection[str] = (),
) -> tuple[Texts, Prepared]:
    """Take the corrected texts from a form file, or from the form in the user's editor.

    `left_out` are fields that the form need not have, as they do not apply.
    Raises: FormRefused with every mistake.
    """

    def read(form: Source) -> tuple[Texts, Prepared]:
        return _read(form, entry, attempt)

    if source is not None:
        return read(read_form(source))
    command = f"amend {entry.id}"
    form = write_form(Request(entry.kind, texts, _NO_FILES), command, left_out)
    return edit_until_good(settings, command, form, read)


def inapplicable_to(connection: sqlite3.Connection, entry: Entry, texts: Texts) -> Collection[str]:
    """Return the fields that the form of a correction need not have; none where it is about nothing known."""
    try:
        request = request_of(connection, entry, texts, _NO_FILES, future_allowed=True)
        return inapplicable(connection, request)
    except CoopError:  # said of the form once it is filled in
        return ()


def _read(form: Source, entry: Entry, attempt: Attempt) -> tuple[Texts, Prepared]:
    filled = _read_one(form, entry)
    try:
        return filled.request.typed, attempt(filled.request.typed)
    except RecordRefused as error:
        raise FormRefused([placed(filled, problem) for problem in error.problems]) from error
    except LedgerError:
        raise
    except CoopError as error:
        raise FormRefused([filled.place.error("refused", error.message, error.hint)]) from error


def _read_one(form: Source, entry: Entry) -> Filled:
    """Read the one record that the form is. Raises: FormRefused, also for another kind."""
    root, problems = read_nodes(form)
    if root is None:
        raise FormRefused(problems)
    filled = list(list_records(Place(form, root), Request(entry.kind, {}, _NO_FILES), problems))
    others = [_refuse_kind(one, entry) for one in filled[:1] if one.request.kind != entry.kind]
    if others:  # what its fields are called is no use to hear then
        raise FormRefused(others)
    problems += [_refuse_second(one) for one in filled[1:]]
    if problems or not filled:
        raise FormRefused(problems)
    return filled[0]


def _refuse_second(one: Filled) -> PlanProblem:
    message = msg(N_("a correction is of one entry; here begins a second record"))
    return one.place.error("form", message, msg(N_("correct it by its own id")))


def _refuse_kind(one: Filled, entry: Entry) -> PlanProblem:
    place = one.place.child(RECORD) or one.place
    message = msg(
        N_("`{id}` is of the kind “{kind}”, and a correction does not change that"),
        id=entry.id, kind=kind_name(entry.kind),
    )  # fmt: skip
    hint = msg(N_("`coopctl retract {id} --reason …` takes it back; record it anew"), id=entry.id)
    return place.error("form", message, hint)
