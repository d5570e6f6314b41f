from datetime import date, timedelta
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopctl.domain.words.dates import is_recurring, parse_day, parse_due, parse_start, show_day
from coopctl.messages import CoopError

TODAY = date(2024, 9, 19)
DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))
DAY_HINT = "write `19/9/2024`, `2024-09-19` or `hôm nay`"
SPAN_HINT = "write `31/12/2025`, `tháng 12/2025`, `Q4/2025`, `2025`, or words only"
# Texts that come near a date, so that the laws below reach the forms and not only the words.
PIECES = """
1 2 6 9 12 13 19 24 31 1899 2024 2025 / . - – : , H Q quý III IV V T tháng năm ngày sáu đầu cuối
hết trước từ đến trong hoàn thành hằng by before end of to December
"""
NEAR_DATES = st.lists(st.sampled_from([*PIECES.split(), " ", "/"]), max_size=12).map("".join)


def last(text: str) -> str | None:
    day = parse_due(text).day
    return show_day(day) if day else None


def first(text: str) -> str | None:
    day = parse_start(text).day
    return show_day(day) if day else None


@pytest.mark.parametrize(
    "text",
    [
        "19/9/2024",
        "19/09/2024",
        "19-9-2024",
        "19.9.2024",
        " 19 / 9 / 2024 ",
        "2024-09-19",
        "2024/09/19",
        "2024.9.19",
        "ngày 19/9/2024",
        "NGÀY 19/9/2024",
        normalize("NFD", "ngày 19/9/2024"),
        "19 tháng 9 năm 2024",
        "ngày 19 tháng 9 năm 2024",
        "19 thang 9, 2024",
        "19 September 2024",
        "19 Sept 2024",
        "19-Sep-2024",
        "September 19, 2024",
        "19‑9‑2024",
    ],
)
def test_parse_day_knows_the_ways_to_write_a_day(text: str) -> None:
    assert parse_day(text) == TODAY


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("hôm nay", 0),
        ("Hom Nay", 0),
        ("today", 0),
        ("hôm qua", -1),
        ("yesterday", -1),
        ("ngày mai", 1),
        (normalize("NFD", "NGÀY MAI"), 1),
        ("tomorrow", 1),
    ],
)
def test_parse_day_knows_days_near_today(text: str, days: int) -> None:
    assert parse_day(text, TODAY) == TODAY + timedelta(days=days)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("31/2/2025", "there is no day 31 in month 2 of 2025"),
        ("29/2/2025", "there is no day 29 in month 2 of 2025"),
        ("0/1/2025", "there is no day 0 in month 1 of 2025"),
        ("2025-02-31", "there is no day 31 in month 2 of 2025"),
        ("32/13/2025", "there is no month 13"),
        ("30/0/2025", "there is no month 0"),
        ("2/30/2024", "there is no month 30"),
        ("19/9/24", "the year `24` does not have four digits"),
        ("19/9/20244", "the year `20244` does not have four digits"),
        ("19/9/1899", "the year 1899 is not between 1900 and 2200"),
        ("2201-01-01", "the year 2201 is not between 1900 and 2200"),
        ("19/9", "`19/9` is not a date"),
        ("19/9-2024", "`19/9-2024` is not a date"),
        ("12/2025", "`12/2025` is not a date"),
        ("tomorrowish", "`tomorrowish` is not a date"),
        ("", "`` is not a date"),
        ("a\x1b\nb", "`a␛ b` is not a date"),
        ("x" * 100, f"`{'x' * 59}…` is not a date"),
        ("19/9/" + "9" * 5_000, f"`19/9/{'9' * 54}…` is not a date"),
        ("١٩/٩/٢٠٢٤", "`١٩/٩/٢٠٢٤` is not a date"),
    ],
)
def test_parse_day_refuses(text: str, message: str) -> None:
    with pytest.raises(CoopError) as refused:
        parse_day(text, TODAY)
    assert str(refused.value) == message
    assert str(refused.value.hint) == DAY_HINT


