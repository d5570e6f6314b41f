"""What `show --json` prints of a thing: the format of the document, and its data."""

from collections.abc import Mapping, Sequence
from typing import Any

from coopctl.domain.plan.data import plan_to_data
from coopctl.domain.record.confirmations import Verdict
from coopctl.domain.record.entries import Entry
from coopctl.domain.standing.dossiers import (
    ActionDossier,
    Dossier,
    EntryDossier,
    ItemDossier,
    MeetingDossier,
    PlanDossier,
)
from coopctl.domain.standing.tasks import task_data
from coopctl.language import current, render
from coopctl.output.files.json_text import entry_data, summary

_Data = dict[str, Any]


def data_of(dossier: Dossier) -> _Data:
    """Return the document of a thing, without its format."""
    if isinstance(dossier, PlanDossier):
        dates = [report._asdict() | {"name": render(report.name)} for report in dossier.reports]
        return {"entry": dossier.version, "plan": plan_to_data(dossier.plan), "reports": dates}
    if isinstance(dossier, ItemDossier):
        return _item(dossier)
    if isinstance(dossier, ActionDossier):
        return {"action": dossier.row._asdict(), "actions": [], "entries": _entries(dossier)}
    return _entry(dossier)


def _entry(dossier: MeetingDossier | EntryDossier) -> _Data:
    figures = dossier.figures if isinstance(dossier, EntryDossier) else None
    return {
        **entry_data(dossier.entry),
        "replaced_by": [step.new.id for step in dossier.trail.after if step.counts],
        "confirmations": _asdicts(dossier.verdicts),
        **({"summary": summary(figures)} if figures else {}),
    }


def _item(dossier: ItemDossier) -> _Data:
    return {
        "item": dossier.row._asdict(),
        "definition": plan_to_data(dossier.item),
        "periods": [duty._asdict() for duty in dossier.duties],
        "indicators": [indicator._asdict() for indicator in dossier.indicators],
        **task_data(dossier.task, current()),
        "actions": [row._asdict() for row in dossier.actions],
        "entries": _entries(dossier),
    }


def _entries(dossier: ItemDossier | ActionDossier) -> list[_Data]:
    """Return each entry as `show` prints it alone."""
    return [
        _told(entry, dossier.replaced, dossier.verdicts.get(entry.id, ()))
        for entry in dossier.entries
    ]


def _told(entry: Entry, replaced: Mapping[str, Entry], verdicts: Sequence[Verdict]) -> _Data:
    by = [replaced[entry.id].id] if entry.id in replaced else []
    return {**entry_data(entry), "replaced_by": by, "confirmations": _asdicts(verdicts)}


def _asdicts(verdicts: Sequence[Verdict]) -> list[_Data]:
    return [verdict._asdict() for verdict in verdicts]
