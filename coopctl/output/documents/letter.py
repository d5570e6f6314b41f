"""A letter that reminds a party of what is overdue and comes due: plain text, to paste or to save.

What the ledger does not know (number, place, date, signature) stands as `…`: nothing is invented.
Source: form and order of an official letter, Decree 30/2020/NĐ-CP, annexes I and III.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from coopctl.domain.codes import DUE_GROUP_LABELS
from coopctl.domain.exchange.letter import Letter
from coopctl.domain.plan.plan import Plan
from coopctl.domain.standing.due import OVERDUE, UNDATED, DueRow
from coopctl.domain.words.text import excerpt, visible
from coopctl.language import _, _n, current
from coopctl.output.words import words

OPEN = "…"
_NOTE = 200  # characters of a last word: the letter is to stay short
_PADDED_MONTHS = 2  # only January and February take a leading nought
_ROMAN = ("I", "II", "III")
_DETAIL = 2  # the level of what is to be known of a thing that is due


class LetterLine(NamedTuple):
    """A line of a letter's lists: 0 is a heading, 1 a thing that is due, 2 what is to be known of it."""

    level: int
    text: str


class Wording(NamedTuple):
    """A letter in words: from whom and to whom, about what, on which bases, and what it says."""

    sender: str
    receiver: str
    subject: str
    bases: tuple[str, ...]
    opening: str
    lines: tuple[LetterLine, ...]
    request: str


def word(letter: Letter) -> Wording:
    """Put a letter into words; texts that people wrote are in them as they are."""
    parties = [party for plan in letter.plans for party in plan.parties]
    names = words.Names(reversed(parties), letter.as_of)
    receiver = names.full(letter.party)
    sender = names.full(letter.sender) or OPEN
    about = ", ".join(_number(plan) for plan in letter.plans)
    return Wording(
        sender,
        receiver,
        _("Subject: reminder of what is due under plan {plans}").format(plans=about),
        tuple(_bases(letter)),
        _("{sender} draws the attention of {receiver} to the following:").format(
            sender=sender, receiver=receiver
        ),
        tuple(_lists(letter)),
        _request(letter, sender, receiver),
    )


def letter_text(letter: Letter) -> str:
    """Return the letter, a paragraph a line, so that it can be pasted anywhere."""
    said = word(letter)
    lines = [
        *_head(said, letter),
        *said.bases,
        "",
        said.opening,
        *_plain(said.lines),
        "",
        said.request,
    ]
    return "".join(visible(line).replace("\n", " ") + "\n" for line in (*lines, *_foot(letter)))


def _plain(lines: Sequence[LetterLine]) -> Iterator[str]:
    for line in lines:
        if line.level == 0:
            yield ""
        yield f"   - {line.text}" if line.level == _DETAIL else line.text


def _head(said: Wording, letter: Letter) -> Iterator[str]:
    yield said.sender
    yield _("No.: {number}").format(number=letter.number or OPEN)
    yield said.subject
    yield ""
    yield f"{OPEN}, {official_day(letter.day)}"
    yield ""
    yield _("To: {receiver}").format(receiver=said.receiver)
    yield ""


def _number(plan: Plan) -> str:
    return plan.number or OPEN


def _bases(letter: Letter) -> Iterator[str]:
    """Yield what the letter rests on: each plan and the records."""
    for plan in letter.plans:
        yield f"{plan_basis(plan, letter.as_of)};"
    yield _("On the basis of how it was carried out as of {date}.").format(
        date=official_day(letter.as_of)
    )


def plan_basis(plan: Plan, as_of: date) -> str:
    """Say that a document rests on a plan, with the issuer's name of its day (else of `as_of`)."""
    issuer = words.Names(plan.parties, plan.date or as_of).full(plan.issued_by)
    return _("On the basis of plan {number} of {date}, issued by {issuer}: {title}").format(
        number=_number(plan), date=official_day(plan.date), issuer=issuer or OPEN,
        title=words.read(plan.title),
    )  # fmt: skip


