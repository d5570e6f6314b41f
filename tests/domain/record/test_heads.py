"""Check codes: the digits of a hash, and what a person copied from paper."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopctl.domain.record.heads import ChainHead, digits_of, read_noted
from coopctl.messages import CoopError

_HASHES = st.binary(max_size=8).map(lambda seed: hashlib.sha256(seed).hexdigest())
_CODE = " ".join(f"{group:05d}" for group in range(12))


def test_the_digits_are_the_number_modulo_ten_to_the_sixtieth() -> None:
    assert digits_of("0" * 63 + "f") == " ".join(["00000"] * 11 + ["00015"])
    groups = digits_of("f" * 64).split()
    assert [len(group) for group in groups] == [5] * 12
    assert int("".join(groups)) == (2**256 - 1) % 10**60


@given(_HASHES, st.sampled_from([" ", "", "-", ".", "  ", " – ", ", "]))
def test_what_was_printed_is_read_back(sha256: str, between: str) -> None:
    head = ChainHead("hb7kq", 12, sha256)
    noted = read_noted(f"HB7kq-12: {between.join(head.digits.split())} ")
    assert noted == (head.id, head.digits)


@given(_HASHES, _HASHES)
def test_other_hashes_have_other_digits(one: str, other: str) -> None:
    assert (digits_of(one) == digits_of(other)) == (one == other)


@pytest.mark.parametrize("text", ["journal.json", "hb7kq-12", "a b", "../x 1.json", "hb 123", ""])
def test_what_is_no_code_is_none(text: str) -> None:
    assert read_noted(text) is None


@pytest.mark.parametrize("code", [_CODE[:-1], _CODE + "1", "1"])
def test_too_few_or_too_many_digits_are_refused(code: str) -> None:
    with pytest.raises(CoopError, match="a check code has 60"):
        read_noted(f"hb7kq-12 {code}")
