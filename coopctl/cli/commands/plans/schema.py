"""`coopctl schema`: the JSON Schema of a plan file."""

import typer

from coopctl.output.files.json_text import print_schema

examples = ("coopctl schema > plans/plan.schema.json",)


def command(_ctx: typer.Context) -> None:
    """Print the JSON Schema (draft-07) of a plan file, for editors."""
    from coopctl.definitions.schema.jsonschema import plan_schema

    print_schema(plan_schema())
