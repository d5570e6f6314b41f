"""Pages of the manual on a terminal."""

from coopctl.output.screen.page import Page

_WIDEST = 100  # columns: longer lines of prose are hard to follow
_STYLES = {"markdown.code": "cyan", "markdown.h1": "bold", "markdown.h2": "bold underline"}


def show_markdown(text: str) -> None:
    """Print Markdown with headings, lists and tables laid out for the terminal, in the colours that it has."""
    from rich.console import Console
    from rich.markdown import Markdown
    from rich.theme import Theme

    page = Page()
    console = Console(
        width=min(page.width, _WIDEST), highlight=False, emoji=False, theme=Theme(_STYLES)
    )
    console.print(
        Markdown(text.replace("```console", "```text"), hyperlinks=False, code_theme="ansi_dark")
    )
