from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from cms.importing import front_matter

CONTENT = Path(__file__).parent / "content"


@dataclass(frozen=True, kw_only=True)
class PageText:
    """One page in one language, as its Markdown file has it. The name of the file is the name of the page."""

    name: str
    markdown: str
    type: str
    slug: str
    title: str
    summary: str
    below: str | None = None
    position: int = 0
    in_menu: bool = False
    hero_image: str | None = None
    key_points: list[str] = field(default_factory=list)
    call_to_action: dict[str, str] | None = None
    topics: list[str] = field(default_factory=list)
    # Days from today, so that the example does not age; events also have a time and a length.
    days: int = 0
    time: str = "00:00"
    hours: float = 0
    kind: str = "other"
    status: str = "scheduled"
    venue: str = ""
    address: str = ""
    # Any other fields of the page's type by name; an English file names only those that are words.
    facts: dict[str, Any] = field(default_factory=dict)
    # What the page names by slug or holds as parts; an English file repeats what is said in words.
    relations: dict[str, Any] = field(default_factory=dict)


def german_texts() -> list[PageText]:
    """Return the German pages, every page behind the one it lies below."""
    files = {path.stem: front_matter.split(path.read_text(encoding="utf-8")) for path in (CONTENT / "de").glob("*.md")}
    texts = [PageText(name=name, markdown=markdown, **matter) for name, (matter, markdown) in files.items()]
    return _below(None, texts)


def english_text(name: str) -> PageText:
    """Return the English page. Its file holds only words; the facts stand once, in the German file."""
    german, _markdown = _read("de", name)
    english, markdown = _read("en", name)
    facts = german.get("facts", {}) | english.get("facts", {})
    relations = german.get("relations", {}) | english.get("relations", {})
    return PageText(name=name, markdown=markdown, **{**german, **english, "facts": facts, "relations": relations})


def entries(name: str) -> list[Mapping[str, Any]]:
    """Return one of the lists beside the pages, such as the topics."""
    found: list[Mapping[str, Any]] = yaml.safe_load((CONTENT / name).read_text(encoding="utf-8"))
    return found


def _read(language: str, name: str) -> tuple[dict[str, Any], str]:
    return front_matter.split((CONTENT / language / f"{name}.md").read_text(encoding="utf-8"))


def _below(name: str | None, texts: list[PageText]) -> list[PageText]:
    children = sorted((text for text in texts if text.below == name), key=lambda text: (text.position, text.name))
    return [found for child in children for found in (child, *_below(child.name, texts))]
