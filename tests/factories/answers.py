from typing import Any

SITE = {
    "organizationName": "Kommunistische Organisation",
    "shortName": "KO",
    "url": "https://www.example.org/",
    "path": "/",
    "locale": "de",
    "email": "info@example.org",
    "telegramHandle": "ko_beispiel",
    "instagramHandle": "ko.beispiel",
    "brand": {"primaryColor": "#A8121A", "inkColor": "#1B1B1F", "paperColor": "#FBF9F5", "logo": None},
    "menu": [{"title": "Wer wir sind", "path": "/wer-wir-sind/"}],
    "homePages": [
        {"title": "Start", "path": "/", "locale": "de"},
        {"title": "Home", "path": "/en/", "locale": "en"},
    ],
}

BODY: list[dict[str, Any]] = [
    {"__typename": "HeadingBlock", "id": "1", "headingText": "Klärung & Organisation", "level": 2, "anchor": "klarung"},
    {
        "__typename": "ParagraphBlock",
        "id": "2",
        "html": '<p>Wir wollen <b>Klarheit</b> über <i>strittige</i> Fragen, "offen" &amp; '
        '<a href="/termine/">gemeinsam</a>.</p>'
        "<ul><li>Erstens: lesen</li><li>Zweitens: <b>prüfen</b></li></ul><ol><li>Anfang</li><li>Ende</li></ol>",
    },
    {"__typename": "QuoteBlock", "id": "3", "quotation": "Ohne Klarheit keine Einheit.", "source": "Grundsätze, 2018"},
    {
        "__typename": "KeyPointsBlock",
        "id": "4",
        "pointsHeading": "Kurz gesagt",
        "points": ["Der Frieden beginnt im eigenen Land.", "Gegen die Aufrüstung."],
    },
    {
        "__typename": "ImageBlock",
        "id": "5",
        "image": {
            "alt": "Menschen mit Transparenten auf einem Platz",
            "isDecorative": False,
            "credit": "KO",
            "license": "CC BY 4.0",
            "content": {"url": "https://www.example.org/media/images/platz.jpg", "width": 1200, "height": 800},
            "asset": None,
        },
        "caption": "Kundgebung am Antikriegstag",
    },
    {"__typename": "CallToActionBlock", "id": "6", "actionText": "Mitmachen", "href": "/mitmachen/"},
]

IMAGE = {
    "alt": "Rote Fahnen vor hellem Himmel",
    "isDecorative": False,
    "credit": "",
    "license": "",
    "content": {"url": "https://www.example.org/media/images/fahnen.content.jpg", "width": 1200, "height": 675},
    "wide": {"url": "https://www.example.org/media/images/fahnen.wide.jpg", "width": 1600, "height": 900},
    "card": {"url": "https://www.example.org/media/images/fahnen.card.jpg", "width": 800, "height": 450},
}


def page(**overrides: Any) -> dict[str, Any]:
    """Return a StandardPage as the channels' documents get it."""
    values = {
        "__typename": "StandardPage",
        "id": "7",
        "title": 'Wer wir sind: „Klarheit" <& Einheit>',
        "path": "/wer-wir-sind/",
        "url": "https://www.example.org/wer-wir-sind/",
        "locale": "de",
        "summary": "Wir klären strittige Fragen der kommunistischen Bewegung, offen und gemeinsam.",
        "body": BODY,
        "seoTitle": "Wer wir sind",
        "searchDescription": "Wir klären strittige Fragen.",
        "firstPublishedAt": "2026-11-02T08:00:00+00:00",
        "updatedAt": "2026-11-20T09:30:00+00:00",
        "heroImage": None,
        "breadcrumbs": [{"title": "Start", "path": "/"}],
        "translations": [{"title": "Who we are", "path": "/en/who-we-are/", "locale": "en"}],
    }
    return values | overrides


def statement(**overrides: Any) -> dict[str, Any]:
    values = {
        "__typename": "StatementPage",
        "title": "Nein zur Wehrpflicht",
        "path": "/stellungnahmen/nein-zur-wehrpflicht/",
        "url": "https://www.example.org/stellungnahmen/nein-zur-wehrpflicht/",
        "date": "2026-11-20",
        "keyPoints": ["Die Wehrpflicht dient dem Krieg.", "Kein Mensch und kein Cent für die Aufrüstung."],
        "topics": [{"name": "Frieden", "slug": "frieden"}],
        "heroImage": IMAGE,
    }
    return page(**(values | overrides))


def event(**overrides: Any) -> dict[str, Any]:
    values = {
        "__typename": "EventPage",
        "title": "Offenes Treffen",
        "path": "/termine/offenes-treffen/",
        "url": "https://www.example.org/termine/offenes-treffen/",
        "kind": "OPEN_MEETING",
        "status": "SCHEDULED",
        "start": "2026-12-05T14:00:00+01:00",
        "end": "2026-12-05T16:00:00+01:00",
        "timeZone": "Europe/Berlin",
        "venue": "Stadtteilladen",
        "address": "Lange Straße 1, 04103 Leipzig",
        "onlineUrl": "",
        "uid": "0b7f6d6e-52f2-5a5c-8ac1-2f7b3a7cc111",
        "sequence": 0,
    }
    return page(**(values | overrides))


def answer(page: dict[str, Any], **site: Any) -> dict[str, Any]:
    """Return the data of a page channel's document."""
    return {"route": {"__typename": "PageRoute", "page": page}, "site": SITE | site}
