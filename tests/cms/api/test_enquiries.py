import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from wagtail.models import PageViewRestriction

from cms.api import enquiries
from cms.api.global_ids import GlobalID
from home.models import ContactPage
from tests.factories.home import make_contact_page, make_group, make_groups
from tests.factories.site import Site

MUTATION = """mutation Enquiry($input: EnquiryInput!) { sendEnquiry(input: $input) {
  __typename ... on EnquirySent { page } ... on EnquiryRefused { problems { field message } }
} }"""


@pytest.fixture(autouse=True)
def no_count() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def page(site: Site) -> ContactPage:
    return make_contact_page(site.english, "Contact")


def post(client: Client, page: ContactPage, **values: Any) -> Any:
    filled = {"page": str(GlobalID.of(page)), "email": "a@example.net", "message": "Hello", "consent": True} | values
    response = client.post("/graphql/", {"query": MUTATION, "variables": {"input": filled}}, "application/json")
    assert not response.cookies
    return response.json()["data"]["sendEnquiry"]


def fields(answer: Any) -> list[str]:
    return [problem["field"] for problem in answer["problems"]]


def test_an_enquiry_is_sent(client: Client, page: ContactPage) -> None:
    answer = post(client, page)

    assert answer == {"__typename": "EnquirySent", "page": str(GlobalID.of(page))}
    assert [sent.to for sent in mail.outbox] == [["kontakt@example.org"]]


def test_all_problems_come_at_once_in_the_language_of_the_page(client: Client, page: ContactPage) -> None:
    answer = post(client, page, email="nobody", message="", consent=False)

    assert answer["problems"] == [
        {
            "field": "EMAIL",
            "message": "This is not an email address. It looks for example like this: name@example.org",
        },
        {"field": "MESSAGE", "message": "Please write a message."},
        {"field": "CONSENT", "message": "Please agree, so that we may answer you."},
    ]
    assert mail.outbox == []


def test_a_group_of_the_page_can_be_chosen(client: Client, site: Site, page: ContactPage) -> None:
    german = make_contact_page(site.german)
    group = make_group(make_groups(site.german))

    sent, refused = (post(client, where, group=str(GlobalID.of(group))) for where in (german, page))

    assert [message.to for message in mail.outbox] == [["bremen@example.org"]]
    assert (sent["__typename"], fields(refused)) == ("EnquirySent", ["GROUP"])


@pytest.mark.parametrize("group", ["0", "-1", "²", "99999999999999999999999999", "x"])
def test_a_group_that_does_not_exist_is_refused(client: Client, page: ContactPage, group: str) -> None:
    assert fields(post(client, page, group=group)) == ["GROUP"]


def test_a_page_without_groups_sends_to_none(client: Client, site: Site) -> None:
    page = make_contact_page(site.german, offers_groups=False)
    group = make_group(make_groups(site.german))

    assert fields(post(client, page, group=str(GlobalID.of(group)))) == ["GROUP"]


def test_a_page_that_readers_cannot_see_takes_nothing(client: Client, site: Site, page: ContactPage) -> None:
    draft = make_contact_page(site.german, live=False)
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    assert [fields(post(client, hidden)) for hidden in (draft, page)] == [["PAGE"], ["PAGE"]]
    assert mail.outbox == []


def test_a_page_takes_only_so_much_in_an_hour(
    client: Client, page: ContactPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(enquiries, "MAXIMUM_SENT", 2)

    answers = [post(client, page)["__typename"] for _ in range(3)]

    assert answers == ["EnquirySent", "EnquirySent", "EnquiryRefused"]
    assert len(mail.outbox) == 2


def test_a_mail_that_could_not_be_sent_says_where_to_write(client: Client, site: Site, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    page = make_contact_page(site.english, "Contact")
    group = make_group(make_groups(site.english))

    answer = post(client, page, group=str(GlobalID.of(group)))

    assert answer["problems"] == [
        {
            "field": "SENDING",
            "message": "This could not be sent just now. Nothing is lost: try again later, "
            "or write to bremen@example.org.",
        }
    ]


def test_an_enquiry_cannot_be_sent_by_get(client: Client, page: ContactPage) -> None:
    filled = {"page": str(GlobalID.of(page)), "email": "a@example.net", "message": "Hello", "consent": True}

    response = client.get("/graphql/", {"query": MUTATION, "variables": json.dumps({"input": filled})})

    assert (response.status_code, mail.outbox) == (405, [])


def test_an_enquiry_from_a_foreign_form_is_not_read(client: Client, page: ContactPage) -> None:
    response = client.post("/graphql/", json.dumps({"query": MUTATION}), "text/plain")

    assert (response.status_code, mail.outbox) == (415, [])
