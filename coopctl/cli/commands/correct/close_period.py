"""`coopctl close-period`: keep the figures that were reported, so that they can be given again."""

import sqlite3
from datetime import date
from functools import partial
from typing import Annotated, NamedTuple

import typer

from coopctl.cli import options
from coopctl.cli.program import settings_of
from coopctl.cli.terminal import prompts
from coopctl.cli.terminal.first_day import check_order, find_first
from coopctl.cli.writing import Outcome, Proposal, Ways, carry_out, show_lines
from coopctl.domain.plan.plan import Plan
from coopctl.domain.record.closed_periods import Period, body_of, find_same, kept_years, read_name
from coopctl.domain.record.entries import Draft, Entry
from coopctl.domain.standing.standing import Tally, tally
from coopctl.domain.words.dates import show_day
from coopctl.domain.words.text import clean
from coopctl.domain.words.workdays import Exceptions, list_exceptions
from coopctl.language import _, reader
from coopctl.ledger.journal.journal import stamp
from coopctl.ledger.periods import closed as closed_periods
from coopctl.ledger.plan import compiled
from coopctl.ledger.plan.choice import choose_plan
from coopctl.ledger.standing import standings
from coopctl.messages import N_, CoopError, UsageProblem, msg, naming
from coopctl.output.screen.talk import say
from coopctl.services.answering.question import read_day
from coopctl.services.recording.prepare import record
from coopctl.services.workspace import clock
from coopctl.services.workspace.offices import speak
from coopctl.services.workspace.session import reading
from coopctl.services.workspace.settings import Settings
from coopctl.services.workspace.workdays import Calendar

examples = (
    'coopctl close-period "6 tháng đầu năm 2025" --as-of 14/6/2025',
    'coopctl close-period "Năm 2025" --as-of 14/12/2025 --note "Báo cáo 20/BC-SKHCN"',
)
_NAME = "coopctl close-period"


class _Asked(NamedTuple):
    """What was typed, read; `first` is None where it was left out."""

    name: str
    first: date | None
    as_of: date
    note: str


def command(
    ctx: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(metavar=N_("NAME"), help=N_("what the report calls the period")),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(metavar=N_("DATE"), help=N_("the last day of the period, the cut-off")),
    ] = None,
    first: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar=N_("DATE"),
            help=N_("the first day; if left out, that of the plan's report that ends on `--as-of`"),
        ),
    ] = None,
    plan: options.OfPlan = None,
    note: Annotated[
        str | None,
        typer.Option(metavar=N_("TEXT"), help=N_("a remark, such as the report's number")),
    ] = None,
    dry_run: options.DryRun = False,
    yes: options.AskNothing = False,
    json: options.Json = False,
) -> None:
    """Close a period: its figures, as known now, stay what they are for ever.

    `status`, `show` and the exports give them again with `--period`: those of its own days, beside those
    from the beginning to its last day. `status --compare` says what changed since.
    """
    asked = _read(name, first, as_of, note)
    settings, ways = settings_of(ctx), Ways(dry_run, yes, json)
    with reading(settings) as connection:
        chosen = choose_plan(connection, plan)
        speak(settings, chosen)
        _check(connection, chosen, asked)
        begin = asked.first or find_first(
            chosen, asked.as_of, may_ask=prompts.may_ask(settings.no_input or yes)
        )
        figures = _count(connection, settings, chosen, asked)
        draft = _draft(connection, settings, chosen, asked, begin)

    def close(connection: sqlite3.Connection) -> Outcome:
        return _close(connection, settings, chosen.id, asked._replace(first=begin), figures)

    show, question = partial(_show, draft, figures), _("Close this period?")
    carry_out(settings, Proposal([draft], close, show, question, always_shown=True), ways)


