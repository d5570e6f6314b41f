"""A table in the letters of an old font: wherever one is read, it is said which code, what is meant and what to do."""

from pathlib import Path

import openpyxl
import pytest

from coopctl.domain.words.old_letters import TCVN3, VNI
from tests.conftest import Runner
from tests.helpers.answered import answer
from tests.helpers.old_fonts import in_old_code
from tests.helpers.story import tell

_REMEDY = {"vi": "hãy chuyển", "en": "turn "}
both = pytest.mark.parametrize("lang", ["vi", "en"])
codes = pytest.mark.parametrize("code", [TCVN3, VNI])


def _book(path: Path, rows: list[list[str]]) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    book.save(path)


def _check(said: str, code: str, meant: str, lang: str) -> None:
    said = " ".join(said.split())  # lines are broken where they end
    assert code in said
    assert f"“{meant}" in said
    assert _REMEDY[lang] in said
    assert {TCVN3: VNI, VNI: TCVN3}[code] not in said


@both
@codes
@pytest.mark.parametrize(
    "due", ["Đến ngày 30/11/2026", "Quý IV năm 2026", "Hằng quý", "Tháng 6/2026"]
)
def test_a_deadline_in_an_old_code_is_named(
    coopctl: Runner, workspace: Path, code: str, lang: str, due: str
) -> None:
    _book(workspace / "a.xlsx", [
        ["STT", "Nội dung", "Chủ trì", "Thời hạn"],
        ["1", "Tập huấn", "Sở KH&CN tỉnh Hưng Yên", in_old_code(due, code)],
    ])  # fmt: skip
    result = coopctl("import", "plan", "a.xlsx", lang=lang)
    _check(result.out + result.err, code, due.lower(), lang)


@both
@codes
def test_a_sheet_all_in_an_old_code_is_named(
    coopctl: Runner, workspace: Path, code: str, lang: str
) -> None:
    rows = [
        ["STT", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Thời hạn"],
        ["1", "Tập huấn", "Sở Nội vụ", "Quý IV"],
    ]
    _book(workspace / "a.xlsx", [[in_old_code(text, code) for text in row] for row in rows])
    result = coopctl("import", "plan", "a.xlsx", lang=lang)
    assert result.code == 2
    _check(result.err, code, "nội dung nhiệm vụ", lang)


@both
@codes
@pytest.mark.parametrize(
    "words", [("plan",), ("updates",), ("outcomes",), ("meetings",)], ids=lambda words: words[0]
)
def test_a_text_file_in_an_old_code_is_named(
    coopctl: Runner, workspace: Path, code: str, lang: str, words: tuple[str, ...]
) -> None:
    text = in_old_code(
        "STT;Nội dung nhiệm vụ;Đơn vị chủ trì\n1;Tập huấn nghiệp vụ;Sở Nội vụ\n", code
    )
    (workspace / "a.csv").write_bytes(text.encode("latin-1"))
    result = coopctl("import", *words, "a.csv", lang=lang)
    assert result.code == 1
    assert code in result.err
    assert _REMEDY[lang] in result.err


@both
@codes
@pytest.mark.parametrize("kind", ["updates", "outcomes", "meetings"])
@pytest.mark.parametrize("header", ["item,title", "x,y"])
def test_headers_in_an_old_code_are_named(
    coopctl: Runner, workspace: Path, code: str, lang: str, kind: str, header: str
) -> None:
    known, other = header.split(",")
    strange = in_old_code("Kết quả thực hiện", code)
    known = "on" if known == "item" else known
    (workspace / "a.csv").write_text(f"{known},{other},{strange}\n1,2,3\n", "utf-8")
    result = coopctl("import", kind, "a.csv", lang=lang)
    assert result.code == 1
    _check(result.err, code, "kết quả thực hiện", lang)


@both
@codes
def test_cells_in_an_old_code_are_named_right_or_wrong(
    coopctl: Runner, workspace: Path, code: str, lang: str
) -> None:
    status = in_old_code("Đang thực hiện", code)
    (workspace / "a.csv").write_text(f"item,status\n1.1,{status}\n", "utf-8")
    result = coopctl("import", "updates", "a.csv", lang=lang)
    assert "a.csv:B2" in result.err
    _check(result.err, code, "đang thực hiện", lang)
    text = in_old_code("Đã tập huấn", code)
    (workspace / "a.csv").write_text(f"item,status,result\n1.1,in_progress,{text}\n", "utf-8")
    _check(coopctl("import", "updates", "a.csv", lang=lang).err, code, "đã tập huấn", lang)


@both
@codes
def test_an_answer_in_an_old_code_is_named(
    coopctl: Runner, workspace: Path, code: str, lang: str
) -> None:
    tell(coopctl)
    result = in_old_code("Đã tập huấn cho cán bộ của hai tỉnh", code)
    sheet = answer(coopctl, "hoa-binh", {"1.1": {"status": "In progress", "result": result}})
    came = coopctl("import", "answers", str(sheet), "--author", "An", lang=lang)
    assert came.code == 1
    assert came.err.startswith("answers.xlsx:K13: ")
    _check(came.err, code, "đã tập huấn cho cán bộ", lang)
