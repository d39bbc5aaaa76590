from typing import Any
from uuid import uuid4

from wagtail.models import Page

from home.models import HomePage
from publications.models import NewsletterIndexPage, NewsletterIssue

Section = dict[str, Any]


def make_archive(home: HomePage) -> NewsletterIndexPage:
    return home.add_child(instance=NewsletterIndexPage(title="Newsletter", slug="newsletter"))


def make_issue(parent: Page, title: str = "Erste Ausgabe", **fields: Any) -> NewsletterIssue:
    """Return an issue that is a draft: publishing it freezes it."""
    return parent.add_child(instance=NewsletterIssue(title=title, live=False, **fields))


def picks(*pages: Page, heading: str = "Zum Lesen", text: str = "") -> Section:
    items = [{"type": "item", "id": str(uuid4()), "value": {"page": page.pk, "text": text}} for page in pages]
    return {"type": "picks", "value": {"heading": heading, "items": items}}


def new_statements(*, days: int | None = None, topic: int | None = None, maximum: int = 5) -> Section:
    value = {"heading": "Neu", "days": days, "topic": topic, "maximum": maximum}
    return {"type": "statements", "value": value}


def next_events(*, days: int = 30, maximum: int = 5) -> Section:
    return {"type": "events", "value": {"heading": "Termine", "days": days, "maximum": maximum}}
