"""The command line: parse, call, print. `main` is the one place where errors become text and codes."""

import contextlib
import os
import sys
from collections.abc import Sequence

from coopctl import language
from coopctl.domain.messages import CoopError, N_, SeveralProblems, TextProblems, msg
from coopctl.output.talk import say, say_problem

INTERRUPTED = 130
_PIPE_CLOSED = 141  # as a shell reports a program that SIGPIPE ended


def main(argv: Sequence[str]) -> int:
    """Run one command; return its exit code: 0 done, 1 failed, 2 usage, 130 interrupted."""
    _speak_utf8()
    language.choose(_language(argv))
    if "--debug" in argv:
        return _run(argv)
    try:
        return _run(argv)
    except CoopError as error:
        return _report(error)
    except KeyboardInterrupt:
        say("\n" + language._(N_("interrupted; nothing was recorded")))
        return INTERRUPTED
    except EOFError:
        say("\n" + language._(N_("the input ended; nothing was recorded")))
        return 1
    except BrokenPipeError:
        _forget_stdout()
        return _PIPE_CLOSED
    except OSError as error:
        say_problem(msg(N_("the system refused: {reason}"), reason=error))
        _forget_stdout()
        return 1
    except Exception as error:  # noqa: BLE001  (the last net: a person gets a sentence, no traceback)
        say_problem(
            msg(
                N_("this is a mistake in coopctl: {kind}: {text}"),
                kind=type(error).__name__,
                text=error,
            ),
            msg(N_("run it again with `--debug` and send what it prints to the makers")),
        )
        return 1


def _run(argv: Sequence[str]) -> int:
    from typer._click.exceptions import UsageError

    from coopctl.cli.app import run

    try:
        code = run(argv)
        sys.stdout.flush()
    except UsageError as error:
        from coopctl.cli.usage import explain

        raise explain(error) from error
    return code


def _report(error: CoopError) -> int:
    if isinstance(error, TextProblems):
        say(error.text)
        return error.exit_code
    problems = error.problems if isinstance(error, SeveralProblems) else [error]
    with contextlib.suppress(BrokenPipeError):
        sys.stdout.flush()
    for problem in problems:
        say_problem(problem.message, problem.hint)
    return error.exit_code


def _language(argv: Sequence[str]) -> str:
    """Look ahead for `--lang`, so that help and usage errors are in it too."""
    for index, word in enumerate(argv):
        name, equals, value = word.partition("=")
        if name == "--lang":
            asked = value if equals else "".join(argv[index + 1 : index + 2])
            if asked in language.LANGUAGES:
                return asked
    return language.from_environment(os.environ)


def _speak_utf8() -> None:
    """Print Vietnamese wherever stdout goes: a redirected one has another encoding on Windows."""
    for stream in (sys.stdout, sys.stderr, sys.stdin):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            errors = "surrogateescape" if stream is sys.stdin else "backslashreplace"
            reconfigure(encoding="utf-8", errors=errors)


def _forget_stdout() -> None:
    """Leave nothing to be flushed at exit, where it would fail once more."""
    with contextlib.suppress(OSError, ValueError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, sys.stdout.fileno())
        os.close(null)
