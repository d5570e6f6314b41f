"""Annexes as offices have them, in the file formats that they use; what each says stands beside it.

`uv run --group test python -m tests.sheets.annexes.make` writes the files anew (ods needs LibreOffice). `says` is
what must be understood, written by hand: a line `# id title` for an area, then `id title; key=value…`
for each of its items. `unread` are the cells that must be reported, because nobody could understand them.
"""

import csv
import io
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

import xlsxwriter
import xlwt

HERE = Path(__file__).parent


class Formula(NamedTuple):
    """A formula and the value that was saved with it."""

    text: str
    value: object


Value = str | int | float | date | Formula | None


class Made(NamedTuple):
    """A file, its rows, and what is said in it. Boxes are first row and column, last row and column."""

    file: str
    rows: Sequence[Sequence[Value]]
    says: str
    unread: tuple[str, ...] = ()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden: tuple[int, ...] = ()
    old_days: bool = False


HY, HB = "Sở KH&CN tỉnh Hưng Yên", "Sở KH&CN tỉnh Hòa Bình"
PL = "(Kèm theo Kế hoạch số 48/KH-SKHCN ngày 17 tháng 9 năm 2024 của Sở KH&CN)"
SEVEN = [
    "STT",
    "Nội dung nhiệm vụ",
    "Phân công thực hiện",
    None,
    "Thời gian hoàn thành",
    "Sản phẩm",
    "Ghi chú",
]
SEVEN_BELOW = [None, None, "Đơn vị chủ trì", "Đơn vị phối hợp", None, None, None]
SEVEN_MERGED = ((4, 0, 5, 0), (4, 1, 5, 1), (4, 2, 4, 3), (4, 4, 5, 4), (4, 5, 5, 5), (4, 6, 5, 6))
TITLE: list[Sequence[Value]] = [
    ["PHỤ LỤC I"], ["DANH MỤC NHIỆM VỤ HỢP TÁC GIAI ĐOẠN 2024-2026"], [PL], [],
]  # fmt: skip

