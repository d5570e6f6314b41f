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
        ),
    ),
    Heading(
        N_("Plans and workspace"),
        (
            Spec("init", "init", N_("make a workspace, or say which office works in it")),
            Spec("check", "check", N_("every problem of the plan files")),
            Spec("verify", "verify", N_("whether the ledger and the kept files are as recorded")),
            Spec("schema", "schema", N_("the JSON Schema of a plan file, for editors")),
        ),
    ),
    Heading(
        N_("Hand over"),
        (
            Spec("export csv", "export_csv", N_("a table, for Excel and other programs")),
            Spec("export json", "export_json", N_("the whole journal, without loss")),
        ),
    ),
)
SPECS = tuple(spec for heading in HEADINGS for spec in heading.commands)
GROUPS = {"export": N_("Hand the data over: tables as CSV, or the whole journal as JSON.")}
