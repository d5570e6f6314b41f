"""What stands at the head of every picture: of what, as of when, and by what knowledge, in words."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coopctl.language import _

if TYPE_CHECKING:
    from coopctl.output.screen.standing.dashboard import Picture
    from coopctl.services.answering.one_plan import PlanQuery
    from coopctl.services.answering.question import Times


def knowledge(times: "Times") -> tuple[str, ...]:
    """Return in words by what knowledge a question is answered: a closed period's, a past day's; none for today's."""
    from coopctl.output.words import words  # only for a picture

    if times.period is not None:
        return (_("as reported for “{name}”").format(name=times.period),)
    if times.known is not None:
        return (_("as recorded by {moment}").format(moment=words.moment(times.known)),)
    return ()


def picture_of(about: "PlanQuery") -> "Picture":
    """Return what the head of a picture is made of."""
    from coopctl.output.screen.standing.dashboard import Picture

    only = tuple(_named(about))
    return Picture(about.plan, about.areas(), (), (), about.moment.as_of, only)


def _named(about: "PlanQuery") -> Iterator[str]:
    yield from knowledge(about.times)
    wanted = about.scope.item or about.scope.area
    if wanted:
        yield _("only {what}").format(what=wanted)
