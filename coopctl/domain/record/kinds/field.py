"""What a field of a record is, and what a kind of record is: the words in which the catalogue is written.

A kind stands in a file of its own (`update.py`, `meeting.py` …). All that is known of one of its fields is said there,
once: options, prompts, forms, checks, the schema of the journal, columns, views, headers of tables and words follow.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from coopctl.domain.plan.periods import Cycle
from coopctl.domain.plan.plan import Indicator
from coopctl.domain.record.kinds.shapes import Shape, list_of

if TYPE_CHECKING:
    from coopctl.domain.record.stage_rules import Track


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
    track: "Track | None" = None
    cycle: Cycle | None = None
    comes_back: bool = False
    find_evidence: Callable[[str], object] = str


class BodyPart(NamedTuple):
    """What a body has without anybody typing it: its name, its shape, a label where a table shows it."""

    name: str
    shape: Shape
    owed: bool = False
    label: str = ""


def _same(value: Any) -> Any:
    return value


class Type(NamedTuple):
    """What a field holds: how its text is read and written, what the journal keeps, what people see.

    `name` is how values are shown, as in `Column.kind`; `column` where a table shows something else.
    `read` gives what the checks work with; `keep` makes of that what the body has, `revive` the other way.
    `labels` is the list to choose from; `completes` what a shell completes, as in `completing.kinds`.
    `whole` is what a list of them must hold as a whole. `beside` are further values of the body that one text gives.
    """

    name: str
    read: Callable[[str, Facts], object]
    shape: Shape
    metavar: str
    write: Callable[[Any], str] = str
    keep: Callable[[Any], Any] = _same
    revive: Callable[[Any], Any] = _same
    labels: Mapping[str, str] = {}
    completes: str = ""
    column: str = ""
    whole: Callable[[Any], bool] = lambda _value: True
    beside: tuple[BodyPart, ...] = ()


class Field(NamedTuple):
    """One field of a record: its name (option and form key), its label, what it holds, what `--help` says.

    `required`: nothing is recorded without it, unless `spared_by` another; `owed_with` is the answer to another
    field that makes it owed. `dispensable`: an entry can be read without it, though nobody records one so.
    `many` takes several texts, which the journal keeps as `key`. `argument`: it is typed without its name.
    `in_amend` is what the help of `amend` says, where that is something else, `amended_as` its name there.
    `column` is the code in tables, where it is not the journal's; `place` is where tables and `amend` have it: after
    (or before, below 0) those of a smaller number. `usual` are words of offices, folded, for such a column.
    `example` shows the form; `in_body` is False for what the entry itself has.
    """

    name: str
    label: str
    type: Type
    help: str = ""
    metavar: str = ""
    required: bool = False
    spared_by: str = ""
    owed_with: tuple[str, str] | None = None
    dispensable: bool = False
    many: bool = False
    key: str = ""
    argument: bool = False
    in_amend: str = ""
    amended_as: str = ""
    column: str = ""
    place: int = 0
    usual: tuple[str, ...] = ()
    example: str = ""
    in_body: bool = True

    @property
    def kept(self) -> str:
        """The name under which forms and the journal keep it: `attendees` of `attendee`."""
        return self.key or self.name

    @property
    def long(self) -> bool:
        """Tell whether its text may run over lines."""
        return self.type.shape.lines and not self.many

    @property
    def shape(self) -> Shape:
        """What the journal keeps of it."""
        return list_of(self.type.shape, self.type.whole) if self.many else self.type.shape

    def read(self, text: str, facts: Facts) -> object:
        """Read one of its texts. Raises: CoopError."""
        return self.type.read(text, facts)

    def keep(self, read: Any) -> Any:
        """Return what the body has of what was read."""
        return [self.type.keep(one) for one in read] if self.many else self.type.keep(read)

    def stated(self, body: Mapping[str, Any]) -> list[tuple[str, Any]]:
        """Return what a body says of it: the texts of its form, each with the value that it stands for."""
        if self.kept not in body:
            return []
        value = body[self.kept]
        if self.type.beside:
            names = (*(one.name for one in self.type.beside), self.kept)
            value = {name: body[name] for name in names if name in body}
        values = value if self.many else [value]
        return [(self.type.write(one), self.type.revive(one)) for one in values]

    def is_owed(self, values: Mapping[str, Sequence[str]]) -> bool:
        """Tell whether a record cannot do without it: a stage says the status as well."""
        return self.required and not any(text.strip() for text in values.get(self.spared_by, ()))


class Kind(NamedTuple):
    """A kind of record: its code, the fields that are typed, what else its body has, and its table.

    `about` is what is typed first: `item`, an item or an action; `entry`, any of these; nothing of what is about a plan.
    """

    code: str
    fields: tuple[Field, ...] = ()
    parts: tuple[BodyPart, ...] = ()
    about: str = ""
    table: str = ""

    def field(self, kept: str) -> Field | None:
        """Return the field that the journal keeps under a name."""
        return next((field for field in self.fields if field.kept == kept), None)

    def in_table(self) -> list[Field]:
        """Return the fields that its table has as columns, in their order."""
        return sorted((one for one in self.fields if one.in_body), key=lambda one: one.place)
