"""From the cells of a sheet that came back to updates: every cell is checked, every mistake has its place."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from coopctl.domain.exchange.answers import (
    SOURCE,
    AnsweredRow,
    answer_key,
    asked_label,
    origin_of,
    texts_of,
)
from coopctl.domain.plan.plan import Plan
from coopctl.domain.record.checks import FieldProblem, RecordRefused
from coopctl.domain.record.entries import Body, Entry
from coopctl.domain.record.evidence import is_spelled_as_file
from coopctl.domain.standing.standing import ActionRow, ItemRow
from coopctl.domain.words.old_letters import old_letters_in
from coopctl.domain.words.text import excerpt
from coopctl.ledger.file.database import LedgerError
from coopctl.ledger.journal.answers import RecordedAnswer, list_answers
from coopctl.ledger.journal.journal import find_entry
from coopctl.ledger.plan import compiled
from coopctl.ledger.standing import standings
from coopctl.messages import N_, CoopError, Placed, PlacedProblems, msg, problem_at
from coopctl.services.recording.answer_signature import Signature, read_day, read_signature
from coopctl.services.recording.evidence import EvidenceFiles
from coopctl.services.recording.prepare import Prepared, Request, prepare
from coopctl.services.workspace import clock
from coopctl.services.workspace.offices import office_in
from coopctl.services.workspace.settings import Settings

if TYPE_CHECKING:
    from coopctl.sheets.answers import Returned

Rows = Mapping[str, ItemRow | ActionRow]


class AnswersRefused(PlacedProblems):
    """A sheet with mistakes: all of them, each with its place."""

    def __init__(self, path: Path, problems: Sequence[Placed]) -> None:
        super().__init__(
            [problem._replace(place=f"{path}:{problem.place}") for problem in problems]
        )


class Checked(NamedTuple):
    """An answer that may be recorded, and how what it is about stands in the ledger."""

    answer: AnsweredRow
    prepared: Prepared
    row: ItemRow | ActionRow
    last: Entry | None


class _Context(NamedTuple):
    """What the answers of a sheet are held against.

    `origin` tells the sheet from every other; `on` is the day that it states, if it states one. `own` are the
    settings of who imports it.
    """

    plan: Plan
    rows: Rows
    settings: Settings
    own: Settings
    returned: "Returned"
    origin: str
    on: date | None
    signature: Signature
    future_allowed: bool


class _WrittenEvidence(EvidenceFiles):
    """Evidence as it is written in a sheet: what somebody sent names no file of this computer."""

    def find(self, text: str) -> object:
        """Return the text. Raises: CoopError where only a file can be meant."""
        if is_spelled_as_file(text):
            raise CoopError(
                msg(N_("`{text}` names a file, which a sheet does not bring along"),
                    text=excerpt(text)),
                msg(N_("write the document's number and date, or an address")),
            )  # fmt: skip
        return text


_WRITTEN = _WrittenEvidence(Path())


def check_answers(
    connection: sqlite3.Connection,
    settings: Settings,
    path: Path,
    returned: "Returned",
    *,
    future_allowed: bool,
) -> tuple[Signature, list[Checked]]:
    """Check every answer of a sheet against the plan and the ledger, in its order; and who answers.

    Raises: AnswersRefused with every mistake; CoopError where the sheet belongs to another plan.
    """
    plan = _find_plan(connection, path, returned)
    problems = list(returned.problems)
    party = settings._replace(office=returned.fingerprint.party)
    on = read_day("on", returned, problems)
    signature = read_signature(returned, problems, clock.today(plan.timezone))
    origin = origin_of(returned.fingerprint)
    rows = _rows_of(connection, settings, plan)
    context = _Context(
        plan, rows, party, settings, returned, origin, on, signature, future_allowed
    )  # fmt: skip
    answers: list[Checked | None] = []
    with settings.watch(msg(N_("checking the answers")), len(returned.answers)) as bar:
        for answer in returned.answers:
            answers.append(_check_answer(connection, context, answer, problems))
            bar.advance()
    if problems:
        raise AnswersRefused(path, problems)
    return signature, [checked for checked in answers if checked is not None]


def keep_new(connection: sqlite3.Connection, answers: Iterable[Checked]) -> list[Checked]:
    """Leave out the answers that are in the ledger already."""
    return [checked for checked in answers if _known(connection, checked) is None]


def list_signed_otherwise(
    connection: sqlite3.Connection, answers: Iterable[Checked]
) -> list[tuple[RecordedAnswer, Body]]:
    """Return the answers that are in the ledger as another's, or of another day, and who answered by the sheet now."""
    pairs = (
        (_known(connection, checked), checked.prepared.draft.body["answered"])
        for checked in answers
    )
    return [
        (recorded, now)
        for recorded, now in pairs
        if recorded is not None and recorded.answered != now
    ]


def _key(checked: Checked) -> str:
    return str(checked.prepared.draft.body["answer"])


