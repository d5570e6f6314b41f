"""Which commands there are, under which heading of the help page, and in which module each lives."""

from typing import NamedTuple

from coopctl.domain.messages import N_


class Spec(NamedTuple):
    """A command: its name, the module under `coopctl.cli` with its function `command`, its help."""

    name: str
    module: str
    help: str


class Heading(NamedTuple):
    """Some commands that belong together."""

    title: str
    commands: tuple[Spec, ...]


HEADINGS = (
    Heading(
        N_("See where things stand"),
        (
            Spec("status", "status", N_("the dashboard of a plan, or a line for each plan")),
            Spec("show", "show", N_("one item, action, meeting or entry with its history")),
            Spec("log", "log", N_("the journal in time order")),
            Spec("search", "search", N_("words, phrases, numbers and days, wherever they stand")),
            Spec("due", "due", N_("what is overdue and what comes due")),
            Spec("agenda", "agenda", N_("what the next meeting must look at")),
            Spec("timeline", "timeline", N_("the items as bars over the plan's period")),
            Spec("chart", "chart", N_("what happened, month by month")),
            Spec("evidence", "evidence", N_("what the records rest on, and what rests on nothing")),
        ),
    ),
    Heading(
        N_("Record what happened"),
        (
            Spec("add-update", "add_update", N_("where an item or an action stands")),
            Spec("add-meeting", "add_meeting", N_("a meeting, its conclusions and actions")),
            Spec("add-outcome", "add_outcome", N_("what an item brought about")),
            Spec("add-extension", "add_extension", N_("that a deadline was moved back")),
            Spec("confirm", "confirm", N_("that your office agrees with what the other recorded")),
            Spec("dispute", "dispute", N_("that it does not agree, and why")),
        ),
    ),
    Heading(
        N_("Correct the record"),
        (
            Spec("amend", "amend", N_("correct an entry; the old one is kept")),
            Spec("retract", "retract", N_("take an entry back, with what hangs on it")),
            Spec("undo", "undo", N_("take back all that the newest command recorded")),
            Spec("close-period", "close_period", N_("the figures that were reported, for ever")),
        ),
    ),
    Heading(
        N_("Plans and workspace"),
        (
            Spec("init", "init", N_("make a workspace, or say which office works in it")),
            Spec("check", "check", N_("every problem of the plan files")),
            Spec("plan log", "plan_log", N_("the versions of a plan, and what each changed")),
            Spec("plan diff", "plan_diff", N_("what differs between two versions of a plan")),
            Spec("plan sign", "plan_sign", N_("mark a version as the text that was agreed on")),
            Spec("plan update", "plan_update", N_("take changed plan files in, with their basis")),
            Spec("verify", "verify", N_("whether the ledger and the kept files are as recorded")),
            Spec("completion", "completion", N_("what makes your shell complete words and ids")),
            Spec("schema", "schema", N_("the JSON Schema of a plan file, for editors")),
        ),
    ),
    Heading(
        N_("Bring in"),
        (
            Spec("import plan", "import_plan", N_("a plan file out of an annex in Excel")),
            Spec("import answers", "import_answers", N_("what the other side filled in")),
            Spec("import updates", "import_updates", N_("a table of where things stand")),
            Spec("import meetings", "import_meetings", N_("a table of meetings")),
            Spec("import outcomes", "import_outcomes", N_("a table of what came of items")),
            Spec("import json", "import_json", N_("a whole journal, as `export json` wrote it")),
        ),
    ),
    Heading(
        N_("Hand over"),
        (
            Spec("export csv", "export_csv", N_("a table, for Excel and other programs")),
            Spec("export xlsx", "export_xlsx", N_("the annex and every table as a workbook")),
            Spec("export docx", "export_docx", N_("a report, minutes or a letter, for Word")),
            Spec("export html", "export_html", N_("a web page, to read, to print, to hand on")),
            Spec("export ics", "export_ics", N_("meetings and deadlines, for a calendar")),
            Spec("export json", "export_json", N_("the whole journal, without loss")),
            Spec("export request", "export_request", N_("a sheet for the other side to fill in")),
            Spec("open", "open_page", N_("the web page, in your browser")),
            Spec(
                "remind", "remind", N_("a letter to those who owe something, to paste or to save")
            ),
        ),
    ),
)
SPECS = tuple(spec for heading in HEADINGS for spec in heading.commands)
GROUPS = {
    "import": N_("Bring data in: plans, answers, tables kept elsewhere, or a whole journal."),
    "export": N_(
        "Hand data over: tables, documents, a web page, a calendar, or the whole journal."
    ),
    "plan": N_("The versions of a plan: what changed, on what basis, and what was signed."),
}
