"""Every value is read as it is meant; every mistake in one is said in our words, at its place."""

import re
from datetime import date

import pytest

from coopctl.definitions.pipelines import resolve
from coopctl.domain.plan.plan import (
    Area,
    Indicator,
    Item,
    Memorandum,
    MonthDay,
    Party,
    PartyName,
    PeriodTarget,
    Plan,
    Report,
    Text,
)
from coopctl.domain.plan.reporting import DEFAULTS, USUAL
from coopctl.domain.words.dates import Due
from coopctl.domain.words.durations import Duration
from tests.definitions.plans import (
    GOOD,
    WHOLE,
    find_problems,
    load,
    load_item,
    place_of,
    said,
    with_head,
    with_item,
    with_party,
)


def test_every_field_arrives() -> None:
    indicator = Indicator(
        "010", Text("Người", "Người"), Text("người", "người"), "0", "1.50", "output", "sum", (
            PeriodTarget("2024", date(2024, 1, 1), date(2024, 12, 31), "1.0"),
            PeriodTarget("Q1/2025", date(2025, 1, 1), date(2025, 3, 31), "0.5"),
        ),
    )  # fmt: skip
    item = Item(
        id="1.10", area="I", title=Text("1.10", "1.10"), kind="periodic", every="half-year", lead="a", cooperating=("b",),
        owes=(("b", Text("Kinh phí", "Kinh phí")), ("a", Text(None, "People"))),
        start=date(2024, 10, 1), due=Due("trước 1/1/2026", date(2025, 12, 31)),
        deliverable=Text("no", "no"), indicators=(indicator,), pipeline="provincial-2025",
        budget=Text("0912", "0912"), note=Text("Dòng một\ndòng hai", "Dòng một\ndòng hai"),
        withdrawn=Text("12:30", "12:30"), confirm="required",
    )  # fmt: skip
    names = (
        PartyName(
            Text("A", "A"),
            Text(None, "a"),
            None,
            date(2025, 6, 30),
            Text("NQ 202", "NQ 202"),
            True,
            Text("x", "x"),
        ),
        PartyName(Text("B", "B"), None, date(2025, 7, 1), None, None, False, None),
    )
    other = PartyName(Text("C", "C"), None, None, None, None, True, None)
    assert load(WHOLE) == Plan(
        id="48.2024", number="48/KH-SKHCN", date=date(2024, 9, 17), title=Text("Kế hoạch", "Plan"),
        timezone="Asia/Bangkok", issued_by="a", note=Text("Ghi chú", "Ghi chú"), example=True,
        memorandum=Memorandum(
            Text("Bản ghi nhớ", None), "01", date(2024, 8, 9), Due("2024", date(2024, 1, 1)),
            Due("Q4/2026", date(2026, 12, 31)),
        ),
        reporting=(
            Report("month", MonthDay(1, None), MonthDay(31, None), 3),
            Report("half-year", MonthDay(15, 12), MonthDay(14, 6), 2),
            Report("nine-months", MonthDay(15, 12), MonthDay(14, 9), 2),
            Report("year", MonthDay(1, 1), MonthDay(31, 12), 0),
        ),
        parties=(Party("a", names), Party("b", (other,))),
        areas=(Area("I", Text(None, "Area"), (item,)),),
        pipelines=resolve(["provincial-2025"], {
            "provincial-2025": {"platform_update": Duration(6, "months"), "registration": None},
        }),
    )  # fmt: skip


def test_what_is_not_stated_is_nothing() -> None:
    plan = load(with_item("title: x", "withdrawn: y"))
    assert (plan.number, plan.date, plan.issued_by, plan.note, plan.memorandum) == (None,) * 5
    assert (plan.timezone, plan.example) == ("Asia/Ho_Chi_Minh", False)
    item, = plan.items()  # fmt: skip
    assert item == Item(
        "1.1", "1", Text("x", "x"), None, None, None, (), (), None, None, None, (), None, None, None, Text("y", "y")
    )  # fmt: skip


@pytest.mark.parametrize("nothing", ["", "~", "null", "Null", "NULL"])
@pytest.mark.parametrize("key", [
    "kind", "lead", "cooperating", "owes", "start", "due", "deliverable", "indicators", "pipeline", "budget", "note",
    "withdrawn", "confirm",
])  # fmt: skip
def test_a_key_left_empty_is_left_out(key: str, nothing: str) -> None:
    assert load_item(f"{key}: {nothing}") == load_item()


@pytest.mark.parametrize("nothing", ["", "~"])
@pytest.mark.parametrize(
    "key", ["timezone", "example", "issued_by", "memorandum", "date", "number"]
)
def test_a_key_of_the_head_left_empty_is_left_out(key: str, nothing: str) -> None:
    assert load(with_head(f"{key}: {nothing}")) == load(GOOD)


