"""The schema of a plan file as pydantic models, and the plan that they make.

Every scalar arrives as the text that was typed and is read here. Descriptions are in both
languages, Vietnamese first: editors show them through the JSON Schema that follows from the models.
"""

import re
from datetime import date
from typing import Annotated, Any, Literal, NoReturn

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError, PydanticKnownError

from coopctl.definitions import patterns
from coopctl.definitions.patterns import LINE, shared
from coopctl.domain import plan as domain
from coopctl.domain.dates import parse_day, parse_due, parse_start
from coopctl.domain.messages import N_, CoopError, Message, msg


def refuse(message: Message, hint: Message | None = None) -> NoReturn:
    """Refuse a value with our own sentence, which the loader finds in the error's context."""
    raise PydanticCustomError(
        "coop", "{text}", {"text": str(message), "message": message, "hint": hint}
    )


def _day(text: str) -> date:
    try:
        return parse_day(text)
    except CoopError as error:
        refuse(error.message, error.hint)


def _due(text: str) -> domain.Due:
    try:
        return parse_due(text)
    except CoopError as error:
        refuse(error.message, error.hint)


def _start(text: str) -> domain.Due:
    try:
        return parse_start(text)
    except CoopError as error:
        refuse(error.message, error.hint)


def _spellings(*words: str) -> tuple[str, ...]:
    return tuple(form for word in words for form in (word, word.capitalize(), word.upper()))


_TRUE, _FALSE = _spellings("true", "yes", "có"), _spellings("false", "no", "không")


def _truth(value: Any) -> Any:
    if value in (*_TRUE, *_FALSE):
        return value in _TRUE
    return refuse(msg(N_("this is neither true nor false")), msg(N_("write `true` or `false`")))


def _number(text: str) -> str:
    if re.fullmatch(patterns.NUMBER, text, re.ASCII) is None:
        refuse(
            msg(N_("`{text}` is not a number"), text=text), msg(N_("write it like `120` or `12.5`"))
        )
    return text


def _zone(name: str) -> str:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name)
    except (OSError, ValueError, LookupError):
        refuse(
            msg(N_("there is no time zone `{text}`"), text=name),
            msg(N_("for Vietnam: `Asia/Ho_Chi_Minh`")),
        )
    return name


