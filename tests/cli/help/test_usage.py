"""What was typed wrongly is named, with how the command is called and where to read more."""

import pytest

from coopctl.cli.registry import SPECS
from tests.conftest import Runner

ROOT = "Usage: coopctl [OPTIONS] COMMAND …\n"
STATUS = "Usage: coopctl status [OPTIONS] [TARGET]\n"
EVERY_COMMAND = ", ".join(dict.fromkeys(spec.name.partition(" ")[0] for spec in SPECS))
STATUS_HELP = "hint: `coopctl status --help` shows what it takes\n"


@pytest.mark.parametrize(
    ("argv", "message", "usage", "hint"),
    [
        (
            ("status", "--jsn"),
            "error: `coopctl status` has no option `--jsn`\n",
            STATUS,
            "hint: the nearest are: --json\n",
        ),
        (("status", "-x"), "error: `coopctl status` has no option `-x`\n", STATUS, STATUS_HELP),
        (
            ("status", "--qqq=1"),
            "error: `coopctl status` has no option `--qqq`\n",
            STATUS,
            STATUS_HELP,
        ),
        (
            ("status", "--offce", "hung-yen"),
            "error: `coopctl status` has no option `--offce`\n",
            STATUS,
            "hint: the nearest are: --office\n",
        ),
        (
            ("--vers",),
            "error: `coopctl` has no option `--vers`\n",
            ROOT,
            "hint: the nearest are: --version\n",
        ),
        (("status", "--as-of"), "error: `--as-of` needs a value\n", STATUS, STATUS_HELP),
        (("status", "--lang"), "error: `--lang` needs a value\n", STATUS, STATUS_HELP),
        (
            ("--ledger",),
            "error: `--ledger` needs a value\n",
            ROOT,
            "hint: `coopctl --help` shows what it takes\n",
        ),
        (("status", "--json=1"), "error: `--json` takes no value\n", STATUS, STATUS_HELP),
        (("status", "--help=1"), "error: `--help` takes no value\n", STATUS, STATUS_HELP),
        (
            ("status", "1.1", "two", "words"),
            "error: `coopctl status` does not take `two, words`\n",
            STATUS,
            "hint: text with spaces goes in quotes; `coopctl status --help` shows what it takes\n",
        ),
        (
            ("statsu",),
            "error: there is no command `coopctl statsu`\n",
            ROOT,
            "hint: the nearest are: status\n",
        ),
        (
            ("add",),
            "error: there is no command `coopctl add`\n",
            ROOT,
            "hint: the nearest are: add-update, add-meeting, add-outcome\n",
        ),
        (
            ("zzz",),
            "error: there is no command `coopctl zzz`\n",
            ROOT,
            f"hint: one of: {EVERY_COMMAND}\n",
        ),
        (
            ("export", "cvs"),
            "error: there is no command `coopctl export cvs`\n",
            "Usage: coopctl export [OPTIONS] COMMAND …\n",
            "hint: the nearest are: ics, csv\n",
        ),
        (
            ("export", "csv", "--al"),
            "error: `coopctl export csv` has no option `--al`\n",
            "Usage: coopctl export csv [OPTIONS] [TABLE]\n",
            "hint: the nearest are: --all, --lang, --help\n",
        ),
    ],
)
def test_a_mistyped_call(
    argv: tuple[str, ...], message: str, usage: str, hint: str, coopctl: Runner
) -> None:
    result = coopctl(*argv, lang=None)
    assert result == (2, "", message + usage + hint)


def test_in_vietnamese(coopctl: Runner) -> None:
    said = (
        "lỗi: `coopctl status` không có tùy chọn `--jsn`\n"
        "Cách dùng: coopctl status [TÙY CHỌN] [ĐỐI_TƯỢNG]\n"
        "gợi ý: gần nhất là: --json\n"
    )
    assert coopctl("status", "--jsn", lang="vi") == (2, "", said)


@pytest.mark.parametrize("word", ["\x1b[2J", "{0}", "[red]"])
def test_what_was_typed_is_shown_as_it_is(word: str, coopctl: Runner) -> None:
    shown = word.replace("\x1b", "␛")
    result = coopctl(word)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"error: there is no command `coopctl {shown}`\n{ROOT}hint: ")


def test_a_complaint_of_another_kind_is_passed_on() -> None:
    from typer._click.exceptions import UsageError

    from coopctl.cli.help.usage import explain
    from coopctl.cli.program import root

    program = root()
    with program.make_context("coopctl", ["status"]) as ctx:
        problem = explain(UsageError("strange"), ctx)
    assert str(problem.message) == "this cannot be understood: strange"
    assert str(problem.hint) == "`coopctl --help` shows what it takes"
    assert problem.usage + "\n" == ROOT