@pytest.mark.parametrize(("typed", "text"), [
    ("Chữ", Text("Chữ", "Chữ")), ("{vi: Chữ}", Text("Chữ", None)), ("{en: Word}", Text(None, "Word")),
    ("{vi: Chữ, en: Word}", Text("Chữ", "Word")), ("{vi: Chữ, en: }", Text("Chữ", None)),
    ("2024", Text("2024", "2024")), ("true", Text("true", "true")), ("'~'", Text("~", "~")),
    ("Ho\u0300a", Text("Hòa", "Hòa")), ('"a\\u2028b"', Text("a\nb", "a\nb")),
])  # fmt: skip
def test_forms_of_a_text(typed: str, text: Text) -> None:
    assert load_item(f"budget: {typed}").budget == text


@pytest.mark.parametrize("typed", ["{}", "{vi: }", "{vi: ~, en: null}"])
def test_a_text_in_no_language(typed: str) -> None:
    text = with_item("title: x", "withdrawn: y", f"note: {typed}")
    assert said(text) == [(place_of(text, typed), "empty")]
    assert str(find_problems(text)[0].hint) == "give it under `vi:` or `en:`"


@pytest.mark.parametrize("typed", ["a", "[a]", '["a"]', "- a"])
def test_who_cooperates_is_a_text_or_a_list(typed: str) -> None:
    party = "\n          " + typed if typed.startswith("-") else typed
    text = WHOLE.replace("cooperating: b", f"cooperating: {party}").replace("lead: a", "lead: b")
    assert next(load(text).items()).cooperating == ("a",)


def test_many_cooperate_in_their_order() -> None:
    assert load_item("cooperating: [hoa-binh, hung-yen]").cooperating == ("hoa-binh", "hung-yen")


@pytest.mark.parametrize("typed", [
    "19/9/2024", "19.9.2024", "19-9-2024", "19 / 9 / 2024", "2024-09-19", "2024/9/19", "19/09/2024",
    "19 tháng 9 năm 2024", "ngày 19 tháng 9 năm 2024", "19 September 2024", "September 19, 2024", "'19/9/2024'", "19\u20119\u20112024",
])  # fmt: skip
def test_a_day_may_be_written_in_many_ways(typed: str) -> None:
    assert load_item(f"start: {typed}").start == date(2024, 9, 19)


@pytest.mark.parametrize(("typed", "sentence"), [
    ("31/2/2025", "there is no day 31 in month 2 of 2025"), ("29/2/2025", "there is no day 29 in month 2 of 2025"),
    ("9/19/2024", "there is no month 19: the day comes first"), ("19/9/24", "the year `24` does not have four digits"),
    ("2024-13-40", "there is no month 13"), ("tomorrowish", "`tomorrowish` is not a date"), ("hôm nay", "`hôm nay` is not a date"),
    ("2024", "`2024` is not a date"), ("Q4/2024", "`Q4/2024` is not a date"), ("1/1/1800", "the year 1800 is not between 1900 and 2200"),
])  # fmt: skip
def test_what_is_no_day_is_refused_with_the_forms(typed: str, sentence: str) -> None:
    text = with_item("title: x", "withdrawn: y", f"start: {typed}")
    problem, = find_problems(text)  # fmt: skip
    assert f"{problem.line}:{problem.column}" == place_of(text, typed)
    assert (problem.code, str(problem.message)) == ("date", sentence)
    assert "19/9/2024" in str(problem.hint)


@pytest.mark.parametrize(("typed", "day"), [
    ("31/12/2025", date(2025, 12, 31)), ("Q4/2025", date(2025, 12, 31)), ("quý IV/2025", date(2025, 12, 31)),
    ("12/2025", date(2025, 12, 31)), ("2025", date(2025, 12, 31)), ("tháng 2/2024", date(2024, 2, 29)),
    ("1/10–31/12/2025", date(2025, 12, 31)), ("hằng năm", None), ("thường xuyên", None),
])  # fmt: skip
def test_a_deadline_is_kept_as_typed_with_its_last_day(typed: str, day: date | None) -> None:
    assert load_item(f"due: {typed}").due == Due(typed, day)


@pytest.mark.parametrize(("typed", "is_so"), [
    ("true", True), ("True", True), ("TRUE", True), ("yes", True), ("có", True), ("Có", True), ("co\u0301", True),
    ("false", False), ("no", False), ("không", False), ("KHÔNG", False),
])  # fmt: skip
def test_true_and_false_in_both_languages(typed: str, is_so: bool) -> None:
    assert load(with_head(f"example: {typed}")).example is is_so
    assert (
        load(with_party(f"{{text: A, confirmed: {typed}}}")).parties[2].names[0].confirmed is is_so
    )


