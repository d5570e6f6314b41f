"""Official documents, made of what was recorded: each kind gathers the rows that it needs.

The rows are those of `status`, `remind` and the exports: no figure is counted anew here.
"""

import sqlite3
from datetime import date
from typing import NamedTuple

from coopctl.domain.exchange.letterhead import Letterhead
from coopctl.domain.plan.plan import Plan
from coopctl.domain.record.corrections import root_of
from coopctl.domain.record.entries import Entry
from coopctl.domain.words.dates import show_day
from coopctl.domain.words.horizons import Horizon
from coopctl.language import current, reader
from coopctl.ledger.file.tables import list_table
from coopctl.ledger.journal.journal import find_entry, find_in_force
from coopctl.ledger.journal.targets import find_target
from coopctl.ledger.plan import compiled
from coopctl.ledger.plan.choice import choose_plan
from coopctl.ledger.standing import standings
from coopctl.ledger.standing.achievements import list_achievements
from coopctl.ledger.standing.indicators import list_indicator_rows
from coopctl.ledger.standing.standings import Moment, Scope
from coopctl.messages import N_, CoopError, Message, UsageProblem, msg
from coopctl.output.documents import annex, meeting, reminder, report
from coopctl.output.documents.blocks import DocumentPart
from coopctl.output.documents.letter import word
from coopctl.output.documents.letterhead import full_number
from coopctl.output.documents.report import Gathered, UpdateRemarks
from coopctl.output.documents.word_file import Document
from coopctl.output.words import words
from coopctl.services.answering.due import list_dues
from coopctl.services.answering.period_figures import find_period_figures
from coopctl.services.answering.question import (
    Times,
    find_party_anywhere,
    find_scope,
    heads_at,
    soon_days,
)
from coopctl.services.handing_over.letters import check_answer, list_letters
from coopctl.services.workspace import clock
from coopctl.services.workspace.settings import Settings

_NAMED = ("entry", "action", "item")  # what may be named for a meeting, to be told that it is none
_SAID = ("difficulty", "cause", "proposal", "next_step")


class DocumentQuery(NamedTuple):
    """What is asked for: by which times, of which plan (as typed), about which meeting or party.

    `horizon` and `answer` are those of a letter: how far ahead it looks, by which day to answer.
    """

    connection: sqlite3.Connection
    settings: Settings
    times: Times
    letterhead: Letterhead
    plan: str | None
    target: str
    horizon: Horizon
    answer: date | None


class Made(NamedTuple):
    """A document in its parts: what it is about, the day, and the letterhead that it bears."""

    subject: str
    day: date
    letterhead: Letterhead
    parts: tuple[DocumentPart, ...]

    def document(self, language: str) -> Document:
        """Return it as it goes into a file."""
        return Document(
            self.subject.replace("\n", " "),
            self.letterhead.agency or "",
            self.day,
            language,
            self.parts,
        )


def make_report(asked: DocumentQuery) -> Made:
    """Make a report on a plan, with its annex."""
    found = _gather(asked)
    letterhead = _of_office(asked, found.plan, found.as_of)
    parts = report.report(found, letterhead)
    return Made(report.report_subject(found), found.as_of, letterhead, parts)


def make_annex(asked: DocumentQuery) -> Made:
    """Make the annex of a report alone."""
    plan, moment = _moment(asked)
    letterhead = _of_office(asked, plan, moment.as_of)
    rows = list(standings.list_item_rows(asked.connection, Scope(plan=plan.id), moment, reader()))
    achieved = list_achievements(asked.connection, rows, moment, current())
    heads = heads_at(asked.connection, asked.times)
    found = annex.Annexed(plan, rows, achieved, moment.since, moment.as_of, heads)
    part = annex.annex(found, letterhead)
    return Made(annex.annex_subject(plan, moment.as_of), moment.as_of, letterhead, (part,))


def make_minutes(asked: DocumentQuery) -> Made:
    """Make the minutes of a meeting."""
    entry, plan = _find_meeting(asked)
    letterhead = _of_office(asked, plan, entry.happened_on)
    _check_number(letterhead, entry)
    parts = meeting.minutes(plan, entry, letterhead)
    return Made(entry.body["title"], entry.happened_on, letterhead, parts)


def _check_number(letterhead: Letterhead, entry: Entry) -> None:
    """Refuse a number of minutes that is not the one that was recorded. Raises: UsageProblem."""
    recorded, typed = entry.body.get("number"), letterhead.number
    if (
        recorded
        and typed
        and full_number(letterhead, "BB", recorded) != full_number(letterhead, "BB", typed)
    ):
        raise UsageProblem(
            msg(
                N_("`--number`: the minutes of `{id}` have the number {number}, which was recorded"),
                id=entry.id, number=recorded,
            ),
            msg(N_("`coopctl amend {id} --number …` corrects it; else leave it out"), id=entry.id),
        )  # fmt: skip


