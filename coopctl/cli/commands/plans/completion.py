"""`coopctl completion`: the script that makes a shell complete commands, options, codes and ids."""

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from coopctl.cli import options
from coopctl.cli.completing.kinds import ValueKind
from coopctl.domain.words.system import reason_of
from coopctl.language import _
from coopctl.messages import N_, CoopError, msg

if TYPE_CHECKING:
    from coopctl.cli.completing import installing

examples = (
    "coopctl completion bash --install",
    "coopctl completion powershell --install",
    "coopctl completion zsh > ~/_coopctl",
    "coopctl completion fish | source",
)


def command(
    shell: Annotated[
        str | None,
        typer.Argument(metavar=N_("SHELL"), help=N_("bash, zsh, fish or powershell")),
        ValueKind.SHELL,
    ] = None,
    install: Annotated[
        bool, typer.Option("--install", help=N_("put it where the shell finds it, and say where"))
    ] = False,
) -> None:
    """Print what makes a shell complete commands, options, codes and ids; with `--install`, put it in its place.

    Where Tab is pressed, nothing is written: ids are those of the ledger as it is, titles stand beside them
    where the shell shows them.
    """
    from coopctl.cli.codes import read_code
    from coopctl.cli.completing import shells
    from coopctl.cli.completing.choices import LABELS
    from coopctl.cli.completing.installing import list_steps

    name = read_code(_("SHELL"), options.needed(_("SHELL"), shell), LABELS[ValueKind.SHELL])
    if name is None:
        return
    if not install:
        sys.stdout.write(shells.script(name))
        return
    for step in list_steps(name, os.environ):
        _install(step)
    _say_what_follows(name)


def _install(step: "installing.InstallStep") -> None:
    from coopctl.cli.completing.installing import write_step
    from coopctl.output.screen.talk import notice

    try:
        changed = write_step(step)
    except OSError as error:
        raise CoopError(
            msg(N_("cannot write `{path}`: {reason}"), path=step.path, reason=reason_of(error)),
            msg(N_("see that you may write there")),
        ) from error
    if not changed:
        notice(msg(N_("`{path}` has the completion already"), path=step.path))
    elif step.whole:
        notice(msg(N_("wrote the completion to `{path}`"), path=step.path))
    else:
        notice(msg(N_("wrote the lines for the completion into `{path}`"), path=step.path))


def _say_what_follows(shell: str) -> None:
    from coopctl.output.screen.talk import say_hint

    say_hint(msg(N_("it works in the next window of {shell} that you open"), shell=shell))
    if shell == "powershell" and sys.platform == "win32":
        say_hint(
            msg(
                N_(
                    "where PowerShell may run no scripts of yours,"
                    " `Set-ExecutionPolicy -Scope CurrentUser RemoteSigned` allows it"
                )
            )
        )
