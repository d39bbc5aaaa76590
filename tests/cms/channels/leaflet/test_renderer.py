from collections import Counter
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from cms.channels import richtext
from cms.channels.blocks import RenderError
from cms.channels.facts import credit
from cms.channels.leaflet.renderer import pages_as_png, render
from cms.channels.wording import GERMAN
from tests.cms.channels.leaflet.reading import codes_in, complaints_about, links_of, structure_of, text_of, words_of
from tests.cms.channels.leaflet.samples import (
    COMPOUND,
    NOW,
    body,
    heading,
    image,
    long_body,
    paragraph,
    pdf,
    rendered,
)
from tests.conftest import ExpectFile
from tests.factories import answers

EXPECTED = Path(__file__).parent / "expected"
# What the leaflet says besides the page: organisation, address of the call to action, contact.
AROUND = (
    "Kommunistische Organisation www.example.org/mitmachen Kontakt Herausgegeben von Kommunistische Organisation "
    "www.example.org Website www.example.org/s/7"
)


def said(block: dict[str, Any]) -> str:
    """Return the words of a sample block."""
    if block["__typename"] == "ParagraphBlock":
        return richtext.plain(richtext.parse(block["html"]))
    texts = [block.get(name, "") for name in ("headingText", "quotation", "source", "pointsHeading", "caption")]
    picture = block.get("image") or {"credit": "", "license": ""}
    return " ".join([*texts, *block.get("points", []), block.get("actionText", ""), credit(picture, words=GERMAN)])


def test_text_is_as_expected(expect_file: ExpectFile) -> None:
    expect_file(EXPECTED / "standard.txt", text_of(pdf(answers.page(body=body()))).encode())


def test_every_word_is_printed_once() -> None:
    page = answers.page(body=long_body(), shortUrl="https://www.example.org/s/7/")
    message = rendered(page, email="", telegramHandle="", instagramHandle="", responsible="", postalAddress="")

    words = words_of(message.files[0].content)

    own = " ".join([page["title"], page["summary"], *(said(block) for block in page["body"])]).split()
    assert Counter(words) == Counter([*own, *AROUND.split()])
    assert message.counts["words"] == len(own)


@pytest.mark.parametrize(
    "page",
    [answers.statement(body=long_body()), answers.event(body=body()), answers.page(body=[], summary="", locale="en")],
    ids=["long", "event", "empty"],
)
def test_pdf_is_accessible(page: dict[str, Any], tmp_path: Path) -> None:
    assert not complaints_about(pdf(page), tmp_path)


@pytest.mark.parametrize("locale", ["de", "en"])
def test_pdf_is_tagged_with_title_and_language(locale: str) -> None:
    reader = PdfReader(BytesIO(pdf(answers.page(body=body(), title="Wer # ist *das*?", locale=locale))))
    root: Any = reader.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == locale
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata
    assert reader.metadata.title == "Wer # ist *das*?"


def test_codes_lead_to_page_telegram_and_instagram(tmp_path: Path) -> None:
    assert codes_in(pdf(answers.page()), tmp_path) == {
        "https://www.example.org/s/7/",
        "https://t.me/ko_beispiel",
        "https://www.instagram.com/ko.beispiel/",
    }


def test_codes_stand_only_for_accounts_that_exist(tmp_path: Path) -> None:
    leaflet = pdf(answers.page(), telegramHandle="", instagramHandle="")

    assert codes_in(leaflet, tmp_path) == {"https://www.example.org/s/7/"}
    assert "Telegram" not in text_of(leaflet)


def test_codes_say_where_they_lead() -> None:
    alternatives = [alt for tag, alt in structure_of(pdf(answers.page(body=[]))) if tag == "Figure"]

    assert alternatives == [
        "QR: Website, https://www.example.org/s/7/",
        "QR: Telegram, https://t.me/ko_beispiel",
        "QR: Instagram, https://www.instagram.com/ko.beispiel/",
    ]


def test_same_content_gives_the_same_bytes() -> None:
    page = answers.statement(body=long_body())

    assert pdf(page) == pdf(page)
    assert pdf(page) != rendered(page, now=NOW + timedelta(days=1)).files[0].content


def test_skipped_heading_levels_are_closed() -> None:
    levels = [4, 2, 4, 3, 4, 2]
    page = answers.page(body=[heading(f"Stufe {level}", level=level) for level in levels])

    tags = [tag for tag, _ in structure_of(pdf(page)) if tag.startswith("H")]

    assert tags == ["H1", "H2", "H2", "H3", "H3", "H4", "H2", "H2"]


