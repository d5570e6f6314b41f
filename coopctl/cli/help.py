"""Help pages in the reader's language, and the command reference of the README."""

import shutil
from collections.abc import Iterable, Iterator
from textwrap import wrap
from typing import TYPE_CHECKING

from coopctl.cli import app
from coopctl.domain.messages import N_
from coopctl.language import _

if TYPE_CHECKING:
    from typer._click import Command, Context, Parameter

_WIDEST = 100
_GAP = 2
_NAMES_WIDTH = 24

Row = tuple[str, str]


def _width() -> int:
    return min(shutil.get_terminal_size((80, 24)).columns, _WIDEST)


def _table(rows: Iterable[Row]) -> Iterator[str]:
    """Lay out names and what they mean; a name too long stands on a line of its own."""
    for name, meaning in rows:
        lines = wrap(meaning, _width() - _NAMES_WIDTH - 2 * _GAP) or [""]
        head = f"{'':{_GAP}}{name:<{_NAMES_WIDTH}}{'':{_GAP}}"
        if len(name) > _NAMES_WIDTH:
            yield f"{'':{_GAP}}{name}"
            head = " " * (_NAMES_WIDTH + 2 * _GAP)
        yield (head + lines[0]).rstrip()
        for line in lines[1:]:
            yield " " * (_NAMES_WIDTH + 2 * _GAP) + line


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    body = list(lines)
    if body:
        yield from ("", f"{title}:", *body)


def _option_row(param: "Parameter") -> Row:
    names = ", ".join(sorted(param.opts, key=len))
    metavar = "" if getattr(param, "is_flag", False) else f" {_(param.metavar or '')}"
    help_text = getattr(param, "help", None) or ""
    if param.name == "help":
        help_text = N_("show this page")
    return names + metavar, _(help_text)


def _argument_row(param: "Parameter") -> Row:
    return _(param.metavar or ""), _(getattr(param, "help", None) or "")


def _usage(ctx: "Context", arguments: Iterable["Parameter"], tail: str = "") -> str:
    words = [f"[{_(param.metavar or '')}]" for param in arguments]
    return " ".join(
        [_("Usage:"), ctx.command_path, _("[OPTIONS]"), *words, *([tail] if tail else [])]
    )


def command_page(command: "Command", ctx: "Context") -> str:
    """Return the help of one command."""
    arguments = [param for param in command.params if param.param_type_name == "argument"]
    options = [param for param in command.get_params(ctx) if param.param_type_name == "option"]
    own = [param for param in options if param.name not in app.COMMON]
    common = [param for param in options if param.name in app.COMMON]
    lines = [_usage(ctx, arguments), "", *wrap(_(command.help or ""), _width())]
    lines += _section(_("Arguments"), _table(map(_argument_row, arguments)))
    lines += _section(_("Options"), _table(map(_option_row, own)))
    lines += _section(_("Common options"), _table(map(_option_row, common)))
    examples: tuple[str, ...] = getattr(command, "examples", ())
    lines += _section(_("Examples"), (f"  {example}" for example in examples))
    return "\n".join(lines)


def group_page(group: "app.Group", ctx: "Context") -> str:
    """Return the help of the program, or of one group of commands."""
    lines = [_usage(ctx, (), _("COMMAND …")), "", *wrap(_(group.help or ""), _width())]
    for heading in app.HEADINGS:
        rows = [
            (spec.name.removeprefix(group.prefix), _(spec.help))
            for spec in heading.commands
            if spec.name.startswith(group.prefix)
        ]
        lines += _section(_(heading.title), _table(rows))
    options = [param for param in group.get_params(ctx) if param.param_type_name == "option"]
    lines += _section(_("Common options"), _table(map(_option_row, options)))
    lines += ["", _("`coopctl COMMAND --help` shows one command with examples.")]
    return "\n".join(lines)


def reference() -> str:
    """Return the command reference of the README: Markdown, in the language that is spoken."""
    from typer._click import Context

    parts = []
    for heading in app.HEADINGS:
        parts.append(f"### {_(heading.title)}\n")
        for spec in heading.commands:
            command = app.load(spec)
            ctx = Context(command, info_name=f"coopctl {spec.name}")
            parts.append(_reference_entry(command, ctx))
    return "\n".join(parts)


def _reference_entry(command: "Command", ctx: "Context") -> str:
    arguments = [param for param in command.params if param.param_type_name == "argument"]
    own = [
        param
        for param in command.get_params(ctx)
        if param.param_type_name == "option" and param.name not in app.COMMON
    ]
    usage = _usage(ctx, arguments).removeprefix(_("Usage:") + " ")
    rows = [*map(_argument_row, arguments), *map(_option_row, own)]
    lines = [f"#### `{usage}`\n", _(command.help or ""), ""]
    lines += [f"- `{name}` – {meaning}" for name, meaning in rows]
    return "\n".join(lines) + "\n"
