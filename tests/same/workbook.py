"""The workbook: its tables, the annex, the summary and what its charts point to, against what `status` knows."""

from collections import Counter

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from coopctl.domain.exchange.columns import TABLES
from coopctl.output.screen.marks import MARKS
from coopctl.output.words import words
from tests.conftest import Runner
from tests.same.achieved import read_achieved, results_head
from tests.same.figures import count_figures
from tests.same.said import AREAS, beside, parties, rates, standing, typed
from tests.same.truth import Counts, Row, Truth, count

_LATE = 5  # what `tell_afterwards` records of days before


def check_workbook(truth: Truth, coopctl: Runner, asked: tuple[str, ...]) -> None:
    result = coopctl("export", "xlsx", "-o", "a.xlsx", *asked)
    assert result.code == 0, result.err
    book = openpyxl.load_workbook("a.xlsx")
    assert book.sheetnames == [
        "Annex", "Summary", "Items", "Actions", "Meetings", "Outcomes", "Indicators", "Updates",
    ]  # fmt: skip
    for table, rows in truth.tables().items():
        assert read_sheet(book[table.capitalize()]) == [
            {one.label: typed(one.kind, row[one.code]) for one in TABLES[table]} for row in rows
        ]
    achieved = read_achieved(truth, coopctl, asked)
    wanted = [
        _annex_row(row) | {results_head(asked): "\n".join(achieved[row["item"]]) or None}
        for row in truth.items
    ]
    _check_annex_sheet(wanted, book["Annex"])
    _check_summary(truth, book["Summary"], count_figures(truth, coopctl, asked))


def read_sheet(sheet: Worksheet) -> list[Row]:
    header, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


def _check_annex_sheet(wanted: list[Row], sheet: Worksheet) -> None:
    lines = list(sheet.iter_rows(min_row=6, values_only=True))
    header, *rows = lines
    found = [dict(zip(map(str, header), row, strict=True)) for row in rows]
    heads = [row for row in found if row["Standing"] is None]
    assert [(row.pop("No."), row.pop("Content")) for row in heads] == [
        *AREAS.items(),
    ]  # fmt: skip
    assert not any(value for row in heads for value in row.values())
    assert [row for row in found if row.get("Standing")] == wanted


def _annex_row(row: Row) -> Row:
    told = f"{MARKS[row['timeliness']].text} " + "\n".join(standing(row))
    notes = [
        f"Difficulty: {row['difficulty']}" if row["difficulty"] else "",
        "Disputed" if row["confirmation"] == "disputed" else "",
    ]
    return {
        "No.": row["item"],
        "Content": row["title"],
        "Lead": parties(row["lead"]) or None,
        "Cooperating": parties(row["cooperating"]) or None,
        "Deadline": row["deadline"],
        "Deliverable": row["deliverable"],
        "Standing": told,
        "Notes": "\n".join(filter(None, notes)) or None,
    }


