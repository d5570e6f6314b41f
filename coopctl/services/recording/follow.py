"""What follows from an update at once: an outcome, or an update of the item that an action served.

Nothing is typed twice: day, evidence and result are those of the update; all is recorded together.
"""

import sqlite3
from pathlib import Path
from typing import NamedTuple

from coopctl.domain.codes import STATUS_LABELS, Status
from coopctl.domain.record.checks import RecordRefused
from coopctl.domain.record.entries import is_action_id
from coopctl.domain.record.matching import read_id
from coopctl.domain.record.meetings import actions_of, items_of
from coopctl.domain.standing.standing import ItemRow
from coopctl.ledger.journal.journal import find_entry, find_in_force
from coopctl.ledger.standing import standings
from coopctl.messages import (
    N_,
    CoopError,
    Message,
    Problem,
    SeveralProblems,
    UsageProblem,
    msg,
    naming,
    problem_at,
)
from coopctl.services.recording.evidence import EvidenceFiles
from coopctl.services.recording.prepare import Prepared, Request, find_item_of, prepare
from coopctl.services.workspace.settings import Settings

_NO_FILES = EvidenceFiles(Path())  # what follows takes over the evidence of what it follows from
_OWN_WORDS = ("", "-")
_ENDED = (Status.COMPLETED, Status.CANCELLED)


class Following(NamedTuple):
    """What is to follow: an outcome's title (`-`: the action's own words), an update of the item.

    `item` says which, where the action's meeting discussed several.
    """

    outcome: str | None
    item_update: bool
    item: str | None


class _About(NamedTuple):
    """What the first record is about: its id, its own words, and the item that it serves."""

    id: str
    words: str
    item: str


def follow(
    connection: sqlite3.Connection, settings: Settings, first: Prepared, wanted: Following
) -> list[Prepared]:
    """Return the records that follow from an update. Raises: CoopError, UsageProblem."""
    about = _find_about(connection, settings, first, wanted)
    made: list[Prepared] = []
    if wanted.outcome is not None:
        made.append(_outcome(connection, settings, first, about, wanted.outcome))
    if wanted.item_update:
        made.append(_item_update(connection, settings, first, about))
    return [one._replace(remarks=_new_remarks(one, first)) for one in made]


def _new_remarks(one: Prepared, first: Prepared) -> tuple[Message, ...]:
    return tuple(remark for remark in one.remarks if remark not in first.remarks)


def _find_about(
    connection: sqlite3.Connection, settings: Settings, first: Prepared, wanted: Following
) -> _About:
    about, plan = first.draft.item or "", first.plan
    if is_action_id(about):
        return _find_action(connection, plan.id, about, wanted.item)
    if wanted.item_update or wanted.item is not None:
        flag = "--item-update" if wanted.item_update else "--for"
        raise UsageProblem(
            msg(N_("`{flag}` goes with the update of an action"), flag=flag),
            msg(N_("`coopctl add-{kind} --help` says what each is"), kind="update"),
        )
    title = next(item.title for item in plan.items() if item.id == about)
    return _About(about, title.read(settings.reader.language), about)


def _find_action(
    connection: sqlite3.Connection, plan: str, action: str, word: str | None
) -> _About:
    """Find an action's words, and the item that it serves: the one named, else the one discussed."""
    meeting_id, _slash, number = action.partition("/")
    meeting = find_in_force(connection, meeting_id)
    actions = actions_of(meeting) if meeting else ()
    words = next(one["text"] for one in actions if one["number"] == int(number))
    if word is not None:
        with naming("--for"):
            return _About(action, words, find_item_of(connection, plan, read_id(word)))
    items = items_of(meeting) if meeting else ()
    if len(items) == 1:
        return _About(action, words, items[0])
    if items:
        raise UsageProblem(
            msg(N_("the meeting `{meeting}` discussed several items"), meeting=meeting_id),
            msg(N_("say with `--for` which the action served: {items}"), items=items),
        )
    raise UsageProblem(
        msg(N_("the meeting `{meeting}` discussed no item"), meeting=meeting_id),
        msg(N_("say with `--for` which item the action served")),
    )


def _outcome(
    connection: sqlite3.Connection, settings: Settings, first: Prepared, about: _About, title: str
) -> Prepared:
    typed = about.words if title.strip() in _OWN_WORDS else title
    request = Request("outcome", _typed(first, about, title=typed), _NO_FILES, future_allowed=True)
    return _made(connection, settings, request, first, about, "--outcome")


def _item_update(
    connection: sqlite3.Connection, settings: Settings, first: Prepared, about: _About
) -> Prepared:
    """Make the item's update: it keeps its status, or is in progress from now on."""
    moment = standings.Moment(first.draft.happened_on)
    scope = standings.Scope(plan=first.plan.id, item=about.item)
    (row,) = standings.list_item_rows(connection, scope, moment, settings.reader)
    result = first.draft.body.get("result", about.words)
    typed = _typed(first, about, status=_status_after(connection, row), result=result)
    request = Request("update", typed, _NO_FILES, future_allowed=True)
    return _made(connection, settings, request, first, about, "--item-update")


def _status_after(connection: sqlite3.Connection, row: ItemRow) -> str:
    """Return the status to go on with; what was reported as completed is so before it is confirmed."""
    update = find_entry(connection, row.entry) if row.entry else None
    stated: str = update.body["status"] if update else Status.NOT_STARTED
    if stated in _ENDED:
        raise CoopError(
            msg(
                N_("the item `{item}` is {status}; an update from an action would open it again"),
                item=row.item, status=msg(STATUS_LABELS[stated]),
            ),
            msg(N_("leave `--item-update` out; `--outcome` keeps what came of the action")),
        )  # fmt: skip
    return Status.IN_PROGRESS if stated == Status.NOT_STARTED else stated


def _typed(first: Prepared, about: _About, **texts: str) -> dict[str, list[str]]:
    said = {name: [text] for name, text in texts.items()}
    item, on = f"{first.plan.id}:{about.item}", first.draft.happened_on.isoformat()
    return {"item": [item], "on": [on], **said}


def _made(
    connection: sqlite3.Connection,
    settings: Settings,
    request: Request,
    first: Prepared,
    about: _About,
    flag: str,
) -> Prepared:
    """Check a record that follows; its evidence is the first one's. Mistakes are said of the flag."""
    try:
        made = prepare(connection, settings, request)
    except RecordRefused as error:
        raise SeveralProblems(
            [Problem(problem_at(flag, problem.message), problem.hint) for problem in error.problems]
        ) from error
    evidence = first.draft.body.get("evidence")
    body = made.draft.body | ({"evidence": evidence} if evidence else {})
    if about.id != about.item:
        body["from"] = about.id
    return made._replace(draft=made.draft._replace(body=body))
