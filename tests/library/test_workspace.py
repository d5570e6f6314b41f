"""coopctl as a library, as a notebook uses it: open, read, write, read again."""

import json
import os
import subprocess
import sys
import warnings
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import pytest

import coopctl as library
from coopctl import CoopError, Workspace, open_workspace
from coopctl.domain.codes import Timeliness
from coopctl.domain.exchange.columns import TABLES
from coopctl.domain.record.checks import RecordRefused
from coopctl.domain.record.kinds.catalogue import fields_of
from coopctl.ledger.file.kept_files import folder_of
from coopctl.library import Note, PlanStatus
from coopctl.library.texts import text_of, texts_of
from coopctl.messages import Message, UsageProblem
from tests.conftest import Runner
from tests.helpers import story
from tests.helpers.printed import read_json

if TYPE_CHECKING:
    from coopctl.domain.standing.dossiers import ItemDossier

README = Path(__file__).parents[2] / "README.md"


def columns(rows: Sequence[Any]) -> dict[str, list[Any]]:
    """Return the columns that `pandas.DataFrame(rows)` makes of named tuples and of dictionaries."""
    dicts = [row if isinstance(row, dict) else row._asdict() for row in rows]
    try:
        pd = import_module("pandas")
    except ImportError:
        return {name: [row[name] for row in dicts] for name in (dicts[0] if dicts else ())}
    frame = pd.DataFrame(rows)
    assert list(frame.columns) == list(dicts[0] if dicts else ())
    return {str(name): list(frame[name]) for name in frame.columns}


def test_a_notebook_opens_reads_writes_and_reads_again(workspace: Path) -> None:
    with open_workspace(workspace, office="hoa-binh", author="An", language="en") as work:
        assert columns(work.plans())["items"] == [6]
        items = columns(work.items())
        assert dict(zip(items["item"], items["status"], strict=True))["1.1"] == "not_started"
        update = work.add_update("1.1", "in_progress", progress=60, on=date(2025, 3, 1))
        assert (update.id, update.author, update.office) == (f"{update.id[:5]}-2", "An", "hoa-binh")
        assert update.body["progress"] == 60
        meeting = work.add_meeting(
            "Gặp nhau", "19/9/2024", items=["1.1"], attendees=["hung-yen: Trần A, Giám đốc"],
            actions=["hoa-binh: Gửi danh mục: 1/12/2024"],
        )  # fmt: skip
        assert columns(work.actions())["id"] == [f"{meeting.id}/1"]
        corrected = work.amend(update.id, "gõ nhầm", progress=Decimal(65))
        items = columns(work.items("1.1"))
        assert (items["progress"], items["entry"]) == ([65], [corrected.id])
        assert work.retract(corrected.id, "không phải").replaces == corrected.id
        assert columns(work.items("1.1"))["progress"] == [None]
        log = columns(work.log("1.1", kind="update"))
        assert next(zip(log["id"], log["replaced_by"], strict=True)) == (update.id, corrected.id)


def test_what_both_sides_say(workspace: Path) -> None:
    ours = open_workspace(workspace, office="hoa-binh", language="en", tell=_unheard)
    theirs = open_workspace(workspace, office="hung-yen", language="en", tell=_unheard)
    update = ours.add_update("1.1", "in_progress", on="1/3/2025")
    theirs.dispute("1.1", "chưa có biên bản", on="2/3/2025")
    assert [row.confirmation for row in ours.items("1.1")] == ["disputed"]
    assert theirs.confirm(update.id, on="3/3/2025").body["entry"] == update.id
    assert [row.confirmation for row in ours.items("1.1")] == ["confirmed"]
    moved = ours.add_extension("1.1", "31/3/2026", "Sáp nhập tỉnh", "12/QĐ", on="1/6/2025")
    assert moved.body["due"] == "2026-03-31"
    assert [row.due for row in ours.items("1.1")] == [date(2026, 3, 31)]
    outcome = ours.add_outcome(
        "2.1", "Lớp đầu", on="1/2/2025", indicator="trained", value=Decimal(30)
    )
    assert next((row.item, row.actual) for row in ours.indicators()) == ("2.1", "50")
    assert [row.id for row in ours.missing_evidence()] == [outcome.id]


