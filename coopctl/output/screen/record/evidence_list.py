"""`evidence` on the terminal: what the records rest on, by item; and what rests on nothing."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import groupby

from coopctl.domain.record.evidence import EvidenceCount, EvidenceRow, MissingRow, fingerprint
from coopctl.language import _, _n
from coopctl.output.screen.page import Page, Part
from coopctl.output.words import words

_ID, _DAY, _KIND = 9, 10, 8  # columns that an id, a day and a kind take


def show_evidence(
    page: Page,
    rows: Iterable[EvidenceRow],
    counted: EvidenceCount,
    there: Collection[str],
    plans: Mapping[str, str],
) -> None:
    """Print the evidence under what it is for. `there` are the names in the folder of kept files."""
    if not counted.rows:
        page.line(Part(_("there is no evidence recorded"), "dim"))
        return
    page.line(Part(_counted(counted.rows, counted.files), "bold"))
    several = counted.plans > 1
    for (plan, target), group in groupby(rows, key=lambda row: (row.plan, row.target)):
        found = list(group)
        page.gap()
        page.line(Part(f"{target}  ", "bold"), Part(found[0].title, "bold"), hang=len(target) + 2)
        if several:
            page.line(Part(plans.get(plan) or plan, "dim"), indent=2)
        for row in found:
            _show_row(page, row, there)


def _counted(count: int, files: int) -> str:
    every = _n("{count} piece of evidence", "{count} pieces of evidence", count)
    of_files = _n("{count} file among them", "{count} files among them", files)
    return f"{every.format(count=count)}, {of_files.format(count=files)}"


def _show_row(page: Page, row: EvidenceRow, there: Collection[str]) -> None:
    width = max(len(row.id), _ID)
    room = page.width - 2 - _DAY - width - _KIND - 6
    page.columns([
        ([Part(words.day(row.happened_on).rjust(_DAY))], _DAY), ([Part(row.id, "dim")], width),
        ([Part(words.label("evidence_kind", row.kind))], _KIND),
        ([Part(row.evidence), *_file_parts(row, there)], room),
    ], indent=2)  # fmt: skip


def _file_parts(row: EvidenceRow, there: Collection[str]) -> list[Part]:
    if row.size is None or row.sha256 is None:
        return []
    print_ = f"  {words.size(row.size)} · SHA-256 {fingerprint(row.sha256)}"
    if row.copy is None:
        return [Part(print_, "dim"), Part(" · " + _("not kept"), "dim")]
    if row.copy.rpartition("/")[2] in there:
        return [Part(print_, "dim")]
    return [Part(print_, "dim"), Part(" · " + _("the kept file is gone"), "red")]


def show_missing(page: Page, gaps: Sequence[MissingRow], plans: Mapping[str, str]) -> None:
    """Print what rests on nothing: completed items, completed actions, outcomes."""
    if not gaps:
        page.line(Part(_("all that is completed, and all that came of it, has evidence"), "green"))
        return
    several = len({gap.plan for gap in gaps}) > 1
    for what, title in (
        ("item", _("Completed items without evidence")),
        ("action", _("Completed actions without evidence")),
        ("outcome", _("Outcomes without evidence")),
    ):
        found = [gap for gap in gaps if gap.what == what]
        if found:
            page.line(Part(f"{title}: {len(found)}", "bold"))
        for gap in found:
            _show_gap(page, gap, plans.get(gap.plan, gap.plan) if several else "")


def _show_gap(page: Page, gap: MissingRow, plan: str) -> None:
    width = max(len(gap.target), 4)
    page.columns([
        ([Part(gap.target)], width), ([Part(gap.title)], page.width - width - 4),
    ], indent=2)  # fmt: skip
    said = " · ".join(filter(None, (words.day(gap.on), gap.id or "", plan)))
    page.line(Part(said, "dim"), indent=width + 4, hang=2)
