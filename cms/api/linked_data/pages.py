from collections.abc import Callable, Iterable, Sequence
from typing import Any

from graphql import GraphQLResolveInfo
from wagtail.models import Page

from cms.api.linked_data.events import event, point
from cms.api.linked_data.profiles import profiles
from cms.api.pages import PageInterface
from home.models import ContactPage, LocalGroupIndexPage, LocalGroupPage
from publications.models import (
    ContributionPage,
    DebateIndexPage,
    DebatePage,
    EventIndexPage,
    EventPage,
    NewsletterIndexPage,
    PublicationIndexPage,
    PublicationPage,
    StatementIndexPage,
    StatementPage,
    StudyModulePage,
    StudyProgrammePage,
)

Node = dict[str, Any]
Describe = Callable[[Any, GraphQLResolveInfo], Node]

PUBLICATION_TYPES = {"brochure": "Book", "book": "Book", "magazine": "PublicationIssue"}


def described(page: Page, info: GraphQLResolveInfo) -> Node:
    """Return what a page of its type is in schema.org's words."""
    return DESCRIPTIONS.get(type(page), _web_page)(page, info)


def _web_page(page: Page, info: GraphQLResolveInfo) -> Node:
    return {"@type": "WebPage", "name": page.title, "dateModified": _updated(page, info)}


def _collection(page: Page, info: GraphQLResolveInfo) -> Node:
    return _web_page(page, info) | {"@type": "CollectionPage"}


def _contact_page(page: Page, info: GraphQLResolveInfo) -> Node:
    return _web_page(page, info) | {"@type": "ContactPage"}


def _article(page: StatementPage, info: GraphQLResolveInfo) -> Node:
    return {
        "@type": "Article",
        "headline": page.title,
        "datePublished": page.date.isoformat(),
        "dateModified": _updated(page, info),
        "keywords": _names(page.topic_list),
    }


def _event(page: EventPage, info: GraphQLResolveInfo) -> Node:
    return event(page, url=PageInterface.resolve_url(page, info))


def _group(page: LocalGroupPage, _info: GraphQLResolveInfo) -> Node:
    where = {"@type": "Place", "name": page.city, "address": page.meeting_place, "geo": point(page)}
    networks = profiles(telegram=page.telegram_handle, instagram=page.instagram_handle)
    return {
        "@type": "Organization",
        "name": page.title,
        "email": page.email,
        "location": {name: value for name, value in where.items() if value},
        "sameAs": [address for address in (page.website, *networks) if address],
    }


def _debate(page: DebatePage, info: GraphQLResolveInfo) -> Node:
    contributions = _listed(page.contributions, info)
    return {
        "@type": "DiscussionForumPosting",
        "headline": page.title,
        "datePublished": page.opened_on.isoformat(),
        "dateModified": _updated(page, info),
        "commentCount": len(contributions),
        "comment": [
            {"@type": "Comment", "@id": _url(item, info), "name": item.title, "datePublished": item.date.isoformat()}
            for item in contributions
        ],
    }


def _contribution(page: ContributionPage, info: GraphQLResolveInfo) -> Node:
    debate, answered = page.readable_debate(info), page.answered_contribution(info)
    return {
        "@type": "DiscussionForumPosting",
        "headline": page.title,
        "datePublished": page.date.isoformat(),
        "dateModified": _updated(page, info),
        "author": _groups([*page.author_list, *page.signing_organisations]),
        "isPartOf": {"@id": _url(debate, info)} if debate else None,
        "about": {"@id": _url(answered, info)} if answered else None,
    }


def _course(page: StudyProgrammePage, info: GraphQLResolveInfo) -> Node:
    parts = [{"@type": "Course", "@id": _url(item, info), "name": item.title} for item in _listed(page.modules, info)]
    return {"@type": "Course", "name": page.title, "hasPart": parts}


def _module(page: StudyModulePage, _info: GraphQLResolveInfo) -> Node:
    books = [{"@type": "Book", "name": item.title, "isbn": item.isbn, "url": item.url} for item in page.reading_list]
    readings = [{name: value for name, value in book.items() if value} for book in books]
    return {"@type": "Course", "name": page.title, "citation": readings}


def _publication(page: PublicationPage, info: GraphQLResolveInfo) -> Node:
    return {
        "@type": PUBLICATION_TYPES.get(page.kind, "CreativeWork"),
        "name": page.title,
        "datePublished": page.date.isoformat(),
        "author": _groups(page.author_list),
        "isbn": page.isbn,
        "keywords": _names(page.topic_list),
        "encoding": [
            {"@type": "MediaObject", "contentUrl": item.url, "encodingFormat": item.media_type}
            for item in page.readable_files(info)
        ],
    }


def _listed(pages: Any, info: GraphQLResolveInfo) -> Sequence[Any]:
    """Return the pages that a page lists. A plan has read them already and put them in the place of the method."""
    found: Sequence[Any] = pages(info) if callable(pages) else pages
    return found


def _names(entries: Iterable[Any]) -> list[str]:
    return [entry.name for entry in entries]


def _groups(entries: Iterable[Any]) -> list[dict[str, str]]:
    return [{"@type": "Organization", "name": name} for name in _names(entries)]


def _url(page: Page, info: GraphQLResolveInfo) -> str:
    return PageInterface.resolve_url(page, info)


def _updated(page: Page, info: GraphQLResolveInfo) -> str:
    moment: Any = PageInterface.resolve_updated_at(page, info)
    text: str = moment.isoformat()
    return text


DESCRIPTIONS: dict[type[Page], Describe] = {
    StatementPage: _article,
    EventPage: _event,
    ContactPage: _contact_page,
    LocalGroupPage: _group,
    DebatePage: _debate,
    ContributionPage: _contribution,
    StudyProgrammePage: _course,
    StudyModulePage: _module,
    PublicationPage: _publication,
    LocalGroupIndexPage: _collection,
    StatementIndexPage: _collection,
    DebateIndexPage: _collection,
    PublicationIndexPage: _collection,
    NewsletterIndexPage: _collection,
    EventIndexPage: _collection,
}
