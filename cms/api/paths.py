from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from django.conf import settings
from wagtail.models import Page, Site

# Lists show the same pages again and again.
MAXIMUM_REMEMBERED = 8192


@dataclass(frozen=True, kw_only=True)
class LanguageRoot:
    """The home page of one language: where its addresses begin and where its pages lie in the tree."""

    language: str
    prefix: str
    url_path: str


@dataclass(frozen=True, kw_only=True)
class Paths:
    """Translates between addresses as readers see them ("/en/events/") and Wagtail's url_path ("/home-en/events/")."""

    roots: tuple[LanguageRoot, ...]

    @classmethod
    def for_site(cls, site: Site | None) -> "Paths":
        return cls.below(homes_of(site))

    @classmethod
    def below(cls, homes: Iterable[Page]) -> "Paths":
        return cls(roots=tuple(_language_root(home) for home in homes))

    def root(self, language: str) -> LanguageRoot | None:
        return next((root for root in self.roots if root.language == language), None)

    @cached_property
    def path_of(self) -> Callable[[str], str | None]:
        """Return the function that makes an address of a url_path; none of what stands outside the site."""
        return lru_cache(maxsize=MAXIMUM_REMEMBERED)(self._path_of)

    def _path_of(self, url_path: str) -> str | None:
        for root in self.roots:
            if url_path.startswith(root.url_path):
                return root.prefix + url_path.removeprefix(root.url_path)
        return None

    def url_path_of(self, path: str) -> tuple[LanguageRoot, str] | None:
        """Return the language and the url_path that an address names, by the longest language prefix."""
        normal = normalize(path)
        for root in sorted(self.roots, key=lambda root: len(root.prefix), reverse=True):
            if normal.startswith(root.prefix):
                return root, root.url_path + normal.removeprefix(root.prefix)
        return None


def homes_of(site: Site | None) -> tuple[Page, ...]:
    """Return the home page of each language of the site."""
    return tuple(site.root_page.get_translations(inclusive=True).select_related("locale")) if site else ()


def normalize(path: str) -> str:
    """Return the path with one slash at each end."""
    inner = path.strip("/")
    return f"/{inner}/" if inner else "/"


def _language_root(home: Page) -> LanguageRoot:
    language = home.locale.language_code
    prefix = "/" if language == settings.LANGUAGE_CODE else f"/{language}/"
    return LanguageRoot(language=language, prefix=prefix, url_path=home.url_path)
