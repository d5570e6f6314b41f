"""`coopctl init`: a new workspace with the shipped plan in it, or with the example."""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from coopctl.cli.completing.kinds import ValueKind
from coopctl.cli.program import flags_of
from coopctl.domain.plan.plan import Party
from coopctl.domain.record.matching import find_party, party_names
from coopctl.domain.words.system import reason_of, refuse_device
from coopctl.domain.words.text import clean_line
from coopctl.files import ledgers
from coopctl.files.drafts import make_folder, move, staged, write_whole
from coopctl.ledger.file import database
from coopctl.messages import N_, CoopError, UsageProblem, msg
from coopctl.output.screen.talk import notice
from coopctl.services.workspace.plan_files import list_plan_files
from coopctl.services.workspace.session import note_begun, writing
from coopctl.services.workspace.settings import (
    LEDGER_FILE,
    WORKSPACE_FILE,
    Flags,
    find_settings,
    read_file,
)
from coopctl.services.workspace.toml_file import with_value

examples = (
    "coopctl init hop-tac --office hoa-binh",
    "coopctl init thu --example",
    "coopctl init --office hung-yen",
)
SCHEMA_FILE = "plan.schema.json"
_EDITOR_LINE = f"# yaml-language-server: $schema={SCHEMA_FILE}\n"
EXAMPLE_AUTHOR = "Nguyễn Văn A (ví dụ)"
# Files of records, who wrote them, in which office.
_EXAMPLE_RECORDS = (
    ("records.yaml", EXAMPLE_AUTHOR, None),
    ("verdicts-tinh-b.yaml", "Trần Thị B (ví dụ)", "tinh-b"),
    ("verdicts-tinh-a.yaml", "Lê Văn C (ví dụ)", "tinh-a"),
)
_PACKAGE = Path(__file__).parents[3]
_EXAMPLE = _PACKAGE / "example"
PLANS = "plans"


def command(
    ctx: typer.Context,
    folder: Annotated[
        str | None,
        typer.Argument(metavar=N_("DIR"), help=N_("the folder; this one if left out")),
        ValueKind.FOLDER,
    ] = None,
    example: Annotated[
        bool,
        typer.Option(
            "--example", help=N_("an invented plan that shows every feature, with records")
        ),
    ] = False,
    new_ledger: Annotated[
        bool,
        typer.Option(
            "--new-ledger",
            help=N_("begin a new ledger where one is gone that cannot be brought back"),
        ),
    ] = False,
) -> None:
    """Make a workspace; in one that is there, say which office works in it. `--office` says which.

    `--author` says who records there. It is made whole or not at all; called again, it finishes.
    """
    place, flags = Path(folder or "."), flags_of(ctx)
    refuse_device(place)
    if new_ledger:
        _begin_ledger(find_settings(flags._replace(workspace=str(place)), os.environ).ledger)
    plans, source = place / PLANS, _EXAMPLE / PLANS if example else shipped_plans()
    fresh = not plans.is_dir()
    if example:
        _check_example(place, flags)
    with _explained(place):
        stated = _read_stated(place, source if fresh else plans, flags)
        if fresh:
            count = _make(place, source, stated, flags if example else None)
        else:
            _state(place, stated)
            _write_schema(plans)
            count = _finish_example(place, flags) if example else 0
    _tell(place, stated, count, fresh=fresh)


def _begin_ledger(ledger: Path) -> None:
    """Let a new ledger begin in a place where one was. Raises: CoopError where one is."""
    if database.exists(ledger):
        raise CoopError(
            msg(N_("the ledger `{path}` is there, and goes on"), path=ledger),
            msg(N_("move it away first, if another is to begin in its place")),
        )
    ledgers.note(ledger, ledgers.ANEW)
    notice(msg(N_("the next record begins a new ledger, `{path}`"), path=ledger))


