"""Help pages, in both languages and every width, and the reference made of the same words."""

from collections.abc import Callable
from pathlib import Path

import pytest

from coopctl import language
from coopctl.cli import registry
from coopctl.cli.help.commands_page import page as reference
from tests.conftest import Act, Runner

COMMON_EN = """\
Common options:
  --workspace DIR           the folder with `plans/`; else the nearest one
                            upwards
  --ledger FILE             the ledger; else `coopctl.db` in the workspace
  --lang vi|en              the language; else COOPCTL_LANG or the locale
  --author NAME             who records; else COOPCTL_AUTHOR, the settings or
                            the system user
  --office PARTY            the party whose office records; else COOPCTL_OFFICE
                            or the settings
  --no-input                ask nothing, even on a terminal
  --debug                   show where in the program an error arose
  -h, --help                show this page
"""
PAGES = [(), ("export",), ("import",), *(tuple(spec.name.split()) for spec in registry.SPECS)]


@pytest.fixture(autouse=True)
def _nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Help needs no workspace."""
    monkeypatch.chdir(tmp_path)


def test_a_command_s_page(coopctl: Runner, probe: Callable[[Act], None]) -> None:
    probe(lambda _ctx: 9)
    page = (
        "Usage: coopctl probe [OPTIONS] [WORD]\n\nTry the shell out.\n\n"
        "Arguments:\n  WORD                      a word\n\n"
        "Options:\n  --colour NAME             a colour\n"
        "  -l, --loud                loudly\n\n"
        f"{COMMON_EN}\nExamples:\n  coopctl probe --loud\n"
    )
    assert coopctl("probe", "--help") == (0, page, "")
    assert coopctl("probe", "-h") == (0, page, "")


def test_the_program_s_page(coopctl: Runner, probe: Callable[[Act], None]) -> None:
    probe(lambda _ctx: 9)
    page = (
        "Usage: coopctl [OPTIONS] COMMAND …\n\n"
        "Keep track of a cooperation agreement: where each item stands, who owes what.\n\n"
        "Trials:\n  probe                     what the shell does\n\n"
        "Options:\n  --version                 print the version\n\n"
        f"{COMMON_EN}\n`coopctl COMMAND --help` shows one command with examples.\n"
    )
    for argv in ((), ("-h",), ("--help",)):
        assert coopctl(*argv) == (0, page, "")


def test_a_group_s_page(coopctl: Runner) -> None:
    page = (
        "Usage: coopctl export [OPTIONS] COMMAND …\n\n"
        "Hand data over: tables, documents, a web page, a calendar, or the whole journal.\n\n"
        "Hand over:\n  csv                       a table, for Excel and other programs\n"
        "  xlsx                      the annex and every table as a workbook\n"
        "  docx                      a report, minutes or a letter, for Word\n"
        "  html                      a web page, to read, to print, to hand on\n"
        "  ics                       meetings and deadlines, for a calendar\n"
        "  json                      the whole journal, without loss\n"
        "  request                   a sheet for the other side to fill in\n\n"
        f"{COMMON_EN}\n`coopctl COMMAND --help` shows one command with examples.\n"
    )
    assert coopctl("export") == (0, page, "")
    assert coopctl("export", "-h") == (0, page, "")


def test_the_program_s_page_has_every_command_under_a_heading(coopctl: Runner) -> None:
    lines = coopctl("--help").out.splitlines()
    at = [
        lines.index(f"{heading.title}:") for heading in registry.HEADINGS
    ] + [lines.index("Options:")]  # fmt: skip
    for heading, start, end in zip(registry.HEADINGS, at, at[1:], strict=False):
        listed = [line[2:27].strip() for line in lines[start + 1 : end] if line[2:27].strip()]
        assert listed == [spec.name for spec in heading.commands]


@pytest.mark.parametrize("argv", PAGES, ids=" ".join)
def test_every_page_in_vietnamese(argv: tuple[str, ...], coopctl: Runner) -> None:
    code, page, err = coopctl(*argv, "--help", lang="vi")
    assert (code, err) == (0, "")
    assert page.startswith("Cách dùng: " + " ".join(("coopctl", *argv, "[TÙY CHỌN]")))
    assert "\nTùy chọn chung:\n" in page
    english = coopctl(*argv, "--help").out.splitlines()
    examples = english[english.index("Examples:") :] if "Examples:" in english else []
    left = set(english) & set(page.splitlines()) - {""} - set(examples)
    assert {line for line in left if not line.startswith("  -")} == set()


@pytest.mark.parametrize("argv", PAGES, ids=" ".join)
def test_pages_keep_to_the_width(argv: tuple[str, ...], coopctl: Runner) -> None:
    for lang, columns, widest in (
        ("vi", 0, 80), ("en", 80, 80), ("vi", 60, 60), ("en", 60, 60), ("vi", 300, 100),
    ):  # fmt: skip
        page = coopctl(*argv, "--help", lang=lang, env={"COLUMNS": str(columns)}).out
        head, _, examples = page.partition("Ví dụ:" if lang == "vi" else "Examples:")
        assert max(map(len, head.splitlines())) <= widest
        assert all(line.startswith("  coopctl ") for line in examples.splitlines() if line)


def test_a_very_narrow_terminal_still_gets_a_page(
    coopctl: Runner, probe: Callable[[Act], None]
) -> None:
    probe(lambda _ctx: 9)
    code, page, err = coopctl("probe", "--help", env={"COLUMNS": "1"})
    assert (code, err) == (0, "")
    assert (
        "  --no-input                ask nothing,\n                            even on a\n" in page
    )


def test_options_are_never_broken_at_their_dashes(
    coopctl: Runner, probe: Callable[[Act], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    probe(lambda _ctx: 9)
    spec = registry.SPECS[0]
    about = " ".join(["--one-long-option"] * 8)
    heading = registry.Heading("Trials", "see", (spec._replace(help=about),))
    monkeypatch.setattr(registry, "HEADINGS", (heading,))
    lines = coopctl("--help", env={"COLUMNS": "60"}).out.splitlines()
    words = [word for line in lines for word in line.split() if "long" in word]
    assert words == ["--one-long-option"] * 8


def test_a_long_name_stands_on_a_line_of_its_own(
    coopctl: Runner, probe: Callable[[Act], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    probe(lambda _ctx: 9)
    name = "a-command-with-a-very-long-name"
    heading = registry.Heading("Trials", "see", (registry.SPECS[0]._replace(name=name),))
    monkeypatch.setattr(registry, "HEADINGS", (heading,))
    assert f"\n  {name}\n{' ' * 28}what the shell does\n" in coopctl("--help").out


def test_help_is_asked_for_before_anything_else(coopctl: Runner) -> None:
    assert coopctl("status", "--as-of", "nonsense", "--help").code == 0
    assert coopctl("--workspace", "nowhere", "status", "-h").code == 0


def test_the_reference_has_every_command_once_and_no_more() -> None:
    text = reference()
    headings = [line for line in text.splitlines() if line.startswith("#")]
    assert [line for line in headings if line.startswith("## ")] == [
        *(f"## {heading.title}" for heading in registry.HEADINGS),
        "## Common options",
    ]
    entries = [line for line in headings if line.startswith("### ")]
    assert len(entries) == len(registry.SPECS)
    for entry, spec in zip(entries, registry.SPECS, strict=True):
        assert entry.startswith(f"### `coopctl {spec.name} [OPTIONS]")


def test_an_entry_of_the_reference(probe: Callable[[Act], None]) -> None:
    probe(lambda _ctx: 9)
    before, _, common = reference().partition("## Common options\n")
    assert before == (
        "# Every command, its options and examples\n\n## Trials\n\n### `coopctl probe [OPTIONS] [WORD]`\n\nTry the shell out.\n\n"
        "- `WORD` – a word\n- `--colour NAME` – a colour\n- `-l, --loud` – loudly\n\n"
        "```sh\ncoopctl probe --loud\n```\n\n"
    )
    assert common.startswith("\n- `--workspace DIR` – the folder with `plans/`; else the nearest")
    assert common.endswith("\n- `-h, --help` – show this page\n")


def test_a_command_without_words_of_its_own_has_no_list() -> None:
    entry = reference().partition("### `coopctl schema [OPTIONS]`\n")[2].partition("\n## ")[0]
    assert "- `" not in entry
    assert "\n\n\n" not in entry


def test_the_reference_in_vietnamese() -> None:
    language.choose("vi")
    assert "## Tùy chọn chung\n" in reference()
