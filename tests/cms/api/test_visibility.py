from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from tests.factories.files import make_document, make_image
from tests.factories.site import NOW, Site, make_page, make_statement

ROUTE = """query ($path: String!) { route(path: $path) { ... on PageRoute { page { title } } } }"""
LIST = "{ statements { totalCount nodes { title } } }"
LINKED = """{ route(path: "/") { ... on PageRoute { page { body {
  ... on ParagraphBlock { html } ... on CallToActionBlock { href }
} } } } }"""

CHOSEN = """{ route(path: "/") { ... on PageRoute { page { body {
  ... on ImageBlock { image { alt } } ... on EmbedBlock { image { alt } }
  ... on GalleryBlock { pictures { image { alt } } }
  ... on FileBlock { title href fileName size mediaType } ... on LinkedPageBlock { page { title } }
} } } } }"""

Ask = Callable[..., Any]


def hide_as_draft(page: Page) -> None:
    page.unpublish()


def hide_until_later(page: Page) -> None:
    Page.objects.filter(pk=page.pk).update(go_live_at=NOW + timedelta(minutes=1))


def hide_as_expired(page: Page) -> None:
    Page.objects.filter(pk=page.pk).update(expire_at=NOW - timedelta(minutes=1))


def hide_behind_login(page: Page) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def hide_behind_private_parent(page: Page) -> None:
    hide_behind_login(page.get_parent())


HIDINGS = [hide_as_draft, hide_until_later, hide_as_expired, hide_behind_login, hide_behind_private_parent]
hidings = pytest.mark.parametrize("hide", HIDINGS, ids=lambda hide: hide.__name__)


@hidings
def test_route_does_not_answer_a_hidden_page(site: Site, ask: Ask, hide: Callable[[Page], None]) -> None:
    statement = make_statement(site.statements)
    path = "/stellungnahmen/nein-zur-wehrpflicht/"
    assert ask(ROUTE, path=path) == {"route": {"page": {"title": statement.title}}}

    hide(statement)

    assert ask(ROUTE, path=path) == {"route": None}


@hidings
def test_list_does_not_hold_a_hidden_page(site: Site, ask: Ask, hide: Callable[[Page], None]) -> None:
    statement = make_statement(site.statements)

    hide(statement)

    assert ask(LIST) == {"statements": {"totalCount": 0, "nodes": []}}


@hidings
def test_links_to_a_hidden_page_lose_their_target(site: Site, ask: Ask, hide: Callable[[Page], None]) -> None:
    section = make_page(site.german, "Bereich")
    target = make_page(section, "Geheim")
    site.german.body = [
        ("paragraph", {"text": f'<p>Siehe <a linktype="page" id="{target.pk}">dort</a></p>'}),
        ("call_to_action", {"text": "Lesen", "page": target, "address": ""}),
    ]
    site.german.save()

    hide(target)

    body = ask(LINKED)["route"]["page"]["body"]
    assert body == [{"html": "<p>Siehe <a>dort</a></p>"}, {"href": None}]


def test_links_follow_a_page_that_moves(site: Site, ask: Ask) -> None:
    target = make_page(site.german, "Ziel")
    site.german.body = [("paragraph", {"text": f'<p><a linktype="page" id="{target.pk}">dort</a></p>'})]
    site.german.save()

    target.slug = "neues-ziel"
    target.save()

    assert ask(LINKED)["route"]["page"]["body"] == [{"html": '<p><a href="/neues-ziel/">dort</a></p>'}]


def test_links_to_private_files_lose_their_target(site: Site, ask: Ask) -> None:
    collection = Collection.get_first_root_node().add_child(name="Intern")
    public = get_document_model().objects.create(title="Offen", file=ContentFile(b"x", name="offen.txt"))
    private = get_document_model().objects.create(
        title="Intern", file=ContentFile(b"x", name="intern.txt"), collection=collection
    )
    links = (f'<a linktype="document" id="{item.pk}">{item.title}</a>' for item in (public, private))
    site.german.body = [("paragraph", {"text": f"<p>{' '.join(links)}</p>"})]
    site.german.save()

    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")

    html = ask(LINKED)["route"]["page"]["body"][0]["html"]
    assert html == f'<p><a href="{public.url}">Offen</a> <a>Intern</a></p>'


@hidings
def test_a_hidden_page_that_a_body_points_to_is_not_there(site: Site, ask: Ask, hide: Callable[[Page], None]) -> None:
    target = make_page(make_page(site.german, "Bereich"), "Geheim")
    site.german.body = [("linked_page", {"page": target})]
    site.german.save()
    assert ask(CHOSEN)["route"]["page"]["body"] == [{"page": {"title": "Geheim"}}]

    hide(target)

    assert ask(CHOSEN)["route"]["page"]["body"] == [{"page": None}]


def test_private_files_and_pictures_that_a_body_shows_are_not_there(site: Site, ask: Ask) -> None:
    collection = Collection.get_first_root_node().add_child(name="Intern")
    public, private = make_image(), make_image(collection=collection)
    file = make_document("Geheim", collection=collection)
    pictures = [{"image": image, "caption": ""} for image in (public, private)]
    site.german.body = [
        ("image", {"image": private, "caption": ""}),
        ("gallery", {"heading": "", "pictures": pictures}),
        ("embed", {"url": "https://vimeo.com/1", "title": "Film", "image": private, "privacy_note": ""}),
        ("file", {"file": file, "title": ""}),
    ]
    site.german.save()

    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")

    assert ask(CHOSEN)["route"]["page"]["body"] == [
        {"image": None},
        {"pictures": [{"image": {"alt": "Rote Fahnen"}}, {"image": None}]},
        {"image": None},
        {"title": "", "href": None, "fileName": "", "size": None, "mediaType": ""},
    ]


@pytest.mark.parametrize(
    ("stored", "html"),
    [
        ('<p><a href="javascript:alert(1)">x</a></p>', "<p><a>x</a></p>"),
        ('<p onclick="x">y<script>alert(1)</script></p>', "<p>y</p>"),
        ('<p><a linktype="page">ohne</a> <a linktype="page" id="x">falsch</a></p>', "<p><a>ohne</a> <a>falsch</a></p>"),
        (f'<p><a linktype="page" id="{10**30}">weit</a></p>', "<p><a>weit</a></p>"),
    ],
)
def test_html_holds_nothing_that_clients_should_fear(site: Site, ask: Ask, stored: str, html: str) -> None:
    site.german.body = [("paragraph", {"text": stored})]
    site.german.save()

    assert ask(LINKED)["route"]["page"]["body"] == [{"html": html}]
