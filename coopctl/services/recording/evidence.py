"""Files as evidence: found by what was typed, read through once, copied beside the ledger.

Flags, prompts, forms and files all come here through `Facts.find_evidence`. Nothing is copied before a
record is wholly checked, and what was copied for a record that then fails is taken away again.
"""

import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Literal, NamedTuple
from unicodedata import normalize

from coopctl.domain.record.entries import Draft, Entry
from coopctl.domain.record.evidence import evidence_text, files_in, is_spelled_as_file, kept_name
from coopctl.domain.words.system import reason_of
from coopctl.domain.words.text import clean_line, excerpt
from coopctl.files.drafts import refresh, remove_empty, take_away
from coopctl.files.links import follow, is_within, refuse_call
from coopctl.files.standard_input import STDIN
from coopctl.ledger.file import commits, kept_files
from coopctl.ledger.file.kept_files import Print
from coopctl.ledger.file.shielding import Shield, shielded
from coopctl.messages import N_, CoopError, Message, UsageProblem, msg, problem_at
from coopctl.services.workspace.caller import Unwatched, Watch

_QUOTES = ("''", '""')
_FORMS: tuple[Literal["NFC", "NFD"], ...] = (
    "NFC",
    "NFD",
)  # how the letters of a file's name may be composed on the disk


class _Found(NamedTuple):
    """A file that was read: where it lies, and its print."""

    path: Path
    print: Print


def base_of(source: str | None) -> Path:
    """Return where relative paths start: beside the form file, else in the current folder."""
    return Path() if source in {None, "-"} else Path(str(source)).parent


def files_named_in(
    source: str | None, allowed: str | None, watch: Watch, *, keep: bool
) -> "EvidenceFiles":
    """Return the files that a form may name: those of its folder, and of the one that `--files` allows.

    Without a form they may lie anywhere: who types a record may name any file. Raises: UsageProblem.
    """
    base = base_of(source)
    if source is None and allowed is not None:
        raise UsageProblem(
            msg(N_("`{flag}` goes with `{other}`"), flag="--files", other="--from"),
            msg(N_("what is typed may name any file")),
        )
    within = None if source is None else folders(base, allowed)
    return EvidenceFiles(base, watch, keep=keep, within=within)


def folders(base: Path, allowed: str | None) -> tuple[Path, ...]:
    """Return the folders that files may lie in. Raises: UsageProblem where `--files` names none."""
    if allowed is None:
        return (base,)
    folder = Path(allowed)
    if not folder.is_dir():
        raise UsageProblem(
            problem_at("--files", msg(N_("`{path}` is no folder"), path=folder)),
            msg(N_("name the folder in which the files lie")),
        )  # fmt: skip
    return (base, folder)


class EvidenceFiles:
    """The files that the records of one run name, each read once however often it is asked for.

    Relative paths start from `base`. `keep` says that they are copied, not only fingerprinted. `within` are
    the folders in which they may lie, with what is below: a table or form that somebody else wrote must
    not take any file of this computer along. None: anywhere, where the user typed it himself.
    `recorded` is evidence that an entry has already: its text, as a form shows it, means itself.
    """

    def __init__(
        self,
        base: Path,
        watch: Watch = Unwatched,
        *,
        keep: bool = True,
        recorded: Sequence[Any] = (),
        within: Sequence[Path] | None = None,
    ) -> None:
        self._base, self._watch, self._keep, self._within = base, watch, keep, within
        self._recorded = {evidence_text(one): one for one in recorded}
        self._read: dict[Path, _Found] = {}
        self._folder, self._made = Path(), list[tuple[Path, int]]()

    def find(self, text: str) -> object:
        """Return what the journal keeps of a piece of evidence: the text, or what is known of a file.

        Raises: CoopError where it means a file that is not there, or is none that can be kept.
        """
        if text in self._recorded:
            return self._recorded[text]
        if text == STDIN and self._within is None:
            raise CoopError(
                msg(N_("evidence is kept under its name, and standard input has none")),
                msg(N_("save it as a file, and name that")),
            )
        path = self._find_path(text)
        if path is None:
            return text
        found = self._read.get(path) or self._read_through(path)
        name = clean_line(Path(_plain_path(_unquoted(text))).name or path.name)
        size, sha256 = found.print
        return {"file": name, "size": size, "sha256": sha256, "kept": self._keep}

    def _find_path(self, text: str) -> Path | None:
        """Return the file that is meant, None where no file is. Raises: CoopError.

        Where it must lie within, links are judged before they are followed.
        """
        typed = _unquoted(text)
        place: Path | None = None
        for form in _FORMS:
            path = self._base / normalize(form, _plain_path(typed))
            with suppress(OSError, ValueError):  # a text too long for a name is none
                if not self._may_lie(path):
                    if is_spelled_as_file(typed):
                        raise _outside(typed)
                    return None
                place = path if self._within is None else follow(path, self._within)
                if place is None:  # a link leads out
                    raise _outside(typed)
                _refuse_other(path, place.stat().st_mode)
                return place.absolute()
        if is_spelled_as_file(typed):
            raise _unseen(self._base / _plain_path(typed), place)
        return None

    def _may_lie(self, path: Path) -> bool:
        """Tell whether a file may be where a path says; nothing is looked at."""
        return self._within is None or is_within(path, self._within)

    def _read_through(self, path: Path) -> _Found:
        try:
            label = msg(N_("reading {file}"), file=path.name)
            with self._watch(label, path.stat().st_size) as bar:
                found = _Found(path, kept_files.fingerprint(path, bar.advance))
        except OSError as error:
            raise _unreadable(path, error) from error
        self._read[path] = found
        return found

    @contextmanager
    def kept(self, folder: Path, drafts: Sequence[Draft] = ()) -> Iterator[None]:
        """Keep the drafts' files in `folder` while they are recorded; a failure takes them out again.

        Raises: CoopError where a file changed since it was checked, or cannot be copied.
        """
        self._folder, self._made = folder, []
        was_there, tried = folder.exists(), commits.count_attempts()
        try:
            self.keep(drafts)
            yield
        except BaseException:
            with shielded():
                _clear(folder, self._made, tried, was_there=was_there)
            raise

    def keep(self, drafts: Sequence[Draft]) -> None:
        """Keep the files of more drafts, within `kept`. Raises: as that."""
        for one in _files_of(drafts):
            self._copy(self._folder / kept_name(one["file"], one["sha256"]), one["sha256"])

    def _copy(self, place: Path, sha256: str) -> None:
        """Copy the file with that hash, unless it is there; what is made is noted, with its time."""
        found = next((one for one in self._read.values() if one.print.sha256 == sha256), None)
        if found is None:  # of an entry that was recorded before
            return
        size, shield = found.print.size, Shield()
        try:
            if _is_there(place, size):
                return
            with self._watch(msg(N_("copying {file}"), file=found.path.name), size) as bar:
                kept_files.keep(found.path, place, found.print, bar.advance, shield.up)
                self._made.append((place, place.stat().st_mtime_ns))
        except kept_files.FileChanged as error:
            raise _not_kept(error.message, error.hint) from error
        except OSError as error:
            problem = msg(
                N_("cannot keep `{file}` in `{folder}`: {reason}"),
                file=found.path.name, folder=place.parent, reason=reason_of(error),
            )  # fmt: skip
            hint = msg(
                N_("see that the folder may be written and has room; `--no-copy` only notes the fingerprint")
            )  # fmt: skip
            raise _not_kept(problem, hint) from error
        finally:
            shield.down()


