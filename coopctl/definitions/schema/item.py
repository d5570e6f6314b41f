"""The YAML schema's lower half: areas, items, indicators. See `schema` for the whole.

Imports pydantic: import this module where it is needed.
"""

from typing import Annotated

from pydantic import BeforeValidator, ConfigDict, Field

from coopctl.definitions.schema import scalars
from coopctl.definitions.schema.scalars import Model, TextModel, optional_line, optional_text
from coopctl.domain.plan.plan import Area, Indicator, Item, PeriodTarget
from coopctl.domain.record.units import counted_by
from coopctl.domain.words.dates import Due, parse_span

_Some = Field(min_length=1)
_OneOrMany = BeforeValidator(scalars.as_list, json_schema_input_type=scalars.Id | list[scalars.Id])


class IndicatorModel(Model):
    """What an item is measured by."""

    model_config = ConfigDict(title="Chỉ tiêu / Indicator")

    id: scalars.Id = Field(
        title="Mã chỉ tiêu / Indicator id",
        description="Duy nhất trong nội dung / Unique in its item",
    )
    title: TextModel = Field(
        title="Tên chỉ tiêu / Title", description="Đo cái gì / What is measured"
    )
    unit: TextModel | None = Field(
        None, title="Đơn vị tính / Unit", description="người, mô hình, % / people, models, %"
    )
    baseline: scalars.Amount | None = Field(
        None,
        title="Giá trị ban đầu / Baseline",
        description="Giá trị trước khi thực hiện / The value at the start",
    )
    target: scalars.Amount | None = Field(
        None, title="Mục tiêu / Target", description="Giá trị cần đạt / The value to reach"
    )
    type: scalars.IndicatorType | None = Field(
        None,
        title="Loại / Type",
        description="Đầu ra, kết quả, tác động, khác / Kind of result, as IATI counts them",
    )
    counts: scalars.Counts | None = Field(
        None,
        title="Cách tính / Counting",
        description="sum: cộng dồn; last: lấy giá trị cuối; percent: như last, là tỷ lệ % / "
        "sum: values add up; last: the last one counts; percent: as last, and a percentage",
    )
    targets: dict[scalars.Period, scalars.Amount] | None = Field(
        None,
        title="Mục tiêu từng kỳ / Targets by period",
        description="Kỳ: giá trị cần đạt, như 2025: 40 / Period: the value to reach in it",
    )

    def record(self) -> Indicator:
        """Return the domain's record."""
        unit = optional_line(self.unit)
        return Indicator(
            self.id,
            self.title.line(),
            unit,
            self.baseline,
            self.target,
            self.type,
            self.counts or counted_by([one for one in unit or () if one]),
            _targets(self.targets or {}),
        )


def _targets(stated: dict[str, str]) -> tuple[PeriodTarget, ...]:
    """Return targets in the order of time; what names no span is refused by the rules."""
    spans = ((period, parse_span(period), target) for period, target in stated.items())
    found = [PeriodTarget(period, *span, target) for period, span, target in spans if span]
    return tuple(sorted(found, key=lambda one: (one.first, -one.last.toordinal())))


