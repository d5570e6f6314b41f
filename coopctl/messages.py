"""What went wrong, as data: a sentence to be translated, and the values that fill it.

The domain knows no language. It names the sentence by its English text and keeps the values
beside it; whoever prints it looks the sentence up in the reader's language (`coopctl.language`).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NamedTuple


def N_(sentence: str) -> str:  # noqa: N802  (the name that gettext tools look for)
    """Mark a sentence for the translation catalogue, and return it as it is."""
    return sentence


class Message(NamedTuple):
    """A sentence with `{named}` places, and what goes into them.

    A value may itself be a `Message`, or a tuple of them (printed as a list).
    """

    sentence: str
    values: Mapping[str, object] = {}

    def __str__(self) -> str:
        return self.sentence.format_map({k: _plain(v) for k, v in self.values.items()})


def _plain(value: object) -> object:
    if isinstance(value, Message):
        return str(value)
    if isinstance(value, tuple | list):
        return ", ".join(str(one) for one in value)
    return value


def msg(sentence: str, **values: object) -> Message:
    """Make a `Message`; write `msg(N_("no item `{id}`"), id=...)`."""
    return Message(sentence, values)


LANGUAGES = ("vi", "en")


def _only_so(sentence: str) -> tuple[str, ...]:
    return (sentence,)


def problem_at(place: object, problem: object) -> Message:
    """Return what is wrong with its place before it: a flag, a field, a cell, a line."""
    return msg(N_("`{flag}`: {problem}"), flag=place, problem=problem)


class Reader(NamedTuple):
    """For whom something is put into words: the language (`vi` or `en`), and how a message is said in it.

    `spoken` gives a sentence in every language: what he may type for it. Without any of that: English.
    """

    language: str = "en"
    say: Callable[[Message], str] = str
    spoken: Callable[[str], tuple[str, ...]] = _only_so


class CoopError(Exception):
    """Something that stops a command: a sentence, a remedy, an exit code.

    Raised anywhere; printed in one place only, the command line's `main`.
    """

    exit_code = 1

    def __init__(self, message: Message, hint: Message | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return str(self.message)

    def at(self, place: object) -> "UsageProblem":
        """Return it as said of what was typed at a place, a flag or an argument."""
        return UsageProblem(problem_at(place, self.message), self.hint)


class UsageProblem(CoopError):
    """The command's own words were wrong: nothing was looked up, nothing was done."""

    exit_code = 2


@contextmanager
def naming(place: object) -> Iterator[None]:
    """Name the flag or argument in whatever is wrong with its text. Raises: UsageProblem."""
    try:
        yield
    except CoopError as error:
        raise error.at(place) from error


class Problem(NamedTuple):
    """One of several things that are wrong: a sentence, and a remedy."""

    message: Message
    hint: Message | None


class SeveralProblems(UsageProblem):
    """More than one thing was wrong with what was typed: all are said at once."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(*problems[0])
        self.problems = tuple(problems)


class Placed(NamedTuple):
    """One of several things that are wrong in a file: the file with the place in it, what, and a remedy."""

    place: str
    message: Message
    hint: Message | None


class PlacedProblems(CoopError):
    """Mistakes in a file that was read, each with its place; `rest` is what there is to say below them."""

    def __init__(self, problems: Sequence[Placed], *rest: Message) -> None:
        super().__init__(problems[0].message, problems[0].hint)
        self.problems = tuple(problems)
        self.rest = rest


class ListedProblem(CoopError):
    """Something that is wrong because of several things: a line each, the first of them."""

    def __init__(self, message: Message, lines: Sequence[Message], hint: Message) -> None:
        super().__init__(message, hint)
        self.lines = tuple(lines)


class TextProblems(CoopError):
    """Mistakes in a text that was read, said with their places: `text` is ready to print."""

    def __init__(self, message: Message, text: str) -> None:
        super().__init__(message)
        self.text = text
