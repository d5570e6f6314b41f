"""What comes out of files: the plan with everything in it, or why there is none."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

from coopctl.definitions.load import MOST_PROBLEMS, load_plan, load_plans
from coopctl.definitions.pipelines import resolve
from coopctl.definitions.yaml.problems import PlanProblem
from coopctl.domain.plan.plan import Area, Indicator, Item, Memorandum, Party, PartyName, Plan, Text
from coopctl.domain.plan.reporting import USUAL
from coopctl.domain.words.dates import Due
from coopctl.domain.words.durations import Duration

GOOD = Path(__file__).parent / "good"


def both(text: str) -> Text:
    return Text(text, text)


def said(problems: list[PlanProblem]) -> list[tuple[str, int, int, str, str]]:
    return [(one.path, one.line, one.column, one.code, str(one.message)) for one in problems]


def test_everything_that_is_stated_is_in_the_plan() -> None:
    plan, problems = load_plan(GOOD / "everything.yaml")
    assert problems == []
    item = Item(
        id="1.10",
        area="1",
        title=both("Đề xuất"),
        kind="dated",
        every=None,
        lead="hung-yen",
        cooperating=("hoa-binh",),
        owes=(("hung-yen", both("a")), ("hoa-binh", Text("b", None))),
        start=date(2024, 10, 1),
        due=Due("Q4/2025", date(2025, 12, 31)),
        deliverable=both("Báo cáo"),
        indicators=(Indicator("trained", both("Người"), both("người"), "0", "120.5", "output"),),
        pipeline="provincial-2013",
        budget=None,
        note=both("dòng một\n\ndòng hai"),
        withdrawn=None,
    )
    withdrawn = item._replace(
        id="1.2",
        title=both("x"),
        kind=None,
        lead=None,
        cooperating=(),
        owes=(),
        start=None,
        due=None,
        deliverable=None,
        indicators=(),
        pipeline=None,
        note=None,
        withdrawn=both("thôi"),
    )
    assert plan == Plan(
        id="hung-yen-hoa-binh-2024",
        number="48/KH-SKHCN",
        date=date(2024, 9, 17),
        title=Text("Kế hoạch", "Plan"),
        timezone="Asia/Ho_Chi_Minh",
        issued_by="hoa-binh",
        note=both("một ghi chú"),
        example=True,
        memorandum=Memorandum(
            both("Biên bản ghi nhớ"),
            "12",
            date(2024, 8, 9),
            Due("2024", date(2024, 1, 1)),
            Due("2026", date(2026, 12, 31)),
        ),
        parties=(
            Party(
                "hung-yen",
                (name(Text("Sở KH&CN Hưng Yên", "DOST"), short=both("Hưng Yên")),),
            ),
            Party(
                "hoa-binh",
                (
                    name(both("Sở KH&CN Hòa Bình"), to=date(2025, 2, 28)),
                    name(both("Sở KH&CN Hòa Bình mới"), from_=date(2025, 3, 1), confirmed=False),
                ),
            ),
        ),
        areas=(Area("1", both("Nguồn gen"), (item, withdrawn)),),
        reporting=USUAL,
        pipelines=resolve(
            ["provincial-2013"],
            {
                "provincial-2013": {
                    "progress_report": Duration(3, "months"),
                    "acceptance_dossier": Duration(45, "days"),
                    "finalisation": Duration(20, "working_days"),
                    "registration": Duration(2, "months"),
                    "recognition": None,
                }
            },
        ),
    )


def name(
    text: Text,
    *,
    short: Text | None = None,
    from_: date | None = None,
    to: date | None = None,
    confirmed: bool = True,
) -> PartyName:
    return PartyName(text, short, from_, to, None, confirmed, None)


def test_scalars_are_the_text_that_was_typed() -> None:
    plan, _ = load_plan(GOOD / "scalars.yaml")
    assert plan is not None
    assert (plan.id, plan.number, plan.title, plan.note) == (
        "0912", "48", both("no"), both("12:30")
    )  # fmt: skip
    assert plan.example is False
    assert plan.memorandum is not None
    assert plan.memorandum[:3] == (both("1.10"), None, None)
    party = plan.parties[0]
    assert (party.id, party.names[0].text, party.names[0].short) == (
        "1.0", both("true"), both("010")
    )  # fmt: skip
    assert party.names[0].confirmed is False
    assert [item.id for item in plan.items()] == ["1.1", "1.10"]
    first, second = plan.items()
    assert first.indicators == (
        Indicator("2024", both("0x1F"), both("%"), "-5", "0.5", "impact", "percent"),
    )
    assert second.deliverable == Text(None, "List")


def test_the_kind_follows_from_the_deadline_where_it_is_not_stated() -> None:
    plan, _ = load_plan(GOOD / "deadlines.yaml")
    assert plan is not None
    assert {item.id: (item.kind, item.due and item.due.day) for item in plan.items()} == {
        "1.1": ("dated", date(2025, 12, 31)),
        "1.2": ("dated", date(2025, 12, 31)),
        "1.3": ("dated", date(2025, 12, 31)),
        "1.4": ("dated", date(2025, 12, 31)),
        "1.5": ("dated", date(2025, 12, 31)),
        "1.6": ("dated", date(2025, 12, 31)),
        "1.7": ("dated", date(2025, 12, 31)),
        "1.8": ("ongoing", None),
        "1.9": ("periodic", None),
        "1.10": ("dated", date(2026, 12, 31)),
    }
    smallest, _ = load_plan(GOOD / "smallest.yaml")
    assert smallest is not None
    assert next(smallest.items()).kind is None


def test_texts_are_composed_and_titles_stand_on_one_line(tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    text = (GOOD / "smallest.yaml").read_text("utf-8")
    decomposed = "Ke\u0302\u0301 hoa\u0323ch"
    file.write_text(text.replace("Kế hoạch", f'"{decomposed}\\n\\n  một"'), "utf-8")
    plan, _ = load_plan(file)
    assert plan is not None
    assert plan.title == both("Kế hoạch một")


def test_problems_of_all_files_come_at_once(tmp_path: Path) -> None:
    texts = {
        "a": "plan: {id: p, title: x, date: 31/2/2025}",
        "b": "plan: [x",
        "c": (GOOD / "smallest.yaml").read_text("utf-8"),
        "d": (GOOD / "smallest.yaml").read_text("utf-8").replace("id: p", "id: P"),
    }
    for key, text in texts.items():
        (tmp_path / key).write_text(text, "utf-8")
    files = {key: tmp_path / key for key in (*texts, "missing")}
    loaded = load_plans(files)
    assert list(loaded) == ["a", "b", "c", "d", "missing"]
    assert [key for key, (plan, _) in loaded.items() if plan is not None] == []
    errors = [one for _, found in loaded.values() for one in found if one.severity == "error"]
    assert said(errors) == [
        ("a", 1, 1, "missing-key", "`parties` is missing"),
        ("a", 1, 1, "missing-key", "`areas` is missing"),
        ("a", 1, 31, "date", "there is no day 31 in month 2 of 2025"),
        ("b", 1, 7, "bracket", "a bracket is not closed, or a comma is missing"),
        ("c", 1, 12, "duplicate-plan", "the plan `p` is also in `a`"),
        ("d", 1, 12, "duplicate-plan", "the plan `P` is also in `a`"),
        ("missing", 1, 1, "unreadable", "the file cannot be read: No such file or directory"),
    ]


def test_a_plan_id_may_stand_in_one_file_only(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_text((GOOD / "smallest.yaml").read_text("utf-8"), "utf-8")
    loaded = load_plans({"a": GOOD / "smallest.yaml", "b": tmp_path / "b.yaml"})
    assert loaded["a"][0] is not None
    assert loaded["b"][0] is None


def test_a_file_that_is_no_plan_at_all_does_not_report_for_ever(tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text("".join(f"key{number}: x\n" for number in range(MOST_PROBLEMS + 50)), "utf-8")
    plan, problems = load_plan(file)
    assert plan is None
    assert len(problems) == MOST_PROBLEMS + 1
    assert problems[-1].code == "more"
    assert str(problems[-1].message) == "there are 53 more problems in this file"
    assert problems[-1].severity == "error"


def test_many_warnings_stay_warnings(tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    items = "".join(f"      - {{id: 1.{n}, title: x}}\n" for n in range(MOST_PROBLEMS + 5))
    head = (GOOD / "smallest.yaml").read_text("utf-8").split("areas:")[0]
    file.write_text(f"{head}areas:\n  - id: 1\n    title: x\n    items:\n{items}", "utf-8")
    plan, problems = load_plan(file)
    assert plan is not None
    assert {problem.severity for problem in problems} == {"warning"}


def test_a_small_plan_loads_nothing_but_yaml_and_pydantic() -> None:
    script = (
        "import sys; from pathlib import Path; from coopctl.definitions.load import load_plan; "
        "light = {'yaml', 'pydantic'} & set(sys.modules); plan, _ = load_plan(Path(sys.argv[1])); "
        "ours = sorted(m for m in sys.modules if m.startswith('coopctl.') and m.count('.') == 1); "
        "heavy = {'rich', 'typer', 'sqlite3', 'sqlite_utils', 'jsonschema', 'difflib'}; "
        "print(plan.id, light, ours, sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(GOOD / "everything.yaml")],
        capture_output=True, text=True, check=True, env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert done.stdout == (
        "hung-yen-hoa-binh-2024 set() ['coopctl.definitions', 'coopctl.domain', 'coopctl.messages'] []\n"
    )
