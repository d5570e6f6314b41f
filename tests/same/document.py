"""The report in Word with its annex, against what `status` knows."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import docx

from tests.conftest import Runner
from tests.same.achieved import read_achieved, results_head
from tests.same.figures import count_figures
from tests.same.said import AREAS, DONE, beside, listed, number, parties, rates, standing
from tests.same.truth import Counts, Row, Truth, count


def check_document(truth: Truth, coopctl: Runner, asked: tuple[str, ...]) -> None:
    result = coopctl("export", "docx", "-o", "a.docx", *asked)
    assert result.code == 0, result.err
    document = docx.Document("a.docx")
    paragraphs = [_plain(one.text) for one in document.paragraphs]
    counts = count(truth.items)
    sentences = (
        f"As of 30/6/2026, the plan has {listed(counts)}.",
        *(f"{one}." for one in rates(counts)),
    )
    figures = count_figures(truth, coopctl, asked)
    if figures:
        table = next(one for one in document.tables if one.rows[0].cells[0].text == "Figure")
        assert [_cells(row) for row in table.rows][1:] == [
            [str(cell) for cell in row] for row in figures
        ]
        late = [one for one in paragraphs if "(recorded 1/8/2026 12:00)" in one]
        assert len(late) == 5
    begin, end = (
        paragraphs.index(title)
        for title in ("II. RESULTS BY AREA", "III. DIFFICULTIES AND THEIR CAUSES")
    )
    told = [one.lower() for one in paragraphs[:begin]]
    for sentence in sentences:
        assert sentence.lower() in told
    achieved = read_achieved(truth, coopctl, asked)
    label = "Results in the period" if asked[0] == "--period" else "Results"
    assert paragraphs[begin + 1 : end] == list(_results(truth, Told(label, achieved)))
    by_area, annex = document.tables[-3], document.tables[-1]
    assert [_cells(row) for row in by_area.rows] == _by_area(truth)
    header, *rows = (_cells(row) for row in annex.rows)
    found = [dict(zip(header, row, strict=True)) for row in rows if len(set(row)) > 1]
    assert found == [
        _annex_cells(row) | {results_head(asked): "\n".join(achieved[row["item"]]) or "…"}
        for row in truth.items
    ]


class Told(NamedTuple):
    """Under which label what was achieved stands, and the lines by item and action."""

    label: str
    achieved: dict[str, list[str]]

    def lines(self, about: str) -> Iterator[str]:
        """Yield the paragraphs of an item or action."""
        lines = self.achieved[about]
        if len(lines) <= 1:
            yield from f"{self.label}: {''.join(lines) or '…'}".split("\n")
            return
        yield f"{self.label}:"
        for line in lines:
            yield from f"- {line}".split("\n")


def _results(truth: Truth, told: Told) -> Iterator[str]:
    """Yield the paragraphs of the results by area."""
    yield "Details of each item are in the annex."
    titles = iter(AREAS.values())
    for area in dict.fromkeys(row["area"] for row in truth.items):
        yield f"{area}. {next(titles)}"
        yield f"{listed(truth.area(area)).lower()}."
        for row in truth.items:
            if row["area"] == area:
                yield from _result(row, truth, told)
    pending = [row for row in truth.actions if row["status"] not in {"completed", "cancelled"}]
    yield "Actions agreed at meetings"
    done = len(truth.actions) - len(pending)
    rest = "; open ones:" if pending else "."
    yield f"From the beginning {len(truth.actions)} agreed, {done} of them done or cancelled{rest}"
    for row in pending:
        yield f"- {row['title']}: {_facts(row)}"
        if told.achieved[row["id"]]:
            yield from told.lines(row["id"])


def _result(row: Row, truth: Truth, told: Told) -> Iterator[str]:
    yield f"Plan item {row['item']}. {row['title']}: {_facts(row)}"
    yield from told.lines(row["item"])
    for one in truth.indicators:
        if one["item"] == row["item"] and one["period"] is None:
            share = f" ({number(one['share'])} %)" if one["share"] else ""
            amount = f"{number(one['actual'])} of {number(one['target'])}"
            unit = f" {one['unit']}" if one["unit"] else ""
            since = ", from the beginning" if told.label == "Results in the period" else ""
            yield f"- Indicator “{one['title']}”{since}: {amount}{unit}{share}."


def _facts(row: Row) -> str:
    return (
        f"lead: {parties(row['lead']) or '…'}; cooperating: {parties(row['cooperating']) or '…'}; "
        f"deadline: {_due(row)}; {_standing(row)}."
    )


def _due(row: Row) -> str:
    return str(row["deadline"] or "…")


def _standing(row: Row) -> str:
    told = standing(row)
    if row["timeliness"] in DONE and row["completed_on"]:
        return f"{told[0]} ({told[1]})"
    return "; ".join(filter(None, told))


def _plain(text: str) -> str:
    """Return a text with spaces in the place of those at which no line ends."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def _cells(row: Any) -> list[str]:
    return [_plain(cell.text) for cell in row.cells]


def _by_area(truth: Truth) -> list[list[str]]:
    areas = dict.fromkeys(row["area"] for row in truth.items)
    rows = [
        [area, AREAS[area] + beside(truth.area(area), " (", ")"), *_numbers(truth.area(area))]
        for area in areas
    ]
    head = [
        "No.", "Area", "Items", "Completed", "Overdue", "Due soon", "In time", "No deadline",
        "Not counted",
    ]  # fmt: skip
    counts = count(truth.items)
    return [head, *rows, ["", "Total" + beside(counts, " (", ")"), *_numbers(counts)]]


def _numbers(counts: Counts) -> list[str]:
    codes = ("overdue", "due_soon", "in_time", "no_deadline", "not_counted")
    found = (counts.total, counts.completed, *(counts.classes[code] for code in codes))
    return [str(one) for one in found]


def _annex_cells(row: Row) -> dict[str, str]:
    return {
        "No.": row["item"],
        "Content": row["title"],
        "Lead": parties(row["lead"]) or "…",
        "Cooperating": parties(row["cooperating"]) or "…",
        "Deadline": _due(row),
        "Deliverable": row["deliverable"] or "…",
        "Standing": _standing(row),
        "Notes": row["evidence"] or "",
    }
