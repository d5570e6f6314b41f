"""`coopctl import plan`: the annex that an office has, made into a plan file."""

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coopctl.cli import options
from coopctl.cli.completing.kinds import ValueKind
from coopctl.cli.destinations import ask_to_replace
from coopctl.cli.program import flags_of, settings_of
from coopctl.cli.terminal import prompts
from coopctl.domain.words.command_words import command_word
from coopctl.files.standard_input import StandardInput, named_file
from coopctl.language import _, in_all_languages
from coopctl.messages import N_, CoopError, UsageProblem, msg
from coopctl.output.files.files import Destination, look_at, open_target
from coopctl.output.screen.progress import Progress
from coopctl.output.screen.talk import notice
from coopctl.services.workspace.extras import needing
from coopctl.services.workspace.folder import find_workspace
from coopctl.services.workspace.plan_files import list_plan_files

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coopctl.domain.exchange.annex import Annex
    from coopctl.domain.plan.plan import Plan
    from coopctl.sheets.book.sheet import Sheet

examples = (
    "coopctl import plan phu-luc.xlsx",
    "coopctl import plan phu-luc.xlsx -o plans/hop-tac-2025.yaml",
    'coopctl import plan ke-hoach.xls --sheet "Phụ lục I" --header 6',
)


def command(
    ctx: typer.Context,
    file: Annotated[
        str | None,
        typer.Argument(
            metavar=N_("FILE"), help=N_("the annex: xlsx, xls, ods or csv; `-` is stdin")
        ),
        ValueKind.FILE,
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output", "-o", metavar=N_("FILE"), help=N_("the plan file to write: plans/x.yaml")
        ),
        ValueKind.FILE,
    ] = None,
    overwrite: options.Overwrite = False,
    sheet: Annotated[
        str | None,
        typer.Option(metavar=N_("NAME"), help=N_("the sheet, where there are several")),
    ] = None,
    header: Annotated[
        str | None,
        typer.Option(metavar=N_("ROW"), help=N_("the row that names the columns, from 1")),
    ] = None,
    json: options.Json = False,
) -> None:
    """Show what is understood of an annex, cell by cell; with `-o`, write it as a plan file."""
    name, row = options.needed(_("FILE"), file), _read_row(header)
    no_input = flags_of(ctx).no_input
    target = Path(output) if output else None
    if target is not None and not prompts.may_ask(no_input):
        _choose(target, overwrite=overwrite, no_input=no_input)
    plans = _list_plans(ctx)
    with named_file(name) as path:
        annex = _read(path, sheet, row, plans)
    _show(annex, json=json)
    if annex.own:
        _tell_left_out(annex)
    if target is None:
        notice(
            msg(N_("nothing was written")),
            msg(N_("`-o plans/{name}.yaml` writes the plan file"), name=_slug(path)),
        )
    else:
        _write(annex, path, _choose(target, overwrite=overwrite, no_input=no_input), plans)


def _read_row(text: str | None) -> int | None:
    if text is None:
        return None
    if not text.isdecimal() or not 0 < len(text) < 8 or int(text) == 0:  # noqa: PLR2004  (a sheet's rows)
        raise UsageProblem(
            msg(N_("`{flag}`: `{text}` is not the number of a row"), flag="--header", text=text),
            msg(N_("write it as Excel counts rows: `5`")),
        )
    return int(text)


def _choose(target: Path, *, overwrite: bool, no_input: bool) -> Destination:
    """Return the plan file to write. Raises: as `ask_to_replace`."""
    place = look_at(target, plan=True)
    ask_to_replace([place], overwrite=overwrite, no_input=no_input)
    return place


def _list_plans(ctx: typer.Context) -> "dict[str, Plan]":
    """Return the sound plans of the workspace by their paths; none where there is no workspace."""
    with suppress(CoopError):
        find_workspace(flags_of(ctx).workspace, os.environ)
        from coopctl.definitions.load import load_plans

        folder = settings_of(ctx).plans
        loaded = load_plans({str(path): path for path in list_plan_files(folder)})
        return {path: plan for path, (plan, _problems) in loaded.items() if plan is not None}
    return {}


def _read(path: Path, name: str | None, row: int | None, plans: "dict[str, Plan]") -> "Annex":
    from coopctl.sheets.annex.annex import ReadingOptions, read_annex
    from coopctl.sheets.apart.reader import read_sheets
    from coopctl.sheets.book.file import read_file

    content = read_file(path)
    parties = {party.id: party for plan in plans.values() for party in plan.parties}
    asked = ReadingOptions(row, tuple(parties.values()), in_all_languages)
    with needing("office"), Progress(_("reading {file}").format(file=path.name), None) as bar:
        sheets = read_sheets(path, content)
        bar.advance(0)
        return read_annex(_find_sheet(path, sheets, name), asked, bar.advance)