def test_what_was_recorded_last_is_undone_and_brought_back(workspace: Path) -> None:
    work = open_workspace(workspace, language="en", tell=_unheard)
    with pytest.raises(CoopError, match="there is nothing to undo"):
        work.undo()
    update = work.add_update("1.1", "in_progress", on="1/3/2025")
    assert [row.replaces for row in work.undo(reason="gõ nhầm")] == [update.id]
    assert [row.status for row in work.items("1.1")] == ["not_started"]
    work.undo()
    assert [row.status for row in work.items("1.1")] == ["in_progress"]
    open_workspace(workspace, office="hung-yen", author="Bình", tell=_unheard).dispute(
        "1.1", "chưa"
    )
    meeting = work.add_meeting("Họp", "2/3/2025", actions=["hoa-binh: Gửi"])
    with pytest.raises(
        CoopError, match=f"the newest command did not record `{update.id}`"
    ) as other:
        work.undo(update.id)
    assert work.explain(other.value).splitlines()[1].startswith("hint: `coopctl retract ")
    action = f"{meeting.id}/1"
    later = work.add_update(action, "in_progress", on="3/3/2025")
    assert [row.replaces for row in work.undo(later.id)] == [later.id]


def test_a_period_is_closed(workspace: Path) -> None:
    work = open_workspace(workspace, language="en", tell=_unheard)
    work.add_update("1.1", "in_progress", progress=20, on="1/3/2025")
    with pytest.raises(UsageProblem, match="the first day of the period is not known"):
        work.close_period("Q1", date(2025, 3, 31))
    closed = work.close_period("Q1", "31/3/2025", first=date(2025, 1, 1), note="1/BC")
    assert [(one.entry, one.name, one.first) for one in work.periods()] == [
        (closed.id, "Q1", date(2025, 1, 1))
    ]
    work.add_update("1.1", "in_progress", progress=90, on="15/3/2025")
    assert [row.progress for row in work.items("1.1", period="Q1")] == [20]
    with pytest.raises(CoopError, match="was closed already"):
        work.close_period("q1", "31/3/2025", first="1/1/2025")


class Same(NamedTuple):
    """A question as a command and as a call, and under which key of the JSON the rows are."""

    words: tuple[str, ...]
    call: Callable[[Workspace], Sequence[Any]]
    key: str | None = None


SAME = [
    Same(("status", "test"), lambda work: work.items(), "items"),
    Same(("status", "test"), lambda work: work.actions(), "actions"),
    Same(("status", "1", "--party", "hoa-binh", "--as-of", "1/4/2025"),
         lambda work: work.items("1", party="Hòa Bình", as_of="2025-04-01"), "items"),
    Same(("status", "--timeliness", "overdue"), lambda work: work.items(timeliness="overdue"), "items"),
    Same(("status", "--known-at", "1/1/2020"), lambda work: work.items(known_at=date(2020, 1, 1)), "items"),
    Same(("status", "--period", "Q1"), lambda work: work.items(period="Q1"), "items"),
    Same(("due", "--within", "12m"), lambda work: work.due(within="12m"), "rows"),
    Same(("agenda", "--on", "1/7/2026"), lambda work: work.agenda(on=date(2026, 7, 1)), "rows"),
    Same(("search", "danh", "muc"), lambda work: work.search("danh muc"), "hits"),
    Same(("evidence",), lambda work: work.evidence(), "evidence"),
    Same(("evidence", "--missing"), lambda work: work.missing_evidence(), "missing"),
    Same(("log", "--limit", "0"), lambda work: work.log()),
    Same(("log", "--item", "3.1"), lambda work: work.log("3.1")),
]  # fmt: skip


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_answer_is_that_of_the_command(
    workspace: Path, coopctl: Runner, language: str
) -> None:
    story.tell(coopctl)
    done = coopctl("close-period", "Q1", "--as-of", "31/3/2025", "--from", "1/1/2025")
    assert done.code == 0, done.err
    work = open_workspace(workspace, language=language)
    for same in SAME:
        run = coopctl(*same.words, "--json", lang=language)
        assert run.code == 0, (same.words, run.err)
        printed = read_json(run.out)
        rows = printed[same.key] if same.key else _rows_of(printed)
        got = json.loads(json.dumps([row._asdict() for row in same.call(work)], default=str))
        assert len(rows) == len(got)
        for row, own in zip(rows, got, strict=True):
            shared = row.keys() & own.keys() - {"replaced_by"}
            assert {name: row[name] for name in shared} == {name: own[name] for name in shared}
            assert len(shared) >= min(len(row), len(own)) - 3, same.words


