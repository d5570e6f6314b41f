"""Completion: what is offered where, in real bash, zsh and fish; the script for PowerShell is read as text only."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from inspect import signature
from pathlib import Path
from typing import get_args

import pytest
import typer
from hypothesis import given, settings
from hypothesis import strategies as st

from coopctl import language
from coopctl.cli import program, registry
from coopctl.cli.commands.hand_over.export_docx import _KINDS as DOCUMENTS
from coopctl.cli.commands.see.search import _KINDS as SEARCHED
from coopctl.cli.completing import answer, choices, in_ledger, shells, things
from coopctl.cli.completing.answer import find_candidates
from coopctl.cli.completing.kinds import Candidate, ValueKind
from coopctl.cli.completing.line import Lost, kinds_of
from coopctl.domain.exchange.columns import TABLES
from coopctl.domain.words.text import visible
from coopctl.files import own_lines
from tests.conftest import PLAN, Runner
from tests.helpers.machine import needs
from tests.helpers.searches import examples
from tests.helpers.shells import STARTS, Shell

FIRST, SECOND = "6 tháng đầu năm 2026", "6 tháng cuối năm 2025"
HOSTILE = "Kỳ $(touch pwned) `touch pwned`; !! \"a\" 'b' \\ * ~ & | > < # {x,y}"
# Values that are a text, a day or a number of the user's own.
_OWN = {
    "TEXT", "TEXT…", "DATE", "N", "NUMBER", "PERCENT", "SPAN", "NAME", "ROW", "DUE", "PERIOD",
    "COLUMN=FIELD",
}  # fmt: skip


@pytest.fixture
def recorded(workspace: Path, coopctl: Runner) -> Path:
    """A workspace with an update, a meeting with an action, and two periods."""
    for words in (
        ("add-update", "1.1", "in_progress", "--on", "1/2/2026", "--result", "Đã khảo sát"),
        ("add-meeting", "--on", "2/3/2026", "--title", "Giao ban", "--item", "1.1",
         "--action", "hoa-binh: gửi danh mục: 15/10/2026"),
        ("close-period", FIRST, "--from", "1/1/2026", "--as-of", "30/6/2026", "--yes"),
        ("close-period", SECOND, "--from", "1/7/2025", "--as-of", "31/12/2025", "--yes"),
    ):  # fmt: skip
        assert coopctl(*words).code == 0
    return workspace


def offered(*words: str) -> dict[str, str]:
    """Return what may stand in place of the last word, with what it is."""
    language.choose("en")
    head, found = find_candidates(words[:-1], words[-1])
    assert head == answer.WORDS
    return dict(found)


# What is offered


def test_commands_with_what_they_are_for(workspace: Path) -> None:
    every = offered("")
    assert list(every) == list(dict.fromkeys(spec.name.split()[0] for spec in registry.SPECS))
    assert every["status"] == "the dashboard of a plan, or a line for each plan"
    assert every["export"].startswith("Hand data over")
    assert list(offered("pl")) == ["plan"]
    assert list(offered("plan", "")) == ["log", "diff", "sign", "update"]


def test_words_that_no_command_takes_get_no_answer(workspace: Path) -> None:
    for words in (("nothing", ""), ("status", "1.1", "1.2", ""), ("status", "--nothing", "")):
        with pytest.raises(Lost):
            offered(*words)


@pytest.mark.parametrize("spec", registry.SPECS, ids=lambda spec: spec.name)
def test_every_option_of_every_command(spec: registry.Spec, workspace: Path) -> None:
    context = program.load(spec).make_context(spec.name, [], resilient_parsing=True)
    names = {
        name for param in context.command.get_params(context) for name in param.opts
        if name.startswith("--")
    }  # fmt: skip
    assert set(offered(*spec.name.split(), "--")) == names


def test_an_option_is_offered_once_unless_it_may_be_repeated(workspace: Path) -> None:
    assert "--json" not in offered("status", "--json", "--")
    assert "--as-of" not in offered("status", "--as-of", "1/1/2026", "--")
    assert "--timeliness" in offered("status", "--timeliness", "overdue", "--")
    assert offered("search", "--", "--") == {}


@pytest.mark.parametrize("spec", registry.SPECS, ids=lambda spec: spec.name)
def test_every_value_says_what_completes_it_or_is_the_user_s_own(spec: registry.Spec) -> None:
    command = program.load(spec)
    declared = kinds_of(sys.modules[registry.MODULES[spec.name]].command)
    shared = {option.name for option in program.common_options()}
    open_ = {
        param.metavar for param in command.params
        if not getattr(param, "is_flag", False) and param.name not in {*declared, *shared}
    }  # fmt: skip
    assert open_ <= _OWN
    assert set(declared) <= {str(param.name) for param in command.params}


def test_every_kind_is_declared_somewhere_and_has_a_list() -> None:
    used = {kind for kind in program.SHARED_KINDS.values() if kind}
    for spec in registry.SPECS:
        program.load(spec)
        used |= set(kinds_of(sys.modules[registry.MODULES[spec.name]].command).values())
    assert used == set(ValueKind)
    assert set(ValueKind) == {
        *answer._ASIDES, *choices.LABELS, *things._PARTS, ValueKind.ADDRESSED, ValueKind.TOPIC
    }  # fmt: skip
    parts = {part for parts in things._PARTS.values() for part in parts}
    assert parts <= {*in_ledger._LISTS, *in_ledger._KINDS}


def test_annotations_are_read_as_typer_reads_them() -> None:
    for spec in registry.SPECS:
        program.load(spec)
        for param in signature(
            sys.modules[registry.MODULES[spec.name]].command
        ).parameters.values():
            kinds = [part for part in get_args(param.annotation) if isinstance(part, ValueKind)]
            assert len(kinds) <= 1
            assert param.annotation is typer.Context or get_args(param.annotation)


def test_codes_are_those_that_the_commands_take() -> None:
    assert set(choices.LABELS[ValueKind.DOCUMENT]) == set(DOCUMENTS)
    assert set(choices.LABELS[ValueKind.TABLE]) == set(TABLES)
    assert choices.LABELS[ValueKind.SEARCHED_KIND] == SEARCHED


def test_codes_with_their_labels(workspace: Path) -> None:
    assert offered("add-update", "1.1", "in") == {"in_progress": "In progress"}
    assert offered("--lang", "vi", "add-update", "1.1", "in") == {"in_progress": "Đang thực hiện"}
    assert offered("--lang", "vi", "add-update", "1.1", "Đang") == {"Đang thực hiện": "in_progress"}
    assert set(offered("status", "--timeliness", "")) == set(choices.LABELS[ValueKind.TIMELINESS])
    assert offered("status", "--lang", "") == {"vi": "Tiếng Việt", "en": "English"}
    assert list(offered("completion", "")) == ["bash", "zsh", "fish", "powershell"]
    assert list(offered("export", "docx", "--kind=m")) == ["--kind=minutes"]


ITEMS = ["1.1", "1.2", "2.1", "2.2", "3.1", "3.10"]


def test_ids_with_their_titles_in_the_reader_s_language(recorded: Path) -> None:
    assert offered("show", "1.") == {"1.1": "Propose tasks", "1.2": "Variety trial"}
    assert offered("--lang", "vi", "show", "1.2") == {"1.2": "Khảo nghiệm giống"}
    assert offered("status", "te") == {"test": "Test plan"}
    assert offered("due", "--party", "") == {
        "hung-yen": "Hung Yen DOST",
        "hoa-binh": "Phu Tho DOST",
    }
    assert offered("--office", "hu") == {"hung-yen": "Hung Yen DOST"}
    assert offered("add-outcome", "2", "--indicator", "") == {"trained": "People"}
    assert offered("add-outcome", "1.1", "--indicator", "") == {}
    assert list(offered("status", "")) == [*ITEMS, "1", "2", "3", "test"]
    assert offered("status", "test:1.1") == {"test:1.1": "Propose tasks"}


def test_records_newest_first(recorded: Path) -> None:
    every = offered("show", "")
    meeting, action = (next(id_ for id_ in every if id_.endswith(end)) for end in ("-3", "/1"))
    assert action == f"{meeting}/1"
    assert every[action] == "gửi danh mục"
    assert every[meeting] == "2/3/2026 Meeting Giao ban"
    assert [one.rpartition("-")[2] for one in offered("retract", "")] == ["5", "4", "3", "2"]
    assert list(offered("export", "docx", "--kind", "minutes", "")) == [meeting]
    assert list(offered("export", "docx", "--kind", "letter", "")) == ["hung-yen", "hoa-binh"]
    assert offered("export", "docx", "") == {}
    assert [one.rpartition("-")[2] for one in offered("plan", "sign", "")] == ["1"]
    assert action in offered("add-update", "")


def test_what_was_taken_back_or_completed_is_not_offered_again(
    recorded: Path, coopctl: Runner
) -> None:
    every = offered("show", "")
    update, action = (next(id_ for id_ in every if id_.endswith(end)) for end in ("-2", "/1"))
    assert coopctl("retract", update, "--reason", "Nhầm").code == 0
    assert coopctl("add-update", action, "completed", "--completed-on", "1/6/2026").code == 0
    assert update not in offered("retract", "")
    assert action not in offered("add-update", "")
    assert action in offered("show", "")


def test_periods_with_their_days(recorded: Path) -> None:
    assert offered("status", "--period", "6 tháng đ") == {FIRST: "1/1/2026 – 30/6/2026"}
    assert set(offered("status", "--compare", "")) == {FIRST, SECOND}


def test_files_are_left_to_the_shell(workspace: Path) -> None:
    assert find_candidates(["export", "csv", "-o"], "x") == ("files", [])
    assert find_candidates(["export", "csv"], "--output=x") == ("files", [])
    assert find_candidates(["init"], "") == ("folders", [])
    assert find_candidates(["--workspace"], "") == ("folders", [])
    assert offered("add-meeting", "--title", "") == {}


def test_ids_that_two_plans_share_bear_the_plan(recorded: Path, coopctl: Runner) -> None:
    other = PLAN.replace("id: test", "id: other").replace("Propose tasks", "Other tasks")
    (recorded / "plans" / "other.yaml").write_text(other, "utf-8")
    assert coopctl("status").code == 0
    assert {"test:1.1", "other:1.1"} <= set(offered("show", ""))
    assert offered("show", "other:1.1") == {"other:1.1": "Other tasks"}
    assert list(offered("add-meeting", "--plan", "other", "--item", "1.1")) == ["1.1"]


def test_without_a_ledger_the_plan_files_say_what_there_is(workspace: Path) -> None:
    assert offered("show", "1.1") == {"1.1": "Propose tasks"}
    assert offered("due", "--party", "") == {
        "hung-yen": "Hung Yen DOST",
        "hoa-binh": "Phu Tho DOST",
    }
    assert list(offered("status", "")) == [*ITEMS, "1", "2", "3", "test"]
    assert offered("add-outcome", "2.1", "--indicator", "") == {"trained": "People"}
    assert offered("status", "--period", "") == {}


@pytest.mark.parametrize(
    "text",
    ["", "plan: 1", "plan: {id: x}\nareas: 3\nparties: [1]", "areas: [", "a: &x 1\nb: *x", "\0"],
)
def test_a_plan_file_that_is_none_stops_nothing(text: str, workspace: Path) -> None:
    (workspace / "plans" / "broken.yaml").write_text(text, "utf-8")
    assert offered("show", "1.1") == {"1.1": "Propose tasks"}


def test_another_workspace_and_no_workspace(
    recorded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert offered("--workspace", str(recorded), "show", "1.1") == {"1.1": "Propose tasks"}
    assert offered("show", "--workspace=~/work", "1.1") == {"1.1": "Propose tasks"}
    assert offered("show", "") == {}
    assert offered("add-update", "1.1", "susp") == {"suspended": "Suspended"}


def test_the_settings_say_the_language(recorded: Path) -> None:
    (recorded / "coopctl.toml").write_text('lang = "vi"\n', "utf-8")
    assert offered("show", "1.2") == {"1.2": "Khảo nghiệm giống"}
    assert offered("--lang", "en", "show", "1.2") == {"1.2": "Variety trial"}


# It writes nothing and says nothing else


def _everything(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {
        str(file): (file.stat().st_mtime_ns, file.read_bytes())
        for file in folder.rglob("*") if file.is_file() and "__pycache__" not in file.parts
    }  # fmt: skip


def _answer(*words: str, shell: str = "fish") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-B", "-m", "coopctl", "--complete", shell, "--", "coopctl", *words],
        capture_output=True, check=False, env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[4])},
    )  # fmt: skip


def test_nothing_is_written_not_even_a_changed_plan(recorded: Path, tmp_path: Path) -> None:
    plan = recorded / "plans" / "test.yaml"
    plan.write_text(PLAN.replace("Propose tasks", "Changed"), "utf-8")
    before = _everything(tmp_path)
    assert _answer("show", "1.1").stdout == b"words\n1.1\tPropose tasks\n"
    (recorded / "coopctl.db").rename(recorded / "kept.db")
    assert _answer("show", "1.1").stdout == b"words\n1.1\tChanged\n"
    (recorded / "kept.db").rename(recorded / "coopctl.db")
    assert _everything(tmp_path) == before


@pytest.mark.parametrize("content", [b"not a ledger", b"SQLite format 3\0" + b"\1" * 4000])
def test_whatever_is_wrong_nothing_is_said(content: bytes, workspace: Path, tmp_path: Path) -> None:
    (workspace / "coopctl.db").write_bytes(content)
    (workspace / "coopctl.toml").write_text("lang = [", "utf-8")
    for words in (
        ("show", ""),
        ("nothing", ""),
        ("status", "\udcff"),
        ("--lang", "xx", "show", ""),
    ):
        done = _answer(*(os.fsencode(word).decode("utf-8", "surrogateescape") for word in words))
        assert done.stderr == b""
        assert done.stdout in {b"", b"words\n"}
    for shell in ("bash", "powershell", "csh"):
        done = _answer(shell=shell)
        assert (done.stdout, done.stderr) == (b"", b"")


def test_an_answer_loads_nothing_heavy(recorded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It comes while somebody types: what it takes is measured by the benchmark."""
    monkeypatch.setenv("PYTHONPROFILEIMPORTTIME", "1")
    loaded = {
        line.rpartition("|")[2].strip() for line in _answer("show", "").stderr.decode().splitlines()
    }
    assert "coopctl.cli.main" in loaded
    assert loaded.isdisjoint({"rich", "yaml", "pydantic", "sqlite_utils", "holidays"})


