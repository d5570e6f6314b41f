"""Where each shell looks for completions: the file for the script, and the start-up file that has to name it.

bash finds the script by itself where the package bash-completion is there, and fish always.
"""

import os
import shlex
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from coopctl.cli.completing.shells import script
from coopctl.files import drafts
from coopctl.files.own_lines import put_lines
from coopctl.messages import N_, CoopError, msg

_MADE = "made by `coopctl completion"
_BASH_COMPLETION = (
    "/usr/share/bash-completion/bash_completion",
    "/etc/bash_completion",
    "/usr/local/share/bash-completion/bash_completion",
    "/usr/local/etc/profile.d/bash_completion.sh",
    "/opt/homebrew/etc/profile.d/bash_completion.sh",
)
_PROFILE = "Microsoft.PowerShell_profile.ps1"


class InstallStep(NamedTuple):
    """A file and what is put there: the `whole` of it, or lines of ours in a file of the user's."""

    path: Path
    text: str
    whole: bool


def list_steps(shell: str, environ: Mapping[str, str]) -> list[InstallStep]:
    """Return what is to be written so that a shell completes. Raises: CoopError for a user without a home."""
    try:
        home = Path.home()
    except RuntimeError as error:
        raise CoopError(
            msg(N_("it is not known where your home is")),
            msg(
                N_("`coopctl completion {shell}` prints the script, to put where it belongs"),
                shell=shell,
            ),
        ) from error
    data = _folder(environ.get("XDG_DATA_HOME"), home / ".local" / "share")
    match shell:
        case "bash":
            return list(_steps_of_bash(home, data, environ))
        case "zsh":
            file = data / "coopctl" / "completion.zsh"
            startup = _folder(environ.get("ZDOTDIR"), home) / ".zshrc"
            return [InstallStep(file, script(shell), whole=True), _sourcing(startup, file)]
        case "fish":
            config = _folder(environ.get("XDG_CONFIG_HOME"), home / ".config")
            file = config / "fish" / "completions" / "coopctl.fish"
            return [InstallStep(file, script(shell), whole=True)]
        case _:
            return [
                InstallStep(folder / _PROFILE, script(shell), whole=False)
                for folder in _folders_of_powershell(home, environ)
            ]


def write_step(step: InstallStep) -> bool:
    """Write what a step says; tell whether that changed the file. Raises: OSError, CoopError."""
    if not step.whole:
        return put_lines(step.path, step.text)
    content = step.text.encode()
    before = step.path.read_bytes() if step.path.exists() else None
    if before == content:
        return False
    if before is not None and _MADE.encode() not in before:
        raise CoopError(
            msg(N_("`{path}` is there, and coopctl did not make it"), path=step.path),
            msg(N_("move it away first, if the completion is to stand in its place")),
        )
    drafts.make_folder(step.path.parent)
    drafts.write_whole(step.path, content)
    return True


def _steps_of_bash(home: Path, data: Path, environ: Mapping[str, str]) -> Iterator[InstallStep]:
    folder = _folder(environ.get("BASH_COMPLETION_USER_DIR"), data / "bash-completion")
    file = folder / "completions" / "coopctl"
    yield InstallStep(file, script("bash"), whole=True)
    if not any(Path(one).exists() for one in _BASH_COMPLETION):
        startup = ".bash_profile" if sys.platform == "darwin" else ".bashrc"
        yield _sourcing(home / startup, file)


def _sourcing(startup: Path, file: Path) -> InstallStep:
    name = shlex.quote(str(file))
    return InstallStep(startup, f"[ ! -r {name} ] || . {name}", whole=False)


def _folders_of_powershell(home: Path, environ: Mapping[str, str]) -> list[Path]:
    """Return where PowerShell looks for a user's profile: on Windows the new one and the old one."""
    if sys.platform != "win32":
        return [_folder(environ.get("XDG_CONFIG_HOME"), home / ".config") / "powershell"]
    import platformdirs

    documents = Path(platformdirs.user_documents_dir())
    return [documents / "PowerShell", documents / "WindowsPowerShell"]


def _folder(named: str | None, usual: Path) -> Path:
    """Return a folder that a variable names; a relative one counts as none."""
    return Path(named) if named and os.path.isabs(named) else usual  # noqa: PTH117
