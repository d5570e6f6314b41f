"""What differs between two versions of a plan: every part, with both values."""

from coopctl.domain.plan.differences import Difference, FieldChange, compare_plans
from coopctl.domain.plan.plan import Text
from coopctl.domain.words.dates import Due
from tests.definitions.plans import WHOLE, load

OLD = load(WHOLE)


def differences(*changes: tuple[str, str]) -> tuple[Difference, ...]:
    text = WHOLE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return compare_plans(OLD, load(text))


def only(*changes: tuple[str, str]) -> Difference:
    (found,) = differences(*changes)
    return found


def test_the_same_plan_differs_in_nothing() -> None:
    assert differences() == ()


def test_a_part_of_the_memorandum() -> None:
    found = only(("to: Q4/2026", "to: Q1/2027"))
    assert (found.about, found.id, found.change) == ("plan", "48.2024", "changed")
    (field,) = found.fields
    assert field[:3] == ("memorandum", None, "end")
    assert (field.old.text, field.new.text) == ("Q4/2026", "Q1/2027")


def test_a_name_of_a_party() -> None:
    found = only(("from: 1/7/2025, confirmed: không", "from: 1/7/2025, confirmed: có"))
    assert (found.about, found.id, found.title) == ("party", "a", Text("B", "B"))
    assert found.fields == (FieldChange("names", "2", "confirmed", False, True),)


def test_an_area_and_a_party_more() -> None:
    more = "  c: {names: [{text: D}]}\nareas:\n  - id: II\n    title: Mới\n    items: [{id: 9, title: x}]\n"
    found = differences(("areas:\n", more))
    assert [(one.about, one.id, one.change) for one in found] == [
        ("party", "c", "added"), ("area", "II", "added"), ("item", "9", "added"),
    ]  # fmt: skip
    assert FieldChange("area", None, None, None, "II") in found[2].fields
    back = compare_plans(load(WHOLE.replace("areas:\n", more)), OLD)
    assert [(one.about, one.id, one.change, one.fields) for one in back] == [
        ("party", "c", "left_out", ()), ("area", "II", "left_out", ()), ("item", "9", "left_out", ()),
    ]  # fmt: skip


def test_what_a_party_owes_and_an_indicator() -> None:
    found = only(("b: Kinh phí, ", ""), ("target: 1.50", "target: 2"))
    assert found.fields == (
        FieldChange("owes", "b", None, Text("Kinh phí", "Kinh phí"), None),
        FieldChange("indicators", "010", "target", "1.50", "2"),
    )


def test_a_deadline_and_what_is_no_longer_stated() -> None:
    found = only(("due: trước 1/1/2026", "due: 31/12/2026"), ("        budget: 0912\n", ""))
    by_name = {field.name: field for field in found.fields}
    assert isinstance(by_name["due"].new, Due)
    assert by_name["due"].new.text == "31/12/2026"
    assert by_name["budget"].new is None


def test_the_order_of_the_items() -> None:
    before, _, after = WHOLE.partition("pipelines:")
    lines = "      - {id: 2, title: x}\n", "      - {id: 3, title: y}\n"
    two = f"{before}{lines[0]}{lines[1]}pipelines:{after}"
    turned = f"{before}{lines[1]}{lines[0]}pipelines:{after}"
    (found,) = compare_plans(load(two), load(turned))
    assert found.fields == (
        FieldChange("order", None, None, ("1.10", "2", "3"), ("1.10", "3", "2")),
    )
