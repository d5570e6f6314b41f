"""Pydantic's complaints about a plan file, said in our words, each at its place in the tree."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias, get_args, get_origin

from coopctl.definitions.yaml.problems import Finding
from coopctl.definitions.yaml.tree import Mapping, Node, Scalar
from coopctl.definitions.yaml.tree import Sequence as List
from coopctl.domain.words.text import nearest
from coopctl.messages import N_, Message, msg

if TYPE_CHECKING:
    from pydantic import BaseModel
    from pydantic_core import ErrorDetails

Location = tuple[int | str, ...]
_KEY = "[key]"  # pydantic's last step to a dict's key, where others lead to its value
_Said = tuple[str, Message, Message | None]
_File: TypeAlias = "type[BaseModel]"


def explain(errors: Sequence["ErrorDetails"], root: Node, file: _File) -> Iterator[Finding]:
    """Yield what each error says to the author; nothing about what was refused already.

    `file` is the model of the whole file.
    """
    seen = set()
    for error in errors:
        node = _find(root, error)
        code, message, hint = _SAY[error["type"]](error, file)
        # A plain text stands for both languages, so it can be wrong twice.
        mark = (node.line, node.column, str(message))
        broken = isinstance(node, Scalar) and node.broken
        if not broken and mark not in seen:
            seen.add(mark)
            yield Finding(node.line, node.column, code, message, hint)


def _find(root: Node, error: "ErrorDetails") -> Node:
    """Return the node that an error is about: a value, an unknown key, what lacks a key."""
    location = error["loc"]
    above = _walk(root, location[:-1])
    if error["type"] == "missing":
        return above
    if error["type"] == "extra_forbidden":
        return _key(above, location[-1])
    # A key may be called so itself.
    if location[-1:] == (_KEY,) and not (isinstance(above, Mapping) and _KEY in above.entries):
        return _key(_walk(root, location[:-2]), location[-2])
    return _walk(root, location)


def _walk(node: Node, location: Location) -> Node:
    """Follow a location as far as the file has it: one text may stand for a list or a group."""
    for step in location:
        if isinstance(node, Mapping) and step in node.entries:
            node = node.entries[str(step)][1]
        elif isinstance(node, List) and isinstance(step, int):
            node = node.nodes[step]
    return node


def _key(node: Node, step: int | str) -> Node:
    return node.entries[str(step)][0] if isinstance(node, Mapping) else node


def _say_refused(error: "ErrorDetails", _file: _File) -> _Said:
    why = error["ctx"]
    return why["code"], why["message"], why["hint"]


def _say_missing(error: "ErrorDetails", _file: _File) -> _Said:
    key = error["loc"][-1]
    message = msg(N_("`{key}` is missing"), key=key)
    return "missing-key", message, msg(N_("add a line `{key}: …` here"), key=key)


def _say_unknown(error: "ErrorDetails", file: _File) -> _Said:
    *location, key = error["loc"]
    known = known_keys(tuple(location), file)
    near = nearest(str(key), known)
    hint = msg(N_("known here: {keys}"), keys=known)
    if near:
        hint = msg(N_("did you mean {keys}?"), keys=near)
    return "unknown-key", msg(N_("the key `{key}` is not known here"), key=key), hint


def _say_no_group(error: "ErrorDetails", file: _File) -> _Said:
    keys = known_keys(error["loc"], file)
    message = N_("`key: value` lines belong here")
    if error.get("ctx", {}).get("class_name") == "TextModel":
        message = N_("a text belongs here")
    return "wrong-type", msg(message), msg(N_("known here: {keys}"), keys=keys) if keys else _FORM


def _say_no_list(_error: "ErrorDetails", _file: _File) -> _Said:
    return "wrong-type", msg(N_("a list belongs here")), _LIST


def _say_too_short(_error: "ErrorDetails", _file: _File) -> _Said:
    return "too-few", msg(N_("at least one belongs here")), _FORM


_FORM = msg(N_("`coopctl schema` and the example of `coopctl init --example` show the form"))
_LIST = msg(N_("begin each part of the list with `- `, all at the same depth"))
_SAY: dict[str, Callable[["ErrorDetails", _File], _Said]] = {
    "refused": _say_refused,
    "missing": _say_missing,
    "extra_forbidden": _say_unknown,
    "model_type": _say_no_group,
    "dict_type": _say_no_group,
    "list_type": _say_no_list,
    "too_short": _say_too_short,
}


def known_keys(location: Location, file: _File) -> tuple[str, ...]:
    """Return the keys that may stand at a location; none where they are party ids."""
    model: Any = file
    named_by_author = False
    for step in location:
        if isinstance(step, int):
            continue
        if named_by_author:
            named_by_author = False
            continue
        field = next(
            field for name, field in model.model_fields.items() if (field.alias or name) == step
        )
        named_by_author = _is_dict(field.annotation)
        model = _model_in(field.annotation)
    if named_by_author:
        return ()
    return tuple(field.alias or name for name, field in model.model_fields.items())


def _is_dict(annotation: Any) -> bool:

    return get_origin(annotation) is dict or any(map(_is_dict, get_args(annotation)))


def _model_in(annotation: Any) -> Any:
    """Return the model that a field's type is made of, `list[Model] | None` and the like."""
    from pydantic import BaseModel

    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_model_in, get_args(annotation))), None)
