"""An extension: a deadline was moved back; of what comes back, that of one period."""

from coopctl.domain.record.kinds import types
from coopctl.domain.record.kinds.field import Field, Kind
from coopctl.domain.record.kinds.shared import ON
from coopctl.messages import N_

KIND = Kind(
    "extension",
    (
        Field(
            "for", N_("For the period"), types.PERIOD,
            N_("of what comes back, the period that is extended: `Q1/2026`, `tháng 5/2026`"),
            in_amend=N_("of an extension: the period that it is for"), column="period",
            example="quý III/2025",
        ),
        Field(
            "due", N_("New due"), types.DUE, N_("the new deadline: `31/3/2026`, `Q2/2026`"),
            required=True, argument=True, in_amend=N_("of an extension: the new deadline"),
            example="31/3/2026",
        ),
        Field(
            "reason", N_("Reason"), types.LONG, N_("why it was moved"),
            required=True, dispensable=True, amended_as="own_reason",
        ),
        Field(
            "document", N_("Approving document"), types.LINE, N_("the document that approves it"),
            required=True, dispensable=True, example="123/UBND-KGVX, 5/1/2026",
        ),
        ON,
    ),
    about="item",
    table="extensions",
)  # fmt: skip
