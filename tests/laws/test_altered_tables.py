"""Whatever stands in a table that is derived from plan files: a sentence with the remedy, never a traceback."""

import gc
from pathlib import Path
from shutil import copyfile

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from coopctl.domain.exchange.columns import TABLES
from tests.conftest import Runner
from tests.helpers.altered import BROKEN_TEXT, alter, list_columns
from tests.helpers.searches import examples
from tests.helpers.story import tell

_VALUES = {
    "null": None, "blob": b"\xff\x00\xfe", "no bytes": b"", "huge": 2**63 - 1, "negative": -1, "real": 1e308,
    "infinite": float("inf"), "no day": "0000-00-00", "first day": "0001-01-01", "last day": "9999-12-31",
    "empty": "", "word": "zz", "many": "x" * 10_000_000, "escape": "\x1b[31mred\x1b]0;x\x07", "nul": "a\x00b",
    "no text": BROKEN_TEXT, "digits": "9" * 5000, "exponent": "1e999", "nan": "NaN", "formula": "=1+1",
    "markup": "%s{x}[bold]", "no json": "{", "list": "[]", "object": "{}", "json null": "null", "deep": "[" * 50_000,
    "other types": '{"parties": 5, "pipelines": "x"}', "other parts": '{"parties": [{"id": 3}], "pipelines": [1]}',
}  # fmt: skip
_ASKED = (
    ("status",), ("status", "1.1"), ("show", "1.1"), ("show", "2.1"), ("log",), ("due",), ("agenda",), ("search", "danh"),
    ("evidence",), ("timeline",), ("chart",), ("status", "--stages"), ("status", "--indicators"), ("plan", "log"), ("plan", "diff"),
)  # fmt: skip
_COMMANDS = (
    *((*words, *rest) for words in _ASKED for rest in ((), ("--json",))),
    ("status", "--disputed"), ("status", "--as-of", "1/1/2026"), ("status", "--known-at", "1/1/2026"),
    ("status", "--compare", "Kỳ"), ("status", "--period", "Kỳ"), ("evidence", "--missing"), ("remind", "--all"),
    ("due", "--party", "hoa-binh"), ("check",), ("verify",),
    *(("export", "csv", table, "--labels") for table in TABLES),
    *(("export", "docx", "--kind", *kind, "-o", "a.docx") for kind in (("report",), ("annex",), ("letter", "hung-yen"))),
    *(("export", *kind, "-o", name)
      for name, *kind in (("a.html", "html"), ("a.xlsx", "xlsx"), ("a.ics", "ics"), ("b.xlsx", "request", "hoa-binh"))),
    ("export", "json"), ("undo", "--dry-run"),
    ("add-update", "1.2", "in_progress", "--dry-run"), ("add-meeting", "--on", "1/6/2026", "--title", "x", "--dry-run"),
    ("add-outcome", "2.1", "--title", "x", "--indicator", "trained", "--value", "3", "--dry-run"),
    ("add-extension", "1.1", "1/1/2027", "--reason", "x", "--document", "d", "--dry-run"),
)  # fmt: skip
_REPAIR = "`coopctl verify --repair`"
_CHECKS = {"check", "verify"}  # exit code 1 is their answer


@pytest.fixture
def sound(workspace: Path, coopctl: Runner) -> Path:
    """Return a copy of a ledger as it should be."""
    tell(coopctl)
    words = ("Kỳ", "--as-of", "1/6/2026", "--from", "1/1/2026", "--yes")
    assert coopctl("close-period", *words).code == 0
    copyfile(workspace / "coopctl.db", workspace / "sound.db")
    return workspace / "sound.db"


@given(
    place=st.sampled_from(list_columns()),
    value=st.sampled_from(sorted(_VALUES)),
    every=st.booleans(),
    commands=st.lists(st.sampled_from(_COMMANDS), min_size=4, max_size=4, unique=True),
)
@example(
    place=("items", "due"),
    value="blob",
    every=True,
    commands=[("status",), ("due",), ("due", "--json"), ("agenda",)],
)
@example(
    place=("plans", "id"),
    value="word",
    every=True,
    commands=[("show", "1.1"), ("export", "html", "-o", "a.html")],
)
@example(place=("items", "id"), value="blob", every=True, commands=[("status", "--compare", "Kỳ")])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(12))
def test_whatever_stands_in_a_plan_table_there_is_a_sentence(
    place: tuple[str, str], value: str, every: bool, commands: list[tuple[str, ...]],
    sound: Path, coopctl: Runner,
) -> None:  # fmt: skip
    gc.collect()  # what a command stumbled over still holds the file open
    ledger = sound.with_name("coopctl.db")
    copyfile(sound, ledger)
    alter(ledger, *place, _VALUES[value], every=every)
    for argv in commands:
        for made in sound.parent.glob("[ab].*"):
            made.unlink()
        result = coopctl(*argv)
        assert "mistake in coopctl" not in result.err, (argv, result.err)
        assert result.code in {0, 1, 2}
        assert "\x1b" not in result.out + result.err, argv
        if result.code and argv[0] not in _CHECKS:
            assert _REPAIR in result.err, (argv, result.err)


def test_what_is_altered_is_named_in_both_languages(sound: Path, coopctl: Runner) -> None:
    alter(sound.with_name("coopctl.db"), "items", "due", b"\xff")
    said = {
        "en": "the ledger is damaged: the table `items` does not have the plan `test` as it was recorded",
        "vi": "sổ theo dõi bị hỏng: bảng `items` không chứa kế hoạch `test` đúng như đã ghi",
    }
    for lang, sentence in said.items():
        for words in (("status",), ("due",)):
            result = coopctl(*words, lang=lang)
            assert result.code == 1
            assert sentence in result.err
            assert _REPAIR in result.err
    assert coopctl("verify", "--repair").code == 0
    assert coopctl("status").code == 0
