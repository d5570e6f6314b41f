"""Libraries that only some commands need: optional extras, and how to install one that is missing."""

from collections.abc import Iterator
from contextlib import contextmanager

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
    """Say how to install an extra."""
    return msg(
        N_("`{pip}` or `{uv}` brings it"),
        pip=f"pip install 'coopctl[{extra}]'", uv=f"uv tool install 'coopctl[{extra}]'",
    )  # fmt: skip
