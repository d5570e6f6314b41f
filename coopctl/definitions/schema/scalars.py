"""What single values of a plan file may be: what was typed becomes a value, or is refused.

Every refusal carries our own message and remedy through pydantic (`Refusal` in its context).
Imports pydantic: import this module, and those that need it, inside functions.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, NamedTuple, TypeVar

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, model_validator
from pydantic_core import PydanticCustomError
from typing_extensions import TypeAliasType

from coopctl.definitions.schema.patterns import AMOUNT, ZONE
from coopctl.domain.codes import (
    COUNTS_LABELS,
    EVERY_LABELS,
    INDICATOR_TYPE_LABELS,
    ITEM_KIND_LABELS,
    PIPELINES,
)
from coopctl.domain.plan.plan import ID, Text
from coopctl.domain.record.confirmations import CONFIRM_RULES
from coopctl.domain.words import dates
from coopctl.domain.words.dates import Due
from coopctl.domain.words.durations import Duration, parse_duration
from coopctl.domain.words.numbers import parse_amount
from coopctl.domain.words.text import nearest
from coopctl.messages import N_, CoopError, Message, msg

_Value = TypeVar("_Value")

ITEM_KINDS = tuple(ITEM_KIND_LABELS)
EVERY = tuple(EVERY_LABELS)
INDICATOR_TYPES = tuple(INDICATOR_TYPE_LABELS)
COUNTS = tuple(COUNTS_LABELS)
_YES = ("true", "yes", "có")
_NO = ("false", "no", "không")
_ID = re.compile(ID)
_ZONE = re.compile(ZONE)
_AMOUNT = re.compile(AMOUNT)


class Refusal(NamedTuple):
    """Why a value was refused; it travels through pydantic as an error's context."""

    code: str
    message: Message
    hint: Message | None


def refuse(code: str, message: Message, hint: Message | None) -> PydanticCustomError:
    """Make the error with which a validator refuses a value."""
    return PydanticCustomError("refused", "refused", Refusal(code, message, hint)._asdict())


def spellings(words: Sequence[str]) -> tuple[str, ...]:
    """Return the spellings that YAML gives its own `true`: lower, Title and UPPER case."""
    return tuple(form for word in words for form in (word, word.capitalize(), word.upper()))


YES, NO = spellings(_YES), spellings(_NO)


def _text(value: object) -> str:
    if isinstance(value, str) and value:
        return value
    if not value:
        raise refuse(
            "empty",
            msg(N_("nothing is stated here")),
            msg(N_("write a value, or take the key out if none is known")),
        )
    found = N_("one value belongs here, not a list")
    if isinstance(value, dict):
        found = N_("one value belongs here, not `key: value` lines")
    raise refuse(
        "wrong-type",
        msg(found),
        msg(N_("`coopctl schema` and the example of `coopctl init --example` show the form")),
    )


def read_text(value: object) -> str:
    """Return a text that must be stated. Raises: the refusal of what is none."""
    return _text(value)


def one_line(text: str) -> str:
    """Return text on one line."""
    return " ".join(text.split())


def as_list(value: object) -> object:
    """Take one text for a list of one."""
    return [value] if isinstance(value, str) else value


def _line(value: object) -> str:
    return one_line(_text(value))


def _id(value: object) -> str:
    text = _text(value)
    if _ID.fullmatch(text):
        return text
    raise refuse(
        "id",
        msg(N_("`{text}` cannot be an id"), text=text),
        msg(
            N_(
                "an id has letters without marks, digits, `.`, `-` and `_`, "
                "64 at most: `1.1`, `gen-01`"
            )
        ),
    )


def _dated(read: Callable[[str], _Value]) -> Callable[[object], _Value]:
    def validate(value: object) -> _Value:
        try:
            return read(_line(value))
        except CoopError as error:
            raise refuse("date", error.message, error.hint) from error

    return validate


def choice(words: Sequence[str]) -> Callable[[object], str]:
    """Return what takes one of the words, and refuses any other with the nearest."""

    def validate(value: object) -> str:
        text = _text(value)
        if text in words:
            return text
        first = nearest(text, words)
        codes = (*first, *(word for word in words if word not in first))
        raise refuse(
            "choice",
            msg(N_("`{text}` is none of the words that go here"), text=text),
            msg(N_("one of: {codes}"), codes=codes),
        )

    return validate


def _flag(value: object) -> bool:
    text = _text(value)
    if text in YES or text in NO:
        return text in YES
    raise refuse(
        "choice",
        msg(N_("this is neither true nor false")),
        msg(N_("write `true` or `false`")),
    )


