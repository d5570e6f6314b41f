"""What the services have to say while they work, said on the terminal: once a run, and in the reader's language."""

from contextlib import AbstractContextManager

from coopctl.language import reader, render
from coopctl.messages import Message
from coopctl.output.screen.talk import notice
from coopctl.services.workspace.caller import Once, Steps
from coopctl.services.workspace.settings import Settings

_tell = Once(notice)


def begin_run() -> None:
    """Begin anew: nothing was said yet."""
    _tell.begin()


def heard_here(settings: Settings) -> Settings:
    """Return the settings of who sits at the terminal: it is in his language, he hears and watches."""
    return settings._replace(reader=reader(), tell=_tell, watch=watch)


def watch(label: Message, total: int | None) -> AbstractContextManager[Steps]:
    """Begin to show how far long work has come."""
    from coopctl.output.screen.progress import Progress  # little work takes so long

    return Progress(render(label), total)
