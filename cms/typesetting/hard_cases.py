import io
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from random import Random

from PIL import Image, ImageDraw

from cms.typesetting.content import (
    Brand,
    ClosingSlide,
    Content,
    EventSlide,
    KeyPointsSlide,
    PhotoSlide,
    QuoteSlide,
    TextSlide,
    TitleSlide,
)
from cms.typesetting.flow import Block
from cms.typesetting.fonts import Face
from cms.typesetting.words import Run

COMPOUND = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"
NAMES = "Łódź, Grzegorz Brzęczyszczykiewicz, Ayşegül Çağlayanoğlu, I\u011fd\u0131r, Őrség"
FORTY_WORDS = (
    "Wir rufen alle Arbeiterinnen und Arbeiter, alle Studierenden und Auszubildenden, die Rentnerinnen und Rentner, "
    "die Erwerbslosen und die Geflüchteten dazu auf, am ersten Mai gemeinsam mit uns gegen Krieg, Aufrüstung und "
    "Sozialabbau auf die Straßen und Plätze aller Städte zu gehen"
)
PARAGRAPH = (
    "Die Beschäftigten der Straßenbahn, die Pflegekräfte und die Studierenden stehen zusammen, weil sie wissen, dass "
    "Aufrüstung und Sozialabbau zwei Seiten derselben Politik sind. Am 12. Dezember beschloss der Landtag, § 3 im "
    f"{COMPOUND} zu streichen."
)


def hard_cases() -> Mapping[str, Content]:
    """Return slides that are hard to set well, each design among them: what a contact sheet shows and tests hold."""
    return {**_titles(), **_photos(), **_events(), **_quotes(), **_pages(), **_closings()}


def hard_brand() -> Brand:
    """Return the colors and the logo in which hard cases are drawn."""
    name = "Bündnis „Rüstungsstopp jetzt“ – Aktionskreis Nord"
    return Brand(primary="#a8121a", ink="#1b1b1f", paper="#fbf9f5", name=name, logo=_logo())


def _titles() -> dict[str, Content]:
    return {
        "one word": TitleSlide(kicker="20. November 2026", title="Frieden", summary="Ein Wort genügt."),
        "statement": TitleSlide(
            kicker="10. November 2026",
            title="Studiengang zur Geschichte des Kommunismus",
            summary="Wer heute richtige Einschätzungen treffen will, muss die Geschichte der Bewegung kennen.",
        ),
        "longest compound": TitleSlide(kicker="Aufruf", title=COMPOUND, summary=f"Gegen das {COMPOUND}."),
        "forty words": TitleSlide(kicker="Aufruf zum 1. Mai", title=FORTY_WORDS),
        "capitals": TitleSlide(
            kicker="ÄÖÜ ẞ", title="ÄRZTE, ÖFFENTLICHER DIENST, ÜBERLASTUNG: SCHLUẞ DAMIT!", summary=NAMES
        ),
        "numbers": TitleSlide(
            kicker="3. 12. 2026", title="100 Milliarden, 2 % und 5.000 Panzer: 1914–2026", summary="§ 218, 51,95 €."
        ),
        "names": TitleSlide(kicker="İstanbul, Kraków", title="Ayşegül Çağlayanoğlu und Grzegorz Brzęczyszczykiewicz"),
        "emoji": TitleSlide(kicker="✊ Streik", title="Streik ✊🏽 heute", summary="Kommt alle 👩‍👩‍👧 mit!"),
        "soft hyphens": TitleSlide(title="Kriegs\u00addienst\u00adverweigerungs\u00adberatungs\u00adstelle"),
    }


def _photos() -> dict[str, Content]:
    whole = PhotoSlide(
        kicker="20. November 2026",
        title="Nein zur Wehrpflicht",
        summary="Die Wehrpflicht dient dem Krieg. Kein Mensch und kein Cent für die Aufrüstung.",
        photo=_confetti(),
        description="Bild: Konfetti",
        credit="Bild: Fotogruppe Łódź, CC BY 4.0",
    )
    return {
        "photo": whole,
        "photo, all white": replace(whole, kicker="", title="Frieden", summary="", photo=_even("white")),
        "photo, all black": replace(whole, kicker="", title="Überlastung", summary="", photo=_even("black")),
    }


