"""How far long work has come: a bar on stderr, on a terminal only, for what takes over a second."""

import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar

from coopctl.domain.words.text import visible
from coopctl.language import _
from coopctl.output.screen.talk import is_json

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

PATIENCE = 1.0  # seconds until a bar appears
_OFTEN = 0.1  # seconds between two looks at the clock's worth of work
_T = TypeVar("_T")


class Progress:
    """Work of `total` steps (bytes, entries; None: nobody knows), in a `with`; the bar goes when it ends."""

    def __init__(self, label: str, total: int | None, *, shown: bool = True) -> None:
        self._label, self._total = label, total
        self._done = 0
        self._shown = shown and sys.stderr.isatty() and not is_json()
        self._next = time.monotonic() + PATIENCE if self._shown else float("inf")
        self._bar: Bar | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def advance(self, steps: int = 1) -> None:
        """Note that so many more steps are done."""
        self._done += steps
        if time.monotonic() >= self._next:
            self._draw()

    def each(self, things: Iterable[_T]) -> Iterator[_T]:
        """Return the things one by one, each a step."""
        return self._count(things) if self._shown else iter(things)

    def _count(self, things: Iterable[_T]) -> Iterator[_T]:
        for thing in things:
            yield thing
            self.advance()

    def _draw(self) -> None:
        self._next = time.monotonic() + _OFTEN
        if self._bar is None:
            self._bar = _start(visible(self._label), self._total)
        self._bar.update(self._bar.task_ids[0], completed=self._done, refresh=True)


def writing(path: Path | None) -> Progress:
    """Return a bar for writing a file; None is standard output, which is seen itself on a terminal."""
    label = _("writing {file}").format(file=path.name if path else "stdout")
    return Progress(label, None, shown=path is not None or not sys.stdout.isatty())


def _start(label: str, total: int | None) -> "Bar":
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    bar = Bar(
        TextColumn("{task.description}", markup=False), BarColumn(), TaskProgressColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True, highlight=False, markup=False), transient=True,
        auto_refresh=False,
    )  # fmt: skip
    bar.add_task(label, total=total)
    bar.start()
    return bar
