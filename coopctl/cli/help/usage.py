"""What was typed and is not understood, in the reader's language, with the command's usage line."""

from collections.abc import Sequence

from typer._click import Context
from typer._click.exceptions import BadOptionUsage, NoSuchOption, UsageError

from coopctl.cli.help.pages import usage_line
from coopctl.domain.words.text import nearest
from coopctl.messages import N_, Message, UsageProblem, msg


class Misuse(UsageProblem):
    """A command was called in a way that it does not know; `usage` is the line that shows how."""

    def __init__(self, ctx: Context, message: Message, hint: Message | None = None) -> None:
        help_hint = msg(N_("`{command} --help` shows what it takes"), command=ctx.command_path)
        super().__init__(message, hint or help_hint)
        self.usage = usage_line(ctx)


def explain(error: UsageError, ctx: Context) -> Misuse:
    """Turn a complaint of the command line library into one of ours."""
    match error:
        case NoSuchOption(option_name=option):
            sentence = N_("`{command}` has no option `{option}`")
            message = msg(sentence, command=ctx.command_path, option=option)
            return Misuse(ctx, message, _nearest(option, _options(ctx)) or _as_text(ctx))
        case BadOptionUsage(option_name=option):
            sentence = (
                N_("`{option}` takes no value")
                if option in _options(ctx, switches_only=True)
                else N_("`{option}` needs a value")
            )
            return Misuse(ctx, Message(sentence, {"option": option}))
        case _:
            sentence = N_("this cannot be understood: {text}")
            return Misuse(ctx, msg(sentence, text=error.format_message()))


def refuse_words(ctx: Context) -> Misuse:
    """Say that there are words which no argument takes."""
    sentence = N_("`{command}` does not take `{words}`")
    hint = N_("text with spaces goes in quotes; `{command} --help` shows what it takes")
    return Misuse(
        ctx,
        msg(sentence, command=ctx.command_path, words=tuple(ctx.args)),
        msg(hint, command=ctx.command_path),
    )


def refuse_command(ctx: Context, name: str, names: list[str]) -> Misuse:
    """Say that there is no command of that name."""
    message = msg(N_("there is no command `{name}`"), name=f"{ctx.command_path} {name}")
    return Misuse(ctx, message, _nearest(name, names) or msg(N_("one of: {codes}"), codes=names))


def _options(ctx: Context, *, switches_only: bool = False) -> list[str]:
    return [
        name
        for param in ctx.command.get_params(ctx)
        if not switches_only or getattr(param, "is_flag", False)
        for name in param.opts
        if name.startswith("-")
    ]


def _as_text(ctx: Context) -> Message | None:
    """Say how a text that begins like an option is typed, where a command takes text."""
    takes_text = any(param.nargs == -1 for param in ctx.command.params)
    return msg(N_("a text that begins with `-` goes after `--`")) if takes_text else None


def _nearest(word: str, candidates: Sequence[str]) -> Message | None:
    close = nearest(word, candidates)
    return msg(N_("the nearest are: {ids}"), ids=close) if close else None
