"""`plan diff`: two versions of a plan, what was added, left out and changed."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from coopctl.domain.plan.differences import Difference, FieldChange
from coopctl.domain.plan.plan import Plan, Text
from coopctl.domain.record.plan_versions import Side
from coopctl.language import _
from coopctl.messages import N_
from coopctl.output.screen.page import Page, Part
from coopctl.output.screen.plan import plan_words
from coopctl.output.words import words

_MARKS = {
    "added": Part("+", "green"),
    "left_out": Part("−", "red"),
    "changed": Part("~", "yellow"),
}
_ABOUT = {
    "plan": N_("The plan"),
    "party": N_("Parties"),
    "area": N_("Areas"),
    "item": N_("Items"),
}


def show_differences(
    page: Page, before: Side | None, after: Side, differences: Sequence[Difference]
) -> None:
    """Print both versions, and under them what the second has otherwise."""
    plan = after.plan
    number = _("Plan {number}").format(number=plan.number) if plan.number else plan.id
    page.line(Part(f"{number}  {words.read(plan.title)}", "bold"))
    if before is None:
        only = after.entry.id if after.entry else _("the file")
        page.line(
            Part(_("there is no version to compare with: {id} is the only one").format(id=only))
        )
        return
    page.line(Part("− ", "red"), Part(_side(before)), hang=2)
    page.line(Part("+ ", "green"), Part(_side(after)), hang=2)
    if not differences:
        page.gap()
        page.line(Part(_("nothing differs: both have the same text")))
    for about, title in _ABOUT.items():
        ours = [difference for difference in differences if difference.about == about]
        if ours:
            page.heading(_(title))
        for one in ours:
            _show_difference(page, one, (before.plan, plan))


def _side(side: Side) -> str:
    """Return which version a side is: its entry, when it came, and the document if it was signed."""
    if side.entry is None:
        return _("the file as it is now")
    signed = _("signed: {document}").format(document=side.document) if side.document else ""
    when = words.moment(side.entry.recorded_at)
    return " · ".join(filter(None, (side.entry.id, when, side.entry.author, signed)))


def _show_difference(page: Page, one: Difference, plans: tuple[Plan, Plan]) -> None:
    mark = _MARKS[one.change]
    if one.about != "plan":
        page.line(mark, Part(f" {one.id}  ", "bold"), Part(words.read(one.title)), indent=2, hang=4)
    old, new = (words.Names(plan.parties, plan.date or date.max) for plan in plans)
    for change in one.fields:
        _show_field(page, change, (old, new), added=one.change == "added")


def _show_field(
    page: Page, change: FieldChange, names: tuple[words.Names, words.Names], *, added: bool
) -> None:
    """Print a field: on one line where there is room, else the old value above the new one."""
    name = _name(change, names[1])
    old, new = _values(change, names)
    if added:
        page.line(Part(f"{name}: ", "dim"), Part(new, "green"), indent=6, hang=2)
        return
    if len(name) + len(old) + len(new) + 11 <= page.width and "\n" not in old + new:
        page.line(
            Part(f"{name}: ", "dim"), Part(old, "red"), Part(" → "), Part(new, "green"), indent=6
        )
        return
    page.line(Part(f"{name}:", "dim"), indent=6)
    page.line(Part("− ", "red"), Part(old), indent=8, hang=2)
    page.line(Part("+ ", "green"), Part(new), indent=8, hang=2)


def _name(change: FieldChange, names: words.Names) -> str:
    """Return what a field is called: `Indicator giong, Target`."""
    name = plan_words.label(change.name)
    if change.key is not None:
        name += " " + (names.short(change.key) if change.name == "owes" else change.key)
    return f"{name}, {plan_words.label(change.part)}" if change.part is not None else name


def _values(change: FieldChange, names: tuple[words.Names, words.Names]) -> tuple[str, str]:
    """Return both values in words; a text that differs in the other language only, in that one."""
    old, new = change.old, change.new
    if isinstance(old, Text) and isinstance(new, Text) and words.read(old) == words.read(new):
        return _otherwise(old, new), _otherwise(new, old)
    name = change.part or change.name
    return plan_words.said(name, old, names[0]), plan_words.said(name, new, names[1])


def _otherwise(text: Text, other: Text) -> str:
    """Return a text in the languages in which it is not as the other."""
    return "; ".join(
        f"{language}: {mine or _('not stated')}"
        for language, mine in text._asdict().items()
        if mine != getattr(other, language)
    )


def differences_data(
    before: Side | None, after: Side, differences: Sequence[Difference]
) -> dict[str, Any]:
    """Return what `plan diff --json` prints."""
    from coopctl.domain.plan.data import plan_to_data

    return {
        "plan": after.plan.id,
        "from": _side_data(before) if before else None,
        "to": _side_data(after),
        "differences": [plan_to_data(difference) | {"fields": _fields_data(difference)} for difference in differences],
    }  # fmt: skip


def _side_data(side: Side) -> dict[str, Any]:
    entry = side.entry
    return {
        "entry": entry.id if entry else None,
        "recorded_at": entry.recorded_at if entry else None,
        "author": entry.author if entry else None,
        "document": side.document,
    }


def _fields_data(one: Difference) -> list[dict[str, Any]]:
    from coopctl.domain.plan.data import plan_to_data

    return [
        {name: plan_to_data(value) for name, value in change._asdict().items()}
        for change in one.fields
    ]