def _read(name: str | None, first: str | None, as_of: str | None, note: str | None) -> _Asked:
    """Read what was typed. Raises: UsageProblem naming all that is missing."""
    day = read_day("--as-of", as_of)
    if name is None or day is None:
        missing = [flag for flag, value in ((_("NAME"), name), ("--as-of", day)) if value is None]
        hint = msg(N_("`{command} --help` shows what it takes"), command=_NAME)
        raise UsageProblem(msg(N_("missing: {flags}"), flags=tuple(missing)), hint)
    begin = read_day("--from", first)
    if begin is not None:
        check_order(begin, day)
    with naming(_("NAME")):
        name = read_name(name)
    with naming("--note"):
        return _Asked(name, begin, day, clean(note or ""))


def _check(connection: sqlite3.Connection, plan: Plan, asked: _Asked) -> None:
    """Refuse a day to come and a name that is taken."""
    if asked.as_of > clock.today(plan.timezone):
        day = show_day(asked.as_of)
        raise UsageProblem(
            msg(
                N_("`--as-of`: {day} has not come yet, and what is to come cannot be closed"),
                day=day,
            ),
            msg(N_("close the period on its last day or later")),
        )
    taken = find_same(closed_periods.list_entries(connection, plan.id), asked.name)
    if taken is not None:
        raise CoopError(
            msg(
                N_(
                    "the period `{name}` was closed already, as of {day}: `{id}`, by {who} at {when}"
                ),
                name=taken.body["name"],
                day=show_day(taken.happened_on),
                id=taken.id,
                who=taken.author,
                when=_moment(taken),
            ),
            msg(N_("give this one another name; a closed period stays as it is")),
        )


def _moment(entry: Entry) -> str:
    from coopctl.output.words.words import moment

    return moment(entry.recorded_at)


def _count(connection: sqlite3.Connection, settings: Settings, plan: Plan, asked: _Asked) -> Tally:
    moment = standings.Moment(asked.as_of, soon=settings.due_soon_days)
    scope = standings.Scope(plan=plan.id)
    return tally(standings.list_item_rows(connection, scope, moment, reader()))


def _draft(
    connection: sqlite3.Connection, settings: Settings, plan: Plan, asked: _Asked, first: date
) -> Draft:
    """Make the entry that closes the period over all that the journal has."""
    head = closed_periods.find_head(connection, stamp(clock.now()))
    version = compiled.find_version(connection, plan.id) or ""
    period = Period(
        entry="", plan=plan.id, name=asked.name, first=first, as_of=asked.as_of,
        known_at=head.known_at, heads=head.heads, due_soon_days=settings.due_soon_days,
        days=_days(settings, plan, asked.as_of), version=version, note=asked.note or None,
    )  # fmt: skip
    return Draft("period", plan.id, None, asked.as_of, body_of(period))


def _days(settings: Settings, plan: Plan, as_of: date) -> Exceptions:
    first, last = kept_years(plan, as_of)
    calendar = Calendar(settings.workspace, tell=settings.tell)
    days = list_exceptions(date(first, 1, 1), date(last, 12, 31), calendar.is_off)
    calendar.tell()
    return days


def _close(
    connection: sqlite3.Connection, settings: Settings, plan_id: str, asked: _Asked, shown: Tally
) -> Outcome:
    """Record the period, unless its figures are no longer those that were shown."""
    plan = choose_plan(connection, plan_id)
    _check(connection, plan, asked)
    if _count(connection, settings, plan, asked) != shown:
        raise CoopError(
            msg(N_("somebody recorded something meanwhile, and the figures are others now")),
            msg(N_("nothing was recorded; call the command again and look at them")),
        )
    draft = _draft(connection, settings, plan, asked, asked.first or asked.as_of)
    entries = record(connection, settings, [draft])
    sentence = msg(
        N_("recorded `{id}`: the period “{name}” is closed as of {day}"),
        id=entries[0].id, name=asked.name, day=show_day(asked.as_of),
    )  # fmt: skip
    return Outcome(entries, [sentence])


def _show(draft: Draft, figures: Tally) -> None:
    from coopctl.output.screen.standing.figures import figure_lines

    show_lines(draft)
    for line in figure_lines(figures):
        say("  " + line)
