"""The tree of commands: which there are, and how the one that runs is built, and only that one."""

import os
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import typer
from typer._click import Command as AnyCommand
from typer._click import Context, Parameter
from typer._click.exceptions import UsageError
from typer._click.globals import get_current_context
from typer.core import TyperCommand, TyperGroup, TyperOption

from coopctl import __version__
from coopctl.cli import registry
from coopctl.cli.completing.kinds import ValueKind
from coopctl.cli.speaking import heard_here
from coopctl.language import _, choose
from coopctl.messages import LANGUAGES, N_, UsageProblem, msg
from coopctl.output.screen.talk import notice
from coopctl.services.workspace.folder import tell_of_stranger
from coopctl.services.workspace.settings import Flags, Settings, find_settings

if TYPE_CHECKING:
    from coopctl.cli.help.pages import Section

_TOLD = "coopctl.stranger"
_FLAGS = "coopctl.flags"
_COMMON = N_("Common options")
_CONTEXT = {"help_option_names": ["-h", "--help"], "allow_extra_args": True}


class _Ours(AnyCommand):
    """What commands and groups share: common options, complaints in our words, the help option."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.params += common_options()

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Read what was typed. Raises: Misuse for what is not understood."""
        try:
            return super().parse_args(ctx, args)
        except UsageError as error:
            from coopctl.cli.help.usage import explain

            raise explain(error, ctx) from error

    def get_help_option(self, ctx: Context) -> TyperOption | None:
        """Return the option that shows the help page."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help, option.rich_help_panel = N_("show this page"), _COMMON
        return option


class Command(_Ours, TyperCommand):
    """A command with our help page, which ends with its `examples`."""

    examples: tuple[str, ...] = ()

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Read what was typed. Raises: Misuse, also naming the words that no argument takes."""
        rest = super().parse_args(ctx, args)
        if ctx.args:
            from coopctl.cli.help.usage import refuse_words

            raise refuse_words(ctx)
        return rest

    def invoke(self, ctx: Context) -> Any:
        """Run the command."""
        from coopctl.cli import runs  # help pages go without the ledger
        from coopctl.services.workspace.runs import name_damage

        runs.begin()
        try:
            result = super().invoke(ctx)
        except BaseException as error:
            runs.fail()
            name_damage(error, lambda: settings_of(ctx).ledger)
            raise
        runs.end()
        return result

    def get_help(self, ctx: Context) -> str:
        """Return the help page."""
        from coopctl.cli.help.pages import command_page

        return command_page(ctx, self.examples)


class Group(_Ours, TyperGroup):
    """A group whose commands are loaded when they run. `prefix` is `export ` or nothing."""

    def __init__(self, prefix: str = "", **more: Any) -> None:
        super().__init__(**more)
        self.prefix = prefix

    def list_commands(self, ctx: Context) -> list[str]:  # noqa: ARG002  (the library's signature)
        """Return the names below this group, in the order of the help page."""
        names = (
            spec.name.removeprefix(self.prefix)
            for spec in registry.SPECS
            if spec.name.startswith(self.prefix)
        )
        return list(dict.fromkeys(name.partition(" ")[0] for name in names))

    def get_command(
        self,
        ctx: Context,  # noqa: ARG002  (the library's signature)
        cmd_name: str,
    ) -> AnyCommand | None:
        """Load one command; None where there is none of that name."""
        if not self.prefix and cmd_name in registry.GROUPS:
            return _group(cmd_name, registry.GROUPS[cmd_name], prefix=f"{cmd_name} ")
        spec = next((spec for spec in registry.SPECS if spec.name == self.prefix + cmd_name), None)
        return load(spec) if spec else None

    def resolve_command(
        self, ctx: Context, args: list[str]
    ) -> tuple[str | None, AnyCommand | None, list[str]]:
        """Find the command that was typed. Raises: Misuse with the nearest names."""
        command = self.get_command(ctx, args[0])
        if command is None:
            from coopctl.cli.help.usage import refuse_command

            raise refuse_command(ctx, args[0], self.list_commands(ctx))
        return args[0], command, args[1:]

    def get_help(self, ctx: Context) -> str:
        """Return the help page; no command's module is imported for it."""
        from coopctl.cli.help.pages import group_page

        return group_page(ctx, self._headings())

    def _headings(self) -> "list[Section]":
        """Return the commands below this group under their headings."""
        from coopctl.cli.help.pages import HelpRow, Section

        found = [
            Section(
                _(heading.title),
                [
                    HelpRow(spec.name.removeprefix(self.prefix), _(spec.help))
                    for spec in heading.commands
                    if spec.name.startswith(self.prefix)
                ],
            )
            for heading in registry.HEADINGS
        ]
        return [section for section in found if section.rows]


