from typing import Any

from wagtail.models import Page

from home.models import ContactPage, LocalGroupIndexPage, LocalGroupPage

CONSENT = "Ich bin einverstanden."


def make_contact_page(parent: Page, title: str = "Kontakt", **fields: Any) -> ContactPage:
    values = {"recipient": "kontakt@example.org", "consent": CONSENT} | fields
    return parent.add_child(instance=ContactPage(title=title, slug=title.lower(), **values))


def make_groups(parent: Page) -> LocalGroupIndexPage:
    return parent.add_child(instance=LocalGroupIndexPage(title="Ortsgruppen", slug="ortsgruppen"))


def make_group(parent: Page, city: str = "Bremen", **fields: Any) -> LocalGroupPage:
    values = {"title": f"Ortsgruppe {city}", "slug": city.lower(), "email": f"{city.lower()}@example.org"} | fields
    return parent.add_child(instance=LocalGroupPage(city=city, **values))
