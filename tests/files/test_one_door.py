"""The program writes through one room: nothing else makes, changes, renames or removes a file."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2] / "coopctl"
# Calls that change files, whatever they are called on.
_CHANGING = {
    "write_text", "write_bytes", "mkdir", "makedirs", "touch", "rename", "renames", "unlink", "rmdir",
    "rmtree", "removedirs", "symlink_to", "hardlink_to", "mkfifo", "mkdtemp",
    "mkstemp", "NamedTemporaryFile", "TemporaryFile", "TemporaryDirectory", "SpooledTemporaryFile",
    "copyfile", "copytree", "copy2", "copyfileobj", "chmod", "fchmod", "chown", "lchmod", "utime",
    "fsync",
}  # fmt: skip
# What has another meaning on what is no module of the system: `text.replace`, `connection.open`.
_OF_THE_SYSTEM = {
    "os": {"replace", "open", "remove", "write", "sendfile", "link", "symlink", "truncate", "ftruncate"}, "shutil": {"copy", "move"}
}  # fmt: skip
# Streams that lead nowhere; the rows that XlsxWriter holds back while it makes a workbook.
_ALLOWED = {
    "output/screen/talk.py": {"os.open"}, "cli/main.py": {"open"},
    "output/workbook/book.py": {"TemporaryDirectory"},
}  # fmt: skip
_READING = {"r", "rb", "rt"}


def changes_in(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Yield the calls that may change a file, by name and line."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        match node.func:
            case ast.Name("open") | ast.Attribute(attr="open", value=ast.Name("io")):
                if not _reads(node, 1):
                    yield "open", node.lineno
            case ast.Attribute(value=ast.Name(module), attr=name) if name in _OF_THE_SYSTEM.get(
                module, ()
            ):
                yield f"{module}.{name}", node.lineno
            case ast.Attribute(attr="open") if _writes(node):
                yield "open", node.lineno
            case ast.Attribute(attr="replace") if len(node.args) == 1 and not node.keywords:
                yield "replace", node.lineno  # `Path.replace`: that of a text takes two
            case ast.Attribute(attr=name) | ast.Name(name) if name in _CHANGING:
                yield name, node.lineno
            case _:
                pass


def _reads(call: ast.Call, at: int) -> bool:
    """Tell whether a file is opened to read: a mode that says so, or none."""
    given = [*call.args[at : at + 1], *(word.value for word in call.keywords if word.arg == "mode")]
    return all(isinstance(mode, ast.Constant) and mode.value in _READING for mode in given)


def _writes(call: ast.Call) -> bool:
    """Tell whether what may be a path is opened to write."""
    given = [*call.args[:1], *(word.value for word in call.keywords if word.arg == "mode")]
    modes = [mode.value for mode in given if isinstance(mode, ast.Constant)]
    return any(isinstance(mode, str) and mode not in _READING for mode in modes)


def test_no_other_room_writes() -> None:
    found = []
    for file in sorted(ROOT.rglob("*.py")):
        name = file.relative_to(ROOT).as_posix()
        if (
            name.startswith("files/") or name == "locale/build.py"
        ):  # runs where the package is built
            continue
        allowed = _ALLOWED.get(name, set())
        found += [
            f"{name}:{line}: {call}"
            for call, line in changes_in(ast.parse(file.read_text("utf-8")))
            if call not in allowed
        ]
    assert found == []


def test_what_is_allowed_is_still_there() -> None:
    for name, calls in _ALLOWED.items():
        tree = ast.parse((ROOT / name).read_text("utf-8"))
        assert calls <= {call for call, _line in changes_in(tree)}


@pytest.mark.parametrize(
    "code",
    [
        "path.write_text('x')", "open('x', 'w')", "open('x', mode='a')", "path.open('wb')",
        "open(x, mode)", "os.open('x', 1)", "draft.replace(place)", "os.replace(a, b)",
        "folder.mkdir()", "shutil.move(a, b)", "shutil.copy(a, b)", "path.unlink()", "path.touch()",
        "mkdtemp()", "tempfile.TemporaryDirectory()", "file.chmod(1)", "io.open(x, 'r+b')",
    ],
)  # fmt: skip
def test_the_law_sees(code: str) -> None:
    assert list(changes_in(ast.parse(code)))


@pytest.mark.parametrize(
    "code",
    ["open('x')", "path.open('rb')", "text.replace('a', 'b')", "day.replace(day=1)", "cell.copy()"],
)
def test_the_law_lets_pass(code: str) -> None:
    assert not list(changes_in(ast.parse(code)))
