"""The JSON Schema of `export json`: what a program may rely on that reads or writes a journal."""

from coopctl.domain.codes import ENTRY_KIND_LABELS
from coopctl.domain.record.kinds import shapes
from coopctl.domain.record.kinds.catalogue import body_shape
from coopctl.domain.record.kinds.shapes import Schema

_OPEN: Schema = {"type": ["string", "null"]}
_OWN: Schema = {name: shape.schema for name, shape in shapes.OWN.items()}

_ABOUT: dict[str, tuple[Schema, str]] = {
    "id": (shapes.ENTRY_ID.schema, "replica and number: never renumbered, unique among all ledgers"),
    "replica": ({"type": "string", "pattern": "^[a-z0-9]+$"}, "the ledger file that wrote it"),
    "seq": (shapes.whole(1).schema, "that file's own entries are numbered without gaps"),
    "kind": (shapes.TEXT.schema, "what was recorded; a kind that is not listed here has any body"),
    "plan": (shapes.TEXT.schema, "the plan that it belongs to"),
    "item": (_OPEN, "the item or action that it is about; null for meetings and plans"),
    "happened_on": (shapes.DAY.schema, "the day that it happened, in the plan's time zone"),
    "recorded_at": (shapes.STAMP.schema, "the moment that it was recorded, UTC"),
    "author": (shapes.TEXT.schema, "who recorded it; of a sheet that was filled in, who answered"),
    "office": (_OPEN, "the party whose office recorded it; of such a sheet, the party that answered"),
    "replaces": (_OPEN, "the entry that it corrects or takes back"),
    "body": ({"type": "object", "properties": _OWN}, "what was recorded"),
    "prev": ({"type": "string", "pattern": "^([0-9a-f]{64})?$"}, "the hash of the entry before"),
    "hash": (
        shapes.HASH.schema,
        ("SHA-256, hex, over the UTF-8 JSON array, without spaces and with letters as they are, of the"
        " values from `replica` to `prev` in this order, `body` as its JSON text with sorted keys"),
    ),
}  # fmt: skip


def journal_schema() -> Schema:
    """Return the JSON Schema (draft-07) of a journal file."""
    shape_of = {code: body_shape(code) for code in ENTRY_KIND_LABELS}
    bodies = {code: shape.schema for code, shape in shape_of.items() if shape}
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
            for kind in bodies
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
        "definitions": {"entry": entry, **bodies},
    }
