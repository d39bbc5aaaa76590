from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.signing import TimestampSigner
from django.test import Client

from cms.api.global_ids import GlobalID
from cms.channels import enquiries
from home.models import ContactPage
from tests.factories.home import make_contact_page, make_group, make_groups
from tests.factories.site import Site, make_page
from tests.mailbox import Mailbox
from tests.tables import row_counts

FORM = "application/x-www-form-urlencoded"
FILLED = {"name": "Jürgen", "email": "juergen@example.net", "message": "Guten Tag", "consent": "1"}


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Tests write faster than people."""
    monkeypatch.setattr(enquiries, "SHORTEST", timedelta(seconds=-1))
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def page(site: Site) -> ContactPage:
    return make_contact_page(site.german)


def post(client: Client, page: ContactPage, **values: str) -> Any:
    token = TimestampSigner(salt=enquiries.SIGNER_SALT).sign(str(GlobalID.of(page)))
    return client.post("/kontakt/", urlencode(FILLED | {"form": token} | values), FORM)


def test_what_was_sent_is_thanked_for_and_not_stored(client: Client, page: ContactPage, mailbox: Mailbox) -> None:
    before = row_counts()

    response = post(client, page)

    assert (response.status_code, response["Location"]) == (303, "/kontakt/?sent=1#form:sent")
    assert "Danke für die Nachricht" in client.get("/kontakt/?sent=1").content.decode()
    assert mailbox.mail().get_content().splitlines()[-1] == "Guten Tag"
    assert (row_counts(), response.cookies) == (before, {})


def test_the_form_comes_back_with_what_was_written(client: Client, page: ContactPage) -> None:
    response = post(client, page, email="<falsch>", message="Eins\r\n\r\nZwei & <drei>", consent="")

    html = response.content.decode()
    assert (response.status_code, "no-store" in response["Cache-Control"]) == (422, True)
    assert 'value="&lt;falsch&gt;"' in html
    assert "Eins&#10;&#10;Zwei &amp; &lt;drei&gt;</textarea>" in html
    assert 'aria-describedby="form:email-hint form:email-error" aria-invalid="true"' in html
    assert '<a href="#form:consent">' in html
    assert mail.outbox == []


def test_a_group_can_be_chosen(client: Client, site: Site, page: ContactPage) -> None:
    group = make_group(make_groups(site.german))

    key = str(GlobalID.of(group))
    post(client, page, group=key)

    assert f'<option value="{key}">Bremen – Ortsgruppe Bremen</option>' in client.get("/kontakt/").content.decode()
    assert [message.to for message in mail.outbox] == [["bremen@example.org"]]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"leave_empty": "x"}, "Ein Feld war ausgefüllt, das leer bleiben muss."),
        ({"form": ""}, "Das Formular war zu lange offen."),
        ({"form": "1:1:x"}, "Das Formular war zu lange offen."),
    ],
)
def test_robots_are_told_why(client: Client, page: ContactPage, values: dict[str, str], said: str) -> None:
    response = post(client, page, **values)

    assert (response.status_code, mail.outbox) == (422, [])
    assert said in response.content.decode()
    assert 'value="juergen@example.net"' in response.content.decode()


def test_nobody_writes_that_fast(client: Client, page: ContactPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(enquiries, "SHORTEST", timedelta(seconds=3))

    response = post(client, page)

    assert "schneller, als Menschen schreiben" in response.content.decode()


def test_a_form_of_another_page_is_not_taken(client: Client, site: Site, page: ContactPage) -> None:
    other = make_page(site.german)

    response = post(client, page, form=TimestampSigner(salt=enquiries.SIGNER_SALT).sign(str(GlobalID.of(other))))

    assert (response.status_code, mail.outbox) == (422, [])


@pytest.mark.parametrize("path", ["/", "/nirgends/", "/kontakt"])
def test_only_forms_take_anything(client: Client, page: ContactPage, path: str) -> None:
    response = client.post(path, urlencode(FILLED), FORM)

    assert (response.status_code, mail.outbox) == (405 if path != "/kontakt" else 422, [])


def test_files_are_not_read(client: Client, page: ContactPage) -> None:
    response = client.post("/kontakt/", "x", "multipart/form-data; boundary=x")

    assert response.status_code == 415


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        ("message=" + "a" * 10_000_000, FORM, 413),
        ("&".join(f"field{number}=1" for number in range(10_000)), FORM, 400),
        ("message=x", f"{FORM}; charset=utf-16", 400),
        ("message=x", "application/json", 415),
        ("message=x", "text/plain", 415),
        ("message=x", "", 415),
        (b"form=\xff\xfe&message=\x80%ff", FORM, 422),
        ("x=1", FORM, 422),
    ],
)
def test_what_is_no_form_is_refused_without_a_trace(
    client: Client, page: ContactPage, caplog: Any, body: Any, content_type: str, status: int
) -> None:
    response = client.generic("POST", "/kontakt/", body, content_type)

    assert (response.status_code, mail.outbox) == (status, [])
    assert [record.exc_info for record in caplog.records if record.exc_info or record.levelname == "ERROR"] == []


def test_a_form_that_was_open_for_too_long_is_not_taken(
    client: Client, page: ContactPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(enquiries, "LONGEST", timedelta(seconds=-1))

    response = post(client, page)

    assert (response.status_code, mail.outbox) == (422, [])
    assert "Das Formular war zu lange offen." in response.content.decode()


def test_a_form_that_is_sent_again_and_again_is_refused_in_the_end(client: Client, page: ContactPage) -> None:
    statuses = [post(client, page).status_code for _ in range(40)]

    assert statuses == [303] * 30 + [422] * 10
    assert len(mail.outbox) == 30


def test_another_website_gains_nothing_by_posting(page: ContactPage) -> None:
    client = Client(enforce_csrf_checks=True, headers={"origin": "https://elsewhere.example"})

    response = post(client, page)

    assert (response.status_code, response.cookies) == (303, {})


def test_an_address_with_a_filled_in_form_sends_and_shows_nothing(client: Client, page: ContactPage) -> None:
    response = client.get("/kontakt/", FILLED)

    assert (response.status_code, mail.outbox) == (200, [])
    assert "juergen@example.net" not in response.content.decode()


def test_no_words_of_a_form_are_logged(client: Client, page: ContactPage, caplog: Any) -> None:
    post(client, page, email="<falsch>", message="Geheimes")
    post(client, page, message="Geheimes\r\nBcc: alle@example.org")
    post(client, page, form="Geheimes")

    assert [word for word in ("Geheimes", "falsch", "juergen") if word in caplog.text] == []


def test_a_form_can_be_previewed(client: Client, page: ContactPage) -> None:
    html = client.get("/kontakt/").content.decode()

    assert '<form class="form" method="post" action="/kontakt/#form:problems"' in html
    assert "<script" not in html.replace('<script type="application/ld+json">', "")
