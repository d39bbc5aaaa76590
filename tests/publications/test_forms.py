from datetime import date
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from wagtail.models import Locale

from publications.models import ContributionPage, DebatePage
from tests.factories.register import BOTH, CLARIFY, POSITIONS, make_contribution, make_debate, make_debate_index
from tests.factories.site import Site

ELSEWHERE = "5a6a2a0e-3f0e-4a43-9a68-0d7e0f1b2c03"
NEW = {
    "title": "Dagegen",
    "slug": "dagegen",
    "date": "2026-11-23",
    "summary": "",
    "position_key": "",
    "answers": "",
    "body-count": "0",
    **{
        f"{formset}-{count}_FORMS": "0"
        for formset in ("comments", "authorships", "signatures", "posts", "related_links")
        for count in ("TOTAL", "INITIAL")
    },
}


@pytest.fixture
def debate(site: Site) -> DebatePage:
    return make_debate(make_debate_index(site.german))


def form_of(debate: DebatePage, *, page: ContributionPage | None = None, sent: dict[str, str] | None = None) -> Any:
    form_class = ContributionPage.get_edit_handler().get_form_class()
    user = get_user_model()(is_superuser=True, is_active=True)
    instance = page or ContributionPage(locale=debate.locale)
    return form_class(NEW | sent if sent else None, instance=instance, parent_page=debate, for_user=user)


def test_positions_of_the_debate_are_offered(debate: DebatePage) -> None:
    choices = form_of(debate).fields["position_key"].choices

    assert [key for key, _label in choices] == ["", CLARIFY, BOTH]
    assert [label for _key, label in choices][1:] == ["Erst klären", "Beides zugleich"]


def test_a_position_that_is_only_a_draft_is_offered(debate: DebatePage) -> None:
    debate.positions = [*POSITIONS, {"type": "position", "id": ELSEWHERE, "value": {"title": "Weder", "summary": ""}}]
    debate.save_revision()

    assert [key for key, _label in form_of(debate).fields["position_key"].choices][-1] == ELSEWHERE


def test_other_contributions_to_the_debate_are_offered_oldest_first(debate: DebatePage) -> None:
    later = make_contribution(debate, "Später", date=date(2026, 11, 9))
    earlier = make_contribution(debate, "Früher", date=date(2026, 11, 2))
    make_contribution(make_debate(debate.get_parent(), "Andere Frage"), "Anderswo")

    assert list(form_of(debate).fields["answers"].queryset) == [earlier, later]
    assert list(form_of(debate, page=earlier).fields["answers"].queryset) == [later]


def test_a_translation_answers_the_translation_of_what_it_answered(site: Site, debate: DebatePage) -> None:
    english = Locale.objects.get(language_code="en")
    first = make_contribution(debate, "Erstens")
    second = make_contribution(debate, "Zweitens", answers=first)
    translated = first.copy_for_translation(english, copy_parents=True)
    fresh = second.copy_for_translation(english, copy_parents=True)

    form = form_of(fresh.get_parent().specific, page=fresh)

    assert form.initial["answers"] == translated.pk


def test_a_position_and_an_answer_within_the_debate_are_taken(debate: DebatePage) -> None:
    first = make_contribution(debate, "Erstens")

    form = form_of(debate, sent={"position_key": BOTH, "answers": str(first.pk)})

    assert form.is_valid(), form.errors
    assert (str(form.cleaned_data["position_key"]), form.cleaned_data["answers"]) == (BOTH, first)


@pytest.mark.parametrize("field", ["position_key", "answers"])
def test_what_belongs_to_another_debate_is_refused(debate: DebatePage, field: str) -> None:
    other = make_contribution(make_debate(debate.get_parent(), "Andere Frage"), "Anderswo")
    foreign = {"position_key": ELSEWHERE, "answers": str(other.pk)}

    form = form_of(debate, sent={field: foreign[field]})

    assert list(form.errors) == [field]
