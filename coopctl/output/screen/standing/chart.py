"""`chart` on the terminal: three rows of bars, month below month; the numbers stand beside them."""

from collections.abc import Sequence
from typing import NamedTuple

from coopctl.domain.codes import Timeliness
from coopctl.domain.standing.chart import Month
from coopctl.language import _
from coopctl.output.screen.marks import MARKS
from coopctl.output.screen.page import Page, Part
from coopctl.output.screen.standing.dashboard import Picture, show_head
from coopctl.output.words import words

_LABEL, _GAP = 9, 2
_KINDS = ("█", "▓", "░")  # updates, meetings, outcomes
_WIDEST = 40  # cells of a bar


class _Column(NamedTuple):
    """One of the three rows of bars: its title, the bar's parts and counts of each month."""

    title: str
    textures: tuple[Part, ...]
    counts: Sequence[tuple[int, ...]]


def show_chart(page: Page, picture: Picture, months: Sequence[Month], left_out: int) -> None:
    """Print a plan month by month; `left_out` says how many months before were not printed."""
    show_head(page, picture, words.Names(picture.plan.parties, picture.as_of))
    page.gap()
    if not months:
        page.line(Part(_("no month of this time has come yet"), "dim"))
        return
    columns = _columns(months)
    room = min((page.width - _LABEL) // len(columns) - _GAP, _WIDEST)
    page.columns(
        [([Part("")], _LABEL - 2), *(([Part(column.title, "bold")], room) for column in columns)]
    )
    drawn = [_draw(column, room) for column in columns]
    for at, month in enumerate(months):
        label = f"{month.first.month}/{month.first.year}".rjust(_LABEL - 2)
        page.columns([([Part(label)], _LABEL - 2), *((cells[at], room) for cells in drawn)])
    _show_totals(page, months, room)
    if left_out:
        more = _("{count} earlier months; `--since` goes further back").format(count=left_out)
        page.line(Part(more, "dim"))
    page.gap()
    page.flow(_legend(), Part("   "))


def _columns(months: Sequence[Month]) -> tuple[_Column, ...]:
    kinds = tuple(Part(texture, "cyan") for texture in _KINDS)
    done, overdue = MARKS[Timeliness.DONE_ON_TIME], MARKS[Timeliness.OVERDUE]
    return (
        _Column(_("Entries"), kinds, [(m.updates, m.meetings, m.outcomes) for m in months]),
        _Column(_("Items completed"), (done,), [(month.completed,) for month in months]),
        _Column(_("Overdue at the end"), (overdue,), [(month.overdue,) for month in months]),
    )


def _draw(column: _Column, room: int) -> list[list[Part]]:
    """Return the cells of each month: the number, then a bar; one mark for one where there is room."""
    most = max(sum(counts) for counts in column.counts)
    digits = len(words.number(most))
    scale = min(1.0, (room - digits - 1) / most) if most else 1.0
    return [_bar(counts, column.textures, scale, digits) for counts in column.counts]


def _bar(counts: Sequence[int], textures: Sequence[Part], scale: float, digits: int) -> list[Part]:
    total = sum(counts)
    if not total:
        return [Part("·".rjust(digits), "dim")]
    parts = [Part(words.number(total).rjust(digits) + " ")]
    filled = 0
    for place, (count, texture) in enumerate(zip(counts, textures, strict=True)):
        until = round(sum(counts[: place + 1]) * scale)
        until = max(until, 1) if count and not filled else until
        parts.append(Part(texture.text * (until - filled), texture.style))
        filled = max(filled, until)
    return parts


def _show_totals(page: Page, months: Sequence[Month], room: int) -> None:
    totals = (sum(month.entries for month in months), sum(month.completed for month in months))
    page.columns([
        ([Part(_("Total").rjust(_LABEL - 2), "bold")], _LABEL - 2),
        *(([Part(words.number(total), "bold")], room) for total in totals),
    ])  # fmt: skip


def _legend() -> list[list[Part]]:
    meanings = (_("updates"), _("meetings"), _("outcomes"))
    return [
        [Part(mark, "cyan"), Part(f" {meaning}", "dim")]
        for mark, meaning in zip(_KINDS, meanings, strict=True)
    ]
