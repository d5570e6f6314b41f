"""`coopctl help commands`: every command with its options and examples, made from the commands as they are."""

from collections.abc import Iterable, Iterator

from typer._click import Context

from coopctl.cli import program, registry
from coopctl.cli.help.pages import HelpRow, call, own_sections, shared_sections
from coopctl.language import _
from coopctl.messages import N_

TITLE = N_("Every command, its options and examples")


def page() -> str:
    """Return the page: Markdown, in the language that is spoken, every command once."""
    lines = [f"# {_(TITLE)}", ""]
    for heading in registry.HEADINGS:
        lines += [f"## {_(heading.title)}", ""]
        for spec in heading.commands:
            lines += _entry(spec)
    for section in shared_sections(_context(registry.SPECS[0])):
        lines += [f"## {section.title}", "", *_list(section.rows)]
    return "\n".join(lines) + "\n"


def _entry(spec: registry.Spec) -> Iterator[str]:
    ctx = _context(spec)
    yield from (f"### `{call(ctx)}`", "", _(ctx.command.help or ""), "")
    rows = [row for section in own_sections(ctx) for row in section.rows]
    if rows:
        yield from (*_list(rows), "")
    yield from ("```sh", *program.load(spec).examples, "```", "")


def _context(spec: registry.Spec) -> Context:
    return program.load(spec).make_context(f"coopctl {spec.name}", [], resilient_parsing=True)


def _list(rows: Iterable[HelpRow]) -> Iterator[str]:
    return (f"- `{row.name}` – {row.meaning}" for row in rows)
