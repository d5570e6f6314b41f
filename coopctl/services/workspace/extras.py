"""Libraries that only some commands need: optional extras, and how to install one that is missing."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from coopctl.domain.words.command_words import command_word
from coopctl.messages import N_, CoopError, Message, msg

_UV = "uv pip install"


@contextmanager
def needing(extra: str) -> Iterator[None]:
    """Import a library of an extra in this block. Raises: CoopError with the command that installs it."""
    try:
        yield
    except ImportError as error:
        library = error.name or extra
        raise CoopError(
            msg(N_("this needs the library `{library}`, which is not installed"), library=library),
            install_hint(extra),
        ) from error


def install_hint(extra: str) -> Message:
    """Say how to install an extra: with what installed coopctl, from where it came."""
    command = install_command(extra, _origin(), _installer(Path(sys.prefix)))
    return msg(N_("`{command}` brings it"), command=command)


def install_command(extra: str, origin: dict[str, Any], installer: str) -> str:
    """Return the command that installs an extra; cmd, PowerShell and bash all take it.

    `origin` is what PEP 610 records of an installation; empty for one from a package index.
    """
    url = str(origin.get("url", ""))
    wanted = f"coopctl[{extra}]"
    if "dir_info" in origin:
        folder = url2pathname(urlsplit(url).path)
        wanted = f"{folder}[{extra}]"
        if origin["dir_info"].get("editable"):
            if installer == _UV:
                return f"uv sync --project {command_word(folder)} --all-extras"
            installer += " -e"
    elif url:
        vcs = origin.get("vcs_info", {}).get("vcs")
        wanted += f" @ {vcs}+{url}" if vcs else f" @ {url}"
    return f"{installer} {command_word(wanted)}"


def _installer(prefix: Path) -> str:
    """Return the command that put coopctl into this environment: pipx and uv leave their marks."""
    if (prefix / "pipx_metadata.json").exists():
        return "pipx install --force"
    if (prefix / "uv-receipt.toml").exists():
        return "uv tool install"
    return _UV if _read("INSTALLER").strip() == "uv" else "pip install"


def _origin() -> dict[str, Any]:
    """Return what the installer recorded of where coopctl came from; empty where it did not."""
    try:
        origin = json.loads(_read("direct_url.json") or "{}")
    except ValueError:
        return {}
    return origin if isinstance(origin, dict) else {}


def _read(name: str) -> str:
    """Return what the installer wrote beside the program; empty where it did not."""
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        return distribution("coopctl").read_text(name) or ""
    except (PackageNotFoundError, OSError, ValueError):
        return ""
