"""Where settings come from, which one wins, and what is wrong with them."""

import getpass
import sys
from collections.abc import Mapping
from pathlib import Path

import platformdirs
import pytest

from coopctl.messages import CoopError
from coopctl.services.workspace.settings import (
    Flags,
    Settings,
    find_settings,
    read_user_file,
    system_user,
)
from tests.conftest import Runner
from tests.helpers.printed import read_json


@pytest.fixture
def user_file(tmp_path: Path) -> Path:
    folder = tmp_path / "home" / ".config" / "coopctl"
    folder.mkdir(parents=True)
    return folder / "settings.toml"


def settings(place: Path, environ: Mapping[str, str] | None = None, **flags: str) -> Settings:
    home = {"XDG_CONFIG_HOME": str(place.parent / "home" / ".config")}
    return find_settings(Flags(**flags), home | dict(environ or {}))  # type: ignore[arg-type]


def test_defaults(workspace: Path) -> None:
    found = settings(workspace)
    assert found == Settings(
        workspace=workspace, plans=workspace / "plans", ledger=workspace / "coopctl.db",
        stated_author=None, office=None, lang=None, due_soon_days=7, stale_days=60, no_input=False,
    )  # fmt: skip
    assert found.author == "tester"


def test_flag_beats_environment_beats_workspace_beats_user(
    workspace: Path, user_file: Path
) -> None:
    user_file.write_text('author = "user"\noffice = "u"\nlang = "en"\ndue_soon_days = 1\n')
    found = settings(workspace)
    assert (found.author, found.office, found.lang, found.due_soon_days) == ("user", "u", "en", 1)
    (workspace / "coopctl.toml").write_text('author = "workspace"\noffice = "w"\ndue_soon_days = 0')
    found = settings(workspace)
    assert (found.author, found.office, found.lang, found.due_soon_days) == (
        "workspace", "w", "en", 0,
    )  # fmt: skip
    environ = {"COOPCTL_AUTHOR": "env", "COOPCTL_OFFICE": "e", "COOPCTL_LEDGER": "e.db"}
    found = settings(workspace, environ)
    assert (found.author, found.office, found.ledger) == ("env", "e", Path("e.db"))
    found = settings(workspace, environ, author="flag", office="f", ledger="f.db")
    assert (found.author, found.office, found.ledger) == ("flag", "f", Path("f.db"))


def test_empty_values_are_none(workspace: Path, user_file: Path) -> None:
    user_file.write_text('author = ""\n')
    environ = {"COOPCTL_AUTHOR": "", "COOPCTL_OFFICE": "", "COOPCTL_LEDGER": ""}
    assert settings(workspace, environ) == settings(workspace)


def test_author_signs_what_is_recorded(workspace: Path, coopctl: Runner) -> None:
    (workspace / "coopctl.toml").write_text('author = "Tệp"\noffice = "hoa-binh"\n', "utf-8")
    coopctl("add-update", "1.1", "in_progress", "--on", "1/1/2025")
    coopctl("add-update", "1.1", "in_progress", "--on", "2/1/2025", env={"COOPCTL_AUTHOR": "Env"})
    coopctl("add-update", "1.1", "in_progress", "--on", "3/1/2025", "--author", "Cờ")
    found = read_json(coopctl("log", "--kind", "update", "--json").out)
    assert [(entry["author"], entry["office"]) for entry in found] == [
        ("Tệp", "hoa-binh"), ("Env", "hoa-binh"), ("Cờ", "hoa-binh"),
    ]  # fmt: skip


def test_due_soon_days_widen_the_class(workspace: Path, coopctl: Runner) -> None:
    def soon() -> list[str]:
        out = coopctl("status", "--timeliness", "due_soon", "--json").out
        return [row["item"] for row in read_json(out)["items"]]

    assert soon() == ["3.1", "3.10"]
    (workspace / "coopctl.toml").write_text("due_soon_days = 0\n")
    assert soon() == ["3.10"]
    (workspace / "coopctl.toml").write_text("due_soon_days = 200\n")
    assert soon() == ["1.2", "3.1", "3.10"]
    (workspace / "coopctl.toml").write_text("due_soon_days = 366\n")
    assert soon() == ["1.2", "3.1", "3.10"]


def test_language_of_the_workspace(workspace: Path, coopctl: Runner) -> None:
    (workspace / "coopctl.toml").write_text('lang = "vi"\n')
    assert "Kế hoạch thử" in coopctl("status", lang=None).out
    assert "Test plan" in coopctl("status", lang=None, env={"COOPCTL_LANG": "en"}).out
    assert "Test plan" in coopctl("status", lang="en").out


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("office = \n", "coopctl.toml"),
        ("offices = 'x'\n", "`offices`"),
        ("lang = 'fr'\n", "`lang`"),
        ("lang = ['vi']\n", "`lang`"),
        ("author = 3\n", "`author`"),
        ("office = true\n", "`office`"),
        ("due_soon_days = -1\n", "`due_soon_days`"),
        (f"due_soon_days = {'9' * 30}\n", "`due_soon_days`"),
        ("due_soon_days = true\n", "`due_soon_days`"),
        ("due_soon_days = '7'\n", "`due_soon_days`"),
        ("stale_days = 367\n", "`stale_days`"),
        ("[author]\nname = 'x'\n", "`author`"),
    ],
)
@pytest.mark.parametrize("place", ["workspace", "user"])
def test_wrong_settings_are_named_with_a_remedy(
    workspace: Path, coopctl: Runner, user_file: Path, text: str, named: str, place: str
) -> None:
    file = workspace / "coopctl.toml" if place == "workspace" else user_file
    file.write_text(text)
    result = coopctl("status")
    assert (result.code, result.out) == (1, "")
    error, hint = result.err.splitlines()
    assert file.name in error
    assert named in error if named.startswith("`") else True
    assert hint.startswith("hint: ")