def _events() -> dict[str, Content]:
    return {
        "event": EventSlide(
            kicker="Kundgebung",
            title="Kundgebung gegen Aufrüstung",
            summary="Gemeinsam auf die Straße gegen Aufrüstung und Kriegsvorbereitung.",
            moment="Samstag, 12. Dezember 2026, 17:30–19:00 Uhr",
            moment_lines=("Dezember 2026", "Samstag, 17:30–19:00 Uhr"),
            numeral="12.",
            place=("Platz vor dem Stadthaus", "Musterplatz 1, 10115 Berlin"),
        ),
        "event over days": EventSlide(
            kicker="Kongress",
            title="Abgesagt: Vergesellschaftungskongress",
            moment="Samstag, 28. November 2026, 10:00 Uhr – Sonntag, 29. November 2026, 17:00 Uhr",
            moment_lines=("November 2026", "Samstag, 10:00 Uhr –", "Sonntag, 17:00 Uhr"),
            numeral="28.–29.",
            place=("Volkshaus", "Karl-Liebknecht-Straße 30–32, 04107 Leipzig-Südvorstadt"),
        ),
        "series": EventSlide(
            kicker="Offenes Treffen",
            title="Lern uns kennen",
            moment="jeden ersten Donnerstag im Monat, 19:00–21:00 Uhr, bis 24. Juni 2027",
            moment_lines=("Jeden ersten Donnerstag im Monat", "19:00–21:00 Uhr", "bis 24. Juni 2027"),
            place=("Online",),
        ),
    }


def _quotes() -> dict[str, Content]:
    return {
        "quote": QuoteSlide(quotation="Ohne Klarheit keine Einheit.", source="Grundsätze, 2018"),
        "long quote": QuoteSlide(
            quotation=(
                "Eine Frage ist nicht dadurch geklärt, dass niemand mehr widerspricht. Sie ist geklärt, wenn wir "
                "begründen können, warum wir so handeln und nicht anders, und wenn die Praxis es bestätigt."
            ),
            source="Ortsgruppen Bahçelievler, Beyoğlu und Wrocław, „Über Klärung“, 1918",
        ),
    }


def _pages() -> dict[str, Content]:
    listed = Block(runs=(Run(text="Keine Waffenlieferungen, nirgendwohin"),), marker="•")
    return {
        "key points": KeyPointsSlide(
            heading="Das Wichtigste",
            points=("Die Wehrpflicht dient dem Krieg.", f"Wir lehnen das {COMPOUND} ab.", NAMES),
        ),
        "text": TextSlide(
            heading="Forderungen",
            paragraphs=(
                Block(runs=(Run(text=PARAGRAPH),)),
                Block(runs=(Run(text="Wir fordern:", face=Face.SANS_BOLD),)),
                listed,
                Block(runs=(Run(text=NAMES),), marker="•"),
            ),
        ),
        "text goes on": TextSlide(
            heading=COMPOUND,
            continued=True,
            size=50,
            paragraphs=(Block(runs=(Run(text="Adresse: https://example.org/" + "a/b" * 20),)),),
        ),
    }


def _closings() -> dict[str, Content]:
    handles = ("Instagram @ko.beispiel", "Telegram @ko_beispiel")
    return {
        "closing": ClosingSlide(call="Weiterlesen", url="www.example.org/s/482", handles=handles),
        "closing, long": ClosingSlide(call="Weiterlesen", url=f"www.example.org/{COMPOUND}", note=NAMES),
    }


@cache
def _confetti() -> bytes:
    """Draw what no text can be read upon: small spots of all colors, black and white among them."""
    random = Random(5)  # noqa: S311  It strews spots, always the same, and keeps no secret.
    picture = Image.new("RGB", (1080, 1350), "#9db4c0")
    draw = ImageDraw.Draw(picture)
    for _ in range(1500):
        x, y, radius = random.randrange(1080), random.randrange(1350), random.randrange(8, 46)
        color = random.choice(["white", "black", "#a8121a", "#f2c14e", "#3c6e71"])
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=color)
    return _jpeg(picture)


def _even(color: str) -> bytes:
    return _jpeg(Image.new("RGB", (1080, 1350), color))


def _jpeg(picture: Image.Image) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=90)
    return stream.getvalue()


@cache
def _logo() -> bytes:
    picture = Image.new("RGBA", (480, 480), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((8, 8, 472, 472), outline="black", width=52)
    draw.rectangle((150, 216, 330, 264), fill="black")
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    return stream.getvalue()
