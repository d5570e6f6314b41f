"""The answer to a shell: what may stand at the cursor, or nothing at all.

Whatever goes wrong, nothing is said: a message would stand in the middle of what somebody types.
"""

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import starmap

from coopctl import language
from coopctl.cli import registry
from coopctl.cli.completing import shells
from coopctl.cli.completing.choices import LABELS, list_choices
from coopctl.cli.completing.kinds import Candidate, ValueKind
from coopctl.cli.completing.line import CommandLine, CursorPlace, find_place
from coopctl.cli.program import Group
from coopctl.domain.words.text import excerpt, visible
from coopctl.language import _
from coopctl.messages import LANGUAGES, CoopError
from coopctl.services.workspace.settings import Flags, Settings, find_settings

FILES, FOLDERS, WORDS = "files", "folders", "words"
_ASIDES = {ValueKind.FILE: FILES, ValueKind.FOLDER: FOLDERS}
_LONGEST = 70  # characters of what stands beside a candidate


def answer(shell: str, words: Sequence[str]) -> int:
    """Print what a shell may offer: what it is on the first line, then a candidate a line."""
    code = 1
    with suppress(Exception):
        place = shells.read_place(shell, words, os.environ)
        head, candidates = find_candidates(place.words, place.word)
        lines = [head, *(shells.write(shell, place, candidate) for candidate in candidates)]
        sys.stdout.write("\n".join(lines) + "\n")
        sys.stdout.flush()
        code = 0
    return code


def find_candidates(words: Sequence[str], word: str) -> tuple[str, list[Candidate]]:
    """Return what may stand after some words, where a word begins so. Raises: Lost and others."""
    place = find_place(words, word)
    settings = _find_settings(place.line)
    if place.param is None:
        found = _list_names(place)
        return WORDS, _presentable(found, word)
    kind = place.line.kind_of(place.param)
    if kind in _ASIDES:
        return _ASIDES[kind], []
    values = _list_values(kind, place, settings) if kind else iter(())
    return WORDS, _presentable(
        (value._replace(value=place.before + value.value) for value in values), word
    )


def _find_settings(line: CommandLine) -> Settings | None:
    """Return the settings, and speak the language that they ask for; None where there is no workspace."""
    typed = line.typed("")
    flags = Flags(
        workspace=_path(typed.last("workspace")),
        ledger=_path(typed.last("ledger")),
        lang=typed.last("lang"),
    )
    if flags.lang in LANGUAGES:
        language.choose(flags.lang)
    try:
        settings = find_settings(flags, os.environ)
    except (CoopError, OSError):
        return None
    if settings.lang and not flags.lang and not os.environ.get("COOPCTL_LANG"):
        language.choose(settings.lang)
    return settings


def _path(typed: str | None) -> str | None:
    """Return a path with the home that `~` stands for, which the shell has not put there yet."""
    return os.path.expanduser(typed) if typed else None  # noqa: PTH111


def _list_values(
    kind: ValueKind, place: CursorPlace, settings: Settings | None
) -> Iterator[Candidate]:
    typed = place.line.typed(place.word)
    if kind in LABELS:
        return list_choices(kind, typed)
    if kind is ValueKind.TOPIC:
        from coopctl.cli.help.topics import list_topics

        return starmap(Candidate, list_topics().items())
    if settings is None:
        return iter(())
    from coopctl.cli.completing.things import list_things

    return list_things(kind, typed, settings)


def _list_names(place: CursorPlace) -> Iterator[Candidate]:
    """Yield the commands of a group, or the options of a command, that may come next."""
    line = place.line
    if isinstance(line.command, Group) and not place.word.startswith("-"):
        yield from _list_commands(line.path)
        return
    if line.options_over:
        return
    used = line.flags | set(line.values)
    for option in line.options():
        if option.multiple or str(option.name) not in used:
            for name in option.opts:
                if name.startswith("--") or place.word == name:
                    yield Candidate(name, _(option.help or ""))


def _list_commands(path: tuple[str, ...]) -> Iterator[Candidate]:
    """Yield the names below a group with what they are for; no command's module is imported."""
    if not path:
        abouts: Mapping[str, str] = {
            spec.name.partition(" ")[0]: registry.GROUPS.get(spec.name.partition(" ")[0], spec.help)
            for spec in registry.SPECS
        }
    else:
        prefix = " ".join(path) + " "
        abouts = {
            spec.name.removeprefix(prefix): spec.help
            for spec in registry.SPECS
            if spec.name.startswith(prefix)
        }
    for name, about in abouts.items():
        yield Candidate(name, _(about))


def _presentable(candidates: Iterable[Candidate], word: str) -> list[Candidate]:
    """Return the candidates that go with what is typed, each once, as text that steers nothing."""
    kept: dict[str, Candidate] = {}
    for value, about in candidates:
        if value.startswith(word) and _is_plain(value):
            kept.setdefault(value, Candidate(value, excerpt(about, _LONGEST)))
    return list(kept.values())


def _is_plain(value: str) -> bool:
    """Tell whether a value can be shown and typed as it is, on one line."""
    return value.splitlines() == [value] and "\t" not in value and visible(value) == value
