"""A meeting: who came, what it concluded, and who is to act."""

from coopctl.domain.record.kinds import types
from coopctl.domain.record.kinds.field import Field, Kind
from coopctl.domain.record.kinds.shared import EVIDENCE, ON
from coopctl.messages import N_

KIND = Kind(
    "meeting",
    (
        ON._replace(required=True, usual=("ngay hop",)),
        Field(
            "title", N_("Title"), types.LINE, N_("what the meeting was, in a line"),
            required=True, in_amend=N_("of a meeting or an outcome"), usual=("ten cuoc hop",),
        ),
        Field(
            "until", N_("Until"), types.DAY, N_("the last day, if it took several"),
            place=-1, example="20/9/2024",
        ),
        Field(
            "kind", N_("Kind"), types.MEETING_KIND,
            N_(
                "meeting, working_visit, conference, online, preliminary_review, final_review "
                "or signing"
            ),
            in_amend=N_("of a meeting: what kind it was"), example="working_visit",
        ),
        Field("place", N_("Place"), types.LINE, N_("where it was"), usual=("noi hop",)),
        Field("host", N_("Host"), types.PARTY, N_("the party that received the others")),
        Field("chair", N_("Chair"), types.LINE, N_("who chaired"), N_("NAME")),
        Field("secretary", N_("Secretary"), types.LINE, N_("who took the minutes"), N_("NAME")),
        Field(
            "number", N_("Number of the minutes"), types.LINE, N_("the number of the minutes"),
            N_("NUMBER"), usual=("so bien ban",), example="12/BB-SKHCN",
        ),
        Field(
            "attendee", N_("Attendees"), types.PERSON,
            N_("who came, `party: name, role`; may be repeated"),
            many=True, key="attendees", usual=("thanh phan",), example="hoa-binh: Nguyễn Văn A, Giám đốc",
        ),
        Field(
            "invited", N_("Invited"), types.PERSON,
            N_("who was invited, present or not; may be repeated"),
            many=True, example="hung-yen: Trần Thị B",
        ),
        Field(
            "item", N_("Items discussed"), types.ITEM,
            N_("an item that was discussed; may be repeated"),
            many=True, key="items", in_amend=N_("another item of the plan; of a meeting, all of them"),
            example="1.1",
        ),
        Field("proceedings", N_("Proceedings"), types.LONG, N_("how it went")),
        Field(
            "conclusion", N_("Conclusions"), types.LONG,
            N_("a conclusion without a duty; may be repeated"), many=True, key="conclusions",
        ),
        Field(
            "action", N_("Actions"), types.ACTION,
            N_("a duty, `party: text: due`; may be repeated"),
            many=True, key="actions", example="hoa-binh: gửi danh mục: 31/12/2025",
        ),
        EVIDENCE,
    ),
    table="meetings",
)  # fmt: skip
