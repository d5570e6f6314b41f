"""`log` on the terminal: what an entry says in a line."""

from datetime import date
from typing import Any

import pytest

from coopctl.domain.record.entries import Entry
from coopctl.output.screen.page import Page
from coopctl.output.screen.record.journal_lines import show_log


def entry(kind: str, item: str | None = "1.1", **body: Any) -> Entry:
    return Entry(
        "hb7k", 1, kind, "p", item, date(2024, 9, 19), "2024-09-19T08:00:00.000000Z", "An", None,
        None, body, "", "abc",
    )  # fmt: skip


def shown(capsys: pytest.CaptureFixture[str], *entries: Entry, total: int = 0) -> str:
    show_log(Page(), entries, {}, total or len(entries))
    return capsys.readouterr().out


@pytest.mark.parametrize(
    ("one", "gist"),
    [
        (entry("update", status="in_progress"), "1.1  In progress  An"),
        (entry("update", status="in_progress", progress=0), "1.1  In progress 0 %  An"),
        (entry("update", status="suspended", difficulty="x"), "1.1  Suspended: x  An"),
        (entry("update", status="in_progress", next_step="y"), "1.1  In progress: y  An"),
        (entry("extension", due_text="Q1/2026", reason="z"), "1.1  → Q1/2026: z  An"),
        (entry("outcome", title="[b]t[/b]"), "1.1  [b]t[/b]  An"),
        (entry("meeting", None, title="a\n b"), "a b  An"),
        (entry("plan", None, path="plans/p.yaml"), "p (plans/p.yaml)  An"),
        (entry("plan", None), "p ()  An"),
        (entry("later_kind", None), "  An"),
    ],
)
def test_the_gist_of_an_entry(capsys: pytest.CaptureFixture[str], one: Entry, gist: str) -> None:
    line = shown(capsys, one)
    assert line.count("\n") == 1
    assert line.startswith(" 19/9/2024  hb7k-1  ")
    assert line.rstrip("\n").endswith(gist)


def test_long_words_are_cut(capsys: pytest.CaptureFixture[str]) -> None:
    out = " ".join(shown(capsys, entry("outcome", title="x" * 200)).split())
    assert "x" * 100 not in out or "…" in out
    assert out.replace(" ", "").count("x") == 159


def test_replaced_entries_are_struck(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")
    by = entry("retraction", reason="slip")._replace(seq=2, replaces="hb7k-1")
    show_log(Page(), [entry("outcome", title="t"), by], {"hb7k-1": by}, 2)
    out = capsys.readouterr().out
    assert "\x1b[9mt\x1b[0m" in out
    assert "(taken back by hb7k-2, An, 19/9/2024: slip)" in out
    assert "takes back hb7k-1: slip" in out


def test_what_is_left_out_is_said_first(capsys: pytest.CaptureFixture[str]) -> None:
    out = shown(capsys, entry("outcome", title="t"), total=12346)
    assert out.splitlines()[0] == "12,345 older ones are left out; `--limit 0` shows all"
