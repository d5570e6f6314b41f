"""Why `undo` takes something not back, as data: what rests on it, or that the newest command did not record it."""

from collections.abc import Sequence

from coopctl.domain.codes import kind_name
from coopctl.domain.plan.plan import DEFAULT_TIMEZONE
from coopctl.domain.record.corrections import RETRACTION
from coopctl.domain.record.entries import Entry
from coopctl.domain.words.dates import show_moment
from coopctl.ledger.journal.commands import Since
from coopctl.messages import N_, CoopError, ListedProblem, Message, msg

_MOST = 20  # entries that are listed


class StillUsed(ListedProblem):
    """Something was recorded since that rests on what would be taken back: all of it is listed."""

    def __init__(self, since: Sequence[Since]) -> None:
        ordered = sorted(since, key=lambda use: (use.entry.recorded_at, use.entry.seq))
        lines = [_used_line(use) for use in ordered[:_MOST]]
        if len(since) > _MOST:
            lines.append(msg(N_("… and {count} more"), count=len(since) - _MOST))
        super().__init__(
            msg(
                N_("nothing was taken back: entries recorded since rest on what the newest command recorded")
            ),
            lines,
            msg(
                N_("take those back first: `coopctl retract {id} --reason …`"),
                id=ordered[-1].entry.id,
            ),
        )  # fmt: skip


def _used_line(use: Since) -> Message:
    entry = use.entry
    sentence = N_("`{on}`: {kind} by `{id}`, {author}, {day}")
    kind: object = kind_name(entry.kind)
    if entry.replaces == use.on:
        kind = msg(N_("taken back")) if entry.kind == RETRACTION else msg(N_("corrected"))
    return msg(
        sentence, on=use.on, kind=kind, id=entry.id, author=entry.author,
        day=show_moment(entry.recorded_at, DEFAULT_TIMEZONE),
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
