"""Words that people type for codes and ids: matched without marks, or answered with the nearest."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

from coopctl.domain.messages import N_, CoopError, msg
from coopctl.domain.plan import Party
from coopctl.domain.text import clean_line, excerpt, fold, nearest

_LONGEST_ID = 200


def match_code(
    text: str, labels: Mapping[str, str], spoken: Callable[[str], tuple[str, ...]]
) -> str:
    """Return the code that `text` means: a code or a label, in any language, with or without marks.

    A beginning or an end that only one of them has is enough (`hoàn thành` for `Đã hoàn thành`). Raises: CoopError with the valid codes.
    """
    typed = fold(text)
    names = _names(tuple(labels.items()), spoken)
    wanted = typed.replace("_", " ").replace("-", " ")
    if wanted in names:
        return names[wanted]
    begun = {code for name, code in names.items() if wanted and name.startswith(wanted)}
    ended = {code for name, code in names.items() if name.endswith(f" {wanted}")}
    for meant in (begun, ended):
        if len(meant) == 1:
            return meant.pop()
    close = nearest(wanted, tuple(names), len(names))
    first = dict.fromkeys(names[name] for name in close)
    ordered = tuple(dict.fromkeys((*first, *labels)))
    raise CoopError(
        msg(N_("`{text}` is none of the words that go here"), text=excerpt(text)),
        msg(N_("one of: {codes}"), codes=ordered),
    )


@lru_cache(maxsize=64)  # tables of many rows ask for the same lists
def _names(
    labels: tuple[tuple[str, str], ...], spoken: Callable[[str], tuple[str, ...]]
) -> Mapping[str, str]:
    """Return the code of every folded name that a list of codes has, in any language."""
    return {
        fold(name.replace("_", " ")): code
        for code, label in labels
        for name in (code, *spoken(label))
    }


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
    meant = _spaced(text)
    for party in parties:
        if meant == _spaced(party):
            return party
    called = tuple(id_ for id_, words in (names or {}).items() if meant in map(_spaced, words))
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


def _spaced(name: str) -> str:
    return fold(name).replace("-", " ")


def read_id(text: str) -> str:
    """Return an id as it was typed, cleaned. Raises: CoopError for what can be none."""
    return clean_line(text, _LONGEST_ID)
