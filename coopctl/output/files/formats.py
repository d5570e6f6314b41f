"""The formats of all JSON that is printed: what each document's keys are, said once, where its writer looks.

`coopctl help json` is made from these; a writer that prints other keys than its format has fails.
"""

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import NamedTuple

from coopctl.domain.record.entries import Entry
from coopctl.messages import N_


class Format(NamedTuple):
    """A kind of document: its name, what prints it, its keys, and those that stand there only where they are asked for.

    `rows` says of a key that holds rows what each row is: a named tuple as `module:name` below `coopctl`,
    or the name of another format without its head.
    """

    name: str
    printed_by: tuple[str, ...]
    keys: tuple[str, ...]
    optional: tuple[str, ...] = ()
    rows: Mapping[str, str] = MappingProxyType({})

    def named(self, keys: Collection[str]) -> str:
        """Return the name for a document with these keys. Raises: ValueError where they are not the format's."""
        wrong = (set(self.keys) - set(keys)) | (set(keys) - {*self.keys, *self.optional})
        if wrong:
            raise ValueError(self.name, sorted(wrong))
        return self.name


_TIMES = ("as_of", "known_at", "period")
_ITEM, _ACTION = "domain.standing.standing:ItemRow", "domain.standing.standing:ActionRow"
_ENTRY_KEYS = ("id", *Entry._fields)

STATUS = Format(
    "coopctl-status/1", ("coopctl status --json",), (*_TIMES, "summary", "items", "actions"),
    ("disputed", "first", "figures", "late", "made_up"),
    {"items": _ITEM, "actions": _ACTION, "disputed": "domain.record.confirmations:DisputedRow",
     "figures": "domain.standing.period_figures:FigureRow", "late": "coopctl-entry/1", "made_up": "coopctl-entry/1"},
)  # fmt: skip
STAGES = Format(
    "coopctl-stages/1", ("coopctl status --stages --json",), (*_TIMES, "left_out", "stages", "tasks"),
    rows={"tasks": "domain.standing.tasks:StageRow"},
)  # fmt: skip
INDICATORS = Format(
    "coopctl-indicators/1", ("coopctl status --indicators --json",), (*_TIMES, "indicators"),
    rows={"indicators": "domain.plan.indicators:IndicatorRow"},
)  # fmt: skip
COMPARE = Format(
    "coopctl-compare/1", ("coopctl status --compare NAME --json",),
    ("period", "as_of", "then", "now", "items", "actions", "late"), rows={"late": "coopctl-entry/1"},
)  # fmt: skip
ITEM = Format(
    "coopctl-item/1", ("coopctl show ITEM --json",),
    ("item", "definition", "periods", "indicators", "actions", "entries"), ("task", "stages", "clocks"),
    {"actions": _ACTION, "entries": "coopctl-entry/1"},
)  # fmt: skip
ACTION = Format(
    "coopctl-action/1", ("coopctl show ACTION --json",), ("action", "actions", "entries"),
    rows={"entries": "coopctl-entry/1"},
)  # fmt: skip
ENTRY = Format(
    "coopctl-entry/1", ("coopctl show ENTRY --json",), (*_ENTRY_KEYS, "replaced_by", "confirmations"), ("summary",),
)  # fmt: skip
PLAN = Format("coopctl-plan/1", ("coopctl show PLAN --json",), ("entry", "plan", "reports"))
LOG = Format(
    "coopctl-log/1", ("coopctl log --json",), ("entries",), rows={"entries": "coopctl-entry/1"}
)
SEARCH = Format("coopctl-search/1", ("coopctl search TEXT --json",), ("text", "total", "hits"))
DUE = Format(
    "coopctl-due/1", ("coopctl due --json",), (*_TIMES, "until", "party", "counts", "rows"),
    rows={"rows": "domain.standing.due:DueRow"},
)  # fmt: skip
AGENDA = Format(
    "coopctl-agenda/1", ("coopctl agenda --json",), ("on", "known_at", "party", "stale_days", "rows"),
    rows={"rows": "domain.standing.agenda:AgendaRow"},
)  # fmt: skip
TIMELINE = Format(
    "coopctl-timeline/1", ("coopctl timeline --json",),
    ("plan", "area", "item", *_TIMES, "meetings", "items", "actions"), ("first", "last", "today"),
)  # fmt: skip
CHART = Format(
    "coopctl-chart/1", ("coopctl chart --json",), ("plan", "area", "item", *_TIMES, "months"),
    rows={"months": "domain.standing.chart:Month"},
)  # fmt: skip
EVIDENCE = Format(
    "coopctl-evidence/1", ("coopctl evidence --json", "coopctl evidence --missing --json"), _TIMES,
    ("evidence", "missing"),
    {"evidence": "domain.record.evidence:EvidenceRow", "missing": "domain.record.evidence:MissingRow"},
)  # fmt: skip
CHECK = Format("coopctl-check/1", ("coopctl check --json",), ("problems",))
VERIFY = Format(
    "coopctl-verify/1", ("coopctl verify --json",),
    ("ledger", "checked", "heads", "problems", "unnamed_files"),
)  # fmt: skip
PLAN_LOG = Format("coopctl-plan-log/1", ("coopctl plan log --json",), ("plan", "versions"))
PLAN_DIFF = Format(
    "coopctl-plan-diff/1", ("coopctl plan diff --json",), ("plan", "from", "to", "differences")
)
IMPORT_PLAN = Format(
    "coopctl-import-plan/1", ("coopctl import plan FILE --json",),
    ("sheet", "header", "hidden", "hidden_columns", "cells"),
)  # fmt: skip
ENTRIES = Format(
    "coopctl-entries/1", (N_("every command that records, with `--json`"),), ("entries",),
    rows={"entries": "coopctl-entry/1"},
)  # fmt: skip
DRAFTS = Format(
    "coopctl-drafts/1", (N_("every command that records, with `--dry-run --json`"),), ("drafts",),
    rows={"drafts": "domain.record.entries:Draft"},
)  # fmt: skip
JOURNAL = Format(
    "coopctl-journal/1", ("coopctl export json",), ("entries",), rows={"entries": "coopctl-entry/1"}
)
ERROR = Format(
    "coopctl-error/1", (N_("every command with `--json`, a line on stderr"),), ("message", "hint", "exit_code"),
    ("place", "usage", "lines"),
)  # fmt: skip
NOTE = Format(
    "coopctl-note/1", (N_("every command with `--json`, a line on stderr"),), ("message", "hint")
)

FORMATS = (
    STATUS, STAGES, INDICATORS, COMPARE, ITEM, ACTION, ENTRY, PLAN, LOG, SEARCH, DUE, AGENDA, TIMELINE, CHART,
    EVIDENCE, CHECK, VERIFY, PLAN_LOG, PLAN_DIFF, IMPORT_PLAN, ENTRIES, DRAFTS, JOURNAL, ERROR, NOTE,
)  # fmt: skip


def find_format(name: str) -> Format:
    """Return the format of that name, `due` for `coopctl-due/1`."""
    return next(one for one in FORMATS if one.name == f"coopctl-{name}/1")
