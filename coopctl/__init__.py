"""Keep track of a cooperation agreement between public bodies.

From Python: `with coopctl.open_workspace("work") as work: rows = work.items()`.
"""

from typing import TYPE_CHECKING, Any

__version__ = "0.2.0"

if TYPE_CHECKING:
    from coopctl.library import Note, PlanRow, PlanStatus, Record, Workspace, open_workspace
    from coopctl.messages import CoopError

__all__ = (
    "CoopError",
    "Note",
    "PlanRow",
    "PlanStatus",
    "Record",
    "Workspace",
    "open_workspace",
)


def __getattr__(name: str) -> Any:
    """Import the library where it is used: commands go without it."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    module = "coopctl.messages" if name == "CoopError" else "coopctl.library"
    return getattr(import_module(module), name)
