"""The plan of the house: which room may use which, and what belongs in one room only. See `coopctl/README.md`."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[1]
MOST = 14  # modules a folder: more has a second subject

# From the inside out: a room uses what is named beside it, and nothing else of coopctl.
ROOMS = {
    "messages": "",
    "domain": "messages",
    "language": "messages domain",
    "files": "messages domain",
    "definitions": "messages domain files",
    "sheets": "messages domain files",
    "ledger": "messages domain files",
    "sync": "messages domain files ledger",
    "services": "messages domain files definitions sheets ledger sync",
    "output": "messages domain files language",
    "library": "messages domain files ledger services language output",
    "cli": "messages domain files definitions sheets ledger sync services language output",
}
FLOORS = (
    "words",
    "codes",
    "plan",
    "record",
    "standing",
    "exchange",
)  # of `domain`, the lowest first
# Who may import what is not ours: the rooms, and nobody else.
LIBRARIES = {
    "typer": {"cli"},
    "click": set[str](),
    "rich": {"output", "cli"},
    "yaml": {"definitions"},
    "pydantic": {"definitions"},
    "docx": {"output"},
    "xlsxwriter": {"output"},
    "python_calamine": {"sheets"},
    "holidays": {"services"},
    "tomlkit": {"services"},
}


class Use(NamedTuple):
    """An import: the file, its line, and the module that it names."""

    file: Path
    line: int
    module: str

    @property
    def room(self) -> str:
        """The room of the file."""
        return self.file.parts[1].removesuffix(".py")

    def __str__(self) -> str:
        """Return the place and what is used there."""
        return f"{self.file}:{self.line} uses {self.module}"


def _files() -> list[Path]:
    return [file.relative_to(ROOT) for file in sorted((ROOT / "coopctl").rglob("*.py"))]


def _tree(file: Path) -> ast.Module:
    return ast.parse((ROOT / file).read_text("utf-8"))


def _uses() -> Iterator[Use]:
    """Yield every import in a room; of a package, the module that is meant."""
    modules = {".".join(file.with_suffix("").parts).removesuffix(".__init__") for file in _files()}
    for file in _files():
        if len(file.parts) == 2 and file.stem.startswith("__"):  # the program's own two doors
            continue
        for node in ast.walk(_tree(file)):
            match node:
                case ast.ImportFrom(module=str(package)):
                    whole = [f"{package}.{name.name}" for name in node.names]
                    for module in {name if name in modules else package for name in whole}:
                        yield Use(file, node.lineno, module)
                case ast.Import():
                    for name in node.names:
                        yield Use(file, node.lineno, name.name)
                case _:
                    pass


USES = list(_uses())


def _say(wrong: list[Use], what_to_do: str) -> None:
    if wrong:
        pytest.fail("\n".join([*map(str, wrong), what_to_do]), pytrace=False)


def test_a_room_uses_only_rooms_further_in() -> None:
    wrong = [
        use
        for use in USES
        if use.module.startswith("coopctl.")
        and use.module.split(".")[1] not in {use.room, *ROOMS[use.room].split()}
    ]
    _say(
        wrong,
        "move what is needed to a room further in, or hand it over as an argument (see ROOMS)",
    )


def test_the_floors_of_the_domain_rest_on_those_below() -> None:
    wrong = [
        use
        for use in USES
        if use.room == "domain"
        and use.module.startswith("coopctl.domain.")
        and FLOORS.index(use.module.split(".")[2])
        > FLOORS.index(use.file.parts[2].removesuffix(".py"))
    ]
    _say(wrong, f"the floors are {' → '.join(FLOORS)}: move the name down, or the file up")


def test_a_library_is_used_in_its_rooms_only() -> None:
    wrong = [
        use for use in USES if use.room not in LIBRARIES.get(use.module.split(".")[0], {use.room})
    ]
    _say(wrong, "ask the room that has this library (see LIBRARIES)")


def test_services_print_nothing() -> None:
    wrong = [
        Use(file, node.lineno, ast.unparse(node))
        for file in _files()
        if file.parts[1] in {"services", "library"}
        for node in ast.walk(_tree(file))
        if (isinstance(node, ast.Call) and ast.unparse(node.func) in {"print", "input"})
        or (isinstance(node, ast.Attribute) and node.attr in {"stdin", "stdout", "stderr"})
    ]
    _say(wrong, "return rows and messages; what must be said meanwhile goes to `tell`")


def test_no_folder_has_more_than_one_subject() -> None:
    folders = {file.parent for top in ("coopctl", "tests") for file in (ROOT / top).rglob("*.py")}
    crowded = [
        f"{folder.relative_to(ROOT)}: {count} modules"
        for folder in sorted(folders)
        if (count := sum(1 for file in folder.glob("*.py") if file.name != "__init__.py")) > MOST
    ]
    assert not crowded, "make folders of what belongs together"


def test_a_name_means_one_thing() -> None:
    places: dict[str, list[str]] = {}
    for file in _files():
        for node in _tree(file).body:
            if isinstance(node, ast.ClassDef):
                places.setdefault(node.name, []).append(file.as_posix())
    twice = {name: files for name, files in places.items() if len(files) > 1}
    assert not twice, "name a class after what it is: another has that name already"


def test_sql_is_written_in_the_ledger_and_in_sync_only() -> None:
    wrong = [
        Use(file, node.lineno, text)
        for file in _files()
        if len(file.parts) > 2 and file.parts[1] not in {"ledger", "sync"}
        for node in ast.walk(_tree(file))
        if isinstance(node, ast.expr) and (text := _sql_in(node)) is not None
    ]
    _say(wrong, "give the ledger a function that answers this")


def _sql_in(node: ast.expr) -> str | None:
    """Return the text that is SQL, or the call that runs some; None for everything else."""
    match node:
        case ast.Constant(value=str(text)) if _is_sql(text):
            return repr(text.strip().split("\n")[0])
        case ast.Call(func=ast.Attribute(attr="execute" | "executemany" | "executescript")):
            return ast.unparse(node.func)
        case _:
            return None


def _is_sql(text: str) -> bool:
    words = text.split()
    return (words[:1] == ["select"] and "from" in words) or words[:2] in (
        ["insert", "into"], ["delete", "from"], ["create", "table"],
    )  # fmt: skip


def test_tests_stand_in_the_same_tree() -> None:
    """A room's tests have the room's name; the others hold laws over all rooms, or what tests need."""
    over_all = {"laws", "hostile", "same", "windows", "benchmarks", "helpers"}
    strays = [
        folder.relative_to(ROOT).as_posix()
        for folder in sorted((ROOT / "tests").rglob("*"))
        if any(folder.glob("test_*.py"))
        and folder.relative_to(ROOT / "tests").parts[0] not in over_all
        and not (ROOT / "coopctl" / folder.relative_to(ROOT / "tests")).is_dir()
    ]
    assert not strays, "name a folder of tests after the room that it tests"


def test_the_suite_of_the_windows_lane_is_there() -> None:
    """What moved would be left out of that lane; what reads sources is not there, for it runs from a wheel."""
    lines = (ROOT / "tests" / "windows" / "suite.txt").read_text("utf-8").splitlines()
    named = [ROOT / line for line in lines if line and not line.startswith("#")]
    assert [path for path in named if not path.exists()] == []
    files = [
        file for path in named for file in (path.rglob("test_*.py") if path.is_dir() else [path])
    ]
    assert [file for file in files if re.search(r"\bread_po\b", file.read_text("utf-8"))] == []


def test_the_page_on_the_house_shows_what_is_there() -> None:
    """Every room and folder stands in the drawing; every path that is named exists."""
    page = (ROOT / "coopctl" / "README.md").read_text("utf-8")
    drawing = page.split("```")[1]
    folders = {
        folder.parent
        for folder in _files()
        if folder.name == "__init__.py" and len(folder.parts) in {3, 4}
    }
    assert [folder for folder in sorted(folders) if f"{folder.name}/" not in drawing] == []
    named = re.findall(r"`((?:\w+/)+[\w*]*(?:\.\w+)?)`", page)
    places = [ROOT, ROOT / "coopctl"]
    assert [name for name in named if not any(any(place.glob(name)) for place in places)] == []
