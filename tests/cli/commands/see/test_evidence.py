"""`coopctl evidence`: the index of what the records rest on, and of what rests on nothing."""

import csv
import io
from pathlib import Path

import pytest

from tests.conftest import Runner
from tests.helpers.printed import read_json
from tests.helpers.story import Story, replace, tell


@pytest.fixture
def story(workspace: Path, coopctl: Runner) -> Story:
    return tell(coopctl)


def rows(coopctl: Runner, *words: str) -> list[dict[str, object]]:
    result = coopctl("evidence", "--json", *words)
    assert (result.code, result.err) == (0, "")
    data = read_json(result.out)
    assert data["format"] == "coopctl-evidence/1"
    found: list[dict[str, object]] = data["missing" if "--missing" in words else "evidence"]
    return found


def test_nothing_recorded(workspace: Path, coopctl: Runner) -> None:
    assert coopctl("evidence") == (0, "there is no evidence recorded\n", "")
    assert rows(coopctl) == []
    assert [one.name for one in workspace.iterdir()] == ["plans"]


def test_the_index(workspace: Path, story: Story, coopctl: Runner) -> None:
    (workspace / "ảnh.jpg").write_bytes(b"x" * 2048)
    words = ("--evidence", "ảnh.jpg", "--evidence", "https://example.org/a", "--on", "2/6/2026")
    assert coopctl("add-update", "1.1", "in_progress", *words).code == 0
    done = ("completed", "--completed-on", "1/12/2024", "--on", "2/12/2024", "--evidence", "CV 7")
    assert coopctl("add-update", story.action, *done).code == 0
    replica = story.plan.partition("-")[0]
    result = coopctl("evidence")
    assert (result.code, result.err) == (0, "")
    assert result.out == (
        "5 pieces of evidence, 1 file among them\n"
        "\n"
        "1.1  Propose tasks\n"
        f"    2/6/2026  {replica}-7     File      ảnh.jpg  2.0 KB · SHA-256 1d1801f753cc\n"
        f"    2/6/2026  {replica}-7     Address   https://example.org/a\n"
        "\n"
        "3.1  Apply systems\n"
        f"    1/6/2026  {replica}-6     Document  Báo cáo 9/BC\n"
        "\n"
        f"{story.meeting}  Gặp nhau tại Hòa Bình\n"
        f"   19/9/2024  {replica}-2     Document  Biên bản 05/BB\n"
        "\n"
        f"{story.action}  Gửi danh mục\n"
        f"   2/12/2024  {replica}-8     Document  CV 7\n"
    )


@pytest.mark.parametrize(
    ("target", "found"),
    [
        ("1.1", []), ("3", ["Báo cáo 9/BC"]), ("3.1", ["Báo cáo 9/BC"]), ("test", ["Báo cáo 9/BC", "Biên bản 05/BB"]),
        ("{meeting}", ["Biên bản 05/BB"]), ("{action}", []), ("{done}", ["Báo cáo 9/BC"]),
    ],
)  # fmt: skip
def test_of_one_thing(target: str, found: list[str], story: Story, coopctl: Runner) -> None:
    assert [row["evidence"] for row in rows(coopctl, target.format(**story._asdict()))] == found


def test_a_meeting_has_that_of_its_actions(story: Story, coopctl: Runner) -> None:
    assert coopctl("add-update", story.action, "in_progress", "--evidence", "CV 7").code == 0
    assert [row["target"] for row in rows(coopctl, story.meeting)] == [story.meeting, story.action]


def test_what_is_unknown_is_refused(story: Story, coopctl: Runner) -> None:
    result = coopctl("evidence", "9.9")
    assert (result.code, result.out) == (1, "")
    assert "there is no `9.9`" in result.err


def test_json_and_csv_have_the_same_rows(workspace: Path, story: Story, coopctl: Runner) -> None:
    (workspace / "a.txt").write_bytes(b"a")
    words = ("--evidence", "a.txt", "--author", "An", "--office", "hoa-binh")
    assert coopctl("add-update", "1.1", "in_progress", *words).code == 0
    listed = rows(coopctl)
    table = list(csv.DictReader(io.StringIO(coopctl("export", "csv", "evidence").out)))
    assert table == [
        {name: "" if value is None else str(value) for name, value in row.items()} for row in listed
    ]
    sha256 = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"
    assert listed[0] == {
        "plan": "test", "target": "1.1", "title": "Propose tasks", "kind": "file",
        "evidence": "a.txt", "size": 1, "sha256": sha256, "copy": f"evidence/{sha256}.txt",
        "id": story.done.removesuffix("6") + "7", "happened_on": "2026-06-30", "author": "An",
        "office": "hoa-binh", "recorded_at": "2026-06-30T05:00:00.000000Z",
    }  # fmt: skip


def test_the_table_in_words(story: Story, coopctl: Runner) -> None:
    lines = coopctl("export", "csv", "evidence", "--labels", lang="vi").out.splitlines()
    assert lines[0].startswith('Kế hoạch,"Nội dung, việc hoặc cuộc họp",Nội dung,Loại,Minh chứng,')
    assert lines[1].startswith("test,3.1,Áp dụng hệ thống,Văn bản,Báo cáo 9/BC,")


