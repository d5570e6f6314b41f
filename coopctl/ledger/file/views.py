"""The journal's tables with plain columns, only what is in force: for the exports and other tools.

A view is in the order in which things happened, then that of recording; what was corrected keeps
its place. Who asks for rows in this order states none of his own, and the index has it.
"""

from coopctl.domain.record.corrections import ALWAYS
from coopctl.ledger.journal.corrections import in_force, of_living
from coopctl.ledger.sql import NAME, names_in
from coopctl.ledger.standing.confirmations import confirmation_of

_ORDER = "order by plan, happened_on, journal.placed_at, journal.replica, journal.seq"

# Of each view: its columns, and where its rows come from. What is in braces follows from the source.
_UPDATES = """
select journal.id, plan, item, happened_on,
  body ->> '$.status' as status, body ->> '$.progress' as progress,
  body ->> '$.result' as result, body ->> '$.difficulty' as difficulty,
  body ->> '$.cause' as cause, body ->> '$.proposal' as proposal,
  body ->> '$.next_step' as next_step, body ->> '$.completed_on' as completed_on,
  body ->> '$.stage' as stage, body ->> '$.grade' as grade, body ->> '$.document' as document,
  body ->> '$.reason' as reason,
  {evidence} as evidence, {signed}
from {source} as journal where kind = 'update' and {live} and {of_living_items} {order}"""
_MEETINGS = """
select journal.id, plan, happened_on, body ->> '$.until' as until,
  body ->> '$.title' as title, body ->> '$.kind' as kind, body ->> '$.place' as place,
  body ->> '$.host' as host, body ->> '$.chair' as chair, body ->> '$.secretary' as secretary,
  body ->> '$.number' as number, {attendees} as attendees, {invited} as invited,
  (select group_concat(value, ' ') from json_each(journal.body, '$.items')) as items,
  body ->> '$.proceedings' as proceedings,
  (select group_concat(value, '; ') from json_each(journal.body, '$.conclusions')) as conclusions,
  json_array_length(body, '$.actions') as actions,
  {evidence} as evidence, {signed}
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
select journal.id, plan, item, happened_on, body ->> '$.title' as title, body ->> '$.type' as type,
  body ->> '$.indicator' as indicator, body ->> '$.value' as value, {evidence} as evidence,
  {signed}
from {source} as journal where kind = 'outcome' and {live} and {of_living_items} {order}"""
_EXTENSIONS = """
select journal.id, plan, item, happened_on, body ->> '$.for' as period,
  body ->> '$.due_text' as due_text, body ->> '$.due' as due, body ->> '$.reason' as reason, body ->> '$.document' as document,
  {signed}
from {source} as journal where kind = 'extension' and {live} and {of_living_items} {order}"""
_EVIDENCE = """
select journal.id, plan, item, case kind when 'meeting' then journal.root end as meeting, happened_on,
  {name} as evidence,
  case type when 'object' then value ->> '$.size' end as size,
  case type when 'object' then value ->> '$.sha256' end as sha256,
  case type when 'object' then value ->> '$.kept' end as kept, {recorded}
from {source} as journal, json_each(journal.body, '$.evidence')
where type in ('text', 'object') and {live} and {of_living_items} {order}"""

_VIEWS = {
    "updates": _UPDATES,
    "meetings": _MEETINGS,
    "actions": _ACTIONS,
    "outcomes": _OUTCOMES,
    "extensions": _EXTENSIONS,
    "evidence": _EVIDENCE,
}


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
        "evidence": names_in("journal.body"),
        "attendees": _people("attendees"),
        "invited": _people("invited"),
        "recorded": recorded,
        "signed": f"{recorded}, {confirmation} as confirmation",
    }
    return "".join(
        f"create {temporary} view {name} as{query.format_map(parts)};\n"
        for name, query in _VIEWS.items()
    )


def _people(name: str) -> str:
    """Return the SQL expression for the people in a list of a meeting: `party: name, role; …`."""
    return f"""(
    select group_concat(coalesce(value ->> '$.party' || ': ', '') || (value ->> '$.name')
      || coalesce(', ' || (value ->> '$.role'), ''), '; ')
    from json_each(journal.body, '$.{name}'))"""
