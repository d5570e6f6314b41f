"""`coopctl plan …`: the versions of a plan, what differs, what was signed, on what basis."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from coopctl.ledger.file import database
from tests.conftest import PLAN, Runner
from tests.helpers.printed import read_json
from tests.helpers.recorded import journal, last
from tests.helpers.tasks import WITH_TASKS, write_tasks
from tests.laws.periods.test_period_questions import set_clock

DOCUMENT = "48/KH-SKHCN, 17/9/2024"
AMENDMENT = "Phụ lục 01, 12/1/2026"


def write(workspace: Path, text: str, at: int = 1_700_000_100) -> None:
    """Change the plan's file, long enough ago to be trusted by its look."""
    file = workspace / "plans" / "test.yaml"
    file.write_text(text, "utf-8")
    os.utime(file, (at, at))


def versions(coopctl: Runner) -> list[dict[str, Any]]:
    result = coopctl("plan", "log", "--json")
    assert result.code == 0, result.err
    data = read_json(result.out)
    assert (data["format"], data["plan"]) == ("coopctl-plan-log/1", "test")
    found: list[dict[str, Any]] = data["versions"]
    return found


def plan_entries(workspace: Path) -> list[tuple[str, str | None]]:
    """Return the plan entries (id, what each replaces), past the program."""
    with closing(sqlite3.connect(workspace / "coopctl.db")) as connection:
        query = "select id, replaces from journal where kind = 'plan' order by place"
        return connection.execute(query).fetchall()


AMENDED = PLAN.replace("due: 31/12/2026", "due: 31/3/2027").replace(
    "deliverable: {vi: Danh mục, en: List}", "deliverable: {vi: Danh mục chung, en: List}"
)


