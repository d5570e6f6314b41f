"""From a plan file to a plan, or to every problem that the file has."""

from collections.abc import Mapping as MappingType
from collections.abc import Sequence as SequenceType
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coopctl.definitions import references, rules
from coopctl.definitions.nodes import Mapping, Node, Scalar, Sequence, read_nodes
from coopctl.definitions.places import Place, child
from coopctl.definitions.problems import MOST, Problem, errors_of
from coopctl.definitions.source import Source, read_source
from coopctl.domain.messages import N_, Message, msg
from coopctl.domain.plan import Plan
from coopctl.domain.text import fold, nearest

if TYPE_CHECKING:
    from pydantic import BaseModel
    from pydantic_core import ErrorDetails

Loaded = tuple[Plan | None, list[Problem]]


def load_plan(file: Path, shown: str | None = None) -> Loaded:
    """Load one plan file; `shown` is its name in problems. The plan is None if there is an error."""
    source, problems = read_source(file, shown or str(file))
    if source is None:
        return None, problems
    return load_source(source)


def load_plans(files: MappingType[str, Path]) -> dict[str, Loaded]:
    """Load several files, by the name they are shown under; two with one plan id are an error."""
    loaded = {shown: load_plan(file, shown) for shown, file in files.items()}
    first: dict[str, str] = {}
    for shown, (plan, problems) in loaded.items():
        if plan is None:
            continue
        other = first.setdefault(fold(plan.id), shown)
        if other != shown:
            twice = _say_twice(files[shown], shown, plan, other)
            loaded[shown] = (None, _in_order([twice, *problems]))
    return loaded


def _say_twice(file: Path, shown: str, plan: Plan, other: str) -> Problem:
    """Say that a plan is in another file, too, at its id."""
    message = msg(N_("the plan `{id}` is also in `{path}`"), id=plan.id, path=other)
    hint = msg(N_("give one of them another `id`, or take the copy out of the folder"))
    source, _ = read_source(file, shown)
    root, _ = read_nodes(source) if source else (None, [])
    if source is None or root is None:
        return Problem(shown, 1, 1, "error", "duplicate-plan", message, hint, "")
    return Place(source, root).at("plan", "id").error("duplicate-plan", message, hint)


def load_source(source: Source) -> Loaded:
    """Load a plan from a file's text."""
    root, problems = read_nodes(source)
    if root is None:
        return None, _in_order(problems)
    from pydantic import ValidationError

    from coopctl.definitions.schema import PlanModel

    try:
        model = PlanModel.model_validate(_plain(root))
    except ValidationError as error:
        found = [_explain(source, root, one) for one in error.errors()]
        return None, _in_order(
            _leave_out_echoes(problems, [*found, *references.check(source, root)])
        )
    plan = model.read()
    found = [*references.check(source, root), *rules.check(plan, source, root)]
    problems = _in_order(_leave_out_echoes(problems, found))
    return (None if errors_of(problems) else plan), problems


def _leave_out_echoes(problems: list[Problem], found: list[Problem]) -> list[Problem]:
    """Return all problems but those of a value that could not be read to begin with."""
    unread = {(one.line, one.column) for one in problems if one.code in {"alias", "bad-text"}}
    return [*problems, *(one for one in found if (one.line, one.column) not in unread)]


def _in_order(problems: list[Problem]) -> list[Problem]:
    """Sort problems by their places; of very many, keep the first, and say that there are more."""
    ordered = sorted(problems, key=lambda problem: (problem.line, problem.column))
    if len(errors_of(ordered)) <= MOST:
        return ordered
    kept = errors_of(ordered)[:MOST]
    message = msg(N_("there are more than {count} mistakes; the rest is left out"), count=MOST)
    return [*kept, kept[-1]._replace(code="too-many", message=message, hint=None)]


