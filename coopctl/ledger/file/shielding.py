"""Moments that Ctrl-C does not cut: it is noted, and comes when they are over.

Ctrl-Break on Windows counts as Ctrl-C. Where no handler can be set (another thread), nothing is shielded.
"""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

_KEYS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGBREAK") if hasattr(signal, name))


class Shield:
    """Holds Ctrl-C back from `up` to the end of the block; then it comes, unless something failed."""

    def __init__(self) -> None:
        self._before: dict[int, Any] = {}
        self._pressed: int | None = None

    def up(self) -> None:
        """Begin to hold Ctrl-C back; where it is ignored, it stays so."""
        for key in _KEYS:
            before = signal.getsignal(key)
            if key in self._before or before in {signal.SIG_IGN, None}:
                continue
            try:
                signal.signal(key, self._note)
            except ValueError:  # not in the main thread, where Ctrl-C never comes
                return
            self._before[key] = before

    def _note(self, key: int, _frame: FrameType | None) -> None:
        self._pressed = key

    def down(self) -> None:
        """Let Ctrl-C through again; what was held back comes now."""
        while self._before:
            key, before = self._before.popitem()
            signal.signal(key, before)
        if self._pressed is not None:
            self._pressed = None
            raise KeyboardInterrupt


@contextmanager
def shielded() -> Iterator[None]:
    """Hold Ctrl-C back for a block. Raises: KeyboardInterrupt at its end, where it was pressed."""
    shield = Shield()
    try:
        shield.up()
        yield
    finally:
        shield.down()
