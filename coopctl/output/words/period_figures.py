"""A closed period's own figures beside those from the beginning, and what came too late for it, in words."""

from collections.abc import Iterator
from typing import NamedTuple

from coopctl.domain.record.entries import Entry
from coopctl.domain.standing.period_figures import FIGURE_LABELS, PeriodFigures
from coopctl.language import _
from coopctl.output.screen.record.journal_lines import gist
from coopctl.output.words import words
from coopctl.output.words.achievements import span_text


def figures_title(found: PeriodFigures) -> str:
    """Return the heading of the figures: which period, and its days."""
    span = span_text(found.first, found.last)
    return _("Figures of the period “{name}” ({span})").format(name=found.name, span=span)


def figures_head(found: PeriodFigures) -> tuple[str, str, str]:
    """Return the columns of the figures."""
    beginning = _("From the beginning to {day}").format(day=words.day(found.last))
    return _("Figure"), _("In the period"), beginning


def figure_cells(found: PeriodFigures) -> list[tuple[str, int, int]]:
    """Return a line for each figure."""
    return [(_(FIGURE_LABELS[row.figure]), row.period, row.beginning) for row in found.rows]


class UncountedEntries(NamedTuple):
    """Entries that the figures do not tell of: what they are, and a line for each."""

    title: str
    lines: tuple[str, ...]


def late_groups(found: PeriodFigures) -> Iterator[UncountedEntries]:
    """Yield what came too late for earlier reports, then what came too late for this one; nothing for none."""
    if found.made_up:
        title = _(
            "Recorded after the report of an earlier period was closed, and told here; in the figures from the beginning"
        )
        yield UncountedEntries(title, tuple(map(_late_line, found.made_up)))
    if found.late:
        late = _("Recorded late for the period “{name}”, after its closing; in no figure here")
        yield UncountedEntries(late.format(name=found.name), tuple(map(_late_line, found.late)))


def _late_line(entry: Entry) -> str:
    """Return what came too late: its day, what it is about, what it says, when it was recorded."""
    kind = words.label("entry_kind", entry.kind)
    about = f"{kind} {entry.item}" if entry.item else kind
    return _("{day}: {about}: {said} (recorded {when})").format(
        day=words.day(entry.happened_on), about=about, said=gist(entry),
        when=words.moment(entry.recorded_at),
    )  # fmt: skip
