"""The closing of a period: as of which day, with what known, its figures were reported; `close-period` records it."""

from coopctl.domain.record.kinds import shapes
from coopctl.domain.record.kinds.field import Kind, Part

MOST_DAYS = 366  # that anything may be due "soon" before
_HEAD = shapes.mapping({"replica": shapes.TEXT, "seq": shapes.WHOLE, "hash": shapes.HASH})

KIND = Kind(
    "period",
    parts=(
        Part("name", shapes.TEXT, owed=True),
        Part("first", shapes.DAY, owed=True),
        Part("as_of", shapes.DAY, owed=True),
        Part("known_at", shapes.STAMP, owed=True),
        Part("heads", shapes.list_of(_HEAD), owed=True),
        Part("due_soon_days", shapes.whole(0, MOST_DAYS), owed=True),
        Part("days_off", shapes.list_of(shapes.DAY), owed=True),
        Part("days_worked", shapes.list_of(shapes.DAY), owed=True),
        Part("version", shapes.TEXT, owed=True),
        Part("note", shapes.LINES),
    ),
)
