"""`coopctl status --stages`: the research tasks by stage."""

import sqlite3
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from coopctl.cli.reading import Answer, give
from coopctl.domain.standing.standing import ItemRow
from coopctl.domain.standing.tasks import StageRow, count_stages, make_row
from coopctl.language import current, reader
from coopctl.ledger.plan import compiled
from coopctl.ledger.standing import stages, standings
from coopctl.ledger.standing.standings import Scope
from coopctl.services.answering.question import Times, moments, soon_days
from coopctl.services.workspace import clock
from coopctl.services.workspace.settings import Settings
from coopctl.services.workspace.workdays import calendar_of

if TYPE_CHECKING:
    from coopctl.output.screen.page import Page


class StageQuery(NamedTuple):
    """What is asked: where, when, which rows to keep, and by what they were chosen, in words."""

    scope: Scope
    times: Times
    keeps: Callable[[ItemRow], bool]
    only: tuple[str, ...]


class _Tasks(NamedTuple):
    """The tasks, how many of the items are none, and for which day."""

    rows: tuple[StageRow, ...]
    left_out: int
    as_of: date


def show(
    connection: sqlite3.Connection, settings: Settings, question: StageQuery, *, json: bool
) -> None:
    """Print the tasks among the items of a question, as a picture or as JSON."""
    tasks = _find_tasks(connection, settings, question)

    def draw(page: "Page") -> None:
        from coopctl.output.screen.plan.stage_table import StagePicture, show_stages
        from coopctl.output.words.words import Names

        names = {}
        for plan_id in dict.fromkeys(row.plan for row in tasks.rows):
            plan = compiled.find_plan(connection, plan_id)
            names[plan_id] = Names(plan.parties if plan else (), tasks.as_of)
        soon = soon_days(settings, question.times)
        show_stages(page, StagePicture(*tasks, question.only, names, soon))

    give(
        Answer("stages", partial(_head, tasks, question.times), {"tasks": tasks.rows}, draw),
        json=json,
    )


def _head(tasks: _Tasks, times: Times) -> dict[str, object]:
    counts = [{"stage": stage, **levels} for stage, levels in count_stages(tasks.rows)]
    return {
        "as_of": tasks.as_of, "known_at": times.known, "period": times.period,
        "left_out": tasks.left_out, "stages": counts,
    }  # fmt: skip


def _find_tasks(connection: sqlite3.Connection, settings: Settings, question: StageQuery) -> _Tasks:
    calendar = calendar_of(settings, question.times)
    rows: list[StageRow] = []
    left_out = 0
    as_of = question.times.as_of or clock.today(None)
    for part, moment in moments(connection, settings, question.scope, question.times):
        as_of = moment.as_of
        found = standings.list_item_rows(connection, part, moment, reader())
        items = [row for row in found if row.withdrawn is None and question.keeps(row)]
        tasks = [
            make_row(task, current())
            for task in stages.list_tasks(connection, items, moment, calendar.after)
        ]
        rows += tasks
        left_out += len(items) - len(tasks)
    calendar.tell()
    return _Tasks(tuple(rows), left_out, as_of)
