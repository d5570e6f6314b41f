"""Letters that remind, made of what is due: `remind` prints them, `export docx` puts one into Word."""

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date

from coopctl.domain.exchange.letter import Letter
from coopctl.domain.record.entries import Entry
from coopctl.domain.record.meetings import MEETING
from coopctl.domain.standing.due import DueRow
from coopctl.domain.words.dates import show_day
from coopctl.ledger.journal.journal import find_in_force
from coopctl.messages import N_, UsageProblem, msg
from coopctl.services.answering.due import Dues
from coopctl.services.answering.question import list_plans
from coopctl.services.workspace.settings import Settings


def check_answer(answer: date | None, as_of: date) -> None:
    """Refuse a day to answer by that does not come after the letter's. Raises: UsageProblem."""
    if answer is not None and answer <= as_of:
        raise UsageProblem(
            msg(
                N_("`--reply-by`: {day} does not come after {as_of}, the day of the letter"),
                day=show_day(answer), as_of=show_day(as_of),
            ),
            msg(N_("give a later day, or leave it out")),
        )  # fmt: skip


def list_letters(
    connection: sqlite3.Connection,
    settings: Settings,
    dues: Dues,
    parties: Sequence[str],
    known_at: str,
) -> Iterator[Letter]:
    """Yield a letter for each party that has something due."""
    for party in parties:
        rows = tuple(row for row in dues.rows if party in row.parties.split())
        plans = tuple(list_plans(connection, {row.plan for row in rows}))
        sender = settings.office if settings.office != party else None
        if rows:
            minutes = _minutes_of(connection, rows, known_at)
            yield Letter(party, sender, plans, rows, dues.as_of, dues.until, None, minutes)


def _minutes_of(
    connection: sqlite3.Connection, rows: Sequence[DueRow], known_at: str
) -> dict[str, Entry]:
    """Return the meetings at which the actions among the rows were agreed, by their ids."""
    ids = {row.id.partition("/")[0] for row in rows if row.kind == "action"}
    meetings = {meeting: find_in_force(connection, meeting, known_at) for meeting in sorted(ids)}
    return {
        meeting: entry for meeting, entry in meetings.items() if entry and entry.kind == MEETING
    }
