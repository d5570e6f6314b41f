"""The web page: every section that shows a figure, against what `status` knows."""

import pytest

from coopctl.domain.exchange.columns import TABLES
from coopctl.output.screen.marks import MARKS
from coopctl.output.words import words
from tests.conftest import Runner
from tests.helpers.pages import find_section, read_facts
from tests.same.achieved import read_achieved, results_head
from tests.same.figures import count_figures
from tests.same.said import (
    AREAS,
    SHORT,
    beside,
    day,
    number,
    parties,
    percent,
    rates,
    said,
    standing,
)
from tests.same.truth import Row, Truth, count


def check_page(truth: Truth, coopctl: Runner, asked: tuple[str, ...]) -> None:
    result = coopctl("export", "html", *asked)
    assert (result.code, result.err) == (0, "")
    page = result.out
    by_meeting = sorted(truth.actions, key=lambda row: row["agreed_on"], reverse=True)
    facts = [_stated("items", row) for row in truth.items]
    facts += [_stated("actions", row) for row in by_meeting]
    assert read_facts(page) == facts
    _check_headline(truth, page)
    _check_figures(page, count_figures(truth, coopctl, asked))
    _check_moves(page, [*truth.items, *truth.actions])
    _check_stacks(truth, page)
    _check_gantt(truth, page)
    _check_indicators(truth, page)
    _check_activity(truth, page)
    _check_things(page, "items", "Item", truth.items)
    _check_things(page, "meetings", "Action", by_meeting)
    _check_achieved(page, read_achieved(truth, coopctl, asked), results_head(asked))


def _stated(table: str, row: Row) -> dict[str, str]:
    told = {one.label: said(one.kind, row[one.code]) for one in TABLES[table]}
    return {label: text for label, text in told.items() if text}


def _line(text: str) -> str:
    return " ".join(text.split())


def _check_headline(truth: Truth, page: str) -> None:
    section = find_section(page, "figures")
    counts, label = count(truth.items), words.LABELS["timeliness"]
    sentences = rates(counts)
    named = (("Official rate", counts.official), ("Plain rate", counts.plain))
    found = [[_line(one.said()) for one in div.all("p")] for div in section.all("div")[1:]]
    assert found == [
        [f"{name} {percent(rate)}", sentence]
        for (name, rate), sentence in zip(named, sentences, strict=True)
    ]
    assert [_line(one.said()) for one in section.all("ul", "classes")[0].all("li")] == [
        f"{counts.total} items",
        *(
            f"{mark.text} {counts.classes[code]} {label[code]}"
            for code, mark in MARKS.items()
            if counts.classes[code]
        ),
        *filter(None, [beside(counts, "")]),
    ]
    told = truth.summary["confirmations"]
    assert _line(section.all("p")[-1].said()) == (
        f"Last updates: ✓ {told['confirmed']} confirmed · ≠ {told['disputed']} disputed"
        f" · {told['unconfirmed']} unconfirmed"
    )


def _check_figures(page: str, figures: list[list[object]]) -> None:
    """A closed period has its own figures, and what came late, under the headline; nothing else has."""
    section = find_section(page, "figures")
    rows = [
        [cell.said() for cell in row.inside if cell.name in {"th", "td"}]
        for table in section.all("table", "period")
        for row in table.all("tr")
    ]
    assert rows[1:] == [[str(cell) for cell in row] for row in figures]
    late = [line.said() for one in section.all("ul", "late") for line in one.all("li")]
    assert len(late) == (5 if figures else 0)
    assert all(line.endswith("(recorded 1/8/2026 12:00)") for line in late)


def _check_moves(page: str, rows: list[Row]) -> None:
    section = find_section(page, "moves")
    found = {}
    for side in section.all("div")[1:]:
        found[_line(side.all("h3")[0].said())] = [_line(one.said()) for one in side.all("li")]
    waiting = {party: [row for row in rows if party in row["move"].split()] for party in SHORT}
    assert found == {
        f"{SHORT[party]}: {len(theirs)}": [
            f"{MARKS[row['timeliness']].text} {row.get('item') or row['id']} {row['title']} "
            f"{' · '.join(filter(None, standing(row)))} · {_due_words(row)}"
            for row in theirs
        ]
        for party, theirs in waiting.items()
    }  # fmt: skip


def _due_words(row: Row) -> str:
    return f"due {row['deadline']}" if row["deadline"] else "deadline not stated"


def _check_stacks(truth: Truth, page: str) -> None:
    section = find_section(page, "areas")
    titles = tuple(AREAS.values())
    label = words.LABELS["timeliness"]
    (stacks,) = section.all("ul", "stacks")
    for area, title, line in zip(
        dict.fromkeys(row["area"] for row in truth.items), titles, stacks.all("li"), strict=True
    ):
        counts = truth.area(area)
        shown = [(code, counts.classes[code]) for code in MARKS if counts.classes[code]]
        drawn = ", ".join(f"{size} {label[code]}" for code, size in shown)
        assert line.all("title")[0].said() == f"{area}  {title}: {drawn}{beside(counts, '; ')}"
        assert line.all("bdi")[0].said() == f"{area}  {title}"
        assert _line(line.all("span", "counts")[0].said()) == " ".join(
            [
                *(f"{MARKS[code].text} {size}" for code, size in shown),
                *filter(None, [beside(counts, "")]),
            ]
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
            _due_words(row),
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
    wanted = [["Period covered", "Actual / target", "Reached", "Rests on"]]
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
    header = (kind, "Content", "Standing", "Due", "Lead", "Last word")
    tables = find_section(page, section).all("table", "things")
    for thing in (body for table in tables for body in table.all("tbody", "thing")):
        cells = [cell for cell in thing.all("tr")[0].inside if cell.name in {"th", "td"}]
        texts = [_line(cell.said()) for cell in cells]
        found.append(dict(zip(header, texts, strict=True)))
    heads = (cell for table in tables for cell in table.all("th"))
    assert [cell.said() for cell in heads if cell.attributes.get("scope") == "col"] == [
        *header
    ] * len(tables)
    assert found == [
        {
            kind: row.get("item") or row["id"],
            "Content": row["title"],
            "Standing": f"{MARKS[row['timeliness']].text} {' · '.join(filter(None, standing(row)))}",
            "Due": _line(f"{_due_words(row)}{said('periods', row.get('periods'))}"),
            "Lead": _lead(row),
            "Last word": _line(_last_word(row)),
        }
        for row in rows
    ]


def _check_achieved(page: str, achieved: dict[str, list[str]], head: str) -> None:
    """Under each item and action stands all that was achieved, and under no other."""
    things = [
        body
        for section in ("items", "meetings")
        for table in find_section(page, section).all("table", "things")
        for body in table.all("tbody", "thing")
    ]
    found = {}
    for thing in things:
        for row in thing.all("tr", "achieved"):
            lines = [line.said() for line in row.all("li")]
            found[thing.all("th")[0].said()] = lines
            assert _line(row.all("summary")[0].said()) == f"{head} {len(lines)}"
    assert found == {about: lines for about, lines in achieved.items() if lines}


def _lead(row: Row) -> str:
    lead = parties(row["lead"]) or "lead not stated"
    move = f" · move: {parties(row['move'])}" if row["move"] not in {"", row["lead"]} else ""
    return lead + move


def _last_word(row: Row) -> str:
    if row["last_on"] is None:
        return ""
    mark = {"confirmed": " ✓", "disputed": " ≠"}.get(row["confirmation"], "")
    return f"{day(row['last_on'])}{mark}: {row['last_word'] or '–'}"
