from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.delivery.desk import audit, deciding, listing, posts
from cms.delivery.desk.accounts import deciding as accounts_deciding
from cms.delivery.desk.accounts import views as accounts
from cms.delivery.desk.header import ICON
from cms.delivery.desk.rights import DECIDE, KEEP_ACCOUNTS, SEE, SEE_ACCOUNTS, may


class AllowedMenuItem(MenuItem):
    """Shown to whoever has any of the permissions."""

    def __init__(self, *args: Any, permissions: tuple[str, ...], **options: Any) -> None:
        self.permissions = permissions
        super().__init__(*args, **options)

    def is_shown(self, request: HttpRequest) -> bool:
        return may(request.user, *self.permissions)


@hooks.register("register_admin_urls")
def desk_urls() -> list[URLPattern | URLResolver]:
    patterns = [
        path("", listing.index, name="index"),
        path("<int:pk>/", posts.post, name="post"),
        path("<int:pk>/zip/", posts.packed, name="packed"),
        path("<int:pk>/<slug:name>/", deciding.decide, name="decide"),
        path("accounts/", accounts.index, name="accounts"),
        path("accounts/connect/<slug:channel>/", accounts.add, name="connect"),
        path("accounts/<int:pk>/", accounts.settings, name="account"),
        path("accounts/<int:pk>/connect/", accounts.reconnect, name="reconnect"),
        path("accounts/<int:pk>/pause/", accounts.pause, name="pause"),
        path("accounts/<int:pk>/resume/", accounts.resume, name="resume"),
        path("accounts/<int:pk>/<slug:name>/", accounts_deciding.decide, name="account_act"),
    ]
    return [path("posts/", include((patterns, "desk")))]


@hooks.register("register_admin_menu_item")
def posts_menu_item() -> MenuItem:
    # Beside the calendar: what is planned, and what became of it.
    return AllowedMenuItem(
        _("Posts"), reverse("desk:index"), name="posts", icon_name=ICON, order=160, permissions=(SEE, DECIDE)
    )


@hooks.register("register_settings_menu_item")
def accounts_menu_item() -> MenuItem:
    return AllowedMenuItem(
        _("Accounts of the channels"),
        reverse("desk:accounts"),
        name="channel-accounts",
        icon_name="user",
        order=700,
        permissions=(SEE_ACCOUNTS, KEEP_ACCOUNTS),
    )


@hooks.register("register_permissions")
def desk_permissions() -> QuerySet[Permission]:
    """Let administrators give these to groups."""
    models = ("delivery", "channelaccount")
    return Permission.objects.filter(content_type__app_label="delivery", content_type__model__in=models)


@hooks.register("register_log_actions")
def desk_log_actions(actions: Any) -> None:
    audit.register(actions)
