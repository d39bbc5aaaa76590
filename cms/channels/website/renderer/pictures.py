from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.template.loader import render_to_string
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString

from cms.channels.blocks import Block
from cms.channels.facts import credit
from cms.channels.links import reachable
from cms.channels.markup import lines
from cms.channels.website.renderer.headlines import block_heading
from cms.channels.website.renderer.images import IN_A_GALLERY, IN_A_TEXT, is_ready, picture
from cms.channels.website.renderer.prose import PROSE
from cms.channels.wording import Wording

Data = Mapping[str, Any]

# What a player needs, and no more: it may not lead the page around it elsewhere.
SANDBOX = "allow-scripts allow-same-origin allow-presentation allow-popups allow-popups-to-escape-sandbox"


def shows_picture(block: Block) -> bool:
    """Return whether a block shows a picture of its own; a video waits in a frame of its own."""
    images = [block.get("image"), *(each["image"] for each in block.get("pictures", ()))]
    return "embedUrl" not in block and any(map(is_ready, images))


def image(block: Block) -> SafeString:
    """Return a figure. An image that is not ready yet is told in words; one that is not public leaves its caption."""
    shown = _shown(block, block, sizes=IN_A_TEXT, is_first=block["has_first_picture"])
    return format_html("<figure>\n{}\n</figure>", shown) if shown else SafeString()


def gallery(block: Block) -> SafeString:
    first = next((each for each in block["pictures"] if is_ready(each["image"])), None)
    figures = (
        _shown(each, block, sizes=IN_A_GALLERY, is_first=block["has_first_picture"] and each is first)
        for each in block["pictures"]
    )
    html = "<li><figure>\n{}\n</figure></li>"
    items = format_html_join("\n", html, ((figure,) for figure in figures if figure))
    grid = format_html('<ul class="gallery__pictures" role="list">\n{}\n</ul>', items) if items else SafeString()
    heading = block_heading(block["galleryHeading"], words=block["words"])
    if not heading and not grid:
        return SafeString()
    return format_html('<section class="gallery">\n{}{}\n</section>', heading, grid)


def embed(block: Block) -> SafeString:
    """Return a frame that asks nobody for anything until the reader follows the link in it, and a way around it."""
    words, said = block["words"], credit(block["image"] or {}, words=block["words"])
    address = reachable(block["embedUrl"], base_url="", schemes={"https"})
    frame = _frame(block, address) if address else SafeString()
    label = words.watch_at.format(provider=block["provider"]) if block["provider"] else words.video
    title = format_html('<span class="embed__title">{}</span>', block["embedTitle"])
    credited = format_html('<span class="credit">{}</span>', said) if said else ""
    html = '<figure class="embed">\n{}\n<figcaption>{} {}\n{}</figcaption>\n</figure>'
    return format_html(html, frame, title, PROSE.link(block["url"], label), credited)


def _frame(block: Block, address: str) -> SafeString:
    words, provider, image = block["words"], block["provider"], block["image"] or {}
    inside = render_to_string(
        "website/player.html",
        {
            "locale": words.locale,
            "title": block["embedTitle"],
            "picture": picture(image, alt="", sizes=IN_A_TEXT) if is_ready(image) else "",
            "address": address,
            "action": words.load_video.format(provider=provider),
            "note": block["privacyNote"] or words.load_video_because.format(provider=provider),
        },
    )
    origin = "{0.scheme}://{0.netloc}".format(urlsplit(address))
    html = '<iframe title="{}" srcdoc="{}" sandbox="{}" allow="fullscreen {}" loading="lazy"></iframe>'
    # What a template renders counts as safe, but as the value of an attribute it must be escaped once more.
    return format_html(html, block["embedTitle"], escape(inside), SANDBOX, origin)


def _shown(each: Data, block: Block, *, sizes: str, is_first: bool) -> SafeString:
    words, image = block["words"], each["image"] or {}
    shown = picture(image, alt=image["alt"], sizes=sizes, is_first=is_first) if is_ready(image) else _told(image, words)
    return lines((shown, _caption(each["caption"], credit(image, words=words))))


def _told(image: Data, words: Wording) -> SafeString:
    alt = image.get("alt")
    return format_html('<p class="missing">{}: {}</p>', words.image, alt) if alt else SafeString()


def _caption(text: str, credited: str) -> SafeString:
    if not text and not credited:
        return SafeString()
    shown = format_html(' <span class="credit">{}</span>', credited) if credited else SafeString()
    return format_html("<figcaption>{}{}</figcaption>", text, shown)
