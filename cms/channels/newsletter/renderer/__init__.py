from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from email.headerregistry import Address
from functools import partial
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from css_inline import CSSInliner
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from cms.channels.blocks import Block, RenderError, render_blocks
from cms.channels.newsletter.renderer import issue
from cms.channels.newsletter.renderer.colors import schemes
from cms.channels.newsletter.renderer.hypertext import SHEET, Hypertext
from cms.channels.newsletter.renderer.letter import Letter, one_line
from cms.channels.newsletter.renderer.plain_text import RULE, PlainText, underlined, wrapped
from cms.measure import LIMITS, fits
from cms.transports.email import NewsletterMessage

INLINER = CSSInliner(load_remote_stylesheets=False, minify_css=True)

BLOCKS: dict[str, tuple[Callable[[Hypertext, Block], SafeString], Callable[[PlainText, Block], str]]] = {
    "HeadingBlock": (Hypertext.heading, PlainText.heading),
    "ParagraphBlock": (Hypertext.paragraph, PlainText.paragraph),
    "QuoteBlock": (Hypertext.quote, PlainText.quote),
    "KeyPointsBlock": (Hypertext.key_points, PlainText.key_points),
    "ImageBlock": (Hypertext.image, PlainText.image),
    "CallToActionBlock": (Hypertext.call_to_action, PlainText.call_to_action),
    "TableBlock": (Hypertext.table, PlainText.table),
}


class NewsletterTooLongError(RenderError):
    """The mail is so long that mail programs would cut it off."""


def render(data: Mapping[str, Any], *, now: datetime, assets: Mapping[str, bytes]) -> NewsletterMessage:
    """Say the whole page as one mail. Raises NewsletterTooLongError."""
    del assets
    letter, html = _fitting(Letter(page=data["route"]["page"], site=data["site"]))
    text, host = _text(letter), _host(letter)
    digest = sha256(f"{letter.subject}\n{html}\n{text}".encode()).hexdigest()
    return NewsletterMessage(
        subject=letter.subject,
        html=html,
        text=text,
        sender=_sender(letter, host=host),
        language=letter.locale,
        message_id=f"<{digest[:32]}@{host}>",
        created_at=now,
        # List-Unsubscribe differs from one recipient to the next: whoever addresses the mail adds it.
        headers={"List-Id": f"<newsletter.{letter.locale}.{host}>"},
        notes=tuple(_notes(letter)),
    )


def _fitting(letter: Letter) -> tuple[Letter, str]:
    """Return the mail and its HTML, of an issue with as many entries as there is room for, but at least one."""
    html = _html(letter)
    if not fits(html, limit_name="newsletter.html") and letter.number_of_entries > 1:
        counts = range(1, letter.number_of_entries - 1)
        left_out = 1 + bisect_left(counts, 1, key=lambda count: _has_room(replace(letter, left_out=count)))
        letter = replace(letter, left_out=left_out)
        html = _html(letter)
    if not fits(html, limit_name="newsletter.html"):
        maximum = LIMITS["newsletter.html"].maximum
        message = gettext("The mail is %(size)s bytes long; mail programs cut off what exceeds %(maximum)s.")
        raise NewsletterTooLongError(message % {"size": len(html.encode()), "maximum": maximum})
    return letter, html


def _has_room(letter: Letter) -> bool:
    return fits(_html(letter), limit_name="newsletter.html")


def _html(letter: Letter) -> str:
    hypertext = Hypertext(letter=letter)
    renderers = {name: partial(html, hypertext) for name, (html, _) in BLOCKS.items()}
    hero = letter.page["heroImage"] or {}
    context = {
        "letter": letter,
        "title": hypertext.title(letter.page["title"]),
        "summary": hypertext.lines(letter.teaser),
        "hero": hypertext.picture(hero, preset="card", width=SHEET),
        "hero_caption": hypertext.caption(hero, preset="card"),
        "facts": hypertext.facts(letter.facts) if letter.facts else "",
        "points": hypertext.points(letter.key_points, heading=letter.words.key_points) if letter.key_points else "",
        "body": render_blocks(letter.body, renderers=renderers, channel="newsletter"),
        "issue": issue.html(letter),
        "sheet_width": SHEET,
        **schemes(**{name: letter.site["brand"][f"{name}Color"] for name in ("primary", "ink", "paper")}),
    }
    return INLINER.inline(render_to_string("newsletter/message.html", context))


def _text(letter: Letter) -> str:
    text = PlainText(letter)
    renderers = {name: partial(plain, text) for name, (_, plain) in BLOCKS.items()}
    parts = [
        wrapped(letter.site["organisationName"]),
        text.picture(letter.page["heroImage"] or {}),
        wrapped(letter.kicker),
        wrapped(letter.status),
        underlined(letter.page["title"], level=1),
        wrapped(letter.teaser),
        text.facts(letter.facts),
        text.points(letter.key_points, heading=letter.words.key_points) if letter.key_points else "",
        *render_blocks(letter.body, renderers=renderers, channel="newsletter"),
        *issue.text(letter, plain=text),
        RULE,
        text.facts([letter.on_the_website]),
        f"{wrapped(letter.site['organisationName'])}\n{text.facts(letter.addresses)}".rstrip(),
        "\n".join(wrapped(one_line(line)) for line in letter.imprint),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _host(letter: Letter) -> str:
    return _ascii((urlsplit(letter.site["url"]).hostname or "localhost").removeprefix("www."))


def _sender(letter: Letter, *, host: str) -> Address:
    name, _, domain = letter.site["email"].rpartition("@")
    return Address(one_line(letter.site["organisationName"]), name or "newsletter", _ascii(domain) or host)


def _ascii(host: str) -> str:
    """Return a host as mail headers want it: umlauts in the encoding of domain names."""
    return host.encode("idna").decode()


def _notes(letter: Letter) -> Iterator[str]:
    if not fits(letter.subject, limit_name="newsletter.subject"):
        maximum = LIMITS["newsletter.subject"].maximum
        note = gettext("The subject has %(length)s characters; many inboxes show no more than %(maximum)s.")
        yield note % {"length": len(letter.subject), "maximum": maximum}
    if letter.left_out:
        note = gettext(
            "The mail has no room for all %(number)s entries. The last %(left_out)s are left out, "
            "with a link to the whole issue on the website."
        )
        yield note % {"number": letter.number_of_entries, "left_out": letter.left_out}
    pictures = [(letter.page["heroImage"], "card")]
    pictures += [(entry.page["heroImage"], "card") for section in letter.sections for entry in section.entries]
    pictures += [(block["image"], "content") for block in letter.body if "image" in block]
    for image, preset in pictures:
        if image and not image[preset]:
            yield gettext("A picture is not ready yet and is told in words: %(alt)s") % {"alt": image["alt"]}
