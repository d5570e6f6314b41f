"""What is said of an entry that was just recorded."""

from coopctl.domain.codes import STAGE_LABELS, STATUS_LABELS
from coopctl.domain.plan.periods import period_name
from coopctl.domain.record.confirmations import Confirmation
from coopctl.domain.record.entries import Entry
from coopctl.messages import N_, Message, msg


def recorded(entry: Entry) -> Message:
    """Return the sentence that says what was recorded under which id."""
    if entry.kind == "confirmation":
        return _verdict_sentence(entry)
    if "for" in entry.body:
        return msg(
            N_("recorded `{id}`: `{item}` is now due {what} for {period}"), id=entry.id, item=entry.item,
            what=_what(entry), period=period_name(entry.body["for"]),
        )  # fmt: skip
    about = {
        "update": N_("recorded `{id}`: `{item}` is {what}"),
        "meeting": N_("recorded `{id}`: meeting “{what}”"),
        "outcome": N_("recorded `{id}`: outcome of `{item}`, “{what}”"),
        "extension": N_("recorded `{id}`: `{item}` is now due {what}"),
    }[entry.kind]
    return msg(about, id=entry.id, item=entry.item, what=_what(entry))


def _verdict_sentence(entry: Entry) -> Message:
    said = {
        Confirmation.CONFIRMED: N_("recorded `{id}`: `{office}` confirms `{entry}`"),
        Confirmation.DISPUTED: N_("recorded `{id}`: `{office}` disputes `{entry}`"),
    }[entry.body["verdict"]]
    return msg(said, id=entry.id, office=entry.office, entry=entry.body["entry"])


def _what(entry: Entry) -> object:
    if entry.kind == "update":
        progress = entry.body.get("progress")
        label = msg(STATUS_LABELS[entry.body["status"]])
        if progress is not None:
            label = msg(N_("{status}, {percent} %"), status=label, percent=progress)
        if "stage" not in entry.body:
            return label
        stage = msg(STAGE_LABELS[entry.body["stage"]])
        return msg(N_("{status}, stage “{stage}”"), status=label, stage=stage)
    return entry.body["due_text"] if entry.kind == "extension" else entry.body["title"]