def _known(connection: sqlite3.Connection, checked: Checked) -> RecordedAnswer | None:
    recorded = list_answers(connection, checked.prepared.plan.id, checked.answer.sent.id)
    return recorded.get(_key(checked))


def _find_plan(connection: sqlite3.Connection, path: Path, returned: "Returned") -> Plan:
    """Return the plan that a sheet was made from. Raises: CoopError where it, or its party, is not here."""
    plan_id, party = returned.fingerprint.plan, returned.fingerprint.party
    plan = compiled.find_plan(connection, plan_id)
    hint = msg(N_("import it in the workspace that it was exported from"))
    if plan is None:
        raise CoopError(
            msg(N_("`{path}` was made from the plan `{plan}`, which is not here"), path=path,
                plan=excerpt(plan_id)),
            hint,
        )  # fmt: skip
    if plan.party(party) is None:
        raise CoopError(
            msg(N_("`{path}` was made for `{party}`, which is no party of the plan `{plan}`"),
                path=path, party=excerpt(party), plan=plan.id),
            hint,
        )  # fmt: skip
    return plan


def _rows_of(connection: sqlite3.Connection, settings: Settings, plan: Plan) -> Rows:
    """Return how the plan's items and actions stand today, by their ids."""
    scope, moment = standings.Scope(plan=plan.id), standings.Moment(clock.today(plan.timezone))
    items = standings.list_item_rows(connection, scope, moment, settings.reader)
    actions = standings.list_action_rows(connection, scope, moment, settings.reader)
    return {**{row.item: row for row in items}, **{row.id: row for row in actions}}


def _check_answer(
    connection: sqlite3.Connection,
    context: _Context,
    answer: AnsweredRow,
    problems: list[Placed],
) -> Checked | None:
    """Check one answer; what is wrong with it goes to the problems."""
    row = context.rows.get(answer.sent.id)
    if row is None:
        problems.append(_gone(answer))
        return None
    typed = _read_texts(answer, problems)
    if typed is None:
        return None
    typed["item"] = [row.id if isinstance(row, ActionRow) else f"{row.plan}:{row.item}"]
    if context.on is not None:
        typed["on"] = [context.on.isoformat()]
    request = Request("update", typed, _WRITTEN, context.future_allowed)
    try:
        prepared = prepare(connection, context.settings, request)
    except RecordRefused as error:
        problems += [_placed(context, answer, problem) for problem in error.problems]
        return None
    except LedgerError:
        raise
    except CoopError as error:
        problems.append(Placed(answer.place, error.message, error.hint))
        return None
    last = find_entry(connection, row.entry) if row.entry else None
    return Checked(answer, _signed(prepared, context, answer), row, last)


def _gone(answer: AnsweredRow) -> Placed:
    return Placed(
        answer.place,
        msg(N_("`{code}` is not in the plan any more, or was taken back"), code=answer.sent.id),
        msg(N_("empty the yellow cells of its row, or bring it back first")),
    )


def _read_texts(answer: AnsweredRow, problems: list[Placed]) -> dict[str, list[str]] | None:
    """Return the texts of an answer by field; None where a cell cannot be read."""
    typed: dict[str, list[str]] = {}
    for field, cell in answer.filled.items():
        try:
            typed[field] = texts_of(field, cell)
            _refuse_old_letters(typed[field])
        except CoopError as error:
            problems.append(_labelled(field, Placed(cell.place, error.message, error.hint)))
    return typed if len(typed) == len(answer.filled) else None


def _refuse_old_letters(texts: Sequence[str]) -> None:
    if problem := old_letters_in(texts):
        raise CoopError(problem)


def _placed(context: _Context, answer: AnsweredRow, problem: FieldProblem) -> Placed:
    """Give a field's problem the place of its cell."""
    if problem.field not in answer.cells:
        day = context.returned.above.get("on")
        return Placed(day.place if day else answer.place, problem.message, problem.hint)
    hint = problem.hint or (msg(N_("fill in the cell")) if problem.missing else None)
    place = answer.cells[problem.field].place
    return _labelled(problem.field, Placed(place, problem.message, hint))


def _labelled(field: str, problem: Placed) -> Placed:
    """Name the column in what is wrong with a cell."""
    label = msg(asked_label(field))
    named = problem_at(label, problem.message)
    return problem._replace(message=named)


def _signed(prepared: Prepared, context: _Context, answer: AnsweredRow) -> Prepared:
    """Put into the body that it comes from a sheet, and what the answer is known by."""
    draft = prepared.draft
    key = answer_key(context.origin, answer.sent.id, context.on, draft.body)
    own = context.own
    body: Body = {
        **draft.body, "source": SOURCE, "answer": key,
        "answered": context.signature.stated(), "imported_by": own.author,
    }  # fmt: skip
    if own.office is not None:
        body["imported_for"] = office_in(context.plan, own.office)
    return prepared._replace(draft=draft._replace(body=body))
