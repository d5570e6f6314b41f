"""What an office states once for its documents: its names, code and place, who signs, who gets copies."""

from datetime import date
from typing import NamedTuple


class Letterhead(NamedTuple):
    """The office and a document of it; None and empty for what nobody stated.

    An empty `superior` says that there is none above. `number` and `day` are those of this one document.
    `authority` is by what the signer signs: `TM. …`, `KT. …`, `TL. …`, `TUQ. …`, `Q. …`. `filed` is the
    unit that keeps the draft.
    """

    superior: str | None = None
    agency: str | None = None
    code: str | None = None
    place: str | None = None
    number: str | None = None
    day: date | None = None
    to: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    filed: str | None = None
    authority: str | None = None
    title: str | None = None
    signer: str | None = None
