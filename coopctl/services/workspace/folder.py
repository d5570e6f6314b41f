"""Which folder a command works in: the one that is named, else the nearest with `plans/` upwards.

Within the user's home the search goes no further up than to it: what stands above belongs to others. A
workspace above the current folder that belongs to somebody else is taken, and it is said.
"""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from coopctl.domain.words.command_words import command_word
from coopctl.files.links import refuse_call
from coopctl.files.shares import is_out_of_reach
from coopctl.messages import N_, CoopError, Message, msg


def find_workspace(flag: str | None, environ: Mapping[str, str]) -> Path:
    """Return the folder with `plans/`: the named one, else the nearest upwards."""
    named = _named(flag, environ)
    if named:
        folder = Path(named)
        refuse_call(folder / "plans")
        if (folder / "plans").is_dir():
            return folder
        if is_out_of_reach(folder):
            raise CoopError(
                msg(N_("`{path}` is in a shared folder that does not answer"), path=folder),
                msg(N_("see that the network and the other computer are there, and try again")),
            )
        raise CoopError(
            msg(N_("`{path}` is not a workspace: it has no folder `plans`"), path=folder),
            msg(N_("`coopctl init {path}` makes one"), path=command_word(named)),
        )
    for folder in _upwards(Path.cwd(), _home()):
        refuse_call(folder / "plans")
        if (folder / "plans").is_dir():
            return folder
    raise CoopError(
        msg(N_("there is no workspace here: no folder above has `plans`")),
        msg(N_("`coopctl init` makes one; `--workspace` names one that is elsewhere")),
    )


def tell_of_stranger(
    workspace: Path, flag: str | None, environ: Mapping[str, str]
) -> tuple[Message, Message] | None:
    """Return what to say of a workspace that nobody named, above the current folder and of another owner."""
    if _named(flag, environ) or workspace == Path.cwd() or _is_ours(workspace):
        return None
    owner = _owner(workspace / "plans")
    sentence = (
        N_("the workspace is `{path}`, above this folder; it belongs to `{owner}`")
        if owner
        else N_("the workspace is `{path}`, above this folder; whose it is cannot be seen here")
    )
    return (
        msg(sentence, path=workspace, owner=owner),
        msg(N_("if it is not yours, `--workspace` names yours, and `coopctl init` makes one here")),
    )


def _named(flag: str | None, environ: Mapping[str, str]) -> str | None:
    return flag or environ.get("COOPCTL_WORKSPACE")


def _upwards(here: Path, home: Path | None) -> Iterator[Path]:
    """Yield a folder and those above it, within the home no further up than to it."""
    for folder in (here, *here.parents):
        yield folder
        if folder == home:
            return


def _is_ours(workspace: Path) -> bool:
    """Tell whether a workspace is the user's own; where owners are not to be had, whether it is at home."""
    if hasattr(os, "geteuid"):
        return (workspace / "plans").stat().st_uid == os.geteuid()
    return _home() in (workspace, *workspace.parents)


def _home() -> Path | None:
    try:
        return Path.home().resolve()
    except (RuntimeError, OSError):  # a user without a home
        return None


def _owner(folder: Path) -> str | None:
    try:
        return folder.owner()
    except (KeyError, NotImplementedError, OSError):  # a number without a name; Windows
        return None