# What people wrote is text

ANY = st.text(st.characters(codec="utf-8"), max_size=30)
PLAIN = ANY.filter(lambda text: bool(text) and answer._is_plain(text))


@given(value=ANY, about=ANY)
def test_an_answer_is_a_line_that_steers_nothing(value: str, about: str) -> None:
    for one in answer._presentable([Candidate(value, about)], ""):
        assert one.value == value
        for shell in ("bash", "zsh", "fish", "powershell"):
            line = shells.write(shell, shells.TypedWords([], ""), one)
            assert line.splitlines() == [line]
            text = line.replace("\t", "")
            assert visible(text) == text


@given(value=PLAIN, quote=st.sampled_from(["", "'", '"']))
def test_what_is_quoted_for_bash_is_read_as_that_text(value: str, quote: str) -> None:
    written = _closed(quote + shells._quote_for_bash(value, quote), quote)
    [word, rest] = shells.split(written + " ")
    assert word.text == value
    assert rest == shells.ShellWord("")


def _closed(written: str, quote: str) -> str:
    """Close a quote as bash does: unless it is the last character already."""
    return written if not quote or (written[-1] == quote and len(written) > 1) else written + quote


@needs("bash")
@settings(max_examples=examples(25))
@given(values=st.lists(st.tuples(PLAIN, st.sampled_from(["", "'", '"'])), min_size=1, max_size=20))
def test_real_bash_reads_it_as_that_text(values: list[tuple[str, str]]) -> None:
    words = [_closed(quote + shells._quote_for_bash(text, quote), quote) for text, quote in values]
    line = f"printf '%s\\0' {' '.join(words)}"
    done = subprocess.run(
        ["bash", "-c", line],
        capture_output=True,
        check=True,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
    assert done.stdout.decode().split("\0")[:-1] == [text for text, _ in values]


@given(value=PLAIN)
def test_what_is_quoted_for_powershell_is_one_word(value: str) -> None:
    written = shells._quote_for_powershell(value)
    if written != value:
        inner = written[1:-1]
        for quote in shells._SINGLE:
            inner = inner.replace(quote * 2, "")
        assert not set(inner) & set(shells._SINGLE) or "''" not in written
        assert written[0] == written[-1] == "'"
    assert shells._read_powershell(written) == value


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("coopctl show", ["coopctl", "show"]),
        ("coopctl show ", ["coopctl", "show", ""]),
        ('a "b c" \'d "e\' f\\ g', ["a", "b c", 'd "e', "f g"]),
        ('a "b \\" \\x', ["a", 'b " \\x']),
        ("a ''", ["a", ""]),
        ("a '' ", ["a", "", ""]),
        ("a b\\", ["a", "b"]),
        ("a $(b) `c`", ["a", "$(b)", "`c`"]),
        ('--period "6 thá', ["--period", "6 thá"]),
    ],
)
def test_a_line_is_read_as_a_shell_reads_it(line: str, words: list[str]) -> None:
    assert [word.text for word in shells.split(line)] == words


