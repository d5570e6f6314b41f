"""Why a file is not read as a workbook, and what to do about it."""

from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

from coopctl.domain.words.old_letters import TCVN3, VNI, find_old
from coopctl.messages import N_, CoopError, Message, msg

_LOOKED_AT = 100_000  # bytes of a text, to see in which code it is
KINDS = "xlsx, xls, ods, csv"


class SheetError(CoopError):
    """A file is no workbook that can be read."""


class Refused(Exception):
    """A workbook is not read; `reason` is one of `REASONS`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def nothing_in(path: Path) -> SheetError:
    """Return what is said of a file without content."""
    return SheetError(msg(N_("`{path}` is empty"), path=path), remedy())


def no_workbook(path: Path) -> SheetError:
    """Return what is said of a file of another type."""
    return SheetError(
        msg(N_("`{path}` is no workbook"), path=path),
        msg(
            N_("if Excel opens it, save it from there as a workbook; of these kinds: {kinds}"),
            kinds=KINDS,
        ),
    )


def no_text(path: Path) -> SheetError:
    """Return what is said of a file that is no workbook, and whose letters cannot be read."""
    return SheetError(
        msg(N_("`{path}` is neither a workbook nor text in UTF-8"), path=path),
        msg(N_("save it from Excel as a workbook, or as “CSV UTF-8”")),
    )


def code_of_bytes(content: bytes) -> str | None:
    """Return the code of an old font that a text file is in, which is no UTF-8; None where it is another."""
    words = content[:_LOOKED_AT].decode("latin-1").split()
    codes = Counter(find_old(words).values())
    return codes.most_common(1)[0][0] if codes else None


def old_code(path: Path, code: str) -> SheetError:
    """Return what is said of a text file in the code of an old font."""
    return SheetError(
        msg(N_("`{path}` is written in {code}, not in Unicode"), path=path, code=code),
        msg(
            N_("turn it into Unicode first (UniKey, Ctrl+Shift+F6: from {code} to Unicode), and save it as “CSV UTF-8”"),
            code=code,
        ),
    )  # fmt: skip


def protected(path: Path) -> SheetError:
    """Return what is said of a file that only a password opens."""
    return SheetError(
        msg(N_("`{path}` is protected by a password"), path=path),
        msg(N_("open it, remove the password and save a copy")),
    )


def broken(path: Path) -> SheetError:
    """Return what is said of a file that is damaged or cut off."""
    return SheetError(
        msg(N_("`{path}` is damaged or not whole"), path=path),
        msg(N_("open it in Excel or LibreOffice and save it again, or ask for it once more")),
    )


def too_large(path: Path) -> SheetError:
    """Return what is said of a file, or of what unfolds from it, beyond all measure."""
    return SheetError(
        msg(N_("`{path}` is larger than any workbook that is read here"), path=path),
        msg(N_("copy the table that matters into a new workbook")),
    )


def overwhelming(path: Path) -> SheetError:
    """Return what is said of a file whose reading ended by its bounds, or by a fault of the library."""
    return SheetError(
        msg(N_("`{path}` is damaged, or larger than any workbook that is read here"), path=path),
        msg(
            N_(
                "open it in Excel or LibreOffice and copy the table that matters into a new workbook"
            )
        ),
    )


def binary(path: Path) -> SheetError:
    """Return what is said of Excel's binary workbooks."""
    return SheetError(
        msg(N_("`{path}` is a binary workbook (xlsb), which is not read here"), path=path),
        msg(N_("open it in Excel and save it as “Excel Workbook (*.xlsx)”")),
    )


# What is said for each reason why a workbook is not read.
REASONS: Mapping[str, Callable[[Path], SheetError]] = {
    "empty": nothing_in,
    "another": no_workbook,
    "no text": no_text,
    TCVN3: lambda path: old_code(path, TCVN3),
    VNI: lambda path: old_code(path, VNI),
    "protected": protected,
    "broken": broken,
    "too large": too_large,
    "overwhelming": overwhelming,
    "binary": binary,
}


def untold(value: str) -> Message:
    """Return what is said of a cell that shows something else than its value, nobody can say what."""
    return msg(
        N_("the cell may show something else than its value, {value}: its format cannot be told"),
        value=value,
    )


def remedy() -> Message:
    """Return what to do about a file of no kind that is read."""
    return msg(N_("name a file of one of these kinds: {kinds}"), kinds=KINDS)
