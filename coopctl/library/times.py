"""Days and times as a notebook gives them: a day, or its text."""

from datetime import date

from coopctl.domain.record.corrections import ALWAYS
from coopctl.library.texts import text_of
from coopctl.services.answering.question import Times, end_of, read_day, refuse_beside

Day = date | str


def day_of(name: str, value: Day | None) -> date | None:
    """Read a day. Raises: UsageProblem naming what it was given for."""
    return read_day(name, text_of(value)) if value is not None else None


def times_of(as_of: Day | None, known_at: Day | None, period: str | None) -> Times:
    """Read the times of a question. Raises: UsageProblem naming what is no day, or does not go together."""
    if period is not None:
        refuse_beside("period", {"as_of": as_of, "known_at": known_at})
        return Times(None, ALWAYS, period)
    known = day_of("known_at", known_at)
    return Times(day_of("as_of", as_of), end_of(known) if known else ALWAYS)
