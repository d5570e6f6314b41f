"""What `undo` says: of what it takes back, and why it does not."""

import sqlite3
from collections.abc import Iterator, Sequence

from coopctl.domain.codes import kind_name
from coopctl.domain.record.corrections import RETRACTION
from coopctl.domain.record.entries import Entry
from coopctl.language import _, render
from coopctl.ledger.journal.commands import Since, find_base
from coopctl.ledger.journal.versions import stands
from coopctl.ledger.plan import compiled
from coopctl.messages import N_, CoopError, Message, TextProblems, msg
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


class StillUsed(TextProblems):
    """Something was recorded since that rests on what would be taken back: all of it is listed."""

    def __init__(self, since: Sequence[Since]) -> None:
        problem = msg(
            N_("nothing was taken back: entries recorded since rest on what the newest command recorded")
        )  # fmt: skip
        super().__init__(problem, "\n".join(_used_lines(problem, since)))


def _used_lines(problem: Message, since: Sequence[Since]) -> Iterator[str]:
    yield f"{_('error')}: {render(problem)}"
    ordered = sorted(since, key=lambda one: (one.entry.recorded_at, one.entry.seq))
    for one in ordered[:_MOST]:
        yield "  " + render(_said(one))
    if len(since) > _MOST:
        yield "  " + render(msg(N_("… and {count} more"), count=len(since) - _MOST))
    first = ordered[-1].entry.id
    hint = msg(N_("take those back first: `coopctl retract {id} --reason …`"), id=first)
    yield f"{_('hint')}: {render(hint)}"


def _said(one: Since) -> Message:
    entry = one.entry
    sentence = N_("`{on}`: {kind} by `{id}`, {author}, {day}")
    kind: object = kind_name(entry.kind)
    if entry.replaces == one.on:
        kind = msg(N_("taken back")) if entry.kind == RETRACTION else msg(N_("corrected"))
    return msg(
        sentence, on=one.on, kind=kind, id=entry.id, author=entry.author,
        day=words.moment(entry.recorded_at),
    )  # fmt: skip


def nothing_to_undo(first: Entry | None) -> CoopError:
    """Return the refusal where there is nothing, or only the first version of a plan."""
    hint: Message = msg(N_("`coopctl log` lists the entries and their ids"))
    if first is not None:
        hint = msg(
            N_("last came the first version of the plan `{plan}`; take its file out of the folder"),
            plan=first.plan,
        )
    return CoopError(msg(N_("there is nothing to undo")), hint)


def of_another(entry: Entry) -> CoopError:
    """Return the refusal of an entry that another file recorded."""
    office = entry.office or "?"
    return CoopError(
        msg(N_("`{id}` was recorded in another ledger, by {author} ({office})"),
            id=entry.id, author=entry.author, office=office),
        msg(N_("`undo` takes back only what this ledger recorded; "
               "`coopctl retract {id} --reason …` takes back any entry"), id=entry.id),
    )  # fmt: skip


def taken_up(version: Entry) -> CoopError:
    """Return the refusal of a plan's version that nobody asked for."""
    return CoopError(
        msg(
            N_("`{id}` is a version of the plan `{plan}`, taken up from its file: `undo` leaves it"),
            id=version.id, plan=version.plan,
        ),
        msg(N_("change the plan in its file")),
    )  # fmt: skip


def not_the_last(named: Entry, newest: Sequence[Entry]) -> CoopError:
    """Return the refusal of an entry that an earlier command recorded."""
    if not newest:
        return nothing_to_undo(None)
    if newest[0].id == newest[-1].id:
        problem = msg(
            N_("the newest command did not record `{id}`: it recorded `{last}`"),
            id=named.id, last=newest[0].id,
        )  # fmt: skip
    else:
        problem = msg(
            N_("the newest command did not record `{id}`: it recorded `{first}` to `{last}`"),
            id=named.id, first=newest[0].id, last=newest[-1].id,
        )  # fmt: skip
    return CoopError(
        problem, msg(N_("`coopctl retract {id} --reason …` takes back any entry"), id=named.id)
    )
