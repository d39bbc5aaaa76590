import pytest

from cms.delivery.planning.payloads import NoPayloadError, payload_of
from cms.transports.base import PulledMessage
from cms.transports.posting import Format
from cms.transports.telegram import TelegramMessage

PAGE = {"url": "https://www.example.org/a/", "locale": "de"}


def test_a_message_of_telegram_is_text_with_markup() -> None:
    message = TelegramMessage(html="<b>Nein</b>", text="Nein", link_preview_url=PAGE["url"])

    payload = payload_of(message, page=PAGE)

    assert (payload.format, payload.text, payload.html) == (Format.TEXT, "Nein", "<b>Nein</b>")
    assert (payload.link, payload.language, payload.pictures) == (PAGE["url"], "de", ())


def test_what_is_no_post_is_refused_by_name() -> None:
    with pytest.raises(NoPayloadError, match="PulledMessage"):
        payload_of(PulledMessage(files=()), page=PAGE)