def _plain(node: Node) -> Any:
    """Return a node as plain data; what was left out (`key:`) is None."""
    if isinstance(node, Scalar):
        return None if node.absent else node.text
    if isinstance(node, Sequence):
        return [_plain(one) for one in node.nodes]
    return {key.text: _plain(value) for key, value in node.pairs}


def _find(root: Node, path: SequenceType[int | str]) -> tuple[Node, Scalar | None]:
    """Return the deepest node on a path into the tree, and the key that it stands under."""
    node, key = root, None
    for step in path:
        found = child(node, step)
        if found is None:
            break
        if isinstance(node, Mapping):
            key = next(key for key, value in node.pairs if value is found)
        node = found
    return node, key


_KINDS = {
    "string_type": N_("a text belongs here"),
    "list_type": N_("a list belongs here"),
    "dict_type": N_("`key: value` lines belong here"),
    "model_type": N_("`key: value` lines belong here"),
    "model_attributes_type": N_("`key: value` lines belong here"),
    "too_short": N_("at least one belongs here"),
}


def _explain(source: Source, root: Node, error: "ErrorDetails") -> Problem:
    """Say one of pydantic's errors in our words, at its place."""
    path, kind = error["loc"], error["type"]
    node, key = _find(root, path)
    if kind == "extra_forbidden":
        place = key or node
        return source.problem(place.line, place.column, "unknown-key", *_unknown_key(path))
    if kind == "missing":
        message = msg(N_("`{key}` is missing"), key=path[-1])
        hint = msg(N_("add a line `{key}: …` here"), key=path[-1])
        return source.problem(node.line, node.column, "missing-key", message, hint)
    if path and path[-1] == "[key]" and key is not None and key.text != "[key]":
        # how pydantic says that the key itself is wrong, not what stands under it
        node = key
    return source.problem(node.line, node.column, _code(kind), *_said(error, node))


def _code(kind: str) -> str:
    return {
        "coop": "bad-value",
        "literal_error": "bad-choice",
        "string_pattern_mismatch": "bad-id",
    }.get(kind, "wrong-type")


def _said(error: "ErrorDetails", node: Node) -> tuple[Message, Message | None]:
    context = error.get("ctx", {})
    text = node.text if isinstance(node, Scalar) else ""
    if error["type"] == "coop":
        return context["message"], context["hint"]
    if error["type"] == "literal_error":
        choices = tuple(str(context["expected"]).replace(" or ", ", ").replace("'", "").split(", "))
        close = nearest(text, choices, len(choices))
        ordered = tuple(dict.fromkeys((*close, *choices)))
        return msg(N_("`{text}` is none of the words that go here"), text=text), msg(
            N_("one of: {codes}"), codes=ordered
        )
    if error["type"] == "string_pattern_mismatch":
        return msg(N_("`{text}` cannot be an id"), text=text), msg(
            N_(
                "an id has letters without marks, digits, `.`, `-` and `_`, 64 at most: `1.1`, `gen-01`"
            )
        )
    sentence = _KINDS.get(error["type"], N_("this does not belong here"))
    return Message(sentence), msg(
        N_("`coopctl schema` and the example of `coopctl init --example` show the form")
    )


def _unknown_key(path: SequenceType[int | str]) -> tuple[Message, Message | None]:
    known = _keys_at(path[:-1])
    message = msg(N_("the key `{key}` is not known here"), key=path[-1])
    close = nearest(str(path[-1]), known)
    if close:
        return message, msg(N_("did you mean {keys}?"), keys=close)
    return message, msg(N_("known here: {keys}"), keys=known)


def _keys_at(path: SequenceType[int | str]) -> tuple[str, ...]:
    """Return the keys that the schema knows at a place of the tree."""
    from coopctl.definitions import schema

    model: type[BaseModel] = schema.PlanModel
    for above, step in zip(("", *path), path, strict=False):
        model = schema.BY_KEY.get(str(step), model)
        if step in schema.TEXT_KEYS or above == "owes":
            model = schema.BothTexts
    return schema.keys_of(model)
