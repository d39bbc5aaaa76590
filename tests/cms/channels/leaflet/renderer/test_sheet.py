import pytest

from tests.cms.channels.leaflet.samples import paragraph, rendered
from tests.factories import answers

SENTENCE = "Wir wollen Klarheit über strittige Fragen, offen und gemeinsam, und laden dazu alle herzlich ein. "


@pytest.mark.parametrize(("sentences", "pages"), [(0, 1), (3, 1), (22, 1), (40, 2), (75, 2), (120, 3)])
def test_text_takes_as_few_pages_as_it_needs(sentences: int, pages: int) -> None:
    page = answers.page(body=[paragraph(f"<p>{SENTENCE * 5}</p>")] * (sentences // 5))

    assert rendered(page).counts["pages"] == pages
