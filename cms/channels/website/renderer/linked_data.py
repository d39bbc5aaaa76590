import json
from collections.abc import Callable, Mapping
from typing import Any

from cms.channels.facts import place
from cms.channels.links import absolute, profiles
from cms.channels.website.renderer.schedules import STATUSES, series_data

Data = Mapping[str, Any]

# What the organization is to a thing; it publishes everything else.
RELATIONS = {"Event": "organizer", "Organization": "parentOrganization"}
PUBLICATION_TYPES = {"BROCHURE": "Book", "BOOK": "Book", "MAGAZINE": "PublicationIssue"}
ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def linked_data(page: Data, *, site: Data, image_url: str | None) -> str:
    """Say what the page is in schema.org's words, as JSON that cannot end the script element around it."""
    publisher = {"@id": absolute("/#organization", base_url=site["url"])}
    described = TYPES.get(page["__typename"], _web_page)(page)
    about = {
        "@id": page["url"],
        "url": page["url"],
        "inLanguage": page["locale"],
        "description": page["searchDescription"],
        "image": image_url,
        **described,
    }
    about[RELATIONS.get(about["@type"], "publisher")] = publisher
    graph = [_organization(site) | publisher, about, *_breadcrumbs(page)]
    document = {"@context": "https://schema.org", "@graph": [_filled(node) for node in graph]}
    text = json.dumps(document, ensure_ascii=False, indent=1)
    return text.translate(ESCAPES)


def _organization(site: Data) -> dict[str, Any]:
    return {
        "@type": "Organization",
        "name": site["organizationName"],
        "alternateName": site["shortName"],
        "url": absolute("/", base_url=site["url"]),
        "email": site["email"],
        "description": site["profile"],
        "address": site["postalAddress"],
        "sameAs": list(profiles(site).values()),
    }


def _web_page(page: Data) -> dict[str, Any]:
    return {"@type": "WebPage", "name": page["title"], "dateModified": page["updatedAt"]}


def _collection(page: Data) -> dict[str, Any]:
    return _web_page(page) | {"@type": "CollectionPage"}


def _article(page: Data) -> dict[str, Any]:
    return {
        "@type": "Article",
        "headline": page["title"],
        "datePublished": page["date"],
        "dateModified": page["updatedAt"],
        "keywords": [topic["name"] for topic in page["topics"]],
    }


def _event(page: Data) -> dict[str, Any]:
    return {
        "@type": "Event",
        "name": page["title"],
        "startDate": page["start"],
        "endDate": page["end"],
        "eventStatus": STATUSES[page["status"]],
        "previousStartDate": page["previousStart"],
        "eventAttendanceMode": _attendance(page),
        "location": _locations(page),
        **(series_data(page) if page["recurrence"] else {}),
    }


def _attendance(page: Data) -> str:
    in_person = bool(place(page))
    online = bool(page["onlineUrl"]) or page["status"] == "MOVED_ONLINE"
    mode = "Mixed" if in_person and online else "Online" if online else "Offline"
    return f"https://schema.org/{mode}EventAttendanceMode"


def _locations(page: Data) -> list[dict[str, Any]]:
    there = _filled({"@type": "Place", "name": page["venue"], "address": page["address"], "geo": _point(page)})
    online = {"@type": "VirtualLocation", "url": page["onlineUrl"]}
    places = [there] if place(page) else []
    return places + ([online] if page["onlineUrl"] else [])


def _breadcrumbs(page: Data) -> list[dict[str, Any]]:
    trail = [*page["breadcrumbs"], page]
    steps = [
        {
            "@type": "ListItem",
            "position": position,
            "name": step["title"],
            "item": absolute(step["path"], base_url=page["url"]),
        }
        for position, step in enumerate(trail, start=1)
    ]
    return [{"@type": "BreadcrumbList", "itemListElement": steps}] if page["breadcrumbs"] else []


def _filled(node: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in node.items() if value}


def _contact_page(page: Data) -> dict[str, Any]:
    return _web_page(page) | {"@type": "ContactPage"}


def _group(page: Data) -> dict[str, Any]:
    where = {"@type": "Place", "name": page["city"], "address": page["meetingPlace"], "geo": _point(page)}
    return {
        "@type": "Organization",
        "name": page["title"],
        "email": page["email"],
        "location": _filled(where),
        "sameAs": [address for address in (page["website"], *profiles(page).values()) if address],
    }


def _point(page: Data) -> dict[str, Any] | None:
    return {"@type": "GeoCoordinates", **page["coordinates"]} if page["coordinates"] else None


def _debate(page: Data) -> dict[str, Any]:
    return {
        "@type": "DiscussionForumPosting",
        "headline": page["title"],
        "datePublished": page["openedOn"],
        "dateModified": page["updatedAt"],
        "commentCount": len(page["contributions"]),
        "comment": [
            {"@type": "Comment", "@id": item["url"], "name": item["title"], "datePublished": item["date"]}
            for item in page["contributions"]
        ],
    }


def _contribution(page: Data) -> dict[str, Any]:
    debate, answered = page["debate"] or {}, page["answers"] or {}
    return {
        "@type": "DiscussionForumPosting",
        "headline": page["title"],
        "datePublished": page["date"],
        "dateModified": page["updatedAt"],
        "author": _groups([*page["authors"], *page["organisations"]]),
        "isPartOf": {"@id": debate["url"]} if debate else None,
        "about": {"@id": answered["url"]} if answered else None,
    }


def _course(page: Data) -> dict[str, Any]:
    parts = [{"@type": "Course", "@id": item["url"], "name": item["title"]} for item in page["modules"]]
    return {"@type": "Course", "name": page["title"], "hasPart": parts}


def _module(page: Data) -> dict[str, Any]:
    readings = [
        _filled({"@type": "Book", "name": item["title"], "isbn": item["isbn"], "url": item["url"]})
        for item in page["readings"]
    ]
    return {"@type": "Course", "name": page["title"], "citation": readings}


def _publication(page: Data) -> dict[str, Any]:
    return {
        "@type": PUBLICATION_TYPES.get(page["publicationKind"], "CreativeWork"),
        "name": page["title"],
        "datePublished": page["date"],
        "author": _groups(page["authors"]),
        "isbn": page["isbn"],
        "keywords": [topic["name"] for topic in page["topics"]],
        "encoding": [
            {"@type": "MediaObject", "contentUrl": item["url"], "encodingFormat": item["mediaType"]}
            for item in page["files"]
        ],
    }


def _groups(entries: list[Data]) -> list[dict[str, str]]:
    return [{"@type": "Organization", "name": entry["name"]} for entry in entries]


TYPES: dict[str, Callable[[Data], dict[str, Any]]] = {
    "StatementPage": _article,
    "EventPage": _event,
    "ContactPage": _contact_page,
    "LocalGroupPage": _group,
    "LocalGroupIndexPage": _collection,
    "StatementIndexPage": _collection,
    "DebateIndexPage": _collection,
    "PublicationIndexPage": _collection,
    "NewsletterIndexPage": _collection,
    "DebatePage": _debate,
    "ContributionPage": _contribution,
    "StudyProgrammePage": _course,
    "StudyModulePage": _module,
    "PublicationPage": _publication,
    "EventIndexPage": _collection,
}
