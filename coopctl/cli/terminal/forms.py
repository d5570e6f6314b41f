"""Records as YAML forms: written for an editor with comments, read back with every mistake placed.

A form is a mapping of fields, or a list of them; `record:` says the kind. A field that takes
several texts is a list, or a block with one a line. `item: meeting-1/2` is action 2 of the first
meeting in the same file.
"""

import re
import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

from coopctl.cli.terminal import kept_forms, prompts
from coopctl.cli.terminal.editor import RECORD, edit, write_form
from coopctl.definitions.yaml.nodes import Mapping, Scalar, read_nodes
from coopctl.definitions.yaml.nodes import Sequence as ListNode
from coopctl.definitions.yaml.places import Place, absent
from coopctl.definitions.yaml.problems import PlanProblem, format_problem
from coopctl.definitions.yaml.source import LIMIT, Source, decode, read_source
from coopctl.domain.record.checks import FieldProblem, RecordRefused
from coopctl.domain.record.entries import Entry
from coopctl.domain.record.kinds.catalogue import (
    fields_of,
    is_about_item,
    kept_name,
    typed_kinds,
)
from coopctl.domain.words.command_words import command_word
from coopctl.domain.words.text import nearest
from coopctl.language import _, render
from coopctl.ledger.file import database
from coopctl.ledger.file.database import LedgerError
from coopctl.ledger.journal.journal import FIRST
from coopctl.messages import N_, CoopError, TextProblems, msg, problem_at
from coopctl.output.screen.talk import say, width_of
from coopctl.services.recording import stages
from coopctl.services.recording.prepare import (
    Prepared,
    Request,
    find_about,
    find_cycle,
    prepare,
    record,
)
from coopctl.services.workspace.settings import Settings

_LOCAL_ACTION = re.compile(r"meeting-(\d+)/(\d+)")


_Good = TypeVar("_Good")


class FormRefused(TextProblems):
    """A form has mistakes: all of them, each with its place."""

    def __init__(self, problems: Sequence[PlanProblem]) -> None:
        ordered = sorted(problems, key=lambda problem: (problem.line, problem.column))
        width = width_of(sys.stderr)
        text = "\n".join(format_problem(problem, render, width) for problem in ordered)
        super().__init__(ordered[0].message, text)


class Filled(NamedTuple):
    """One record of a form: what was typed, and where."""

    request: Request
    place: Place


def take(
    connection: sqlite3.Connection, settings: Settings, request: Request, source: str | None
) -> tuple[Source, list[Prepared]]:
    """Take a form from a file (`-`: stdin) or the user's editor, and try it out on the ledger.

    Raises: FormRefused with every mistake.
    """
    if source is None:
        return _take_edited(connection, settings, request)
    form = read_form(source)
    return form, _rehearse(connection, settings, form, request)


def _rehearse(
    connection: sqlite3.Connection, settings: Settings, source: Source, request: Request
) -> list[Prepared]:
    """Record a form and take it back: so that each record is checked against those before it."""
    with database.rehearsal(connection):
        return [
            prepared for prepared, _entry in _record_each(connection, settings, source, request)
        ]


def record_form(
    connection: sqlite3.Connection, settings: Settings, source: Source, request: Request
) -> list[Entry]:
    """Record a whole form, inside the caller's transaction. Raises: as `take`."""
    return [entry for _prepared, entry in _record_each(connection, settings, source, request)]


def read_form(name: str) -> Source:
    """Return the text of a form file (`-`: stdin). Raises: FormRefused."""
    if name == "-":
        source, problems = decode(sys.stdin.buffer.read(LIMIT + 1), "<stdin>")
    else:
        source, problems = read_source(Path(name), name)
    if source is None:
        raise FormRefused(problems)
    return source


