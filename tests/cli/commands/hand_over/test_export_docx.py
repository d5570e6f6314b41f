"""`coopctl export docx`: each kind read back with python-docx, and what is refused."""

import csv
import hashlib
import io
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT

from coopctl.services.workspace import clock
from tests.conftest import PLAN, Runner
from tests.helpers.printed import read_json
from tests.helpers.story import entries, tell
from tests.hostile.test_texts import HOSTILE, plant

SETTINGS = """\
office = "hoa-binh"
[report]
superior = "Ủy ban nhân dân tỉnh Phú Thọ"
code = "SKHCN"
place = "Phú Thọ"
to = {to}
bases = ["Căn cứ Nghị định số 09/2019/NĐ-CP"]
recipients = ["Sở KH&CN tỉnh Hưng Yên"]
filed = "KHTC"
authority = "KT. GIÁM ĐỐC"
title = "Phó Giám đốc"
signer = "Đỗ Hải Hồ"
"""


BORNE = ("--number", "5", "--day", "5/2/2026")


def state(workspace: Path, to: str = '["Ủy ban nhân dân tỉnh Phú Thọ"]') -> None:
    (workspace / "coopctl.toml").write_text(SETTINGS.format(to=to), "utf-8")


def read(path: Path) -> Document:
    return docx.Document(str(path))


def texts(document: Document) -> list[str]:
    """Return every paragraph, those of tables in their places."""
    found = document.element.body.iter("{*}p")
    return [
        "".join(node.text or "" if node.tag.endswith("}t") else "\n" for node in one.iter("{*}t", "{*}br"))
        for one in found
    ]  # fmt: skip


def export(coopctl: Runner, *words: str, lang: str | None = "vi") -> Document:
    result = coopctl("export", "docx", *words, "-o", "out.docx", lang=lang)
    assert result.code == 0, result.err
    return read(Path("out.docx"))