def test_bash_keeps_what_stands_before_a_break() -> None:
    place = shells._read_line('LANG=vi coopctl due --party="hu', "\"'=:")
    assert place == shells.TypedWords(["due"], "--party=hu", '"', "--party=")
    assert shells.write("bash", place, Candidate("--party=hung-yen")) == "hung-yen"


# In real shells


@pytest.fixture(params=[pytest.param(name, marks=needs(name)) for name in STARTS])
def shell(
    request: pytest.FixtureRequest, recorded: Path, coopctl: Runner, tmp_path: Path
) -> Iterator[Shell]:
    """A shell in the workspace, in which a period has a hostile name."""
    words = ("close-period", HOSTILE, "--from", "1/1/2025", "--as-of", "31/3/2025", "--yes")
    assert coopctl(*words).code == 0
    with Shell(request.param, tmp_path / "shell", recorded, {"COOPCTL_LANG": "en"}) as shell:
        yield shell


@pytest.mark.unix("a pseudo-terminal")
def test_tab_in_a_real_shell(shell: Shell, recorded: Path) -> None:
    shell.press_tab("coopctl stat")
    shell.press_tab("--per")
    shell.press_tab("6 tháng đ".replace(" ", "\\ "))
    assert shell.run() == ["status", "--period", FIRST]
    for quote in ('"', "'"):
        shell.press_tab(f"coopctl status --period {quote}6 tháng đ")
        assert shell.run() == ["status", "--period", FIRST]
        shell.press_tab(f"coopctl status --period {quote}K")
        assert shell.run() == ["status", "--period", HOSTILE]
    shell.press_tab("coopctl status --period K")
    assert shell.run() == ["status", "--period", HOSTILE]
    shell.press_tab("coopctl due --party=hu")
    assert shell.run() == ["due", "--party=hung-yen"]
    shell.press_tab("coopctl check pl")
    assert shell.run()[1].startswith("plans")
    assert not (recorded / "pwned").exists()


