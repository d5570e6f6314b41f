"""A hundred thousand brackets, in a process of their own: a crash of the C library would show."""

import subprocess
import sys
from pathlib import Path

import pytest

from coopctl.definitions.yaml.parser import MOST_NODES, read_tree
from coopctl.definitions.yaml.tree import DEPTH


def check(text: str, folder: Path) -> tuple[int, str, str]:
    """Run `coopctl check` on a file; return exit code, standard output, standard error."""
    (folder / "deep.yaml").write_text(text, "utf-8")
    argv = [sys.executable, "-m", "coopctl", "--lang", "en", "check", "deep.yaml"]
    run = subprocess.run(argv, capture_output=True, encoding="utf-8", check=False, cwd=folder)
    return run.returncode, run.stdout, run.stderr


@pytest.mark.parametrize(("opening", "column"), [
    ("[", DEPTH + 1), ("{", DEPTH + 1), ("[{", DEPTH + 1), ("- ", 2 * DEPTH + 1), ("? ", 2 * DEPTH + 1), ("- ? ", 2 * DEPTH + 1),
])  # fmt: skip
def test_brackets_of_every_kind(opening: str, column: int, tmp_path: Path) -> None:
    code, out, err = check(opening * (100_000 // len(opening.split())), tmp_path)
    assert code == 1
    place, said = out.splitlines()[0].split(": error: ")
    assert said == f"this is nested more than {DEPTH} deep"
    # From 0.2.6 on the C library looks ahead as far as a thousand brackets, and stops there.
    assert place in {f"deep.yaml:1:{column}", "deep.yaml:1:1001"}
    assert out.count("error:") == 1
    assert err == "checked: 1 file, 1 error, 0 warnings\n"


def test_brackets_that_are_closed(tmp_path: Path) -> None:
    code, out, _ = check("a: " + "[" * 100_000 + "]" * 100_000, tmp_path)
    assert (code, out.count("error:")) == (1, 1)


def test_nested_by_indentation(tmp_path: Path) -> None:
    code, out, _ = check("".join(f"{' ' * depth}a:\n" for depth in range(2_000)), tmp_path)
    assert code == 1
    assert out.startswith(f"deep.yaml:{DEPTH + 1}:{DEPTH + 1}: error: ")


def test_quotes_and_anchors_in_a_row(tmp_path: Path) -> None:
    for text in ("'" * 100_001, '"' * 100_001, "&a " * 100_000, "*a: " * 100_000, "!t " * 100_000):
        code, out, err = check(text, tmp_path)
        assert code == 1
        assert out.startswith("deep.yaml:1:")
        assert "Traceback" not in err


def test_a_file_with_more_values_than_any_plan_has_is_refused_at_once() -> None:
    text = "areas:\n" + "- {a: b}\n" * (MOST_NODES // 3)
    tree = read_tree(text)
    assert tree.root is None
    assert [(one.code, one.line) for one in tree.findings] == [("too-many", MOST_NODES // 3 + 1)]
