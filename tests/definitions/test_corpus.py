"""Every mistake as a file, and beside it exactly what is said about it."""

from pathlib import Path

import pytest

from coopctl.definitions.load import load_plan
from coopctl.definitions.yaml.problems import format_problem

HERE = Path(__file__).parent
ERRORS = sorted((HERE / "errors").glob("*.yaml"))
GOOD = sorted((HERE / "good").glob("*.yaml"))


def report(file: Path) -> str:
    _, problems = load_plan(file, file.name)
    return "".join(f"{format_problem(problem, str)}\n" for problem in problems)


@pytest.mark.parametrize("file", ERRORS, ids=lambda file: file.stem)
def test_says_exactly_this(file: Path) -> None:
    assert report(file) == file.with_suffix(".txt").read_bytes().decode()


@pytest.mark.parametrize("file", ERRORS, ids=lambda file: file.stem)
def test_gives_a_plan_only_without_errors(file: Path) -> None:
    plan, problems = load_plan(file)
    assert problems
    assert (plan is None) == any(problem.severity == "error" for problem in problems)


@pytest.mark.parametrize("file", GOOD, ids=lambda file: file.stem)
def test_reads_good_plans(file: Path) -> None:
    plan, problems = load_plan(file)
    assert plan is not None
    assert {problem.code for problem in problems} <= {"not-verifiable"}
