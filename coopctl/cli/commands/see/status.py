"""`coopctl status`: where everything stands."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from coopctl.cli import options
from coopctl.cli.completing.kinds import ValueKind
from coopctl.cli.pictures import knowledge
from coopctl.cli.program import settings_of
from coopctl.domain.codes import TIMELINESS_LABELS
from coopctl.domain.plan.plan import Area, Party, Plan
from coopctl.domain.record.confirmations import DisputedRow
from coopctl.domain.record.matching import match_code
from coopctl.domain.standing.standing import tally
from coopctl.language import _, current, in_all_languages, render
from coopctl.ledger.journal.targets import Target, find_target
from coopctl.ledger.plan import compiled
from coopctl.ledger.plan.plans import find_only, has_closed_or_signed
from coopctl.messages import N_, naming
from coopctl.services.answering.question import (
    Times,
    asking_at,
    find_party_anywhere,
    read_count,
    read_day,
    read_times,
    refuse_beside,
)
from coopctl.services.answering.standing import (
    EveryPlan,
    Filter,
    Standing,
    scope_asked,
    stand,
    stand_plan_by_plan,
)
from coopctl.services.workspace import clock
from coopctl.services.workspace.settings import Settings

if TYPE_CHECKING:
    from coopctl.domain.standing.period_figures import PeriodFigures
    from coopctl.output.screen.standing.dashboard import Picture

examples = (
    "coopctl status",
    "coopctl status 1",
    "coopctl status --as-of 30/6/2025 --party hoa-binh",
    "coopctl status --timeliness overdue --json",
    "coopctl status --disputed --party hoa-binh",
    "coopctl status --stages",
    "coopctl status --indicators",
    'coopctl status --period "6 tháng đầu năm 2025"',
    'coopctl status --compare "6 tháng đầu năm 2025"',
)


def command(
    ctx: typer.Context,
    target: Annotated[
        str | None,
        typer.Argument(metavar=N_("TARGET"), help=N_("a plan, an area or an item, by its id")),
        ValueKind.SCOPE,
    ] = None,
    as_of: options.AsOf = None,
    known_at: options.KnownAt = None,
    period: options.Period = None,
    compare: Annotated[
        str | None,
        typer.Option(metavar=N_("NAME"), help=N_("what changed since that period was closed")),
        ValueKind.PERIOD,
    ] = None,
    party: Annotated[
        str | None,
        typer.Option(metavar=N_("PARTY"), help=N_("only what that party leads or shares in")),
        ValueKind.PARTY,
    ] = None,
    timeliness: Annotated[
        list[str] | None,
        typer.Option(metavar=N_("CLASS"), help=N_("only items of that class; may be repeated")),
        ValueKind.TIMELINESS,
    ] = None,
    disputed: Annotated[
        bool, typer.Option("--disputed", help=N_("only what the other side disputes, and why"))
    ] = False,
    limit: Annotated[
        str, typer.Option(metavar=N_("N"), help=N_("at most that many plans in the list; 0 is all"))
    ] = "100",
    stages: Annotated[
        bool, typer.Option("--stages", help=N_("the S&T tasks by stage, with what runs out first"))
    ] = False,
    indicators: Annotated[
        bool, typer.Option("--indicators", help=N_("what the indicators have reached instead"))
    ] = False,
    json: options.Json = False,
) -> None:
    """Show where everything stands: the dashboard of a plan, or one line a plan."""
    settings = settings_of(ctx)
    if compare is not None:
        others = {
            "--known-at": known_at, "--period": period, "--timeliness": timeliness,
            "--disputed": disputed, "--stages": stages, "--indicators": indicators,
        }  # fmt: skip
        refuse_beside("--compare", others)
        from coopctl.cli.commands.see import status_compare

        day = read_day("--as-of", as_of)
        status_compare.compare(
            settings, status_compare.CompareQuery(compare, target, day, party), json=json
        )
        return
    if stages:
        refuse_beside("--stages", {"--indicators": indicators})
    with naming("--timeliness"):
        classes = tuple(
            match_code(word, TIMELINESS_LABELS, in_all_languages) for word in timeliness or ()
        )
    most = read_count("--limit", limit)
    times = read_times(as_of, known_at, period)
    with asking_at(settings, times) as (connection, times):
        wanted = find_target(connection, target, ("plan", "area", "item")) if target else None
        kept = Filter(find_party_anywhere(connection, party), classes, disputed)
        if stages:
            _show_stages(connection, settings, wanted, times, kept, json=json)
            return
        scope = scope_asked(connection, wanted)
        if scope.plan is None and not (indicators or disputed):
            every = stand_plan_by_plan(connection, settings, scope, times, kept)
            if json:
                _print_json(every.plans, every.as_of, times)
            else:
                _print_plans(connection, every, most, times)
            return
        standing = stand(connection, settings, scope, times, kept)
        whole = scope.area is None and scope.item is None and kept == Filter(None, ())
        figures = _find_figures(connection, settings, times, standing) if whole else None
        if indicators:
            from coopctl.cli.commands.see.status_indicators import IndicatorQuery, show_indicators

            asked = IndicatorQuery(scope, times, standing.items, standing.as_of, most)
            show_indicators(
                connection, settings, asked,
                lambda plan: _picture(plan, standing, wanted, kept, times), json=json,
            )  # fmt: skip
        elif json:
            _print_json([standing], standing.as_of, times, standing.disputed, figures)
        else:
            _print_picture(connection, standing, wanted, kept, times, most, figures)


def _find_figures(
    connection: sqlite3.Connection, settings: Settings, times: Times, standing: Standing
) -> "PeriodFigures | None":
    """Return the figures of a closed period's own days; None where no such period is asked about."""
    if times.closed is None:
        return None
    from coopctl.services.answering.period_figures import find_period_figures

    return find_period_figures(connection, settings, times, standing.items, standing.actions)


