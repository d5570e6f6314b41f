"""What `undo` says: of what it takes back, and why it does not."""

import sqlite3
from collections.abc import Sequence

from coopctl.domain.record.corrections import RETRACTION
from coopctl.domain.record.entries import Entry
from coopctl.language import render
from coopctl.ledger.journal.commands import find_base
from coopctl.ledger.journal.versions import stands
from coopctl.ledger.plan import compiled
from coopctl.messages import N_, Message, msg
from coopctl.output.screen.talk import say
from coopctl.output.words import words
from coopctl.services.correcting.take_back import describe_taken_back

_MOST = 20  # entries that are listed


def show_all(entries: Sequence[Entry], bases: Sequence[Entry]) -> None:
    """Say how many entries the newest command recorded, by whom and when; list the first of them.

    `bases` are what each is about in the end: itself, or what it corrects or takes back.
    """
    first, last = entries[0], entries[-1]
    say(
        render(
            msg(
                N_("the newest command recorded {count} entries, `{first}` to `{last}`: {author}, {when}"),
                count=words.number(len(entries)), first=first.id, last=last.id,
                author=first.author, when=words.moment(first.recorded_at),
            )
        )
    )  # fmt: skip
    for entry, base in list(zip(entries, bases, strict=True))[:_MOST]:
        say(_line(entry, base), indent=2)
    if len(entries) > _MOST:
        more = msg(N_("… and {count} more"), count=words.number(len(entries) - _MOST))
        say(render(more), indent=2)


def _line(entry: Entry, base: Entry) -> str:
    from coopctl.output.screen.record.journal_lines import gist

    about = base.item or base.plan
    kind = words.label("entry_kind", entry.kind)
    return f"{entry.id} · {kind} · {about} · {words.day(entry.happened_on)} · {gist(entry)}"


def describe_undone(
    connection: sqlite3.Connection, entries: Sequence[Entry], retractions: Sequence[Entry]
) -> Message:
    """Return what was taken back, and how those things stand now."""
    if len(entries) == 1:
        return describe_taken_back(connection, entries[0], retractions[0])
    bases = [find_base(connection, entry) for entry in entries]
    sentence = N_("recorded `{first}` to `{last}`: took back {count} entries, `{old}` to `{end}`")
    if all(entry.kind == RETRACTION for entry in entries):
        sentence = N_(
            "recorded `{first}` to `{last}`: took that back, so that {count} entries are in force again,"
            " `{old}` to `{end}`"
        )
        if not any(stands(connection, base) for base in bases):
            sentence = N_(
                "recorded `{first}` to `{last}`: took that back, so that {count} entries are taken back"
                " again, `{old}` to `{end}`"
            )
    return msg(
        sentence, first=retractions[0].id, last=retractions[-1].id,
        count=words.number(len(entries)), old=bases[0].id, end=bases[-1].id,
    )  # fmt: skip


def describe_plan(connection: sqlite3.Connection, plan: str) -> tuple[Message, Message]:
    """Return which version of a plan is in force after one was taken back."""
    version = compiled.find_version(connection, plan)
    return (
        msg(N_("the plan `{plan}` is now as in `{version}`; its file may say otherwise"),
            plan=plan, version=version),
        msg(N_("change the file to what is meant; its next change is taken up again")),
    )  # fmt: skip
