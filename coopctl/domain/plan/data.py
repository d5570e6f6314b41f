"""A plan as plain data (dicts, lists, texts) and back, without loss: what the journal keeps.

Both ways follow from the fields of the records and their types: a new field needs nothing here.
"""

from collections.abc import Callable
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

from coopctl.domain.plan.plan import Party, Pipeline, Plan, Text

Data = dict[str, Any]
_Read = Callable[[Any], Any]
_OWED = object()  # a field that is always stated


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
    """Return the plan that `plan_to_data` made the data of.

    Raises: LookupError, TypeError, ValueError or AttributeError where the data are others.
    """
    plan: Plan = _reader(Plan)(data)
    return plan


def party_from_data(data: Data) -> Party:
    """Return the party that `plan_to_data` made the data of. Raises: as `plan_from_data`."""
    party: Party = _reader(Party)(data)
    return party


def pipeline_from_data(data: Data) -> Pipeline:
    """Return the pipeline that `plan_to_data` made the data of. Raises: as `plan_from_data`."""
    pipeline: Pipeline = _reader(Pipeline)(data)
    return pipeline


@cache
def _reader(hint: Any) -> _Read:
    """Return what makes a value of that type of its data; a record is read by the types of its fields."""
    origin, args = get_origin(hint), get_args(hint)
    if origin in {Union, UnionType}:
        (stated,) = (arg for arg in args if arg is not NoneType)
        return _or_none(_reader(stated))
    if origin is tuple:
        return _all_of(args)
    if hint is date:
        return date.fromisoformat
    if hint is Text:
        return _text
    return _record_reader(hint) if hasattr(hint, "_fields") else _as_it_is


def _as_it_is(value: Any) -> Any:
    return value


def _text(value: Any) -> Text:
    """Read a text of one language or both; a plain one stands for both."""
    if isinstance(value, str):
        return Text(value, value)
    return Text(value.get("vi"), value.get("en"))


def _or_none(read: _Read) -> _Read:
    return lambda value: None if value is None else read(value)


def _all_of(hints: tuple[Any, ...]) -> _Read:
    if hints[-1] is Ellipsis:
        read = _reader(hints[0])
        return lambda values: tuple([read(value) for value in values])
    readers = [_reader(hint) for hint in hints]
    return lambda values: tuple([read(value) for read, value in zip(readers, values, strict=True)])


def _record_reader(kind: Any) -> _Read:
    fields = [
        (name, _reader(hint), kind._field_defaults.get(name, _left_out(hint)))
        for name, hint in kind.__annotations__.items()
    ]

    def read(data: Data) -> Any:
        return kind._make(
            [
                read(data[name]) if default is _OWED or name in data else default
                for name, read, default in fields
            ]
        )

    return read


def _left_out(hint: Any) -> Any:
    """Return what a field of that type is where data leave it out: None, nothing, or never so."""
    if get_origin(hint) is tuple:
        return ()
    return None if NoneType in get_args(hint) else _OWED
