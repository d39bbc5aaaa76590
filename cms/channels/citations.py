from collections.abc import Mapping

from cms.channels.wording import Wording

Reading = Mapping[str, str]


def citation(reading: Reading, *, words: Wording) -> str:
    """Return for example "Lenin, W. I.: Staat und Revolution. In: Werke, Band 25. Berlin: Dietz 1974, S. 393–507"."""
    authors = " / ".join(part.strip() for part in reading["authors"].split(";") if part.strip())
    title = f"{authors}: {reading['title']}" if authors else reading["title"]
    container = f"{words.study.contained_in} {reading['container']}" if reading["container"] else ""
    isbn = f"ISBN {reading['isbn']}" if reading["isbn"] else ""
    return " ".join(_sentence(part) for part in (title, container, _published(reading, words=words), isbn) if part)


def _published(reading: Reading, *, words: Wording) -> str:
    """Return for example "Berlin: Dietz 1974, S. 393–507"."""
    house = ": ".join(reading[name] for name in ("place", "publisher") if reading[name])
    house = " ".join(part for part in (house, reading["year"]) if part)
    pages = f"{words.study.pages(reading['pages'])} {reading['pages']}" if reading["pages"] else ""
    return ", ".join(part for part in (house, pages) if part)


def _sentence(text: str) -> str:
    """End a part with one full stop, unless it already ends like a sentence."""
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."
