from collections.abc import Mapping
from typing import Any

from django.templatetags.static import static
from django.utils.translation import gettext as _

PICTURE_SIZE = {"width": 800, "height": 600}


def example_of(name: str) -> dict[str, Any]:
    """Return a block as the website's document would get it, in the language of the editor, for the block chooser."""
    return {"__typename": name, "id": "example", **_examples()[name]}


def _examples() -> Mapping[str, Mapping[str, Any]]:
    return {
        "HeadingBlock": {"headingText": _("What this is about"), "level": 2, "anchor": "example"},
        "ParagraphBlock": {"html": f"<p>{_('Running text, with <b>emphasis</b> and <i>titles</i>.')}</p>{_list()}"},
        "QuoteBlock": {"quotation": _("What is to be done?"), "source": _("An old question")},
        "KeyPointsBlock": {"pointsHeading": "", "points": [_("What matters most."), _("What follows from it.")]},
        "ImageBlock": {"image": _picture(), "caption": _("What the picture shows")},
        "CallToActionBlock": {"actionText": _("Join us"), "href": "#example"},
        "GalleryBlock": {
            "galleryHeading": _("Pictures of the congress"),
            "pictures": [{"image": _picture(), "caption": caption} for caption in (_("First day"), _("Second day"))],
        },
        "EmbedBlock": {
            "embedTitle": _("A talk"),
            "provider": "YouTube",
            "url": "https://www.youtube.com/",
            # The preview is no place to leave for a provider.
            "embedUrl": "https://www.youtube-nocookie.com/embed/",
            "privacyNote": None,
            "image": None,
        },
        "FileBlock": {
            "fileTitle": _("Our brochure"),
            "href": "#example",
            "fileName": "brochure.pdf",
            "size": 1_200_000,
            "mediaType": "application/pdf",
        },
        "LinkedPageBlock": {"linkedPage": _page()},
        "TableBlock": {
            "tableCaption": _("Members by year"),
            "columns": [_("Year"), _("Members")],
            "rows": [{"cells": ["2025", "120"]}, {"cells": ["2026", "180"]}],
            "hasRowHeaders": True,
        },
        "TimelineBlock": {
            "timelineHeading": "",
            "entries": [
                {"date": "1918/19", "title": _("November Revolution"), "text": _("Councils are formed.")},
                {"date": "1949", "title": _("Two German states"), "text": ""},
            ],
        },
        "QuestionsBlock": {
            "questionsHeading": "",
            "questions": [
                {"question": _("Who can take part?"), "html": f"<p>{_('Everyone who wants to.')}</p>"},
                {"question": _("What does it cost?"), "html": f"<p>{_('Nothing.')}</p>"},
            ],
        },
        "FootnotesBlock": {"notes": [{"number": 1, "html": f"<p>{_('An author: <i>A book</i>, 1917.')}</p>"}]},
    }


def _list() -> str:
    return f"<ul><li>{_('One thing')}</li><li>{_('Another thing')}</li></ul>"


def _picture() -> dict[str, Any]:
    content = {"url": static("preview/example.svg"), **PICTURE_SIZE}
    return {"alt": "", "isDecorative": True, "credit": "", "license": "", "content": content}


def _page() -> dict[str, Any]:
    return {
        "__typename": "StandardPage",
        "title": _("Who we are"),
        "path": "#example",
        "url": "#example",
        "summary": _("The page in one or two sentences."),
        "locale": "de",
    }
