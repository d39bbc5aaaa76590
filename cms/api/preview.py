from urllib.parse import urlencode
from uuid import NAMESPACE_URL, uuid5

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from wagtail.models import Page, Site

from cms.api.models import PreviewDraft
from cms.api.paths import Paths


def preview_response(page: Page, *, request: HttpRequest, channel: str) -> HttpResponseRedirect:
    """Keep the draft where the API can find it and send the editor to the channel's rendering of it."""
    draft = store_draft(page, editor_id=request.user.pk)
    query = urlencode({"token": draft.token, "path": draft.path, "locale": page.locale.language_code})
    return HttpResponseRedirect(f"{reverse('channel_preview', args=[channel])}?{query}")


def store_draft(page: Page, *, editor_id: int | None) -> PreviewDraft:
    """Keep one draft per editor and page; typing on replaces it."""
    PreviewDraft.forget_expired()
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    path = Paths.for_site(site).path_of(page.url_path) or "/"
    # A page that was never saved has no id, and any new page beside it the same place, so its address stands in.
    identity = page.pk or f"{page._meta.label}:{page.url_path}"
    key = uuid5(NAMESPACE_URL, f"preview:{editor_id}:{identity}:{page.locale_id}")
    draft, _created = PreviewDraft.objects.update_or_create(
        pk=key,
        defaults={
            "content_type": ContentType.objects.get_for_model(page),
            "content": page.serializable_data(),
            "path": path,
            "editor_id": editor_id,
        },
    )
    return draft
