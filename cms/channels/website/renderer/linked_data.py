import json
from collections.abc import Callable, Mapping
from typing import Any

from cms.channels.facts import place
from cms.channels.links import absolute, profiles

Data = Mapping[str, Any]

STATUSES = {
    "SCHEDULED": "https://schema.org/EventScheduled",
    "CANCELLED": "https://schema.org/EventCancelled",
    "POSTPONED": "https://schema.org/EventPostponed",
    "MOVED_ONLINE": "https://schema.org/EventMovedOnline",
}
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
    about["organizer" if about["@type"] == "Event" else "publisher"] = publisher
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
        "eventAttendanceMode": _attendance(page),
        "location": _locations(page),
    }


def _attendance(page: Data) -> str:
    in_person = bool(place(page))
    online = bool(page["onlineUrl"]) or page["status"] == "MOVED_ONLINE"
    mode = "Mixed" if in_person and online else "Online" if online else "Offline"
    return f"https://schema.org/{mode}EventAttendanceMode"


def _locations(page: Data) -> list[dict[str, str]]:
    there = _filled({"@type": "Place", "name": page["venue"], "address": page["address"]})
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


TYPES: dict[str, Callable[[Data], dict[str, Any]]] = {
    "StatementPage": _article,
    "EventPage": _event,
    "StatementIndexPage": _collection,
    "EventIndexPage": _collection,
}
