"""`status --indicators`, the table of the same rows, and the values that outcomes may state."""

import csv
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.cells import cell_len

from coopctl.domain.plan.indicators import IndicatorRow
from coopctl.services.workspace import clock
from tests.conftest import PLAN, Runner
from tests.helpers.printed import read_json
from tests.helpers.recorded import journal, last, untouched
from tests.helpers.story import entries, replace

OLD = "indicators: [{id: trained, title: {vi: Người học, en: People}, target: 120, baseline: 20}]"
NEW = """indicators:
          - id: trained
            title: {vi: Người học, en: People trained}
            unit: {vi: người, en: people}
            baseline: 20
            target: 120
            targets: {2025: 40, 2026: 60, 2027: 0}
          - {id: rate, title: {vi: Tỷ lệ, en: Rate}, target: 80, counts: percent, targets: {2026: 50}}
          - {id: days, title: {vi: Số ngày, en: Days}, unit: ngày, baseline: 30, target: 10, counts: last}"""


@pytest.fixture
def measured(workspace: Path) -> Path:
    """The test plan, with three indicators that count in three ways."""
    assert OLD in PLAN
    (workspace / "plans" / "test.yaml").write_text(PLAN.replace(OLD, NEW), "utf-8")
    return workspace


def add(coopctl: Runner, indicator: str, value: str, on: str, *more: str) -> None:
    result = coopctl("add-outcome", "2.1", "--title", f"Lớp {on}", "--indicator", indicator,
                     f"--value={value}", "--on", on, *more)  # fmt: skip
    assert result.code == 0, result.err


def tell(coopctl: Runner) -> None:
    add(coopctl, "trained", "30 người", "1/6/2025", "--evidence", "1/BC", "--evidence", "2/BC")
    add(coopctl, "trained", "7.5", "2/1/2026")
    add(coopctl, "rate", "25,5 %", "3/2/2026", "--evidence", "3/BC")
    add(coopctl, "days", "20 ngay", "4/2/2026")


def test_the_picture(measured: Path, coopctl: Runner) -> None:
    tell(coopctl)
    result = coopctl("status", "--indicators")
    assert (result.code, result.err) == (0, "")
    assert result.out.split("\n\n", 1)[1] == (
        "2  Exchange\n"
        "  2.1  Training\n"
        "    People trained · baseline 20\n"
        "      Overall     57.5 / 120 people                    █████░░░░░░░     47.9 %\n"
        "                  2 outcomes · last on 2/1/2026 · 1 without evidence · 2/BC;\n"
        "                  1/BC\n"
        "      2025          30 / 40 people                     █████████░░░     75.0 %\n"
        "      2026         7.5 / 60 people                     █░░░░░░░░░░░     12.5 %\n"
        "      2027           – / 0 people\n"
        "    Rate · The last percentage counts\n"
        "      Overall     25.5 / 80 %                          ███░░░░░░░░░     31.9 %\n"
        "                  1 outcome · last on 3/2/2026 · 3/BC\n"
        "      2026        25.5 / 50 %                          ██████░░░░░░     51.0 %\n"
        "    Days · The last value counts · baseline 30\n"
        "      Overall     20 / 10 ngày                         ██████░░░░░░     50.0 %\n"
        "                  1 outcome · last on 4/2/2026 · 1 without evidence\n"
    )


def test_without_a_ledger_there_is_the_baseline_and_none_is_made(
    measured: Path, coopctl: Runner
) -> None:
    out = coopctl("status", "--indicators").out
    assert "Overall     20 / 120 people" in out
    assert "no outcome yet" in out
    assert not (measured / "coopctl.db").exists()


def test_targets_parties_and_classes_narrow_it(measured: Path, coopctl: Runner) -> None:
    for words in (("2",), ("2.1",), ("--party", "hung-yen"), ("--timeliness", "no_deadline")):
        assert "People trained" in coopctl("status", "--indicators", *words).out
    for words in (("1",), ("2.2",), ("--party", "hoa-binh"), ("--timeliness", "overdue")):
        result = coopctl("status", "--indicators", *words)
        assert (result.code, "People trained" in result.out) == (0, False)
        assert "no indicator is stated here" in result.out