@pytest.fixture
def amended(workspace: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """A plan that was signed and then changed: the entries of both versions."""
    assert coopctl("plan", "update", "--author", "An").code == 0
    assert coopctl("plan", "sign", "--document", DOCUMENT, "--author", "An").code == 0
    set_clock(monkeypatch, 1)
    write(workspace, AMENDED)
    assert coopctl("plan", "update", "--author", "Bình", "--office", "hung-yen").code == 0
    (first, _), (second, _) = plan_entries(workspace)
    return first, second


def test_log_of_nothing_recorded_makes_no_ledger(workspace: Path, coopctl: Runner) -> None:
    result = coopctl("plan", "log")
    assert (result.code, result.err) == (0, "")
    assert result.out == (
        "Plan 48/KH-SKHCN  Test plan\nno version is recorded yet; the first record makes one\n"
    )
    assert versions(coopctl) == []
    assert not (workspace / "coopctl.db").exists()


def test_log_says_of_each_version_when_by_whom_and_what(
    workspace: Path, coopctl: Runner, amended: tuple[str, str]
) -> None:
    first, second = amended
    result = coopctl("plan", "log", "TEST")
    signing = last(workspace).id
    assert (result.code, result.err) == (0, "")
    assert result.out == (
        "Plan 48/KH-SKHCN  Test plan\n"
        "\n"
        f"{first}  30/6/2026 12:00  An\n"
        "  plans/test.yaml\n"
        f"  signed: {DOCUMENT}  {signing}\n"
        "  the first version\n"
        "\n"
        f"{second}  1/7/2026 12:00  Bình (hung-yen)  in force\n"
        "  plans/test.yaml\n"
        "  `1.1`: Deliverable\n"
        "  `1.2`: Due\n"
    )
    one, two = versions(coopctl)
    assert (one["in_force"], two["in_force"]) == (False, True)
    assert (one["before"], two["before"]) == (None, first)
    assert one["signed"] == [{"entry": signing, "document": DOCUMENT}]
    assert two["changes"] == ["`1.1`: Deliverable", "`1.2`: Due"]
    assert coopctl("plan", "log", lang="vi").out.endswith("\n  `1.1`: Sản phẩm\n  `1.2`: Hạn\n")


def test_the_journal_says_what_a_version_changed(
    workspace: Path, coopctl: Runner, amended: tuple[str, str]
) -> None:
    _first, second = amended
    log = coopctl("log").out
    left = " " * (10 + 2 + len(second) + 2 + 12 + 2)
    assert f"(plans/test.yaml)  Bình\n{left}`1.1`: Deliverable\n{left}`1.2`: Due\n" in log
    assert f"Signed text   {_first}: {DOCUMENT}  An\n" in log
    assert read_json(coopctl("log", "--kind", "signing", "--json").out)[0]["kind"] == "signing"
    shown = coopctl("show", second).out
    assert "\n`1.1`: Deliverable\n`1.2`: Due\n" in shown
    assert f"Signed document: {DOCUMENT}\n" in coopctl("show", last(workspace).id).out


def test_diff_is_of_the_signed_version_and_the_one_in_force(
    workspace: Path, coopctl: Runner, amended: tuple[str, str]
) -> None:
    first, second = amended
    result = coopctl("plan", "diff")
    assert (result.code, result.err) == (0, "")
    assert result.out == (
        "Plan 48/KH-SKHCN  Test plan\n"
        f"− {first} · 30/6/2026 12:00 · An · signed: {DOCUMENT}\n"
        f"+ {second} · 1/7/2026 12:00 · Bình\n"
        "\n"
        "Items\n"
        "  ~ 1.1  Propose tasks\n"
        "      Deliverable: vi: Danh mục → vi: Danh mục chung\n"
        "  ~ 1.2  Variety trial\n"
        "      Due: 31/12/2026 → 31/3/2027\n"
    )
    data = read_json(coopctl("plan", "diff", "--json").out)
    assert data["format"] == "coopctl-plan-diff/1"
    assert (data["from"]["entry"], data["from"]["document"]) == (first, DOCUMENT)
    assert data["to"]["entry"] == second
    assert data["differences"][1] == {
        "about": "item", "id": "1.2", "change": "changed",
        "title": {"vi": "Khảo nghiệm giống", "en": "Variety trial"},
        "fields": [{
            "name": "due", "key": None, "part": None,
            "old": {"text": "31/12/2026", "day": "2026-12-31"},
            "new": {"text": "31/3/2027", "day": "2027-03-31"},
        }],
    }  # fmt: skip


def test_diff_in_vietnamese(workspace: Path, coopctl: Runner, amended: tuple[str, str]) -> None:
    out = coopctl("plan", "diff", lang="vi").out
    assert "      Sản phẩm: Danh mục → Danh mục chung\n" in out
    assert "      Hạn: 31/12/2026 → 31/3/2027\n" in out


def test_diff_of_named_versions_and_of_the_file(
    workspace: Path, coopctl: Runner, amended: tuple[str, str]
) -> None:
    first, second = amended
    back = coopctl("plan", "diff", second, first).out
    assert "Due: 31/3/2027 → 31/12/2026\n" in back
    assert "nothing differs: both have the same text\n" in coopctl("plan", "diff", first, first).out
    out = coopctl("plan", "diff", first, "FILE").out
    assert "+ the file as it is now\n" in out
    assert "Due: 31/12/2026 → 31/3/2027\n" in out
    data = read_json(coopctl("plan", "diff", first, "file", "--json").out)
    assert data["to"] == {"entry": None, "recorded_at": None, "author": None, "document": None}


def test_diff_without_a_signed_version_is_with_the_one_before(
    workspace: Path, coopctl: Runner
) -> None:
    coopctl("plan", "update")
    result = coopctl("plan", "diff")
    (first, _) = plan_entries(workspace)[0]
    assert result.code == 0
    assert result.out == (
        "Plan 48/KH-SKHCN  Test plan\n"
        f"there is no version to compare with: {first} is the only one\n"
    )
    assert read_json(coopctl("plan", "diff", "--json").out)["from"] is None
    write(workspace, AMENDED)
    coopctl("plan", "update")
    coopctl("plan", "update", "--basis", AMENDMENT)  # the same text again is no version to compare
    assert f"− {first} · " in coopctl("plan", "diff").out


def test_diff_without_a_ledger(workspace: Path, coopctl: Runner) -> None:
    assert "the file is the only one\n" in coopctl("plan", "diff").out
    assert not (workspace / "coopctl.db").exists()


@pytest.mark.parametrize("word", ["zz-9", "x", "", "1.1", "a\x1b"])
def test_a_version_that_is_none(
    workspace: Path, coopctl: Runner, amended: tuple[str, str], word: str
) -> None:
    for command in (("plan", "diff", word), ("plan", "diff", amended[0], word)):
        result = coopctl(*command)
        assert (result.code, result.out) == (1, ""), command
        assert result.err.startswith("error: ")
        assert "mistake" not in result.err
    result = coopctl("plan", "diff", "zz-9")
    assert result.err == (
        "error: `zz-9` is no version of the plan `test`\n"
        f"hint: write one of: {amended[0]}, {amended[1]}, file\n"
    )


def test_a_file_with_errors_is_no_side_of_a_comparison(
    workspace: Path, coopctl: Runner, amended: tuple[str, str]
) -> None:
    write(workspace, PLAN.replace("lead: hoa-binh", "lead: nobody"), 1_700_000_200)
    result = coopctl("plan", "diff", amended[0], "file")
    assert (result.code, result.out) == (1, "")
    assert "error: plans/test.yaml:24:15: " in result.err


def test_versions_of_the_plan_that_is_named(workspace: Path, coopctl: Runner) -> None:
    (workspace / "plans" / "b.yaml").write_text(PLAN.replace("id: test", "id: other"), "utf-8")
    coopctl("plan", "update")
    for command in (("log",), ("diff",), ("sign", "--document", "x"), ("update", "--basis", "x")):
        result = coopctl("plan", *command)
        assert (result.code, result.out) == (1, ""), command
        assert "hint: say which with `--plan`: other, test\n" in result.err
    assert coopctl("plan", "log", "other").code == 0
    assert coopctl("plan", "diff", "--plan", "other").code == 0
    entry = read_json(coopctl("plan", "log", "other", "--json").out)["versions"][0]["entry"]
    assert coopctl("plan", "diff", entry, "file").code == 0
    result = coopctl("plan", "diff", entry, "--plan", "test")
    assert result.err.startswith(f"error: `{entry}` is no version of the plan `test`\n")


def test_signing_marks_the_version_in_force(workspace: Path, coopctl: Runner) -> None:
    result = coopctl("plan", "sign", "--document", DOCUMENT)
    row = last(workspace)
    (version, _) = plan_entries(workspace)[0]
    assert (result.code, result.out) == (0, "")
    assert result.err == (
        f"recorded `{row.id}`: `{version}` of the plan `test` is the text signed with “{DOCUMENT}”\n"
    )
    assert (row.kind, row.happened_on) == ("signing", "2026-06-30")
    assert row.body == {"version": version, "document": DOCUMENT}
    again = coopctl("plan", "sign", "--document", " 48/kh-skhcn,  17/9/2024")
    assert (again.code, again.out) == (1, "")
    assert again.err.startswith(
        f"error: `{version}` is already the text signed with “{DOCUMENT}”: `{row.id}`\n"
    )
    assert len(journal(workspace)) == 1


DRY_RUN = "note: nothing was recorded: this was a dry run\n"


def test_signing_rehearsed(workspace: Path, coopctl: Runner, amended: tuple[str, str]) -> None:
    words = ("plan", "sign", "--document", AMENDMENT, "--dry-run")
    assert coopctl(*words).err == (
        "  Signed text · test\n"
        "  Date: 1/7/2026\n"
        f"  Version of the plan: {amended[1]}\n"
        f"  Signed document: {AMENDMENT}\n{DRY_RUN}"
    )
    (draft,) = read_json(coopctl(*words, "--json").out)
    assert (draft["kind"], draft["body"]["version"]) == ("signing", amended[1])
    assert len(journal(workspace)) == 1


def test_signing_rehearsed_before_anything_is_recorded(workspace: Path, coopctl: Runner) -> None:
    words = ("plan", "sign", "--document", DOCUMENT)
    assert "  Version of the plan: …\n" in coopctl(*words, "--dry-run").err
    assert not (workspace / "coopctl.db").exists()
    assert coopctl(*words, "--yes").code == 0


def test_update_rehearsed(workspace: Path, coopctl: Runner, amended: tuple[str, str]) -> None:
    update = ("plan", "update", "--dry-run")
    nothing = "note: nothing was recorded: the ledger has all of the plan files\n"
    assert coopctl(*update).err == nothing + DRY_RUN
    assert coopctl(*update, "--basis", AMENDMENT).err == (
        f"  the plan `test` rests on “{AMENDMENT}”\n{DRY_RUN}"
    )
    write(workspace, AMENDED.replace("31/3/2027", "30/4/2027"), 1_700_000_200)
    assert coopctl(*update).err == (
        f"note: the plan `test` changed (plans/test.yaml): `1.2`: Due\n{DRY_RUN}"
    )
    (draft,) = read_json(coopctl(*update, "--basis", AMENDMENT, "--json").out)
    assert (draft["plan"], draft["body"]["basis"]) == ("test", AMENDMENT)
    assert [entry for entry, _ in plan_entries(workspace)] == list(amended)
    assert coopctl("plan", "update", "--yes").code == 0
    assert len(plan_entries(workspace)) == 3


def test_update_rehearsed_in_a_new_workspace(workspace: Path, coopctl: Runner) -> None:
    result = coopctl("plan", "update", "--dry-run")
    assert (result.code, result.out) == (0, "")
    assert result.err.startswith("note: new plan `test` (plans/test.yaml): ")
    assert not (workspace / "coopctl.db").exists()


def test_an_amendment_becomes_the_agreed_text_by_signing_again(
    workspace: Path, coopctl: Runner, amended: tuple[str, str]
) -> None:
    _first, second = amended
    assert "not the text signed with “48/KH-SKHCN, 17/9/2024”" in coopctl("status").out
    (entry,) = read_json(coopctl("plan", "sign", "--document", AMENDMENT, "--json").out)
    said = {"version": second, "document": AMENDMENT}
    assert entry["body"] == {**said, "command": entry["id"]}
    assert "not the text signed" not in coopctl("status").out
    assert "not the text" not in coopctl("check").out
    assert "nothing differs" in coopctl("plan", "diff").out


def test_an_older_version_may_be_the_signed_one(
    workspace: Path, coopctl: Runner, amended: tuple[str, str]
) -> None:
    first, second = amended
    coopctl("plan", "sign", second, "--document", AMENDMENT)
    assert coopctl("plan", "sign", first, "--document", DOCUMENT).code == 0
    assert f"− {first} · " in coopctl("plan", "diff").out


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 2, "error: missing: --document\n"),
        (
            ("--document", "  "),
            2,
            "error: `--document`: the document is empty\nhint: write its number",
        ),
        (("--document", "a\x1b"), 2, "error: `--document`: character 2 of the text is U+001B"),
        (("zz-9", "--document", "x"), 1, "error: `zz-9` is no version of the plan `test`\n"),
    ],
)
def test_what_signing_refuses(
    workspace: Path, coopctl: Runner, words: tuple[str, ...], code: int, said: str
) -> None:
    coopctl("plan", "update")
    result = coopctl("plan", "sign", *words)
    assert (result.code, result.out) == (code, "")
    assert result.err.startswith(said)
    assert journal(workspace) == []


