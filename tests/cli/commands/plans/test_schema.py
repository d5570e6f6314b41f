"""`coopctl schema`: what editors check a plan file by."""

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from yaml import safe_load

from tests.conftest import PLAN, Runner
from tests.helpers.printed import read_json


def schema(coopctl: Runner, lang: str = "en") -> dict[str, Any]:
    result = coopctl("schema", lang=lang)
    assert (result.code, result.err) == (0, "")
    document: dict[str, Any] = read_json(result.out)
    return document


def test_schema_is_draft_7_and_needs_no_workspace(
    tmp_path: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    document = schema(coopctl)
    assert document["$schema"] == "http://json-schema.org/draft-07/schema#"
    Draft7Validator.check_schema(document)
    assert list(tmp_path.glob("*.db")) == []


def test_schema_accepts_the_plan_and_refuses_an_unknown_key(coopctl: Runner) -> None:
    validator = Draft7Validator(schema(coopctl))
    plan = safe_load(PLAN)
    assert [error.message for error in validator.iter_errors(plan)] == []
    plan["areas"][0]["items"][0]["leed"] = "hoa-binh"
    assert any("leed" in error.message for error in validator.iter_errors(plan))


def test_schema_is_the_same_in_both_languages(coopctl: Runner) -> None:
    assert schema(coopctl, "vi") == schema(coopctl, "en")


def test_schema_takes_no_words(coopctl: Runner) -> None:
    result = coopctl("schema", "x")
    assert (result.code, result.out) == (2, "")
    assert "`x`" in result.err
