from typing import Any

import pytest

from cms.api.models import PreviewDraft, PreviewExpiredError
from cms.api.preview import store_draft
from cms.api.source import InProcessSource
from cms.sources import SourceError
from publications.models import EventPage
from tests.factories.site import Site, make_event, make_page

ROUTE = "query ($path: String!) { route(path: $path) { ... on PageRoute { page { title } } } }"


def title_at(path: str, *, token: str | None) -> str | None:
    route = InProcessSource(preview_token=token).execute(ROUTE, variables={"path": path})["route"]
    return route and route["page"]["title"]


def test_a_token_opens_one_draft_and_nothing_else(site: Site) -> None:
    draft, other = make_page(site.german, "Eins", live=False), make_page(site.german, "Zwei", live=False)
    token = store_draft(draft, editor_id=None).token
    store_draft(other, editor_id=None)

    assert [title_at(path, token=token) for path in ("/eins/", "/zwei/")] == ["Eins", None]


def test_typing_on_changes_what_the_token_shows(site: Site) -> None:
    page = make_page(site.german, "Vorher")
    token = store_draft(page, editor_id=None).token

    page.title = "Nachher"
    store_draft(page, editor_id=None)

    assert (title_at("/vorher/", token=token), title_at("/vorher/", token=None)) == ("Nachher", "Vorher")
    assert PreviewDraft.objects.count() == 1


def test_a_page_that_was_never_saved_can_be_seen(site: Site) -> None:
    page = make_page(site.german, "Neu")
    page.delete()
    page.pk = page.id = None

    token = store_draft(page, editor_id=None).token

    assert title_at("/neu/", token=token) == "Neu"


def test_a_token_expires(site: Site, settings: Any) -> None:
    token = store_draft(make_page(site.german), editor_id=None).token

    settings.PREVIEW_MAX_AGE = -1

    with pytest.raises(PreviewExpiredError):
        title_at("/", token=token)


def test_a_token_can_be_revoked_and_not_be_altered(site: Site) -> None:
    draft = store_draft(make_page(site.german), editor_id=None)
    token = draft.token

    with pytest.raises(PreviewExpiredError):
        title_at("/", token=token[:-1] + ("a" if token[-1] != "a" else "b"))
    draft.delete()
    with pytest.raises(PreviewExpiredError):
        title_at("/", token=token)


def test_an_incomplete_draft_says_what_is_missing(site: Site) -> None:
    event: EventPage = make_event(site.events)
    event.start = None
    token = store_draft(event, editor_id=None).token
    query = '{ route(path: "/termine/offenes-treffen/") { ... on PageRoute { page { ... on EventPage { start } } } } }'

    with pytest.raises(SourceError, match="Diesem Termin fehlt noch Anfang oder Ende"):
        InProcessSource(preview_token=token).execute(query, variables={})
