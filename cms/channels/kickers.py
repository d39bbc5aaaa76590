from collections.abc import Callable, Mapping
from typing import Any

from cms.channels.blocks import RenderError
from cms.channels.facts import day
from cms.channels.wording import Wording

Data = Mapping[str, Any]


def kicker(page: Data, *, words: Wording) -> list[str]:
    """Return what stands beside a title, without what it says itself. Raises RenderError for an unknown page."""
    name = page["__typename"]
    if name not in KICKERS:
        message = f"The channels cannot say a {name}. Add it to KICKERS in kickers.py."
        raise RenderError(message)
    return [part for part in KICKERS[name](page, words) if part != page["title"]]


def _no_kicker(_page: Data, _words: Wording) -> list[str]:
    return []


def _statement_kicker(page: Data, words: Wording) -> list[str]:
    return [day(page, words=words), *(topic["name"] for topic in page["topics"])]


def _debate_kicker(_page: Data, words: Wording) -> list[str]:
    return [words.debate.to_debate]


def _contribution_kicker(page: Data, words: Wording) -> list[str]:
    return [words.debate.contribution, day(page, words=words)]


def _publication_kicker(page: Data, words: Wording) -> list[str]:
    topics = (topic["name"] for topic in page["topics"])
    return [words.publication.kinds[page["publicationKind"]], day(page, words=words), *topics]


def _group_kicker(page: Data, _words: Wording) -> list[str]:
    return [part for part in (page["city"], page["region"]) if part]


def _event_kicker(page: Data, words: Wording) -> list[str]:
    return [words.kinds[page["kind"]]]


KICKERS: dict[str, Callable[[Data, Wording], list[str]]] = {
    "StandardPage": _no_kicker,
    "ContactPage": _no_kicker,
    "LocalGroupIndexPage": _no_kicker,
    "LocalGroupPage": _group_kicker,
    "HomePage": _no_kicker,
    "StatementIndexPage": _no_kicker,
    "EventIndexPage": _no_kicker,
    "StatementPage": _statement_kicker,
    "DebateIndexPage": _no_kicker,
    "DebatePage": _debate_kicker,
    "ContributionPage": _contribution_kicker,
    "StudyProgrammePage": _no_kicker,
    "StudyModulePage": _no_kicker,
    "PublicationIndexPage": _no_kicker,
    "PublicationPage": _publication_kicker,
    "NewsletterIndexPage": _no_kicker,
    "NewsletterIssue": _no_kicker,
    "EventPage": _event_kicker,
}
