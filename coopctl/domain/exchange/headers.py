"""The header of a table that is brought in: which column is which field of a record.

A column is known by the code that the exports give it, by the name of the field, or by the label of
either, in every language, with or without marks.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from coopctl.domain.exchange.columns import TABLES
from coopctl.domain.record.kinds.catalogue import fields_of, find_kind, is_about_item
from coopctl.domain.words.command_words import command_word
from coopctl.domain.words.text import excerpt, fold, nearest
from coopctl.messages import N_, CoopError, Message, UsageProblem, msg

_UNKNOWN = "?"  # stands for the field of a column whose name says none
LEFT_OUT = "-"  # stands for the field of a column that is not taken
# What an export says of the entry itself: who records says it anew.
_OF_THE_ENTRY = ("id", "author", "office", "recorded_at", "confirmation")
_FIELD_OF = {"happened_on": "on"}
# Words of offices for the column of items, folded; those of a field stand in its kind's file.
_ITEM_WORDS = ("ma", "ma so", "ma nhiem vu", "ma muc", "ma nd")

Spoken = Callable[[str], tuple[str, ...]]


class HeaderFault(NamedTuple):
    """What is wrong with a column, from 0, and what to do about it."""

    column: int
    message: Message
    hint: Message


class HeaderRefused(CoopError):
    """A header has columns that are not known, or are there twice: all of them."""

    def __init__(self, faults: Sequence[HeaderFault]) -> None:
        super().__init__(faults[0].message, faults[0].hint)
        self.faults = tuple(faults)


class Header(NamedTuple):
    """For each column its field, None for one without a name; and the names of those that are left out unasked."""

    fields: tuple[str | None, ...]
    left_out: tuple[str, ...]

    def column_of(self, field: str) -> int:
        """Return where a field's column is, from 0; the first where it has none."""
        return self.fields.index(field) if field in self.fields else 0


def field_names(kind: str) -> tuple[str, ...]:
    """Return the fields that a table of a kind may have, by the names of their columns."""
    named = (field.kept for field in fields_of(kind))
    return tuple(dict.fromkeys(("plan", about_field(kind), *named)))


def about_field(kind: str) -> str:
    """Return the field that says what a row of a table of a kind is about."""
    return "item" if is_about_item(kind) else "plan"


def usual_words(kind: str) -> dict[str, tuple[str, ...]]:
    """Return the words of offices beside the program's own, folded, where they say one thing in such a table."""
    about = {"item": _ITEM_WORDS} if is_about_item(kind) else {}
    return about | {field.name: field.usual for field in fields_of(kind)}


def _known(kind: str, spoken: Spoken) -> dict[str, str]:
    """Return the field, or `-`, for every name that a column may have, folded."""
    known: dict[str, str] = {}
    record = find_kind(kind)
    singular = {field.kept: field.name for field in fields_of(kind)}

    def note(field: str, *names: str) -> None:
        for name in names:
            known.setdefault(fold(name.replace("_", " ")), field)

    for field in fields_of(kind):
        note(field.name, field.name, field.kept, *spoken(field.label))
    for column in TABLES[record.table] if record else ():
        code = _FIELD_OF.get(column.code, singular.get(column.code, column.code))
        note(LEFT_OUT if code in _OF_THE_ENTRY else code, column.code, *spoken(column.label))
    for name, words in usual_words(kind).items():
        note(name, *words)
    return known


def read_map(texts: Sequence[str]) -> dict[str, str]:
    """Return what `--map COLUMN=FIELD` says, by the column's name, folded. Raises: UsageProblem."""
    read: dict[str, str] = {}
    for text in texts:
        column, equals, field = text.rpartition("=")
        if not equals or not column.strip():
            raise UsageProblem(
                msg(
                    N_("`--map`: `{text}` does not say which column is which field"),
                    text=excerpt(text),
                ),
                msg(N_("write `COLUMN=FIELD`, or `COLUMN=-` for a column that is not taken")),
            )
        read[fold(column)] = field.strip()
    return read


def read_header(
    kind: str, cells: Sequence[str], mapped: Mapping[str, str], spoken: Spoken
) -> Header:
    """Return what the columns are. Raises: HeaderRefused for those that are not known, or are there twice."""
    known = _known(kind, spoken)
    lost = tuple(mapped.keys() - {fold(cell) for cell in cells})
    if lost:
        raise UsageProblem(
            msg(N_("`--map`: the table has no column {names}"), names=lost),
            msg(
                N_("its columns are: {names}"), names=tuple(cell for cell in cells if cell.strip())
            ),
        )
    fields: list[str | None] = []
    faults: list[HeaderFault] = []
    for at, cell in enumerate(cells):
        field = _field(kind, cell, mapped, known)
        if field == _UNKNOWN:
            faults.append(_unknown(kind, at, cell))
        elif field not in {None, LEFT_OUT} and field in fields:
            faults.append(_doubled(at, cells[fields.index(field)], cell))
        fields.append(field)
    if faults:
        raise HeaderRefused(faults)
    left_out = tuple(
        excerpt(cell)
        for cell, field in zip(cells, fields, strict=True)
        if field == LEFT_OUT and fold(cell) not in mapped
    )
    return Header(tuple(fields), left_out)


def _unknown(kind: str, at: int, cell: str) -> HeaderFault:
    mapped = command_word(f"{' '.join(cell.split())}=FIELD")
    return HeaderFault(
        at,
        msg(N_("the column `{column}` is not known"), column=excerpt(cell)),
        msg(
            N_("say with `--map {mapped}` which field it is, `-` for none; the fields are: {codes}"),
            mapped=mapped, codes=tuple(dict.fromkeys((*nearest(cell, field_names(kind)), *field_names(kind)))),
        ),
    )  # fmt: skip


def _doubled(at: int, first: str, second: str) -> HeaderFault:
    mapped = command_word(f"{' '.join(second.split())}=-")
    hint = msg(N_("leave one of them out with `--map {mapped}`"), mapped=mapped)
    if fold(first) == fold(second):  # both would be left out
        hint = msg(N_("give one of the two another name in the table, or take it out"))
    message = msg(
        N_("two columns are the same field: `{first}` and `{second}`"),
        first=excerpt(first), second=excerpt(second),
    )  # fmt: skip
    return HeaderFault(at, message, hint)


def _field(kind: str, cell: str, mapped: Mapping[str, str], known: Mapping[str, str]) -> str | None:
    name = fold(cell)
    if not name:
        return None
    asked = mapped.get(name)
    if asked in {LEFT_OUT, ""}:
        return LEFT_OUT
    wanted = fold((asked or cell).replace("_", " "))
    if wanted in known:
        return known[wanted]
    if asked is not None:
        raise UsageProblem(
            msg(N_("`--map`: there is no field `{text}`"), text=excerpt(asked)),
            msg(N_("one of: {codes}"), codes=field_names(kind)),
        )
    return _UNKNOWN


def knows_any(kind: str, cells: Sequence[str], mapped: Mapping[str, str], spoken: Spoken) -> bool:
    """Tell whether a row can be a header: one of its cells names a column."""
    known = {*_known(kind, spoken), *mapped}
    return any(
        fold(cell.replace("_", " ")) in known or fold(cell) in mapped
        for cell in cells
        if cell.strip()
    )


def missing_columns(kind: str, header: Header) -> tuple[str, ...]:
    """Return the columns that a table of a kind cannot do without, and which it has not."""
    owed = [
        field.name
        for field in fields_of(kind)
        if field.required and field.spared_by not in header.fields
    ]
    owed += ["item"] if is_about_item(kind) else []
    return tuple(name for name in owed if name not in header.fields)