def test_mistyped_key_names_the_nearest(workspace: Path, coopctl: Runner) -> None:
    (workspace / "coopctl.toml").write_text("ofice = 'x'\n")
    assert "office" in coopctl("status").err.splitlines()[1]


def test_settings_that_are_no_text_or_no_file(workspace: Path, coopctl: Runner) -> None:
    file = workspace / "coopctl.toml"
    file.write_bytes(b'author = "\xff"\n')
    assert "coopctl.toml" in coopctl("status").err
    assert coopctl("status").code == 1
    file.unlink()
    file.mkdir()
    result = coopctl("status")
    assert result.code == 1
    assert "is no ordinary file" in result.err


def test_settings_saved_with_a_byte_order_mark(workspace: Path) -> None:
    (workspace / "coopctl.toml").write_text('author = "Bình"\n', "utf-8-sig")
    assert settings(workspace).author == "Bình"


def test_workspace_is_found_from_a_folder_below(
    workspace: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    below = workspace / "a" / "b"
    below.mkdir(parents=True)
    assert "Test plan" in coopctl("status", cwd=below).out
    monkeypatch.chdir(below)
    assert settings(workspace).ledger == workspace / "coopctl.db"


def test_workspace_that_is_named_wins(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("one", "two"):
        (tmp_path / name / "plans").mkdir(parents=True)
    environ = {"COOPCTL_WORKSPACE": str(tmp_path / "one")}
    assert settings(workspace, environ).workspace == tmp_path / "one"
    named = settings(workspace, environ, workspace=str(tmp_path / "two"))
    assert named.workspace == tmp_path / "two"


def test_named_folder_that_is_no_workspace(workspace: Path, coopctl: Runner) -> None:
    result = coopctl("status", "--workspace", "nowhere")
    assert (result.code, result.out) == (1, "")
    error, hint = result.err.splitlines()
    assert "`nowhere`" in error
    assert "`coopctl init nowhere`" in hint


def test_no_workspace_anywhere(
    tmp_path: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = coopctl("status")
    assert (result.code, result.out) == (1, "")
    error, hint = result.err.splitlines()
    assert "`plans`" in error
    assert "`coopctl init`" in hint
    assert "`--workspace`" in hint


def test_ledger_elsewhere(workspace: Path, tmp_path: Path, coopctl: Runner) -> None:
    ledger = tmp_path / "elsewhere.db"
    assert coopctl("add-update", "1.1", "in_progress", "--ledger", str(ledger)).code == 0
    assert ledger.exists()
    assert not (workspace / "coopctl.db").exists()
    assert "In progress" in coopctl("status", env={"COOPCTL_LEDGER": str(ledger)}).out
    assert "In progress" not in coopctl("status").out


@pytest.mark.parametrize("error", [OSError(), KeyError("uid"), ImportError("pwd")])
def test_system_without_a_name_for_the_user(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail() -> str:
        raise error

    monkeypatch.setattr(getpass, "getuser", fail)
    assert system_user() == "unknown"


@pytest.mark.parametrize(
    ("name", "kept"), [("a\x1b[31m", "unknown"), (" ", "unknown"), ("Bình ", "Bình")]
)
def test_system_name_is_cleaned(monkeypatch: pytest.MonkeyPatch, name: str, kept: str) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: name)
    assert system_user() == kept


@pytest.mark.parametrize("where", ["--author", "COOPCTL_AUTHOR", "coopctl.toml"])
def test_author_with_steering_characters_is_refused(
    workspace: Path, coopctl: Runner, where: str
) -> None:
    words = ["add-update", "1.1", "in_progress"]
    env = {}
    if where == "--author":
        words += [where, "a\x1b[31m"]
    elif where == "COOPCTL_AUTHOR":
        env = {where: "a\x1b[31m"}
    else:
        (workspace / where).write_text('author = "a\\u001b[31m"\n')
    result = coopctl(*words, env=env)
    assert result.code in {1, 2}
    assert "U+001B" in result.err
    assert "\x1b" not in result.err
    assert not (workspace / "coopctl.db").exists()


def test_user_file_is_where_the_platform_keeps_settings(
    user_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    user_file.write_text('author = "user"\n')
    environ = {"XDG_CONFIG_HOME": str(tmp_path / "home" / ".config")}
    if sys.platform == "linux":
        assert platformdirs.user_config_dir("coopctl", appauthor=False) == str(user_file.parent)
        assert read_user_file(environ) == {"author": "user"}
        assert read_user_file({"XDG_CONFIG_HOME": " "}) == {"author": "user"}
        monkeypatch.setattr(sys, "platform", "freebsd14")
    assert read_user_file(environ) == {"author": "user"}


def test_user_without_a_home_has_no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless(*_args: object, **_more: object) -> str:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(platformdirs, "user_config_dir", homeless)
    assert read_user_file({}) == {}


def test_wrong_settings_have_their_place(workspace: Path, coopctl: Runner) -> None:
    file = workspace / "coopctl.toml"
    file.write_text('lang = "vi"\n  "author" = 3\n')
    assert "coopctl.toml:2:3" in coopctl("status").err
    file.write_text('"\\u0061uthor" = 3\n')  # a key that stands there in no letters of its own
    error = coopctl("status").err.splitlines()[0]
    assert "coopctl.toml`" in error
    assert "`author`" in error


def test_settings_error_is_raised_before_anything_is_made(workspace: Path) -> None:
    (workspace / "coopctl.toml").write_text("lang = 'fr'\n")
    with pytest.raises(CoopError):
        settings(workspace)
    assert not (workspace / "coopctl.db").exists()
