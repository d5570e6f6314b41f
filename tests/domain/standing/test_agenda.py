"""An agenda from facts alone: what a row that knows of disputes adds."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple, cast

from coopctl.domain.standing.agenda import AgendaFacts, by_urgency, list_agenda_rows

if TYPE_CHECKING:
    from coopctl.domain.standing.standing import ItemRow

ON = date(2026, 6, 30)


class _Disputed(NamedTuple):
    """What the agenda asks of an item's row, and a column that says who disagrees."""

    plan: str
    item: str
    title: str
    lead: str | None
    cooperating: str
    start: date | None
    due: date | None
    deadline: str | None
    status: str
    timeliness: str
    days: int | None
    withdrawn: str | None
    confirmation: str
    entry: str


def reasons(
    confirmation: str, status: str = "completed", withdrawn: str | None = None
) -> list[str]:
    row = _Disputed(
        "p", "1.1", "x", "a", "", None, None, None, status, "done_no_deadline", None, withdrawn, confirmation,
        "e-1",
    )  # fmt: skip
    facts = AgendaFacts((cast("ItemRow", row),), (), (), (), (), frozenset(), {"p": ON})
    return [row.reasons for row in by_urgency(list_agenda_rows(facts, ON, 60))]


def test_a_disputed_item_is_on_it_also_when_it_is_completed() -> None:
    assert reasons("disputed") == ["disputed"]
    assert reasons("disputed", "in_progress") == ["disputed"]


def test_what_nobody_disputes_is_not() -> None:
    assert reasons("confirmed") == []
    assert reasons("unconfirmed", "in_progress") == []


def test_what_was_withdrawn_is_not() -> None:
    assert reasons("disputed", withdrawn="x") == []
