import math
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
import yaml
from wagtail.models import Page

from cms.example.site import load_site
from cms.example.texts import english_text, german_texts
from cms.search.queries import Query
from cms.search.searching import Search, search
from home.models import HomePage, StandardPage

JUDGMENTS: Mapping[str, Mapping[str, Mapping[str, int]]] = yaml.safe_load(
    (Path(__file__).parent / "judgments.yaml").read_text()
)
CUT = 10
FEWEST_QUERIES = 20
GOAL = 0.85
FILLING = {
    "de": "Das Protokoll hält fest, was besprochen wurde, und nennt dabei einmal das Wort {word}. ",
    "en": "The minutes record what was discussed, and in doing so mention the word {word} once. ",
}


@pytest.fixture
def names(db: None) -> dict[int, str]:
    """Load the example site with as many pages that only mention what is looked for; return its pages' names."""
    load_site(today=date(2026, 11, 23))
    for home in HomePage.objects.select_related("locale"):
        _add_minutes(home)
    texts = german_texts()
    paths = {(text.slug, text.title): text.name for text in [*texts, *(english_text(text.name) for text in texts)]}
    pages = Page.objects.values_list("pk", "slug", "title")
    return {pk: paths[slug, title] for pk, slug, title in pages if (slug, title) in paths}


def _add_minutes(home: HomePage) -> None:
    language = home.locale.language_code
    for number, query in enumerate(JUDGMENTS[language]):
        text = FILLING[language].format(word=query) + FILLING[language].format(word="…") * 20
        body = [("paragraph", {"text": f"<p>{text}</p>"})]
        home.add_child(instance=StandardPage(title=f"{number}", slug=f"x{number}", locale=home.locale, body=body))


def ndcg(grades: list[int], ideal: list[int]) -> float:
    def gain(found: list[int]) -> float:
        return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(found[:CUT]))

    return gain(grades) / gain(sorted(ideal, reverse=True))


def test_what_was_meant_comes_first(names: dict[int, str]) -> None:
    """The order differs a little between databases, which rank in their own ways."""
    scores = {}
    for language, queries in JUDGMENTS.items():
        for text, wanted in queries.items():
            visible = Page.objects.filter(locale__language_code=language)
            found = search(Search(query=Query.parse(text), visible=visible, limit=CUT), languages=[language])
            grades = [wanted.get(names.get(hit.page_id, ""), 0) for hit in found.hits]
            scores[language, text] = ndcg(grades, list(wanted.values()))

    mean = sum(scores.values()) / len(scores)
    print(
        f"nDCG@{CUT} {mean:.3f} over {len(scores)} queries; lowest:",
        sorted(scores.items(), key=lambda each: each[1])[:5],
    )
    assert len(scores) >= FEWEST_QUERIES
    assert mean >= GOAL
