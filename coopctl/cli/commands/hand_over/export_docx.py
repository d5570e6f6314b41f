"""`coopctl export docx`: a report, its annex, minutes, a notice or a letter, for Word."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from coopctl.cli import options
from coopctl.cli.commands.hand_over import documents
from coopctl.cli.commands.hand_over.document_marks import read_marks
from coopctl.cli.completing.kinds import ValueKind
from coopctl.cli.destinations import only_file
from coopctl.cli.program import flags_of, settings_of
from coopctl.cli.speaking import heard_here
from coopctl.domain.exchange.letterhead import Letterhead
from coopctl.domain.words.text import nearest
from coopctl.language import _, speaking
from coopctl.ledger.file.waiting import watching
from coopctl.messages import N_, Message, UsageProblem, msg
from coopctl.output.documents.word_file import write_word
from coopctl.output.files.files import open_binary
from coopctl.output.screen.progress import writing
from coopctl.output.screen.talk import notice
from coopctl.services.answering.question import asking_at, read_day, read_horizon, read_times
from coopctl.services.workspace.extras import needing
from coopctl.services.workspace.letterhead import TABLE, read_letterhead
from coopctl.services.workspace.settings import WORKSPACE_FILE

examples = (
    "coopctl export docx -o bao-cao.docx",
    'coopctl export docx --period "6 tháng đầu năm 2025" -o bao-cao.docx',
    'coopctl export docx --number 5 --day 5/2/2026 --signer "Đỗ Hải Hồ" -o bao-cao.docx',
    "coopctl export docx --kind annex -o phu-luc.docx",
    "coopctl export docx --kind minutes hb7kq-12 -o bien-ban.docx",
    "coopctl export docx --kind letter hung-yen --reply-by 15/6/2026 -o don-doc.docx",
    "coopctl export docx --lang en -o report.docx",
)
_NAME = "coopctl export docx"
_LANGUAGE = "vi"  # that of the documents, whichever the reader's is


class _DocumentKind(NamedTuple):
    """What a kind is about (its word in usage; None for a plan), what of the letterhead it needs, which flags it takes."""

    make: Callable[[documents.DocumentQuery], documents.Made | Message]
    about: str | None
    needs: tuple[str, ...]
    takes: tuple[str, ...]


_OFFICE = ("superior", "agency", "code")
_SIGNED = ("place", "recipients", "filed", "title", "signer")
_BY = ("--day", "--signer")  # minutes have the day of the meeting, and its chair and secretary
_KINDS: Mapping[str, _DocumentKind] = {
    "report": _DocumentKind(documents.make_report, None, (*_OFFICE, *_SIGNED, "to"), _BY),
    "annex": _DocumentKind(documents.make_annex, None, ("agency", "code"), ("--day",)),
    "minutes": _DocumentKind(documents.make_minutes, "ID", _OFFICE, ()),
    "conclusions": _DocumentKind(documents.make_notice, "ID", (*_OFFICE, *_SIGNED), _BY),
    "letter": _DocumentKind(
        documents.make_letter, "PARTY", (*_OFFICE, *_SIGNED), (*_BY, "--within", "--reply-by")
    ),
}


def command(
    ctx: typer.Context,
    target: Annotated[
        str | None,
        typer.Argument(
            metavar=N_("TARGET"),
            help=N_("of minutes and conclusions the meeting, of a letter the party"),
        ),
        ValueKind.ADDRESSED,
    ] = None,
    kind: Annotated[
        str,
        typer.Option(
            metavar=N_("KIND"),
            help=N_("report, annex, minutes, conclusions or letter; report if left out"),
        ),
        ValueKind.DOCUMENT,
    ] = "report",
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar=N_("FILE"), help=N_("the file to write")),
        ValueKind.FILE,
    ] = None,
    overwrite: options.Overwrite = False,
    plan: options.OfPlan = None,
    as_of: options.AsOf = None,
    known_at: options.KnownAt = None,
    period: options.Period = None,
    within: Annotated[
        str | None,
        typer.Option(
            metavar=N_("SPAN"), help=N_("of a letter, how far ahead to look; 30d if left out")
        ),
    ] = None,
    reply_by: Annotated[
        str | None,
        typer.Option(
            metavar=N_("DATE"),
            help=N_("of a letter, before which day to report; `…` stands for it if left out"),
        ),
    ] = None,
    number: options.Number = None,
    day: options.IssuedOn = None,
    signer: options.Signer = None,
) -> None:
    """Write a document in the form of Decree 30/2020/NĐ-CP, to print and sign.

    It is in Vietnamese, whatever the language here; with `--lang en` it is a translation into English.
    What was not recorded stands as `…`. What the office states once is in `[report]` in `coopctl.toml`;
    `--number`, `--day` and `--signer` are of this document alone.
    """
    chosen = _find_kind(kind)
    path = options.needed_file(output)
    _check_words(kind, target, {
        "--within": within, "--reply-by": reply_by, "--day": day, "--signer": signer,
    })  # fmt: skip
    marks = read_marks(number, day, signer)
    times = read_times(as_of, known_at, period)
    horizon, answer = read_horizon("--within", within or "30d"), read_day("--reply-by", reply_by)
    settings = settings_of(ctx)
    place = only_file(settings, path, overwrite=overwrite)
    letterhead = marks.put_on(read_letterhead(settings.workspace, os.environ))
    language = flags_of(ctx).lang or _LANGUAGE
    with (
        asking_at(settings, times) as (connection, times),
        writing(path) as bar,
        watching(connection, bar.advance),
        speaking(language),
    ):
        asked = documents.DocumentQuery(
            connection, heard_here(settings), times, letterhead, plan, target or "", horizon, answer
        )
        made = chosen.make(asked)
        if isinstance(made, documents.Made):
            with needing("office"), open_binary(place) as file:
                write_word(file, made.document(language), bar.advance)
    if isinstance(made, documents.Made):
        _tell(made, path, chosen)
    else:
        notice(made)


def _tell(made: documents.Made, path: Path, kind: _DocumentKind) -> None:
    """Say what was written, and what of it nobody stated."""
    notice(msg(N_("wrote `{path}`"), path=path))
    missing = tuple(key for key in kind.needs if _is_open(made.letterhead, key))
    if missing:
        notice(
            msg(
                N_("`…` stands for what `[{table}]` in `{file}` does not state: {keys}"),
                table=TABLE, file=WORKSPACE_FILE, keys=missing,
            ),
            msg(N_("state it there, or fill it in in the document")),
        )  # fmt: skip


def _is_open(letterhead: Letterhead, key: str) -> bool:
    value = getattr(letterhead, key)
    return not value and (key, value) != ("superior", "")  # an empty one says that there is none


def _find_kind(word: str) -> _DocumentKind:
    if word in _KINDS:
        return _KINDS[word]
    ordered = tuple(dict.fromkeys((*nearest(word, tuple(_KINDS), len(_KINDS)), *_KINDS)))
    raise UsageProblem(
        msg(N_("`--kind`: there is no kind of document `{word}`"), word=word),
        msg(N_("one of: {codes}"), codes=ordered),
    )


def _check_words(kind: str, target: str | None, flags: Mapping[str, str | None]) -> None:
    """Refuse what does not go with a kind. Raises: UsageProblem naming it."""
    about, called = _KINDS[kind].about, f"{_NAME} --kind {kind}"
    if about is not None and target is None:
        raise UsageProblem(
            msg(N_("missing: {flags}"), flags=(_(about),)),
            msg(N_("write `{command}`"), command=f"{called} {_(about)} -o {_('FILE')}"),
        )
    typed = tuple(flag for flag, text in flags.items() if text and flag not in _KINDS[kind].takes)
    if about is None and target is not None:
        typed = (target, *typed)
    if typed:
        raise UsageProblem(
            msg(N_("`{command}` does not take `{words}`"), command=called, words=" ".join(typed)),
            msg(N_("`{command} --help` shows what it takes"), command=_NAME),
        )
