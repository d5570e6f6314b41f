"""`verify`: what is wrong with the ledger, for people and for programs."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from coopctl.domain.record.heads import ChainHead
from coopctl.domain.standing.faults import CHECK_LABELS, Fault
from coopctl.domain.words.text import visible
from coopctl.language import _, _n, render
from coopctl.messages import N_, msg
from coopctl.output.files import formats, json_text
from coopctl.output.screen.talk import notice, say, say_hint
from coopctl.output.words import words
from coopctl.output.words.check_codes import halved_lines

_STRAYS = 5  # files that no entry names, told by name


def print_report(
    ledger: Path | None,
    checked: Mapping[str, int],
    heads: Sequence[ChainHead],
    faults: Sequence[Fault],
    strays: Sequence[str] | None,
) -> None:
    """Print `verify --json`."""
    json_text.print_document(formats.VERIFY, {
        "ledger": str(ledger) if ledger else None,
        "checked": dict(checked),
        "heads": [
            {"entry": head.id, "hash": head.hash, "digits": head.digits} for head in heads
        ],
        "problems": [
            {
                "check": fault.check,
                "entry": fault.entry,
                "message": render(fault.message),
                "hint": render(fault.hint) if fault.hint else None,
            }
            for fault in faults
        ],
        "unnamed_files": None if strays is None else list(strays),
    })  # fmt: skip


def say_report(
    ledger: Path | None,
    checked: Mapping[str, int],
    heads: Sequence[ChainHead],
    faults: Sequence[Fault],
    strays: Sequence[str] | None,
) -> None:
    """Print every fault, a line each, and say at the end what was looked at."""
    for fault in faults:
        print(visible(_line(fault)))  # noqa: T201  (what was asked for)
    for hint in dict.fromkeys(render(fault.hint) for fault in faults if fault.hint):
        say_hint(msg("{hint}", hint=hint))
    _tell_strays(strays or ())
    _print_heads(heads)
    if ledger is None:
        say(_("there is no ledger yet, and so nothing to check"))
    else:
        say(_summary(checked, len(faults)))


def _print_heads(heads: Sequence[ChainHead]) -> None:
    """Print the newest entry of each replica with its check code."""
    if heads:
        print(_("Check codes of the newest entries, for whoever will compare later:"))  # noqa: T201
    for line in halved_lines(heads):
        print("  " + visible(line))  # noqa: T201  (what was asked for)


def _line(fault: Fault) -> str:
    where = f"{_(CHECK_LABELS[fault.check])}: " + (f"{fault.entry}: " if fault.entry else "")
    return where + render(fault.message)


def _tell_strays(strays: Sequence[str]) -> None:
    if not strays:
        return
    named = (*strays[:_STRAYS], *(["…"] if len(strays) > _STRAYS else []))
    notice(
        msg(
            N_("in `evidence/` lie files that no entry names, {count} in all: {names}"),
            count=len(strays), names=named,
        ),
        msg(N_("it does no harm; look at it before you take it away")),
    )  # fmt: skip


def _summary(checked: Mapping[str, int], faults: int) -> str:
    counts = {name: words.number(count) for name, count in checked.items()}
    said = (
        _n("{count} entry", "{count} entries", checked["entries"]).format(count=counts["entries"]),
        _n("{count} replica", "{count} replicas", checked["replicas"]).format(count=counts["replicas"]),
        _n("{count} plan", "{count} plans", checked["plans"]).format(count=counts["plans"]),
        _n("{count} correction", "{count} corrections", checked["corrections"]).format(
            count=counts["corrections"]
        ),
        _n("{count} kept file", "{count} kept files", checked["files"]).format(count=counts["files"]),
    )  # fmt: skip
    found = (
        _n("{count} problem", "{count} problems", faults).format(count=words.number(faults))
        if faults
        else _("nothing is wrong")
    )
    return _("verified: {counts}; {found}").format(counts=", ".join(said), found=found)
