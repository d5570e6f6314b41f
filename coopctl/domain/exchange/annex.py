"""A plan as it was read out of a sheet: each text with the cell that it stands in, nothing added."""

from collections.abc import Mapping
from typing import NamedTuple

from coopctl.domain.plan.plan import Party
from coopctl.messages import N_, Message

NOT_STATED = "…"
# What a cell can be taken for. The fields of an item come first, in the order of a plan file.
NUMBER, AREA, NEW_AREA, NOTED = "number", "area", "new_area", "noted"
PLAN_TITLE, PLAN_NUMBER = "plan_title", "plan_number"
ABOVE, HEADER, COUNTER, BELOW, ASIDE, UNKNOWN = (
    "above", "header", "counter", "below", "aside", "unknown",
)  # fmt: skip
MEANING_LABELS: dict[str, str] = {
    NUMBER: N_("Code"),
    "title": N_("Content"),
    "kind": N_("Kind"),
    "every": N_("Every"),
    "lead": N_("Lead"),
    "cooperating": N_("Cooperating"),
    "start": N_("Start"),
    "due": N_("Due"),
    "deliverable": N_("Deliverable"),
    "budget": N_("Budget"),
    "note": N_("Note"),
    "withdrawn": N_("Withdrawn"),
    AREA: N_("Area"),
    NEW_AREA: N_("Area"),
    "plan": N_("Plan"),
    NOTED: N_("Note"),
    PLAN_TITLE: N_("Title of the plan"),
    PLAN_NUMBER: N_("Number of the plan"),
    ABOVE: N_("above the table"),
    HEADER: N_("header"),
    COUNTER: N_("column number"),
    BELOW: N_("below the table"),
    ASIDE: N_("no part of a plan"),
    UNKNOWN: N_("not understood"),
}
# The keys of an item in a plan file that hold one text, in its order.
ITEM_TEXTS = ("kind", "every", "start", "due", "deliverable", "budget", "note", "withdrawn")


class Stated(NamedTuple):
    """What a sheet states, and the place of its cell (`B17`; several: `B17, B18`)."""

    text: str
    place: str


class Reading(NamedTuple):
    """What became of a cell: `meaning` is a code of MEANING_LABELS, `value` what it was taken for.

    `problem` is None where it was understood; `remark` is what is worth knowing all the same.
    """

    row: int
    column: int
    place: str
    text: str
    meaning: str
    value: str
    problem: Message | None = None
    remark: Message | None = None


class FoundItem(NamedTuple):
    """An item; `texts` has what is stated of ITEM_TEXTS, `gaps` the cells that were not understood."""

    id: Stated
    title: Stated
    lead: Stated | None
    cooperating: tuple[Stated, ...]
    texts: Mapping[str, Stated]
    gaps: tuple[Reading, ...]


class FoundArea(NamedTuple):
    """An area; the title is `…`, in no cell where the sheet names no area."""

    id: str
    title: Stated
    items: tuple[FoundItem, ...]

    @property
    def titled(self) -> bool:
        """Tell whether the sheet has its title."""
        return self.title.text != NOT_STATED


class FoundParty(NamedTuple):
    """A party: as the workspace knows it, or new (`known` is None) under the name in the sheet."""

    id: str
    name: Stated
    known: Party | None


class Annex(NamedTuple):
    """All that was read out of a sheet. `header` are its rows, from 1.

    `hidden` are the rows with something in them that are not shown, `hidden_columns` such columns by their
    letters; None where the format does not tell. `title`, `number` and `date` are the plan document's.
    `own` says that the sheet is this program's own table of items.
    """

    sheet: str
    header: tuple[int, ...]
    plan: Stated | None
    title: Stated | None
    number: Stated | None
    date: Stated | None
    parties: tuple[FoundParty, ...]
    areas: tuple[FoundArea, ...]
    cells: tuple[Reading, ...]
    hidden: tuple[int, ...] | None
    hidden_columns: tuple[str, ...] | None
    own: bool

    @property
    def problems(self) -> tuple[Reading, ...]:
        """The cells that were not understood."""
        return tuple(cell for cell in self.cells if cell.problem is not None)

    @property
    def remarks(self) -> tuple[Reading, ...]:
        """The cells that were understood, with something worth knowing."""
        return tuple(cell for cell in self.cells if cell.problem is None and cell.remark)

    @property
    def items(self) -> tuple[FoundItem, ...]:
        """The items of all areas."""
        return tuple(item for area in self.areas for item in area.items)
