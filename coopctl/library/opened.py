"""A workspace that is open: its settings, and the ledger, held open in a `with` block."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Self

from coopctl.domain.record.checks import RecordRefused
from coopctl.domain.record.corrections import ALWAYS
from coopctl.language import render_in
from coopctl.ledger.file import database
from coopctl.messages import (
    N_,
    CoopError,
    ListedProblem,
    Message,
    PlacedProblems,
    SeveralProblems,
    msg,
)
from coopctl.services.answering.question import Times, asking_at
from coopctl.services.workspace import runs, session
from coopctl.services.workspace.caller import Once
from coopctl.services.workspace.settings import Settings

Opener = Callable[[Settings], AbstractContextManager[sqlite3.Connection]]
NOW = Times(None, ALWAYS)


class Opened:
    """What reading and writing share."""

    def __init__(self, settings: Settings) -> None:
        self._told = Once(settings.tell)
        self._settings = settings._replace(tell=self._told)
        self._blocks = 0  # `with` blocks that this stands in
        self._held = ExitStack()
        self._connection: sqlite3.Connection | None = None

    def __enter__(self) -> Self:
        self._blocks += 1
        return self

    def __exit__(self, *error: object) -> None:
        self._blocks -= 1
        if not self._blocks:
            self._let_go()

    def explain(self, error: CoopError) -> str:
        """Return what an error says, in the workspace's language: a line each, and below it what to do."""
        lines: list[str] = []
        for place, message, hint in _problems_of(error):
            lines.append(place + self._say(message))
            if hint is not None:
                lines.append(f"{self._say(msg(N_('hint')))}: {self._say(hint)}")
        return "\n".join(lines)

    def _say(self, message: Message) -> str:
        return render_in(self._settings.reader.language, message)

    @contextmanager
    def _asking(self, times: Times) -> Iterator[tuple[sqlite3.Connection, Times]]:
        """Open what there is to read at the times of a question; hold it in a `with` block."""
        settings = self._settings
        self._told.begin()
        with runs.run(settings.tell, settings.ledger):
            if self._blocks and times.known is None and times.period is None:
                with database.explained(settings.ledger):
                    yield self._hold(), times
            else:
                with asking_at(settings, times) as (connection, looked_up):
                    yield connection, looked_up

    def _hold(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = self._held.enter_context(session.reading(self._settings))
        return self._connection

    def _let_go(self) -> None:
        self._connection = None
        self._held.close()

    @contextmanager
    def _writing(self, opener: Opener = session.writing) -> Iterator[sqlite3.Connection]:
        """Open the ledger to record; what is held to be read is opened anew after it."""
        self._let_go()
        settings = self._settings
        with runs.run(settings.tell, settings.ledger), opener(settings) as connection:
            yield connection


def _problems_of(error: CoopError) -> Iterator[tuple[str, Message, Message | None]]:
    """Yield the mistakes that an error is about, with their places in words."""
    match error:
        case RecordRefused():
            for problem in error.problems:
                yield f"{problem.field}: ", problem.message, problem.hint
        case PlacedProblems():
            for placed in error.problems:
                yield f"{placed.place}: ", placed.message, placed.hint
        case SeveralProblems():
            yield from (("", *problem) for problem in error.problems)
        case ListedProblem():
            yield "", error.message, None
            yield from (("  ", line, None) for line in error.lines[:-1])
            yield "  ", error.lines[-1], error.hint
        case _:
            yield "", error.message, error.hint