ANNEXES = (
    Made(
        "bay-cot-hai-dong-tieu-de.xlsx",
        [
            *TITLE, SEVEN, SEVEN_BELOW, ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"],
            ["I", "NGUỒN GEN"],
            [1, "Đề xuất đặt hàng nhiệm vụ", HY, HB, "Quý IV/2025", "Danh mục đề xuất"],
            [2, "Khảo nghiệm giống", HB, f"{HY}; Sở Nông nghiệp và Môi trường", date(2026, 6, 30), "Báo cáo", "Xong trước mùa vụ"],
            ["II", "TRAO ĐỔI, TẬP HUẤN"],
            [1, "Tập huấn quản lý chất lượng", HY, "Sở Văn hóa, Thể thao và Du lịch, Sở Công Thương", "Hằng năm", "Lớp tập huấn"],
            [],
            ["Ghi chú: thời hạn tính đến ngày cuối của quý."],
            [None, None, None, None, "Hưng Yên, ngày 17 tháng 9 năm 2024"],
            [None, None, None, None, "KT. GIÁM ĐỐC"],
            [None, None, None, None, "Nguyễn Văn A"],
        ],
        f"""
        # I NGUỒN GEN
        I.1 Đề xuất đặt hàng nhiệm vụ; lead={HY}; with={HB}; due=Quý IV/2025 (31/12/2025); product=Danh mục đề xuất
        I.2 Khảo nghiệm giống; lead={HB}; with={HY} + Sở Nông nghiệp và Môi trường; due=30/6/2026; product=Báo cáo; note=Xong trước mùa vụ
        # II TRAO ĐỔI, TẬP HUẤN
        II.1 Tập huấn quản lý chất lượng; lead={HY}; with=Sở Văn hóa, Thể thao và Du lịch + Sở Công Thương; due=Hằng năm; product=Lớp tập huấn
        """,
        merged=(*SEVEN_MERGED, (0, 0, 0, 6), (1, 0, 1, 6), (2, 0, 2, 6), (7, 1, 7, 6), (13, 0, 13, 6)),
    ),
    Made(
        "cong-van-nam-cot.xlsx",
        [
            ["TT", "Nhiệm vụ", "Đơn vị thực hiện", "Thời hạn hoàn thành", "Kết quả đầu ra"],
            [12, "Hoàn thiện cơ sở dữ liệu chung"],
            ["a)", "Xây dựng danh mục", f"Chủ trì: {HY}\nPhối hợp: {HB}, Trung tâm Thông tin", "Tháng 12/2025", "Danh mục"],
            ["b)", "Cập nhật hằng quý", f"Chủ trì: {HB}. Phối hợp: {HY}.", "cập nhật hằng quý", "Bản cập nhật"],
            [13, "Hội nghị sơ kết", f"{HY} chủ trì, phối hợp với {HB}", "Trước 30/6/2026", "Báo cáo sơ kết"],
            [14, "Báo cáo kết quả", f"{HY} (chủ trì), {HB} (phối hợp)", "20 ngày sau khi kế hoạch được ban hành", "Báo cáo"],
        ],
        f"""
        # 12 Hoàn thiện cơ sở dữ liệu chung
        12.a Xây dựng danh mục; lead={HY}; with={HB} + Trung tâm Thông tin; due=Tháng 12/2025 (31/12/2025); product=Danh mục
        12.b Cập nhật hằng quý; lead={HB}; with={HY}; due=cập nhật hằng quý; product=Bản cập nhật
        # 0 …
        13 Hội nghị sơ kết; lead={HY}; with={HB}; due=Trước 30/6/2026 (29/6/2026); product=Báo cáo sơ kết
        14 Báo cáo kết quả; lead={HY}; with={HB}; due=20 ngày sau khi kế hoạch được ban hành; product=Báo cáo
        """,
        unread=("D6",),
    ),
    Made(
        "sau-cot-theo-form-ubnd.xlsx",
        [
            ["ỦY BAN NHÂN DÂN TỈNH", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
            ["BIỂU PHÂN CÔNG NHIỆM VỤ"],
            ["Nội dung", "Phân công nhiệm vụ", "Tiến độ", "Phương pháp", "Nguồn lực", "Sản phẩm đầu ra"],
            ["1. Truy xuất nguồn gốc"],
            ["1.1. Tập huấn doanh nghiệp", f"Chủ trì: {HB}\nPhối hợp: {HY}", "Quý II/2025", "Trực tiếp", "Chi thường xuyên của cơ quan chủ trì", "02 lớp"],
            ["1.2. Xây dựng mã vùng trồng", f"Chủ trì: {HY}", "2025-2026", "Khảo sát", "Kinh phí đối ứng", "Cơ sở dữ liệu"],
        ],
        f"""
        # 1 Truy xuất nguồn gốc
        1.1 Tập huấn doanh nghiệp; lead={HB}; with={HY}; due=Quý II/2025 (30/6/2025); product=02 lớp; budget=Chi thường xuyên của cơ quan chủ trì; note=Phương pháp: Trực tiếp
        1.2 Xây dựng mã vùng trồng; lead={HY}; due=2025-2026 (31/12/2026); product=Cơ sở dữ liệu; budget=Kinh phí đối ứng; note=Phương pháp: Khảo sát
        """,
    ),
    Made(
        "xa-100-ngay.csv",
        [
            ["id", "group", "name", "owner", "partner", "output", "deadline", "evidence required"],
            ["NV01", "Chuyển đổi số", "Số hóa hồ sơ", "UBND xã A", "Công an xã A", "Hồ sơ số", "2025-10-31", "Biên bản"],
            ["NV02", "Chuyển đổi số", "Tập huấn cán bộ", "Văn phòng HĐND và UBND", "", "Lớp học", "Hàng tuần", ""],
            ["NV03", "Hạ tầng", "Lắp mạng", "UBND xã A", "Công ty Viễn thông", "Mạng nội bộ", "15/11/2025", "Ảnh"],
        ],
        """
        # 0 Chuyển đổi số
        NV01 Số hóa hồ sơ; lead=UBND xã A; with=Công an xã A; due=2025-10-31 (31/10/2025); product=Hồ sơ số; note=evidence required: Biên bản
        NV02 Tập huấn cán bộ; lead=Văn phòng HĐND và UBND; due=Hàng tuần; product=Lớp học
        # 01 Hạ tầng
        NV03 Lắp mạng; lead=UBND xã A; with=Công ty Viễn thông; due=15/11/2025; product=Mạng nội bộ; note=evidence required: Ảnh
        """,
    ),
    Made(
        "ma-nhiem-vu-trung.xlsx",
        [
            ["Mã nhiệm vụ", "Tên nhiệm vụ", "Cơ quan chủ trì", "Thời hạn", "Sản phẩm", "Kết quả", "Nhóm nhiệm vụ"],
            ["KH20_TT_N01.1.1", "Rà soát giống", HY, "12/2025", "Báo cáo", "Đang làm", "Giống"],
            ["KH20_TT_N01.1.1", "Bảo tồn giống", HB, "Q1/2026", "", "", "Giống"],
            ["NV/02", "Nhân giống", HB, "31/12/26", "Giống", "", "Giống"],
            [None, "Chuyển giao giống", HY, "2026", "Hợp đồng", "", "Chuyển giao"],
        ],
        f"""
        # 0 Giống
        KH20_TT_N01.1.1 Rà soát giống; lead={HY}; due=12/2025 (31/12/2025); product=Báo cáo
        KH20_TT_N01.1.1-2 Bảo tồn giống; lead={HB}; due=Q1/2026 (31/3/2026)
        NV-02 Nhân giống; lead={HB}; product=Giống
        # 01 Chuyển giao
        1 Chuyển giao giống; lead={HY}; due=2026 (31/12/2026); product=Hợp đồng
        """,
        unread=("A3", "D4"),
    ),
    Made(
        "thoi-han-moi-kieu.xlsx",
        [
            ["STT", "Công việc", "Chủ trì", "Bắt đầu", "Kết thúc"],
            [1, "Ngày", HY, date(2025, 1, 15), date(2025, 12, 31)],
            [2, "Số sê-ri", HY, 45672, 46022],
            [3, "Số dạng chữ", HY, "45672", "46022"],
            [4, "Năm", HY, None, 2026],
            [5, "Tháng viết bằng số", HY, None, 12.2025],
            [6, "Chữ", HY, "01/02/2025", "ngày 5 tháng 3 năm 2025"],
            [7, "Quý", HY, "Quý I/2025", "quý III-IV/2025"],
            [8, "Nửa năm", HY, None, "6 tháng đầu năm 2025"],
            [9, "Khoảng", HY, None, "Từ tháng 1/2025 đến tháng 6/2025"],
            [10, "Không hạn", HY, None, "Thường xuyên"],
            [11, "Ngày không có", HY, None, "31/02/2025"],
            [12, "Năm hai chữ số", HY, None, "30/6/25"],
            [13, "Tháng trước ngày", HY, None, "12/31/2025"],
        ],
        f"""
        # 0 …
        1 Ngày; lead={HY}; start=15/1/2025; due=31/12/2025
        2 Số sê-ri; lead={HY}; start=15/1/2025; due=31/12/2025
        3 Số dạng chữ; lead={HY}; start=15/1/2025; due=31/12/2025
        4 Năm; lead={HY}; due=2026 (31/12/2026)
        5 Tháng viết bằng số; lead={HY}; due=12.2025 (31/12/2025)
        6 Chữ; lead={HY}; start=1/2/2025; due=ngày 5 tháng 3 năm 2025 (5/3/2025)
        7 Quý; lead={HY}; start=1/1/2025; due=quý III-IV/2025 (31/12/2025)
        8 Nửa năm; lead={HY}; due=6 tháng đầu năm 2025 (30/6/2025)
        9 Khoảng; lead={HY}; due=Từ tháng 1/2025 đến tháng 6/2025 (30/6/2025)
        10 Không hạn; lead={HY}; due=Thường xuyên
        11 Ngày không có; lead={HY}
        12 Năm hai chữ số; lead={HY}
        13 Tháng trước ngày; lead={HY}
        """,
        unread=("E12", "E13", "E14"),
    ),
    Made(
        "ngay-tu-1904.xlsx",
        [
            ["STT", "Nội dung công việc", "Đầu mối", "Hạn xong"],
            [1, "Ngày", "Phòng Quản lý Khoa học", date(2025, 6, 30)],
            [2, "Số sê-ri từ 1904", "Phòng Quản lý Khoa học", 44376],
        ],
        """
        # 0 …
        1 Ngày; lead=Phòng Quản lý Khoa học; due=30/6/2025
        2 Số sê-ri từ 1904; lead=Phòng Quản lý Khoa học; due=30/6/2025
        """,
        old_days=True,
    ),
    Made(
        "cong-thuc-va-loi.xlsx",
        [
            ["STT", "Nội dung", "Đơn vị chủ trì", "Thời hạn", "Sản phẩm", "Ghi chú"],
            [1, "Điều tra nguồn gen", HY, "Quý I/2026", "Báo cáo", "Lần đầu"],
            [Formula("=A2+1", 2), "Lập bản đồ", Formula("=C2", HY), "Quý II/2026", Formula("=E2", "Báo cáo"), None],
            [Formula("=A3+1", 3), "Công bố", HB, Formula("=Sheet9!A1", "#REF!"), Formula("=E9&F9", ""), None],
            [4, "Nghiệm thu", HB, "Quý IV/2026", "Biên bản", "=không phải công thức"],
            [5, "Bàn giao", HB, "2026", "Biên bản bàn giao"],
            [6, "Thanh lý", HB, "2026", "Biên bản thanh lý"],
        ],
        f"""
        # 0 …
        1 Điều tra nguồn gen; lead={HY}; due=Quý I/2026 (31/3/2026); product=Báo cáo; note=Lần đầu
        2 Lập bản đồ; lead={HY}; due=Quý II/2026 (30/6/2026); product=Báo cáo
        3 Công bố; lead={HB}
        4 Nghiệm thu; lead={HB}; due=Quý IV/2026 (31/12/2026); product=Biên bản; note==không phải công thức
        5 Bàn giao; lead={HB}; due=2026 (31/12/2026); product=Biên bản bàn giao
        6 Thanh lý; lead={HB}; due=2026 (31/12/2026); product=Biên bản thanh lý
        """,
        unread=("D4", "E4"),
    ),
    Made(
        "gop-o-va-hang-an.xlsx",
        [
            ["TT", "Nội dung", "Chủ trì", "Thời hạn", "Sản phẩm"],
            ["A", "Nhóm chung"],
            [1, "Khảo sát", HY, "Quý I/2025", "Phiếu khảo sát"],
            [2, "Tổng hợp", None, None, "Báo cáo"],
            [3, "Công bố", HB, "Quý III/2025", "Tập san"],
            [None, None, None, None, "Trang tin"],
            ["B", "Nhóm riêng"],
            [1, "Việc bị ẩn", HB, "2026", "Văn bản"],
        ],
        f"""
        # A Nhóm chung
        A.1 Khảo sát; lead={HY}; due=Quý I/2025 (31/3/2025); product=Phiếu khảo sát
        A.2 Tổng hợp; lead={HY}; due=Quý I/2025 (31/3/2025); product=Báo cáo
        A.3 Công bố; lead={HB}; due=Quý III/2025 (30/9/2025); product=Tập san / Trang tin
        # B Nhóm riêng
        B.1 Việc bị ẩn; lead={HB}; due=2026 (31/12/2026); product=Văn bản
        """,
        merged=((1, 1, 1, 4), (2, 2, 3, 2), (2, 3, 3, 3), (4, 0, 5, 0), (4, 1, 5, 1), (4, 2, 5, 2), (4, 3, 5, 3), (6, 1, 6, 4)),
        hidden=(7,),
    ),
    Made(
        "excel-cu.xls",
        [
            *TITLE, SEVEN, SEVEN_BELOW, ["A", "B", 1, 2, 3, 4, 5],
            ["I", "Nguồn gen"],
            [1, "Thu thập mẫu giống", HY, HB, date(2025, 12, 31), "Bộ mẫu"],
            [2, "Đánh giá mẫu giống", HB, HY, "Q2/2026", "Báo cáo đánh giá", "Theo quy chuẩn"],
            ["Tổng cộng", 2],
        ],
        f"""
        # I Nguồn gen
        1 Thu thập mẫu giống; lead={HY}; with={HB}; due=31/12/2025; product=Bộ mẫu
        2 Đánh giá mẫu giống; lead={HB}; with={HY}; due=Q2/2026 (30/6/2026); product=Báo cáo đánh giá; note=Theo quy chuẩn
        """,
        merged=SEVEN_MERGED,
    ),
    Made(
        "ba-cap-la-ma.xls",
        [
            ["STT", "Nhiệm vụ, giải pháp", "Cơ quan chủ trì thực hiện", "Lộ trình", "Dự toán"],
            ["A", "NHIỆM VỤ CHUNG"],
            ["I", "Quản lý chất lượng"],
            ["1", "Áp dụng ISO", HB, "2025", "120 triệu đồng"],
            ["2", "Đào tạo chuyên gia", HY, "2026", "80 triệu đồng"],
            ["II", "Năng suất"],
            ["1", "Áp dụng 5S", HB, "2025-2026", ""],
            ["B", "NHIỆM VỤ RIÊNG"],
            ["I", "Sở hữu trí tuệ"],
            ["1", "Đăng ký nhãn hiệu", HY, "Quý 4 năm 2025", ""],
        ],
        f"""
        # A.I NHIỆM VỤ CHUNG / Quản lý chất lượng
        A.I.1 Áp dụng ISO; lead={HB}; due=2025 (31/12/2025); budget=120 triệu đồng
        A.I.2 Đào tạo chuyên gia; lead={HY}; due=2026 (31/12/2026); budget=80 triệu đồng
        # A.II NHIỆM VỤ CHUNG / Năng suất
        A.II.1 Áp dụng 5S; lead={HB}; due=2025-2026 (31/12/2026)
        # B.I NHIỆM VỤ RIÊNG / Sở hữu trí tuệ
        B.I.1 Đăng ký nhãn hiệu; lead={HY}; due=Quý 4 năm 2025 (31/12/2025)
        """,
    ),
    Made(
        "libreoffice.ods",
        [
            *TITLE, SEVEN, SEVEN_BELOW,
            ["I", "Chuyển giao"],
            ["1.1", "Chuyển giao quy trình", HY, HB, date(2026, 3, 31), "Quy trình"],
            ["1.2", "Mô hình trình diễn", None, None, None, "Mô hình", "Hai huyện"],
            ["Nơi nhận: Như trên; Lưu: VT."],
        ],
        f"""
        # I Chuyển giao
        1.1 Chuyển giao quy trình; lead={HY}; with={HB}; due=31/3/2026; product=Quy trình
        1.2 Mô hình trình diễn; lead={HY}; with={HB}; due=31/3/2026; product=Mô hình; note=Hai huyện
        """,
        merged=(*SEVEN_MERGED, (7, 2, 8, 2), (7, 3, 8, 3), (7, 4, 8, 4), (6, 1, 6, 6)),
        hidden=(8,),
    ),
    Made(
        "nhieu-dong-trong-o.ods",
        [
            ["Số TT", "Nội dung công việc", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian thực hiện", "Sản phẩm/Kết quả dự kiến"],
            ["01", "Tổ chức hội thảo", HY, f"- {HB}\n- Hội Nông dân\n- Liên minh Hợp tác xã", "Tháng 9-10/2025", "- Kỷ yếu\n- Báo cáo"],
            [None, "- Mời chuyên gia"],
            [None, "- Chuẩn bị hội trường"],
            ["02", "Tổng kết", f"{HY} và {HB}", "Các đơn vị liên quan", "Quý IV/2026", "Báo cáo"],
            ["03", "Lưu trữ", HB, "Văn phòng Sở", "31.12.2026", "Hồ sơ"],
        ],
        f"""
        # 0 …
        1 Tổ chức hội thảo; lead={HY}; with={HB} + Hội Nông dân + Liên minh Hợp tác xã; due=Tháng 9-10/2025 (31/10/2025); product=- Kỷ yếu / - Báo cáo; note=- Mời chuyên gia / - Chuẩn bị hội trường
        2 Tổng kết; with=Các đơn vị liên quan; due=Quý IV/2026 (31/12/2026); product=Báo cáo
        3 Lưu trữ; lead={HB}; with=Văn phòng Sở; due=31.12.2026 (31/12/2026); product=Hồ sơ
        """,
        unread=("C5",),
    ),
    Made(
        "chu-to-hop-nfd.csv",
        [
            ["STT", "Nội dung", "Chủ trì", "Phối hợp", "Thời hạn", "Sản phẩm"],
            ["1", "Trao đổi kết quả nghiên cứu", HY, HB, "Quý III/2025", "Kỷ yếu"],
            ["2", "Đổi mới thiết bị", HB, HY, "hết năm 2025", "Dây chuyền"],
        ],
        f"""
        # 0 …
        1 Trao đổi kết quả nghiên cứu; lead={HY}; with={HB}; due=Quý III/2025 (30/9/2025); product=Kỷ yếu
        2 Đổi mới thiết bị; lead={HB}; with={HY}; due=hết năm 2025 (31/12/2025); product=Dây chuyền
        """,
    ),
    Made(
        "van-ban-unicode.csv",
        [
            ["BẢNG THEO DÕI"],
            ["No.", "Task", "Lead agency", "Partners", "Due date", "Deliverable", "Status", "Progress, %"],
            ["1.1", "Joint survey", "Department of Science A", "Department of Science B", "31 Dec 2025", "Report", "In progress", "40"],
            ["1.2", "Training", "Department of Science B", "", "Q4/2026", "Course", "Not started", ""],
        ],
        """
        # 0 …
        1.1 Joint survey; lead=Department of Science A; with=Department of Science B; due=31 Dec 2025 (31/12/2025); product=Report
        1.2 Training; lead=Department of Science B; due=Q4/2026 (31/12/2026); product=Course
        """,
    ),
    Made(
        "so-dang-chu.xlsx",
        [
            ["Mục", "Tên nội dung", "Bên chủ trì", "Thời gian"],
            ["1", "Hợp tác nghiên cứu"],
            [1.8, "Việc tám", HY, "2025"],
            [1.9, "Việc chín", HY, "2025"],
            [1.1, "Việc mười", HB, "2026"],
            ["13.0", "Việc mười ba", HB, "2026"],
            ["13.5", "Việc mười ba rưỡi", HB, "2026"],
        ],
        f"""
        # 1 Hợp tác nghiên cứu
        1.8 Việc tám; lead={HY}; due=2025 (31/12/2025)
        1.9 Việc chín; lead={HY}; due=2025 (31/12/2025)
        1.10 Việc mười; lead={HB}; due=2026 (31/12/2026)
        # 0 …
        13.0 Việc mười ba; lead={HB}; due=2026 (31/12/2026)
        13.5 Việc mười ba rưỡi; lead={HB}; due=2026 (31/12/2026)
        """,
    ),
    Made(
        "kinh-phi-tung-nam.xlsx",
        [
            ["STT", "Nội dung", "Chủ trì", "Thời hạn", "Kinh phí (triệu đồng)", None, None, "Địa điểm"],
            [None, None, None, None, "Năm 2024", "Năm 2025", "Nguồn", None],
            [1, "Phòng thí nghiệm chung", HY, "2025", 150, 200, "Ngân sách tỉnh", "Hưng Yên"],
            [2, "Vườn ươm", HB, "2026", None, 75.5, "Đối ứng", "Hòa Bình"],
        ],
        f"""
        # 0 …
        1 Phòng thí nghiệm chung; lead={HY}; due=2025 (31/12/2025); budget=Kinh phí (triệu đồng) – Năm 2024: 150 / Kinh phí (triệu đồng) – Năm 2025: 200 / Kinh phí (triệu đồng) – Nguồn: Ngân sách tỉnh; note=Địa điểm: Hưng Yên
        2 Vườn ươm; lead={HB}; due=2026 (31/12/2026); budget=Kinh phí (triệu đồng) – Năm 2025: 75.5 / Kinh phí (triệu đồng) – Nguồn: Đối ứng; note=Địa điểm: Hòa Bình
        """,
        merged=((0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 1, 2), (0, 3, 1, 3), (0, 4, 0, 6), (0, 7, 1, 7)),
    ),
    Made(
        "tieu-de-lap-lai.xlsx",
        [
            ["Lĩnh vực", "STT", "Nội dung hoạt động", "Đơn vị chủ trì", "Tiến độ hoàn thành", "Nơi lưu"],
            ["Giống cây", "1", "Chọn giống", HY, "Quý I/2025", None],
            [None, "2", "Lai giống", HB, "Quý II/2025", "Kho B"],
            ["Lĩnh vực", "STT", "Nội dung hoạt động", "Đơn vị chủ trì", "Tiến độ hoàn thành", "Nơi lưu"],
            ["Vật nuôi", "3", "Chọn con giống", HY, "Quý III/2025", None],
            [None, "4", "Nuôi thử", HB, "Quý IV/2025", None],
        ],
        f"""
        # 0 Giống cây
        1 Chọn giống; lead={HY}; due=Quý I/2025 (31/3/2025)
        2 Lai giống; lead={HB}; due=Quý II/2025 (30/6/2025)
        # 01 Vật nuôi
        3 Chọn con giống; lead={HY}; due=Quý III/2025 (30/9/2025)
        4 Nuôi thử; lead={HB}; due=Quý IV/2025 (31/12/2025)
        """,
        unread=("F3",),
        merged=((1, 0, 2, 0), (4, 0, 5, 0)),
    ),
)  # fmt: skip


def main() -> None:
    """Write every file."""
    for made in ANNEXES:
        kind = made.file.rpartition(".")[2]
        content = {"xlsx": _xlsx, "xls": _xls, "ods": _ods, "csv": _csv}[kind](made)
        (HERE / made.file).write_bytes(content)


def _cells(made: Made) -> Iterator[tuple[int, int, Value]]:
    for row, values in enumerate(made.rows):
        for column, value in enumerate(values):
            if value is not None and value != "":
                yield row, column, value


def _xlsx(made: Made) -> bytes:
    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "date_1904": made.old_days}
    book = xlsxwriter.Workbook(content, options)
    sheet = book.add_worksheet("Phụ lục")
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for box in made.merged:
        sheet.merge_range(*box, "")
    for row, column, value in _cells(made):
        if isinstance(value, Formula):
            sheet.write_formula(row, column, value.text, None, value.value)
        elif isinstance(value, date):
            sheet.write_datetime(row, column, value, day)
        else:
            sheet.write(row, column, value)
    for row in made.hidden:
        sheet.set_row(row, None, None, {"hidden": True})
    book.close()
    return content.getvalue()


def _xls(made: Made) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Phụ lục")
    day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    first = {(box[0], box[1]): box for box in made.merged}
    for row, column, value in _cells(made):
        style = [day] if isinstance(value, date) else []
        if (row, column) in first:
            top, left, bottom, right = first[row, column]
            sheet.write_merge(top, bottom, left, right, value, *style)
        else:
            sheet.write(row, column, value, *style)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _ods(made: Made) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "a.xlsx")
        source.write_bytes(_xlsx(made))
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
             "--convert-to", "ods", "--outdir", folder, source],
            check=True, capture_output=True,
        )  # fmt: skip
        return Path(folder, "a.ods").read_bytes()


def _csv(made: Made) -> bytes:
    tabs = "unicode" in made.file
    target = io.StringIO(newline="")
    csv.writer(target, delimiter="\t" if tabs else ";").writerows(made.rows)
    text = target.getvalue()
    return text.encode("utf-16") if tabs else normalize("NFD", text).encode("utf-8-sig")


if __name__ == "__main__":
    main()
