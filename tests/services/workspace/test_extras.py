"""How to install what is missing: with what installed this program, from where it came."""

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from coopctl.services.workspace import extras
from coopctl.services.workspace.extras import install_command, install_hint

FOLDER = {"url": "file:///srv/my%20co", "dir_info": {}}
EDITABLE = {"url": "file:///srv/co", "dir_info": {"editable": True}}
GIT = {"url": "https://a.example/co.git", "vcs_info": {"vcs": "git", "commit_id": "1"}}
WHEEL: dict[str, Any] = {"url": "file:///srv/co.whl", "archive_info": {}}


@pytest.mark.skipif("os.name == 'nt'", reason="paths")
@pytest.mark.parametrize(
    ("origin", "installer", "command"),
    [
        ({}, "pipx install --force", 'pipx install --force "coopctl[office]"'),
        ({}, "uv tool install", 'uv tool install "coopctl[office]"'),
        ({}, "pip install", 'pip install "coopctl[office]"'),
        (FOLDER, "uv tool install", 'uv tool install "/srv/my co[office]"'),
        (EDITABLE, "uv pip install", "uv sync --project /srv/co --all-extras"),
        (EDITABLE, "pip install", 'pip install -e "/srv/co[office]"'),
        (GIT, "pipx install --force",
         'pipx install --force "coopctl[office] @ git+https://a.example/co.git"'),
        (WHEEL, "pip install", 'pip install "coopctl[office] @ file:///srv/co.whl"'),
    ],
)  # fmt: skip
def test_the_command_names_where_the_program_came_from(
    origin: dict[str, Any], installer: str, command: str
) -> None:
    assert install_command("office", origin, installer) == command


@pytest.mark.skipif("os.name == 'nt'", reason="a shell of Unix")
@pytest.mark.parametrize("folder", ["my co", "a$HOME", "a`b", 'a"b', "a!b", "it's", "a%b", "a\\b"])
def test_a_shell_reads_the_folder_as_it_is(folder: str) -> None:
    origin = {"url": Path(f"/srv/{folder}").as_uri(), "dir_info": {}}
    command = install_command("all", origin, "printf %s")
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert done.stdout == f"/srv/{folder}[all]"


@pytest.mark.parametrize(
    ("mark", "command"),
    [("pipx_metadata.json", "pipx install --force"), ("uv-receipt.toml", "uv tool install")],
)
def test_what_installed_it_left_a_mark(mark: str, command: str, tmp_path: Path) -> None:
    (tmp_path / mark).touch()
    assert extras._installer(tmp_path) == command


@pytest.mark.parametrize(("said", "command"), [("uv", "uv pip install"), ("pip", "pip install")])
def test_without_a_mark_it_is_as_the_installer_wrote(
    said: str, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extras, "_read", {"INSTALLER": f"{said}{os.linesep}"}.get)
    assert extras._installer(tmp_path) == command


@pytest.mark.parametrize("text", ["", "[]", "no JSON", "{", None])
def test_a_record_that_says_nothing_is_as_from_an_index(
    text: str | None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    class Recorded:
        def read_text(self, name: str) -> str | None:
            return text

    monkeypatch.setattr("importlib.metadata.distribution", lambda name: Recorded())
    monkeypatch.setattr("sys.prefix", str(tmp_path))
    assert str(install_hint("office")) == '`pip install "coopctl[office]"` brings it'
