"""What each shell hands over and takes back: its quoting read, and text written so that it stays text.

A shell's script is in `scripts`. It runs the `coopctl` of the path and no other, hands over what was typed,
and gets lines: first `words`, `files` or `folders`, then a candidate each.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from coopctl.cli.completing.kinds import Candidate

LINE, BREAKS, WORDS = "_COOPCTL_LINE", "_COOPCTL_BREAKS", "_COOPCTL_WORDS"
SHELLS = ("bash", "zsh", "fish", "powershell")
_SCRIPTS = Path(__file__).parent / "scripts"
_BARE = re.compile(r"[\w@%+=:,./-]")  # what no shell reads anything into
_SINGLE = "'\u2018\u2019\u201a\u201b"  # what PowerShell takes for a single quote
_DOUBLE = '"\u201c\u201d\u201e'
_IN_DOUBLE = '$`"\\'


class ShellWord(NamedTuple):
    """A word as it is meant, the quote that it leaves open, and of what stands before it in one piece.

    `fixed` is the beginning of the word that the shell leaves as it is.
    """

    text: str
    quote: str = ""
    fixed: str = ""


class TypedWords(NamedTuple):
    """The words before the cursor without the program's name, and the word that is typed."""

    words: list[str]
    word: str
    quote: str = ""
    fixed: str = ""


def script(shell: str) -> str:
    """Return what makes a shell complete the program's words."""
    return (_SCRIPTS / f"coopctl.{shell}").read_text("utf-8")


def read_place(shell: str, words: Sequence[str], environ: Mapping[str, str]) -> TypedWords:
    """Return what a shell says is typed. Raises: LookupError where it says nothing, or is none that is known."""
    if shell not in SHELLS:
        raise LookupError(shell)
    if shell == "bash":
        return _read_line(environ[LINE], environ.get(BREAKS, ""))
    if shell == "powershell":
        *before, last = environ[WORDS].split("\n")
        return TypedWords(before, _read_powershell(last))
    *before, last = words
    if shell == "zsh":  # as they were typed
        before = [split(word)[-1].text for word in before]
    return TypedWords(before[1:], split(last)[-1].text)


def write(shell: str, place: TypedWords, candidate: Candidate) -> str:
    """Return the line that offers a candidate."""
    value, about = candidate
    if shell == "bash":
        return _quote_for_bash(value.removeprefix(place.fixed), place.quote)
    if shell == "zsh":
        return f"{value}\t{value}  {about}".rstrip()
    if shell == "powershell":
        return f"{_quote_for_powershell(value)}\t{value}\t{about or value}"
    return f"{value}\t{about}".rstrip()


def split(line: str, breaks: str = "") -> list[ShellWord]:
    """Return the words of a line as a shell reads them, nothing expanded; the last is being typed.

    `breaks` are the characters after which the shell takes a new word to complete.
    """
    words, text, quote, fixed, begun = [], "", "", "", False
    at = 0
    while at < len(line):
        char = line[at]
        at += 1
        if quote:
            if char == quote:
                quote = ""
            elif char == "\\" and quote == '"' and line[at : at + 1] in tuple(_IN_DOUBLE):
                text, at = text + line[at], at + 1
            else:
                text += char
        elif char in "'\"":
            quote, begun, fixed = char, True, text
        elif char == "\\":
            text, begun, at = text + line[at : at + 1], True, at + 1
        elif char in " \t\n":
            if begun:
                words.append(ShellWord(text))
            text, fixed, begun = "", "", False
        else:
            text, begun = text + char, True
            if char in breaks:
                fixed = text
    return [*words, ShellWord(text, quote, fixed)]


def _read_line(line: str, breaks: str) -> TypedWords:
    *before, last = split(line, breaks)
    words = [word.text for word in before]
    while words and re.match(r"\w+=", words[0]):  # `LANG=vi coopctl …`
        del words[0]
    return TypedWords(words[1:], *last)


def _quote_for_bash(text: str, quote: str) -> str:
    """Return a text that bash reads as that text, in the quote that is open.

    bash closes the quote behind it, unless the last character is that quote: then it is closed here.
    """
    if not quote:
        return "".join(char if _BARE.match(char) else f"\\{char}" for char in text)
    if quote == "'":
        written = text.replace("'", "'\\''")
        return written[:-1] if text.endswith("'") else written
    last = {'"': '"\\"', "!": '"\'!\'""'}.get(text[-1:])
    if last is not None:
        text = text[:-1]
    escaped = re.sub(r'[$`"\\]', r"\\\g<0>", text).replace("!", "\"'!'\"")
    return escaped + (last or "")


def _quote_for_powershell(text: str) -> str:
    """Return a text that PowerShell reads as one word of that text."""
    if text and not text.startswith(("@", "%", "-@")) and re.fullmatch(r"[\w./:=-]+", text):
        return text
    return "'" + re.sub(f"[{_SINGLE}]", r"\g<0>\g<0>", text) + "'"


def _read_powershell(word: str) -> str:
    """Return what is meant by a word that is being typed, as PowerShell hands it over."""
    for quotes in (_SINGLE, _DOUBLE):
        if word and word[0] in quotes:
            inner = re.sub(f"([{quotes}])\\1", r"\1", word[1:])
            return inner[:-1] if inner and inner[-1] in quotes else inner
    return re.sub("`(.)", r"\1", word)
