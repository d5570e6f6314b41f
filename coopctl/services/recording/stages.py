"""What recording has to know of an item's stages, and what it asks about them."""

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date

from coopctl.domain.plan.plan import Item, Plan
from coopctl.domain.record.kinds.field import Facts
from coopctl.domain.record.stage_rules import ABOUT_STAGE, Track, disorder, match_stage
from coopctl.domain.words.dates import parse_day
from coopctl.ledger.journal.targets import Target
from coopctl.ledger.plan.plans import follows_stages
from coopctl.ledger.standing import stages, standings
from coopctl.messages import CoopError, Reader

Typed = Mapping[str, Sequence[str]]

_EVER = date.max


def find_track(connection: sqlite3.Connection, plan: Plan, item: Item) -> Track | None:
    """Return what a stage of the item is held against; None where it follows no pipeline."""
    pipeline = plan.pipeline(item.pipeline)
    if pipeline is None:
        return None
    scope = standings.Scope(plan=plan.id, item=item.id)
    events = stages.list_events(connection, scope, standings.Moment(_EVER))

    def status_on(day: date) -> tuple[str, date | None]:
        rows = standings.list_item_rows(connection, scope, standings.Moment(day), Reader())
        row = next(rows)
        return row.status, row.completed_on

    return Track(pipeline, tuple(events.get((plan.id, item.id), ())), status_on)


def inapplicable(connection: sqlite3.Connection, target: Target | None) -> tuple[str, ...]:
    """Return the fields of an update that cannot be said of an item (None: of any item)."""
    about = (target.plan, target.id) if target else (None, None)
    return () if follows_stages(connection, *about) else ("stage", *ABOUT_STAGE)


def is_asked(field: str, typed: Typed, facts: Facts) -> bool:
    """Tell whether a field of an update is worth asking for: one about a stage, only where there is one."""
    if field == "stage":
        return facts.track is not None
    if field not in ABOUT_STAGE:
        return True
    stage = _stage(typed, facts)
    if stage is None or facts.track is None:
        return False
    if field == "grade":
        found = facts.track.pipeline.stage(stage)
        return found is not None and bool(found.grades)
    return field == "document" or bool(disorder(stage, _day(typed, facts), facts.track))


def _stage(typed: Typed, facts: Facts) -> str | None:
    """Return the stage that was typed, in whatever words; None for none, and for what is none."""
    texts = [text for text in typed.get("stage", ()) if text.strip()]
    try:
        return match_stage(texts[-1], facts.track, facts.spoken) if texts else None
    except CoopError:
        return None


def _day(typed: Typed, facts: Facts) -> date:
    texts = [text for text in typed.get("on", ()) if text.strip()]
    try:
        return parse_day(texts[-1], facts.today) if texts else facts.today
    except CoopError:
        return facts.today
