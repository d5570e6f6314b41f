"""`coopctl init`: a workspace of one's own."""

import json
import os
import tomllib
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from coopctl.cli.commands.plans import init
from coopctl.cli.commands.plans.init import shipped_plans
from tests.conftest import PLAN, Runner
from tests.helpers.printed import read_json

SCHEMA_LINE = "# yaml-language-server: $schema=plan.schema.json\n"


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def contents(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_fresh_workspace_has_the_shipped_plan(tmp_path: Path, coopctl: Runner) -> None:
    result = coopctl("init", "hop-tac")
    assert (result.code, result.out) == (0, "")
    assert "`hop-tac`" in result.err
    shipped = [path.name for path in shipped_plans().glob("*.yaml")]
    assert shipped
    assert all(name in result.err for name in shipped)
    assert contents(tmp_path / "hop-tac") == sorted(
        f"plans/{name}" for name in [*shipped, "plan.schema.json"]
    )
    for name in shipped:
        text = (tmp_path / "hop-tac" / "plans" / name).read_text("utf-8")
        assert text.startswith(SCHEMA_LINE)
        assert text.count(SCHEMA_LINE) == 1
    schema = json.loads((tmp_path / "hop-tac" / "plans" / "plan.schema.json").read_text("utf-8"))
    Draft7Validator.check_schema(schema)


def test_editor_line_is_put_before_a_plan_that_has_none(
    tmp_path: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "shipped").mkdir()
    (tmp_path / "shipped" / "test.yaml").write_text(PLAN, "utf-8")
    monkeypatch.setattr(init, "shipped_plans", lambda: tmp_path / "shipped")
    assert coopctl("init", "w").code == 0
    assert (tmp_path / "w" / "plans" / "test.yaml").read_text("utf-8") == SCHEMA_LINE + PLAN


def test_commands_work_in_it_and_from_a_folder_below(tmp_path: Path, coopctl: Runner) -> None:
    coopctl("init", "hop-tac", "--office", "hoa-binh")
    below = tmp_path / "hop-tac" / "a" / "b"
    below.mkdir(parents=True)
    assert coopctl("check", cwd=tmp_path / "hop-tac").code == 0
    result = coopctl("status", cwd=below)
    assert (result.code, result.err) == (0, "")
    assert "48/KH-SKHCN" in result.out


def test_office_is_kept_and_signs_what_is_recorded(tmp_path: Path, coopctl: Runner) -> None:
    result = coopctl("init", "hop-tac", "--office", "hoa-binh")
    assert "`hoa-binh`" in result.err
    home = tmp_path / "hop-tac"
    assert (home / "coopctl.toml").read_text("utf-8") == 'office = "hoa-binh"\n'
    rows = read_json(coopctl("status", "--json", cwd=home).out)["items"]
    done = coopctl("add-update", rows[0]["item"], "in_progress", cwd=home)
    assert done.code == 0, done.err
    (entry,) = read_json(coopctl("log", "--kind", "update", "--json", cwd=home).out)
    assert entry["office"] == "hoa-binh"


def test_second_time_changes_only_the_office(tmp_path: Path, coopctl: Runner) -> None:
    coopctl("init", "w")
    settings = tmp_path / "w" / "coopctl.toml"
    plan = next((tmp_path / "w" / "plans").glob("*.yaml"))
    plan.write_text(plan.read_text("utf-8") + "\n# mine\n", "utf-8")
    settings.write_text('lang = "vi"\noffice = "hoa-binh"\ndue_soon_days = 3\n', "utf-8")
    result = coopctl("init", "w", "--office", "hung-yen")
    assert result.code == 0
    assert settings.read_text("utf-8") == 'lang = "vi"\noffice = "hung-yen"\ndue_soon_days = 3\n'
    assert plan.read_text("utf-8").endswith("# mine\n")


def test_office_is_added_to_settings_that_have_none(tmp_path: Path, coopctl: Runner) -> None:
    coopctl("init", "w")
    (tmp_path / "w" / "coopctl.toml").write_text('lang = "vi"\n', "utf-8")
    coopctl("init", "w", "--office", "hung-yen")
    text = (tmp_path / "w" / "coopctl.toml").read_text("utf-8")
    assert sorted(text.splitlines()) == ['lang = "vi"', 'office = "hung-yen"']


def test_init_in_the_folder_that_one_is_in(tmp_path: Path, coopctl: Runner) -> None:
    assert coopctl("init").code == 0
    assert coopctl("status").code == 0


@pytest.mark.parametrize(("more", "party"), [((), "hoa-binh"), (("--example",), "tinh-a")])
def test_unknown_office_names_the_parties_and_makes_nothing(
    tmp_path: Path, coopctl: Runner, more: tuple[str, ...], party: str
) -> None:
    result = coopctl("init", "w", "--office", "nobody", *more)
    assert (result.code, result.out) == (1, "")
    assert "`nobody`" in result.err
    assert party in result.err
    assert not (tmp_path / "w").exists()


def test_unknown_office_leaves_a_workspace_as_it_is(tmp_path: Path, coopctl: Runner) -> None:
    coopctl("init", "w")
    assert coopctl("init", "w", "--office", "nobody").code == 1
    assert not (tmp_path / "w" / "coopctl.toml").exists()


def test_office_in_the_example_is_one_of_its_parties(tmp_path: Path, coopctl: Runner) -> None:
    assert coopctl("init", "w", "--example", "--office", "Tỉnh A").code == 0
    assert (tmp_path / "w" / "coopctl.toml").read_text("utf-8") == 'office = "tinh-a"\n'
    assert (tmp_path / "w" / "coopctl.db").exists()


def test_office_of_a_plan_of_ones_own(tmp_path: Path, coopctl: Runner) -> None:
    (tmp_path / "w" / "plans").mkdir(parents=True)
    (tmp_path / "w" / "plans" / "test.yaml").write_text(PLAN, "utf-8")
    assert coopctl("init", "w", "--office", "hung-yen").code == 0
    assert contents(tmp_path / "w") == ["coopctl.toml", "plans/plan.schema.json", "plans/test.yaml"]
    assert (tmp_path / "w" / "plans" / "test.yaml").read_text("utf-8") == PLAN


def test_broken_settings_are_left_as_they_are(tmp_path: Path, coopctl: Runner) -> None:
    coopctl("init", "w")
    settings = tmp_path / "w" / "coopctl.toml"
    settings.write_text("office = \n", "utf-8")
    result = coopctl("init", "w", "--office", "hung-yen")
    assert result.code == 1
    assert "coopctl.toml" in result.err
    assert settings.read_text("utf-8") == "office = \n"


def test_place_that_is_a_file(tmp_path: Path, coopctl: Runner) -> None:
    (tmp_path / "w").write_text("mine", "utf-8")
    result = coopctl("init", "w")
    assert (result.code, result.out) == (1, "")
    assert "`w`" in result.err
    assert "hint:" in result.err
    assert (tmp_path / "w").read_text("utf-8") == "mine"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_place_without_write_permission(tmp_path: Path, coopctl: Runner) -> None:
    (tmp_path / "closed").mkdir(mode=0o500)
    result = coopctl("init", "closed/w")
    assert result.code == 1
    assert "Permission denied" in result.err


def test_example_shows_every_feature(tmp_path: Path, coopctl: Runner) -> None:
    result = coopctl("init", "thu", "--example")
    assert (result.code, result.out) == (0, "")
    home = tmp_path / "thu"
    assert (home / "coopctl.db").exists()
    status = coopctl("status", cwd=home)
    assert (status.code, status.err) == (0, "")
    assert "EXAMPLE: everything here is invented" in status.out
    journal = read_json(coopctl("log", "--limit", "0", "--json", cwd=home).out)
    assert {entry["kind"] for entry in journal} == {
        "plan", "update", "meeting", "outcome", "extension", "confirmation",
    }  # fmt: skip
    assert coopctl("check", cwd=home).code == 0
    assert "ví dụ" in {entry["author"] for entry in journal}.pop()


def test_example_is_not_put_into_a_workspace_that_is_there(tmp_path: Path, coopctl: Runner) -> None:
    coopctl("init", "w")
    before = contents(tmp_path / "w")
    result = coopctl("init", "w", "--example")
    assert (result.code, result.out) == (1, "")
    assert "`w`" in result.err
    assert contents(tmp_path / "w") == before


def test_author_is_kept(tmp_path: Path, coopctl: Runner) -> None:
    assert coopctl("init", "w", "--author", 'Nguyễn "An"').code == 0
    assert coopctl("init", "w", "--office", "hoa-binh").code == 0
    settings = tomllib.loads((tmp_path / "w" / "coopctl.toml").read_text("utf-8"))
    assert settings == {"author": 'Nguyễn "An"', "office": "hoa-binh"}
    home = tmp_path / "w"
    (row, *_) = read_json(coopctl("status", "--json", cwd=home).out)["items"]
    assert coopctl("add-update", row["item"], "in_progress", cwd=home).code == 0
    (entry,) = read_json(coopctl("log", "--kind", "update", "--json", cwd=home).out)
    assert entry["author"] == 'Nguyễn "An"'


@pytest.mark.parametrize(
    "before",
    [
        "", "lang = 'vi'\n", "\ufefflang = 'vi'\r\n", "office='hoa-binh' # ours\nlang = 'vi'",
        "[report]\ncode = 'X'\n", "  'office'  = 'hoa-binh'\n[report]\n", "# office = 'x'\n",
    ],
)  # fmt: skip
def test_settings_keep_what_else_they_state(tmp_path: Path, coopctl: Runner, before: str) -> None:
    coopctl("init", "w")
    file = tmp_path / "w" / "coopctl.toml"
    file.write_bytes(before.encode())
    stated = tomllib.loads(before.removeprefix("\ufeff"))
    assert coopctl("init", "w", "--office", "hung-yen").code == 0
    text = file.read_bytes().decode()
    assert tomllib.loads(text) == stated | {"office": "hung-yen"}
    assert text.count("\n") == text.count("\r\n") or "\r" not in text
    assert ("# office = 'x'" in before) == ("# office = 'x'" in text)


def test_settings_that_cannot_be_changed_safely_stay(tmp_path: Path, coopctl: Runner) -> None:
    coopctl("init", "w")
    file = tmp_path / "w" / "coopctl.toml"
    before = 'author = """\noffice = 1\n"""\n'
    file.write_text(before, "utf-8")
    result = coopctl("init", "w", "--office", "hung-yen")
    assert result.code == 1
    assert 'office = "hung-yen"' in result.err
    assert file.read_text("utf-8") == before


def test_the_example_is_never_recorded_elsewhere(tmp_path: Path, coopctl: Runner) -> None:
    ledger = tmp_path / "real.db"
    refused = coopctl("init", "w", "--example", "--ledger", str(ledger))
    assert (refused.code, refused.out) == (2, "")
    assert not (tmp_path / "w").exists()
    assert coopctl("init", "w", "--example", env={"COOPCTL_LEDGER": str(ledger)}).code == 0
    assert not ledger.exists()


def test_the_example_is_not_put_beside_a_ledger(tmp_path: Path, coopctl: Runner) -> None:
    (tmp_path / "coopctl.db").write_text("mine")
    assert coopctl("init", "--example").code == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["coopctl.db", "home"]
