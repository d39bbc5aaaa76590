from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision

from publications.models.newsletters import FROZEN

# What changes with every revision, or says where a page stands; nobody has to translate it anew for these.
UNSPOKEN = frozenset(
    {
        *("pk", "path", "depth", "numchild", "url_path", "content_type", "owner", "locale", "translation_key"),
        *("live", "has_unpublished_changes", "live_revision", "latest_revision", "latest_revision_created_at"),
        *("first_published_at", "last_published_at", "go_live_at", "expire_at", "expired", "alias_of", "draft_title"),
        *("locked", "locked_at", "locked_by", "wagtail_admin_comments", "posts", "slug", "show_in_menus"),
        *FROZEN,
    }
)


class TranslationStateQuerySet(models.QuerySet["TranslationState"]):
    def of_original(self, page: Page) -> Self:
        return self.filter(source_id=page.pk)

    def follow_unchanged(self) -> None:
        """Move on those whose original was saved anew and says the same."""
        for state in self.select_related("source", "source_revision"):
            state.follow_unchanged()


class TranslationState(models.Model):
    """Which state of the original a translation says."""

    page = models.OneToOneField(
        "wagtailcore.Page", verbose_name=_("translation"), on_delete=models.CASCADE, related_name="translation_state"
    )
    source = models.ForeignKey(
        "wagtailcore.Page", verbose_name=_("original"), on_delete=models.CASCADE, related_name="translation_states"
    )
    # Wagtail can purge old revisions. What was said then is forgotten, and the translation counts as behind.
    source_revision = models.ForeignKey(
        "wagtailcore.Revision", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    updated_at = models.DateTimeField(auto_now=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = TranslationStateQuerySet.as_manager()

    class Meta:
        verbose_name = _("state of a translation")
        verbose_name_plural = _("states of translations")

    def __str__(self) -> str:
        return f"{self.source} → {self.page}"

    @classmethod
    def record(cls, page: Page, *, source: Page, user: Any = None) -> Self:
        """Note that the page says what its original says now."""
        values = {"source_id": source.pk, "source_revision": current_revision(source), "updated_by": user}
        state, _created = cls.objects.update_or_create(page_id=page.pk, defaults=values)
        return state

    @property
    def is_behind(self) -> bool:
        return self.source_revision_id != current_revision(self.source).pk

    def follow_unchanged(self) -> None:
        """Move on when the original was saved anew and says the same."""
        new = current_revision(self.source)
        if self.source_revision is not None and spoken(self.source_revision) == spoken(new):
            self.source_revision = new
            self.save(update_fields=["source_revision"])


def current_revision(page: Page) -> Revision:
    """Return what counts as the original: what readers see, or the latest draft of what nobody sees yet."""
    row = Page.objects.select_related("live_revision", "latest_revision").get(pk=page.pk)
    found = (row.live_revision if row.live else None) or row.latest_revision
    if found is None:
        # Pages made by commands may have none; without one there would be nothing to compare with later.
        found = row.specific.save_revision(changed=False, clean=False)
        if row.live:
            Page.objects.filter(pk=row.pk).update(live_revision=found)
    return found


def spoken(revision: Revision) -> dict[str, Any]:
    return {name: value for name, value in revision.content.items() if name not in UNSPOKEN}
