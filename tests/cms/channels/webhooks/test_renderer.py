import json
from datetime import UTC, datetime

from cms.channels.webhooks.renderer import render
from tests.factories import answers

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_payload_names_the_page_and_says_nothing_else_of_it() -> None:
    message = render(answers.answer(answers.statement()), now=NOW, assets={})

    assert json.loads(message.files[0].content) == {
        "type": "page.updated",
        "timestamp": "2026-11-23T12:00:00.000000Z",
        "data": {
            "id": "7",
            "type": "StatementPage",
            "locale": "de",
            "path": "/stellungnahmen/nein-zur-wehrpflicht/",
            "url": "https://www.example.org/stellungnahmen/nein-zur-wehrpflicht/",
            "title": "Nein zur Wehrpflicht",
        },
    }
