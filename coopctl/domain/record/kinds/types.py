"""What fields hold: each type of value, how its text is read and written back, and what the journal keeps of it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from coopctl.domain.codes import (
    GRADE_LABELS,
    MEETING_KIND_LABELS,
    OUTCOME_TYPE_LABELS,
    STATUS_LABELS,
)
from coopctl.domain.plan.periods import is_code, read_period
from coopctl.domain.record.confirmations import VERDICT_LABELS
from coopctl.domain.record.entries import Body
from coopctl.domain.record.evidence import evidence_text
from coopctl.domain.record.kinds import shapes
from coopctl.domain.record.kinds.field import BodyPart, Facts, Type
from coopctl.domain.record.kinds.shapes import Shape
from coopctl.domain.record.matching import find_party, match_code, read_id
from coopctl.domain.words.dates import parse_day, parse_due, show_day
from coopctl.domain.words.numbers import (
    MAX_PERCENT,
    Quantity,
    parse_amount,
    parse_percent,
    parse_quantity,
)
from coopctl.domain.words.text import clean, clean_line, excerpt, fold
from coopctl.messages import N_, CoopError, msg


def _happened(text: str, facts: Facts) -> date:
    day = parse_day(text, facts.today)
    if day > facts.today and not facts.future_allowed:
        raise CoopError(
            msg(N_("{day} has not come yet"), day=show_day(day)),
            msg(N_("check the date; if it is meant, say `--yes`")),
        )
    return day


def _codes(name: str, labels: Mapping[str, str], metavar: str, completes: str = "") -> Type:
    """Return the type of a code of a list that is the same for every plan."""
    return Type(
        name,
        lambda text, facts: match_code(text, labels, facts.spoken),
        shapes.code_of(labels),
        metavar,
        labels=labels,
        completes=completes,
    )


def _stage(text: str, facts: Facts) -> str:
    from coopctl.domain.record.stage_rules import match_stage  # few items follow stages

    return match_stage(text, facts.track, facts.spoken)


def _grade(text: str, facts: Facts) -> str:
    from coopctl.domain.record.stage_rules import match_grade

    return match_grade(text, facts.track, facts.spoken)


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


def _party(text: str, facts: Facts) -> str:
    return find_party(text, facts.parties, facts.party_names)


def _person(text: str, facts: Facts) -> Body:
    """Read `party: name, role`; the role may be left out."""
    party, colon, rest = clean_line(text).partition(":")
    name, _, role = (part.strip() for part in rest.partition(","))
    if not colon or not name:
        raise CoopError(
            msg(N_("`{text}` does not say who came for whom"), text=excerpt(text)),
            msg(N_("write `party: name, role`")),
        )
    person: Body = {"party": _party(party, facts), "name": name}
    return person | ({"role": role} if role else {})


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


def _show_iso(value: str) -> str:
    return show_day(date.fromisoformat(value))


def _person_text(body: Body) -> str:
    text = f"{body['party']}: {body['name']}"
    return f"{text}, {body['role']}" if "role" in body else text


def action_text(body: Body) -> str:
    """Return a duty as it is typed: `party: text: due`."""
    parties = ", ".join([body["lead"], *body.get("cooperating", ())])
    line = f"{parties}: {body['text']}"
    if "due" in body:
        return f"{line}: {body.get('due_text', body['due'])}"
    return f"{line}:" if _would_be_a_due(body["text"].rpartition(":")) else line


def _would_be_a_due(parts: tuple[str, str, str]) -> bool:
    """Tell whether the end of a duty without a deadline would be read as one."""
    _duty, colon, end = parts
    try:
        return bool(colon) and (not end.strip() or parse_due(end.strip()).day is not None)
    except CoopError:
        return True


def _amount_text(value: str) -> str:
    """Return a number that is not read in two ways: `1.234` with a zero in front."""
    try:
        parse_amount(value)
    except CoopError:
        return f"-0{value[1:]}" if value.startswith("-") else f"0{value}"
    return value


def _are_numbered(actions: list[Mapping[str, Any]]) -> bool:
    """Tell whether actions bear numbers that tell them apart, as a correction keeps them, or none."""
    numbers = [action["number"] for action in actions if "number" in action]
    return len(numbers) in {0, len(actions)} and len(set(numbers)) == len(numbers)


_ACTION = shapes.mapping(
    {"text": shapes.TEXT, "lead": shapes.TEXT},
    {
        "cooperating": shapes.list_of(shapes.TEXT),
        "due": shapes.DAY,
        "due_text": shapes.TEXT,
        "number": shapes.whole(1),
    },
)

LINE = Type("text", lambda text, _facts: clean_line(text), shapes.TEXT, N_("TEXT"))
LONG = Type("text", lambda text, _facts: clean(text), shapes.LINES, N_("TEXT"))
HAPPENED = Type("day", _happened, shapes.DAY, N_("DATE"), write=show_day)
DAY = Type(
    "day",
    lambda text, facts: parse_day(text, facts.today).isoformat(),
    shapes.DAY,
    N_("DATE"),
    write=_show_iso,
)
PAST = DAY._replace(read=lambda text, facts: _happened(text, facts).isoformat())
STATUS = _codes("status", STATUS_LABELS, N_("STATUS"), "status")
MEETING_KIND = _codes("meeting_kind", MEETING_KIND_LABELS, N_("KIND"), "meeting_kind")
OUTCOME_TYPE = _codes("outcome_type", OUTCOME_TYPE_LABELS, N_("TYPE"), "outcome_type")
VERDICT = _codes("confirmation", VERDICT_LABELS, "")
STAGE = Type(
    "stage",
    _stage,
    shapes.TEXT,
    N_("STAGE"),
    completes="stage",
)
GRADE = Type(
    "grade",
    _grade,
    shapes.code_of(GRADE_LABELS),
    N_("GRADE"),
    completes="grade",
)
PERCENT = Type(
    "percent",
    lambda text, _facts: parse_percent(text),
    shapes.whole(0, MAX_PERCENT),
    N_("PERCENT"),
    column="number",
)
QUANTITY = Type(
    "number",
    lambda text, _facts: parse_quantity(text),
    shapes.AMOUNT,
    N_("NUMBER"),
    write=_amount_text,
    keep=lambda quantity: quantity.amount,
    revive=lambda amount: Quantity(amount, ""),
)
PARTY = Type("party", _party, shapes.TEXT, N_("PARTY"), completes="party")
ITEM = Type(
    "item",
    lambda text, facts: facts.find_item(read_id(text)),
    shapes.TEXT,
    N_("ITEM"),
    completes="item",
    column="text",
)
INDICATOR = Type("text", _indicator, shapes.TEXT, N_("ID"), completes="indicator")
DUE = Type(
    "due",
    _due,
    shapes.DAY,
    N_("DUE"),
    write=lambda due: str(due.get("due_text", due["due"])),
    column="day",
    beside=(BodyPart("due_text", shapes.TEXT, label=N_("Deadline as written")),),
)
PERIOD = Type("period", _period, Shape(shapes.is_text, shapes.TEXT.schema, is_code), N_("PERIOD"))
PERSON = Type("person", _person, shapes.PERSON, N_("TEXT"), write=_person_text, column="text")
ACTION = Type(
    "action", _action, _ACTION, N_("TEXT"), write=action_text, column="number", whole=_are_numbered
)
EVIDENCE = Type(
    "evidence",
    lambda text, facts: facts.find_evidence(clean_line(text)),
    shapes.EVIDENCE,
    N_("WHAT"),
    write=evidence_text,
    completes="file",
    column="text",
)
