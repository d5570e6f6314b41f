"""A row that is brought in, on one line, as people check it before it is recorded."""

from coopctl.domain.record.entries import Draft
from coopctl.output.words import words


def line_of(draft: Draft) -> str:
    """Return what a draft is about, its day, and what it says first."""
    body = draft.body
    said = body.get("title", "")
    if draft.kind == "update":
        said = words.label("status", body["status"])
        said += f", {body['progress']} %" if "progress" in body else ""
        said += f" · {words.label('stage', body['stage'])}" if "stage" in body else ""
        said += f" · {body['result']}" if "result" in body else ""
    about = draft.item or draft.plan
    return " · ".join((about, words.day(draft.happened_on), " ".join(said.split())))