@pytest.mark.unix("a pseudo-terminal")
def test_from_elsewhere_in_a_real_shell(shell: Shell, recorded: Path, tmp_path: Path) -> None:
    shell.enter("cd /")
    shell.press_tab(f"coopctl --workspace {recorded} show 3.10")
    assert shell.run()[2:] == ["show", "3.10"]
    seen = shell.press_tab("coopctl show ")
    shell.clear()
    assert "rror" not in seen
    assert "Traceback" not in seen


@pytest.mark.unix("a pseudo-terminal")
@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=needs(name)) for name in ("zsh", "fish")]
)
def test_titles_stand_beside_the_ids(name: str, recorded: Path, tmp_path: Path) -> None:
    with Shell(name, tmp_path / "shell", recorded, {"COOPCTL_LANG": "vi"}) as shell:
        seen = shell.press_tab("coopctl show 1.")
        assert "Đề xuất nhiệm vụ" in seen
        assert "Khảo nghiệm giống" in seen
        shell.clear()
        assert "Đang thực hiện" in shell.press_tab("coopctl add-update 1.1 ")


# Scripts and where they go


@pytest.mark.parametrize("name", shells.SHELLS)
def test_the_script_is_printed_alone(name: str, coopctl: Runner) -> None:
    code, out, err = coopctl("completion", name)
    assert (code, out, err) == (0, shells.script(name), "")
    assert out.isascii()
    assert f"made by `coopctl completion {name}`" in out


