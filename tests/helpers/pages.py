"""The web page read back with the standard library's own parser, past the program."""

from html.parser import HTMLParser
from typing import NamedTuple

_EMPTY = {"meta", "link", "br"}


class Tag(NamedTuple):
    """A tag as it came, the text in it and below, and the tags in it."""

    name: str
    attributes: dict[str, str | None]
    text: list[str]
    inside: list["Tag"]

    def said(self) -> str:
        """Return all text in it."""
        return "".join(self.text)

    def all(self, name: str, kind: str | None = None) -> list["Tag"]:
        """Return the tags of a name in it; of a class, where one is given."""
        found = [tag for tag in self.inside if tag.name == name]
        return [tag for tag in found if kind is None or kind in tag.classes()]

    def classes(self) -> list[str]:
        """Return its classes."""
        return (self.attributes.get("class") or "").split()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[Tag] = []
        self.open: list[Tag] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = self._found(tag, attrs)
        if tag not in _EMPTY:
            self.open.append(found)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._found(tag, attrs)

    def _found(self, name: str, attrs: list[tuple[str, str | None]]) -> Tag:
        found = Tag(name, dict(attrs), [], [])
        self.tags.append(found)
        for one in self.open:
            one.inside.append(found)
        return found

    def handle_endtag(self, tag: str) -> None:
        assert self.open, tag
        assert self.open[-1].name == tag, (tag, self.open[-1])
        self.open.pop()

    def handle_data(self, data: str) -> None:
        for one in self.open:
            one.text.append(data)


def read_page(text: str) -> list[Tag]:
    """Return every tag in order; every one that is opened must be closed in its turn."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    assert reader.open == []
    return reader.tags


def find_section(text: str, name: str) -> Tag:
    """Return a section of the first plan."""
    tags = read_page(text)
    at = [tag.attributes.get("id") for tag in tags].index(f"p1-{name}")
    return [tag for tag in tags[:at] if tag.name == "section"][-1]


def read_section(text: str, name: str) -> str:
    """Return what a section of the first plan says, on one line."""
    return " ".join(find_section(text, name).said().split())


def read_facts(text: str) -> list[dict[str, str]]:
    """Return what the page states of each item, then of each action, by label."""
    found: list[dict[str, str]] = []
    label = ""
    for tag in read_page(text):
        if tag.name == "dl":
            found.append({})
        elif tag.name == "dt":
            label = tag.said()
        elif tag.name == "dd":
            found[-1][label] = tag.said()
    return found
