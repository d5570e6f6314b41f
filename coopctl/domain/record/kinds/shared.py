"""Fields that several kinds of records have."""

from coopctl.domain.record.kinds import types
from coopctl.domain.record.kinds.field import Field
from coopctl.messages import N_

ON = Field(
    "on",
    N_("Date"),
    types.HAPPENED,
    N_("the day it happened: 19/9/2024, 2024-09-19, hôm nay"),
    place=-1,
    example="19/9/2024",
    in_body=False,
)
EVIDENCE = Field(
    "evidence",
    N_("Evidence"),
    types.EVIDENCE,
    N_(
        "a document's number and date, an address, or a file, which is kept beside the ledger; may be repeated"
    ),
    many=True,
    place=2,
    example="12/BB-SKHCN, 19/9/2024",
)
