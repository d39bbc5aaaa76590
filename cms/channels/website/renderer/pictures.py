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
from cms.channels.website.renderer.prose import PROSE
from cms.channels.wording import Wording

Data = Mapping[str, Any]

# What a player needs, and no more: it may not lead the page around it elsewhere.
SANDBOX = "allow-scripts allow-same-origin allow-presentation allow-popups allow-popups-to-escape-sandbox"


def image(block: Block) -> SafeString:
    """Return a figure. An image that is not ready yet is told in words; one that is not public leaves its caption."""
    shown = _shown(block["image"] or {}, block["caption"], block["words"])
    return format_html("<figure>\n{}\n</figure>", shown) if shown else SafeString()


def gallery(block: Block) -> SafeString:
    pictures = (_shown(each["image"] or {}, each["caption"], block["words"]) for each in block["pictures"])
    html = "<li><figure>\n{}\n</figure></li>"
    items = format_html_join("\n", html, ((picture,) for picture in pictures if picture))
    grid = format_html('<ul class="gallery__pictures" role="list">\n{}\n</ul>', items) if items else SafeString()
    heading = block_heading(block["galleryHeading"], words=block["words"])
    if not heading and not grid:
        return SafeString()
    return format_html('<section class="gallery">\n{}{}\n</section>', heading, grid)


def embed(block: Block) -> SafeString:
    """Return a frame that asks nobody for anything until the reader follows the link in it, and a way around it."""
    words, picture = block["words"], block["image"] or {}
    address = reachable(block["embedUrl"], base_url="", schemes={"https"})
    frame = _frame(block, address) if address else SafeString()
    label = words.watch_at.format(provider=block["provider"]) if block["provider"] else words.video
    title = format_html('<span class="embed__title">{}</span>', block["embedTitle"])
    credited = format_html('<span class="credit">{}</span>', text) if (text := credit(picture, words=words)) else ""
    html = '<figure class="embed">\n{}\n<figcaption>{} {}\n{}</figcaption>\n</figure>'
    return format_html(html, frame, title, PROSE.link(block["url"], label), credited)


def _frame(block: Block, address: str) -> SafeString:
    words, provider = block["words"], block["provider"]
    inside = render_to_string(
        "website/player.html",
        {
            "locale": words.locale,
            "title": block["embedTitle"],
            "picture": (block["image"] or {}).get("content"),
            "address": address,
            "action": words.load_video.format(provider=provider),
            "note": block["privacyNote"] or words.load_video_because.format(provider=provider),
        },
    )
    origin = "{0.scheme}://{0.netloc}".format(urlsplit(address))
    html = '<iframe title="{}" srcdoc="{}" sandbox="{}" allow="fullscreen {}" loading="lazy"></iframe>'
    # What a template renders counts as safe, but as the value of an attribute it must be escaped once more.
    return format_html(html, block["embedTitle"], escape(inside), SANDBOX, origin)


def _shown(picture: Data, caption: str, words: Wording) -> SafeString:
    return lines((_picture(picture, words), _caption(caption, credit(picture, words=words))))


def _picture(picture: Data, words: Wording) -> SafeString:
    if content := picture.get("content"):
        html = '<img src="{}" width="{}" height="{}" alt="{}" loading="lazy" decoding="async">'
        return format_html(html, content["url"], content["width"], content["height"], picture["alt"])
    alt = picture.get("alt")
    return format_html('<p class="missing">{}: {}</p>', words.image, alt) if alt else SafeString()


def _caption(text: str, credited: str) -> SafeString:
    if not text and not credited:
        return SafeString()
    shown = format_html(' <span class="credit">{}</span>', credited) if credited else SafeString()
    return format_html("<figcaption>{}{}</figcaption>", text, shown)
