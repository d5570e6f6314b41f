"""`python -m tests.wide` searches wider than the ordinary run, everywhere."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.helpers.searches import examples
from tests.wide import TESTS, list_files


@pytest.fixture(autouse=True)
def _profile() -> Iterator[None]:
    kept = settings.get_current_profile_name()
    yield
    settings.load_profile(kept)


@pytest.mark.parametrize(("profile", "count"), [("same", 20), ("wide", 200), ("few", 3)])
def test_a_costly_search_grows_with_the_others(profile: str, count: int) -> None:
    settings.load_profile(profile)
    assert examples(20) == count
    assert examples(1) == max(1, count // 20)


def test_no_search_has_a_number_of_its_own() -> None:
    bare = re.compile(r"max_examples=\d")
    assert list_files()
    assert [
        file for file in list_files() if bare.search((TESTS.parent / file).read_text("utf-8"))
    ] == [], "write `max_examples=examples(60)`, from tests.helpers.searches"
