"""For whom one speaks: said once a run, where that is not the office of the workspace itself."""

from coopctl.messages import N_, msg
from coopctl.output.screen.talk import notice

_said: set[tuple[str, str]] = set()


def begin_run() -> None:
    """Begin anew: nothing was said yet."""
    _said.clear()


def say_for_whom(own: str | None, office: str | None) -> None:
    """Say that something is recorded as the word of an office, where the workspace is another's."""
    if own is None or office is None or own == office or (own, office) in _said:
        return
    _said.add((own, office))
    notice(
        msg(
            N_("this is recorded as the word of `{office}`; the workspace is that of `{own}`"),
            office=office, own=own,
        )
    )  # fmt: skip