class ItemModel(Model):
    """One thing that was agreed."""

    model_config = ConfigDict(title="Nội dung / Item")

    id: scalars.Id = Field(
        title="Mã nội dung / Item id",
        description="Duy nhất trong kế hoạch / Unique in the plan",
    )
    title: TextModel = Field(
        title="Tên nội dung / Title", description="Việc cần làm / What is to be done"
    )
    kind: scalars.ItemKind | None = Field(
        None,
        title="Loại / Kind",
        description="Có hạn, thường xuyên, định kỳ; bỏ trống thì suy từ thời hạn / "
        "With a deadline, ongoing, periodic; derived from the deadline where left out",
    )
    every: scalars.Every | None = Field(
        None,
        title="Chu kỳ / Every",
        description="Việc phải làm trong mỗi tháng, quý, 6 tháng hoặc năm / "
        "Owed in each month, quarter, half-year or year",
    )
    lead: scalars.Id | None = Field(
        None, title="Chủ trì / Lead", description="Mã của một bên duy nhất / The id of one party"
    )
    cooperating: Annotated[list[scalars.Id], _OneOrMany] | None = Field(
        None,
        title="Phối hợp / Cooperating",
        description="Mã các đơn vị phối hợp, không kể đơn vị chủ trì / Party ids, without the lead",
    )
    owes: dict[scalars.Id, TextModel] | None = Field(
        None,
        title="Trách nhiệm từng bên / What each side owes",
        description="Mã bên: việc bên đó phải làm / Party id: what that party has to do",
    )
    start: scalars.Day | None = Field(
        None, title="Bắt đầu / Start", description="Ngày bắt đầu / The first day"
    )
    due: scalars.Deadline | None = Field(
        None,
        title="Thời hạn / Due",
        description="31/12/2025, quý IV/2025, tháng 12/2025, hằng năm / A date, a period, or words",
    )
    deliverable: TextModel | None = Field(
        None, title="Sản phẩm / Deliverable", description="Kết quả phải có / What must be there"
    )
    indicators: list[IndicatorModel] | None = Field(
        None, title="Chỉ tiêu / Indicators", description="Đo kết quả / What measures the result"
    )
    pipeline: scalars.Pipeline | None = Field(
        None,
        title="Quy trình KH&CN / S&T pipeline",
        description="Các giai đoạn của nhiệm vụ KH&CN / The stages of a research task",
    )
    budget: TextModel | None = Field(
        None, title="Kinh phí / Budget", description="Nguồn kinh phí / Where the money comes from"
    )
    note: TextModel | None = Field(None, title="Ghi chú / Note", description="Ghi chú / A remark")
    withdrawn: TextModel | None = Field(
        None,
        title="Rút khỏi kế hoạch / Withdrawn",
        description="Lý do rút / Why the item left the plan",
    )
    confirm: scalars.ConfirmRule | None = Field(
        None,
        title="Xác nhận / Confirmation",
        description="required: chỉ tính là hoàn thành khi được bên kia xác nhận / "
        "required: completion counts only once the other side confirmed it",
    )

    def record(self, area: str) -> Item:
        """Return the domain's record."""
        return Item(
            id=self.id,
            area=area,
            title=self.title.line(),
            kind="periodic" if self.every else self.kind or _kind_of(self.due),
            every=self.every,
            lead=self.lead,
            cooperating=tuple(self.cooperating or ()),
            owes=tuple((party, text.record()) for party, text in (self.owes or {}).items()),
            start=self.start,
            due=self.due,
            deliverable=optional_text(self.deliverable),
            indicators=tuple(indicator.record() for indicator in self.indicators or ()),
            pipeline=self.pipeline,
            budget=optional_text(self.budget),
            note=optional_text(self.note),
            withdrawn=optional_text(self.withdrawn),
            confirm=self.confirm,
        )


def _kind_of(due: Due | None) -> str | None:
    """Return the kind that follows from a deadline: none from none."""
    if due is None:
        return None
    return "dated" if due.day else "ongoing"


class AreaModel(Model):
    """A field of cooperation."""

    model_config = ConfigDict(title="Lĩnh vực / Area")

    id: scalars.Id = Field(
        title="Mã lĩnh vực / Area id",
        description="Duy nhất, khác mọi mã nội dung / Unique, other than any item's id",
    )
    title: TextModel = Field(
        title="Tên lĩnh vực / Title", description="Tên lĩnh vực hợp tác / What the area is about"
    )
    items: Annotated[list[ItemModel], _Some] = Field(
        title="Các nội dung / Items", description="Ít nhất một nội dung / At least one item"
    )

    def record(self) -> Area:
        """Return the domain's record."""
        return Area(self.id, self.title.line(), tuple(item.record(self.id) for item in self.items))
