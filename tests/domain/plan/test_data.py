"""A plan as plain data and back: nothing is lost, and what is not stated is not there."""

import json
from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from coopctl.domain.plan.data import plan_from_data, plan_to_data
from coopctl.domain.plan.plan import (
    Area,
    Basis,
    Clock,
    Indicator,
    Item,
    Memorandum,
    Party,
    PartyName,
    PeriodTarget,
    Pipeline,
    Plan,
    Stage,
    Text,
)
from coopctl.domain.words.dates import Due
from coopctl.domain.words.durations import Duration
from tests.conftest import PLAN
from tests.ledger.helpers import plan_of

_WORDS = st.text(min_size=1, max_size=6)
_TEXTS = (
    st.builds(Text, _WORDS, _WORDS)
    | st.builds(Text, _WORDS, st.none())
    | st.builds(Text, st.none(), _WORDS)
)
_DUES = st.builds(Due, _WORDS, st.none() | st.dates())
_NAMES = st.builds(
    PartyName,
    _TEXTS,
    *[st.none() | _TEXTS, st.none() | st.dates(), st.none() | st.dates(), st.none() | _TEXTS],
    st.booleans(),
    st.none() | _TEXTS,
)
_NUMBERS = st.none() | st.decimals(allow_nan=False, allow_infinity=False).map(str)
_INDICATORS = st.builds(
    Indicator,
    _WORDS,
    _TEXTS,
    st.none() | _TEXTS,
    _NUMBERS,
    _NUMBERS,
    st.none() | st.sampled_from(["output", "outcome"]),
    st.sampled_from(["sum", "last", "percent"]),
    st.lists(st.builds(PeriodTarget, _WORDS, st.dates(), st.dates(), _WORDS), max_size=2).map(
        tuple
    ),
)
_ITEMS = st.builds(
    Item,
    id=_WORDS,
    area=_WORDS,
    title=_TEXTS,
    kind=st.sampled_from(["dated", "ongoing", "periodic"]),
    every=st.none() | st.sampled_from(["month", "quarter", "half-year", "year"]),
    lead=st.none() | _WORDS,
    cooperating=st.lists(_WORDS, max_size=2).map(tuple),
    owes=st.lists(st.tuples(_WORDS, _TEXTS), max_size=2).map(tuple),
    start=st.none() | st.dates(),
    due=st.none() | _DUES,
    deliverable=st.none() | _TEXTS,
    indicators=st.lists(_INDICATORS, max_size=2).map(tuple),
    pipeline=st.none() | _WORDS,
    budget=st.none() | _TEXTS,
    note=st.none() | _TEXTS,
    withdrawn=st.none() | _TEXTS,
)
_MEMORANDA = st.builds(
    Memorandum,
    st.none() | _TEXTS,
    st.none() | _WORDS,
    st.none() | st.dates(),
    st.none() | _DUES,
    st.none() | _DUES,
)
_PARTIES = st.builds(Party, _WORDS, st.lists(_NAMES, min_size=1, max_size=2).map(tuple))
_AREAS = st.builds(Area, _WORDS, _TEXTS, st.lists(_ITEMS, min_size=1, max_size=2).map(tuple))
_STAGES = st.builds(
    Stage,
    _WORDS,
    _TEXTS,
    st.lists(_WORDS, max_size=2).map(tuple),
    *[st.booleans()] * 3,
    st.none() | _TEXTS,
    st.booleans(),
    st.none() | _TEXTS,
)
_CLOCKS = st.builds(
    Clock,
    _WORDS,
    _TEXTS,
    _WORDS,
    _WORDS,
    st.none() | st.builds(Duration, st.integers(1, 999), st.sampled_from(["months", "days"])),
    st.booleans(),
    st.none() | _TEXTS,
    st.booleans(),
    st.none() | _TEXTS,
    st.booleans(),
)
_PIPELINES = st.builds(
    Pipeline,
    id=_WORDS,
    level=_WORDS,
    name=_TEXTS,
    sources=st.lists(st.builds(Basis, _TEXTS, st.booleans()), max_size=2).map(tuple),
    valid_from=st.none() | st.dates(),
    valid_to=st.none() | st.dates(),
    note=st.none() | _TEXTS,
    stages=st.lists(_STAGES, max_size=2).map(tuple),
    exits=st.lists(_STAGES, max_size=1).map(tuple),
    clocks=st.lists(_CLOCKS, max_size=2).map(tuple),
)
_PLANS = st.builds(
    Plan,
    id=_WORDS,
    number=st.none() | _WORDS,
    date=st.none() | st.dates(),
    title=_TEXTS,
    timezone=_WORDS,
    issued_by=st.none() | _WORDS,
    note=st.none() | _TEXTS,
    example=st.booleans(),
    memorandum=st.none() | _MEMORANDA,
    parties=st.lists(_PARTIES, min_size=1, max_size=2).map(tuple),
    areas=st.lists(_AREAS, min_size=1, max_size=2).map(tuple),
    pipelines=st.lists(_PIPELINES, max_size=2).map(tuple),
)


@given(_PLANS)
def test_every_plan_comes_back_from_json_as_it_was(plan: Plan) -> None:
    assert plan_from_data(json.loads(json.dumps(plan_to_data(plan)))) == plan


def test_the_data_is_plain_and_says_only_what_is_stated(tmp_path: Path) -> None:
    data = plan_to_data(plan_of(PLAN, tmp_path))
    item = data["areas"][1]["items"][0]
    assert item == {
        "id": "2.1",
        "area": "2",
        "title": {"vi": "Tập huấn", "en": "Training"},
        "kind": "periodic",
        "lead": "hung-yen",
        "due": {"text": "hằng năm"},
        "indicators": [
            {"id": "trained", "title": {"vi": "Người học", "en": "People"}, "target": "120",
             "baseline": "20", "counts": "sum"}
        ],
    }  # fmt: skip
    assert data["date"] == "2024-09-17"
    assert data["example"] is False
    assert "note" not in data


def test_one_text_for_both_languages_is_one_text() -> None:
    assert plan_to_data(Text("A", "A")) == "A"
    assert plan_to_data(Text("A", None)) == {"vi": "A"}
    assert plan_to_data(Text(None, "A")) == {"en": "A"}
    assert plan_to_data(date(2024, 9, 19)) == "2024-09-19"
