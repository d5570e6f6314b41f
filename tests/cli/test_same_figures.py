"""Csv, xlsx, docx, html and json against `status --json`: every cell that shows something, on the same day.

Each comparison is of whole rows by the names of their columns: a column that is not covered here fails.
"""

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from coopctl.cli import clock
from coopctl.domain.columns import TABLES
from coopctl.output import words
from coopctl.output.marks import MARKS
from tests import figures
from tests.conftest import Runner
from tests.figures import Row, Truth, count, day, number, parties, said, standing, typed
from tests.pages import find_section, read_facts

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
    (workspace / "plans" / "test.yaml").write_text(figures.RICH, "utf-8")
    figures.tell_more(coopctl)
    assert coopctl("close-period", "P", "--as-of", "30/6/2026", "--yes").code == 0
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 8, 1, 5, tzinfo=UTC))
    figures.tell_afterwards(coopctl)
    words_: tuple[str, ...] = request.param
    return words_


def test_every_output_shows_the_same_figures(coopctl: Runner, asked: tuple[str, ...]) -> None:
    truth = figures.ask(coopctl, *asked)
    assert {row["timeliness"] for row in truth.items} == set(MARKS)
    assert truth.items != figures.ask(coopctl, "--as-of", "30/6/2026").items
    _check_status(truth)
    _check_csv(truth, coopctl, asked)
    _check_xlsx(truth, coopctl, asked)
    _check_docx(truth, coopctl, asked)
    _check_html(truth, coopctl, asked)
    _check_json(truth, coopctl, asked)


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
        "cancelled": _cancelled(truth),
        "official_rate": counts.official,
        "plain_rate": counts.plain,
        "confirmations": {
            code: verdicts[code] for code in ("unconfirmed", "confirmed", "disputed")
        },
    }


def _cancelled(truth: Truth) -> int:
    return sum(row["status"] == "cancelled" and not row["withdrawn"] for row in truth.items)


def _tables(truth: Truth) -> dict[str, list[Row]]:
    return {"items": truth.items, "actions": truth.actions, "indicators": truth.indicators}


# csv


def _check_csv(truth: Truth, coopctl: Runner, asked: tuple[str, ...]) -> None:
    for table, rows in _tables(truth).items():
        coded = _read_csv(coopctl, table, *asked)
        assert coded == [{code: _defused(value) for code, value in row.items()} for row in rows]
        told = _read_csv(coopctl, table, "--labels", *asked)
        assert told == [
            {one.label: _defused(said(one.kind, row[one.code])) for one in TABLES[table]}
            for row in rows
        ]


def _read_csv(coopctl: Runner, *asked: str) -> list[dict[str, str]]:
    result = coopctl("export", "csv", *asked)
    assert (result.code, result.err) == (0, "")
    header, *rows = csv.reader(io.StringIO(result.out, newline=""))
    assert len(set(header)) == len(header)
    return [dict(zip(header, row, strict=True)) for row in rows]


def _defused(value: Any) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text


# xlsx


def _check_xlsx(truth: Truth, coopctl: Runner, asked: tuple[str, ...]) -> None:
    result = coopctl("export", "xlsx", "-o", "a.xlsx", *asked)
    assert result.code == 0, result.err
    book = openpyxl.load_workbook("a.xlsx")
    assert book.sheetnames == [
        "Annex", "Summary", "Items", "Actions", "Meetings", "Outcomes", "Indicators", "Updates",
    ]  # fmt: skip
    for table, rows in _tables(truth).items():
        assert _read_sheet(book[table.capitalize()]) == [
            {one.label: typed(one.kind, row[one.code]) for one in TABLES[table]} for row in rows
        ]
    _check_annex_sheet(truth, book["Annex"])
    _check_summary(truth, book["Summary"])


def _read_sheet(sheet: Worksheet) -> list[Row]:
    header, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


def _check_annex_sheet(truth: Truth, sheet: Worksheet) -> None:
    lines = list(sheet.iter_rows(min_row=6, values_only=True))
    header, *rows = lines
    found = [dict(zip(map(str, header), row, strict=True)) for row in rows]
    heads = [row for row in found if row["Standing"] is None]
    assert [(row.pop("No."), row.pop("Content")) for row in heads] == [
        ("1", "Genetic resources"), ("2", "Exchange"), ("3", "Quality"), ("4", "=cmd & <b>"),
    ]  # fmt: skip
    assert not any(value for row in heads for value in row.values())
    assert [row for row in found if row.get("Standing")] == [_annex_row(row) for row in truth.items]


