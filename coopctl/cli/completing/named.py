"""A thing that has a name, wherever it was found."""

from typing import NamedTuple


class Named(NamedTuple):
    """What it is, of which plan, how it is typed and what it is called; of an indicator, its item."""

    part: str
    plan: str
    id: str
    about: str
    item: str | None = None
