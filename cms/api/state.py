from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from wagtail.models import Locale, Page, Site

from cms.api.paths import Paths, homes_of
from cms.api.visibility import Visibility

NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class SiteState:
    """What nearly every answer needs of the site. It changes seldom and is kept for as long as the content stands."""

    site: Site | None
    # The home page of each language, whether it may be seen or not.
    homes: tuple[Page, ...]
    paths: Paths
    locales: Mapping[int, Locale]
    # What is closed to the public, at no particular moment.
    restrictions: Visibility
    # The entries of the main menu below each home page, and all versions of the imprint and the privacy policy; both
    # whether they may be seen or not.
    menus: Mapping[int, tuple[Page, ...]]
    legal_pages: tuple[Page, ...]

    @classmethod
    def load(cls) -> "SiteState":
        related = ("root_page__locale", "sitesettings__logo__collection")
        sites = Site.objects.select_related(*related).prefetch_related("sitesettings__logo__renditions")
        site = sites.filter(is_default_site=True).first()
        homes = homes_of(site)
        return cls(
            site=site,
            homes=homes,
            paths=Paths.below(homes),
            locales={locale.pk: locale for locale in Locale.objects.all()},
            restrictions=Visibility.for_public(now=NEVER),
            menus={home.pk: tuple(home.get_children().in_menu().select_related("locale")) for home in homes},
            legal_pages=_legal_pages(site),
        )


def _legal_pages(site: Site | None) -> tuple[Page, ...]:
    settings = getattr(site, "sitesettings", None)
    if settings is None:
        return ()
    chosen = Page.objects.filter(pk__in=[settings.imprint_page_id, settings.privacy_page_id])
    versions = Page.objects.filter(translation_key__in=chosen.values("translation_key"))
    return tuple(versions.select_related("locale"))
