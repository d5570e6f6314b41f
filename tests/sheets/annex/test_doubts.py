"""What an annex says that is not surely understood is doubted, with its place, and never made into something else."""

import pytest

from coopctl.domain.exchange.annex import ASIDE, BELOW, Annex
from coopctl.language import in_all_languages
from coopctl.sheets.annex.annex import ReadingOptions, read_annex
from coopctl.sheets.annex.sides import split_names
from coopctl.sheets.book.sheet import Sheet, Value

HEAD: list[Value] = ["TT", "Nội dung", "Chủ trì", "Phối hợp", "Thời gian", "Kinh phí"]


def annex(*rows: list[Value], head: list[Value] | None = None) -> Annex:
    lines = [head or HEAD, *rows]
    width = max(map(len, lines))
    filled = [row + [None] * (width - len(row)) for row in lines]
    return read_annex(Sheet("S", filled), ReadingOptions(None, (), in_all_languages))


def problems(read: Annex) -> dict[str, str]:
    return {cell.place: str(cell.problem) for cell in read.problems}


def item(due: Value = "Quý IV/2026", lead: Value = "Sở A", helping: Value = None) -> list[Value]:
    return [1, "Tập huấn", lead, helping, due, 120]


@pytest.mark.parametrize("due", [
    "Quý II/2026 và duy trì thường xuyên", "31/12/2025, sau đó định kỳ hằng năm", "Trước ngày 30/6 hằng năm",
    "Hằng tháng, trước ngày 20", "thường xuyên từ 2026", "Quý II", "Tháng 7", "Quý I, II", "Cả năm", "cuối năm",
    "Trong năm", "Theo tiến độ", "Đã hoàn thành 60%", "Every year by 30/6", "Annually, in Q3", "Q3", "ngày 15 hằng tháng",
])  # fmt: skip
def test_a_deadline_without_its_day_is_doubted_and_kept_as_words(due: str) -> None:
    read = annex(item(due))
    assert "E2" in problems(read)
    assert read.items[0].texts["due"].text == due
    assert [gap.place for gap in read.items[0].gaps] == ["E2"]


@pytest.mark.parametrize("due", [
    "Thường xuyên", "hằng năm", "Hằng quý", "6 tháng một lần, định kỳ", "every month", "Quý IV/2026", "2026", "tháng 7/2026",
])  # fmt: skip
def test_a_day_or_what_recurs_alone_is_understood(due: str) -> None:
    assert problems(annex(item(due))) == {}


@pytest.mark.parametrize("mark", ["x", "X", "xx", "✓", "✔", "v", "*", "●", "+", "☑"])
def test_a_tick_is_no_deadline_and_no_party(mark: str) -> None:
    head: list[Value] = ["TT", "Nội dung", "Chủ trì", "Phối hợp", "Thời hạn"]
    read = annex([1, "Tập huấn", mark, mark, mark], head=head)
    assert problems(read).keys() == {"C2", "D2", "E2"}
    assert read.parties == ()
    assert "due" not in read.items[0].texts


_NOTHING = [
    "-",
    "–",
    "x",
    "X",
    "✓",
    "…",
    "...",
    "?",
    "/",
    "_",
    "**",
    "( )",
    "n/a",
    "N.A.",
    "Không",
    "không có",
    "Chưa có",
    "TBD",
    "none",
]


@pytest.mark.parametrize("text", _NOTHING)
@pytest.mark.parametrize(
    "label",
    ["Sản phẩm", "Kết quả, sản phẩm", "Yêu cầu sản phẩm", "Deliverable", "Kinh phí", "Ghi chú"],
)
def test_what_states_nothing_is_no_product_and_said_with_its_place(text: str, label: str) -> None:
    head: list[Value] = ["TT", "Nội dung", "Chủ trì", "Thời hạn", label]
    read = annex(
        [1, "Tập huấn", "Sở A", "2026", text], [2, "Hội nghị", "Sở A", "2026", "Báo cáo"], head=head
    )
    assert problems(read).keys() == {"E2"}
    assert [gap.place for gap in read.items[0].gaps] == ["E2"]
    assert not {"deliverable", "budget", "note"} & read.items[0].texts.keys()
    assert {"deliverable", "budget", "note"} & read.items[1].texts.keys()


@pytest.mark.parametrize("text", ["-", "x", "…"])
def test_what_states_nothing_is_no_title(text: str) -> None:
    read = annex(item(), [2, text, "Sở A", None, "2026", 12])
    assert "B3" in problems(read)


@pytest.mark.parametrize(
    "text",
    ["01 báo cáo", "Không gian số", "x-quang", "Báo cáo (nếu có)", "Chưa có tên: bộ tiêu chí", "5"],
)
def test_a_product_that_is_stated_is_understood(text: str) -> None:
    head: list[Value] = ["TT", "Nội dung", "Chủ trì", "Thời hạn", "Sản phẩm"]
    assert problems(annex([1, "Tập huấn", "Sở A", "2026", text], head=head)) == {}


