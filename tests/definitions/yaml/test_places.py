"""Each problem stands inside its file, in order, beside its source line, whatever the file holds."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coopctl.definitions.yaml.problems import errors_of, format_problem
from coopctl.definitions.yaml.source import make_source
from tests.definitions.plans import GOOD, WHOLE, load_text
from tests.definitions.schema.test_agreement import Typed, places, read_tree, replaced, write

_SIGNS = [
    "\n", " ", "  ", "- ", ": ", ", ", "[", "]", "{", "}", "'", '"', "#", "&a ", "*a", "!", "|", ">", "%", "@", "`", "~", "?",
    "---\n", "...\n", "\t", "\r", "\x85", "\u2028", "\\", "plan", "parties", "areas", "id", "items", "null", "1.1", "ế",
]  # fmt: skip
_YAML = st.lists(st.sampled_from(_SIGNS) | st.text(max_size=3), max_size=30).map("".join)
_slow = settings(suppress_health_check=[HealthCheck.too_slow])


def check_places(text: str) -> None:
    plan, problems = load_text(text)
    lines = make_source("x", text.removeprefix("\ufeff")).lines
    assert (plan is None) == bool(errors_of(problems))
    assert [one[1:3] for one in problems] == sorted(one[1:3] for one in problems)
    for one in problems:
        assert 1 <= one.line <= len(lines)
        assert 1 <= one.column <= len(lines[one.line - 1]) + 1
        assert one.excerpt == lines[one.line - 1]
        assert format_problem(one, str).startswith(f"x.yaml:{one.line}:{one.column}: ")


@given(_YAML)
@_slow
def test_in_any_yaml(text: str) -> None:
    check_places(text)


@given(st.text(max_size=100))
@_slow
def test_in_any_text(text: str) -> None:
    check_places(text)


@given(st.data())
@_slow
def test_in_a_plan_with_a_slip_of_the_pen(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from([GOOD, WHOLE]))
    start = data.draw(st.integers(0, len(text)))
    end = min(len(text), start + data.draw(st.integers(0, 12)))
    check_places(text[:start] + data.draw(_YAML) + text[end:])


_WORDS = ["x", "1", "~", "31/2/2025", "id", "a", "true", "Hòa", "[red]", "{x}", "%s"]
_KEYS = [
    "plan", "parties", "areas", "items", "id", "title", "names", "text", "vi", "owes", "lead", "from", "indicators",
    "memorandum", "[key]",
]  # fmt: skip
_TREES: st.SearchStrategy[Any] = st.recursive(
    st.builds(Typed, st.sampled_from(_WORDS) | st.text(max_size=5), st.just(False)),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(_KEYS), inner, max_size=4)
    ),
)


@given(st.data(), _TREES)
@_slow
def test_in_a_plan_with_anything_in_a_place(data: st.DataObject, part: Any) -> None:
    tree = read_tree(WHOLE)
    where = data.draw(st.sampled_from([(), *places(tree)]))
    check_places(write(replaced(tree, where, part)))
