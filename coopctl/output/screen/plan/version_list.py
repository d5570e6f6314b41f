"""`plan log`: the versions of a plan, oldest first."""

from collections.abc import Mapping, Sequence
from typing import Any

from coopctl.domain.plan.plan import Plan
from coopctl.domain.record.plan_versions import Version
from coopctl.language import _
from coopctl.output.screen.page import Page, Part
from coopctl.output.words import words
from coopctl.output.words.relations import dated_fate

Changes = Mapping[str, Sequence[str]]  # what a version changed, by its entry


def show_versions(page: Page, plan: Plan, versions: Sequence[Version], changes: Changes) -> None:
    """Print a block for each version: when, by whom, on what basis, what it changed."""
    number = _("Plan {number}").format(number=plan.number) if plan.number else plan.id
    page.line(Part(f"{number}  {words.read(plan.title)}", "bold"))
    if not versions:
        page.line(Part(_("no version is recorded yet; the first record makes one"), "dim"))
    for version in versions:
        page.gap()
        _show_version(page, version, changes.get(version.entry.id, ()))


def _show_version(page: Page, version: Version, changes: Sequence[str]) -> None:
    entry = version.entry
    who = f"{entry.author} ({entry.office})" if entry.office else entry.author
    marks = [Part(f"  {_('in force')}", "green")] if version.in_force else []
    page.line(
        Part(entry.id, "bold"), Part(f"  {words.moment(entry.recorded_at)}  {who}", "dim"), *marks
    )
    page.line(Part(str(entry.body.get("path", "")), "dim"), indent=2)
    if version.replaced_by:
        page.line(Part(dated_fate(version.replaced_by), "yellow"), indent=2, hang=2)
    for signing in version.signings:
        said = _("signed: {document}").format(document=signing.body["document"])
        page.line(Part(said, "green"), Part(f"  {signing.id}", "dim"), indent=2, hang=2)
    if version.basis:
        page.line(Part(_("basis: {document}").format(document=version.basis)), indent=2, hang=2)
    for sentence in changes:
        page.line(Part(sentence), indent=2, hang=2)
    if version.before is None:
        page.line(Part(_("the first version")), indent=2)
    elif not changes:
        page.line(Part(_("the text is that of `{id}`").format(id=version.before)), indent=2)


def versions_data(plan: str, versions: Sequence[Version], changes: Changes) -> dict[str, Any]:
    """Return what `plan log --json` prints."""
    return {
        "plan": plan,
        "versions": [
            {
                "entry": version.entry.id,
                "recorded_at": version.entry.recorded_at,
                "author": version.entry.author,
                "office": version.entry.office,
                "path": version.entry.body.get("path"),
                "basis": version.basis,
                "before": version.before,
                "changes": list(changes.get(version.entry.id, ())),
                "in_force": version.in_force,
                "replaced": version.replaced_by is not None,
                "replaced_by": [version.replaced_by.id] if version.replaced_by else [],
                "signed": [
                    {"entry": signing.id, "document": signing.body["document"]}
                    for signing in version.signings
                ],
            }
            for version in versions
        ],
    }  # fmt: skip
