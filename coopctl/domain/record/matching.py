"""Words that people type for codes and ids: matched without marks, or answered with the candidates.

A word never becomes another: it resolves to the one code that it can mean, or it is refused.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize

from coopctl.domain.plan.plan import Party
from coopctl.domain.words.text import clean_line, excerpt, fold, nearest
from coopctl.messages import N_, CoopError, Message, msg

_LONGEST_ID = 200
# Further words for a label, by its English text: each as good as the label itself.
SYNONYMS: Mapping[str, tuple[str, ...]] = {}
# Words that turn a label into its opposite, as they are folded; `un…` but for `unit`, `under`, `ứng`.
_NEGATIONS = {"khong", "chua", "not", "no", "non", "never", "without"}
_UN = r"un(?!its?$|ity$|iversit|ion|ique|iform|der|til|g$)\w+"


class Unclear(NamedTuple):
    """A text that means no one code: those that it is a part of (`negated`: the one that turns it round), or looks like."""

    candidates: tuple[str, ...] = ()
    negated: bool = False
    near: tuple[str, ...] = ()


class _Name(NamedTuple):
    """One of a code's names: as it is compared, its words between spaces, whether one of them negates."""

    code: str
    folded: str
    words: str
    negated: bool


class _Index(NamedTuple):
    """The names of a list of codes: as they are written, without marks, and one by one."""

    codes: frozenset[str]
    written: Mapping[str, frozenset[str]]
    folded: Mapping[str, frozenset[str]]
    names: tuple[_Name, ...]


def match_code(
    text: str, labels: Mapping[str, str], spoken: Callable[[str], tuple[str, ...]]
) -> str:
    """Return the code that `text` means: a code or a label, in any language, with or without marks.

    Raises: CoopError with the codes that it may mean, or with all of them and their labels.
    """
    meant = resolve(text, _named(tuple(labels.items()), spoken))
    if isinstance(meant, str):
        return meant
    raise refusal(text, meant, {code: show_code(code, msg(labels[code])) for code in labels})


def show_code(code: str, label: object) -> Message:
    """Return a code with its label behind it."""
    return Message("{code} ({label})", {"code": code, "label": label})


def refusal(text: str, unclear: Unclear, shown: Mapping[str, Message]) -> CoopError:
    """Return what is said of a text that means no one code; `shown` has each code as people read it."""
    sentence = N_("`{text}` is none of the words that go here")
    ordered = tuple(dict.fromkeys((*unclear.candidates, *unclear.near, *shown)))
    if unclear.negated:
        sentence = N_("`{text}` is only a part of words that say the opposite")
    elif unclear.candidates:
        sentence = N_("`{text}` may mean several of the words that go here")
        ordered = unclear.candidates
    return CoopError(
        msg(sentence, text=excerpt(text)),
        msg(N_("one of: {codes}"), codes=tuple(shown[code] for code in ordered)),
    )


def resolve(text: str, names: tuple[tuple[str, tuple[str, ...]], ...]) -> str | Unclear:
    """Return the code that `text` means; `names` are the codes, each with all that it is called.

    It is the code itself; or all of a name; or, of only one code, the beginning of a name or a run
    of its whole words, unless a word of that name negates them.
    """
    index = _index(names)
    if (typed := text.casefold().strip()) in index.codes:
        return typed
    for exact in (index.written.get(_written(text)), index.folded.get(_folded(text))):
        if exact is not None and len(exact) == 1:
            return next(iter(exact))
    return _resolve_part(_folded(text), index)


def _resolve_part(typed: str, index: _Index) -> str | Unclear:
    words = _words(typed)
    begun = {name.code for name in index.names if typed and name.folded.startswith(typed)}
    within = [name for name in index.names if words.strip() and words in name.words]
    candidates = tuple(
        dict.fromkeys(name.code for name in index.names if name.code in begun or name in within)
    )
    if len(candidates) == 1 and (begun or not all(one.negated for one in within)):
        return candidates[0]
    if candidates:
        return Unclear(candidates, negated=len(candidates) == 1)
    close = nearest(typed, [name.folded for name in index.names], len(index.names))
    code_of = {name.folded: name.code for name in index.names}
    return Unclear(near=tuple(dict.fromkeys(code_of[name] for name in close)))


@lru_cache(maxsize=64)  # tables of many rows ask for the same lists
def _named(
    labels: tuple[tuple[str, str], ...], spoken: Callable[[str], tuple[str, ...]]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return all that each code of a list is called, in any language."""
    return tuple((code, (*spoken(label), *SYNONYMS.get(label, ()))) for code, label in labels)


@lru_cache(maxsize=64)
def _index(names: tuple[tuple[str, tuple[str, ...]], ...]) -> _Index:
    written: dict[str, frozenset[str]] = {}
    folded: dict[str, frozenset[str]] = {}
    every: list[_Name] = []
    for code, texts in names:
        for text in texts:
            written[_written(text)] = written.get(_written(text), frozenset()) | {code}
            folded[_folded(text)] = folded.get(_folded(text), frozenset()) | {code}
        every += [_name(code, text) for text in (*texts, code)]
    return _Index(frozenset(dict(names)), written, folded, tuple(every))


def _name(code: str, text: str) -> _Name:
    words = _words(_folded(text))
    negated = not _NEGATIONS.isdisjoint(words.split()) or any(
        re.fullmatch(_UN, word) for word in _words(_written(text)).split()
    )
    return _Name(code, _folded(text), words, negated)


def _written(text: str) -> str:
    """Return a name as it is written, but for case and for what stands between its words."""
    return _spaced(normalize("NFC", text).casefold())


def _folded(text: str) -> str:
    return _spaced(fold(text))


def _words(text: str) -> str:
    """Return the words of a name, each between two spaces."""
    return " ".join(("", *re.findall(r"\w+", text), ""))


def _spaced(text: str) -> str:
    return " ".join(re.sub(r"[-_]", " ", text).split())


def party_names(parties: Iterable[Party]) -> dict[str, tuple[str, ...]]:
    """Return all that each party was ever called, by its id: full and short, in every language."""
    names: dict[str, tuple[str, ...]] = {}
    for party in parties:
        texts = [text for name in party.names for text in (name.text, name.short) if text]
        spoken = tuple(word for text in texts for word in text if word)
        names[party.id] = (*names.get(party.id, ()), *spoken)
    return names


def find_party(
    text: str, parties: Sequence[str], names: Mapping[str, Iterable[str]] | None = None
) -> str:
    """Return the party id that `text` means: the id, or one of the party's `names`, without marks.

    A hyphen is as good as a space: `tinh-c` is what is called “Tỉnh C”.
    Raises: CoopError with the nearest ids, or with all that are called so.
    """
    meant = _folded(text)
    for party in parties:
        if meant == _folded(party):
            return party
    called = tuple(id_ for id_, words in (names or {}).items() if meant in map(_folded, words))
    if len(called) == 1:
        return called[0]
    if called:
        raise CoopError(
            msg(N_("several parties are called `{text}`"), text=excerpt(text)),
            msg(N_("write one of: {ids}"), ids=called),
        )
    raise CoopError(
        msg(N_("the plan has no party `{text}`"), text=excerpt(text)),
        msg(
            N_("one of: {codes}"),
            codes=nearest(text, tuple(parties), len(parties)) or tuple(parties),
        ),
    )


def read_id(text: str) -> str:
    """Return an id as it was typed, cleaned. Raises: CoopError for what can be none."""
    return clean_line(text, _LONGEST_ID)