@pytest.mark.parametrize("text", ["9/19/2024", "09-19-2024", "2024-19-09"])
def test_parse_day_says_that_the_day_comes_first(text: str) -> None:
    with pytest.raises(CoopError) as refused:
        parse_day(text)
    assert str(refused.value) == "there is no month 19: the day comes first"
    assert str(refused.value.hint) == "write `19/9/2024`"


def test_parse_day_offers_today_only_where_it_is_known() -> None:
    with pytest.raises(CoopError) as refused:
        parse_day("hôm nay")
    assert str(refused.value) == "`hôm nay` is not a date"
    assert str(refused.value.hint) == "write `19/9/2024` or `2024-09-19`"


def test_show_day_has_no_leading_zeros() -> None:
    assert show_day(date(2024, 1, 5)) == "5/1/2024"


@given(DAYS)
def test_what_is_shown_is_read_again(day: date) -> None:
    assert parse_day(show_day(day)) == day
    assert parse_day(day.isoformat()) == day
    assert parse_due(show_day(day)).day == day
    assert parse_start(day.isoformat()).day == day


@pytest.mark.parametrize(
    ("text", "begins", "ends"),
    [
        ("15/12/2025", "15/12/2025", "15/12/2025"),
        ("2025-12-15", "15/12/2025", "15/12/2025"),
        ("ngày 15 tháng 12 năm 2025", "15/12/2025", "15/12/2025"),
        ("15 December 2025", "15/12/2025", "15/12/2025"),
        ("Q4/2025", "1/10/2025", "31/12/2025"),
        ("Q4 2025", "1/10/2025", "31/12/2025"),
        ("q1.2025", "1/1/2025", "31/3/2025"),
        ("quý IV/2025", "1/10/2025", "31/12/2025"),
        ("QUÝ IV NĂM 2025", "1/10/2025", "31/12/2025"),
        ("quý 4 năm 2025", "1/10/2025", "31/12/2025"),
        ("Quý 4-2025", "1/10/2025", "31/12/2025"),
        ("quy ii, nam 2025", "1/4/2025", "30/6/2025"),
        ("quarter 3 of 2024", "1/7/2024", "30/9/2024"),
        ("tháng 12/2025", "1/12/2025", "31/12/2025"),
        ("tháng 2/2024", "1/2/2024", "29/2/2024"),
        ("12/2025", "1/12/2025", "31/12/2025"),
        ("2025-12", "1/12/2025", "31/12/2025"),
        ("T12/2025", "1/12/2025", "31/12/2025"),
        ("tháng 12 năm 2025", "1/12/2025", "31/12/2025"),
        ("December 2025", "1/12/2025", "31/12/2025"),
        ("Dec 2025", "1/12/2025", "31/12/2025"),
        ("2025", "1/1/2025", "31/12/2025"),
        ("năm 2025", "1/1/2025", "31/12/2025"),
        ("6 tháng đầu năm 2025", "1/1/2025", "30/6/2025"),
        ("sáu tháng đầu năm 2025", "1/1/2025", "30/6/2025"),
        ("9 tháng đầu năm 2025", "1/1/2025", "30/9/2025"),
        ("6 tháng cuối năm 2025", "1/7/2025", "31/12/2025"),
        ("3 tháng cuối 2025", "1/10/2025", "31/12/2025"),
        ("H1 2025", "1/1/2025", "30/6/2025"),
        ("H2/2025", "1/7/2025", "31/12/2025"),
        ("trong quý II/2025", "1/4/2025", "30/6/2025"),
        ("in May 2025", "1/5/2025", "31/5/2025"),
        ("1/10–31/12/2025", "1/10/2025", "31/12/2025"),
        ("1/10/2024 – 31/12/2025", "1/10/2024", "31/12/2025"),
        ("1/10—31/12/2025", "1/10/2025", "31/12/2025"),
        ("19-9-2024 - 20-9-2024", "19/9/2024", "20/9/2024"),
        ("15-20/12/2025", "15/12/2025", "20/12/2025"),
        ("2024-2026", "1/1/2024", "31/12/2026"),
        ("10-12/2025", "1/10/2025", "31/12/2025"),
        ("tháng 10-12/2025", "1/10/2025", "31/12/2025"),
        ("quý III-IV/2025", "1/7/2025", "31/12/2025"),
        ("Q1-Q3/2025", "1/1/2025", "30/9/2025"),
        ("từ 1/10 đến 31/12/2025", "1/10/2025", "31/12/2025"),
        ("from October to December 2025", "1/10/2025", "31/12/2025"),
        ("2024 – 6/2026", "1/1/2024", "30/6/2026"),
    ],
)
def test_spans(text: str, begins: str, ends: str) -> None:
    assert (first(text), last(text)) == (begins, ends)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("cuối năm 2025", "31/12/2025"),
        ("hết năm 2025", "31/12/2025"),
        ("hết quý II/2025", "30/6/2025"),
        ("cuối quý II/2025", "30/6/2025"),
        ("cuối tháng 6/2025", "30/6/2025"),
        ("đến 15/12/2025", "15/12/2025"),
        ("đến hết ngày 31/12/2025", "31/12/2025"),
        ("chậm nhất ngày 15/12/2025", "15/12/2025"),
        ("chậm nhất là ngày 15/12/2025", "15/12/2025"),
        ("không muộn hơn 15/12/2025", "15/12/2025"),
        ("hạn: 15/12/2025", "15/12/2025"),
        ("thời hạn 15/12/2025", "15/12/2025"),
        ("xong tháng 6/2025", "30/6/2025"),
        ("hoàn thành trong quý II/2025", "30/6/2025"),
        ("HOAN THANH TRONG QUY II/2025", "30/6/2025"),
        ("trước 15/12/2025", "14/12/2025"),
        ("trước ngày 15/12/2025", "14/12/2025"),
        ("hoàn thành trước ngày 1/1/2025", "31/12/2024"),
        ("trước tháng 12/2025", "30/11/2025"),
        ("trước quý IV/2025", "30/9/2025"),
        ("trước 15-20/12/2025", "14/12/2025"),
        ("trước hết năm 2025", "31/12/2025"),
        ("before the end of 2025", "31/12/2025"),
        ("by 15/12/2025", "15/12/2025"),
        ("before 15/12/2025", "14/12/2025"),
        ("end of 2025", "31/12/2025"),
        ("by the end of June 2025", "30/6/2025"),
    ],
)
def test_what_bounds_only_the_end(text: str, ends: str) -> None:
    assert (first(text), last(text)) == (None, ends)


