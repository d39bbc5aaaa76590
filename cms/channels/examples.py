from collections.abc import Callable
from typing import Any

from django.templatetags.static import static
from django.utils.translation import gettext as _

Fields = dict[str, Any]

PICTURE_SIZE = {"width": 800, "height": 600}


def example_of(name: str, *, locale: str) -> Fields:
    """Return a block as the website's document would get it, in the language of the editor, for the block chooser."""
    return {"__typename": name, "id": "example", **EXAMPLES[name](locale)}


def _heading(_locale: str) -> Fields:
    return {"headingText": _("What this is about"), "level": 2, "anchor": "example"}


def _paragraph(_locale: str) -> Fields:
    text = _("Running text, with <b>emphasis</b> and <i>titles</i>.")
    items = "".join(f"<li>{item}</li>" for item in (_("One thing"), _("Another thing")))
    return {"html": f"<p>{text}</p><ul>{items}</ul>"}


def _quote(_locale: str) -> Fields:
    return {"quotation": _("What is to be done?"), "source": _("An old question")}


def _key_points(_locale: str) -> Fields:
    return {"pointsHeading": "", "points": [_("What matters most."), _("What follows from it.")]}


def _image(_locale: str) -> Fields:
    return {"image": _picture(), "caption": _("What the picture shows")}


def _call_to_action(_locale: str) -> Fields:
    return {"actionText": _("Join us"), "href": "#example"}


def _gallery(_locale: str) -> Fields:
    pictures = [{"image": _picture(), "caption": caption} for caption in (_("First day"), _("Second day"))]
    return {"galleryHeading": _("Pictures of the congress"), "pictures": pictures}


def _embed(_locale: str) -> Fields:
    return {
        "embedTitle": _("A talk"),
        "provider": "YouTube",
        "url": "https://www.youtube.com/",
        # The preview is no place to leave for a provider.
        "embedUrl": "https://www.youtube-nocookie.com/embed/",
        "privacyNote": None,
        "image": None,
    }


def _file(_locale: str) -> Fields:
    return {
        "fileTitle": _("Our brochure"),
        "href": "#example",
        "fileName": "brochure.pdf",
        "size": 1_200_000,
        "mediaType": "application/pdf",
    }


def _linked_page(locale: str) -> Fields:
    page = {
        "__typename": "StandardPage",
        "title": _("Who we are"),
        "path": "#example",
        "url": "#example",
        "summary": _("The page in one or two sentences."),
        "locale": locale,
    }
    return {"linkedPage": page}


def _table(_locale: str) -> Fields:
    return {
        "tableCaption": _("Members by year"),
        "columns": [_("Year"), _("Members")],
        "rows": [{"cells": ["2025", "120"]}, {"cells": ["2026", "180"]}],
        "hasRowHeaders": True,
    }


def _timeline(_locale: str) -> Fields:
    entries = [
        {"date": "1918/19", "title": _("November Revolution"), "text": _("Councils are formed.")},
        {"date": "1949", "title": _("Two German states"), "text": ""},
    ]
    return {"timelineHeading": "", "entries": entries}


def _questions(_locale: str) -> Fields:
    questions = [
        {"question": _("Who can take part?"), "html": f"<p>{_('Everyone who wants to.')}</p>"},
        {"question": _("What does it cost?"), "html": f"<p>{_('Nothing.')}</p>"},
    ]
    return {"questionsHeading": "", "questions": questions}


def _footnotes(_locale: str) -> Fields:
    return {"notes": [{"number": 1, "html": f"<p>{_('An author: <i>A book</i>, 1917.')}</p>"}]}


def _picture() -> Fields:
    content = {"url": static("preview/example.svg"), **PICTURE_SIZE}
    return {"alt": "", "isDecorative": True, "credit": "", "license": "", "content": content}


EXAMPLES: dict[str, Callable[[str], Fields]] = {
    "HeadingBlock": _heading,
    "ParagraphBlock": _paragraph,
    "QuoteBlock": _quote,
    "KeyPointsBlock": _key_points,
    "ImageBlock": _image,
    "CallToActionBlock": _call_to_action,
    "GalleryBlock": _gallery,
    "EmbedBlock": _embed,
    "FileBlock": _file,
    "LinkedPageBlock": _linked_page,
    "TableBlock": _table,
    "TimelineBlock": _timeline,
    "QuestionsBlock": _questions,
    "FootnotesBlock": _footnotes,
}
