"""The signing of a plan: which version is the text that was agreed on; `plan sign` records it."""

from coopctl.domain.record.kinds import shapes
from coopctl.domain.record.kinds.field import BodyPart, Kind

KIND = Kind(
    "signing",
    parts=(
        BodyPart("version", shapes.TEXT, owed=True),
        BodyPart("document", shapes.TEXT, owed=True),
    ),
)
