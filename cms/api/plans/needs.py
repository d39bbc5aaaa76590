from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from cms.images.models import CustomImage
from cms.pages.coordinates import PlacePage
from cms.pages.models import ContentPage
from home.models import ContactPage, HomePage, LocalGroupIndexPage, LocalGroupPage
from publications.models import (
    ContributionPage,
    DebateIndexPage,
    DebatePage,
    EventIndexPage,
    EventPage,
    NewsletterIndexPage,
    NewsletterIssue,
    Organisation,
    Person,
    PublicationIndexPage,
    PublicationPage,
    StatementIndexPage,
    StatementPage,
    StudyModulePage,
    StudyProgrammePage,
)
from publications.models.files import WithFiles
from publications.models.relations import Signed


@dataclass(frozen=True)
class Ahead:
    """A relation of whose rows only what the field's own selection asks for is read, or what a field below it does."""

    path: str
    below: str = ""


@dataclass(frozen=True)
class Listing:
    """A method that lists pages. It runs once, while the plan is made, and its query is kept."""

    method: str
    # A column that has to be true for the list to have anything.
    condition: str = ""


Need = str | Ahead | Listing

DATES = ("start", "end", "time_zone", "repeats", "repeats_until", "status", "status_note", "venue", "address")
OCCURRENCES = (*DATES, "online_url", "exceptions")
SESSIONS = tuple(f"sessions__{name}" for name in ("title", "start", "end", "place", "summary"))
FOCAL_POINT = ("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height")
MADE = tuple(f"renditions__{name}" for name in ("filter_spec", "focal_point_key", "file", "width", "height"))
FOCUS = ("file", "width", "height", *FOCAL_POINT, "manifest")

# What the resolvers of fields read that are not just a column, written as paths of Django.
NEEDS: Mapping[type, Mapping[str, tuple[Need, ...]]] = {
    ContentPage: {
        "id": ("id",),
        "title": ("title",),
        "path": ("url_path",),
        "url": ("url_path",),
        "short_url": ("id", "url_path"),
        "locale": ("locale_id",),
        "resolved_locale": ("locale_id",),
        "is_fallback": ("locale_id",),
        "summary": ("summary",),
        "seo_title": ("seo_title", "title"),
        "search_description": ("search_description", "summary"),
        "hero_image": ("locale_id", Ahead("hero_image")),
        "body": ("locale_id", "body"),
        "first_published_at": ("first_published_at",),
        "updated_at": ("last_published_at", "first_published_at", "latest_revision_created_at"),
        "breadcrumbs": ("path", "depth"),
        "translations": ("translation_key",),
        "post": ("posts",),
        "related_pages": ("locale_id", "related_links__related_page_id"),
    },
    PlacePage: {"coordinates": ("latitude", "longitude")},
    Signed: {
        "authors": (Ahead("authorships__person"),),
        "co_signers": (Ahead("signatures__organisation"),),
        "organisations": (Ahead("signatures__organisation"),),
    },
    WithFiles: {"files": ("attachments__title", "attachments__document")},
    StatementPage: {
        "key_points": ("key_points",),
        "topics": (Ahead("topics"),),
        "series": (Ahead("series"),),
        "corrections": ("corrections",),
    },
    PublicationPage: {"topics": (Ahead("topics"),), "series": (Ahead("series"),)},
    EventPage: {
        "kind": ("kind",),
        "start": ("start", "time_zone"),
        "end": ("end", "time_zone"),
        "previous_start": ("time_zone", "calendar_entry"),
        "recurrence": ("start", "time_zone", "repeats", "repeats_until"),
        "exceptions": OCCURRENCES,
        "occurrences": OCCURRENCES,
        "next_occurrence": OCCURRENCES,
        "programme": ("programme",),
        "uid": ("translation_key",),
        "sequence": ("calendar_entry",),
        "host_group": (Ahead("host_group"),),
    },
    DebatePage: {"positions": ("positions",), "settlements": ("settlements",), "contributions": ()},
    StudyModulePage: {"readings": ("readings",), "sessions": (*SESSIONS, Ahead("sessions__event", below="event"))},
    NewsletterIssue: {"subject": ("subject", "title"), "sections": ("frozen_at", "frozen_sections")},
    # Contributions and their debate are read together, as members of one debate.
    ContributionPage: {
        "position": ("position_key",),
        "answers": ("translation_key",),
        "answered_by": ("translation_key",),
        "debate": (),
    },
    HomePage: {"latest_statements": (Listing("latest_statements"),), "upcoming_events": (Listing("upcoming_events"),)},
    LocalGroupPage: {"upcoming_events": (Listing("upcoming_events"),)},
    LocalGroupIndexPage: {"groups": (Listing("groups"),)},
    ContactPage: {"groups": ("offers_groups", Listing("groups", condition="offers_groups"))},
    StatementIndexPage: {"statements": (Listing("statements"),)},
    EventIndexPage: {"upcoming": (Listing("upcoming"),), "past": (Listing("past"),)},
    DebateIndexPage: {"debates": (Listing("debates"),)},
    PublicationIndexPage: {"publications": (Listing("publications"),)},
    StudyProgrammePage: {"modules": (Listing("modules"),)},
    NewsletterIndexPage: {"issues": (Listing("issues"),)},
    Person: {"portrait": (Ahead("portrait"),), "organisation": (Ahead("organisation"),)},
    Organisation: {"logo": (Ahead("logo"),)},
    CustomImage: {
        "id": ("id",),
        "alt": ("is_decorative", "alt_de", "alt_en", "title"),
        "rendition": (*FOCAL_POINT, *MADE),
        "responsive": FOCUS,
        "focal_point": FOCUS,
        "placeholder": ("placeholder",),
        "dominant_color": ("dominant_color",),
    },
}
# Every snippet has these.
ENTRY: Mapping[str, tuple[Need, ...]] = {
    "id": ("id",),
    "resolved_locale": ("locale_id",),
    "is_fallback": ("locale_id",),
}


def needs_of(model: type[Model], name: str) -> tuple[Need, ...] | None:
    """Return what a field of a model's type reads, or None when nobody has said it."""
    found: Any = next((NEEDS[each][name] for each in model.__mro__ if name in NEEDS.get(each, {})), None)
    return found if found is not None else ENTRY.get(name)