@pytest.mark.parametrize("name", [pytest.param(name, marks=needs(name)) for name in STARTS])
def test_the_shell_finds_no_fault_in_its_script(name: str, tmp_path: Path) -> None:
    file = tmp_path / "script"
    file.write_text(shells.script(name), "utf-8")
    done = subprocess.run([name, "-n", str(file)], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_the_script_for_powershell_hands_over_words_and_takes_them_back_as_text() -> None:
    """Read as text: there is no PowerShell here to run it."""
    text = shells.script("powershell")
    assert "Register-ArgumentCompleter -Native -CommandName coopctl" in text
    assert f"$env:{shells.WORDS} = " in text
    assert "-CommandType Application" in text
    assert "CompletionResult]::new(" in text
    assert "Invoke-Expression" not in text
    assert text.count("{") == text.count("}")
    assert text.count("(") == text.count(")")


def test_what_powershell_hands_over_and_gets() -> None:
    place = shells.read_place("powershell", [], {shells.WORDS: "status\n--period\n'6 th"})
    assert place == shells.TypedWords(["status", "--period"], "6 th")
    line = shells.write("powershell", place, Candidate("6 tháng ’x’", "x"))
    assert line == "'6 tháng ’’x’’'\t6 tháng ’x’\tx"
    assert shells.write("powershell", place, Candidate("1.1")) == "1.1\t1.1\t1.1"


def test_install_puts_it_where_the_shell_looks(coopctl: Runner, tmp_path: Path) -> None:
    startup = tmp_path / ".zshrc"
    startup.write_bytes("# của tôi\r\nsetopt x".encode())
    assert coopctl("completion", "zsh", "--install").code == 0
    file = tmp_path / "home" / ".local" / "share" / "coopctl" / "completion.zsh"
    assert file.read_text("utf-8") == shells.script("zsh")
    lines = startup.read_text("utf-8")
    assert lines == (
        f"# của tôi\nsetopt x\n{own_lines.BEGIN}\n[ ! -r {file} ] || . {file}\n{own_lines.END}\n"
    )
    before = _everything(tmp_path)
    code, out, err = coopctl("completion", "zsh", "--install")
    assert (code, out) == (0, "")
    assert "has the completion already" in err
    assert _everything(tmp_path) == before


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=needs(name)) for name in ("bash", "zsh")]
)
@pytest.mark.unix("start-up files of shells")
def test_a_start_up_file_goes_without_the_program_and_the_script(
    name: str, coopctl: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coopctl.cli.completing.installing._BASH_COMPLETION", ())
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "it's $(touch pwned)"))
    assert coopctl("completion", name, "--install").code == 0
    for there in (True, False):
        if not there:
            shutil.rmtree(tmp_path / "it's $(touch pwned)")
        done = subprocess.run(
            [name, "-c", f". {tmp_path}/.{name}rc && echo fine"], capture_output=True, check=False,
            cwd=tmp_path, env={**os.environ, "PATH": "/usr/bin:/bin"},
        )  # fmt: skip
        assert (done.stdout, done.stderr) == (b"fine\n", b"")
    assert not (tmp_path / "pwned").exists()