def make_notice(asked: DocumentQuery) -> Made:
    """Make the notice of a meeting's conclusions."""
    entry, plan = _find_meeting(asked)
    letterhead = _of_office(asked, plan, entry.happened_on)
    parts = meeting.notice(plan, entry, letterhead)
    return Made(entry.body["title"], entry.happened_on, letterhead, parts)


def make_letter(asked: DocumentQuery) -> Made | Message:
    """Make the letter that `remind` prints; what there is to say instead where the party has nothing due."""
    connection, settings, times = asked.connection, asked.settings, asked.times
    scope = find_scope(connection, asked.plan)
    party = find_party_anywhere(connection, asked.target)
    dues = list_dues(connection, settings, scope, times, asked.horizon, party)
    check_answer(asked.answer, asked.letterhead.day or dues.as_of)
    parties = [party] if party else []
    letter = next(list_letters(connection, settings, dues, parties, times.known_at), None)
    if letter is None:
        day = show_day(dues.until)
        return msg(N_("nothing is overdue, and nothing comes due until {day}"), day=day)
    letter = letter._replace(reply_by=asked.answer)
    said = word(letter)
    letterhead = asked.letterhead._replace(
        agency=asked.letterhead.agency or (said.sender if letter.sender else None)
    )
    parts = reminder.reminder(said, letterhead)
    return Made(said.subject, letter.as_of, letterhead, parts)


def _moment(asked: DocumentQuery) -> tuple[Plan, Moment]:
    plan = choose_plan(asked.connection, asked.plan)
    as_of = asked.times.as_of or clock.today(plan.timezone)
    soon = soon_days(asked.settings, asked.times)
    return plan, Moment(as_of, asked.times.known_at, soon, asked.times.since)


def _of_office(asked: DocumentQuery, plan: Plan, on: date) -> Letterhead:
    """Return the letterhead; the office that works here gives its name where none is stated."""
    name = words.Names(plan.parties, on).full(asked.settings.office)
    return asked.letterhead._replace(agency=asked.letterhead.agency or name or None)


def _gather(asked: DocumentQuery) -> Gathered:
    plan, moment = _moment(asked)
    connection, scope = asked.connection, Scope(plan=plan.id)
    items = list(standings.list_item_rows(connection, scope, moment, reader()))
    actions = list(standings.list_action_rows(connection, scope, moment, reader()))
    return Gathered(
        plan, moment.since, moment.as_of, asked.times.period, items, actions,
        list(list_indicator_rows(connection, scope, moment, current())),
        list_achievements(connection, [*items, *actions], moment, current()),
        _list_said(
            connection, moment,
            {row.entry for row in items if _is_reported(row.last_on, moment.since)}
            | {row.entry for row in actions if _is_reported(row.last_on, moment.since)},
        ),
        _list_meetings(connection, moment, plan.id),
        find_period_figures(connection, asked.settings, asked.times, items, actions),
        heads_at(connection, asked.times),
    )  # fmt: skip


def _is_reported(on: date | None, since: date | None) -> bool:
    return since is None or (on is not None and on >= since)


def _list_said(
    connection: sqlite3.Connection, moment: Moment, entries: set[str | None]
) -> dict[str | None, UpdateRemarks]:
    """Return what the updates among the entries said, by their ids."""
    rows = list_table(connection, "updates", ("id", *_SAID), moment.as_of, moment.known_at)
    return {
        str(entry): UpdateRemarks(*map(_text, said)) for entry, *said in rows if entry in entries
    }


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _list_meetings(
    connection: sqlite3.Connection, moment: Moment, plan: str
) -> list[tuple[date, str]]:
    columns = ("plan", "happened_on", "title")
    rows = list_table(connection, "meetings", columns, moment.as_of, moment.known_at)
    return [(date.fromisoformat(str(on)), str(title)) for one, on, title in rows if one == plan]


def _find_meeting(asked: DocumentQuery) -> tuple[Entry, Plan]:
    """Return a meeting as it was known then, and its plan. Raises: CoopError for what is none."""
    connection, known_at = asked.connection, asked.times.known_at
    found = find_target(connection, asked.target, _NAMED, known_at)
    entry = find_entry(connection, found.id) if found.kind == "entry" else None
    plan = compiled.find_plan(connection, found.plan)
    if entry is None or plan is None or entry.kind != "meeting":
        raise CoopError(
            msg(N_("`{id}` is no meeting"), id=found.id),
            msg(N_("`coopctl log --kind meeting` lists those that were recorded")),
        )
    in_force = find_in_force(connection, root_of(entry) or entry.id, known_at)
    if in_force is None:
        raise CoopError(
            msg(N_("the meeting `{id}` was taken back, or not recorded by then"), id=found.id),
            msg(N_("`coopctl show {id}` tells what became of it"), id=found.id),
        )
    return in_force, plan
