"""`coopctl init`: a new workspace with the shipped plan in it, or with the example."""

import json
import re
from pathlib import Path
from typing import Annotated

import typer

from coopctl.cli.app import flags_of
from coopctl.cli.opening import writing
from coopctl.cli.plan_files import list_plan_files
from coopctl.cli.settings import WORKSPACE_FILE, find_settings, read_file
from coopctl.domain.matching import find_party, party_names
from coopctl.domain.messages import N_, CoopError, msg
from coopctl.domain.plan import Party
from coopctl.domain.system import reason_of
from coopctl.output.talk import notice

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
_PACKAGE = Path(__file__).parents[1]


def command(
    ctx: typer.Context,
    folder: Annotated[
        str | None, typer.Argument(metavar=N_("DIR"), help=N_("the folder; this one if left out"))
    ] = None,
    example: Annotated[
        bool,
        typer.Option(
            "--example", help=N_("an invented plan that shows every feature, with records")
        ),
    ] = False,
) -> None:
    """Make a workspace; in one that is there, say which office works in it. `--office` says which."""
    place = Path(folder or ".")
    flags = flags_of(ctx)
    plans = place / "plans"
    try:
        fresh = not plans.is_dir()
        if example and not fresh:
            raise CoopError(
                msg(N_("`{path}` is a workspace already"), path=place),
                msg(N_("make the example in a folder of its own: `coopctl init vi-du --example`")),
            )
        offered = _PACKAGE / "example" / "plans" if example else shipped_plans()
        party = _find_office(place, offered if fresh else plans, flags.office)
        if fresh:
            _copy_plans(offered, plans)
        (plans / SCHEMA_FILE).write_text(_schema(), "utf-8")
        if party is not None:
            _set_office(place, party)
    except OSError as error:
        raise CoopError(
            msg(
                N_("cannot make the workspace `{path}`: {reason}"),
                path=place,
                reason=reason_of(error),
            ),
            msg(N_("see that you may write there")),
        ) from error
    if fresh:
        names = tuple(file.name for file in list_plan_files(plans))
        notice(msg(N_("made the workspace `{path}` with {plans}"), path=place, plans=names))
    if example and fresh:
        _record_example(ctx, place)


def shipped_plans() -> Path:
    """Return the folder of the plans that travel with the package (beside it in a checkout)."""
    inside = _PACKAGE / "plans"
    return inside if inside.is_dir() else _PACKAGE.parent / "plans"


def _copy_plans(source: Path, target: Path) -> None:
    """Copy plan files, each with the line that tells editors its schema."""
    target.mkdir(parents=True)
    for file in list_plan_files(source):
        text = file.read_text("utf-8")
        if not text.startswith(_EDITOR_LINE):
            text = _EDITOR_LINE + text
        (target / file.name).write_text(text, "utf-8")


def _schema() -> str:
    from coopctl.definitions.jsonschema import plan_schema

    return json.dumps(plan_schema(), ensure_ascii=False, indent=2) + "\n"


def _find_office(place: Path, plans: Path, office: str | None) -> str | None:
    """Return the party that is meant, before anything is written; None where none was said.

    Raises: CoopError where it is a party of no plan, or the workspace's settings cannot be read.
    """
    if office is None:
        return None
    read_file(place / WORKSPACE_FILE)
    names = party_names(_list_parties(plans))
    return find_party(office, list(names), names)


def _set_office(place: Path, party: str) -> None:
    """Write the office into the workspace's settings."""
    file = place / WORKSPACE_FILE
    line = f'office = "{party}"\n'
    text = file.read_text("utf-8") if file.exists() else ""
    changed, count = re.subn(r"(?m)^office\s*=.*\n?", line, text)
    file.write_text(changed if count else line + text, "utf-8")
    notice(msg(N_("the office of `{path}` is `{party}`"), path=place, party=party))


def _list_parties(plans: Path) -> list[Party]:
    from coopctl.definitions.load import load_plans

    loaded = load_plans({file.name: file for file in list_plan_files(plans)})
    return [party for plan, _ in loaded.values() if plan for party in plan.parties]


def _record_example(ctx: typer.Context, place: Path) -> None:
    """Record the example's records, as `add-update --from` does."""
    from coopctl.cli import forms
    from coopctl.cli.evidence_files import EvidenceFiles
    from coopctl.cli.recording import Request
    from coopctl.definitions.source import make_source

    flags = flags_of(ctx)._replace(workspace=str(place), office=None)
    settings = find_settings(flags, {})
    entries = []
    folder = _PACKAGE / "example"
    with writing(settings._replace(stated_author=EXAMPLE_AUTHOR)) as connection:
        for name, author, office in _EXAMPLE_RECORDS:
            source = make_source(name, (folder / name).read_text("utf-8"))
            writer = settings._replace(stated_author=author, office=office)
            request = Request("update", {}, EvidenceFiles(folder, keep=False), future_allowed=True)
            entries += forms.record_form(connection, writer, source, request)
    notice(
        msg(
            N_("recorded {count} example entries in `{path}`"),
            count=len(entries),
            path=settings.ledger,
        )
    )
