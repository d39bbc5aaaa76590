from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from cms.channels.instagram.renderer import render as instagram
from cms.channels.leaflet.renderer import render as leaflet
from cms.channels.newsletter.renderer import render as newsletter
from cms.channels.plan import SwitchedOffError, with_address
from cms.channels.registry import channel
from cms.channels.sources import in_process_source
from cms.channels.telegram.renderer import render as telegram
from cms.channels.website.renderer import render as website
from cms.measure import fits
from cms.pages.models import Channel, Post
from tests.factories.answers import answer, event, statement
from tests.factories.site import NOW as FACTORY_NOW
from tests.factories.site import Site, make_event, make_statement

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
URL = statement()["url"]
CUT = "The words are too long for the channel and were cut."


def planned(text: str = "", *, style: str = "BRAND", is_enabled: bool = True, **page: Any) -> dict[str, Any]:
    post = {"isEnabled": is_enabled, "text": text, "slideStyle": style}
    return answer(statement(post=post, **page))


def test_own_words_are_the_whole_caption() -> None:
    said = instagram(planned("Nein!\n\n#Frieden"), now=NOW, assets={})

    assert said.caption == "Nein!\n\n#Frieden"


@pytest.mark.parametrize(
    ("style", "color"), [("BRAND", (168, 18, 26)), ("PAPER", (251, 249, 245)), ("INK", (27, 27, 31))]
)
def test_the_slide_style_paints_the_cover(style: str, color: tuple[int, int, int]) -> None:
    said = instagram(planned(style=style), now=NOW, assets={})

    painted = Image.open(BytesIO(said.slides[0].jpeg)).getpixel((20, 20))
    assert max(abs(one - two) for one, two in zip(painted, color, strict=True)) < 12


def test_own_words_are_the_message_and_the_link_stays() -> None:
    said = telegram(planned("Nein & nie <mehr>!"), now=NOW, assets={})

    assert said.html == f'Nein &amp; nie &lt;mehr&gt;!\n\n<a href="{URL}">{URL}</a>'


def test_own_words_with_the_link_are_followed_by_no_other() -> None:
    said = telegram(planned(f"Lest hier: {URL}"), now=NOW, assets={})

    assert said.text == f"Lest hier: {URL}"


def test_own_words_too_long_are_cut_and_said_to_be() -> None:
    said = telegram(planned("Wort " * 1000), now=NOW, assets={})

    assert fits(said.text, limit_name="telegram.text")
    assert said.text.endswith(f"…\n\n{URL}")
    assert said.notes == (CUT,)


def test_own_words_too_long_for_a_caption_are_cut_and_said_to_be() -> None:
    said = instagram(planned("Wort " * 500), now=NOW, assets={})

    assert fits(said.caption, limit_name="instagram.caption")
    assert said.notes == (CUT,)


def test_own_words_that_a_correction_leaves_no_room_for_are_said_to_be_cut() -> None:
    text = "Wort " * 430
    correction = {"date": "2026-11-22", "text": "Es waren 300 Menschen auf dem Platz."}

    before = instagram(planned(text), now=NOW, assets={})
    after = instagram(planned(text, corrections=[correction]), now=NOW, assets={})

    assert (before.caption, before.notes) == (text.strip(), ())
    assert after.notes == (CUT,)


def test_address_stands_once_below_the_words() -> None:
    assert with_address("Lest!", url=URL) == f"Lest!\n\n{URL}"
    assert with_address(f"Lest {URL}!", url=URL) == f"Lest {URL}!"
    assert with_address("Lest!", url="") == "Lest!"


def test_own_words_open_the_mail_in_place_of_the_summary() -> None:
    said = newsletter(planned("Liebe Leute,\nlest das.", summary="Die Zusammenfassung."), now=NOW, assets={})

    assert "Liebe Leute,\nlest das.\n" in said.text
    assert "Die Zusammenfassung." not in said.text + said.html
    assert "Liebe Leute,<br>" in said.html


def test_own_words_do_not_hide_that_an_event_is_off() -> None:
    post = {"isEnabled": True, "text": "Kommt alle!", "slideStyle": "BRAND"}

    said = telegram(answer(event(status="CANCELLED", post=post)), now=NOW, assets={})

    assert said.text.startswith("Abgesagt: Offenes Treffen\n\nKommt alle!\n\n")


def test_a_leaflet_switched_off_is_refused() -> None:
    with pytest.raises(SwitchedOffError):
        leaflet(planned(is_enabled=False), now=NOW, assets={})


def test_a_website_page_leads_to_related_pages() -> None:
    related = [{"title": "Mitmachen & mehr", "path": "/mitmachen/", "summary": ""}]
    data = answer(statement(relatedPages=related))

    html = website(data, now=NOW, assets={}).files[0].content.decode()

    assert '<h2 id="see-also">Siehe auch</h2>' in html
    assert '<a href="/mitmachen/">Mitmachen &amp; mehr</a>' in html


@pytest.mark.parametrize(("name", "shown"), [("feeds", "statements"), ("calendar", "events")])
def test_lists_leave_out_what_is_switched_off(site: Site, name: str, shown: str) -> None:
    for page in (make_statement(site.statements), make_event(site.events)):
        page.posts.add(Post(channel=Channel(name)))
        page.save()

    data = channel(name).ask(in_process_source(), path="/", locale="de", now=FACTORY_NOW)

    assert data[shown]["nodes"] == []


def test_own_words_do_not_hide_a_correction() -> None:
    post = {"isEnabled": True, "text": "Lest!", "slideStyle": "BRAND"}
    corrected = statement(corrections=[{"date": "2026-11-22", "text": "Es waren 300."}], post=post)

    said = telegram(answer(corrected), now=NOW, assets={})

    assert "Es waren 300." in said.text
    assert "22. November 2026" in said.text