def test_install_goes_through_links_and_keeps_all_else(coopctl: Runner, tmp_path: Path) -> None:
    kept = tmp_path / "dotfiles"
    kept.mkdir()
    (kept / "zshrc").write_text(f"first\n{own_lines.BEGIN}\nold\n{own_lines.END}\nlast\n", "utf-8")
    try:
        (tmp_path / ".zshrc").symlink_to(kept / "zshrc")
    except OSError:
        pytest.skip("no links here")
    assert coopctl("completion", "zsh", "--install").code == 0
    assert (tmp_path / ".zshrc").is_symlink()
    text = (kept / "zshrc").read_text("utf-8")
    assert text.startswith(f"first\n{own_lines.BEGIN}\n[ ! -r ")
    assert text.endswith(f"\n{own_lines.END}\nlast\n")


def test_install_leaves_a_file_that_is_another_s(coopctl: Runner, tmp_path: Path) -> None:
    file = tmp_path / "home" / ".config" / "fish" / "completions" / "coopctl.fish"
    file.parent.mkdir(parents=True)
    file.write_text("mine", "utf-8")
    code, _, err = coopctl("completion", "fish", "--install")
    assert (code, file.read_text("utf-8")) == (1, "mine")
    assert "coopctl did not make it" in err
    startup = tmp_path / ".zshrc"
    startup.write_text(own_lines.BEGIN, "utf-8")
    assert coopctl("completion", "zsh", "--install").code == 1
    assert startup.read_text("utf-8") == own_lines.BEGIN


def test_lines_in_a_wide_file_are_wide(tmp_path: Path) -> None:
    file = tmp_path / "profile.ps1"
    file.write_bytes("\ufeff# tôi\r\n".encode("utf-16-le"))
    assert own_lines.put_lines(file, "x")
    assert not own_lines.put_lines(file, "x")
    assert file.read_text("utf-16") == f"# tôi\n{own_lines.BEGIN}\nx\n{own_lines.END}\n"


def test_a_shell_that_is_none_is_refused(coopctl: Runner) -> None:
    assert coopctl("completion").code == 2
    code, out, err = coopctl("completion", "tcsh")
    assert (code, out) == (2, "")
    assert "powershell" in err
