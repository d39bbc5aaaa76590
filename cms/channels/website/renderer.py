import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from babel import Locale
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString

from cms.channels import richtext
from cms.channels.blocks import Block, RenderError, render_blocks
from cms.channels.website.brand import stylesheet_path
from cms.channels.website.head import head
from cms.channels.website.headlines import breakable
from cms.channels.website.images import credit_line
from cms.channels.website.kinds import KINDS
from cms.channels.website.prose import lines, link, prose
from cms.channels.wording import Wording, wording
from cms.transports.base import File, PulledMessage

Data = Mapping[str, Any]

# Identifiers that the templates use themselves.
TAKEN_ANCHORS = frozenset({"content", "statements", "events", "events-title", "past", "past-title"})
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
    body = render_blocks(_prepared(page), renderers=BLOCKS, channel="website")
    main = {"headline": breakable(page["title"], locale=page["locale"]), "body": lines(body)}
    return _message(template, _frame(page, site, words) | head(page, site) | main | facts)


def render_not_found(site: Data, *, path: str) -> PulledMessage:
    """Return the page that says that there is no page, in the frame of the website."""
    page = {"path": path, "locale": site["locale"], "breadcrumbs": [], "translations": []}
    return _message("website/not_found.html", _frame(page, site, wording(site["locale"])))


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


def _prepared(page: Data) -> Iterator[Block]:
    """Give each block the language around it, and each heading an anchor of its own."""
    taken = set(TAKEN_ANCHORS)
    language = {"locale": page["locale"], "words": wording(page["locale"])}
    for block in page["body"]:
        if "anchor" not in block:
            yield {**block, **language}
            continue
        anchor, number = block["anchor"], 1
        while anchor in taken:
            number += 1
            anchor = f"{block['anchor']}-{number}"
        taken.add(anchor)
        yield {**block, **language, "anchor": anchor}


def _heading(block: Block) -> SafeString:
    text = breakable(block["headingText"], locale=block["locale"])
    return format_html('<h{0} id="{1}">{2}</h{0}>', int(block["level"]), block["anchor"], text)


def _paragraph(block: Block) -> SafeString:
    return prose(richtext.parse(block["html"]))


def _quote(block: Block) -> SafeString:
    source = format_html("<figcaption>{}</figcaption>\n", block["source"]) if block["source"] else ""
    html = '<figure class="quotation">\n<blockquote><p>{}</p></blockquote>\n{}</figure>'
    return format_html(html, block["quotation"], source)


def _key_points(block: Block) -> SafeString:
    said = (breakable(point, locale=block["locale"]) for point in block["points"])
    points = format_html_join("\n", "<li>{}</li>", ((point,) for point in said))
    html = '<section class="key-points">\n<h2>{}</h2>\n<ul>\n{}\n</ul>\n</section>'
    return format_html(html, block["pointsHeading"] or block["words"].key_points, points)


def _image(block: Block) -> SafeString:
    """Return a figure. An image that is not ready yet is told in words; one that is not public leaves its caption."""
    image = block["image"] or {}
    shown = lines((_picture(image, block["words"]), _caption(block["caption"], credit_line(image, block["words"]))))
    return format_html("<figure>\n{}\n</figure>", shown) if shown else SafeString()


def _picture(image: Data, words: Wording) -> SafeString:
    if content := image.get("content"):
        html = '<img src="{}" width="{}" height="{}" alt="{}" loading="lazy" decoding="async">'
        return format_html(html, content["url"], content["width"], content["height"], image["alt"])
    return format_html('<p class="missing">{}: {}</p>', words.image, image["alt"]) if image.get("alt") else SafeString()


def _caption(text: str, credit: str) -> SafeString:
    if not text and not credit:
        return SafeString()
    credited = format_html(' <span class="credit">{}</span>', credit) if credit else SafeString()
    return format_html("<figcaption>{}{}</figcaption>", text, credited)


def _call_to_action(block: Block) -> SafeString:
    return format_html('<p class="action">{}</p>', link(block["href"], block["actionText"]))


BLOCKS: dict[str, Callable[[Block], SafeString]] = {
    "HeadingBlock": _heading,
    "ParagraphBlock": _paragraph,
    "QuoteBlock": _quote,
    "KeyPointsBlock": _key_points,
    "ImageBlock": _image,
    "CallToActionBlock": _call_to_action,
}