def _rows_of(printed: Any) -> list[dict[str, Any]]:
    """Return the entries of `log --json`, in or without an envelope."""
    if isinstance(printed, dict):
        return next(value for value in printed.values() if isinstance(value, list))
    rows: list[dict[str, Any]] = printed
    return rows


@pytest.mark.parametrize("name", TABLES)
def test_every_table_is_that_of_the_export(workspace: Path, coopctl: Runner, name: str) -> None:
    import csv
    import io

    story.tell(coopctl)
    work = open_workspace(workspace, language="en")
    exported = coopctl("export", "csv", name)
    assert exported.code == 0, exported.err
    rows = list(csv.DictReader(io.StringIO(exported.out.removeprefix("\ufeff"), newline="")))
    table = work.table(name)
    assert len(rows) == len(table)
    for row, own in zip(rows, table, strict=True):
        assert list(row) == list(own)
        assert row == {key: "" if value is None else str(value) for key, value in own.items()}


def test_a_thing_is_shown_with_all_that_belongs_to_it(workspace: Path, coopctl: Runner) -> None:
    told = story.tell(coopctl)
    work = open_workspace(workspace, language="en")
    kinds = {"1.1": "ItemDossier", told.action: "ActionDossier", told.meeting: "MeetingDossier", told.update: "EntryDossier", "test": "PlanDossier"}  # fmt: skip
    assert {name: type(work.show(name)).__name__ for name in kinds} == kinds
    shown = cast("ItemDossier", work.show("1.1"))
    printed = read_json(coopctl("show", "1.1", "--json").out)
    assert [entry.id for entry in shown.entries] == [one["id"] for one in printed["entries"]]
    assert shown.row._asdict().keys() == printed["item"].keys()


def test_the_ledger_is_verified(workspace: Path, coopctl: Runner) -> None:
    story.tell(coopctl)
    verification = open_workspace(workspace).verify()
    assert verification.faults == ()
    printed = read_json(coopctl("verify", "--json").out)
    assert verification.checked == printed["checked"]
    assert [head.digits for head in verification.heads] == [
        one["digits"] for one in printed["heads"]
    ]


def test_the_figures_are_those_of_status(workspace: Path, coopctl: Runner) -> None:
    story.tell(coopctl)
    (figures,) = open_workspace(workspace, language="vi").status()
    summary = read_json(coopctl("status", "--json").out)["summary"]
    assert (figures.plan, figures.title, figures.total) == (
        "test",
        "Kế hoạch thử",
        summary["total"],
    )
    assert (figures.completed, figures.withdrawn) == (1, summary["withdrawn"])
    assert set(PlanStatus._fields) >= {code.value for code in Timeliness}
    assert sum(getattr(figures, code.value) for code in Timeliness) == figures.total


