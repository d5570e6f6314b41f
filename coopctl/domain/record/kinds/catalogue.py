"""The catalogue of kinds: each is a file of this folder, loaded when somebody asks for it."""

from functools import lru_cache
from importlib import import_module

from coopctl.domain.codes import ENTRY_KIND_LABELS
from coopctl.domain.record.kinds.field import BodyPart, Field, Kind
from coopctl.domain.record.kinds.shapes import OWN, Shape, mapping


@lru_cache(32)
def find_kind(code: str) -> Kind | None:
    """Return a kind of record; None for one that this version does not know."""
    if code not in ENTRY_KIND_LABELS:
        return None
    kind: Kind = import_module(f"coopctl.domain.record.kinds.{code}").KIND
    return kind


def typed_kinds() -> tuple[str, ...]:
    """Return the codes of the kinds that people type, as against those that commands note."""
    return tuple(code for code in ENTRY_KIND_LABELS if fields_of(code))


def fields_of(code: str) -> tuple[Field, ...]:
    """Return the fields of a kind, in the order of its form; none for what nobody types."""
    kind = find_kind(code)
    return kind.fields if kind else ()


def field_of(code: str, kept: str) -> Field | None:
    """Return the field that the journal keeps under a name."""
    kind = find_kind(code)
    return kind.field(kept) if kind else None


def kept_name(code: str, name: str) -> str:
    """Return the name under which the journal keeps a field of a kind: `attendees` of `attendee`."""
    return next((one.kept for one in fields_of(code) if one.name == name), name)


def is_about_item(code: str) -> bool:
    """Tell whether a record of that kind is about an item, an action or an entry, which is typed first."""
    kind = find_kind(code)
    return kind is not None and bool(kind.about)


@lru_cache(32)
def body_shape(code: str) -> Shape | None:
    """Return what the body of a kind looks like; None for a kind that this version does not know."""
    kind = find_kind(code)
    if kind is None:
        return None
    parts = _body_parts(kind)
    shape = mapping(
        {part.name: part.shape for part in parts if part.owed},
        {part.name: part.shape for part in parts if not part.owed},
    )
    said = tuple(field.kept for field in kind.fields if field.dispensable and field.required)
    return shape._replace(schema=shape.schema | {"required": [*shape.owed, *said]})


def _body_parts(kind: Kind) -> list[BodyPart]:
    parts = [*kind.parts]
    for field in kind.fields:
        if field.in_body:
            owed = field.required and not field.dispensable
            parts.append(BodyPart(field.kept, field.shape, owed))
            parts += [one._replace(owed=owed) for one in field.type.beside]
    return parts


def long_names() -> frozenset[str]:
    """Return the names under which a body of any kind keeps texts that may run over lines."""
    shapes = (body_shape(code) for code in ENTRY_KIND_LABELS)
    parts = [shape.parts for shape in shapes if shape] + [one.parts for one in OWN.values()]
    return frozenset(name for known in parts for name, part in known.items() if part.lines)
