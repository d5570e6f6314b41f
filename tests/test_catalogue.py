"""No sentence without its Vietnamese, and none that has lost its places."""

import io
import re

from babel.messages.catalog import Message
from babel.messages.mofile import write_mo

from tests import catalogue

_PLACES = re.compile(r"\{\w*\}")
# Words that are the same in both languages, or names.
_SAME = {
    "{problem}; {recorded}",
    "`{flag}`: {problem}", "`{path}`: {problem}", "`{item}`: {fields}", "{place}: {problem}", "{status}, {percent} %",
    "{id}", "JSON",
}  # fmt: skip


def _messages() -> list[Message]:
    return [message for message in catalogue.read() if message.id]


def _texts(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, tuple | list) else [str(value)]


def test_every_sentence_has_its_vietnamese() -> None:
    wanted = {str(message.id) for message in catalogue.collect() if message.id}
    there = {
        str(message.id)
        for message in _messages()
        if all(_texts(message.string or "")) and not message.fuzzy  # a fuzzy one is not shown
    }
    assert wanted - there == set(), (
        "run `uv run --group test python -m tests.catalogue` and translate"
    )
    assert there - wanted == set(), "run `uv run --group test python -m tests.catalogue`"


def test_a_translation_keeps_its_places() -> None:
    lost = [
        text
        for message in _messages()
        for text in _texts(message.string)
        if set(_PLACES.findall(text)) != set(_PLACES.findall(_texts(message.id)[-1]))
    ]
    assert lost == []


def test_a_translation_is_vietnamese() -> None:
    left = [
        message.id
        for message in _messages()
        if message.string == message.id and message.id not in _SAME and len(str(message.id)) > 2
    ]
    assert left == []


def test_the_compiled_catalogue_is_the_one_that_is_read() -> None:
    fresh = io.BytesIO()
    write_mo(fresh, catalogue.read())
    compiled = catalogue.PO.with_suffix(".mo")
    assert compiled.read_bytes() == fresh.getvalue(), "run `uv sync --reinstall-package coopctl`"