@pytest.mark.parametrize(
    ("text", "begins"),
    [("từ 1/10/2025", "1/10/2025"), ("since 2024", "1/1/2024"), ("từ cuối năm 2025", None)],
)
def test_what_bounds_only_the_beginning(text: str, begins: str | None) -> None:
    assert (first(text), last(text)) == (begins, None)


@pytest.mark.parametrize(
    "text",
    [
        "hằng năm",
        "hàng quý",
        "thường xuyên",
        "annually",
        "ongoing",
        "đầu năm 2025",
        "giữa năm 2025",
        "đầu quý II/2025",
        "trước 15/12 hằng năm",
        "20 ngày sau khi ban hành",
        "sau 31/12/2025",
        "tháng 12",
        "theo Kế hoạch số 48/2024/KH",
        "15/12/2025 hoặc khi có văn bản mới của hai tỉnh về việc phân công lại các nhiệm vụ này",
        "sáng-chiều",
        "q-q",
        "",
        "–",
    ],
)
def test_words_are_kept_and_name_no_day(text: str) -> None:
    assert parse_due(text) == (text, None)
    assert parse_start(text) == (text, None)


def test_the_text_is_kept_as_typed_but_composed_and_stripped() -> None:
    typed = normalize("NFD", "  Quý  IV/2025 ")
    assert parse_due(typed) == ("Quý  IV/2025", date(2025, 12, 31))
    assert parse_start(typed) == ("Quý  IV/2025", date(2025, 10, 1))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("31/2/2025", "there is no day 31 in month 2 of 2025"),
        ("đến 31/4/2025", "there is no day 31 in month 4 of 2025"),
        ("31/2–30/6/2025", "there is no day 31 in month 2 of 2025"),
        ("Q5/2025", "there is no quarter `5`"),
        ("quý V/2025", "there is no quarter `V`"),
        ("tháng 13/2025", "there is no month 13"),
        ("2025-13", "there is no month 13"),
        ("H3/2025", "there is no half-year `3`"),
        ("13 tháng đầu năm 2025", "a year does not have 13 months"),
        ("0 tháng cuối năm 2025", "a year does not have 0 months"),
        ("19/9/24", "the year `24` does not have four digits"),
        ("Q4/25", "the year `25` does not have four digits"),
        ("quý IV năm 25", "the year `25` does not have four digits"),
        ("tháng 12/25", "the year `25` does not have four digits"),
        ("12/25", "the year `25` does not have four digits"),
        ("H1/25", "the year `25` does not have four digits"),
        ("năm 25", "the year `25` does not have four digits"),
        ("6 tháng đầu năm 25", "the year `25` does not have four digits"),
        ("1899", "the year 1899 is not between 1900 and 2200"),
        ("25", "`25` is not a date"),
        ("15/12/20255-16", "`15/12/20255-16` is not a date"),
        ("100/2/2025", "`100/2/2025` is not a date"),
        ("1" * 100, f"`{'1' * 59}…` is not a date"),
    ],
)
def test_mistaken_deadlines_are_refused(text: str, message: str) -> None:
    for parse in (parse_due, parse_start):
        with pytest.raises(CoopError) as refused:
            parse(text)
        assert str(refused.value) == message
        assert str(refused.value.hint) == SPAN_HINT


