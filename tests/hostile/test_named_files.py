"""Files that a table or a form names: those of its folder alone, unless the user allows another."""

import os
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Result, Runner
from tests.helpers.recorded import journal, last
from tests.test_vietnamese import _left_over

FORM = "record: update\nitem: 1.1\nstatus: in_progress\non: 1/6/2026\nevidence: [{}]\n"
TABLE = "item,status,happened_on,evidence\n1.1,in_progress,1/6/2026,{}\n"


@pytest.fixture
def partner(workspace: Path, tmp_path: Path) -> Path:
    """The folder that a partner sent, and beside it what is none of his business."""
    folder = tmp_path / "gui"
    (folder / "tep").mkdir(parents=True)
    (folder / "bien-ban.txt").write_text("biên bản", "utf-8")
    (folder / "tep" / "anh.txt").write_text("ảnh", "utf-8")
    (tmp_path / "mat.txt").write_text("mật", "utf-8")
    (folder / "link.txt").symlink_to(tmp_path / "mat.txt")
    return folder


def take(
    coopctl: Runner, kind: str, folder: Path, name: str, *more: str, lang: str = "en"
) -> Result:
    if kind == "form":
        (folder / "form.yaml").write_text(FORM.format(f"'{name}'"), "utf-8")
        return coopctl("add-update", "--from", str(folder / "form.yaml"), *more, lang=lang)
    (folder / "updates.csv").write_text(TABLE.format(name), "utf-8")
    return coopctl("import", "updates", str(folder / "updates.csv"), "--yes", *more, lang=lang)


KINDS = pytest.mark.parametrize("kind", ["form", "table"])
OUTSIDE = (
    "../mat.txt", "{}/mat.txt", "tep/../../mat.txt", "link.txt", "file://{}/mat.txt", "~/mat.txt",
    "//may-chu/chung/mat.txt", "file://may-chu/chung/mat.txt", "/etc/passwd",
)  # fmt: skip


@KINDS
@pytest.mark.parametrize("name", ["bien-ban.txt", "./tep/anh.txt", "tep/../bien-ban.txt"])
def test_files_of_its_folder_come_along(
    kind: str, name: str, partner: Path, workspace: Path, coopctl: Runner
) -> None:
    result = take(coopctl, kind, partner, name)
    assert result.code == 0, result.err
    (kept,) = (workspace / "evidence").iterdir()
    assert kept.read_bytes() == (partner / name).read_bytes()


@KINDS
@pytest.mark.parametrize("more", [(), ("--no-copy",)])
@pytest.mark.parametrize("name", OUTSIDE)
def test_no_other_file_is_even_looked_at(
    kind: str,
    name: str,
    more: tuple[str, ...],
    partner: Path,
    workspace: Path,
    coopctl: Runner,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HOME", str(partner.parent))
    result = take(coopctl, kind, partner, name.format(partner.parent), *more)
    assert result.code == 1
    assert "lies outside the folder of the table or form that names it" in result.err
    assert "--files FOLDER" in result.err
    assert not (workspace / "evidence").exists()
    assert journal(workspace) == []


@KINDS
@pytest.mark.parametrize("name", ["../mat.txt", "link.txt"])
def test_the_user_may_allow_another_folder(
    kind: str, name: str, partner: Path, workspace: Path, coopctl: Runner
) -> None:
    result = take(coopctl, kind, partner, name, "--files", str(partner.parent))
    assert result.code == 0, result.err
    (kept,) = (workspace / "evidence").iterdir()
    assert kept.read_text("utf-8") == "mật"


@KINDS
def test_what_is_no_file_stays_a_text(
    kind: str, partner: Path, workspace: Path, coopctl: Runner
) -> None:
    assert take(coopctl, kind, partner, "12/BB-SKHCN").code == 0
    assert last(workspace).body["evidence"] == ["12/BB-SKHCN"]


def test_who_types_a_record_may_name_any_file(
    partner: Path, workspace: Path, coopctl: Runner
) -> None:
    words = ("add-update", "1.1", "in_progress", "--evidence", str(partner.parent / "mat.txt"))
    assert coopctl(*words, "--files", ".").code == 2
    assert coopctl(*words).code == 0
    assert len(list((workspace / "evidence").iterdir())) == 1


def test_a_folder_that_is_none_is_said(partner: Path, coopctl: Runner) -> None:
    result = take(coopctl, "table", partner, "bien-ban.txt", "--files", str(partner / "none"))
    assert (result.code, "`--files`: " in result.err) == (2, True)


@KINDS
def test_it_is_said_in_vietnamese(kind: str, partner: Path, coopctl: Runner) -> None:
    result = take(coopctl, kind, partner, "../mat.txt", lang="vi")
    assert _left_over(result.err) <= {"updates", "form"}


@KINDS
@pytest.mark.parametrize(
    "name", ["link.txt", "ra/mat.txt", "ra/../x.txt", "hai.txt", "khac/../x.txt"]
)
def test_a_link_is_judged_before_it_is_followed(
    kind: str,
    name: str,
    partner: Path,
    workspace: Path,
    coopctl: Runner,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A link to a shared folder must not make this computer call there: it is read, and never asked about."""
    far = "//may-chu/chung/mat.txt"
    (partner / "link.txt").unlink()
    (partner / "link.txt").symlink_to(far)
    (partner / "hai.txt").symlink_to("link.txt")
    (partner / "ra").symlink_to("//may-chu/chung", target_is_directory=True)
    (partner / "khac").symlink_to("ra", target_is_directory=True)
    asked: list[str] = []
    for call in ("stat", "open", "scandir", "listdir"):
        real = getattr(os, call)

        def watched(path: object, *more: object, real: Any = real, **named: object) -> object:
            asked.append(str(path))
            return real(path, *more, **named)

        monkeypatch.setattr(os, call, watched)
    result = take(coopctl, kind, partner, name)
    monkeypatch.undo()
    assert result.code == 1
    far_off = {"link.txt", "hai.txt", "ra", "khac", "chung"}
    assert [one for one in asked if far_off & set(Path(one).parts)] == []
