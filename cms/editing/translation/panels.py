from typing import Any

from django.forms import Media
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from cms.editing.translation.changes import changes
from cms.editing.translation.coverage import other_languages
from cms.editing.translation.states import TranslationState, current_revision


class TranslationPanel(Panel):
    """Shows what has changed in the original since, and how the page stands in other languages."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**({"heading": _("Translation"), "icon": "globe"} | kwargs))

    class BoundPanel(Panel.BoundPanel):
        template_name = "editing/translation/panel.html"

        @property
        def media(self) -> Media:
            return Media(css={"all": ["editing/translation.css"]})

        def is_shown(self) -> bool:
            return bool(self.instance.pk) and super().is_shown()

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            page = self.instance
            state = TranslationState.objects.select_related("source", "source_revision").filter(page_id=page.pk).first()
            context |= {"page": page, "languages": other_languages(page), "state": state}
            if state is not None:
                context |= {"original": self._original(state), "same_slug": state.source.slug == page.slug}
            return context

        def _original(self, state: TranslationState) -> dict[str, Any]:
            source, old, new = state.source, state.source_revision, current_revision(state.source)
            original = {"page": source, "is_forgotten": old is None, "changes": [], "compare_url": None}
            if old is None or old.pk == new.pk:
                return original
            original["changes"] = changes(source, old=old, new=new, request=self.request)
            # Wagtail's own comparison is for those who may edit the original.
            if source.permissions_for_user(self.request.user).can_edit():
                pks = [source.pk, old.pk, new.pk]
                original["compare_url"] = reverse("wagtailadmin_pages:revisions_compare", args=pks)
            return original
