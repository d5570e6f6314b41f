"""How SQL reads the evidence in an entry's body: texts as they are, files by their names."""

NAME = "case type when 'object' then value ->> '$.file' else value end"


def names_in(body: str) -> str:
    """Return the SQL expression for the evidence in a body on one line, null where there is none."""
    return f"(select group_concat({NAME}, '; ') from json_each({body}, '$.evidence'))"
