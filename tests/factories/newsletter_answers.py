from typing import Any

from tests.factories.answers import IMAGE, event, page, statement

LISTED = ("__typename", "title", "path", "url", "locale", "summary", "date", "heroImage")
LISTED_OF_EVENTS = (
    *("kind", "status", "statusNote", "start", "end", "timeZone", "venue", "address", "onlineUrl"),
    *("recurrence", "exceptions", "nextOccurrence"),
)


def item(found: dict[str, Any], text: str = "") -> dict[str, Any]:
    """Return a page as an issue holds it."""
    names = (*LISTED, *LISTED_OF_EVENTS) if "start" in found else LISTED
    return {"text": text, "page": {name: found[name] for name in names if name in found}}


def section(*items: dict[str, Any], heading: str = "Zum Lesen") -> dict[str, Any]:
    return {"heading": heading, "items": list(items)}


def issue(*sections: dict[str, Any], **overrides: Any) -> dict[str, Any]:
    """Return an issue as the channels' documents get it; by default one of each kind of entry."""
    values = {
        "__typename": "NewsletterIssue",
        "title": "Erste Ausgabe",
        "path": "/newsletter/erste-ausgabe/",
        "url": "https://www.example.org/newsletter/erste-ausgabe/",
        "subject": "Nein zur Wehrpflicht, und wie es weitergeht",
        "preheader": "Ein Text, eine Debatte, zwei Termine",
        "frozenAt": "2026-11-20T09:00:00+00:00",
        "sections": list(sections) or [_reading(), _events()],
        "body": [],
    }
    return page(**(values | overrides))


def _reading() -> dict[str, Any]:
    other = page(title="What <is> to be done", locale="en", heroImage=IMAGE | {"card": None})
    return section(item(statement(), "Lest <das> & gebt es weiter."), item(other))


def _events() -> dict[str, Any]:
    cancelled = event(title="Kundgebung", status="CANCELLED", statusNote="Die Anmeldung wurde verweigert.")
    return section(item(event()), item(cancelled), heading="Termine")
