from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from wagtail.models import Page, PageViewRestriction

from tests.cms.api.search.conftest import NOTHING, Ask, titles
from tests.cms.api.test_visibility import hide_as_draft, hide_behind_login, hide_behind_private_parent, hidings
from tests.factories.site import NOW, Site, make_page, make_statement, make_topic


@hidings
def test_a_hidden_page_is_neither_found_nor_counted(site: Site, look_for: Ask, hide: Callable[[Page], None]) -> None:
    statement = make_statement(site.statements)
    statement.topics = [make_topic()]
    statement.save()
    assert titles(look_for("Wehrpflicht")) == [statement.title]

    hide(statement)

    assert look_for("Wehrpflicht") == NOTHING


def test_a_page_is_found_until_the_moment_it_expires(site: Site, look_for: Ask) -> None:
    statement = make_statement(site.statements)
    Page.objects.filter(pk=statement.pk).update(expire_at=NOW + timedelta(minutes=1))

    assert titles(look_for("Wehrpflicht")) == [statement.title]
    assert titles(look_for("Wehrpflicht", now=NOW + timedelta(minutes=1))) == []


def test_a_page_outside_the_website_is_not_found(site: Site, look_for: Ask) -> None:
    make_page(Page.get_first_root_node(), "Wehrpflicht", slug="woanders")

    assert look_for("Wehrpflicht") == NOTHING


def told(found: Any) -> list[Any]:
    return [(edge["node"]["title"], edge["score"], edge["cursor"]) for edge in found["edges"]]


@pytest.mark.parametrize("hide", [hide_as_draft, hide_behind_login, hide_behind_private_parent])
def test_scores_tell_nothing_of_hidden_pages(site: Site, look_for: Ask, hide: Callable[[Page], None]) -> None:
    """How common a word is among all pages has a part in scores, so those that nobody may see must not be counted."""
    for number, title in enumerate(["Kohle und Stahl", "Stahl", "Kohle Kohle Stahl", "Frieden", "Werft", "Hafen"]):
        body = [("paragraph", {"text": f"<p>{'Kohle ' * number}Stahl {'Wort ' * number}</p>"})]
        make_page(site.german, title, slug=f"seite-{number}", body=body)
    hidden = make_page(make_page(site.german, "Ast"), "Geheim: Kohle")
    hide(hidden)
    scores = told(look_for("Kohle Stahl"))

    hidden.delete()

    assert told(look_for("Kohle Stahl")) == scores
    assert scores[0][1] == 1.0


def test_a_page_that_is_opened_again_is_found(site: Site, look_for: Ask) -> None:
    statement = make_statement(site.statements)
    hide_behind_private_parent(statement)
    assert titles(look_for("Wehrpflicht")) == []

    PageViewRestriction.objects.get().delete()

    assert titles(look_for("Wehrpflicht")) == [statement.title]
