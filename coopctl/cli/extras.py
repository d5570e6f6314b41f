"""Libraries that only some commands need: optional extras, and how to install one that is missing."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from coopctl.domain.messages import N_, CoopError, Message, msg


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
    """Say how to install an extra: from where this installation came."""
    first, second = install_commands(extra, _origin())
    return msg(N_("`{first}` or `{second}` brings it"), first=first, second=second)


def install_commands(extra: str, origin: dict[str, Any]) -> tuple[str, str]:
    """Return the commands of uv and of pip that install an extra.

    `origin` is what PEP 610 records of an installation; empty for one from a package index.
    """
    from shlex import quote
    from urllib.parse import urlsplit
    from urllib.request import url2pathname

    url = str(origin.get("url", ""))
    wanted = f"coopctl[{extra}]"
    if "dir_info" in origin:
        folder = url2pathname(urlsplit(url).path)
        wanted = f"{folder}[{extra}]"
        if origin["dir_info"].get("editable"):
            sync = f"uv sync --project {quote(folder)} --all-extras"
            return sync, f"pip install -e {quote(wanted)}"
    elif url:
        vcs = origin.get("vcs_info", {}).get("vcs")
        wanted += f" @ {vcs}+{url}" if vcs else f" @ {url}"
    return f"uv tool install {quote(wanted)}", f"pip install {quote(wanted)}"


def _origin() -> dict[str, Any]:
    """Return what the installer recorded of where coopctl came from; empty where it did not."""
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        text = distribution("coopctl").read_text("direct_url.json")
        origin = json.loads(text or "{}")
    except (PackageNotFoundError, OSError, ValueError):
        return {}
    return origin if isinstance(origin, dict) else {}