@pytest.mark.parametrize("title", ["#set page(fill: red)", "<b> & *fett* _kursiv_", "$x$ \\ @ziel // `a` ~ = [b]"])
def test_markup_is_literal(title: str) -> None:
    html = title.replace("&", "&amp;").replace("<", "&lt;")

    text = text_of(pdf(answers.page(title=title, body=[paragraph(f"<p>{html} <code>{html}</code></p>")])))

    assert text.count(title) == 3


def test_hostile_links_are_plain_text() -> None:
    links = ["javascript:alert(1)", " JAVAscript:alert(1)", "data:text/html,x", "file:///etc/passwd", "http://[x"]
    html = "".join(f'<a href="{link}">Hier</a> ' for link in links)

    leaflet = pdf(answers.page(body=[paragraph(f'<p>{html}<a href="/gut/">Gut</a></p>')]))

    assert text_of(leaflet).count("Hier") == len(links)
    assert {link for link in links_of(leaflet) if "example.org" not in link} == {
        "https://t.me/ko_beispiel",
        "https://www.instagram.com/ko.beispiel/",
    }
    assert "https://www.example.org/gut/" in links_of(leaflet)


def test_image_is_embedded_with_its_description() -> None:
    leaflet = pdf(answers.page(body=[image()]))

    pages = PdfReader(BytesIO(leaflet)).pages
    assert [picture.image.size for picture in pages[0].images if picture.image] == [(600, 400)]
    assert ("Figure", "Menschen mit Transparenten auf einem Platz") in structure_of(leaflet)
    assert "Kundgebung am Antikriegstag\nBild: KO, CC BY 4.0" in text_of(leaflet)


def test_decorative_image_is_an_artifact() -> None:
    leaflet = pdf(answers.page(body=[image(isDecorative=True)]))

    assert len(PdfReader(BytesIO(leaflet)).pages[0].images) == 1
    assert [alt for tag, alt in structure_of(leaflet) if tag == "Figure" and not alt.startswith("QR")] == []
    assert "Kundgebung am Antikriegstag" in text_of(leaflet)


def test_image_still_being_made_is_described() -> None:
    assert "Bild: Menschen mit Transparenten auf einem Platz" in text_of(pdf(answers.page(body=[image(asset=None)])))


def test_hidden_image_leaves_its_caption() -> None:
    assert "Kundgebung am Antikriegstag" in text_of(pdf(answers.page(body=[image() | {"image": None}])))


def test_missing_bytes_of_an_image_are_an_error() -> None:
    with pytest.raises(RenderError, match="cannot be typeset"):
        render(answers.answer(answers.page(body=[image()])), now=NOW, assets={})


def test_event_says_when_and_where() -> None:
    text = text_of(pdf(answers.event(status="CANCELLED", onlineUrl="https://meet.example.org/treffen")))

    for words in ("Abgesagt", "Samstag, 5. Dezember 2026,", "14:00–16:00 Uhr", "Stadtteilladen", "meet.example.org"):
        assert words in text


def test_event_moved_online_does_not_name_its_old_place() -> None:
    text = text_of(pdf(answers.event(status="MOVED_ONLINE", onlineUrl="https://meet.example.org/treffen")))

    assert "Takes place online" not in text
    assert "Findet online statt" in text
    assert "Stadtteilladen" not in text


def test_english_leaflet_speaks_english() -> None:
    text = text_of(pdf(answers.event(locale="en")))

    assert "Saturday, 5 December 2026, 14:00–16:00" in text
    assert "Published by" in text


def test_compounds_are_parted_in_narrow_columns() -> None:
    leaflet = pdf(answers.page(body=long_body()))

    assert COMPOUND not in text_of(leaflet)
    assert words_of(leaflet).count(COMPOUND) == 72


def test_emoji_is_named() -> None:
    text = text_of(pdf(answers.page(body=[paragraph("<p>Gut 😀 so ☭</p>")])))

    assert "Gut [grinning face] so ☭" in text


def test_address_with_letters_that_no_typeface_has_is_encoded() -> None:
    address = "https://\uff59.example.org/"
    call = {"__typename": "CallToActionBlock", "id": "c", "actionText": "Hin", "href": address}
    page = answers.event(body=[call], url=address, shortUrl=address, onlineUrl=f"{address}a", registrationUrl=address)

    text = "".join(text_of(pdf(page, url=address)).split())

    # In the call, the facts, the contact, below its code and at the foot of each page.
    assert text.count("%EF%BD%99.example.org") >= 5
    assert "\uff59" not in text


def test_preview_shows_every_page() -> None:
    data = answers.answer(answers.page(body=[paragraph("<p>Kurz.</p>")]))

    pictures = pages_as_png(data, now=NOW, assets={}, ppi=20)

    assert [picture[:8] for picture in pictures] == [b"\x89PNG\r\n\x1a\n"]
