"""What the `add-…` commands share: take the texts, check, show, ask for a yes, record, say so."""

import sqlite3
from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

import typer

from coopctl.cli import asking
from coopctl.cli.choices import list_choices
from coopctl.cli.evidence_files import EvidenceFiles, base_of
from coopctl.cli.flags import by_flag
from coopctl.cli.opening import reading, writing
from coopctl.cli.owed import OWED_WITH, is_owed_with
from coopctl.cli.recording import (
    ABOUT_ITEM,
    Prepared,
    Request,
    Typed,
    find_about,
    make_facts,
    prepare,
    record,
)
from coopctl.cli.settings import Settings
from coopctl.cli.stage_questions import choices, is_asked
from coopctl.domain.confirmations import VERDICT_LABELS, Confirmation
from coopctl.domain.entries import Draft, Entry
from coopctl.domain.fields import FIELDS, Facts, Field, is_owed
from coopctl.domain.messages import (
    N_,
    CoopError,
    Message,
    SeveralProblems,
    UsageProblem,
    msg,
)
from coopctl.domain.records import RecordRefused
from coopctl.domain.statuses import (
    MEETING_KIND_LABELS,
    OUTCOME_TYPE_LABELS,
    STAGE_LABELS,
    STATUS_LABELS,
)
from coopctl.language import _, render
from coopctl.ledger import database
from coopctl.ledger.kept_files import folder_of
from coopctl.output.talk import notice, say, say_problem

_ITEM = {"item": N_("ITEM")}
# What is typed without a flag, as the help page names it.
_ARGUMENTS = {
    "update": {**_ITEM, "status": N_("STATUS")},
    "outcome": _ITEM,
    "extension": {**_ITEM, "due": N_("DUE")},
    "meeting": {},
    "confirmation": {"item": N_("ID")},
}
_CHOICES = {
    "status": STATUS_LABELS,
    "kind": MEETING_KIND_LABELS,
    "type": OUTCOME_TYPE_LABELS,
    "verdict": VERDICT_LABELS,
}


class Ways(NamedTuple):
    """How a record is taken: the flags that every `add-…` command has.

    `prefill` puts into the form what is known before anybody types; `follow` makes further records of
    the one that was typed. `beside` are the flags that asked for either.
    """

    edit: bool
    source: str | None
    dry_run: bool
    yes: bool
    json: bool
    no_copy: bool = False
    prefill: Callable[[sqlite3.Connection, Settings, Request], Request] | None = None
    follow: Callable[[sqlite3.Connection, Settings, Prepared], list[Prepared]] | None = None
    beside: tuple[str, ...] = ()


def add(settings: Settings, kind: str, typed: dict[str, list[str] | None], ways: Ways) -> None:
    """Record what was typed, in flags, at prompts, in an editor or in a file.

    Raises: SeveralProblems naming every flag that is missing or wrong.
    """
    given: Typed = {name: texts for name, texts in typed.items() if texts}
    if ways.source is not None:
        _refuse_beside_file(kind, given, ways)
    files = EvidenceFiles(base_of(ways.source), keep=not ways.no_copy)
    request = Request(kind, given, files, future_allowed=ways.yes)
    form = None
    with reading(settings) as connection:
        if ways.source is not None or ways.edit:
            from coopctl.cli import forms

            if ways.prefill is not None:
                request = ways.prefill(connection, settings, request)
            form, prepared = forms.take(connection, settings, request, ways.source)
        else:
            prepared = _take_typed(connection, settings, request, ways)
    _remark(prepared)
    if ways.dry_run:
        _rehearse([one.draft for one in prepared], ways)
        return
    drafts = [one.draft for one in prepared]
    with files.kept(folder_of(settings.ledger), drafts), writing(settings) as connection:
        if form is not None:
            entries = forms.record_form(connection, settings, form, request)
        else:
            with database.transaction(connection):
                entries = record(connection, settings, drafts)
    _report(entries, ways)


def _refuse_beside_file(kind: str, typed: Typed, ways: Ways) -> None:
    """Refuse flags that say something beside a file that says it all: they would be lost."""
    words = [flag(kind, name) for name in typed] + (["--edit"] if ways.edit else [])
    words += ways.beside
    if words:
        raise UsageProblem(
            msg(
                N_("`{command}` does not take `{words}`"),
                command=f"coopctl add-{kind} --from", words=tuple(words),
            ),
            msg(N_("`{command} --help` says what each is"), command=f"coopctl add-{kind}"),
        )  # fmt: skip


def _lacks(request: Request) -> bool:
    """Tell whether something that must be said was not."""
    needed = {field.name for field in FIELDS[request.kind] if is_owed(field, request.typed)}
    needed |= {"item"} if request.kind in ABOUT_ITEM else set()
    kind = request.kind
    needed |= {name for _kind, name in OWED_WITH if is_owed_with(kind, name, request.typed)}
    return not needed <= request.typed.keys()


def _take_typed(
    connection: sqlite3.Connection, settings: Settings, request: Request, ways: Ways
) -> list[Prepared]:
    """Take what the flags say, and ask for what is missing where somebody can answer."""
    try:
        if _lacks(request) and asking.may_ask(settings.no_input or ways.yes):
            return _ask(connection, settings, request, ways)
        return _followed(connection, settings, prepare(connection, settings, request), ways)
    except RecordRefused as error:
        problems = by_flag(error.problems, partial(flag, request.kind), _command_of(request))
        raise SeveralProblems(problems) from error


