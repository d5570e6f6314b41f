"""`coopctl chart`: a plan month by month."""

import sqlite3
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from coopctl.cli import options
from coopctl.cli.completing.kinds import ValueKind
from coopctl.cli.pictures import picture_of
from coopctl.cli.program import settings_of
from coopctl.cli.reading import Answer, give, of_plans
from coopctl.domain.codes import Timeliness
from coopctl.domain.plan.plan import DEFAULT_TIMEZONE
from coopctl.domain.standing.chart import Month, beginning, count_month, month_spans
from coopctl.domain.standing.standing import ItemRow, tally
from coopctl.domain.words.dates import parse_day, parse_span, show_day
from coopctl.language import reader
from coopctl.ledger.standing import standings
from coopctl.ledger.standing.chart import count_entries, first_month
from coopctl.messages import N_, CoopError, UsageProblem, msg, problem_at
from coopctl.services.answering.one_plan import PlanQuery, find_about, head
from coopctl.services.answering.question import asking_at, read_times
from coopctl.services.workspace import clock

if TYPE_CHECKING:
    from coopctl.output.screen.page import Page

examples = ("coopctl chart", "coopctl chart 2", "coopctl chart --since 2025 --until 6/2026")
_MOST = 36  # months that are shown where nobody says from when


class MonthRange(NamedTuple):
    """The days between which months are asked for; None where nothing was typed."""

    since: date | None
    until: date | None


def command(
    ctx: typer.Context,
    target: Annotated[
        str | None,
        typer.Argument(metavar=N_("TARGET"), help=N_("a plan, an area or an item, by its id")),
        ValueKind.SCOPE,
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(metavar=N_("DATE"), help=N_("from that month on: 3/2025, 2025, 19/9/2024")),
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar=N_("DATE"), help=N_("up to that month, included"))
    ] = None,
    as_of: options.AsOf = None,
    known_at: options.KnownAt = None,
    period: options.Period = None,
    json: options.Json = False,
) -> None:
    """Show what was recorded and completed in each month, and what was overdue at its end."""
    asked = _read_range(since, until)
    times = read_times(as_of, known_at, period)
    settings = settings_of(ctx)
    with asking_at(settings, times) as (connection, times):
        about = find_about(connection, settings, target, times)
        months, left_out = count_months(connection, about, asked) if about else ([], 0)
        give(
            Answer(
                "chart",
                lambda: {**head(about, times), "months": [month._asdict() for month in months]},
                {},
                of_plans(connection, partial(_draw, about, months, left_out)),
            ),
            json=json,
        )


def _read_range(since: str | None, until: str | None) -> MonthRange:
    first, last = _read_span("--since", since), _read_span("--until", until)
    asked = MonthRange(first and first[0], last and last[1])
    if asked.since and asked.until and asked.since > asked.until:
        raise UsageProblem(
            msg(
                N_("`--since`, {since}, comes after `--until`, {until}"),
                since=show_day(asked.since), until=show_day(asked.until),
            ),
            msg(N_("check both dates")),
        )  # fmt: skip
    return asked


def _read_span(flag: str, text: str | None) -> tuple[date, date] | None:
    """Read a month, a year, a day. Raises: UsageProblem naming the flag."""
    if text is None:
        return None
    try:
        span = parse_span(text)
        if span is None:
            day = parse_day(text, clock.today(DEFAULT_TIMEZONE))
            span = day, day
    except CoopError as error:
        named = problem_at(flag, error.message)
        raise UsageProblem(named, msg(N_("write `3/2025`, `2025` or `19/9/2024`"))) from error
    return span


def count_months(
    connection: sqlite3.Connection, about: PlanQuery, asked: MonthRange
) -> tuple[list[Month], int]:
    """Return the months, oldest first, and how many before them nobody asked about."""
    plan, moment = about.plan, about.moment
    recorded = count_entries(connection, plan.id, about.item_ids(), moment)
    until = min(asked.until or moment.as_of, moment.as_of)
    signed = plan.memorandum.signed if plan.memorandum else None
    since = asked.since or beginning([first_month(recorded), plan.date, signed], until)
    spans = list(month_spans(since, until))
    shown = spans if asked.since else spans[-_MOST:]
    rows = _stand(connection, about, moment.as_of)
    months = [
        count_month(span, recorded, rows, _count_overdue(_stand(connection, about, span[1])))
        for span in shown
    ]
    return months, len(spans) - len(shown)


def _stand(connection: sqlite3.Connection, about: PlanQuery, as_of: date) -> list[ItemRow]:
    """Return the items as the dashboard would have shown them on a day."""
    moment = about.moment._replace(as_of=as_of)
    return list(standings.list_item_rows(connection, about.scope, moment, reader()))


def _count_overdue(rows: list[ItemRow]) -> int:
    return tally(rows).classes.get(Timeliness.OVERDUE, 0)


def _draw(about: PlanQuery | None, months: list[Month], left_out: int, page: "Page") -> None:
    from coopctl.output.screen.standing.chart import show_chart

    if about is not None:
        show_chart(page, picture_of(about), months, left_out)
