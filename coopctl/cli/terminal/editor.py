"""A record as a form in the user's editor: written with comments, opened, waited for."""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Collection, Iterator, Sequence
from errno import ENOENT
from pathlib import Path

from coopctl.domain.record.kinds.catalogue import fields_of, is_about_item
from coopctl.domain.record.kinds.field import Field
from coopctl.domain.record.kinds.types import LINE
from coopctl.domain.words.system import reason_of
from coopctl.language import _
from coopctl.messages import N_, CoopError, Message, msg
from coopctl.services.recording.prepare import Request

RECORD = "record"  # the key that says which kind of record a form is


def edit(file: Path) -> None:
    """Open the user's editor on a file and wait for it."""
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or _default()
    try:
        subprocess.run([*_words_of(editor), str(file)], check=True)  # noqa: S603  (the user's own)
    except (OSError, ValueError, subprocess.CalledProcessError) as error:
        reason = _reason(error)
        raise CoopError(
            msg(N_("the editor `{editor}` did not work: {reason}"), editor=editor, reason=reason),
            msg(N_("name another in the variable VISUAL or EDITOR; nothing was recorded")),
        ) from error


def _default() -> str:
    """Return the editor that every system has; on Windows by its full name, as a short one is sought in this folder first."""
    if sys.platform != "win32":
        return "vi"
    system = os.environ.get("SYSTEMROOT", r"C:\Windows")
    return shlex.quote(rf"{system}\System32\notepad.exe")


def _words_of(editor: str) -> list[str]:
    """Return the program and its options. Raises: ValueError for a quotation mark that is not closed.

    On Windows a backslash separates folders, and a program may be a script (`code.cmd`).
    """
    whole = Path(editor.strip())
    if len(whole.parts) > 1 and whole.is_file():  # with spaces in it, and no quotation marks
        return [editor.strip()]
    lexer = shlex.shlex(editor, posix=True, punctuation_chars=False)
    lexer.whitespace_split, lexer.commenters = True, ""
    if sys.platform == "win32":
        lexer.escape = ""
    program, *options = list(lexer) or [editor]
    return [_find_program(program), *options]


def _find_program(name: str) -> str:
    """Return where a program is. Raises: FileNotFoundError where Windows would seek it in the current folder.

    There the current folder comes before all that PATH names, also to Python: whoever put a `vim.bat` beside
    the plans would have it run.
    """
    if sys.platform != "win32" or os.path.dirname(name):  # noqa: PTH120
        return shutil.which(name) or name
    endings = os.environ.get("PATHEXT", ".COM;.EXE;.BAT;.CMD").split(os.pathsep)
    given = any(name.lower().endswith(ending.lower()) for ending in endings if ending)
    names = [name] if given else [name + ending for ending in endings if ending]
    folders = [Path(folder) for folder in os.get_exec_path()]
    places = (folder / one for folder in folders if folder.is_absolute() for one in names)
    found = next((str(place) for place in places if place.is_file()), None)
    if found is None:
        raise FileNotFoundError(ENOENT, os.strerror(ENOENT), name)
    return found


def _reason(error: OSError | ValueError | subprocess.CalledProcessError) -> Message:
    """Return why an editor did not work: its exit code, or that it did not even start."""
    if isinstance(error, subprocess.CalledProcessError):
        return msg(N_("it ended with the exit code {code}"), code=error.returncode)
    if isinstance(error, ValueError):
        return msg(N_("a quotation mark is not closed"))
    return reason_of(error)


def write_form(request: Request, command: str = "", left_out: Collection[str] = ()) -> str:
    """Return a commented form with what was typed so far in it.

    `command` if it is no new record; `left_out` are fields that do not apply.
    """
    lines = [
        f"# coopctl {command or f'add-{request.kind}'}",
        "# " + _("Fill in after the colons; leave empty what is not known. `#` begins a comment."),
        f"{RECORD}: {request.kind}",
    ]
    if request.notes:
        lines += ["", *(f"# {note}" for note in request.notes)]
    if is_about_item(request.kind):
        about = Field("item", _("Item"), LINE, required=True, example="1.1")
        lines += _form_field(about, request.typed.get("item", ()))
    if "plan" in request.typed:
        lines += ["", f"plan: {''.join(request.typed['plan'])}"]
    for field in fields_of(request.kind):
        if field.name in left_out and field.name not in request.typed:
            continue
        lines += _form_field(field, request.typed.get(field.name, ()))
    return "\n".join(lines) + "\n"


def _form_field(field: Field, texts: Sequence[str]) -> Iterator[str]:
    note = [_(field.label)]
    note += [_("required")] if field.required else []
    note += [_("one a line")] if field.many else []
    note += [_("for example: {example}").format(example=field.example)] if field.example else []
    yield ""
    yield f"# {'; '.join(note)}"
    name = field.kept
    if field.many and any("\n" in text for text in texts):
        yield f"{name}:"
        yield from (line for text in texts for line in _block(text))
        return
    lines = "\n".join(texts).strip().splitlines()
    if lines or field.many or field.long:
        yield f"{name}: |"
        yield from (f"  {line}" for line in lines or [""])
    else:
        yield f"{name}:"


def _block(text: str) -> Iterator[str]:
    """Yield a text that runs over lines as one part of a list."""
    yield "  - |"
    yield from (f"    {line}" for line in text.strip().splitlines())
