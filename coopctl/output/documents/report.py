"""A report on how a plan is carried out: from the rows and tallies of `status`, in the order that offices use.

Source: Decree 30/2020/NĐ-CP, annex III, model 1.4 (named documents); outline: situation, results, difficulties
and their causes, direction and proposals.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from coopctl.domain.codes import Status, Timeliness
from coopctl.domain.exchange.letterhead import Letterhead
from coopctl.domain.plan.indicators import IndicatorRow
from coopctl.domain.plan.plan import Area, Plan
from coopctl.domain.record.heads import ChainHead
from coopctl.domain.standing.achievements import Achievement
from coopctl.domain.standing.period_figures import PeriodFigures
from coopctl.domain.standing.standing import ActionRow, ItemRow, Tally, tally
from coopctl.language import _, _n
from coopctl.output.documents import frame
from coopctl.output.documents.annex import Annexed, annex, day_text, standing_text
from coopctl.output.documents.blocks import (
    BODY,
    CHAPTER,
    OPEN,
    PERCENT,
    SECTION,
    Block,
    DocumentPart,
    Paragraph,
    Run,
    Table,
    TableRow,
    ended,
    labelled,
    lines,
    listed,
    text,
)
from coopctl.output.documents.letter import official_day, plan_basis
from coopctl.output.documents.letterhead import full_number
from coopctl.output.screen.marks import official, plain, titled
from coopctl.output.screen.standing.figures import counts
from coopctl.output.words import words
from coopctl.output.words.achievements import achievement_lines
from coopctl.output.words.period_figures import (
    figure_cells,
    figures_head,
    figures_title,
    late_groups,
)

_DONE = (Timeliness.DONE_ON_TIME, Timeliness.DONE_LATE, Timeliness.DONE_NO_DEADLINE)
_CLOSED = {Status.COMPLETED, Status.CANCELLED}
_FIGURE_WIDTHS = (90, 30, 40)
_TABLE_WIDTHS = (11, 31, 14, 23, 19, 13.5, 14.5, 18, 18)  # no word of a head is broken


class UpdateRemarks(NamedTuple):
    """What an update said beside the result; None where it said nothing of it."""

    difficulty: str | None
    cause: str | None
    proposal: str | None
    next_step: str | None


class Gathered(NamedTuple):
    """What a report is made of: a plan and its rows, as `status` has them on a day.

    `said` is by the ids of the last updates (None has none). `meetings` are the days and titles of those so far, oldest
    first. `period` is the name of the closed period that is reported, `since` its first day; None for the day alone.
    `achieved` is what was achieved in those days, by the ids of items and actions; `heads` are the newest entries.
    """

    plan: Plan
    since: date | None
    as_of: date
    period: str | None
    items: Sequence[ItemRow]
    actions: Sequence[ActionRow]
    indicators: Sequence[IndicatorRow]
    achieved: Mapping[str, Achievement]
    said: Mapping[str | None, UpdateRemarks]
    meetings: Sequence[tuple[date, str]]
    figures: PeriodFigures | None
    heads: tuple[ChainHead, ...]

    def area(self, area: Area) -> list[ItemRow]:
        """Return the rows of an area."""
        return [row for row in self.items if row.area == area.id]

    def names(self) -> words.Names:
        """Return the parties' names as they are on the day."""
        return words.Names(self.plan.parties, self.as_of)


def report(found: Gathered, letterhead: Letterhead) -> tuple[DocumentPart, ...]:
    """Return a report and its annex, each a part with pages of its own."""
    title = frame.Title(
        full_number(letterhead, "BC", letterhead.number), _("REPORT"), report_subject(found)
    )
    blocks = [
        *frame.head(letterhead, title),
        *frame.addressed(letterhead.to),
        *frame.based([*letterhead.bases, plan_basis(found.plan, found.as_of)]),
        *ended(_body(found)),
        frame.signed(letterhead, as_above=True),
    ]
    annexed = Annexed(
        found.plan, found.items, found.achieved, found.since, found.as_of, found.heads
    )
    return DocumentPart(blocks), annex(annexed, letterhead)


def report_subject(found: Gathered) -> str:
    """Return what a report is about: the plan, and the period or the day."""
    number = found.plan.number or OPEN
    about = _("Results of carrying out plan {number}").format(number=number)
    return f"{about}\n{found.period or day_text(found.as_of)}"


