"""What the value of an option or an argument may be completed with: its annotation names it.

`Annotated[str | None, typer.Option(…), Kind.PARTY]`: one that names nothing takes a text of the user's own.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple


class ValueKind(StrEnum):
    """Kinds of values: files, codes of a list, things of the workspace."""

    FILE = "file"
    FOLDER = "folder"
    # codes: `coopctl.cli.completing.choices`
    LANGUAGE = "language"
    SHELL = "shell"
    TOPIC = "topic"
    STATUS = "status"
    TIMELINESS = "timeliness"
    STAGE = "stage"
    GRADE = "grade"
    MEETING_KIND = "meeting_kind"
    OUTCOME_TYPE = "outcome_type"
    ENTRY_KIND = "entry_kind"
    SEARCHED_KIND = "searched_kind"
    DOCUMENT = "document"
    TABLE = "table"
    # things: `coopctl.cli.completing.things`
    PLAN = "plan"
    PARTY = "party"
    ITEM = "item"
    WORK = "work"  # an item or an open action
    SCOPE = "scope"  # a plan, an area or an item
    EVIDENCED = "evidenced"  # a plan, an area, an item, an action or a meeting
    THING = "thing"  # whatever `show` shows
    JUDGED = "judged"  # an item, an action, or an entry that may be confirmed
    ENTRY = "entry"
    ADDRESSED = "addressed"  # of a document: the meeting or the party
    VERSION = "version"
    PERIOD = "period"
    INDICATOR = "indicator"


class Candidate(NamedTuple):
    """What may stand there, as it is meant, unquoted; and what it is, in the reader's language."""

    value: str
    about: str = ""


class Typed(NamedTuple):
    """What is typed: the beginning of the word, and the values before it by their parameters' names."""

    word: str
    values: Mapping[str, Sequence[str]]

    def last(self, name: str) -> str | None:
        """Return the last value that was typed for a parameter."""
        values = self.values.get(name)
        return values[-1] if values else None
