"""How large an entry may be: the same bound where it is recorded and where it comes from elsewhere."""

from coopctl.messages import N_, Message, msg

MOST_CHARACTERS = 20_000_000  # of a body's JSON text; of a plan file of 10 MB it has fewer


def check_size(text: str) -> Message | None:
    """Say that the text of a body is larger than recording lets it be."""
    if len(text) <= MOST_CHARACTERS:
        return None
    return msg(
        N_("the entry has {count} characters, more than {limit}"),
        count=len(text), limit=MOST_CHARACTERS,
    )  # fmt: skip
