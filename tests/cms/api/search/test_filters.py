from tests.cms.api.search.conftest import Ask, titles, translate
from tests.factories.site import Site, make_event, make_page, make_statement, make_topic


def test_facets_count_what_there_were_without_their_own_filter(site: Site, look_for: Ask) -> None:
    statement = make_statement(site.statements, "Bergbau heute")
    statement.topics = [make_topic()]
    statement.save()
    make_event(site.events, "Bergbau in Bildern")
    translate(make_page(site.german, "Bergbau"), "Mining, in German: Bergbau")

    facets = look_for("Bergbau", types=["EVENT_PAGE"], locale="de")["facets"]

    assert facets == {
        "types": [
            {"type": "EVENT_PAGE", "count": 1},
            {"type": "STANDARD_PAGE", "count": 1},
            {"type": "STATEMENT_PAGE", "count": 1},
        ],
        "topics": [],
        "locales": [{"locale": "de", "count": 1}],
    }
    everything = look_for("Bergbau")["facets"]
    assert everything["topics"] == [{"topic": {"slug": "frieden"}, "count": 1}]
    assert everything["locales"] == [{"locale": "de", "count": 3}, {"locale": "en", "count": 1}]


def test_results_of_some_types_and_topics(site: Site, look_for: Ask) -> None:
    peace = make_topic()
    german = make_statement(site.statements, "Bergbau heute")
    german.topics = [peace]
    german.save()
    english = translate(german, "Bergbau today")
    translated = peace.copy_for_translation(english.locale)
    translated.slug = "peace"
    translated.save()
    english.topics = [translated]
    english.save()
    make_event(site.events, "Bergbau in Bildern")

    assert titles(look_for("Bergbau", types=["EVENT_PAGE"])) == ["Bergbau in Bildern"]
    assert titles(look_for("Bergbau", topics=["frieden"], locale="de")) == ["Bergbau heute"]
    assert titles(look_for("Bergbau", topics=["frieden"], locale="en")) == ["Bergbau today"]
    assert titles(look_for("Bergbau", types=["EVENT_PAGE"], topics=["frieden"])) == []
    assert titles(look_for("Bergbau", topics=["unbekannt", "\0"])) == []
    assert titles(look_for("Bergbau", types=[])) == titles(look_for("Bergbau", topics=[])) == []


def test_languages_are_searched_one_after_the_other(site: Site, look_for: Ask) -> None:
    translate(make_page(site.german, "Bergbau eins"), "Bergbau one")
    make_page(site.german, "Bergbau zwei")

    assert sorted(titles(look_for("Bergbau"))) == ["Bergbau eins", "Bergbau one", "Bergbau zwei"]
    assert titles(look_for("Bergbau", locale="en")) == ["Bergbau one"]
    found = look_for("Bergbau", locale="en", fallback=["de"])
    assert sorted(titles(found)) == ["Bergbau one", "Bergbau zwei"]
    assert {edge["node"]["title"]: edge["node"]["isFallback"] for edge in found["edges"]} == {
        "Bergbau one": False,
        "Bergbau zwei": True,
    }
    assert found["totalCount"] == 2


def test_a_fallback_steps_in_for_a_translation_that_cannot_be_seen(site: Site, look_for: Ask) -> None:
    translate(make_page(site.german, "Bergbau eins"), "Bergbau one").unpublish()

    assert titles(look_for("Bergbau", locale="en", fallback=["de"])) == ["Bergbau eins"]
