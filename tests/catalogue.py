"""The sentences of the program, and the Vietnamese catalogue that must have all of them.

`uv run python -m tests.catalogue` brings the catalogue up to date: new sentences come in empty, to
be translated; sentences that are gone leave.
"""

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from coopctl.cli import app

PACKAGE = Path(app.__file__).parents[1]
PO = PACKAGE / "locale" / "vi" / "LC_MESSAGES" / "coopctl.po"
_KEYWORDS = {"_": None, "N_": None, "_n": (1, 2)}


def collect() -> Catalog:
    """Return every sentence that the program may say: marked ones, and what commands are for."""
    found = Catalog(locale="vi", project="coopctl", charset="utf-8")
    for name, _line, message, comments, context in extract_from_dir(
        PACKAGE, keywords=_KEYWORDS, comment_tags=()
    ):
        found.add(
            message, locations=[(f"coopctl/{name}", 0)], auto_comments=comments, context=context
        )
    for spec in app.SPECS:
        about = app.load(spec).help
        assert about, spec.name
        found.add(about, locations=[(f"coopctl/cli/{spec.module}.py", 0)])
    return found


def read() -> Catalog:
    """Return the catalogue as it is."""
    with PO.open("rb") as file:
        return read_po(file, locale="vi")


def main() -> None:
    """Bring the catalogue up to date, in the order of the sentences."""
    catalogue = read()
    catalogue.update(collect(), no_fuzzy_matching=True, update_header_comment=True)
    catalogue.obsolete.clear()
    with PO.open("wb") as file:
        write_po(file, catalogue, width=100, sort_by_file=True, include_lineno=False)
    empty = [message.id for message in catalogue if message.id and not message.string]
    print(f"{len(catalogue)} sentences, {len(empty)} without Vietnamese")  # noqa: T201


if __name__ == "__main__":
    main()
