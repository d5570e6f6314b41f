"""A deadline in words: as it was signed, with the day that it means and how far it was moved back.

Every output prints what is put together here, so that no two say it otherwise.
"""

import re

from coopctl.domain.codes import EVERY_LABELS
from coopctl.domain.plan.periods import Extension, Term, period_name, quarter_name
from coopctl.domain.words.dates import Due, show_due
from coopctl.messages import N_, Message, msg

_SHORT_QUARTER = re.compile(r"Q([1-4])/(\d{4})\b(.*)", re.IGNORECASE | re.DOTALL)


def deadline(
    signed: Due | None,
    extension: Extension | None,
    every: str | None = None,
    term: Term | None = None,
) -> Message | None:
    """Return a deadline for people; None where nothing states one.

    Of something that comes back `every` so often, `term` is the period that it stands at.
    """
    said = _recurring(signed, every, term) if every is not None else _dated(signed)
    if extension is None:
        return said
    moved = extended(extension)
    return msg("{said} ({moved})", said=said, moved=moved) if said is not None else moved


def _dated(signed: Due | None) -> Message | None:
    return shown(signed) if signed is not None else None


def _recurring(signed: Due | None, every: str, term: Term | None) -> Message:
    """Say how often, then which period and its last day."""
    often = msg(EVERY_LABELS[every]) if every in EVERY_LABELS else msg("{text}", text=every)
    if signed is not None and signed.day is not None:  # that is where it ends
        often = msg("{often}, {text}", often=often, text=shown(signed))
    elif signed is not None:
        often = msg("{text}", text=signed.text)
    if term is None:
        return often
    sentence = (
        N_("{often} (the last period, {period}: {day})")
        if term.over
        else "{often} ({period}: {day})"
    )
    day = show_due(Due("", term.last))
    return msg(sentence, often=often, period=period_name(term.code), day=day)


def extended(extension: Extension) -> Message:
    """Return how far something was moved back, and by which document."""
    day = shown(extension.due)
    if not extension.document:
        return msg(N_("extended to {day}"), day=day)
    return msg(N_("extended to {day}, document {document}"), day=day, document=extension.document)


def shown(due: Due) -> Message:
    """Return a deadline as it was written, with its day; a quarter typed short in the language's words.

    `Q4/2025` is how one types it, and in Vietnamese no document says so: there it is `quý IV/2025`.
    """
    text = show_due(due)
    short = _SHORT_QUARTER.fullmatch(text)
    if short is None:
        return msg("{text}", text=text)
    return msg("{quarter}{rest}", quarter=quarter_name(short[2], int(short[1])), rest=short[3])