def _annex_row(row: Row) -> Row:
    due = row["due_text"]
    exact = due is not None and due.count("/") == 2
    told = f"{MARKS[row['timeliness']].text} " + "\n".join(standing(row))
    notes = [
        f"Extended to {day(row['due'])}" if row["original_due"] else "",
        f"Difficulty: {row['difficulty']}" if row["difficulty"] else "",
        "Disputed" if row["confirmation"] == "disputed" else "",
    ]
    return {
        "No.": row["item"],
        "Content": row["title"],
        "Lead": parties(row["lead"]) or None,
        "Cooperating": parties(row["cooperating"]) or None,
        "Deadline": typed("day", row["original_due"] or row["due"]) if exact else due,
        "Deliverable": row["deliverable"],
        "Results up to 30/6/2026": row["result"],
        "Standing": told,
        "Notes": "\n".join(filter(None, notes)) or None,
    }


def _check_summary(truth: Truth, sheet: Worksheet) -> None:
    lines = [list(row) for row in sheet.iter_rows(values_only=True)]
    counts, label = count(truth.items), words.LABELS["timeliness"]
    actions = Counter(row["timeliness"] for row in truth.actions)
    marked = [f"{mark.text} {label[code]}" for code, mark in MARKS.items()]
    areas = dict.fromkeys(row["area"] for row in truth.items)
    titles = ("Genetic resources", "Exchange", "Quality", "=cmd & <b>")
    wanted = [
        ["SUMMARY"], ["Test plan"], [lines[2][0]], [],
        ["Timeliness", "Items", "Actions"],
        *([told, counts.classes[code], actions[code]] for code, told in zip(MARKS, marked, strict=True)),
        ["Total", counts.total, len(truth.actions)],
        *([one] for one in figures.rates(counts, _cancelled(truth))),
        ["Timeliness by area"],
        ["Area", "Items", *marked, "Official rate, %"],
        *(
            [f"{area}  {title}", *_counted(truth.area(area))]
            for area, title in zip(areas, titles, strict=True)
        ),
        ["Total", *_counted(counts)],
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
    assert [row for row in found if row] == [row for row in wanted if row]
    _check_charts(sheet, lines)


def _begun(months: list[Row]) -> list[Row]:
    """Return the months from the first in which something was recorded."""
    kinds = ("updates", "meetings", "outcomes")
    return months[next(at for at, one in enumerate(months) if any(one[kind] for kind in kinds)) :]


def _counted(counts: figures.Counts) -> list[Any]:
    rate = None if counts.official is None else round(100 * counts.official, 1)
    return _trimmed([counts.total, *(counts.classes[code] for code in MARKS), rate])


def _trimmed(row: list[Any]) -> list[Any]:
    while row and row[-1] is None:
        row = row[:-1]
    return row


def _check_charts(sheet: Worksheet, lines: list[list[Any]]) -> None:
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
            assert below in {"Total", None}
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


# docx


def _check_docx(truth: Truth, coopctl: Runner, asked: tuple[str, ...]) -> None:
    result = coopctl("export", "docx", "-o", "a.docx", *asked)
    assert result.code == 0, result.err
    document = docx.Document("a.docx")
    paragraphs = [one.text for one in document.paragraphs]
    counts = count(truth.items)
    sentences = (
        f"As of 30/6/2026, the plan has {figures.listed(counts)}.",
        *(f"{one}." for one in figures.rates(counts, _cancelled(truth))),
    )
    begin, end = (
        paragraphs.index(title)
        for title in ("II. RESULTS BY AREA", "III. DIFFICULTIES AND THEIR CAUSES")
    )
    told = [one.lower() for one in paragraphs[:begin]]
    for sentence in sentences:
        assert sentence.lower() in told
    assert paragraphs[begin + 1 : end] == list(_results(truth))
    by_area, annex = document.tables[-3], document.tables[-1]
    assert [[cell.text for cell in row.cells] for row in by_area.rows] == _by_area(truth)
    header, *rows = ([cell.text for cell in row.cells] for row in annex.rows)
    found = [dict(zip(header, row, strict=True)) for row in rows if len(set(row)) > 1]
    assert found == [_annex_cells(row) for row in truth.items]


def _results(truth: Truth) -> Iterator[str]:
    """Yield the paragraphs of the results by area."""
    yield "Details of each item are in the annex."
    titles = iter(("Genetic resources", "Exchange", "Quality", "=cmd & <b>"))
    for area in dict.fromkeys(row["area"] for row in truth.items):
        yield f"{area}. {next(titles)}"
        yield f"{figures.listed(truth.area(area)).lower()}."
        for row in truth.items:
            if row["area"] == area:
                yield from _result(row, truth)
    pending = [row for row in truth.actions if row["status"] not in {"completed", "cancelled"}]
    yield "Actions agreed at meetings"
    yield f"{len(truth.actions)} agreed, {len(truth.actions) - len(pending)} of them done or cancelled; open ones:"
    for row in pending:
        yield f"- {row['title']}: {_facts(row)}"


def _result(row: Row, truth: Truth) -> Iterator[str]:
    yield f"Plan item {row['item']}. {row['title']}: {_facts(row)}"
    yield from f"Result: {row['result'] or '…'}".split("\n")
    for one in truth.indicators:
        if one["item"] == row["item"] and one["period"] is None:
            share = f" ({number(one['share'])} %)" if one["share"] else ""
            amount = f"{number(one['actual'])} of {number(one['target'])}"
            unit = f" {one['unit']}" if one["unit"] else ""
            yield f"- Indicator “{one['title']}”: {amount}{unit}{share}."


def _facts(row: Row) -> str:
    return (
        f"lead: {parties(row['lead']) or '…'}; cooperating: {parties(row['cooperating']) or '…'}; "
        f"deadline: {_due(row)}; {_standing(row)}."
    )


def _due(row: Row) -> str:
    due = day(row["due"]) or row["due_text"] or "…"
    return f"{due} (was {day(row['original_due'])})" if row["original_due"] else due


def _standing(row: Row) -> str:
    told = standing(row)
    if row["timeliness"] in figures.DONE and row["completed_on"]:
        return f"{told[0]} ({told[1]})"
    return "; ".join(filter(None, told))


def _by_area(truth: Truth) -> list[list[str]]:
    titles = ("Genetic resources", "Exchange", "Quality", "=cmd & <b>")
    areas = dict.fromkeys(row["area"] for row in truth.items)
    rows = [
        [area, title, *_numbers(truth.area(area))]
        for area, title in zip(areas, titles, strict=True)
    ]
    head = [
        "No.", "Area", "Items", "Completed", "Overdue", "Due soon", "In time", "No deadline",
        "Not counted",
    ]  # fmt: skip
    return [head, *rows, ["", "Total", *_numbers(count(truth.items))]]


def _numbers(counts: figures.Counts) -> list[str]:
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
        "Result as of 30/6/2026": row["result"] or "…",
        "Standing": _standing(row),
        "Notes": row["evidence"] or "",
    }


