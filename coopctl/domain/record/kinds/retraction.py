"""A retraction: an entry is taken back; `retract` and `undo` record it."""

from coopctl.domain.record.kinds import shapes
from coopctl.domain.record.kinds.field import BodyPart, Kind

KIND = Kind("retraction", parts=(BodyPart("reason", shapes.LINES), BodyPart("whole", shapes.FLAG)))