def test_terminal_json_csv_and_show_say_the_same(measured: Path, coopctl: Runner) -> None:
    tell(coopctl)
    document = read_json(coopctl("status", "--indicators", "--json").out)
    assert document["format"] == "coopctl-indicators/1"
    assert (document["as_of"], document["known_at"]) == ("2026-06-30", None)
    rows = document["indicators"]
    assert tuple(rows[0]) == IndicatorRow._fields
    assert [(one["indicator"], one["period"], one["actual"], one["share"]) for one in rows[:3]] == [
        ("trained", None, "57.5", "47.9"),
        ("trained", "2025", "30", "75.0"),
        ("trained", "2026", "7.5", "12.5"),
    ]
    assert (rows[0]["outcomes"], rows[0]["evidenced"], rows[0]["evidence"]) == (2, 1, "2/BC; 1/BC")
    table = list(csv.DictReader(io.StringIO(coopctl("export", "csv", "indicators").out)))
    assert table == [
        {name: "" if value is None else str(value) for name, value in row.items()} for row in rows
    ]
    assert read_json(coopctl("show", "2.1", "--json").out)["indicators"] == rows
    assert "      2025          30 / 40 people" not in (shown := coopctl("show", "2.1").out)
    assert "    2025          30 / 40 people" in shown


def test_every_table_has_the_indicators_in_words_too(measured: Path, coopctl: Runner) -> None:
    tell(coopctl)
    assert coopctl("export", "csv", "--all", "-o", "out", "--labels", lang="vi").code == 0
    text = (measured / "out" / "indicators.csv").read_text("utf-8-sig")
    assert text.startswith("Kế hoạch,Lĩnh vực,Mã nội dung,Chỉ tiêu,Tiêu đề,Đơn vị tính,Cách tính,")
    assert ',Tỷ lệ,%,Lấy tỷ lệ gần nhất,2026,1/1/2026,31/12/2026,,50,"25,5","51,0",1,1,' in text


def test_as_it_was_and_as_it_was_known(
    measured: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(coopctl)
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 7, 2, 5, tzinfo=UTC))
    add(coopctl, "trained", "100", "5/5/2025")
    overall = {
        day: read_json(coopctl("status", "--indicators", "--json", *words).out)["indicators"]
        for day, words in {
            "now": (), "May": ("--as-of", "1/6/2025"), "known": ("--known-at", "1/7/2026"),
        }.items()
    }  # fmt: skip
    assert [rows[0]["actual"] for rows in overall.values()] == ["157.5", "150", "57.5"]
    assert [row["actual"] for row in overall["May"][1:4]] == ["130", None, None]


def test_what_was_corrected_or_taken_back_counts_as_it_is_now(
    measured: Path, coopctl: Runner
) -> None:
    tell(coopctl)
    first = next(one for one in entries(coopctl) if one["body"].get("value") == "30")
    replace(measured, first, value="10")
    assert "Overall     37.5 / 120 people" in coopctl("status", "--indicators", "2.1").out


def test_a_withdrawn_item_counts_nowhere_but_is_shown_by_itself(
    measured: Path, coopctl: Runner
) -> None:
    plan = measured / "plans" / "test.yaml"
    text = plan.read_text("utf-8").replace(
        "kind: periodic", "kind: periodic\n        withdrawn: Gộp"
    )
    plan.write_text(text, "utf-8")
    assert "no indicator is stated here" in coopctl("status", "--indicators").out
    assert coopctl("export", "csv", "indicators").out.count("\n") == 1
    assert "People trained" in coopctl("show", "2.1").out


def test_several_plans_are_shown_one_by_one_up_to_the_limit(
    measured: Path, coopctl: Runner
) -> None:
    text = (measured / "plans" / "test.yaml").read_text("utf-8")
    (measured / "plans" / "b.yaml").write_text(text.replace("id: test", "id: other"), "utf-8")
    (measured / "plans" / "c.yaml").write_text(
        PLAN.replace("id: test", "id: bare").replace(OLD, ""), "utf-8"
    )
    out = coopctl("status", "--indicators").out
    assert out.count("Plan 48/KH-SKHCN") == out.count("People trained") == 2
    cut = coopctl("status", "--indicators", "--limit", "1").out
    assert cut.count("People trained") == 1
    assert cut.endswith("and 1 more; `--limit 0` shows all\n")


def test_no_plan_at_all(tmp_path: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "plans").mkdir()
    monkeypatch.chdir(tmp_path)
    result = coopctl("status", "--indicators")
    assert (result.code, result.out) == (0, "no indicator is stated here\n")


