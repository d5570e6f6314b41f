"""`coopctl import meetings`: meetings from a table that was kept elsewhere."""

from coopctl.cli.commands.bring_in.import_tables import command_for, examples_of

examples = examples_of("meeting")
command = command_for("meeting")
