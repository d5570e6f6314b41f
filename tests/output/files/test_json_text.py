"""JSON: lossless for programs, harmless on a terminal."""

import io
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopctl.domain.record.entries import Draft, Entry
from coopctl.output.files import json_text

ENTRY = Entry(
    "hb7k", 1, "update", "p", "1.1", date(2024, 9, 19), "2024-09-19T08:00:00.000000Z", "An", None,
    None, {"status": "in_progress"}, "", "abc",
)  # fmt: skip
# What a JSON document may print as it is: no control but the line break, no override.
FORBIDDEN = {*map(chr, range(0x0A)), *map(chr, range(0x0B, 0x20)), *map(chr, range(0x7F, 0xA0)),
             *"\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"}  # fmt: skip


@given(st.text(st.characters(), max_size=40))
def test_any_text_comes_back_and_steers_nothing(text: str) -> None:
    target = io.StringIO()
    entry = ENTRY._replace(author=text, body={"result": text})
    assert json_text.write_journal(target, [entry]) == 1
    written = target.getvalue()
    assert not FORBIDDEN & set(written)
    written.encode("utf-8")
    (found,) = json.loads(written)["entries"]
    assert found["author"] == found["body"]["result"] == text


def test_letters_stay_letters(capsys: pytest.CaptureFixture[str]) -> None:
    json_text.print_schema({"place": "Hòa Bình", "on": date(2024, 9, 19)})
    assert capsys.readouterr().out == '{\n  "place": "Hòa Bình",\n  "on": "2024-09-19"\n}\n'


def test_steering_characters_are_escapes(capsys: pytest.CaptureFixture[str]) -> None:
    json_text.print_schema("a\x9bb\u202ec\ud800\x7f\x1b")
    assert capsys.readouterr().out == '"a\\u009bb\\u202ec\\ud800\\u007f\\u001b"\n'


def test_a_value_that_json_does_not_know_is_a_mistake() -> None:
    with pytest.raises(TypeError):
        json_text.print_schema({1, 2})


def test_entries_have_their_public_id_first(capsys: pytest.CaptureFixture[str]) -> None:
    json_text.write_entries([ENTRY])
    (found,) = json.loads(capsys.readouterr().out)["entries"]
    assert list(found) == ["id", *Entry._fields]
    assert (found["id"], found["happened_on"]) == ("hb7k-1", "2024-09-19")


def test_drafts_have_no_number_yet(capsys: pytest.CaptureFixture[str]) -> None:
    json_text.write_drafts([Draft("meeting", "p", None, date(2024, 9, 19), {"title": "x"})])
    assert json.loads(capsys.readouterr().out)["drafts"] == [{
        "kind": "meeting", "plan": "p", "item": None, "happened_on": "2024-09-19",
        "body": {"title": "x"}, "replaces": None,
    }]  # fmt: skip


def test_journal_of_none_and_of_many() -> None:
    target = io.StringIO()
    assert json_text.write_journal(target, []) == 0
    assert json.loads(target.getvalue()) == {"format": "coopctl-journal/1", "entries": []}
    target = io.StringIO()
    assert json_text.write_journal(target, [ENTRY] * 3) == 3
    assert len(json.loads(target.getvalue())["entries"]) == 3
    assert target.getvalue().count("\n") == 5
