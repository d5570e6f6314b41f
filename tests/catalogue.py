"""The sentences of the program, and the Vietnamese catalogue that must have all of them.

`uv run --group test python -m tests.catalogue` brings the catalogue up to date: new sentences come in empty, to
be translated; sentences that are gone leave.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment
from jinja2.ext import extract_from_ast

from coopctl.cli import program, registry

PACKAGE = Path(program.__file__).parents[1]
PO = PACKAGE / "locale" / "vi" / "LC_MESSAGES" / "coopctl.po"
_MARKS = {"_": 1, "N_": 1, "_n": 2}  # how many texts each takes


def collect() -> Catalog:
    """Return every sentence that the program may say: marked ones, and what commands are for."""
    found = Catalog(locale="vi", project="coopctl", charset="utf-8")
    for file in sorted(PACKAGE.rglob("*.py")):
        for sentence in _marked(ast.parse(file.read_text("utf-8"))):
            found.add(sentence)
    for file in sorted(PACKAGE.rglob("*.html")):
        for sentence in _marked_in_template(file.read_text("utf-8")):
            found.add(sentence)
    for spec in registry.SPECS:
        about = program.load(spec).help
        assert about, spec.name
        found.add(about)
    return found


def _marked(tree: ast.AST) -> Iterator[str | tuple[str, str]]:
    """Yield what stands in `_("…")`, `N_("…")` and `_n("…", "…", n)`.

    Babel's own extractor does not look into f-strings before Python 3.12.
    """
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in _MARKS
        ):
            texts = [
                arg.value
                for arg in node.args[: _MARKS[node.func.id]]
                if isinstance(arg, ast.Constant) and isinstance(arg.value, str) and arg.value
            ]
            if len(texts) == _MARKS[node.func.id]:
                yield texts[0] if len(texts) == 1 else (texts[0], texts[1])


def _marked_in_template(text: str) -> Iterator[str | tuple[str, str]]:
    """Yield the same of a template."""
    tree = Environment().parse(text)  # noqa: S701  (nothing is rendered)
    for _line, _name, texts in extract_from_ast(tree, tuple(_MARKS)):
        if isinstance(texts, str):
            yield texts
        else:
            one, many = (text for text in texts or () if text is not None)
            yield one, many


def read() -> Catalog:
    """Return the catalogue as it is."""
    with PO.open("rb") as file:
        return read_po(file, locale="vi")


def main() -> None:
    """Bring the catalogue up to date, in the order of the sentences."""
    catalogue = read()
    catalogue.update(
        collect(),
        no_fuzzy_matching=True,
        update_header_comment=True,
        update_creation_date=False,  # only what changed differs
    )
    catalogue.obsolete.clear()
    with PO.open("wb") as file:
        write_po(file, catalogue, width=100, sort_output=True, no_location=True)
    empty = [message.id for message in catalogue if message.id and not message.string]
    print(f"{len(catalogue)} sentences, {len(empty)} without Vietnamese")  # noqa: T201


if __name__ == "__main__":
    main()
