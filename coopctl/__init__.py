"""Keep track of a cooperation agreement between public bodies.

From Python: `with coopctl.open_workspace("work") as work: rows = work.items()`.
"""

__version__ = "0.2.0"

# Imported here is nothing: with `python -m coopctl` the current folder is still where imports are looked for first.
TYPE_CHECKING = False
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


def __getattr__(name: str) -> object:
    """Import the library where it is used: commands go without it."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    module = "coopctl.messages" if name == "CoopError" else "coopctl.library"
    found: object = getattr(import_module(module), name)
    return found