def _record_each(
    connection: sqlite3.Connection, settings: Settings, source: Source, request: Request
) -> list[tuple[Prepared, Entry]]:
    """Check and append every record of a form. Raises: FormRefused with every mistake of all."""
    root, problems = read_nodes(source)
    if root is None:
        raise FormRefused(problems)
    done: list[tuple[Prepared, Entry]] = []
    for one in list(list_records(Place(source, root), request, problems)):
        meetings = [entry.id for _prepared, entry in done if entry.kind == "meeting"]
        try:
            prepared = prepare(connection, settings, _resolved(one.request, meetings))
            first = done[0][1].id if done else FIRST
            entries = record(connection, settings, [prepared.draft], first)
            done += [(prepared, entry) for entry in entries]
        except RecordRefused as error:
            problems += [placed(one, problem) for problem in error.problems]
        except LedgerError:
            raise
        except CoopError as error:
            place = one.place.child("item") or one.place
            problems.append(place.error("refused", error.message, error.hint))
    if problems:
        raise FormRefused(problems)
    return done


def _resolved(request: Request, meetings: Sequence[str]) -> Request:
    """Put the id of an action in the place of `meeting-1/2`."""
    found = _LOCAL_ACTION.fullmatch("".join(request.typed.get("item", ())))
    if found is None or not 0 < int(found[1]) <= len(meetings):
        return request
    action = f"{meetings[int(found[1]) - 1]}/{found[2]}"
    return request._replace(typed={**request.typed, "item": [action]})


def placed(one: Filled, problem: FieldProblem) -> PlanProblem:
    """Give a field's problem the place of the field, or of the record that lacks it."""
    name = (
        "item"
        if problem.field == "item" and _is_about_item(one)
        else kept_name(one.request.kind, problem.field)
    )
    found = one.place.child(name) or one.place.child(problem.field)
    message = problem_at(name, problem.message)
    if found is None:
        return one.place.error("field", message, problem.hint)
    parts = list(found.parts())
    place = parts[problem.place] if problem.place < len(parts) else found
    return place.error("field", message, problem.hint)


def _is_about_item(one: Filled) -> bool:
    return is_about_item(one.request.kind)


def list_records(place: Place, request: Request, problems: list[PlanProblem]) -> Iterator[Filled]:
    """Yield the records of a form; what is none, or has keys that are not known, is a problem."""
    places = list(place.parts()) or [place]
    for one in places:
        if not isinstance(one.node, Mapping):
            problems.append(
                one.error(
                    "form", msg(N_("a record is made of `field: value` lines")),
                    msg(N_("`--edit` shows the form")),
                )
            )  # fmt: skip
            continue
        kind = _read_kind(one, request.kind, problems)
        if kind is not None:
            typed = _read_fields(one, kind, problems)
            yield Filled(request._replace(kind=kind, typed=typed), one)


def _read_kind(place: Place, default: str, problems: list[PlanProblem]) -> str | None:
    found = place.child(RECORD)
    if found is None or absent(found.node):
        return default
    if fields_of(found.text or ""):
        return found.text
    problems.append(
        found.error(
            "form", msg(N_("`{text}` is no kind of record"), text=found.text or "…"),
            msg(N_("one of: {codes}"), codes=typed_kinds()),
        )
    )  # fmt: skip
    return None


def _read_fields(place: Place, kind: str, problems: list[PlanProblem]) -> dict[str, list[str]]:
    """Return the texts of a record by field; a key that is no field is a problem."""
    by_name = {name: field for field in fields_of(kind) for name in (field.name, field.kept)}
    about = "item" if is_about_item(kind) else "plan"
    typed: dict[str, list[str]] = {}
    seen: dict[str, int] = {}
    for key, value in place.pairs():
        typed_name = key.text or ""
        field = by_name.get(typed_name)
        name = field.name if field else typed_name
        if typed_name == RECORD:
            continue
        if field is None and name != about:
            problems.append(_unknown_key(key, (*by_name, about)))
        elif name in seen:
            problems.append(_second_key(key, seen[name]))
        else:
            seen[name] = key.node.line
            typed[name] = _read_texts(value, problems, many=field is not None and field.many)
    return typed


def _unknown_key(key: Place, known: Sequence[str]) -> PlanProblem:
    return key.error(
        "form", msg(N_("the key `{key}` is not known here"), key=key.text),
        msg(N_("one of: {codes}"), codes=nearest(key.text or "", known) or tuple(known)),
    )  # fmt: skip


