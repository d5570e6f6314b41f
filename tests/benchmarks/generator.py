"""A large workspace, the same every time: plans, items, and years of entries with a whole chain."""

import csv
import json
import random
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from coopctl.domain.record.entries import canonical, chain_hash
from coopctl.ledger.check import derived
from coopctl.ledger.journal.journal import INSERT, stamp

_FIRST_DAY = date(2024, 9, 19)
_DAYS = 780
_WORDS = [
    "Hai",
    "bên",
    "đã",
    "thống",
    "nhất",
    "danh",
    "mục",
    "nhiệm",
    "vụ,",
    "phân",
    "công",
    "đơn",
    "vị",
    "đầu",
    "mối,",
    "trao",
    "đổi",
    "kết",
    "quả",
    "nghiên",
    "cứu",
    "và",
    "tiếp",
    "tục",
    "phối",
    "hợp",
    "triển",
    "khai",
    "các",
    "nội",
    "dung",
    "về",
    "phát",
    "triển",
    "nguồn",
    "gen,",
    "truy",
    "xuất",
    "nguồn",
    "gốc,",
    "nâng",
    "cao",
    "năng",
    "suất",
    "và",
    "chất",
    "lượng",
    "sản",
    "phẩm,",
    "hàng",
    "hóa",
    "của",
    "hai",
    "địa",
    "phương",
]
_STATUSES = (
    "in_progress",
    "in_progress",
    "in_progress",
    "awaiting_confirmation",
    "completed",
    "suspended",
)


def write_plans(folder: Path, plans: int, items: int) -> None:
    """Write `plans` plan files with `items` items each, in five areas."""
    folder.mkdir(parents=True)
    for number in range(plans):
        (folder / f"plan-{number:04}.yaml").write_text(_plan_text(number, items), "utf-8")


def _plan_text(number: int, items: int) -> str:
    lines = [
        "plan:", f"  id: plan-{number:04}", f"  title: {{vi: Kế hoạch {number}, en: Plan {number}}}",
        "parties:",
        "  tinh-a: {names: [{text: Sở KH&CN tỉnh A, short: Tỉnh A}]}",
        "  tinh-b: {names: [{text: Sở KH&CN tỉnh B, short: Tỉnh B}]}",
        "areas:",
    ]  # fmt: skip
    for area in range(5):
        lines += [f"  - id: {area + 1}", f"    title: Lĩnh vực {area + 1}", "    items:"]
        for item in range(area, items, 5):
            due = _FIRST_DAY + timedelta(days=(item * 97) % 1000)
            lines += [
                f"      - id: {area + 1}.{item // 5 + 1}",
                f"        title: {{vi: Nội dung hợp tác số {item + 1}, en: Item of cooperation {item + 1}}}",
                f"        lead: tinh-{'ab'[item % 2]}",
                f"        due: {due.isoformat()}",
                "        deliverable: Báo cáo kết quả",
            ]
    return "\n".join(lines) + "\n"


def write_updates(file: Path, plans: int, items: int, rows: int) -> None:
    """Write a table of updates of the plans' items, in the order of their days."""
    chance = random.Random(48)
    with file.open("w", newline="", encoding="utf-8") as target:
        writer = csv.writer(target)
        writer.writerow(["plan", "item", "happened_on", "status", "progress", "result"])
        for number in range(rows):
            plan, item = divmod(number % (plans * items), items)
            on = _FIRST_DAY + timedelta(days=number * _DAYS // rows)
            status = chance.choice(("in_progress", "suspended", "awaiting_confirmation"))
            writer.writerow([
                f"plan-{plan:04}", f"{item % 5 + 1}.{item // 5 + 1}", on, status,
                chance.randrange(101), " ".join(chance.choices(_WORDS, k=12)),
            ])  # fmt: skip


def fill_ledger(ledger: Path, entries: int) -> None:
    """Append `entries` entries to a ledger whose plans are compiled, as its own replica.

    They are stamped after the newest that is there, a second apart, or closer where that is not long
    ago: so none is late, and none is of a time to come.
    """
    connection = sqlite3.connect(ledger, isolation_level=None)
    (label,) = connection.execute("select label from replica").fetchone()
    seq, prev, newest = connection.execute(
        "select seq, hash, recorded_at from journal order by seq desc limit 1"
    ).fetchone()
    begin = datetime.fromisoformat(newest)
    step = min(timedelta(seconds=1), (datetime.now(UTC) - begin) / entries)
    targets = connection.execute("select plan, id from items order by plan, position").fetchall()
    connection.execute("begin immediate")
    stamps = (begin + step * number for number in range(1, entries + 1))
    connection.executemany(INSERT, _rows(label, seq, prev, targets, stamps, entries))
    derived.rebuild(connection)
    connection.execute("commit")
    connection.execute("analyze")
    connection.close()


def _rows(
    label: str,
    seq: int,
    prev: str,
    targets: list[tuple[str, str]],
    stamps: Iterable[datetime],
    entries: int,
) -> Iterator[tuple[object, ...]]:
    chance = random.Random(48)
    for index, moment in enumerate(stamps):
        plan, item = targets[index % len(targets)]
        on = _FIRST_DAY + timedelta(days=index * _DAYS // entries)
        kind, about, body = _record(chance, item, on)
        seq += 1
        fields = (
            label, seq, kind, plan, about, on.isoformat(), stamp(moment), "Nguyễn Văn A",
            f"tinh-{chance.choice('ab')}", None, canonical(body), prev,
        )  # fmt: skip
        prev = chain_hash(fields)
        yield (*fields, prev)


def _record(
    chance: random.Random, item: str, on: date
) -> tuple[str, str | None, dict[str, object]]:
    draw = chance.random()
    text = " ".join(chance.choices(_WORDS, k=12))
    if draw < 0.01:
        due = (on + timedelta(days=30)).isoformat()
        action = {"text": text, "lead": "tinh-a", "due": due, "due_text": due}
        return "meeting", None, {"title": text, "items": [item], "actions": [action]}
    if draw < 0.02:
        due = (on + timedelta(days=200)).isoformat()
        return (
            "extension",
            item,
            {"due": due, "due_text": due, "reason": text, "document": "1/UBND"},
        )
    if draw < 0.04:
        return "outcome", item, {"title": text, "type": "document"}
    status = chance.choice(_STATUSES)
    body: dict[str, object] = {"status": status, "result": text}
    if status == "completed":
        body["completed_on"] = on.isoformat()
    elif chance.random() < 0.5:
        body["progress"] = chance.randrange(101)
    if chance.random() < 0.2:
        body["evidence"] = ["12/BC-SKHCN"]
    return "update", item, body


def main() -> None:
    """Print what a small generated ledger would hold, to look at."""
    stamps = (datetime(2024, 9, 19, 8, second, tzinfo=UTC) for second in range(3))
    for row in _rows("demo1", 0, "", [("plan-0000", "1.1")], stamps, 3):
        print(json.dumps(row, ensure_ascii=False))  # noqa: T201


if __name__ == "__main__":
    main()
