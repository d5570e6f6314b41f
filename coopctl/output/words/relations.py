"""What an entry does to another, and what became of one, in a few words."""

from coopctl.domain.record.corrections import RETRACTION, reason_of
from coopctl.domain.record.entries import Draft, Entry
from coopctl.language import _
from coopctl.output.words import words


def relation(entry: Entry | Draft) -> str:
    """Say what an entry does to another: `corrects hb7kq-3: a slip`; nothing where it does nothing."""
    if entry.replaces is None:
        return ""
    sentence = _("takes back {id}") if entry.kind == RETRACTION else _("corrects {id}")
    return _because(sentence.format(id=entry.replaces), entry)


def fate(by: Entry) -> str:
    """Say what became of an entry, by what replaced it: `corrected by hb7kq-5: a slip`."""
    return _because(_what_by(by), by)


def list_notes(entry: Entry, replaced_by: Entry | None) -> list[str]:
    """Return all there is to say beside an entry in a list: with who and when, as far as not there."""
    after = dated_fate(replaced_by) if replaced_by else ""
    return [note for note in (_dated_relation(entry), after, clock_note(entry)) if note]


def _dated_relation(entry: Entry) -> str:
    """Say it with the day of recording: `corrects hb7kq-3 on 20/9/2024: a slip`."""
    if entry.replaces is None or entry.kind == RETRACTION:  # which happened on that day
        return relation(entry)
    said = _("corrects {id} on {day}").format(id=entry.replaces, day=_day_of(entry))
    return _because(said, entry)


def dated_fate(by: Entry) -> str:
    """Say it with who and when: `corrected by hb7kq-5, An, 20/9/2024: a slip`."""
    return _because(f"{_what_by(by)}, {by.author}, {_day_of(by)}", by)


def _what_by(by: Entry) -> str:
    sentence = _("taken back by {id}") if by.kind == RETRACTION else _("corrected by {id}")
    return sentence.format(id=by.id)


def _day_of(entry: Entry) -> str:
    return words.moment(entry.recorded_at).partition(" ")[0]


def _because(said: str, entry: Entry | Draft) -> str:
    reason = " ".join(reason_of(entry).split())
    return f"{said}: {reason}" if reason else said


def clock_note(entry: Entry) -> str:
    """Say that the clock had gone back when an entry was recorded; nothing where it had not."""
    after = entry.body.get("came_after")
    if after is None:
        return ""
    return _("the clock had gone back: recorded after {when}").format(when=words.moment(str(after)))