@pytest.mark.parametrize("text", ["9/19/2024", "trước 9/19/2024", "1/9-9/19/2024"])
def test_a_deadline_with_the_month_first_is_refused(text: str) -> None:
    with pytest.raises(CoopError) as refused:
        parse_due(text)
    assert str(refused.value) == "there is no month 19: the day comes first"
    assert str(refused.value.hint) == "write `19/9/2024`"


def test_a_range_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(CoopError) as refused:
        parse_due("31/12–1/10/2025")
    assert str(refused.value) == "the beginning, 31/12/2025, comes after the end, 1/10/2025"
    assert str(refused.value.hint) == "check both dates"


def test_a_day_is_no_beginning_of_a_year() -> None:
    with pytest.raises(CoopError):
        parse_due("15/9-2024")


@given(st.text() | NEAR_DATES)
def test_any_text_is_a_deadline_words_or_a_clear_error(text: str) -> None:
    for parse in (parse_due, parse_start):
        try:
            due = parse(text)
        except CoopError:
            continue
        assert due.text == normalize("NFC", text).strip()
        assert due.day is None or date(1899, 12, 31) <= due.day <= date(2200, 12, 31)


@given(NEAR_DATES)
def test_a_start_never_comes_after_the_end(text: str) -> None:
    try:
        begins, ends = parse_start(text).day, parse_due(text).day
    except CoopError:
        return
    assert begins is None or ends is None or begins <= ends


@given(NEAR_DATES)
def test_composition_and_case_change_no_deadline(text: str) -> None:
    try:
        expected = parse_due(text).day
    except CoopError:
        return
    assert parse_due(normalize("NFD", text).upper()).day == expected


@pytest.mark.parametrize(
    "text",
    ["hằng năm", "Hàng tháng", "HANG QUY", "báo cáo hằng tuần", "thường xuyên", "định kỳ 6 tháng",
     "liên tục", "annually", "every year", "each quarter", "ongoing", "continuously"],
)  # fmt: skip
def test_is_recurring(text: str) -> None:
    assert is_recurring(text)
    assert is_recurring(normalize("NFD", text))


@pytest.mark.parametrize("text", ["", "2025", "Q4/2025", "trong năm 2025", "danh mục mới năm 2025"])
def test_is_not_recurring(text: str) -> None:
    assert not is_recurring(text)
