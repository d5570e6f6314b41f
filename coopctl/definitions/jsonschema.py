"""The JSON Schema (draft-07) of a plan file: what editors check and complete while one types.

It accepts what the models accept when a file is read the way editors read YAML: `1.10` a number,
`true` a boolean. What needs a look at the whole plan (unknown parties, ids used twice) only
`coopctl check` sees.
"""

from typing import Any

from coopctl.definitions.patterns import SHARED, refer

_NULL: dict[str, Any] = {"type": "null"}


def plan_schema() -> dict[str, Any]:
    """Return the schema, made from the models."""
    from coopctl.definitions.schema import PlanModel

    made = PlanModel.model_json_schema(by_alias=True, ref_template="#/definitions/{model}")
    definitions = made.pop("$defs")
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Kế hoạch hợp tác / cooperation plan (coopctl)",
        **{key: value for key, value in made.items() if key != "title"},
        "definitions": definitions,
    }
    tidy: dict[str, Any] = _tidy(schema)
    tidy["definitions"] |= SHARED
    return tidy


def _tidy(part: Any) -> Any:
    """Take out what is said in one language only, and defaults of null; let what is optional be empty."""
    if isinstance(part, list):
        return [_tidy(one) for one in part]
    if not isinstance(part, dict):
        return part
    kept = {
        key: _tidy(value)
        for key, value in _referring(part).items()
        if not (key == "default" and value in (None, [], {}))
        and not (key in {"title", "description"} and isinstance(value, str) and "/" not in value)
    }
    for name, value in kept.get("properties", {}).items():
        if name not in kept.get("required", ()):
            kept["properties"][name] = _or_null(value)
    # draft-07 ignores what stands beside `$ref`
    if "$ref" in kept and len(kept) > 1:
        kept["allOf"] = [{"$ref": kept.pop("$ref")}]
    return kept


def _referring(part: dict[str, Any]) -> dict[str, Any]:
    """Return a part with the reference that its marker stands for."""
    rest = {key: value for key, value in part.items() if key != "shared"}
    return {**refer(part["shared"]), **rest} if "shared" in part else rest


def _or_null(value: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a value that may be left empty."""
    described: dict[str, Any] = {
        key: value[key] for key in ("description", "default") if key in value
    }
    rest = {key: one for key, one in value.items() if key not in described}
    either = rest["anyOf"] if set(rest) == {"anyOf"} else [rest]
    return {"anyOf": [*(one for one in either if one != _NULL), refer("Nothing")], **described}
