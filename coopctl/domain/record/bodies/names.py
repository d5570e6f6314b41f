"""The names that entries use and versions of a plan give: items, parties, stages, indicators.

An entry may name what any version knew that its replica had by then, also what a later version took out.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from coopctl.domain.plan.plan import Plan
from coopctl.domain.record.entries import Body, is_action_id

PLAN, ITEM, PARTY, STAGE, INDICATOR, ACTION = (
    "plan", "item", "party", "stage", "indicator", "action",
)  # fmt: skip


class Name(NamedTuple):
    """A name in an entry: of which sort, and the field in which it stands."""

    sort: str
    text: str
    field: str


def names_in(kind: str, item: str | None, office: str | None, body: Body) -> Iterator[Name]:
    """Yield the names that an entry uses of its plan. A version of a plan uses none: it gives them.

    `body` is one of its kind (`coopctl.domain.record.kinds.shapes`).
    """
    if kind == "plan":
        return
    yield Name(PLAN, "", "plan")
    if office is not None:
        yield Name(PARTY, office, "office")
    if item is not None:
        yield _target(item, "item")
    yield from _IN_BODY.get(kind, _none)(item, body)


def _target(text: str, field: str) -> Name:
    return Name(ACTION if is_action_id(text) else ITEM, text, field)


def _none(_item: str | None, _body: Body) -> Iterator[Name]:
    return iter(())


def _of_update(_item: str | None, body: Body) -> Iterator[Name]:
    yield from _of_one(body, {"stage": STAGE, "imported_for": PARTY})
    if "from" in body:
        yield _target(body["from"], "from")


def _of_outcome(item: str | None, body: Body) -> Iterator[Name]:
    if "indicator" in body:
        yield Name(INDICATOR, indicator_name(item or "", body["indicator"]), "indicator")
    if "from" in body:
        yield _target(body["from"], "from")


def _of_meeting(_item: str | None, body: Body) -> Iterator[Name]:
    yield from _of_one(body, {"host": PARTY})
    for field in ("attendees", "invited"):
        yield from (Name(PARTY, one["party"], field) for one in body.get(field, ()))
    yield from (Name(ITEM, item, "items") for item in body.get("items", ()))
    yield from (Name(PARTY, party, "actions") for party in _parties(body.get("actions", ())))


def _parties(actions: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for action in actions:
        yield from (action["lead"], *action.get("cooperating", ()))


def _of_one(body: Body, sorts: Mapping[str, str]) -> Iterator[Name]:
    yield from (Name(sort, body[field], field) for field, sort in sorts.items() if field in body)


_IN_BODY = {"update": _of_update, "outcome": _of_outcome, "meeting": _of_meeting}


def indicator_name(item: str, indicator: str) -> str:
    """Return an indicator's name: two items may have one of the same id."""
    return f"{item}/{indicator}"


def names_of(plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield the names that a version of a plan gives, each with its sort."""
    yield PLAN, ""
    yield from ((PARTY, party.id) for party in plan.parties)
    for pipeline in plan.pipelines:
        yield from ((STAGE, one.id) for one in (*pipeline.stages, *pipeline.exits))
    for item in plan.items():
        yield ITEM, item.id
        yield from (
            (INDICATOR, indicator_name(item.id, indicator.id)) for indicator in item.indicators
        )


class KnownNames:
    """The names that the versions of plans give, each with where it was given first by each replica."""

    def __init__(self) -> None:
        self._since: dict[tuple[str, str, str], dict[str, int]] = {}

    def add(self, plan: Plan, replica: str, seq: int) -> None:
        """Note the names of a version, by the entry that holds it."""
        for sort, text in names_of(plan):
            since = self._since.setdefault((plan.id, sort, text), {})
            since[replica] = min(seq, since.get(replica, seq))

    def has(self, plan: str, name: Name, replica: str, seq: int) -> bool:
        """Tell whether the replica that wrote the entry with that number may have known a name by then.

        Another replica's version may have reached it at any time.
        """
        since = self._since.get((plan, name.sort, name.text), {})
        return any(other != replica or first < seq for other, first in since.items())
