"""Where links lead: read link by link, and nothing outside is touched before it is judged."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coopctl.files.links import follow, is_within
from tests.helpers.searches import examples


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "gui"
    (place / "tep").mkdir(parents=True)
    (place / "tep" / "a.txt").write_text("a", "utf-8")
    (tmp_path / "mat.txt").write_text("m", "utf-8")
    return place


@pytest.fixture
def touched(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Yield the paths that the system is asked about, those of links that are followed by asking too."""
    seen: list[str] = []
    for name in ("stat", "open", "scandir", "listdir", "lstat", "readlink", "access"):
        real = getattr(os, name)

        def watched(path: Any, *more: Any, real: Any = real, name: str = name, **named: Any) -> Any:
            if isinstance(path, str | os.PathLike):
                follows = name not in {"lstat", "readlink"}
                seen.append(("> " if follows else "") + os.fspath(path))
            return real(path, *more, **named)

        monkeypatch.setattr(os, name, watched)
    yield seen
    monkeypatch.undo()


@pytest.mark.parametrize(
    "target", ["//may-chu/chung/mat.txt", "/mnt/khac/mat.txt", "../mat.txt", "tep/../../mat.txt"]
)
@pytest.mark.parametrize("way", ["link", "link-to-link", "folder"])
def test_a_link_that_leads_out_is_only_read(
    target: str, way: str, folder: Path, touched: list[str]
) -> None:
    path = folder / "link.txt"
    if way == "folder":
        (folder / "ra").symlink_to(target, target_is_directory=True)
        path = folder / "ra" / "mat.txt"
    else:
        path.symlink_to(target)
        if way == "link-to-link":
            (folder / "hai.txt").symlink_to("link.txt")
            path = folder / "hai.txt"
    touched.clear()
    assert follow(path, [folder]) is None
    below = [one for one in touched if one.startswith(f"> {folder}/")]
    assert below == []
    outside = [one for one in touched if "mat.txt" in one and not one.startswith(str(folder))]
    assert outside == []


def test_a_link_within_is_followed(folder: Path) -> None:
    (folder / "link.txt").symlink_to("tep/a.txt")
    (folder / "t").symlink_to(folder / "tep", target_is_directory=True)
    for path in (folder / "link.txt", folder / "t" / "a.txt", folder / "tep" / ".." / "link.txt"):
        assert follow(path, [folder]) == folder / "tep" / "a.txt"


def test_a_link_that_bites_its_tail_leads_nowhere(folder: Path) -> None:
    (folder / "a").symlink_to("b")
    (folder / "b").symlink_to("a")
    assert follow(folder / "a", [folder]) is None


def test_a_folder_that_is_a_link_itself_is_the_users_own(folder: Path) -> None:
    (folder.parent / "loi").symlink_to(folder, target_is_directory=True)
    there = folder.parent / "loi"
    assert follow(there / "tep" / "a.txt", [there]) == there / "tep" / "a.txt"
    assert follow(folder / "tep" / "a.txt", [there]) == folder / "tep" / "a.txt"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(60))
@given(
    links=st.lists(
        st.tuples(
            st.sampled_from(["a", "b", "tep/c"]),
            st.sampled_from(["b", "tep", "c", "..", "../mat.txt", "tep/c", ".", "../gui/b", "tep/a.txt", "/"]),
        ),
        max_size=3, unique_by=lambda one: one[0],
    ),
    path=st.lists(st.sampled_from(["a", "b", "c", "tep", "a.txt"]), min_size=1, max_size=3),
)  # fmt: skip
def test_it_is_where_the_system_says(
    folder: Path, links: list[tuple[str, str]], path: list[str]
) -> None:
    for name in ("a", "b", "tep/c"):
        (folder / name).unlink(missing_ok=True)
    for name, target in links:
        (folder / name).symlink_to(target)
    place = folder.joinpath(*path)
    found = follow(place, [folder])
    if place.exists():
        real = Path(os.path.realpath(place))
        assert (found is not None) == real.is_relative_to(folder)
        assert found is None or found == real


def test_what_lies_beside_is_not_within(folder: Path) -> None:
    assert is_within(folder / "x", [folder])
    assert not is_within(folder.parent / "gui2" / "x", [folder])
    assert not is_within(folder / ".." / "x", [folder])
    assert not is_within(Path("//may-chu/chung/x"), [folder])