def _amount(value: object) -> str:
    text = _text(value)
    if _AMOUNT.fullmatch(text):
        return f"{Decimal(text):f}"
    raise refuse(
        "number",
        msg(N_("`{text}` is not a number"), text=text),
        _amount_hint(text),
    )


def _amount_hint(text: str) -> Message:
    try:
        meant = parse_amount(text)
    except CoopError:
        return msg(N_("write it like `120` or `12.5`"))
    return msg(
        N_("write `{number}`: no marks between thousands, a point before decimals"), number=meant
    )


def _read_period(text: str) -> str:
    dates.parse_span(text)  # that words name no span is for the rules to say
    return text


def _zone(value: object) -> str:
    text = _text(value)
    if _ZONE.fullmatch(text):
        return text
    raise refuse(
        "zone",
        msg(N_("there is no time zone `{text}`"), text=text),
        msg(N_("for Vietnam: `Asia/Ho_Chi_Minh`")),
    )


def _time_limit(value: object) -> Duration | None:
    try:
        return parse_duration(_line(value))
    except CoopError as error:
        raise refuse("duration", error.message, error.hint) from error


# Named types: each is one definition in the JSON Schema; `jsonschema.py` says what editors take.
Id = TypeAliasType("Id", Annotated[str, PlainValidator(_id)])
Words = TypeAliasType("Words", Annotated[str, PlainValidator(_text)])
Line = TypeAliasType("Line", Annotated[str, PlainValidator(_line)])
Day = TypeAliasType("Day", Annotated[date, PlainValidator(_dated(dates.parse_day))])
Beginning = TypeAliasType("Beginning", Annotated[Due, PlainValidator(_dated(dates.parse_start))])
Deadline = TypeAliasType("Deadline", Annotated[Due, PlainValidator(_dated(dates.parse_due))])
Amount = TypeAliasType("Amount", Annotated[str, PlainValidator(_amount)])
Flag = TypeAliasType("Flag", Annotated[bool, PlainValidator(_flag)])
Zone = TypeAliasType("Zone", Annotated[str, PlainValidator(_zone)])
Every = TypeAliasType("Every", Annotated[str, PlainValidator(choice(EVERY))])
ItemKind = TypeAliasType("ItemKind", Annotated[str, PlainValidator(choice(ITEM_KINDS))])
IndicatorType = TypeAliasType(
    "IndicatorType", Annotated[str, PlainValidator(choice(INDICATOR_TYPES))]
)
Pipeline = TypeAliasType("Pipeline", Annotated[str, PlainValidator(choice(PIPELINES))])
TimeLimit = TypeAliasType("TimeLimit", Annotated[Duration | None, PlainValidator(_time_limit)])


ConfirmRule = TypeAliasType("ConfirmRule", Annotated[str, PlainValidator(choice(CONFIRM_RULES))])
Counts = TypeAliasType("Counts", Annotated[str, PlainValidator(choice(COUNTS))])
Period = TypeAliasType("Period", Annotated[str, PlainValidator(_dated(_read_period))])


class Model(BaseModel):
    """What all models share: a key that no one knows is an error."""

    model_config = ConfigDict(extra="forbid")


class TextModel(Model):
    """A text in Vietnamese, in English, or in both; a plain text stands for both."""

    model_config = ConfigDict(title="Văn bản / Text")

    vi: Words | None = Field(None, title="Tiếng Việt / Vietnamese")
    en: Words | None = Field(None, title="Tiếng Anh / English")

    @model_validator(mode="before")
    @classmethod
    def _accept_plain(cls, value: Any) -> Any:
        if isinstance(value, str) or value is None:
            return {"vi": value or "", "en": value or ""}
        return value

    @model_validator(mode="after")
    def _need_one(self) -> "TextModel":
        if self.vi is None and self.en is None:
            raise refuse(
                "empty",
                msg(N_("the text is in neither language")),
                msg(N_("give it under `vi:` or `en:`")),
            )
        return self

    def record(self) -> Text:
        """Return the text as written, its paragraphs kept."""
        return Text(self.vi, self.en)

    def line(self) -> Text:
        """Return the text on one line."""
        return Text(self.vi and one_line(self.vi), self.en and one_line(self.en))


def optional_text(model: TextModel | None) -> Text | None:
    """Return a text that need not be stated, its paragraphs kept."""
    return model.record() if model else None


def optional_line(model: TextModel | None) -> Text | None:
    """Return a text that need not be stated, on one line."""
    return model.line() if model else None
