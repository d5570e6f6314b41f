"""A version of a plan: the compiled plan file, and on what basis it was changed."""

from coopctl.domain.record.kinds import shapes
from coopctl.domain.record.kinds.field import BodyPart, Kind

KIND = Kind(
    "plan",
    parts=(
        BodyPart("plan", shapes.MAPPING, owed=True),
        BodyPart("path", shapes.TEXT),
        BodyPart("sha256", shapes.TEXT),
        BodyPart("basis", shapes.TEXT),
    ),
)