def test_check_warns_of_a_plan_that_drifted_from_the_signed_text(
    workspace: Path, coopctl: Runner, amended: tuple[str, str]
) -> None:
    first, _second = amended
    write(workspace, AMENDED.replace("id: 2.2", "id: 2.3"), 1_700_000_200)
    result = coopctl("check", "--json")
    assert result.code == 0
    (drift,) = [one for one in read_json(result.out) if one["code"] == "not-as-signed"]
    assert (drift["path"], drift["severity"]) == ("plans/test.yaml", "warning")
    assert drift["message"] == (
        f"the plan `test` is not the text signed with “{DOCUMENT}” (`{first}`): "
        "new items: 2.3, items left out: 2.2, `1.1`: Deliverable, `1.2`: Due"
    )
    assert coopctl("check", "--strict").code == 1
    assert f"`coopctl plan diff {first} file` shows it field by field" in coopctl("check").out


def test_update_takes_a_changed_plan_with_its_basis(
    workspace: Path, coopctl: Runner, amended: tuple[str, str]
) -> None:
    write(workspace, AMENDED.replace("31/3/2027", "30/4/2027"), 1_700_000_200)
    result = coopctl("plan", "update", "--basis", AMENDMENT)
    third, replaces = plan_entries(workspace)[-1]
    assert (result.code, result.out, replaces) == (0, "", None)
    assert result.err == (
        "note: the plan `test` changed (plans/test.yaml): `1.2`: Due\n"
        f"recorded `{third}`: a version of the plan `test`, on the basis of “{AMENDMENT}”\n"
    )
    newest = versions(coopctl)[-1]
    assert (newest["entry"], newest["basis"], newest["in_force"]) == (third, AMENDMENT, True)
    assert f"  basis: {AMENDMENT}\n" in coopctl("plan", "log").out
    assert f"basis: {AMENDMENT}\n" in coopctl("show", third).out


