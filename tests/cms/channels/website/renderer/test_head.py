import json

from cms.channels.website.renderer.head import head
from tests.factories.answers import page

GRAPH = {"name": "</script><!--<script>&", "@type": "WebPage"}


def test_linked_data_cannot_end_the_script_around_it_whoever_wrote_it() -> None:
    described = page()

    written = head(described | {"seo": described["seo"] | {"jsonLd": json.dumps(GRAPH)}})["linked_data"]

    assert not set("<>&") & set(written)
    assert json.loads(written) == GRAPH


def test_robots_are_told_of_exceptions_alone() -> None:
    draft = page()
    draft["seo"] |= {"robots": "noindex"}

    assert (head(page())["robots"], head(draft)["robots"]) == ("", "noindex")
