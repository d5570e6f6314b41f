"""The counts and rates of a plan in sentences."""

from collections.abc import Iterator

from coopctl.domain.codes import TIMELINESS_LABELS
from coopctl.domain.standing.standing import Tally
from coopctl.language import _, _n
from coopctl.output.screen.marks import MARKS, besides, official, plain


def figure_lines(counted: Tally) -> Iterator[str]:
    """Yield the counts and both rates."""
    yield counts(counted)
    yield official(counted)
    yield plain(counted)


def figures_of(counted: Tally | None) -> Iterator[str]:
    """Yield the counts and both rates, where there are any."""
    if counted is not None:
        yield from figure_lines(counted)


def counts(counted: Tally) -> str:
    """Return how many items there are in each class, in a line; then how many were withdrawn."""
    total = _n("{count} item", "{count} items", counted.total).format(count=counted.total)
    classes = ", ".join(
        f"{counted.classes[code]} {_(TIMELINESS_LABELS[code])}"
        for code in MARKS
        if counted.classes.get(code)
    )
    counted_ones = f"{total}: {classes}" if classes else total
    return "; ".join(filter(None, (counted_ones, besides(counted))))
