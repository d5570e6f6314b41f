"""The fingerprint of a sheet, cells as texts, and answers against the ledger."""

from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopctl.domain.exchange.answers import (
    ABOVE,
    ASKED,
    SHOWN,
    Cell,
    Fingerprint,
    Sent,
    answer_key,
    decode,
    encode,
    list_changes,
    origin_of,
    shown_text,
    text_of,
    texts_of,
)
from coopctl.messages import CoopError

_IDS = st.text("abc-1.", min_size=1, max_size=9)
_TEXTS = st.text(max_size=300)
_SENT = st.builds(
    Sent, id=_IDS, entry=st.none() | _IDS, shown=st.tuples(*[_TEXTS for _ in SHOWN])
)  # fmt: skip
_FINGERPRINTS = st.builds(
    Fingerprint, plan=_IDS, version=st.none() | _IDS, party=_IDS, as_of=st.dates(),
    known_at=st.none() | _TEXTS, period=st.none() | _TEXTS, above=st.tuples(*[_TEXTS for _ in ABOVE]),
    labels=st.tuples(*[_TEXTS for _ in (*SHOWN, *ASKED)]),
    fixed=st.lists(_TEXTS).map(tuple), rows=st.lists(_SENT, max_size=5).map(tuple),
)  # fmt: skip


def fingerprint(**changes: Any) -> Fingerprint:
    labels = tuple("abcdefghijklmnop")
    made = Fingerprint(
        "test", "hb-1", "hoa-binh", date(2026, 6, 30), None, None, tuple("quvw"), labels, (), ()
    )
    return made._replace(**changes)


@given(_FINGERPRINTS)
def test_a_fingerprint_comes_back_as_it_was(made: Fingerprint) -> None:
    assert decode(encode(made)) == made


@given(_FINGERPRINTS, st.text())
def test_a_fingerprint_fits_into_cells_of_ascii(made: Fingerprint, more: str) -> None:
    texts = encode(made._replace(fixed=(more * 9_000,)))
    assert all(text.isascii() and len(text) < 32_767 for text in texts)


@given(st.lists(st.text()))
def test_anything_else_is_no_fingerprint(texts: list[str]) -> None:
    assert decode(texts) is None


def test_a_key_tells_answers_apart() -> None:
    body, origin = {"status": "in_progress"}, origin_of(fingerprint())
    keys = [
        answer_key(origin, "1.1", None, body),
        answer_key(origin, "1.2", None, body),
        answer_key(origin, "1.1", date(2026, 6, 30), body),
        answer_key(origin, "1.1", None, {"status": "completed"}),
        answer_key(origin_of(fingerprint(version="hb-2")), "1.1", None, body),
    ]
    assert len(set(keys)) == len(keys)
    assert answer_key(origin_of(fingerprint()), "1.1", None, dict(body)) == keys[0]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("một\nhai", "một\nhai"), (40.0, "40"), (0.5, "0.5"), (40, "40"), (None, ""),
        (date(2026, 6, 30), "30/6/2026"), (datetime(2026, 6, 30), "30/6/2026"),  # noqa: DTZ001
        (time(8, 30), "08:30:00"),
    ],
)  # fmt: skip
def test_a_cell_reads_as_it_is_shown(value: object, text: str) -> None:
    assert shown_text(value) == text


@pytest.mark.parametrize("value", [46193, 46193.0, 0, 1e9, True, 2026])
def test_a_bare_number_is_no_day(value: float) -> None:
    with pytest.raises(CoopError):
        text_of("completed_on", Cell("J10", value))


def test_a_formula_without_a_value_is_no_text() -> None:
    with pytest.raises(CoopError):
        text_of("result", Cell("K10", "#N/A", fault=True))
    assert text_of("result", Cell("K10", "#N/A")) == "#N/A"


def test_evidence_is_one_a_line() -> None:
    assert texts_of("evidence", Cell("P10", " 1/BC \n\n2/BC")) == ["1/BC", "2/BC"]
    assert texts_of("result", Cell("K10", "a\nb")) == ["a\nb"]


def test_changes_in_the_order_of_the_sheet() -> None:
    last = {"status": "in_progress", "progress": 40, "result": "cũ", "evidence": ["1/BC"]}
    body = {
        "result": "mới", "status": "in_progress", "progress": 60, "cause": "x",
        "evidence": ["1/BC", "2/BC"],
    }  # fmt: skip
    assert [(one.name, one.old, one.new) for one in list_changes(body, last)] == [
        ("progress", (40,), (60,)), ("result", ("cũ",), ("mới",)), ("cause", (), ("x",)),
        ("evidence", (), ("2/BC",)),
    ]  # fmt: skip
    assert list_changes({"status": "in_progress", "evidence": ["1/BC"]}, last) == []
