"""`coopctl search`: what people wrote, found with or without marks, and shown where it stands."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from coopctl.ledger.check import derived
from tests.conftest import Runner
from tests.helpers.printed import read_json
from tests.helpers.story import tell


def hits(coopctl: Runner, *words: str) -> list[dict[str, Any]]:
    result = coopctl("search", *words, "--json")
    assert result.code == 0, result.err
    found = read_json(result.out)
    assert found["format"] == "coopctl-search/1"
    assert found["total"] >= len(found["hits"])
    return list(found["hits"])


def test_a_page_of_hits(coopctl: Runner, workspace: Path) -> None:
    story = tell(coopctl)
    result = coopctl("search", "danh", "muc")
    assert (result.code, result.err) == (0, "")
    assert result.out == (
        f"            1.1     Plan item  [Danh mục]\n"
        f" 19/9/2024  {story.meeting}  Meeting    Conclusions: Lập [danh mục] chung\n"
    )


@pytest.mark.parametrize(
    ("words", "kind", "field", "marked"),
    [
        (("gap", "nhau"), "meeting", "title", "Gặp nhau"),
        (("hai ben trao doi",), "meeting", "proceedings", "Hai bên trao đổi"),
        (("gui danh muc",), "meeting", "actions", "Gửi danh mục"),
        (("chuan",), "meeting", "attendees", "Chuẩn"),
        (("05/BB",), "meeting", "number", "05/BB"),
        (("12 đề xuất",), "update", "result", "12 đề xuất"),
        (("thiếu kinh",), "update", "difficulty", "Thiếu kinh"),
        (("lớp đầu",), "outcome", "title", "Lớp đầu"),
        (("sap nhap",), "extension", "reason", "Sáp nhập"),
        (("12/QĐ",), "extension", "document", "12/QĐ"),
        (("9/BC",), "update", "evidence", "9/BC"),
        (("truy xuat",), "item", None, "Truy xuất"),
        (("48/KH-SKHCN",), "plan", None, "48/KH-SKHCN"),
        (("phu tho",), "plan", None, "Phú Thọ"),
    ],
)
def test_everything_is_looked_through(
    coopctl: Runner, workspace: Path, words: tuple[str, ...], kind: str, field: str, marked: str
) -> None:
    tell(coopctl)
    best = hits(coopctl, *words)[0]
    assert (best["kind"], best["field"]) == (kind, field)
    assert next(best["text"][start:end] for start, end in best["spans"]) == marked


def test_a_day_finds_what_happened_then(coopctl: Runner, workspace: Path) -> None:
    story = tell(coopctl)
    for day in ("19/9/2024", "19/09/2024", "2024-09-19"):
        found = hits(coopctl, day, "--kind", "meeting")
        assert [hit["id"] for hit in found] == [story.meeting]
    assert "[19/9/2024] · Gặp nhau tại Hòa Bình" in coopctl("search", "19/9/2024").out


def test_kind_since_and_limit(coopctl: Runner, workspace: Path) -> None:
    story = tell(coopctl)
    assert {hit["kind"] for hit in hits(coopctl, "th", "--limit", "0")} >= {"meeting", "update"}
    assert [
        hit["id"] for hit in hits(coopctl, "da", "--kind", "update", "--since", "1/1/2026")
    ] == [story.done]
    assert {hit["kind"] for hit in hits(coopctl, "trao", "--kind", "item")} == {"item"}
    short = coopctl("search", "th", "--limit", "1")
    assert len(short.out.splitlines()) >= 2
    assert "more; `--limit 0` shows all" in short.out


def test_what_was_taken_back_is_not_found(coopctl: Runner, workspace: Path) -> None:
    story = tell(coopctl)
    assert coopctl("retract", story.outcome, "--reason", "nhầm", "--yes").code == 0
    assert hits(coopctl, "lop dau") == []


def test_nothing_found_is_no_error(coopctl: Runner, workspace: Path) -> None:
    result = coopctl("search", "zzz")
    assert (result.code, result.out, result.err) == (0, "nothing has “zzz”\n", "")
    assert not (workspace / "coopctl.db").exists()


def test_without_a_ledger_the_plans_are_searched(coopctl: Runner, workspace: Path) -> None:
    assert [hit["id"] for hit in hits(coopctl, "khao nghiem")] == ["1.2"]


@pytest.mark.parametrize("text", ["*", "()", '"', "…", "--"])
def test_only_punctuation(coopctl: Runner, workspace: Path, text: str) -> None:
    result = coopctl("search", "--", text)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"error: there is no word to look for in `{text}`\nhint: ")
    assert coopctl("search").code == 2


@pytest.mark.parametrize(
    "words",
    [
        ("NEAR(gặp nhau)",), ("gặp*",), ('"gặp nhau',), ("gặp AND",), ("--", "-gặp"), ("title:gặp",),
        ('gặp" OR "x',), ("{gặp}",), ("^gặp",), ("gặp'; drop table journal; --",),
    ],
)  # fmt: skip
def test_what_an_index_would_obey_is_plain_text(
    coopctl: Runner, workspace: Path, words: tuple[str, ...]
) -> None:
    tell(coopctl)
    result = coopctl("search", *words)
    assert result.code == 0
    assert result.err == ""


def test_a_dash_alone_is_explained(coopctl: Runner, workspace: Path) -> None:
    result = coopctl("search", "-x")
    assert result.code == 2
    assert "hint: a text that begins with `-` goes after `--`\n" in result.err


def test_a_common_word_says_that_only_the_newest_were_weighed(
    coopctl: Runner, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(coopctl)
    monkeypatch.setattr("coopctl.ledger.journal.search.CANDIDATES", 1)
    result = coopctl("search", "th")
    assert result.code == 0
    assert result.err.startswith("note: more than 1 records have these words\nhint: ")


def test_several_plans_are_told_apart(coopctl: Runner, workspace: Path) -> None:
    text = (workspace / "plans" / "test.yaml").read_text("utf-8")
    (workspace / "plans" / "other.yaml").write_text(text.replace("id: test", "id: other"), "utf-8")
    assert "other:1.2" in coopctl("search", "khảo nghiệm").out
    assert coopctl("add-update", "test:1.2", "in_progress", "--result", "khảo nghiệm").code == 0
    assert {hit["plan"] for hit in hits(coopctl, "khảo nghiệm", "--plan", "test")} == {"test"}
    assert {hit["kind"] for hit in hits(coopctl, "khảo", "--plan", "test")} == {"item", "update"}
    assert coopctl("search", "khảo", "--plan", "tset").code == 1


def test_text_is_shown_as_text(coopctl: Runner, workspace: Path) -> None:
    coopctl("add-update", "1.1", "in_progress", "--result", "[red]gặp[/red] =1+1")
    assert (
        "Result: [red][[gặp]][/red] =1+1".replace("[[", "[").replace("]]", "]")
        in coopctl("search", "gặp").out
    )


def test_a_long_text_is_cut_around_the_words(coopctl: Runner, workspace: Path) -> None:
    coopctl("add-update", "1.1", "in_progress", "--result", "a " * 500 + "gặp nhau " + "b " * 500)
    out = coopctl("search", "gap nhau").out
    assert "[gặp nhau]" in out
    assert out.count("…") == 2
    assert len(out) < 400


def test_the_index_derived_anew_finds_the_same(coopctl: Runner, workspace: Path) -> None:
    tell(coopctl)
    before = hits(coopctl, "danh")
    with closing(sqlite3.connect(workspace / "coopctl.db")) as connection:
        connection.execute("insert into entry_words (entry_words) values ('delete-all')")
        connection.commit()
        derived.rebuild(connection)
        connection.commit()
    assert hits(coopctl, "danh") == before


def test_a_hit_in_vietnamese(coopctl: Runner, workspace: Path) -> None:
    assert (
        coopctl("search", "khao", lang="vi").out
        == "            1.2  Nội dung  [Khảo] nghiệm giống\n"
    )


@pytest.mark.parametrize(
    ("words", "kind", "text"),
    [
        (("ban giao",), "confirmation", "như biên bản bàn giao"),
        (("bang ke",), "confirmation", "Chưa khớp bảng kê"),
        (("nam 2025",), "period", "Năm 2025"),
        (("20/BC",), "period", "Báo cáo 20/BC · Năm 2025"),
        (("17/9/2024", "--kind", "signing"), "signing", "48/KH-SKHCN, 17/9/2024"),
        (("30/6/2026", "--kind", "signing"), "signing", "30/6/2026 · 48/KH-SKHCN, 17/9/2024"),
        (("phu luc",), "plan", "Phụ lục 01"),
        (("phu luc", "--kind", "plan"), "plan", "Phụ lục 01"),
        (("nham mua",), "meeting", "nhầm mùa · Họp hè"),
        (("hop he",), "meeting", "Họp hè"),
        (("ghi trung",), "retraction", "ghi trùng"),
        (("nghiem thu",), "update", "Biên bản nghiệm thu.txt (1 B, SHA-256 3e23e8160039)"),
    ],
)
def test_records_about_records_are_found(
    coopctl: Runner, workspace: Path, words: tuple[str, ...], kind: str, text: str
) -> None:
    _correct(coopctl, workspace)
    (found,) = [hit for hit in hits(coopctl, *words) if hit["id"] != "test"]
    assert (found["kind"], found["text"]) == (kind, text)


@pytest.mark.parametrize("words", ["hop xuan", "lop dau", "gui lai"])
def test_what_counts_no_more_is_not_found(coopctl: Runner, workspace: Path, words: str) -> None:
    _correct(coopctl, workspace)
    assert hits(coopctl, words) == []


def test_a_stamp_of_the_program_is_no_text(coopctl: Runner, workspace: Path) -> None:
    """The period was closed on 30/6/2026, and its day is another."""
    _correct(coopctl, workspace)
    assert "period" not in {hit["kind"] for hit in hits(coopctl, "30/6/2026")}


def _correct(coopctl: Runner, workspace: Path) -> None:
    """Record what corrects, confirms and closes; the last meeting and its action are taken back."""
    (workspace / "Biên bản nghiệm thu.txt").write_text("b", "utf-8")

    def do(*words: str, office: str = "hung-yen") -> str:
        result = coopctl(*words, "--json", env={"COOPCTL_OFFICE": office})
        assert result.code == 0, (words, result.err)
        log = read_json(coopctl("export", "json").out)["entries"]
        return f"{log[-1]['replica']}-{log[-1]['seq']}"

    do("plan", "sign", "--document", "48/KH-SKHCN, 17/9/2024")
    do("plan", "update", "--basis", "Phụ lục 01")
    update = do("add-update", "1.1", "in_progress", "--evidence", "Biên bản nghiệm thu.txt")
    outcome = do("add-outcome", "2.1", "--title", "Lớp đầu")
    do("confirm", update, "--note", "như biên bản bàn giao", office="hoa-binh")
    do("dispute", outcome, "--reason", "Chưa khớp bảng kê", office="hoa-binh")
    do("close-period", "Năm 2025", "--as-of", "14/12/2025", "--note", "Báo cáo 20/BC")
    spring = do("add-meeting", "--title", "Họp xuân", "--on", "1/5/2026")
    do("amend", spring, "--title", "Họp hè", "--reason", "nhầm mùa")
    do("retract", outcome, "--reason", "ghi trùng", "--yes")
    gone = do("add-meeting", "--title", "Họp", "--on", "2/5/2026", "--item", "1.1",
              "--action", "hoa-binh: Gửi")  # fmt: skip
    do("add-update", f"{gone}/1", "in_progress", "--result", "gửi lại")
    do("retract", gone, "--reason", "không họp", "--yes")


def test_an_item_found_by_its_id_says_what_it_is(coopctl: Runner, workspace: Path) -> None:
    assert coopctl("search", "1.2").out.endswith("Plan item  [1.2] · Variety trial\n")


def test_whole_words_come_before_newer_ones_that_only_begin_so(
    coopctl: Runner, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for result in ("gặp", "gặpgỡ", "gặpmặt"):
        assert coopctl("add-update", "1.1", "in_progress", "--result", result).code == 0
    assert [hit["text"] for hit in hits(coopctl, "gap")] == ["gặp", "gặpmặt", "gặpgỡ"]
    monkeypatch.setattr("coopctl.ledger.journal.search.CANDIDATES", 2)
    assert [hit["text"] for hit in hits(coopctl, "gap")] == ["gặp", "gặpmặt"]
    assert "more than 2 records have these words" in coopctl("search", "gap").err
    assert [hit["text"] for hit in hits(coopctl, "gapg")] == ["gặpgỡ"]


@pytest.mark.parametrize("length", range(2, 12))
def test_a_word_is_found_by_its_beginning_of_any_length(
    coopctl: Runner, workspace: Path, length: int
) -> None:
    begun = "technologies"[:length]
    for result in (begun, "technologies", begun, "technologies"):
        assert coopctl("add-update", "1.1", "in_progress", "--result", result).code == 0
    found = [hit["text"] for hit in hits(coopctl, begun, "--kind", "update")]
    assert found == [begun, begun, "technologies", "technologies"]
