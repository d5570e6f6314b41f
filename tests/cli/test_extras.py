"""How to install what is missing: by the way that this installation came."""

from typing import Any

import pytest

from coopctl.cli.extras import install_commands, install_hint


@pytest.mark.skipif("os.name == 'nt'", reason="paths")
@pytest.mark.parametrize(
    ("origin", "uv", "pip"),
    [
        ({}, "uv tool install 'coopctl[office]'", "pip install 'coopctl[office]'"),
        ({"url": "file:///srv/my%20co", "dir_info": {}},
         "uv tool install '/srv/my co[office]'", "pip install '/srv/my co[office]'"),
        ({"url": "file:///srv/co", "dir_info": {"editable": True}},
         "uv sync --project /srv/co --all-extras", "pip install -e '/srv/co[office]'"),
        ({"url": "https://a.example/co.git", "vcs_info": {"vcs": "git", "commit_id": "1"}},
         "uv tool install 'coopctl[office] @ git+https://a.example/co.git'",
         "pip install 'coopctl[office] @ git+https://a.example/co.git'"),
        ({"url": "file:///srv/co.whl", "archive_info": {}},
         "uv tool install 'coopctl[office] @ file:///srv/co.whl'",
         "pip install 'coopctl[office] @ file:///srv/co.whl'"),
    ],
    ids=["index", "folder", "editable", "git", "wheel"],
)  # fmt: skip
def test_the_command_names_where_the_program_came_from(
    origin: dict[str, Any], uv: str, pip: str
) -> None:
    assert install_commands("office", origin) == (uv, pip)


@pytest.mark.parametrize("text", ["", "[]", "no JSON", "{"])
def test_a_record_that_says_nothing_is_as_from_an_index(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Recorded:
        def read_text(self, name: str) -> str:
            return text

    monkeypatch.setattr("importlib.metadata.distribution", lambda name: Recorded())
    assert str(install_hint("office")) == (
        "`uv tool install 'coopctl[office]'` or `pip install 'coopctl[office]'` brings it"
    )
