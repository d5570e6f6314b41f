"""Python's values as the texts that records are made of, and the fields that there are for them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar

from coopctl.domain.record.kinds.catalogue import fields_of
from coopctl.domain.record.kinds.field import Field
from coopctl.domain.words.text import nearest
from coopctl.messages import N_, UsageProblem, msg

# A value of a field: several in a list where it takes several; None is nothing.
Value = object
_Method = TypeVar("_Method", bound=Callable[..., object])
_AMBIGUOUS = 3  # decimals that a text may have as the digits of a thousand


def texts_of(kind: str, values: Mapping[str, Value]) -> dict[str, list[str]]:
    """Return the texts of the fields that say something, by the fields' names.

    Raises: UsageProblem naming a field that the kind does not have.
    """
    names = {field.kept: field.name for field in fields_of(kind)}
    names |= {name: name for name in (*names.values(), "item")}
    texts: dict[str, list[str]] = {}
    for word, value in values.items():
        name = names.get(word.rstrip("_"))
        if name is None:
            raise _unknown(word, tuple(dict.fromkeys(names)))
        if listed := list(_list_texts(value)):
            texts[name] = listed
    return texts


def _unknown(word: str, names: tuple[str, ...]) -> UsageProblem:
    return UsageProblem(
        msg(N_("there is no field `{text}`"), text=word),
        msg(N_("one of: {codes}"), codes=nearest(word, names) or names),
    )


def _list_texts(value: Value) -> Iterator[str]:
    if value is None or value != value:  # noqa: PLR0124  (what pandas has for nothing is not itself)
        return
    if isinstance(value, Iterable) and not isinstance(value, str | bytes):
        for single in value:
            yield from _list_texts(single)
    else:
        yield text_of(value)


def text_of(value: Value) -> str:
    """Return a value as it would be typed, so that it cannot be read in another way."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float | Decimal):
        number = format(Decimal(str(value)), "f")
        return number + "0" if len(number.partition(".")[2]) == _AMBIGUOUS else number
    return str(value)


def with_fields(kind: str) -> Callable[[_Method], _Method]:
    """Return what puts the fields of a kind, as the catalogue has them, behind a method's documentation."""

    def describe(method: _Method) -> _Method:
        lines = "\n".join(f"        {_line_of(field)}" for field in fields_of(kind))
        method.__doc__ = f"{method.__doc__}\n\n    Fields:\n{lines}\n"
        return method

    return describe


def _line_of(field: Field) -> str:
    name = "for_" if field.name == "for" else field.kept
    more = [
        word for word, applies in (("required", field.required), ("a list", field.many)) if applies
    ]
    example = f", such as {field.example!r}" if field.example else ""
    return f"{name}: {field.label}{example}" + (f" ({', '.join(more)})" if more else "")
