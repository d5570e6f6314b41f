"""Plans for the tests of this folder, and short ways to load one and to say what came of it."""

from pathlib import Path
from tempfile import TemporaryDirectory

from coopctl.definitions.load import Loaded, load_plan
from coopctl.definitions.yaml.problems import PlanProblem
from coopctl.domain.plan.plan import Item, Plan

HEAD = """\
plan:
  id: thu
  title: Kế hoạch thử
parties:
  hung-yen: {names: [{text: Sở KH&CN tỉnh Hưng Yên}]}
  hoa-binh: {names: [{text: Sở KH&CN tỉnh Hòa Bình}]}
"""
AREA = """\
areas:
  - id: 1
    title: Nguồn gen
    items:
"""
ITEM = """\
      - id: 1.1
        title: Danh mục
        lead: hung-yen
        due: 31/12/2025
        deliverable: Báo cáo
"""
GOOD = HEAD + AREA + ITEM

# Every field there is, and scalars that YAML is known to change.
WHOLE = """\
plan:
  id: "48.2024"
  number: 48/KH-SKHCN
  date: 17/9/2024
  title: {vi: Kế hoạch, en: Plan}
  timezone: Asia/Bangkok
  issued_by: a
  note: Ghi chú
  example: yes
  memorandum: {title: {vi: Bản ghi nhớ}, number: 01, signed: 2024-08-09, from: 2024, to: Q4/2026}
  reporting:
    month: {from: 1, to: 31, send_within: 3}
    half-year: ~
    nine-months: {}
    year: {from: 1/1, to: 31/12, send_within: 00}
parties:
  a:
    names:
      - {text: A, short: {en: a}, to: 30/6/2025, basis: NQ 202, note: x}
      - {text: B, from: 1/7/2025, confirmed: không}
  b: {names: [{text: C}]}
areas:
  - id: I
    title: {en: Area}
    items:
      - id: 1.10
        title: 1.10
        kind: periodic
        every: half-year
        lead: a
        cooperating: b
        owes: {b: Kinh phí, a: {en: People}}
        start: 1-10-2024
        due: trước 1/1/2026
        deliverable: 'no'
        indicators: [{id: 010, title: Người, unit: người, baseline: 0, target: 1.50, type: output, counts: sum, targets: {2024: 1.0, Q1/2025: .5}}]
        pipeline: provincial-2025
        budget: 0912
        note: |
          Dòng một
          dòng hai
        withdrawn: 12:30
        confirm: required
pipelines:
  provincial-2025: {clocks: {platform_update: 06 tháng, registration: không}}
"""


def with_item(*lines: str) -> str:
    """Return a plan whose one item has these lines after its id."""
    return HEAD + AREA + "      - id: 1.1\n" + "".join(f"        {line}\n" for line in lines)


def with_head(*lines: str) -> str:
    """Return a good plan whose head has these lines more."""
    more = "".join(f"  {line}\n" for line in lines)
    return GOOD.replace("  id: thu\n", "  id: thu\n" + more)


def with_party(*lines: str) -> str:
    """Return a good plan with one party more, that has these names."""
    more = "  bac-ninh:\n    names:\n" + "".join(f"      - {line}\n" for line in lines)
    return GOOD.replace("areas:\n", more + "areas:\n")


def load_text(text: str) -> Loaded:
    """Load a plan out of a file with this text, shown as `x.yaml`."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "x.yaml"
        file.write_bytes(text.encode())
        return load_plan(file, "x.yaml")


def find_problems(text: str) -> list[PlanProblem]:
    return load_text(text)[1]


def load(text: str) -> Plan:
    """Return the plan of a text that has no error."""
    plan, problems = load_text(text)
    assert plan is not None, [str(problem.message) for problem in problems]
    return plan


def load_item(*lines: str) -> Item:
    return next(load(with_item("title: Danh mục", *lines)).items())


def said(text: str) -> list[tuple[str, str]]:
    """Return the problems of a text as (place, code), in order."""
    return [(f"{one.line}:{one.column}", one.code) for one in find_problems(text)]


def place_of(text: str, part: str) -> str:
    """Return where `part` first stands in `text`, as `line:column`."""
    before = text[: text.index(part)]
    return f"{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"
