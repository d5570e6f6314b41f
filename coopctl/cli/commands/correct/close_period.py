"""`coopctl close-period`: keep the figures that were reported, so that they can be given again."""

import sqlite3
from functools import partial
from typing import Annotated

import typer

from coopctl.cli import options
from coopctl.cli.program import settings_of
from coopctl.cli.terminal import prompts
from coopctl.cli.terminal.first_day import find_or_ask_first
from coopctl.cli.writing import Outcome, Proposal, Ways, carry_out, show_lines
from coopctl.domain.record.closed_periods import read_name
from coopctl.domain.record.entries import Draft
from coopctl.domain.standing.standing import Tally
from coopctl.domain.words.dates import show_day
from coopctl.domain.words.text import clean
from coopctl.language import _
from coopctl.ledger.plan.choice import choose_plan
from coopctl.messages import N_, UsageProblem, msg, naming
from coopctl.output.screen.talk import say
from coopctl.services.answering.question import read_day
from coopctl.services.recording.period import (
    Closing,
    check_closable,
    check_order,
    close,
    closing_of,
    count_figures,
)
from coopctl.services.workspace.offices import speak
from coopctl.services.workspace.session import reading

examples = (
    'coopctl close-period "6 tháng đầu năm 2025" --as-of 14/6/2025',
    'coopctl close-period "Năm 2025" --as-of 14/12/2025 --note "Báo cáo 20/BC-SKHCN"',
)
_NAME = "coopctl close-period"


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
    closing = _read(name, first, as_of, note)
    settings, ways = settings_of(ctx), Ways(dry_run, yes, json)
    with reading(settings) as connection:
        chosen = choose_plan(connection, plan)
        speak(settings, chosen)
        check_closable(connection, chosen, closing)
        begin = closing.first or find_or_ask_first(
            chosen, closing.as_of, may_ask=prompts.may_ask(settings.no_input or yes)
        )
        figures = count_figures(connection, settings, chosen, closing)
        draft = closing_of(connection, settings, chosen, closing, begin)

    def record(connection: sqlite3.Connection) -> Outcome:
        whole = closing._replace(first=begin)
        entry = close(connection, settings, chosen.id, whole, figures)
        sentence = msg(
            N_("recorded `{id}`: the period “{name}” is closed as of {day}"),
            id=entry.id, name=closing.name, day=show_day(closing.as_of),
        )  # fmt: skip
        return Outcome([entry], [sentence])

    show, question = partial(_show, draft, figures), _("Close this period?")
    carry_out(settings, Proposal([draft], record, show, question, always_shown=True), ways)


def _read(name: str | None, first: str | None, as_of: str | None, note: str | None) -> Closing:
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
        return Closing(name, begin, day, clean(note or ""))


def _show(draft: Draft, figures: Tally) -> None:
    from coopctl.output.screen.standing.figures import figure_lines

    show_lines(draft)
    for line in figure_lines(figures):
        say("  " + line)
