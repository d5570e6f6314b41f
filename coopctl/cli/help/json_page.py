"""`coopctl help json`: every format of JSON with its keys, made from what the writers hold to."""

from collections.abc import Iterator
from importlib import import_module

from coopctl.language import _
from coopctl.messages import N_
from coopctl.output.files.formats import FORMATS, Format

TITLE = N_("JSON: every format with its keys")


def page() -> str:
    """Return the page: Markdown, a heading for each format, its keys, and of rows theirs."""
    lines = [
        f"# {_(TITLE)}",
        "",
        _(
            "Days are ISO texts, numbers numbers; what is not stated is null. What was wrong or is worth knowing comes on stderr, a document a line."
        ),
        "",
    ]
    for one in FORMATS:
        lines += [
            f"## {one.name}",
            "",
            " · ".join(
                f"`{command}`" if command.startswith("coopctl ") else _(command)
                for command in one.printed_by
            ),
            "",
        ]
        lines += [*_list_keys(one), ""]
    return "\n".join(lines)


def _list_keys(one: Format) -> Iterator[str]:
    yield "- `format`"
    for key in one.keys:
        yield f"- `{key}`{_rows_of(one, key)}"
    for key in one.optional:
        yield f"- `{key}`{_rows_of(one, key)} ({_('only where it applies')})"


def _rows_of(one: Format, key: str) -> str:
    """Return what each row of a key has; nothing where it holds no rows."""
    kind = one.rows.get(key)
    if kind is None:
        return ""
    if "/" in kind:
        return ": " + _("rows as in `{format}`").format(format=kind)
    module, _colon, name = kind.partition(":")
    fields: tuple[str, ...] = getattr(import_module(f"coopctl.{module}"), name)._fields
    return ": " + _("rows of {keys}").format(keys=", ".join(f"`{field}`" for field in fields))
