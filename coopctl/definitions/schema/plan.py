"""The YAML schema of a plan file: pydantic models, and the records that they become.

The models never leave `coopctl.definitions`. Titles and descriptions are "Vietnamese / English"
and reach editors through the JSON Schema. Imports pydantic: import this module where it is needed.
"""

from typing import Annotated

from pydantic import ConfigDict, Field

from coopctl.definitions.pipelines import resolve
from coopctl.definitions.schema import scalars
from coopctl.definitions.schema.item import AreaModel
from coopctl.definitions.schema.pipeline import OverrideModel
from coopctl.definitions.schema.reporting import ReportingModel, reports_of
from coopctl.definitions.schema.scalars import Model, TextModel, optional_line, optional_text
from coopctl.domain.plan.plan import DEFAULT_TIMEZONE, Memorandum, Party, PartyName, Plan

_Some = Field(min_length=1)


class NameModel(Model):
    """What a party is called for a time."""

    model_config = ConfigDict(title="Tên gọi theo thời gian / Dated name")

    text: TextModel = Field(
        title="Tên đầy đủ / Full name",
        description="Tên như ghi trong văn bản / The name as documents write it",
    )
    short: TextModel | None = Field(
        None,
        title="Tên ngắn / Short name",
        description="Tên dùng trong bảng / The name for tables",
    )
    from_: scalars.Day | None = Field(
        None,
        alias="from",
        title="Từ ngày / From",
        description="Ngày đầu tiên mang tên này / First day of this name",
    )
    to: scalars.Day | None = Field(
        None,
        title="Đến ngày / To",
        description="Ngày cuối cùng mang tên này / Last day of this name",
    )
    basis: TextModel | None = Field(
        None,
        title="Căn cứ pháp lý / Legal basis",
        description="Văn bản quy định tên hoặc cơ quan này / What made this name or body",
    )
    confirmed: scalars.Flag | None = Field(
        default=True,
        title="Đã xác nhận / Confirmed",
        description="false: chưa có văn bản xác nhận cơ quan này kế thừa thỏa thuận / "
        "false: no document says that this body took the agreement over",
    )
    note: TextModel | None = Field(None, title="Ghi chú / Note", description="Ghi chú / A remark")

    def record(self) -> PartyName:
        """Return the domain's record."""
        return PartyName(
            self.text.line(),
            optional_line(self.short),
            self.from_,
            self.to,
            optional_text(self.basis),
            self.confirmed is not False,
            optional_text(self.note),
        )


class PartyModel(Model):
    """A side of the cooperation."""

    model_config = ConfigDict(title="Bên tham gia / Party")

    names: Annotated[list[NameModel], _Some] = Field(
        title="Các tên gọi / Names",
        description="Theo thứ tự thời gian, tên cũ trước / In time order, the oldest first",
    )


class MemorandumModel(Model):
    """What the two sides signed."""

    model_config = ConfigDict(title="Bản ghi nhớ / Memorandum")

    title: TextModel | None = Field(
        None, title="Tên / Title", description="Tên bản ghi nhớ / The memorandum's title"
    )
    number: scalars.Line | None = Field(
        None, title="Số / Number", description="Số, ký hiệu / Number and code"
    )
    signed: scalars.Day | None = Field(
        None, title="Ngày ký / Signed", description="Ngày ký kết / The day it was signed"
    )
    from_: scalars.Beginning | None = Field(
        None,
        alias="from",
        title="Từ / From",
        description="Bắt đầu giai đoạn: 2024, quý III/2024, 9/8/2024 / Start of its period",
    )
    to: scalars.Deadline | None = Field(
        None,
        title="Đến / To",
        description="Kết thúc giai đoạn: 2026, quý IV/2026 / End of its period",
    )

    def record(self) -> Memorandum:
        """Return the domain's record."""
        return Memorandum(optional_line(self.title), self.number, self.signed, self.from_, self.to)


class PlanModel(Model):
    """The plan document itself."""

    model_config = ConfigDict(title="Kế hoạch / Plan")

    id: scalars.Id = Field(
        title="Mã kế hoạch / Plan id",
        description="Mã ngắn, không đổi / Short, and never changed",
    )
    number: scalars.Line | None = Field(
        None, title="Số / Number", description="Số, ký hiệu: 48/KH-SKHCN / Number and code"
    )
    date: scalars.Day | None = Field(
        None, title="Ngày ban hành / Date", description="Ngày ban hành / The day it was issued"
    )
    title: TextModel = Field(
        title="Trích yếu / Title", description="Tên kế hoạch / The plan's title"
    )
    timezone: scalars.Zone | None = Field(
        DEFAULT_TIMEZONE,
        title="Múi giờ / Time zone",
        description="Múi giờ tính hạn / The zone in which a day ends",
    )
    issued_by: scalars.Id | None = Field(
        None,
        title="Bên ban hành / Issued by",
        description="Mã của một bên / The id of a party",
    )
    note: TextModel | None = Field(None, title="Ghi chú / Note", description="Ghi chú / A remark")
    example: scalars.Flag | None = Field(
        default=False,
        title="Ví dụ / Example",
        description="true: số liệu minh họa, không phải thật / true: made up, for show",
    )
    memorandum: MemorandumModel | None = Field(
        None,
        title="Bản ghi nhớ / Memorandum",
        description="Văn bản mà kế hoạch này thực hiện / What this plan carries out",
    )
    reporting: ReportingModel | None = Field(
        None,
        title="Chế độ báo cáo / Reporting",
        description="Các báo cáo định kỳ, hoặc none; bỏ trống là 6 tháng và năm / "
        "The reports owed, or none; half-year and year where left out",
    )


class PlanFile(Model):
    """A whole file."""

    model_config = ConfigDict(title="Kế hoạch hợp tác / Cooperation plan")

    plan: PlanModel = Field(
        title="Kế hoạch / Plan", description="Văn bản kế hoạch / The plan document"
    )
    parties: Annotated[dict[scalars.Id, PartyModel], _Some] = Field(
        title="Các bên / Parties", description="Mã bên: các tên gọi / Party id: its names"
    )
    areas: Annotated[list[AreaModel], _Some] = Field(
        title="Lĩnh vực / Areas", description="Các lĩnh vực, ít nhất một / At least one area"
    )
    pipelines: dict[scalars.Pipeline, OverrideModel] | None = Field(
        None,
        title="Quy trình KH&CN / S&T pipelines",
        description="Mã quy trình: thời hạn đặt lại / Pipeline id: time limits set anew",
    )

    def record(self) -> Plan:
        """Return the domain's record."""
        head = self.plan
        areas = tuple(area.record() for area in self.areas)
        return Plan(
            id=head.id,
            number=head.number,
            date=head.date,
            title=head.title.line(),
            timezone=head.timezone or DEFAULT_TIMEZONE,
            issued_by=head.issued_by,
            note=optional_text(head.note),
            example=bool(head.example),
            memorandum=head.memorandum.record() if head.memorandum else None,
            reporting=reports_of(head.reporting),
            parties=tuple(
                Party(party, tuple(name.record() for name in model.names))
                for party, model in self.parties.items()
            ),
            areas=areas,
            pipelines=resolve(
                (item.pipeline for area in areas for item in area.items),
                {one: model.clocks or {} for one, model in (self.pipelines or {}).items()},
            ),
        )
