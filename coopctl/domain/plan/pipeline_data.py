"""Pipelines out of plain data: what the compiled plan keeps of them (see `plan_data`)."""

from typing import Any

from coopctl.domain.plan.plan import Basis, Clock, Pipeline, Stage
from coopctl.domain.plan.text_data import day_from_data, must_text, text_from_data
from coopctl.domain.words.durations import Duration

Data = dict[str, Any]


def pipeline_from_data(data: Data) -> Pipeline:
    """Return the pipeline that `plan_to_data` made the data of."""
    return Pipeline(
        id=data["id"],
        level=data["level"],
        name=must_text(data["name"]),
        sources=tuple(
            Basis(must_text(source["text"]), source["unconfirmed"])
            for source in data.get("sources", ())
        ),
        valid_from=day_from_data(data.get("valid_from")),
        valid_to=day_from_data(data.get("valid_to")),
        note=text_from_data(data.get("note")),
        stages=tuple(_stage(stage) for stage in data.get("stages", ())),
        exits=tuple(_stage(one) for one in data.get("exits", ())),
        clocks=tuple(_clock(clock) for clock in data.get("clocks", ())),
    )


def _stage(data: Data) -> Stage:
    return Stage(
        id=data["id"],
        name=must_text(data["name"]),
        grades=tuple(data.get("grades", ())),
        acceptance=data["acceptance"],
        approval=data["approval"],
        ends=data["ends"],
        source=text_from_data(data.get("source")),
        unconfirmed=data["unconfirmed"],
        note=text_from_data(data.get("note")),
    )


def _clock(data: Data) -> Clock:
    duration = data.get("duration")
    return Clock(
        id=data["id"],
        name=must_text(data["name"]),
        starts=data["starts"],
        stops=data["stops"],
        duration=Duration(duration["number"], duration["unit"]) if duration else None,
        repeats=data["repeats"],
        source=text_from_data(data.get("source")),
        unconfirmed=data["unconfirmed"],
        note=text_from_data(data.get("note")),
        overridden=data["overridden"],
    )
