"""The fields of a record as the command line has them: options and arguments made of the catalogue, mistakes named by them."""

from collections.abc import Callable, Collection, Iterator, Sequence
from inspect import Parameter, signature
from keyword import iskeyword
from typing import Annotated, Any, NamedTuple

import typer

from coopctl.cli import options
from coopctl.cli.completing.kinds import ValueKind
from coopctl.domain.record.checks import FieldProblem
from coopctl.domain.record.kinds.catalogue import fields_of, find_kind
from coopctl.domain.record.kinds.field import Field
from coopctl.language import _
from coopctl.messages import N_, Problem, msg, problem_at

Typed = dict[str, list[str] | None]  # the texts of each field; None where nothing was typed
Command = Callable[..., None]
# What is typed first, by what a kind is about: how it is named, the parameter, and what it takes.
_ABOUT = {
    "item": (N_("ITEM"), "item", options.About),
    "entry": (N_("ID"), "entry", options.Judged),
}


class _Taken(NamedTuple):
    """A parameter of a command, and the field whose texts it takes."""

    parameter: Parameter
    field: str


def takes(kind: str, *, but: Collection[str] = ()) -> Callable[[Command], Command]:
    """Let a command take the fields of a kind, and what it is about, where its parameter `typed` stands."""
    return lambda command: _expanded(command, list(_parameters(kind, but)))


def takes_corrections(kinds: Sequence[str]) -> Callable[[Command], Command]:
    """Let a command take the fields of all these kinds, as options, where its parameter `typed` stands."""
    merged: dict[str, Field] = {}
    for field in sorted((one for kind in kinds for one in fields_of(kind)), key=_place):
        known = merged.setdefault(field.name, field)
        merged[field.name] = known._replace(
            in_amend=known.in_amend or field.in_amend,
            amended_as=known.amended_as or field.amended_as,
        )
    taken = [
        _Taken(_parameter(field.amended_as or field.name, _correction(field)), field.name)
        for field in merged.values()
    ]
    return lambda command: _expanded(command, taken)


def _place(field: Field) -> tuple[bool, int]:
    """Return what brings options of corrections in order: what an entry is about comes first."""
    return field.name != "item", field.place


def _correction(field: Field) -> object:
    return _option(field, field.amended_as or field.name, field.in_amend or field.help)


def _parameters(code: str, but: Collection[str]) -> Iterator[_Taken]:
    kind = find_kind(code)
    if kind is not None and kind.about:
        _metavar, name, annotation = _ABOUT[kind.about]
        yield _Taken(_parameter(name, annotation), "item")
    for field in fields_of(code):
        if field.name not in but:
            made = _argument(field) if field.argument else _option(field, field.name, field.help)
            yield _Taken(_parameter(field.name, made), field.name)


def _parameter(name: str, annotation: object) -> Parameter:
    """Return a parameter that may be left out."""
    return Parameter(
        f"{name}_" if iskeyword(name) else name,
        Parameter.KEYWORD_ONLY,
        default=None,
        annotation=annotation,
    )


def _option(field: Field, name: str, about: str) -> object:
    info: Any = typer.Option(
        f"--{name.replace('_', '-')}", metavar=field.metavar or field.type.metavar, help=about
    )
    if field.many:
        return Annotated[list[str] | None, info, _completed(field)]
    return Annotated[str | None, info, _completed(field)]


def _argument(field: Field) -> object:
    info: Any = typer.Argument(metavar=field.metavar or field.type.metavar, help=field.help)
    return Annotated[str | None, info, _completed(field)]


def _completed(field: Field) -> ValueKind | None:
    return ValueKind(field.type.completes) if field.type.completes else None


def _expanded(command: Command, taken: Sequence[_Taken]) -> Command:
    """Return the command with these parameters in the place of `typed`, which gets the texts of them all."""

    def expanded(**values: Any) -> None:
        typed: Typed = {}
        for one in taken:
            value = values.pop(one.parameter.name)
            typed[one.field] = [value] if isinstance(value, str) else value
        command(**values, typed=typed)

    parameters: list[Parameter] = []
    for parameter in signature(command).parameters.values():
        own = [one.parameter for one in taken] if parameter.name == "typed" else [parameter]
        parameters += [one.replace(kind=Parameter.KEYWORD_ONLY) for one in own]
    expanded.__doc__, expanded.__module__ = command.__doc__, command.__module__
    expanded.__annotations__ = {one.name: one.annotation for one in parameters}
    vars(expanded)["__signature__"] = signature(command).replace(parameters=parameters)
    return expanded


def flag(kind: str, name: str) -> str:
    """Return how a field is typed on the command line of its kind: `ITEM`, `--next-step`."""
    field = next((one for one in fields_of(kind) if one.name == name), None)
    if field is not None and field.argument:
        return _(field.metavar or field.type.metavar)
    record = find_kind(kind)
    if name == "item" and record is not None and record.about:
        metavar, *_rest = _ABOUT[record.about]
        return _(metavar)
    return "--" + name.replace("_", "-")


def by_flag(
    problems: Sequence[FieldProblem], flag: Callable[[str], str], command: str
) -> tuple[Problem, ...]:
    """Say every problem with the flag that it is about; the missing ones in one sentence."""
    missing = tuple(flag(problem.field) for problem in problems if problem.missing)
    said = [
        Problem(problem_at(flag(problem.field), problem.message), problem.hint)
        for problem in problems
        if not problem.missing
    ]
    if missing:
        hint = msg(N_("`{command} --help` says what each is"), command=command)
        said.insert(0, Problem(msg(N_("missing: {flags}"), flags=missing), hint))
    return tuple(said)
