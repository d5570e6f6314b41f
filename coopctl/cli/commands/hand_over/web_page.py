"""What the web page is made of, read from the ledger, and the page written."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TextIO

from coopctl.cli.commands.see.chart import MonthRange, count_months
from coopctl.cli.pictures import knowledge
from coopctl.domain.standing.timeline import lay_out
from coopctl.domain.words.text import sort_key
from coopctl.language import current, reader, render
from coopctl.ledger.file.waiting import watching
from coopctl.ledger.journal import history
from coopctl.ledger.plan import compiled
from coopctl.ledger.standing import standings
from coopctl.ledger.standing.achievements import list_achievements
from coopctl.ledger.standing.confirmations import list_verdicts
from coopctl.ledger.standing.indicators import list_indicator_rows
from coopctl.ledger.standing.meetings import list_meetings
from coopctl.messages import N_, CoopError, msg
from coopctl.output.screen.progress import writing
from coopctl.output.web.page import load_template, write_page
from coopctl.output.web.record import PlanRecord
from coopctl.services.answering.notes import plan_notes
from coopctl.services.answering.one_plan import PlanQuery, find_about
from coopctl.services.answering.period_figures import find_period_figures
from coopctl.services.answering.question import (
    Times,
    asking_at,
    find_scope,
    heads_at,
    keep_understood,
)
from coopctl.services.workspace.extras import needing
from coopctl.services.workspace.settings import Settings

_EVER = MonthRange(None, None)


def write_web_page(
    settings: Settings,
    plan: str | None,
    asked: Times,
    path: Path | None,
    opened: AbstractContextManager[TextIO],
) -> None:
    """Write the page of one plan, or of all where `plan` is None; `opened` opens the file or stdout.

    Raises: CoopError where there is no plan, or a library is missing.
    """
    with writing(path) as bar:
        with needing("office"):
            template = load_template(bar.advance)
        with asking_at(settings, asked) as (connection, times), watching(connection, bar.advance):
            titles = _find_titles(connection, plan)
            with opened as target:
                records = _list_records(connection, settings, list(titles), times)
                heads = heads_at(connection, times)
                write_page(target, template, list(titles.values()), records, heads)


def _find_titles(connection: sqlite3.Connection, word: str | None) -> dict[str, str]:
    """Return the titles of the plans that are asked for, by id, in the order of the titles."""
    scope = find_scope(connection, word)
    titles = compiled.list_titles(connection, current())
    ordered = sorted(titles, key=lambda plan: (sort_key(titles[plan]), plan))
    found = {plan: titles[plan] for plan in ordered if scope.plan in {None, plan}}
    if not found:
        raise CoopError(
            msg(N_("there is no plan here, or none was recorded by then")),
            msg(N_("`coopctl plan log` says when each was recorded; `coopctl init` makes one")),
        )
    return found


def _list_records(
    connection: sqlite3.Connection,
    settings: Settings,
    plans: Sequence[str],
    times: Times,
) -> Iterator[PlanRecord]:
    for plan in plans:
        about = find_about(connection, settings, plan, times)
        if about is not None:
            notes = plan_notes(connection, about.plan) if times.known is None else ()
            record = _read(connection, settings, about, tuple(render(note.said) for note in notes))
            yield record._replace(
                figures=find_period_figures(
                    connection, settings, times, record.items, record.actions
                )
            )


def _read(
    connection: sqlite3.Connection, settings: Settings, about: PlanQuery, notes: tuple[str, ...]
) -> PlanRecord:
    plan, scope, moment = about.plan, about.scope, about.moment
    items = tuple(standings.list_item_rows(connection, scope, moment, reader()))
    actions = tuple(standings.list_action_rows(connection, scope, moment, reader()))
    meetings = tuple(list_meetings(connection, plan.id, moment))
    months, earlier = count_months(connection, about, _EVER)
    selection = history.Selection(plan=plan.id, until=moment.as_of, known_at=moment.known_at)
    entries = keep_understood(history.list_newest(connection, selection), settings.tell)
    ids = [entry.id for entry in entries]
    return PlanRecord(
        plan, moment.since, moment.as_of, knowledge(about.times), notes, items, actions,
        lay_out(plan, items, actions, meetings, moment.as_of),
        tuple(list_indicator_rows(connection, scope, moment, current())),
        list_achievements(connection, [*items, *actions], moment, current()), None,
        tuple(months), earlier, tuple(entries),
        history.replacing_among(connection, entries, moment.known_at),
        list_verdicts(connection, ids, moment.as_of, moment.known_at),
    )  # fmt: skip