def test_log_says_by_what_a_version_was_taken_back(
    workspace: Path, coopctl: Runner, amended: tuple[str, str]
) -> None:
    _first, second = amended
    assert coopctl("undo", "--reason", "Chưa được ký", "--author", "Bình").code == 0
    gone = last(workspace).id
    assert f"  taken back by {gone}, Bình, 1/7/2026: Chưa được ký\n" in coopctl("plan", "log").out
    one, two = versions(coopctl)
    assert [one["replaced_by"], two["replaced_by"]] == [[], [gone]]
    assert (one["in_force"], two["entry"]) == (True, second)


def test_update_gives_the_version_in_force_its_basis(
    workspace: Path, coopctl: Runner, amended: tuple[str, str]
) -> None:
    first, second = amended
    result = coopctl("plan", "update", "--basis", AMENDMENT)
    third, replaces = plan_entries(workspace)[-1]
    assert (result.code, replaces) == (0, second)
    one, two, three = versions(coopctl)
    assert [one["replaced"], two["replaced"], three["replaced"]] == [False, True, False]
    assert two["replaced_by"] == [third]
    assert f"  corrected by {third}, tester, 1/7/2026: {AMENDMENT}\n" in coopctl("plan", "log").out
    assert (three["in_force"], three["basis"], three["changes"]) == (True, AMENDMENT, [])
    assert f"  the text is that of `{second}`\n" in coopctl("plan", "log").out
    assert f"Version in the ledger: {third}\n" in coopctl("show", "test").out
    again = coopctl("plan", "update", "--basis", AMENDMENT)
    assert again.err == "note: nothing was recorded: the ledger has all of the plan files\n"
    assert len(plan_entries(workspace)) == 3
    assert one["entry"] == first


