"""Why a file is not read as a workbook, and what to do about it."""

from pathlib import Path

from coopctl.domain.messages import N_, CoopError, Message, msg

KINDS = "xlsx, xls, ods, csv"


class SheetError(CoopError):
    """A file is no workbook that can be read."""


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


def remedy() -> Message:
    """Return what to do about a file of no kind that is read."""
    return msg(N_("name a file of one of these kinds: {kinds}"), kinds=KINDS)
