"""x"""

import typer

examples = ()


def command(ctx: typer.Context) -> None:
    """X."""