def _not_kept(problem: Message, hint: Message | None) -> CoopError:
    """Return why a file was not kept, and what of the command is in the ledger all the same."""
    return CoopError(
        msg(N_("{problem}; {recorded}"), problem=problem, recorded=commits.describe()), hint
    )


def _is_there(place: Path, size: int) -> bool:
    """Tell whether a copy is there, and mark it as needed: so that nobody who made it takes it away."""
    refuse_call(place)
    try:
        there = place.is_file() and place.stat().st_size == size
    except OSError:  # who copies it hears why
        return False
    return there and refresh(place)


def _clear(folder: Path, made: Sequence[tuple[Path, int]], tried: int, *, was_there: bool) -> None:
    """Take the copies away that no entry needs; they stay where it is recorded, or that cannot be seen."""
    found = commits.look_up(tried)
    if found.doubtful or any(attempt.asked for attempt in found.attempts):
        return
    for place, moment in made:
        take_away(place, moment)
    if not was_there:
        remove_empty(folder)


def _files_of(records: Sequence[Draft | Entry]) -> Iterator[Mapping[str, Any]]:
    """Yield the files that are kept, or are to be."""
    for record in records:
        yield from (one for one in files_in(record.body) if one["kept"])


def list_gone(ledger: Path, records: Sequence[Draft | Entry]) -> frozenset[str]:
    """Return the hashes of the records' kept files that are not where they were put."""
    folder = kept_files.folder_of(ledger)
    return frozenset(
        one["sha256"]
        for one in _files_of(records)
        if not (folder / kept_name(one["file"], one["sha256"])).is_file()
    )


def _unquoted(text: str) -> str:
    """Return a path without the quotes that `Copy as path` and dragging put around it."""
    return text[1:-1] if text[:1] + text[-1:] in _QUOTES and len(text) > len(_QUOTES[0]) else text


def _plain_path(text: str) -> str:
    """Return a path as the system knows it: of `file:` addresses and `~` too."""
    if not text.lower().startswith("file:"):
        return os.path.expanduser(text)  # noqa: PTH111  (pathlib's raises where there is no home)
    from urllib.parse import urlsplit
    from urllib.request import url2pathname

    parts = urlsplit(text)
    host = "" if parts.netloc in {"", "localhost"} else f"//{parts.netloc}"
    return url2pathname(host + parts.path)


def _refuse_other(path: Path, mode: int) -> None:
    """Refuse what is there but is no ordinary file: reading it might never end."""
    if stat.S_ISDIR(mode):
        raise CoopError(
            msg(N_("`{path}` is a folder"), path=path),
            msg(N_("name the files in it one by one, or pack it into a `.zip`")),
        )
    if not stat.S_ISREG(mode):
        raise CoopError(
            msg(N_("`{path}` is no ordinary file"), path=path),
            msg(N_("name a file that lies on the disk")),
        )


def _outside(typed: str) -> CoopError:
    return CoopError(
        msg(
            N_("`{path}` lies outside the folder of the table or form that names it"),
            path=excerpt(typed, 200),
        ),
        msg(N_("look at it, and allow its folder with `--files FOLDER`, or leave it out")),
    )


def _unseen(path: Path, place: Path | None) -> CoopError:
    """Return why a file is not seen; `place` is where its path leads, None where that is not known."""
    try:
        if place is not None:
            place.stat()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        pass
    except OSError as error:
        return _unreadable(path, error)
    return CoopError(
        msg(N_("there is no file `{path}`"), path=excerpt(str(path), 200)),
        msg(
            N_(
                "check its name and folder; an address begins with `https://`, a document is named by number and date"
            )
        ),
    )


def _unreadable(path: Path, error: OSError) -> CoopError:
    return CoopError(
        msg(
            N_("cannot read `{path}`: {reason}"),
            path=excerpt(str(path), 200), reason=reason_of(error),
        ),
        msg(N_("see that it is there and that you may read it")),
    )  # fmt: skip
