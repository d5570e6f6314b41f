"""The shell around the commands: common options, errors, exit codes, streams."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import typer

from coopctl import language
from coopctl.cli import main, program, registry
from coopctl.messages import CoopError, Problem, SeveralProblems, TextProblems, UsageProblem, msg
from coopctl.services.workspace.settings import Flags
from tests.conftest import Act, Runner

Install = Callable[[Act], None]


def _raise(error: BaseException) -> Act:
    def act(_ctx: typer.Context) -> int | None:
        raise error

    return act


# Every outcome of a command ends in one exit code and at most a sentence with a hint.


@pytest.mark.parametrize(("returned", "code"), [(None, 0), (0, 0), (1, 1), (3, 3)])
def test_a_command_returns_its_exit_code(
    returned: int | None, code: int, coopctl: Runner, probe: Install
) -> None:
    probe(lambda _ctx: returned)
    assert coopctl("probe") == (code, "", "")


def test_a_command_can_leave_with_a_code(coopctl: Runner, probe: Install) -> None:
    probe(_raise(typer.Exit(7)))
    assert coopctl("probe") == (7, "", "")


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (CoopError(msg("bad")), 1, "error: bad\n"),
        (CoopError(msg("bad"), msg("mend it")), 1, "error: bad\nhint: mend it\n"),
        (UsageProblem(msg("bad"), msg("mend it")), 2, "error: bad\nhint: mend it\n"),
        (
            SeveralProblems([Problem(msg("one"), None), Problem(msg("two"), msg("mend it"))]),
            2,
            "error: one\nerror: two\nhint: mend it\n",
        ),
        (TextProblems(msg("bad"), "x.yaml:1:2: error: bad"), 1, "x.yaml:1:2: error: bad\n"),
        (KeyboardInterrupt(), 130, "\ninterrupted; nothing was recorded\n"),
        (EOFError(), 1, "\nthe input ended; nothing was recorded\n"),
        (BrokenPipeError(32, "Broken pipe"), 141, ""),
        (
            OSError(28, "No space left on device"),
            1,
            "error: the system refused: No space left on device\n",
        ),
        (
            PermissionError(13, "Permission denied", "a/b"),
            1,
            "error: the system refused: Permission denied: a/b\n",
        ),
        (OSError("odd"), 1, "error: the system refused: odd\n"),
    ],
)  # fmt: skip
def test_an_error_is_a_sentence_and_a_code(
    error: BaseException, code: int, said: str, coopctl: Runner, probe: Install
) -> None:
    probe(_raise(error))
    assert coopctl("probe") == (code, "", said)


@pytest.mark.parametrize("kind", [MemoryError, RecursionError, ValueError, AssertionError])
def test_a_mistake_of_the_program_is_owned_up_to(
    kind: type[Exception], coopctl: Runner, probe: Install
) -> None:
    probe(_raise(kind("[red]{x}\x1b")))
    said = (
        f"error: this is a mistake in coopctl: {kind.__name__}: [red]{{x}}␛\n"
        "hint: run it again with `--debug` and send what it prints to the makers\n"
    )
    assert coopctl("probe") == (1, "", said)


def test_endless_recursion_is_one_line(coopctl: Runner, probe: Install) -> None:
    def act(ctx: typer.Context) -> int | None:
        return act(ctx)

    probe(act)
    code, out, err = coopctl("probe")
    assert (code, out, len(err.splitlines())) == (1, "", 2)
    assert "RecursionError" in err


@pytest.mark.parametrize("argv", [("probe", "--debug"), ("--debug", "probe")])
@pytest.mark.parametrize(
    ("error", "code", "last"),
    [
        (UsageProblem(msg("bad"), msg("mend it")), 2, "error: bad\nhint: mend it\n"),
        (KeyboardInterrupt(), 130, "\ninterrupted; nothing was recorded\n"),
        (BrokenPipeError(32, "Broken pipe"), 141, "BrokenPipeError: [Errno 32] Broken pipe\n"),
    ],
)
def test_debug_shows_where_it_arose_and_changes_nothing_else(
    error: BaseException,
    code: int,
    last: str,
    argv: tuple[str, ...],
    coopctl: Runner,
    probe: Install,
) -> None:
    probe(_raise(error))
    result = coopctl(*argv)
    assert (result.code, result.out) == (code, "")
    assert result.err.startswith("Traceback (most recent call last):\n")
    assert "in act\n    raise error\n" in result.err
    assert result.err.endswith(last)


def test_a_traceback_shows_what_people_wrote_as_it_is(coopctl: Runner, probe: Install) -> None:
    probe(_raise(ValueError("\x1b[2J")))
    result = coopctl("probe", "--debug")
    assert "ValueError: ␛[2J\n" in result.err
    assert "\x1b" not in result.err


def test_errors_speak_vietnamese(coopctl: Runner, probe: Install) -> None:
    probe(_raise(KeyboardInterrupt()))
    assert coopctl("probe", lang="vi") == (130, "", "\nđã ngắt; chưa ghi gì\n")


def test_data_comes_before_the_error(
    coopctl: Runner, probe: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = io.TextIOWrapper(io.BytesIO(), "utf-8", newline="")

    def act(_ctx: typer.Context) -> int | None:
        sys.stdout.write("rows so far\n")
        raise CoopError(msg("bad"))

    probe(act)
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", both)
        patch.setattr(sys, "stderr", both)
        assert main.main(["--lang", "en", "probe"]) == 1
    both.seek(0)
    assert both.read() == "rows so far\nerror: bad\n"


# Streams.


def test_output_is_utf8_with_plain_line_ends_whatever_the_system_says(
    probe: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, "ascii", newline="\r\n")

    def act(_ctx: typer.Context) -> int | None:
        sys.stdout.write("Hòa Bình \udc80\n")
        return None

    probe(act)
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", stream)
        assert main.main(["probe"]) == 0
    assert raw.getvalue() == "Hòa Bình \\udc80\n".encode()


def test_input_is_utf8(probe: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    probe(lambda _ctx: read.append(sys.stdin.readline()))
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("Hòa\n".encode()), "ascii"))
        assert main.main(["probe"]) == 0
    assert read == ["Hòa\n"]


def test_closed_streams_are_replaced(probe: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    probe(_raise(CoopError(msg("bad"))))
    with monkeypatch.context() as patch:
        for name in ("stdin", "stdout", "stderr"):
            patch.setattr(sys, name, None)
        code = main.main(["probe"])
        names = {stream.name for stream in (sys.stdin, sys.stdout, sys.stderr)}
        for stream in (sys.stdin, sys.stdout, sys.stderr):
            stream.close()
    assert (code, names) == (1, {os.devnull})


def test_streams_that_cannot_be_set_up_are_taken_as_they_are(
    probe: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = io.StringIO()

    def act(_ctx: typer.Context) -> int | None:
        sys.stdout.write("Hòa Bình\n")
        return None

    probe(act)
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", out)
        assert main.main(["probe"]) == 0
    assert out.getvalue() == "Hòa Bình\n"


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [(None, 141, ""), (CoopError(msg("bad")), 1, "error: bad\n")],
)
def test_what_is_left_for_a_closed_pipe_is_forgotten(
    error: Exception | None, code: int, said: str, probe: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    out, err = os.fdopen(write_end, "w"), io.StringIO()

    def act(_ctx: typer.Context) -> int | None:
        sys.stdout.write("rows\n")
        if error is not None:
            raise error
        return None

    probe(act)
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        assert main.main(["--lang", "en", "probe"]) == code
    out.close()  # would raise what is left over
    assert err.getvalue() == said


def test_a_closed_pipe_is_quiet() -> None:
    done = subprocess.run(
        ["bash", "-c", 'set -o pipefail; "$0" -m coopctl schema | true; echo $?', sys.executable],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    # The shell may be faster or slower than the program; either way nothing is said.
    assert done.stdout in {"141\n", "0\n"}
    assert done.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize(
    ("argv", "code", "said"),
    [
        (("schema",), 1, "error: the system refused: No space left on device\n"),
        (("--version",), 1, "error: the system refused: No space left on device\n"),
    ],
)
def test_a_full_disk_behind_stdout_is_one_line(argv: tuple[str, ...], code: int, said: str) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "coopctl", *argv], stdout=full, stderr=subprocess.PIPE,
            text=True, check=False,
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (code, said)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_behind_stderr_keeps_the_exit_code() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "coopctl", "no-such"], stderr=full, stdout=subprocess.PIPE,
            text=True, check=False,
        )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")


# Common options.


def _flags(coopctl: Runner, probe: Install, *argv: str) -> Flags:
    seen: list[Flags] = []
    probe(lambda ctx: seen.append(program.flags_of(ctx)))
    assert coopctl(*argv, lang=None) == (0, "", "")
    return seen[0]


@pytest.mark.parametrize("before", [True, False])
def test_common_options_stand_before_or_after_the_command(
    before: bool, coopctl: Runner, probe: Install
) -> None:
    words = (
        "--workspace", "w", "--ledger=l.db", "--lang", "vi", "--author", "A B", "--office", "hy",
        "--no-input", "--debug",
    )  # fmt: skip
    argv = (*words, "probe") if before else ("probe", *words)
    assert _flags(coopctl, probe, *argv) == Flags("w", "l.db", "vi", "A B", "hy", True, True)


def test_nothing_typed_is_nothing(coopctl: Runner, probe: Install) -> None:
    assert _flags(coopctl, probe, "probe") == Flags()


def test_the_option_after_the_command_beats_the_one_before(coopctl: Runner, probe: Install) -> None:
    argv = ("--author", "A", "--office", "x", "probe", "--author", "B")
    assert _flags(coopctl, probe, *argv) == Flags(author="B", office="x")


@pytest.mark.parametrize(
    ("argv", "environ", "expected"),
    [
        (("probe",), {}, "en"),
        (("probe",), {"LANG": "vi_VN.UTF-8"}, "vi"),
        (("probe",), {"COOPCTL_LANG": "vi"}, "vi"),
        (("--lang", "vi", "probe"), {}, "vi"),
        (("probe", "--lang=vi"), {}, "vi"),
        (("--lang", "en", "probe"), {"COOPCTL_LANG": "vi"}, "en"),
        (("--lang", "vi", "probe", "--lang", "en"), {}, "en"),
    ],
)
def test_the_language_of_a_run(
    argv: tuple[str, ...], environ: dict[str, str], expected: str, coopctl: Runner, probe: Install
) -> None:
    spoken: list[str] = []
    probe(lambda _ctx: spoken.append(language.current()))
    assert coopctl(*argv, lang=None, env=environ).code == 0
    assert spoken == [expected]


@pytest.mark.parametrize(
    ("argv", "environ", "expected"),
    [
        (("probe",), {}, "vi"),
        (("probe",), {"LANG": "C"}, "vi"),
        (("probe",), {"COOPCTL_LANG": "en"}, "en"),
        (("probe", "--lang", "en"), {}, "en"),
    ],
)
def test_the_language_of_the_settings_gives_way_to_flag_and_environment(
    argv: tuple[str, ...],
    environ: dict[str, str],
    expected: str,
    coopctl: Runner,
    probe: Install,
    workspace: Path,
) -> None:
    (workspace / "coopctl.toml").write_text('lang = "vi"\n')
    spoken: list[str] = []

    def act(ctx: typer.Context) -> int | None:
        program.settings_of(ctx)
        spoken.append(language.current())
        return None

    probe(act)
    assert coopctl(*argv, lang=None, env=environ).code == 0
    assert spoken == [expected]


@pytest.mark.parametrize("argv", [("--lang", "fr", "probe"), ("probe", "--lang", "fr")])
def test_a_language_that_is_not_there_is_refused(
    argv: tuple[str, ...], coopctl: Runner, probe: Install
) -> None:
    probe(lambda _ctx: 9)
    assert coopctl(*argv, lang=None) == (
        2,
        "",
        "error: `--lang`: there is no language `fr`\nhint: one of: vi, en\n",
    )


def test_the_version(coopctl: Runner) -> None:
    from coopctl import __version__

    assert coopctl("--version") == (0, f"coopctl {__version__}\n", "")


# What is imported.


def _modules_after(*argv: str) -> set[str]:
    code = (
        "import json, sys; from coopctl.cli.main import main; code = main(sys.argv[1:]);"
        " print('\\n' + json.dumps([code, *sys.modules]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *argv], capture_output=True, text=True, check=True
    )
    code_, *modules = json.loads(done.stdout.splitlines()[-1])
    assert code_ == 0, done.stderr
    return set(modules)


@pytest.mark.parametrize("argv", [("--help",), ("export", "--help"), ("--version",), ()])
def test_the_group_imports_no_command(argv: tuple[str, ...]) -> None:
    modules = _modules_after(*argv)
    heavy = {"rich.console", "yaml", "pydantic", "sqlite3", "sqlite_utils", "platformdirs"}
    assert modules.isdisjoint(set(registry.MODULES.values()))
    assert modules.isdisjoint(heavy)


def test_a_command_imports_its_own_module_only() -> None:
    modules = set(registry.MODULES.values())
    assert _modules_after("log", "--help") & modules == {"coopctl.cli.commands.see.log"}


@pytest.mark.parametrize("spec", registry.SPECS, ids=lambda spec: spec.name)
def test_every_command_of_the_table_is_there(spec: registry.Spec) -> None:
    command = program.load(spec)
    assert command.name == spec.name.rpartition(" ")[2]
    assert command.help
    assert command.examples
    assert all(f"coopctl {spec.name}" in example for example in command.examples)