def test_the_signed_text_with_a_basis_is_still_the_signed_text(
    workspace: Path, coopctl: Runner
) -> None:
    coopctl("plan", "sign", "--document", DOCUMENT)
    coopctl("plan", "update", "--basis", AMENDMENT)
    assert [len(one["signed"]) for one in versions(coopctl)] == [1, 1]
    assert "not the text" not in coopctl("check").out
    assert "not the text" not in coopctl("status").out


def test_update_of_a_new_workspace_makes_the_ledger(workspace: Path, coopctl: Runner) -> None:
    result = coopctl("plan", "update", "--basis", DOCUMENT, "--json")
    (entry,) = read_json(result.out)
    assert (result.code, entry["kind"], entry["body"]["basis"]) == (0, "plan", DOCUMENT)
    assert read_json(coopctl("plan", "update", "--json").out) == []
    with closing(database.open_existing(workspace / "coopctl.db")) as connection:
        assert connection.execute("select entry from plans").fetchall() == [(entry["id"],)]


def test_update_of_the_one_changed_plan_among_several(workspace: Path, coopctl: Runner) -> None:
    other = workspace / "plans" / "b.yaml"
    other.write_text(PLAN.replace("id: test", "id: other"), "utf-8")
    coopctl("plan", "update")
    write(workspace, AMENDED)
    (entry,) = read_json(coopctl("plan", "update", "--basis", AMENDMENT, "--json").out)
    assert (entry["plan"], entry["body"]["basis"]) == ("test", AMENDMENT)
    (entry,) = read_json(coopctl("plan", "update", "--basis", "x", "--plan", "OTHER", "--json").out)
    assert (entry["plan"], entry["body"]["basis"]) == ("other", "x")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--plan", "test"), 2, "error: `--plan` says which plan `--basis` is about"),
        (("--basis", ""), 2, "error: `--basis`: the document is empty\n"),
        (("--basis", "x", "--plan", "tset"), 1, "error: there is no `tset`\nhint: one of: test\n"),
    ],
)
def test_what_update_refuses(
    workspace: Path, coopctl: Runner, words: tuple[str, ...], code: int, said: str
) -> None:
    result = coopctl("plan", "update", *words)
    assert (result.code, result.out) == (code, "")
    assert result.err.startswith(said)
    assert not (workspace / "coopctl.db").exists()