def _second_key(key: Place, line: int) -> PlanProblem:
    """Refuse `attendees` beside `attendee`: one of them would be lost."""
    message = msg(
        N_("the key `{key}` is here twice; first in line {line}"), key=key.text, line=line
    )
    return key.error("form", message, msg(N_("keep one of the two")))


def _read_texts(place: Place, problems: list[PlanProblem], *, many: bool) -> list[str]:
    """Return a field's texts: one; or a list's, a block's lines, the lines of a mapping.

    A list gives a text for each of its parts, so that a mistake finds its place again.
    """
    node = place.node
    if many and isinstance(node, ListNode):
        return [_read_text(part, problems) for part in place.parts()]
    if many and isinstance(node, Mapping):
        return [_line(key, value, problems) for key, value in place.pairs()]
    if many and isinstance(node, Scalar) and not node.absent:
        return [line.strip() for line in node.text.split("\n") if line.strip()]
    return [_read_text(place, problems)]


def _read_text(place: Place, problems: list[PlanProblem]) -> str:
    """Return the one text that stands here, empty for none. `party: text` in a list is one."""
    if isinstance(place.node, Scalar):
        return place.text or ""
    pairs = list(place.pairs())
    if len(pairs) == 1:
        return _line(*pairs[0], problems)
    problems.append(place.error("form", msg(N_("a text belongs here")), None))
    return ""


def _line(key: Place, value: Place, problems: list[PlanProblem]) -> str:
    return f"{key.text}: {_read_text(value, problems)}"


def _take_edited(
    connection: sqlite3.Connection, settings: Settings, request: Request
) -> tuple[Source, list[Prepared]]:
    """Let the user fill in the form of a new record."""
    return edit_until_good(
        settings,
        f"add-{request.kind}",
        write_form(request, left_out=inapplicable(connection, request)),
        lambda source: (source, _rehearse(connection, settings, source, request)),
    )


def edit_until_good(
    settings: Settings, command: str, text: str, attempt: Callable[[Source], _Good]
) -> _Good:
    """Let the user fill in a form, again while it has mistakes. An unchanged form is a no.

    The form stays until it is recorded; a form that was given up stays where it is, and the error says where
    and for which `command`.
    """
    file, begun = kept_forms.take_up(settings, command, text)
    while True:
        try:
            _edit(file, begun)
            return attempt(read_form(str(file))._replace(path=file.name))
        except FormRefused as error:
            say(error.text)
            if not prompts.may_ask(settings.no_input) or not prompts.confirm(
                _("Edit the form again?")
            ):
                kept_forms.keep(file)
                raise _given_up(command, file) from error


def _edit(file: Path, begun: str | None) -> None:
    """Let the user edit a form. Raises: CoopError where it is left as it began: it is not kept then."""
    try:
        edit(file)
    except BaseException:
        if _is_unchanged(file, begun):
            kept_forms.drop(file)
        raise
    if _is_unchanged(file, begun):
        kept_forms.drop(file)
        raise CoopError(msg(N_("the form was left as it was; nothing was recorded")))


def _is_unchanged(file: Path, begun: str | None) -> bool:
    return begun is not None and read_form(str(file)).text.strip() == begun.strip()


def inapplicable(connection: sqlite3.Connection, request: Request) -> tuple[str, ...]:
    """Return the fields that a form need not have: of stages, for what follows none; of periods, for what has none."""
    target = find_about(connection, request) if request.typed.get("item") else None
    if request.kind == "extension" and target is not None:
        return () if find_cycle(connection, target) else ("for",)
    if request.kind != "update":
        return ()
    return stages.inapplicable(connection, target)


def _given_up(command: str, file: Path) -> CoopError:
    return CoopError(
        msg(N_("nothing was recorded; the form is kept")),
        msg(
            N_("`coopctl {command} --from {path}` takes it once it is mended"),
            command=command, path=command_word(str(file)),
        ),
    )  # fmt: skip
