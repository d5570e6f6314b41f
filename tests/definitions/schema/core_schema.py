"""YAML as editors read it: by the core schema of YAML 1.2."""

import re
from typing import Any

import yaml


class CoreLoader(yaml.SafeLoader):
    """Types scalars by YAML 1.2, chapter 10.3.2, without `.inf`; keys stay texts, as in JSON."""

    yaml_implicit_resolvers = {}  # noqa: RUF012  (that is how PyYAML takes them)


_FORMS = (
    ("null", r"^(?:null|Null|NULL|~|)$"),
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$"),
    ("int", r"^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$"),
    ("float", r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$"),
)
for _tag, _form in _FORMS:
    CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_form), None)


def _make_int(_loader: CoreLoader, node: yaml.ScalarNode) -> int:
    base = {"0o": 8, "0x": 16}.get(node.value[:2], 10)
    return int(node.value, base)


def _make_mapping(loader: CoreLoader, node: yaml.MappingNode) -> dict[str, Any]:
    return {key.value: loader.construct_object(value, deep=True) for key, value in node.value}


CoreLoader.add_constructor("tag:yaml.org,2002:int", _make_int)
CoreLoader.add_constructor("tag:yaml.org,2002:float", lambda _loader, node: float(node.value))
CoreLoader.add_constructor("tag:yaml.org,2002:map", _make_mapping)


def read_core(text: str) -> Any:
    """Return a document as an editor's validator sees it."""
    return yaml.load(text, Loader=CoreLoader)  # noqa: S506  (it is a SafeLoader)
