"""`coopctl export json`: the whole journal, so that nothing is lost on the way."""

import hashlib
import json
import sqlite3
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coopctl.domain.record.entries import Draft, chain_hash
from coopctl.ledger.file import database
from coopctl.ledger.journal.journal import COLUMNS, Writer, append
from coopctl.services.workspace import clock
from tests.conftest import TODAY, Runner
from tests.helpers.printed import read_json
from tests.helpers.searches import examples
from tests.helpers.story import tell


def rebuild(entry: dict[str, Any]) -> tuple[object, ...]:
    """Make the journal's row of an exported entry, without coopctl's help."""
    body = json.dumps(entry["body"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    names = COLUMNS.replace(" ", "").split(",")
    return tuple(body if name == "body" else entry[name] for name in names)


def stored(ledger: Path) -> list[tuple[object, ...]]:
    with sqlite3.connect(ledger) as connection:
        return connection.execute(f"select {COLUMNS} from journal order by replica, seq").fetchall()


def exported(coopctl: Runner) -> list[dict[str, Any]]:
    result = coopctl("export", "json")
    assert (result.code, result.err) == (0, "")
    document = read_json(result.out)
    assert list(document) == ["format", "entries"]
    assert document["format"] == "coopctl-journal/1"
    found: list[dict[str, Any]] = document["entries"]
    return found


def test_journal_of_nothing_recorded(workspace: Path, coopctl: Runner) -> None:
    assert coopctl("export", "json").out == '{"format": "coopctl-journal/1", "entries": []}\n'
    assert not (workspace / "coopctl.db").exists()


def test_every_row_and_hash_can_be_made_again(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    entries = exported(coopctl)
    rows = [rebuild(entry) for entry in entries]
    assert rows == stored(workspace / "coopctl.db")
    previous = ""
    for row in rows:
        assert row[-2] == previous
        text = json.dumps(row[:-1], ensure_ascii=False, separators=(",", ":"))
        assert row[-1] == hashlib.sha256(text.encode()).hexdigest() == chain_hash(row[:-1])
        previous = str(row[-1])


def test_an_entry_a_line(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    lines = coopctl("export", "json").out.splitlines()
    assert len(lines) == 1 + 6 + 1
    assert [json.loads(line.rstrip(","))["seq"] for line in lines[1:-1]] == list(range(1, 7))


def test_journal_to_a_file(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    result = coopctl("export", "json", "-o", "journal.json")
    assert (result.code, result.out) == (0, "")
    assert "`journal.json`" in result.err
    assert "6 entries" in result.err
    written = (workspace / "journal.json").read_bytes()
    assert not written.startswith(b"\xef\xbb\xbf")
    assert written.decode() == coopctl("export", "json").out


@settings(max_examples=examples(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_any_text_survives_the_way_out(workspace: Path, coopctl: Runner, text: str) -> None:
    ledger = workspace / "coopctl.db"
    if not ledger.exists():
        assert coopctl("add-update", "1.1", "in_progress").code == 0
    connection = database.open_existing(ledger)
    draft = Draft("update", "test", "1.1", TODAY.date(), {"status": "in_progress", "result": text})
    with database.transaction(connection):
        entry = append(connection, draft, Writer(text, None), clock.now())
    connection.close()
    (found,) = [one for one in exported(coopctl) if one["id"] == entry.id]
    assert rebuild(found) == stored(ledger)[-1]
    assert found["body"]["result"] == text
