from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from publications.models import Attachment, Authorship, Signature, StatementPage
from tests.factories.register import attach, make_file, make_organisation, make_person, make_publication
from tests.factories.register import make_publication_index as make_index
from tests.factories.site import PARAGRAPH, Site, make_page, make_statement


def name_author(site: Site) -> Any:
    page, person = make_statement(site.statements), make_person()
    page.authorships = [Authorship(person=person)]
    page.save()
    return person


def name_signer(site: Site) -> Any:
    page, organisation = make_statement(site.statements), make_organisation()
    page.signatures = [Signature(organisation=organisation)]
    page.save()
    return organisation


def attach_file(site: Site) -> Any:
    document = make_file()
    attach(make_publication(make_index(site.german), "Nein zur Wehrpflicht"), document)
    return document


def show_file(site: Site) -> Any:
    document = make_file()
    make_page(site.german, "Nein zur Wehrpflicht", body=[("file", {"file": document, "title": ""}), *PARAGRAPH])
    return document


USES = [name_author, name_signer, attach_file, show_file]
uses = pytest.mark.parametrize("use", USES, ids=lambda use: use.__name__)


def address(instance: Any) -> str:
    viewset = getattr(instance, "snippet_viewset", None)
    return reverse(viewset.get_url_name("delete") if viewset else "wagtaildocs:delete", args=[instance.pk])


def bulk_address(instance: Any) -> str:
    meta = instance._meta
    return f"{reverse('wagtail_bulk_action', args=[meta.app_label, meta.model_name, 'delete'])}?id={instance.pk}"


@uses
@pytest.mark.parametrize("address", [address, bulk_address])
@pytest.mark.parametrize("method", ["get", "post"])
def test_what_a_page_uses_is_not_deleted(
    site: Site, admin_client: Client, use: Callable[[Site], Any], address: Callable[[Any], str], method: str
) -> None:
    instance = use(site)

    response: Any = getattr(admin_client, method)(address(instance), follow=True)

    assert response.status_code == 200
    assert type(instance).objects.filter(pk=instance.pk).exists()
    if method == "post" or response.redirect_chain:
        assert "Nein zur Wehrpflicht" in " ".join(str(message) for message in response.context["messages"])


@pytest.mark.parametrize("make", [make_person, make_organisation, make_file])
@pytest.mark.parametrize("address", [address, bulk_address])
def test_what_no_page_uses_is_deleted(
    site: Site, admin_client: Client, make: Callable[[], Any], address: Callable[[Any], str]
) -> None:
    instance = make()

    response = admin_client.post(address(instance))

    assert response.status_code == 302
    assert not type(instance).objects.filter(pk=instance.pk).exists()


def test_a_draft_loses_the_lines_of_what_was_deleted_and_opens(site: Site, admin_client: Client) -> None:
    page, person, organisation, document = (
        make_statement(site.statements),
        make_person(),
        make_organisation(),
        make_file(),
    )
    publication = make_publication(make_index(site.german))
    page.authorships, page.signatures = [Authorship(person=person)], [Signature(organisation=organisation)]
    publication.attachments = [Attachment(document=document)]
    page.save_revision()
    publication.save_revision()
    for instance in (person, organisation, document):
        instance.delete()

    drafts: list[Any] = [each.get_latest_revision_as_object() for each in (page, publication)]
    answers = [admin_client.get(reverse("wagtailadmin_pages:edit", args=[each.pk])) for each in drafts]

    assert [*drafts[0].authorships.all(), *drafts[0].signatures.all(), *drafts[1].attachments.all()] == []
    assert [answer.status_code for answer in answers] == [200, 200]
    assert isinstance(drafts[0], StatementPage)