@pytest.mark.parametrize("width", [40, 80, 120, 200])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_nothing_is_wider_than_the_terminal(
    measured: Path, coopctl: Runner, width: int, lang: str
) -> None:
    add(coopctl, "trained", "123456789012345", "1/6/2025", "--evidence", "Báo cáo dài " * 20)
    result = coopctl("status", "--indicators", lang=lang, env={"COLUMNS": str(width)})
    assert max(map(cell_len, result.out.splitlines())) <= width


def test_an_altered_value_is_named_and_does_not_hide_the_item(
    measured: Path, coopctl: Runner
) -> None:
    tell(coopctl)
    first = next(one for one in entries(coopctl) if one["body"].get("value") == "30")
    altered = replace(measured, first, value="many")
    result = coopctl("status", "--indicators")
    assert (result.code, result.out) == (1, "")
    assert f"`{altered}` cannot be understood" in result.err
    shown = coopctl("show", "2.1")
    assert (shown.code, f"understood, {altered}" in shown.err) == (0, True)
    assert "2.1  Training" in shown.out


@pytest.mark.parametrize(
    ("indicator", "typed", "kept"),
    [
        ("trained", "40", "40"), ("trained", "40 người", "40"), ("trained", "40 NGUOI", "40"),
        ("trained", "40people", "40"), ("trained", "1.234,50 người", "1234.50"),
        ("rate", "7,50 %", "7.50"), ("rate", "7.5", "7.5"), ("rate", "7 phần trăm", "7"),
        ("days", "-3 ngày", "-3"), ("trained", "0.1", "0.1"),
    ],
)  # fmt: skip
def test_a_value_with_its_unit_is_kept_as_decimal_text(
    measured: Path, coopctl: Runner, indicator: str, typed: str, kept: str
) -> None:
    add(coopctl, indicator, typed, "1/6/2026")
    assert last(measured).body["value"] == kept


@pytest.mark.parametrize(
    ("indicator", "typed", "message"),
    [
        ("trained", "nhiều", "`nhiều` is not a number"),
        ("trained", "bốn mươi người", "`bốn mươi người` is not a number"),
        ("trained", "1.234 người", "`1.234` can be read in two ways"),
        (
            "trained",
            "40 kg",
            "`kg` is not the unit of the indicator `trained`, which is người, people",
        ),
        ("trained", "40 %", "`%` is not the unit of the indicator `trained`"),
        ("rate", "40 người", "`người` is not the unit of the indicator `rate`, which is %"),
        ("days", "2 tháng", "`tháng` is not the unit of the indicator `days`, which is ngày"),
    ],
)
def test_no_number_and_another_unit_are_refused(
    measured: Path, coopctl: Runner, indicator: str, typed: str, message: str
) -> None:
    for lang in ("en", "vi"):
        result = coopctl("add-outcome", "2.1", "--title", "x", "--indicator", indicator,
                         "--value", typed, lang=lang)  # fmt: skip
        assert (result.code, result.out) == (2, "")
        assert ("hint: " if lang == "en" else "gợi ý: ") in result.err
        assert lang == "vi" or f"error: `--value`: {message}" in result.err
    assert untouched(measured)


def test_a_form_places_the_other_unit(measured: Path, coopctl: Runner) -> None:
    form = "record: outcome\nitem: 2.1\ntitle: x\nindicator: trained\nvalue: 40 kg\n"
    result = coopctl("add-outcome", "--from", "-", stdin=form)
    assert result.code == 1
    assert "<stdin>:5:8: error: `value`: `kg` is not the unit" in result.err
    assert journal(measured) == []


def test_an_indicator_without_a_unit_takes_numbers_only(workspace: Path, coopctl: Runner) -> None:
    words = ("add-outcome", "2.1", "--title", "x", "--indicator", "trained", "--value")
    refused = coopctl(*words, "40 người")
    assert (refused.code, untouched(workspace)) == (2, True)
    assert "the indicator `trained` has no unit, and the value has `người`" in refused.err
    assert "hint: write the number alone: `40`" in refused.err
    assert coopctl(*words, "40").code == 0


def test_a_percentage_beyond_the_whole_is_recorded_with_a_remark(
    measured: Path, coopctl: Runner
) -> None:
    result = coopctl(
        "add-outcome", "2.1", "--title", "x", "--indicator", "rate", "--value", "140 %"
    )
    assert result.code == 0
    assert "note: 140 % is less than nothing or more than the whole\n" in result.err
    assert last(measured).body["value"] == "140"