def test_a_report_in_the_form_of_the_decree(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    state(workspace)
    document = export(coopctl, *BORNE)
    assert [one for one in texts(document) if one][:12] == [
        "ỦY BAN NHÂN DÂN TỈNH PHÚ THỌ",
        "SỞ KH&CN TỈNH PHÚ THỌ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 05/BC-SKHCN",
        "Phú Thọ, ngày 05 tháng 02 năm 2026",
        "BÁO CÁO",
        "Kết quả thực hiện Kế hoạch số 48/KH-SKHCN\ntính đến ngày 30 tháng 6 năm 2026",
        "Kính gửi: Ủy ban nhân dân tỉnh Phú Thọ",
        "Căn cứ Nghị định số 09/2019/NĐ-CP;",
        "Căn cứ Kế hoạch số 48/KH-SKHCN ngày 17 tháng 9 năm 2024 của …: Kế hoạch thử.",
        "I. TÌNH HÌNH CHUNG",
    ]
    said = "\n".join(texts(document))
    for sentence in (
        "Tính đến ngày 30 tháng 6 năm 2026, kế hoạch có 6 nội dung: 1 quá hạn",
        "Tỷ lệ trên số đến hạn 50,0 % = 1 hoàn thành / (1 hoàn thành + 1 quá hạn).",
        "II. KẾT QUẢ THỰC HIỆN THEO LĨNH VỰC",
        "Chỉ tiêu “Người học”: đạt 50/120 (41,7\u00a0%).",
        "- Nội dung 1.1: Thiếu kinh phí. Nguyên nhân: …",
        "1. Phương hướng\n…\n2. Đề xuất, kiến nghị\n…./.",
        "Nơi nhận:\n- Như trên;\n- Sở KH&CN tỉnh Hưng Yên;\n- Lưu: VT, KHTC.",
        "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\n\n\n\nĐỗ Hải Hồ",
        "(Kèm theo Báo cáo số 05/BC-SKHCN ngày 05 tháng 02 năm 2026 của Sở KH&CN tỉnh Phú Thọ)",
    ):
        assert sentence in said
    (last,) = [one for one in document.paragraphs if one.text == "…./."]
    assert last.paragraph_format.keep_with_next  # a signature is never alone on its page


def test_a_cause_without_a_difficulty(workspace: Path, coopctl: Runner) -> None:
    coopctl("add-update", "1.1", "in_progress", "--cause", "Mưa lũ")
    assert "- Nội dung 1.1: … Nguyên nhân: Mưa lũ" in texts(export(coopctl))


def test_among_a_period_s_results_a_sum_from_the_beginning_is_named_so(
    workspace: Path, coopctl: Runner
) -> None:
    tell(coopctl)
    name = "6 tháng đầu năm 2026"
    assert coopctl("close-period", name, "--as-of", "14/6/2026", "--yes").code == 0
    said = texts(export(coopctl, "--period", name))
    # What was trained was trained in 2025.
    assert "- Chỉ tiêu “Người học”, lũy kế từ đầu: đạt 50/120 (41,7\u00a0%)." in said


def test_open_actions_are_announced_only_where_there_are_some(
    workspace: Path, coopctl: Runner
) -> None:
    action = tell(coopctl).action
    announced = (
        "Từ đầu đến nay đã giao 1 việc, trong đó 0 việc đã hoàn thành hoặc hủy; các việc còn lại:"
    )
    assert announced in texts(export(coopctl))
    done = ("completed", "--completed-on", "1/6/2026", "--on", "1/6/2026", "--cause", "Mưa lũ")
    assert coopctl("add-update", action, *done).code == 0
    said = texts(export(coopctl))
    assert "Từ đầu đến nay đã giao 1 việc, trong đó 1 việc đã hoàn thành hoặc hủy." in said
    assert f"- Việc được giao “Gửi danh mục” ({action}): … Nguyên nhân: Mưa lũ" in said


def test_paper_margins_and_page_numbers(workspace: Path, coopctl: Runner) -> None:
    upright, across = export(coopctl).sections
    for section in (upright, across):
        margins = (
            section.top_margin, section.bottom_margin, section.left_margin, section.right_margin,
        )  # fmt: skip
        assert [round(one.mm) for one in margins if one is not None] == [20, 20, 30, 20]
        assert section.different_first_page_header_footer
        (numbering,) = section._sectPr.findall("{*}pgNumType")
        assert list(numbering.attrib.values()) == ["1"]
    sizes = [
        (round(one.page_width.mm), round(one.page_height.mm))
        for one in (upright, across) if one.page_width and one.page_height
    ]  # fmt: skip
    assert sizes == [(210, 297), (297, 210)]
    assert across.orientation == WD_ORIENT.LANDSCAPE
    assert "PAGE" in upright.header._element.xml
    assert across.header.is_linked_to_previous


def test_the_annex_has_every_item_as_csv_has_it(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    document = export(coopctl, "--kind", "annex")
    (table,) = document.tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert "tblHeader" in table.rows[0]._tr.xml
    assert rows[0][:6] == ["STT", "Nội dung", "Chủ trì", "Phối hợp", "Thời hạn", "Sản phẩm"]
    assert rows[1][0] == "1. Nguồn gen"
    assert rows[2] == [
        "1.1", "Đề xuất nhiệm vụ", "Phú Thọ", "Hưng Yên", "quý IV/2025 (31/12/2025) (gia hạn đến 31/3/2026, văn bản 12/QĐ)",
        "Danh mục", "1/3/2025: Đã có 12 đề xuất", "Quá hạn 91 ngày; Đang thực hiện 40\u00a0%", "",
    ]  # fmt: skip
    assert rows[6] == ["2.2", "Trao đổi thông tin", "…", "…", "…", "…", "…", "Chưa thực hiện", ""]
    assert len(rows) == 1 + 3 + 6
    listed = coopctl("export", "csv", "--labels", lang="vi").out
    wanted = [
        [row[name] or "…" for name in ("Mã nội dung", "Nội dung", "Chủ trì", "Phối hợp", "Sản phẩm")]
        for row in csv.DictReader(io.StringIO(listed, newline=""))
    ]  # fmt: skip
    items = [row for row in rows[1:] if len(set(row)) > 1]
    assert [[*row[:4], row[5]] for row in items] == wanted


def test_minutes_have_what_was_recorded_and_dots_for_the_rest(
    workspace: Path, coopctl: Runner
) -> None:
    story = tell(coopctl)
    state(workspace)
    said = texts(export(coopctl, "--kind", "minutes", story.meeting))
    assert not [one for one in said if one.startswith("Phú Thọ, ngày")]
    whole = "\n".join(one for one in said if one)
    for sentence in (
        "Số: 05/BB",
        "BIÊN BẢN\nGặp nhau tại Hòa Bình",
        "Thời gian bắt đầu: … giờ … phút, ngày 19 tháng 9 năm 2024\nĐịa điểm: Hòa Bình",
        "Sở KH&CN tỉnh Hưng Yên:\n- Trần Tùng Chuẩn, Giám đốc.\nSở KH&CN tỉnh Hòa Bình:\n- Đỗ Hải Hồ.",
        "Thư ký (người ghi biên bản): Thư ký A",
        "- 1.1. Đề xuất nhiệm vụ;\n- 2.1. Tập huấn.\nHai bên trao đổi.\nKết luận:\n1. Lập danh mục chung\n2. Sở KH&CN tỉnh Hòa Bình chủ trì, phối hợp với …: Gửi danh mục; thời hạn: 1/12/2024.",
        "Cuộc họp kết thúc vào … giờ … phút, ngày 19 tháng 9 năm 2024./.",
        "THƯ KÝ\nThư ký A\nCHỦ TỌA\nĐỗ Hải Hồ\nNơi nhận:\n- …;\n- Lưu: VT, Hồ sơ.",
    ):
        assert sentence in whole


def test_a_notice_of_conclusions(workspace: Path, coopctl: Runner) -> None:
    story = tell(coopctl)
    state(workspace)
    said = "\n".join(texts(export(coopctl, "--kind", "conclusions", story.meeting)))
    assert "Số: …/TB-SKHCN" in said
    assert "THÔNG BÁO\nKết luận tại cuộc họp “Gặp nhau tại Hòa Bình”" in said
    assert (
        "1. Lập danh mục chung\n2. Sở KH&CN tỉnh Hòa Bình chủ trì, phối hợp với …: Gửi danh mục"
        in said
    )
    assert "thời hạn: 1/12/2024./." in said


def test_the_letter_says_what_remind_prints(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    (workspace / "coopctl.toml").write_text('office = "hung-yen"\n', "utf-8")
    words = ("--reply-by", "15/7/2026", "--within", "3m")
    printed = coopctl("remind", "hoa-binh", *words, lang="vi").out
    written = texts(export(coopctl, "--kind", "letter", "hoa-binh", *words))
    body = printed.partition("Kính gửi")[2].partition("Nơi nhận")[0].splitlines()[1:]
    for line in filter(None, map(str.strip, body)):
        assert line in written
    assert "V/v đôn đốc thực hiện Kế hoạch số 48/KH-SKHCN" in written
    assert "SỞ KH&CN TỈNH HƯNG YÊN" in written


def test_a_letter_to_whom_nothing_is_due_is_none(workspace: Path, coopctl: Runner) -> None:
    words = ("--kind", "letter", "hoa-binh", "--as-of", "1/1/2025", "-o", "x.docx")
    result = coopctl("export", "docx", *words, lang=None)  # the reader's, not that of documents
    assert (result.code, result.out) == (0, "")
    assert result.err == "note: nothing is overdue, and nothing comes due until 31/1/2025\n"
    assert not (workspace / "x.docx").exists()


@pytest.mark.parametrize("lang", ["vi", None])
def test_the_text_is_vietnamese_unless_english_was_typed(
    workspace: Path, coopctl: Runner, lang: str | None
) -> None:
    assert "BÁO CÁO" in texts(export(coopctl, lang=lang))
    english = texts(export(coopctl, lang="en"))
    assert "REPORT" in english
    assert "SOCIALIST REPUBLIC OF VIET NAM" in english
    assert not [one for one in english if "BÁO CÁO" in one or "hoàn thành" in one]


def test_every_kind_in_english_says_that_it_is_a_translation(
    workspace: Path, coopctl: Runner
) -> None:
    story = tell(coopctl)
    for kind in (
        (), ("--kind", "annex"), ("--kind", "minutes", story.meeting),
        ("--kind", "conclusions", story.meeting), ("--kind", "letter", "hung-yen", "--within", "12m"),
    ):  # fmt: skip
        assert texts(export(coopctl, *kind, lang="en"))[0].startswith("Courtesy translation: ")
        assert "Courtesy" not in "".join(texts(export(coopctl, *kind)))


def test_a_closed_period_is_named_and_stays(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    closing = ("close-period", "6 tháng đầu năm 2026", "--as-of", "14/6/2026", "--yes")
    assert coopctl(*closing).code == 0
    words = ("--period", "6 tháng đầu năm 2026")
    before = texts(export(coopctl, *words))
    coopctl("add-update", "1.1", "completed", "--completed-on", "1/6/2026", "--on", "1/6/2026")
    after = texts(export(coopctl, *words))
    late = [one for one in after if one not in before]
    assert late == [
        "Ghi muộn cho kỳ “6 tháng đầu năm 2026”, sau khi đã chốt; không tính vào số liệu nào ở đây:",
        "- 1/6/2026: Cập nhật 1.1: Đã hoàn thành (ghi lúc 30/6/2026 12:00).",
    ]
    assert [one for one in after if one not in late] == before
    assert "Kết quả thực hiện Kế hoạch số 48/KH-SKHCN\n6 tháng đầu năm 2026" in before


def test_the_same_ledger_and_day_give_the_same_bytes(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    words = [sys.executable, "-m", "coopctl", "export", "docx", "--as-of", "30/6/2026", "-o"]
    hashes = set()
    for name, zone in (("a.docx", "UTC"), ("b.docx", "Asia/Tokyo")):
        subprocess.run(
            [*words, name], check=True, capture_output=True, env=os.environ | {"TZ": zone}
        )
        hashes.add(hashlib.sha256((workspace / name).read_bytes()).hexdigest())
    assert len(hashes) == 1
    assert b"Macintosh" not in b"".join(
        part.blob for part in read(workspace / "a.docx").part.package.iter_parts()
    )
    about = read(workspace / "a.docx").core_properties
    assert (about.author, about.last_modified_by, about.comments) == ("", "", "")
    assert (
        about.title == "Kết quả thực hiện Kế hoạch số 48/KH-SKHCN tính đến ngày 30 tháng 6 năm 2026"
    )


def test_every_kind_has_the_same_bytes_on_a_later_day(
    workspace: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = tell(coopctl)
    state(workspace)
    kinds = (
        ("report",), ("annex",), ("minutes", story.meeting), ("conclusions", story.meeting),
        ("letter", "hung-yen", "--within", "12m", "--reply-by", "1/8/2027"),
    )  # fmt: skip
    found: list[list[bytes]] = []
    for moment in (clock.now(), datetime(2027, 3, 7, 23, 30, tzinfo=UTC)):
        monkeypatch.setattr(clock, "now", lambda moment=moment: moment)
        found.append([])
        for kind in kinds:
            export(coopctl, "--kind", *kind, "--as-of", "1/7/2026", "--known-at", "30/6/2026")
            found[-1].append((workspace / "out.docx").read_bytes())
    assert found[0] == found[1]


STRANGE = "=1+1 @x </w:t> ]]> </script> & <b> 🌱 {x} %s part"


@pytest.mark.parametrize("kind", ["report", "annex"])
def test_what_people_wrote_is_text(workspace: Path, coopctl: Runner, kind: str) -> None:
    tell(coopctl)
    long = "dài " * 9_999 + "hết"
    coopctl("add-update", "1.1", "in_progress", "--result", STRANGE)
    coopctl("add-update", "2.2", "in_progress", "--result", long)
    plant(workspace, f'{{"status": "in_progress", "result": {_quoted(HOSTILE)}}}')
    said = "\n".join(texts(export(coopctl, "--kind", kind)))
    assert STRANGE in said
    assert long in said
    assert "a␛[31mred␛]0;title␇ \\x9b31m".replace("\\x9b", "\\u009b") in said
    assert "\\u202eabc\\u2066 x" in said
    assert "x␍y [red]z[/x] :smile:" in said


def test_what_people_said_at_a_meeting_is_text(workspace: Path, coopctl: Runner) -> None:
    long = "dài " * 9_999 + "hết"
    coopctl(
        "add-meeting", "--on", "1/6/2026", "--title", STRANGE, "--proceedings", long,
        "--conclusion", f"-{STRANGE}", "--attendee", f"hoa-binh: {STRANGE}",
    )  # fmt: skip
    meeting = entries(coopctl)[-1]["id"]
    minutes = texts(export(coopctl, "--kind", "minutes", meeting))
    assert {STRANGE, long, f"1. -{STRANGE}", f"- {STRANGE}."} <= set(minutes)
    notice = "\n".join(texts(export(coopctl, "--kind", "conclusions", meeting)))
    assert f"Kết luận tại cuộc họp “{STRANGE}”" in notice
    assert f"1. -{STRANGE}./." in notice


def test_a_long_title_is_cut_visibly_in_the_properties(workspace: Path, coopctl: Runner) -> None:
    coopctl("add-meeting", "--on", "1/6/2026", "--title", "dài " * 9_999 + "hết")
    meeting = entries(coopctl)[-1]["id"]
    document = export(coopctl, "--kind", "minutes", meeting)
    title = document.core_properties.title
    assert len(title) == 255
    assert title.endswith("…")
    assert "hết" in "".join(texts(document))


def _quoted(text: str) -> str:
    import json

    return json.dumps(text)


def test_what_the_letterhead_leaves_open_is_said(workspace: Path, coopctl: Runner) -> None:
    result = coopctl("export", "docx", "--kind", "annex", "-o", "x.docx")
    assert (result.code, result.out) == (0, "")
    assert result.err.splitlines() == [
        "note: wrote `x.docx`",
        "note: `…` stands for what `[report]` in `coopctl.toml` does not state: agency, code",
        "hint: state it there, or fill it in in the document",
    ]
    state(workspace)
    assert coopctl("export", "docx", "-o", "x.docx").err == "note: wrote `x.docx`\n"
    empty = '[report]\nagency = ""\nsuperior = ""\ncode = "SKHCN"\n'
    (workspace / "coopctl.toml").write_text(empty, "utf-8")
    told = coopctl("export", "docx", "--kind", "minutes", tell(coopctl).meeting, "-o", "x.docx").err
    assert "does not state: agency\n" in told


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 2, "missing: -o"),
        (("--kind", "reprot", "-o", "x"), 2, "`--kind`: there is no kind of document `reprot`"),
        (("1.1", "-o", "x"), 2, "`coopctl export docx --kind report` does not take `1.1`"),
        (("--within", "3m", "-o", "x"), 2, "--kind report` does not take `--within`"),
        (("--kind", "minutes", "-o", "x"), 2, "missing: ID"),
        (("--kind", "letter", "-o", "x"), 2, "missing: PARTY"),
        (("--kind", "minutes", "1.1", "-o", "x"), 1, "`1.1` is no meeting"),
        (("--kind", "minutes", "zz-9", "-o", "x"), 1, "`zz-9`"),
        (("--kind", "letter", "hanoi", "-o", "x"), 1, "the plan has no party `hanoi`"),
        (("--kind", "letter", "hoa-binh", "--within", "x", "-o", "x"), 2, "`--within`"),
        (("--plan", "nope", "-o", "x"), 1, "`nope`"),
        (("--period", "nope", "-o", "x"), 1, "there is no closed period `nope`"),
        (("--as-of", "31/2/2026", "-o", "x"), 2, "`--as-of`: "),
        (("-o", "plans"), 1, "`plans` is a folder"),
        (("-o", "none/x.docx"), 1, "cannot write `none/x.docx`"),
    ],
)
def test_what_is_refused(
    workspace: Path, coopctl: Runner, words: tuple[str, ...], code: int, said: str
) -> None:
    result = coopctl("export", "docx", *words)
    assert (result.code, result.out) == (code, "")
    assert said in result.err.splitlines()[0]
    assert result.err.splitlines()[1].startswith("hint: ")
    assert [file.name for file in workspace.iterdir()] == ["plans"]


def test_an_entry_that_is_no_meeting(workspace: Path, coopctl: Runner) -> None:
    story = tell(coopctl)
    words = ("export", "docx", "--kind", "minutes", "-o", "x.docx")
    assert coopctl(*words, story.update).err.splitlines() == [
        f"error: `{story.update}` is no meeting",
        "hint: `coopctl log --kind meeting` lists those that were recorded",
    ]
    assert coopctl("retract", story.meeting, "--reason", "Nhầm", "--yes").code == 0
    result = coopctl(*words, story.meeting)
    assert result.code == 1
    assert "was taken back" in result.err


def test_several_plans_must_be_told_apart(workspace: Path, coopctl: Runner) -> None:
    (workspace / "plans" / "west.yaml").write_text(PLAN.replace("id: test", "id: west"), "utf-8")
    result = coopctl("export", "docx", "-o", "x.docx")
    assert result.code != 0
    assert "--plan" in result.err
    assert "BÁO CÁO" in texts(export(coopctl, "--plan", "west"))


def test_a_failed_file_leaves_the_old_one(workspace: Path, coopctl: Runner) -> None:
    assert coopctl("export", "docx", "-o", "/dev/full").code == 1
    assert "cannot write `/dev/full`" in coopctl("export", "docx", "-o", "/dev/full").err
    assert [file.name for file in workspace.iterdir()] == ["plans"]


def test_a_file_that_is_open_elsewhere(
    workspace: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    (workspace / "x.docx").write_text("old")

    def refuse(self: Path, _target: Path) -> Path:  # as Windows does
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "replace", refuse)
    result = coopctl("export", "docx", "-o", "x.docx", "--overwrite")
    assert (result.code, result.out) == (1, "")
    error, hint = result.err.splitlines()
    assert error.startswith("error: cannot write `x.docx`: ")
    assert "no other program has the file open" in hint
    assert (workspace / "x.docx").read_text() == "old"
    assert sorted(file.name for file in workspace.iterdir()) == ["plans", "x.docx"]


@pytest.mark.skipif(os.name == "nt" or not os.geteuid(), reason="root may write everywhere")
def test_a_folder_that_may_not_be_written(workspace: Path, coopctl: Runner) -> None:
    (workspace / "shut").mkdir(mode=0o500)
    assert "cannot write" in coopctl("export", "docx", "-o", "shut/x.docx").err


def test_without_the_library(
    workspace: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    result = coopctl("export", "docx", "-o", "x.docx")
    assert result.code == 1
    assert "` brings it" in result.err
    assert not (workspace / "x.docx").exists()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("report = 3", "`report` cannot be `3`"),
        ("[report]\nagencie = 'x'", "`report.agencie`"),
        ("[report]\nagency = 3", "`report.agency` cannot be `3`"),
        ("[report]\nnumber = 5", "is not known, `report.number`"),
        ("[report]\nday = '5/2/2026'", "is not known, `report.day`"),
        ("[report]\nto = 'x'", "`report.to` cannot be `x`"),
        ("[report]\nrecipients = [1]", "`report.recipients`"),
        ("[report]\nauthority = 'Giám đốc'", "`report.authority`"),
        ('[report]\nsigner = "a\\u001b[31m"', "U+001B"),
        (f"[report]\ntitle = '{'x' * 501}'", "`report.title` cannot be `xxx"),
    ],
)
def test_broken_settings_have_place_and_remedy(
    workspace: Path, coopctl: Runner, line: str, said: str
) -> None:
    (workspace / "coopctl.toml").write_text(line + "\n", "utf-8")
    result = coopctl("export", "docx", "-o", "x.docx")
    assert (result.code, result.out) == (1, "")
    error, hint = result.err.splitlines()
    assert said in error
    assert f"coopctl.toml:{line.count(chr(10)) + 1}:1" in error
    assert hint.startswith("hint: ")
    assert not (workspace / "x.docx").exists()


def test_the_workspace_says_more_than_the_user(
    workspace: Path, coopctl: Runner, tmp_path: Path
) -> None:
    folder = tmp_path / "home" / ".config" / "coopctl"
    folder.mkdir(parents=True)
    (folder / "settings.toml").write_text(
        '[report]\nplace = "Hưng Yên"\nsigner = "Người dùng"\nsuperior = ""\n', "utf-8"
    )
    (workspace / "coopctl.toml").write_text('[report]\nplace = "Phú Thọ"\n', "utf-8")
    said = [one for one in texts(export(coopctl)) if one]
    assert said[0] == "…"  # the agency: nothing stands above it
    assert "Phú Thọ, ngày … tháng … năm …" in said
    assert "Người dùng" in said
    assert coopctl("status").code == 0


@pytest.mark.parametrize("key", ["number", "day"])
def test_a_setting_of_one_document_is_named_with_the_remedy(
    workspace: Path, coopctl: Runner, key: str
) -> None:
    (workspace / "coopctl.toml").write_text(f"[report]\n{key} = 5\n", "utf-8")
    result = coopctl("export", "docx", "-o", "x.docx")
    assert result.err.splitlines()[-1] == (
        f"hint: each document has its own: take it out, and say it with `--{key}`"
    )


KINDS = (
    (("report",), "BC", True), (("annex",), "BC", False), (("conclusions", "meeting"), "TB", True),
    (("letter", "hung-yen", "--within", "12m"), "", True),
)  # fmt: skip


@pytest.mark.parametrize(("kind", "code", "is_signed"), KINDS, ids=[one[0][0] for one in KINDS])
def test_each_document_has_its_own_number_day_and_signer(
    workspace: Path, coopctl: Runner, kind: tuple[str, ...], code: str, is_signed: bool
) -> None:
    meeting = tell(coopctl).meeting
    state(workspace)
    words = ("--kind", *(meeting if word == "meeting" else word for word in kind))
    coded = f"{code}-SKHCN" if code else "SKHCN-KHTC"
    signer = ("--signer", "Trần Tùng Chuẩn") if is_signed else ()
    said = "\n".join(texts(export(coopctl, *words, *BORNE, *signer)))
    assert f"ố{':' if is_signed else ''} 05/{coded}" in said
    assert "ngày 05 tháng 02 năm 2026" in said
    assert ("Trần Tùng Chuẩn" in said, "Đỗ Hải Hồ" in said.split("Nơi nhận")[-1]) == (
        is_signed,
        False,
    )
    whole = "\n".join(texts(export(coopctl, *words, "--number", "12a/X-Y")))
    assert "12a/X-Y" in whole
    again = "\n".join(texts(export(coopctl, *words)))  # nothing is remembered
    assert f"…/{coded}" in again
    assert "ngày … tháng … năm …" in again
    assert ("Đỗ Hải Hồ" in again) is is_signed


def test_minutes_have_the_number_that_was_recorded(workspace: Path, coopctl: Runner) -> None:
    meeting = tell(coopctl).meeting
    words = ("--kind", "minutes", meeting)
    assert "Số: 05/BB" in texts(export(coopctl, *words, "--number", "05/BB"))
    refused = coopctl("export", "docx", *words, "--number", "6", "-o", "x.docx")
    assert (refused.code, refused.out) == (2, "")
    assert "05/BB" in refused.err
    assert f"`coopctl amend {meeting} --number" in refused.err
    added = coopctl("add-meeting", "--on", "1/6/2026", "--title", "Giao ban", "--json")
    unnumbered = read_json(added.out)[0]["id"]
    assert "Số: 06/BB-…" in texts(export(coopctl, "--kind", "minutes", unnumbered, "--number", "6"))
    assert "Số: …/BB-…" in texts(export(coopctl, "--kind", "minutes", unnumbered))


@pytest.mark.parametrize("command", [("export", "docx", "-o", "x.docx"), ("remind", "hoa-binh")])
@pytest.mark.parametrize(
    "words",
    [
        ("--number", "0"), ("--number", ""), ("--number", "x"), ("--number", "1234567"),
        ("--number", "/BC"), ("--number", "5/"), ("--number", "٥"), ("--number", "-5"),
        ("--number", "5\x1b[31m"), ("--day", "31/2/2026"), ("--signer", " "), ("--signer", "x" * 101),
    ],
)  # fmt: skip
def test_what_is_no_number_day_or_name_is_refused(
    workspace: Path, coopctl: Runner, command: tuple[str, ...], words: tuple[str, str]
) -> None:
    result = coopctl(*command, *words)
    assert (result.code, result.out) == (2, "")
    assert f"`{words[0]}`" in result.err
    assert "hint:" in result.err
    assert not (workspace / "x.docx").exists()


@pytest.mark.parametrize(
    ("kind", "flags"),
    [
        ("minutes", ("--day", "5/2/2026")),
        ("minutes", ("--signer", "A")),
        ("annex", ("--signer", "A")),
    ],
)
def test_a_kind_without_a_place_for_it_says_so(
    workspace: Path, coopctl: Runner, kind: str, flags: tuple[str, str]
) -> None:
    about = ("zz-1",) if kind == "minutes" else ()
    result = coopctl("export", "docx", "--kind", kind, *about, *flags, "-o", "x.docx")
    assert result.code == 2
    assert f"--kind {kind}` does not take `{flags[0]}`" in result.err