def load(spec: registry.Spec) -> Command:
    """Import a command's module and build the command."""
    module = import_module(registry.MODULES[spec.name])
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.command(spec.name.rpartition(" ")[2], cls=Command, context_settings=_CONTEXT)(
        module.command
    )
    command = cast("Command", typer.main.get_command(app))
    command.examples = module.examples
    return command


def root() -> Group:
    """Build the program."""
    version = TyperOption(
        param_decls=["--version"], is_flag=True, is_eager=True, expose_value=False,
        callback=_print_version, help=N_("print the version"),
    )  # fmt: skip
    group = _group(
        "coopctl",
        N_("Keep track of a cooperation agreement: where each item stands, who owes what."),
    )
    group.params.append(version)
    return group


def _group(name: str, about: str, prefix: str = "") -> Group:
    """Build a group that shows its help page where no command follows."""
    return Group(
        name=name, help=about, prefix=prefix, context_settings=_CONTEXT,
        invoke_without_command=True, callback=_show_help,
    )  # fmt: skip


def _show_help() -> None:
    context = get_current_context()
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def _print_version(ctx: Context, _param: Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        typer.echo(f"coopctl {__version__}")
        raise typer.Exit


class _Shared(NamedTuple):
    """An option of every command that takes a value, and what completes it."""

    name: str
    metavar: str
    help: str
    kind: ValueKind | None = None


_SHARED = (
    _Shared(
        "workspace", N_("DIR"), N_("the folder with `plans/`; else the nearest one upwards"),
        ValueKind.FOLDER,
    ),
    _Shared("ledger", N_("FILE"), N_("the ledger; else `coopctl.db` in the workspace"), ValueKind.FILE),
    _Shared("lang", "vi|en", N_("the language; else COOPCTL_LANG or the locale"), ValueKind.LANGUAGE),
    _Shared(
        "author", N_("NAME"), N_("who records; else COOPCTL_AUTHOR, the settings or the system user")
    ),
    _Shared(
        "office", "PARTY", N_("the party whose office records; else COOPCTL_OFFICE or the settings"),
        ValueKind.PARTY,
    ),
)  # fmt: skip
SHARED_KINDS = {option.name: option.kind for option in _SHARED}


def common_options() -> list[TyperOption]:
    """Return the options of every command: they land in the context, see `flags_of`."""
    switches = (
        ("no-input", N_("ask nothing, even on a terminal")),
        ("debug", N_("show where in the program an error arose")),
    )
    kept: dict[str, Any] = {
        "expose_value": False, "callback": _keep, "rich_help_panel": _COMMON,
    }  # fmt: skip
    return [
        TyperOption(param_decls=[f"--{name}"], metavar=metavar, help=help_text,
                    is_eager=name == "lang", **kept)
        for name, metavar, help_text, _kind in _SHARED
    ] + [
        TyperOption(param_decls=[f"--{name}"], is_flag=True, help=help_text, **kept)
        for name, help_text in switches
    ]  # fmt: skip


def _keep(ctx: Context, param: Parameter, value: str | bool | None) -> None:
    if not value:
        return
    if param.name == "lang":
        _choose(str(value))
    ctx.meta.setdefault(_FLAGS, {})[param.name] = value


def _choose(language: str) -> None:
    if language not in LANGUAGES:
        raise UsageProblem(
            msg(N_("`--lang`: there is no language `{text}`"), text=language),
            msg(N_("one of: {codes}"), codes=LANGUAGES),
        )
    choose(language)


def flags_of(ctx: Context) -> Flags:
    """Return the common options as they were typed, before or after the command."""
    return Flags(**ctx.meta.get(_FLAGS, {}))


def settings_of(ctx: Context) -> Settings:
    """Return the settings of this run, and speak the language that they ask for."""
    flags = flags_of(ctx)
    settings = find_settings(flags, os.environ)
    if settings.lang is not None and flags.lang is None and not os.environ.get("COOPCTL_LANG"):
        choose(settings.lang)
    stranger = tell_of_stranger(settings.workspace, flags.workspace, os.environ)
    if stranger is not None and not ctx.meta.get(_TOLD):
        ctx.meta[_TOLD] = True
        notice(*stranger)
    return heard_here(settings)


def run(argv: Sequence[str]) -> int:
    """Run the command line; return its exit code, and let every error through.

    The library's own `main` is not used: it turns Ctrl-C, the end of input and a closed pipe into
    something else before anybody can tell them apart.
    """
    program = root()
    try:
        with program.make_context(program.name, list(argv)) as ctx:
            code = program.invoke(ctx)
    except typer.Exit as stop:
        return stop.exit_code
    return code if isinstance(code, int) else 0
