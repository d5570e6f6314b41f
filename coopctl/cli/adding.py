"""What the `add-…` commands share: take the texts, check, show, ask for a yes, record, say so."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import typer

from coopctl.cli import asking, clock
from coopctl.cli.evidence_files import EvidenceFiles
from coopctl.cli.opening import reading, writing
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
from coopctl.domain.entries import Draft, Entry
from coopctl.domain.fields import FIELDS, Facts, Field
from coopctl.domain.matching import match_code
from coopctl.domain.messages import (
    N_,
    CoopError,
    Message,
    Problem,
    SeveralProblems,
    UsageProblem,
    msg,
)
from coopctl.domain.records import FieldProblem, RecordRefused
from coopctl.domain.statuses import MEETING_KIND_LABELS, OUTCOME_TYPE_LABELS, STATUS_LABELS, Status
from coopctl.language import _, current, in_all_languages, render
from coopctl.ledger import database, standings
from coopctl.ledger.kept_files import folder_of
from coopctl.output.talk import notice, say, say_problem

_ARGUMENTS = {
    "update": ("item", "status"),
    "outcome": ("item",),
    "extension": ("item", "due"),
    "meeting": (),
}
_CHOICES = {"status": STATUS_LABELS, "kind": MEETING_KIND_LABELS, "type": OUTCOME_TYPE_LABELS}


class Ways(NamedTuple):
    """How a record is taken: the flags that every `add-…` command has."""

    edit: bool
    source: str | None
    dry_run: bool
    yes: bool
    json: bool
    no_copy: bool = False


def add(settings: Settings, kind: str, typed: dict[str, list[str] | None], ways: Ways) -> None:
    """Record what was typed, in flags, at prompts, in an editor or in a file.

    Raises: SeveralProblems naming every flag that is missing or wrong.
    """
    given: Typed = {name: texts for name, texts in typed.items() if texts}
    if ways.source is not None:
        _refuse_beside_file(kind, given, ways)
    files = _evidence_files(ways)
    request = Request(kind, given, files, future_allowed=ways.yes)
    form = None
    with reading(settings) as connection:
        if ways.source is not None or ways.edit:
            from coopctl.cli import forms

            form, prepared = forms.take(connection, settings, request, ways.source)
        else:
            prepared = [_take_typed(connection, settings, request, ways)]
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


def _evidence_files(ways: Ways) -> EvidenceFiles:
    """Return where files as evidence are looked for: beside the form file, else in the current folder."""
    base = Path() if ways.source in {None, "-"} else Path(str(ways.source)).parent
    return EvidenceFiles(base, keep=not ways.no_copy)


def _refuse_beside_file(kind: str, typed: Typed, ways: Ways) -> None:
    """Refuse flags that say something beside a file that says it all: they would be lost."""
    words = [flag(kind, name) for name in typed] + (["--edit"] if ways.edit else [])
    if words:
        raise UsageProblem(
            msg(
                N_("`{command}` does not take `{words}`"),
                command=f"coopctl add-{kind} --from", words=tuple(words),
            ),
            msg(N_("`coopctl add-{kind} --help` says what each is"), kind=kind),
        )  # fmt: skip


def _lacks(request: Request) -> bool:
    """Tell whether something that must be said was not."""
    needed = {field.name for field in FIELDS[request.kind] if field.required}
    needed |= {"item"} if request.kind in ABOUT_ITEM else set()
    needed |= {"completed_on"} if _is_completed(request.typed) else set()
    return not needed <= request.typed.keys()


def _is_completed(typed: Typed) -> bool:
    """Tell whether the status that was typed, in whatever words, is `completed`."""
    try:
        return match_code(typed["status"][-1], STATUS_LABELS, in_all_languages) == Status.COMPLETED
    except (KeyError, CoopError):
        return False


def _take_typed(
    connection: sqlite3.Connection, settings: Settings, request: Request, ways: Ways
) -> Prepared:
    """Take what the flags say, and ask for what is missing where somebody can answer."""
    try:
        if _lacks(request) and asking.may_ask(settings.no_input or ways.yes):
            return _ask(connection, settings, request)
        return prepare(connection, settings, request)
    except RecordRefused as error:
        raise SeveralProblems(_by_flag(request.kind, error.problems)) from error


def _by_flag(kind: str, problems: Sequence[FieldProblem]) -> tuple[Problem, ...]:
    """Say every problem with the flag that it is about; the missing ones in one sentence."""
    missing = tuple(flag(kind, problem.field) for problem in problems if problem.missing)
    said = [
        Problem(
            msg(N_("`{flag}`: {problem}"), flag=flag(kind, one.field), problem=one.message),
            one.hint,
        )
        for one in problems
        if not one.missing
    ]
    if missing:
        hint = msg(N_("`coopctl add-{kind} --help` says what each is"), kind=kind)
        said.insert(0, Problem(msg(N_("missing: {flags}"), flags=missing), hint))
    return tuple(said)


def flag(kind: str, field: str) -> str:
    """Return how a field is typed on the command line: `ITEM`, `--next-step`."""
    if field in _ARGUMENTS[kind]:
        return _(field.upper())
    return "--" + field.replace("_", "-")


def _ask(connection: sqlite3.Connection, settings: Settings, request: Request) -> Prepared:
    """Ask for what is missing; for everything where nothing was typed. Then for a yes."""
    bare = not request.typed
    typed = {name: list(texts) for name, texts in request.typed.items()}
    if request.kind in ABOUT_ITEM and "item" not in typed:
        typed["item"] = [_ask_item(connection, request)]
    facts = make_facts(connection, find_about(connection, request._replace(typed=typed)), request)
    for field in FIELDS[request.kind]:
        asked = bare and field.name != "completed_on"
        if field.name not in typed and (asked or _is_owed(field, typed)):
            typed[field.name] = _ask_field(field, facts, required=_is_owed(field, typed))
    prepared = _settle(connection, settings, request._replace(typed=typed), facts)
    _show(prepared.draft)
    if not asking.confirm(_("Record this?")):
        notice(msg(N_("nothing was recorded")))
        raise typer.Exit(1)
    return prepared


def _is_owed(field: Field, typed: Typed) -> bool:
    return _is_completed(typed) if field.name == "completed_on" else field.required


def _ask_item(connection: sqlite3.Connection, request: Request) -> str:
    """Ask what the record is about, until something that is known is named."""
    targets = _list_targets(connection)
    while True:
        word = asking.choose(_("Item"), targets)
        try:
            find_about(connection, request._replace(typed={"item": [word]}))
        except CoopError as error:
            say_problem(error.message, error.hint)
        else:
            return word


def _list_targets(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return the items, and the open actions, with their titles, to choose from."""
    moment = standings.Moment(clock.today(None))
    items = standings.list_item_rows(connection, standings.Scope(), moment, current())
    actions = standings.list_action_rows(connection, standings.Scope(), moment)
    rows = list(items)
    several = len({row.plan for row in rows}) > 1
    return [
        (f"{row.plan}:{row.item}" if several else row.item, row.title)
        for row in rows
        if row.withdrawn is None
    ] + [
        (row.id, row.title)
        for row in actions
        if row.status not in {Status.COMPLETED, Status.CANCELLED}
    ]


