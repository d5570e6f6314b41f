"""What plan files name, where there is no ledger yet: read without being checked, which takes a tenth of the time."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from coopctl.cli.completing.named import Named
from coopctl.definitions.yaml.parser import NoYaml, read_tree
from coopctl.definitions.yaml.tree import plain_data
from coopctl.files.links import refuse_call
from coopctl.language import current

_MOST_BYTES = 300_000  # of all files together: reading more of them would be felt


def list_named(folder: Path, parts: Sequence[str]) -> list[Named]:
    """Return what the files of a folder name of some parts, in their order. Raises: OSError."""
    found = [named for data in _read_files(folder) for named in _list_all(data)]
    return [one for part in parts for one in found if one.part == part]


def _read_files(folder: Path) -> Iterator[dict[str, Any]]:
    left = _MOST_BYTES
    for file in sorted(folder.glob("*.yaml")):
        refuse_call(file)
        if not file.is_file():
            continue
        left -= file.stat().st_size
        if left < 0:
            return
        try:
            root = read_tree(file.read_text("utf-8-sig", errors="replace")).root
        except NoYaml:  # `coopctl check` says what is wrong
            continue
        data = plain_data(root) if root is not None else None
        if isinstance(data, dict) and isinstance(data.get("plan"), dict):
            yield data


def _list_all(data: Mapping[str, Any]) -> Iterator[Named]:
    plan = str(data["plan"].get("id") or "")
    yield Named("plan", plan, plan, _title(data["plan"]))
    parties = data.get("parties")
    for party, about in (parties if isinstance(parties, dict) else {}).items():
        names = _dicts(about.get("names") if isinstance(about, dict) else None)
        yield Named("party", plan, str(party), _read(names[-1].get("text")) if names else "")
    for area in _dicts(data.get("areas")):
        yield Named("area", plan, str(area.get("id") or ""), _title(area))
        for item in _dicts(area.get("items")):
            of = str(item.get("id") or "")
            yield Named("item", plan, of, _title(item))
            for indicator in _dicts(item.get("indicators")):
                yield Named("indicator", plan, str(indicator.get("id")), _title(indicator), of)


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _title(data: Mapping[str, Any]) -> str:
    return _read(data.get("title"))


def _read(text: Any) -> str:
    """Return a text in the reader's language, else in the other."""
    if isinstance(text, dict):
        return str(text.get(current()) or next(filter(None, text.values()), ""))
    return text if isinstance(text, str) else ""
