"""How every command answers: as a document of JSON, or as a picture on the terminal."""

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from coopctl.services.answering.question import knows_plans

if TYPE_CHECKING:
    from coopctl.output.files.json_text import Row
    from coopctl.output.screen.page import Page

Draw = Callable[["Page"], None]


class Answer(NamedTuple):
    """What was asked for: the `format` of its document, what stands at the head of that, rows by their keys, a picture.

    The head is made only where it is printed. A document without rows is indented; rows stand a line each, as they come.
    """

    format: str
    head: Callable[[], Mapping[str, Any]]
    rows: Mapping[str, Iterable["Row"]]
    picture: Draw


def give(answer: Answer, *, json: bool) -> None:
    """Print an answer, as JSON or as a picture."""
    if json:
        from coopctl.output.files import json_text
        from coopctl.output.files.formats import find_format

        format_ = find_format(answer.format)
        if answer.rows:
            json_text.write_rows(format_, answer.head(), answer.rows)
        else:
            json_text.print_document(format_, answer.head())
        return
    from coopctl.output.screen.page import Page

    with Page() as page:
        answer.picture(page)


def of_plans(connection: sqlite3.Connection, draw: Draw) -> Draw:
    """Return a picture that says so where there is no plan to draw."""

    def picture(page: "Page") -> None:
        from coopctl.output.screen.plan.plan_list import show_no_plan

        if knows_plans(connection):
            draw(page)
        else:
            show_no_plan(page)

    return picture