@pytest.mark.parametrize(("typed", "code"), [
    ("maybe", "choice"), ("1", "choice"), ("yEs", "choice"), ("[true]", "wrong-type"), ("{a: true}", "wrong-type"),
])  # fmt: skip
def test_neither_true_nor_false(typed: str, code: str) -> None:
    text = with_head(f"example: {typed}")
    assert said(text) == [(place_of(text, typed), code)]


@pytest.mark.parametrize(("typed", "number"), [
    ("120", "120"), ("12.5", "12.5"), ("0", "0"), ("-3", "-3"), ("+4", "4"), (".5", "0.5"), ("7.", "7"), ("1.10", "1.10"),
])  # fmt: skip
def test_a_number_is_exact(typed: str, number: str) -> None:
    item = load_item(f"indicators: [{{id: a, title: x, target: {typed}}}]")
    assert item.indicators[0].target == number


@pytest.mark.parametrize(
    "typed", ["1.234,5", "12 người", "1e5", "0x10", "١٢", "--1", ".", "1.2.3", "nan", ".inf"]
)
def test_what_is_no_number_is_refused(typed: str) -> None:
    text = with_item(
        "title: x", "withdrawn: y", f"indicators: [{{id: a, title: x, target: '{typed}'}}]"
    )
    problem, = find_problems(text)  # fmt: skip
    assert (problem.code, str(problem.message)) == ("number", f"`{typed}` is not a number")
    assert re.match("write (it like )?`", str(problem.hint))


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Asia/Hanoi", "unknown-zone"), ("Asia", "unknown-zone"), ("../../etc/passwd", "zone"),
        ("/etc/localtime", "zone"),
    ],
)  # fmt: skip
def test_a_time_zone_that_there_is_not(typed: str, code: str) -> None:
    text = with_head(f"timezone: {typed}")
    assert said(text) == [(place_of(text, typed), code)]


@pytest.mark.parametrize("typed", ["a", "1", "1.1", "gen-01", "A_b", "9" * 64, "010"])
def test_an_id_stays_as_typed(typed: str) -> None:
    assert load(GOOD.replace("id: thu", f"id: {typed}")).id == typed


@pytest.mark.parametrize(
    "typed", ["kế", "a b", "a/b", "'a:b'", "-a", ".a", "_a", "9" * 65, "a+", '"a\\nb"', "'../x'"]
)
def test_what_cannot_be_an_id(typed: str) -> None:
    text = GOOD.replace("id: thu", f"id: {typed}")
    assert said(text) == [("2:7", "id")]
    party = GOOD.replace("  hoa-binh:", f"  {typed}:")
    assert said(party) == [("6:3", "id")]


@pytest.mark.parametrize(("line", "column", "expected"), [
    ("title: [a]", 16, "a text belongs here"), ("lead: {a: b}", 15, "one value belongs here"), ("due: [2025]", 14, "one value belongs here"),
    ("cooperating: {a: b}", 22, "a list belongs here"), ("cooperating: [[a]]", 23, "one value belongs here"),
    ("indicators: x", 21, "a list belongs here"), ("indicators: [x]", 22, "`key: value` lines belong here"),
    ("owes: x", 15, "`key: value` lines belong here"), ("note: {vi: [a]}", 20, "one value belongs here"),
    ("kind: [dated]", 15, "one value belongs here"), ("budget: [[]]", 17, "a text belongs here"),
])  # fmt: skip
def test_the_wrong_kind_of_value(line: str, column: int, expected: str) -> None:
    lines = [line] if line.startswith("title") else ["title: x", line]
    problem, = find_problems(with_item(*lines, "withdrawn: y"))  # fmt: skip
    assert (problem.column, problem.code) == (column, "wrong-type")
    assert str(problem.message).startswith(expected)
    assert problem.hint is not None


@pytest.mark.parametrize(("line", "column"), [
    ("cooperating: ['']", 23), ("owes: {hung-yen: }", 26), ("lead: ''", 15), ("due: ' '", 14), ("start: ''", 16),
    ("note: ''", 15), ("kind: ''", 15), ("note: {vi: '', en: x}", 20),
])  # fmt: skip
def test_a_blank_text_states_nothing_and_is_said_once(line: str, column: int) -> None:
    problem, = find_problems(with_item("title: x", "withdrawn: y", line))  # fmt: skip
    assert (problem.column, problem.code) == (column, "empty")
    assert problem.hint is not None


@pytest.mark.parametrize(("line", "nearest"), [
    ("leed: a", "lead"), ("indicator: x", "indicators"), ("titel: x", "title"), ("start_date: x", "start"),
])  # fmt: skip
def test_an_unknown_key_is_told_the_nearest(line: str, nearest: str) -> None:
    text = with_item("title: x", "withdrawn: y", line)
    problem, = find_problems(text)  # fmt: skip
    assert (f"{problem.line}:{problem.column}", problem.code) == (
        place_of(text, line),
        "unknown-key",
    )
    assert nearest in str(problem.hint)


