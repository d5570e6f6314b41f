"""The fields of each kind of record, and how the text of each is read."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from coopctl.domain.codes import MEETING_KIND_LABELS, OUTCOME_TYPE_LABELS, STATUS_LABELS
from coopctl.domain.plan.periods import Cycle, read_period
from coopctl.domain.plan.plan import Indicator
from coopctl.domain.record.confirmations import VERDICT_LABELS
from coopctl.domain.record.entries import Body
from coopctl.domain.record.matching import find_party, match_code, read_id
from coopctl.domain.record.stage_rules import Track, match_grade, match_stage
from coopctl.domain.words.dates import parse_day, parse_due, show_day
from coopctl.domain.words.numbers import Quantity, parse_percent, parse_quantity
from coopctl.domain.words.text import clean, clean_line, excerpt, fold
from coopctl.messages import N_, CoopError, msg


class Facts(NamedTuple):
    """What a record is checked against.

    `today` is the plan's; `spoken` gives a label's wording in every language; `find_item` turns
    what was typed into an item's id or raises. `party_names` are what else the parties are called. `start`, `due`, `status` and `indicators` are the target's;
    `cycle` is what it owes again and again, None where it does not; `comes_back`: it does, in periods or all the time.
    `track` where it follows the stages of an S&T task. `find_evidence` turns what was typed into a text or, where it names a file, into what is kept
    of that (`coopctl.domain.record.evidence`), or raises.
    """

    today: date
    parties: tuple[str, ...]
    spoken: Callable[[str], tuple[str, ...]]
    find_item: Callable[[str], str]
    start: date | None = None
    due: date | None = None
    status: str | None = None
    party_names: Mapping[str, Iterable[str]] = {}
    indicators: tuple[Indicator, ...] = ()
    future_allowed: bool = False
    track: Track | None = None
    cycle: Cycle | None = None
    comes_back: bool = False
    find_evidence: Callable[[str], object] = str


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


def _stage(text: str, facts: Facts) -> str:
    return match_stage(text, facts.track, facts.spoken)


def _grade(text: str, facts: Facts) -> str:
    return match_grade(text, facts.track, facts.spoken)


def _meeting_kind(text: str, facts: Facts) -> str:
    return match_code(text, MEETING_KIND_LABELS, facts.spoken)


def _outcome_type(text: str, facts: Facts) -> str:
    return match_code(text, OUTCOME_TYPE_LABELS, facts.spoken)


def _percent(text: str, _facts: Facts) -> int:
    return parse_percent(text)


def _quantity(text: str, _facts: Facts) -> Quantity:
    return parse_quantity(text)


def _party(text: str, facts: Facts) -> str:
    return find_party(text, facts.parties, facts.party_names)


def _verdict(text: str, facts: Facts) -> str:
    return match_code(text, VERDICT_LABELS, facts.spoken)


def _item(text: str, facts: Facts) -> str:
    return facts.find_item(read_id(text))


def _evidence(text: str, facts: Facts) -> object:
    return facts.find_evidence(clean_line(text))


def _indicator(text: str, facts: Facts) -> str:
    for indicator in facts.indicators:
        if fold(text) == fold(indicator.id):
            return indicator.id
    if not facts.indicators:
        raise CoopError(
            msg(N_("the item has no indicators")),
            msg(N_("leave `indicator` and `value` out, or add the indicator to the plan")),
        )
    raise CoopError(
        msg(N_("the item has no indicator `{text}`"), text=excerpt(text)),
        msg(N_("one of: {codes}"), codes=tuple(one.id for one in facts.indicators)),
    )


def _due(text: str, _facts: Facts) -> Body:
    due = parse_due(clean_line(text))
    if due.day is None:
        raise CoopError(
            msg(N_("`{text}` names no last day"), text=excerpt(due.text)),
            msg(N_("write a day or a span with an end: `31/12/2025`, `Q4/2025`, `tháng 12/2025`")),
        )
    return {"due_text": due.text, "due": due.day.isoformat()}


def _period(text: str, facts: Facts) -> str:
    if facts.cycle is None:
        raise CoopError(
            msg(N_("only what comes back in periods is extended for one of them")),
            msg(N_("leave it out; the deadline itself moves back")),
        )
    return read_period(clean_line(text), facts.cycle, facts.today).code


def _attendee(text: str, facts: Facts) -> Body:
    """Read `party: name, role`; the role may be left out."""
    party, colon, rest = clean_line(text).partition(":")
    name, _, role = (part.strip() for part in rest.partition(","))
    if not colon or not name:
        raise CoopError(
            msg(N_("`{text}` does not say who came for whom"), text=excerpt(text)),
            msg(N_("write `party: name, role`")),
        )
    attendee: Body = {"party": _party(party, facts), "name": name}
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
    lead, *cooperating = (_party(party, facts) for party in parties.split(","))
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
_EVIDENCE = Field(
    "evidence", N_("Evidence"), _evidence, many=True, example="12/BB-SKHCN, 19/9/2024"
)

FIELDS: dict[str, tuple[Field, ...]] = {
    "update": (
        Field("status", N_("Status"), _status, required=True),
        _ON,
        Field("stage", N_("S&T stage"), _stage, example="accepted"),
        Field("grade", N_("Grade"), _grade, example="Đạt"),
        Field("document", N_("Document of the stage"), _line, example="12/QĐ-UBND, 5/1/2026"),
        Field("reason", N_("Reason for skipping stages or going back"), _long, long=True),
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
        Field("value", N_("Value"), _quantity, example="12"),
        _EVIDENCE,
    ),
    "extension": (
        Field("for", N_("For the period"), _period, example="quý III/2025"),
        Field("due", N_("New due"), _due, required=True, example="31/3/2026"),
        Field("reason", N_("Reason"), _long, required=True, long=True),
        Field("document", N_("Approving document"), _line, required=True, example="123/UBND-KGVX, 5/1/2026"),
        _ON,
    ),
    "confirmation": (
        Field("verdict", N_("Verdict"), _verdict, required=True, example="confirmed"),
        _ON,
        Field("reason", N_("Reason"), _long, long=True),
        Field("note", N_("Note"), _long, long=True),
    ),
}  # fmt: skip


def is_owed(field: Field, values: Mapping[str, Sequence[str]]) -> bool:
    """Tell whether a record cannot do without a field: a stage says the status as well."""
    if field.name == "status":
        return field.required and not any(text.strip() for text in values.get("stage", ()))
    return field.required


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
