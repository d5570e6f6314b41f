"""What the ids in tables that are handed over are called."""

import sqlite3
from collections import defaultdict
from collections.abc import Callable
from functools import cache

from coopctl.language import current
from coopctl.ledger.plan import compiled
from coopctl.output.words.words import Names
from coopctl.services.answering.question import Times
from coopctl.services.workspace import clock


def labeller(connection: sqlite3.Connection, times: Times) -> Callable[[str], Names]:
    """Return what knows the names in a plan, by its id: of its areas, and of its parties on the day that is asked about."""
    areas: dict[str, dict[str, str]] = defaultdict(dict)
    for (plan, area), title in compiled.list_areas(connection, current()).items():
        areas[plan][area] = title

    @cache
    def names_of(plan_id: str) -> Names:
        timezone, parties = compiled.find_parties(connection, plan_id)
        return Names(parties, times.as_of or clock.today(timezone), areas.get(plan_id, {}))

    return names_of
