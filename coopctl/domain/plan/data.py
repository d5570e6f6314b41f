"""A plan as plain data (dicts, lists, texts) and back, without loss: what the journal keeps."""

from datetime import date
from typing import Any

from coopctl.domain.plan.pipeline_data import pipeline_from_data
from coopctl.domain.plan.plan import (
    Area,
    Indicator,
    Item,
    Memorandum,
    MonthDay,
    Party,
    PartyName,
    PeriodTarget,
    Plan,
    Report,
    Text,
)
from coopctl.domain.plan.text_data import day_from_data as _day
from coopctl.domain.plan.text_data import must_text as _must
from coopctl.domain.plan.text_data import text_from_data as _text
from coopctl.domain.words.dates import Due

Data = dict[str, Any]


def plan_to_data(value: Any) -> Any:
    """Return a plan, or any part of it, as data: records become dicts without what is not stated."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Text):
        return value.vi if value.vi == value.en else _stated(value)
    if hasattr(value, "_asdict"):
        return _stated(value)
    if isinstance(value, tuple):
        return [plan_to_data(one) for one in value]
    return value


def _stated(record: Any) -> Data:
    fields = record._asdict().items()
    return {
        name: plan_to_data(value) for name, value in fields if value is not None and value != ()
    }


def plan_from_data(data: Data) -> Plan:
    """Return the plan that `plan_to_data` made the data of."""
    memorandum = data.get("memorandum")
    return Plan(
        id=data["id"],
        number=data.get("number"),
        date=_day(data.get("date")),
        title=_must(data["title"]),
        timezone=data["timezone"],
        issued_by=data.get("issued_by"),
        note=_text(data.get("note")),
        example=data["example"],
        memorandum=_memorandum(memorandum) if memorandum is not None else None,
        reporting=tuple(_report(one) for one in data.get("reporting", ())),
        parties=tuple(party_from_data(party) for party in data["parties"]),
        areas=tuple(
            Area(area["id"], _must(area["title"]), tuple(_item(item) for item in area["items"]))
            for area in data["areas"]
        ),
        pipelines=tuple(pipeline_from_data(pipeline) for pipeline in data.get("pipelines", ())),
    )


def party_from_data(data: Data) -> Party:
    """Return the party that `plan_to_data` made the data of."""
    return Party(data["id"], tuple(_name(name) for name in data["names"]))


def _due(data: Data | None) -> Due | None:
    return Due(data["text"], _day(data.get("day"))) if data else None


def _memorandum(data: Data) -> Memorandum:
    return Memorandum(
        _text(data.get("title")),
        data.get("number"),
        _day(data.get("signed")),
        _due(data.get("start")),
        _due(data.get("end")),
    )


def _report(data: Data) -> Report:
    first, last = (MonthDay(data[end]["day"], data[end].get("month")) for end in ("first", "last"))
    return Report(data["kind"], first, last, data["send_within"])


def _name(data: Data) -> PartyName:
    return PartyName(
        _must(data["text"]),
        _text(data.get("short")),
        _day(data.get("valid_from")),
        _day(data.get("valid_to")),
        _text(data.get("basis")),
        data["confirmed"],
        _text(data.get("note")),
    )


def _indicator(data: Data) -> Indicator:
    return Indicator(
        data["id"],
        _must(data["title"]),
        _text(data.get("unit")),
        data.get("baseline"),
        data.get("target"),
        data.get("type"),
        data.get("counts", "sum"),
        tuple(_period_target(target) for target in data.get("targets", ())),
    )


def _period_target(data: Data) -> PeriodTarget:
    first, last = (date.fromisoformat(data[name]) for name in ("first", "last"))
    return PeriodTarget(data["period"], first, last, data["target"])


def _item(data: Data) -> Item:
    return Item(
        id=data["id"],
        area=data["area"],
        title=_must(data["title"]),
        kind=data.get("kind"),
        every=data.get("every"),
        lead=data.get("lead"),
        cooperating=tuple(data.get("cooperating", ())),
        owes=tuple((party, _must(text)) for party, text in data.get("owes", ())),
        start=_day(data.get("start")),
        due=_due(data.get("due")),
        deliverable=_text(data.get("deliverable")),
        indicators=tuple(_indicator(indicator) for indicator in data.get("indicators", ())),
        pipeline=data.get("pipeline"),
        budget=_text(data.get("budget")),
        note=_text(data.get("note")),
        withdrawn=_text(data.get("withdrawn")),
        confirm=data.get("confirm"),
    )
