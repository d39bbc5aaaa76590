from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

from cms.pages.addresses import address_below, is_reserved


class ContentPageForm(WagtailAdminPageForm):
    """Refuses a slug under which no reader would ever find the page, as something else answers there."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        slug, parent = cleaned.get("slug"), self._page_above()
        address = address_below(parent, slug) if slug and parent is not None else None
        if address is not None and is_reserved(address):
            message = _(
                "Readers would never see this page, because the website itself answers at %(address)s. "
                "Choose another slug."
            )
            self.add_error("slug", message % {"address": address})
        return cleaned

    def _page_above(self) -> Any:
        if self.parent_page is not None:
            return self.parent_page
        return self.instance.get_parent() if self.instance.pk and self.instance.path else None