def test_only_what_had_happened_and_was_known(story: Story, coopctl: Runner) -> None:
    assert [row["target"] for row in rows(coopctl, "--as-of", "1/1/2025")] == [story.meeting]
    assert rows(coopctl, "--known-at", "1/1/2026") == []


def test_what_was_replaced_counts_no_more(workspace: Path, story: Story, coopctl: Runner) -> None:
    old = read_json(coopctl("show", story.done, "--json").out)
    new = replace(workspace, old, evidence=["Báo cáo 10/BC"])
    assert [(row["evidence"], row["id"]) for row in rows(coopctl, "3.1")] == [
        ("Báo cáo 10/BC", new)
    ]


def test_a_kept_file_that_is_gone_shows(workspace: Path, story: Story, coopctl: Runner) -> None:
    (workspace / "a.txt").write_bytes(b"a")
    (workspace / "b.txt").write_bytes(b"b")
    assert coopctl("add-update", "1.1", "in_progress", "--evidence", "a.txt").code == 0
    words = ("--evidence", "b.txt", "--no-copy")
    assert coopctl("add-update", "1.1", "in_progress", *words).code == 0
    for file in (workspace / "evidence").iterdir():
        file.unlink()
    shown = coopctl("evidence", "1.1", env={"COLUMNS": "140"}).out
    assert "a.txt  1 B · SHA-256 ca978112ca1b · the kept file is gone\n" in shown
    assert "b.txt  1 B · SHA-256 3e23e8160039 · not kept\n" in shown


def test_missing(story: Story, coopctl: Runner) -> None:
    done = ("completed", "--completed-on", "1/6/2026", "--on", "1/6/2026")
    assert coopctl("add-update", "1.2", *done).code == 0
    assert coopctl("add-update", story.action, *done).code == 0
    assert coopctl("add-outcome", "2.1", "--title", "Lớp hai", "--evidence", "1/DS").code == 0
    replica = story.plan.partition("-")[0]
    result = coopctl("evidence", "--missing")
    assert (result.code, result.err) == (0, "")
    assert result.out == (
        "Completed items without evidence: 1\n"
        "  1.2   Variety trial\n"
        f"        1/6/2026 · {replica}-7\n"
        "Completed actions without evidence: 1\n"
        f"  {story.action}  Gửi danh mục\n"
        f"{' ' * (len(story.action) + 4)}1/6/2026 · {replica}-8\n"
        "Outcomes without evidence: 1\n"
        "  2.1   Lớp đầu\n"
        f"        1/2/2025 · {replica}-4\n"
    )
    assert [(row["what"], row["target"]) for row in rows(coopctl, "--missing")] == [
        ("item", "1.2"), ("action", story.action), ("outcome", "2.1"),
    ]  # fmt: skip


def test_evidence_of_an_earlier_update_or_an_outcome_will_do(story: Story, coopctl: Runner) -> None:
    done = ("completed", "--completed-on", "1/6/2026", "--on", "1/6/2026")
    assert (
        coopctl("add-update", "1.2", "in_progress", "--on", "1/5/2026", "--evidence", "x").code == 0
    )
    assert coopctl("add-outcome", "2.2", "--title", "Bản tin", "--evidence", "1/BT", "--on", "1/5/2026").code == 0  # fmt: skip
    for item in ("1.2", "2.2"):
        assert coopctl("add-update", item, *done).code == 0
    assert [row["what"] for row in rows(coopctl, "--missing")] == ["outcome"]
    assert rows(coopctl, "--missing", "1") == []
    assert rows(coopctl, "--missing", "--as-of", "1/1/2025") == []
    assert [row["target"] for row in rows(coopctl, "--missing", "2.1")] == ["2.1"]


def test_outcomes_without_evidence_come_by_item(workspace: Path, coopctl: Runner) -> None:
    for item, on in (("3.10", "1/1/2026"), ("1.1", "3/1/2026"), ("1.1", "2/1/2026")):
        coopctl("add-outcome", item, "--title", "x", "--on", on)
    assert [(row["target"], row["on"]) for row in rows(coopctl, "--missing")] == [
        ("1.1", "2026-01-02"), ("1.1", "2026-01-03"), ("3.10", "2026-01-01"),
    ]  # fmt: skip


def test_nothing_is_missing(workspace: Path, coopctl: Runner) -> None:
    said = "all that is completed, and all that came of it, has evidence\n"
    assert coopctl("evidence", "--missing") == (0, said, "")


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("columns", ["80", "140"])
def test_no_line_is_too_long(
    columns: str, lang: str, workspace: Path, story: Story, coopctl: Runner
) -> None:
    (workspace / "tên tệp rất dài ".ljust(90, "x")).with_suffix(".pdf").write_bytes(b"a")
    (name,) = workspace.glob("*.pdf")
    words = ("--evidence", name.name, "--evidence", "https://example.org/" + "x" * 200)
    assert coopctl("add-update", "1.1", "in_progress", *words).code == 0
    for command in (("evidence",), ("evidence", "--missing"), ("show", "1.1")):
        shown = coopctl(*command, lang=lang, env={"COLUMNS": columns}).out
        assert max(map(len, shown.splitlines())) <= int(columns)
