"""Which ledgers this user has recorded in: so that one that is gone is not taken for one to begin.

One small file for each ledger in the user's state folder, named after its path. What cannot be noted is
unknown, and then only kept evidence tells that there was a ledger.
"""

from contextlib import suppress
from pathlib import Path

from coopctl.files import drafts
from coopctl.files.places import note_about

_FOLDER = "ledgers"
RECORDED, ANEW = "recorded", "anew"  # something was recorded there; a new one is to be begun there
_SIZE = 16  # bytes


def find_note(ledger: Path) -> str | None:
    """Return what is noted of a ledger; None where nothing is, or nothing that is understood."""
    place = note_about(ledger, _FOLDER)
    if place is None:
        return None
    with suppress(OSError), place.open("rb") as file:
        text = file.read(_SIZE).decode("ascii", "replace").strip()
        return text if text in {RECORDED, ANEW} else None
    return None


def note(ledger: Path, text: str) -> None:
    """Note `RECORDED` or `ANEW` of a ledger; where that cannot be, it stays unknown.

    Of one in a folder that is a draft itself nothing is noted: it has no place yet.
    """
    place = note_about(ledger, _FOLDER)
    if place is None or drafts.is_draft(ledger.absolute().parent.name):
        return
    with suppress(OSError, drafts.OpenElsewhere):
        drafts.make_folder(place.parent, private=True)
        drafts.write_whole(place, f"{text}\n".encode(), mode=0o600)
