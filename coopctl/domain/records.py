"""What may be recorded: the fields of each kind of record, and the rules between them.

Flags, prompts, forms and files all bring the same thing, texts by field name, and are read here,
so that each refuses the same mistakes with the same words.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from coopctl.domain.dates import parse_day, parse_due, show_day
from coopctl.domain.entries import Body
from coopctl.domain.messages import N_, CoopError, Message, msg
from coopctl.domain.numbers import parse_amount, parse_percent
from coopctl.domain.statuses import (
    MEETING_KIND_LABELS,
    OUTCOME_TYPE_LABELS,
    STATUS_LABELS,
    Status,
)
from coopctl.domain.text import clean, clean_line, excerpt, fold, nearest

_LONGEST_ID = 200

Values = Mapping[str, Sequence[str]]


class Facts(NamedTuple):
    """What a record is checked against.

    `today` is the plan's; `spoken` gives a label's wording in every language; `find_item` turns
    what was typed into an item's id or raises. `start`, `due` and `indicators` are the target's.
    """

    today: date
    parties: tuple[str, ...]
    spoken: Callable[[str], tuple[str, ...]]
    find_item: Callable[[str], str]
    start: date | None = None
    due: date | None = None
    indicators: tuple[str, ...] = ()
    future_allowed: bool = False


class Field(NamedTuple):
    """One field of a record: its name (flag and form key), its label, how its text is read.

    `many` fields take several texts; `long` ones may run over lines. `example` shows the form.
    """

    name: str
    label: str
    read: Callable[[str, Facts], object]
    required: bool = False
    many: bool = False
    long: bool = False
    example: str = ""


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


def match_code(
    text: str, labels: Mapping[str, str], spoken: Callable[[str], tuple[str, ...]]
) -> str:
    """Return the code that `text` means: a code or a label, in any language, with or without marks.

    A beginning that only one of them has is enough. Raises: CoopError with the valid codes.
    """
    typed = fold(text)
    names = {
        fold(name.replace("_", " ")): code
        for code, label in labels.items()
        for name in (code, *spoken(label))
    }
    wanted = typed.replace("_", " ").replace("-", " ")
    if wanted in names:
        return names[wanted]
    begun = {code for name, code in names.items() if wanted and name.startswith(wanted)}
    if len(begun) == 1:
        return begun.pop()
    close = nearest(wanted, tuple(names), len(names))
    first = dict.fromkeys(names[name] for name in close)
    ordered = tuple(dict.fromkeys((*first, *labels)))
    raise CoopError(
        msg(N_("`{text}` is none of the words that go here"), text=excerpt(text)),
        msg(N_("one of: {codes}"), codes=ordered),
    )


def find_party(text: str, parties: Sequence[str]) -> str:
    """Return the party id that `text` means. Raises: CoopError with the nearest ids."""
    folded = fold(text).replace(" ", "-")
    for party in parties:
        if folded == fold(party):
            return party
    raise CoopError(
        msg(N_("the plan has no party `{text}`"), text=excerpt(text)),
        msg(
            N_("one of: {codes}"),
            codes=nearest(text, tuple(parties), len(parties)) or tuple(parties),
        ),
    )


def read_id(text: str) -> str:
    """Return an id as it was typed, cleaned. Raises: CoopError for what can be none."""
    return clean_line(text, _LONGEST_ID)


def _line(text: str, _facts: Facts) -> str:
    return clean_line(text)


def _long(text: str, _facts: Facts) -> str:
    return clean(text)


def _happened(text: str, facts: Facts) -> date:
    day = parse_day(text, facts.today)
    if day > facts.today and not facts.future_allowed:
        raise CoopError(
            msg(N_("{day} has not come yet"), day=show_day(day)),
            msg(N_("check the date; if it is meant, say `--yes`")),
        )
    return day


def _day(text: str, facts: Facts) -> str:
    return parse_day(text, facts.today).isoformat()


def _past(text: str, facts: Facts) -> str:
    return _happened(text, facts).isoformat()


def _status(text: str, facts: Facts) -> str:
    return match_code(text, STATUS_LABELS, facts.spoken)


def _meeting_kind(text: str, facts: Facts) -> str:
    return match_code(text, MEETING_KIND_LABELS, facts.spoken)


def _outcome_type(text: str, facts: Facts) -> str:
    return match_code(text, OUTCOME_TYPE_LABELS, facts.spoken)


def _percent(text: str, _facts: Facts) -> int:
    return parse_percent(text)


def _amount(text: str, _facts: Facts) -> str:
    return parse_amount(text)


def _party(text: str, facts: Facts) -> str:
    return find_party(text, facts.parties)


def _item(text: str, facts: Facts) -> str:
    return facts.find_item(read_id(text))


def _indicator(text: str, facts: Facts) -> str:
    for indicator in facts.indicators:
        if fold(text) == fold(indicator):
            return indicator
    if not facts.indicators:
        raise CoopError(
            msg(N_("the item has no indicators")),
            msg(N_("leave `indicator` and `value` out, or add the indicator to the plan")),
        )
    raise CoopError(
        msg(N_("the item has no indicator `{text}`"), text=excerpt(text)),
        msg(N_("one of: {codes}"), codes=facts.indicators),
    )


def _due(text: str, _facts: Facts) -> Body:
    due = parse_due(clean_line(text))
    if due.day is None:
        raise CoopError(
            msg(N_("`{text}` names no last day"), text=excerpt(due.text)),
            msg(N_("write a day or a span with an end: `31/12/2025`, `Q4/2025`, `tháng 12/2025`")),
        )
    return {"due_text": due.text, "due": due.day.isoformat()}


def _attendee(text: str, facts: Facts) -> Body:
    """Read `party: name, role`; the role may be left out."""
    party, colon, rest = clean_line(text).partition(":")
    name, _, role = (part.strip() for part in rest.partition(","))
    if not colon or not name:
        raise CoopError(
            msg(N_("`{text}` does not say who came for whom"), text=excerpt(text)),
            msg(N_("write `party: name, role`")),
        )
    attendee: Body = {"party": find_party(party, facts.parties), "name": name}
    return attendee | ({"role": role} if role else {})


def _action(text: str, facts: Facts) -> Body:
    """Read `party: text: due`; further parties (`a, b: …`) cooperate; the due may be left out."""
    parties, colon, rest = clean_line(text).partition(":")
    duty, last_colon, due_text = (part.strip() for part in rest.rpartition(":"))
    if not last_colon:
        duty, due_text = rest.strip(), ""
    if not colon or not duty:
        raise CoopError(
            msg(N_("`{text}` does not say who is to do what"), text=excerpt(text)),
            msg(N_("write `party: text: due`, for example `hoa-binh: send the list: 31/12/2025`")),
        )
    lead, *cooperating = (find_party(party, facts.parties) for party in parties.split(","))
    action: Body = {"text": duty, "lead": lead}
    if cooperating:
        action["cooperating"] = cooperating
    if due_text:
        due = parse_due(due_text)
        if due.day is None:
            action["text"] = rest.strip()
        else:
            action |= {"due_text": due.text, "due": due.day.isoformat()}
    return action


_ON = Field("on", N_("Date"), _happened, example="19/9/2024")
_EVIDENCE = Field("evidence", N_("Evidence"), _line, many=True, example="12/BB-SKHCN, 19/9/2024")

FIELDS: dict[str, tuple[Field, ...]] = {
    "update": (
        Field("status", N_("Status"), _status, required=True),
        _ON,
        Field("progress", N_("Progress, %"), _percent, example="60"),
        Field("result", N_("Result"), _long, long=True),
        Field("difficulty", N_("Difficulty"), _long, long=True),
        Field("cause", N_("Cause"), _long, long=True),
        Field("proposal", N_("Proposal"), _long, long=True),
        Field("next_step", N_("Next step"), _long, long=True),
        Field("completed_on", N_("Completed on"), _past, example="30/6/2025"),
        _EVIDENCE,
    ),
    "meeting": (
        _ON._replace(required=True),
        Field("title", N_("Title"), _line, required=True),
        Field("until", N_("Until"), _day, example="20/9/2024"),
        Field("kind", N_("Kind"), _meeting_kind, example="working_visit"),
        Field("place", N_("Place"), _line),
        Field("host", N_("Host"), _party),
        Field("chair", N_("Chair"), _line),
        Field("secretary", N_("Secretary"), _line),
        Field("number", N_("Number of the minutes"), _line, example="12/BB-SKHCN"),
        Field("attendee", N_("Attendees"), _attendee, many=True, example="hoa-binh: Nguyễn Văn A, Giám đốc"),
        Field("invited", N_("Invited"), _attendee, many=True, example="hung-yen: Trần Thị B"),
        Field("item", N_("Items discussed"), _item, many=True, example="1.1"),
        Field("proceedings", N_("Proceedings"), _long, long=True),
        Field("conclusion", N_("Conclusions"), _long, many=True),
        Field("action", N_("Actions"), _action, many=True, example="hoa-binh: gửi danh mục: 31/12/2025"),
        _EVIDENCE,
    ),
    "outcome": (
        Field("title", N_("Title"), _line, required=True),
        _ON,
        Field("type", N_("Type"), _outcome_type, example="publication"),
        Field("indicator", N_("Indicator"), _indicator),
        Field("value", N_("Value"), _amount, example="12"),
        _EVIDENCE,
    ),
    "extension": (
        Field("due", N_("New due"), _due, required=True, example="31/3/2026"),
        Field("reason", N_("Reason"), _long, required=True, long=True),
        Field("document", N_("Approving document"), _line, required=True, example="123/UBND-KGVX, 5/1/2026"),
        _ON,
    ),
}  # fmt: skip

_WHOLE = 100  # percent

# A field that is typed one by one, under the name of the list that the journal keeps.
_KEPT_AS = {
    "attendee": "attendees",
    "item": "items",
    "conclusion": "conclusions",
    "action": "actions",
}


def form_name(field: str) -> str:
    """Return the name under which forms and the journal keep a field: `attendees` of `attendee`."""
    return _KEPT_AS.get(field, field)


def read_record(kind: str, values: Values, facts: Facts) -> tuple[date, Body]:
    """Read the texts of a record: the day that it happened, and the body that the journal keeps.

    Raises: RecordRefused with every mistake.
    """
    read: Body = {}
    problems: list[FieldProblem] = []
    for field in FIELDS[kind]:
        texts = [(at, text) for at, text in enumerate(values.get(field.name, ())) if text.strip()]
        if field.required and not texts:
            problems.append(_missing(field.name))
        found = [_read(field, at, text, facts, problems) for at, text in texts]
        if found:
            read[field.name] = found if field.many else found[-1]
    if not problems:
        read.setdefault("on", facts.today)
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
    due = read.pop("due", {}) if kind == "extension" else {}
    return {form_name(name): value for name, value in read.items()} | due


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


def _extension_later(read: Body, facts: Facts) -> Sequence[FieldProblem]:
    new = date.fromisoformat(read["due"]["due"])
    if facts.due is not None and new <= facts.due:
        message = msg(
            N_("{new} is not later than the present due, {due}"),
            new=show_day(new), due=show_day(facts.due),
        )  # fmt: skip
        hint = msg(N_("an extension moves a deadline back; a shorter one is a change of the plan"))
        return (FieldProblem("due", 0, message, hint),)
    return ()


_RULES: dict[str, tuple[Callable[[Body, Facts], Sequence[FieldProblem]], ...]] = {
    "update": (_completion_stated, _completion_whole, _completion_in_order),
    "meeting": (_end_after_beginning,),
    "outcome": (_value_with_indicator,),
    "extension": (_extension_later,),
}
