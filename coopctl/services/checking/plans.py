"""Plan files held against what is recorded: items that have records, the text that was signed."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import TYPE_CHECKING

from coopctl.domain.plan.changes import describe_changes
from coopctl.domain.plan.plan import Plan
from coopctl.ledger.file import database
from coopctl.ledger.plan import compiled, versions
from coopctl.messages import N_, msg
from coopctl.services.workspace.settings import Settings

if TYPE_CHECKING:
    from coopctl.definitions.load import Loaded
    from coopctl.definitions.yaml.problems import PlanProblem


def find_conflicts(settings: Settings, loaded: Mapping[str, "Loaded"]) -> Iterator["PlanProblem"]:
    """Yield a problem where a plan leaves out items with records, or is not the text that was signed."""
    from coopctl.definitions.yaml.problems import PlanProblem

    if not database.exists(settings.ledger):
        return
    with (
        database.explained(settings.ledger),
        closing(database.open_existing(settings.ledger)) as connection,
    ):
        for path, (plan, _problems) in loaded.items():
            try:
                if plan is not None:
                    compiled.refuse_lost_items(connection, plan)
            except compiled.PlanInUse as lost:
                yield PlanProblem(path, 1, 1, "error", "items-in-use", lost.message, lost.hint, "")
            if plan is not None:
                yield from _find_drift(connection, path, plan)


def _find_drift(connection: sqlite3.Connection, path: str, plan: Plan) -> Iterator["PlanProblem"]:
    """Yield a warning where a plan is no longer the text that was signed, with what differs."""
    from coopctl.definitions.yaml.problems import PlanProblem

    agreed = versions.find_agreed(connection, plan.id)
    if agreed is None or agreed.plan == plan:
        return
    message = msg(
        N_("the plan `{plan}` is not the text signed with “{document}” (`{version}`): {changes}"),
        plan=plan.id, document=agreed.document, version=agreed.version,
        changes=describe_changes(agreed.plan, plan),
    )  # fmt: skip
    hint = msg(
        N_(
            "`coopctl plan diff {version} file` shows it field by field;"
            " once an amendment is signed, `coopctl plan sign --document …`"
        ),
        version=agreed.version,
    )
    yield PlanProblem(path, 1, 1, "warning", "not-as-signed", message, hint, "")
