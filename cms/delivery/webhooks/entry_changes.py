from collections.abc import Mapping
from datetime import datetime

from django.db.models import Model
from wagtail.models import TranslatableMixin

from cms.api.caching.keys import EVERYTHING, keys_of
from cms.delivery.webhooks import outbox
from cms.delivery.webhooks.changes import Change
from cms.delivery.webhooks.event_types import EventType
from home.models import SiteSettings
from publications.models import Organisation, Person, Series, Topic

UPDATED: Mapping[type[Model], EventType] = {
    Organisation: EventType.ORGANIZATION_UPDATED,
    Person: EventType.PERSON_UPDATED,
    Series: EventType.SERIES_UPDATED,
    Topic: EventType.TOPIC_UPDATED,
    SiteSettings: EventType.SITE_UPDATED,
}
DELETED: Mapping[type[Model], EventType] = {
    Organisation: EventType.ORGANIZATION_DELETED,
    Person: EventType.PERSON_DELETED,
    Series: EventType.SERIES_DELETED,
    Topic: EventType.TOPIC_DELETED,
}


def record(kind: EventType, entry: Model, *, now: datetime) -> None:
    """Record a change of what pages name, or of the site's settings: what it is, not what it says."""
    outbox.record([Change(kind=kind, data=_facts(entry))], now=now)


def _facts(entry: Model) -> dict[str, object]:
    if isinstance(entry, SiteSettings):
        # Every answer may show them.
        return {"type": "Site", "locale": "", "surrogateKeys": [EVERYTHING]}
    from cms.api.global_ids import GlobalID  # noqa: PLC0415  The types may be made only once everything has started.

    name = GlobalID.of(entry)
    locale = entry.locale.language_code if isinstance(entry, TranslatableMixin) else ""
    return {"id": str(name), "type": name.type_name, "locale": locale, "surrogateKeys": keys_of(entry)}
