"""Asking on a terminal: plain `input()`, so that Vietnamese input methods work as they do elsewhere.

Prompts go to stderr. Nothing is asked unless stdin and stdout are terminals and `--no-input` is
not given. Raises: KeyboardInterrupt and EOFError as they come; `main` turns them into one line.
"""

import shutil
import sys
from collections.abc import Sequence

from coopctl.domain.words.text import fold
from coopctl.language import _, in_all_languages
from coopctl.messages import N_
from coopctl.output.screen.talk import is_json, say

_YES = N_("yes")
_NO = N_("no")


def may_ask(no_input: bool) -> bool:
    """Tell whether a person can answer; with `--json` a program listens."""
    return not (no_input or is_json()) and sys.stdin.isatty() and sys.stdout.isatty()


def ask(label: str, note: str = "") -> str:
    """Ask for one line; the answer without the spaces around it, empty for Enter."""
    hint = f" ({note})" if note else ""
    sys.stderr.write(f"{label}{hint}: ")
    sys.stderr.flush()
    return _read_line().strip()


def ask_many(label: str, note: str = "") -> list[str]:
    """Ask for lines until an empty one."""
    answers: list[str] = []
    while answer := ask(f"{label} {len(answers) + 1}", note or _("Enter: none, or no more")):
        answers.append(answer)
    return answers


def choose(label: str, choices: Sequence[tuple[str, str]]) -> str:
    """Show a numbered list of (value, words); return the value by number, or what was typed."""
    width = len(str(len(choices)))
    for number, (value, words) in enumerate(choices, 1):
        say(_cut(f"  {number:>{width}}) {value}  {words}".rstrip()))
    answer = ask(label, _("number, or the word itself"))
    values = {value for value, _words in choices}
    if answer.isdecimal() and answer not in values and 0 < int(answer) <= len(choices):
        return choices[int(answer) - 1][0]
    return answer


def confirm(question: str) -> bool:
    """Ask yes or no: `y`, `yes`, `c`, `có`, or their opposites; anything else is asked again."""
    yes = {fold(word) for word in in_all_languages(_YES)} | {"y", "c"}
    no = {fold(word) for word in in_all_languages(_NO)} | {"n", "k"}
    while True:
        answer = fold(ask(question, _("y/n")))
        if answer in yes:
            return True
        if answer in no:
            return False


def _cut(line: str) -> str:
    """Return a line that fits the terminal."""
    width = shutil.get_terminal_size().columns
    return line if len(line) <= width else line[: width - 1] + "…"


def _read_line() -> str:
    return input()