def _lists(letter: Letter) -> Iterator[LetterLine]:
    """Yield what is overdue, what comes due and what has no day, each under a number."""
    soon = _("Due from {first} to {last}").format(
        first=words.day(letter.as_of), last=words.day(letter.until)
    )
    named = {_(DUE_GROUP_LABELS[OVERDUE]): _group(letter.rows, OVERDUE)}
    named[soon] = [row for row in letter.rows if row.group not in {OVERDUE, UNDATED}]
    named[_(DUE_GROUP_LABELS[UNDATED])] = _group(letter.rows, UNDATED)
    stated = [(title, rows) for title, rows in named.items() if rows]
    for roman, (title, rows) in zip(_ROMAN, stated, strict=False):
        yield LetterLine(0, f"{roman}. {title.upper()} ({words.number(len(rows))})")
        for number, row in enumerate(rows, 1):
            yield LetterLine(1, f"{number}. {_named(row)}")
            yield from (LetterLine(_DETAIL, detail) for detail in _details(row, letter))


def _group(rows: Sequence[DueRow], group: str) -> list[DueRow]:
    return [row for row in rows if row.group == group]


def _named(row: DueRow) -> str:
    kind = words.label("due_kind", row.kind)
    named = kind if row.kind == "report" else f"{kind} {row.id}"  # a report has no id of its own
    return f"{named}: {row.title}"


def _details(row: DueRow, letter: Letter) -> Iterator[str]:
    if len(letter.plans) > 1:
        plan = next(plan for plan in letter.plans if plan.id == row.plan)
        yield _("Plan {number}").format(number=_number(plan))
    meeting = letter.minutes.get(row.id.partition("/")[0])
    if row.kind == "action" and meeting is not None:
        number_of = meeting.body.get("number", OPEN)
        yield _("Agreed at the meeting of {day}, minutes {number}").format(
            day=words.day(meeting.happened_on), number=number_of
        )
    if row.due is not None:
        yield _due(row)
    note = excerpt(row.note or "", _NOTE)
    if row.kind == "report":
        yield _("Period: {span}").format(span=note)
        return
    said = ". ".join(filter(None, (words.label("status", row.status), note)))
    if said:
        yield _("State: {state}").format(state=said)


def _due(row: DueRow) -> str:
    day = row.deadline or words.day(row.due)
    days = row.days or 0
    count = _n("{count} day", "{count} days", abs(days)).format(count=words.number(abs(days)))
    if days < 0:
        return _("Due: {day}, overdue by {days}").format(day=day, days=count)
    if days == 0:
        return _("Due: {day}, today").format(day=day)
    return _("Due: {day}, {days} left").format(day=day, days=count)


def _request(letter: Letter, sender: str, receiver: str) -> str:
    day = words.day(letter.reply_by) or OPEN
    return _(
        "{receiver} is asked to act on it and to report the results to {sender} before {day}."
    ).format(receiver=receiver, sender=sender, day=day)


def _foot(letter: Letter) -> Iterator[str]:
    yield ""
    yield _("Copies:")
    yield "- " + _("as above;")
    yield "- " + _("file: {units}.").format(units=OPEN)
    yield ""
    yield _("POSITION OF THE SIGNATORY: {position}").format(position=OPEN)
    yield _("Signature and name: {name}").format(name=letter.signer or OPEN)


def official_day(day: date | None) -> str:
    """Return a day as documents write it: `ngày 05 tháng 3 năm 2025`; `…` for what is not stated."""
    if day is None:
        parts = (OPEN, OPEN, OPEN)
    elif current() == "vi":
        month = f"{day.month:02}" if day.month <= _PADDED_MONTHS else f"{day.month}"
        parts = (f"{day.day:02}", month, f"{day.year}")
    else:
        parts = (f"{day.day}", f"{day.month}", f"{day.year}")
    return _("{day}/{month}/{year}").format(day=parts[0], month=parts[1], year=parts[2])
