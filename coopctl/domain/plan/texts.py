"""What people may look for in a plan: its own texts, and those of its items, each said once."""

from collections.abc import Iterable, Iterator

from coopctl.domain.plan.plan import Item, Plan, Text
from coopctl.domain.words.dates import show_day


def plan_texts(plan: Plan) -> list[str]:
    """Return the texts of a plan that are not its items': number, day, titles, parties, areas."""
    memorandum = plan.memorandum
    names = [name for party in plan.parties for name in party.names]
    texts = [plan.title, plan.note, *(area.title for area in plan.areas)]
    texts += [memorandum.title] if memorandum else []
    texts += [text for name in names for text in (name.text, name.short, name.basis, name.note)]
    plain = [plan.id, plan.number, show_day(plan.date) if plan.date else None]
    if memorandum:
        plain += [memorandum.number, show_day(memorandum.signed) if memorandum.signed else None]
    return _said(plain, texts)


def item_texts(item: Item) -> list[str]:
    """Return the texts of an item, its id and title first."""
    texts = [item.title, item.deliverable, item.budget, item.note, item.withdrawn]
    texts += [text for _party, text in item.owes]
    texts += [text for indicator in item.indicators for text in (indicator.title, indicator.unit)]
    return _said([item.id, item.due.text if item.due else None], texts)


def _said(plain: Iterable[str | None], texts: Iterable[Text | None]) -> list[str]:
    return list(dict.fromkeys(_stated(plain, texts)))


def _stated(plain: Iterable[str | None], texts: Iterable[Text | None]) -> Iterator[str]:
    yield from filter(None, plain)
    for text in texts:
        if text is not None:
            yield from filter(None, (text.vi, text.en))
