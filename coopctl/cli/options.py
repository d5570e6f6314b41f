"""The options that several commands share, each written once."""

from pathlib import Path
from typing import Annotated

import typer

from coopctl.cli.completing.kinds import ValueKind
from coopctl.messages import N_, CoopError, UsageProblem, msg

About = Annotated[
    str | None,
    typer.Argument(
        metavar=N_("ITEM"), help=N_("an item or an action, by its id or a unique beginning")
    ),
    ValueKind.WORK,
]
Judged = Annotated[
    str | None,
    typer.Argument(
        metavar=N_("ID"), help=N_("an entry; or an item or an action, whose last update is meant")
    ),
    ValueKind.JUDGED,
]
NoCopy = Annotated[
    bool, typer.Option("--no-copy", help=N_("of a file, only note name, size and SHA-256"))
]
Files = Annotated[
    str | None,
    typer.Option(
        "--files",
        metavar=N_("DIR"),
        help=N_("a folder from which a table or form may name files too; else only from its own"),
    ),
    ValueKind.FOLDER,
]
Edit = Annotated[bool, typer.Option("--edit", help=N_("fill in a form in your editor"))]
Source = Annotated[
    str | None,
    typer.Option(
        "--from", metavar=N_("FILE"), help=N_("take the records of a form file; `-` is stdin")
    ),
    ValueKind.FILE,
]
Reason = Annotated[
    str | None,
    typer.Option(metavar=N_("TEXT"), help=N_("why; it is owed, and kept beside the entry")),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help=N_("check and show, record nothing"))]
Yes = Annotated[bool, typer.Option("--yes", help=N_("ask nothing; accept a date to come"))]
AskNothing = Annotated[bool, typer.Option("--yes", help=N_("ask nothing"))]
Json = Annotated[bool, typer.Option("--json", help=N_("print JSON"))]
AsOf = Annotated[
    str | None, typer.Option(metavar=N_("DATE"), help=N_("as things stood on that day"))
]
KnownAt = Annotated[
    str | None,
    typer.Option(metavar=N_("DATE"), help=N_("as it was recorded by the end of that day")),
]
InPlan = Annotated[
    str | None,
    typer.Argument(metavar=N_("PLAN"), help=N_("one plan; all of them if left out")),
    ValueKind.PLAN,
]
Within = Annotated[
    str,
    typer.Option(metavar=N_("SPAN"), help=N_("how far ahead to look: 30d, 2w, 3m or `30 ngày`")),
]
Concerned = Annotated[
    str | None,
    typer.Option(
        "--party", metavar=N_("PARTY"), help=N_("only what that party leads or shares in")
    ),
    ValueKind.PARTY,
]
StaleDays = Annotated[
    str | None,
    typer.Option(metavar=N_("N"), help=N_("days without news after which an item is asked about")),
]
RowLimit = Annotated[
    str, typer.Option("--limit", metavar=N_("N"), help=N_("show at most that many; 0 is all"))
]
Period = Annotated[
    str | None,
    typer.Option(
        "--period", metavar=N_("NAME"), help=N_("as it was reported for that closed period")
    ),
    ValueKind.PERIOD,
]
OfPlan = Annotated[
    str | None,
    typer.Option("--plan", metavar=N_("PLAN"), help=N_("the plan, where there are several")),
    ValueKind.PLAN,
]
OnlyPlan = Annotated[
    str | None,
    typer.Option("--plan", metavar=N_("PLAN"), help=N_("one plan; all of them if left out")),
    ValueKind.PLAN,
]
Output = Annotated[
    str | None,
    typer.Option("--output", "-o", metavar=N_("FILE"), help=N_("write there instead of to stdout")),
    ValueKind.FILE,
]
Number = Annotated[
    str | None,
    typer.Option(
        metavar=N_("NUMBER"),
        help=N_("the document's number: 5, or with its code; `…` stands for it if left out"),
    ),
]
IssuedOn = Annotated[
    str | None,
    typer.Option(
        "--day",
        metavar=N_("DATE"),
        help=N_("the day that the document bears; `…` stands for it if left out"),
    ),
]
Signer = Annotated[
    str | None,
    typer.Option(metavar=N_("NAME"), help=N_("who signs this document")),
]
Overwrite = Annotated[
    bool,
    typer.Option("--overwrite", help=N_("write over a file that coopctl did not write last")),
]

Table = Annotated[
    str | None,
    typer.Argument(metavar=N_("FILE"), help=N_("a table: csv, xlsx, xls or ods; `-` is stdin")),
    ValueKind.FILE,
]
ColumnMap = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar=N_("COLUMN=FIELD"),
        help=N_("which field a column is, `-` for none; may be repeated"),
    ),
]
SheetName = Annotated[
    str | None,
    typer.Option("--sheet", metavar=N_("NAME"), help=N_("the sheet; else the first that is shown")),
]


def needed(name: str, value: str | None) -> str:
    """Return an argument that a command cannot do without. Raises: UsageProblem naming it."""
    if value is None:
        raise UsageProblem(msg(N_("missing: {flags}"), flags=(name,)))
    return value


def needed_file(output: str | None) -> Path:
    """Return the file that a command writes. Raises: UsageProblem where none is named; CoopError for `-`."""
    if output is None:
        raise UsageProblem(
            msg(N_("missing: {flags}"), flags=("-o",)), msg(N_("name the file to write with `-o`"))
        )
    if output == "-":
        raise CoopError(
            msg(N_("this is written to a file only, not to standard output")),
            msg(N_("name a file with `-o`")),
        )
    return Path(output)


def one(**texts: str | None) -> dict[str, list[str] | None]:
    """Return single texts in the shape of repeated ones, as records take them."""
    return {name: [text] if text is not None else None for name, text in texts.items()}
