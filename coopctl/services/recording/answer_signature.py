"""Who answers in a sheet that came back, in which position, on which day; and for which day the answers hold."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from coopctl.domain.exchange.answers import ABOVE, Cell, text_of
from coopctl.domain.record.entries import Body
from coopctl.domain.words.dates import parse_day, show_day
from coopctl.domain.words.text import clean_line
from coopctl.messages import N_, CoopError, Message, Placed, msg, problem_at

if TYPE_CHECKING:
    from coopctl.sheets.answers import Returned


class Signature(NamedTuple):
    """Who answers; `position` and `on` are None where the sheet does not say. `remarks` doubt that."""

    name: str
    position: str | None
    on: date | None
    remarks: tuple[Message, ...] = ()

    def stated(self) -> Body:
        """Return what an entry keeps of it, whoever corrects that later."""
        on = self.on.isoformat() if self.on else None
        said = {"name": self.name, "position": self.position, "on": on}
        return {name: value for name, value in said.items() if value is not None}


def read_signature(returned: "Returned", problems: list[Placed], today: date) -> Signature:
    """Read who answers; a sheet that does not name him goes to the problems, as does a wrong day."""
    name = _read_line("name", returned, problems)
    if name is None and not _is_wrong("name", returned, problems) and returned.answers:
        problems.append(_unsigned(returned))
    position = _read_line("position", returned, problems)
    on = read_day("answered_on", returned, problems)
    if on is not None and on > today:
        message = msg(N_("{day} has not come yet"), day=show_day(on))
        hint = msg(N_("check the date"))
        problems.append(_labelled("answered_on", _place("answered_on", returned), message, hint))
    remarks = [
        msg(N_("the sheet does not say “{label}”"), label=msg(ABOVE[field]))
        for field, value in (("position", position), ("answered_on", on))
        if value is None and returned.answers
    ]
    return Signature(name or "", position, on, tuple(remarks))


def read_day(field: str, returned: "Returned", problems: list[Placed]) -> date | None:
    """Read a day above the table; None where the sheet does not say, or says none that can be."""
    text = _read_line(field, returned, problems)
    try:
        return parse_day(text) if text else None
    except CoopError as error:
        problems.append(_labelled(field, _place(field, returned), error.message, error.hint))
        return None


def _read_line(field: str, returned: "Returned", problems: list[Placed]) -> str | None:
    """Read a text of one line above the table; None where there is none."""
    cell = returned.above.get(field)
    if cell is None or cell.value is None:
        return None
    try:
        return clean_line(text_of(field, cell)) or None
    except CoopError as error:
        problems.append(_labelled(field, cell.place, error.message, error.hint))
        return None


def _is_wrong(field: str, returned: "Returned", problems: list[Placed]) -> bool:
    return any(problem.place == _place(field, returned) for problem in problems)


def _place(field: str, returned: "Returned") -> str:
    """Return the cell of a field; the first of the sheet where its label is gone."""
    cell: Cell | None = returned.above.get(field)
    return cell.place if cell is not None else "A1"


def _unsigned(returned: "Returned") -> Placed:
    return _labelled(
        "name",
        _place("name", returned),
        msg(N_("is missing")),
        msg(N_("ask who answered, and write the name into the cell: the records bear it")),
    )


def _labelled(field: str, place: str, message: Message, hint: Message | None) -> Placed:
    return Placed(place, problem_at(msg(ABOVE[field]), message), hint)
