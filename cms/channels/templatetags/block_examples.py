from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from cms.channels.documents import CHANNELS_DIR
from cms.channels.examples import example_of
from cms.channels.sources import in_process_source
from cms.channels.website.renderer.body import body
from cms.channels.website.renderer.brand import stylesheet_path
from cms.channels.wording import WORDINGS

register = template.Library()


@register.simple_tag(takes_context=True)
def example(context: dict[str, Any]) -> SafeString:
    """Show an example of the block whose preview this is, as the website would."""
    language = (get_language() or "")[:2]
    locale = language if language in WORDINGS else next(iter(WORDINGS))
    return body({"locale": locale, "body": [example_of(context["block_class"].__name__, locale=locale)]})


@register.simple_tag
def brand_path() -> str:
    document = (CHANNELS_DIR / "brand.graphql").read_text()
    site = in_process_source().execute(document, variables={})["site"]
    brand = site["brand"] if site else {"primaryColor": "#a8121a", "inkColor": "#1b1b1f", "paperColor": "#fbf9f5"}
    return stylesheet_path(primary=brand["primaryColor"], ink=brand["inkColor"], paper=brand["paperColor"])
