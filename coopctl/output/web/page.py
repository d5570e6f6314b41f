"""The page itself: templates filled with plans, in one file.

What people wrote is data: it is escaped wherever it stands, and what would steer a reader's screen is
made visible. A content security policy forbids the browser to run or to fetch anything.
"""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TextIO

from coopctl import __version__
from coopctl.domain.record.heads import ChainHead
from coopctl.domain.words.text import visible
from coopctl.language import _, _n, current
from coopctl.output.screen.marks import MARKS
from coopctl.output.web.record import PlanRecord
from coopctl.output.web.view import view_plan
from coopctl.output.words import words
from coopctl.output.words.check_codes import code_lines

if TYPE_CHECKING:
    from jinja2 import Template

_FOLDER = Path(__file__).parent


class Chapter(NamedTuple):
    """A plan in the list of contents."""

    anchor: str
    title: str


def load_template(advance: Callable[[], object]) -> "Template":
    """Return the page's template; `advance` is called for each value that is put in it.

    Raises: ImportError without its library.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    def shown(value: object) -> object:
        """Return what stands for a value: nothing for None, a text as it is safe to be seen."""
        advance()
        if value is None:
            return ""
        return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value

    env = Environment(
        loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined,
        finalize=shown, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    style = (_FOLDER / "style.css").read_text("utf-8")
    env.globals.update(
        _=_, _n=_n, number=words.number, label=words.label, marks=MARKS, version=__version__,
        style=Markup(style),  # noqa: S704  (our own file)
    )  # fmt: skip
    return env.get_template("page.html")


def write_page(
    target: TextIO,
    template: "Template",
    titles: Sequence[str],
    records: Iterable[PlanRecord],
    heads: Sequence[ChainHead],
) -> None:
    """Write the page, plan by plan; `titles` are those of the records, `heads` the newest entries."""
    chapters = [Chapter(f"p{at}", title) for at, title in enumerate(titles, 1)]
    plans = (
        view_plan(record, chapter.anchor) for chapter, record in zip(chapters, records, strict=True)
    )
    target.writelines(
        template.generate(
            lang=current(), chapters=chapters, plans=plans, codes=list(code_lines(heads))
        )
    )
