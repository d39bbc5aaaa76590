from collections.abc import Iterator
from typing import Any

from django.contrib.admin.utils import quote
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Locale, Page, TranslatableMixin
from wagtail.permissions import page_permission_policy, policy_registry

from cms.editing.buttons import post_button
from cms.editing.translation import views
from cms.editing.translation.report import TranslationsReport


class TranslationsMenuItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return bool(page_permission_policy.user_has_any_permission(request.user, ["add", "change", "publish"]))


@hooks.register("register_admin_urls")
def translation_urls() -> list[URLPattern | URLResolver]:
    patterns = [
        path("pages/<int:pk>/into/<str:language>/", views.draft_page, name="draft_page"),
        path("pages/<int:pk>/up-to-date/", views.up_to_date, name="up_to_date"),
        path(
            "snippets/<slug:app_label>/<slug:model_name>/<str:pk>/into/<str:language>/",
            views.draft_snippet,
            name="draft_snippet",
        ),
        path("report/", TranslationsReport.as_view(), name="report"),
        path("report/results/", TranslationsReport.as_view(results_only=True), name="report_results"),
    ]
    return [path("translation/", include((patterns, "translation")))]


@hooks.register("register_reports_menu_item")
def translations_menu_item() -> MenuItem:
    return TranslationsMenuItem(
        _("Translations"), reverse("translation:report"), name="translations", icon_name="globe", order=690
    )


# Not in the rows of the explorer: each would ask the database which languages are missing.
@hooks.register("register_page_header_buttons")
def translate_page(page: Page, **_kwargs: Any) -> Iterator[Button]:
    for locale in () if page.is_root() else _missing(page):
        yield _button(locale, url=reverse("translation:draft_page", args=[page.pk, locale.language_code]))


@hooks.register("register_snippet_listing_buttons")
def translate_snippet(snippet: Any, user: Any, _next_url: str | None = None) -> Iterator[Button]:
    may_translate = isinstance(snippet, TranslatableMixin) and policy_registry.get_by_type(
        type(snippet)
    ).user_has_permission(user, "add")
    for locale in _missing(snippet) if may_translate else ():
        names = [snippet._meta.app_label, snippet._meta.model_name, quote(snippet.pk), locale.language_code]
        yield _button(locale, url=reverse("translation:draft_snippet", args=names))


def _missing(instance: TranslatableMixin) -> list[Locale]:
    there = instance.get_translations(inclusive=True).values("locale")
    return list(Locale.objects.exclude(pk__in=there))


def _button(locale: Locale, *, url: str) -> Button:
    label = _("Translate into %(language)s") % {"language": locale.get_display_name()}
    return post_button(label, url=url, icon_name="globe", priority=60)
