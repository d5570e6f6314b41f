"""Csv, xlsx, docx, html and json against `status --json`: every cell that shows something, on the same day.

Each comparison is of whole rows by the names of their columns: a column that is not covered here fails.
"""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from coopctl.output.screen.marks import MARKS
from coopctl.services.workspace import clock
from tests.conftest import Runner
from tests.same import story
from tests.same.document import check_document
from tests.same.journal import check_journal
from tests.same.page import check_page
from tests.same.tables import check_tables
from tests.same.truth import Truth, ask, count
from tests.same.workbook import check_workbook

ASKED = (
    ("--as-of", "30/6/2026", "--known-at", "30/6/2026"),
    ("--period", "P"),
)


@pytest.fixture(params=ASKED, ids=lambda asked: asked[0])
def asked(
    workspace: Path,
    coopctl: Runner,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> tuple[str, ...]:
    """Everything recorded by 30/6/2026 and closed as a period; a month later much changed."""
    (workspace / "plans" / "test.yaml").write_text(story.RICH, "utf-8")
    story.tell_more(coopctl)
    assert (
        coopctl("close-period", "P", "--as-of", "30/6/2026", "--from", "1/1/2026", "--yes").code
        == 0
    )
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 8, 1, 5, tzinfo=UTC))
    story.tell_afterwards(coopctl)
    words_: tuple[str, ...] = request.param
    return words_


def test_every_output_shows_the_same_figures(coopctl: Runner, asked: tuple[str, ...]) -> None:
    truth = ask(coopctl, *asked)
    assert {row["timeliness"] for row in truth.items} == set(MARKS)
    assert truth.items != ask(coopctl, "--as-of", "30/6/2026").items
    _check_status(truth)
    check_tables(truth, coopctl, asked)
    check_workbook(truth, coopctl, asked)
    check_document(truth, coopctl, asked)
    check_page(truth, coopctl, asked)
    check_journal(truth, coopctl, asked)


def _check_status(truth: Truth) -> None:
    """The summary counts the rows below it."""
    counts = count(truth.items)
    verdicts = Counter(
        row["confirmation"] for row in (*truth.items, *truth.actions) if not row.get("withdrawn")
    )
    assert truth.summary == {
        "total": counts.total,
        "classes": {code: size for code, size in counts.classes.items() if size},
        "completed": counts.completed,
        "cancelled": counts.cancelled,
        "withdrawn": counts.withdrawn,
        "official_rate": counts.official,
        "plain_rate": counts.plain,
        "confirmations": {
            code: verdicts[code] for code in ("unconfirmed", "confirmed", "disputed")
        },
    }
