"""Closed periods and signed plans in words."""

from collections.abc import Iterator

from coopctl.domain.record.entries import Body
from coopctl.domain.record.heads import ChainHead
from coopctl.language import _, _n
from coopctl.output.words import words
from coopctl.output.words.check_codes import code_lines


def period_lines(body: Body) -> Iterator[str]:
    """Yield what an entry of kind `period` states."""
    yield f"{_('Name')}: {body['name']}"
    yield f"{_('First day')}: {words.iso_day(body['first'])}"
    yield f"{_('As known at')}: {words.moment(body['known_at'])}"
    yield f"{_('Version of the plan')}: {body['version'] or _('not recorded yet')}"
    days = _n("{count} day", "{count} days", body["due_soon_days"])
    yield f"{_('Due soon')}: {days.format(count=body['due_soon_days'])}"
    if "note" in body:
        yield f"{_('Note')}: {body['note']}"
    for line in code_lines([ChainHead(**head) for head in body["heads"]]):
        yield f"{_('Check code')}: {line}"


def signing_lines(body: Body) -> Iterator[str]:
    """Yield what an entry of kind `signing` states."""
    yield f"{_('Version of the plan')}: {body['version'] or '…'}"
    yield f"{_('Signed document')}: {body['document']}"
