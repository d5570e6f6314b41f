"""A plan and a history with something of every kind that a picture may show."""

from tests.conftest import PLAN, Runner
from tests.helpers.story import entries, tell

HOSTILE = '=1+1 </script> ]]> <r>&amp; "x"</r> [red] {0} 😀'
_INDICATOR = (
    "indicators: [{id: trained, title: {vi: Người học, en: People}, target: 120, baseline: 20}]"
)
_INDICATORS = """indicators:
          - id: trained
            title: {vi: Người học, en: People trained}
            unit: {vi: người, en: people}
            baseline: 20
            target: 1200
            targets: {2025: 40, 2026: 60, 2027: 0}
          - {id: rate, title: {vi: Tỷ lệ, en: Rate}, target: 80, counts: percent, targets: {2026: 50}}
          - {id: days, title: {vi: Số ngày, en: Days}, unit: ngày, baseline: 30, target: 10, counts: last}"""
_MORE = """\
  - id: 4
    title: {vi: Khác, en: "=cmd & <b>"}
    items:
      - id: 4.1
        title: '=SUM(A1) </script><b>'
        lead: hoa-binh
        due: 31/1/2026
        deliverable: '-x'
      - {id: 4.2, title: Không có hạn, lead: hung-yen, cooperating: [hoa-binh]}
      - {id: 4.3, title: Đã rút, withdrawn: Gộp vào 4.2}
      - {id: 4.4, title: Thôi, lead: hung-yen, due: 2025}
      - {id: 4.5, title: Tạm dừng, lead: hung-yen, due: 31/5/2026}
      - {id: 4.6, title: Chờ, lead: hoa-binh, due: 7/7/2026, cooperating: [hung-yen]}
      - {id: 4.7, title: Vừa xong, lead: hoa-binh, due: 31/5/2026}
"""
RICH = (
    PLAN.replace("kind: periodic\n", "every: quarter\n        start: 1/1/2025\n").replace(
        _INDICATOR, _INDICATORS
    )
    + _MORE
)
_THEIRS = ("--office", "hung-yen", "--author", "Bình")


def tell_more(coopctl: Runner) -> None:
    """Record the shared story, then something of every kind that a picture may show."""
    story = tell(coopctl)
    for said in (
        ("add-update", "4.1", "completed", "--on", "3/3/2026", "--completed-on", "12/2/2026",
         "--result", HOSTILE, "--evidence", "=9/BC", "--office", "hoa-binh"),
        ("add-update", "4.2", "completed", "--on", "4/3/2026", "--completed-on", "4/3/2026",
         "--result", "+84 hai\ndòng"),
        ("add-update", "4.4", "cancelled", "--on", "5/3/2026", "--cause", "Hết tiền"),
        ("add-update", "4.5", "suspended", "--on", "5/3/2026", "--cause", "Chờ kinh phí"),
        ("add-update", "4.6", "awaiting_confirmation", "--on", "6/6/2026", "--progress", "100",
         "--result", "Đã gửi", "--difficulty", f"Khó: {HOSTILE}", "--proposal", "Xác nhận sớm",
         "--next-step", "Chờ trả lời", "--office", "hoa-binh"),
        ("add-update", "2.1", "in_progress", "--on", "20/3/2025", "--progress", "0",
         "--result", "Quý đầu"),
        ("add-update", "4.7", "in_progress", "--on", "2/2/2026", "--progress", "55"),
        ("add-update", story.action, "in_progress", "--on", "1/6/2026", "--progress", "50",
         "--result", "Đã gửi một nửa", "--office", "hoa-binh"),
        ("add-meeting", "--on", "5/5/2026", "--title", f"Họp {HOSTILE}", "--item", "4.1",
         "--action", "hung-yen: Trả lời: 15/5/2026", "--action", "hoa-binh: Không hạn",
         "--action", "hoa-binh, hung-yen: Cùng làm: 4/7/2026"),
        ("add-outcome", "2.1", "--on", "2/1/2026", "--title", "Lớp hai", "--indicator", "trained",
         "--value", "1234.5", "--evidence", "1/BC"),
        ("add-outcome", "2.1", "--on", "3/2/2026", "--title", "Tỷ lệ", "--indicator", "rate",
         "--value", "25,5 %", "--evidence", "3/BC"),
        ("add-outcome", "2.1", "--on", "4/2/2026", "--title", "Nhầm", "--indicator", "days",
         "--value", "12"),
        ("retract", "{last}", "--reason", "nhầm", "--yes"),
        ("add-outcome", "2.1", "--on", "4/2/2026", "--title", "Số ngày", "--indicator", "days",
         "--value", "20"),
        ("add-extension", "4.5", "31/12/2026", "--on", "1/6/2026", "--reason", "Dời",
         "--document", "3/QĐ"),
        ("amend", story.update, "--progress", "45", "--reason", "Ghi nhầm", "--yes"),
        ("dispute", "4.6", "--reason", "Chưa nhận được", *_THEIRS),
        ("confirm", "4.1", "--note", "Đã nhận", *_THEIRS),
    ):  # fmt: skip
        last = entries(coopctl)[-1]["id"]
        result = coopctl(*(word.replace("{last}", last) for word in said))
        assert result.code == 0, (said, result.err)


def tell_afterwards(coopctl: Runner) -> None:
    """Record what changes everything, though it happened on days before."""
    for said in (
        ("add-update", "1.2", "completed", "--on", "1/6/2026", "--completed-on", "1/6/2026"),
        ("add-update", "4.6", "in_progress", "--on", "8/6/2026", "--progress", "5"),
        ("add-outcome", "2.1", "--on", "5/6/2026", "--title", "Muộn", "--indicator", "trained",
         "--value", "1000"),
        ("add-meeting", "--on", "6/6/2026", "--title", "Họp thêm", "--action", "hung-yen: Thêm"),
        ("add-extension", "3.10", "31/12/2026", "--on", "1/6/2026", "--reason", "Dời",
         "--document", "4/QĐ"),
        ("confirm", "4.6", *_THEIRS),
    ):  # fmt: skip
        result = coopctl(*said)
        assert result.code == 0, (said, result.err)
