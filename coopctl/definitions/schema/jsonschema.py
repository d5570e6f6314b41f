"""The JSON Schema of a plan file, for editors: made from the models, so that the two agree.

Editors read YAML by its core schema: `1.10` is a number there, `true` a boolean, a date a text.
What may be typed so is allowed so. Imports pydantic: import this module where it is needed.
"""

from typing import Any

from coopctl.definitions.schema.patterns import (
    AMOUNT,
    COUNT,
    DAY,
    DURATION,
    MEANT,
    MONTH_DAY,
    NUMBER_OF_DAY,
    PERIOD,
    ZONE,
)
from coopctl.definitions.schema.plan import PlanFile
from coopctl.definitions.schema.reporting import NO_REPORTS
from coopctl.definitions.schema.scalars import COUNTS, EVERY, INDICATOR_TYPES, ITEM_KINDS, NO, YES
from coopctl.domain.codes import PIPELINES
from coopctl.domain.plan.plan import ID
from coopctl.domain.record.confirmations import CONFIRM_RULES
from coopctl.domain.words.dates import FIRST_YEAR, LAST_YEAR
from coopctl.domain.words.text import LIMIT

Json = dict[str, Any]

DRAFT = "http://json-schema.org/draft-07/schema#"
_TYPED = ["string", "number", "boolean"]
_STATED = r"[^\s\ufeff]"
_DATE_ERROR = (
    "Ngày không đúng: viết 19/9/2024 hoặc 2024-09-19 / No such date: 19/9/2024 or 2024-09-19"
)


def plan_schema() -> Json:
    """Return the JSON Schema (draft-07) of a plan file, to be written as JSON."""
    made = PlanFile.model_json_schema(ref_template="#/definitions/{model}")
    definitions = {
        name: _SCALARS.get(name) or _tidy(one) for name, one in made.pop("$defs").items()
    }
    definitions["TextModel"] = _text(definitions["TextModel"])
    definitions["ReportingModel"] = _reporting(definitions["ReportingModel"])
    return {"$schema": DRAFT, **_tidy(made), "definitions": definitions}


def _tidy(schema: Any) -> Any:
    """Take out what is Python's business, and say in draft-07 what pydantic says in 2020-12."""
    if isinstance(schema, list):
        return [_tidy(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.get("type") == "object" and "properties" in schema:
        # A class's docstring is for those who read the code.
        schema = {key: value for key, value in schema.items() if key != "description"}
        schema["properties"] = {name: _tidy(one) for name, one in schema["properties"].items()}
        return schema
    kept = {
        key: _tidy(value) for key, value in schema.items() if key != "default" or value is not None
    }
    if "$ref" in kept and len(kept) > 1:  # draft-07 ignores everything beside a `$ref`
        kept = {"allOf": [{"$ref": kept.pop("$ref")}], **kept}
    return kept


def _string(pattern: str, **more: Any) -> Json:
    return {"type": "string", "pattern": pattern, **more}


def _typed(pattern: str, **more: Any) -> Json:
    """Allow what an editor reads as a number or a boolean; the pattern holds for texts only."""
    return {"type": _TYPED, "pattern": pattern, **more}


def _text(model: Json) -> Json:
    """Allow a plain text beside one for each language, of which one must be stated."""
    either = [
        {"required": [name], "properties": {name: {"not": {"type": "null"}}}}
        for name in ("vi", "en")
    ]
    return {
        "title": model["title"],
        "anyOf": [_typed(_STATED, maxLength=LIMIT), {**model, "anyOf": either}],
    }


def _reporting(model: Json) -> Json:
    """Allow `none` beside the reports, of which one must be named."""
    return {
        "title": model["title"],
        "anyOf": [{"enum": [NO_REPORTS]}, {**model, "minProperties": 1}],
    }


def _counted(pattern: str, least: int, most: int) -> Json:
    """Allow a whole number in its bounds, typed bare or in quotes."""
    return {
        "anyOf": [
            {"type": "integer", "minimum": least, "maximum": most},
            {"type": "string", "pattern": f"^{pattern}$"},
        ]
    }


def _period() -> Json:
    """Allow a period that exists, and whatever is not meant as one (`hằng năm`)."""
    return {
        "anyOf": [
            {"type": "string", "pattern": PERIOD},
            {"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR},
            # `12.2025` is a month to us and a number to an editor.
            {"type": "number", "not": {"type": "integer"}},
            {"type": "boolean"},
            {"type": "string", "pattern": _STATED, "not": {"pattern": MEANT}},
        ],
        "patternErrorMessage": _DATE_ERROR,
    }


_LARGE = 10**15

_SCALARS: dict[str, Json] = {
    "Id": _typed(
        f"^{ID}$",
        minimum=0,
        patternErrorMessage="Chỉ chữ không dấu, số, . - _ / Letters without marks, digits, . - _",
    ),
    "Words": _typed(_STATED, maxLength=LIMIT),
    "Line": _typed(_STATED, maxLength=LIMIT),
    "Day": _string(DAY, patternErrorMessage=_DATE_ERROR),
    "Beginning": _period(),
    "Deadline": _period(),
    "Amount": {
        "type": ["number", "string"],
        "pattern": f"^(?:{AMOUNT})$",
        "exclusiveMinimum": -_LARGE,
        "exclusiveMaximum": _LARGE,
        "patternErrorMessage": "Viết 1234.5 / Write 1234.5",
    },
    "Flag": {"enum": [True, False, *YES, *NO]},
    "Zone": _string(f"^{ZONE}$"),
    "ItemKind": {"enum": [*ITEM_KINDS]},
    "Every": {"enum": [*EVERY]},
    "DayOfYear": _string(f"^{MONTH_DAY}$", patternErrorMessage="Viết 15/12 / Write 15/12"),
    "DayOfMonth": _counted(NUMBER_OF_DAY, 1, 31),
    "WorkingDays": _counted(COUNT, 0, 99),
    "IndicatorType": {"enum": [*INDICATOR_TYPES]},
    "ConfirmRule": {"enum": [*CONFIRM_RULES]},
    "Counts": {"enum": [*COUNTS]},
    "Period": {
        "anyOf": [_string(PERIOD), _string(_STATED, **{"not": {"pattern": MEANT}})],
        "patternErrorMessage": _DATE_ERROR,
    },
    "Pipeline": {"enum": [*PIPELINES]},
    "TimeLimit": _string(
        DURATION,
        patternErrorMessage="Viết 6 tháng, 30 ngày, 10 ngày làm việc / Write 6 months, 30 days, 10 working days",
    ),
}
