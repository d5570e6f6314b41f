"""The YAML schema of `reporting:`: which reports a plan owes, over which days, sent how soon.

Imports pydantic: import this module where it is needed.
"""

import re
from collections.abc import Callable, Mapping
from typing import Annotated, Any

from pydantic import ConfigDict, Field, ModelWrapValidatorHandler, PlainValidator, model_validator
from typing_extensions import TypeAliasType

from coopctl.definitions.schema.patterns import COUNT, MONTH_DAY, NUMBER_OF_DAY
from coopctl.definitions.schema.scalars import Model, read_text, refuse
from coopctl.domain.plan.plan import MonthDay, Report
from coopctl.domain.plan.reporting import DEFAULTS, USUAL
from coopctl.messages import N_, msg

NO_REPORTS = "none"
KINDS = tuple(DEFAULTS)


def _form(pattern: str, read: Callable[[str], Any], hint: str) -> Callable[[object], Any]:
    """Return a validator that reads what fits a pattern, and refuses the rest with the hint."""

    def validate(value: object) -> Any:
        text = read_text(value)
        if re.fullmatch(pattern, text):
            return read(text)
        raise refuse("report-day", msg(N_("`{text}` cannot stand here"), text=text), msg(hint))

    return validate


def read_month_day(text: str) -> MonthDay:
    """Return the day that `15/12` or `15` names."""
    day, _, month = text.partition("/")
    return MonthDay(int(day), int(month) if month else None)


DayOfYear = TypeAliasType(
    "DayOfYear",
    Annotated[
        MonthDay,
        PlainValidator(
            _form(MONTH_DAY, read_month_day, N_("write a day and a month that exist: `15/12`"))
        ),
    ],
)
DayOfMonth = TypeAliasType(
    "DayOfMonth",
    Annotated[
        MonthDay,
        PlainValidator(
            _form(NUMBER_OF_DAY, read_month_day, N_("write a day of the month, 1 to 31: `15`"))
        ),
    ],
)
WorkingDays = TypeAliasType(
    "WorkingDays",
    Annotated[
        int,
        PlainValidator(_form(COUNT, int, N_("write a number of working days, 0 to 99: `2`"))),
    ],
)


class YearWindow(Model):
    """The days that a report of half a year or more counts."""

    model_config = ConfigDict(title="Kỳ báo cáo / Reporting window")

    from_: DayOfYear | None = Field(
        None,
        alias="from",
        title="Từ / From",
        description="Ngày/tháng bắt đầu lấy số liệu: 15/12 / First day counted",
    )
    to: DayOfYear | None = Field(
        None,
        title="Đến / To",
        description="Ngày/tháng chốt số liệu: 14/6 / Last day counted",
    )
    send_within: WorkingDays | None = Field(
        None,
        title="Gửi trong / Send within",
        description="Số ngày làm việc sau ngày chốt / Working days after the last day",
    )


class MonthWindow(Model):
    """The days that a report of a month or a quarter counts."""

    model_config = ConfigDict(title="Kỳ báo cáo tháng, quý / Monthly window")

    from_: DayOfMonth | None = Field(
        None,
        alias="from",
        title="Từ / From",
        description="Ngày bắt đầu: 15 là 15 tháng trước, nếu lớn hơn ngày chốt / "
        "First day; of the month before, where it comes after the last",
    )
    to: DayOfMonth | None = Field(
        None,
        title="Đến / To",
        description="Ngày chốt số liệu trong tháng cuối kỳ: 14 / Last day, in the last month",
    )
    send_within: WorkingDays | None = Field(
        None,
        title="Gửi trong / Send within",
        description="Số ngày làm việc sau ngày chốt / Working days after the last day",
    )


class ReportingModel(Model):
    """The reports that a plan owes: all that are named, and no other."""

    model_config = ConfigDict(title="Chế độ báo cáo / Reporting")

    month: MonthWindow | None = Field(
        None, title="Tháng / Month", description="15 tháng trước – 14 / 15th to 14th"
    )
    quarter: MonthWindow | None = Field(
        None,
        title="Quý / Quarter",
        description="15 tháng trước quý – 14 tháng cuối quý / 15th before it to 14th of its end",
    )
    half_year: YearWindow | None = Field(
        None,
        alias="half-year",
        title="6 tháng / Half-year",
        description="15/12 năm trước – 14/6 / 15/12 of the year before to 14/6",
    )
    nine_months: YearWindow | None = Field(
        None,
        alias="nine-months",
        title="9 tháng / Nine months",
        description="15/12 năm trước – 14/9 / 15/12 of the year before to 14/9",
    )
    year: YearWindow | None = Field(
        None,
        title="Năm / Year",
        description="15/12 năm trước – 14/12 / 15/12 of the year before to 14/12",
    )

    @model_validator(mode="wrap")
    @classmethod
    def _accept_none(
        cls, value: Any, handler: ModelWrapValidatorHandler["ReportingModel"]
    ) -> "ReportingModel":
        if value == NO_REPORTS:
            return cls.model_construct()
        if isinstance(value, str):
            raise refuse(
                "choice",
                msg(N_("`{text}` is none of the words that go here"), text=value),
                msg(
                    N_("write `none`, or a line for each report: {codes}"),
                    codes=tuple(f"{kind}:" for kind in KINDS),
                ),
            )
        if value == {}:
            raise refuse(
                "empty",
                msg(N_("nothing is stated here")),
                msg(N_("write `none` where no report is owed")),
            )
        return handler(value)

    def record(self) -> tuple[Report, ...]:
        """Return the domain's records, in the order of their length."""
        return tuple(
            _report(kind, getattr(self, name))
            for name, kind in zip(type(self).model_fields, KINDS, strict=True)
            if name in self.model_fields_set
        )


def _report(kind: str, window: YearWindow | MonthWindow | None) -> Report:
    usual = DEFAULTS[kind]
    if window is None:
        return usual
    return with_stated(
        usual, {"first": window.from_, "last": window.to, "send_within": window.send_within}
    )


def with_stated(usual: Report, stated: Mapping[str, Any]) -> Report:
    """Return a report with what was stated of it, and the rest as usual."""
    return usual._replace(**{name: value for name, value in stated.items() if value is not None})


def reports_of(model: ReportingModel | None) -> tuple[Report, ...]:
    """Return the reports that a plan owes; the usual ones where it says nothing."""
    return USUAL if model is None else model.record()
