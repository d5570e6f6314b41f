"""What a command printed as JSON."""

import json
from typing import Any

from coopctl.output.files.formats import CHECK, DRAFTS, ENTRIES, LOG

_LISTS = {one.name: one.keys[0] for one in (CHECK, DRAFTS, ENTRIES, LOG)}


def read_json(text: str) -> Any:
    """Return a document; of one that is a list under its head, the list."""
    document = json.loads(text)
    return document[_LISTS[document["format"]]] if document.get("format") in _LISTS else document