def test_the_same_words_record_the_same(workspace: Path, coopctl: Runner, tmp_path: Path) -> None:
    paper = tmp_path / "bien-ban.pdf"
    paper.write_bytes(b"%PDF-1.4 x")
    done = coopctl(
        "add-update", "1.1", "completed", "--on", "1/3/2026", "--completed-on", "28/2/2026",
        "--result", "Xong", "--evidence", str(paper), "--evidence", "9/BC", "--json",
    )  # fmt: skip
    assert done.code == 0, done.err
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Note)
        own = open_workspace(workspace, language="en").add_update(
            "1.1", "completed", on=datetime(2026, 3, 1, 9, 30, tzinfo=UTC), completed_on="2026-02-28",
            result="Xong", evidence=[paper, "9/BC"],
        )  # fmt: skip
    typed = _rows_of(read_json(done.out))[0]
    assert {**own.body, "command": ""} == {**typed["body"], "command": ""}
    assert len(list(folder_of(workspace / "coopctl.db").iterdir())) == 1


def test_errors_are_exceptions_with_a_message_and_a_hint(workspace: Path) -> None:
    work = open_workspace(workspace, language="vi")
    with pytest.raises(RecordRefused) as refused:
        work.add_update("1.1", "in_progress", progress=300, on="1/1/2030")
    assert isinstance(refused.value, CoopError)
    assert [one.field for one in refused.value.problems] == ["on", "progress"]
    assert work.explain(refused.value).splitlines() == [
        "on: chưa đến ngày 1/1/2030",
        "gợi ý: hãy xem lại ngày; nếu đúng ý thì thêm `--yes`",
        "progress: `300` không phải là tỷ lệ phần trăm từ 0 đến 100",
        "gợi ý: hãy ghi số nguyên từ 0 đến 100, ví dụ `60`",
    ]
    with pytest.raises(CoopError, match=r"there is no `9\.9`") as error:
        work.items("9.9")
    assert error.value.hint is not None
    with pytest.raises(UsageProblem, match="there is no field `progres`") as unknown:
        work.add_update("1.1", "in_progress", progres=3)
    assert str(unknown.value.hint) == "one of: progress"
    with pytest.raises(UsageProblem, match="`as_of`: "):
        work.items(as_of="31/2/2025")
    with pytest.raises(UsageProblem, match="`period` does not go together with as_of"):
        work.items(period="Q1", as_of="1/1/2025")
    with pytest.raises(CoopError, match="is not a workspace"):
        open_workspace(workspace / "plans")
    with pytest.raises(UsageProblem, match="`language`: "):
        open_workspace(workspace, language="fr")
    assert work.log() == []  # nothing was recorded
    assert not (workspace / "coopctl.db").exists()


def test_what_is_worth_knowing_is_told(workspace: Path) -> None:
    told: list[str] = []

    def tell(message: Message, _hint: Message | None = None, /) -> None:
        told.append(str(message))

    work = open_workspace(workspace, language="en", tell=tell)
    work.add_update("1.1", "completed", completed_on="1/3/2026", on="1/3/2026")
    assert told == [
        "completed without evidence; `--evidence` names a document, an address or a file"
    ]
    told.clear()
    (workspace / "coopctl.toml").write_text('office = "hung-yen"\n', "utf-8")
    own = open_workspace(workspace, office="hoa-binh", language="en", tell=tell)
    own.add_update("1.1", "in_progress", on="1/4/2026")
    assert told == [
        "this is recorded as the word of `hoa-binh`; the workspace is that of `hung-yen`",
        "`1.1` was completed, and this opens it again; its progress is empty unless given",
    ]
    with pytest.warns(Note, match="hoàn thành") as warned:
        open_workspace(workspace, language="vi").add_update(
            "1.2", "completed", completed_on="1/3/2026", on="1/3/2026"
        )
    assert [one.filename for one in warned] == [__file__]  # whose line it was


def test_a_changed_plan_is_taken_up(workspace: Path) -> None:
    plan = workspace / "plans" / "test.yaml"
    with open_workspace(workspace, language="en", tell=_unheard) as work:
        work.add_update("1.1", "in_progress", on="1/3/2025")
        plan.write_text(plan.read_text("utf-8").replace("en: Training", "en: Course"), "utf-8")
        os.utime(plan, (1_700_000_100, 1_700_000_100))
        work.add_update("1.2", "in_progress", on="1/3/2025")
        assert [row.title for row in work.items("2.1")] == ["Course"]
    assert [row.title for row in open_workspace(workspace, language="vi").items("2.1")] == [
        "Tập huấn"
    ]


