"""Which entries are in force: corrections, what takes them back, and what takes that back."""

from hypothesis import given
from hypothesis import strategies as st

from coopctl.domain.corrections import ALWAYS, FOR_EVER, Link, Span, superseded_spans


def spans(*links: tuple[str, str, str | None]) -> set[Span]:
    """Return the spans of a chain, given as (id, recorded at, replaces)."""
    return set(superseded_spans([Link(*link) for link in links]))


def test_an_entry_alone_is_in_force() -> None:
    assert spans(("a-1", "1", None)) == set()


def test_a_correction_takes_the_place_from_then_on() -> None:
    assert spans(("a-1", "1", None), ("a-2", "2", "a-1")) == {Span("a-1", "2", FOR_EVER)}


def test_taking_back_what_took_back_brings_the_first_to_life() -> None:
    assert spans(("a-1", "1", None), ("a-2", "2", "a-1"), ("a-3", "3", "a-2")) == {
        Span("a-1", "2", "3"), Span("a-2", "3", FOR_EVER),
    }  # fmt: skip


def test_after_an_undo_the_entry_can_be_corrected_again() -> None:
    chain = (("a-1", "1", None), ("a-2", "2", "a-1"), ("a-3", "3", "a-2"), ("a-4", "4", "a-1"))
    assert spans(*chain) == {
        Span("a-1", "2", "3"), Span("a-1", "4", FOR_EVER), Span("a-2", "3", FOR_EVER),
    }  # fmt: skip


def test_a_correction_stamped_before_what_it_corrects_counts_once_both_are_known() -> None:
    assert spans(("a-1", "5", None), ("a-2", "2", "a-1")) == {Span("a-1", "5", FOR_EVER)}


def test_a_chain_that_bites_its_tail_ends() -> None:
    assert spans(("a-1", "1", "a-2"), ("a-2", "2", "a-1"), ("a-3", "3", "a-3")) is not None


@given(st.data(), st.integers(1, 7))
def test_spans_say_what_replaying_says(data: st.DataObject, count: int) -> None:
    links = [
        Link(
            f"a-{number}",
            str(data.draw(st.integers(1, 4))),
            data.draw(st.none() | st.integers(1, max(number - 1, 1)).map("a-{}".format)),
        )
        for number in range(1, count + 1)
    ]
    links[0] = links[0]._replace(replaces=None)
    found = list(superseded_spans(links))
    for moment in ("0", "1", "2", "3", "4", ALWAYS):
        known = [link for link in links if link.recorded_at <= moment]
        dead = {span.entry for span in found if span.since <= moment < span.until}
        # Later entries replace earlier ones only, so that one pass from the end decides.
        alive: set[str] = set()
        for link in reversed(known):
            if not any(one.replaces == link.id for one in known if one.id in alive):
                alive.add(link.id)
        assert dead == {link.id for link in known} - alive
