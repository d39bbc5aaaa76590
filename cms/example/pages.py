from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.apps import apps
from wagtail.models import Locale, Page

from cms.example.bodies import body_of, key_points_block, raw
from cms.example.media import Images
from cms.example.relations import relate
from cms.example.texts import PageText
from cms.importing.links import LinkTargets
from cms.importing.pages import topics_named
from cms.pages.models import ContentPage
from publications.models import ContributionPage, DebatePage, EventPage, PublicationPage, StatementPage

ZONE = ZoneInfo("Europe/Berlin")


def place(text: PageText, *, parent: Page, locale: Locale, german: ContentPage | None, today: date) -> ContentPage:
    """Put the page in the tree as a draft without a body: bodies link to pages that must have their places first."""
    model: type[ContentPage] = apps.get_model(text.type)
    page = model(title=text.title, slug=text.slug, summary=text.summary, show_in_menus=text.in_menu, live=False)
    page.locale = locale
    if german is not None:
        page.translation_key = german.translation_key
    for name, value in (text.facts | _facts(model, text=text, today=today)).items():
        setattr(page, name, value)
    parent.add_child(instance=page)
    return page


def publish(page: ContentPage, *, text: PageText, links: LinkTargets, images: Images) -> None:
    """Write the body and publish the page, with a revision as if an editor had done it."""
    blocks = body_of(text, links=links, images=images)
    if isinstance(page, StatementPage):
        page.key_points = [{"type": "point", "value": point} for point in text.key_points]
        page.topics = topics_named(tuple(text.topics), locale=page.locale)
    else:
        blocks = key_points_block(text) + blocks
    page.body = raw(blocks)
    page.hero_image = images[text.hero_image] if text.hero_image else None
    relate(page, text)
    page.save_revision().publish()


def _facts(model: type[ContentPage], *, text: PageText, today: date) -> dict[str, Any]:
    day = today + timedelta(days=text.days)
    if issubclass(model, StatementPage | ContributionPage | PublicationPage):
        return {"date": day}
    if issubclass(model, DebatePage):
        return {"opened_on": day}
    if not issubclass(model, EventPage):
        return {}
    start = datetime.combine(day, time.fromisoformat(text.time), tzinfo=ZONE)
    place_and_kind = {name: getattr(text, name) for name in ("venue", "address", "kind", "status")}
    return {"start": start, "end": start + timedelta(hours=text.hours), "time_zone": ZONE.key, **place_and_kind}
