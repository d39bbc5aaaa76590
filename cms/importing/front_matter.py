import datetime
import unicodedata
from dataclasses import dataclass
from typing import Any, Self

import yaml

from cms.importing.limits import MAXIMUM_SUMMARY
from cms.importing.words import one_line

MARK = "---"
FIELDS = ("title", "date", "summary", "topics", "hero_image")
# What the constructors of YAML raise for values that are not what their tags say.
NOT_YAML = (yaml.YAMLError, ValueError, TypeError, AttributeError, LookupError, ArithmeticError, RecursionError)


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
        unknown = sorted(values.keys() - set(FIELDS))
        if unknown:
            message = f"The front matter has unknown fields: {', '.join(unknown)}. Known are: {', '.join(FIELDS)}."
            raise FrontMatterError(message)
        return cls(
            title=_text(values, "title"),
            date=_date(values.get("date")),
            summary=_summary(values),
            topics=_topics(values.get("topics") or []),
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
    except NOT_YAML as error:
        message = f"The front matter is not valid YAML: {error}"
        raise FrontMatterError(message) from error
    if not isinstance(values, dict) or not all(isinstance(name, str) for name in values):
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
    text = one_line(value)
    # Databases refuse both; the name of a file is only looked up, and then no file has it.
    refused = {"Cs"} if name == "hero_image" else {"Cs", "Cc"}
    if any(unicodedata.category(character) in refused for character in text):
        message = f"'{name}' in the front matter holds control characters or halves of characters."
        raise FrontMatterError(message)
    return text


def _summary(values: dict[str, Any]) -> str:
    summary = _text(values, "summary") or ""
    if len(summary) > MAXIMUM_SUMMARY:
        message = f"'summary' in the front matter has {len(summary)} characters; it has at most {MAXIMUM_SUMMARY}."
        raise FrontMatterError(message)
    return summary


def _topics(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(topic, str) for topic in value):
        message = "'topics' in the front matter must be a list of names, for example [peace, organization]."
        raise FrontMatterError(message)
    return tuple(value)


def _date(value: Any) -> datetime.date | None:
    if value is None or (isinstance(value, datetime.date) and not isinstance(value, datetime.datetime)):
        return value
    # Only text is shown again: other values may unfold to more than a terminal or the memory can hold.
    given = f", not '{value}'" if isinstance(value, str) else ""
    message = f"'date' in the front matter must be a day such as 2026-11-23{given}."
    raise FrontMatterError(message)
