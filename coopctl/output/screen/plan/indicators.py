"""Indicators on the terminal: actual against target, as a whole and by period, with a small bar."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple, Self

from coopctl.domain.plan.indicators import IndicatorRow
from coopctl.domain.plan.plan import SUM
from coopctl.language import _, _n
from coopctl.output.screen.page import WIDE, Page, Part
from coopctl.output.screen.standing.dashboard import Picture, show_head
from coopctl.output.words import words

_BAR = 12
_SHARE = 9
_NARROWEST, _WIDEST = 10, 22  # of the column with the periods
_ROOM = 14  # that the amounts need; where a bar leaves them less, there is none


class _Sizes(NamedTuple):
    """How wide one indicator's periods and its actual numbers are, in cells."""

    label: int
    number: int

    @classmethod
    def of(cls, rows: Sequence[IndicatorRow]) -> Self:
        label = max(len(period_label(row)) for row in rows)
        number = max(len(_number(row.actual)) for row in rows)
        return cls(min(max(label, _NARROWEST), _WIDEST), number)


def show_plan_indicators(page: Page, picture: Picture, rows: Sequence[IndicatorRow]) -> None:
    """Print a plan's indicators by area and item."""
    show_head(page, picture, words.Names(picture.plan.parties, picture.as_of))
    if not rows:
        page.gap()
        page.line(Part(_("no indicator is stated here"), "dim"))
    titles = {row.item: row.title for row in picture.rows}
    for area in picture.areas:
        ours = [row for row in rows if row.area == area.id]
        if ours:
            page.heading(f"{area.id}  {words.read(area.title)}")
        for item, of_item in groupby(ours, key=lambda row: row.item):
            page.line(Part(f"{item}  {titles.get(item, '')}"), indent=2, hang=len(item) + 2)
            show_indicators(page, list(of_item), picture.as_of, indent=4)


def show_rest(page: Page, plans: int, shown: int) -> None:
    """Say that no plan has an indicator, or that not all plans are shown."""
    if not plans:
        page.line(Part(_("no indicator is stated here"), "dim"))
    elif plans > shown:
        more = _("and {count} more; `--limit 0` shows all").format(count=plans - shown)
        page.gap()
        page.line(Part(more, "dim"))


def show_indicators(page: Page, rows: Sequence[IndicatorRow], as_of: date, indent: int) -> None:
    """Print the indicators of one item: each with its whole, then its periods."""
    for _indicator, group in groupby(rows, key=lambda row: row.indicator):
        of_one = list(group)
        page.line(*title_parts(of_one[0]), indent=indent, hang=2)
        sizes = _Sizes.of(of_one)
        for row in of_one:
            _show_row(page, row, as_of, sizes, indent + 2)


def title_parts(row: IndicatorRow) -> list[Part]:
    """Return an indicator's title, how its values count, and its baseline."""
    said = [Part(row.title)]
    if row.counts != SUM:
        said.append(Part(f" · {words.label('counts', row.counts)}", "dim"))
    if row.baseline is not None:
        baseline = _("baseline {number}").format(number=words.number(row.baseline))
        said.append(Part(f" · {baseline}", "dim"))
    return said


def period_label(row: IndicatorRow) -> str:
    """Return the period that a row is about, or that it is about the whole."""
    return _("Overall") if row.period is None else row.period


def _show_row(page: Page, row: IndicatorRow, as_of: date, sizes: _Sizes, indent: int) -> None:
    """Print one line of an indicator: period, actual / target, bar, share, and what it rests on."""
    to_come = row.first is not None and row.first > as_of
    running = row.first is not None and row.last is not None and row.first <= as_of <= row.last
    wide = page.width >= WIDE
    fixed = indent + sizes.label + _BAR + _SHARE + 8
    barred = page.width - fixed >= _ROOM
    room = 28 if wide else page.width - fixed + (0 if barred else _BAR + 2)
    cells = [
        ([Part(period_label(row), "bold" if running or row.period is None else "")], sizes.label),
        (amounts(row, sizes.number), room), *([(_bar(row), _BAR)] if barred else []), ([Part(share(row).rjust(_SHARE))], _SHARE),
    ]  # fmt: skip
    rests_on = grounds(row)
    if wide:
        cells.append((rests_on, page.width - fixed - room - 2))
    if to_come:
        cells = [([Part(part.text, "dim") for part in parts], size) for parts, size in cells]
    page.columns(cells, indent)
    if row.period is None and not wide:
        page.line(*rests_on, indent=indent + sizes.label + 2, most=2)


def _number(text: str | None) -> str:
    return "–" if text is None else words.number(text)


def amounts(row: IndicatorRow, width: int = 0) -> list[Part]:
    """Return `80 / 120 people`; the numbers of one indicator stand below one another."""
    target = "" if row.target is None else f" / {words.number(row.target)}"
    unit = f" {row.unit}" if row.unit else ""
    return [Part(_number(row.actual).rjust(width), "bold"), Part(target + unit)]


def _bar(row: IndicatorRow) -> list[Part]:
    if row.share is None:
        return []
    filled = min(max(int(row.share * _BAR / 100), 0), _BAR)
    return [Part("█" * filled, "green"), Part("░" * (_BAR - filled), "dim")]


def share(row: IndicatorRow) -> str:
    """Return how much of the target is reached: `66,7 %`; nothing where none can be said."""
    return "" if row.share is None else f"{words.number(str(row.share))} %"


def grounds(row: IndicatorRow) -> list[Part]:
    """Return what a number rests on: how many outcomes, the last day, the evidence, what lacks it."""
    if not row.outcomes:
        return [Part(_("no outcome yet"), "dim")]
    said = list(_counted(row))
    parts = [Part(" · ".join(said), "dim")]
    lacking = row.outcomes - row.evidenced
    if lacking:
        missing = _("{count} without evidence")
        parts += [Part(" · ", "dim"), Part(missing.format(count=lacking), "yellow")]
    if row.evidence:
        parts += [Part(" · ", "dim"), Part(row.evidence, "dim")]
    return parts


def _counted(row: IndicatorRow) -> Iterator[str]:
    yield _n("{count} outcome", "{count} outcomes", row.outcomes).format(count=row.outcomes)
    if row.last_on is not None:
        yield _("last on {day}").format(day=words.day(row.last_on))
