from collections.abc import Mapping
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from cms.channels.facts import credit
from cms.channels.markup import lines
from cms.channels.wording import Wording

Data = Mapping[str, Any]

# How wide pictures are shown (site.css): at the head of a page, on the home page beside its title, and in a text.
AT_THE_HEAD = "(min-width: 84rem) 76rem, (min-width: 62rem) 91vw, 100vw"
IN_THE_BANNER = "(min-width: 84rem) 36rem, (min-width: 62rem) 43vw, 91vw"
IN_A_TEXT = "(min-width: 44rem) 40rem, 91vw"
IN_A_GALLERY = "(min-width: 44rem) 20rem, (min-width: 34rem) 45vw, 91vw"
# The first picture of a page is fetched at once, any other when readers come near it.
AT_ONCE = SafeString(' fetchpriority="high"')
LATER = SafeString(' loading="lazy" decoding="async"')


def is_ready(image: Data | None) -> bool:
    """Return whether files of an image have been made already."""
    return image is not None and _file(image) is not None


def picture(image: Data, *, alt: str, sizes: str, is_first: bool = False) -> SafeString:
    """Return an image in the formats and widths that browsers choose from, on its own color until it is there."""
    file: Any = _file(image)
    *better, known = file.get("sources") or [None]
    html = '<source type="{}" srcset="{}" sizes="{}">'
    sources = (format_html(html, source["type"], source["srcset"], sizes) for source in better)
    shown = lines((*sources, _img(file, known, alt=alt, sizes=sizes, loading=AT_ONCE if is_first else LATER)))
    whole = lines((_ground(image), format_html("<picture>\n{}\n</picture>", shown)))
    return format_html('<div class="picture">\n{}\n</div>', whole)


def hero(image: Data | None, words: Wording, *, sizes: str = AT_THE_HEAD) -> dict[str, Any] | None:
    """Return what a template needs to show the image that stands for a page, if it is ready."""
    if image is None or not is_ready(image):
        return None
    shown = picture(image, alt=image["alt"], sizes=sizes, is_first=True)
    return {"picture": shown, "credit": credit(image, words=words)}


def _file(image: Data) -> Data | None:
    """Return the image in all widths, or in the one that is made first; nothing while no file of it is there."""
    return next((image[name] for name in ("picture", "wide", "content") if image.get(name)), None)


def _img(file: Data, known: Data | None, *, alt: str, sizes: str, loading: SafeString) -> SafeString:
    """Return the format that every browser knows: in its widths, or in the one there is until these are made."""
    widths = format_html(' srcset="{}" sizes="{}"', known["srcset"], sizes) if known else SafeString()
    html = '<img src="{}"{} width="{}" height="{}" alt="{}"{}>'
    return format_html(html, file.get("src") or file["url"], widths, file["width"], file["height"], alt, loading)


def _ground(image: Data) -> SafeString:
    """Return a surface of the color, drawn, because the policy of the website allows no styles within a page."""
    color = image.get("dominantColor")
    html = '<svg aria-hidden="true" focusable="false"><rect width="100%" height="100%" fill="{}"/></svg>'
    return format_html(html, color) if color else SafeString()
