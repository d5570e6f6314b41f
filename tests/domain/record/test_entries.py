"""Entry ids, the one JSON form of a body, and the hash."""

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopctl.domain.record.entries import canonical, chain_hash, is_action_id, is_entry_id

_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=8,
)
_BODIES = st.dictionaries(st.text(max_size=5), _VALUES, max_size=5)


@pytest.mark.parametrize("text", ["hb7kq-12", "x-1", "9-9", "hbabc-100000"])
def test_entry_ids(text: str) -> None:
    assert is_entry_id(text)
    assert not is_action_id(text)
    assert is_action_id(f"{text}/1")
    assert not is_entry_id(f"{text}/1")


@pytest.mark.parametrize(
    "text",
    ["", "-", "hb", "hb-", "-1", "hb-0", "hb-01", "hb-1 ", "hb-1\n", "HB-1", "hb-1-2", "1.1", "hb-x",
     "hb-١", "hb7kq-1/", "hb7kq-1/0", "hb7kq-1/1/1", "hb7kq-1/01", "/1"],
)  # fmt: skip
def test_what_only_looks_like_an_id(text: str) -> None:
    assert not is_entry_id(text)
    assert not is_action_id(text)


@given(_BODIES)
def test_a_body_comes_back_from_its_one_form(body: dict[str, object]) -> None:
    assert json.loads(canonical(body)) == body


@given(_BODIES)
def test_the_order_of_keys_does_not_matter(body: dict[str, object]) -> None:
    assert canonical(dict(reversed(body.items()))) == canonical(body)


def test_the_hash_is_sha_256_over_the_json_array_of_the_fields() -> None:
    text = '["hb7kq",1,"update",null,"Hòa Bình"]'
    expected = hashlib.sha256(text.encode()).hexdigest()
    assert chain_hash(("hb7kq", 1, "update", None, "Hòa Bình")) == expected


@given(st.lists(st.none() | st.integers() | st.text(), max_size=5), st.data())
def test_another_field_gives_another_hash(fields: list[object], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(fields)))
    longer = [*fields[:place], "more", *fields[place:]]
    assert chain_hash(longer) != chain_hash(fields)
