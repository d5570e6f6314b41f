"""Whatever a file holds, loading it ends in a plan or in problems."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coopctl.definitions.load import load_plan
from coopctl.definitions.yaml.problems import format_problem

HERE = Path(__file__).parents[1]
PLANS = [file.read_bytes() for file in sorted((HERE / "good").glob("*.yaml"))]
WORDS = [
    b"", b"~", b"[", b"]", b"{", b"}", b": ", b"- ", b"\n", b"\t", b"'", b'"', b"&a ", b"*a ",
    b"!t ",
    b"|", b"\xff", b"\x00", b"\x1b", "\u2028".encode(), "\u202e".encode(), "đ".encode(), b"[key]",
    b"31/2/2025", b"Q9/2025", b"1e9999", b"<<", b"? ", b"---\n", b"plan:", b"items:", b"names:",
]  # fmt: skip


def survive(data: bytes) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "plan.yaml"
        file.write_bytes(data)
        plan, problems = load_plan(file)
    lines = data.count(b"\n") + data.count(b"\r") + 2 + len(data)
    assert plan is not None or any(problem.severity == "error" for problem in problems)
    for problem in problems:
        assert 1 <= problem.line <= lines
        assert problem.column >= 1
        assert "\x1b" not in format_problem(problem, str)


@given(st.binary(max_size=300))
def test_bytes(data: bytes) -> None:
    survive(data)


@given(st.text(max_size=300))
def test_text(text: str) -> None:
    survive(text.encode("utf-8", "surrogatepass"))


@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_yaml_like_soup(words: list[bytes]) -> None:
    survive(b"".join(words))


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(PLANS), st.data())
def test_good_plans_with_something_changed(plan: bytes, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(plan)))
        length = data.draw(st.integers(0, 20))
        plan = plan[:start] + data.draw(st.sampled_from(WORDS)) + plan[start + length :]
    survive(plan)


def test_random_bytes_of_a_whole_file() -> None:
    survive(os.urandom(100_000))
