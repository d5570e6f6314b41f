"""What `export` wrote of a plan, `import plan` reads as the same plan."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from coopctl.definitions.load import load_plan
from coopctl.domain.plan.plan import Plan, Text
from tests.benchmarks.generator import write_plans
from tests.conftest import Runner

SHIPPED = Path(__file__).parents[2] / "plans" / "hung-yen-hoa-binh-2024.yaml"

# What an office's annex would mean something else by: codes of every kind, totals and notes as titles,
# names with commas, words in front of which a spreadsheet gets a mark.
ODD = """\
plan: {id: odd, title: Kế hoạch}
parties:
  van-hoa: {names: [{text: "Sở Văn hóa, Thể thao và Du lịch"}]}
  chi-cuc: {names: [{text: Chi cục Tiêu chuẩn}]}
areas:
  - id: nguon-gen
    title: Nguồn gen
    items:
      - {id: "01", title: Tổng cộng các kết quả}
      - {id: a, title: "Ghi chú: việc chung", lead: chi-cuc, cooperating: [van-hoa]}
      - {id: I, title: "- Gạch đầu dòng", due: "31/12/2026"}
      - {id: "1", title: Mục lớn}
      - {id: "1.1", title: Mục nhỏ, lead: van-hoa, cooperating: [chi-cuc], deliverable: "=1+1"}
      - {id: "1.10", title: Mười, kind: periodic, every: quarter, start: 1/1/2025}
  - id: II
    title: 2 lĩnh vực / một tên
    items:
      - {id: gen-lua, title: "@ Nhiều dòng", due: quý III-IV/2025, deliverable: "một\\nhai"}
      - {id: "2", title: "Tổng: 12 lớp", kind: ongoing, due: thường xuyên, withdrawn: Trùng việc khác}
"""


def carried(plan: Plan, lang: str) -> Iterator[object]:
    """Yield what the columns of the items have room for, in a language."""

    def read(text: Text | None) -> str | None:
        return text.read(lang) if text else None

    yield plan.id
    for area in plan.areas:
        if area.items:
            yield area.id, read(area.title)
        for item in area.items:
            yield (
                item.id, read(item.title), item.kind, item.every, item.lead, item.cooperating,
                item.start, item.due, read(item.deliverable), read(item.withdrawn),
            )  # fmt: skip


@pytest.fixture(params=["shipped", "example", "generated", "odd"])
def plan_file(request: pytest.FixtureRequest, tmp_path: Path, coopctl: Runner) -> Path:
    """The plan of a workspace."""
    folder = tmp_path / "w"
    match request.param:
        case "example":
            assert coopctl("init", str(folder), "--example").code == 0
        case "generated":
            write_plans(folder / "plans", 1, 60)
        case "shipped":
            (folder / "plans").mkdir(parents=True)
            shutil.copy(SHIPPED, folder / "plans")
        case _:
            (folder / "plans").mkdir(parents=True)
            (folder / "plans" / "odd.yaml").write_text(ODD, "utf-8")
    (file,) = (folder / "plans").glob("*.yaml")
    return file


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("to", [("xlsx",), ("csv", "items", "--labels")], ids=lambda to: to[0])
def test_the_same_plan_comes_back(
    plan_file: Path,
    coopctl: Runner,
    to: tuple[str, ...],
    lang: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(plan_file.parents[1])
    table = f"table.{to[0]}"
    assert coopctl("export", *to, "-o", table, lang=lang).code == 0
    result = coopctl("import", "plan", table, "-o", "back.yaml", lang=lang)
    assert result.code == 0, result.err
    before, _ = load_plan(plan_file)
    after, problems = load_plan(Path("back.yaml"))
    assert before is not None
    assert after is not None, problems
    assert list(carried(after, lang)) == list(carried(before, lang))
    named = [party for party in after.parties if party.id != "unknown"]
    assert named == [before.party(party.id) for party in named]
    if lang == "en":
        assert "the table has no columns for: title, number, date" in " ".join(result.err.split())


def test_of_several_plans_none_is_read(tmp_path: Path, coopctl: Runner) -> None:
    write_plans(tmp_path / "w" / "plans", 2, 5)
    assert coopctl("export", "xlsx", "-o", "a.xlsx", cwd=tmp_path / "w").code == 0
    result = coopctl("import", "plan", "a.xlsx", cwd=tmp_path / "w")
    assert (result.code, result.out) == (1, "")
    assert result.err == (
        "error: the table has the items of several plans: plan-0000, plan-0001\n"
        "hint: write one of them: `coopctl export xlsx --plan plan-0000`\n"
    )


@pytest.mark.parametrize(("lang", "name"), [("vi", "Phụ lục"), ("en", "Annex")])
def test_the_annex_beside_it_is_understood_too(
    workspace: Path, coopctl: Runner, lang: str, name: str
) -> None:
    coopctl("add-update", "1.1", "--status", "in_progress", "--result", "Đã họp", "--yes")
    assert coopctl("export", "xlsx", "-o", "a.xlsx", lang=lang).code == 0
    result = coopctl("import", "plan", "a.xlsx", "--sheet", name, "-o", "b.yaml", lang="en")
    assert result.code == 0
    assert "Not understood" not in result.out
    plan, problems = load_plan(workspace / "b.yaml")
    assert plan is not None, problems
    titles = {"vi": "TÌNH HÌNH THỰC HIỆN: KẾ HOẠCH THỬ", "en": "PROGRESS OF: TEST PLAN"}
    assert plan.title.read(lang) == titles[lang]
    assert plan.areas[0].title.read(lang) in {"Nguồn gen", "Genetic resources"}


def test_a_table_of_codes_has_no_titles_of_areas(workspace: Path, coopctl: Runner) -> None:
    assert coopctl("export", "csv", "-o", "a.csv").code == 0
    result = coopctl("import", "plan", "a.csv", "-o", "b.yaml")
    assert result.err.startswith(
        "note: the table has areas without their titles\n"
        "hint: `coopctl export csv --labels` writes them, and `coopctl export xlsx`\n"
    )
    before, _ = load_plan(workspace / "plans" / "test.yaml")
    after, _ = load_plan(workspace / "b.yaml")
    assert before is not None
    assert after is not None
    assert [(one.id, one.area, one.due) for one in after.items()] == [
        (one.id, one.area, one.due) for one in before.items()
    ]