def _show_stages(
    connection: sqlite3.Connection,
    settings: Settings,
    wanted: Target | None,
    times: Times,
    kept: Filter,
    *,
    json: bool,
) -> None:
    from coopctl.cli.commands.see import status_stages

    scope = scope_asked(connection, wanted)
    plan = compiled.find_plan(connection, scope.plan) if scope.plan else None
    as_of = times.as_of or clock.today(plan.timezone if plan else None)
    only = () if json else tuple(_only(plan.parties if plan else (), kept, as_of, times))
    question = status_stages.StageQuery(scope, times, kept.keeps, only)
    status_stages.show(connection, settings, question, json=json)


def _print_json(
    plans: Iterable[Standing],
    as_of: date,
    times: Times,
    disputed: Sequence[DisputedRow] | None = None,
    figures: "PeriodFigures | None" = None,
) -> None:
    from coopctl.output.files import json_text

    asked = json_text.DocumentTimes(as_of, times.known, times.period)
    json_text.write_status(plans, asked, disputed, figures)


def _print_picture(
    connection: sqlite3.Connection,
    standing: Standing,
    wanted: Target | None,
    kept: Filter,
    times: Times,
    most: int,
    figures: "PeriodFigures | None",
) -> None:
    from coopctl.output.screen.page import Page
    from coopctl.output.screen.standing.dashboard import show_plan

    plan_id = wanted.plan if wanted else find_only(connection)
    plan = compiled.find_plan(connection, plan_id) if plan_id else None
    if plan is None:
        every = EveryPlan(iter([standing]), standing.as_of)
        _print_plans(connection, every, most, times, standing.disputed)
        return
    notes = tuple(_notes(connection, plan)) if times.known is None else ()
    picture = _picture(plan, standing, wanted, kept, times)
    with Page() as page:
        show_plan(page, picture._replace(notes=notes, figures=figures))


def _notes(connection: sqlite3.Connection, plan: Plan) -> Iterator[str]:
    """Yield what there is to say of a plan's closed periods and of its signed text."""
    if not has_closed_or_signed(connection, plan.id):
        return
    from coopctl.services.answering.notes import plan_notes

    for note in plan_notes(connection, plan):
        yield f"{render(note.said)}; {render(note.more)}"


def _picture(
    plan: Plan, standing: Standing, wanted: Target | None, kept: Filter, times: Times
) -> "Picture":
    """Return what `status` shows of a plan: all that was kept of it."""
    from coopctl.output.screen.standing.dashboard import Picture

    return Picture(
        plan, _areas(plan, wanted), tuple(row for row in standing.items if row.plan == plan.id),
        standing.actions, standing.as_of,
        tuple(_only(plan.parties, kept, standing.as_of, times)),
        rated=not (kept.timeliness or kept.disputed), disputed=standing.disputed,
    )  # fmt: skip


def _areas(plan: Plan, wanted: Target | None) -> tuple[Area, ...]:
    if wanted is None or wanted.kind != "area":
        return plan.areas
    return tuple(area for area in plan.areas if area.id == wanted.id)


def _only(parties: Sequence[Party], kept: Filter, as_of: date, times: Times) -> Iterator[str]:
    from coopctl.output.words import words

    yield from knowledge(times)
    if kept.party is not None:
        names = words.Names(parties, as_of)
        yield _("only {what}").format(what=names.short(kept.party))
    if kept.timeliness:
        labels = ", ".join(words.label("timeliness", code) for code in kept.timeliness)
        yield _("only {what}").format(what=labels)
    if kept.disputed:
        yield _("only {what}").format(what=_("what is disputed"))


def _print_plans(
    connection: sqlite3.Connection,
    every: EveryPlan,
    most: int,
    times: Times,
    disputed: Sequence[DisputedRow] | None = None,
) -> None:
    from itertools import groupby

    from coopctl.domain.words.text import sort_key
    from coopctl.output.screen.page import Page
    from coopctl.output.screen.plan.plan_list import PlanLine, show_plans
    from coopctl.output.screen.record.sides import show_disputed

    titles = compiled.list_titles(connection, current())
    lines = [
        PlanLine(plan, titles.get(plan, ""), tally(rows))
        for standing in every.plans
        for plan, rows in groupby(standing.items, key=lambda row: row.plan)
    ]
    lines.sort(key=lambda line: sort_key(line.title))
    with Page() as page:
        show_plans(page, lines, every.as_of, most, knowledge(times))
        if disputed is not None:
            show_disputed(page, disputed, compiled.list_parties(connection))
