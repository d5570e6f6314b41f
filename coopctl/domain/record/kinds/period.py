"""The closing of a period: as of which day, with what known, its figures were reported; `close-period` records it."""

from coopctl.domain.record.kinds import shapes
from coopctl.domain.record.kinds.field import BodyPart, Kind

MOST_DAYS = 366  # that anything may be due "soon" before
_HEAD = shapes.mapping({"replica": shapes.TEXT, "seq": shapes.WHOLE, "hash": shapes.HASH})

KIND = Kind(
    "period",
    parts=(
        BodyPart("name", shapes.TEXT, owed=True),
        BodyPart("first", shapes.DAY, owed=True),
        BodyPart("as_of", shapes.DAY, owed=True),
        BodyPart("known_at", shapes.STAMP, owed=True),
        BodyPart("heads", shapes.list_of(_HEAD), owed=True),
        BodyPart("due_soon_days", shapes.whole(0, MOST_DAYS), owed=True),
        BodyPart("days_off", shapes.list_of(shapes.DAY), owed=True),
        BodyPart("days_worked", shapes.list_of(shapes.DAY), owed=True),
        BodyPart("version", shapes.TEXT, owed=True),
        BodyPart("note", shapes.LINES),
    ),
)