@pytest.mark.parametrize("mark", ["nt", "-nt-", "NT", "n.t", '"', "″", "''", "〃", "như trên", "Như trên", "- nt -", "ditto", "Tương tự trên", '- " -', "”", "//", "- // -", ",,", "»", "n/t", "N/T"])  # fmt: skip
def test_a_mark_for_what_is_above_is_no_party_and_no_text(mark: str) -> None:
    read = annex(item(), [2, "Hội nghị", mark, mark, mark, mark])
    assert problems(read).keys() == {"C3", "D3", "E3", "F3"}
    assert [party.name.text for party in read.parties] == ["Sở A"]


@pytest.mark.parametrize("total", [
    "Cộng", "CỘNG", "Tổng cộng", "Tổng", "TỔNG SỐ", "Tổng cộng (I+II)", "Cộng:", "Total", "Grand total", "Tổng kinh phí",
    "Cộng mục I", "Tổng I", "Subtotal",
])  # fmt: skip
@pytest.mark.parametrize("column", [0, 1])
def test_a_total_is_no_item(total: str, column: int) -> None:
    row: list[Value] = [None, None, None, None, None, 200]
    row[column] = total
    read = annex(item(), row, [2, "Hội nghị", "Sở A", None, "2026", 80], row)
    assert [one.title.text for one in read.items] == ["Tập huấn", "Hội nghị"]


@pytest.mark.parametrize("title", ["Cộng đồng khởi nghiệp", "Công nghệ số", "Tổng kết", "Tổng hợp báo cáo", "Công bố kết quả"])  # fmt: skip
def test_what_only_begins_like_a_total_is_an_item(title: str) -> None:
    read = annex(item(), [2, title, "Sở A", None, "2026"])
    assert [one.title.text for one in read.items] == ["Tập huấn", title]


@pytest.mark.parametrize("note", ["(1) Gồm cây trồng.", "¹ Theo Thông báo số 12.", "[2] Xem phụ lục.", "(*) Nguồn khác.", "* Ghi chú thêm"])  # fmt: skip
@pytest.mark.parametrize("column", [0, 1])
def test_a_footnote_is_no_item(note: str, column: int) -> None:
    row: list[Value] = [None] * 6
    row[column] = note
    read = annex(item(), [None] * 6, row)
    assert len(read.items) == 1
    assert read.cells[-1].meaning == BELOW


@pytest.mark.parametrize("sides", [
    ("ĐẠI DIỆN SỞ KH&CN TỈNH A", "ĐẠI DIỆN SỞ KH&CN TỈNH B"), ("BÊN A", "BÊN B"), ("SỞ KH&CN TỈNH A", "SỞ KH&CN TỈNH B"),
    ("Đại diện Sở A", "Đại diện Sở B"), ("UBND TỈNH A", "UBND TỈNH B"),
])  # fmt: skip
@pytest.mark.parametrize("columns", [(1, 4), (1, 2), (0, 3)])
def test_the_signatures_of_two_sides_are_no_items(
    sides: tuple[str, str], columns: tuple[int, int]
) -> None:
    rows: list[list[Value]] = []
    for texts in (sides, ("GIÁM ĐỐC", "GIÁM ĐỐC"), ("Nguyễn Văn A", "Trần Văn B")):
        row: list[Value] = [None] * 6
        row[columns[0]], row[columns[1]] = texts
        rows.append(row)
    read = annex(item(), [None] * 6, *rows)
    assert [one.title.text for one in read.items] == ["Tập huấn"]
    assert [party.name.text for party in read.parties] == ["Sở A"]


def test_what_stands_below_the_last_code_is_no_item_unasked() -> None:
    read = annex(item(), [None, "Kèm theo danh sách 12 đơn vị", None, None, None, None])
    assert len(read.items) == 1
    assert problems(read).keys() == {"B3"}


@pytest.mark.parametrize("code", ["I", "A"])
def test_an_area_of_the_second_level(code: str) -> None:
    read = annex([code, "Nguồn gen"], [f"{code}.1", "Cây trồng"], item(), [f"{code}.2", "Vật nuôi"], [2, "Hội thảo", "Sở A", None, "2026"])  # fmt: skip
    assert [area.title.text for area in read.areas] == ["Nguồn gen / Cây trồng", "Nguồn gen / Vật nuôi"]  # fmt: skip
    assert [len(area.items) for area in read.areas] == [1, 1]


