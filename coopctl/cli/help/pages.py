"""Help pages, laid out: plain text in the reader's language.

What commands say of themselves is marked in their modules, and translated here, when it is shown.
"""

import shutil
from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap
from typing import NamedTuple

from typer._click import Context
from typer.core import TyperArgument, TyperGroup, TyperOption

from coopctl.language import _

_WIDEST, _NARROWEST = 100, 40
_NAMES_WIDTH = 24
_GAP = "  "


class HelpRow(NamedTuple):
    """A name as it is typed, and what it means."""

    name: str
    meaning: str


class Section(NamedTuple):
    """Rows under a title, both in the reader's language."""

    title: str
    rows: Sequence[HelpRow]


def command_page(ctx: Context, examples: Iterable[str]) -> str:
    """Return the help of one command."""
    lines = [*_head(ctx)]
    for section in (*own_sections(ctx), *shared_sections(ctx)):
        lines += _lay_out(section)
    lines += ["", f"{_('Examples')}:", *(_GAP + example for example in examples)]
    return "\n".join(lines)


def group_page(ctx: Context, headings: Iterable[Section]) -> str:
    """Return the help of the program, or of one group of commands."""
    lines = [*_head(ctx)]
    for section in (*headings, *own_sections(ctx), *shared_sections(ctx)):
        lines += _lay_out(section)
    lines += ["", _("`coopctl COMMAND --help` shows one command with examples.")]
    return "\n".join(lines)


def usage_line(ctx: Context) -> str:
    """Return how a command is called, on one line."""
    return f"{_('Usage:')} {call(ctx)}"


def call(ctx: Context) -> str:
    """Return a command with places for what it takes: `coopctl status [OPTIONS] [TARGET]`."""
    arguments = [
        f"[{_argument(param).name}]"
        for param in ctx.command.params
        if isinstance(param, TyperArgument)
    ]
    tail = [_("COMMAND …")] if isinstance(ctx.command, TyperGroup) else []
    return " ".join([ctx.command_path, _("[OPTIONS]"), *arguments, *tail])


def own_sections(ctx: Context) -> tuple[Section, ...]:
    """Return a command's arguments and its own options; only those that there are."""
    params = ctx.command.get_params(ctx)
    arguments = [_argument(param) for param in params if isinstance(param, TyperArgument)]
    found = Section(_("Arguments"), arguments), Section(_("Options"), _options(ctx).get(None, []))
    return tuple(section for section in found if section.rows)


def shared_sections(ctx: Context) -> tuple[Section, ...]:
    """Return the options that stand under a title of their own: those of every command."""
    return tuple(Section(_(title), rows) for title, rows in _options(ctx).items() if title)


def _head(ctx: Context) -> Iterator[str]:
    yield from wrap(usage_line(ctx), _width(), subsequent_indent=2 * _GAP)
    for paragraph in _(ctx.command.help or "").split("\n\n"):
        yield ""
        yield from _fold(paragraph, _width())


def _argument(param: TyperArgument) -> HelpRow:
    return HelpRow(_(param.metavar or ""), _(param.help or ""))


def _options(ctx: Context) -> dict[str | None, list[HelpRow]]:
    """Return the options by the title they stand under, None for the command's own."""
    found: dict[str | None, list[HelpRow]] = {}
    for param in ctx.command.get_params(ctx):
        if isinstance(param, TyperOption):
            found.setdefault(param.rich_help_panel, []).append(_option(param))
    return found


def _option(param: TyperOption) -> HelpRow:
    names = ", ".join(sorted(param.opts, key=len))
    value = "" if param.is_flag else f" {_(param.metavar or '')}"
    return HelpRow(names + value, _(param.help or ""))


def _lay_out(section: Section) -> Iterator[str]:
    """Yield a section's lines; a name too long for its column stands on a line of its own."""
    yield from ("", f"{section.title}:")
    left = " " * (len(_GAP) + _NAMES_WIDTH) + _GAP
    for name, meaning in section.rows:
        lines = _fold(meaning, _width() - len(left))
        if len(name) > _NAMES_WIDTH:
            yield _GAP + name
        else:
            yield f"{_GAP}{name:<{_NAMES_WIDTH}}{_GAP}{lines.pop(0)}".rstrip()
        for line in lines:
            yield left + line


def _fold(text: str, width: int) -> list[str]:
    """Break a text into lines, never inside `--an-option`; at least one line."""
    return wrap(text, width, break_on_hyphens=False, break_long_words=False) or [""]


def _width() -> int:
    columns = shutil.get_terminal_size((80, 24)).columns
    return max(min(columns, _WIDEST), _NARROWEST)