def test_errors_in_the_file_stop_update(
    workspace: Path, coopctl: Runner, amended: tuple[str, str]
) -> None:
    write(workspace, PLAN.replace("lead: hoa-binh", "lead: nobody"), 1_700_000_200)
    for words in ((), ("--basis", AMENDMENT)):
        result = coopctl("plan", "update", *words)
        assert (result.code, result.out) == (1, "")
        assert result.err.startswith("error: plans/test.yaml:24:15: ")
    assert len(plan_entries(workspace)) == 2


def test_known_at_and_periods_have_the_version_of_then(
    workspace: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    coopctl("close-period", "Q2", "--as-of", "30/6/2026", "--from", "1/1/2026")
    set_clock(monkeypatch, 1)
    coopctl("plan", "update", "--basis", DOCUMENT)  # a correction: the same text, another entry
    first, second = (entry for entry, _ in plan_entries(workspace))
    set_clock(monkeypatch, 2)
    assert (
        f"Version in the ledger: {first}\n"
        in coopctl("show", "test", "--known-at", "30/6/2026").out
    )
    assert f"Version in the ledger: {first}\n" in coopctl("show", "test", "--period", "q2").out
    assert (
        f"Version in the ledger: {second}\n"
        in coopctl("show", "test", "--known-at", "1/7/2026").out
    )


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_no_line_is_too_wide(
    workspace: Path, coopctl: Runner, amended: tuple[str, str], lang: str
) -> None:
    long = "[red]từ ngữ[/red] " * 40
    text = AMENDED.replace("{vi: Danh mục chung, en: List}", f'"{long}"')
    write(workspace, text, 1_700_000_200)
    coopctl("plan", "update", "--basis", long)
    for command in (("plan", "diff"), ("plan", "log")):
        out = coopctl(*command, lang=lang).out
        assert max(map(cell_len, out.splitlines())) <= 80
        assert "[red]từ" in out


def test_an_office_that_is_no_party_records_nothing(
    workspace: Path, coopctl: Runner, amended: tuple[str, str]
) -> None:
    before = journal(workspace), plan_entries(workspace)
    for command in (
        ("plan", "sign", "--document", "x"),
        ("plan", "update", "--basis", "x"),
        ("close-period", "x", "--as-of", "1/6/2026", "--from", "1/1/2026"),
    ):
        result = coopctl(*command, "--office", "nobody")
        assert (result.code, result.out) == (1, "")
        assert result.err.startswith("error: the plan has no party `nobody`\n")
    assert (journal(workspace), plan_entries(workspace)) == before


def test_diff_names_the_report_the_time_limit_and_the_target_that_differ(
    workspace: Path, coopctl: Runner
) -> None:
    """Not the whole of the rules that a plan has within it."""
    write_tasks(workspace)
    assert coopctl("plan", "update").code == 0
    text = WITH_TASKS.replace("progress_report: 3 tháng", "progress_report: 10 ngày làm việc")
    text = text.replace("kind: periodic", "every: month")
    text = text.replace("target: 120,", "target: 120, targets: {2025: 7.5},")
    write_tasks(
        workspace, text.replace("\nparties:", "\n  reporting: {year: {to: 10/12}}\nparties:", 1)
    )
    assert coopctl("plan", "update").code == 0
    result = coopctl("plan", "diff")
    assert (result.code, result.err) == (0, "")
    assert result.out.split("\n\n", 1)[1] == (
        "The plan\n"
        "      Report half-year: 15/12 – 14/6 (2 working days) → not stated\n"
        "      Report year, Last day: 14/12 → 10/12\n"
        "      Rules grassroots-2025 progress_report, Time limit:\n"
        "        − 3 months\n"
        "        + 10 working days\n"
        "\n"
        "Items\n"
        "  ~ 2.1  Training\n"
        "      Every: not stated → every month\n"
        "      Indicator trained, Targets by period: not stated → 2025: 7.5\n"
    )
