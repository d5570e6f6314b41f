"""The topics of `coopctl help`: pages of the manual, and pages made from the program as it is."""

import re
from importlib import import_module
from pathlib import Path

from coopctl.domain.record.matching import match_code
from coopctl.language import _, current
from coopctl.messages import LANGUAGES

_COMMENT = re.compile(r"<!--.*?-->\n*", re.DOTALL)  # for those who write the manual
MANUAL = Path(__file__).parents[2] / "manual"
# The pages of the manual, in the order in which somebody reads who begins.
PAGES = (
    "start", "plan-file", "recording", "correcting", "both-sides", "meetings", "due", "periods", "tasks",
    "indicators", "evidence", "search", "office", "sheets", "settings", "backup", "trouble", "other-tools",
    "glossary",
)  # fmt: skip
# The pages that are made, each by a module with its `TITLE` and its `page`.
MADE = {
    "commands": "coopctl.cli.help.commands_page",
    "columns": "coopctl.cli.help.columns_page",
    "json": "coopctl.cli.help.json_page",
}


def list_topics() -> dict[str, str]:
    """Return the names of the topics with their titles in the reader's language."""
    return {
        **{name: _title_of(current(), name) for name in PAGES},
        **{name: _(import_module(module).TITLE) for name, module in MADE.items()},
    }


def find_topic(word: str) -> str:
    """Return the name of the topic that a word means: its name or title, or a part of it, in any language.

    Raises: CoopError with those that it may mean.
    """
    topics = list_topics()
    titles = {
        title: tuple(_title_of(language, name) for language in LANGUAGES)
        if name in PAGES
        else (title,)
        for name, title in topics.items()
    }
    return match_code(word, topics, titles.__getitem__)


def read_topic(name: str) -> str:
    """Return the page of a topic as Markdown, in the reader's language."""
    if name in MADE:
        page: str = import_module(MADE[name]).page()
        return page
    text = (MANUAL / current() / f"{name}.md").read_text("utf-8")
    return _COMMENT.sub("", text)


def _title_of(language: str, name: str) -> str:
    with (MANUAL / language / f"{name}.md").open(encoding="utf-8") as lines:
        return next(line for line in lines if line.startswith("# ")).removeprefix("#").strip()
