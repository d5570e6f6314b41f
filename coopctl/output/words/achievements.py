"""What was achieved in words: the same dated lines in documents, sheets and on the page."""

from collections.abc import Iterator
from datetime import date

from coopctl.domain.plan.periods import period_name
from coopctl.domain.standing.achievements import AchievedRow, Achievement, DutyCount
from coopctl.language import _, render
from coopctl.output.words import words


def achievement_lines(found: Achievement) -> Iterator[str]:
    """Yield a line for each thing that was achieved, oldest first, then one for what comes again."""
    for row in found.rows:
        yield f"{words.day(row.happened_on)}: {_said(row)}"
    if found.every is not None and found.whole is not None:
        yield _periods(found.every, found.own, found.whole)


def span_text(since: date, as_of: date) -> str:
    """Return the days that a report is about, both included."""
    return _("from {first} to {last}").format(first=words.day(since), last=words.day(as_of))


def results_head(since: date | None, as_of: date) -> str:
    """Return of which days the results are that a column has."""
    if since is None:
        return _("Results up to {day}").format(day=words.day(as_of))
    return f"{_('Results in the period')} ({span_text(since, as_of)})"


def _said(row: AchievedRow) -> str:
    said = _outcome(row) if row.kind == "outcome" else _update(row)
    return f"{said} ({'; '.join(beside)})" if (beside := list(_beside(row))) else said


def _outcome(row: AchievedRow) -> str:
    return _("outcome “{title}”").format(title=row.text or "")


def _update(row: AchievedRow) -> str:
    """Return the stage with its grade and document, and the result; of evidence alone the status."""
    return ": ".join(filter(None, (_stage(row), row.text))) or words.label("status", row.status)


def _stage(row: AchievedRow) -> str:
    if row.stage is None:
        return ""
    said = [_("stage “{stage}”").format(stage=words.label("stage", row.stage))]
    if row.grade is not None:
        said.append(_("graded {grade}").format(grade=words.label("grade", row.grade)))
    if row.document is not None:
        said.append(_("document {document}").format(document=row.document))
    return ", ".join(said)


def _beside(row: AchievedRow) -> Iterator[str]:
    """Yield what stands in brackets: an outcome's type and value, and what it all rests on."""
    if row.type is not None:
        yield words.label("outcome_type", row.type)
    if row.value is not None:
        amount = f"{words.number(row.value)} {row.unit or ''}".rstrip()
        yield f"{row.measure or row.indicator}: {amount}"
    if row.evidence is not None:
        yield _("evidence: {evidence}").format(evidence=row.evidence)
    elif row.kind == "outcome":
        yield _("without evidence")


def _periods(every: str, own: DutyCount | None, whole: DutyCount) -> str:
    """Say how many periods were fulfilled, in the days reported and from the beginning, and which were not."""
    label = words.label("every", every)
    if own is None:
        said = _("{every}: {count} periods done").format(every=label, count=_part(whole))
    else:
        said = _("{every}: {own} periods done in the period, {whole} from the beginning").format(
            every=label, own=_part(own), whole=_part(whole)
        )
    others = (
        (_("recorded after their end: {periods}"), (own or whole).later),
        (_("nothing recorded for: {periods}"), (own or whole).missed),
    )
    named = (
        sentence.format(periods=", ".join(render(period_name(code)) for code in codes))
        for sentence, codes in others
        if codes
    )
    return "; ".join((said, *named))


def _part(count: DutyCount) -> str:
    return f"{words.number(count.done)}/{words.number(count.owed)}"
