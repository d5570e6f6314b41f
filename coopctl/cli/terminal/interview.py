"""Asking for a record on a terminal: field by field, until what is typed can be read and fits together."""

import sqlite3

from coopctl.cli.terminal import prompts
from coopctl.cli.terminal.choices import list_choices, list_stage_choices
from coopctl.domain.plan.periods import list_nearby
from coopctl.domain.record.checks import RecordRefused, check_extendable
from coopctl.domain.record.kinds.catalogue import fields_of, is_about_item
from coopctl.domain.record.kinds.field import Facts, Field
from coopctl.language import _
from coopctl.messages import N_, CoopError, msg
from coopctl.output.screen.talk import say_problem
from coopctl.output.words.words import period
from coopctl.services.recording.owed import is_owed_with
from coopctl.services.recording.prepare import (
    Prepared,
    Request,
    Typed,
    find_about,
    make_facts,
    prepare,
)
from coopctl.services.recording.stages import is_asked
from coopctl.services.workspace.settings import Settings


def ask_record(connection: sqlite3.Connection, settings: Settings, request: Request) -> Prepared:
    """Ask for what is missing; for everything where nothing was typed."""
    bare = not request.typed
    typed = {name: list(texts) for name, texts in request.typed.items()}
    if is_about_item(request.kind) and "item" not in typed:
        typed["item"] = [_ask_item(connection, request)]
    facts = make_facts(
        connection, settings, find_about(connection, request._replace(typed=typed)), request
    )
    if request.kind == "extension":
        check_extendable(facts)
    for field in fields_of(request.kind):
        asked = bare and field.owed_with is None
        owed = _is_owed(request.kind, field, typed, facts)
        if (
            _applies(request.kind, field, typed, facts)
            and field.name not in typed
            and (asked or owed)
        ):
            typed[field.name] = _ask_field(field, facts, required=owed)
    return _settle(connection, settings, request._replace(typed=typed), facts)


def _applies(kind: str, field: Field, typed: Typed, facts: Facts) -> bool:
    """Tell whether a field can be said of what the record is about."""
    if field.name == "for":
        return facts.cycle is not None
    return kind != "update" or is_asked(field.name, typed, facts)


def _is_owed(kind: str, field: Field, typed: Typed, facts: Facts) -> bool:
    if field.name == "for":
        return facts.cycle is not None
    return field.is_owed(typed) or is_owed_with(kind, field.name, typed, facts.spoken)


def _ask_item(connection: sqlite3.Connection, request: Request) -> str:
    """Ask what the record is about, until something that is known is named."""
    targets = list_choices(connection, judged=request.kind == "confirmation")
    while True:
        word = prompts.choose(_("Item"), targets)
        try:
            find_about(connection, request._replace(typed={"item": [word]}))
        except CoopError as error:
            say_problem(error.message, error.hint)
        else:
            return word


def _ask_field(field: Field, facts: Facts, *, required: bool) -> list[str]:
    """Ask for one field until what is typed can be read; empty is left out unless required."""
    while True:
        texts = _ask_texts(field, facts, required=required)
        try:
            for text in texts:
                field.read(text, facts)
        except CoopError as error:
            say_problem(error.message, error.hint)
            continue
        if texts or not required:
            return texts
        say_problem(msg(N_("missing: {flags}"), flags=(_(field.label),)))


def _ask_texts(field: Field, facts: Facts, *, required: bool) -> list[str]:
    name = _(field.label)
    listed = [(code, _(words)) for code, words in field.type.labels.items()] or (
        list_stage_choices(field.name, facts) if field.name != "for" else _periods(facts)
    )
    if listed:
        answer = prompts.choose(name, listed)
        return [answer] if answer else []
    if field.many:
        return prompts.ask_many(name, _example(field))
    note = _("today if empty") if field.name == "on" and not required else _example(field)
    answer = prompts.ask(name, note)
    return [answer] if answer else []


def _periods(facts: Facts) -> list[tuple[str, str]]:
    """Return the periods that may be extended: those around today, by code and name."""
    return (
        [(code, period(code)) for code in list_nearby(facts.cycle, facts.today)]
        if facts.cycle
        else []
    )


def _example(field: Field) -> str:
    return _("for example: {example}").format(example=field.example) if field.example else ""


def _settle(
    connection: sqlite3.Connection, settings: Settings, request: Request, facts: Facts
) -> Prepared:
    """Check the whole record; ask again for the fields that do not fit together."""
    while True:
        try:
            return prepare(connection, settings, request)
        except RecordRefused as error:
            typed = dict(request.typed)
            for problem in error.problems:
                say_problem(problem.message, problem.hint)
                field = next(one for one in fields_of(request.kind) if one.name == problem.field)
                typed[field.name] = _ask_field(
                    field, facts, required=_is_owed(request.kind, field, typed, facts)
                )
            request = request._replace(typed=typed)