@contextmanager
def _explained(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CoopError(
            msg(
                N_("cannot make the workspace `{path}`: {reason}"),
                path=place,
                reason=reason_of(error),
            ),
            msg(N_("see that you may write there")),
        ) from error


def _tell(place: Path, stated: Mapping[str, str], count: int, *, fresh: bool) -> None:
    if "office" in stated:
        notice(msg(N_("the office of `{path}` is `{party}`"), path=place, party=stated["office"]))
    if "author" in stated:
        notice(msg(N_("who records in `{path}` is {author}"), path=place, author=stated["author"]))
    if fresh:
        names = tuple(file.name for file in list_plan_files(place / PLANS))
        notice(msg(N_("made the workspace `{path}` with {plans}"), path=place, plans=names))
    if count:
        notice(
            msg(
                N_("recorded {count} example entries in `{path}`"),
                count=count, path=place / LEDGER_FILE,
            )
        )  # fmt: skip


def _make(place: Path, source: Path, stated: Mapping[str, str], example: Flags | None) -> int:
    """Make a workspace, whole or not at all; return how many entries of the example are in it.

    Where the folder is there already, its plans come last but for the ledger: until then it is none.
    """
    whole = not os.path.lexists(place)
    home = place.parent if whole else place
    make_folder(home)
    with staged(home) as stage:
        _copy_plans(source, stage / PLANS)
        count = _record_example(stage, example) if example else 0
        _state(stage if whole else place, stated)
        if whole:
            move(stage, place)
        else:
            move(stage / PLANS, place / PLANS)
            if example:
                move(stage / LEDGER_FILE, place / LEDGER_FILE)
        if example:
            note_begun(place / LEDGER_FILE)
    return count


def _check_example(place: Path, flags: Flags) -> None:
    """Refuse to put the example where something is that is not its own."""
    if flags.ledger:
        raise UsageProblem(
            msg(
                N_("`{command}` does not take `{words}`"),
                command="coopctl init --example", words="--ledger",
            ),
            msg(N_("the example has a ledger of its own")),
        )  # fmt: skip
    plans, there = place / PLANS, (place / LEDGER_FILE).exists()
    if there or (plans.is_dir() and _contents(plans) != _contents(_EXAMPLE / PLANS)):
        raise CoopError(
            msg(N_("`{path}` is a workspace already"), path=place),
            msg(N_("make the example in a folder of its own: `coopctl init vi-du --example`")),
        )


def _contents(plans: Path) -> dict[str, str]:
    """Return the plans of a folder as they stand in a workspace, by the files' names."""
    return {file.name: _with_schema(_read_text(file)) for file in list_plan_files(plans)}


def _finish_example(place: Path, flags: Flags) -> int:
    """Record the example where a kill left its plans without."""
    with staged(place) as stage:
        _copy_plans(_EXAMPLE / PLANS, stage / PLANS)
        count = _record_example(stage, flags)
        move(stage / LEDGER_FILE, place / LEDGER_FILE)
    note_begun(place / LEDGER_FILE)
    return count


def shipped_plans() -> Path:
    """Return the folder of the plans that travel with the package (beside it in a checkout)."""
    inside = _PACKAGE / "plans"
    return inside if inside.is_dir() else _PACKAGE.parent / "plans"


def _copy_plans(source: Path, target: Path) -> None:
    """Copy plan files, each with the line that tells editors its schema, which lies beside them."""
    make_folder(target)
    for name, text in _contents(source).items():
        write_whole(target / name, text.encode())
    _write_schema(target)


def _read_text(file: Path) -> str:
    return file.read_bytes().decode("utf-8", "replace")


def _with_schema(text: str) -> str:
    return text if text.startswith(_EDITOR_LINE) else _EDITOR_LINE + text


def _write_schema(plans: Path) -> None:
    write_whole(plans / SCHEMA_FILE, _schema().encode())


def _schema() -> str:
    from coopctl.definitions.schema.jsonschema import plan_schema

    return json.dumps(plan_schema(), ensure_ascii=False, indent=2) + "\n"


def _read_stated(place: Path, plans: Path, flags: Flags) -> dict[str, str]:
    """Return what was said of the workspace, before anything is written: its office, who records.

    Raises: CoopError where the office is a party of no plan, or the settings cannot be read.
    """
    stated = {"author": clean_line(flags.author)} if flags.author else {}
    if flags.office is not None:
        names = party_names(_list_parties(plans))
        stated["office"] = find_party(flags.office, list(names), names)
    if stated:
        read_file(place / WORKSPACE_FILE)
    return stated


def _state(place: Path, stated: Mapping[str, str]) -> None:
    """Write what was said into the workspace's settings; what stands there else stays."""
    file = Path(os.path.realpath(place / WORKSPACE_FILE))  # a link stays a link
    before = file.read_bytes().decode("utf-8-sig") if file.exists() else ""
    text = before
    for key, value in stated.items():
        text = with_value(file, text, key, value)
    if text != before:
        write_whole(file, text.encode())


def _list_parties(plans: Path) -> list[Party]:
    from coopctl.definitions.load import load_plans

    loaded = load_plans({file.name: file for file in list_plan_files(plans)})
    return [party for plan, _ in loaded.values() if plan for party in plan.parties]


def _record_example(place: Path, flags: Flags) -> int:
    """Record the example's records, as `add-update --from` does; return how many."""
    from coopctl.cli.terminal import forms
    from coopctl.definitions.yaml.source import make_source
    from coopctl.services.recording.evidence import EvidenceFiles
    from coopctl.services.recording.prepare import Request

    flags = flags._replace(workspace=str(place), office=None, author=None)
    settings = find_settings(flags, {})
    count = 0
    with writing(settings._replace(stated_author=EXAMPLE_AUTHOR)) as connection:
        for name, author, office in _EXAMPLE_RECORDS:
            source = make_source(name, _read_text(_EXAMPLE / name))
            writer = settings._replace(stated_author=author, office=office)
            files = EvidenceFiles(_EXAMPLE, keep=False)
            request = Request("update", {}, files, future_allowed=True)
            count += len(forms.record_form(connection, writer, source, request))
    return count
