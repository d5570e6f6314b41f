"""What changed between two versions of a plan, in short sentences."""

from coopctl.domain.plan.labels import FIELD_LABELS
from coopctl.domain.plan.plan import Item, Plan
from coopctl.messages import N_, Message, msg


def describe_changes(old: Plan, new: Plan) -> tuple[Message, ...]:
    """Say what `new` changed: items added, left out, changed (and in what), then all the rest."""
    before = {item.id: item for item in old.items()}
    after = {item.id: item for item in new.items()}
    added = tuple(after.keys() - before.keys())
    removed = tuple(before.keys() - after.keys())
    said = [
        msg(N_("new items: {items}"), items=_in_order(new, added)) if added else None,
        msg(N_("items left out: {items}"), items=_in_order(old, removed)) if removed else None,
        *(_changed_item(item, after[item.id]) for item in old.items() if item.id in after),
        *_changed_rest(old, new),
    ]
    return tuple(sentence for sentence in said if sentence is not None)


def _in_order(plan: Plan, ids: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(item.id for item in plan.items() if item.id in ids)


def _changed_item(old: Item, new: Item) -> Message | None:
    fields = _changed_fields(old, new)
    return msg(N_("`{item}`: {fields}"), item=new.id, fields=_called(fields)) if fields else None


def _called(fields: tuple[str, ...]) -> tuple[Message, ...]:
    return tuple(msg(FIELD_LABELS.get(name, name)) for name in fields)


def _changed_fields(old: Item | Plan, new: Item | Plan) -> tuple[str, ...]:
    return tuple(name for name in old._fields if getattr(old, name) != getattr(new, name))


def _changed_rest(old: Plan, new: Plan) -> tuple[Message | None, ...]:
    fields = tuple(name for name in _changed_fields(old, new) if name != "areas")
    areas_differ = [area[:2] for area in old.areas] != [area[:2] for area in new.areas]
    both = {item.id for item in old.items()} & {item.id for item in new.items()}
    moved = _in_order(old, tuple(both)) != _in_order(new, tuple(both))
    return (
        msg(N_("the areas and their titles")) if areas_differ else None,
        msg(N_("the order of the items")) if moved else None,
        msg(N_("of the plan: {fields}"), fields=_called(fields)) if fields else None,
    )