@pytest.mark.parametrize(("old", "new", "known"), [
    ("plan:\n", "qq: x\nplan:\n", "plan, parties, areas"), ("  id: thu", "  qq: x\n  id: thu", "memorandum"),
    ("{text: Sở KH&CN tỉnh Hòa Bình}", "{text: A, qq: x}", "confirmed"), ("  - id: 1\n", "  - qq: x\n    id: 1\n", "id, title, items"),
    ("{names: [{text: Sở KH&CN tỉnh Hòa Bình}]}", "{qq: x, names: [{text: A}]}", "names"), ("title: Danh mục", "title: {vi: x, qq: y}", "vi, en"),
    ("deliverable: Báo cáo", "indicators: [{id: a, title: x, qq: y}]", "baseline"), ("deliverable: Báo cáo", "owes: {hung-yen: {vi: x, qq: y}}", "vi, en"),
    ("  title: Kế hoạch thử", "  title: x\n  memorandum: {qq: x}", "signed"), ("deliverable: Báo cáo", "deliverable: {vi: x, qq: }", "vi, en"),
])  # fmt: skip
def test_an_unknown_key_is_told_what_is_known_there(old: str, new: str, known: str) -> None:
    text = GOOD.replace(old, new)
    unknown = [one for one in find_problems(text) if one.code == "unknown-key"]
    assert [f"{one.line}:{one.column}" for one in unknown] == [place_of(text, "qq")]
    assert str(unknown[0].hint).startswith("known here: ")
    assert known in str(unknown[0].hint)


@pytest.mark.parametrize(("part", "place", "key"), [
    ("  id: thu\n", "2:3", "id"), ("  title: Kế hoạch thử\n", "2:3", "title"), ("    title: Nguồn gen\n", "8:5", "title"),
    ("        title: Danh mục\n", "11:9", "title"),
])  # fmt: skip
def test_a_missing_key_is_said_where_it_belongs(part: str, place: str, key: str) -> None:
    problem, = find_problems(GOOD.replace(part, ""))  # fmt: skip
    assert (f"{problem.line}:{problem.column}", problem.code) == (place, "missing-key")
    assert str(problem.message) == f"`{key}` is missing"
    assert str(problem.hint) == f"add a line `{key}: …` here"


def test_words_of_a_choice_come_nearest_first() -> None:
    problem, = find_problems(with_item("title: x", "withdrawn: y", "kind: ongoin"))  # fmt: skip
    assert (problem.code, str(problem.message)) == (
        "choice",
        "`ongoin` is none of the words that go here",
    )
    assert str(problem.hint) == "one of: ongoing, dated, periodic"


def test_a_choice_among_many() -> None:
    problem, = find_problems(with_item("title: x", "withdrawn: y", "pipeline: grassroots"))  # fmt: skip
    assert (
        str(problem.hint)
        == "one of: grassroots-2013, grassroots-2025, provincial-2013, provincial-2025"
    )


@pytest.mark.parametrize("line", ['"[key]": x', '"[key]": [x]', '"[key]": {"[key]": x}'])
def test_an_unknown_key_may_be_called_anything(line: str) -> None:
    # pydantic calls so what is wrong with a key
    assert said(line + "\n" + GOOD) == [("1:1", "unknown-key")]
    text = with_item("title: x", "withdrawn: y", line)
    assert said(text) == [(place_of(text, '"[key]"'), "unknown-key")]
    text = GOOD.replace("  hoa-binh:", '  "[key]":')
    assert said(text) == [("6:3", "id")]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("none", ()),
        ("{year: }", (DEFAULTS["year"],)),
        ("{year: {}, month: ~}", (DEFAULTS["month"], DEFAULTS["year"])),
        ("{half-year: {send_within: 5}}", (DEFAULTS["half-year"]._replace(send_within=5),)),
        ("{quarter: {from: 01, to: 31}}", (Report("quarter", MonthDay(1, None), MonthDay(31, None), 2),)),
        ("", USUAL),
    ],
)  # fmt: skip
def test_the_reports_that_are_stated_take_the_place_of_the_usual_ones(
    typed: str, expected: tuple[Report, ...]
) -> None:
    assert load(with_head(f"reporting: {typed}")).reporting == expected
    assert load(GOOD).reporting == USUAL


def test_what_comes_every_year_is_periodic() -> None:
    item = load_item("every: year", "start: 1/1/2025", "due: 2026")
    assert (item.kind, item.every, item.due) == (
        "periodic",
        "year",
        Due("2026", date(2026, 12, 31)),
    )
