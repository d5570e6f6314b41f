"""The words before the cursor, read as the command line reads them: which command, and what comes next."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from inspect import signature
from typing import Any, NamedTuple, get_args

from typer._click import Command as AnyCommand
from typer._click import Context, Parameter
from typer.core import TyperArgument, TyperOption

from coopctl.cli import program, registry
from coopctl.cli.completing.kinds import Typed, ValueKind


class Lost(Exception):
    """The words before the cursor are none that any command takes."""


class CommandLine:
    """What the words say so far: the command, the values that were typed, the option that waits for one."""

    def __init__(self, words: Sequence[str]) -> None:
        self.command: AnyCommand = program.root()
        self.path: tuple[str, ...] = ()
        self.values: dict[str, list[str]] = {}
        self.flags: set[str] = set()
        self.waiting: Parameter | None = None
        self.options_over = False
        for word in words:
            self._take(word)

    def typed(self, word: str) -> Typed:
        """Return what is typed, with the beginning of a word."""
        return Typed(word, self.values)

    def options(self) -> list[TyperOption]:
        """Return the options that the command takes here, its help page among them."""
        context = Context(self.command, help_option_names=["-h", "--help"])
        params = self.command.get_params(context)
        return [param for param in params if isinstance(param, TyperOption)]

    def find_option(self, name: str) -> TyperOption | None:
        """Return the option of a name."""
        return next((option for option in self.options() if name in option.opts), None)

    def argument(self) -> Parameter | None:
        """Return the argument that comes next; None where the command takes no more."""
        for param in self.command.params:
            if isinstance(param, TyperArgument) and (
                param.nargs == -1 or str(param.name) not in self.values
            ):
                return param
        return None

    def kind_of(self, param: Parameter) -> ValueKind | None:
        """Return what the value of a parameter is completed with."""
        name = str(param.name)
        return program.SHARED_KINDS.get(name) or self._declared().get(name)

    def _declared(self) -> Mapping[str, ValueKind]:
        spec = next((spec for spec in registry.SPECS if spec.name == " ".join(self.path)), None)
        if spec is None:
            return {}
        return kinds_of(import_module(registry.MODULES[spec.name]).command)

    def _take(self, word: str) -> None:
        if self.waiting is not None:
            self._keep(self.waiting, word)
            self.waiting = None
        elif not self.options_over and word == "--":
            self.options_over = True
        elif not self.options_over and word.startswith("-") and word != "-":
            self._take_option(word)
        elif isinstance(self.command, program.Group):
            self._enter(word)
        else:
            argument = self.argument()
            if argument is None:
                raise Lost
            self._keep(argument, word)

    def _take_option(self, word: str) -> None:
        name, equals, value = word.partition("=")
        option = self.find_option(name)
        if option is None:
            short = self.find_option(word[:2])
            if short is None or short.is_flag or word.startswith("--"):
                raise Lost
            self._keep(short, word[2:])
        elif option.is_flag:
            self.flags.add(str(option.name))
        elif equals:
            self._keep(option, value)
        else:
            self.waiting = option

    def _enter(self, word: str) -> None:
        group = self.command
        if not isinstance(group, program.Group):
            raise Lost
        command = group.get_command(Context(group), word)
        if command is None:
            raise Lost
        self.command, self.path = command, (*self.path, word)

    def _keep(self, param: Parameter, value: str) -> None:
        self.values.setdefault(str(param.name), []).append(value)


class CursorPlace(NamedTuple):
    """Where the cursor is: in a value of `param` after `before` (`--plan=`), or in an option or a command."""

    line: CommandLine
    param: Parameter | None
    before: str
    word: str


def find_place(words: Sequence[str], word: str) -> CursorPlace:
    """Return what is typed at the end of a line. Raises: Lost."""
    line = CommandLine(words)
    if line.waiting is not None:
        return CursorPlace(line, line.waiting, "", word)
    if word.startswith("-") and not line.options_over:
        name, equals, value = word.partition("=")
        option = line.find_option(name) if equals else None
        if option is not None and not option.is_flag:
            return CursorPlace(line, option, f"{name}=", value)
        return CursorPlace(line, None, "", word)
    return CursorPlace(line, line.argument(), "", word)


def kinds_of(command: Callable[..., Any]) -> dict[str, ValueKind]:
    """Return what the values of a command's parameters are completed with, by their names."""
    return dict(_declared_kinds(command))


def _declared_kinds(command: Callable[..., Any]) -> Iterator[tuple[str, ValueKind]]:
    for name, param in signature(command).parameters.items():
        for part in get_args(param.annotation):
            if isinstance(part, ValueKind):
                yield name, part
