from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.forms.pages import CopyForm

from cms.pages.addresses import problem_with_slug


class ContentPageForm(WagtailAdminPageForm):
    """Refuses a slug under which no reader would ever find the page."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        slug, parent = cleaned.get("slug"), self._page_above()
        if slug and parent is not None and (problem := problem_with_slug(slug, parent=parent)):
            self.add_error("slug", problem)
        return cleaned

    def _page_above(self) -> Any:
        if self.parent_page is not None:
            return self.parent_page
        return self.instance.get_parent() if self.instance.pk and self.instance.path else None


class ContentCopyForm(CopyForm):
    """Refuses for a copy what is refused for a page."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        slug, parent = cleaned.get("new_slug"), cleaned.get("new_parent_page") or self.page.get_parent()
        if slug and (problem := problem_with_slug(slug, parent=parent)):
            self.add_error("new_slug", problem)
        return cleaned
