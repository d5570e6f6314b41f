"""What a record rests on: a document's number and date, an address, or a file that is kept.

A text stays the text that was typed. Of a file the journal keeps `{"file": name, "size": bytes,
"sha256": hex, "kept": bool}`; `kept` says that its content lies in `evidence/` beside the ledger, under its hash.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

FOLDER = "evidence"

# A text that can only be meant as a file: a path, or a name with the ending of a usual document.
_PATH = r"(?i)\.{1,2}[/\\]|/|~[^\s/\\]*[/\\]|[a-z]:[/\\]|\\\\|file:"
_ADDRESS = r"(?i)(?!file:)([a-z][a-z0-9+.-]+://|www\.|mailto:)"
_ENDINGS = (
    "pdf doc docx odt rtf xls xlsx ods ppt pptx odp jpg jpeg png gif tif tiff bmp heic webp "
    "mp3 mp4 m4a mov avi zip rar 7z txt csv eml msg xml htm html"
)
_DOCUMENT = rf"(?is).*\.({'|'.join(_ENDINGS.split())})"
_ENDING = r"\.[a-z0-9]{1,10}"
_SHA256 = r"[0-9a-f]{64}"
_SHOWN = 12  # of a hash's letters, where people read it


class EvidenceRow(NamedTuple):
    """One piece of evidence: what it is for, and the entry that names it.

    `target` is an item, an action or a meeting, by its id. `size` is in bytes; `copy` is where a file's
    content is kept, from the ledger's folder; all three are None of what is no file.
    """

    plan: str
    target: str
    title: str
    kind: str
    evidence: str
    size: int | None
    sha256: str | None
    copy: str | None
    id: str
    happened_on: date
    author: str
    office: str | None
    recorded_at: str


class EvidenceCount(NamedTuple):
    """How many pieces of evidence, how many of them are files, of how many plans."""

    rows: int
    files: int
    plans: int


class MissingRow(NamedTuple):
    """Something that is said to be done, and rests on nothing: `what` is item, action or outcome.

    `target` is the item or action; `on` the day of completion, or of the outcome; `id` the entry that says so.
    """

    plan: str
    what: str
    target: str
    title: str
    lead: str | None
    on: date | None
    id: str | None


def is_spelled_as_file(text: str) -> bool:
    """Tell whether a text can only be meant as a file, be it there or not."""
    if re.match(_ADDRESS, text):
        return False
    return re.match(_PATH, text) is not None or re.fullmatch(_DOCUMENT, text) is not None


def is_evidence(value: Any) -> bool:
    """Tell whether `value` is one piece of evidence as the journal keeps it."""
    if not isinstance(value, dict):
        return isinstance(value, str)
    size, sha256 = value.get("size"), value.get("sha256")
    return (
        isinstance(value.get("file"), str)
        and isinstance(size, int)
        and not isinstance(size, bool)
        and size >= 0
        and isinstance(sha256, str)
        and re.fullmatch(_SHA256, sha256) is not None
        and isinstance(value.get("kept"), bool)
    )


def files_in(body: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the files that a record's body names as evidence; what is no such body names none."""
    pieces = body.get("evidence") if isinstance(body, dict) else None
    if isinstance(pieces, list):
        yield from (piece for piece in pieces if isinstance(piece, dict) and is_evidence(piece))


def kind_of(one: Any) -> str:
    """Return what a piece of evidence is: `file`, `address` or `document`."""
    if isinstance(one, dict):
        return "file"
    return "address" if re.match(_ADDRESS, str(one)) else "document"


def kept_name(file: str, sha256: str) -> str:
    """Return the name under which a file's content is kept: its hash and its own ending."""
    stem, dot, ending = file.rpartition(".")
    ending = (dot + ending).lower()
    return sha256 + (ending if stem and re.fullmatch(_ENDING, ending) else "")


def is_kept_name(name: str) -> bool:
    """Tell whether a file's name is one under which content is kept: its hash, and an ending."""
    return re.fullmatch(f"[0-9a-f]{{64}}({_ENDING})?", name) is not None


def fingerprint(sha256: str) -> str:
    """Return the beginning of a hash, enough for people to compare."""
    return sha256[:_SHOWN]


def evidence_text(one: Any) -> str:
    """Return a piece of evidence on one line, as a form shows it: the text, or a file and its print."""
    if isinstance(one, dict):
        return f"{one['file']} (SHA-256 {fingerprint(one['sha256'])})"
    return str(one)
