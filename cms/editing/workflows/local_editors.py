from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection


class LocalEditors(models.Model):
    """Which users' group and which files belong to a local group, whatever any of them is called."""

    # Shared by the local group's pages in all languages.
    translation_key = models.UUIDField(verbose_name=_("local group"), unique=True, editable=False)
    group = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="+")
    collection = models.OneToOneField(Collection, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    # What administrators want to know of a group or a collection is not that it is remembered here.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("editors of a local group")
        verbose_name_plural = _("editors of local groups")

    def __str__(self) -> str:
        return str(self.group)
