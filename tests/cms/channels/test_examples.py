from cms.channels.examples import EXAMPLES, example_of
from cms.channels.website.renderer.body import BLOCKS


def test_every_block_of_the_website_has_an_example() -> None:
    assert set(EXAMPLES) == set(BLOCKS)


def test_page_of_an_example_is_in_the_language_around_it() -> None:
    assert [example_of("LinkedPageBlock", locale=name)["linkedPage"]["locale"] for name in ("de", "en")] == ["de", "en"]
