"""The signing of a plan: which version is the text that was agreed on; `plan sign` records it."""

from coopctl.domain.record.kinds import shapes
from coopctl.domain.record.kinds.field import Kind, Part

KIND = Kind(
    "signing",
    parts=(Part("version", shapes.TEXT, owed=True), Part("document", shapes.TEXT, owed=True)),
)
