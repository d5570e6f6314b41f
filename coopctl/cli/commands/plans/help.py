"""`coopctl help`: the manual, topic by topic."""

import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

import typer

from coopctl.cli.completing.kinds import ValueKind
from coopctl.cli.program import settings_of
from coopctl.language import _
from coopctl.messages import N_, CoopError, naming

if TYPE_CHECKING:
    from collections.abc import Sequence

examples = ("coopctl help", "coopctl help due", "coopctl help commands > commands.md")


def command(
    ctx: typer.Context,
    topic: Annotated[
        list[str] | None,
        typer.Argument(metavar=N_("TOPIC"), help=N_("a topic, or a command")),
        ValueKind.TOPIC,
    ] = None,
) -> None:
    """List the topics of the manual, or show one: by its name, or words of its title; of a command, its help."""
    from coopctl.cli.help.topics import find_topic, list_topics, read_topic

    with suppress(CoopError, OSError):  # of the settings only the language is asked for
        settings_of(ctx)
    if not topic:
        _list(list_topics())
        return
    word = " ".join(topic)
    if word not in list_topics() and (page := _page_of_command(ctx, topic)) is not None:
        sys.stdout.write(page + "\n")
        return
    with naming(_("TOPIC")):
        name = find_topic(word)
    _show(read_topic(name))


def _list(topics: dict[str, str]) -> None:
    from coopctl.output.screen.page import Page, Part

    width = max(len(name) for name in topics)
    with Page() as page:
        for name, title in topics.items():
            page.columns([([Part(name, "bold")], width), ([Part(title)], page.width - width - 2)])
        page.gap()
        page.line(
            Part(
                _("`coopctl help TOPIC` shows one, `coopctl COMMAND --help` what a command takes"),
                "dim",
            )
        )


def _page_of_command(ctx: typer.Context, words: "Sequence[str]") -> str | None:
    """Return the help of the command of that name; None where there is none."""
    from coopctl.cli import program, registry

    spec = next((spec for spec in registry.SPECS if spec.name.split() == list(words)), None)
    if spec is None:
        return None
    root = ctx.find_root().command_path
    made = program.load(spec).make_context(f"{root} {spec.name}", [], resilient_parsing=True)
    return made.get_help().rstrip()


def _show(text: str) -> None:
    """Print Markdown: laid out on a terminal, as it is in a pipe."""
    if not sys.stdout.isatty():
        sys.stdout.write(text)
        return
    from coopctl.output.screen.manual import show_markdown

    show_markdown(text)
