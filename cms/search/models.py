from django.db import models
from django.utils.translation import gettext_lazy as _


class Document(models.Model):
    """What a page says, as text. The search index of the database is made of these."""

    # Wagtail need not note that this refers to the page: it does not keep anybody from deleting it.
    wagtail_reference_index_ignore = True

    page = models.OneToOneField("wagtailcore.Page", on_delete=models.CASCADE, primary_key=True, related_name="+")
    language = models.CharField(max_length=16)
    title = models.TextField()
    summary = models.TextField()
    body = models.TextField()

    class Meta:
        verbose_name = _("searchable text")
        verbose_name_plural = _("searchable texts")

    def __str__(self) -> str:
        return self.title
