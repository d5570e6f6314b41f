"""An update: where an item or an action stands."""

from coopctl.domain.codes import Status
from coopctl.domain.record.kinds import shapes, types
from coopctl.domain.record.kinds.field import BodyPart, Field, Kind
from coopctl.domain.record.kinds.shared import EVIDENCE, ON
from coopctl.messages import N_

_ANSWERED = shapes.mapping({"name": shapes.TEXT}, {"position": shapes.TEXT, "on": shapes.DAY})

KIND = Kind(
    "update",
    (
        Field(
            "status", N_("Status"), types.STATUS,
            N_(
                "not_started, in_progress, awaiting_confirmation, completed, suspended or cancelled; "
                "the label in either language will do"
            ),
            required=True, spared_by="stage", argument=True,
            in_amend=N_("of an update: where it stands"),
            usual=("tinh trang", "tinh trang thuc hien", "trang thai thuc hien"),
        ),
        ON._replace(usual=("ngay cap nhat", "ngay bao cao", "updated on")),
        Field(
            "stage", N_("S&T stage"), types.STAGE,
            N_("the stage that an S&T task has reached; STATUS may then be left out"),
            in_amend=N_("of an update: the stage that an S&T task has reached"),
            place=1, usual=("giai doan",), example="accepted",
        ),
        Field(
            "grade", N_("Grade"), types.GRADE, N_("how the stage was graded"),
            place=1, usual=("xep loai",), example="Đạt",
        ),
        Field(
            "document", N_("Document of the stage"), types.LINE, N_("the document of the stage"),
            in_amend=N_("the document that approves an extension or a stage"),
            place=1, example="12/QĐ-UBND, 5/1/2026",
        ),
        Field(
            "reason", N_("Reason for skipping stages or going back"), types.LONG,
            N_("why stages are skipped, or the task goes back; owed then"),
            in_amend=N_("of an extension or a stage: why it was so"), amended_as="own_reason", place=1,
        ),
        Field(
            "progress", N_("Progress, %"), types.PERCENT, N_("how much is done, 0 to 100"),
            usual=(
                "tien do (%)", "tien do %", "tien do thuc hien (%)", "% hoan thanh", "ty le hoan thanh",
                "ty le hoan thanh (%)", "muc do hoan thanh", "muc do hoan thanh (%)", "progress (%)", "% complete",
            ),
            example="60",
        ),
        Field(
            "result", N_("Result"), types.LONG, N_("what was achieved"),
            usual=("ket qua", "ket qua xu ly", "ket qua dat duoc", "results"),
        ),
        Field(
            "difficulty", N_("Difficulty"), types.LONG, N_("what stands in the way"),
            usual=("kho khan", "vuong mac", "ton tai, han che", "difficulties"),
        ),
        Field("cause", N_("Cause"), types.LONG, N_("why it stands in the way")),
        Field(
            "proposal", N_("Proposal"), types.LONG, N_("what is proposed about it"),
            usual=("de xuat", "kien nghi", "proposals"),
        ),
        Field(
            "next_step", N_("Next step"), types.LONG, N_("what comes next"),
            usual=("phuong huong", "ke hoach tiep theo", "next steps"),
        ),
        Field(
            "completed_on", N_("Completed on"), types.PAST,
            N_("the day of completion; owed with `completed`"),
            owed_with=("status", Status.COMPLETED), example="30/6/2025",
        ),
        EVIDENCE,
    ),
    (
        BodyPart("from", shapes.TEXT),  # the action of a meeting that it followed from
        BodyPart("source", shapes.TEXT),  # a sheet that was filled in: who answered, who brought it in
        BodyPart("answer", shapes.TEXT),
        BodyPart("answered", _ANSWERED),
        BodyPart("imported_by", shapes.TEXT),
        BodyPart("imported_for", shapes.TEXT),
    ),
    about="item",
    table="updates",
)  # fmt: skip
