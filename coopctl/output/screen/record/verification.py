"""`verify`: what is wrong with the ledger, for people and for programs."""

from collections.abc import Mapping, Sequence
from typing import Any

from coopctl.domain.record.heads import ChainHead
from coopctl.domain.standing.faults import CHECK_LABELS, Fault
from coopctl.domain.standing.verification import Verification
from coopctl.domain.words.text import visible
from coopctl.language import _, _n, render
from coopctl.messages import N_, msg
from coopctl.output.screen.talk import notice, say, say_hint
from coopctl.output.words import words
from coopctl.output.words.check_codes import halved_lines

_STRAYS = 5  # files that no entry names, told by name


def data_of(found: Verification) -> dict[str, Any]:
    """Return what `verify --json` prints."""
    return {
        "ledger": found.ledger,
        "checked": found.checked,
        "heads": [
            {"entry": head.id, "hash": head.hash, "digits": head.digits} for head in found.heads
        ],
        "problems": [
            {
                "check": fault.check,
                "entry": fault.entry,
                "message": render(fault.message),
                "hint": render(fault.hint) if fault.hint else None,
            }
            for fault in found.faults
        ],
        "unnamed_files": None if found.strays is None else list(found.strays),
    }


def say_report(found: Verification) -> None:
    """Print every fault, a line each, and say at the end what was looked at."""
    for fault in found.faults:
        print(visible(_line(fault)))  # noqa: T201  (what was asked for)
    for hint in dict.fromkeys(render(fault.hint) for fault in found.faults if fault.hint):
        say_hint(msg("{hint}", hint=hint))
    _tell_strays(found.strays or ())
    _print_heads(found.heads)
    if found.ledger is None:
        say(_("there is no ledger yet, and so nothing to check"))
    else:
        say(_summary(found.checked, len(found.faults)))


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