def _unheard(message: object, hint: object = None) -> None:
    assert message
    assert hint is None or hint


def test_values_become_texts_that_say_the_same() -> None:
    class Nothing:
        """What pandas has for nothing: it is not itself."""

        def __eq__(self, other: object) -> bool:
            return False

        __hash__ = None  # type: ignore[assignment]

    values = {
        "progress": 60,
        "result": float("nan"),
        "cause": Nothing(),
        "evidence": (Path("a"), None),
    }
    assert texts_of("update", values) == {"progress": ["60"], "evidence": ["a"]}
    assert texts_of("meeting", {"items": ["1.1"], "action": "a: b"}) == {
        "item": ["1.1"], "action": ["a: b"],
    }  # fmt: skip
    assert texts_of("extension", {"for_": "Q1/2025"}) == {"for": ["Q1/2025"]}
    assert [text_of(one) for one in (1.5, 1e-7, Decimal("1.234"), 1234.0, datetime(2025, 3, 1, 8, tzinfo=UTC))] == [
        "1.5", "0.0000001", "1.2340", "1234.0", "2025-03-01",
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["update", "meeting", "outcome", "extension"])
def test_the_documentation_names_every_field(kind: str) -> None:
    text = getattr(Workspace, f"add_{kind}").__doc__
    for field in fields_of(kind):
        name = "for_" if field.name == "for" else field.kept
        assert f"\n        {name}: {field.label}" in text


def test_every_call_says_what_it_does() -> None:
    calls = [name for name in dir(Workspace) if not name.startswith("_")]
    assert {"plans", "status", "items", "log", "due", "agenda", "search", "evidence"} <= set(calls)
    assert all(
        getattr(Workspace, name).__doc__.split("\n")[0].endswith((".", ":", "`", ")"))
        for name in calls
    )
    assert all(hasattr(library, name) for name in library.__all__)
    with pytest.raises(AttributeError):
        library.nothing  # noqa: B018


def test_importing_it_is_light() -> None:
    code = "import sys, coopctl; print(*[n for n in sys.modules if n.startswith('coopctl')], 'sqlite3' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["coopctl", "False"]


class Frame:
    """As much of `pandas.DataFrame` as the notebooks of the manual use, where there is no pandas."""

    def __init__(self, rows: Sequence[Any]) -> None:
        self._rows = rows

    def __getattr__(self, name: str) -> "Frame":
        return Frame([getattr(row, name) for row in self._rows])

    def __eq__(self, other: object) -> Any:
        return [value == other for value in self._rows]

    __hash__ = None  # type: ignore[assignment]

    def __getitem__(self, kept: list[bool]) -> list[Any]:
        return [row for row, keep in zip(self._rows, kept, strict=True) if keep]


def _notebooks() -> list[tuple[str, str]]:
    """Return every block of Python in README and manual, with its file."""
    files = [README, *sorted((README.parent / "coopctl" / "manual").glob("*/*.md"))]
    return [
        (file.name, block.partition("```")[0])
        for file in files
        for block in file.read_text("utf-8").split("```python\n")[1:]
    ]


@pytest.mark.parametrize(("file", "code"), _notebooks())
def test_every_notebook_that_is_shown_runs(
    workspace: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch, file: str, code: str
) -> None:
    story.tell(coopctl)
    monkeypatch.chdir(workspace.parent)
    (workspace.parent / "hop-tac").symlink_to(workspace)  # as the Vietnamese one names it
    monkeypatch.setitem(sys.modules, "pandas", cast("ModuleType", SimpleNamespace(DataFrame=Frame)))
    names: dict[str, Any] = {"print": lambda *_words: None}
    exec(compile(code, file, "exec"), names)  # noqa: S102
    assert "open_workspace" in names, file