# html


def _check_html(truth: Truth, coopctl: Runner, asked: tuple[str, ...]) -> None:
    result = coopctl("export", "html", *asked)
    assert (result.code, result.err) == (0, "")
    page = result.out
    by_meeting = sorted(truth.actions, key=lambda row: row["agreed_on"], reverse=True)
    facts = [_stated("items", row) for row in truth.items]
    facts += [_stated("actions", row) for row in by_meeting]
    assert read_facts(page) == facts
    _check_headline(truth, page)
    _check_moves(page, [*truth.items, *truth.actions])
    _check_stacks(truth, page)
    _check_gantt(truth, page)
    _check_indicators(truth, page)
    _check_activity(truth, page)
    _check_things(page, "items", "Item", truth.items)
    _check_things(page, "meetings", "Action", by_meeting)


def _stated(table: str, row: Row) -> dict[str, str]:
    told = {one.label: said(one.kind, row[one.code]) for one in TABLES[table]}
    return {label: text for label, text in told.items() if text}


def _line(text: str) -> str:
    return " ".join(text.split())


def _check_headline(truth: Truth, page: str) -> None:
    section = find_section(page, "figures")
    counts, label = count(truth.items), words.LABELS["timeliness"]
    sentences = figures.rates(counts, _cancelled(truth))
    rates = (("Official rate", counts.official), ("Plain rate", counts.plain))
    found = [[_line(one.said()) for one in div.all("p")] for div in section.all("div")[1:]]
    assert found == [
        [f"{name} {figures.percent(rate)}", sentence]
        for (name, rate), sentence in zip(rates, sentences, strict=True)
    ]
    assert [_line(one.said()) for one in section.all("li")] == [
        f"{counts.total} items",
        *(
            f"{mark.text} {counts.classes[code]} {label[code]}"
            for code, mark in MARKS.items()
            if counts.classes[code]
        ),
    ]
    told = truth.summary["confirmations"]
    assert _line(section.all("p")[-1].said()) == (
        f"Last updates: ✓ {told['confirmed']} confirmed · ≠ {told['disputed']} disputed"
        f" · {told['unconfirmed']} unconfirmed"
    )


