"""The YAML schema of a pipeline file inside the package, and of what a plan changes of one.

Imports pydantic: import this module where it is needed.
"""

from typing import Annotated

from pydantic import ConfigDict, Field, PlainValidator

from coopctl.definitions.schema import scalars
from coopctl.definitions.schema.scalars import Model, TextModel, optional_line
from coopctl.domain.codes import GRADE_LABELS, LEVEL_LABELS, STAGE_LABELS
from coopctl.domain.plan.plan import Basis, Clock, Pipeline, Stage, Text

_Some = Field(min_length=1)
_Level = Annotated[str, PlainValidator(scalars.choice(tuple(LEVEL_LABELS)))]
_StageId = Annotated[str, PlainValidator(scalars.choice(tuple(STAGE_LABELS)))]
_Grade = Annotated[str, PlainValidator(scalars.choice(tuple(GRADE_LABELS)))]
_Beginning = Annotated[str, PlainValidator(scalars.choice(("due", *STAGE_LABELS)))]


class NamedModel(Model):
    """What has a name in both languages, a source, and perhaps a doubt."""

    vi: scalars.Line
    en: scalars.Line
    source: TextModel | None = None
    unconfirmed: scalars.Flag = False
    note: TextModel | None = None

    def name(self) -> Text:
        """Return the name."""
        return Text(self.vi, self.en)


class StageModel(NamedModel):
    """A stage, or a way out."""

    id: _StageId
    grades: list[_Grade] | None = None
    acceptance: scalars.Flag = False
    approval: scalars.Flag = False
    ends: scalars.Flag = False

    def record(self) -> Stage:
        """Return the domain's record."""
        return Stage(
            self.id, self.name(), tuple(self.grades or ()), self.acceptance, self.approval, self.ends,
            optional_line(self.source), self.unconfirmed, optional_line(self.note),
        )  # fmt: skip


class ClockModel(NamedModel):
    """A time limit."""

    id: scalars.Id
    starts: _Beginning
    stops: _StageId
    duration: scalars.TimeLimit | None = None
    repeats: scalars.Flag = False

    def record(self) -> Clock:
        """Return the domain's record."""
        return Clock(
            self.id, self.name(), self.starts, self.stops, self.duration, self.repeats,
            optional_line(self.source), self.unconfirmed, optional_line(self.note),
        )  # fmt: skip


class BasisModel(Model):
    """A legal text, and whether only a secondary source names it."""

    text: TextModel
    unconfirmed: scalars.Flag = False

    def record(self) -> Basis:
        """Return the domain's record."""
        return Basis(self.text.line(), self.unconfirmed)


class PipelineFile(Model):
    """A whole file."""

    id: scalars.Pipeline
    level: _Level
    vi: scalars.Line
    en: scalars.Line
    sources: Annotated[list[scalars.Line | BasisModel], _Some]
    from_: scalars.Day | None = Field(None, alias="from")
    to: scalars.Day | None = None
    note: TextModel | None = None
    stages: Annotated[list[StageModel], _Some]
    exits: list[StageModel] | None = None
    clocks: list[ClockModel] | None = None

    def record(self) -> Pipeline:
        """Return the domain's record."""
        return Pipeline(
            id=self.id,
            level=self.level,
            name=Text(self.vi, self.en),
            sources=tuple(
                Basis(Text(one, one), unconfirmed=False) if isinstance(one, str) else one.record()
                for one in self.sources
            ),
            valid_from=self.from_,
            valid_to=self.to,
            note=optional_line(self.note),
            stages=tuple(stage.record() for stage in self.stages),
            exits=tuple(one.record() for one in self.exits or ()),
            clocks=tuple(clock.record() for clock in self.clocks or ()),
        )


class OverrideModel(Model):
    """What a plan changes of a pipeline."""

    model_config = ConfigDict(title="Quy trình KH&CN / S&T pipeline")

    clocks: dict[scalars.Id, scalars.TimeLimit] | None = Field(
        None,
        title="Thời hạn / Time limits",
        description="Mã thời hạn: 6 tháng, 30 ngày, 10 ngày làm việc, không / "
        "Clock id: 6 months, 30 days, 10 working days, none",
    )
