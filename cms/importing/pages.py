import re
from dataclasses import dataclass
from typing import Any

from wagtail.models import Locale, Page, Site

from cms.blocks.slugs import slug_of
from cms.importing.limits import MAXIMUM_SLUG, MAXIMUM_TITLE
from cms.pages.addresses import RESERVED_SLUGS, is_reserved_below
from cms.pages.models import ContentPage
from home.models import HomePage, StandardPage
from publications.models import StatementIndexPage, StatementPage, Topic

MODELS: dict[str, type[ContentPage]] = {"standard": StandardPage, "statement": StatementPage}
PARENTS: dict[str, type[ContentPage]] = {"standard": HomePage, "statement": StatementIndexPage}
SLUG = re.compile(r"[\w-]+")


class PlacementError(Exception):
    """There is no place in the site for the page, or another page stands there."""


@dataclass(frozen=True, kw_only=True)
class Placed:
    page: ContentPage
    created: bool


def default_site() -> Site:
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None or not issubclass(site.root_page.specific_class, HomePage):
        message = "There is no home page yet. Create one in the admin, or run: manage.py load_example_site"
        raise PlacementError(message)
    return site


def locale_of(code: str) -> Locale:
    locale = Locale.objects.filter(language_code=code).first()
    if locale is None:
        codes = ", ".join(Locale.objects.values_list("language_code", flat=True))
        message = f"There is no language '{code}'. The languages are: {codes}."
        raise PlacementError(message)
    return locale


def place(*, kind: str, locale: Locale, title: str, slug: str | None, parent: Page | None = None) -> Placed:
    """Return the page with this slug, or a new one that is not saved yet. Raises PlacementError."""
    name = _slug(title=title, slug=slug)
    is_usual = parent is None
    parent = parent or parent_of(kind, locale=locale)
    is_below_home = isinstance(parent, HomePage)
    if (is_below_home and name.casefold() in RESERVED_SLUGS) or is_reserved_below(parent, name):
        message = f"The slug '{name}' is an address of the system itself. Choose another with --slug."
        raise PlacementError(message)
    taken = Page.objects.filter(slug=name, locale=locale)
    # Below other pages than the usual ones, only neighbors stand in the way.
    taken = taken.specific() if is_usual else taken.child_of(parent).specific()
    for page in taken:
        if page.get_parent().pk == parent.pk and isinstance(page, MODELS[kind]):
            return Placed(page=page.get_latest_revision_as_object(), created=False)
        message = (
            f"The slug '{name}' is taken by {page.specific_class._meta.verbose_name} '{page.title}' (id {page.pk})."
        )
        raise PlacementError(message + " Choose another with --slug.")
    page = MODELS[kind](title=title, slug=name, locale=locale, live=False)
    return Placed(page=page, created=True)


def save(placed: Placed, *, kind: str, publish: bool, parent: Page | None = None) -> ContentPage:
    """Keep the page as a new revision and publish it when asked."""
    page = placed.page
    if placed.created:
        (parent or parent_of(kind, locale=page.locale)).add_child(instance=page)
    revision = page.save_revision()
    if publish:
        revision.publish()
    return page


def topics_named(names: tuple[str, ...], *, locale: Locale) -> list[Topic]:
    known: dict[str, Any] = {}
    for topic in Topic.objects.filter(locale=locale):
        known |= {topic.slug: topic, topic.name.casefold(): topic}
    missing = [name for name in names if name.casefold() not in known]
    if missing:
        slugs = ", ".join(sorted({topic.slug for topic in known.values()})) or "none yet"
        message = f"There is no topic {', '.join(missing)} in this language. The topics are: {slugs}."
        raise PlacementError(message)
    return [known[name.casefold()] for name in names]


def _slug(*, title: str, slug: str | None) -> str:
    name = slug or slug_of(title)[:MAXIMUM_SLUG].rstrip("-")
    if not name or len(title) > MAXIMUM_TITLE:
        message = (
            f"A title has 1 to {MAXIMUM_TITLE} characters and at least one letter or digit. Give a title and a slug."
        )
        raise PlacementError(message)
    if len(name) > MAXIMUM_SLUG or not SLUG.fullmatch(name):
        message = (
            f"The slug '{name[:40]}' will not do: a slug has 1 to {MAXIMUM_SLUG} characters, which are letters,"
            " digits, hyphens and underscores."
        )
        raise PlacementError(message)
    return name


def parent_of(kind: str, *, locale: Locale) -> Page:
    root = default_site().root_page.get_translations(inclusive=True).filter(locale=locale).first()
    found = root and PARENTS[kind].objects.filter(path__startswith=root.path, locale=locale).order_by("path").first()
    if not found:
        wanted = PARENTS[kind]._meta.verbose_name
        message = f"There is no {wanted} in '{locale.language_code}' to put the page under. Create one in the admin."
        raise PlacementError(message)
    return found
