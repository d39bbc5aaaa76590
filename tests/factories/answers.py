import json
from typing import Any

SITE = {
    "organisationName": "Kommunistische Organisation",
    "shortName": "KO",
    "url": "https://www.example.org/",
    "path": "/",
    "locale": "de",
    "email": "info@example.org",
    "telegramHandle": "ko_beispiel",
    "instagramHandle": "ko.beispiel",
    "responsible": "die Redaktion, Beispielstraße 1, 12345 Beispielstadt",
    "postalAddress": "Kommunistische Organisation\nPostfach 1\n12345 Beispielstadt",
    "profile": "Wir wollen Klarheit.",
    "imprintPage": {"title": "Impressum", "path": "/impressum/"},
    "privacyPage": {"title": "Datenschutz", "path": "/datenschutz/"},
    "brand": {"primaryColor": "#A8121A", "inkColor": "#1B1B1F", "paperColor": "#FBF9F5", "logo": None},
    "menu": [{"title": "Wer wir sind", "path": "/wer-wir-sind/"}],
    "homePages": [
        {"title": "Start", "path": "/", "locale": "de"},
        {"title": "Home", "path": "/en/", "locale": "en"},
    ],
}


def responsive(name: str, *, width: int, height: int) -> dict[str, Any]:
    """Return an image in all formats, in two widths, as the API does."""
    sides = [(width // 2, height // 2), (width, height)]
    address = "https://www.example.org/media/images"
    formats = {"avif": "avif", "webp": "webp", "jpeg": "jpg"}
    return {
        "sources": [
            {
                "type": f"image/{form}",
                "srcset": ", ".join(f"{address}/{name}.{wide}x{high}.{ending} {wide}w" for wide, high in sides),
            }
            for form, ending in formats.items()
        ],
        "src": f"{address}/{name}.{width}x{height}.jpg",
        "width": width,
        "height": height,
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
            "dominantColor": "#7a6a5f",
            "picture": responsive("platz", width=1200, height=800),
            "content": {"url": "https://www.example.org/media/images/platz.jpg", "width": 1200, "height": 800},
            "asset": None,
        },
        "caption": "Kundgebung am Antikriegstag",
    },
    {"__typename": "CallToActionBlock", "id": "6", "actionText": "Mitmachen", "href": "/mitmachen/"},
]

PICTURE: dict[str, Any] = {
    "alt": "Ein Saal voller Menschen",
    "isDecorative": False,
    "credit": "",
    "license": "",
    "dominantColor": "#40322b",
    "picture": responsive("saal", width=1200, height=900),
    "content": {"url": "https://www.example.org/media/images/saal.jpg", "width": 1200, "height": 900},
    "asset": None,
}
LINKED_EVENT = {
    "__typename": "EventPage",
    "title": "Kongress: Imperialismus heute",
    "path": "/termine/kongress/",
    "url": "https://www.example.org/termine/kongress/",
    "summary": "Drei Tage Vorträge und Debatten.",
    "locale": "de",
    "kind": "CONGRESS",
    "status": "SCHEDULED",
    "start": "2026-12-11T18:00:00+01:00",
    "end": "2026-12-13T14:00:00+01:00",
    "timeZone": "Europe/Berlin",
    "venue": "Haus der Gewerkschaft",
    "address": "Karl-Liebknecht-Straße 30, 04107 Leipzig",
    "onlineUrl": "",
    "statusNote": "",
    "recurrence": None,
    "exceptions": [],
    "nextOccurrence": None,
}
# One of each of the blocks that came later.
MORE_BLOCKS: list[dict[str, Any]] = [
    {
        "__typename": "GalleryBlock",
        "id": "11",
        "galleryHeading": "Bilder vom Kongress",
        "pictures": [
            {"image": PICTURE, "caption": "Die Eröffnung am Freitag"},
            {
                "image": PICTURE | {"alt": "Ein Büchertisch im Foyer", "credit": "Fotogruppe"},
                "caption": "Am Büchertisch",
            },
        ],
    },
    {
        "__typename": "EmbedBlock",
        "id": "12",
        "embedTitle": "Vortrag: Der neue Rüstungswettlauf",
        "provider": "YouTube",
        "url": "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        "embedUrl": "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ",
        "privacyNote": None,
        "image": PICTURE | {"alt": "Ein Redner am Pult"},
    },
    {
        "__typename": "FileBlock",
        "id": "13",
        "fileTitle": "Broschüre: Klarheit & Einheit",
        "href": "/documents/4/broschuere.pdf",
        "fileName": "broschuere.pdf",
        "size": 1_234_567,
        "mediaType": "application/pdf",
    },
    {"__typename": "LinkedPageBlock", "id": "14", "linkedPage": LINKED_EVENT},
    {
        "__typename": "TableBlock",
        "id": "15",
        "tableCaption": "Rüstungsausgaben in Milliarden Euro",
        "columns": ["Jahr", "Haushalt", "Sondervermögen"],
        "rows": [{"cells": ["2024", "51,95", "19,8"]}, {"cells": ["2025", "62,4", "24,1"]}],
        "hasRowHeaders": True,
    },
    {
        "__typename": "TimelineBlock",
        "id": "16",
        "timelineHeading": "Chronik der Klärung",
        "entries": [
            {"date": "1918/19", "title": "Novemberrevolution", "text": "Arbeiter- und Soldatenräte entstehen."},
            {"date": "2018", "title": "Programmatische Thesen", "text": ""},
        ],
    },
    {
        "__typename": "QuestionsBlock",
        "id": "17",
        "questionsHeading": "Häufige Fragen",
        "questions": [
            {"question": "Wer kann mitmachen?", "html": "<p>Alle, die <b>Klarheit</b> suchen.</p>"},
            {"question": "Was kostet es?", "html": '<p>Nichts. <a href="/mitmachen/">So geht es</a>.</p>'},
        ],
    },
    {
        "__typename": "FootnotesBlock",
        "id": "18",
        "notes": [
            {"number": 1, "html": "<p>W. I. Lenin: <i>Staat und Revolution</i>, 1917.</p>"},
            {"number": 2, "html": '<p>Siehe <a href="https://example.com/quelle">die Quelle</a>.</p>'},
        ],
    },
]

