"""A plan as it was agreed: parties, areas, items. Immutable; what is not stated is `None`."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from coopctl.domain.words.dates import Due
from coopctl.domain.words.durations import Duration

DEFAULT_TIMEZONE = "Asia/Ho_Chi_Minh"
ID = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}"  # the form of all ids in a plan
SUM, LAST, PERCENT = "sum", "last", "percent"  # what the values of an indicator's outcomes mean


class Text(NamedTuple):
    """A text in Vietnamese, in English, or in both."""

    vi: str | None
    en: str | None

    def read(self, language: str) -> str:
        """Return the text in `language` (`vi` or `en`), or in the other where it has only that."""
        return (self.en or self.vi or "") if language == "en" else (self.vi or self.en or "")


class PartyName(NamedTuple):
    """What a party was called from one day to another, both included; None is open.

    `basis` is the legal ground of the name; `confirmed` is False where no document at hand
    says that this body took over what the one before had agreed to.
    """

    text: Text
    short: Text | None
    valid_from: date | None
    valid_to: date | None
    basis: Text | None
    confirmed: bool
    note: Text | None


class Party(NamedTuple):
    """A side of the cooperation: a chain of dated names, oldest first."""

    id: str
    names: tuple[PartyName, ...]

    def name_on(self, day: date) -> PartyName:
        """Return the name valid on `day`, else the nearest: the first before all, the last after."""
        for name in reversed(self.names):
            if name.valid_from is None or name.valid_from <= day:
                return name
        return self.names[0]


class Memorandum(NamedTuple):
    """What the two sides signed. `start` and `end` bound its period, first and last day."""

    title: Text | None
    number: str | None
    signed: date | None
    start: Due | None
    end: Due | None


class MonthDay(NamedTuple):
    """A day that comes every year; every month where `month` is None. The last where it is shorter."""

    day: int
    month: int | None


class Report(NamedTuple):
    """A report that the plan owes again and again: over which days, and how soon it is sent.

    `kind` is month, quarter, half-year, nine-months or year; `send_within` counts working days.
    """

    kind: str
    first: MonthDay
    last: MonthDay
    send_within: int


class PeriodTarget(NamedTuple):
    """What an indicator is to reach in a period: its wording, first and last day, a decimal text."""

    period: str
    first: date
    last: date
    target: str


class Indicator(NamedTuple):
    """What an item is measured by. Numbers are decimal texts (`12`, `0.5`), as typed.

    `type` is output, outcome, impact or other (IATI ResultType 1, 2, 3, 9). `counts` says what the
    values of outcomes mean: `sum`, they add up; `last`, the last one counts; `percent`, so too, and it
    is a percentage. `targets` are by first day, of those with the same the longer first.
    """

    id: str
    title: Text
    unit: Text | None
    baseline: str | None
    target: str | None
    type: str | None
    counts: str = SUM
    targets: tuple[PeriodTarget, ...] = ()


class Item(NamedTuple):
    """One thing that was agreed. Exactly one party leads, where the plan says who.

    `kind` is dated, ongoing or periodic; None where neither it nor a deadline is stated. `owes` is what each party owes: (party id, text).
    `every` is month, quarter, half-year or year where something is owed in each: it is periodic then.
    `withdrawn` is why the item left the plan; it then counts nowhere. `confirm` is `required` where
    completion counts only once another party confirmed it.
    """

    id: str
    area: str
    title: Text
    kind: str | None
    every: str | None
    lead: str | None
    cooperating: tuple[str, ...]
    owes: tuple[tuple[str, Text], ...]
    start: date | None
    due: Due | None
    deliverable: Text | None
    indicators: tuple[Indicator, ...]
    pipeline: str | None
    budget: Text | None
    note: Text | None
    withdrawn: Text | None
    confirm: str | None = None


class Stage(NamedTuple):
    """A stage of a research task, or a way out of its pipeline.

    `grades` are the codes that an evaluation may end with. `acceptance` marks an evaluation of the results,
    `approval` where the task is approved, `ends` a way out from which nothing follows. `unconfirmed`
    says that no primary source for it is at hand; `note` what to mind.
    """

    id: str
    name: Text
    grades: tuple[str, ...]
    acceptance: bool
    approval: bool
    ends: bool
    source: Text | None
    unconfirmed: bool
    note: Text | None


class Clock(NamedTuple):
    """A time limit of a pipeline.

    It starts when the stage `starts` is reached (or on the item's `due`), and stops when `stops` is.
    One that `repeats` starts again at each report. Without a duration it does not run.
    `overridden` says that the plan set the duration.
    """

    id: str
    name: Text
    starts: str
    stops: str
    duration: Duration | None
    repeats: bool
    source: Text | None
    unconfirmed: bool
    note: Text | None
    overridden: bool = False


class Basis(NamedTuple):
    """A legal text that a pipeline rests on; `unconfirmed` where only a secondary source names it."""

    text: Text
    unconfirmed: bool


class Pipeline(NamedTuple):
    """The stages that a research task goes through, in order, and its clocks.

    `level` is provincial or grassroots. `valid_from` and `valid_to` bound the days on which a task may
    be approved under these rules, both included; None is open or not stated.
    """

    id: str
    level: str
    name: Text
    sources: tuple[Basis, ...]
    valid_from: date | None
    valid_to: date | None
    note: Text | None
    stages: tuple[Stage, ...]
    exits: tuple[Stage, ...]
    clocks: tuple[Clock, ...]

    def stage(self, stage_id: str) -> Stage | None:
        """Return the stage or the way out with that id, or None."""
        return next((one for one in (*self.stages, *self.exits) if one.id == stage_id), None)


class Area(NamedTuple):
    """A field of cooperation, with its items in the plan's order."""

    id: str
    title: Text
    items: tuple[Item, ...]


class Plan(NamedTuple):
    """The whole plan, and the memorandum that it carries out. `reporting` is in the plan's order.

    `pipelines` are those that its items use, as they were when the plan was compiled.
    """

    id: str
    number: str | None
    date: date | None
    title: Text
    timezone: str
    issued_by: str | None
    note: Text | None
    example: bool
    memorandum: Memorandum | None
    reporting: tuple[Report, ...]
    parties: tuple[Party, ...]
    areas: tuple[Area, ...]
    pipelines: tuple[Pipeline, ...] = ()

    def items(self) -> Iterator[Item]:
        """Yield the items of all areas, in the plan's order."""
        for area in self.areas:
            yield from area.items

    def party(self, party_id: str) -> Party | None:
        """Return the party with that id, or None."""
        return next((party for party in self.parties if party.id == party_id), None)

    def pipeline(self, pipeline_id: str | None) -> Pipeline | None:
        """Return the pipeline with that id, or None."""
        return next((one for one in self.pipelines if one.id == pipeline_id), None)