def _check_summary(truth: Truth, sheet: Worksheet, figures: list[list[object]]) -> None:
    lines: list[list[object]] = [list(row) for row in sheet.iter_rows(values_only=True)]
    counts, label = count(truth.items), words.LABELS["timeliness"]
    actions = Counter(row["timeliness"] for row in truth.actions)
    marked = [f"{mark.text} {label[code]}" for code, mark in MARKS.items()]
    areas = dict.fromkeys(row["area"] for row in truth.items)
    titles = tuple(AREAS.values())
    wanted = [
        ["SUMMARY"], ["Test plan"], [lines[2][0]], [],
        *_period(figures),
        ["Timeliness", "Items", "Actions"],
        *([told, counts.classes[code], actions[code]] for code, told in zip(MARKS, marked, strict=True)),
        ["Total" + beside(counts, " (", ")"), counts.total, len(truth.actions)],
        *([one] for one in rates(counts)),
        ["Timeliness by area"],
        ["Area", "Items", *marked, "Official rate, %"],
        *(
            [f"{area}  {title}{beside(truth.area(area), ' (', ')')}", *_counted(truth.area(area))]
            for area, title in zip(areas, titles, strict=True)
        ),
        ["Total" + beside(counts, " (", ")"), *_counted(counts)],
        ["What was recorded, month by month"],
        ["Month", "Updates", "Meetings", "Outcomes"],
        *(
            [f"{one['month'][5:]}/{one['month'][:4]}", one["updates"], one["meetings"], one["outcomes"]]
            for one in _begun(truth.months)
        ),
        ["Indicators: what is reached of the target, %"],
        ["Indicator", "Target", "Actual", "Unit", "Reached, %"],
        *(
            [
                f"{row['item']}  {row['title']}", typed("number", row["target"]),
                typed("number", row["actual"]), row["unit"], typed("number", row["share"]),
            ]
            for row in truth.indicators if row["period"] is None
        ),
    ]  # fmt: skip
    found = [_trimmed(row) for row in lines]
    found = [row for row in found if row and not str(row[0]).startswith("Check code")]
    if figures:
        late = [row[0] for row in found if "(recorded 1/8/2026 12:00)" in str(row[0])]
        assert len(late) == _LATE
        found = [row for row in found if row[0] not in late]
    assert found == [row for row in wanted if row]
    _check_charts(sheet, lines)


def _period(figures: list[list[object]]) -> list[list[object]]:
    """Return the lines of the period's own figures, and the head of what came too late."""
    if not figures:
        return []
    return [
        ["Figures of the period “P” (from 1/1/2026 to 30/6/2026)"],
        ["Figure", "In the period", "From the beginning to 30/6/2026"],
        *figures,
        ["Recorded late for the period “P”, after its closing; in no figure here"],
    ]


def _begun(months: list[Row]) -> list[Row]:
    """Return the months from the first in which something was recorded."""
    kinds = ("updates", "meetings", "outcomes")
    return months[next(at for at, one in enumerate(months) if any(one[kind] for kind in kinds)) :]


def _counted(counts: Counts) -> list[object]:
    rate = None if counts.official is None else round(100 * counts.official, 1)
    return _trimmed([counts.total, *(counts.classes[code] for code in MARKS), rate])


def _trimmed(row: list[object]) -> list[object]:
    while row and row[-1] is None:
        row = row[:-1]
    return row


def _check_charts(sheet: Worksheet, lines: list[list[object]]) -> None:
    """Every series takes its name from a header, and its values from the whole table below it."""
    drawn = []
    for chart in sheet._charts:  # type: ignore[attr-defined]
        for series in chart.series:
            names, values = series.cat.strRef or series.cat.numRef, series.val.numRef
            first, last = _lines_of(names.f)
            assert _lines_of(values.f) == (first, last)
            assert names.f.split("$")[1] == "A"
            column = ord(values.f.split("$")[1]) - ord("A")
            header = lines[first - 2]
            if series.tx is not None:
                assert series.tx.strRef.f == f"Summary!${chr(ord('A') + column)}${first - 1}"
            below = lines[last][0] if last < len(lines) else None
            assert below is None or str(below).startswith("Total")
            assert all(
                lines[at - 1][column] is not None or column == 4 for at in range(first, last + 1)
            )
            drawn.append((header[0], header[column]))
    label = words.LABELS["timeliness"]
    assert drawn == [
        ("Timeliness", "Items"),
        *(("Area", f"{mark.text} {label[code]}") for code, mark in MARKS.items()),
        *(("Month", kind) for kind in ("Updates", "Meetings", "Outcomes")),
        ("Indicator", "Reached, %"),
    ]


def _lines_of(reference: str) -> tuple[int, int]:
    sheet, cells = reference.split("!")
    assert sheet == "Summary"
    first, last = cells.split(":")
    return int(first.split("$")[2]), int(last.split("$")[2])
