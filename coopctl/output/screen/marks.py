"""How things stand, in marks and short words: what the dashboard and every other picture share."""

from collections.abc import Iterable

from coopctl.domain.codes import Timeliness
from coopctl.domain.plan.periods import DONE, MISSED, OPEN, PAUSED, read_marks
from coopctl.domain.standing.standing import ActionRow, ItemRow, Tally
from coopctl.language import _, _n
from coopctl.output.screen.page import Part
from coopctl.output.words import words

# How each class looks: a mark that is told apart without colour, and a colour that helps.
MARKS: dict[str, Part] = {
    Timeliness.OVERDUE: Part("▲", "bold red"),
    Timeliness.DUE_SOON: Part("◆", "yellow"),
    Timeliness.IN_TIME: Part("▒", "cyan"),
    Timeliness.NO_DEADLINE: Part("░", "dim"),
    Timeliness.DONE_ON_TIME: Part("█", "green"),
    Timeliness.DONE_LATE: Part("▓", "magenta"),
    Timeliness.DONE_NO_DEADLINE: Part("■", "green"),
    Timeliness.NOT_COUNTED: Part("×", "dim"),
}
# What became of a period, by the same marks.
PERIOD_MARKS: dict[str, Part] = {
    DONE: MARKS[Timeliness.DONE_ON_TIME],
    MISSED: MARKS[Timeliness.OVERDUE],
    OPEN: MARKS[Timeliness.IN_TIME],
    PAUSED: MARKS[Timeliness.NOT_COUNTED],
}
BAR = 20
DOT = Part(" · ", "dim")
SAID_BY_STATUS = frozenset((Timeliness.NO_DEADLINE, Timeliness.NOT_COUNTED))
_COUNTED_IN_DAYS = frozenset((Timeliness.OVERDUE, Timeliness.DONE_LATE, Timeliness.DUE_SOON))
_DONE = {Timeliness.DONE_ON_TIME, Timeliness.DONE_LATE, Timeliness.DONE_NO_DEADLINE}


def official(counted: Tally) -> str:
    """Say the official rate with its formula."""
    return _(
        "Official rate {rate} = {completed} completed / ({completed} completed + {overdue} overdue)"
    ).format(
        rate=words.percent(counted.official_rate),
        completed=counted.completed,
        overdue=counted.came_due - counted.completed,
    )


def plain(counted: Tally) -> str:
    """Say the plain rate with its formula."""
    return _("Plain rate {rate} = {completed} completed / {rest} not cancelled").format(
        rate=words.percent(counted.plain_rate),
        completed=counted.completed,
        rest=counted.total - counted.cancelled,
    )


def besides(counted: Tally) -> str:
    """Say how many withdrawn items there are beside those that count; nothing where there are none."""
    if not counted.withdrawn:
        return ""
    return _("besides {count} withdrawn").format(count=words.number(counted.withdrawn))


def titled(title: str, counted: Tally) -> str:
    """Return the title of a line of counts, with what they leave out."""
    left_out = besides(counted)
    return f"{title} ({left_out})" if left_out else title


def bar(counted: Tally) -> list[Part]:
    """Return one mark an item, in the order of the classes; scaled where there are many."""
    total = sum(counted.classes.values())
    scale = min(1.0, BAR / total) if total else 1.0
    return [
        Part(MARKS[code].text * max(1, round(counted.classes[code] * scale)), MARKS[code].style)
        for code in MARKS
        if counted.classes.get(code)
    ]


def tail(counted: Tally) -> list[Part]:
    """Return the bar and the counts that it stands for."""
    counts = [
        part
        for code in MARKS
        if counted.classes.get(code)
        for part in (
            Part("  "),
            Part(f"{MARKS[code].text}{counted.classes[code]}", MARKS[code].style),
        )
    ]
    return [*bar(counted), *counts]


def join(groups: Iterable[list[Part]]) -> list[Part]:
    """Return the groups in a row, with ` · ` between those that are not empty."""
    joined: list[Part] = []
    for group in groups:
        if group:
            joined += [DOT, *group] if joined else group
    return joined


def standing_parts(row: ItemRow | ActionRow) -> list[list[Part]]:
    """Return timeliness with its days, then status with progress where that says more."""
    if isinstance(row, ItemRow) and row.withdrawn is not None:
        return [[Part(_("Withdrawn: {reason}").format(reason=row.withdrawn), "dim")]]
    style = MARKS[row.timeliness].style
    timeliness = [Part(in_words(row), style)]
    if row.timeliness in _DONE:
        done = [Part(words.day(row.completed_on))]
        return [timeliness, done]
    progress = f" {row.progress} %" if row.progress is not None else ""
    stated = [[Part(words.label("status", row.status) + progress)]]
    if isinstance(row, ItemRow) and row.stage:
        stated.append([Part(words.label("stage", row.stage))])
    if row.timeliness in SAID_BY_STATUS:
        return stated
    return [timeliness, *stated]


def in_words(row: ItemRow | ActionRow) -> str:
    """Return the timeliness with its days: `Overdue 12 days`."""
    label = words.label("timeliness", row.timeliness)
    if row.timeliness == Timeliness.DUE_SOON and row.days == 0:
        return _("Due today")
    if not row.days or row.timeliness not in _COUNTED_IN_DAYS:
        return label
    days = _n("{count} day", "{count} days", row.days).format(count=words.number(row.days))
    return f"{label} {days}"


def due_parts(row: ItemRow | ActionRow) -> list[Part]:
    """Return the deadline in full; that there is none where none is stated."""
    if row.deadline is None:
        return [Part(_("deadline not stated"), "dim")]
    return [Part(_("due {day}").format(day=row.deadline))]


def period_parts(row: ItemRow) -> list[Part]:
    """Return how often something is owed and a mark for each of the last periods; else nothing."""
    marks = [PERIOD_MARKS[state] for _, state in read_marks(row.periods)]
    return [Part(words.label("every", row.every) + " "), *marks] if marks else []
