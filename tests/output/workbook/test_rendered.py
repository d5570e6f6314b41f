"""The workbook as LibreOffice prints it: pages, repeated headers, letters, nothing that does not fit."""

from pathlib import Path

from tests.conftest import PLAN, Runner
from tests.helpers import workbooks
from tests.helpers.machine import CALC, needs
from tests.helpers.story import tell

pytestmark = needs(*CALC, "pdftotext")
ANNEX_HEADER = ("STT", "Nội dung", "Chủ trì", "Phối hợp", "Thời hạn", "Tình trạng", "Ghi chú")


def add_items(workspace: Path, count: int) -> None:
    """Give the plan so many more items, so that it takes several pages."""
    items = "".join(
        f"      - id: 3.{number}\n        title: Nghiên cứu, ứng dụng và chuyển giao quy trình số {number}\n"
        f"        lead: hung-yen\n        due: {number % 28 + 1}/12/2026\n"
        for number in range(11, 11 + count)
    )
    (workspace / "plans" / "test.yaml").write_text(PLAN + items, "utf-8")


def printed(workspace: Path, coopctl: Runner) -> list[str]:
    result = coopctl("export", "xlsx", "-o", "a.xlsx", lang="vi")
    assert result.code == 0, result.err
    return workbooks.pages(workbooks.render(workspace / "a.xlsx"))


def test_pages_of_a_long_annex(workspace: Path, coopctl: Runner) -> None:
    add_items(workspace, 60)
    tell(coopctl)
    pages = printed(workspace, coopctl)
    annex = [page for page in pages if "Kết quả đến ngày" in page]
    assert 3 <= len(annex) <= 5
    for number, page in enumerate(annex, 1):
        head = page.split("3.")[0] if number > 1 else page
        assert all(label in head for label in ANNEX_HEADER)
        assert page.split()[0] == str(number)
    assert "PHỤ LỤC" in annex[0]
    assert not any("PHỤ LỤC" in page for page in annex[1:])
    assert "###" not in "".join(pages)
    assert sum(page.count("Nghiên cứu, ứng dụng") for page in annex) == 60


def test_letters_marks_and_numbers_are_there(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    text = " ".join(" ".join(printed(workspace, coopctl)).split())
    for said in (
        "TÌNH HÌNH THỰC HIỆN: KẾ HOẠCH THỬ", "Nguồn gen", "Đề xuất nhiệm vụ", "▲ Quá hạn 91 ngày",
        "Truy xuất nguồn gốc", "Đã có 12 đề xuất", "TỔNG HỢP", "31/12/2026", "Tỷ lệ trên số đến hạn 50,0 %",
    ):  # fmt: skip
        assert said in text, said
    assert "�" not in text


def test_each_sheet_is_one_page_wide(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    pages = printed(workspace, coopctl)
    assert len(pages) == 8 + 1  # the summary has two
    assert len([page for page in pages if page.split()[:1] == ["1"] or " 1\n" in page[:200]]) == 8
