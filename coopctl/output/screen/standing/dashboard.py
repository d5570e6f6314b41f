"""`status` on the terminal: the picture that one shows to a leader."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from coopctl.domain.codes import TIMELINESS_LABELS, Status
from coopctl.domain.plan.plan import Area, Plan
from coopctl.domain.record.confirmations import DisputedRow
from coopctl.domain.standing.standing import ActionRow, ItemRow, Tally, tally
from coopctl.language import _, _n
from coopctl.output.screen.marks import (
    DOT,
    MARKS,
    besides,
    due_parts,
    join,
    official,
    period_parts,
    plain,
    standing_parts,
    tail,
)
from coopctl.output.screen.page import WIDE, Page, Part
from coopctl.output.screen.record.sides import mark, move_parts, show_disputed, show_sides
from coopctl.output.words import words

if TYPE_CHECKING:
    from coopctl.domain.standing.period_figures import PeriodFigures

_ACTIONS = 10  # open ones that the dashboard shows, the most urgent first


class Picture(NamedTuple):
    """What `status` shows of one plan: rows already narrowed; `only` says to what, in words.

    `rated` is False where the rows are some classes only, of which no rate can be taken.
    `disputed` is what is disputed and why; None where that was not asked. `notes` are said of the
    plan, a line each.
    """

    plan: Plan
    areas: tuple[Area, ...]
    rows: tuple[ItemRow, ...]
    actions: tuple[ActionRow, ...]
    as_of: date
    only: tuple[str, ...]
    rated: bool = True
    disputed: tuple[DisputedRow, ...] | None = None
    notes: tuple[str, ...] = ()
    figures: "PeriodFigures | None" = None


def show_plan(page: Page, picture: Picture) -> None:
    """Print the dashboard of one plan."""
    names = words.Names(picture.plan.parties, picture.as_of)
    show_head(page, picture, names)
    _show_counts(page, tally(picture.rows), rated=picture.rated)
    if picture.figures is not None:
        _show_period(page, picture.figures)
    show_sides(page, picture.rows, picture.actions, names, counted=picture.disputed is None)
    for area in picture.areas:
        rows = [row for row in picture.rows if row.area == area.id]
        if rows:
            _show_area(page, area, rows, names)
    _show_actions(page, picture.actions, names)
    if picture.disputed is not None:
        show_disputed(page, picture.disputed, picture.plan.parties)


def show_head(page: Page, picture: Picture, names: words.Names) -> None:
    """Print which plan it is, between whom, and as of when."""
    plan = picture.plan
    if plan.example:
        page.line(Part(_("EXAMPLE: everything here is invented"), "bold yellow"))
    page.line(Part(number_and_date(plan), "bold"))
    page.line(Part(words.read(plan.title), "bold"))
    for sentence in head_sentences(plan, names, picture.as_of):
        page.line(Part(sentence))
    as_of = _("as of {day}").format(day=words.day(picture.as_of))
    more = _("`coopctl show {plan}` tells more").format(plan=plan.id) if plan.note else ""
    page.line(Part(" · ".join(filter(None, (as_of, *picture.only, more))), "dim"))
    for note in picture.notes:
        page.line(Part(note, "dim"))


def number_and_date(plan: Plan) -> str:
    """Return the number and date of the plan document, as far as they are stated."""
    number = _("Plan {number}").format(number=plan.number) if plan.number else ""
    return "  ".join(filter(None, (number, words.day(plan.date))))


def head_sentences(plan: Plan, names: words.Names, as_of: date) -> Iterator[str]:
    """Yield what memorandum a plan carries out, and between whom, as far as it is stated."""
    yield from filter(None, (_memorandum(plan), _parties(plan, names, as_of)))


def _memorandum(plan: Plan) -> str:
    memorandum = plan.memorandum
    if memorandum is None:
        return ""
    signed = (
        _("memorandum signed {day}").format(day=words.day(memorandum.signed))
        if memorandum.signed
        else ""
    )
    period = "–".join(due.text for due in (memorandum.start, memorandum.end) if due)
    return " · ".join(
        filter(None, (signed, _("period {period}").format(period=period) if period else ""))
    )


def _parties(plan: Plan, names: words.Names, as_of: date) -> str:
    said = []
    for party in plan.parties:
        name = names.full(party.id)
        if not party.name_on(as_of).confirmed:
            name += " " + _("(succession not confirmed)")
        said.append(name)
    return " · ".join(said)


def _show_counts(page: Page, counted: Tally, *, rated: bool) -> None:
    total = _n("{count} item", "{count} items", counted.total).format(count=counted.total)
    groups = [[Part(total, "bold")]]
    groups += [
        [MARKS[code], Part(f" {counted.classes[code]} {_(TIMELINESS_LABELS[code])}")]
        for code in MARKS
        if counted.classes.get(code)
    ]
    groups += [[Part(left_out, "dim")]] if (left_out := besides(counted)) else []
    page.gap()
    page.flow(groups, Part("   "))
    if rated:
        page.line(Part(official(counted)))
        page.line(Part(plain(counted), "dim"))


def _show_period(page: Page, found: "PeriodFigures") -> None:
    """Print a closed period's own figures beside those from the beginning, then what came too late."""
    from coopctl.output.words.period_figures import (
        figure_cells,
        figures_head,
        figures_title,
        late_groups,
    )

    page.heading(figures_title(found))
    label, period, beginning = figures_head(found)
    widths = (max(page.width - 2 - 2 * 2 - 12 - 30, 20), 12, 30)
    rows = [(label, period, beginning)]
    rows += [
        (name, words.number(ours), words.number(every)) for name, ours, every in figure_cells(found)
    ]
    for at, row in enumerate(rows):
        style = "" if at else "dim"
        page.columns(
            [
                ([Part(cell if not place else cell.rjust(width), style)], width)
                for place, (cell, width) in enumerate(zip(row, widths, strict=True))
            ],
            indent=2,
        )
    for group in late_groups(found):
        page.line(Part(group.title, "bold"), indent=2, hang=2)
        for line in group.lines:
            page.line(Part(line), indent=4, hang=2)


