"""The journal's tables with plain columns, only what is in force: for the exports and other tools.

A view is in the order in which things happened, then that of recording; what was corrected keeps
its place. Who asks for rows in this order states none of his own, and the index has it.
"""

from coopctl.domain.record.corrections import ALWAYS
from coopctl.domain.record.kinds.catalogue import find_kind
from coopctl.domain.record.kinds.field import Field
from coopctl.ledger.journal.corrections import in_force, of_living
from coopctl.ledger.sql import NAME, names_in
from coopctl.ledger.standing.confirmations import confirmation_of

_ORDER = "order by plan, happened_on, journal.placed_at, journal.replica, journal.seq"

# Of each view: its columns, and where its rows come from. What is in braces follows from the source.
_UPDATES = """
select journal.id, plan, item, happened_on, {fields}, {signed}
from {source} as journal where kind = 'update' and {live} and {of_living_items} {order}"""
_MEETINGS = """
select journal.id, plan, happened_on, {fields}, {signed}
from {source} as journal where kind = 'meeting' and {live} {order}"""
_ACTIONS = """
select journal.root || '/' || coalesce(action.value ->> '$.number', action.key + 1) as id, plan,
  journal.root as meeting, happened_on as agreed_on, action.value ->> '$.text' as title,
  action.value ->> '$.lead' as lead,
  coalesce((select group_concat(value, ' ') from json_each(action.value, '$.cooperating')), '')
    as cooperating,
  action.value ->> '$.due_text' as due_text, action.value ->> '$.due' as due, {recorded}
from {source} as journal, json_each(journal.body, '$.actions') as action
where kind = 'meeting' and action.type = 'object' and {live} {order}, action.key"""
_OUTCOMES = """
select journal.id, plan, item, happened_on, {fields}, {signed}
from {source} as journal where kind = 'outcome' and {live} and {of_living_items} {order}"""
_EXTENSIONS = """
select journal.id, plan, item, happened_on, {fields}, {signed}
from {source} as journal where kind = 'extension' and {live} and {of_living_items} {order}"""
_EVIDENCE = """
select journal.id, plan, item, case kind when 'meeting' then journal.root end as meeting, happened_on,
  {name} as evidence,
  case type when 'object' then value ->> '$.size' end as size,
  case type when 'object' then value ->> '$.sha256' end as sha256,
  case type when 'object' then value ->> '$.kept' end as kept, {recorded}
from {source} as journal, json_each(journal.body, '$.evidence')
where type in ('text', 'object') and {live} and {of_living_items} {order}"""

# Each with the kind of record whose fields are in braces.
_VIEWS = {
    "updates": (_UPDATES, "update"),
    "meetings": (_MEETINGS, "meeting"),
    "actions": (_ACTIONS, ""),
    "outcomes": (_OUTCOMES, "outcome"),
    "extensions": (_EXTENSIONS, "extension"),
    "evidence": (_EVIDENCE, ""),
}


def _people_in(name: str) -> str:
    """Return the SQL expression for the people in a list of a meeting: `party: name, role; …`."""
    return f"""(
    select group_concat(coalesce(value ->> '$.party' || ': ', '') || (value ->> '$.name')
      || coalesce(', ' || (value ->> '$.role'), ''), '; ')
    from json_each(journal.body, '$.{name}'))"""


# How a table shows a field whose value alone does not say it, by the name of its type.
_SHOWN = {
    "evidence": names_in("journal.body"),
    "person": _people_in("{kept}"),
    "item": "(select group_concat(value, ' ') from json_each(journal.body, '$.{kept}'))",
    "action": "json_array_length(body, '$.{kept}')",
}
_LIST = "(select group_concat(value, '; ') from json_each(journal.body, '$.{kept}'))"
_TEXT = "body ->> '$.{kept}'"


def views(source: str = "journal", temporary: str = "") -> str:
    """Return the SQL of the views over `source`, a journal or a part of one.

    `temporary` is empty, or `temp` for views that hide those of the file.
    """
    known_at = "(select known_at from moment)" if temporary else f"'{ALWAYS}'"
    confirmation = confirmation_of("journal.id", "journal.office", f"'{ALWAYS}'", known_at)
    recorded = "journal.author, journal.office, journal.recorded_at"
    parts = {
        "source": source,
        "live": in_force("journal.id", known_at),
        "of_living_items": of_living("journal.item", known_at),
        "order": _ORDER,
        "name": NAME,
        "recorded": recorded,
        "signed": f"{recorded}, {confirmation} as confirmation",
    }
    return "".join(
        f"create {temporary} view {name} as{query.format_map({**parts, 'fields': _fields_of(kind)})};\n"
        for name, (query, kind) in _VIEWS.items()
    )


def _fields_of(code: str) -> str:
    """Return the columns that a view has of the fields of a kind of record."""
    kind = find_kind(code)
    return ", ".join(_column_of(field) for field in kind.in_table()) if kind else ""


def _column_of(field: Field) -> str:
    expression = _SHOWN.get(field.type.name, _LIST if field.many else _TEXT)
    beside = "".join(f"{_TEXT.format(kept=one.name)} as {one.name}, " for one in field.type.beside)
    return f"{beside}{expression.format(kept=field.kept)} as {field.column or field.kept}"
