"""A version of a plan: the compiled plan file, and on what basis it was changed."""

from coopctl.domain.record.kinds import shapes
from coopctl.domain.record.kinds.field import Kind, Part

KIND = Kind(
    "plan",
    parts=(
        Part("plan", shapes.MAPPING, owed=True),
        Part("path", shapes.TEXT),
        Part("sha256", shapes.TEXT),
        Part("basis", shapes.TEXT),
    ),
)