def _ask_field(field: Field, facts: Facts, *, required: bool) -> list[str]:
    """Ask for one field until what is typed can be read; empty is left out unless required."""
    while True:
        texts = _ask_texts(field, required=required)
        try:
            for text in texts:
                field.read(text, facts)
        except CoopError as error:
            say_problem(error.message, error.hint)
            continue
        if texts or not required:
            return texts
        say_problem(msg(N_("missing: {flags}"), flags=(_(field.label),)))


def _ask_texts(field: Field, *, required: bool) -> list[str]:
    name = _(field.label)
    if field.name in _CHOICES:
        labels = _CHOICES[field.name]
        answer = asking.choose(name, [(code, _(words)) for code, words in labels.items()])
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
                typed[field.name] = _ask_field(field, facts, required=_is_owed(field, typed))
            request = request._replace(typed=typed)


def _remark(prepared: Sequence[Prepared]) -> None:
    for one in prepared:
        for remark in one.remarks:
            notice(remark)


def _show(draft: Draft) -> None:
    from coopctl.output.record_text import lines_of

    for line in lines_of(draft):
        say("  " + line)


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
    about = {
        "update": N_("recorded `{id}`: `{item}` is {what}"),
        "meeting": N_("recorded `{id}`: meeting “{what}”"),
        "outcome": N_("recorded `{id}`: outcome of `{item}`, “{what}”"),
        "extension": N_("recorded `{id}`: `{item}` is now due {what}"),
    }[entry.kind]
    return msg(about, id=entry.id, item=entry.item, what=_what(entry))


def _what(entry: Entry) -> object:
    if entry.kind == "update":
        progress = entry.body.get("progress")
        label = msg(STATUS_LABELS[entry.body["status"]])
        return (
            label
            if progress is None
            else msg(N_("{status}, {percent} %"), status=label, percent=progress)
        )
    return entry.body["due_text"] if entry.kind == "extension" else entry.body["title"]