def _find_sheet(path: Path, sheets: "Sequence[Sheet]", name: str | None) -> "Sheet":
    """Return the sheet that was named, else the only one that is not empty."""
    names = tuple(sheet.name for sheet in sheets)
    if name is not None:
        from coopctl.domain.words.text import fold

        for same in (lambda one: one.name == name, lambda one: fold(one.name) == fold(name)):
            found = [sheet for sheet in sheets if same(sheet)]
            if len(found) == 1:
                return found[0]
        raise UsageProblem(
            msg(N_("`{path}` has no sheet “{name}”"), path=path, name=name),
            msg(N_("one of: {codes}"), codes=names),
        )
    filled = [
        sheet for sheet in sheets if any(cell is not None for line in sheet.rows for cell in line)
    ]
    shown = [one for one in filled if one.visible] or filled
    if not shown:
        raise CoopError(
            msg(N_("`{path}` has no cell with anything in it"), path=path),
            msg(N_("see that it is the right file, and that it was saved")),
        )
    if len(shown) == 1:
        return shown[0]
    return _choose_sheet(path, shown)


def _choose_sheet(path: Path, sheets: "Sequence[Sheet]") -> "Sheet":
    """Return the only sheet with a header of an annex, or this program's own table of items.

    Raises: UsageProblem where several have a header.
    """
    from coopctl.sheets.annex.columns import make_names
    from coopctl.sheets.annex.header import HeaderProblem, find_header
    from coopctl.sheets.book.grid import Grid

    found, own = [], []
    names_of_columns = make_names(in_all_languages)
    for sheet in sheets:
        with suppress(HeaderProblem):
            header, _others = find_header(Grid(sheet), names_of_columns, None)
            found.append(sheet)
            own += [sheet] if header.is_own else []
    for only in (found, own):
        if len(only) == 1:
            return only[0]
    names = tuple(one.name for one in found or sheets)
    raise UsageProblem(
        msg(N_("`{path}` has several sheets: {names}"), path=path, names=names),
        msg(N_("say which is meant: `--sheet {name}`"), name=command_word(names[0])),
    )


def _tell_left_out(annex: "Annex") -> None:
    """Say what a plan can have and a table of its items has not."""
    if not all(area.titled for area in annex.areas):
        notice(
            msg(N_("the table has areas without their titles")),
            msg(N_("`coopctl export csv --labels` writes them, and `coopctl export xlsx`")),
        )
    notice(
        msg(
            N_(
                "the table has no columns for: title, number, date, issuer, time zone, memorandum, reports and"
                " note of the plan; areas without items; a party's id and other names; budget, note, indicators,"
                " S&T pipeline, duties of each side and rule of confirmation of an item; texts in a second language"
            )
        ),
        msg(
            N_(
                "the plan file has all of it: hand that over, or add it to the one that is written here"
            )
        ),
    )


def _show(annex: "Annex", *, json: bool) -> None:
    from coopctl.output.screen.plan import annex_page

    if json:
        from coopctl.output.files import formats
        from coopctl.output.files.json_text import print_document

        print_document(formats.IMPORT_PLAN, annex_page.annex_data(annex))
        return
    from coopctl.output.screen.page import Page

    with Page() as page:
        annex_page.show_annex(page, annex)


def _write(annex: "Annex", path: Path, place: Destination, plans: "dict[str, Plan]") -> None:
    from coopctl.output.files.plan_yaml import PlanHead, write_plan
    from coopctl.sheets.annex.numbering import as_id

    if not annex.items:
        raise CoopError(
            msg(N_("there is no item below the header, so there is no plan to write")),
            msg(N_("`--header` says where the table begins, `--sheet` in which sheet")),
        )
    target = place.path
    others = {plan.id for file, plan in plans.items() if Path(file).resolve() != target.resolve()}
    stated = annex.plan.text if annex.plan else ""
    id_ = stated if stated and as_id(stated) == stated else _free_id(_slug(target), others)
    text = write_plan(annex, PlanHead(id_, path.name))
    with open_target(place) as file:
        file.write(text)
    notice(
        msg(N_("wrote `{path}`"), path=target),
        msg(N_("`coopctl check {path}` says what it still lacks"), path=command_word(str(target))),
    )
    if annex.problems:
        places = tuple(cell.place for cell in annex.problems)
        notice(msg(N_("not understood, and noted in the file: {places}"), places=places))


def _slug(path: Path) -> str:
    from coopctl.sheets.annex.numbering import as_id

    stem = "" if isinstance(path, StandardInput) else path.stem
    return as_id(stem).lower() or "plan"


def _free_id(wanted: str, others: set[str]) -> str:
    number, id_ = 1, wanted
    while id_ in others:
        number += 1
        id_ = f"{wanted[:60]}-{number}"
    return id_
