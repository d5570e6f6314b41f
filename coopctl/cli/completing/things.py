"""Plans, items, records and what else has a name in the workspace: as the ledger has it, changed plan files or not.

Where there is no ledger yet, what the plan files name stands for it. Nothing is compiled and nothing written.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from coopctl.cli.completing.kinds import Candidate, Typed, ValueKind
from coopctl.cli.completing.named import Named
from coopctl.services.workspace.settings import Settings

_MOST = 1000  # candidates
_PARTS: dict[ValueKind, tuple[str, ...]] = {
    ValueKind.PLAN: ("plan",),
    ValueKind.PARTY: ("party",),
    ValueKind.ITEM: ("item",),
    ValueKind.WORK: ("item", "open action"),
    ValueKind.SCOPE: ("item", "area", "plan"),
    ValueKind.EVIDENCED: ("item", "area", "plan", "action", "meeting"),
    ValueKind.THING: ("item", "plan", "action", "entry"),
    ValueKind.JUDGED: ("item", "open action", "judged"),
    ValueKind.ENTRY: ("entry",),
    ValueKind.VERSION: ("version",),
    ValueKind.PERIOD: ("period",),
    ValueKind.INDICATOR: ("indicator",),
}
# Whom or what a document is about, by its kind.
_ADDRESSED = {"minutes": ("meeting",), "conclusions": ("meeting",), "letter": ("party",)}


def list_things(kind: ValueKind, typed: Typed, settings: Settings) -> Iterator[Candidate]:
    """Yield what there is of a kind, in the order of the plan, records newest first."""
    addressed = _ADDRESSED.get(typed.last("kind") or "", ())
    parts = addressed if kind == ValueKind.ADDRESSED else _PARTS[kind]
    named = _list_named(parts, typed, settings)
    return islice(_choose(named, typed), _MOST)


def _list_named(parts: Sequence[str], typed: Typed, settings: Settings) -> list[Named]:
    if settings.ledger.is_file() and settings.ledger.stat().st_size > 0:
        from coopctl.cli.completing.in_ledger import list_named

        return list_named(settings.ledger, parts, typed)
    from coopctl.cli.completing.in_plan_files import list_named as list_in_files

    return list_in_files(settings.plans, parts)


def _choose(named: Sequence[Named], typed: Typed) -> Iterator[Candidate]:
    """Yield what goes with the plan and the item that were typed; the plan stands in front where ids are shared."""
    plan, item = typed.last("plan"), typed.last("item")
    shared = Counter((one.part, one.id) for one in named)
    for one in named:
        if one.part != "plan" and plan and one.plan.casefold() != plan.casefold():
            continue
        if one.item and item and not one.item.startswith(item.rpartition(":")[2]):
            continue
        is_shared = one.part in {"item", "area"} and shared[one.part, one.id] > 1 and not plan
        qualified = is_shared or (":" in typed.word and one.part in {"item", "area"})
        yield Candidate(f"{one.plan}:{one.id}" if qualified else one.id, one.about)
