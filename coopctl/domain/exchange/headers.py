"""The header of a table that is brought in: which column is which field of a record.

A column is known by the code that the exports give it, by the name of the field, or by the label of
either, in every language, with or without marks.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from coopctl.domain.exchange.columns import TABLES
from coopctl.domain.record.kinds.fields import FIELDS, form_name
from coopctl.domain.words.text import excerpt, fold, nearest
from coopctl.messages import N_, CoopError, UsageProblem, msg

ABOUT = {"update": "item", "outcome": "item", "meeting": "plan"}
TABLE_OF = {"update": "updates", "outcome": "outcomes", "meeting": "meetings"}
LEFT_OUT = "-"  # stands for the field of a column that is not taken
# What an export says of the entry itself: who records says it anew.
_OF_THE_ENTRY = ("id", "author", "office", "recorded_at", "confirmation")
_FIELD_OF = {"happened_on": "on"}

Spoken = Callable[[str], tuple[str, ...]]


class Header(NamedTuple):
    """For each column its field, None for one without a name; and the names of those that are left out unasked."""

    fields: tuple[str | None, ...]
    left_out: tuple[str, ...]

    def column_of(self, field: str) -> int:
        """Return where a field's column is, from 0; the first where it has none."""
        return self.fields.index(field) if field in self.fields else 0


def field_names(kind: str) -> tuple[str, ...]:
    """Return the fields that a table of a kind may have, by the names of their columns."""
    named = (form_name(field.name) for field in FIELDS[kind])
    return tuple(dict.fromkeys(("plan", ABOUT[kind], *named)))


def _known(kind: str, spoken: Spoken) -> dict[str, str]:
    """Return the field, or `-`, for every name that a column may have, folded."""
    known: dict[str, str] = {}
    singular = {form_name(field.name): field.name for field in FIELDS[kind]}

    def note(field: str, *names: str) -> None:
        for name in names:
            known.setdefault(fold(name.replace("_", " ")), field)

    for field in FIELDS[kind]:
        note(field.name, field.name, form_name(field.name), *spoken(field.label))
    for column in TABLES[TABLE_OF[kind]]:
        code = _FIELD_OF.get(column.code, singular.get(column.code, column.code))
        note(LEFT_OUT if code in _OF_THE_ENTRY else code, column.code, *spoken(column.label))
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
    """Return what the columns are. Raises: CoopError for a column that is not known, or is there twice."""
    known = _known(kind, spoken)
    lost = tuple(mapped.keys() - {fold(cell) for cell in cells})
    if lost:
        raise UsageProblem(
            msg(N_("`--map`: the table has no column {names}"), names=lost),
            msg(
                N_("its columns are: {names}"), names=tuple(cell for cell in cells if cell.strip())
            ),
        )
    fields = tuple(_field(kind, cell, mapped, known) for cell in cells)
    for place, field in enumerate(fields):
        if field not in {None, LEFT_OUT} and field in fields[:place]:
            first = cells[fields.index(field)]
            raise CoopError(
                msg(N_("two columns are the same field: `{first}` and `{second}`"),
                    first=excerpt(first), second=excerpt(cells[place])),
                msg(N_("leave one of them out with `--map COLUMN=-`")),
            )  # fmt: skip
    left_out = tuple(
        excerpt(cell)
        for cell, field in zip(cells, fields, strict=True)
        if field == LEFT_OUT and fold(cell) not in mapped
    )
    return Header(fields, left_out)


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
    raise CoopError(
        msg(N_("the column `{column}` is not known"), column=excerpt(cell)),
        msg(
            N_('say with `--map "{column}=FIELD"` which field it is, `-` for none; the fields are: {codes}'),
            column=excerpt(cell), codes=nearest(cell, field_names(kind)) or field_names(kind),
        ),
    )  # fmt: skip


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
    owed = [field.name for field in FIELDS[kind] if field.required]
    owed += ["item"] if ABOUT[kind] == "item" else []
    if "stage" in header.fields:
        owed = [name for name in owed if name != "status"]
    return tuple(name for name in owed if name not in header.fields)
