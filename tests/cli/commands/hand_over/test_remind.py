"""`coopctl remind`: the letter word for word, what it never invents, and where it is written."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from coopctl.services.workspace import clock
from tests.conftest import PLAN, Runner
from tests.helpers.recorded import last, untouched
from tests.helpers.story import tell

LETTER_VI = """\
Sở KH&CN tỉnh Hưng Yên
Số: …
V/v đôn đốc thực hiện Kế hoạch số 48/KH-SKHCN

…, ngày … tháng … năm …

Kính gửi: Sở KH&CN tỉnh Phú Thọ

Căn cứ Kế hoạch số 48/KH-SKHCN ngày 17 tháng 9 năm 2024 của …: Kế hoạch thử;
Căn cứ tình hình thực hiện tính đến ngày 30 tháng 6 năm 2026.

Sở KH&CN tỉnh Hưng Yên đề nghị Sở KH&CN tỉnh Phú Thọ quan tâm, chỉ đạo thực hiện các nội dung, \
việc được giao sau đây:

I. QUÁ HẠN (2)
1. Việc được giao {action}: Gửi danh mục
   - Giao tại cuộc họp ngày 19/9/2024, biên bản số 05/BB
   - Hạn: 1/12/2024, đã quá hạn 576 ngày
   - Tình trạng: Chưa thực hiện
2. Nội dung 1.1: Đề xuất nhiệm vụ
   - Hạn: quý IV/2025 (31/12/2025) (gia hạn đến 31/3/2026, văn bản 12/QĐ), đã quá hạn 91 ngày
   - Tình trạng: Đang thực hiện. Đã có 12 đề xuất

Đề nghị Sở KH&CN tỉnh Phú Thọ khẩn trương thực hiện và báo cáo kết quả về Sở KH&CN tỉnh Hưng Yên \
trước ngày 15/7/2026./.

Nơi nhận:
- Như trên;
- Lưu: VT, ….

QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ: …
Chữ ký, họ và tên: …
"""
LETTER_EN = """\
…
No.: …
Subject: reminder of what is due under plan 48/KH-SKHCN

…, …/…/…

To: Phu Tho DOST

On the basis of plan 48/KH-SKHCN of 17/9/2024, issued by …: Test plan;
On the basis of how it was carried out as of 30/6/2026.

… draws the attention of Phu Tho DOST to the following:

I. OVERDUE (1)
1. Plan item 1.1: Propose tasks
   - Due: Q4/2025 (31/12/2025), overdue by 181 days
   - State: Not started

II. DUE FROM 30/6/2026 TO 30/7/2026 (1)
1. Plan item 3.1: Apply systems
   - Due: 5/7/2026, 5 days left
   - State: Not started

Phu Tho DOST is asked to act on it and to report the results to … before ….

Copies:
- as above;
- file: ….

