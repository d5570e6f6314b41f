"""The command line: parse, call, print. `main` alone turns errors into text and exit codes."""

import os
import sys
from collections.abc import Sequence

from coopctl import language
from coopctl.domain.words.system import reason_of
from coopctl.messages import (
    LANGUAGES,
    N_,
    CoopError,
    ListedProblem,
    Message,
    PlacedProblems,
    SeveralProblems,
    TextProblems,
    msg,
)
from coopctl.output.screen import talk
from coopctl.output.screen.talk import Aside, forget, say, say_as_it_is, say_problem

INTERRUPTED = 130
_ESCAPE_CODES = 4  # ENABLE_VIRTUAL_TERMINAL_PROCESSING
_PIPE_CLOSED = 141  # as a shell reports a program that SIGPIPE ended


def main(argv: Sequence[str]) -> int:
    """Run one command; return its exit code: 0 done, 1 failed, 2 usage, 130 interrupted."""
    _prepare_streams()
    language.choose(_language(argv))
    talk.choose(as_json="--json" in argv)
    try:
        from coopctl.cli.program import run

        code = run(argv)
        sys.stdout.flush()
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001  (a person gets a sentence)
        _finish_stdout()
        if "--debug" in argv:
            _say_traceback(error)
        return _explain(error)
    return code


def complete(argv: Sequence[str]) -> int:
    """Tell a shell what may stand where Tab was pressed; whatever happens, say nothing else."""
    try:
        _prepare_streams()
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123  (stays open)
        language.choose(language.from_environment(os.environ))
        from coopctl.cli.completing.answer import answer

        return answer(argv[0], argv[2:])
    except BaseException:  # noqa: BLE001  (it would stand in the middle of what somebody types)
        return 1


def _explain(error: BaseException) -> int:
    """Say in a sentence what stopped the command; return the exit code for it."""
    match error:
        case CoopError():
            return _report(error)
        case KeyboardInterrupt():
            _say_ended(msg(N_("interrupted; {recorded}"), recorded=_recorded()), INTERRUPTED)
            return INTERRUPTED
        case EOFError():
            _say_ended(msg(N_("the input ended; {recorded}"), recorded=_recorded()), 1)
        case BrokenPipeError():
            return _PIPE_CLOSED
        case OSError():
            say_problem(msg(N_("the system refused: {reason}"), reason=_reason(error)))
        case _:
            say_problem(
                msg(
                    N_("this is a mistake in coopctl: {kind}: {text}"),
                    kind=type(error).__name__,
                    text=error,
                ),
                msg(N_("run it again with `--debug` and send what it prints to the makers")),
            )
    return 1


def _recorded() -> Message:
    """Say, as the ledger does, what was recorded."""
    from coopctl.ledger.file import commits  # few runs are interrupted

    return commits.describe()


def _say_ended(message: Message, exit_code: int) -> None:
    """Say that a run ended before its time, on a line of its own."""
    if talk.is_json():
        say_problem(message, exit_code=exit_code)
    else:
        say("\n" + language.render(message))


def _report(error: CoopError) -> int:
    code = error.exit_code
    match error:
        case TextProblems():
            _report_text(error)
        case PlacedProblems():
            for placed in error.problems:
                aside = Aside(place=placed.place)
                say_problem(placed.message, placed.hint, exit_code=code, aside=aside)
            for rest in error.rest:
                say(language.render(rest))
        case ListedProblem():
            aside = Aside(lines=error.lines)
            say_problem(error.message, error.hint, exit_code=code, aside=aside)
        case SeveralProblems():
            for problem in error.problems:
                say_problem(problem.message, problem.hint, exit_code=code)
        case _:
            aside = Aside(usage=getattr(error, "usage", None))
            say_problem(error.message, error.hint, exit_code=code, aside=aside)
    return code


def _report_text(error: TextProblems) -> None:
    """Print problems that are laid out already."""
    if talk.is_json():
        say_problem(msg("{text}", text=error.text), exit_code=error.exit_code)
    else:
        say(error.text)


def _reason(error: OSError) -> Message:
    """Return what the system said, and of which file."""
    said = reason_of(error)
    return (
        msg("{said}: {file}", said=said, file=error.filename)
        if error.filename is not None
        else said
    )


def _say_traceback(error: BaseException) -> None:
    from traceback import format_exception

    say_as_it_is("".join(format_exception(error)).rstrip())


def _language(argv: Sequence[str]) -> str:
    """Look ahead for `--lang`, so that help and usage errors are in it too."""
    for index, word in enumerate(argv):
        name, equals, value = word.partition("=")
        if name == "--lang":
            asked = value if equals else "".join(argv[index + 1 : index + 2])
            if asked in LANGUAGES:
                return asked
    return language.from_environment(os.environ)


def _prepare_streams() -> None:
    """Speak UTF-8 with plain line ends on every system: a redirected stdout on Windows does not.

    A stream that was closed before the start is replaced, so that no file gets its number.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123  (stays open)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            errors = "surrogateescape" if stream is sys.stdin else "backslashreplace"
            reconfigure(encoding="utf-8", errors=errors)
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(newline="\n")
    _colour_windows()


def _colour_windows() -> None:
    """Let the console of Windows carry out colours; one that cannot gets none."""
    if sys.platform != "win32":
        return
    import ctypes
    import msvcrt

    kernel, mode = ctypes.windll.kernel32, ctypes.c_ulong()
    for stream in (sys.stdout, sys.stderr):
        if stream.isatty():
            console = msvcrt.get_osfhandle(stream.fileno())
            colours = kernel.GetConsoleMode(console, ctypes.byref(mode)) and kernel.SetConsoleMode(
                console, mode.value | _ESCAPE_CODES
            )
            if not colours:
                os.environ.setdefault("NO_COLOR", "1")


def _finish_stdout() -> None:
    """Print what the command had to say before it failed; it comes before the error."""
    try:
        sys.stdout.flush()
    except OSError:
        forget(sys.stdout)
