"""Why the system refused something, as far as it can be said in the reader's language."""

from coopctl.domain.messages import N_, Message, msg

# What systems say of files and folders, in their own English.
_SAID = {
    N_("Permission denied"),
    N_("Operation not permitted"),
    N_("No such file or directory"),
    N_("Not a directory"),
    N_("Is a directory"),
    N_("File exists"),
    N_("File name too long"),
    N_("File too large"),
    N_("No space left on device"),
    N_("Disk quota exceeded"),
    N_("Read-only file system"),
    N_("Input/output error"),
    N_("Too many levels of symbolic links"),
    N_("Text file busy"),
}


def reason_of(error: OSError) -> Message:
    """Return what the system said; in its own words where they are none that are known here."""
    said = error.strerror or str(error)
    return msg(said) if said in _SAID else msg("{said}", said=said)
