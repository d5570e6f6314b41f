"""An outcome: what an item brought about."""

from coopctl.domain.record.kinds import shapes, types
from coopctl.domain.record.kinds.field import BodyPart, Field, Kind
from coopctl.domain.record.kinds.shared import EVIDENCE, ON
from coopctl.messages import N_

KIND = Kind(
    "outcome",
    (
        Field(
            "title", N_("Title"), types.LINE, N_("what came of it, in a line"),
            required=True, usual=("san pham", "ten san pham"),
        ),
        ON,
        Field(
            "type", N_("Type"), types.OUTCOME_TYPE,
            N_("publication, document, specimen, ip_registration or other"),
            in_amend=N_("of an outcome: what type it is"),
            usual=("loai san pham", "dang san pham"), example="publication",
        ),
        Field(
            "indicator", N_("Indicator"), types.INDICATOR,
            N_("the item's indicator that it counts towards"),
        ),
        Field(
            "value", N_("Value"), types.QUANTITY,
            N_("the value for the indicator, its unit behind it or not: 40, 40 người, 7,5 %"),
            example="12",
        ),
        EVIDENCE,
    ),
    (BodyPart("from", shapes.TEXT),),  # the action of a meeting that it followed from
    about="item",
    table="outcomes",
)  # fmt: skip
