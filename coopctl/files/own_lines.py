"""Lines of the program in a file of the user's: between two marks, once, and all else as it was, byte for byte."""

import codecs
import re
from pathlib import Path

from coopctl.files import drafts
from coopctl.messages import N_, CoopError, msg

BEGIN, END = "# >>> coopctl completion >>>", "# <<< coopctl completion <<<"
_WIDE = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


def put_lines(place: Path, lines: str) -> bool:
    """Put ASCII lines at the end of a file, or in place of those that are there; tell whether that changed it.

    A link is followed: what it leads to is what the user keeps.
    Raises: OSError; CoopError where only one of the marks is there, or the file is none.
    """
    place = place.resolve()
    if place.exists() and not place.is_file():
        raise CoopError(msg(N_("`{path}` is no ordinary file"), path=place))
    before = place.read_bytes() if place.exists() else b""
    coding = _WIDE.get(before[:2], "ascii")
    begin, end, wanted = (
        text.encode(coding) for text in (BEGIN, END, f"{BEGIN}\n{lines.rstrip()}\n{END}")
    )
    found = re.search(re.escape(begin) + b".*?" + re.escape(end), before, re.DOTALL)
    if found is None and (begin in before or end in before):
        raise CoopError(
            msg(
                N_("`{path}` has only one of the two lines between which coopctl writes"),
                path=place,
            ),
            msg(N_("take out what is left of it, from `{begin}` to `{end}`"), begin=BEGIN, end=END),
        )
    line_end = "\n".encode(coding)
    if found is not None:
        after = before[: found.start()] + wanted + before[found.end() :]
    else:
        gap = b"" if not before or before.endswith(line_end) else line_end
        after = before + gap + wanted + line_end
    if after == before:
        return False
    drafts.make_folder(place.parent)
    drafts.write_whole(place, after)
    return True