POSITION OF THE SIGNATORY: …
Signature and name: …
"""


def test_the_letter_in_vietnamese(workspace: Path, coopctl: Runner) -> None:
    story = tell(coopctl)
    result = coopctl(
        "remind", "hoa-binh", "--office", "hung-yen", "--reply-by", "15/7/2026", lang="vi"
    )
    assert result == (0, LETTER_VI.format(action=story.action), "")


def test_the_letter_in_english_without_a_ledger(workspace: Path, coopctl: Runner) -> None:
    assert coopctl("remind", "hoa-binh") == (0, LETTER_EN, "")
    assert untouched(workspace)


def test_one_does_not_write_to_oneself(workspace: Path, coopctl: Runner) -> None:
    assert coopctl("remind", "hoa-binh", "--office", "hoa-binh").out == LETTER_EN


def test_days_and_months_below_ten_as_the_decree_writes_them(
    workspace: Path, coopctl: Runner
) -> None:
    plan = workspace / "plans" / "test.yaml"
    plan.write_text(
        PLAN.replace("date: 17/9/2024", "date: 5/2/2024\n  issued_by: hoa-binh"), "utf-8"
    )
    out = coopctl("remind", "hoa-binh", "--as-of", "9/3/2026", lang="vi").out
    assert "ngày 05 tháng 02 năm 2024 của Sở KH&CN tỉnh Hòa Bình: Kế hoạch thử;" in out
    assert "tính đến ngày 09 tháng 3 năm 2026." in out


def test_what_the_plan_does_not_say_is_left_open(workspace: Path, coopctl: Runner) -> None:
    plan = workspace / "plans" / "test.yaml"
    text = PLAN.replace("  number: 48/KH-SKHCN\n", "").replace("  date: 17/9/2024\n", "")
    plan.write_text(text, "utf-8")
    out = coopctl("remind", "hoa-binh", lang="vi").out
    assert "V/v đôn đốc thực hiện Kế hoạch số …\n" in out
    assert "Căn cứ Kế hoạch số … ngày … tháng … năm … của …: Kế hoạch thử;\n" in out


def test_the_party_has_the_name_of_the_day(workspace: Path, coopctl: Runner) -> None:
    before = coopctl("remind", "hoa-binh", "--as-of", "30/6/2025", "--within", "1m")
    assert (before.code, before.out) == (0, "")  # nothing of theirs is due so early
    letter = coopctl("remind", "hoa-binh", "--as-of", "30/6/2025", "--within", "12m").out
    assert "To: Hoa Binh DOST\n" in letter
    assert "Phu Tho" not in letter


def test_nothing_due_writes_no_letter(workspace: Path, coopctl: Runner) -> None:
    file = workspace / "letter.txt"
    for words in ((), ("-o", str(file))):
        result = coopctl("remind", "hung-yen", *words)
        assert result == (
            0, "", "note: nothing is overdue, and nothing comes due until 30/7/2026\n"
        )  # fmt: skip
    assert not file.exists()


def test_a_report_is_named_with_its_period(workspace: Path, coopctl: Runner) -> None:
    plan = PLAN.replace("  date: 17/9/2024\n", "  date: 17/9/2024\n  issued_by: hoa-binh\n")
    (workspace / "plans" / "test.yaml").write_text(plan, "utf-8")
    letter = coopctl("remind", "hoa-binh", "--as-of", "1/6/2026", lang="vi").out
    assert (
        "Báo cáo: báo cáo 6 tháng đầu năm 2026\n"
        "   - Hạn: 16/6/2026, còn 15 ngày\n"
        "   - Kỳ báo cáo: 15/12/2025 – 14/6/2026\n"
    ) in letter


def test_known_at_before_a_correction_writes_the_old(
    workspace: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = tell(coopctl)
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 7, 5, 5, tzinfo=UTC))
    amended = coopctl("amend", story.meeting, "--number", "06/BB", "--reason", "Nhầm")
    assert amended.code == 0
    letter = ("remind", "hoa-binh", "--as-of", "1/7/2026")
    assert "minutes 06/BB\n" in coopctl(*letter).out
    assert "minutes 05/BB\n" in coopctl(*letter, "--known-at", "1/7/2026").out


def test_to_a_file_whole_or_not_at_all(workspace: Path, coopctl: Runner) -> None:
    file = workspace / "don-doc.txt"
    file.write_text("old", "utf-8")
    assert coopctl("remind", "hoa-binh", "-o", str(file)).code == 2
    assert file.read_text("utf-8") == "old"
    result = coopctl("remind", "hoa-binh", "-o", str(file), "--overwrite")
    assert result == (0, "", f"note: wrote `{file}`, letters: 1\n")
    assert file.read_text("utf-8") == LETTER_EN
    refused = coopctl("remind", "hoa-binh", "-o", str(workspace / "none" / "x.txt"))
    assert refused.code == 1
    assert "cannot write" in refused.err
    assert coopctl("remind", "hoa-binh", "-o", str(workspace)).code == 1


def test_all_writes_to_each_and_says_what_nobody_owns(workspace: Path, coopctl: Runner) -> None:
    result = coopctl("remind", "--all", "--within", "12m")
    letters = result.out.split("\n" + "─" * 72 + "\n\n")
    assert [letter.splitlines()[6] for letter in letters] == [
        "To: Phu Tho DOST",
        "To: Hung Yen DOST",
    ]
    assert "Traceability" not in result.out
    assert result.err.splitlines() == [
        "note: nobody is reminded of what has no lead: 3.10",
        "hint: state the `lead` in the plan",
    ]


def test_several_plans_are_one_letter(workspace: Path, coopctl: Runner) -> None:
    text = PLAN.replace("id: test", "id: west").replace("48/KH", "49/KH")
    (workspace / "plans" / "west.yaml").write_text(text, "utf-8")
    out = coopctl("remind", "hoa-binh").out
    assert "Subject: reminder of what is due under plan 48/KH-SKHCN, 49/KH-SKHCN\n" in out
    assert out.count("On the basis of plan") == 2
    assert out.count("   - Plan 49/KH-SKHCN\n") == 2
    assert "I. OVERDUE (2)" in out
    one = coopctl("remind", "hoa-binh", "--plan", "west").out
    assert "48/KH" not in one
    assert "   - Plan" not in one


def test_an_action_without_a_day_and_minutes_without_a_number(
    workspace: Path, coopctl: Runner
) -> None:
    coopctl("add-meeting", "--on", "19/9/2024", "--title", "Họp", "--action", "hung-yen: xem")
    meeting = last(workspace).id
    assert (
        "I. NO DEADLINE STATED (1)\n"
        f"1. Action {meeting}/1: xem\n"
        "   - Agreed at the meeting of 19/9/2024, minutes …\n"
        "   - State: Not started\n"
    ) in coopctl("remind", "hung-yen").out


def test_what_people_wrote_stays_on_its_line(workspace: Path, coopctl: Runner) -> None:
    coopctl("add-update", "1.1", "in_progress", "--result", "một\nhai {x} %s")
    assert "   - State: In progress. một hai {x} %s\n" in coopctl("remind", "hoa-binh").out
    coopctl("add-update", "1.1", "in_progress", "--result", "dài " * 500)
    (line,) = [line for line in coopctl("remind", "hoa-binh").out.splitlines() if "dài" in line]
    assert line.endswith(("dài…", "dài …"))
    assert len(line) < 240


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 2, "missing: PARTY"),
        (("hoa-binh", "--all"), 2, "`coopctl remind --all` does not take `hoa-binh`"),
        (("hanoi",), 1, "the plan has no party `hanoi`"),
        (("hoa-binh", "--plan", "nope"), 1, "there is no plan `nope`"),
        (("hoa-binh", "--reply-by", "30/6/2026"), 2, "`--reply-by`: 30/6/2026 does not come after"),
        (("hoa-binh", "--reply-by", "31/2/2026"), 2, "`--reply-by`: "),
        (("hoa-binh", "--within", "soon"), 2, "`--within`: `soon` says no number"),
        (("hoa-binh", "--as-of", "x"), 2, "`--as-of`: "),
    ],
)
def test_what_is_refused(
    workspace: Path, coopctl: Runner, words: tuple[str, ...], code: int, said: str
) -> None:
    result = coopctl("remind", *words)
    assert (result.code, result.out) == (code, "")
    assert said in result.err.splitlines()[0]
    assert result.err.splitlines()[1].startswith("hint: ")
    assert untouched(workspace)


@pytest.mark.parametrize("words", [("hoa-binh",), ("--all",)])
def test_without_any_plan_no_letter_says_that_nothing_is_due(
    workspace: Path, coopctl: Runner, words: tuple[str, ...]
) -> None:
    assert coopctl("add-update", "1.1", "in_progress").code == 0
    said = "note: there is no plan here, or none was recorded by then\n"
    assert coopctl("remind", *words, "--known-at", "1/1/2020") == (0, "", said)


def test_a_letter_has_its_own_number_day_and_signer(workspace: Path, coopctl: Runner) -> None:
    borne = ("--number", "5", "--day", "1/7/2026", "--signer", "Đỗ Hải Hồ")
    lines = coopctl("remind", "hoa-binh", *borne, lang="vi").out.splitlines()
    assert {"Số: 05/…-…", "…, ngày 01 tháng 7 năm 2026"} <= set(lines)
    assert lines[-1].endswith(": Đỗ Hải Hồ")
    (workspace / "coopctl.toml").write_text('[report]\ncode = "SKHCN"\nfiled = "KHTC"\n', "utf-8")
    assert "Số: 05/SKHCN-KHTC\n" in coopctl("remind", "hoa-binh", *borne, lang="vi").out
    assert "Số: 7/X\n" in coopctl("remind", "hoa-binh", "--number", "7/X", lang="vi").out
    assert coopctl("remind", "hoa-binh").out == LETTER_EN  # nothing is remembered


def test_an_answer_comes_after_the_day_of_the_letter(workspace: Path, coopctl: Runner) -> None:
    words = ("remind", "hoa-binh", "--reply-by", "15/7/2026", "--day")
    assert coopctl(*words, "14/7/2026").code == 0
    assert coopctl(*words, "15/7/2026").code == 2


def test_several_letters_have_no_number_in_common(workspace: Path, coopctl: Runner) -> None:
    result = coopctl("remind", "--all", "--number", "5")
    assert (result.code, result.out) == (2, "")
    assert "`--number` does not go together with --all" in result.err
    assert coopctl("remind", "--all", "--day", "1/7/2026", "--signer", "An").code == 0
