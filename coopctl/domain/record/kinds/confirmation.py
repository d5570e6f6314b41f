"""A verdict: what the other office says of an entry; `confirm` and `dispute` record it."""

from coopctl.domain.record.confirmations import Confirmation
from coopctl.domain.record.kinds import shapes, types
from coopctl.domain.record.kinds.field import BodyPart, Field, Kind
from coopctl.domain.record.kinds.shared import ON
from coopctl.messages import N_

KIND = Kind(
    "confirmation",
    (
        Field("verdict", N_("Verdict"), types.VERDICT, required=True, example="confirmed"),
        Field(
            "reason", N_("Reason"), types.LONG, N_("what is not right; owed"),
            owed_with=("verdict", Confirmation.DISPUTED),
        ),
        Field("note", N_("Note"), types.LONG, N_("what there is to say about it")),
        ON,
    ),
    (BodyPart("entry", shapes.ENTRY_ID, owed=True),),
    about="entry",
)  # fmt: skip
