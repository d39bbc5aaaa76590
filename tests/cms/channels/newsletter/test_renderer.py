import re
from collections.abc import Callable
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest

from cms.channels.blocks import RenderError
from cms.channels.newsletter.renderer import NewsletterTooLongError
from cms.measure import LIMITS
from tests.cms.channels.newsletter.samples import LONG_WORD, mail, paragraph, visible, words
from tests.factories import answers

EXPECTED = Path(__file__).parent / "expected"
PAGES = {"statement": answers.statement(), "event": answers.event(), "page": answers.page()}
STYLES_AND_COMMENTS = re.compile(r"<style.*?</style>|<!--.*?-->", re.DOTALL)


@pytest.mark.parametrize("name", PAGES)
def test_mail_is_as_expected(name: str, expect_file: Callable[[Path, bytes], None]) -> None:
    message = mail(PAGES[name])

    expect_file(EXPECTED / f"{name}.html", message.html.encode())
    expect_file(EXPECTED / f"{name}.txt", message.text.encode())
    expect_file(EXPECTED / f"{name}.eml", message.as_email().as_bytes())


@pytest.mark.parametrize("name", PAGES)
def test_every_word_is_in_both_parts(name: str) -> None:
    message = mail(PAGES[name])

    shown = visible(message.html)
    assert [word for word in words(PAGES[name]) if word not in shown] == []
    assert [word for word in words(PAGES[name]) if word not in message.text] == []


@pytest.mark.parametrize(
    "page", [answers.statement(locale="en"), answers.event(locale="en"), answers.page(locale="en")]
)
def test_english_mail_is_in_english(page: dict[str, Any]) -> None:
    message = mail(page, locale="en")

    assert message.language == "en"
    assert '<html lang="en">' in message.html
    assert "Read on the website: https://www.example.org/" in " ".join(message.text.split())


def test_layout_survives_without_style_sheets() -> None:
    stripped = STYLES_AND_COMMENTS.sub("", mail(answers.statement()).html)

    assert re.findall(r'<\w+ class="[^"]*"(?![^>]* style=)[^>]*>', stripped) == []
    assert re.findall(r"<(?:h\d|p|ul|ol|li|img|td)(?![^>]* style=)[^>]*>", stripped) == []
    assert "max-width:600px" in stripped


def test_short_mail_is_small() -> None:
    assert len(mail(answers.statement()).html.encode()) < 15_000


def test_nothing_is_fetched_but_our_images() -> None:
    html = mail(answers.statement()).html

    assert set(re.findall(r'src="([^"]+)"', html)) == {
        "https://www.example.org/media/images/fahnen.card.jpg",
        "https://www.example.org/media/images/platz.jpg",
    }
    assert not re.search(r"<link|<script|@import|url\(", html)


def test_title_with_markup_is_escaped() -> None:
    message = mail(answers.page(title="""<script>"Rot" & 'Schwarz'</script>"""))

    assert message.subject == """<script>"Rot" & 'Schwarz'</script>"""
    assert "<script" not in message.html
    assert "&lt;script&gt;" in message.html
    assert """<script>"Rot" & 'Schwarz'</script>\n===""" in message.text


def test_title_with_line_breaks_injects_no_header() -> None:
    message = mail(answers.page(title="Aufruf\r\nBcc: alle@example.org\x00\u2028Ende"))

    parsed = message_from_bytes(message.as_email().as_bytes(), policy=default)
    assert parsed["Subject"] == "Aufruf Bcc: alle@example.org Ende"
    assert parsed["Bcc"] is None


def test_long_words_can_break_in_html_and_stay_whole_in_text() -> None:
    message = mail(answers.page(title=f"Zum {LONG_WORD}"))

    assert "Rindfleisch\u00adetikettierungs\u00ad" in message.html
    assert LONG_WORD in message.text
    assert message.subject == f"Zum {LONG_WORD}"


def test_unknown_block_raises() -> None:
    page = answers.page(body=[{"__typename": "VideoBlock", "id": "1"}])

    with pytest.raises(RenderError, match="newsletter cannot say a VideoBlock"):
        mail(page)


def test_unknown_page_raises() -> None:
    with pytest.raises(RenderError, match="cannot say a UnheardOfPage"):
        mail(answers.page(__typename="UnheardOfPage"))


def test_mail_that_would_be_cut_off_raises() -> None:
    page = answers.page(body=[paragraph(f"<p>{'Wort ' * LIMITS['newsletter.html'].maximum}</p>")])

    with pytest.raises(NewsletterTooLongError, match="cut off what exceeds 90000"):
        mail(page)


def test_thousand_words_are_far_from_the_limit() -> None:
    body = [paragraph(f"<p>{'Aufklärung ' * 50}</p>") for _ in range(20)]

    message = mail(answers.statement(body=body))

    assert message.counts["words"] > 1000
    assert message.counts["html_bytes"] < 20_000


def test_message_id_follows_the_content() -> None:
    first, same, changed = mail(answers.page()), mail(answers.page()), mail(answers.page(summary="Neu."))

    assert first.message_id == same.message_id
    assert first.message_id != changed.message_id
    assert re.fullmatch(r"<[0-9a-f]{32}@example\.org>", first.message_id)


def test_headers_name_list_and_sender() -> None:
    message = mail(answers.page())

    assert message.headers == {"List-Id": "<newsletter.de.example.org>"}
    assert str(message.sender) == "Kommunistische Organisation <info@example.org>"


def test_site_without_address_sends_as_newsletter() -> None:
    message = mail(answers.page(), email="", organisationName="Rote\nHilfe", url="https://www.köln.example/")

    assert str(message.sender) == "Rote Hilfe <newsletter@xn--kln-sna.example>"


def test_long_subject_is_kept_and_noted() -> None:
    message = mail(answers.page(title="Wort " * 20))

    assert len(message.subject) == 99
    assert message.notes == ("The subject has 99 characters; many inboxes show no more than 78.",)


def test_picture_that_is_not_ready_is_told_in_words_and_noted() -> None:
    message = mail(answers.statement(heroImage=answers.IMAGE | {"card": None}, body=[]))

    assert "<img" not in message.html
    assert "Bild: Rote Fahnen vor hellem Himmel" in visible(message.html)
    assert message.notes == ("A picture is not ready yet and is told in words: Rote Fahnen vor hellem Himmel",)
