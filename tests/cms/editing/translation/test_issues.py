from typing import Any

import pytest
from wagtail.models import Locale

from cms.editing.translation.drafts import draft_translation
from tests.factories.newsletters import make_archive, make_issue, new_statements, picks
from tests.factories.people import make_administrator
from tests.factories.site import Site, make_page, make_topic


@pytest.mark.django_db
def test_sections_hold_translations_and_the_draft_is_not_frozen(site: Site) -> None:
    english, user = Locale.objects.get(language_code="en"), make_administrator()
    translated, alone, topic = make_page(site.german, "Übersetzt"), make_page(site.german, "Allein"), make_topic()
    there = draft_translation(translated, locale=english, user=user).page
    issue = make_issue(make_archive(site.german), sections=[picks(translated, alone), new_statements(topic=topic.pk)])
    issue.save_revision().publish()

    draft: Any = draft_translation(issue, locale=english, user=user).page.specific

    assert [item["page"].pk for item in draft.sections[0].value["items"]] == [there.pk, alone.pk]
    assert (draft.is_frozen, len(draft.frozen_sections)) == (False, 0)
