from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError

from publications.models import Authorship, ContributionPage, DebatePage, Signature
from tests.factories.register import (
    BOTH,
    CLARIFY,
    POSITIONS,
    make_contribution,
    make_debate,
    make_debate_index,
    make_organisation,
    make_person,
)
from tests.factories.site import Site

DEBATE = """
query ($path: String!, $locale: Locale) {
  route(path: $path, locale: $locale) { ... on PageRoute { page {
    ... on DebatePage {
      debateStatus openedOn
      positions { id title summary }
      settlements { date html }
      contributions {
        title position { id title } answers { title } answeredBy { title } debate { title }
        authors { name personKind } organisations { name }
      }
    }
    ... on ContributionPage {
      title position { id title } answers { title } answeredBy { title } debate { title }
    }
    ... on DebateIndexPage { debates { title debateStatus } }
  } } }
}
"""


@pytest.fixture
def debate(site: Site) -> DebatePage:
    return make_debate(make_debate_index(site.german))


def page_at(ask: Callable[..., Any], path: str, **variables: str) -> Any:
    return ask(DEBATE, path=path, **variables)["route"]["page"]


def test_contributions_answer_one_another(debate: DebatePage, ask: Callable[..., Any]) -> None:
    first = make_contribution(debate, "Erstens", position_key=CLARIFY, date=date(2026, 11, 1))
    make_contribution(debate, "Zweitens", position_key=BOTH, date=date(2026, 11, 2), answers=first)

    found = page_at(ask, "/debatten/was-zuerst/")["contributions"]

    assert [item["title"] for item in found] == ["Erstens", "Zweitens"]
    assert [item["answers"] for item in found] == [None, {"title": "Erstens"}]
    assert [item["answeredBy"] for item in found] == [[{"title": "Zweitens"}], []]
    assert [item["position"]["title"] for item in found] == ["Erst klären", "Beides zugleich"]
    assert {item["debate"]["title"] for item in found} == {"Was zuerst?"}


def test_contribution_alone_finds_the_same_as_in_its_debate(debate: DebatePage, ask: Callable[..., Any]) -> None:
    first = make_contribution(debate, "Erstens", position_key=CLARIFY)
    make_contribution(debate, "Zweitens", answers=first)

    found = [page_at(ask, f"/debatten/was-zuerst/{slug}/") for slug in ("erstens", "zweitens")]

    assert [page["answers"] for page in found] == [None, {"title": "Erstens"}]
    assert [page["answeredBy"] for page in found] == [[{"title": "Zweitens"}], []]
    assert [page["position"] for page in found] == [{"id": CLARIFY, "title": "Erst klären"}, None]


def test_withdrawn_contribution_is_answered_by_nobody(debate: DebatePage, ask: Callable[..., Any]) -> None:
    first = make_contribution(debate, "Erstens")
    make_contribution(debate, "Zweitens", answers=first)
    first.unpublish()

    found = page_at(ask, "/debatten/was-zuerst/")["contributions"]

    assert found[0]["answers"] is None
    assert page_at(ask, "/debatten/was-zuerst/zweitens/")["answers"] is None


def test_position_keeps_its_identity_in_translations(site: Site, debate: DebatePage, ask: Callable[..., Any]) -> None:
    first = make_contribution(debate, "Erstens", position_key=BOTH)
    make_contribution(debate, "Zweitens", answers=first)
    for page in (debate.get_parent().specific, debate, first, ContributionPage.objects.get(title="Zweitens")):
        page.copy_for_translation(site.english.locale).save_revision().publish()

    found = page_at(ask, "/debatten/was-zuerst/", locale="en")["contributions"]

    assert found[0]["position"] == {"id": BOTH, "title": "Beides zugleich"}
    assert found[1]["answers"] == {"title": "Erstens"}
    assert found[0]["answeredBy"] == [{"title": "Zweitens"}]


def test_position_keeps_its_identity_in_revisions(debate: DebatePage) -> None:
    debate.positions[1].value["title"] = "Beides, und zugleich"

    debate.save_revision().publish()

    found = DebatePage.objects.get(pk=debate.pk).position_list
    assert [(position.id, position.title) for position in found] == [
        (CLARIFY, "Erst klären"),
        (BOTH, "Beides, und zugleich"),
    ]


def test_position_and_answer_must_belong_to_the_debate(debate: DebatePage) -> None:
    other = make_debate(debate.get_parent(), "Andere Frage", positions=[])
    stranger = make_contribution(other, "Fremd")
    contribution = make_contribution(debate)

    contribution.position_key, contribution.answers = "5a6a2a0e-3f0e-4a43-9a68-0d7e0f1b2c99", stranger

    with pytest.raises(ValidationError) as refused:
        contribution.full_clean()
    assert sorted(refused.value.message_dict) == ["answers", "position_key"]


def test_contribution_cannot_answer_itself(debate: DebatePage) -> None:
    contribution = make_contribution(debate)

    contribution.answers = contribution

    with pytest.raises(ValidationError) as refused:
        contribution.full_clean()
    assert list(refused.value.message_dict) == ["answers"]


def test_position_that_is_taken_cannot_be_removed(debate: DebatePage) -> None:
    make_contribution(debate, position_key=BOTH)

    debate.positions = POSITIONS[:1]

    with pytest.raises(ValidationError) as refused:
        debate.full_clean()
    assert list(refused.value.message_dict) == ["positions"]


def test_position_that_a_program_named_otherwise_gets_an_identifier(debate: DebatePage) -> None:
    make_contribution(debate, position_key=BOTH)
    debate.positions = [*POSITIONS, {"type": "position", "id": "drittens", "value": {"title": "Drittens"}}]

    debate.full_clean()

    ids = [position.id for position in debate.position_list]
    assert ids[:2] == [CLARIFY, BOTH]
    assert str(UUID(ids[2])) == ids[2]


def test_authors_and_guests_are_named_in_order(debate: DebatePage, ask: Callable[..., Any]) -> None:
    people = [make_person("Zuletzt im Alphabet", "z"), make_person("Anfang", "a")]
    contribution = make_contribution(debate)
    contribution.authorships = [Authorship(person=person) for person in people]
    contribution.signatures = [Signature(organisation=make_organisation())]
    contribution.save_revision().publish()

    found = page_at(ask, "/debatten/was-zuerst/")["contributions"][0]

    assert [author["name"] for author in found["authors"]] == ["Zuletzt im Alphabet", "Anfang"]
    assert found["organisations"] == [{"name": "Bündnis"}]


def test_settlements_say_what_and_when(debate: DebatePage, ask: Callable[..., Any]) -> None:
    debate.settlements = [{"type": "settlement", "value": {"date": "2026-11-01", "text": "<p>Beides zählt.</p>"}}]
    debate.save()

    found = page_at(ask, "/debatten/was-zuerst/")

    assert found["settlements"] == [{"date": "2026-11-01", "html": "<p>Beides zählt.</p>"}]
    assert page_at(ask, "/debatten/")["debates"] == [{"title": "Was zuerst?", "debateStatus": "OPEN"}]
