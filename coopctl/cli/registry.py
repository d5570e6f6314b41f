"""Which commands there are, under which heading of the help page: its folder holds a file for each."""

from collections.abc import Iterator
from typing import NamedTuple

from coopctl.messages import N_


class Spec(NamedTuple):
    """A command: its name and its help."""

    name: str
    help: str


class Heading(NamedTuple):
    """Some commands that belong together, and the folder in which each has its module."""

    title: str
    folder: str
    commands: tuple[Spec, ...]

    def modules(self) -> Iterator[tuple[str, str]]:
        """Yield the name of each command with that of its module, whose function `command` it is."""
        for spec in self.commands:
            file = spec.name.replace(" ", "_").replace("-", "_")
            yield spec.name, f"coopctl.cli.commands.{self.folder}.{file}"


HEADINGS = (
    Heading(
        N_("See where things stand"),
        "see",
        (
            Spec("status", N_("the dashboard of a plan, or a line for each plan")),
            Spec("show", N_("one item, action, meeting or entry with its history")),
            Spec("log", N_("the journal in time order")),
            Spec("search", N_("words, phrases, numbers and days, wherever they stand")),
            Spec("due", N_("what is overdue and what comes due")),
            Spec("agenda", N_("what the next meeting must look at")),
            Spec("timeline", N_("the items as bars over the plan's period")),
            Spec("chart", N_("what happened, month by month")),
            Spec("evidence", N_("what the records rest on, and what rests on nothing")),
        ),
    ),
    Heading(
        N_("Record what happened"),
        "record",
        (
            Spec("add-update", N_("where an item or an action stands")),
            Spec("add-meeting", N_("a meeting, its conclusions and actions")),
            Spec("add-outcome", N_("what an item brought about")),
            Spec("add-extension", N_("that a deadline was moved back")),
            Spec("confirm", N_("that your office agrees with what the other recorded")),
            Spec("dispute", N_("that it does not agree, and why")),
        ),
    ),
    Heading(
        N_("Correct the record"),
        "correct",
        (
            Spec("amend", N_("correct an entry; the old one is kept")),
            Spec("retract", N_("take an entry back, with what hangs on it")),
            Spec("undo", N_("take back all that the newest command recorded")),
            Spec("close-period", N_("the figures that were reported, for ever")),
        ),
    ),
    Heading(
        N_("Plans and workspace"),
        "plans",
        (
            Spec("init", N_("make a workspace, or say which office works in it")),
            Spec("check", N_("every problem of the plan files")),
            Spec("plan log", N_("the versions of a plan, and what each changed")),
            Spec("plan diff", N_("what differs between two versions of a plan")),
            Spec("plan sign", N_("mark a version as the text that was agreed on")),
            Spec("plan update", N_("take changed plan files in, with their basis")),
            Spec("verify", N_("whether the ledger and the kept files are as recorded")),
            Spec("completion", N_("what makes your shell complete words and ids")),
            Spec("help", N_("the manual, topic by topic")),
            Spec("schema", N_("the JSON Schema of a plan file, for editors")),
        ),
    ),
    Heading(
        N_("Bring in"),
        "bring_in",
        (
            Spec("import plan", N_("a plan file out of an annex in Excel")),
            Spec("import answers", N_("what the other side filled in")),
            Spec("import updates", N_("a table of where things stand")),
            Spec("import meetings", N_("a table of meetings")),
            Spec("import outcomes", N_("a table of what came of items")),
            Spec("import json", N_("a whole journal, as `export json` wrote it")),
        ),
    ),
    Heading(
        N_("Hand over"),
        "hand_over",
        (
            Spec("export csv", N_("a table, for Excel and other programs")),
            Spec("export xlsx", N_("the annex and every table as a workbook")),
            Spec("export docx", N_("a report, minutes or a letter, for Word")),
            Spec("export html", N_("a web page, to read, to print, to hand on")),
            Spec("export ics", N_("meetings and deadlines, for a calendar")),
            Spec("export json", N_("the whole journal, without loss")),
            Spec("export request", N_("a sheet for the other side to fill in")),
            Spec("open", N_("the web page, in your browser")),
            Spec("remind", N_("a letter to those who owe something, to paste or to save")),
        ),
    ),
)
SPECS = tuple(spec for heading in HEADINGS for spec in heading.commands)
MODULES = {name: module for heading in HEADINGS for name, module in heading.modules()}
GROUPS = {
    "import": N_("Bring data in: plans, answers, tables kept elsewhere, or a whole journal."),
    "export": N_(
        "Hand data over: tables, documents, a web page, a calendar, or the whole journal."
    ),
    "plan": N_("The versions of a plan: what changed, on what basis, and what was signed."),
}