def _body(found: Gathered) -> Iterator[Block]:
    chapters: tuple[tuple[str, Callable[[Gathered], Iterator[Block]]], ...] = (
        (_("General situation"), _situation),
        (_("Results by area"), _results),
        (_("Difficulties and their causes"), _difficulties),
        (_("Direction and proposals"), _proposals),
    )
    for roman, (title, blocks) in zip(("I", "II", "III", "IV"), chapters, strict=True):
        yield text(f"{roman}. {title.upper()}", CHAPTER)
        yield from blocks(found)


def _situation(found: Gathered) -> Iterator[Block]:
    plan = found.plan
    if plan.example:
        yield Paragraph((Run(_("EXAMPLE: everything here is invented"), bold=True),), BODY)
    yield text(_memorandum(plan))
    names = found.names()
    yield text(
        _("Parties: {parties}.").format(
            parties="; ".join(names.full(party.id) for party in plan.parties)
        )
    )
    yield text(_met(found))
    if found.figures is not None:
        yield from _figures(found.figures)
    counted = tally(found.items)
    yield text(
        _("As of {date}, the plan has {counts}.").format(
            date=official_day(found.as_of), counts=counts(counted).lower()
        )
    )
    yield text(f"{official(counted)}.")
    yield text(f"{plain(counted)}.")
    if counted.total:
        yield _by_area(found)


def _memorandum(plan: Plan) -> str:
    agreed = plan.memorandum
    spans = [due.text for due in (agreed.start, agreed.end) if due] if agreed else []
    return _(
        "The plan “{title}” carries out the memorandum “{memorandum}”, signed {signed}, period {period}."
    ).format(
        title=words.read(plan.title),
        memorandum=words.read(agreed.title) if agreed and agreed.title else OPEN,
        signed=official_day(agreed.signed if agreed else None),
        period="–".join(spans) or OPEN,
    )


def _met(found: Gathered) -> str:
    ours = [
        meeting for meeting in found.meetings if found.since is None or meeting[0] >= found.since
    ]
    if not ours:
        return _("Meetings and working visits: {none}").format(none=OPEN)
    day, title = ours[-1]
    count = len(ours)
    if found.since is not None:
        return _n(
            "In the period the parties met {count} time, {all} from the beginning; the last meeting was on {day}: {title}.",
            "In the period the parties met {count} times, {all} from the beginning; the last meeting was on {day}: {title}.",
            count,
        ).format(
            count=words.number(count), all=words.number(len(found.meetings)), day=words.day(day),
            title=title,
        )  # fmt: skip
    return _n(
        "The parties met {count} time; the last meeting was on {day}: {title}.",
        "The parties met {count} times; the last meeting was on {day}: {title}.",
        count,
    ).format(count=words.number(count), day=words.day(day), title=title)


def _figures(figures: PeriodFigures) -> Iterator[Block]:
    """Yield the period's own figures beside those from the beginning, then what came too late for either."""
    yield text(f"{figures_title(figures)}:", BODY._replace(keep=True))
    rows = [
        TableRow((label, words.number(period), words.number(beginning)))
        for label, period, beginning in figure_cells(figures)
    ]
    yield Table(_FIGURE_WIDTHS, figures_head(figures), rows, frozenset({1, 2}))
    for group in late_groups(figures):
        yield text(f"{group.title}:", BODY._replace(keep=True, before=6))
        yield from listed(group.lines)


def _by_area(found: Gathered) -> Table:
    """Return how many items of each area are in which class, and of all."""
    rows = [
        TableRow((area.id, titled(words.read(area.title), counted), *_numbers(counted)))
        for area in found.plan.areas
        for counted in (tally(found.area(area)),)
    ]
    counted = tally(found.items)
    total = TableRow(("", titled(_("Total"), counted), *_numbers(counted)), bold=True)
    head = (
        _("No."), _("Area"), _("Items"), _("Completed"), _("Overdue"), _("Due soon"), _("In time"),
        _("No deadline"), _("Not counted"),
    )  # fmt: skip
    return Table(_TABLE_WIDTHS, head, [*rows, total], frozenset({0, *range(2, len(head))}))


def _numbers(counted: Tally) -> tuple[str, ...]:
    classes = (
        Timeliness.OVERDUE, Timeliness.DUE_SOON, Timeliness.IN_TIME, Timeliness.NO_DEADLINE,
        Timeliness.NOT_COUNTED,
    )  # fmt: skip
    done = sum(counted.classes.get(one, 0) for one in _DONE)
    numbers = (counted.total, done, *(counted.classes.get(class_, 0) for class_ in classes))
    return tuple(map(words.number, numbers))


