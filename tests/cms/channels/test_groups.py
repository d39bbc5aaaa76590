from typing import Any

from cms.channels.facts import imprint, page_facts
from cms.channels.kickers import kicker
from cms.channels.wording import wording
from tests.factories import answers

GROUP = {
    "__typename": "LocalGroupPage",
    "title": "Ortsgruppe Bremen",
    "city": "Bremen",
    "region": "Norden",
    "email": "bremen@example.org",
    "telegramHandle": "beispiel_bremen",
    "instagramHandle": "",
    "website": "https://bremen.example.org/",
    "meetingPlace": "Beispielhaus, dienstags um 19 Uhr",
    "coordinates": {"latitude": 53.0793, "longitude": 8.8017},
    "upcomingEvents": [],
}


def group(**overrides: Any) -> dict[str, Any]:
    return answers.page(**GROUP | overrides)


def test_a_group_says_where_it_meets_and_how_to_reach_it() -> None:
    facts = page_facts(group(), words=wording("de"))

    assert [(fact.label, fact.text, fact.href) for fact in facts] == [
        (
            "Treffpunkt",
            "Beispielhaus, dienstags um 19 Uhr",
            "https://www.openstreetmap.org/?mlat=53.07930&mlon=8.80170#map=17/53.07930/8.80170",
        ),
        ("E-Mail", "bremen@example.org", "mailto:bremen@example.org"),
        ("Website", "bremen.example.org", "https://bremen.example.org/"),
        ("Telegram", "t.me/beispiel_bremen", "https://t.me/beispiel_bremen"),
    ]


def test_a_group_without_a_place_names_its_city() -> None:
    (where, *_others) = page_facts(group(meetingPlace="", coordinates=None), words=wording("de"))

    assert (where.text, where.href) == ("Bremen", None)


def test_a_group_is_introduced_by_its_place() -> None:
    assert kicker(group(), words=wording("de")) == ["Bremen", "Norden"]


def test_the_imprint_names_address_and_person() -> None:
    assert imprint(answers.SITE, words=wording("de")) == [
        "Kommunistische Organisation, Postfach 1, 12345 Beispielstadt",
        "V. i. S. d. P.: die Redaktion, Beispielstraße 1, 12345 Beispielstadt",
    ]


def test_an_imprint_that_nobody_wrote_says_nothing() -> None:
    assert imprint(answers.SITE | {"responsible": "", "postalAddress": ""}, words=wording("de")) == []
