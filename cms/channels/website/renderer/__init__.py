import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from babel import Locale
from django.template.loader import render_to_string
from django.utils.html import strip_tags

from cms.channels.blocks import RenderError
from cms.channels.links import profiles
from cms.channels.website.renderer.body import body
from cms.channels.website.renderer.brand import stylesheet_path
from cms.channels.website.renderer.head import head
from cms.channels.website.renderer.headlines import headline
from cms.channels.website.renderer.kinds import KINDS
from cms.channels.website.renderer.search import Asked, search_page, translations
from cms.channels.wording import Wording, wording
from cms.transports.base import File, PulledMessage

Data = Mapping[str, Any]

MAIN = re.compile(r"<main.*</main>", re.DOTALL)


def render(data: Data, *, now: datetime, assets: Mapping[str, bytes]) -> PulledMessage:
    """Say the page as HTML that needs no script, cookie or anything from elsewhere."""
    del assets
    page, site = data["route"]["page"], data["site"]
    if page["__typename"] not in KINDS:
        message = f"The website cannot show a {page['__typename']}. Add it to KINDS in kinds.py."
        raise RenderError(message)
    words = wording(page["locale"])
    template, facts = KINDS[page["__typename"]](page, words, now)
    main = {"headline": headline(page["title"], words=words), "body": body(page)}
    return _message(template, _frame(page, site, words) | head(page) | main | facts)


def render_missing(site: Data, *, path: str, is_gone: bool) -> PulledMessage:
    """Return the page that says that there is no page, or no longer, in the frame of the website."""
    page = {"path": path, "locale": site["locale"], "breadcrumbs": [], "translations": []}
    return _message("website/missing.html", _frame(page, site, wording(site["locale"])) | {"is_gone": is_gone})


def render_search(data: Data, *, asked: Asked) -> PulledMessage:
    """Return the page that shows what was found, in the frame of the website."""
    site = data["site"]
    words = wording(site["locale"])
    page = {
        "path": words.search.path,
        "title": words.search.title,
        "locale": site["locale"],
        "breadcrumbs": [home for home in site["homePages"] if home["locale"] == site["locale"]],
        "translations": translations(asked, locale=site["locale"]),
    }
    return _message("website/search.html", _frame(page, site, words) | search_page(data, asked, words))


def _message(template: str, context: Mapping[str, Any]) -> PulledMessage:
    html = render_to_string(template, context)
    tidy = "".join(f"{line.rstrip(' ')}\n" for line in html.split("\n") if line.strip())
    words = strip_tags("".join(MAIN.findall(tidy))).split()
    file = File(name="index.html", media_type="text/html", content=tidy.encode())
    return PulledMessage(files=(file,), counts={"words": len(words)})


def _frame(page: Data, site: Data, words: Wording) -> dict[str, Any]:
    trail = {crumb["path"] for crumb in page["breadcrumbs"]}
    colors = {name: site["brand"][f"{name}Color"] for name in ("primary", "ink", "paper")}
    return {
        "page": page,
        "site": site,
        "words": words,
        "profiles": profiles(site),
        "menu": [entry | {"current": _current(entry, page, trail)} for entry in site["menu"]],
        "languages": list(_languages(page, site)),
        "brand_path": stylesheet_path(**colors),
    }


def _current(entry: Data, page: Data, trail: set[str]) -> str:
    """Return the value of aria-current: the page itself, or the section it lies in."""
    if entry["path"] == page["path"]:
        return "page"
    return "true" if entry["path"] in trail else ""


def _languages(page: Data, site: Data) -> Iterator[dict[str, str]]:
    """Return where each language leads: to this page, or else to the home page of the language."""
    places = {place["locale"]: place["path"] for place in (*site["homePages"], *page["translations"], page)}
    for locale, path in places.items():
        yield {"locale": locale, "path": path, "name": Locale(locale).get_display_name(locale) or locale}
