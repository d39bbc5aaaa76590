from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from pytest_django import Settings
from wagtail.models import Collection, CollectionViewRestriction

from tests.factories.register import (
    attach,
    make_file,
    make_module,
    make_publication,
    make_publication_index,
    make_session,
)
from tests.factories.site import NOW, Site, make_event

MODULE = """
query ($path: String!) { route(path: $path) { ... on PageRoute { page {
  ... on StudyProgrammePage { modules { title } }
  ... on StudyModulePage {
    sessions { title start end place summary event { title } }
    readings { authors title container place publisher year pages isbn url note }
    files { title }
  }
  ... on PublicationIndexPage { publications { title } }
  ... on PublicationPage {
    publicationKind date isbn price files { title url fileName size mediaType } authors { name } topics { name }
  }
} } } }
"""
READING = {"authors": "Lenin, W. I.", "title": "Staat und Revolution", "year": "1974"}


@pytest.fixture(autouse=True)
def media_folder(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def page_at(ask: Callable[..., Any], path: str) -> Any:
    return ask(MODULE, path=path)["route"]["page"]


def test_module_has_sessions_and_readings(site: Site, ask: Callable[..., Any]) -> None:
    module = make_module(site.german, readings=[{"type": "reading", "value": READING}])
    module.sessions = [make_session(event=make_event(site.events))]
    module.save_revision().publish()

    found = page_at(ask, "/studiengang/modul/")

    assert page_at(ask, "/studiengang/")["modules"] == [{"title": "Der Staat"}]
    assert found["sessions"][0]["start"] == "2026-11-23T13:00:00+01:00"
    assert found["sessions"][0]["event"] == {"title": "Offenes Treffen"}
    empty = dict.fromkeys(("container", "place", "publisher", "pages", "isbn", "url", "note"), "")
    assert found["readings"] == [READING | empty]


def test_event_that_was_withdrawn_is_not_announced(site: Site, ask: Callable[..., Any]) -> None:
    event = make_event(site.events, live=False)
    module = make_module(site.german)
    module.sessions = [make_session(event=event)]
    module.save_revision().publish()

    assert page_at(ask, "/studiengang/modul/")["sessions"][0]["event"] is None


def test_session_must_end_after_its_start() -> None:
    session = make_session()

    session.end = NOW - timedelta(hours=1)

    with pytest.raises(ValidationError) as refused:
        session.clean()
    assert list(refused.value.message_dict) == ["end"]


def test_publication_has_files(site: Site, ask: Callable[..., Any]) -> None:
    document = make_file()
    attach(make_publication(make_publication_index(site.german), kind="book", isbn="978-3", slug="heft"), document)

    found = page_at(ask, "/veroeffentlichungen/heft/")

    assert (found["publicationKind"], found["isbn"]) == ("BOOK", "978-3")
    assert found["files"] == [
        {
            "title": "Wer wir sind",
            "url": f"https://www.example.org{document.url}",
            "fileName": "wer-wir-sind.pdf",
            "size": 8,
            "mediaType": "application/pdf",
        }
    ]


def test_files_of_closed_collections_are_left_out(site: Site, ask: Callable[..., Any]) -> None:
    closed = Collection.get_first_root_node().add_child(name="Intern")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    module = make_module(site.german)
    attach(module, make_file(closed))

    assert page_at(ask, "/studiengang/modul/")["files"] == []
