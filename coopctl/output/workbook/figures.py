"""What the summary counts, on the way through the rows that the sheets are made of: no figure of its own."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from coopctl.domain.exchange.columns import TABLES
from coopctl.domain.plan.indicators import IndicatorRow
from coopctl.domain.standing.chart import COUNTED, month_spans
from coopctl.domain.standing.standing import ItemRow, Tally, tally
from coopctl.output.workbook.edition import WorkbookEdition

MOST_MONTHS = 36  # the last ones, as `chart` shows
_MONTH = len("2025-03")


class ItemGroup(NamedTuple):
    """Items that are counted together: an area of the only plan, else a plan."""

    title: str
    counted: Tally


class MonthCount(NamedTuple):
    """A month, and how many updates, meetings and outcomes it had."""

    first: date
    counts: tuple[int, ...]


class FigureCounter:
    """Counts what passes through it."""

    def __init__(self) -> None:
        self.actions: Counter[str] = Counter()
        self.indicators: list[IndicatorRow] = []
        self._recorded: Counter[tuple[str, str]] = Counter()

    def watch(self, table: str, rows: Iterable[Sequence[object]]) -> Iterator[Sequence[object]]:
        """Yield a table's rows as they come, and count them."""
        codes = [column.code for column in TABLES[table]]
        on = codes.index("happened_on") if "happened_on" in codes else None
        for row in rows:
            if on is not None:
                self._recorded[str(row[on])[:_MONTH], table.removesuffix("s")] += 1
            elif table == "actions":
                self.actions[str(row[codes.index("timeliness")])] += 1
            elif isinstance(row, IndicatorRow) and row.period is None:
                self.indicators.append(row)
            yield row

    def months(self, as_of: date) -> list[MonthCount]:
        """Return the months from the first entry to the day asked about, at most the last ones."""
        begun = min((month for month, _kind in self._recorded), default=None)
        if begun is None or begun > f"{as_of:%Y-%m}":
            return []
        spans = list(month_spans(date.fromisoformat(f"{begun}-01"), as_of))[-MOST_MONTHS:]
        return [
            MonthCount(first, tuple(self._recorded[f"{first:%Y-%m}", kind] for kind in COUNTED))
            for first, _last in spans
        ]


def group(rows: Sequence[ItemRow], edition: WorkbookEdition) -> list[ItemGroup]:
    """Return the items of each area with their counts; of each plan where there are several."""
    if edition.plan is None:
        return [
            ItemGroup(f"{plan}  {edition.titles.get(plan, '')}", tally(ours))
            for plan, ours in groupby(rows, key=lambda row: row.plan)
        ]
    return [
        ItemGroup(f"{area}  {edition.areas.get((plan, area), '')}", tally(ours))
        for (plan, area), ours in groupby(rows, key=lambda row: (row.plan, row.area))
    ]
