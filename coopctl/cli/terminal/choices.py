"""What a record may be about, listed to choose from where somebody is asked."""

import sqlite3

from coopctl.domain.codes import GRADE_LABELS, Status
from coopctl.domain.record.confirmations import Confirmation
from coopctl.domain.record.kinds.field import Facts
from coopctl.domain.standing.standing import ActionRow, ItemRow
from coopctl.language import _, reader
from coopctl.ledger.standing import standings
from coopctl.output.words import words
from coopctl.services.workspace import clock


def list_choices(connection: sqlite3.Connection, *, judged: bool) -> list[tuple[str, str]]:
    """Return the items, and the open actions, with their titles.

    `judged`: instead, whatever has a last update that is not confirmed.
    """
    moment = standings.Moment(clock.today(None))
    items = list(standings.list_item_rows(connection, standings.Scope(), moment, reader()))
    actions = standings.list_action_rows(connection, standings.Scope(), moment, reader())
    several = len({row.plan for row in items}) > 1
    return [
        (f"{row.plan}:{row.item}" if several else row.item, row.title)
        for row in items
        if (_is_judged(row) if judged else row.withdrawn is None)
    ] + [
        (row.id, row.title)
        for row in actions
        if (_is_judged(row) if judged else row.status not in {Status.COMPLETED, Status.CANCELLED})
    ]


def _is_judged(row: ItemRow | ActionRow) -> bool:
    return row.entry is not None and row.confirmation != Confirmation.CONFIRMED


def list_stage_choices(field: str, facts: Facts) -> list[tuple[str, str]]:
    """Return what there is to choose from for a stage or a grade: codes, and their words."""
    if facts.track is None:
        return []
    pipeline = facts.track.pipeline
    if field == "stage":
        return [(one.id, words.read(one.name)) for one in (*pipeline.stages, *pipeline.exits)]
    if field == "grade":
        known = {grade for stage in pipeline.stages for grade in stage.grades}
        return [(code, _(label)) for code, label in GRADE_LABELS.items() if code in known]
    return []
