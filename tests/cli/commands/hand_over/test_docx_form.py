"""The measures of Decree 30/2020/NĐ-CP, annex I, held against what stands in the documents."""

import io
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from docx.document import Document as Word
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from coopctl.output.documents.blocks import DocumentPart, Table, TableRow
from coopctl.output.documents.word_file import Document, write_word
from tests.cli.commands.hand_over.test_export_docx import BORNE, export, state
from tests.conftest import Runner
from tests.helpers.story import Story, tell


class Seen(NamedTuple):
    """How a paragraph looks: points, and how it is aligned."""

    size: float
    bold: bool
    italic: bool
    align: str


def every(document: Word) -> list[Paragraph]:
    return [Paragraph(one, document.element.body) for one in document.element.body.iter(qn("w:p"))]


def find(document: Word, start: str) -> Paragraph:
    return next(one for one in every(document) if one.text.startswith(start))


def seen(document: Word, start: str) -> Seen:
    paragraph = find(document, start)
    run = paragraph.runs[0]
    assert run.font.size is not None
    assert paragraph.alignment is not None
    return Seen(run.font.size.pt, bool(run.bold), bool(run.italic), paragraph.alignment.name)


@pytest.fixture
def story(workspace: Path, coopctl: Runner) -> Story:
    told = tell(coopctl)
    state(workspace)
    return told


def test_every_element_of_a_report_has_its_letters(story: Story, coopctl: Runner) -> None:
    document = export(coopctl, *BORNE)
    wanted = {
        "ỦY BAN NHÂN DÂN": (12, False, False, "CENTER"),
        "SỞ KH&CN TỈNH PHÚ THỌ": (12, True, False, "CENTER"),
        "CỘNG HÒA": (12, True, False, "CENTER"),
        "Độc lập - Tự do - Hạnh phúc": (13, True, False, "CENTER"),
        "Số: 05/BC-SKHCN": (13, False, False, "CENTER"),
        "Phú Thọ, ngày": (13, False, True, "CENTER"),
        "BÁO CÁO": (14, True, False, "CENTER"),
        "Kết quả thực hiện Kế hoạch": (14, True, False, "CENTER"),
        "Kính gửi: ": (14, False, False, "CENTER"),
        "Căn cứ Nghị định": (14, False, True, "JUSTIFY"),
        "I. TÌNH HÌNH CHUNG": (14, True, False, "JUSTIFY"),
        "1. Nguồn gen": (14, True, False, "JUSTIFY"),
        "Chi tiết từng nội dung": (14, False, False, "JUSTIFY"),
        "Nơi nhận:": (12, True, True, "LEFT"),
        "- Như trên;": (11, False, False, "LEFT"),
        "KT. GIÁM ĐỐC": (14, True, False, "CENTER"),
        "PHÓ GIÁM ĐỐC": (14, True, False, "CENTER"),
        "Đỗ Hải Hồ": (14, True, False, "CENTER"),
        "Phụ lục": (14, True, False, "CENTER"),
        "TÌNH HÌNH THỰC HIỆN CÁC NỘI DUNG": (14, True, False, "CENTER"),
        "(Kèm theo Báo cáo số": (14, False, True, "CENTER"),
    }
    assert {start: seen(document, start) for start in wanted} == wanted


def test_paragraphs_of_the_text_are_indented_and_apart(story: Story, coopctl: Runner) -> None:
    kinds = (
        (), ("--kind", "minutes", story.meeting), ("--kind", "conclusions", story.meeting),
        ("--kind", "letter", "hung-yen", "--within", "12m"),
    )  # fmt: skip
    for kind in kinds:
        body = [
            one.paragraph_format
            for one in every(export(coopctl, *kind))
            if one.alignment is not None and one.alignment.name == "JUSTIFY"
        ]
        assert len(body) >= 5
        assert {round(one.first_line_indent.mm, 1) for one in body if one.first_line_indent} == {
            12.7
        }
        assert min(one.space_after.pt for one in body if one.space_after is not None) == 6


def test_an_item_stays_with_its_result_and_with_its_area(story: Story, coopctl: Runner) -> None:
    document = export(coopctl)
    for start in ("1. Nguồn gen", "2 nội dung: ", "Nội dung 1.1. "):
        assert find(document, start).paragraph_format.keep_with_next, start
    assert not find(document, "Kết quả thực hiện: ").paragraph_format.keep_with_next


def test_a_letter_says_what_it_is_about_under_its_code(story: Story, coopctl: Runner) -> None:
    document = export(coopctl, "--kind", "letter", "hung-yen", "--within", "12m")
    assert find(document, "Số: ").text == "Số: …/SKHCN-KHTC"
    assert seen(document, "V/v đôn đốc") == (12, False, False, "CENTER")
    before = find(document, "V/v đôn đốc").paragraph_format.space_before
    assert before is not None
    assert before.pt == 6


def test_a_name_that_is_open_has_room_above_its_rule(workspace: Path, coopctl: Runner) -> None:
    heads = export(coopctl, "--kind", "letter", "hung-yen", "--within", "12m").tables[0].cell(0, 0)
    *_, rule = heads.paragraphs
    assert rule.paragraph_format.left_indent is not None
    assert 66 - 2 * rule.paragraph_format.left_indent.mm == pytest.approx(25, abs=0.1)


def test_an_annex_is_named_in_small_letters_above_a_rule(story: Story, coopctl: Runner) -> None:
    document = export(coopctl, "--kind", "annex", *BORNE)
    assert document.paragraphs[0].text == "Phụ lục"
    with_report, rule = document.paragraphs[2:4]
    assert with_report.text.startswith("(Kèm theo Báo cáo số 05/BC-SKHCN")
    assert rule._p.find(f".//{qn('w:pBdr')}") is not None


def test_every_row_of_a_table_is_a_step_of_the_work() -> None:
    rows = (TableRow((str(number),)) for number in range(1_000))
    table = Table((10,), ("STT",), rows, frozenset())
    steps: list[None] = []
    document = Document("", "", date(2026, 6, 30), "vi", (DocumentPart([table]),))
    write_word(io.BytesIO(), document, lambda: steps.append(None))
    assert len(steps) > 1_000
