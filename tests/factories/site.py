from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from wagtail.models import Collection, Locale, Page
from wagtail.models import Site as WagtailSite

from home.models import HomePage, SiteSettings, StandardPage
from publications.models import EventIndexPage, EventPage, StatementIndexPage, StatementPage, Topic

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
PARAGRAPH = [("paragraph", {"text": "<p>Ein <b>Satz</b>.</p>"})]


@dataclass(frozen=True, kw_only=True)
class Site:
    """A site in two languages with nothing but its frame."""

    german: HomePage
    english: HomePage
    statements: StatementIndexPage
    events: EventIndexPage


def make_site() -> Site:
    root = make_root()
    german = HomePage(title="Start", slug="home", locale=_locale("de"))
    root.add_child(instance=german)
    WagtailSite.objects.all().delete()
    site = WagtailSite.objects.create(hostname="www.example.org", root_page=german, is_default_site=True)
    SiteSettings.objects.create(site=site, organization_name="Kommunistische Organisation", short_name="KO")
    english = german.copy_for_translation(_locale("en"))
    english.title = english.draft_title = "Home"
    english.save_revision().publish()
    statements = german.add_child(instance=StatementIndexPage(title="Stellungnahmen", slug="stellungnahmen"))
    events = german.add_child(instance=EventIndexPage(title="Termine", slug="termine"))
    return Site(german=german, english=english, statements=statements, events=events)


def make_page(parent: Page, title: str = "Wer wir sind", **fields: Any) -> StandardPage:
    return parent.add_child(instance=StandardPage(title=title, **({"body": PARAGRAPH} | fields)))


def make_statement(parent: Page, title: str = "Nein zur Wehrpflicht", **fields: Any) -> StatementPage:
    values = {"date": date(2026, 11, 20), "body": PARAGRAPH} | fields
    return parent.add_child(instance=StatementPage(title=title, **values))


def make_event(parent: Page, title: str = "Offenes Treffen", **fields: Any) -> EventPage:
    start = fields.pop("start", NOW + timedelta(days=12))
    values = {"start": start, "end": start + timedelta(hours=2), "body": PARAGRAPH} | fields
    return parent.add_child(instance=EventPage(title=title, **values))


def make_topic(name: str = "Frieden", slug: str = "frieden") -> Topic:
    return Topic.objects.create(name=name, slug=slug, locale=_locale("de"))


def make_root() -> Page:
    """Return the empty root of the page tree. Browser tests wipe what migrations put there."""
    _locale("de")
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
    root = Page.get_first_root_node()
    if root is None:
        return Page.add_root(instance=Page(title="Root", slug="root"))
    root.get_children().delete()
    root.refresh_from_db()
    return root


def _locale(code: str) -> Locale:
    return Locale.objects.get_or_create(language_code=code)[0]
