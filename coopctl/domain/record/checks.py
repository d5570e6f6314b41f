"""What may be recorded: texts by field name, read and held against each other.

Flags, prompts, forms and files all bring the same thing and are read here, so that each refuses
the same mistakes with the same words.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from coopctl.domain.codes import Status
from coopctl.domain.plan.periods import last_day, list_nearby, period_name
from coopctl.domain.record.confirmations import Confirmation
from coopctl.domain.record.entries import Body
from coopctl.domain.record.kinds.catalogue import fields_of
from coopctl.domain.record.kinds.field import Facts, Field
from coopctl.domain.record.stage_rules import check_stage, fill_status
from coopctl.domain.record.units import is_unit_of, refuse_unit
from coopctl.domain.words.dates import show_day
from coopctl.domain.words.text import clean
from coopctl.messages import N_, CoopError, Message, msg

Values = Mapping[str, Sequence[str]]
Kept = Mapping[str, Mapping[str, Any]]  # by field, what a text stands for that is not read anew

_WHOLE = 100  # percent


class FieldProblem(NamedTuple):
    """What is wrong with one field: `place` says which of its texts (from 0), `missing` that it has none."""

    field: str
    place: int
    message: Message
    hint: Message | None
    missing: bool = False


class RecordRefused(CoopError):
    """A record with mistakes: all of them. The command line says where each was typed."""

    exit_code = 2

    def __init__(self, problems: Sequence[FieldProblem]) -> None:
        super().__init__(problems[0].message, problems[0].hint)
        self.problems = tuple(problems)


def read_record(
    kind: str, values: Values, facts: Facts, kept: Kept | None = None
) -> tuple[date, Body]:
    """Read the texts of a record: the day that it happened, and the body that the journal keeps.

    `kept` holds what a record that is corrected has already. Raises: RecordRefused with every mistake.
    """
    read: Body = {}
    problems: list[FieldProblem] = []
    for field in fields_of(kind):
        texts = [(at, text) for at, text in enumerate(values.get(field.name, ())) if text.strip()]
        if not texts:
            if field.is_owed(values):
                problems.append(_missing(field.name))
            continue
        known = (kept or {}).get(field.name, {})
        found = [
            known[text.strip()]
            if text.strip() in known
            else _read(field, at, text, facts, problems)
            for at, text in texts
        ]
        read[field.name] = found if field.many else found[-1]
    if not problems:
        read.setdefault("on", facts.today)
        fill_status(read, facts.track)
        problems = [problem for rule in _RULES[kind] for problem in rule(read, facts)]
    if problems:
        raise RecordRefused(problems)
    return read.pop("on"), _body(kind, read)


def _read(
    field: Field, index: int, text: str, facts: Facts, problems: list[FieldProblem]
) -> object:
    try:
        return field.read(clean(text), facts)
    except CoopError as error:
        problems.append(FieldProblem(field.name, index, error.message, error.hint))
        return None


def _missing(field: str) -> FieldProblem:
    return FieldProblem(field, 0, msg(N_("is missing")), None, missing=True)


def _body(kind: str, read: Body) -> Body:
    """Return what the journal keeps of what was read."""
    body: Body = {}
    for field in fields_of(kind):
        if field.name in read:
            kept = field.keep(read[field.name])
            body |= kept if field.type.beside else {field.kept: kept}
    return body


def _completion_stated(read: Body, _facts: Facts) -> Sequence[FieldProblem]:
    if read["status"] == Status.COMPLETED:
        return () if "completed_on" in read else (_missing("completed_on"),)
    if "completed_on" in read:
        hint = msg(N_("leave it out, or say that the status is `completed`"))
        message = msg(N_("a date of completion stands beside another status"))
        return (FieldProblem("completed_on", 0, message, hint),)
    return ()


def _completion_whole(read: Body, _facts: Facts) -> Sequence[FieldProblem]:
    if read["status"] == Status.COMPLETED and read.get("progress", _WHOLE) != _WHOLE:
        message = msg(N_("completed, but the progress is {percent} %"), percent=read["progress"])
        hint = msg(N_("leave the progress out, or choose another status"))
        return (FieldProblem("progress", 0, message, hint),)
    return ()


def _completion_in_order(read: Body, facts: Facts) -> Sequence[FieldProblem]:
    if "completed_on" not in read:
        return ()
    done = date.fromisoformat(read["completed_on"])
    if done > read["on"]:
        message = msg(
            N_("completed on {done}, after the day of this update, {on}"),
            done=show_day(done), on=show_day(read["on"]),
        )  # fmt: skip
        hint = msg(N_("give the update the day on which it was known with `--on`"))
        return (FieldProblem("completed_on", 0, message, hint),)
    if facts.start is not None and done < facts.start:
        message = msg(
            N_("completed on {done}, before the start, {start}"),
            done=show_day(done), start=show_day(facts.start),
        )  # fmt: skip
        hint = msg(N_("check the date, or the `start` of the item in the plan"))
        return (FieldProblem("completed_on", 0, message, hint),)
    return ()


def _stage_fits(read: Body, facts: Facts) -> Sequence[FieldProblem]:
    return [
        FieldProblem(one.field, 0, one.message, one.hint) for one in check_stage(read, facts.track)
    ]


def _end_after_beginning(read: Body, _facts: Facts) -> Sequence[FieldProblem]:
    if "until" in read and date.fromisoformat(read["until"]) < read["on"]:
        message = msg(
            N_("ends on {until}, before it begins on {on}"),
            until=show_day(date.fromisoformat(read["until"])), on=show_day(read["on"]),
        )  # fmt: skip
        return (FieldProblem("until", 0, message, msg(N_("check both dates"))),)
    return ()


def _value_with_indicator(read: Body, _facts: Facts) -> Sequence[FieldProblem]:
    if "value" in read and "indicator" not in read:
        hint = msg(N_("say which indicator of the item it counts towards"))
        return (FieldProblem("indicator", 0, msg(N_("a value needs an indicator")), hint),)
    return ()


def _value_in_unit(read: Body, facts: Facts) -> Sequence[FieldProblem]:
    named = (one for one in facts.indicators if one.id == read.get("indicator"))
    indicator = next(named, None)
    if indicator is None or "value" not in read or is_unit_of(indicator, read["value"].unit):
        return ()
    return (FieldProblem("value", 0, *refuse_unit(indicator, read["value"])),)


def check_extendable(facts: Facts) -> None:
    """Refuse to extend what comes back in periods that nobody stated. Raises: CoopError."""
    if facts.comes_back and facts.cycle is None:
        raise CoopError(
            msg(
                N_(
                    "there is no deadline to extend: this comes back or goes on, and its periods are not stated"
                )
            ),
            msg(N_("say in the plan how often and from when on, with `every` and `start`")),
        )


def _extension_of_period(read: Body, facts: Facts) -> Sequence[FieldProblem]:
    if "for" in read or not facts.comes_back:
        return ()
    check_extendable(facts)
    if facts.cycle is None:
        return ()
    names = tuple(map(period_name, list_nearby(facts.cycle, facts.today)))
    message = msg(N_("this comes back: say which period is extended"))
    return (FieldProblem("for", 0, message, msg(N_("one of: {codes}"), codes=names)),)


def _present_due(read: Body, facts: Facts) -> date | None:
    """Return the deadline in force of what is extended: of the period that is named, else of the thing."""
    if facts.cycle is None or "for" not in read:
        return facts.due
    extension = facts.cycle.extensions.get(read["for"])
    return extension.due.day if extension else last_day(read["for"], facts.cycle)


def _extension_later(read: Body, facts: Facts) -> Sequence[FieldProblem]:
    new, due = date.fromisoformat(read["due"]["due"]), _present_due(read, facts)
    if due is not None and new <= due:
        message = msg(
            N_("{new} is not later than the present due, {due}"),
            new=show_day(new), due=show_day(due),
        )  # fmt: skip
        hint = msg(N_("an extension moves a deadline back; a shorter one is a change of the plan"))
        return (FieldProblem("due", 0, message, hint),)
    return ()


def _dispute_reasoned(read: Body, _facts: Facts) -> Sequence[FieldProblem]:
    if read["verdict"] == Confirmation.DISPUTED and "reason" not in read:
        hint = msg(N_("say what is not right, so that the other side can put it right"))
        return (FieldProblem("reason", 0, msg(N_("a dispute needs its reason")), hint),)
    if read["verdict"] == Confirmation.CONFIRMED and "reason" in read:
        hint = msg(N_("leave it out, or write it as a `note`"))
        message = msg(N_("only a dispute has a reason"))
        return (FieldProblem("reason", 0, message, hint),)
    return ()


_RULES: dict[str, tuple[Callable[[Body, Facts], Sequence[FieldProblem]], ...]] = {
    "update": (_completion_stated, _completion_whole, _completion_in_order, _stage_fits),
    "meeting": (_end_after_beginning,),
    "outcome": (_value_with_indicator, _value_in_unit),
    "extension": (_extension_of_period, _extension_later),
    "confirmation": (_dispute_reasoned,),
}

# Those that need neither a plan nor what was recorded before.
_ALONE: dict[str, tuple[Callable[[Body, Facts], Sequence[FieldProblem]], ...]] = {
    "update": (_completion_stated, _completion_whole, _completion_in_order),
    "meeting": (_end_after_beginning,),
    "outcome": (_value_with_indicator,),
    "confirmation": (_dispute_reasoned,),
}
_NOTHING = Facts(date.max, (), lambda _label: (), str)


def check_alone(kind: str, happened_on: date, body: Body) -> list[FieldProblem]:
    """Return what is wrong with a body by itself, as it was recorded."""
    read = {**body, "on": happened_on}
    return [problem for rule in _ALONE.get(kind, ()) for problem in rule(read, _NOTHING)]
