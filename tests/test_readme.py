"""README says what the program does: its sessions replay, its reference is the live one."""

from tests import readme


def test_readme_is_what_the_program_does() -> None:
    text = readme.README.read_text("utf-8")
    assert readme.render(text) == text, "run `uv run --group test python -m tests.readme`"
