"""The JSON Schema and the models say the same of every plan of the corpus."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from pydantic import ValidationError

from coopctl.definitions.schema.jsonschema import plan_schema
from coopctl.definitions.schema.patterns import DAY
from coopctl.definitions.schema.plan import PlanFile
from coopctl.definitions.yaml.nodes import read_nodes
from coopctl.definitions.yaml.source import make_source, read_source
from coopctl.definitions.yaml.tree import plain_data
from coopctl.domain.words.dates import parse_day, parse_due
from coopctl.domain.words.durations import parse_duration
from coopctl.messages import CoopError

from .core_schema import read_core

HERE = Path(__file__).parents[1]
FILES = [*sorted((HERE / "errors").glob("*.yaml")), *sorted((HERE / "good").glob("*.yaml"))]
VALIDATOR = Draft7Validator(plan_schema())
# An editor reads these as numbers, and a number has no spelling: `1e3` is 1000 to it.
BEYOND = {"bad-numbers"}


def fits_models(data: Any) -> bool:
    try:
        PlanFile.model_validate(data)
    except ValidationError:
        return False
    return True


def readable() -> list[tuple[str, str, Any]]:
    found = []
    for file in FILES:
        source, _ = read_source(file, file.name)
        assert source is not None
        root, problems = read_nodes(source)
        if root is not None and not problems:
            found.append((file.stem, source.text, plain_data(root)))
    return found


@pytest.mark.parametrize(("name", "text", "data"), readable(), ids=lambda value: str(value)[:30])
def test_schema_and_models_agree(name: str, text: str, data: Any) -> None:
    core = read_core(text)
    if name in BEYOND:
        # … but without the one spelling both refuse the rest.
        core = json.loads(json.dumps(core).replace("1000.0", '"1e3"'))
    assert VALIDATOR.is_valid(core) == fits_models(data)


def test_the_corpus_has_both_kinds() -> None:
    verdicts = [fits_models(data) for _, _, data in readable()]
    assert verdicts.count(True) > 10
    assert verdicts.count(False) > 15


def test_it_is_a_schema_of_draft_7_that_travels_as_json() -> None:
    schema = plan_schema()
    Draft7Validator.check_schema(schema)
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert json.loads(json.dumps(schema)) == schema
    assert "$defs" not in json.dumps(schema)


def every_part(schema: Any) -> list[dict[str, Any]]:
    if isinstance(schema, list):
        return [part for one in schema for part in every_part(one)]
    if not isinstance(schema, dict):
        return []
    return [schema, *(part for one in schema.values() for part in every_part(one))]


def test_nothing_stands_beside_a_reference() -> None:
    assert [part for part in every_part(plan_schema()) if "$ref" in part and len(part) > 1] == []


def test_every_key_is_described_in_both_languages() -> None:
    for part in plan_schema()["definitions"].values():
        for key, value in part.get("properties", {}).items():
            words = value.get("description") or value["title"]
            assert " / " in words, key


def check(what: str) -> tuple[bool, bool]:
    """Say whether the schema and the models take an item with `what` in it."""
    text = (HERE / "good" / "smallest.yaml").read_text("utf-8")
    text = text.replace("{id: 1.1, title: Việc}", f"{{id: 1.1, title: Việc, {what}}}")
    root, problems = read_nodes(make_source("x", text))
    assert root is not None, problems
    return VALIDATOR.is_valid(read_core(text)), fits_models(plain_data(root))


@pytest.mark.parametrize(
    ("what", "valid"),
    [
        ("due: 31/2/2025", False), ("due: 29/2/2024", True), ("due: 29/2/2025", False),
        ("due: 31/12/2025", True), ("due: 2025-12-31", True), ("due: 2025-13-31", False),
        ("due: 2025", True), ("due: 1825", False), ("due: 19/9/24", False), ("due: 12/2025", True),
        ("due: 13/2025", False), ("due: Q4/2025", True), ("due: Q5/2025", False),
        ("due: quý IV/2025", True), ("due: hằng năm", True), ("due: [x]", False),
        ("due: ''", False), ("due: ~", True), ("due: tháng 12 năm 2025", True),
        ("due: khi có kinh phí", True), ("due: tháng 13/2025", False), ("due: 12", False),
        ("due: 12.2025", True), ("due: 1/10-31/12/2025", True), ("due: 15-20/12/2025", True),
        ("start: 31/4/2025", False), ("start: 30/4/2025", True), ("start: 2025", False),
        ("start: ngày 1 tháng 3 năm 2025", True), ("start: 1 tháng 13 năm 2025", False),
        ("start: Q1/2025", False), ("start: true", False),
        ("kind: ongoing", True), ("kind: Ongoing", False), ("kind: ", True),
        ("cooperating: hy", True), ("cooperating: [hy]", True), ("cooperating: []", True),
        ("cooperating: [~]", False), ("cooperating: {a: b}", False), ("cooperating: 12", True),
        ("owes: {hy: x}", True), ("owes: {hy: ~}", False), ("owes: {}", True), ("owes: x", False),
        ("owes: {a b: x}", False), ("note: 1.10", True), ("note: true", True), ("note: []", False),
        ("note: {vi: x}", True), ("note: {}", False), ("note: {vi: ~}", False),
        ("note: {vi: ~, en: x}", True), ("note: {vi: x, fr: y}", False), ("note: {vi: ''}", False),
        ("note: ' '", False), ("lead: 1.1", True), ("lead: -1", False), ("lead: a b", False),
        ("indicators: [{id: n, title: x, target: 12}]", True),
        ("indicators: [{id: n, title: x, target: 12.5}]", True),
        ("indicators: [{id: n, title: x, target: '12,5'}]", False),
        ("indicators: [{id: n, title: x, target: true}]", False),
        ("indicators: [{id: n, title: x, target: 1234567890123456}]", False),
        ("indicators: [{id: n, title: x, type: impact}]", True),
        ("indicators: [{id: n}]", False), ("indicators: ~", True), ("indicators: []", True),
        ("every: quarter", True), ("every: half-year", True), ("every: Quarter", False),
        ("every: quý", False), ("every: ~", True), ("every: [year]", False),
        ("pipeline: provincial-2025", True), ("pipeline: provincial", False),
        ("confirm: required", True), ("confirm: optional", True), ("confirm: ~", True),
        ("confirm: yes", False), ("confirm: true", False), ("confirm: Required", False),
    ],
)  # fmt: skip
def test_single_values(what: str, valid: bool) -> None:
    assert check(what) == (valid, valid)


@pytest.mark.parametrize(
    ("reporting", "valid"),
    [
        ("none", True), ("None", False), ("~", True), ("{}", False), ("[year]", False), ("year", False),
        ("{year: }", True), ("{year: none}", False), ("{year: {}}", True), ("{week: }", False),
        ("{half_year: }", False), ("{half-year: }", True), ("{nine-months: {to: 14/9}}", True),
        ("{year: {from: 29/2}}", True), ("{year: {from: 30/2}}", False), ("{year: {from: 31/4}}", False),
        ("{year: {from: 01/01}}", True), ("{year: {from: 15}}", False), ("{year: {from: 15/13}}", False),
        ("{year: {from: 15/12/2024}}", False), ("{month: {from: 15}}", True), ("{month: {to: '31'}}", True),
        ("{month: {from: 0}}", False), ("{month: {from: 32}}", False), ("{month: {from: 15/12}}", False),
        ("{quarter: {send_within: 0}}", True), ("{quarter: {send_within: 99}}", True),
        ("{quarter: {send_within: -1}}", False), ("{quarter: {send_within: 100}}", False),
        ("{quarter: {send_within: 1.5}}", False), ("{year: {send_within: '2'}}", True),
    ],
)  # fmt: skip
def test_reporting(reporting: str, valid: bool) -> None:
    text = (HERE / "good" / "smallest.yaml").read_text("utf-8")
    text = text.replace("title: Kế hoạch}", f"title: Kế hoạch, reporting: {reporting}}}")
    root, problems = read_nodes(make_source("x", text))
    assert root is not None, problems
    assert (VALIDATOR.is_valid(read_core(text)), fits_models(plain_data(root))) == (valid, valid)


@pytest.mark.parametrize("link", ["/", "-", "."])
def test_the_day_pattern_knows_every_day_and_no_other(link: str) -> None:
    pattern = re.compile(DAY)
    for year in (1900, 2000, 2023, 2024, 2100, 2200):
        for month in range(1, 13):
            for day in range(1, 32):
                exists = is_day(year, month, day)
                assert bool(pattern.search(f"{day}{link}{month}{link}{year}")) == exists
                assert bool(pattern.search(f"{day:02}{link}{month:02}{link}{year}")) == exists
                assert bool(pattern.search(f"{year}-{month:02}-{day:02}")) == exists


def is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


_FORMS = (
    "{0.day}/{0.month}/{0.year}",
    "{0.year}-{0.month}-{0.day}",
    "ngày {0.day} tháng {0.month} năm {0.year}",
    "Ngay {0.day}/Tháng {0.month}, {0.year}",
    "{0.day}. {0.month}. {0.year}",
    "{0.day}/{0.month}-{0.year}",
    "{0.month}/{0.day}/{0.year}",
)


@given(st.dates(date(1890, 1, 1), date(2210, 1, 1)), st.sampled_from(_FORMS))
def test_the_day_pattern_reads_what_the_program_reads(day: date, form: str) -> None:
    text = form.format(day)
    assert bool(re.search(DAY, text)) == reads(parse_day, text)


_PERIOD = r"(Q|q |QUÝ |quý|tháng |Thang|T|H|)[0-9IVX]{1,3}([/.]| năm |, )[0-9]{1,4}"


@given(st.from_regex(_PERIOD, fullmatch=True, alphabet=st.characters(codec="utf-8")))
def test_the_period_pattern_reads_what_the_program_reads(text: str) -> None:
    schema = plan_schema()["definitions"]["Deadline"]
    assert Draft7Validator(schema).is_valid(text) == reads(parse_due, text)


_DURATION = (
    r"0{0,2}[0-9]{1,4} {0,2}(thang|Tháng|months?|ngày|DAYS?|ngày làm việc|working  days|tuần|)"
)


@given(st.from_regex(_DURATION, fullmatch=True) | st.sampled_from(["không", "NONE", "no", "0"]))
def test_the_pattern_of_time_limits_reads_what_the_program_reads(text: str) -> None:
    schema = plan_schema()["definitions"]["TimeLimit"]
    assert Draft7Validator(schema).is_valid(text) == reads(parse_duration, text)


def reads(read: Any, text: str) -> bool:
    try:
        read(text)
    except CoopError:
        return False
    return True
