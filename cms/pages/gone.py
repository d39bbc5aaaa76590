from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

# Nobody asks for longer ones (cms/api/routes.py), and no index of PostgreSQL would hold them.
LONGEST = 2000


class GonePath(models.Model):
    """Where a published page was that has been deleted: Wagtail keeps no trace of it, readers and search engines do."""

    url_path = models.CharField(verbose_name=_("path in the page tree"), max_length=LONGEST, unique=True)
    # The key of the page, which its short address names; unknown of what was deleted before there were any.
    page = models.PositiveBigIntegerField(verbose_name=_("page"), null=True, editable=False, db_index=True)
    gone_at = models.DateTimeField(verbose_name=_("deleted at"), default=timezone.now)

    class Meta:
        verbose_name = _("path that is gone")
        verbose_name_plural = _("paths that are gone")

    def __str__(self) -> str:
        return self.url_path


def remember_gone(page: Page) -> None:
    """Keep the path of a page that everybody could read at some time."""
    was_public = page.first_published_at is not None and not page.get_view_restrictions().exists()
    if was_public and len(page.url_path.encode()) <= LONGEST:
        known = {"page": page.pk, "gone_at": timezone.now()}
        GonePath.objects.update_or_create(url_path=page.url_path, defaults=known)
