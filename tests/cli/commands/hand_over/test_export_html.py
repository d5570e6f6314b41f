"""`coopctl export html`: one page from the same rows as every other output, whoever wrote what in it."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from coopctl.domain.exchange.columns import TABLES
from coopctl.domain.words.text import visible
from tests.conftest import PLAN, Runner
from tests.helpers.pages import read_facts, read_page, read_section
from tests.helpers.printed import read_json
from tests.helpers.story import entries, replace, tell
from tests.hostile.test_texts import HOSTILE, STEERING, plant


def page(coopctl: Runner, *words: str, lang: str = "en") -> str:
    result = coopctl("export", "html", *words, lang=lang)
    assert (result.code, result.err) == (0, "")
    return result.out


def test_a_page_has_every_section(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    tags = read_page(page(coopctl))
    headings = [tag.said() for tag in tags if tag.name in {"h1", "h2"}]
    assert headings == [
        "Test plan", "Figures", "Whose move it is", "Timeliness by area", "Timeline", "Indicators",
        "Activity by month", "Items", "Meetings",
    ]  # fmt: skip
    links = {tag.attributes["href"] for tag in tags if tag.name == "a"}
    places = {f"#{tag.attributes['id']}" for tag in tags if "id" in tag.attributes}
    assert links <= places
    ids = [tag.attributes["id"] for tag in tags if "id" in tag.attributes]
    assert len(ids) == len(set(ids))


def test_rates_are_those_of_status(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    said = read_section(page(coopctl), "figures")
    lines = coopctl("status").out.splitlines()
    for begin in ("Official rate", "Plain rate"):
        (line,) = [line for line in lines if line.startswith(begin)]
        assert line in said
    summary = read_json(coopctl("status", "--json").out)["summary"]
    assert f"{summary['total']} items" in said


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_cell_of_items_and_actions_is_that_of_the_csv(
    workspace: Path, coopctl: Runner, lang: str
) -> None:
    tell(coopctl)
    found = read_facts(page(coopctl, lang=lang))
    for table in ("items", "actions"):
        out = coopctl("export", "csv", table, "--labels", lang=lang).out
        for row in csv.DictReader(io.StringIO(out, newline="")):
            assert found.pop(0) == {label: cell for label, cell in row.items() if cell}
    assert found == []


def test_the_head_tells_what_status_does_of_the_plan(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    assert (
        coopctl("close-period", "H1/2026", "--as-of", "15/6/2026", "--from", "1/1/2026").code == 0
    )
    assert coopctl("plan", "sign", "--document", "48/KH").code == 0
    plan = workspace / "plans" / "test.yaml"
    plan.write_text(PLAN.replace("title:", "note: Mind this\n  title:", 1), "utf-8")
    assert coopctl("status").code == 0
    tags = read_page(page(coopctl))
    notes = [tag.said() for tag in tags if tag.attributes.get("class") == "note"]
    assert notes == ["last closed: “H1/2026”, 15/6/2026", "not the text signed with “48/KH”"]
    assert "NoteMind this" in [tag.said() for tag in tags if tag.name == "details"]
    before = read_page(page(coopctl, "--known-at", "30/6/2026"))
    assert [tag for tag in before if tag.attributes.get("class") == "note"] == []


def test_what_nobody_leads_waits_for_a_lead(workspace: Path, coopctl: Runner) -> None:
    plan = workspace / "plans" / "test.yaml"
    lines = [line for line in PLAN.splitlines() if not line.strip().startswith("lead:")]
    plan.write_text("\n".join(lines), "utf-8")
    assert coopctl("add-update", "1.1", "cancelled").code == 0
    said = read_section(page(coopctl), "moves")
    assert said == "Whose move it is no lead is stated for 5 open items and actions"


def test_the_history_has_every_field_of_every_entry(workspace: Path, coopctl: Runner) -> None:
    story = tell(coopctl)
    said = read_section(page(coopctl), "items")
    for text in (
        story.update,
        "Thiếu kinh phí",
        story.extension,
        "Sáp nhập tỉnh",
        "12/QĐ",
        "Lớp đầu",
    ):
        assert text in said
    assert "Discussed at: 19/9/2024: Gặp nhau tại Hòa Bình" in said


def test_what_was_corrected_stays_with_a_note(workspace: Path, coopctl: Runner) -> None:
    story = tell(coopctl)
    (old,) = [entry for entry in entries(coopctl) if entry["id"] == story.update]
    new = replace(workspace, old, result="Đã có 15 đề xuất")
    text = page(coopctl)
    (gone,) = [tag.said() for tag in read_page(text) if tag.attributes.get("class") == "gone"]
    assert "Đã có 12 đề xuất" in gone
    assert f"corrected by {new}" in gone
    assert "Đã có 15 đề xuất" in read_section(text, "items")


def test_meetings_have_conclusions_and_what_became_of_them(
    workspace: Path, coopctl: Runner
) -> None:
    story = tell(coopctl)
    coopctl("add-update", story.action, "in_progress", "--on", "1/6/2026", "--result", "Đã gửi nửa")
    said = read_section(page(coopctl), "meetings")
    for text in (
        "19/9/2024 Gặp nhau tại Hòa Bình", "Lập danh mục chung", "Gửi danh mục", "Overdue 576 days",
        "Đã gửi nửa", "Hai bên trao đổi.", "Trần Tùng Chuẩn, Giám đốc",
    ):  # fmt: skip
        assert text in said


def test_a_meeting_that_was_taken_back_is_gone(workspace: Path, coopctl: Runner) -> None:
    story = tell(coopctl)
    assert coopctl("retract", story.meeting, "--reason", "nhầm", "--yes").code == 0
    text = page(coopctl)
    assert "no meeting is recorded yet" in read_section(text, "meetings")
    assert "Gặp nhau" not in text


def test_the_timeline_says_each_bar_in_words(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    titles = [tag.said() for tag in read_page(page(coopctl)) if tag.name == "title"]
    assert (
        "1.1 Propose tasks; start 1/10/2024; due Q4/2025 (31/12/2025) (extended to 31/3/2026, document 12/QĐ); Overdue"
        in titles
    )
    assert "2.2 Exchange of information; deadline not stated; No deadline" in titles


def test_indicators_are_those_of_status(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    said = read_section(page(coopctl), "indicators")
    assert "50 / 120" in said
    assert "41.7 %" in said


def test_months_are_those_of_chart(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    cells = [tag.said() for tag in read_page(page(coopctl)) if tag.name in {"th", "td"}]
    for month in read_json(coopctl("chart", "--json").out)["months"]:
        at = cells.index(f"{int(month['month'][5:])}/{month['month'][:4]}")
        counted = ("updates", "meetings", "outcomes", "completed", "overdue")
        assert cells[at + 1 : at + 6] == [str(month[name]) for name in counted]


def test_whose_move_is_that_of_the_rows(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    text = page(coopctl)
    rows = read_json(coopctl("status", "--json").out)
    waits = [row["move"] for row in (*rows["items"], *rows["actions"])]
    said = read_section(text, "moves")
    assert f"Phú Thọ: {sum('hoa-binh' in move.split() for move in waits)}" in said
    assert f"Hưng Yên: {sum('hung-yen' in move.split() for move in waits)}" in said


def test_the_page_is_in_the_language_that_is_asked_for(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    text = page(coopctl, lang="vi")
    assert '<html lang="vi">' in text
    assert '<html lang="en">' in page(coopctl)
    for word in (
        "Kế hoạch thử",
        "Số liệu",
        "Bên phải xử lý tiếp theo",
        "Tiến trình",
        "quá trình thực hiện",
    ):
        assert word in text


def test_without_a_ledger_it_is_there_and_makes_none(workspace: Path, coopctl: Runner) -> None:
    text = page(coopctl)
    assert "no meeting is recorded yet" in text
    assert not (workspace / "coopctl.db").exists()


def test_as_of_and_period_show_what_was_known(workspace: Path, coopctl: Runner) -> None:
    story = tell(coopctl)
    assert (
        coopctl(
            "close-period", "Nửa đầu", "--as-of", "30/6/2025", "--from", "1/1/2025", "--yes"
        ).code
        == 0
    )
    then = page(coopctl, "--as-of", "30/6/2025")
    assert story.done not in then
    assert "as of 30/6/2025" in then
    closed = page(coopctl, "--period", "Nửa đầu")
    assert "as reported for “Nửa đầu”" in closed
    assert read_facts(closed) == read_facts(then)


def test_several_plans_have_a_section_each(workspace: Path, coopctl: Runner) -> None:
    other = PLAN.replace("id: test", "id: other").replace("Test plan", "Another plan")
    (workspace / "plans" / "other.yaml").write_text(other, "utf-8")
    tags = read_page(page(coopctl))
    assert [tag.said() for tag in tags if tag.name == "h1"] == ["Cooperation plans"]
    titles = [tag.said() for tag in tags if (tag.attributes.get("id") or "").endswith("-title")]
    assert titles == ["Another plan", "Test plan"]
    ids = [tag.attributes["id"] for tag in tags if "id" in tag.attributes]
    assert len(ids) == len(set(ids))
    one = read_page(page(coopctl, "--plan", "test"))
    assert [tag.said() for tag in one if tag.name == "h1"] == ["Test plan"]


def test_a_plan_that_is_not_there(workspace: Path, coopctl: Runner) -> None:
    result = coopctl("export", "html", "--plan", "tset", "-o", "page.html")
    assert result.code == 1
    assert "test" in result.err
    assert not (workspace / "page.html").exists()


def test_no_plan_at_all_is_said_and_writes_nothing(workspace: Path, coopctl: Runner) -> None:
    (workspace / "plans" / "test.yaml").unlink()
    result = coopctl("export", "html", "-o", "page.html")
    assert (result.code, result.out) == (1, "")
    assert "there is no plan here" in result.err
    assert not (workspace / "page.html").exists()


def test_the_same_ledger_and_day_give_the_same_bytes(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    for name in ("one.html", "two.html"):
        result = coopctl("export", "html", "-o", name)
        assert (result.code, result.out) == (0, "")
        assert f"wrote `{name}`" in result.err
    first = (workspace / "one.html").read_bytes()
    assert first == (workspace / "two.html").read_bytes()
    assert first.decode() == page(coopctl)


def test_nothing_is_asked_of_anybody(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    tags = read_page(page(coopctl))
    assert not {tag.name for tag in tags} & {"script", "img", "iframe", "object", "embed", "form"}
    asked = [
        value
        for tag in tags
        for name, value in tag.attributes.items()
        if name in {"src", "href", "style", "srcset", "action"} or name.startswith("on")
    ]
    assert all(value and value.startswith(("#", "data:,")) for value in asked)
    (policy,) = [tag for tag in tags if tag.attributes.get("http-equiv")]
    assert (policy.attributes["content"] or "").startswith("default-src 'none'")


TEXTS = (
    "</script><script>alert(1)</script>", "]]>", "<img src=x onerror=alert(1)>", "<!-- x",
    "\"' onmouseover='alert(1)' x=\"", "{{ 7*7 }}{% raw %}", "&lt;b&gt; & &amp;", "</bdi></td></table>",
    "👩‍🌾🌾 khảo nghiệm", "مرحبا بكم 12", "=1+1", "`x` [red]", "nửa\n\nsau\tcột",
)  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
def test_text_is_text_wherever_it_stands(workspace: Path, coopctl: Runner, text: str) -> None:
    line = " ".join(text.split())
    meeting = (
        "add-meeting", "--on", "1/2/2025", "--title", line, "--place", line, "--item", "1.1",
        "--conclusion", text, "--proceedings", text, "--action", f"hoa-binh: {line}",
    )  # fmt: skip
    for words in (
        ("add-update", "1.1", "in_progress", f"--result={text}", "--on", "1/3/2025"),
        ("add-outcome", "2.1", "--title", line, "--on", "1/3/2025"),
        meeting,
    ):
        result = coopctl(*words, "--author", line)
        assert result.code == 0, result.err
    tags = read_page(page(coopctl))
    assert not {tag.name for tag in tags} & {"script", "img"}
    assert not [name for tag in tags for name in tag.attributes if name.startswith("on")]
    exact = [tag.said() for tag in tags if tag.name in {"bdi", "dd"}]
    assert exact.count(text) >= 3
    assert line in exact


@pytest.mark.parametrize("title", TEXTS[:6])
def test_text_of_a_plan_is_text_too(workspace: Path, coopctl: Runner, title: str) -> None:
    quoted = json.dumps(title)
    file = workspace / "plans" / "test.yaml"
    names = ("{vi: Kế hoạch thử, en: Test plan}", "{vi: Đề xuất nhiệm vụ, en: Propose tasks}")
    text = PLAN
    for name in (*names, "{vi: Nguồn gen, en: Genetic resources}"):
        text = text.replace(name, quoted)
    file.write_text(text.replace("short: Hưng Yên", f"short: {quoted}"), "utf-8")
    tags = read_page(page(coopctl))
    assert not {tag.name for tag in tags} & {"script", "img"}
    assert [tag.said() for tag in tags if tag.name == "h1"] == [title]
    assert tags[[tag.name for tag in tags].index("title")].said() == title


def test_a_very_long_text_is_cut_in_the_table_and_whole_in_the_history(
    workspace: Path, coopctl: Runner
) -> None:
    text = "dài lắm " * 5000
    assert coopctl("add-update", "1.1", "in_progress", "--result", text).code == 0
    exact = [tag.said() for tag in read_page(page(coopctl)) if tag.name == "bdi"]
    assert text.strip() in exact
    assert any(said.endswith("…") and len(said) == 300 for said in exact)


def test_steering_characters_are_shown_not_obeyed(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    plant(workspace, json.dumps({"status": "in_progress", "result": HOSTILE}))
    text = page(coopctl)
    assert not [one for one in STEERING if one in text and one != "\n"]
    assert visible(HOSTILE) in [tag.said() for tag in read_page(text) if tag.name == "bdi"]


def test_values_of_the_wrong_type_stop_nothing(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    plant(workspace, '{"status": "on_the_moon", "progress": "viele", "evidence": ["=x"]}')
    result = coopctl("export", "html")
    assert result.code == 0, result.err
    assert "on_the_moon" in result.out
    assert "left out what cannot be understood, evil-1" in result.err


def test_deadlines_at_the_end_of_time_are_drawn(workspace: Path, coopctl: Runner) -> None:
    file = workspace / "plans" / "test.yaml"
    file.write_text(PLAN.replace("due: 31/12/2026", "due: 31/12/2199"), "utf-8")
    assert "due 31/12/2199" in page(coopctl)


def test_a_missing_library_is_answered_with_the_command_that_brings_it(
    workspace: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    result = coopctl("export", "html", "-o", "page.html")
    assert (result.code, result.out) == (1, "")
    assert "`jinja2`, which is not installed" in result.err
    assert "` brings it" in result.err
    assert not (workspace / "page.html").exists()


@pytest.mark.parametrize("output", ["plans", "none/page.html", "plans/test.yaml/page.html"])
def test_output_that_cannot_be_written(workspace: Path, coopctl: Runner, output: str) -> None:
    result = coopctl("export", "html", "-o", output)
    assert (result.code, result.out) == (1, "")
    assert f"`{Path(output)}`" in result.err
    assert "hint:" in result.err
    assert "Traceback" not in result.err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_output_in_a_folder_without_write_permission(workspace: Path, coopctl: Runner) -> None:
    (workspace / "closed").mkdir(mode=0o500)
    result = coopctl("export", "html", "-o", "closed/page.html")
    assert result.code == 1
    assert "hint:" in result.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_output_on_a_full_disk(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    result = coopctl("export", "html", "-o", "/dev/full")
    assert (result.code, result.out) == (1, "")
    assert "No space left on device" in result.err
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "coopctl", "--lang", "en", "export", "html"],
            stdout=full, stderr=subprocess.PIPE, check=False,
        )  # fmt: skip
    assert done.returncode == 1
    assert b"No space left on device" in done.stderr


def test_failure_half_way_keeps_the_old_file(
    workspace: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    (workspace / "page.html").write_text("old", "utf-8")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert coopctl("export", "html", "-o", "page.html", "--overwrite").code == 1
    assert (workspace / "page.html").read_text("utf-8") == "old"
    assert list(workspace.glob(".*")) == []


def test_labels_of_every_column_are_known(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    known = {column.label for table in ("items", "actions") for column in TABLES[table]}
    assert {label for facts in read_facts(page(coopctl)) for label in facts} <= known
