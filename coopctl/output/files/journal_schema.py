"""The JSON Schema of `export json`: what a program may rely on that reads or writes a journal."""

from collections.abc import Mapping
from typing import Any

from coopctl.domain.record.kinds.shapes import MEETING, PROSE, STAGE

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_OPEN: Schema = {"type": ["string", "null"]}
_WHOLE: Schema = {"type": "integer"}
_DAY: Schema = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_STAMP_PATTERN = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z"
_STAMP: Schema = {"type": "string", "pattern": f"^{_STAMP_PATTERN}$"}
_AMOUNT: Schema = {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}
_ENTRY_PATTERN = "[a-z0-9]+-[1-9][0-9]{0,17}"
_ID: Schema = {"type": "string", "pattern": f"^{_ENTRY_PATTERN}$"}
_HASH: Schema = {"type": "string", "pattern": "^[0-9a-f]{64}$"}


def _list(part: Schema) -> Schema:
    return {"type": "array", "items": part}


def _record(owed: Mapping[str, Schema], others: Mapping[str, Schema]) -> Schema:
    """Return the schema of a mapping; what later versions add to one is allowed."""
    return {"type": "object", "required": list(owed), "properties": {**owed, **others}}


_FILE = _record(
    {"file": _TEXT, "size": {**_WHOLE, "minimum": 0}, "sha256": _HASH, "kept": {"type": "boolean"}},
    {},
)
_EVIDENCE = _list({"anyOf": [_TEXT, _FILE]})
_PERSON = _record({"party": _TEXT, "name": _TEXT}, {"role": _TEXT})
_ACTION = _record(
    {"text": _TEXT, "lead": _TEXT},
    {"cooperating": _list(_TEXT), "due": _DAY, "due_text": _TEXT, "number": _WHOLE},
)
_HEAD = _record({"replica": _TEXT, "seq": _WHOLE, "hash": _HASH}, {})
_CORRECTION = _record({"first": _ID, "placed_at": _STAMP, "reason": _TEXT}, {})

_BODIES: dict[str, Schema] = {
    "update": _record(
        {"status": _TEXT},
        {
            "progress": {**_WHOLE, "minimum": 0, "maximum": 100}, "completed_on": _DAY,
            "evidence": _EVIDENCE, "from": _TEXT, "source": _TEXT, "answer": _TEXT,
            "answered": _record({"name": _TEXT}, {"position": _TEXT, "on": _DAY}),
            "imported_by": _TEXT, "imported_for": _TEXT,
            **dict.fromkeys((*PROSE, *STAGE), _TEXT),
        },
    ),
    "meeting": _record(
        {"title": _TEXT},
        {
            "until": _DAY, "attendees": _list(_PERSON), "invited": _list(_PERSON),
            "items": _list(_TEXT), "conclusions": _list(_TEXT), "actions": _list(_ACTION),
            "evidence": _EVIDENCE, **dict.fromkeys(MEETING, _TEXT),
        },
    ),
    "outcome": _record(
        {"title": _TEXT},
        {"type": _TEXT, "indicator": _TEXT, "value": _AMOUNT, "evidence": _EVIDENCE, "from": _TEXT},
    ),
    "extension": _record({"due": _DAY, "due_text": _TEXT}, {"reason": _TEXT, "document": _TEXT, "for": _TEXT}),
    "retraction": _record({}, {"reason": _TEXT, "whole": {"type": "boolean"}}),
    "confirmation": _record({"entry": _ID, "verdict": _TEXT}, {"reason": _TEXT, "note": _TEXT}),
    "period": _record(
        {
            "name": _TEXT, "first": _DAY, "as_of": _DAY, "known_at": _TEXT,
            "heads": _list(_HEAD),
            "due_soon_days": _WHOLE, "days_off": _list(_DAY), "days_worked": _list(_DAY),
            "version": _TEXT,
        },
        {"note": _TEXT},
    ),
    "plan": _record({"plan": {"type": "object"}}, {"path": _TEXT, "sha256": _TEXT, "basis": _TEXT}),
    "signing": _record({"version": _TEXT, "document": _TEXT}, {}),
}  # fmt: skip
_OWN = {"correction": _CORRECTION, "came_after": _STAMP, "command": _ID}

_ABOUT: dict[str, tuple[Schema, str]] = {
    "id": (_ID, "replica and number: never renumbered, unique among all ledgers"),
    "replica": ({"type": "string", "pattern": "^[a-z0-9]+$"}, "the ledger file that wrote it"),
    "seq": ({**_WHOLE, "minimum": 1}, "that file's own entries are numbered without gaps"),
    "kind": (_TEXT, "what was recorded; a kind that is not listed here has any body"),
    "plan": (_TEXT, "the plan that it belongs to"),
    "item": (_OPEN, "the item or action that it is about; null for meetings and plans"),
    "happened_on": (_DAY, "the day that it happened, in the plan's time zone"),
    "recorded_at": (_STAMP, "the moment that it was recorded, UTC"),
    "author": (_TEXT, "who recorded it; of a sheet that was filled in, who answered"),
    "office": (_OPEN, "the party whose office recorded it; of such a sheet, the party that answered"),
    "replaces": (_OPEN, "the entry that it corrects or takes back"),
    "body": ({"type": "object", "properties": _OWN}, "what was recorded"),
    "prev": ({"type": "string", "pattern": "^([0-9a-f]{64})?$"}, "the hash of the entry before"),
    "hash": (
        _HASH,
        ("SHA-256, hex, over the UTF-8 JSON array, without spaces and with letters as they are, of the"
        " values from `replica` to `prev` in this order, `body` as its JSON text with sorted keys"),
    ),
}  # fmt: skip


def journal_schema() -> Schema:
    """Return the JSON Schema (draft-07) of a journal file."""
    entry = {
        "type": "object",
        "required": list(_ABOUT),
        "additionalProperties": False,
        "properties": {
            name: {**schema, "description": about} for name, (schema, about) in _ABOUT.items()
        },
        "allOf": [
            {
                "if": {"properties": {"kind": {"const": kind}}},
                "then": {"properties": {"body": {"$ref": f"#/definitions/{kind}"}}},
            }
            for kind in _BODIES
        ],
    }
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "coopctl journal",
        "description": "Every entry of a ledger, by replica and number, as `coopctl export json` writes it.",
        "type": "object",
        "required": ["format", "entries"],
        "properties": {
            "format": {"const": "coopctl-journal/1"},
            "entries": {"type": "array", "items": {"$ref": "#/definitions/entry"}},
        },
        "definitions": {"entry": entry, **_BODIES},
    }
