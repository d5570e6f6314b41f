"""The reader's language: chosen once a run, asked wherever something is printed.

English stands in the source; Vietnamese is looked up in the gettext catalogue `coopctl`.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from coopctl.domain.plan.plan import Text
from coopctl.domain.words.text import visible
from coopctl.messages import Message, Reader

if TYPE_CHECKING:
    from gettext import NullTranslations

_LOCALE = Path(__file__).parent / "locale"
_state = {"language": "en"}


def choose(language: str) -> None:
    """Speak that language from now on; `vi` or `en`."""
    _state["language"] = language


def current() -> str:
    """Return the language that is spoken: `vi` or `en`."""
    return _state["language"]


def reader(language: str | None = None) -> Reader:
    """Return for whom words are found: in that language, else in the one that is spoken now."""
    language = language or current()
    return Reader(language, partial(render_in, language), in_all_languages)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak a language in this block, whichever the reader's is: documents have one of their own."""
    before = current()
    choose(language)
    try:
        yield
    finally:
        choose(before)


def from_environment(environ: Mapping[str, str]) -> str:
    """Return the language that the environment asks for: `COOPCTL_LANG`, else the locale."""
    for name in ("COOPCTL_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = environ.get(name, "")
        if value:
            return "vi" if value.lower().startswith("vi") else "en"
    return _windows_language()


def _windows_language() -> str:
    import sys

    if sys.platform != "win32":
        return "en"
    if getattr(sys, "frozen", False):  # the program that is handed over without Python
        return "vi"
    import ctypes

    vietnamese = 0x2A  # LANG_VIETNAMESE, the primary language of the user interface
    return "vi" if ctypes.windll.kernel32.GetUserDefaultUILanguage() & 0x3FF == vietnamese else "en"


@cache
def _catalogue() -> "NullTranslations":
    from gettext import translation

    return translation("coopctl", str(_LOCALE), ["vi"], fallback=True)


def _(sentence: str) -> str:
    """Return a sentence in the reader's language."""
    return _translate(current(), sentence)


def _translate(language: str, sentence: str) -> str:
    if not sentence:  # gettext would answer with the head of the catalogue
        return sentence
    return _catalogue().gettext(sentence) if language == "vi" else sentence


def _n(one: str, many: str, count: int) -> str:
    """Return the form of a sentence that goes with `count`."""
    if _state["language"] == "vi":
        return _catalogue().ngettext(one, many, count)
    return one if count == 1 else many


def in_all_languages(sentence: str) -> tuple[str, ...]:
    """Return a sentence in English and in Vietnamese: what a user may type for it."""
    return sentence, _catalogue().gettext(sentence)


def render(message: Message) -> str:
    """Return a message in the reader's language; its values stand in it as visible text."""
    return render_in(current(), message)


def render_in(language: str, message: Message) -> str:
    """Return a message in a language; its values stand in it as visible text."""
    values = {name: _fill(language, value) for name, value in message.values.items()}
    try:
        return _translate(language, message.sentence).format_map(values)
    except (LookupError, ValueError, TypeError, AttributeError):  # a broken translation
        return message.sentence.format_map(values)


def _fill(language: str, value: object) -> str:
    if isinstance(value, Message):
        return render_in(language, value)
    if isinstance(value, Text):
        return visible(value.read(language))
    if isinstance(value, tuple | list):
        return ", ".join(_fill(language, one) for one in value)
    return visible(str(value))