def _check_moves(page: str, rows: list[Row]) -> None:
    section = find_section(page, "moves")
    found = {}
    for side in section.all("div")[1:]:
        found[_line(side.all("h3")[0].said())] = [_line(one.said()) for one in side.all("li")]
    waiting = {
        party: [row for row in rows if party in row["move"].split()] for party in figures.SHORT
    }
    assert found == {
        f"{figures.SHORT[party]}: {len(theirs)}": [
            f"{MARKS[row['timeliness']].text} {row.get('item') or row['id']} {row['title']} "
            f"{' · '.join(filter(None, standing(row)))} · {_due_words(row)}"
            for row in theirs
        ]
        for party, theirs in waiting.items()
    }  # fmt: skip


def _due_words(row: Row) -> str:
    if row["due"] is None:
        return f"due {row['due_text']}" if row["due_text"] else "deadline not stated"
    was = f" (was {day(row['original_due'])})" if row["original_due"] else ""
    return f"due {day(row['due'])}{was}"


def _check_stacks(truth: Truth, page: str) -> None:
    section = find_section(page, "areas")
    titles = ("Genetic resources", "Exchange", "Quality", "=cmd & <b>")
    label = words.LABELS["timeliness"]
    (stacks,) = section.all("ul", "stacks")
    for area, title, line in zip(
        dict.fromkeys(row["area"] for row in truth.items), titles, stacks.all("li"), strict=True
    ):
        counts = truth.area(area)
        shown = [(code, counts.classes[code]) for code in MARKS if counts.classes[code]]
        drawn = ", ".join(f"{size} {label[code]}" for code, size in shown)
        assert line.all("title")[0].said() == f"{area}  {title}: {drawn}"
        assert line.all("bdi")[0].said() == f"{area}  {title}"
        assert _line(line.all("span", "counts")[0].said()) == " ".join(
            f"{MARKS[code].text} {size}" for code, size in shown
        )
        most = max(truth.area(one["area"]).total for one in truth.items)
        widths = [rect.attributes["width"] for rect in line.all("rect")[::2]]
        assert [float((width or "").rstrip("%")) for width in widths] == [
            pytest.approx(100 * size / most, abs=0.01) for _code, size in shown
        ]


def _check_gantt(truth: Truth, page: str) -> None:
    lanes = find_section(page, "timeline").all("svg", "lane")
    bars = [lane.all("title")[0].said() for lane in lanes if len(lane.classes()) > 1]
    label = words.LABELS["timeliness"]
    wanted = []
    for row in truth.items:
        facts = [
            f"{row['item']} {row['title']}",
            f"start {day(row['start'])}" if row["start"] else "",
            f"original due {day(row['original_due'])}" if row["original_due"] else "",
            f"due {day(row['due'])}" if row["due"] else "deadline not stated",
            label[row["timeliness"]],
            f"completed {day(row['completed_on'])}" if row["completed_on"] else "",
        ]
        wanted.append("; ".join(filter(None, facts)))
    assert bars == wanted


