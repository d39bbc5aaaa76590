from django.db import models
from django.utils.translation import gettext_lazy as _


class EventType(models.TextChoices):
    """What can happen, in the words of the payload."""

    PAGE_PUBLISHED = "page.published", _("Page published")
    PAGE_UPDATED = "page.updated", _("Page updated")
    PAGE_MOVED = "page.moved", _("Page moved")
    PAGE_UNPUBLISHED = "page.unpublished", _("Page unpublished")
    PAGE_DELETED = "page.deleted", _("Page deleted")
    ORGANIZATION_UPDATED = "organization.updated", _("Organization updated")
    ORGANIZATION_DELETED = "organization.deleted", _("Organization deleted")
    PERSON_UPDATED = "person.updated", _("Person updated")
    PERSON_DELETED = "person.deleted", _("Person deleted")
    SERIES_UPDATED = "series.updated", _("Series updated")
    SERIES_DELETED = "series.deleted", _("Series deleted")
    TOPIC_UPDATED = "topic.updated", _("Topic updated")
    TOPIC_DELETED = "topic.deleted", _("Topic deleted")
    SITE_UPDATED = "site.updated", _("Settings of the site updated")
    # Sent to one endpoint when an editor asks for it; no filter keeps it out.
    TEST = "webhook.test", _("Test")


SELECTABLE = tuple((kind.value, kind.label) for kind in EventType if kind != EventType.TEST)
