from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cms.channels.website.renderer import render
from tests.factories import answers
from tests.factories.newsletter_answers import issue

EXPECTED = Path(__file__).parents[1] / "expected"
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def website(page: dict[str, Any]) -> str:
    return render(answers.answer({"relatedPages": [], **page}), now=NOW, assets={}).files[0].content.decode()


def archive(**overrides: Any) -> dict[str, Any]:
    listed = {name: issue()[name] for name in ("title", "path", "summary", "firstPublishedAt")}
    return answers.page(**({"__typename": "NewsletterIndexPage", "body": [], "issues": [listed]} | overrides))


def test_issue_is_as_expected(expect_file: Callable[[Path, bytes], None]) -> None:
    expect_file(EXPECTED / "issue.html", website(issue()).encode())


def test_draft_has_no_day() -> None:
    html = website(issue(firstPublishedAt=None, sections=[]))

    assert 'class="facts__day"' not in html


def test_entry_in_another_language_says_so() -> None:
    assert website(issue()).count('<div lang="en">') == 1


def test_archive_tells_the_day_of_each_issue() -> None:
    html = website(archive())

    assert '<time datetime="2026-11-02">2.\u00a0November 2026</time>' in html
    assert '<a href="/newsletter/erste-ausgabe/">' in html


def test_empty_archive_says_so() -> None:
    assert "Es ist noch keine Ausgabe erschienen." in website(archive(issues=[]))
