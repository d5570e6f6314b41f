"""`coopctl help columns`: the columns of every table, as `export csv`, workbooks and the `import` of tables have them."""

from coopctl.domain.exchange.columns import TABLES
from coopctl.language import _, in_all_languages
from coopctl.messages import N_

TITLE = N_("The columns of every table")


def page() -> str:
    """Return the page: Markdown, a table of columns for each table, with their labels in both languages."""
    lines = [f"# {_(TITLE)}", ""]
    for table, columns in TABLES.items():
        lines += [f"## {table}", "", f"| {_('column')} | English | Tiếng Việt | {_('kind')} |"]
        lines.append("|---|---|---|---|")
        for column in columns:
            english, vietnamese = in_all_languages(column.label)
            lines.append(f"| `{column.code}` | {english} | {vietnamese} | {column.kind} |")
        lines.append("")
    return "\n".join(lines)
