"""A plan file out of what a sheet states: each line with the cell that it comes from as a comment.

What the sheet does not state is not written; what was not understood stands as a comment at its place.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from coopctl.domain.exchange.annex import (
    NOT_STATED,
    Annex,
    FoundArea,
    FoundItem,
    FoundParty,
    Reading,
    Stated,
)
from coopctl.domain.plan.plan import PartyName, Text
from coopctl.domain.words.dates import show_day
from coopctl.domain.words.text import excerpt
from coopctl.language import _, render

_SCHEMA = "# yaml-language-server: $schema=plan.schema.json"
# What YAML takes as it is: no mark at the beginning, none inside that means something.
_PLAIN = re.compile(r"\w(?:[\w ,.;()/&%+–“”…-]|:(?=\S))*")
_WIDTH = 100


class PlanHead(NamedTuple):
    """What is known of the plan beside the sheet: its id, the name of the file, and its title for want of one."""

    id: str
    file: str


def write_plan(annex: Annex, head: PlanHead) -> str:
    """Return the text of a plan file."""
    return "\n".join(_lines(annex, head)) + "\n"


def _lines(annex: Annex, head: PlanHead) -> Iterator[str]:
    yield _SCHEMA
    yield "#"
    source = _(
        "From {file}, sheet “{sheet}”. Behind each value stands the cell that it comes from."
    )
    yield _comment(source.format(file=head.file, sheet=annex.sheet))
    yield ""
    yield "plan:"
    yield f"  id: {scalar(head.id)}"
    yield from _stated("  ", "number", annex.number)
    yield from _stated("  ", "date", annex.date)
    if annex.title is not None:
        yield from _stated("  ", "title", annex.title)
    else:
        yield f"  title: {scalar(NOT_STATED)}  {_comment(_('the sheet states none'))}"
    yield ""
    yield "parties:"
    for party in annex.parties:
        yield from _party(party)
    if not annex.parties:
        yield f"  unknown:  {_comment(_('the sheet names no party: write who takes part'))}"
        yield "    names:"
        yield f"      - text: {scalar(NOT_STATED)}"
    yield ""
    yield "areas:"
    for at, area in enumerate(annex.areas):
        if at:
            yield ""
        yield from _area(area)


def _party(party: FoundParty) -> Iterator[str]:
    yield f"  {party.id}:  # {party.name.place}"
    yield "    names:"
    if party.known is None:
        yield f"      - text: {scalar(party.name.text)}"
        return
    for name in party.known.names:
        lead = "      - "
        for line in _mapping(_name_data(name)):
            yield lead + line
            lead = "        "


def _name_data(name: PartyName) -> dict[str, Any]:
    """Return a dated name by the keys of a plan file."""
    return {
        "text": name.text,
        "short": name.short,
        "from": name.valid_from and show_day(name.valid_from),
        "to": name.valid_to and show_day(name.valid_to),
        "basis": name.basis,
        "confirmed": None if name.confirmed else "false",
        "note": name.note,
    }


def _mapping(data: dict[str, Any]) -> Iterator[str]:
    for key, value in data.items():
        if value is None:
            continue
        if not isinstance(value, Text) or value.vi == value.en:
            yield f"{key}: {scalar(value.read('vi') if isinstance(value, Text) else value)}"
            continue
        yield f"{key}:"
        for language, text in value._asdict().items():
            if text is not None:
                yield f"  {language}: {scalar(text)}"


def _area(area: FoundArea) -> Iterator[str]:
    nowhere = "" if area.title.place else "  " + _comment(_("the sheet names no area"))
    yield f"  - id: {scalar(area.id)}{nowhere}"
    yield from _stated("    ", "title", area.title)
    yield "    items:"
    for item in area.items:
        yield from _item(item)


def _item(item: FoundItem) -> Iterator[str]:
    place = f"  # {item.id.place}" if item.id.place else ""
    yield f"      - id: {scalar(item.id.text)}{place}"
    pad = "        "
    yield from _stated(pad, "title", item.title)
    texts = dict(item.texts)
    for key in ("kind", "every"):
        yield from _stated(pad, key, texts.pop(key, None))
    yield from _stated(pad, "lead", item.lead)
    if item.cooperating:
        parties = ", ".join(party.text for party in item.cooperating)
        places = ", ".join(dict.fromkeys(party.place for party in item.cooperating))
        yield f"{pad}cooperating: [{parties}]  # {places}"
    for key, stated in texts.items():
        yield from _stated(pad, key, stated)
    for gap in item.gaps:
        yield pad + _gap(gap)


def _stated(pad: str, key: str, stated: Stated | None) -> Iterator[str]:
    if stated is None:
        return
    comment = f"  # {stated.place}" if stated.place else ""
    if "\n" not in stated.text or not _is_block(stated.text):
        yield f"{pad}{key}: {scalar(stated.text)}{comment}"
        return
    yield f"{pad}{key}: |-{comment}"
    for line in stated.text.split("\n"):
        yield f"{pad}  {line}" if line else ""


def _is_block(text: str) -> bool:
    """Tell whether lines can stand as they are: none is indented, and none has what a file may not have."""
    return all(line.isprintable() and not line.startswith(" ") for line in text.split("\n"))


def _gap(gap: Reading) -> str:
    problem = render(gap.problem) if gap.problem else ""
    said = _("{place} was not understood: {problem}; it says “{text}”")
    return _comment(
        said.format(place=gap.place, problem=excerpt(problem, 120), text=excerpt(gap.text, _WIDTH))
    )


def _comment(text: str) -> str:
    return "# " + excerpt(text, 4 * _WIDTH)


def scalar(text: str) -> str:
    """Return a text as YAML reads it back: plain where that is safe, else in double quotes."""
    return (
        text
        if _PLAIN.fullmatch(text) and text == text.strip()
        else json.dumps(text, ensure_ascii=False)
    )
