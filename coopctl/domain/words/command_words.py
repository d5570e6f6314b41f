"""Words of a command as a hint prints it: what is pasted into cmd, PowerShell or bash is that word again."""

import re
import sys
from shlex import quote

_BARE = re.compile(r"[\w./:=+-]+")
_BARE_ON_WINDOWS = re.compile(r"[\w./:=+\\-]+")  # a backslash there only divides a path
# What stays no text between double quotes: for bash, and for PowerShell, which cmd's users have too.
_LIVE = set('"$`\\!')
_LIVE_ON_WINDOWS = set('"$`\u201c\u201d\u201e')


def command_word(text: str, *, windows: bool | None = None) -> str:
    """Return a text as one word of a command: bare, or in the double quotes that every shell knows.

    What no double quotes hold goes into single ones, as bash, or PowerShell, reads them.
    """
    on_windows = sys.platform == "win32" if windows is None else windows
    if (_BARE_ON_WINDOWS if on_windows else _BARE).fullmatch(text):
        return text
    if not set(text) & (_LIVE_ON_WINDOWS if on_windows else _LIVE):
        end = re.search(r"\\*$", text)  # before a quote, Windows takes two for one
        return f'"{text}{end[0] if end else ""}"'
    if not on_windows:
        return quote(text)
    return "'" + re.sub("['\u2018\u2019\u201a\u201b]", r"\g<0>\g<0>", text) + "'"