def _one_or_many(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _text(value: Any) -> Any:
    if isinstance(value, str):
        return {"vi": value, "en": value}
    if isinstance(value, dict):
        return value
    raise PydanticKnownError("string_type")


class _Part(BaseModel):
    """A part of a plan file: a key left empty is left out, one that it does not know is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _leave_out(cls, data: Any) -> Any:
        if not isinstance(data, dict) or None not in data.values():
            return data
        known = keys_of(cls)
        return {key: value for key, value in data.items() if value is not None or key not in known}


class BothTexts(_Part):
    """A text in one or both languages."""

    vi: str | None = None
    en: str | None = None

    def model_post_init(self, _context: Any) -> None:
        """Refuse a text in neither language."""
        if self.vi is None and self.en is None:
            refuse(
                msg(N_("the text is in neither language")), msg(N_("give it under `vi:` or `en:`"))
            )

    def read(self) -> domain.Text:
        """Return the text."""
        return domain.Text(self.vi, self.en)


Text = Annotated[BothTexts, BeforeValidator(_text), WithJsonSchema(shared("Text"))]
Id = Annotated[
    str,
    Field(pattern=patterns.ID),
    WithJsonSchema({**LINE, "pattern": patterns.ID, "minimum": 0}),
]
Line = Annotated[str, WithJsonSchema(shared("Line"))]
Day = Annotated[str, AfterValidator(_day), WithJsonSchema(shared("Day"))]
Due = Annotated[str, AfterValidator(_due), WithJsonSchema(shared("Due"))]
Start = Annotated[str, AfterValidator(_start), WithJsonSchema(shared("Due"))]
Truth = Annotated[
    bool,
    BeforeValidator(_truth),
    WithJsonSchema({"anyOf": [{"type": "boolean"}, {"enum": [*_TRUE, *_FALSE]}]}),
]
Number = Annotated[
    str,
    AfterValidator(_number),
    WithJsonSchema({"type": ["string", "number"], "pattern": patterns.NUMBER}),
]


class NameModel(_Part):
    """What a party was called from one day to another."""

    text: Text = Field(description="Tên đầy đủ / full name")
    short: Text | None = Field(
        None, description="Tên ngắn, dùng trong bảng / short name for tables"
    )
    from_: Day | None = Field(None, alias="from", description="Có hiệu lực từ ngày / valid from")
    to: Day | None = Field(None, description="Đến hết ngày / valid to, included")
    basis: Text | None = Field(None, description="Căn cứ pháp lý / legal basis")
    confirmed: Truth = Field(
        True,
        description="false: chưa có văn bản xác nhận việc kế thừa / no document confirms the succession",
    )
    note: Text | None = Field(None, description="Ghi chú / note")

    def read(self) -> domain.PartyName:
        """Return the name."""
        return domain.PartyName(
            self.text.read(), _read(self.short), _as_day(self.from_), _as_day(self.to),
            _read(self.basis), self.confirmed, _read(self.note),
        )  # fmt: skip


class PartyModel(_Part):
    """A side of the cooperation."""

    names: list[NameModel] = Field(
        min_length=1, description="Các tên theo thời gian / names in time order"
    )


class IndicatorModel(_Part):
    """What an item is measured by."""

    id: Id = Field(description="Mã chỉ tiêu / id")
    title: Text = Field(description="Tên chỉ tiêu / title")
    unit: Text | None = Field(None, description="Đơn vị tính / unit")
    baseline: Number | None = Field(None, description="Giá trị ban đầu / baseline")
    target: Number | None = Field(None, description="Mục tiêu / target")
    type: Literal["output", "outcome", "impact", "other"] | None = Field(
        None, description="Loại kết quả theo IATI ResultType / kind of result"
    )

    def read(self) -> domain.Indicator:
        """Return the indicator."""
        return domain.Indicator(
            self.id, self.title.read(), _read(self.unit), self.baseline, self.target, self.type
        )


class ItemModel(_Part):
    """One thing that was agreed."""

    id: Id = Field(description="Mã nội dung, duy nhất trong kế hoạch / id, unique in the plan")
    title: Text = Field(description="Nội dung / what was agreed")
    kind: Literal["dated", "ongoing", "periodic"] | None = Field(
        None, description="Có thời hạn, thường xuyên, định kỳ / dated, ongoing, periodic"
    )
    lead: Line | None = Field(None, description="Bên chủ trì / the party that leads")
    cooperating: Annotated[
        list[Line],
        BeforeValidator(_one_or_many),
        WithJsonSchema({"anyOf": [shared("Line"), {"type": "array", "items": shared("Line")}]}),
    ] = Field([], description="Các bên phối hợp / parties that cooperate")
    owes: dict[Line, Text] = Field({}, description="Trách nhiệm từng bên / what each party owes")
    start: Day | None = Field(None, description="Bắt đầu / start")
    due: Due | None = Field(
        None, description="Thời hạn: ngày, Q4/2025, hằng năm… / deadline, as written"
    )
    deliverable: Text | None = Field(None, description="Sản phẩm / deliverable")
    indicators: list[IndicatorModel] = Field([], description="Chỉ tiêu / indicators")
    pipeline: (
        Literal["provincial-2013", "grassroots-2013", "provincial-2025", "grassroots-2025"] | None
    ) = Field(None, description="Quy trình nhiệm vụ KH&CN / stages of an S&T task")
    budget: Text | None = Field(None, description="Nguồn kinh phí / source of funds")
    note: Text | None = Field(None, description="Ghi chú / note")
    withdrawn: Text | None = Field(
        None, description="Lý do rút khỏi kế hoạch / why it left the plan"
    )

    def read(self, area: str) -> domain.Item:
        """Return the item, of the area with that id."""
        due: Any = self.due
        kind = self.kind or _kind_of(due)
        return domain.Item(
            id=self.id, area=area, title=self.title.read(), kind=kind, lead=self.lead,
            cooperating=tuple(self.cooperating),
            owes=tuple((party, text.read()) for party, text in self.owes.items()),
            start=_as_day(self.start), due=due, deliverable=_read(self.deliverable),
            indicators=tuple(one.read() for one in self.indicators),
            pipeline=self.pipeline, budget=_read(self.budget), note=_read(self.note),
            withdrawn=_read(self.withdrawn),
        )  # fmt: skip


def _kind_of(due: domain.Due | None) -> str | None:
    """Return the kind that follows from a deadline: none from none."""
    if due is None:
        return None
    return "dated" if due.day else "ongoing"


class AreaModel(_Part):
    """A field of cooperation."""

    id: Id = Field(description="Mã lĩnh vực / id")
    title: Text = Field(description="Tên lĩnh vực / title")
    items: list[ItemModel] = Field(min_length=1, description="Các nội dung / items")

    def read(self) -> domain.Area:
        """Return the area."""
        return domain.Area(
            self.id, self.title.read(), tuple(item.read(self.id) for item in self.items)
        )


class MemorandumModel(_Part):
    """What the two sides signed."""

    title: Text | None = Field(None, description="Tên bản ghi nhớ / title")
    number: Line | None = Field(None, description="Số, ký hiệu / number")
    signed: Day | None = Field(None, description="Ngày ký / day of signing")
    from_: Start | None = Field(None, alias="from", description="Giai đoạn từ / period from")
    to: Due | None = Field(None, description="Giai đoạn đến / period to")

    def read(self) -> domain.Memorandum:
        """Return the memorandum."""
        start: Any = self.from_
        end: Any = self.to
        return domain.Memorandum(_read(self.title), self.number, _as_day(self.signed), start, end)


class HeadModel(_Part):
    """The plan document."""

    id: Id = Field(description="Mã kế hoạch / id")
    number: Line | None = Field(None, description="Số, ký hiệu văn bản / number of the document")
    date: Day | None = Field(None, description="Ngày ban hành / date of the document")
    title: Text = Field(description="Tên kế hoạch / title")
    timezone: Annotated[Line, AfterValidator(_zone)] = Field(
        domain.DEFAULT_TIMEZONE, description="Múi giờ / time zone"
    )
    issued_by: Line | None = Field(None, description="Bên ban hành / the party that issued it")
    note: Text | None = Field(None, description="Ghi chú / note")
    example: Truth = Field(False, description="Ví dụ, không phải kế hoạch thật / an example")
    memorandum: MemorandumModel | None = Field(None, description="Bản ghi nhớ / memorandum")


def _only_ids(made: dict[str, Any]) -> None:
    """Let no key but an id stand in a mapping of ids."""
    made["additionalProperties"] = False


class PlanModel(_Part):
    """A plan file."""

    plan: HeadModel = Field(description="Văn bản kế hoạch / the plan document")
    parties: dict[Id, PartyModel] = Field(
        min_length=1, description="Các bên / parties", json_schema_extra=_only_ids
    )
    areas: list[AreaModel] = Field(min_length=1, description="Các lĩnh vực / areas")

    def read(self) -> domain.Plan:
        """Return the plan."""
        head = self.plan
        return domain.Plan(
            id=head.id, number=head.number, date=_as_day(head.date), title=head.title.read(),
            timezone=head.timezone, issued_by=head.issued_by, note=_read(head.note),
            example=head.example, memorandum=head.memorandum.read() if head.memorandum else None,
            parties=tuple(
                domain.Party(party_id, tuple(name.read() for name in party.names))
                for party_id, party in self.parties.items()
            ),
            areas=tuple(area.read() for area in self.areas),
        )  # fmt: skip


# Which model stands under which key, for the keys that it knows.
BY_KEY: dict[str, type[BaseModel]] = {
    "plan": HeadModel,
    "memorandum": MemorandumModel,
    "parties": PartyModel,
    "names": NameModel,
    "areas": AreaModel,
    "items": ItemModel,
    "indicators": IndicatorModel,
}
TEXT_KEYS = frozenset(
    {"title", "text", "short", "basis", "note", "unit", "deliverable", "budget", "withdrawn"}
)


def keys_of(model: type[BaseModel]) -> tuple[str, ...]:
    """Return the keys of a model as they are typed."""
    return tuple(field.alias or name for name, field in model.model_fields.items())


def _read(text: BothTexts | None) -> domain.Text | None:
    return text.read() if text is not None else None


def _as_day(value: Any) -> date | None:
    """Return a day that the validator has already made of its text."""
    return value if isinstance(value, date) else None
