"""What was achieved, put together by hand from the journal: what every document says of it."""

from collections.abc import Iterator

from coopctl.output.words import words
from tests.conftest import Runner
from tests.helpers.printed import read_json
from tests.same.said import day, number
from tests.same.truth import Row, Truth, in_force


def results_head(asked: tuple[str, ...]) -> str:
    """Return the head under which the results stand."""
    if asked[0] == "--period":
        return "Results in the period (from 1/1/2026 to 30/6/2026)"
    return "Results up to 30/6/2026"


def read_achieved(truth: Truth, coopctl: Runner, asked: tuple[str, ...]) -> dict[str, list[str]]:
    """Return the lines of each item and action, by its id."""
    entries = in_force(coopctl, asked)
    since = "2026-01-01" if asked[0] == "--period" else ""
    units = {(row["item"], row["indicator"]): row for row in truth.indicators}
    found = {}
    for row in (*truth.items, *truth.actions):
        about = row.get("item") or row["id"]
        ours = [one for one in entries if one["item"] == about and one["happened_on"] >= since]
        told = (_line(one, units) for one in ours if one["kind"] in {"update", "outcome"})
        found[about] = [*filter(None, told), *_periods(row, coopctl, asked, since)]
    return found


def _line(entry: Row, units: dict[tuple[str, str], Row]) -> str:
    body = entry["body"]
    beside = []
    evidence = "; ".join(body.get("evidence", ()))
    if entry["kind"] == "outcome":
        text = f"outcome “{body['title']}”"
        if "value" in body:
            measured = units[entry["item"], body["indicator"]]
            unit = f" {measured['unit']}" if measured["unit"] else ""
            beside.append(f"{measured['title']}: {number(body['value'])}{unit}")
        beside.append(f"evidence: {evidence}" if evidence else "without evidence")
    elif {"result", "stage"} & body.keys() or evidence:
        text = body.get("result") or words.LABELS["status"][body["status"]]
        beside += [f"evidence: {evidence}"] if evidence else []
    else:
        return ""
    return f"{day(entry['happened_on'])}: {text}" + (f" ({'; '.join(beside)})" if beside else "")


def _periods(row: Row, coopctl: Runner, asked: tuple[str, ...], since: str) -> Iterator[str]:
    if row.get("every") is None:
        return
    shown = read_json(coopctl("show", row["item"], "--json", *asked).out)
    duties: list[Row] = shown["periods"]
    ours = [one for one in duties if (one["on"] or one["last"]) >= since]
    missed = ", ".join(
        f"Q{one['period'][-1]}/{one['period'][:4]}" for one in ours if one["state"] == "missed"
    )
    counts = f"{_part(duties)} periods done"
    if since:
        counts = f"{_part(ours)} periods done in the period, {_part(duties)} from the beginning"
    yield f"every quarter: {counts}" + (f"; nothing recorded for: {missed}" if missed else "")


def _part(duties: list[Row]) -> str:
    states = [one["state"] for one in duties]
    return f"{states.count('done')}/{len(states) - states.count('paused')}"
