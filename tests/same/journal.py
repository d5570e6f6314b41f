"""The journal, put together by hand, and the tables of what was recorded, against what `status` knows."""

from collections import Counter

import openpyxl

from coopctl.domain.exchange.columns import TABLES
from tests.conftest import Runner
from tests.same.said import typed
from tests.same.tables import defused, read_csv
from tests.same.truth import Row, Truth, in_force
from tests.same.workbook import read_sheet


def check_journal(truth: Truth, coopctl: Runner, asked: tuple[str, ...]) -> None:
    """The journal, put together by hand, says the same of every item and action."""
    entries = in_force(coopctl, asked)
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
        found = read_csv(coopctl, table, *asked)
        assert wanted
        assert [_without(row, "confirmation") for row in found] == [
            {code: defused(value) for code, value in row.items()} for row in wanted
        ]
        if table != "extensions":
            columns = [one for one in TABLES[table] if one.code != "confirmation"]
            sheet = [_without(row, "Confirmation") for row in read_sheet(book[table.capitalize()])]
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
    row |= {"period": body.get("for")} if table == "extensions" else {}
    row |= {code: entry[code] for code in row.keys() & entry.keys() - {"kind"}}
    for code, between in (("evidence", "; "), ("conclusions", "; "), ("items", " ")):
        if code in body:
            row[code] = between.join(body[code])
    for code in ("attendees", "invited"):
        if code in body:
            row[code] = _people(body[code])
    return row | ({"actions": len(body["actions"])} if "actions" in body else {})


def _people(people: list[Row]) -> str:
    return "; ".join(
        f"{one['party']}: {', '.join(filter(None, (one['name'], one.get('role'))))}"
        for one in people
    )
