"""Settings in TOML files: read as a whole, or refused with the place and the remedy."""

import json
import re
from pathlib import Path
from typing import Any

from coopctl.domain.words.system import reason_of
from coopctl.files.links import refuse_call
from coopctl.messages import N_, CoopError, msg, problem_at

_MOST_BYTES = 2**20


class SettingsError(CoopError):
    """A settings file cannot be used as it is."""


def read_toml(path: Path, example: str) -> tuple[str, dict[str, Any]]:
    """Read a file; return its text and what it states, nothing where there is none.

    `example` is a line as it may stand there. Raises: SettingsError.
    """
    refuse_call(path)
    try:
        if path.exists() and not (path.is_file() and path.stat().st_size <= _MOST_BYTES):
            raise SettingsError(  # a pipe or a device: reading it might never end
                msg(N_("`{path}` is no ordinary file, or too large for settings"), path=path),
                msg(N_("put a text file there, or take it away")),
            )
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return "", {}
    except OSError as error:
        raise SettingsError(
            msg(N_("cannot read `{path}`: {reason}"), path=path, reason=reason_of(error)),
            msg(N_("see that it is there and that you may read it")),
        ) from error
    text = _decode(path, data)
    return text, _parse(path, text, example)


def _decode(path: Path, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        raise SettingsError(
            problem_at(
                f"{path}:{line}:{column}",
                msg(
                    N_("this is not text in UTF-8: byte {byte}"),
                    byte=f"0x{data[error.start]:02X}",
                ),
            ),
            msg(
                N_(
                    "save the file as UTF-8 in your editor;"
                    " older Vietnamese files are in another code"
                )
            ),
        ) from error


def _parse(path: Path, text: str, example: str) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits is a plain ValueError
        found = re.search(r"at line (\d+), column (\d+)", str(error))
        # Where the file ended too early, or is nested too deep, the library names no number.
        line, column = found.groups() if found else (len(text.splitlines()), 1)
        raise SettingsError(
            problem_at(f"{path}:{line}:{column}", msg(N_("this is not TOML"))),
            msg(N_("write lines such as `{example}`"), example=example),
        ) from error


def with_value(path: Path, text: str, key: str, value: str) -> str:
    """Return settings in which a key states a text: its line changed, or one put first.

    Raises: SettingsError where that would change more, as in the midst of a text over several lines.
    """
    end = "\r\n" if "\r\n" in text else "\n"
    line = f"{key} = {json.dumps(value, ensure_ascii=False)}"
    found = re.search(rf"(?m)^[ \t]*[\"']?{re.escape(key)}[\"']?[ \t]*=[^\r\n]*", text)
    table = re.search(r"(?m)^[ \t]*\[", text)
    if found and not (table and table.start() < found.start()):
        changed = text[: found.start()] + line + text[found.end() :]
    else:
        changed = line + end + text
    if _reads(changed) != {**(_reads(text) or {}), key: value}:
        raise SettingsError(
            msg(N_("`{path}` cannot be changed safely"), path=path),
            msg(N_("write this line into it yourself: `{line}`"), line=line),
        )
    return changed


def _reads(text: str) -> dict[str, Any] | None:
    import tomllib

    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError):
        return None


def place_of_key(path: Path, text: str, key: str) -> str:
    """Return `file:line:column` of a key, or the file where it stands in no line of its own."""
    return _place(path, text, rf"^[ \t]*\[*[ \t]*([\"']?{re.escape(key)}\b)", 0)


def place_of(path: Path, text: str, value: str, after: str) -> str:
    """Return `file:line:column` of a value behind a key, or the file where it is not found."""
    key = re.search(rf"^[ \t]*[\"']?{re.escape(after)}\b", text, re.MULTILINE)
    return _place(path, text, f"([\"']?{re.escape(value)})", key.end() if key else 0)


def _place(path: Path, text: str, pattern: str, start: int) -> str:
    found = re.compile(pattern, re.MULTILINE).search(text, start)
    if found is None:
        return str(path)
    line = text.count("\n", 0, found.start(1)) + 1
    column = found.start(1) - text.rfind("\n", 0, found.start(1))
    return f"{path}:{line}:{column}"