def _results(found: Gathered) -> Iterator[Block]:
    names = found.names()
    yield text(_("Details of each item are in the annex."))
    for area in found.plan.areas:
        rows = found.area(area)
        yield text(f"{area.id}. {words.read(area.title)}", SECTION)
        yield text(f"{counts(tally(rows)).lower()}.", BODY._replace(keep=bool(rows)))
        for row in rows:
            yield from _item(row, found, names)
    pending = [row for row in found.actions if row.status not in _CLOSED]
    done = len(found.actions) - len(pending)
    yield text(_("Actions agreed at meetings"), SECTION)
    if not found.actions:
        yield text(OPEN)
        return
    agreed = _("From the beginning {count} agreed, {done} of them done or cancelled").format(
        count=words.number(len(found.actions)), done=words.number(done)
    )
    yield text(f"{agreed}; {_('open ones')}:" if pending else f"{agreed}.")
    for action in pending:
        yield text(f"- {action.title}: {_facts(action, names)}")
        if found.achieved[action.id].rows:
            yield from _achieved(found.achieved[action.id], found)


def _item(row: ItemRow, found: Gathered, names: words.Names) -> Iterator[Block]:
    label = f"{_('Plan item')} {row.item}. {row.title}"
    yield labelled(label, _facts(row, names), BODY._replace(keep=True))
    yield from _achieved(found.achieved[row.item], found)
    for indicator in found.indicators:
        if indicator.item == row.item and indicator.period is None:
            yield text(_reached(indicator, in_period=found.since is not None))


def _achieved(achieved: Achievement, found: Gathered) -> Iterator[Block]:
    """Yield all that was achieved: in a line where it is one thing, else each in its own."""
    label = _("Results") if found.since is None else _("Results in the period")
    stated = list(achievement_lines(achieved))
    if len(stated) <= 1:
        yield from lines(f"{label}: {''.join(stated) or OPEN}")
        return
    yield text(f"{label}:", BODY._replace(keep=True))
    for one in stated:
        first, *rest = one.split("\n")
        yield text(f"- {first}")
        yield from map(text, rest)


def _facts(row: ItemRow | ActionRow, names: words.Names) -> str:
    return _("lead: {lead}; cooperating: {cooperating}; deadline: {due}; {standing}.").format(
        lead=names.short(row.lead) or OPEN,
        cooperating=names.shorts(row.cooperating.split()) or OPEN,
        due=row.deadline or OPEN,
        standing=standing_text(row),
    )


def _reached(row: IndicatorRow, *, in_period: bool) -> str:
    """Say what an indicator has reached: `30 of 120 people (25 %)`; among a period's results, since when."""
    share = f" ({words.number(str(row.share))}{PERCENT})" if row.share is not None else ""
    sentence = (
        _("- Indicator “{title}”, from the beginning: {actual} of {target} {unit}{share}.")
        if in_period
        else _("- Indicator “{title}”: {actual} of {target} {unit}{share}.")
    )
    return (
        sentence.format(
            title=row.title,
            actual=words.number(row.actual) if row.actual else OPEN,
            target=words.number(row.target) if row.target else OPEN,
            unit=row.unit or "",
            share=share,
        )
        .replace(" .", ".")
        .replace("  ", " ")
    )


def _difficulties(found: Gathered) -> Iterator[Block]:
    told = False
    for row, said in _sayings(found):
        if said.difficulty or said.cause:
            told = True
            difficulty = f"{said.difficulty.rstrip(' .')}." if said.difficulty else OPEN
            yield from lines(f"- {row}: {difficulty} {_('Cause')}: {said.cause or OPEN}")
    if not told:
        yield text(OPEN)


def _proposals(found: Gathered) -> Iterator[Block]:
    chosen: tuple[tuple[str, Callable[[UpdateRemarks], str | None]], ...] = (
        (_("Next steps"), lambda said: said.next_step),
        (_("Proposals"), lambda said: said.proposal),
    )
    for number, (title, choose) in enumerate(chosen, 1):
        yield text(f"{number}. {title}", SECTION)
        stated = [(row, choose(said)) for row, said in _sayings(found)]
        for row, words_of_it in stated:
            if words_of_it:
                yield from lines(f"- {row}: {words_of_it}")
        if not any(one for _row, one in stated):
            yield text(OPEN)


def _sayings(found: Gathered) -> Iterator[tuple[str, UpdateRemarks]]:
    """Yield what the last updates of items and actions said, each with what it is about."""
    for row in found.items:
        if row.entry in found.said:
            yield f"{_('Plan item')} {row.item}", found.said[row.entry]
    for action in found.actions:
        if action.entry in found.said:
            yield f"{_('Action')} “{action.title}” ({action.id})", found.said[action.entry]
