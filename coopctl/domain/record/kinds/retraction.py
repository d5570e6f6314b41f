"""A retraction: an entry is taken back; `retract` and `undo` record it."""

from coopctl.domain.record.kinds import shapes
from coopctl.domain.record.kinds.field import Kind, Part

KIND = Kind("retraction", parts=(Part("reason", shapes.LINES), Part("whole", shapes.FLAG)))
