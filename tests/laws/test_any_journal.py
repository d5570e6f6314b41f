"""After any journal that `import json` takes, every command works: what would break one later is refused."""

import copy
import json
from pathlib import Path
from shutil import copytree
from tempfile import mkdtemp
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coopctl.domain.exchange.columns import TABLES
from tests.cli.commands.bring_in.test_import_json import Entry, export, seal
from tests.conftest import Runner
from tests.helpers.searches import examples
from tests.helpers.story import tell

_VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**70), 2**70), st.floats(allow_nan=False), st.text(max_size=8),
    st.sampled_from([
        "", "1.1", "9.9", "hung-yen", "nobody", "2026-02-30", "0001-01-01", "9999-12-31", "2024-09-19",
        "9999-12-31T23:59:59.999999Z", "0001-01-01T00:00:00.000000Z", "completed", "update", "plan", "period",
        "zz-1", "zz-999999999999999999", "Mars/Olympus", "\ud800", "\x1b[31m", "=1+1", "1e999", "NaN", [], {},
        [None], {"vi": None}, "month", "Q4/2025", 10**30, "x" * 70_000,
    ]),
)  # fmt: skip
_CHAIN = {"id", "replica", "seq", "prev", "hash"}  # what is sealed anew, or makes no entry at all
_CHANGES = st.lists(
    st.tuples(st.integers(0, 40), st.lists(st.integers(0, 40), min_size=1, max_size=7), st.booleans(), _VALUES),
    min_size=1, max_size=3,
)  # fmt: skip
_COMMANDS = (
    ("status",), ("status", "--json"), ("status", "--stages"), ("status", "--indicators"), ("status", "--disputed"),
    ("due",), ("agenda",), ("log",), ("log", "--json"), ("show", "1.1"), ("timeline",), ("chart",), ("verify",),
    ("evidence",), ("evidence", "--missing"), ("search", "danh"), ("plan", "log"), ("plan", "diff"), ("remind", "--all"),
    ("export", "json"), ("export", "html", "-o", "a.html"), ("export", "xlsx", "-o", "a.xlsx"),
    ("export", "docx", "-o", "a.docx"), ("export", "ics", "-o", "a.ics"),
    *(("export", "csv", table) for table in TABLES),
    ("add-update", "1.1", "in_progress"), ("add-meeting", "--title", "x", "--on", "1/6/2026"), ("undo",),
    ("close-period", "Kỳ", "--as-of", "1/6/2026", "--from", "1/1/2026", "--yes"), ("status", "--compare", "Kỳ"),
)  # fmt: skip


def change(entries: list[Entry], where: int, path: list[int], value: Any, *, drop: bool) -> None:
    """Change what a path of numbers leads to in an entry: each chooses among what is there."""
    entry: Any = entries[where % len(entries)]
    if where % 4:  # most of what can be wrong is in the body
        entry = entry["body"]
    for at, step in enumerate(path):
        keys = (
            [key for key in entry if key not in _CHAIN]
            if isinstance(entry, dict)
            else range(len(entry))
        )
        if not keys:
            return
        key = keys[step % len(keys)]
        inner = entry[key]
        if at == len(path) - 1 or not isinstance(inner, dict | list) or not inner:
            if drop:
                del entry[key]
            else:
                entry[key] = value
            return
        entry = inner


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return {}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(30))
@given(changes=_CHANGES, first=st.integers(0, 40), spread=st.integers(0, 8))
def test_every_command_works_after_any_journal_that_is_taken(
    workspace: Path,
    coopctl: Runner,
    exported: dict[str, Any],
    changes: list[tuple[int, list[int], bool, Any]],
    first: int,
    spread: int,
) -> None:
    if not exported:
        tell(coopctl)
        exported.update(json.loads(export(coopctl, workspace).read_text("utf-8")))
    place = Path(mkdtemp(dir=workspace.parent)) / "work"
    copytree(workspace / "plans", place / "plans")
    document = copy.deepcopy(exported)
    for where, path, drop, value in changes:
        change(document["entries"], where, path, value, drop=drop)
    try:
        seal(document["entries"])
        (place / "j.json").write_text(json.dumps(document), "utf-8")
    except (KeyError, TypeError, ValueError):  # no journal any more
        return
    taken = coopctl("import", "json", "j.json", cwd=place)
    assert "mistake in coopctl" not in taken.err, taken.err
    if taken.code:
        return
    for words in (_COMMANDS[(first + at * 5) % len(_COMMANDS)] for at in range(spread)):
        result = coopctl(*words, cwd=place)
        assert result.code in {0, 1, 2}, (words, result.err)
        for bad in ("mistake in coopctl", "damaged", "Traceback"):
            assert bad not in result.err, (words, result.err)
