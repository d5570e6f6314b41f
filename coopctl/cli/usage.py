"""The command line library's complaints about what was typed, in the reader's language."""

from typer._click.exceptions import BadOptionUsage, NoSuchOption, UsageError

from coopctl.domain.messages import Message, N_, UsageProblem, msg
from coopctl.domain.text import nearest


def explain(error: UsageError) -> UsageProblem:
    """Turn a usage error of the library into one of ours."""
    path = error.ctx.command_path if error.ctx else "coopctl"
    help_hint = msg(N_("`{command} --help` shows what it takes"), command=path)
    if isinstance(error, NoSuchOption):
        return UsageProblem(
            msg(N_("`{command}` has no option `{option}`"), command=path, option=error.option_name),
            _nearest_options(error) or help_hint,
        )
    if isinstance(error, BadOptionUsage):
        sentence = (
            N_("`{option}` takes no value")
            if "does not take" in error.message
            else N_("`{option}` needs a value")
        )
        return UsageProblem(Message(sentence, {"option": error.option_name}), help_hint)
    return UsageProblem(msg(N_("this cannot be understood: {text}"), text=error.message), help_hint)


def _nearest_options(error: NoSuchOption) -> Message | None:
    if error.ctx is None:
        return None
    options = [name for param in error.ctx.command.params for name in param.opts]
    close = nearest(error.option_name, options)
    return msg(N_("the nearest are: {ids}"), ids=close) if close else None
