"""Who uses the services, seen from inside: who hears what is worth knowing meanwhile, and who watches long work.

The services themselves print nothing and know no terminal: a command line, a notebook or a test hands in its own.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol, Self

from coopctl.messages import Message


class Tell(Protocol):
    """Hears something that stops nothing: a sentence, and perhaps what to do."""

    def __call__(self, message: Message, hint: Message | None = None, /) -> None:
        """Hear it."""


class Steps(Protocol):
    """Work that is watched."""

    def advance(self, steps: int = 1) -> None:
        """Note that so many more steps are done."""


# Begins to watch work: what it is called, and of how many steps (None: nobody knows) it is.
Watch = Callable[[Message, int | None], AbstractContextManager[Steps]]


def hear_nothing(message: Message, hint: Message | None = None, /) -> None:
    """Leave what is worth knowing unsaid."""


class Unwatched:
    """Work that nobody watches."""

    def __init__(self, label: Message, total: int | None) -> None:
        pass

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def advance(self, steps: int = 1) -> None:
        """Do nothing."""


class Once:
    """Hears what was not heard yet since it began: the same is not told twice."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._heard: set[tuple[str, str]] = set()

    def begin(self) -> None:
        """Begin anew: nothing was heard yet."""
        self._heard.clear()

    def __call__(self, message: Message, hint: Message | None = None, /) -> None:
        """Hear it, and tell it on."""
        words = str(message), str(hint)
        if words not in self._heard:
            self._heard.add(words)
            self._tell(message, hint)