def test_items_that_are_coded_below_their_area_stay_items() -> None:
    read = annex(["I", "Nguồn gen"], ["I.1", "Cây", "Sở A", None, "2026"], ["I.2", "Con", "Sở A", None, "2026"])  # fmt: skip
    assert [one.id.text for one in read.items] == ["I.1", "I.2"]


@pytest.mark.parametrize("lead", ["Sở A, Sở B", "Sở A/Sở B", "Sở A / Sở B", "Sở A và Sở B", "Sở A + Sở B", "Sở A & Sở B", "Sở A; Sở B", "Sở A\nSở B", "Sở A - Sở B", "Sở A cùng Sở B", "Sở A phối hợp với Sở B", "Hai Sở", "Cả hai bên", "Phòng VHXH/KTHT", "02 đơn vị"])  # fmt: skip
def test_two_leads_are_never_one_party(lead: str) -> None:
    read = annex(item(), [2, "Hội nghị", lead, None, "2026"], [3, "Hội thảo", "Sở A/Sở B", None, "2026"])  # fmt: skip
    assert {"C3", "C4"} <= problems(read).keys()
    assert [party.name.text for party in read.parties] == ["Sở A"]


@pytest.mark.parametrize("name", [
    "Sở Lao động - Thương binh và Xã hội", "Ban Quản lý Khu kinh tế và các khu công nghiệp", "Sở Văn hóa, Thể thao và Du lịch",
    "Sở Nông nghiệp và Phát triển nông thôn", "Văn phòng Đoàn ĐBQH và HĐND tỉnh", "Phòng Văn hóa - Xã hội", "Sở Bưu chính và Viễn thông",
    "Chi cục Trồng trọt và Bảo vệ thực vật", "Viện Kiến trúc và Quy hoạch", "Ban Kinh tế và Hội nhập", "Trung tâm Ứng dụng - Chuyển giao công nghệ",
])  # fmt: skip
def test_a_name_with_a_separator_in_it_is_one_party(name: str) -> None:
    assert split_names(name, ()) == [name]
    read = annex(item(lead=name))
    assert [party.name.text for party in read.parties] == [name]


@pytest.mark.parametrize("header", ["Tiến độ thực hiện đến 30/6/2025", "Tiến độ đến nay", "Tiến độ thực hiện (%)", "Tiến độ (tính đến ngày 30/6/2025)", "Tiến độ thực hiện đến hết tháng 6/2025"])  # fmt: skip
def test_a_column_of_progress_is_no_deadline(header: str) -> None:
    head: list[Value] = ["TT", "Nội dung", "Chủ trì", header]
    read = annex([1, "Tập huấn", "Sở A", "Đã xong 30/6/2025"], head=head)
    assert "due" not in read.items[0].texts
    assert read.cells[-1].meaning == ASIDE


OLD = [
    "Së Khoa häc vµ C«ng nghÖ", "LËp danh môc nguån gen", "Héi th¶o khoa häc", "Sôû Khoa hoïc vaø Coâng ngheä",
    "Noâng nghieäp vaø Phaùt trieån noâng thoân", "Uû ban nh©n d©n tØnh", "§µo t¹o",
]  # fmt: skip


@pytest.mark.parametrize("text", OLD)
def test_letters_of_old_fonts_are_not_understood(text: str) -> None:
    read = annex([1, text, "Danh môc", None, "Quý IV/2026", 12], [2, "Hội nghị", "Sở A", None, "2026"])  # fmt: skip
    assert {"B2", "C2"} <= problems(read).keys()
    assert {gap.place for gap in read.items[0].gaps} >= {"B2", "C2"}
    assert not {"E2", "F2", "B3", "C3", "E3"} & problems(read).keys()


@pytest.mark.parametrize("text", [
    "Sở Khoa học và Công nghệ", "Danh mục “nguồn gen” – 2026", "Müller", "São Paulo, Côte d’Ivoire", "Công nghệ © 2026", "25 °C, ±0,5 µm",
    "Hội thảo với GS. Müller và Ö. Çelik ở Đức", "ở", "Lá, cà, tía tô", "Tải ½ số liệu",
])  # fmt: skip
def test_what_only_has_a_strange_letter_is_understood(text: str) -> None:
    assert problems(annex([1, text, "Sở A", None, "Quý IV/2026", 12])) == {}


@pytest.mark.parametrize("lead", [
    "Sở Y tế (chính), Sở Nội vụ (phối hợp)", "Sở Y tế, Sở Nội vụ (phối hợp)", "Phối hợp: Sở Nội vụ", "Sở Nội vụ (phối hợp)",
])  # fmt: skip
def test_who_only_cooperates_is_no_lead_and_who_may_lead_no_helper(lead: str) -> None:
    read = annex(item(lead=lead))
    assert problems(read).keys() == {"C2"}
    assert read.items[0].lead is None
    assert read.parties == ()