def _check_indicators(truth: Truth, page: str) -> None:
    (table,) = find_section(page, "indicators").all("table")
    found = [
        [_line(cell.said()) for cell in row.inside if cell.name in {"th", "td"}]
        for row in table.all("tr")
    ]
    wanted = [["Period", "Actual / target", "Reached", "Rests on"]]
    for one in truth.indicators:
        if one["period"] is None:
            counts = words.LABELS["counts"][one["counts"]]
            title = [f"{one['item']} {one['title']}"]
            title += [counts] if one["counts"] != "sum" else []
            title += [f"baseline {number(one['baseline'])}"] if one["baseline"] else []
            wanted.append([" · ".join(title)])
        share = f"{number(one['share'])} %" if one["share"] is not None else ""
        target = f" / {number(one['target'])}" if one["target"] is not None else ""
        actual = number(one["actual"]) if one["actual"] is not None else "–"
        unit = f" {one['unit']}" if one["unit"] else ""
        told = f"{share} {share}".strip()  # the drawing's title, and beside it
        wanted.append([one["period"] or "Overall", f"{actual}{target}{unit}", told, _grounds(one)])
    assert found == wanted


def _grounds(row: Row) -> str:
    if not row["outcomes"]:
        return "no outcome yet"
    told = [f"{row['outcomes']} {'outcome' if row['outcomes'] == 1 else 'outcomes'}"]
    told += [f"last on {day(row['last_on'])}"] if row["last_on"] else []
    lacking = row["outcomes"] - row["evidenced"]
    told += [f"{lacking} without evidence"] if lacking else []
    return " · ".join([*told, *([row["evidence"]] if row["evidence"] else [])])


def _check_activity(truth: Truth, page: str) -> None:
    (table,) = find_section(page, "activity").all("table", "numbers")
    header, *rows = (
        [_line(cell.said()) for cell in row.inside if cell.name in {"th", "td"}]
        for row in table.all("tr")
    )
    assert header == [
        "Month", "updates", "meetings", "outcomes", "Items completed", "Overdue at the end",
    ]  # fmt: skip
    names = ("updates", "meetings", "outcomes", "completed", "overdue")
    assert rows == [
        [
            f"{int(one['month'][5:])}/{one['month'][:4]}",
            *(str(one[name]) for name in names),
        ]
        for one in truth.months
    ]


def _check_things(page: str, section: str, kind: str, rows: list[Row]) -> None:
    found = []
    tables = find_section(page, section).all("table", "things")
    for thing in (body for table in tables for body in table.all("tbody", "thing")):
        cells = [cell for cell in thing.all("tr")[0].inside if cell.name in {"th", "td"}]
        header = ["id", "title", *(cell.attributes["data-label"] for cell in cells[2:])]
        texts = [_line(cell.said()) for cell in cells]
        found.append(dict(zip(header, texts, strict=True)))
    assert [cell.said() for table in tables for cell in table.all("th") if cell.attributes.get("scope") == "col"] == [
        kind, "Content", "Standing", "Due", "Lead", "Last word",
    ] * len(tables)  # fmt: skip
    assert found == [
        {
            "id": row.get("item") or row["id"],
            "title": row["title"],
            "Standing": f"{MARKS[row['timeliness']].text} {' · '.join(filter(None, standing(row)))}",
            "Due": _line(f"{_due_words(row)}{said('periods', row.get('periods'))}"),
            "Lead": _lead(row),
            "Last word": _line(_last_word(row)),
        }
        for row in rows
    ]


def _lead(row: Row) -> str:
    lead = parties(row["lead"]) or "lead not stated"
    move = f" · move: {parties(row['move'])}" if row["move"] not in {"", row["lead"]} else ""
    return lead + move


def _last_word(row: Row) -> str:
    if row["last_on"] is None:
        return ""
    mark = {"confirmed": " ✓", "disputed": " ≠"}.get(row["confirmation"], "")
    return f"{day(row['last_on'])}{mark}: {row['last_word'] or '–'}"


# json


