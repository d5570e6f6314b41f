"""A typed word is the code that it means, or it is refused: over every list of codes, in both languages."""

import re
from collections.abc import Iterator, Mapping
from itertools import combinations

import pytest

from coopctl.definitions.pipelines import shipped
from coopctl.domain.codes import (
    GRADE_LABELS,
    MEETING_KIND_LABELS,
    PIPELINES,
    STAGE_LABELS,
    STATUS_LABELS,
    TIMELINESS_LABELS,
)
from coopctl.domain.record.confirmations import VERDICT_LABELS
from coopctl.domain.record.matching import match_code, resolve
from coopctl.domain.record.stage_rules import Track, match_stage
from coopctl.domain.standing.agenda import SECTION_LABELS
from coopctl.domain.standing.comparison import CHANGE_LABELS
from coopctl.domain.standing.faults import CHECK_LABELS
from coopctl.domain.words.text import fold
from coopctl.language import in_all_languages, render, speaking
from coopctl.messages import CoopError
from coopctl.output.words.words import LABELS

Names = tuple[tuple[str, tuple[str, ...]], ...]


def _lists() -> Iterator[tuple[str, Names]]:
    """Yield every list of codes with all their labels, and the stages of every pipeline with their own words."""
    others = {
        "verdict": VERDICT_LABELS, "section": SECTION_LABELS, "change": CHANGE_LABELS,
        "check": CHECK_LABELS,
    }  # fmt: skip
    for kind, labels in {**LABELS, **others}.items():
        yield kind, tuple((code, in_all_languages(label)) for code, label in labels.items())
    for id_ in PIPELINES:
        pipeline = shipped(id_)
        stages = (*pipeline.stages, *pipeline.exits)
        yield (
            id_,
            tuple(
                (one.id, (*filter(None, one.name), *in_all_languages(STAGE_LABELS[one.id])))
                for one in stages
            ),
        )


LISTS = dict(_lists())


def _runs(label: str) -> Iterator[str]:
    """Yield every run of words of a label, with and without its signs and marks, in both cases."""
    for words in (label.split(), re.findall(r"\w+", label), re.findall(r"[\w-]+", label)):
        for start, end in combinations(range(len(words) + 1), 2):
            run = " ".join(words[start:end])
            yield from (run, fold(run), run.upper(), run.strip("(),"))


@pytest.mark.parametrize("kind", LISTS)
def test_a_run_of_words_means_its_label_or_is_refused(kind: str) -> None:
    names = LISTS[kind]
    whole = {fold(label): code for code, labels in names for label in labels}
    for code, labels in names:
        for label in labels:
            for run in _runs(label):
                meant = resolve(run, names)
                if isinstance(meant, str):
                    itself = fold(run) == meant or whole.get(fold(run)) == meant
                    assert meant == code or itself, (run, meant, label)
                elif run.strip():
                    assert code in meant.candidates, (run, label)


@pytest.mark.parametrize("kind", LISTS)
def test_a_whole_label_means_its_code(kind: str) -> None:
    for code, labels in LISTS[kind]:
        for label in (code, code.upper(), *labels, *map(fold, labels)):
            assert resolve(label, LISTS[kind]) == code


@pytest.mark.parametrize("kind", LISTS)
def test_folding_makes_no_two_labels_one(kind: str) -> None:
    of = [(fold(label), code) for code, labels in LISTS[kind] for label in labels]
    assert len(dict(of)) == len(set(of))


@pytest.mark.parametrize("kind", sorted(set(LISTS) - {"every", "report", "counts"}))
def test_no_code_is_a_word_of_another_label(kind: str) -> None:
    whole = {fold(label) for _, labels in LISTS[kind] for label in labels}
    for code, _ in LISTS[kind]:
        spaced = f" {code.replace('_', ' ')} "
        for other, labels in LISTS[kind]:
            for label in () if other == code or spaced.strip() in whole else labels:
                assert spaced not in f" {' '.join(re.findall(r'[a-z-]+', fold(label)))} ", label


@pytest.mark.parametrize(
    ("labels", "text", "code"),
    [
        (GRADE_LABELS, "đạt", "passed"), (GRADE_LABELS, "dat", "passed"),
        (GRADE_LABELS, "không", "failed"), (STATUS_LABELS, "hoàn thành", "completed"),
        (STATUS_LABELS, "chưa", "not_started"), (STATUS_LABELS, "not", "not_started"),
        (TIMELINESS_LABELS, "due", "due_soon"), (MEETING_KIND_LABELS, "trực tuyến", "online"),
        (STATUS_LABELS, "in-progress", "in_progress"),
    ],
)  # fmt: skip
def test_what_is_meant(labels: Mapping[str, str], text: str, code: str) -> None:
    assert match_code(text, labels, in_all_languages) == code


@pytest.mark.parametrize(
    ("labels", "text", "candidates"),
    [
        (STATUS_LABELS, "thực hiện", ("not_started", "in_progress")),
        (STATUS_LABELS, "started", ("not_started", *(code for code in STATUS_LABELS if code != "not_started"))),
        (MEETING_KIND_LABELS, "họp", ("meeting", "online")),
        (TIMELINESS_LABELS, "hoàn thành", ("done_on_time", "done_late", "done_no_deadline")),
        (TIMELINESS_LABELS, "nêu", ("no_deadline", "done_no_deadline")),
    ],
)  # fmt: skip
def test_what_is_refused_names_the_candidates(
    labels: Mapping[str, str], text: str, candidates: tuple[str, ...]
) -> None:
    with pytest.raises(CoopError) as refused:
        match_code(text, labels, in_all_languages)
    for language in ("vi", "en"):
        with speaking(language):
            assert refused.value.hint is not None
            shown = render(refused.value.hint)
        spoken = {code: in_all_languages(labels[code])[language == "vi"] for code in candidates}
        assert shown.endswith(": " + ", ".join(f"{code} ({spoken[code]})" for code in candidates))


@pytest.mark.parametrize("pipeline", PIPELINES)
def test_an_approval_never_becomes_its_refusal(pipeline: str) -> None:
    track = Track(shipped(pipeline), (), lambda _day: ("in_progress", None))
    for text in ("phê duyệt", "được phê duyệt", "phe duyet", "approved", "duyệt"):
        with pytest.raises(CoopError) as refused:
            match_stage(text, track, in_all_languages)
        with speaking("vi"):
            assert refused.value.hint is not None
            assert "Không được phê duyệt" in render(refused.value.hint)
    assert match_stage("không được phê duyệt", track, in_all_languages) == "not_approved"
    assert match_stage("Không", track, in_all_languages) == "not_approved"


def test_names_that_only_marks_tell_apart_are_told_apart() -> None:
    names = (("a", ("Đặt hàng",)), ("b", ("Đạt hạng",)))
    assert resolve("đạt hạng", names) == "b"
    assert resolve("đặt hàng", names) == "a"
    assert not isinstance(resolve("dat hang", names), str)
