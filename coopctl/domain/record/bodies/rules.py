"""What recording lets into a body: texts as they are cleaned, words that there are, numbers within bounds.

The catalogue says what a body looks like (`shapes.is_body`: whether it can be read at all); this tells of an entry
that was recorded elsewhere whether it could have been recorded here. What a plan has to do with it stands in `names`.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from coopctl.domain.record.checks import check_alone
from coopctl.domain.record.entries import Body
from coopctl.domain.record.kinds.catalogue import body_shape, fields_of, kept_name, long_names
from coopctl.domain.record.kinds.shapes import LARGEST, OWN
from coopctl.domain.words.text import LIMIT, clean, clean_line, excerpt
from coopctl.messages import N_, CoopError, Message, msg, problem_at

_DEEPEST = 40  # lists and mappings within each other
_NO_TEXTS = {"plan", "path"}  # a compiled plan, which is held against its types, and a file's name


def find_misfit(kind: str, happened_on: date, body: Body) -> Message | None:
    """Say what recording would not have let into a body that is one of its kind; None where nothing."""
    return (
        next(_check_texts(body), None)
        or next(_check_values(kind, body), None)
        or next(_check_owed(kind, body), None)
        or _check_rules(kind, happened_on, body)
    )


def _check_values(kind: str, body: Body) -> Iterator[Message]:
    shape = body_shape(kind)
    for field, part in {**OWN, **(shape.parts if shape else {})}.items():
        if field in body and not part.fits(body[field]):
            problem = msg(N_("`{text}` cannot stand there"), text=excerpt(str(body[field])))
            yield problem_at(field, problem)


def _check_owed(kind: str, body: Body) -> Iterator[Message]:
    for field in fields_of(kind):
        if field.required and field.in_body and field.kept not in body:
            yield problem_at(field.kept, msg(N_("is missing")))


def _check_rules(kind: str, happened_on: date, body: Body) -> Message | None:
    for one in check_alone(kind, happened_on, body):
        return problem_at(kept_name(kind, one.field), one.message)
    return None


def _check_texts(body: Body) -> Iterator[Message]:
    for field, value in body.items():
        if field not in _NO_TEXTS:
            problem = _check_part(value, field, 0)
            if problem is not None:
                yield problem_at(excerpt(field), problem)


def _check_part(value: Any, field: str, depth: int) -> Message | None:
    """Say what is wrong with a value, however deep: a text in it, a number, or its depth."""
    if isinstance(value, str):
        return check_text(value, lines=field in long_names())
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        fits = abs(value) <= LARGEST
        return None if fits else msg(N_("`{text}` cannot stand there"), text=excerpt(str(value)))
    if depth == _DEEPEST:
        return msg(N_("this is nested too deeply, or holds too long a number"))
    parts = value.items() if isinstance(value, dict) else ((field, one) for one in value)
    wrong = (_check_part(one, str(name), depth + 1) for name, one in parts)
    return next((one for one in wrong if one is not None), None)


def check_text(text: str, *, lines: bool = False, limit: int = LIMIT) -> Message | None:
    """Say why a text is not as recording cleans it; `lines`: it may run over several."""
    try:
        cleaned = clean(text, limit) if lines else clean_line(text, limit)
    except CoopError as error:
        return error.message
    if cleaned != text:
        return msg(N_("“{text}” is not as recording cleans a text"), text=excerpt(text))
    return None


def check_writer(author: str, office: str | None) -> Message | None:
    """Say why a name of who wrote an entry is none as recording cleans it."""
    for field, text in (("author", author), ("office", office or "")):
        problem = check_text(text)
        if problem is not None:
            return problem_at(field, problem)
    return None