def _show_area(page: Page, area: Area, rows: Sequence[ItemRow], names: words.Names) -> None:
    page.gap()
    counted = tally(rows)
    counts = tail(counted)
    title = [Part(f"{area.id}  {words.read(area.title)}", "bold")]
    widths = _widths(page, rows) if page.width >= WIDE else None
    room = (
        sum(widths[:3]) + 6 if widths else page.width - sum(len(part.text) for part in counts) - 2
    )
    page.columns([(title, room), (counts, page.width - room - 2)])
    if left_out := besides(counted):
        page.line(Part(left_out, "dim"), indent=len(area.id) + 2)
    for row in rows:
        if widths:
            _show_row(page, row, names, widths)
        else:
            _show_block(page, row, names)


def _show_block(page: Page, row: ItemRow, names: words.Names) -> None:
    """Print an item below one another: title, standing, last word."""
    width = max(len(row.item), 4)
    page.columns([
        ([Part(row.item)], width), ([_mark(row)], 1), ([Part(row.title)], page.width - width - 7),
    ], indent=2)  # fmt: skip
    indent = width + 7
    groups = [
        *standing_parts(row), due_parts(row), _lead(row, names), move_parts(row, names),
        period_parts(row),
    ]  # fmt: skip
    page.flow([group for group in groups if group], DOT, indent)
    if row.last_on and (row.last_word or mark(row.confirmation)):
        page.line(*_last(row), indent=indent, most=2)


def _widths(page: Page, rows: Sequence[ItemRow]) -> tuple[int, ...]:
    """Return the widths of id, mark, title, standing, due, lead and last word."""
    fixed = (max(4, *(len(row.item) for row in rows)), 1, 24, 26, 14)
    rest = page.width - sum(fixed) - 2 * (len(fixed) + 2) - 2
    return (fixed[0], fixed[1], rest - rest * 2 // 5, *fixed[2:], rest * 2 // 5)


def _show_row(page: Page, row: ItemRow, names: words.Names, widths: Sequence[int]) -> None:
    """Print an item in a row of columns."""
    cells = (
        [Part(row.item)], [_mark(row)], [Part(row.title)], join(standing_parts(row)),
        _below(due_parts(row), period_parts(row)),
        join([_lead(row, names), move_parts(row, names)]), _last(row),
    )  # fmt: skip
    page.columns(list(zip(cells, widths, strict=True)), indent=2)


def _mark(row: ItemRow | ActionRow) -> Part:
    return MARKS[row.timeliness]


def _below(above: list[Part], below: list[Part]) -> list[Part]:
    """Return what stands on a line of its own under the rest of its cell."""
    return [*above, Part("\n"), *below] if below else above


def _lead(row: ItemRow | ActionRow, names: words.Names) -> list[Part]:
    if row.lead is None:
        return [Part(_("lead not stated"), "dim")]
    return [Part(names.short(row.lead))]


def _last(row: ItemRow | ActionRow) -> list[Part]:
    if not row.last_on:
        return []
    said = mark(row.confirmation)
    return [
        Part(words.day(row.last_on), "dim"),
        *said,
        Part(": ", "dim"),
        Part(row.last_word or "–"),
    ]


def _show_actions(page: Page, actions: Sequence[ActionRow], names: words.Names) -> None:
    open_ones = [row for row in actions if row.status not in {Status.COMPLETED, Status.CANCELLED}]
    if not open_ones:
        return
    page.gap()
    page.line(Part(_("Open actions"), "bold"))
    urgent = sorted(open_ones, key=lambda row: (row.due or date.max, row.agreed_on))
    for row in urgent[:_ACTIONS]:
        width = max(len(row.id), 9)
        page.columns([
            ([Part(row.id)], width), ([_mark(row)], 1), ([Part(row.title)], page.width - width - 7),
        ], indent=2)  # fmt: skip
        page.line(
            *join([
                *standing_parts(row), due_parts(row), _lead(row, names), move_parts(row, names),
            ]),
            *mark(row.confirmation), indent=width + 7,
        )  # fmt: skip
    left_out = len(open_ones) - _ACTIONS
    if left_out > 0:
        more = _("and {count} more; `coopctl export csv actions` has all")
        page.line(Part(more.format(count=left_out), "dim"), indent=2)
