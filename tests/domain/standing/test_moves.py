"""Whose move it is: from status, what the other side said, and who has to do with it."""

import pytest

from coopctl.domain.standing.moves import Sides, whose_move

PARTIES = ("a", "b", "c")
TWO = Sides(("a", "b"), "a", ("b",), None)
CLOSED = ("completed", "suspended", "cancelled")
OPEN = ("not_started", "in_progress")


@pytest.mark.parametrize("said", [None, "unconfirmed", "confirmed"])
@pytest.mark.parametrize("status", CLOSED)
def test_what_is_closed_is_nobodys(status: str, said: str | None) -> None:
    assert whose_move(status, said, TWO) == ()


@pytest.mark.parametrize("said", [None, "unconfirmed", "confirmed"])
@pytest.mark.parametrize("status", OPEN)
def test_what_is_open_is_its_leads(status: str, said: str | None) -> None:
    assert whose_move(status, said, TWO) == ("a",)
    assert whose_move(status, said, TWO._replace(recorded_by="b")) == ("a",)
    assert whose_move(status, said, TWO._replace(lead=None)) == ()
    assert whose_move(status, said, TWO, fulfilled=True) == ()


@pytest.mark.parametrize(
    ("sides", "move"),
    [
        (TWO, ("b",)),  # nobody knows who recorded it: not the lead
        (TWO._replace(recorded_by="a"), ("b",)),
        (TWO._replace(recorded_by="b"), ("a",)),
        (Sides(("a", "b"), "a", (), None), ("b",)),
        (Sides(("a", "b"), None, (), None), ("a", "b")),
        (Sides(PARTIES, "a", ("b",), "a"), ("b",)),  # `c` has no part in it
        (Sides(PARTIES, "a", (), "a"), ("b", "c")),
        (Sides(PARTIES, "a", ("b",), "c"), ("a", "b")),
        (Sides(("a",), "a", (), "a"), ()),
    ],
)
def test_what_awaits_confirmation_is_the_others(sides: Sides, move: tuple[str, ...]) -> None:
    for said in (None, "unconfirmed"):
        assert whose_move("awaiting_confirmation", said, sides) == move
        assert whose_move("awaiting_confirmation", said, sides, fulfilled=True) == move


def test_what_was_confirmed_awaits_its_lead() -> None:
    assert whose_move("awaiting_confirmation", "confirmed", TWO) == ("a",)


@pytest.mark.parametrize("status", [*OPEN, *CLOSED, "awaiting_confirmation"])
def test_a_dispute_is_answered_by_who_recorded(status: str) -> None:
    assert whose_move(status, "disputed", TWO._replace(recorded_by="b")) == ("b",)
    assert whose_move(status, "disputed", TWO) == ("a",)
    assert whose_move(status, "disputed", TWO, fulfilled=True) == ("a",)


@pytest.mark.parametrize("said", [None, "disputed"])
def test_what_was_withdrawn_is_nobodys(said: str | None) -> None:
    assert whose_move("awaiting_confirmation", said, TWO, withdrawn=True) == ()