IMAGE = {
    "alt": "Rote Fahnen vor hellem Himmel",
    "isDecorative": False,
    "credit": "",
    "license": "",
    "dominantColor": "#a8121a",
    "picture": responsive("fahnen", width=1600, height=900),
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
        "shortUrl": "https://www.example.org/s/7/",
        "locale": "de",
        "summary": "Wir klären strittige Fragen der kommunistischen Bewegung, offen und gemeinsam.",
        "body": BODY,
        "seoTitle": "Wer wir sind",
        "searchDescription": "Wir klären strittige Fragen.",
        "firstPublishedAt": "2026-11-02T08:00:00+00:00",
        "updatedAt": "2026-11-20T09:30:00+00:00",
        "heroImage": None,
        "squareImage": None,
        "storyImage": None,
        "breadcrumbs": [{"title": "Start", "path": "/"}],
        "translations": [{"title": "Who we are", "path": "/en/who-we-are/", "locale": "en"}],
    }
    described = values | overrides
    return {"seo": head(described)} | described


def head(page: dict[str, Any]) -> dict[str, Any]:
    """Return what the API says of a page for the head of its HTML document."""
    is_home, is_statement = page["__typename"] == "HomePage", page["__typename"] == "StatementPage"
    versions = sorted([page, *page["translations"]], key=lambda version: version["locale"])
    urls = {version["locale"]: f"https://www.example.org{version['path']}" for version in versions}
    locales = {"de": "de_DE", "en": "en_GB"}
    shown = {"url": "https://www.example.org/media/images/fahnen.share.jpg", "width": 1200, "height": 630}
    return {
        "title": f"{page['seoTitle']} | {SITE['organisationName'] if is_home else SITE['shortName']}",
        "description": page["searchDescription"],
        "canonical": page["url"],
        "robots": "index, follow",
        "openGraph": {
            "title": page["seoTitle"],
            "description": page["searchDescription"],
            "type": "article" if is_statement else "website",
            "url": page["url"],
            "siteName": SITE["organisationName"],
            "image": shown | {"alt": page["heroImage"]["alt"]} if page["heroImage"] else None,
            "locale": locales[page["locale"]],
            "alternateLocales": [locales[other["locale"]] for other in page["translations"]],
        },
        "alternates": [
            {"hreflang": locale, "url": url} for locale, url in [*urls.items(), ("x-default", urls.get("de", ""))]
        ]
        if page["translations"]
        else [],
        "jsonLd": json.dumps({"@context": "https://schema.org", "@type": "WebPage", "name": page["title"]}),
    }


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
        "statusNote": "",
        "start": "2026-12-05T14:00:00+01:00",
        "end": "2026-12-05T16:00:00+01:00",
        "timeZone": "Europe/Berlin",
        "venue": "Stadtteilladen",
        "address": "Lange Straße 1, 04103 Leipzig",
        "onlineUrl": "",
        "recurrence": None,
        "exceptions": [],
        "nextOccurrence": None,
        "previousStart": None,
        "coordinates": None,
        "registrationUrl": "",
        "accessibility": "",
        "hostGroup": None,
        "programme": [],
        "uid": "0b7f6d6e-52f2-5a5c-8ac1-2f7b3a7cc111",
        "sequence": 0,
    }
    return page(**(values | overrides))


def occurrence(**overrides: Any) -> dict[str, Any]:
    """Return one date of the series below; by default the one at Christmas, which does not take place."""
    values = {
        "date": "2026-12-24",
        "originalStart": "2026-12-24T19:00:00+01:00",
        "start": "2026-12-24T19:00:00+01:00",
        "end": "2026-12-24T21:00:00+01:00",
        "status": "CANCELLED",
        "note": "",
        "venue": "Stadtteilladen",
        "address": "Lange Straße 1, 04103 Leipzig",
        "onlineUrl": "",
    }
    return values | overrides


def series(**overrides: Any) -> dict[str, Any]:
    """Return a meeting on every Thursday, with an exception."""
    recurrence = {"frequency": "WEEKLY", "interval": 1, "weekday": 4, "week": None, "monthDay": None}
    values = {
        "start": "2026-12-03T19:00:00+01:00",
        "end": "2026-12-03T21:00:00+01:00",
        "recurrence": recurrence | {"until": "2027-06-24", "rule": "FREQ=WEEKLY;BYDAY=TH;UNTIL=20270624T215959Z"},
        "exceptions": [occurrence()],
        "nextOccurrence": occurrence(
            date="2026-12-03",
            originalStart="2026-12-03T19:00:00+01:00",
            start="2026-12-03T19:00:00+01:00",
            end="2026-12-03T21:00:00+01:00",
            status="SCHEDULED",
        ),
    }
    return event(**(values | overrides))


def answer(page: dict[str, Any], **site: Any) -> dict[str, Any]:
    """Return the data of a page channel's document."""
    return {"route": {"__typename": "PageRoute", "page": page}, "site": SITE | site}
