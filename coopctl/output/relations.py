"""What an entry does to another, and what became of one, in a few words."""

from coopctl.domain.corrections import RETRACTION, reason_of
from coopctl.domain.entries import Draft, Entry
from coopctl.language import _
from coopctl.output import words


def relation(entry: Entry | Draft) -> str:
    """Say what an entry does to another: `corrects hb7kq-3: a slip`; nothing where it does nothing."""
    if entry.replaces is None:
        return ""
    sentence = _("takes back {id}") if entry.kind == RETRACTION else _("corrects {id}")
    return _because(sentence.format(id=entry.replaces), entry)


def fate(by: Entry) -> str:
    """Say what became of an entry, by what replaced it: `corrected by hb7kq-5: a slip`."""
    sentence = _("taken back by {id}") if by.kind == RETRACTION else _("corrected by {id}")
    return _because(sentence.format(id=by.id), by)


def _because(said: str, entry: Entry | Draft) -> str:
    reason = " ".join(reason_of(entry).split())
    return f"{said}: {reason}" if reason else said


def clock_note(entry: Entry) -> str:
    """Say that the clock had gone back when an entry was recorded; nothing where it had not."""
    after = entry.body.get("came_after")
    if after is None:
        return ""
    return _("the clock had gone back: recorded after {when}").format(when=words.moment(str(after)))
