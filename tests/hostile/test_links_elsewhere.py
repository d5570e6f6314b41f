"""A link in a workspace that leads to another computer is said, and nothing there is asked."""

import os
from pathlib import Path
from typing import Any

import pytest

from coopctl.files import shares
from tests.conftest import Runner
from tests.helpers.story import tell
from tests.test_vietnamese import _left_over

FAR = "//may-chu/chung"
_LINKS = ("plans", "plans/khac.yaml", "coopctl.toml", "holidays.toml", "coopctl.db", "evidence")
_COMMANDS = (
    ("status",),
    ("add-update", "1.1", "in_progress", "--evidence", "a.txt"),
    ("verify",),
    ("check",),
)


@pytest.mark.parametrize("name", _LINKS)
@pytest.mark.parametrize("words", _COMMANDS, ids=lambda words: words[0])
def test_a_link_to_another_computer_is_not_followed(
    name: str,
    words: tuple[str, ...],
    workspace: Path,
    coopctl: Runner,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tell(coopctl)
    (workspace / "a.txt").write_text("a", "utf-8")
    place = workspace / name
    if place.exists():
        place.rename(workspace / "before")
    place.symlink_to(f"{FAR}/{name}")
    monkeypatch.setattr(shares, "is_shared", lambda path: str(path).startswith(FAR))
    asked: list[str] = []
    for call in ("stat", "open", "scandir", "listdir"):
        real = getattr(os, call)

        def watched(path: Any, *more: Any, real: Any = real, **named: Any) -> Any:
            asked.append(str(path))
            return real(path, *more, **named)

        monkeypatch.setattr(os, call, watched)
    result = coopctl(*words)
    vi = coopctl(*words, lang="vi")
    said = f"{name}` is a link that leads to another computer"
    assert [one for one in asked if one.endswith(f"/{name}") or one.startswith(FAR)] == []
    if result.code and "link" in result.err:
        assert said in result.out + result.err
        assert "take the link away" in result.err
        assert _left_over(vi.out + vi.err) <= {"plans", "coopctl", "evidence", "holidays", "khac"}
    else:  # it has nothing to do with this command
        assert (name, words[0]) in {
            ("holidays.toml", "check"), ("holidays.toml", "status"), ("holidays.toml", "verify"), ("holidays.toml", "add-update"),
            ("coopctl.db", "check"), ("evidence", "check"), ("evidence", "status"),
        }  # fmt: skip
