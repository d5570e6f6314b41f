"""Which entries are in force: corrections, what takes them back, and what takes that back."""

from hypothesis import given
from hypothesis import strategies as st

from coopctl.domain.record.corrections import ALWAYS, FOR_EVER, Link, Span, superseded_spans


def spans(*links: tuple[str, str, str | None], corrects: str = "") -> set[Span]:
    """Return the spans of a chain, given as (id, recorded at, replaces).

    All take back what they replace, but those that `corrects` names.
    """
    named = corrects.split()
    return set(superseded_spans([Link(*link, link[0] not in named) for link in links]))


def test_an_entry_alone_is_in_force() -> None:
    assert spans(("a-1", "1", None)) == set()


def test_a_correction_takes_the_place_from_then_on() -> None:
    assert spans(("a-1", "1", None), ("a-2", "2", "a-1")) == {Span("a-1", "2", FOR_EVER)}


def test_taking_back_what_took_back_brings_the_first_to_life() -> None:
    assert spans(("a-1", "1", None), ("a-2", "2", "a-1"), ("a-3", "3", "a-2")) == {
        Span("a-1", "2", "3"), Span("a-2", "3", FOR_EVER),
    }  # fmt: skip


def test_a_correction_of_a_correction_leaves_only_the_last() -> None:
    chain = (("a-1", "1", None), ("a-2", "2", "a-1"), ("a-3", "3", "a-2"))
    assert spans(*chain, corrects="a-2 a-3") == {
        Span("a-1", "2", FOR_EVER), Span("a-2", "3", FOR_EVER),
    }  # fmt: skip


def test_undoing_the_second_correction_brings_the_first_correction_back() -> None:
    chain = (("a-1", "1", None), ("a-2", "2", "a-1"), ("a-3", "3", "a-2"), ("a-4", "4", "a-3"))
    assert spans(*chain, corrects="a-2 a-3") == {
        Span("a-1", "2", FOR_EVER), Span("a-2", "3", "4"), Span("a-3", "4", FOR_EVER),
    }  # fmt: skip


def test_a_thing_taken_back_as_a_whole_has_no_version_in_force_until_that_is_undone() -> None:
    chain = (("a-1", "1", None), ("a-2", "2", "a-1"), ("a-3", "3", "a-2"), ("a-4", "4", "a-3"))
    assert spans(*chain, corrects="a-2 a-3") != spans(*chain, corrects="a-2")
    assert spans(*chain[:3], corrects="a-2 a-3") == {
        Span("a-1", "2", FOR_EVER), Span("a-2", "3", FOR_EVER),
    }  # fmt: skip


def test_a_correction_holds_though_another_file_took_back_what_it_corrects() -> None:
    chain = (("a-1", "1", None), ("a-2", "2", "a-1"), ("a-3", "3", "a-2"), ("b-1", "4", "a-2"))
    dead = {span.entry for span in spans(*chain, corrects="a-2 a-3") if span.until == FOR_EVER}
    assert dead == {"a-1", "a-2"}


def test_a_thousand_undone_undos_are_no_burden() -> None:
    chain = [("a-1", "0001", None), *((f"a-{n}", f"{n:04}", f"a-{n - 1}") for n in range(2, 1200))]
    dead = {span.entry for span in spans(*chain) if span.until == FOR_EVER}
    assert dead == {f"a-{number}" for number in range(2, 1199, 2)}


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
            data.draw(st.booleans()),
        )
        for number in range(1, count + 1)
    ]
    links[0] = links[0]._replace(replaces=None)
    found = list(superseded_spans(links))
    for moment in ("0", "1", "2", "3", "4", ALWAYS):
        known = [link for link in links if link.recorded_at <= moment]
        dead = {span.entry for span in found if span.since <= moment < span.until}
        # Later entries replace earlier ones only, so that one pass from the end decides.
        counting: dict[str, bool] = {}
        for link in reversed(known):
            after = [one for one in known if one.replaces == link.id and counting[one.id]]
            counting[link.id] = not after or any(not one.takes_back for one in after)
        replaced = {one.replaces for one in known if counting[one.id]}
        assert dead == {link.id for link in known} & replaced