def _check_json(truth: Truth, coopctl: Runner, asked: tuple[str, ...]) -> None:
    """The journal, put together by hand, says the same of every item and action."""
    entries = _in_force(coopctl, asked)
    for row in (*truth.items, *truth.actions):
        about = row.get("item") or row["id"]
        updates = [one for one in entries if one["kind"] == "update" and one["item"] == about]
        last = updates[-1] if updates else None
        body = last["body"] if last else {"status": "not_started"}
        assert row["entry"] == (last and last["id"])
        assert row["last_on"] == (last and last["happened_on"])
        for name in ("status", "completed_on"):
            assert row[name] == body.get(name), (about, name)
        whole = 100 if body["status"] == "completed" else None
        assert row["progress"] == body.get("progress", whole)
        if "result" in row:
            assert (row["result"], row["difficulty"]) == (
                body.get("result"),
                body.get("difficulty"),
            )
        moved = [one for one in entries if one["kind"] == "extension" and one["item"] == about]
        if moved:
            assert row["due"] == moved[-1]["body"]["due"]
            assert row["original_due"]
        else:
            assert row["original_due"] is None
        verdicts = [
            one["body"]["verdict"] for one in entries
            if one["kind"] == "confirmation" and one["body"]["entry"] == row["entry"]
        ]  # fmt: skip
        assert row["confirmation"] == (verdicts[-1] if verdicts else last and "unconfirmed")
    _check_values(truth, entries)
    _check_months(truth, entries)
    _check_records(coopctl, asked, entries)


def _in_force(coopctl: Runner, asked: tuple[str, ...]) -> list[Row]:
    """Return what is in force of the journal, in the order in which it happened."""
    closed = asked[0] == "--period"
    result = coopctl("export", "json", *(asked if closed else ()))
    assert result.code == 0, result.err
    entries: list[Row] = json.loads(result.out)["entries"]
    known = [one for one in entries if closed or one["recorded_at"] < "2026-07-01"]
    gone = {one["replaces"] for one in known}
    return sorted(
        (
            one for one in known
            if one["id"] not in gone and one["kind"] != "retraction" and one["happened_on"] <= "2026-06-30"
        ),
        key=lambda one: (one["happened_on"], one["seq"]),
    )  # fmt: skip


def _check_values(truth: Truth, entries: list[Row]) -> None:
    for row in truth.indicators:
        if row["period"] is not None:
            continue
        values = [
            float(one["body"]["value"]) for one in entries
            if one["kind"] == "outcome" and one["body"].get("indicator") == row["indicator"]
        ]  # fmt: skip
        summed = row["counts"] == "sum"
        wanted = float(row["baseline"] or 0) + sum(values) if summed else values[-1]
        assert float(row["actual"]) == wanted
        assert row["outcomes"] == len(values)


def _check_months(truth: Truth, entries: list[Row]) -> None:
    recorded = Counter((one["happened_on"][:7], f"{one['kind']}s") for one in entries)
    for month in truth.months:
        for kind in ("updates", "meetings", "outcomes"):
            assert month[kind] == recorded[month["month"], kind]


def _check_records(coopctl: Runner, asked: tuple[str, ...], entries: list[Row]) -> None:
    """What was recorded stands in csv, and in the workbook's sheets, as the journal has it."""
    book = openpyxl.load_workbook("a.xlsx")
    for table in ("updates", "meetings", "outcomes", "extensions"):
        wanted = [_record(one, table) for one in entries if f"{one['kind']}s" == table]
        found = _read_csv(coopctl, table, *asked)
        assert wanted
        assert [_without(row, "confirmation") for row in found] == [
            {code: _defused(value) for code, value in row.items()} for row in wanted
        ]
        if table != "extensions":
            columns = [one for one in TABLES[table] if one.code != "confirmation"]
            sheet = [_without(row, "Confirmation") for row in _read_sheet(book[table.capitalize()])]
            assert sheet == [
                {one.label: typed(one.kind, row[one.code]) for one in columns} for row in wanted
            ]


def _without(row: Row, name: str) -> Row:
    """Return a row without a column, which it must have."""
    assert name in row
    return {one: value for one, value in row.items() if one != name}


def _record(entry: Row, table: str) -> Row:
    """Return an entry as the row of its table, put together by hand."""
    body = entry["body"]
    row = {one.code: body.get(one.code) for one in TABLES[table] if one.code != "confirmation"}
    row |= {code: entry[code] for code in row.keys() & entry.keys() - {"kind"}}
    told: dict[str, Callable[[Any], object]] = {
        "evidence": "; ".join,
        "conclusions": "; ".join,
        "items": " ".join,
        "actions": len,
        "attendees": _people,
        "invited": _people,
    }
    return row | {code: tell(body[code]) for code, tell in told.items() if code in body}


def _people(people: list[Row]) -> str:
    return "; ".join(
        f"{one['party']}: {', '.join(filter(None, (one['name'], one.get('role'))))}"
        for one in people
    )