def _followed(
    connection: sqlite3.Connection, settings: Settings, first: Prepared, ways: Ways
) -> list[Prepared]:
    """Return the record with those that follow from it."""
    return [first, *(ways.follow(connection, settings, first) if ways.follow else ())]


def _command_of(request: Request) -> str:
    """Return the command that takes such a record."""
    if request.kind != "confirmation":
        return f"coopctl add-{request.kind}"
    return (
        "coopctl dispute"
        if is_owed_with(request.kind, "reason", request.typed)
        else "coopctl confirm"
    )


def flag(kind: str, field: str) -> str:
    """Return how a field is typed on the command line: `ITEM`, `--next-step`."""
    if field in _ARGUMENTS[kind]:
        return _(_ARGUMENTS[kind][field])
    return "--" + field.replace("_", "-")


def _ask(
    connection: sqlite3.Connection, settings: Settings, request: Request, ways: Ways
) -> list[Prepared]:
    """Ask for what is missing; for everything where nothing was typed. Then for a yes."""
    bare = not request.typed
    typed = {name: list(texts) for name, texts in request.typed.items()}
    if request.kind in ABOUT_ITEM and "item" not in typed:
        typed["item"] = [_ask_item(connection, request)]
    facts = make_facts(connection, find_about(connection, request._replace(typed=typed)), request)
    for field in FIELDS[request.kind]:
        asked = bare and (request.kind, field.name) not in OWED_WITH
        if request.kind == "update" and not is_asked(field.name, typed, facts):
            continue
        if field.name not in typed and (asked or _is_owed(request.kind, field, typed)):
            typed[field.name] = _ask_field(
                field, facts, required=_is_owed(request.kind, field, typed)
            )
    first = _settle(connection, settings, request._replace(typed=typed), facts)
    prepared = _followed(connection, settings, first, ways)
    for one in prepared:
        _show(one.draft)
    _remark(prepared)
    if not asking.confirm(_("Record this?")):
        notice(msg(N_("nothing was recorded")))
        raise typer.Exit(1)
    return [one._replace(remarks=()) for one in prepared]  # they are said


def _is_owed(kind: str, field: Field, typed: Typed) -> bool:
    return is_owed(field, typed) or is_owed_with(kind, field.name, typed)


def _ask_item(connection: sqlite3.Connection, request: Request) -> str:
    """Ask what the record is about, until something that is known is named."""
    targets = list_choices(connection, judged=request.kind == "confirmation")
    while True:
        word = asking.choose(_("Item"), targets)
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
    labels = _CHOICES.get(field.name, {})
    listed = [(code, _(words)) for code, words in labels.items()] or choices(field.name, facts)
    if listed:
        answer = asking.choose(name, listed)
        return [answer] if answer else []
    if field.many:
        return asking.ask_many(name, _example(field))
    note = _("today if empty") if field.name == "on" and not required else _example(field)
    answer = asking.ask(name, note)
    return [answer] if answer else []


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
                field = next(one for one in FIELDS[request.kind] if one.name == problem.field)
                typed[field.name] = _ask_field(
                    field, facts, required=_is_owed(request.kind, field, typed)
                )
            request = request._replace(typed=typed)


def _remark(prepared: Sequence[Prepared]) -> None:
    for one in prepared:
        for remark in one.remarks:
            notice(remark)


def _show(draft: Draft) -> None:
    from coopctl.output.record_text import lines_of

    for line in lines_of(draft):
        say(line, indent=2)


def _rehearse(drafts: Sequence[Draft], ways: Ways) -> None:
    if ways.json:
        from coopctl.output.json_text import write_drafts

        write_drafts(drafts)
    for draft in drafts:
        if not ways.json:
            _show(draft)
    notice(msg(N_("nothing was recorded: this was a dry run")))


def _report(entries: Sequence[Entry], ways: Ways) -> None:
    if ways.json:
        from coopctl.output.json_text import write_entries

        write_entries(entries)
    for entry in entries:
        say(render(_sentence(entry)))


def _sentence(entry: Entry) -> Message:
    if entry.kind == "confirmation":
        return _verdict_sentence(entry)
    about = {
        "update": N_("recorded `{id}`: `{item}` is {what}"),
        "meeting": N_("recorded `{id}`: meeting “{what}”"),
        "outcome": N_("recorded `{id}`: outcome of `{item}`, “{what}”"),
        "extension": N_("recorded `{id}`: `{item}` is now due {what}"),
    }[entry.kind]
    return msg(about, id=entry.id, item=entry.item, what=_what(entry))


def _verdict_sentence(entry: Entry) -> Message:
    said = {
        Confirmation.CONFIRMED: N_("recorded `{id}`: `{office}` confirms `{entry}`"),
        Confirmation.DISPUTED: N_("recorded `{id}`: `{office}` disputes `{entry}`"),
    }[entry.body["verdict"]]
    return msg(said, id=entry.id, office=entry.office, entry=entry.body["entry"])


def _what(entry: Entry) -> object:
    if entry.kind == "update":
        progress = entry.body.get("progress")
        label = msg(STATUS_LABELS[entry.body["status"]])
        if progress is not None:
            label = msg(N_("{status}, {percent} %"), status=label, percent=progress)
        if "stage" not in entry.body:
            return label
        stage = msg(STAGE_LABELS[entry.body["stage"]])
        return msg(N_("{status}, stage “{stage}”"), status=label, stage=stage)
    return entry.body["due_text"] if entry.kind == "extension" else entry.body["title"]
