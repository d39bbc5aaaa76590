import datetime
from dataclasses import dataclass
from typing import Any, Self

import yaml

MARK = "---"
FIELDS = ("title", "date", "summary", "topics", "hero_image")


class FrontMatterError(Exception):
    """The front matter is not YAML, or says something the importer does not know."""


@dataclass(frozen=True, kw_only=True)
class FrontMatter:
    title: str | None = None
    date: datetime.date | None = None
    summary: str = ""
    topics: tuple[str, ...] = ()
    hero_image: str | None = None

    @classmethod
    def of(cls, values: dict[str, Any]) -> Self:
        unknown = sorted(str(name) for name in values.keys() - set(FIELDS))
        if unknown:
            message = f"The front matter has unknown fields: {', '.join(unknown)}. Known are: {', '.join(FIELDS)}."
            raise FrontMatterError(message)
        topics = values.get("topics") or []
        if not isinstance(topics, list):
            message = "'topics' in the front matter must be a list, for example [peace, organisation]."
            raise FrontMatterError(message)
        return cls(
            title=_text(values, "title"),
            date=_date(values.get("date")),
            summary=_text(values, "summary") or "",
            topics=tuple(str(topic) for topic in topics),
            hero_image=_text(values, "hero_image"),
        )


def split(text: str) -> tuple[dict[str, Any], str]:
    """Part a document into its front matter and its Markdown."""
    lines = text.lstrip("\ufeff").splitlines(keepends=True)
    if not lines or lines[0].strip() != MARK:
        return {}, text
    end = next((number for number, line in enumerate(lines[1:], start=1) if line.strip() == MARK), None)
    if end is None:
        message = "The front matter begins with --- and never ends. Close it with a line of ---."
        raise FrontMatterError(message)
    return _yaml("".join(lines[1:end])), "".join(lines[end + 1 :])


def _yaml(text: str) -> dict[str, Any]:
    try:
        values = yaml.safe_load(text) or {}
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        message = f"The front matter is not valid YAML: {error}"
        raise FrontMatterError(message) from error
    if not isinstance(values, dict):
        message = "The front matter must be a list of fields such as 'title: Who we are'."
        raise FrontMatterError(message)
    return values


def _text(values: dict[str, Any], name: str) -> str | None:
    value = values.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        message = f"'{name}' in the front matter must be text; put it in quotation marks."
        raise FrontMatterError(message)
    return " ".join(value.split())


def _date(value: Any) -> datetime.date | None:
    if value is None or (isinstance(value, datetime.date) and not isinstance(value, datetime.datetime)):
        return value
    message = f"'date' in the front matter must be a day such as 2026-11-23, not '{value}'."
    raise FrontMatterError(message)
